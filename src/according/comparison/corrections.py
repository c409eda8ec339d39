"""Numbers that are said to be others: "five certificates, not six", of what the same story tells elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from according.comparison.assertions import Assertion, assertions, one_side
from according.comparison.concepts import concept
from according.comparison.counts import rejected
from according.comparison.disputes import Opposed, can_be_disputed, comes_after, name_of
from according.comparison.likeness import likeness
from according.comparison.remarks import Remark, remarks
from according.comparison.reports import Report
from according.comparison.speakers import of_one_voice
from according.comparison.stories import WEAK
from according.comparison.wording import numbers

# How alike two reports must be, and how many telling words one must share, where a number is only told to be given.
_ALIKE, _SHARED = 0.3, 2


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


def numbers_put(by: Report, against: Report) -> Iterator[tuple[Remark, Assertion]]:
    """The numbers that somebody is told to give ("put the toll at nine"), and the assertions that give others."""
    put = [remark for remark in remarks(by) if remark.kind == "number" and remark.who]
    if not put or (by.id != against.id and likeness(*sorted((by, against), key=_order)).total < _ALIKE):
        return
    for remark in put:
        words = remark.span.of(by.text)
        for one in assertions(against).all:
            after = one.place.end <= remark.span.start if by.id == against.id else by.day >= against.day
            if after and can_be_disputed(one) and _is_anothers(remark, one) and _gives_other(words, one):
                yield remark, one


def _is_anothers(remark: Remark, one: Assertion) -> bool:
    return one.speaker is None or remark.who is None or not of_one_voice(one.speaker, remark.who)


def _gives_other(words: str, one: Assertion) -> bool:
    """Whether words that give a number give another than an assertion, of what both tell of."""
    told = one.telling_words(words) & one.telling_words(one.words)
    units = frozenset().union(*(count.things for count in one.counts))
    is_of_it = bool({concept(unit) for unit in units} & told) or "dead" in told
    return (
        len(told) >= _SHARED
        and is_of_it
        and bool(numbers(words))
        and not numbers(words) <= {one.number for one in one.counts}
    )


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
