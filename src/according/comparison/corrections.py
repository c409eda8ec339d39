"""Numbers that are said to be others: "five certificates, not six", of what the same story tells elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from according.comparison.assertions import Assertion, assertions, one_side
from according.comparison.counts import rejected
from according.comparison.disputes import Opposed, can_be_disputed, comes_after, name_of
from according.comparison.likeness import likeness
from according.comparison.remarks import Remark, remarks
from according.comparison.reports import Report
from according.comparison.stories import WEAK


def numbers_rejected(by: Report, against: Report) -> Iterator[Opposed]:
    """What somebody says to be another number than an assertion gives."""
    for one in _in_question(by, against):
        for speaker in assertions(by).all:
            if _rejects(speaker.words, one) and comes_after(speaker, one) and not one_side(speaker, one):
                why = f"{name_of(speaker)} says that it is another number."
                yield Opposed(speaker, one, "correction", why, True, 0.6)


def numbers_remarked_on(by: Report, against: Report) -> Iterator[tuple[Remark, Assertion]]:
    """What the writer himself says to be another number than an assertion gives."""
    for one in _in_question(by, against):
        for remark in remarks(by):
            after = one.place.end <= remark.span.start if by.id == against.id else by.day >= against.day
            if after and _rejects(remark.span.of(by.text), one):
                yield remark, one


def _in_question(by: Report, against: Report) -> list[Assertion]:
    """The assertions of a report that give numbers, if the other rejects any and both are of one story."""
    if not rejected(by.text) or (by.id != against.id and likeness(*sorted((by, against), key=_order)).total < WEAK):
        return []
    return [one for one in assertions(against).all if can_be_disputed(one) and one.counts]


def _rejects(words: str, one: Assertion) -> bool:
    """Whether words reject a number that an assertion gives, and tell of the same thing."""
    numbers, told = rejected(words), one.telling_words(words) & one.telling_words(one.words)
    return bool(told) and any(count.number in numbers for count in one.counts)


def _order(report: Report) -> tuple[str, str]:
    return report.order
