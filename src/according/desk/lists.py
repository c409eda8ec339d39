"""The lists of what the record holds: what each is asked for, and what it answers; in which forms, see `listing.py`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import Query, Request

from according.desk.ledgers import PLACES
from according.desk.narrowing import MOST_HITS, Articles, BestFirst, Happened, Leaf, Name, Narrowed, Words
from according.desk.pages import At, viewer_of
from according.desk.people import MaybePerson
from according.desk.telling import Item, items
from according.errors import QueryError
from according.record import judgements as given
from according.record import news, remarks
from according.record.answers import (
    ActorCount,
    Happening,
    Hit,
    Judged,
    PassageKind,
    RefusalLine,
    Said,
    SourceCount,
    Summary,
)
from according.record.remarks import Remark

NamedSo = Annotated[str, Query(min_length=1, description="The name, in any case, with or without accents.")]


@dataclass(frozen=True, slots=True)
class Readings:
    """A page of readings, newest first; the list goes on at `after`."""

    readings: list[Summary]
    after: str | None


@dataclass(frozen=True, slots=True)
class Statements:
    """A page of statements with their words, those in the newest articles first."""

    statements: list[Said]
    after: str | None


@dataclass(frozen=True, slots=True)
class Events:
    """A page of events with their words, those in the newest articles first."""

    events: list[Happening]
    after: str | None


@dataclass(frozen=True, slots=True)
class Actors:
    """A page of the names of actors, those in most articles first."""

    actors: list[ActorCount]
    after: str | None


@dataclass(frozen=True, slots=True)
class Sources:
    """A page of the names of sources, those with most statements first."""

    sources: list[SourceCount]
    after: str | None


@dataclass(frozen=True, slots=True)
class Hits:
    """A page of what a search found, best first; `after` counts what stands before it."""

    hits: list[Hit]
    after: str | None


@dataclass(frozen=True, slots=True)
class Refusals:
    """A page of what was set aside and why, newest first."""

    refusals: list[RefusalLine]
    after: str | None


@dataclass(frozen=True, slots=True)
class Judgements:
    """A page of people's judgements, in the order in which they were given."""

    judgements: list[Judged]
    after: str | None


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet's name and how many of its articles were read."""

    name: str
    readings: int

    @property
    def cursor(self) -> str:
        """Where the list of outlets goes on behind this one."""
        return f"{self.readings}~{self.name}"


@dataclass(frozen=True, slots=True)
class Outlets:
    """A page of outlets, those with most readings first."""

    outlets: list[Outlet]
    after: str | None


@dataclass(frozen=True, slots=True)
class Remarks:
    """A page of remarks, newest first."""

    remarks: list[Remark]
    after: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """A page of what came to be known here, the latest first."""

    told: list[Item]
    after: str | None


def cut(found: Sequence[Any], limit: int) -> tuple[list[Any], str | None]:
    """The first `limit` of what was found, and the cursor of the last of them where there are more."""
    shown = list(found[:limit])
    return shown, shown[-1].cursor if len(found) > limit else None


def onward(request: Request, after: str | None) -> dict[str, str]:
    """The head that leads to the next page of a list (RFC 8288)."""
    if after is None:
        return {}
    following = request.url.include_query_params(after=after)
    return {"Link": f'<{following.path}?{following.query}>; rel="next"'}


def readings(desk: At, of: Articles, facets: Narrowed, leaf: Leaf, q: Words = "") -> Readings:
    """Readings, newest first."""
    wanted = of.filters(facets)
    found = desk.record.readings(wanted, text=q, after=leaf.after or None, limit=leaf.limit + 1)
    return Readings(*cut(found, leaf.limit))


def statements(desk: At, of: Articles, facets: Narrowed, leaf: Leaf) -> Statements:
    """Statements with their words, those in the newest articles first."""
    found = desk.record.statements(of.filters(facets), after=leaf.after or None, limit=leaf.limit + 1)
    return Statements(*cut(found, leaf.limit))


