"""Atom (RFC 4287): how a feed is written.

The id of an entry is made of its item's own, so that it is the same in every feed and after a change of the desk's
address.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

from fastapi import Request
from fastapi.responses import Response
from lxml import etree

from according.desk.telling import Item

# How many items a feed has at the most.
ENTRIES = 50
_ATOM = "http://www.w3.org/2005/Atom"
# A feed in which nothing has happened yet.
_NEVER = "1970-01-01T00:00:00Z"


class Atom(Response):
    """An answer that is a feed."""

    media_type = "application/atom+xml"


@dataclass(frozen=True, slots=True)
class Written(Item):
    """An item that a person here wrote.

    Attributes:
        author: the person's name.
    """

    author: str


class Told(NamedTuple):
    """What a feed holds: its own id and title, where its things stand on the desk, and its items, the latest first."""

    id: str
    title: str
    path: str
    items: Sequence[Item]


def address_of_desk(request: Request) -> str:
    """Where the desk is reached: as set, else as it was asked for (by a host that it answers to)."""
    return request.app.state.address or str(request.base_url).rstrip("/")


def answer(request: Request, told: Told, asked: str = "") -> Response:
    """The answer to a request for a feed; `asked` is the query by which it is narrowed, where it is."""
    return Atom(atom(told, request.url.path + asked, address_of_desk(request)))


def atom(told: Told, here: str, address: str) -> bytes:
    """A feed as Atom.

    Args:
        told: what it holds.
        here: its own path.
        address: where the desk is reached, without a "/" at the end.
    """
    feed = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})
    _put(feed, "id", _urn(told.id))
    _put(feed, "title", told.title)
    _put(feed, "updated", max((item.at for item in told.items), default=_NEVER))
    _put(_put(feed, "author"), "name", "According")
    _link(feed, "self", f"{address}{here}", "application/atom+xml")
    _link(feed, "alternate", f"{address}{told.path}", _form(told.path))
    for item in told.items:
        _entry(_put(feed, "entry"), item, address)
    return bytes(etree.tostring(feed, xml_declaration=True, encoding="utf-8"))


def _entry(entry: etree._Element, item: Item, address: str) -> None:
    _put(entry, "id", _urn(item.id))
    _put(entry, "title", item.headline)
    _put(entry, "updated", item.at)
    if isinstance(item, Written):
        _put(_put(entry, "author"), "name", item.author)
    _link(entry, "alternate", f"{address}{item.path}", "text/html")
    _put(entry, "content", "\n".join(item.words) or item.headline).set("type", "text")


def _form(path: str) -> str:
    """The form of what stands at a path of the desk: some lists are there as data alone."""
    return "application/json" if path.partition("?")[0].endswith(".json") else "text/html"


def _put(parent: etree._Element, name: str, words: str | None = None) -> etree._Element:
    element = etree.SubElement(parent, f"{{{_ATOM}}}{name}")
    if words is not None:
        element.text = "".join(one if _in_xml(one) else "\ufffd" for one in words)
    return element


def _in_xml(one: str) -> bool:
    """Whether XML 1.0 takes a character (2.2, Characters)."""
    return one in "\t\n\r" or " " <= one <= "\ud7ff" or "\ue000" <= one <= "\ufffd" or one >= "\U00010000"


def _link(parent: etree._Element, relation: str, address: str, form: str) -> None:
    _put(parent, "link").attrib.update({"rel": relation, "href": address, "type": form})


def _urn(number: str) -> str:
    return uuid5(NAMESPACE_URL, f"according:{number}").urn
