"""Feeds of one finding, page, remark or saved search, and feeds of one's own; those of lists stand in `list_feeds.py`.

An entry is one development, or one remark. Its instant is when this record came to know it.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import Connection, select

from according.comparison import store
from according.desk.atom import ENTRIES, Atom, Told, answer
from according.desk.ledgers import PLACES
from according.desk.list_feeds import LISTS, readings_found, remarks_made
from according.desk.pages import At, Desk
from according.desk.people import Reader
from according.desk.telling import head_of, items
from according.errors import NotOnRecordError
from according.findings import FindingKind
from according.record import feed_keys, news, searches, subscriptions
from according.record.tables import articles, remarks

router = APIRouter()

Text = Annotated[str, Form()]


# Feeds of one finding


def _finding_view(kind: FindingKind, name: str) -> None:
    def of_one(request: Request, desk: At, number: str) -> Response:
        with desk.record.asking() as connection:
            told = _of_finding(connection, kind, number)
        return answer(request, told)

    told = "What became of it, as a feed."
    router.add_api_route(
        f"/{name}/{{number}}.atom", of_one, response_class=Atom, name=f"{name}: one, feed", summary=told
    )


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
        _finding_view(_kind, _name)


# Feeds of a page, a remark, a saved search


@router.get("/articles/{article}.atom", response_class=Atom)
def of_article(request: Request, desk: At, article: str) -> Response:
    """What follows on a page: remarks on it, and what became of the findings that rest on it."""
    with desk.record.asking() as connection:
        told = _of_article(connection, article)
    return answer(request, told)


def _of_article(connection: Connection, article: str) -> Told:
    row = connection.execute(select(articles.c.title).where(articles.c.id == article)).one_or_none()
    if row is None:
        raise NotOnRecordError(f"There is no article {article} in the record.")
    followed = items(connection, news.of_article(connection, article, ENTRIES))
    said = remarks_made(connection, remarks.c.article == article)
    told = sorted((*followed, *said), key=lambda item: item.at, reverse=True)[:ENTRIES]
    return Told(f"article/{article}", f"On “{row.title or 'Untitled'}”", f"/articles/{article}", told)


@router.get("/remarks/{remark}.atom", response_class=Atom)
def of_remark(request: Request, desk: At, remark: str) -> Response:
    """Answers to a remark."""
    with desk.record.asking() as connection:
        told = _of_remark(connection, remark)
    return answer(request, told)


def _of_remark(connection: Connection, remark: str) -> Told:
    found = remarks_made(connection, remarks.c.id == remark)
    if not found:
        raise NotOnRecordError(f"There is no remark {remark} to be followed.")
    answers = remarks_made(connection, remarks.c.answers == remark)
    return Told(f"remark/{remark}", f"Answers to: {found[0].headline}", found[0].path, answers)


@router.get("/searches/{search}.atom", response_class=Atom)
def of_search(request: Request, desk: At, search: str) -> Response:
    """New readings in which a saved search finds something."""
    with desk.record.asking() as connection:
        told = _of_search(connection, search)
    return answer(request, told)


def _of_search(connection: Connection, number: str) -> Told:
    saved = searches.saved(connection, number)
    return Told(
        f"search/{number}",
        f"Search “{saved.name}”",
        f"/search?{saved.query}",
        readings_found(connection, saved.words, saved.filters),
    )


# Feeds of one's own


@router.get("/feeds/{token}.atom", response_class=Atom)
def of_ones_own(request: Request, desk: At, token: str) -> Response:
    """A feed by an address that only its owner knows, which feed readers open without signing in."""
    with desk.record.asking() as connection:
        key = feed_keys.by_token(connection, token)
        told = None if key.what == feed_keys.LIST else _of(connection, key.what, key.target)
    return answer(request, told or _of_list(desk, key.target))


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


def _of_list(desk: Desk, name: str) -> Told:
    listed = LISTS[name]
    return Told(name, listed.title, listed.path, listed.ask(desk))


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