def events(desk: At, of: Articles, happened: Happened, leaf: Leaf) -> Events:
    """Events with their words, those in the newest articles first."""
    found = desk.record.events(of.filters(), happened.filters(), after=leaf.after or None, limit=leaf.limit + 1)
    return Events(*cut(found, leaf.limit))


def actors(desk: At, leaf: Leaf, name: Name = "") -> Actors:
    """The names of actors, those in most articles first."""
    found = desk.record.actors(contains=name.strip() or None, after=leaf.after or None, limit=leaf.limit + 1)
    return Actors(*cut(found, leaf.limit))


def sources(desk: At, leaf: Leaf, name: Name = "") -> Sources:
    """The names of sources, those with most statements first."""
    found = desk.record.sources(contains=name.strip() or None, after=leaf.after or None, limit=leaf.limit + 1)
    return Sources(*cut(found, leaf.limit))


def said(desk: At, of: Articles, facets: Narrowed, leaf: Leaf, name: NamedSo) -> Statements:
    """What the source of this very name said, newest first."""
    found = desk.record.said_by(name, of.filters(facets), after=leaf.after or None, limit=leaf.limit + 1)
    return Statements(*cut(found, leaf.limit))


def search(
    desk: At, of: Articles, facets: Narrowed, turned: BestFirst, q: Words = "", kind: PassageKind | Literal[""] = ""
) -> Hits:
    """Articles and statements that have the words, best first."""
    seen = turned.after + turned.limit
    found = desk.record.search(q, of.filters(facets, kind=kind), limit=turned.limit + 1, offset=turned.after)
    more = len(found) > turned.limit and seen <= MOST_HITS
    return Hits(found[: turned.limit], str(seen) if more else None)


def refusals(desk: At, leaf: Leaf) -> Refusals:
    """What was set aside and why, newest first."""
    return Refusals(*cut(desk.record.refused(after=leaf.after or None, limit=leaf.limit + 1), leaf.limit))


def judgements(desk: At, leaf: Leaf, article: str = "", target: str = "") -> Judgements:
    """What people confirmed, corrected and rejected, in the order in which they did."""
    found = desk.record.judgements(
        article=article or None, target=target or None, after=leaf.after or None, limit=leaf.limit + 1
    )
    shown = found[: leaf.limit]
    return Judgements(shown, given.cursor(shown[-1]) if len(found) > leaf.limit else None)


def outlets(desk: At, leaf: Leaf) -> Outlets:
    """Outlets with the number of their readings, those with most first."""
    found = [Outlet(one.value, one.readings) for one in desk.record.publishers()]
    if leaf.after:
        many, tilde, name = leaf.after.partition("~")
        if not tilde or not many.isdecimal():
            raise QueryError("The place to go on from cannot be read; begin the list anew.")
        found = [one for one in found if (-one.readings, one.name) > (-int(many), name)]
    return Outlets(*cut(sorted(found, key=lambda one: (-one.readings, one.name)), leaf.limit))


def remarks_made(desk: At, person: MaybePerson, leaf: Leaf, article: str = "") -> Remarks:
    """Remarks of all articles or of one, newest first; no words of those that were removed or hidden."""
    with desk.record.asking() as connection:
        found = remarks.latest(
            connection, viewer_of(person), article=article or None, after=leaf.after or None, limit=leaf.limit + 1
        )
    return Remarks(*cut(found, leaf.limit))


def today(desk: At, leaf: Leaf) -> Told:
    """What came to be known here, the latest first."""
    with desk.record.asking() as connection:
        found = news.of_kinds(connection, (news.READING, *PLACES), leaf.after or None, leaf.limit + 1)
        told = items(connection, found[: leaf.limit])
    return Told(told, news.cursor(found[leaf.limit - 1]) if len(found) > leaf.limit else None)
