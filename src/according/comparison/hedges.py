"""How surely a saying or claim is told at each stop of its way, and where "may" became "will".

Bands are those of ICD 203; None is said flatly. What counts is how far a band stands from an even chance, on either
side of it: "unlikely" that becomes "will not" has hardened as much as "likely" that becomes "will".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from according.comparison.reports import Report
from according.findings import Journey, Stop, Travel
from according.model import Band, Certainty, Span, Statement

# A distance without a figure ("reportedly") commits the one who tells it to no more than an even chance.
_HARDNESS: dict[Band | None, int] = {
    "unsaid": 0,
    "even": 0,
    "likely": 1,
    "unlikely": 1,
    "very likely": 2,
    "very unlikely": 2,
    "remote": 3,
    "certain": 3,
    None: 4,
}  # fmt: skip


_LEFT_OPEN = re.compile(r"\bwhether\b", re.IGNORECASE)


def harder(one: Band | None, other: Band | None) -> bool:
    """Whether the second band is nearer to certainty than the first, towards yes or no."""
    return _HARDNESS[other] > _HARDNESS[one]


def hardens(first: Band | None, then: Band | None, words: str, statement: Statement) -> bool:
    """Whether the words of a statement are told more surely than they first were. "Over whether it broke the rules"
    leaves open what it tells, and whoever names his source keeps the distance of "reportedly".
    """
    names_source = first == "unsaid" and bool(statement.chain)
    return harder(first, then) and not names_source and not _LEFT_OPEN.search(words)


def certainty_of(statement: Statement, part: Span | None = None) -> Certainty | None:
    """How surely a statement is said, or a part of it: a hedge in another sentence does not count."""
    certainty = statement.certainty
    if certainty is None or part is None or part.holds(certainty.cue):
        return certainty
    elsewhere = any(span.holds(certainty.cue) for span in statement.content.spans)
    return None if elsewhere and not part.meets(certainty.scope) else certainty


def stop(report: Report, statement: Statement, part: Span | None = None) -> Stop:
    """One stop: the words that are told there, and in which band."""
    certainty = certainty_of(statement, part)
    passage = report.passage(part or report.place_of(statement), statement=statement.id)
    cue = report.passage(certainty.cue, statement=statement.id) if certainty else None
    return Stop(passage, certainty.band if certainty else None, cue)


def journey(told: Iterable[tuple[Report, Statement]]) -> Journey | None:
    """The way of a saying or claim through its statements, in any order; None where nobody hedged it."""
    ordered = sorted(told, key=lambda pair: (pair[0].order, pair[0].place_of(pair[1]), pair[1].id))
    return travelled([(report, statement, None) for report, statement in ordered])


def travelled(told: Sequence[tuple[Report, Statement, Span | None]]) -> Journey | None:
    """The way through statements, or parts of them, in the order of travel; None where there is but one, or nobody
    hedged.

    Each stop is held against the first: what hardened on the way and softened again has hardened.
    """
    stops = [stop(*one) for one in told]
    if len(stops) < 2 or all(one.band is None for one in stops):
        return None
    first = stops[0].band
    harder_ones = (
        one for one, (_, said, _) in zip(stops, told, strict=True) if hardens(first, one.band, one.passage.words, said)
    )
    hardened = next(harder_ones, None)
    softened = any(harder(one.band, first) for one in stops)
    change: Travel = "hardened" if hardened else "softened" if softened else "held"
    return Journey(tuple(stops), change, hardened.passage.statement if hardened else None)
