"""Who published a page, and where it stands on the web: one rule for the desk, the terminal and the brief."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol
from urllib.parse import urlsplit


class Published(Protocol):
    """An article, or words of one: the place it was given as, and its publisher where one is known."""

    @property
    def place(self) -> str:
        """The place as given."""

    @property
    def publisher(self) -> str | None:
        """The publisher as the page names it."""


def web_address(address: str | None) -> str | None:
    """The address where it may stand in a link (http or https with a host), else None.

    Addresses come from pages: one that runs a script or opens a local file must never become a link.
    """
    try:
        parts = urlsplit(address or "")
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.netloc else None


def outlet(thing: Published) -> str:
    """What an article's outlet is called: its publisher, or else the host or file that it was given as."""
    return _named(thing) or file_name(thing.place).removesuffix(".html").removesuffix(".txt")


def outlets_told(things: Iterable[Published]) -> str:
    """How many outlets some articles are of: "7 outlets and 2 pages that name none".

    An outlet is a publisher, or the host of a page's address; a file that names neither is of no outlet that is known.
    """
    several = list(things)
    count, unnamed = outlet_count(several), sum(_named(thing) is None for thing in several)
    told = f"{count:,} outlet{'' if count == 1 else 's'}"
    return f"{told} and {unnamed:,} page{'s that name' if unnamed > 1 else ' that names'} none" if unnamed else told


def outlet_count(things: Iterable[Published]) -> int:
    """How many outlets some articles are of, those that name none not counted."""
    return len({name.casefold() for name in map(_named, things) if name})


def file_name(place: str) -> str:
    """The last part of a place: what a file is called, without the folders of whoever gave it."""
    return place.replace("\\", "/").rstrip("/").rpartition("/")[2]


def _named(thing: Published) -> str | None:
    if thing.publisher:
        return thing.publisher
    try:
        host = urlsplit(thing.place).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None
