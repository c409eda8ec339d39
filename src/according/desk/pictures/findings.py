"""What each picture shows: from findings to the lanes of a timeline and the nodes of a tree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

from markupsafe import Markup

from according.addresses import outlet
from according.dates import days_words, short_day
from according.desk.pictures.journey import Halt, journey
from according.desk.pictures.sources import Source, drawn_together, nobody_knows
from according.desk.pictures.timeline import Lane, Mark, Unit, Window, days_of, timeline
from according.desk.pictures.tree import Node, tree
from according.desk.wording import counted, passage_address
from according.findings import (
    Answer,
    Change,
    Claim,
    Commitment,
    Finding,
    Journey,
    Passage,
    Precedent,
    Quotation,
    Stop,
    Story,
    Untied,
)
from according.quoting import quoted

# Gives the address of a finding ("/claims/c1…"), as it is looked at: of today, or of a past day.
To = Callable[[Finding], str]
# So many lanes or lines can be taken in at a look; what is more is counted in one.
_LANES = 14
_LINES = 12
_ROWS = 48
# Voices of a single report are drawn where they are no more than this.
_ALONE = 8
# What lies within so many days is seen well enough as a whole.
_NEAR = 7
# The changes of a wording that alter what was said; the others stand in the list of wordings.
LOSSES: tuple[Change, ...] = ("condition lost", "hedge lost")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture for a wide page and for a phone."""

    wide: Markup
    narrow: Markup


@dataclass(frozen=True, slots=True)
class Step:
    """A way to another look at a timeline: what it is called, where it leads, and whether it is the present one."""

    name: str
    href: str
    here: bool = False


@dataclass(frozen=True, slots=True)
class Timeline:
    """A timeline as it is looked at.

    Attributes:
        drawn: the picture; None where nothing is on the days that are looked at.
        days: those days in words, where it is not all.
        closeness: as a whole, by week, by day.
        earlier: to what is before those days; None where nothing is.
        later: to what is after them; None where nothing is.
    """

    drawn: Drawn | None
    days: str
    closeness: tuple[Step, ...]
    earlier: Step | None
    later: Step | None


@dataclass(frozen=True, slots=True)
class Look:
    """How a timeline is looked at: by which unit (None: as a whole), from which day on (None: from its first), and
    `to`, which gives the address of another look from the same two, as the query of an address has them."""

    unit: Unit | None
    at: date | None
    to: Callable[[str, str], str]

    def step(self, name: str, window: Window) -> Step:
        """The way to a window."""
        return Step(name, self.to(window.unit, window.first.isoformat()))


def looked_at(lanes: Sequence[Lane], told: str, look: Look) -> Timeline | None:
    """Draw a timeline as a whole or closer; None where no mark of it has a day."""
    days = days_of(lanes)
    if not days:
        return None
    if look.unit is None:
        near = (days[-1] - days[0]).days < _NEAR
        return Timeline(_timeline(lanes, told), "", () if near else _closeness(look), None, None)
    window = Window.at(look.unit, look.at or days[0])
    earlier, later = window.earlier(days), window.later(days)
    before, after = sum(day < window.first for day in days), sum(day > window.last for day in days)
    return Timeline(
        _timeline(lanes, told, window),
        days_words(window.first.isoformat(), window.last.isoformat()),
        _closeness(look),
        look.step(f"Earlier ({before})", earlier) if earlier else None,
        look.step(f"Later ({after})", later) if later else None,
    )


def _closeness(look: Look) -> tuple[Step, ...]:
    """The whole, by week and by day, each from the same day on."""
    at = look.at.isoformat() if look.at else ""
    return tuple(
        Step(name, look.to(unit, at if unit else ""), (look.unit or "") == unit)
        for unit, name in (("", "Whole"), ("week", "By week"), ("day", "By day"))
    )


