"""Statements inside statements: contents are read again, and each statement's chain goes on with its outer one's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from according.language import ParsedText
from according.model import Article, Hop, Span, identify
from according.reading.attributions import Attribution, find_attributions, find_within
from according.reading.chains import chain

# Contents are read again inside contents this often: an outlet relaying an agency relaying an official is three deep.
DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Nested:
    """An attribution with the statement inside which it is told, if any, and its source chain."""

    id: str
    attribution: Attribution
    outer: Nested | None
    chain: tuple[Hop, ...]


def nest(article: Article, parsed: ParsedText) -> Iterator[Nested]:
    """Find the attributions of a text and those inside their contents, outer ones first."""
    found = find_attributions(parsed)
    layer = [_nested(article, parsed, attribution, found, None, None) for attribution in found]
    met: set[str] = set()
    for _ in range(DEEPEST):
        # Two contents that overlap may both hold the same words; a statement is told inside the first.
        layer = [nested for nested in layer if nested.id not in met]
        met |= {nested.id for nested in layer}
        yield from layer
        contents = [(nested, span) for nested in layer for span in nested.attribution.content]
        inner = find_within(parsed, [span for _, span in contents])
        layer = [
            _nested(article, parsed, attribution, siblings, outer, span)
            for (outer, span), siblings in zip(contents, inner, strict=True)
            for attribution in siblings
            if attribution.content != outer.attribution.content
        ]


def _nested(
    article: Article,
    parsed: ParsedText,
    found: Attribution,
    siblings: tuple[Attribution, ...],
    outer: Nested | None,
    within: Span | None,
) -> Nested:
    hops = chain(article, parsed, found, siblings, within, outer.chain if outer else ())
    number = identify("statement", article.id, str(found.source), str(found.cue), str(found.content))
    return Nested(number, found, outer, hops)
