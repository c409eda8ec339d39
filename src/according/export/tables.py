"""Readings as flat tables: which there are, what a row stands for, and each column with what it holds.

A place in the text is written START-END, in code points of the article's text, as `according show ID --span` takes it;
several stand one after the other. Names in a list are parted by "; ", words that stand apart by " … ".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from according.model import Actor, Date, Event, Hop, Party, Reading, Relation, Span, Statement

Value = str | int | float | None
Kind = Literal["text", "whole number", "number"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, what it holds, how its value is had, and of which kind it is."""

    name: str
    holds: str
    value: Callable[[Any], Value]
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """One table; `row` says what a row stands for, `subjects` gives what the rows of a reading are made of."""

    name: str
    row: str
    subjects: Callable[[Reading], Iterable[Any]]
    columns: tuple[Column, ...]

    def rows(self, reading: Reading) -> Iterator[tuple[Value, ...]]:
        """The rows of a reading, their values in the order of the columns."""
        for subject in self.subjects(reading):
            yield tuple(column.value(subject) for column in self.columns)


@dataclass(frozen=True, slots=True)
class Told:
    """A statement or event with the reading it is of, and the reading's actors by their ids."""

    reading: Reading
    actors: dict[str, Actor]
    text: str

    def name(self, party: Party | None) -> str | None:
        """The name of the actor that a party is, or else the words for it."""
        if party is None:
            return None
        actor = self.actors.get(party.actor or "")
        return actor.name if actor else party.span.of(self.text) if party.span else None


@dataclass(frozen=True, slots=True)
class ToldStatement(Told):
    """A statement in its reading."""

    one: Statement

    @property
    def speaker(self) -> Actor | None:
        """The actor who is the source, where known."""
        return self.actors.get(self.one.source.actor or "") if self.one.source else None


@dataclass(frozen=True, slots=True)
class ToldHop(Told):
    """A member of a statement's chain, and its place there from 1."""

    statement: Statement
    at: int
    one: Hop


@dataclass(frozen=True, slots=True)
class ToldEvent(Told):
    """An event in its reading."""

    one: Event


@dataclass(frozen=True, slots=True)
class ToldParty(Told):
    """One who takes part in an event."""

    event: Event
    part: Literal["actor", "recipient"]
    one: Party

    @property
    def known(self) -> Actor | None:
        """The actor that it is, where known."""
        return self.actors.get(self.one.actor or "")


def _told(reading: Reading) -> tuple[Reading, dict[str, Actor], str]:
    return reading, {actor.id: actor for actor in reading.actors}, reading.article.text


def _statements(reading: Reading) -> Iterator[ToldStatement]:
    told = _told(reading)
    return (ToldStatement(*told, one) for one in reading.statements)


def _hops(reading: Reading) -> Iterator[ToldHop]:
    told = _told(reading)
    return (ToldHop(*told, one, at, hop) for one in reading.statements for at, hop in enumerate(one.chain, 1))


def _events(reading: Reading) -> Iterator[ToldEvent]:
    told = _told(reading)
    return (ToldEvent(*told, event) for event in reading.events)


def _parties(reading: Reading) -> Iterator[ToldParty]:
    told = _told(reading)
    for event in reading.events:
        yield from (ToldParty(*told, event, "actor", party) for party in event.actor)
        yield from (ToldParty(*told, event, "recipient", party) for party in event.recipient)


def _actors(reading: Reading) -> Iterator[tuple[Reading, Actor]]:
    return ((reading, actor) for actor in reading.actors)


def _relations(reading: Reading) -> Iterator[tuple[Reading, dict[str, Actor], Relation]]:
    actors = {actor.id: actor for actor in reading.actors}
    return ((reading, actors, relation) for relation in reading.relations)


def _words(
    name: str, holds: str, spans: Callable[[Any], Iterable[Span | None]], text: Callable[[Any], str]
) -> tuple[Column, Column]:
    """Two columns: words of the article, and where they stand."""
    return (
        Column(name, holds, lambda one: " … ".join(span.of(text(one)) for span in spans(one) if span) or None),
        Column(f"{name}_at", f"where the words in `{name}` stand", lambda one: _places(spans(one))),
    )


def _date(name: str, holds: str, date: Callable[[Any], Date | None]) -> tuple[Column, ...]:
    """Three columns: first and last moment of an interval, and how precisely it is known."""

    def part(which: str) -> Callable[[Any], Value]:
        return lambda one: _of(date(one), which)

    return (
        Column(f"{name}_from", f"{holds}: the first day or instant (ISO 8601)", part("start")),
        Column(f"{name}_to", "the last one; empty where it is open or not known", part("end")),
        Column(f"{name}_precision", "instant, day, month, year or about", part("precision")),
    )


