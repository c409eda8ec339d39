"""The feed of every list: what is on it, narrowed as the list is, what came to be known last in front."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from sqlalchemy import ColumnElement, Connection, select, true

from according.comparison.ledger import Wanted, aliases
from according.desk.atom import ENTRIES, Atom, Told, Written, answer
from according.desk.entries import of_event, of_judgement, of_name, of_refusal, of_statement
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
from according.desk.pages import At
from according.desk.telling import Item, items
from according.record import judgements as given
from according.record import known, news
from according.record.answers import PassageKind
from according.record.filters import Filters
from according.record.news import READING, News
from according.record.search import matching_articles
from according.record.search import search as searched
from according.record.tables import articles, people, remarks

router = APIRouter()


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
        return [of_statement(*one) for one in known.statements_told(connection, of.filters(facets), ENTRIES)]


def said(desk: At, name: NamedSo, of: Articles = EVERY_ARTICLE, facets: Narrowed = NO_FACETS) -> list[Item]:
    """What is new of the source of this very name."""
    with desk.record.asking() as connection:
        return [
            of_statement(*one) for one in known.statements_told(connection, of.filters(facets), ENTRIES, source=name)
        ]


def events(desk: At, of: Articles = EVERY_ARTICLE, happened: Happened = ANY_EVENT) -> list[Item]:
    """New events."""
    with desk.record.asking() as connection:
        return [of_event(*one) for one in known.happenings(connection, of.filters(), happened.filters(), ENTRIES)]


def search(
    desk: At,
    of: Articles = EVERY_ARTICLE,
    facets: Narrowed = NO_FACETS,
    q: Words = "",
    kind: PassageKind | Literal[""] = "",
) -> list[Item]:
    """New readings in which something is found."""
    with desk.record.asking() as connection:
        return readings_found(connection, q, of.filters(facets, kind=kind))


def actors(desk: At, name: Name = "") -> list[Item]:
    """Names of actors that were not met before."""
    with desk.record.asking() as connection:
        met = known.actors_met(connection, name.strip() or None, ENTRIES)
    return [of_name("actor", f"/actors/{one.thing}", one) for one in met]


def sources(desk: At, name: Name = "") -> list[Item]:
    """Names of sources that were not met before."""
    with desk.record.asking() as connection:
        met = known.sources_met(connection, name.strip() or None, ENTRIES)
    return [of_name("source", f"/source?{urlencode({'name': one.name}, errors='replace')}", one) for one in met]


def outlets(desk: At) -> list[Item]:
    """Outlets of which nothing was read before."""
    with desk.record.asking() as connection:
        met = known.outlets_met(connection, ENTRIES)
    return [of_name("outlet", f"/outlets/{quote(one.name, safe='', errors='replace')}", one) for one in met]


def refusals(desk: At) -> list[Item]:
    """What was set aside, and why."""
    return [of_refusal(one) for one in desk.record.refused(limit=ENTRIES)]


def judgements(desk: At, article: str = "", target: str = "") -> list[Item]:
    """What people confirmed, corrected and rejected."""
    with desk.record.asking() as connection:
        return [of_judgement(one) for one in given.latest(connection, article or None, target or None, ENTRIES)]


def all_remarks(desk: At, article: str = "") -> list[Item]:
    """New remarks and answers."""
    with desk.record.asking() as connection:
        return remarks_made(connection, remarks.c.article == article if article else true())


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


def remarks_made(connection: Connection, condition: ColumnElement[bool]) -> list[Item]:
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


def readings_found(connection: Connection, words: str, filters: Filters) -> list[Item]:
    """Readings in which a search finds something, the latest first, among those that came last."""
    latest = news.of_kind(connection, READING, 10 * ENTRIES)
    among = articles.c.id.in_([row.article for row in latest])
    hits = {hit.article for hit in searched(connection, words, filters, 10 * ENTRIES, 0, among)}
    return items(connection, [row for row in latest if row.article in hits][:ENTRIES])


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
    asked_for = Depends(listed.ask)

    def as_atom(request: Request, found: Any = asked_for) -> Response:
        by = [(name, value) for name, value in request.query_params.multi_items() if value]
        asked = f"?{urlencode(by, errors='replace')}" if by else ""
        title = f"{listed.title}: {', '.join(value for _, value in by)}" if by else listed.title
        return answer(request, Told(listed.name + asked, title, listed.path + asked, found), asked)

    summary = f"{listed.ask.__doc__ or ''} As a feed."
    router.add_api_route(
        f"/{listed.name}.atom", as_atom, response_class=Atom, name=f"{listed.name}.atom", summary=summary
    )


for _listed in LISTS.values():
    _list_view(_listed)
