"""Events as the records of PLOVER's manual, and what According knows of them besides in a block of its own.

The names of fields are those of the manual (Open Event Data Alliance, PLOVER, draft 2.0, chapter "Data Fields"); the
manual leaves the content of most fields open and invites further ones.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from pydantic import TypeAdapter

from according.model import (
    Act,
    Actor,
    Article,
    Band,
    Certainty,
    Condition,
    Date,
    Event,
    EventStatus,
    EventType,
    Factuality,
    Hop,
    Party,
    Reading,
    Span,
    Stance,
    Statement,
)

CODEBOOK = "PLOVER 2.0 draft"

# The quad categories of the manual. It has SANCTION in two; as in the data sets coded after it, it is a deed here.
QUADS: Mapping[EventType, Literal[1, 2, 3, 4]] = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), 1),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), 2),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), 3),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), 4),
}

# The manual's contexts for what has not happened ("future", "hypothetical", "negation"), by the event's status.
CONTEXTS: Mapping[EventStatus, str] = {
    "planned": "future",
    "conditional": "hypothetical",
    "possible": "hypothetical",
    "denied": "negation",
}


@dataclass(frozen=True, slots=True)
class Entity:
    """One who takes part: `code` is a country (ISO 3166 alpha-3) or one of PLOVER's codes that stand for one."""

    code: str | None
    sector: str | None
    entity_text: str | None
    identifier_id: str | None
    office: str | None


@dataclass(frozen=True, slots=True)
class Location:
    """A place with GeoNames' field names; `cc3` is ISO 3166 alpha-3."""

    name: str
    latitude: float | None
    longitude: float | None
    cc3: str | None


@dataclass(frozen=True, slots=True)
class TextInfo:
    """The paragraph that tells of the event: its number from 1, and its place in the article in code points."""

    sequence: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CiteInfo:
    """Where the text stands."""

    citation: str
    url: str | None
    title: str | None
    language: str | None
    publication: str | None
    coder: str
    codebook: str


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the article and where they stand in it."""

    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class Bound:
    """On what a statement depends: the marker, and the words behind it."""

    kind: str
    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class Sure:
    """How surely it is said: the band of ICD 203 (or "unsaid"), and the words that say so."""

    band: Band
    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class ToldIn:
    """The statement in which an event is told: through whom it came, on what condition and how surely."""

    id: str
    within: str | None
    act: Act | None
    stance: Stance
    stance_words: Words | None
    source: Words | None
    source_name: str | None
    cue: tuple[Words, ...]
    content: tuple[Words, ...]
    chain: tuple[Hop, ...]
    condition: Bound | None
    certainty: Sure | None
    said_on: Date | None
    due: Date | None


@dataclass(frozen=True, slots=True)
class Additions:
    """What According knows of an event besides; `type` is the deed itself, whatever its status."""

    event: str
    article: str
    page: str
    published: Date | None
    type: EventType
    status: EventStatus
    date: Date | None
    trigger: Span
    place: Span | None
    actor: tuple[Party, ...]
    recipient: tuple[Party, ...]
    factuality: tuple[Factuality, ...]
    statement: ToldIn | None


@dataclass(frozen=True, slots=True)
class PloverRecord:
    """One event; `event` is empty and `has_event` false where the manual codes none: a hostile deed that is denied."""

    id: str
    has_event: bool
    date: str | None
    enddate: str | None
    actor: tuple[Entity, ...]
    recipient: tuple[Entity, ...]
    event: tuple[EventType, ...]
    event_loc: Location | None
    event_text: tuple[str, ...]
    quad_code: Literal[1, 2, 3, 4] | None
    mode: tuple[str, ...]
    context: tuple[str, ...]
    text_info: TextInfo | None
    cite_info: CiteInfo
    coder: str
    according: Additions


_RECORD = TypeAdapter(PloverRecord)


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a line."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_RECORD.json_schema(mode="serialization")}


def lines(reading: Reading) -> Iterator[str]:
    """The events of a reading, one line of JSON each."""
    for record in records(reading):
        yield json.dumps(asdict(record), ensure_ascii=False, separators=(",", ":"))


def records(reading: Reading) -> Iterator[PloverRecord]:
    """The events of a reading as PLOVER's records."""
    actors = {actor.id: actor for actor in reading.actors}
    told = {statement.id: statement for statement in reading.statements}
    for event in reading.events:
        statement = told.get(event.statement or "")
        yield _record(reading, event, actors, _told(statement, reading.article, actors) if statement else None)


