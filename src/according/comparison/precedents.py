"""Precedents: each "first", "strongest yet", "unprecedented", "again", held against what the record has.

A claimed precedent is never judged by itself: it is turned into a question, and events and statements that are like it
are laid beside it, with their days. What is like it by words alone may be something else, so every verdict shows them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from according.comparison.bonds import Bond, Thing
from according.comparison.days import shifted
from according.comparison.firsts import Claimed
from according.comparison.recollections import interval
from according.comparison.groups import Group
from according.comparison.keys import NAMED, actor_key
from according.comparison.kinds import Kind
from according.comparison.ladders import APART, WORDS, Dated, days_of, ladder, measured, place_of, rungs
from according.comparison.reactions import DONE
from according.comparison.reports import Report
from according.findings import Passage, Precedent, PrecedentVerdict
from according.model import EventType, Span, Statement

# How alike (cosine, without the names) what is laid beside a claimed precedent must be, chosen on the dossiers that
# rules are developed on; what was in the very year that a claim is measured from ("since 2011") need be less alike.
_LIKE = 0.45
_LIKE_EVENT = 0.5
_LIKE_AT_MARK = 0.28
_LIKE_OF_TYPE = 0.3
# "Again" says itself that there was one before.
_LIKE_AGAIN = 0.45
# What was done in the week before a "first" is likely the very deed, or its announcement.
_APART_FROM_FIRST = 7
_SINCE = re.compile(
    r"since\s+(?:(?:\d{1,2}\s+)?(January|February|March|April|May|June|July|August|September|October|November|December)"
    r"\s+(?:\d{1,2},\s+)?)?((?:1[5-9]|20)\d\d)\b",
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


def _bonds(earlier: Report, later: Report) -> Iterator[Bond]:
    yield from _held(earlier, later)
    if earlier is not later:
        yield from _held(later, earlier)


def _held(report: Report, other: Report) -> Iterator[Bond]:
    """Each precedent that `report` claims, against what `other` tells."""
    for number, claimed in report.precedents.items():
        beside = (
            rungs(report, claimed, other) if claimed.kind == "strongest" else _alike(report, number, claimed, other)
        )
        for like, weight, why in beside:
            days = {"first": like.first, "last": like.last, "dated": like.dated}
            yield Bond("precedent", report.thing(number), other.thing(like.number), weight, why, days)


def _alike(report: Report, number: str, claimed: Claimed, other: Report) -> Iterator[tuple[Dated, float, str]]:
    """Events and recollections in which the like was done, by or to someone whom the claim names."""
    told = [Dated(name, one.first, one.last, dated=True) for name, one in other.recollections.items()]
    # What is itself called a first is a claim, not a witness.
    firsts = [one.span for one in other.precedents.values() if one.kind in {"first", "unprecedented"}]
    told += [
        days_of(other, event.id, event.date)
        for event in other.reading.events
        if event.status in DONE and not any(first.meets(event.trigger) for first in firsts)
    ]
    for like in told:
        similar = float(report.deed(number) @ other.deed(like.number))
        itself = report is other and claimed.span.meets(place_of(report, like.number))
        if itself or similar < _least(report, claimed, like, other):
            continue
        if _shared_actor(report, claimed.span, other, like.number) and _same_type(report, claimed, other, like.number):
            yield like, round(min(similar, 1.0), 3), f"The like was done, by words, on {like.first}."


def _least(report: Report, claimed: Claimed, like: Dated, other: Report) -> float:
    """How alike something must be to be laid beside a claim."""
    if like.number in other.events:
        return _LIKE_AGAIN if claimed.kind in {"again", "ordinal"} else _LIKE_EVENT
    if _at_mark(like, _since(claimed.span.of(report.text))):
        return _LIKE_AT_MARK
    # A page that itself tells of the like is not lightly taken to gainsay its own claim.
    same_type = report is not other and _types(report, claimed.about) & _types(
        other, other.recollections[like.number].span
    )
    if same_type:
        return _LIKE_OF_TYPE
    return _LIKE_EVENT if claimed.kind in {"again", "ordinal"} else _LIKE


def _types(report: Report, span: Span) -> set[EventType]:
    return {event.type for event in report.reading.events if span.meets(event.trigger)}


def _at_mark(told: Dated | _Beside, since: tuple[str, str] | None) -> bool:
    """Whether something was in the time that a claim is measured from."""
    return since is not None and since[0] <= told.first <= since[1]


def _same_type(report: Report, claimed: Claimed, other: Report, number: str) -> bool:
    """Whether something is of a type of those that the claim tells; where one of the two has no event, it may be.

    What is claimed of words, as a promise, may have been done before by deeds.
    """
    types = _types(report, claimed.about)
    if number in other.events:
        return not types or other.events[number].type in types
    told = _types(other, other.recollections[number].span)
    return not types or not told or bool(types & (told | WORDS))


def _shared_actor(report: Report, span: Span, other: Report, number: str) -> bool:
    """Whether someone named in the claim, or its speaker, takes part in what is laid beside it; where that names
    nobody ("the two countries"), whether its report is about someone named in the claim.
    """
    claiming = _keys_at(report, span)
    about = other.recollections[number].about if number in other.recollections else place_of(other, number)
    taking = _keys_at(other, about) | _takers(other, number)
    return bool(claiming & (taking or _keys_of(other)))


def _keys_of(report: Report) -> set[str]:
    often = [actor for actor in report.reading.actors if len(actor.mentions) > 1]
    return {key for actor in often for key in (actor_key(actor), actor.country) if key}


def _keys_at(report: Report, span: Span) -> set[str]:
    return {
        key
        for actor in report.reading.actors
        if any(span.meets(mention) for mention in actor.mentions) and (key := actor_key(actor))
    } | {
        actor.country for actor in report.reading.actors if actor.country and any(span.meets(m) for m in actor.mentions)
    }


def _takers(report: Report, number: str) -> set[str]:
    if number in report.events:
        event = report.events[number]
        actors = [report.actor(party) for party in (*event.actor, *event.recipient)]
    elif number in report.statements:
        actors = [report.speaker(report.statements[number])]
    else:
        actors = []
    keys = {actor_key(actor) for actor in actors if actor} | {actor.country for actor in actors if actor}
    return {key for key in keys if key}


def _build(group: Group) -> Precedent | None:
    member = group.members[0]
    report = group.report(member)
    claimed = report.precedents.get(member.id)
    if claimed is None:
        return None
    evidence = list(_evidence(group, member, claimed))
    steps, own = ladder(group, member, claimed) if claimed.kind == "strongest" else ((), None)
    verdict, shown = _verdict(claimed, report, evidence)
    then, _ = _verdict(claimed, report, [one for one in evidence if one.known])
    if claimed.kind == "strongest":
        verdict = then = measured(steps, own)
    statement = _statement_at(report, claimed.marker)
    speaker = report.source_name(statement) if statement else None
    return Precedent(
        id=group.id,
        kind="precedent",
        claims=claimed.kind,
        passage=report.passage(claimed.span, statement=statement.id if statement else None),
        by=speaker,
        question=_question(claimed, report),
        verdict=verdict,
        verdict_then=then,
        evidence=tuple(one.passage for one in shown),
        ladder=steps,
        why=_why(verdict, shown),
        first_day=report.day,
        last_day=max([report.day, *(one.told for one in shown)]),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Beside:
    """A thing laid beside a claim: when it was, when it was told, and whether it was told before the claim was."""

    passage: Passage
    first: str
    last: str
    told: str
    dated: bool
    known: bool
    like: float


def _evidence(group: Group, member: Thing, claimed: Claimed) -> Iterator[_Beside]:
    mine = group.report(member)
    seen = set[tuple[str, Span]]()
    for bond in sorted(group.bearing("precedent"), key=lambda one: (-one.weight, one.right)):
        other = group.report(bond.right)
        passage = _passage(other, bond.right.id)
        if bond.left == member and (passage.article, passage.span) not in seen:
            seen.add((passage.article, passage.span))
            known = other.order < mine.order
            yield _Beside(
                passage, bond.data["first"], bond.data["last"], other.day, bond.data["dated"], known, bond.weight
            )


def _passage(report: Report, number: str) -> Passage:
    if number in report.events:
        return report.told(report.events[number])
    if number in report.recollections:
        return report.passage(report.recollections[number].span)
    return report.quote(report.statements[number])


def _verdict(
    claimed: Claimed, report: Report, evidence: Sequence[_Beside]
) -> tuple[PrecedentVerdict, list[_Beside]]:  # fmt: skip
    """What the record makes of a claim, and the evidence for it; a "strongest" is measured on its ladder instead."""
    if claimed.kind == "strongest":
        return "nothing on record", []
    since = _since(claimed.span.of(report.text))
    before = [one for one in evidence if _is_before(one, report.day)]
    if claimed.kind in {"first", "unprecedented", "since"}:
        bar = shifted(report.day, -_APART_FROM_FIRST)
        within = [one for one in before if one.dated and one.last <= bar and (since is None or one.first > since[1])]
        if within:
            return "contradicted", within[:3]
        at_mark = [one for one in before if one.dated and _at_mark(one, since)]
        after = [one for one in evidence if _is_after(one, report.day)]
        return ("borne out", (at_mark or after)[:3]) if at_mark or after else ("nothing on record", [])
    return ("borne out", before[:3]) if before else ("nothing on record", [])


def _is_before(one: _Beside, day: str) -> bool:
    """Whether it was well before the day of the claim."""
    return bool(one.last and day) and one.last <= shifted(day, -APART)


def _is_after(one: _Beside, day: str) -> bool:
    return bool(one.first and day) and one.first >= shifted(day, APART)


def _since(words: str) -> tuple[str, str] | None:
    """The first and last day of what a claim is measured from: "since September 2011"."""
    match = _SINCE.search(words)
    return interval(match[1], match[2]) if match else None


def _statement_at(report: Report, words: Span) -> Statement | None:
    """The innermost statement whose content has the words: "called it the first" is not the writer's claim."""
    holding = [one for one in report.reading.statements if any(part.meets(words) for part in one.content.spans)]
    return min(holding, key=lambda one: report.place_of(one).end - report.place_of(one).start, default=None)


def _question(claimed: Claimed, report: Report) -> str:
    since = _since(claimed.span.of(report.text))
    day = report.day or "this report"
    return _QUESTIONS[claimed.kind].format(day=day, since=since[0] if since else "then")


def _why(verdict: PrecedentVerdict, shown: list[_Beside]) -> str:
    if verdict == "nothing on record":
        return "The record has nothing of the kind to compare with."
    if not shown:
        return "The ladder shows what the record has, from the mildest."
    days = ", ".join(dict.fromkeys(one.first for one in shown))
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
