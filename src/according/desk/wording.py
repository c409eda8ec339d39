"""How the desk says things: addresses, counts, outlets, and the names of furniture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from according.findings import Dispute, Member, Passage

FURNITURE: Mapping[str, str] = {
    "credit": "Credits",
    "caption": "Captions",
    "promo": "Advertisements and appeals",
    "biography": "About the author",
    "comment": "Readers’ comments there",
    "widget": "Widgets",
}


def web_address(address: str | None) -> str | None:
    """The address where it may stand in a link (http or https with a host), else None.

    Addresses come from pages: one that runs a script or opens a local file must never become a link.
    """
    try:
        parts = urlsplit(address or "")
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.netloc else None


def counted(number: int, noun: str) -> str:
    """Write a number with its noun: "1 statement", "1,200 statements"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def outlet(thing: Passage | Member) -> str:
    """The outlet of a passage or article: its publisher, or else the host or file that it was given as."""
    if thing.publisher:
        return thing.publisher
    try:
        host = urlsplit(thing.place).hostname
    except ValueError:
        host = None
    name = host or thing.place.replace("\\", "/").rstrip("/").rpartition("/")[2]
    return name.removeprefix("www.").removesuffix(".html").removesuffix(".txt")


def disputants(disputes: Iterable[Dispute]) -> list[tuple[str, str | None, int]]:
    """How a claim is disputed, by whom and how many times, in the order of the first time."""
    return [(how, by, times) for (how, by), times in Counter((one.how, one.by) for one in disputes).items()]


def passage_address(passage: Passage) -> str:
    """Where the words of a passage stand on the desk, marked in their reading."""
    place = f"{passage.span.start}-{passage.span.end}"
    return f"/articles/{passage.article}?span={place}#s{place}"
