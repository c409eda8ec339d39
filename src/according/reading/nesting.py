"""Statements inside statements: contents are read again, and each statement's chain goes on with its outer one's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from according.language import ParsedText
from according.model import Article, Hop, Span, identify
from according.reading.attributions import Attribution, find_attributions, find_within
from according.reading.binding import find_binding
from according.reading.chains import chain
from according.reading.citing import cited
from according.reading.clauses import find_in_clauses, find_plain
from according.reading.grammar import tokens_at
from according.reading.marks import find_marked
from according.reading.mending import mended
from according.reading.sayings import sayings
from according.reading.stacking import find_according, stacked
from according.reading.statements import adds_nothing, is_saying, is_statement

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
    known = _known(parsed, find_attributions(parsed))
    top = _outermost(known)
    layer = [_nested(article, parsed, attribution, top, None, None) for attribution in top]
    met: set[str] = set()
    for _ in range(DEEPEST):
        # Two contents that overlap may both hold the same words; a statement is told inside the first.
        layer = [nested for nested in layer if nested.id not in met]
        met |= {nested.id for nested in layer}
        yield from layer
        # What is told inside a report is told by the one whom the report cites, where it cites somebody.
        tellers = [_citing(article, parsed, nested) or nested for nested in layer]
        yield from (teller for teller, nested in zip(tellers, layer, strict=True) if teller is not nested)
        contents = [(teller, span) for teller in tellers for span in teller.attribution.content]
        inner = _inside(parsed, [span for _, span in contents], known)
        layer = [
            _nested(article, parsed, attribution, siblings, outer, span)
            for (outer, span), siblings in zip(contents, inner, strict=True)
            for attribution in siblings
            if attribution.content != outer.attribution.content
            and not adds_nothing(parsed, attribution, outer.attribution)
        ]


def _citing(article: Article, parsed: ParsedText, report: Nested) -> Nested | None:
    """The statement of the one whom a report cites."""
    found = cited(parsed, report.attribution)
    if found is None:
        return None
    return _nested(article, parsed, found, (report.attribution,), report, None)


def _known(parsed: ParsedText, found: Sequence[Attribution]) -> list[Attribution]:
    """The statements of a text before it is read again: those of the model, and those that marks and grammar show."""
    marked = list(find_marked(parsed))
    told = [mended(parsed, one, found) for one in found if not _meets_any(one, marked)]
    told = [one for one in told if is_statement(parsed, one)]
    told += [one for one in find_according(parsed) if not _meets_any(one, told)]
    known = stacked(parsed, [*told, *marked])
    contents = [span for one in known for span in one.content]
    plain = [one for one in find_plain(parsed) if not _meets_any(one, (*found, *known)) and is_statement(parsed, one)]
    known += [one for one in plain if not any(span.meets(one.cue[0]) for span in contents)]
    return [*known, *(one for one in find_binding(parsed) if not _meets_any(one, known))]


def _inside(
    parsed: ParsedText, spans: Sequence[Span], known: Sequence[Attribution]
) -> tuple[tuple[Attribution, ...], ...]:
    """What is told inside each content: what is known already, what the model finds, and what the grammar shows."""
    shown = find_in_clauses(parsed, spans)
    open_ones = [number for number, span in enumerate(spans) if _has_more(parsed, span, shown[number])]
    learned = dict(zip(open_ones, find_within(parsed, [spans[number] for number in open_ones]), strict=True))
    rows = enumerate(zip(spans, shown, strict=True))
    return tuple(_merged(parsed, span, learned.get(number, ()), row, known) for number, (span, row) in rows)


def _has_more(parsed: ParsedText, span: Span, shown: Sequence[Attribution]) -> bool:
    """Whether a content has a word of saying beside those that the grammar explains: only then it is read again."""
    explained = {token.i for one in shown for cue in one.cue for token in tokens_at(parsed, cue)}
    return sayings().says([token for token in tokens_at(parsed, span) if token.i not in explained])


def _merged(
    parsed: ParsedText,
    span: Span,
    learned: Sequence[Attribution],
    shown: Sequence[Attribution],
    known: Sequence[Attribution],
) -> tuple[Attribution, ...]:
    met = [one for one in known if all(span.holds(part) for part in (*one.source, *one.cue, *one.content))]
    said = [mended(parsed, one, learned, span) for one in learned if not _meets_any(one, met)]
    met += [one for one in said if is_saying(parsed, one) and is_statement(parsed, one)]
    met += [one for one in shown if not _meets_any(one, met) and is_statement(parsed, one)]
    return _outermost(met)


def _meets_any(one: Attribution, others: Sequence[Attribution]) -> bool:
    return any(mine.meets(theirs) for other in others for mine in one.cue for theirs in other.cue)


def _outermost(found: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Those whose cue stands in no other's content; the others are found in the next layer."""
    return tuple(
        one
        for one in found
        if not any(span.holds(_place(one)) for other in found if other is not one for span in other.content)
    )


def _place(found: Attribution) -> Span:
    return (found.cue or found.source or found.content)[0]


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
