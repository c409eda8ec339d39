"""The desk's views of readings, statements, sources and searches: each asks the record and fills one template."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from according import contract
from according.desk import render
from according.desk.comments import thread
from according.desk.discussion import Asked as AskedRemarks
from according.desk.discussion import Discussion, How, discuss
from according.desk.marking import lay_out, source_name, words_of
from according.desk.verdicts import CHOICES, GRADES, told
from according.desk.wording import FURNITURE
from according.errors import QueryError
from according.model import Furniture, Reading, Span
from according.page.archive import Archive
from according.record import remarks
from according.record.filters import Filters
from according.record.people import Person
from according.record.record import Record

READINGS_A_PAGE = 50
STATEMENTS_A_PAGE = 100
HITS_SHOWN = 30
SOURCES_SHOWN = 100
REFUSALS_A_PAGE = 100
# A reading that is longer is shown in parts: a page stays under 150 kB (benchmarks/desk.py).
PARAGRAPHS_A_PAGE = 100

_SPAN = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Desk:
    """What the desk stands on: the record, and the archive of its pages where there is one."""

    record: Record
    archive: Archive | None


def the_desk(request: Request) -> Desk:
    """The desk that this application was made for."""
    desk: Desk = request.app.state.desk
    return desk


At = Annotated[Desk, Depends(the_desk)]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a form was sent with; every field empty where nothing was asked."""

    q: str = ""
    publisher: str = ""
    source: str = ""
    language: str = ""
    since: str = ""
    until: str = ""
    act: str = ""
    kind: str = ""
    actor: str = ""
    type: str = ""
    status: str = ""
    certainty: str = ""

    def filters(self) -> Filters:
        """The filters of the record, without those left empty.

        Raises:
            QueryError: a value is not one that there is.
        """
        given = {name: value.strip() for name, value in asdict(self).items() if name != "q" and value.strip()}
        return Filters(**given)

    def address(self, path: str, **more: str) -> str:
        """The address at which the same is asked, with more."""
        given = {name: value for name, value in (asdict(self) | more).items() if value}
        return f"{path}?{urlencode(given, errors='replace')}" if given else path


Form = Annotated[Asked, Depends(Asked)]


