"""The parts of what is said: one sentence each, since each sentence of a speech travels by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from according.comparison.sentences import sentences
from according.model import Span, Statement, identify

_ENDED = re.compile(r"[.!?…][\"'”’»)]*\s*[\"'“‘«]?$")
_FIRST_PERSON = frozenset("i we me us my our mine ours myself ourselves".split())
# Of a content that others' contents make up for the most part nothing is left that is its own.
_MOSTLY = 0.6


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence of a statement's content, or the whole content where it is one.

    Attributes:
        id: the statement's where it has but one part, else the part's own.
        spans: where its words stand; several where something interrupts them.
    """

    id: str
    statement: Statement
    spans: tuple[Span, ...]

    @property
    def place(self) -> Span:
        """The stretch of text from its first word to its last."""
        return Span(self.spans[0].start, self.spans[-1].end)

    def words(self, text: str) -> str:
        """Its words, whatever interrupts them left out."""
        return " ".join(span.of(text) for span in self.spans)


def parts_of(article: str, text: str, statements: Sequence[Statement]) -> dict[str, Part]:
    """The parts of all statements by their ids, in the order of the statements; words told twice are given once.

    "The agency quotes him as saying X" is two statements, and X belongs to him; "We say X" inside his own quotation
    is still his, and belongs to the quotation.
    """
    by_id = {statement.id: statement for statement in statements}
    own = [one for one in statements if not _repeats(one, by_id, text)]
    found = {}
    for statement in own:
        inner = [span for other in own if other.within == statement.id for span in other.content.spans]
        for part in _parts(article, text, statement):
            if not _made_up_of(part.spans, inner):
                found[part.id] = part
    return found


def _repeats(statement: Statement, by_id: dict[str, Statement], text: str) -> bool:
    """Whether a nested statement only says again whose words the statement around it gives."""
    outer = by_id.get(statement.within or "")
    if outer is None or statement.source is None:
        return False
    if statement.source.actor and outer.source and statement.source.actor == outer.source.actor:
        return True
    span = statement.source.span
    return span is not None and span.of(text).casefold() in _FIRST_PERSON


def _parts(article: str, text: str, statement: Statement) -> Iterator[Part]:
    said = list(_sentences(text, statement.content.spans))
    if len(said) == 1:
        yield Part(statement.id, statement, statement.content.spans)
        return
    for spans in said:
        yield Part(identify("words", article, f"{spans[0].start}-{spans[-1].end}"), statement, tuple(spans))


def _sentences(text: str, spans: Sequence[Span]) -> Iterator[list[Span]]:
    """The spans of each sentence of a content, those together that go on after an interruption."""
    sentence: list[Span] = []
    for span in spans:
        for number, piece in enumerate(sentences(span.of(text))):
            if sentence and (number or _ended(text, sentence[-1], span)):
                yield sentence
                sentence = []
            sentence.append(Span(span.start + piece.start, span.start + piece.end))
    yield sentence or list(spans)


def _ended(text: str, before: Span, after: Span) -> bool:
    """Whether a sentence ended before or in what interrupts a content: "…,” he said. “They …"."""
    return bool(_ENDED.search(before.of(text)) or _ENDED.search(text[before.end : after.start]))


def _made_up_of(spans: Iterable[Span], inner: Sequence[Span]) -> bool:
    mine = {place for span in spans for place in range(*span)}
    theirs = {place for span in inner for place in range(*span)}
    return bool(mine) and len(mine & theirs) >= _MOSTLY * len(mine)
