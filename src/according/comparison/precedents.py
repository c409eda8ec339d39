"""Precedents: each "first", "strongest yet", "unprecedented", "again", held against what the record has.

A claimed precedent is never judged by itself: it is turned into a question, and what the record has of the like is laid
beside it, with its days. What is like it by words alone may be something else, so every verdict shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from according.comparison.bonds import Bond, Thing
from according.comparison.days import no_surer, shifted
from according.comparison.figures import is_downward
from according.comparison.firsts import SIGNS, Claimed
from according.comparison.groups import Group
from according.comparison.keys import NAMED
from according.comparison.kinds import Kind
from according.comparison.ladders import APART, ladder, measured, rungs
from according.comparison.likes import Sought, Told, is_like, more_of, nearness, sought, tells_of_mark, told_of
from according.comparison.reactions import DONE
from according.comparison.reports import Report, passage_id
from according.comparison.windows import Window
from according.findings import Passage, Precedent, PrecedentVerdict
from according.model import Span, Statement

# What was done in the week before a "first" is likely the very deed, or its announcement; and what a report tells
# without a day of its own may be the very deed for longer.
_APART_FROM_FIRST, _APART_UNDATED = 7, 30
_MOST_SHOWN = 3
_OF_DAYS = re.compile(r"\b(?:day|night|evening|morning|afternoon|running|row|straight|consecutive)\b", re.IGNORECASE)
_SUPERLATIVE = re.compile(
    r"\w{3,}est\b|\bworst\b|\bbest\b|\b(?:most|least|more)\b|\brecords?\b|\ball[\s-]time\b", re.IGNORECASE
)
# "Called it the first", "one could read that it was unheard of": it is another's claim.
_ANOTHERS = re.compile(
    r"\b(?:call(?:s|ed|ing)|said|says|read|claim(?:s|ed)|according|billed|hailed|described|touted|portray\w+|line)\b",
    re.IGNORECASE,
)

_QUESTIONS = {
    "first": "Does the record have one before {day}?",
    "unprecedented": "Does the record have one before {day}?",
    "strongest": "Does the record have a stronger one before {day}?",
    "again": "Does the record have one before {day}?",
    "ordinal": "Does the record have the earlier ones before {day}?",
    "since": "Does the record have one between {since} and {day}?",
}
Relation = Literal["like", "mark", "next"]


def _bonds(earlier: Report, later: Report) -> Iterator[Bond]:
    yield from _held(earlier, later)
    if earlier is not later:
        yield from _held(later, earlier)


def _held(report: Report, other: Report) -> Iterator[Bond]:
    """Each precedent that `report` claims, against what `other` tells."""
    for number, claimed in report.precedents.items():
        if _has_ladder(report, claimed):
            for like, weight, why in rungs(report, number, other):
                yield Bond("precedent", report.thing(number), other.thing(like.number), weight, why)
            continue
        for told, relation, weight in _beside(report, number, claimed, other):
            yield _bond(report, number, other, told, relation, weight)


def _has_ladder(report: Report, claimed: Claimed) -> bool:
    """Whether what is called the strongest is measured against other words and deeds, not by a figure."""
    return claimed.kind == "strongest" and bool(SIGNS.search(claimed.marker.of(report.text)))


def _bond(report: Report, number: str, other: Report, told: Told, relation: Relation, weight: float) -> Bond:
    figures = more_of(report.once(_sought)[number], told)
    data: dict[str, Any] = {
        "span": list(told.span),
        "first": told.first,
        "last": told.last,
        "dated": told.dated,
        "relation": relation,
        "figures": [figures[0].number, figures[1].number] if figures else None,
    }
    seen = {
        "like": f"The like was done, by words and by whom it names, on {told.first}.",
        "mark": f"It tells of what the claim is measured from, on {told.first}.",
        "next": f"It tells of a next one, on {told.first}.",
    }
    thing = other.thing(told.number or passage_id(other.id, told.span))
    return Bond("precedent", report.thing(number), thing, weight, seen[relation], data)


def _sought(report: Report) -> dict[str, Sought]:
    return {number: sought(report, claimed) for number, claimed in report.precedents.items()}


def _beside(report: Report, number: str, claimed: Claimed, other: Report) -> Iterator[tuple[Told, Relation, float]]:
    """The sentences of a report that tell of the like, and why each is laid beside the claim."""
    mine = report.once(_sought)[number]
    numbered = [one.marker for one in other.precedents.values() if one.kind in {"ordinal", "again"}]
    for told in told_of(other):
        if report is other and not _is_witness_within(report, claimed, told):
            continue
        similar = float(report.deed(number) @ other.deed(told.number)) if told.number else 0.0
        weight = nearness(mine, told, similar)
        counting_on = claimed.kind in {"again", "ordinal"}
        if told.claims_first and not counting_on:
            continue
        # One word in common, and no day of its own: that is no earlier one.
        if counting_on and not told.dated and len(mine.things) > 1 and len(mine.things & told.things) < 2:
            continue
        if not counting_on and tells_of_mark(mine, told, other):
            yield told, "mark", weight
        elif told.first > report.day and any(told.span.meets(marker) for marker in numbered):
            if is_like(mine, told, other, similar, by_them=False):
                yield told, "next", weight
        elif is_like(mine, told, other, similar):
            yield told, "like", weight


def _is_witness_within(report: Report, claimed: Claimed, told: Told) -> bool:
    """Whether a sentence of the claim's own report can be held against it: one that tells of another day.

    The very sentence can only where it counts on: "the second time, after nine days in January 2017".
    """
    if told.span.meets(claimed.span) or told.span.meets(claimed.about):
        return claimed.kind in {"again", "ordinal"} and told.dated and told.last < shifted(report.day, -_APART_UNDATED)
    return told.dated


def _build(group: Group) -> Precedent | None:
    member = group.members[0]
    report = group.report(member)
    claimed = report.precedents.get(member.id)
    if claimed is None:
        return None
    steps, own = ladder(group, member, claimed) if _has_ladder(report, claimed) else ((), None)
    held = _Held(report, claimed, report.once(_sought)[member.id])
    evidence = [] if _has_ladder(report, claimed) else list(_evidence(group, member))
    verdict, shown = _verdict(held, evidence)
    then, _ = _verdict(held, [one for one in evidence if one.known])
    if _has_ladder(report, claimed):
        verdict = then = measured(steps, own)
    statement = _statement_at(report, claimed.marker)
    return Precedent(
        id=group.id,
        kind="precedent",
        claims=claimed.kind,
        passage=report.passage(claimed.span, statement=statement.id if statement else None),
        by=report.source_name(statement) if statement else None,
        question=_question(held),
        verdict=verdict,
        verdict_then=then,
        evidence=tuple(one.passage for one in shown),
        ladder=steps,
        why=_why(verdict, shown),
        first_day=report.day,
        last_day=max([report.day, *(one.told for one in shown)]),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Held:
    """A claim, with what it counts."""

    report: Report
    claimed: Claimed
    counts: Sought

    @property
    def window(self) -> Window:
        """How far back it reaches."""
        return self.counts.window

    @property
    def day(self) -> str:
        """The day of what is called the first or the largest: that which its sentence gives, else the report's."""
        sentence = self.report.sentence(self.claimed.span)
        days = [
            event.date.start[:10]
            for event in self.report.reading.events
            if event.status in DONE and sentence.meets(event.trigger)
            and event.date and event.date.start and event.date.basis == "text" and event.date.precision == "day"
        ]  # fmt: skip
        return min([*days, self.report.day])

    @property
    def is_anothers(self) -> bool:
        """Whether the claim is put into another's mouth, so that the report itself may gainsay it."""
        text = self.report.text
        return _statement_at(self.report, self.claimed.marker) is not None or bool(
            _ANOTHERS.search(text, *self.report.sentence(self.claimed.span))
        )