@router.get("/readings")
def readings(desk: At, asked: Form, after: str = "") -> Response:
    """The list of readings, newest first, with filters."""
    trouble = None
    found = []
    try:
        found = desk.record.readings(asked.filters(), text=asked.q, after=after or None, limit=READINGS_A_PAGE + 1)
    except QueryError as error:
        trouble = str(error)
    shown = found[:READINGS_A_PAGE]
    return render.page(
        "readings.html",
        "/readings",
        400 if trouble else 200,
        asked=asked,
        after=after,
        trouble=trouble,
        readings=shown,
        filtered=asked != Asked(),
        first=asked.address("/readings"),
        onward=asked.address("/readings", after=shown[-1].cursor) if len(found) > len(shown) else None,
        counts=desk.record.counts(),
        languages=desk.record.languages(),
        publishers=desk.record.publishers(),
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a reading one wants to be: at a passage that is to be marked, in a part, or at an offset of the text."""

    span: str = ""
    part: int = 1
    at: int = -1


InText = Annotated[Place, Depends(Place)]


@router.get("/articles/{article}")
def reading(desk: At, request: Request, article: str, how: How, place: InText) -> Response:
    """One reading: the article with its statements marked, what is said to it, and what else stands on its page."""
    judged = told(desk.record, article)
    found = judged.reading
    discussion = _discussion(desk, request, found, how)
    led_to = passage_in(found, place.span) or discussion.words_led_to
    here = _part_at(found, place.part, led_to.start if led_to else place.at)
    first = (here - 1) * PARAGRAPHS_A_PAGE
    shown = range(first, min(first + PARAGRAPHS_A_PAGE, len(found.article.paragraphs)))
    return render.page(
        "reading.html",
        "/readings",
        request=request,
        person=request.state.person,
        discussion=discussion,
        reading=found,
        judged=judged,
        article=found.article,
        names=names_of(found),
        paragraphs=lay_out(found, led_to, discussion.marks, shown),
        before=first,
        part=here,
        parts=_parts(found),
        sources=_sources_of(found),
        furniture=_furniture_by_kind(found),
        thread=thread(found.article.furniture),
    )


def _parts(reading: Reading) -> int:
    """In how many parts a reading is shown."""
    return max(1, -(-len(reading.article.paragraphs) // PARAGRAPHS_A_PAGE))


def _part_at(reading: Reading, part: int, offset: int) -> int:
    """The part that is asked for, or that has the character at an offset of the text (below 0: none is asked for)."""
    if offset >= 0:
        ends = (n for n, paragraph in enumerate(reading.article.paragraphs) if offset < paragraph.end)
        part = next(ends, 0) // PARAGRAPHS_A_PAGE + 1
    return min(max(part, 1), _parts(reading))


def _discussion(desk: Desk, request: Request, reading: Reading, how: AskedRemarks) -> Discussion:
    viewer = viewer_of(request.state.person)
    with desk.record.asking() as connection:
        found = remarks.on_article(connection, reading.article.id, viewer)
        reported = remarks.complaints_of(connection, [reading.article.id]) if viewer.analyst else None
    return discuss(found, reading, how, reported)


def viewer_of(person: Person | None) -> remarks.Viewer:
    """Who looks, as the record is told."""
    return remarks.Viewer(person.id, person.role == "analyst") if person else remarks.NOBODY


def passage_in(reading: Reading, span: str) -> Span | None:
    """The span that an address asks for ("120-180"), where it has words of the article's text."""
    asked = _SPAN.fullmatch(span)
    passage = Span(int(asked[1]), int(asked[2])) if asked else Span(0, 0)
    return passage if passage.start < passage.end <= len(reading.article.text) else None


def names_of(reading: Reading) -> dict[str, str]:
    """The names of a reading's actors, by their ids."""
    return {actor.id: actor.name for actor in reading.actors}


def _sources_of(reading: Reading) -> list[tuple[str, int]]:
    text, names = reading.article.text, names_of(reading)
    found = (source_name(statement, text, names) for statement in reading.statements)
    return Counter(name for name in found if name).most_common()


def _furniture_by_kind(reading: Reading) -> list[tuple[str, list[Furniture]]]:
    parts = {kind: [part for part in reading.article.furniture if part.kind == kind] for kind in FURNITURE}
    return [(kind, of_kind) for kind, of_kind in parts.items() if of_kind and kind != "comment"]


@router.get("/statements/{statement}")
def statement(desk: At, request: Request, statement: str, how: How) -> Response:
    """One statement, with the paragraphs that its words stand in."""
    judged = told(desk.record, desk.record.statement(statement).article.article)
    machine = next(one for one in judged.machine.statements if one.id == statement)
    # One that was rejected is shown as the machine has it.
    found = judged.reading if machine not in judged.rejected else judged.machine
    statements = {one.id: one for one in found.statements}
    wanted = statements[statement]
    words = words_of(wanted)
    meeting = [n for n, paragraph in enumerate(found.article.paragraphs) if any(map(paragraph.meets, words))]
    return render.page(
        "statement.html",
        "/readings",
        request=request,
        person=request.state.person,
        discussion=_discussion(desk, request, found, how),
        article=found.article,
        names=names_of(found),
        statement=wanted,
        outer=statements.get(wanted.within or ""),
        judged=judged,
        thing=machine,
        choices=CHOICES,
        grades=GRADES,
        paragraphs=lay_out(found, only=meeting),
    )


@router.get("/search")
def search(desk: At, request: Request, asked: Form) -> Response:
    """Articles and statements that have the words."""
    trouble = None
    found = []
    try:
        filters = asked.filters()
        found = desk.record.search(asked.q, filters, limit=HITS_SHOWN + 1)
    except QueryError as error:
        trouble = str(error)
    return render.page(
        "search.html",
        "/search",
        400 if trouble else 200,
        asked=asked,
        trouble=trouble,
        request=request,
        person=request.state.person,
        query=asked.address("").removeprefix("?"),
        publishers=desk.record.publishers(),
        hits=found[:HITS_SHOWN],
        more=len(found) > HITS_SHOWN,
    )


@router.get("/sources")
def sources(desk: At, asked: Form) -> Response:
    """Every name that a statement is laid to, with counts."""
    found = desk.record.sources(contains=asked.q.strip() or None, limit=SOURCES_SHOWN + 1)
    more = len(found) > SOURCES_SHOWN
    return render.page("sources.html", "/sources", asked=asked, sources=found[:SOURCES_SHOWN], more=more)


@router.get("/source")
def source(desk: At, name: str, after: str = "") -> Response:
    """All that one source said, by the page it stands on, newest first."""
    said = desk.record.said_by(name, after=after or None, limit=STATEMENTS_A_PAGE + 1)
    shown = said[:STATEMENTS_A_PAGE]
    onward = None
    if len(said) > len(shown):
        onward = f"/source?{urlencode({'name': name, 'after': shown[-1].cursor}, errors='replace')}"
    return render.page(
        "source.html",
        "/sources",
        name=name,
        groups=[(article, list(group)) for article, group in groupby(shown, key=lambda one: one.article)],
        onward=onward,
    )


@router.get("/refusals")
def refusals(desk: At, after: str = "") -> Response:
    """What was set aside, and why, newest first."""
    found = desk.record.refused(after=after or None, limit=REFUSALS_A_PAGE + 1)
    shown = found[:REFUSALS_A_PAGE]
    onward = f"/refusals?{urlencode({'after': shown[-1].cursor})}" if len(found) > len(shown) else None
    return render.page("refusals.html", "/refusals", refusals=shown, onward=onward)


@router.get("/legend")
def legend() -> Response:
    """What every mark and word of the desk stands for."""
    return render.page("legend.html", "/legend")


@router.get("/about")
def about() -> Response:
    """What the desk is, and how to find one's way."""
    return render.page("about.html", "/about")


@router.get("/api/schema")
def json_schema() -> dict[str, object]:
    """The JSON Schema of the contract."""
    return contract.schema()
