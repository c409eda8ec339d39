"""A reading laid out for the eye: its paragraphs with the statements marked in them, and a note beside each.

Marks may nest (a statement told inside another) and cross (a link that ends within a quotation); HTML elements only
nest. `weave` therefore cuts crossing marks at each other's boundaries: every piece lies inside the one around it.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar, get_args

from according.model import Anchor, Event, Reading, Span, Statement

Thing = TypeVar("Thing")

# Of two marks on the very same words, the one named first goes around the other.
Role = Literal[
    "passage", "remarked", "link", "content", "condition", "party", "source", "hop", "cue", "certainty", "stance",
    "date", "event",
]  # fmt: skip
_OUTER_FIRST: tuple[Role, ...] = get_args(Role)


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that play a role: in a statement or event (`of` is its id), as a link (`url`), as the passage asked for, or
    as what somebody remarked on (`of` is the id of the remarks on the page, `number` tells how many they are).

    `leads` holds for the one mark of a statement that carries its number and its address on the page. `name` is
    what the words show of it ("condition", "due", "actor-2"); `address` leads there.
    """

    role: Role
    span: Span
    of: str = ""
    number: str = ""
    depth: int = 0
    url: str | None = None
    leads: bool = False
    name: str = ""

    @property
    def address(self) -> str:
        """The id by which the page leads to these words; that of the statement for those that lead it."""
        return self.of if self.leads or not self.name else f"{self.of}-{self.name}"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a mark's words, or all of them: text and pieces of the marks within, in order."""

    mark: Mark
    opens: bool
    closes: bool
    parts: tuple[str | Piece, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A statement as it is noted beside its words; a nested one has the number of the outer with its own behind it."""

    number: str
    statement: Statement

    @property
    def depth(self) -> int:
        """How many statements stand around this one."""
        return self.number.count(".")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph or subheading of the article, marked, with the notes and events that begin in it."""

    span: Span
    anchor: Anchor
    parts: tuple[str | Piece, ...]
    notes: tuple[Note, ...]
    events: tuple[Event, ...]


def lay_out(
    reading: Reading, passage: Span | None = None, more: Iterable[Mark] = (), only: Iterable[int] | None = None
) -> tuple[Paragraph, ...]:
    """Lay a reading out, paragraph by paragraph.

    Args:
        reading: what is laid out.
        passage: words to point at besides.
        more: further marks.
        only: the numbers of the paragraphs that are wanted, counted from 0; None: all.
    """
    article = reading.article
    notes = number(reading.statements)
    marks = [*_marks(reading, notes), *([Mark("passage", passage)] if passage else []), *more]
    marks_in = _sort_out(article.paragraphs, ((mark.span, mark) for mark in marks))
    notes_at = _sort_out(article.paragraphs, ((_start(lead(note.statement)), note) for note in notes))
    events_at = _sort_out(article.paragraphs, ((_start(event.trigger), event) for event in reading.events))
    anchors = article.anchors or (Anchor("paragraph", None),) * len(article.paragraphs)
    return tuple(
        Paragraph(
            article.paragraphs[at],
            anchors[at],
            weave(article.text, article.paragraphs[at], marks_in[at]),
            tuple(notes_at[at]),
            tuple(events_at[at]),
        )
        for at in (range(len(article.paragraphs)) if only is None else only)
    )


def number(statements: Iterable[Statement]) -> list[Note]:
    """Number statements in the order of their words, a nested one under the one it is nested in: 1, 2, 2.1, 2.2, 3."""
    ordered = sorted(statements, key=lambda statement: (lead(statement) or Span(0, 0), statement.id))
    known = {statement.id for statement in ordered}
    inner: defaultdict[str | None, list[Statement]] = defaultdict(list)
    for statement in ordered:
        inner[statement.within if statement.within in known else None].append(statement)
    notes = list(_numbered(inner, None, ""))
    # Statements that are each nested in the other hang from no outermost one; they are shown all the same.
    lost = known - {note.statement.id for note in notes}
    outermost = sum(not note.depth for note in notes)
    stray = (statement for statement in ordered if statement.id in lost)
    return notes + [Note(str(place), statement) for place, statement in enumerate(stray, outermost + 1)]


def _numbered(inner: Mapping[str | None, list[Statement]], outer: str | None, prefix: str) -> Iterator[Note]:
    for place, statement in enumerate(inner.get(outer, ()), 1):
        yield Note(f"{prefix}{place}", statement)
        yield from _numbered(inner, statement.id, f"{prefix}{place}.")


def lead(statement: Statement) -> Span | None:
    """The words of a statement at which its number stands: where its content begins, or else its cue or source."""
    if statement.content.spans:
        return statement.content.spans[0]
    if statement.cue.spans:
        return statement.cue.spans[0]
    return statement.source.span if statement.source else None


def _start(span: Span | None) -> Span:
    """The first character of a span; of something without words, the first of the text."""
    return Span(span.start, span.start + 1) if span else Span(0, 1)


def source_name(statement: Statement, text: str, names: Mapping[str, str]) -> str | None:
    """The name under which the record has a statement's source: its actor's (`names`, by id), or else its words."""
    if statement.source is None:
        return None
    words = statement.source.span.of(text) if statement.source.span else None
    return names.get(statement.source.actor or "") or words


def words_of(statement: Statement) -> tuple[Span, ...]:
    """The places of all words that belong to a statement."""
    return tuple(span for _, _, span in _roles(statement))


def _sort_out(paragraphs: Sequence[Span], things: Iterable[tuple[Span, Thing]]) -> dict[int, list[Thing]]:
    """Sort things to the paragraphs that their spans meet; one that meets none goes to the paragraph after it."""
    starts = [paragraph.start for paragraph in paragraphs]
    ends = [paragraph.end for paragraph in paragraphs]
    sorted_out: defaultdict[int, list[Thing]] = defaultdict(list)
    for span, thing in things:
        first, last = bisect_right(ends, span.start), bisect_left(starts, span.end)
        for at in range(first, max(last, first + 1)):
            sorted_out[at].append(thing)
    return sorted_out


def _marks(reading: Reading, notes: Iterable[Note]) -> Iterator[Mark]:
    for note in notes:
        yield from _statement_marks(note)
    for event in reading.events:
        yield from (Mark(role, span, of=event.id, name=name) for role, name, span in _event_words(event))
    for link in reading.article.links:
        yield Mark("link", link.span, url=link.url)


def _statement_marks(note: Note) -> Iterator[Mark]:
    first, leading = lead(note.statement), _leading_role(note.statement)
    for role, name, span in _roles(note.statement):
        leads = first == span and role == leading
        yield Mark(role, span, note.statement.id, note.number, note.depth, leads=leads, name=name)


def address_of(thing: Statement | Event, name: str) -> str:
    """The id by which the page leads to words of a statement or event ("condition", "due", "actor-2")."""
    leads = isinstance(thing, Statement) and name == _leading_role(thing)
    return thing.id if leads else f"{thing.id}-{name}"


def _leading_role(statement: Statement) -> Role:
    return "content" if statement.content.spans else "cue" if statement.cue.spans else "source"


def _roles(statement: Statement) -> Iterator[tuple[Role, str, Span]]:
    """The words of a statement: their role, the name by which they are led to, and where they stand."""
    yield from _numbered_words("content", "content", statement.content.spans)
    yield from _numbered_words("cue", "cue", statement.cue.spans)
    source = statement.source.span if statement.source else None
    # The originator is the source itself, most often in the same words.
    hops = enumerate(statement.chain, 1)
    yield from (("hop", f"hop-{number}", hop.span) for number, hop in hops if hop.span and hop.span != source)
    yield from _numbered_words("party", "addressee", [party.span for party in statement.addressee])
    condition, certainty, earlier = statement.condition, statement.certainty, statement.earlier
    once: tuple[tuple[Role, str, Span | None], ...] = (
        ("source", "source", source),
        ("condition", "condition", condition.span if condition else None),
        ("certainty", "certainty", certainty.cue if certainty else None),
        ("stance", "stance", statement.stance_span),
        ("date", "said-on", statement.said_on.span if statement.said_on else None),
        ("date", "due", statement.due.span if statement.due else None),
        ("date", "earlier", earlier.span if earlier else None),
    )
    yield from ((role, name, span) for role, name, span in once if span)


def _event_words(event: Event) -> Iterator[tuple[Role, str, Span]]:
    """The words of an event, likewise."""
    yield "event", "event", event.trigger
    yield from _numbered_words("party", "actor", [party.span for party in event.actor])
    yield from _numbered_words("party", "recipient", [party.span for party in event.recipient])
    if event.place:
        yield "party", "place", event.place.span
    if event.date and event.date.span:
        yield "date", "date", event.date.span


def _numbered_words(role: Role, name: str, spans: Iterable[Span | None]) -> Iterator[tuple[Role, str, Span]]:
    """The first has the name alone, a second "-2" behind it."""
    for number, span in enumerate(spans, 1):
        if span:
            yield role, name if number == 1 else f"{name}-{number}", span


def weave(text: str, within: Span, marks: Iterable[Mark]) -> tuple[str | Piece, ...]:
    """Give the words of `within` as text and pieces of the marks that meet it, each inside the one around it."""
    queue: list[tuple[int, int, int, int, Span, Mark]] = []
    for order, mark in enumerate(marks):
        _put(queue, order, mark, _cut(mark.span, within))
    return tuple(_weave(text, within, queue))


def _weave(text: str, within: Span, queue: list[tuple[int, int, int, int, Span, Mark]]) -> Iterator[str | Piece]:
    at = within.start
    while queue:
        *_, span, mark = heapq.heappop(queue)
        if span.start > at:
            yield text[at : span.start]
        inner: list[tuple[int, int, int, int, Span, Mark]] = []
        while queue and queue[0][0] < span.end:
            _, _, _, order, crossing, other = heapq.heappop(queue)
            _put(inner, order, other, _cut(crossing, span))
            _put(queue, order, other, Span(max(crossing.start, span.end), crossing.end))
        opens, closes = span.start == mark.span.start, span.end == mark.span.end
        yield Piece(mark, opens, closes, tuple(_weave(text, span, inner)))
        at = span.end
    if at < within.end:
        yield text[at : within.end]


def _cut(span: Span, within: Span) -> Span:
    return Span(max(span.start, within.start), min(span.end, within.end))


def _put(queue: list[tuple[int, int, int, int, Span, Mark]], order: int, mark: Mark, span: Span) -> None:
    """Queue a mark's span (outer before inner, by start), unless nothing of it is left."""
    if span.start < span.end:
        heapq.heappush(queue, (span.start, -span.end, _OUTER_FIRST.index(mark.role), order, span, mark))
