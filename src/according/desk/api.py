"""What the record holds as data: every list as JSON and CSV, every thing as JSON, and the OpenAPI document of it all.

The lists and pages of what follows from the record stand in `findings.py` and end in the same suffixes.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, FastAPI, Query, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse, Response

from according import contract
from according.desk import render
from according.desk.actors import actor_across
from according.desk.ledgers import PLACES, Csv
from according.desk.pages import At, viewer_of
from according.desk.people import MaybePerson
from according.desk.problems import PROBLEM
from according.desk.telling import Item, items
from according.errors import NotOnRecordError, QueryError
from according.export.sheets import harmless
from according.model import Act, Actor, Band, EventStatus, EventType, Reading
from according.record import actors as across
from according.record import lists, news, queries, remarks
from according.record.actors import Passed
from according.record.answers import (
    ActorCount,
    ActorIn,
    Happening,
    Hit,
    Judged,
    PassageKind,
    RefusalLine,
    Said,
    SourceCount,
    Summary,
)
from according.record.filters import Filters
from according.record.lists import EventFilters
from according.record.remarks import Remark
from according.record.words import name_key
from according.version import __version__

Value = str | int | None

VOICES_GIVEN = 1000

router = APIRouter()

_DAY = r"^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?$"
Day = Annotated[str, Query(pattern=_DAY, description="A day, month or year: 2020-08-27, 2020-08, 2020.")]
Words = Annotated[str, Query(description="Words that have to be there; “words in quotes” stand together.")]
Name = Annotated[str, Query(description="Words of the name, in any case, with or without accents.")]
ActAsked = Annotated[Act | Literal[""], Query(description="The act of a statement.")]
After = Annotated[str, Query(description="The cursor `after` that came with the page of the list before this one.")]
Limit = Annotated[int, Query(ge=1, le=1000, description="How many at the most.")]


@dataclass(frozen=True, slots=True)
class OfArticles:
    """What is asked of the articles of a list; empty where nothing is."""

    publisher: Name = ""
    language: Annotated[str, Query(description="ISO 639-1.")] = ""
    since: Day = ""
    until: Day = ""

    def filters(self, **more: Any) -> Filters:
        """The same, as the record is asked; `more` are filters of statements.

        Raises:
            QueryError: a value is not one that there is.
        """
        given = {name: getattr(self, name).strip() for name in ("publisher", "language", "since", "until")} | more
        return Filters(**{name: value for name, value in given.items() if value})


@dataclass(frozen=True, slots=True)
class Facets:
    """What else can narrow what is looked for; empty where nothing does."""

    actor: str = ""
    type: EventType | Literal[""] = ""
    status: EventStatus | Literal[""] = ""
    certainty: Band | Literal[""] = ""

    @property
    def given(self) -> dict[str, str]:
        """The facets, as `Filters` takes them."""
        return {"actor": self.actor.strip(), "type": self.type, "status": self.status, "certainty": self.certainty}


@dataclass(frozen=True, slots=True)
class Turned:
    """Which page of a list is wanted."""

    after: After = ""
    limit: Limit = 50


async def _of_articles(publisher: Name = "", language: str = "", since: Day = "", until: Day = "") -> OfArticles:
    return OfArticles(publisher, language, since, until)


async def _facets(
    actor: Name = "",
    type: EventType | Literal[""] = "",  # noqa: A002
    status: EventStatus | Literal[""] = "",
    certainty: Band | Literal[""] = "",
) -> Facets:
    return Facets(actor, type, status, certainty)


async def _turned(after: After = "", limit: Limit = 50) -> Turned:
    return Turned(after, limit)


Articles = Annotated[OfArticles, Depends(_of_articles)]
Narrowed = Annotated[Facets, Depends(_facets)]
Leaf = Annotated[Turned, Depends(_turned)]


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
class PassedOn:
    """What an outlet passes on: first voices, and those through whom it has them; counts of statements, no score."""

    name: str
    readings: int
    voices: list[Passed]
    through: list[Passed]


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


@dataclass(frozen=True, slots=True)
class ActorAcross:
    """An actor across articles: as people identified it, its entry in each article, and what it said, newest first."""

    actor: Actor
    entries: list[ActorIn]
    statements: list[Said]
    events: list[Happening]
    after: str | None


def _cut(found: Sequence[Any], limit: int) -> tuple[list[Any], str | None]:
    """The first `limit` of what was found, and the cursor of the last of them where there are more."""
    shown = list(found[:limit])
    return shown, shown[-1].cursor if len(found) > limit else None


def readings(
    desk: At, of: Articles, facets: Narrowed, leaf: Leaf, q: Words = "", source: Name = "", act: ActAsked = ""
) -> Readings:
    """Readings, newest first."""
    wanted = of.filters(source=source.strip(), act=act, **facets.given)
    return Readings(
        *_cut(desk.record.readings(wanted, text=q, after=leaf.after or None, limit=leaf.limit + 1), leaf.limit)
    )


def statements(desk: At, of: Articles, leaf: Leaf, source: Name = "", act: ActAsked = "") -> Statements:
    """Statements with their words, those in the newest articles first."""
    wanted = of.filters(source=source.strip(), act=act)
    return Statements(*_cut(desk.record.statements(wanted, after=leaf.after or None, limit=leaf.limit + 1), leaf.limit))


def events(
    desk: At,
    of: Articles,
    leaf: Leaf,
    type: EventType | Literal[""] = "",  # noqa: A002
    status: EventStatus | Literal[""] = "",
) -> Events:
    """Events with their words, those in the newest articles first."""
    wanted = EventFilters(type or None, status or None)
    found = desk.record.events(of.filters(), wanted, after=leaf.after or None, limit=leaf.limit + 1)
    return Events(*_cut(found, leaf.limit))


def actors(desk: At, leaf: Leaf, name: Name = "") -> Actors:
    """The names of actors, those in most articles first."""
    found = desk.record.actors(contains=name.strip() or None, after=leaf.after or None, limit=leaf.limit + 1)
    return Actors(*_cut(found, leaf.limit))


def sources(desk: At, leaf: Leaf, name: Name = "") -> Sources:
    """The names of sources, those with most statements first."""
    found = desk.record.sources(contains=name.strip() or None, after=leaf.after or None, limit=leaf.limit + 1)
    return Sources(*_cut(found, leaf.limit))


def said(
    desk: At, of: Articles, leaf: Leaf, name: Annotated[str, Query(min_length=1)], act: ActAsked = ""
) -> Statements:
    """What the source of this very name said, newest first."""
    found = desk.record.said_by(name, of.filters(act=act), after=leaf.after or None, limit=leaf.limit + 1)
    return Statements(*_cut(found, leaf.limit))


def search(  # noqa: PLR0913, PLR0917  (one parameter a field)
    desk: At,
    of: Articles,
    facets: Narrowed,
    q: Words = "",
    source: Name = "",
    act: ActAsked = "",
    kind: PassageKind | Literal[""] = "",
    after: Annotated[int, Query(ge=0, le=10_000, description="How many hits were seen already.")] = 0,
    limit: Annotated[int, Query(ge=1, le=200, description="How many at the most.")] = 20,
) -> Hits:
    """Articles and statements that have the words, best first."""
    wanted = of.filters(source=source.strip(), act=act, kind=kind, **facets.given)
    found = desk.record.search(q, wanted, limit=limit + 1, offset=after)
    return Hits(found[:limit], str(after + limit) if len(found) > limit and after + limit <= 10_000 else None)


def refusals(desk: At, leaf: Leaf) -> Refusals:
    """What was set aside and why, newest first."""
    return Refusals(*_cut(desk.record.refused(after=leaf.after or None, limit=leaf.limit + 1), leaf.limit))


def judgements(desk: At, leaf: Leaf, article: str = "", target: str = "") -> Judgements:
    """What people confirmed, corrected and rejected, in the order in which they did."""
    found = desk.record.judgements(article=article or None, target=target or None)
    waiting = [one for one in found if not leaf.after or _given(one) > leaf.after]
    shown = waiting[: leaf.limit]
    return Judgements(shown, _given(shown[-1]) if len(waiting) > leaf.limit else None)


def outlets(desk: At, leaf: Leaf) -> Outlets:
    """Outlets with the number of their readings, those with most first."""
    found = [Outlet(one.value, one.readings) for one in desk.record.publishers()]
    if leaf.after:
        many, tilde, name = leaf.after.partition("~")
        if not tilde or not many.isdecimal():
            raise QueryError("The place to go on from cannot be read; begin the list anew.")
        found = [one for one in found if (-one.readings, one.name) > (-int(many), name)]
    return Outlets(*_cut(sorted(found, key=lambda one: (-one.readings, one.name)), leaf.limit))


def remarks_made(desk: At, person: MaybePerson, leaf: Leaf, article: str = "") -> Remarks:
    """Remarks of all articles or of one, newest first; no words of those that were removed or hidden."""
    with desk.record.asking() as connection:
        found = remarks.latest(
            connection, viewer_of(person), article=article or None, after=leaf.after or None, limit=leaf.limit + 1
        )
    more = len(found) > leaf.limit
    return Remarks(found[: leaf.limit], remarks.cursor(found[leaf.limit - 1]) if more else None)


def today(desk: At, leaf: Leaf) -> Told:
    """What came to be known here, the latest first."""
    with desk.record.asking() as connection:
        found = news.of_kinds(connection, (news.READING, *PLACES), leaf.after or None, leaf.limit + 1)
        told = items(connection, found[: leaf.limit])
    return Told(told, news.cursor(found[leaf.limit - 1]) if len(found) > leaf.limit else None)


def _given(one: Judged) -> str:
    return f"{one.judgement.at}~{one.judgement.id}"


def _day(line: Summary | Hit) -> str | None:
    return line.published.start if line.published else None


@dataclass(frozen=True, slots=True)
class List:
    """A list of the API: the function that answers it, and the columns and rows of its table."""

    name: str
    ask: Callable[..., Any]
    columns: str
    row: Callable[[Any], Iterable[Value]]


def _of_reading(one: Summary) -> Iterator[Value]:
    yield from (one.article, _day(one), one.title, one.publisher, "; ".join(one.byline), one.language)
    yield from (one.url, one.place, one.statements)


def _of_statement(one: Said) -> Iterator[Value]:
    yield from (one.statement.id, one.article.article, _day(one.article), one.article.publisher, one.source)
    yield from (one.cue, one.content, one.statement.form, one.statement.act, one.article.title)


def _of_event(one: Happening) -> Iterator[Value]:
    yield from (one.event.id, one.article.article, _day(one.article), one.article.publisher, one.event.type)
    yield from (one.event.status, "; ".join(one.actors), "; ".join(one.recipients), one.words, one.event.trigger.start)
    yield one.event.trigger.end


def _of_hit(one: Hit) -> Iterator[Value]:
    yield from (one.kind, one.article, one.statement, _day(one), one.title, one.publisher, one.source, one.act)
    yield "".join(part.text for part in one.snippet)


def _of_item(one: Item) -> Iterator[Value]:
    yield from (one.id, one.at, one.headline, "\n".join(one.words), one.path)


def _of_remark(one: Remark) -> Iterator[Value]:
    yield from (one.id, one.article, one.title, one.made_at, one.name, one.body, one.words)
    yield from (one.span.start, one.span.end) if one.span else (None, None)
    yield from (one.answers, one.up, one.down, one.edited_at, one.deleted_at, one.hidden_at, one.orphaned_at)


_STATEMENT = "id article published publisher source cue content form act title"
LISTS = (
    List("readings", readings, "article published title publisher byline language url place statements", _of_reading),
    List("statements", statements, _STATEMENT, _of_statement),
    List(
        "events", events, "id article published publisher type status actors recipients words start end", _of_event
    ),
    List(
        "actors", actors, "name kind country articles", lambda one: (one.name, one.kind, one.country, one.articles)
    ),
    List(
        "sources", sources, "name kind country statements articles publishers",
        lambda one: (one.name, one.kind, one.country, one.statements, one.articles, one.publishers),
    ),
    List("source", said, _STATEMENT, _of_statement),
    List("search", search, "kind article statement published title publisher source act words", _of_hit),
    List(
        "refusals", refusals, "id place reason seen page",
        lambda one: (one.id, one.refusal.place, one.refusal.reason, one.refusal.seen, one.refusal.page),
    ),
    List("outlets", outlets, "name readings", lambda one: (one.name, one.readings)),
    List("today", today, "id at headline words path", _of_item),
    List(
        "remarks", remarks_made,
        "id article title made_at name body words start end answers up down edited_at removed_at hidden_at orphaned_at",
        _of_remark,
    ),
    List(
        "judgements", judgements, "id article target field verdict author at words note",
        lambda one: (*(getattr(one.judgement, name) for name in "id article target field verdict author at".split()),
                     one.judgement.words, one.judgement.note),
    ),
)  # fmt: skip


def _list_views(listed: List) -> None:
    """A list as JSON and as CSV; the head of either gives the address of the next page (RFC 8288)."""
    holder = listed.ask.__annotations__["return"]
    told = listed.ask.__doc__ or ""

    def as_json(request: Request, response: Response, found: Any = Depends(listed.ask)) -> Any:  # noqa: B008
        response.headers.update(_onward(request, found.after))
        return found

    def in_csv(request: Request, found: Any = Depends(listed.ask)) -> Response:  # noqa: B008
        held = next(getattr(found, name) for name in type(found).__slots__ if name != "after")
        name = f'attachment; filename="{listed.name}.csv"'
        headers = {"Content-Disposition": name, **_onward(request, found.after)}
        return Response(_table(listed, held), media_type="text/csv; charset=utf-8", headers=headers)

    path = f"/{listed.name}"
    router.add_api_route(
        f"{path}.json", as_json, response_model=globals()[holder], name=f"{listed.name}.json", summary=told
    )
    router.add_api_route(
        f"{path}.csv", in_csv, response_class=Csv, name=f"{listed.name}.csv", summary=f"{told} As a table."
    )


def _onward(request: Request, after: str | None) -> dict[str, str]:
    if after is None:
        return {}
    following = request.url.include_query_params(after=after)
    return {"Link": f'<{following.path}?{following.query}>; rel="next"'}


def _table(listed: List, held: Iterable[Any]) -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(listed.columns.split())
    writer.writerows([harmless(value) for value in listed.row(one)] for one in held)
    return file.getvalue().encode("utf-8", "replace")


for _one in LISTS:
    _list_views(_one)


@router.get("/articles/{article}.json", response_model=Reading)
def reading(desk: At, article: str) -> Response:
    """A reading: the article with everything that was found in it, in the JSON of the contract."""
    return Response(contract.to_json(desk.record.reading(article)), media_type="application/json")


@router.get("/statements/{statement}.json")
def statement(desk: At, statement: str) -> Said:
    """A statement with its article and its words."""
    return desk.record.statement(statement)


@router.get("/events/{event}.json")
def event(desk: At, event: str) -> Happening:
    """An event with its article, its words and the names of its parties."""
    return desk.record.event(event)


@router.get("/actors/{actor}.json")
def actor(desk: At, actor: str) -> ActorIn:
    """An actor as one article has it."""
    return desk.record.actor(actor)


@router.get("/actors/{actor}/across.json")
def actor_in_all(desk: At, actor: str, leaf: Leaf) -> ActorAcross:
    """An actor across articles: who it is in each, what it said and took part in, newest first."""
    whole = actor_across(desk, actor)
    with desk.record.asking() as connection:
        said = queries.said_by_actors(connection, whole.found, leaf.after or None, leaf.limit + 1)
        happened = lists.taken_part(connection, whole.found, leaf.limit)
    shown, after = _cut(said, leaf.limit)
    return ActorAcross(whole.actor, whole.found, shown, happened, after)


@router.get("/outlets/{name:path}.json")
def outlet(desk: At, name: str) -> PassedOn:
    """What an outlet passes on, and from whom; counts, never a score."""
    readings = sum(one.readings for one in desk.record.publishers() if name_key(one.value) == name_key(name))
    if not readings:
        raise NotOnRecordError(f"Nothing on record was published by {name}.")
    with desk.record.asking() as connection:
        voices, through = (
            across.passed_on(connection, name, roles, VOICES_GIVEN) for roles in (("originator",), ("relay", "venue"))
        )
    return PassedOn(name, readings, voices, through)


@router.get("/openapi.json", include_in_schema=False)
def openapi(request: Request) -> Response:
    """The OpenAPI document of everything that is answered as data."""
    return JSONResponse(document(request.app))


@router.get("/api", include_in_schema=False)
def reference(request: Request) -> Response:
    """The same document, to be read."""
    told = document(request.app)
    parts = told["components"]["schemas"]
    return render.page("api.html", "/api", document=told, schemas=dict(sorted(parts.items())), written=_written)


@cache
def document(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document (3.1) of the routes that answer with data."""
    made = get_openapi(
        title="According",
        version=__version__,
        description="Who said what, through whom, on what condition and how surely: the record as data. Lists end in "
        ".json, .csv and some in .atom; they go on where the header Link (rel=next) leads. What is answered carries an "
        "ETag. What goes wrong is told as application/problem+json (RFC 9457).",
        routes=app.routes,
    )
    made["paths"] = {
        path: {"get": _with_problems(operations["get"])}
        for path, operations in made["paths"].items()
        if path.endswith((".json", ".csv", ".atom")) and "get" in operations
    }
    schemas = {**made["components"]["schemas"], "Problem": _PROBLEM}
    used = _named_in(made["paths"], schemas)
    made["components"]["schemas"] = {name: schemas[name] for name in sorted(used)}
    return made