@dataclass(frozen=True, slots=True)
class _Beside:
    """A sentence laid beside a claim: when it was done, when told, and whether that was before the claim was made."""

    passage: Passage
    first: str
    last: str
    dated: bool
    told: str
    known: bool
    own: bool
    relation: Relation
    figures: tuple[float, float] | None


def _evidence(group: Group, member: Thing) -> Iterator[_Beside]:
    mine = group.report(member)
    counting_on = mine.precedents[member.id].kind in {"again", "ordinal"}
    seen = set[tuple[str, Span]]()
    for bond in sorted(group.bearing("precedent"), key=lambda one: (-one.weight, one.right)):
        if bond.left != member or "span" not in bond.data:
            continue
        other = group.report(bond.right)
        event = bond.right.id if bond.right.id in other.events else None
        passage = other.passage(Span(*bond.data["span"]), event=event)
        if (passage.article, passage.span) not in seen:
            seen.add((passage.article, passage.span))
            figures = bond.data["figures"]
            # What a page itself says of earlier ones is known to it; what it says against another's claim is news.
            known = other.order < mine.order or (other is mine and counting_on)
            yield _Beside(
                passage, bond.data["first"], bond.data["last"], bond.data["dated"], other.day,
                known, other is mine, bond.data["relation"], tuple(figures) if figures else None,
            )  # fmt: skip


