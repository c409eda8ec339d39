"""Feeds of what is new (Atom, RFC 4287): of all, of a kind, of one finding, page, remark or search.

An entry is one development. Its id is made of the development's own, so that it is the same in every feed and after a
change of the desk's address, and its instant is when this record came to know it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, NamedTuple
from uuid import NAMESPACE_URL, uuid5

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from lxml import etree
from sqlalchemy import Connection, select, true

from according.comparison import store
from according.desk.ledgers import PLACES
from according.desk.pages import At
from according.desk.people import Reader
from according.desk.telling import Item, head_of, items
from according.errors import NotOnRecordError
from according.findings import FindingKind
from according.record import feed_keys, news, searches, subscriptions
from according.record.news import READING
from according.record.tables import articles, people, remarks

ENTRIES = 50
_ATOM = "http://www.w3.org/2005/Atom"
# A feed in which nothing has happened yet.
_NEVER = "1970-01-01T00:00:00Z"

router = APIRouter()

Text = Annotated[str, Form()]


class Atom(Response):
    """An answer that is a feed."""

    media_type = "application/atom+xml"


class Told(NamedTuple):
    """What a feed holds: its own id and title, where its things stand on the desk, and its items, the latest first."""

    id: str
    title: str
    path: str
    items: Sequence[Item]


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
    _link(feed, "alternate", f"{address}{told.path}", "text/html")
    for item in told.items:
        entry = _put(feed, "entry")
        _put(entry, "id", _urn(item.id))
        _put(entry, "title", item.headline)
        _put(entry, "updated", item.at)
        _link(entry, "alternate", f"{address}{item.path}", "text/html")
        _put(entry, "content", "\n".join(item.words) or item.headline).set("type", "text")
    return bytes(etree.tostring(feed, xml_declaration=True, encoding="utf-8"))


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


def address_of_desk(request: Request) -> str:
    """Where the desk is reached: as set, else as it was asked for (by a host that it answers to)."""
    return request.app.state.address or str(request.base_url).rstrip("/")


def _answer(request: Request, told: Told) -> Response:
    body = atom(told, request.url.path, address_of_desk(request))
    return Atom(body)


# Feeds of everything, and of a kind


def _everything(connection: Connection) -> Told:
    rows = [row for kind in (READING, *PLACES) for row in news.of_kind(connection, kind, ENTRIES)]
    rows = sorted(rows, key=lambda row: (row.at, row.id), reverse=True)
    return Told("today", "What is new", "/today", items(connection, rows[:ENTRIES]))


@router.get("/today.atom", response_class=Atom)
def today(request: Request, desk: At) -> Response:
    """All that is new."""
    with desk.record.asking() as connection:
        told = _everything(connection)
    return _answer(request, told)


@router.get("/readings.atom", response_class=Atom)
def readings(request: Request, desk: At) -> Response:
    """New readings."""
    with desk.record.asking() as connection:
        told = _of_list(connection, "readings")
    return _answer(request, told)


@router.get("/remarks.atom", response_class=Atom)
def all_remarks(request: Request, desk: At) -> Response:
    """New remarks and answers."""
    with desk.record.asking() as connection:
        told = _of_list(connection, "remarks")
    return _answer(request, told)


def _kind_views(kind: FindingKind, name: str) -> None:
    """The feed of a kind, and that of one finding of it."""

    def of_all(request: Request, desk: At) -> Response:
        with desk.record.asking() as connection:
            told = _of_list(connection, name)
        return _answer(request, told)

    def of_one(request: Request, desk: At, number: str) -> Response:
        with desk.record.asking() as connection:
            told = _of_finding(connection, kind, number)
        return _answer(request, told)

    told = f"New in {name}, as a feed."
    router.add_api_route(f"/{name}.atom", of_all, response_class=Atom, name=f"{name}.atom", summary=told)
    path, told = f"/{name}/{{number}}.atom", "What became of it, as a feed."
    router.add_api_route(path, of_one, response_class=Atom, name=f"{name}: one, feed", summary=told)


def _of_finding(connection: Connection, kind: str, number: str) -> Told:
    present = news.present(connection, kind, [number]).get(number)
    finding = store.finding(connection, kind, present) if present else None
    if finding is None or present is None:
        raise NotOnRecordError(f"There is no {kind} {number} on record, so nothing can be told of it.")
    told = items(connection, news.of_finding(connection, kind, present, ENTRIES))
    # By the id that was asked for: who follows a feed must not lose it when its finding gets an older member.
    return Told(f"{kind}/{number}", head_of(finding), f"/{PLACES[finding.kind]}/{present}", told)


for _kind, _name in PLACES.items():
    if _kind != "earlier":
        _kind_views(_kind, _name)


# Feeds of a page, a remark, a saved search


@router.get("/articles/{article}.atom", response_class=Atom)
def of_article(request: Request, desk: At, article: str) -> Response:
    """What follows on a page: remarks on it, and what became of the findings that rest on it."""
    with desk.record.asking() as connection:
        told = _of_article(connection, article)
    return _answer(request, told)


def _of_article(connection: Connection, article: str) -> Told:
    row = connection.execute(select(articles.c.title).where(articles.c.id == article)).one_or_none()
    if row is None:
        raise NotOnRecordError(f"There is no article {article} in the record.")
    followed = items(connection, news.of_article(connection, article, ENTRIES))
    said = _remarks(connection, remarks.c.article == article)
    told = sorted((*followed, *said), key=lambda item: item.at, reverse=True)[:ENTRIES]
    return Told(f"article/{article}", f"On “{row.title or 'Untitled'}”", f"/articles/{article}", told)


@router.get("/remarks/{remark}.atom", response_class=Atom)
def of_remark(request: Request, desk: At, remark: str) -> Response:
    """Answers to a remark."""
    with desk.record.asking() as connection:
        told = _of_remark(connection, remark)
    return _answer(request, told)


def _of_remark(connection: Connection, remark: str) -> Told:
    found = _remarks(connection, remarks.c.id == remark)
    if not found:
        raise NotOnRecordError(f"There is no remark {remark} to be followed.")
    answers = _remarks(connection, remarks.c.answers == remark)
    return Told(f"remark/{remark}", f"Answers to: {found[0].headline}", found[0].path, answers)


def _remarks(connection: Connection, condition: object) -> list[Item]:
    """Remarks as items, the latest first; none that is hidden or was removed."""
    wanted = (
        select(remarks.c.id, remarks.c.body, remarks.c.article, remarks.c.made_at, remarks.c.edited_at, people.c.name)
        .join(people, people.c.id == remarks.c.author)
        .where(condition, remarks.c.hidden_at.is_(None), remarks.c.deleted_at.is_(None))  # type: ignore[arg-type]
        .order_by(remarks.c.made_at.desc(), remarks.c.id)
        .limit(ENTRIES)
    )
    return [
        Item(
            row.id, row.edited_at or row.made_at, f"Remark of {row.name}", (row.body,),
            f"/articles/{row.article}?remark={row.id}#remark-{row.id}",
        )
        for row in connection.execute(wanted)
    ]  # fmt: skip


@router.get("/searches/{search}.atom", response_class=Atom)
def of_search(request: Request, desk: At, search: str) -> Response:
    """New readings in which a saved search finds something."""
    with desk.record.asking() as connection:
        told = _of_search(connection, search)
    return _answer(request, told)


def _of_search(connection: Connection, number: str) -> Told:
    saved = searches.saved(connection, number)
    return Told(f"search/{number}", f"Search “{saved.name}”", f"/search?{saved.query}", _found(connection, saved))


def _found(connection: Connection, saved: searches.Saved) -> list[Item]:
    latest = news.of_kind(connection, READING, 10 * ENTRIES)
    among = articles.c.id.in_([row.article for row in latest])
    hits = {hit.article for hit in searches.found(connection, saved, among, 10 * ENTRIES)}
    return items(connection, [row for row in latest if row.article in hits][:ENTRIES])


# Feeds of one's own


@router.get("/feeds/{token}.atom", response_class=Atom)
def of_ones_own(request: Request, desk: At, token: str) -> Response:
    """A feed by an address that only its owner knows, which feed readers open without signing in."""
    with desk.record.asking() as connection:
        key = feed_keys.by_token(connection, token)
        told = _of_list(connection, key.target) if key.what == feed_keys.LIST else _of(connection, key.what, key.target)
    return _answer(request, told)


@router.post("/feeds")
def make(desk: At, person: Reader, what: Text, target: Text) -> Response:
    """Make an address of one's own for a feed."""
    with desk.record.changing() as connection:
        feed_keys.make(connection, person.id, what, target, subscriptions.instant())
    return RedirectResponse("/subscriptions#feeds", 303)


@router.post("/feeds/{number}/end")
def end(desk: At, person: Reader, number: str) -> Response:
    """End one of one's own feeds: its address opens nothing any more."""
    with desk.record.changing() as connection:
        feed_keys.end(connection, person.id, number)
    return RedirectResponse("/subscriptions#feeds", 303)


def _of_list(connection: Connection, name: str) -> Told:
    match name:
        case "today":
            return _everything(connection)
        case "readings":
            return Told(
                name, "New readings", "/readings", items(connection, news.of_kind(connection, READING, ENTRIES))
            )
        case "remarks":
            return Told(name, "New remarks", "/remarks", _remarks(connection, true()))
        case _:
            kind = next(kind for kind, place in PLACES.items() if place == name)
            return Told(name, f"New in {name}", f"/{name}", items(connection, news.of_kind(connection, kind, ENTRIES)))


def _of(connection: Connection, what: str, target: str) -> Told:
    match what:
        case "article":
            return _of_article(connection, target)
        case "remark":
            return _of_remark(connection, target)
        case "search":
            return _of_search(connection, target)
        case _:
            return _of_finding(connection, what, target)
