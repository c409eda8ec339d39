"""Words that an earlier report had of the same speaker: told again, they answer nothing that was said since."""

from __future__ import annotations

from collections.abc import Container, Iterator

import numpy as np

from according.comparison.bonds import Bond, Thing
from according.comparison.groups import Group
from according.comparison.reports import Report, Vector
from according.comparison.speakers import same_speaker, speaks_for
from according.comparison.wording import likeness
from according.findings import Passage
from according.model import Date, Statement

# How alike two statements must be before they are compared word by word, and how much of the words must agree; words
# of which it is not known whose they are must agree nearly all.
_ALIKE, _KEPT, _KEPT_WHOLE, _WORDS = 0.7, 0.7, 0.9, 4


def retold(earlier: Report, later: Report, answers: Container[str]) -> Iterator[Bond]:
    """What a later report tells again of what an earlier one had, and whether it was an answer there (`answers`)."""
    first, again = list(earlier.reading.statements), list(later.reading.statements)
    if earlier is later or not first or not again:
        return
    alike = _vectors(later, again) @ _vectors(earlier, first).T
    for row, column in zip(*np.nonzero(alike >= _ALIKE), strict=True):
        one, other = again[row], first[column]
        if _is_the_same(later, one, earlier, other):
            weight = round(min(float(alike[row, column]), 1.0), 3)
            data = {"answer": other.id in answers, "day": day_of(earlier, other.id)}
            why = "It stood in an earlier report."
            yield Bond("retold", later.thing(one.id), earlier.thing(other.id), weight, why, data)
            yield Bond("retelling", earlier.thing(other.id), later.thing(one.id), weight, why)


def _vectors(report: Report, statements: list[Statement]) -> Vector:
    return np.stack([report.vector(one.id) for one in statements])


def _is_the_same(report: Report, one: Statement, other: Report, against: Statement) -> bool:
    like = likeness(report.words(one), other.words(against))
    if like.words < _WORDS:
        return False
    if same_speaker(report, one, other, against) or speaks_for(report, one, other, against):
        return like.kept >= _KEPT
    names = report.source_name(one), other.source_name(against)
    return names[0] == names[1] and like.kept >= _KEPT_WHOLE


def first_told(group: Group, member: Thing) -> str:
    """The day of the first report that had what a member says; "" where it is the first itself."""
    days = [str(bond.data["day"]) for bond in group.bearing("retold") if bond.left == member]
    return min(days, default="")


def answers_again(group: Group, member: Thing) -> bool:
    """Whether a member is told again from a report in which it is an answer already."""
    return any(bond.data["answer"] for bond in group.bearing("retold") if bond.left == member)


def retellings(group: Group, member: Thing) -> tuple[Passage, ...]:
    """The words of later reports that tell a member again."""
    there = {bond.right for bond in group.bearing("retelling") if bond.left == member}
    ordered = sorted(there, key=lambda thing: (group.report(thing).order, thing.id))
    return tuple(group.report(thing).quote(group.report(thing).statements[thing.id]) for thing in ordered)


def day_of(report: Report, number: str) -> str:
    """The day on which something was said or done, as far as the text says; else that of the report."""
    return day_named(report, number) or report.day


def day_named(report: Report, number: str) -> str:
    """The day on which the text says that something was said or done; "" where it does not."""
    statement, event = report.statements.get(number), report.events.get(number)
    told: Date | None = statement.said_on if statement else event.date if event else None
    if told and told.start and told.basis == "text" and told.precision == "day":
        return min(told.start[:10], report.day or told.start[:10])
    return ""
