"""The findings at a glance: of each kind how many there are, how they stand, and the newest lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup
from sqlalchemy import Connection

from according.comparison import ledger as findings
from according.comparison import past
from according.comparison.comparison import Comparison
from according.dates import days_words
from according.desk.asking import Sought, Then
from according.desk.ledgers import LEDGERS, PLACES, Ledger, leaf
from according.desk.pictures.weeks import by_week
from according.desk.sureness import sureness
from according.findings import Finding

# So many of each kind are shown, the newest.
_LINES = 3
WEEKS = 12
_KINDS = sorted({kind for ledger in LEDGERS.values() for kind in ledger.kinds})


@dataclass(frozen=True, slots=True)
class Glance:
    """A kind of findings at a glance.

    Attributes:
        ledger: the list of it.
        count: how many there are, or were on the day that is looked at; of origins, how many findings they stand
            behind; None where that day is one on which things were seen here, by which none is counted.
        statuses: how many there are, or were, of each status or verdict.
        weeks: how many were first told of in each of the last weeks, as a picture.
        newest: those last told of.
    """

    ledger: Ledger
    count: int | None
    statuses: tuple[tuple[str, int], ...]
    weeks: Markup | None
    newest: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Newest:
    """A finding as a line: whose words, how surely told, how many independent first voices, and how it stands."""

    id: str
    kind: str
    path: str
    day: str
    by: list[str]
    words: str | None
    origins: int | None
    certainty: str | None
    status: str | None


@dataclass(frozen=True, slots=True)
class KindOfFinding:
    """A kind of findings at a glance, as data; `count` of origins is of the findings that they stand behind."""

    name: str
    title: str
    told: str
    count: int | None
    statuses: dict[str, int]
    newest: list[Newest]


@dataclass(frozen=True, slots=True)
class Overview:
    """Every kind of findings, as of a day or (None) as they are now."""

    as_of: str | None
    kinds: list[KindOfFinding]


def glances(connection: Connection, compared: Comparison, then: Then) -> list[Glance]:
    """Every kind of findings at a glance.

    Raises:
        QueryError: the day that is looked at is none.
    """
    counted = _counted(connection, then)
    last = last_day(connection, then)
    weeks = _by_weeks(connection, last)
    newest = {
        ledger.name: leaf(compared, ledger, Sought(limit=_LINES), then).findings
        for ledger in LEDGERS.values()
        if PLACES[ledger.kinds[0]] == ledger.name
    }
    return [
        Glance(
            ledger,
            None if counted is None else sum(many for (kind, _), many in counted.items() if kind in ledger.kinds),
            tuple((status, counted[ledger.kinds[0], status]) for status in ledger.statuses) if counted else (),
            by_week([sum(weeks[kind, n] for kind in ledger.kinds) for n in range(WEEKS)], days_words(last)),
            newest[ledger.name] if ledger.name in newest else _behind(ledger, newest),
        )
        for ledger in LEDGERS.values()
    ]


def _behind(ledger: Ledger, newest: dict[str, tuple[Finding, ...]]) -> tuple[Finding, ...]:
    """The newest of the findings whose origins a list shows."""
    found = [one for kind in ledger.kinds for one in newest[PLACES[kind]] if one.kind in ledger.kinds]
    return tuple(sorted(found, key=lambda one: (one.last_day, one.id), reverse=True)[:_LINES])


def _counted(connection: Connection, then: Then) -> Counter[tuple[str, str]] | None:
    """How many findings there are, or were, of each kind and status; None by what was seen here by a day."""
    if then.moment is None:
        return findings.counted(connection)
    return None if then.moment.by_here else past.counted(connection, then.moment.day)


def last_day(connection: Connection, then: Then) -> str:
    """The day with which the last week ends: that which is looked at, or the last that anything was told of.

    Raises:
        QueryError: the day that is looked at is none.
    """
    return then.moment.day if then.moment else findings.last_day(connection, _KINDS)


def _by_weeks(connection: Connection, last: str) -> Counter[tuple[str, int]]:
    """How many findings of each kind were first told of in each of the weeks to a day, the first week 0."""
    counted: Counter[tuple[str, int]] = Counter()
    if not last:
        return counted
    # No day is before the first of the year 1.
    before = date.fromordinal(max(date.fromisoformat(last).toordinal() - 7 * WEEKS, 1))
    for kind in _KINDS:
        for day, many in findings.first_told(connection, kind, before.isoformat(), last).items():
            counted[kind, ((date.fromisoformat(day) - before).days - 1) // 7] += many
    return counted


def as_data(connection: Connection, shown: Iterable[Glance], then: Then) -> Overview:
    """The same as data, each finding as a line."""
    shown = list(shown)
    surely = sureness(connection, [one for glance in shown for one in glance.newest])
    kinds = [
        KindOfFinding(
            glance.ledger.name,
            glance.ledger.title,
            glance.ledger.told,
            glance.count,
            dict(glance.statuses),
            [_line(one, surely.get(one.id)) for one in glance.newest],
        )
        for glance in shown
    ]
    return Overview(then.moment.day if then.moment else None, kinds)


def _line(one: Finding, certainty: str | None) -> Newest:
    origins = getattr(one, "origins", None)
    return Newest(
        one.id, one.kind, f"/{PLACES[one.kind]}/{one.id}", one.last_day, _names(one), _words(one),
        origins.count if origins else None, certainty, getattr(one, "status", None) or getattr(one, "verdict", None),
    )  # fmt: skip


def _names(one: Finding) -> list[str]:
    match one.kind:
        case "story":
            return list(one.actors)
        case "claim":
            return list(one.asserted_by)
        case "quotation":
            return [one.speaker] if one.speaker else []
    return [one.by] if one.by else []


def _words(one: Finding) -> str | None:
    match one.kind:
        case "story":
            return one.title
        case "claim":
            return one.words.words
        case "commitment":
            return one.action.words
        case "quotation":
            wordings = [wording.passage for wording in one.wordings]
            return next((words for words in wordings if words.statement == one.reference), wordings[0]).words
    return one.passage.words