def _places(spans: Iterable[Span | None]) -> str | None:
    return " ".join(f"{span.start}-{span.end}" for span in spans if span) or None


def _listed(names: Iterable[str | None]) -> str | None:
    return "; ".join(name for name in names if name) or None


def _spans(parties: Sequence[Party]) -> list[Span | None]:
    return [party.span for party in parties]


def _text(one: Told) -> str:
    return one.text


def _of(thing: object, name: str) -> Any:
    """A field of something; of nothing, nothing."""
    return getattr(thing, name, None)


ARTICLES: Table = Table(
    "articles",
    "an article",
    lambda reading: [reading],
    (
        Column("article", "the article’s id", lambda one: one.article.id),
        Column("page", "the id of its page", lambda one: one.article.page),
        Column("place", "where it was given: address, file, member of an archive", lambda one: one.article.place),
        Column("url", "its address", lambda one: one.article.url),
        Column("title", "its title", lambda one: one.article.title),
        Column("byline", "who wrote it", lambda one: _listed(one.article.byline)),
        Column("agency", "agencies credited", lambda one: _listed(one.article.agency)),
        Column("publisher", "who published it", lambda one: one.article.publisher),
        *_date("published", "when it was published", lambda one: one.article.published),
        *_date("modified", "when it was changed", lambda one: one.article.modified),
        *_date("first_seen", "when it was first met here", lambda one: one.article.first_seen),
        Column("language", "ISO 639-1", lambda one: one.article.language),
        Column("characters", "length of its text in code points", lambda one: len(one.article.text), "whole number"),
        Column("reader", "version of the reader", lambda one: one.reader),
        Column("unread", "why it was not read; empty where it was", lambda one: one.unread),
    ),
)

STATEMENTS: Table = Table(
    "statements",
    "a statement",
    _statements,
    (
        Column("statement", "the statement’s id", lambda it: it.one.id),
        Column("article", "the article’s id", lambda it: it.reading.article.id),
        Column("within", "the statement that it is told in", lambda it: it.one.within),
        Column("form", "direct, indirect or mixed", lambda it: it.one.form),
        Column("act", "what the source does by saying it", lambda it: it.one.act),
        Column("stance", "how the writer stands to it", lambda it: it.one.stance),
        *_words("stance_words", "the words that show the stance", lambda it: [it.one.stance_span], _text),
        Column("source_name", "the source’s name, or else the words for it", lambda it: it.name(it.one.source)),
        Column("source_actor", "the actor who is the source", lambda it: _of(it.speaker, "id")),
        Column("source_kind", "person, organisation, country …", lambda it: _of(it.speaker, "kind")),
        Column("source_country", "ISO 3166 alpha-3 or PLOVER’s code", lambda it: _of(it.speaker, "country")),
        Column("source_sector", "PLOVER’s sector", lambda it: _of(it.speaker, "sector")),
        *_words("source", "the words for the source", lambda it: [_of(it.one.source, "span")], _text),
        *_words("cue", "the words that link source and content", lambda it: it.one.cue.spans, _text),
        *_words("content", "what is said", lambda it: it.one.content.spans, _text),
        *_words("addressee", "to whom", lambda it: _spans(it.one.addressee), _text),
        Column("medium", "interview, tweet, letter …", lambda it: it.one.medium),
        Column("chain", "through whom, in order", lambda it: " › ".join(hop.name for hop in it.one.chain) or None),
        Column("condition_kind", "the marker", lambda it: _of(it.one.condition, "kind")),
        *_words("condition", "what it depends on", lambda it: [_of(it.one.condition, "span")], _text),
        Column("certainty", "band of ICD 203, or unsaid", lambda it: _of(it.one.certainty, "band")),
        *_words("certainty_words", "the words", lambda it: [_of(it.one.certainty, "cue")], _text),
        *_words("certainty_scope", "what they qualify", lambda it: [_of(it.one.certainty, "scope")], _text),
        *_date("said_on", "when it was said", lambda it: it.one.said_on),
        *_date("due", "by when it is due", lambda it: it.one.due),
        *_words("earlier", "words for said before", lambda it: [_of(it.one.earlier, "span")], _text),
    ),
)

HOPS: Table = Table(
    "hops",
    "a member of a statement’s chain",
    _hops,
    (
        Column("statement", "the statement’s id", lambda it: it.statement.id),
        Column("article", "the article’s id", lambda it: it.reading.article.id),
        Column("number", "its place in the chain, from 1", lambda it: it.at, "whole number"),
        Column("name", "its name as written", lambda it: it.one.name),
        Column("actor", "the actor that it is", lambda it: it.one.actor),
        Column("role", "originator, venue or relay", lambda it: it.one.role),
        Column("evidence", "text, dateline, credit or link", lambda it: it.one.evidence),
        Column("url", "where a link leads", lambda it: it.one.url),
        Column("name_at", "where its name stands; empty outside of the text", lambda it: _places([it.one.span])),
    ),
)

