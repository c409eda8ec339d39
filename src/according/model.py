"""Every type of the domain, and nothing else.

The types are plain and frozen: a room takes them and gives them, none changes them. Their field names are the
keys of the JSON contract (`according.contract`), so that one thing has one name in code, in JSON and on screen.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

SCHEMA: Literal["according/reading/1"] = "according/reading/1"

MediaType = Literal["html", "text", "feed", "opml", "warc", "wacz", "addresses"]
ParagraphKind = Literal["paragraph", "subheading"]
FurnitureKind = Literal["credit", "caption", "promo", "biography", "comment", "widget"]
Precision = Literal["instant", "day", "month", "year", "about"]
Basis = Literal["text", "metadata", "page", "none"]
ActorKind = Literal["person", "organisation", "country", "place", "group", "unnamed"]
RelationKind = Literal["ally", "member", "union", "neighbour", "rival"]
Form = Literal["direct", "indirect", "mixed"]
Act = Literal["assert", "assess", "commit", "threaten", "request", "accuse", "deny", "other"]
Stance = Literal["neutral", "distances", "denies", "endorses"]
HopRole = Literal["originator", "venue", "relay"]
HopEvidence = Literal["text", "dateline", "credit", "link"]
Band = Literal["remote", "very unlikely", "unlikely", "even", "likely", "very likely", "certain", "unsaid"]
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
EventStatus = Literal["happened", "ongoing", "planned", "conditional", "possible", "denied"]
Verdict = Literal["confirmed", "corrected", "rejected"]


def identify(kind: str, *parts: str) -> str:
    """Give the id of a thing from what it stands for.

    The id is the kind's first letter and the first 20 hexadecimal digits (80 bits) of the SHA-256 of its parts, each
    led by its length so that no two lists of parts read alike. Reading the same page twice gives the same ids.

    >>> identify("page", "a", "bc") == identify("page", "ab", "c")
    False
    """
    digest = hashlib.sha256()
    for part in (kind, *parts):
        # Text from a page can hold a lone surrogate; an id must exist for it all the same.
        encoded = part.encode("utf-8", "surrogatepass")
        digest.update(f"{len(encoded)}:".encode())
        digest.update(encoded)
    return kind[0] + digest.hexdigest()[:20]


class Span(NamedTuple):
    """A place in an article's text: [start, end) in Unicode code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words that stand at this place of `text`."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Date:
    """A time as far as it is known, as an interval.

    `start` and `end` are ISO 8601: a day ("2020-08-27", both inclusive) or, with precision "instant", a date and time.
    An instant without an offset is one whose zone is not known. `end` is None where the interval is open.
    `basis` tells how it is known: the article's text, the page's metadata, its visible markup, or not at all.
    """

    start: str | None
    end: str | None
    precision: Precision
    basis: Basis
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Declared:
    """What the person who gives a place says of it, because the place itself does not."""

    url: str | None = None
    published: str | None = None
    publisher: str | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """The HTTP request and response by which a page was fetched, as they went over the wire.

    `request` and `response` are the raw heads (start line and header fields, ending in an empty line); the body of the
    response is the page's `body`. Header names in `headers` are lower case.
    """

    url: str
    status: int
    request: bytes
    response: bytes
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Page:
    """The bytes of one page as served or given, with where and when.

    `place` is as given by the user: an address, a file name, or "archive.warc.gz#address" for a member of an archive.
    `url` is the page's address where known. `seen` is the instant (ISO 8601, UTC) at which we had the bytes.
    `charset` is what the server said, None where it said nothing.
    """

    place: str
    body: bytes
    media_type: MediaType
    seen: str
    url: str | None = None
    charset: str | None = None
    declared: Declared = Declared()
    exchange: Exchange | None = None

    @property
    def sha256(self) -> str:
        """SHA-256 of the bytes, hexadecimal."""
        return hashlib.sha256(self.body).hexdigest()

    @property
    def id(self) -> str:
        """The page's id: its bytes, and the address declared for them.

        Agency copy handed in as plain text for two outlets is two pages, since the address declared differs;
        the same bytes met at several places are one.
        """
        return identify("page", self.sha256, self.declared.url or "")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A place, or one page of it, that was set aside, and the sentence that says why."""

    place: str
    reason: str
    seen: str
    page: str | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a paragraph stands in the archived page, and what it is there.

    `xpath` names the node whose words the paragraph has; None where it could not be aligned, and in plain text.
    """

    kind: ParagraphKind
    xpath: str | None


@dataclass(frozen=True, slots=True)
class Furniture:
    """A part of the page that is not the article's text, in its role.

    `span` is set for plain text only, `xpath` for HTML only. `author`, `posted` (as shown), `posted_at`, `votes` and
    `answers` (the id of the comment that this one answers) belong to comments.
    """

    kind: FurnitureKind
    span: Span | None
    xpath: str | None
    text: str
    id: str
    author: str | None = None
    posted: str | None = None
    posted_at: Date | None = None
    votes: int | None = None
    answers: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """An address to which words of the article's text lead."""

    span: Span
    url: str


