"""Statements inside statements: contents are read again, and each statement's chain goes on with its outer one's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from according.language import ParsedText
from according.model import Article, Hop, Span, identify
from according.reading.attributions import Attribution, find_attributions, find_within
from according.reading.chains import chain
from according.reading.clauses import find_in_clauses, is_saying
from according.reading.stacking import unstacked

# Contents are read again inside contents this often: an outlet relaying an agency relaying an official is three deep.
DEEPEST = 3
# Set on the shared gold paragraphs, which annotate fewer attitudes than the corpus that the model learned from.
SURE = 0.85


@dataclass(frozen=True, slots=True)
class Nested:
    """An attribution with the statement inside which it is told, if any, and its source chain."""

    id: str
    attribution: Attribution
    outer: Nested | None
    chain: tuple[Hop, ...]


def nest(article: Article, parsed: ParsedText) -> Iterator[Nested]:
    """Find the attributions of a text and those inside their contents, outer ones first."""
    found = [one for one in unstacked(parsed, find_attributions(parsed)) if _is_sure(parsed, one)]
    layer = [_nested(article, parsed, attribution, found, None, None) for attribution in found]
    met: set[str] = set()
    for _ in range(DEEPEST):
        # Two contents that overlap may both hold the same words; a statement is told inside the first.
        layer = [nested for nested in layer if nested.id not in met]
        met |= {nested.id for nested in layer}
        yield from layer
        contents = [(nested, span) for nested in layer for span in nested.attribution.content]
        inner = _inside(parsed, [span for _, span in contents])
        layer = [
            _nested(article, parsed, attribution, siblings, outer, span)
            for (outer, span), siblings in zip(contents, inner, strict=True)
            for attribution in siblings
            if attribution.content != outer.attribution.content
        ]


def _inside(parsed: ParsedText, spans: Sequence[Span]) -> tuple[tuple[Attribution, ...], ...]:
    """What is told inside each content: sayings that the model finds, and those that the grammar alone shows."""
    learned, shown = find_within(parsed, spans), find_in_clauses(parsed, spans)
    return tuple(
        _outermost([*said, *(one for one in clear if not _meets_any(one, said))])
        for said, clear in zip(([one for one in row if is_saying(parsed, one)] for row in learned), shown, strict=True)
    )


def _is_sure(parsed: ParsedText, found: Attribution) -> bool:
    """Whether to take an attribution: where its cue is no word of saying ("loved"), the model must be sure."""
    return found.score >= SURE or not found.cue or is_saying(parsed, found)


def _meets_any(one: Attribution, others: Sequence[Attribution]) -> bool:
    return any(mine.meets(theirs) for other in others for mine in one.cue for theirs in other.cue)


def _outermost(found: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Those whose cue stands in no other's content; the others are found in the next layer."""
    return tuple(
        one
        for one in found
        if not any(span.holds(one.cue[0]) for other in found if other is not one for span in other.content)
    )


def _nested(
    article: Article,
    parsed: ParsedText,
    found: Attribution,
    siblings: Sequence[Attribution],
    outer: Nested | None,
    within: Span | None,
) -> Nested:
    hops = chain(article, parsed, found, siblings, within, outer.chain if outer else ())
    number = identify("statement", article.id, str(found.source), str(found.cue), str(found.content))
    return Nested(number, found, outer, hops)
