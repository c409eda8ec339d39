"""Today: what came to be known since somebody was here last, one line each, with what they have not opened yet marked.

New is what this record did not know before, whenever it was published.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import Connection

from according.comparison import store
from according.desk import render
from according.desk.asking import Then
from according.desk.findings import Behind
from according.desk.pages import At
from according.desk.people import MaybePerson, Reader
from according.desk.sureness import sureness
from according.desk.telling import latest_development, path_of
from according.errors import QueryError
from according.findings import Finding
from according.record import news, queries, searches, visits
from according.record.answers import Hit, Summary
from according.record.filters import Filters
from according.record.news import READING, Latest
from according.record.searches import Saved
from according.record.subscriptions import instant
from according.record.tables import articles
from according.told import all_as_told

LINES = 12
READINGS = 30
_HITS = 100
_SHOWN_OF_A_SEARCH = 3

router = APIRouter()


class Section(NamedTuple):
    """A part of Today: the kind of what it lists, which developments put a thing on the list, and the whole list."""

    kind: str
    title: str
    whats: tuple[str, ...]
    ledger: str


SECTIONS = (
    Section(
        "commitment",
        "Commitments that moved",
        ("made", "condition met", "met", "broken", "withdrawn", "lapsed"),
        "/commitments",
    ),
    Section("claim", "Claims disputed", ("disputed", "distances", "denies"), "/claims"),
    Section("quotation", "Quotations that changed", ("changed", "hardened"), "/quotations"),
    Section("precedent", "Precedents claimed", ("borne out", "contradicted", "nothing on record"), "/precedents"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A finding with what became of it, how surely it is told, and whether this person has opened it since."""

    finding: Finding
    phrase: str
    surely: str
    unread: bool


@dataclass(frozen=True, slots=True)
class ReadingLine:
    """A reading, and whether this person has opened it."""

    reading: Summary
    unread: bool


@dataclass(frozen=True, slots=True)
class Watched:
    """A saved search with what is new in it; `count` stops at a hundred."""

    saved: Saved
    count: int
    hits: tuple[Hit, ...]


def note_opened(request: Request, desk: At, person: MaybePerson) -> None:
    """Note that a person opens a reading or a finding, so that it loses its mark."""
    thing = request.path_params.get("article") or request.path_params.get("number")
    if person is None or not thing or request.method != "GET" or "." in request.scope["route"].path:
        return
    with desk.record.asking() as connection:
        new = visits.is_new_to(connection, person.id, thing)
    if new:
        with desk.record.changing(synced=False) as connection:
            visits.note_opened(connection, person.id, thing, instant())


@router.get("/")
@router.get("/today")
def today(request: Request, desk: At, late: Behind, person: MaybePerson) -> Response:
    """What is new since the last visit."""
    since = None
    if person is not None:
        with desk.record.changing(synced=False) as connection:
            since = visits.look(connection, person.id, instant()).since
    with desk.record.asking() as connection:
        is_new = _mark(connection, person.id if person else None, since)
        sections = [(section, _lines(connection, section, since, is_new)) for section in SECTIONS]
        read = _read(connection, since, is_new)
        watched = _watched(connection, person.id, since) if person else []
    return render.page(
        "today.html",
        "/today",
        request=request,
        person=person,
        since=since,
        sections=[(section, lines) for section, lines in sections if lines],
        read=read,
        most=LINES,
        most_read=READINGS,
        watched=watched,
        late=late,
        counts=desk.record.counts(),
        then=Then(),
        to=path_of,
    )


@router.post("/today/seen")
def all_seen(desk: At, person: Reader) -> Response:
    """Take all that there is as seen."""
    with desk.record.changing() as connection:
        visits.mark_all(connection, person.id, instant())
    return RedirectResponse("/today", 303)


IsNew = Callable[[Iterable[Latest]], set[str]]


def _mark(connection: Connection, person: str | None, since: str | None) -> IsNew:
    """Which things a person has yet to open; on a first visit none are marked, since all are new."""

    def unread(things: Iterable[Latest]) -> set[str]:
        if person is None or since is None:
            return set()
        newest = {one.finding: one.rows[0].at for one in things}
        opened = visits.opened_at(connection, person, newest)
        return {thing for thing, at in newest.items() if opened.get(thing, "") < at}

    return unread


def _lines(connection: Connection, section: Section, since: str | None, is_new: IsNew) -> list[Line]:
    noted = news.latest(connection, section.kind, section.whats, since, LINES)
    unread = is_new(noted)
    whole = [(one, store.finding(connection, section.kind, one.finding)) for one in noted]
    surely = sureness(connection, [finding for _, finding in whole if finding])
    shown = {one.id: one for one in all_as_told(connection, [finding for _, finding in whole if finding])}
    return [
        Line(shown[finding.id], told.phrase, surely[finding.id], one.finding in unread)
        for one, finding in whole
        if finding is not None and (told := latest_development(finding, one.rows))
    ]


def _read(connection: Connection, since: str | None, is_new: IsNew) -> list[ReadingLine]:
    noted = news.latest(connection, READING, ("read",), since, READINGS)
    unread = is_new(noted)
    among = articles.c.id.in_([one.finding for one in noted])
    lines = {line.article: line for line in queries.summaries(connection, Filters(), among, None, READINGS)}
    return [ReadingLine(lines[one.finding], one.finding in unread) for one in noted if one.finding in lines]


def _watched(connection: Connection, person: str, since: str | None) -> list[Watched]:
    found = []
    for saved in searches.of_person(connection, person):
        try:
            hits = searches.found(connection, saved, news.read_since(since), _HITS) if since else []
        except QueryError:  # a facet that there no longer is: the search itself says so
            hits = []
        found.append(Watched(saved, len(hits), tuple(hits[:_SHOWN_OF_A_SEARCH])))
    return found
