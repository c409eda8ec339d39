"""What people judged, as the desk shows it: the person's word first, the machine's beside it, with who and when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from according.comparison.judged import (
    EVENT_FIELDS,
    INFORMATION_GRADE,
    INFORMATION_GRADES,
    SOURCE_GRADE,
    SOURCE_GRADES,
    STATEMENT_FIELDS,
    Verdicts,
    as_judged,
    word_of,
)
from according.model import Act, Band, Event, EventStatus, EventType, HopRole, Judgement, Reading, Statement
from according.record import judgements
from according.record.answers import Judged
from according.record.record import Record

# What a part can be, where that is one of a few words.
CHOICES: Mapping[str, Sequence[str]] = {
    "act": get_args(Act),
    "certainty": get_args(Band),
    "chain": get_args(HopRole),
    "type": get_args(EventType),
    "status": get_args(EventStatus),
    SOURCE_GRADE: SOURCE_GRADES,
    INFORMATION_GRADE: INFORMATION_GRADES,
}
GRADES = (SOURCE_GRADE, INFORMATION_GRADE)


@dataclass(frozen=True, slots=True)
class Told:
    """A reading with what people said of it.

    Attributes:
        machine: the reading as the machine has it.
        reading: the same as people judged it.
        given: the judgements on each thing, the last first.
    """

    machine: Reading
    reading: Reading
    given: Mapping[str, Sequence[Judged]]

    @property
    def rejected(self) -> list[Statement]:
        """The statements that people rejected."""
        kept = {one.id for one in self.reading.statements}
        return [one for one in self.machine.statements if one.id not in kept]

    @property
    def rejected_events(self) -> list[Event]:
        """The events that people rejected."""
        kept = {one.id for one in self.reading.events}
        return [one for one in self.machine.events if one.id not in kept]

    @property
    def lost(self) -> list[Judged]:
        """The judgements whose words the reading has no more."""
        all_given = {one.judgement.id: one for given in self.given.values() for one in given}
        return [one for one in all_given.values() if one.anchoring.state == "lost"]

    def holding(self, thing: str) -> list[Judged]:
        """The judgement that holds of each part of a thing, the last first."""
        last: dict[str | None, Judged] = {}
        for one in self.given.get(thing, ()):
            last.setdefault(one.judgement.field, one)
        return list(last.values())

    def last(self, thing: str, field: str | None) -> Judgement | None:
        """The judgement that holds of one part."""
        found = (one.judgement for one in self.given.get(thing, ()) if one.judgement.field == field)
        return next(found, None)

    def parts(self, thing: Statement | Event) -> list[tuple[str, Any, Any]]:
        """The parts of a statement or event that can be judged, with the machine's word and the one that holds."""
        fields = STATEMENT_FIELDS if isinstance(thing, Statement) else EVENT_FIELDS
        now: dict[str, Statement | Event] = {one.id: one for one in self.reading.statements}
        now |= {one.id: one for one in self.reading.events}
        then = now.get(thing.id, thing)
        return [(field, word_of(thing, field, self.machine), word_of(then, field, self.reading)) for field in fields]


def told(record: Record, article: str) -> Told:
    """The reading of an article with what people said of it.

    Raises:
        NotOnRecordError: there is no such article.
    """
    machine = record.reading(article)
    with record.asking() as connection:
        bearing = judgements.bearing_on(connection, [article])[article]
    verdicts = Verdicts(bearing)
    given: defaultdict[str, list[Judged]] = defaultdict(list)
    for one in sorted(bearing, key=lambda one: (one.judgement.at, one.judgement.id), reverse=True):
        for thing in {one.judgement.target, one.anchoring.target} - {None}:
            given[str(thing)].append(one)
    return Told(machine, as_judged(machine, verdicts), given)