def _verdict(held: _Held, evidence: Sequence[_Beside]) -> tuple[PrecedentVerdict, list[_Beside]]:
    """What the record makes of a claim, and the evidence for it."""
    if held.claimed.kind in {"again", "ordinal"}:
        return _borne_out([one for one in evidence if _is_earlier(held, one)])
    if _SUPERLATIVE.search(held.claimed.marker.of(held.report.text)) and held.claimed.kind in {"strongest", "since"}:
        return _verdict_by_figures(held, evidence)
    gainsaid = [one for one in evidence if one.relation == "like" and _gainsays(held, one)]
    if gainsaid:
        return "contradicted", gainsaid[:_MOST_SHOWN]
    return _borne_out([one for one in evidence if one.relation == "mark" and _is_before(held, one)] or [
        one for one in evidence if one.relation == "next"
    ])  # fmt: skip


def _borne_out(shown: list[_Beside]) -> tuple[PrecedentVerdict, list[_Beside]]:
    return ("borne out", shown[:_MOST_SHOWN]) if shown else ("nothing on record", [])


def _verdict_by_figures(held: _Held, evidence: Sequence[_Beside]) -> tuple[PrecedentVerdict, list[_Beside]]:
    """What the record makes of "the largest": held against the figures of others of its kind."""
    down = is_downward(held.claimed.marker.of(held.report.text))
    marks = [one for one in evidence if one.relation == "mark" and _is_before(held, one)]
    marks.sort(key=lambda one: one.figures is None)
    others = [one for one in evidence if one.relation == "like" and one.figures and _is_before(held, one)]
    reached = [one for one in others if not held.window.is_open and one.first > held.window.after]
    beyond = [one for one in reached if one.figures and _exceeds(one.figures, down=down)]
    if beyond and not _is_own(held, beyond):
        return "contradicted", beyond[:_MOST_SHOWN]
    return _borne_out(marks or reached)


def _exceeds(figures: tuple[float, float], *, down: bool) -> bool:
    mine, theirs = figures
    return theirs < mine if down else theirs > mine


def _is_own(held: _Held, shown: Sequence[_Beside]) -> bool:
    return all(one.own for one in shown) and not held.is_anothers


def _gainsays(held: _Held, one: _Beside) -> bool:
    """Whether the like was done before a "first", and not before that reaches back to."""
    if held.window.is_open or (one.own and not held.is_anothers):
        return False
    return one.first > held.window.after and _is_before(held, one)


def _is_before(held: _Held, one: _Beside) -> bool:
    """Whether it was well before what the claim tells of, so that it is not the very deed."""
    apart = _APART_FROM_FIRST if one.dated else _APART_UNDATED
    return bool(one.last and held.day) and one.last <= shifted(held.day, -apart)


def _is_earlier(held: _Held, one: _Beside) -> bool:
    """Whether it was before what is done again, and not before that reaches back to."""
    begun = held.window.mark[0] if held.window.mark else held.window.after
    apart = 1 if _OF_DAYS.search(held.claimed.marker.of(held.report.text)) else APART
    return bool(one.last and held.day) and one.first >= begun and one.last <= shifted(held.day, -apart)


def _statement_at(report: Report, words: Span) -> Statement | None:
    """The innermost statement whose content has the words: "called it the first" is not the writer's claim."""
    holding = [one for one in report.reading.statements if any(part.meets(words) for part in one.content.spans)]
    return min(holding, key=lambda one: report.place_of(one).end - report.place_of(one).start, default=None)


def _question(held: _Held) -> str:
    mark, day = held.window.mark, held.report.day or "this report"
    return _QUESTIONS[held.claimed.kind].format(day=day, since=mark[0] if mark else "then")


def _why(verdict: PrecedentVerdict, shown: Sequence[_Beside]) -> str:
    if verdict == "nothing on record":
        return "The record has nothing of the kind to compare with."
    if not shown:
        return "The ladder shows what the record has, from the mildest."
    days = ", ".join(dict.fromkeys(no_surer(one.first, one.last) for one in shown))
    counted = next((one for one in shown if one.figures), None)
    if verdict == "contradicted" and counted and counted.figures:
        mine, theirs = counted.figures
        return f"The record has one that was before, with {theirs:g} where this has {mine:g}: {days}."
    told = {"borne out": "The record has others that bear it out", "contradicted": "The record has one that was before"}
    return f"{told[verdict]}: {days}."


PRECEDENTS = Kind(
    name="precedent",
    families=(NAMED,),
    bonds=_bonds,
    build=_build,
    members=lambda report: report.precedents,
    draws_on={"precedent": "left"},
)