def story_timeline(story: Story, around: Sequence[Finding], to: To, look: Look) -> Timeline | None:
    """A story's articles by day and outlet, and above them what follows from them."""
    by_outlet: defaultdict[str, list[Mark]] = defaultdict(list)
    for member in story.members:
        mark = Mark(_day_of(member), member.title or "untitled", f"/articles/{member.article}")
        by_outlet[outlet(member)].append(mark)
    ordered = sorted(by_outlet.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    shown = sorted(ordered[:_LANES], key=lambda pair: (min(mark.day for mark in pair[1]), pair[0]))
    lanes = [Lane(name, "report", "dot", tuple(marks), "#articles") for name, marks in shown]
    if rest := ordered[_LANES:]:
        marks = tuple(mark for _, several in rest for mark in several)
        lanes.append(Lane(counted(len(rest), "other outlet"), "report", "dot", marks, "#articles"))
    told = f"Timeline of {counted(len(story.members), 'article')} of {counted(len(ordered), 'outlet')}."
    return looked_at([*_following(around, to), *lanes], told, look)


def _following(around: Sequence[Finding], to: To) -> Iterator[Lane]:
    pledged, disputed, answered = [], [], []
    for one in around:
        match one:
            case Commitment():
                step = one.history[-1]
                who = one.by or "an unnamed voice"
                pledged.append(Mark(one.first_day, f"{who}: {quoted(one.action.words)}", to(one)))
                if len(one.history) > 1:
                    pledged.append(Mark(step.on, f"{step.status}: {quoted(one.action.words)}", to(one)))
            case Claim():
                disputed.append(Mark(one.since, quoted(one.words.words), to(one)))
            case Answer():
                answered.append(Mark(one.on, f"{one.by or 'unnamed'}: {quoted(one.passage.words)}", to(one)))
            case _:
                pass
    if pledged:
        yield Lane("Commitments", "commitment", "diamond", tuple(pledged), "#commitments")
    if disputed:
        yield Lane("Disputed claims", "claim", "triangle", tuple(disputed), "#claims")
    if answered:
        yield Lane("Answers", "answer", "square", tuple(answered), "#answers")


def source_map(sources: Sequence[Source], untied: Sequence[Untied] = (), more: str = "#sources") -> Drawn | None:
    """Who has it from whom: voices, where they spoke, who relayed them, and the reports that hang on each.

    What hangs on nobody who is known stands last.
    """
    lost = nobody_knows(untied, _LINES, more)
    if not sources and lost is None:
        return None
    alone = sum(source.articles == 1 for source in sources)
    shown = [source for source in sources if source.articles > 1 or alone <= _ALONE]
    roots = _at_a_look([source.node(_LINES, more) for source in shown])
    if folded := len(sources) - len(roots):
        each = ", each in one report" if folded == alone else ""
        roots.append(Node("more", 0, f"{counted(folded, 'further voice')}{each}", "", more))
    roots += [lost] if lost else []
    passages = [report.passage for source in sources for report in source.reports.values()]
    reports = len({passage.article for passage in (*passages, *(one.passage for one in untied))})
    told = f"Map of sources: {counted(len(sources), 'voice')}, {counted(reports, 'report')}."
    return _tree(*_close_up(roots, ("First voices", "Where", "Relayed by", "Reported by")), told)


def _at_a_look(roots: Sequence[Node]) -> list[Node]:
    """As many trees as can be taken in at a look; the first, and largest, in any case."""
    lines = 0
    kept: list[Node] = []
    for root in roots:
        lines += max(root.leaves, 1)
        if kept and lines > _ROWS:
            break
        kept.append(root)
    return kept


def _close_up(roots: Sequence[Node], heads: Sequence[str]) -> tuple[list[Node], list[str]]:
    """Leave out the columns in which nothing stands."""
    used = sorted({column for root in roots for column in root.columns} | {0, len(heads) - 1})
    place = {column: number for number, column in enumerate(used)}
    return [root.moved(place) for root in roots], [heads[column] for column in used]


def losses(quotation: Quotation) -> dict[str | None, str]:
    """What was lost in wordings of a quotation, by the ids of their statements."""
    lost = {
        wording.passage.statement: ", ".join(f"⚠ {change}" for change in wording.change if change in LOSSES)
        for wording in quotation.wordings
    }
    return {statement: told for statement, told in lost.items() if told}


def surety(way: Journey | None) -> Drawn | None:
    """The band at each stop of a saying's way, and where its hedge was lost."""
    if way is None or len(way.stops) < 2:
        return None
    stops = way.stops if len(way.stops) <= _ROWS else _turns(way.stops)
    halts = [_halt(stop, alarm=way.alert is not None and stop.passage.statement == way.alert) for stop in stops]
    told = f"How surely it is told at {len(halts)} of {len(way.stops)} stops: {way.change}."
    return Drawn(journey(halts, told), journey(halts, told, narrow=True))


def _turns(stops: Sequence[Stop]) -> list[Stop]:
    """The first and last stop, and those at which the band became another; no more than can be taken in at a look."""
    turned = [stop for before, stop in pairwise(stops) if stop.band != before.band and stop is not stops[-1]]
    return [stops[0], *turned[: _ROWS - 2], stops[-1]]


def _halt(stop: Stop, *, alarm: bool) -> Halt:
    where = f"{outlet(stop.passage)}, {short_day(stop.passage.published)}"
    told = f"{where}: {stop.band or 'told flatly'}{', here the hedge was lost' if alarm else ''}"
    return Halt(stop.band, told, outlet(stop.passage), passage_address(stop.passage), alarm)


def deeds(
    said: Iterable[Mark], promised: Iterable[Mark], accused: Iterable[Mark], done: Iterable[Mark], look: Look
) -> Timeline | None:
    """What an actor said, promised or threatened, was accused of and did, by the day that it was told."""
    lanes = [
        Lane("Said", "report", "dot", tuple(said), "#said"),
        Lane("Promised or threatened", "commitment", "diamond", tuple(promised), "#promised"),
        Lane("Accused of", "claim", "triangle", tuple(accused), "#accused"),
        Lane("Done", "answer", "square", tuple(done), "#done"),
    ]
    counts = ", ".join(f"{lane.name.lower()} {len(lane.marks)}" for lane in lanes if lane.marks)
    return looked_at([lane for lane in lanes if lane.marks], f"By the day that it was told: {counts}.", look)


def history(commitment: Commitment, look: Look) -> Timeline | None:
    """A commitment on a line: where it was told, its statuses one after the other, and the evidence of each."""
    said = Lane("Told", "report", "dot", _marks(commitment.statements), "#told")
    lanes = [said]
    last = max([commitment.last_day, *(step.on for step in commitment.history)])
    for number, step in enumerate(commitment.history):
        later = commitment.history[number + 1 :]
        name = f"{step.status}{' (proposed)' if step.proposed else ''}"
        bar = (step.on, later[0].on if later else last)
        lanes.append(Lane(name.capitalize(), "status", "diamond", _marks(step.evidence), "#history", bar))
    due = commitment.due and (commitment.due.end or commitment.due.start)
    if due:
        lanes.append(Lane("Due", "due", "triangle", (Mark(due[:10], f"due {days_words(due[:10])}", None),)))
    return looked_at(lanes, f"What became of it: {', then '.join(step.status for step in commitment.history)}.", look)


def dispute(claim: Claim, look: Look) -> Timeline | None:
    """A claim's assertions, and who went against it, by the day."""
    lanes = [Lane("Asserted", "report", "dot", _marks(claim.assertions), "#assertions")]
    for how, several in groupby(sorted(claim.disputes, key=lambda one: one.how), key=lambda one: one.how):
        marks = tuple(
            Mark(one.on, f"{one.by or 'unnamed'}: {quoted(one.passage.words)}", passage_address(one.passage))
            for one in several
        )
        lanes.append(Lane(how.capitalize(), "claim", "triangle", marks, "#disputes"))
    for stance, taken in groupby(sorted(claim.stances, key=lambda one: one.stance), key=lambda one: one.stance):
        lanes.append(Lane(f"Writer {stance}", "answer", "square", _marks(one.passage for one in taken), "#stances"))
    return looked_at(lanes, "Who asserts it and who disputes it, by the day.", look)


def held(precedent: Precedent, look: Look) -> Timeline | None:
    """What a "first" or "again" was held against, by the day."""
    lanes = [Lane("This text", "claim", "triangle", _marks([precedent.passage]))]
    evidence = (*precedent.evidence, *(rung.passage for rung in precedent.ladder))
    if evidence:
        lanes.append(Lane("On record", "report", "dot", _marks(dict.fromkeys(evidence)), "#evidence"))
    return looked_at(lanes, "The words, and what is on record, by the day.", look)


def sources_around(around: Iterable[Finding], articles: Iterable[str]) -> list[Source]:
    """The voices behind all that follows from some articles, each once."""
    return drawn_together((one.origins for one in around if isinstance(one, Quotation | Claim | Commitment)), articles)


def _marks(passages: Iterable[Passage]) -> tuple[Mark, ...]:
    return tuple(
        Mark(_day_of(one), f"{outlet(one)}, {short_day(one.published)}: {quoted(one.words)}", passage_address(one))
        for one in passages
    )


def _day_of(thing: object) -> str:
    published = getattr(thing, "published", None)
    return (published.start or "")[:10] if published else ""


def _timeline(lanes: Sequence[Lane], told: str, window: Window | None = None) -> Drawn | None:
    wide, narrow = timeline(lanes, told, window=window), timeline(lanes, told, narrow=True, window=window)
    return Drawn(wide, narrow) if wide and narrow else None


def _tree(roots: Sequence[Node], heads: Sequence[str], told: str) -> Drawn:
    return Drawn(tree(roots, heads, told), tree(roots, heads, told, narrow=True))
