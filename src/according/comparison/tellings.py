"""A telling: one report's statement of something, with what tells on which occasion it was said and through whom."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlsplit

from according.comparison.reports import Report
from according.model import Actor, Date, Hop, Span, Statement

# News tells of what was said on its day or the two before, unless it says otherwise.
FRESH = timedelta(days=2)
_LOOKS_BACK = re.compile(r"\b(?:had|has|have|once|previously|earlier|formerly)\b", re.IGNORECASE)
# A saying that is named, not told ("his threat to …"), may be of any day.
_NAMED_SAYING = re.compile(r"^(?:threat|promise|pledge|offer|claim|accusation|charge|denial|warning)s?$", re.IGNORECASE)
_PRESS = re.compile(
    r"\b(?:news)?(?:paper|agency|site|letter)$|\b(?:broadcaster|channel|tabloid|magazine)$", re.IGNORECASE
)
# Words about what another said: the one who recalls them is not whose words they are.
_RETOLD = re.compile(
    r"[“\"‘]?(?:that\s+)?(?:he|she|they)\s+(?:had\s+|has\s+|have\s+)?(?:said|told|promised|swore|sworn|vowed|warned|threatened)\b",
    re.IGNORECASE,
)
_FIRST_PERSON = frozenset({"i", "we"})
_ARTICLE = re.compile(r"^(the|a|an)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Telling:
    """A statement in its report, prepared for the question who had it first.

    Attributes:
        speaker: whose words they are; None where the text leaves it open.
        called: the words that stand for the source.
        day: the day of saying, where the report names it.
        first, last: between which days it must have been said ("": open).
        looks_back: it may tell of a saying of earlier days, not of one that is its news.
        venue: where it was said, as its own words or the report's others on the same speaker name it.
    """

    report: Report
    statement: Statement
    speaker: Actor | None
    called: str | None
    day: Date | None
    first: str
    last: str
    looks_back: bool
    venue: Hop | None

    @property
    def named(self) -> Actor | None:
        """The speaker, where it is a known actor and not an unnamed voice."""
        return self.speaker if self.speaker and self.speaker.kind != "unnamed" else None

    @property
    def publisher(self) -> str:
        """The outlet of the report by its name, else by its host's: "harbour-post.example" is "harbour post"."""
        article = self.report.reading.article
        host = (urlsplit(article.url or "").hostname or "").removeprefix("www.")
        return article.publisher or host.partition(".")[0].replace("-", " ")

    @property
    def outlet(self) -> str:
        """What to call the outlet: by its name, else by the host of its address, else by where the page was."""
        article = self.report.reading.article
        return article.publisher or urlsplit(article.url or "").hostname or article.place.rsplit("/", 1)[-1]

    def hops(self, role: str) -> Iterator[Hop]:
        """The hops of its chain that have a role."""
        return (hop for hop in self.statement.chain if hop.role == role)

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
    looks_back = _looks_back(report, statement)
    speaker = None if _RETOLD.match(report.words(statement)) else report.speaker(statement)
    day = stated_day(statement) or (None if looks_back else _carried_day(report, statement, speaker))
    first, last = _window(report, statement, day, looks_back)
    called, venue = report.source_name(statement), _venue(report, statement, speaker)
    return Telling(report, statement, speaker, called, day, first, last, looks_back, venue)


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
    speaker = telling.speaker
    if speaker is None or speaker.kind == "person":
        return False
    return (speaker.kind == "organisation" and speaker.sector == "JRN") or bool(_PRESS.search(speaker.name))


def _cue(report: Report, statement: Statement) -> str:
    return " ".join(span.of(report.text) for span in statement.cue.spans)


def _looks_back(report: Report, statement: Statement) -> bool:
    cue = _cue(report, statement)
    return bool(statement.earlier or _LOOKS_BACK.search(cue) or _NAMED_SAYING.match(cue))


def _carried_day(report: Report, statement: Statement, speaker: Actor | None) -> Date | None:
    """The day that the last statement of the same speaker before this one names: "He said on Monday … He added"."""
    place, found = report.place_of(statement), None
    for other in _of_speaker(report, speaker):
        if report.place_of(other).start < place.start and not _looks_back(report, other):
            found = stated_day(other) or found
    return found


def _venue(report: Report, statement: Statement, speaker: Actor | None) -> Hop | None:
    own = next((hop for hop in statement.chain if hop.role == "venue"), None)
    if own or _looks_back(report, statement):
        return own
    others = [hop for other in _of_speaker(report, speaker) for hop in other.chain if hop.role == "venue"]
    return others[0] if len({hop.name for hop in others}) == 1 else None


def _of_speaker(report: Report, speaker: Actor | None) -> list[Statement]:
    if speaker is None:
        return []
    return [other for other in report.reading.statements if report.speaker(other) == speaker]


def _window(report: Report, statement: Statement, day: Date | None, looks_back: bool) -> tuple[str, str]:
    if day and day.start:
        return day.start[:10], day.start[:10]
    said = statement.said_on
    if said and said.basis == "text" and said.start:
        return said.start[:10], (said.end or report.day)[:10]
    if looks_back or not report.day:
        return "", report.day
    return (date.fromisoformat(report.day) - FRESH).isoformat(), report.day


def _without_frames(said: Sequence[tuple[Report, Statement]]) -> Iterator[tuple[Report, Statement]]:
    """Leave out the frame around another's words, and a speaker's own words told as if they were a second saying."""
    given = {(report.id, statement.id): (report, statement) for report, statement in said}
    dropped = set()
    for report, inner in said:
        if inner.within and (report.id, inner.within) in given:
            outer = report.statements[inner.within]
            dropped.add((report.id, outer.id if _is_anothers(report, inner, outer) else inner.id))
    return (pair for key, pair in given.items() if key not in dropped)


def _is_anothers(report: Report, inner: Statement, outer: Statement) -> bool:
    """Whether the inner statement is what the outer one tells, and another's words."""
    if (report.source_name(inner) or "").casefold() in _FIRST_PERSON or report.speaker(inner) == report.speaker(outer):
        return False
    return len(report.words(inner)) * 2 >= len(report.words(outer))
