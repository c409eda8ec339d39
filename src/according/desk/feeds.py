"""Feeds of what is new: of every list, narrowed as the list is; of one finding, page, remark or search; of one's own.

An entry is one development, or one thing of a list. Its instant is when this record came to know it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Annotated, Any, Literal
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import ColumnElement, Connection, select, true

from according.comparison import store
from according.comparison.ledger import Wanted, aliases
from according.desk.atom import Atom, Told, Written, atom
from according.desk.ledgers import LEDGERS, PLACES, Ledger
from according.desk.lists import NamedSo
from according.desk.narrowing import (
    ANY_EVENT,
    EVERY_ARTICLE,
    EVERY_FINDING,
    NO_FACETS,
    Articles,
    Found,
    Happened,
    Name,
    Narrowed,
    Words,
)
from according.desk.pages import At, Desk
from according.desk.people import Reader
from according.desk.telling import Item, cited, head_of, items, on_a_line
from according.errors import NotOnRecordError
from according.findings import FindingKind
from according.quoting import quoted
from according.record import feed_keys, known, news, searches, subscriptions
from according.record import judgements as given
from according.record.answers import Happening, Judged, PassageKind, RefusalLine, Said
from according.record.filters import Filters
from according.record.known import Met
from according.record.news import READING, News
from according.record.search import matching_articles
from according.record.search import search as searched
from according.record.tables import articles, people, remarks

ENTRIES = 50

router = APIRouter()

Text = Annotated[str, Form()]


def address_of_desk(request: Request) -> str:
    """Where the desk is reached: as set, else as it was asked for (by a host that it answers to)."""
    return request.app.state.address or str(request.base_url).rstrip("/")


def _answer(request: Request, told: Told, asked: str = "") -> Response:
    return Atom(atom(told, request.url.path + asked, address_of_desk(request)))


# Feeds of lists: what is on the list, what came to be known last in front


def today(desk: At) -> list[Item]:
    """All that is new."""
    with desk.record.asking() as connection:
        return items(connection, _latest(connection, (READING, *PLACES)))


def readings(desk: At, of: Articles = EVERY_ARTICLE, facets: Narrowed = NO_FACETS, q: Words = "") -> list[Item]:
    """New readings."""
    with desk.record.asking() as connection:
        return items(
            connection, known.readings(connection, of.filters(facets), matching_articles(connection, q), ENTRIES)
        )


def statements(desk: At, of: Articles = EVERY_ARTICLE, facets: Narrowed = NO_FACETS) -> list[Item]:
    """New statements."""
    with desk.record.asking() as connection:
        return [_said(*one) for one in known.statements_told(connection, of.filters(facets), ENTRIES)]


def said(desk: At, name: NamedSo, of: Articles = EVERY_ARTICLE, facets: Narrowed = NO_FACETS) -> list[Item]:
    """What is new of the source of this very name."""
    with desk.record.asking() as connection:
        return [_said(*one) for one in known.statements_told(connection, of.filters(facets), ENTRIES, source=name)]


def events(desk: At, of: Articles = EVERY_ARTICLE, happened: Happened = ANY_EVENT) -> list[Item]:
    """New events."""
    with desk.record.asking() as connection:
        return [_event(*one) for one in known.happenings(connection, of.filters(), happened.filters(), ENTRIES)]


def search(
    desk: At,
    of: Articles = EVERY_ARTICLE,
    facets: Narrowed = NO_FACETS,
    q: Words = "",
    kind: PassageKind | Literal[""] = "",
) -> list[Item]:
    """New readings in which something is found."""
    with desk.record.asking() as connection:
        return _found(connection, q, of.filters(facets, kind=kind))


def actors(desk: At, name: Name = "") -> list[Item]:
    """Names of actors that were not met before."""
    with desk.record.asking() as connection:
        met = known.actors_met(connection, name.strip() or None, ENTRIES)
    return [_met("actor", f"/actors/{one.thing}", one) for one in met]


def sources(desk: At, name: Name = "") -> list[Item]:
    """Names of sources that were not met before."""
    with desk.record.asking() as connection:
        met = known.sources_met(connection, name.strip() or None, ENTRIES)
    return [_met("source", f"/source?{urlencode({'name': one.name}, errors='replace')}", one) for one in met]


def outlets(desk: At) -> list[Item]:
    """Outlets of which nothing was read before."""
    with desk.record.asking() as connection:
        met = known.outlets_met(connection, ENTRIES)
    return [_met("outlet", f"/outlets/{quote(one.name, safe='', errors='replace')}", one) for one in met]


def refusals(desk: At) -> list[Item]:
    """What was set aside, and why."""
    return [_refusal(one) for one in desk.record.refused(limit=ENTRIES)]


def judgements(desk: At, article: str = "", target: str = "") -> list[Item]:
    """What people confirmed, corrected and rejected."""
    with desk.record.asking() as connection:
        return [_judgement(one) for one in given.latest(connection, article or None, target or None, ENTRIES)]


def all_remarks(desk: At, article: str = "") -> list[Item]:
    """New remarks and answers."""
    with desk.record.asking() as connection:
        return _remarks(connection, remarks.c.article == article if article else true())


def _findings(ledger: Ledger) -> Callable[..., list[Item]]:
    def found(desk: At, of: Found = EVERY_FINDING) -> list[Item]:
        wanted = of.wanted() if of != EVERY_FINDING else None
        with desk.record.asking() as connection:
            return items(connection, _latest(connection, ledger.kinds, wanted))

    found.__doc__ = f"New in {ledger.name}."
    return found


def _latest(connection: Connection, kinds: Iterable[str], wanted: Wanted | None = None) -> list[News]:
    """The latest developments of some kinds: of all findings, or of those that are wanted."""
    rows = [
        row
        for kind in kinds
        for row in news.of_kind(connection, kind, ENTRIES, aliases(kind, wanted) if wanted else None)
    ]
    return sorted(rows, key=lambda row: (row.at, row.id), reverse=True)[:ENTRIES]


def _said(at: str, one: Said) -> Item:
    line = one.article
    words = cited(one.content or one.cue, line.publisher or line.place, line.published)
    act = f" ({one.statement.act})" if one.statement.act else ""
    headline = f"{one.source or 'An unnamed voice'}{act}: {one.content or one.cue}"
    return Item(f"statement/{one.statement.id}", at, on_a_line(headline), (words,), f"/statements/{one.statement.id}")


def _event(at: str, one: Happening) -> Item:
    line, place = one.article, f"{one.event.trigger.start}-{one.event.trigger.end}"
    parties = [", ".join(names) for names in (one.actors, one.recipients) if names]
    words = cited(one.words, line.publisher or line.place, line.published)
    headline = f"{one.event.type} ({one.event.status}): {' → '.join(parties) or one.words}"
    path = f"/articles/{line.article}?span={place}#s{place}"
    return Item(f"event/{one.event.id}", at, on_a_line(headline), (words,), path)


def _met(what: str, path: str, one: Met) -> Item:
    line = one.article
    there = f"First met in {cited(line.title or 'Untitled', line.publisher or line.place, line.published)}"
    return Item(f"{what}/{one.key}", one.at, on_a_line(one.name), (there,), path)


def _refusal(one: RefusalLine) -> Item:
    told = one.refusal
    return Item(
        f"refusal/{one.id}", told.seen, on_a_line(f"Set aside: {told.place}"), (told.reason,), f"/refusals#{one.id}"
    )


def _judgement(one: Judged) -> Item:
    told, thing = one.judgement, f"{one.kind}s" if one.kind in ("statement", "actor") else ""
    path = f"/{thing}/{told.target}#judgements" if thing else f"/articles/{told.article}"
    part = f"{one.kind}, {told.field}" if told.field else one.kind
    words = [line for line in (quoted(told.words) if told.words else "", told.note) if line]
    return Written(
        f"judgement/{told.id}", told.at, f"{told.verdict.capitalize()}: {part}", tuple(words), path, told.author
    )


@dataclass(frozen=True, slots=True)
class ListFeed:
    """The feed of a list: its title, where the list stands on the desk, and the function that gives its items."""

    name: str
    title: str
    path: str
    ask: Callable[..., list[Item]]


LISTS = {
    one.name: one
    for one in (
        ListFeed("today", "What is new", "/today", today),
        ListFeed("readings", "New readings", "/readings", readings),
        ListFeed("statements", "New statements", "/statements.json", statements),
        ListFeed("events", "New events", "/events.json", events),
        ListFeed("actors", "New actors", "/actors.json", actors),
        ListFeed("sources", "New sources", "/sources", sources),
        ListFeed("source", "What a source said", "/source", said),
        ListFeed("outlets", "New outlets", "/outlets.json", outlets),
        ListFeed("search", "What a search finds", "/search", search),
        *(ListFeed(one.name, f"New in {one.name}", f"/{one.name}", _findings(one)) for one in LEDGERS.values()),
        ListFeed("remarks", "New remarks", "/remarks", all_remarks),
        ListFeed("refusals", "New refusals", "/refusals", refusals),
        ListFeed("judgements", "New judgements", "/judgements.json", judgements),
    )
}


def _list_view(listed: ListFeed) -> None:
    def as_atom(request: Request, found: Any = Depends(listed.ask)) -> Response:  # noqa: B008
        given = [(name, value) for name, value in request.query_params.multi_items() if value]
        asked = f"?{urlencode(given, errors='replace')}" if given else ""
        title = f"{listed.title}: {', '.join(value for _, value in given)}" if given else listed.title
        return _answer(request, Told(listed.name + asked, title, listed.path + asked, found), asked)

    summary = f"{listed.ask.__doc__ or ''} As a feed."
    router.add_api_route(
        f"/{listed.name}.atom", as_atom, response_class=Atom, name=f"{listed.name}.atom", summary=summary
    )


for _listed in LISTS.values():
    _list_view(_listed)


# Feeds of one finding


def _finding_view(kind: FindingKind, name: str) -> None:
    def of_one(request: Request, desk: At, number: str) -> Response:
        with desk.record.asking() as connection:
            told = _of_finding(connection, kind, number)
        return _answer(request, told)

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


def _remarks(connection: Connection, condition: ColumnElement[bool]) -> list[Item]:
    """Remarks as items, the latest first; none that is hidden or was removed."""
    wanted = (
        select(remarks.c.id, remarks.c.body, remarks.c.article, remarks.c.made_at, remarks.c.edited_at, people.c.name)
        .join(people, people.c.id == remarks.c.author)
        .where(condition, remarks.c.hidden_at.is_(None), remarks.c.deleted_at.is_(None))
        .order_by(remarks.c.made_at.desc(), remarks.c.id)
        .limit(ENTRIES)
    )
    return [
        Written(
            row.id, row.edited_at or row.made_at, f"Remark of {row.name}", (row.body,),
            f"/articles/{row.article}?remark={row.id}#remark-{row.id}", row.name,
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
    return Told(
        f"search/{number}",
        f"Search “{saved.name}”",
        f"/search?{saved.query}",
        _found(connection, saved.words, saved.filters),
    )


def _found(connection: Connection, words: str, filters: Filters) -> list[Item]:
    latest = news.of_kind(connection, READING, 10 * ENTRIES)
    among = articles.c.id.in_([row.article for row in latest])
    hits = {hit.article for hit in searched(connection, words, filters, 10 * ENTRIES, 0, among)}
    return items(connection, [row for row in latest if row.article in hits][:ENTRIES])


# Feeds of one's own


@router.get("/feeds/{token}.atom", response_class=Atom)
def of_ones_own(request: Request, desk: At, token: str) -> Response:
    """A feed by an address that only its owner knows, which feed readers open without signing in."""
    with desk.record.asking() as connection:
        key = feed_keys.by_token(connection, token)
        told = None if key.what == feed_keys.LIST else _of(connection, key.what, key.target)
    return _answer(request, told or _of_list(desk, key.target))


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