@dataclass(frozen=True, slots=True)
class Found:
    """Where in the page a piece of metadata stands: "$.datePublished of JSON-LD 1", "meta article:author"."""

    field: str
    place: str
    words: str


@dataclass(frozen=True, slots=True)
class Article:
    """What a page tells: its text, who wrote and published it and when, and what else stands on the page.

    `paragraphs` are spans into `text`, in order; `anchors` has one entry for each. For a plain-text file `text` is the
    file unchanged, otherwise the paragraphs joined by a blank line. `page` is the id of the page it was read from.
    """

    id: str
    place: str
    url: str | None
    title: str | None
    byline: tuple[str, ...]
    agency: tuple[str, ...]
    publisher: str | None
    published: Date | None
    modified: Date | None
    first_seen: Date | None
    language: str | None
    text: str
    paragraphs: tuple[Span, ...]
    furniture: tuple[Furniture, ...] = ()
    links: tuple[Link, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    found: tuple[Found, ...] = ()
    page: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, organisation, country, place, group or unnamed voice, as one article has it.

    `country` is ISO 3166 alpha-3, one of PLOVER's codes that are used as such, or XAA to XZZ; `sector` is PLOVER's.
    """

    id: str
    name: str
    kind: ActorKind
    country: str | None
    sector: str | None
    role: str | None
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """What the text says two actors are to each other; `of` and `to` are actor ids."""

    kind: RelationKind
    of: str
    to: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Party:
    """Someone who takes part: the words that name them (None: understood), and which actor they are (None: open)."""

    span: Span | None
    actor: str | None


@dataclass(frozen=True, slots=True)
class Words:
    """One or more stretches of the article's text, in order."""

    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Hop:
    """One through whom the words travelled to the page; `span` is None where the name stands outside the text."""

    name: str
    span: Span | None
    actor: str | None
    role: HopRole
    evidence: HopEvidence
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """What a content is bound to: the marker in lower case as written, and the place of the condition without it."""

    kind: str
    span: Span


@dataclass(frozen=True, slots=True)
class Certainty:
    """How surely a content is said: the words that say so, their ICD 203 band, and what they qualify."""

    cue: Span
    band: Band
    scope: Span


@dataclass(frozen=True, slots=True)
class Earlier:
    """Words that mark a statement as made before this report ("previously", "reiterated")."""

    span: Span


@dataclass(frozen=True, slots=True)
class Statement:
    """What a source other than the writer is said to have said, written, thought, planned or wanted.

    `stance_span` is where the words stand that show a stance which is not neutral. `chain` has originator, venue and
    relays in the order in which the words travelled, the writer not among them.
    """

    id: str
    within: str | None
    form: Form
    act: Act | None
    stance: Stance
    source: Party | None
    cue: Words
    content: Words
    addressee: tuple[Party, ...] = ()
    medium: str | None = None
    chain: tuple[Hop, ...] = ()
    condition: Condition | None = None
    certainty: Certainty | None = None
    said_on: Date | None = None
    due: Date | None = None
    earlier: Earlier | None = None
    stance_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where an event takes place; coordinates are WGS 84 degrees."""

    span: Span
    name: str
    country: str | None
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class Factuality:
    """How far a holder stands for an event: -3 (certainly not) to 3 (certainly); `holder` None is the writer."""

    holder: str | None
    value: float


@dataclass(frozen=True, slots=True)
class Event:
    """A PLOVER interaction: its words, type and status, and between whom, when and where.

    `type` is the underlying act; `plover_type` is what PLOVER's manual codes for it in this status.
    """

    id: str
    trigger: Span
    type: EventType
    plover_type: EventType | None
    mode: str | None
    status: EventStatus
    statement: str | None
    actor: tuple[Party, ...] = ()
    recipient: tuple[Party, ...] = ()
    date: Date | None = None
    place: Place | None = None
    factuality: tuple[Factuality, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """An article with the actors, relations, statements and events found in it, and the version of the reader.

    `unread` is the sentence that says why a text was not read (its language, say); None where it was.
    """

    schema: Literal["according/reading/1"] = field(default=SCHEMA, kw_only=True)
    reader: str
    unread: str | None
    article: Article
    actors: tuple[Actor, ...] = ()
    relations: tuple[Relation, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's word on something the reader found: confirmed, corrected or rejected; kept beside the machine's.

    `target` is the id of the thing judged, `field` which part of it (None: the thing as a whole), `machine` and
    `person` are the two words on it as JSON values. `words` and `span` let a later reader version find the place again.
    """

    id: str
    article: str
    target: str
    field: str | None
    verdict: Verdict
    machine: object
    person: object
    author: str
    at: str
    span: Span | None = None
    words: str | None = None
    note: str | None = None
