"""What the record answers with: small frozen types, in the words of the model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

from according.model import (
    Act,
    Actor,
    Date,
    Declared,
    Event,
    Judgement,
    MediaType,
    Refusal,
    Span,
    Statement,
)  # fmt: skip

PassageKind = Literal["article", "statement"]
ThingKind = Literal["page", "article", "actor", "statement", "event", "furniture", "judgement", "refusal"]
AnchorState = Literal["held", "moved", "lost"]


class KeptAt(Protocol):
    """Where an archive keeps the bytes of a page."""

    @property
    def file(self) -> str:
        """The archive file's name, as the archive gives it."""

    @property
    def offset(self) -> int:
        """Where the page's record begins in that file, in bytes."""

    @property
    def length(self) -> int:
        """How many bytes the page's record has in that file."""


class Copy(NamedTuple):
    """One archived copy of a page: the archive file, and the place in it in bytes."""

    file: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Sighting:
    """A place at which a page was met, its address there, and when it was first met there (ISO 8601, UTC)."""

    place: str
    url: str | None
    seen: str


@dataclass(frozen=True, slots=True)
class PageRow:
    """A page as the record knows it; its bytes are in the archive, at the first of `copies`."""

    id: str
    sha256: str
    media_type: MediaType
    url: str | None
    charset: str | None
    declared: Declared
    first_seen: str
    sightings: tuple[Sighting, ...]
    copies: tuple[Copy, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """A reading in one line of a list. `article` is its id, `statements` how many; a list goes on after `cursor`."""

    article: str
    page: str
    place: str
    url: str | None
    title: str | None
    byline: tuple[str, ...]
    agency: tuple[str, ...]
    publisher: str | None
    published: Date | None
    first_seen: Date | None
    language: str | None
    reader: str
    unread: str | None
    statements: int
    cursor: str


@dataclass(frozen=True, slots=True)
class Said:
    """A statement with the article it stands in and its words: its source's name, its cue and its content."""

    article: Summary
    statement: Statement
    source: str | None
    cue: str
    content: str
    cursor: str


@dataclass(frozen=True, slots=True)
class SourceCount:
    """A name that is a source, with how many statements, articles and publishers have it.

    `name` is a form in which it is written, `key` the folded form that all its forms share; `kind` and `country` are
    those of the actor, where the readings agree on one.
    """

    name: str
    key: str
    kind: str | None
    country: str | None
    statements: int
    articles: int
    publishers: int

    @property
    def cursor(self) -> str:
        """Where a list of sources goes on after this one."""
        return f"{self.statements}~{self.key}"


@dataclass(frozen=True, slots=True)
class Happening:
    """An event with the article it is told in: its words, and the names of its actors and recipients."""

    article: Summary
    event: Event
    words: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    cursor: str


@dataclass(frozen=True, slots=True)
class ActorCount:
    """A name of an actor and how many articles have it; `kind` and `country` where they agree on one.

    `actor` is the id of one actor of this name: it leads to those of all articles that are the same.
    """

    name: str
    key: str
    actor: str
    kind: str | None
    country: str | None
    articles: int

    @property
    def cursor(self) -> str:
        """Where a list of actors goes on after this one."""
        return f"{self.articles}~{self.key}"


@dataclass(frozen=True, slots=True)
class ActorIn:
    """An actor, and the id of the article that has it so."""

    article: str
    actor: Actor


@dataclass(frozen=True, slots=True)
class RefusalLine:
    """A refusal in a list, with its id and where the list goes on after it."""

    id: str
    refusal: Refusal
    cursor: str


class Count(NamedTuple):
    """A value of a filter and how many readings have it."""

    value: str
    readings: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the record holds."""

    pages: int
    articles: int
    statements: int
    events: int
    sources: int
    refusals: int
    judgements: int


class Part(NamedTuple):
    """A stretch of a snippet, and whether it is one of the words that were looked for."""

    text: str
    hit: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that a search found: in an article (`statement` is None), or a statement of it.

    `span` is where the words stand in the article's text; None where only the title has them.
    """

    kind: PassageKind
    article: str
    statement: str | None
    span: Span | None
    title: str | None
    publisher: str | None
    published: Date | None
    source: str | None
    act: Act | None
    snippet: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What an id is the id of, and the article that the thing belongs to (None: a page or refusal without one)."""

    kind: ThingKind
    id: str
    article: str | None


@dataclass(frozen=True, slots=True)
class Anchoring:
    """Whether a judgement still has its place after the reader `reader` read the article again.

    "held": the same words at the same id; "moved": the same words at one single place, `target` being the machine's
    thing of the same kind there, or None where it finds none; "lost": neither, for the `reason` given.
    """

    state: AnchorState
    reader: str
    target: str | None
    span: Span | None
    reason: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement as the person gave it, the kind of thing it is on, and where its words stand by now."""

    judgement: Judgement
    kind: ThingKind
    anchoring: Anchoring


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave so that it can be asked whether an address has changed."""

    etag: str | None
    modified: str | None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that is followed: since when, and when it was last looked at (ISO 8601, UTC; None: never)."""

    url: str
    since: str
    checked: str | None


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was removed: page ids, the archived copies that are to be removed with them, and whether the file is clean.

    `wiped` is False where another process was reading the old state, so that the SQLite write-ahead log still holds
    the removed words until that process ends.
    """

    pages: tuple[str, ...]
    copies: tuple[Copy, ...]
    wiped: bool