def _with_problems(operation: dict[str, Any]) -> dict[str, Any]:
    """An operation with what it answers besides what was asked for."""
    operation["responses"].pop("422", None)
    operation["responses"] |= {
        "304": {"description": "The asker has it already (If-None-Match)."},
        "4XX": {"description": "It cannot be answered.", "content": {PROBLEM: {"schema": _TOLD}}},
    }
    return operation


def _named_in(part: Any, schemas: dict[str, Any]) -> set[str]:
    """The schemas that a part of the document leads to."""
    found: set[str] = set()
    waiting = [part]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            name = str(part.get("$ref", "")).rpartition("/")[2]
            if name and name not in found:
                found.add(name)
                waiting.append(schemas[name])
            waiting += part.values()
        elif isinstance(part, list):
            waiting += part
    return found


_TOLD = {"$ref": "#/components/schemas/Problem"}
_PROBLEM = {
    "type": "object",
    "description": "What went wrong, in a sentence (RFC 9457).",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
    },
}


def _written(schema: dict[str, Any]) -> str:
    """A schema in words: "string", "list of Statement", "one of a, b"."""
    match schema:
        case {"$ref": where}:
            return str(where).rpartition("/")[2]
        case {"anyOf": options} | {"oneOf": options}:
            return " or ".join(map(_written, options))
        case {"enum": values}:
            return "one of " + ", ".join(str(value) or "(empty)" for value in values)
        case {"const": value}:
            return str(value)
        case {"prefixItems": items}:
            return f"[{', '.join(map(_written, items))}]"
        case {"type": "array", "items": items}:
            return f"list of {_written(items)}"
        case {"type": kind}:
            return str(kind)
    return "any value"