EVENTS: Table = Table(
    "events",
    "an event",
    _events,
    (
        Column("event", "the event’s id", lambda it: it.one.id),
        Column("article", "the article’s id", lambda it: it.reading.article.id),
        Column("statement", "the statement that tells of it; empty: the writer does", lambda it: it.one.statement),
        Column("type", "PLOVER’s type of the deed itself", lambda it: it.one.type),
        Column("plover_type", "what PLOVER’s manual codes for it in this status", lambda it: it.one.plover_type),
        Column("mode", "PLOVER’s mode", lambda it: it.one.mode),
        Column("status", "happened, ongoing, planned, conditional, possible or denied", lambda it: it.one.status),
        *_words("trigger", "the words that name it", lambda it: [it.one.trigger], _text),
        Column("actors", "who acts, by name", lambda it: _listed(map(it.name, it.one.actor))),
        Column("recipients", "on whom, by name", lambda it: _listed(map(it.name, it.one.recipient))),
        *_date("date", "when", lambda it: it.one.date),
        Column("place", "where, by name", lambda it: _of(it.one.place, "name")),
        Column("place_country", "ISO 3166 alpha-3", lambda it: _of(it.one.place, "country")),
        Column("latitude", "WGS 84 degrees", lambda it: _of(it.one.place, "latitude"), "number"),
        Column("longitude", "WGS 84 degrees", lambda it: _of(it.one.place, "longitude"), "number"),
        Column("place_at", "where the words for the place stand", lambda it: _places([_of(it.one.place, "span")])),
        Column("factuality", "how far the writer stands for it, -3 to 3", lambda it: _writers(it.one), "number"),
    ),
)

PARTIES: Table = Table(
    "parties",
    "one who takes part in an event",
    _parties,
    (
        Column("event", "the event’s id", lambda it: it.event.id),
        Column("article", "the article’s id", lambda it: it.reading.article.id),
        Column("part", "actor or recipient", lambda it: it.part),
        Column("actor", "the actor that it is", lambda it: it.one.actor),
        Column("name", "the actor’s name, or else the words", lambda it: it.name(it.one)),
        Column("country", "ISO 3166 alpha-3 or PLOVER’s code", lambda it: _of(it.known, "country")),
        Column("sector", "PLOVER’s sector", lambda it: _of(it.known, "sector")),
        *_words("words", "the words for it; empty where understood", lambda it: [it.one.span], _text),
    ),
)

ACTORS: Table = Table(
    "actors",
    "an actor of an article",
    _actors,
    (
        Column("actor", "the actor’s id", lambda it: it[1].id),
        Column("article", "the article’s id", lambda it: it[0].article.id),
        Column("name", "the name", lambda it: it[1].name),
        Column("kind", "person, organisation, country, place, group or unnamed", lambda it: it[1].kind),
        Column("country", "ISO 3166 alpha-3 or PLOVER’s code", lambda it: it[1].country),
        Column("sector", "PLOVER’s sector", lambda it: it[1].sector),
        Column("role", "office or role, as written", lambda it: it[1].role),
        Column("mentions", "how often it is named", lambda it: len(it[1].mentions), "whole number"),
        Column("mentions_at", "where", lambda it: _places(it[1].mentions)),
    ),
)

RELATIONS: Table = Table(
    "relations",
    "what the text says two actors are to each other",
    _relations,
    (
        Column("article", "the article’s id", lambda it: it[0].article.id),
        Column("kind", "ally, member, union, neighbour or rival", lambda it: it[2].kind),
        Column("of", "the one actor", lambda it: it[2].of),
        Column("of_name", "its name", lambda it: _name(it[1], it[2].of)),
        Column("to", "the other actor", lambda it: it[2].to),
        Column("to_name", "its name", lambda it: _name(it[1], it[2].to)),
        *_words("words", "the words that say so", lambda it: [it[2].span], lambda it: it[0].article.text),
    ),
)

TABLES: tuple[Table, ...] = (ARTICLES, STATEMENTS, HOPS, EVENTS, PARTIES, ACTORS, RELATIONS)


def _writers(event: Event) -> float | None:
    return next((one.value for one in event.factuality if one.holder is None), None)


def _name(actors: dict[str, Actor], actor: str | None) -> str | None:
    known = actors.get(actor or "")
    return known.name if known else None


def described() -> str:
    """All tables and columns as Markdown, for the documentation."""
    parts = []
    for table in TABLES:
        rows = "\n".join(f"| `{one.name}` | {one.kind} | {one.holds} |" for one in table.columns)
        parts.append(f"### {table.name}\n\nA row is {table.row}.\n\n| column | kind | holds |\n|---|---|---|\n{rows}\n")
    return "\n".join(parts)
