"""A telling: one report's statement of something, with what tells on which occasion it was said and through whom."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from according.comparison.reports import Report
from according.model import Actor, Date, Hop, Span, Statement

# News tells of what was said on its day or the two before, unless it says otherwise.
_FRESH = timedelta(days=2)
_LOOKS_BACK = re.compile(r"\b(had|once|previously|earlier|formerly)\b", re.IGNORECASE)
_ARTICLE = re.compile(r"^(the|a|an)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Telling:
    """A statement in its report, prepared for the question who had it first.

    Attributes:
        speaker: whose words they are; None where the text leaves it open.
        called: the words that stand for the source.
        day: the day of saying, where the report names it.
        first, last: between which days it must have been said ("": open).
        looks_back: it tells of a saying of earlier, not of one that is its news.
    """

    report: Report
    statement: Statement
    speaker: Actor | None
    called: str | None
    day: Date | None
    first: str
    last: str
    looks_back: bool

    @property
    def named(self) -> Actor | None:
        """The speaker, where it is a known actor and not an unnamed voice."""
        return self.speaker if self.speaker and self.speaker.kind != "unnamed" else None

    @property
    def publisher(self) -> str | None:
        """The outlet of the report."""
        return self.report.reading.article.publisher

    def hops(self, role: str) -> Iterator[Hop]:
        """The hops of its chain that have a role."""
        return (hop for hop in self.statement.chain if hop.role == role)

    @property
    def venue(self) -> Hop | None:
        """Where it was said, as its chain or a neighbouring statement of the same speaker names it."""
        return next(self.hops("venue"), None)

    def sentence(self) -> Span:
        """The stretch of text from the sentence of its source or cue to the end of its content's."""
        spans = [*self.statement.cue.spans, *self.statement.content.spans]
        if self.statement.source and self.statement.source.span:
            spans.append(self.statement.source.span)
        first, last = min(spans), max(spans, key=lambda span: span.end)
        return Span(self.report.sentence(first).start, self.report.sentence(last).end)


def tellings(said: Iterable[tuple[Report, Statement]]) -> list[Telling]:
    """Prepare statements in the order of publication; of one inside another only the one that has the speaker."""
    here = sorted(said, key=lambda pair: (pair[0].order, pair[0].place_of(pair[1]), pair[1].id))
    return [telling(report, statement) for report, statement in _without_frames(here)]


def telling(report: Report, statement: Statement) -> Telling:
    """Prepare one statement."""
    looks_back = bool(statement.earlier) or bool(_LOOKS_BACK.search(_cue(report, statement)))
    speaker = report.speaker(statement)
    day = stated_day(statement) or (None if looks_back else _carried(report, statement, speaker))
    first, last = _window(report, statement, day, looks_back)
    return Telling(report, statement, speaker, report.source_name(statement), day, first, last, looks_back)


def stated_day(statement: Statement) -> Date | None:
    """The day of saying where the text names a single one."""
    said = statement.said_on
    if said and said.basis == "text" and said.start and said.end and said.start[:10] == said.end[:10]:
        return said if said.precision in ("day", "instant") else None
    return None


def outlet_key(name: str) -> str:
    """An outlet's name folded, without its article."""
    return _ARTICLE.sub("", " ".join(name.split())).casefold()


def is_press(telling: Telling) -> bool:
    """Whether the one who speaks is a paper, a broadcaster or an agency, which has it from someone else."""
    return telling.speaker is not None and telling.speaker.sector == "JRN" and telling.speaker.kind == "organisation"


def _cue(report: Report, statement: Statement) -> str:
    return " ".join(span.of(report.text) for span in statement.cue.spans)


def _carried(report: Report, statement: Statement, speaker: Actor | None) -> Date | None:
    """The day that the last statement of the same speaker before this one names: "He said on Monday … He added"."""
    if speaker is None:
        return None
    place, found = report.place_of(statement), None
    for other in report.reading.statements:
        if report.place_of(other).start < place.start and report.speaker(other) == speaker:
            looks_back = other.earlier or _LOOKS_BACK.search(_cue(report, other))
            found = (stated_day(other) if not looks_back else None) or found
    return found


def _window(report: Report, statement: Statement, day: Date | None, looks_back: bool) -> tuple[str, str]:
    if day and day.start:
        return day.start[:10], day.start[:10]
    said = statement.said_on
    if said and said.basis == "text" and said.start:
        return said.start[:10], (said.end or report.day)[:10]
    if looks_back or not report.day:
        return "", report.day
    return (date.fromisoformat(report.day) - _FRESH).isoformat(), report.day


def _without_frames(said: Sequence[tuple[Report, Statement]]) -> Iterator[tuple[Report, Statement]]:
    """Leave out the frame around another's words, and a speaker's own words told as if they were a second saying."""
    given = {(report.id, statement.id): (report, statement) for report, statement in said}
    dropped = set()
    for report, inner in said:
        if inner.within and (report.id, inner.within) in given:
            outer = report.statements[inner.within]
            speaker = report.speaker(inner)
            of_its_own = speaker is not None and speaker.kind != "unnamed" and speaker != report.speaker(outer)
            of_its_own = of_its_own or bool((frame := report.speaker(outer)) and frame.sector == "JRN")
            dropped.add((report.id, outer.id if of_its_own else inner.id))
    return (pair for key, pair in given.items() if key not in dropped)