def _record(reading: Reading, event: Event, actors: Mapping[str, Actor], told: ToldIn | None) -> PloverRecord:
    article, coded = reading.article, event.plover_type
    first, last = _days(event.date or article.published)
    coder = f"according {reading.reader}"
    context = CONTEXTS.get(event.status)
    return PloverRecord(
        id=event.id,
        has_event=coded is not None,
        date=first,
        enddate=last,
        actor=_entities(event.actor, article, actors),
        recipient=_entities(event.recipient, article, actors),
        event=(coded,) if coded else (),
        event_loc=_location(event),
        event_text=(event.trigger.of(article.text),),
        quad_code=QUADS[coded] if coded else None,
        # A mode belongs to the deed; where another type is coded for it ("AGREE" for promised aid) it is none of that.
        mode=(event.mode,) if event.mode and coded == event.type else (),
        context=(context,) if context else (),
        text_info=_paragraph(event, article),
        cite_info=_citation(article, coder),
        coder=coder,
        according=_additions(event, article, told),
    )


def _days(date: Date | None) -> tuple[str | None, str | None]:
    """First and last day of a date; the last only where it is another."""
    first, last = ((moment or "")[: len("2020-08-27")] or None for moment in (date and date.start, date and date.end))
    return first, last if last != first else None


def _entities(parties: tuple[Party, ...], article: Article, actors: Mapping[str, Actor]) -> tuple[Entity, ...]:
    return tuple(_entity(party, article, actors.get(party.actor or "")) for party in parties)


def _entity(party: Party, article: Article, actor: Actor | None) -> Entity:
    return Entity(
        code=actor.country if actor else None,
        sector=actor.sector if actor else None,
        entity_text=party.span.of(article.text) if party.span else None,
        # The manual would have a Wikidata id here, which nothing in the text gives: ours says whose it is.
        identifier_id=f"according:{actor.id}" if actor else None,
        office=actor.role if actor else None,
    )


def _location(event: Event) -> Location | None:
    place = event.place
    return Location(place.name, place.latitude, place.longitude, place.country) if place else None


def _paragraph(event: Event, article: Article) -> TextInfo | None:
    holding = ((at, span) for at, span in enumerate(article.paragraphs, 1) if span.meets(event.trigger))
    return next((TextInfo(at, span.start, span.end) for at, span in holding), None)


def _citation(article: Article, coder: str) -> CiteInfo:
    return CiteInfo(article.id, article.url, article.title, article.language, article.publisher, coder, CODEBOOK)


def _additions(event: Event, article: Article, told: ToldIn | None) -> Additions:
    return Additions(
        event=event.id,
        article=article.id,
        page=article.page,
        published=article.published,
        type=event.type,
        status=event.status,
        date=event.date,
        trigger=event.trigger,
        place=event.place.span if event.place else None,
        actor=event.actor,
        recipient=event.recipient,
        factuality=event.factuality,
        statement=told,
    )


def _told(statement: Statement, article: Article, actors: Mapping[str, Actor]) -> ToldIn:
    text, source = article.text, statement.source
    actor = actors.get(source.actor or "") if source else None
    return ToldIn(
        id=statement.id,
        within=statement.within,
        act=statement.act,
        stance=statement.stance,
        stance_words=_words(statement.stance_span, text),
        source=_words(source.span, text) if source else None,
        source_name=actor.name if actor else None,
        cue=tuple(Words(span.of(text), span) for span in statement.cue.spans),
        content=tuple(Words(span.of(text), span) for span in statement.content.spans),
        chain=statement.chain,
        condition=_bound(statement.condition, text),
        certainty=_sure(statement.certainty, text),
        said_on=statement.said_on,
        due=statement.due,
    )


def _words(span: Span | None, text: str) -> Words | None:
    return Words(span.of(text), span) if span else None


def _bound(condition: Condition | None, text: str) -> Bound | None:
    return Bound(condition.kind, condition.span.of(text), condition.span) if condition else None


def _sure(certainty: Certainty | None, text: str) -> Sure | None:
    return Sure(certainty.band, certainty.cue.of(text), certainty.cue) if certainty else None
