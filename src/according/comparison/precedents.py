"""Precedents: each "first", "strongest yet", "unprecedented", "again", held against what the record has.

A claimed precedent is never judged by itself: it is turned into a question, and events and statements that are like it
are laid beside it, with their days. What is like it by words alone may be something else, so every verdict shows them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from according.comparison.bonds import Bond, Thing
from according.comparison.firsts import Claimed, interval
from according.comparison.groups import Group
from according.comparison.keys import NAMED, actor_key
from according.comparison.kinds import Kind
from according.comparison.reports import Report
from according.comparison.sameness import same_actor
from according.comparison.speakers import one_for_the_other
from according.findings import Passage, Precedent, PrecedentVerdict, Rung
from according.model import Actor, Date, Event, EventType, Span, Statement

# How alike (cosine, without the names) what is laid beside a claimed precedent must be, chosen on the dossiers that
# rules are developed on; what was in the very year that a claim is measured from ("since 2011") need be less alike.
_LIKE = 0.45
_LIKE_EVENT = 0.5
_LIKE_AT_MARK = 0.28
_LIKE_OF_TYPE = 0.3
# "Again" says itself that there was one before.
_LIKE_AGAIN = 0.45
# The same deed told twice is no precedent for itself: so many days must lie between two of a kind.
_APART = 2
# What was done in the week before a "first" is likely the very deed, or its announcement.
_APART_FROM_FIRST = 7
_SINCE = re.compile(
    r"since\s+(?:(?:\d{1,2}\s+)?(January|February|March|April|May|June|July|August|September|October|November|December)"
    r"\s+(?:\d{1,2},\s+)?)?((?:1[5-9]|20)\d\d)\b",
    re.IGNORECASE,
)

# The height of an act and of an event: first what is done with words, then with means, then with force. Within each
# the order is that in which PLOVER's manual lists the types of its conflict side; for its cooperation side likewise.
_HEIGHT_OF_ACT = {
    "other": 0.0, "assert": 1.0, "assess": 1.0, "request": 2.0, "deny": 3.0, "accuse": 3.0, "commit": 5.0,
    "threaten": 5.0,
}  # fmt: skip
_HEIGHT_OF_TYPE = {
    "CONSULT": 1.0, "AGREE": 2.0, "SUPPORT": 2.5, "COOPERATE": 6.0, "AID": 7.0, "CONCEDE": 6.0, "RETREAT": 7.0,
    "REQUEST": 2.0, "ACCUSE": 3.0, "REJECT": 3.0, "THREATEN": 5.0, "PROTEST": 6.0, "SANCTION": 7.0,
    "MOBILIZE": 8.0, "COERCE": 9.0, "ASSAULT": 10.0,
}  # fmt: skip
_WORDS = frozenset({"CONSULT", "AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
_SAID = re.compile(
    r"\b(?:warning|message|statement|expression|threat|pledge|promise|criticism|condemnation|rebuke|language|words|call|"
    r"appeal|demand|accusation|denial|admission|acknowledg\w+|declaration|assurance|endorsement|blackmail|ultimatum|"
    r"insult|provocation)s?\b",
    re.IGNORECASE,
)
_DONE_SO = re.compile(r"\b(?:step|measure|move|protest|attack|sanction)s?\b", re.IGNORECASE)
_COOPERATION = frozenset({"CONSULT", "AGREE", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"})
_HOSTILE = frozenset({"accuse", "threaten", "deny"})
# So alike (cosine), a thing told on another day is the very one that is called the strongest.
_SAME_DEED = 0.6
# Below this height a word is mere talk, and no step of a ladder.
_LOWEST = 1.0
_DONE = frozenset({"happened", "ongoing"})
_QUESTIONS = {
    "first": "Does the record have one before {day}?",
    "unprecedented": "Does the record have one before {day}?",
    "strongest": "Does the record have a stronger one before {day}?",
    "again": "Does the record have one before {day}?",
    "ordinal": "Does the record have the earlier ones before {day}?",
    "since": "Does the record have one between {since} and {day}?",
}


@dataclass(frozen=True, slots=True)
class _Likeness:
    """Something in a report that is like a claimed precedent, and on which days it was or was told."""

    number: str
    first: str
    last: str
    dated: bool


def _bonds(earlier: Report, later: Report) -> Iterator[Bond]:
    yield from _held(earlier, later)
    if earlier is not later:
        yield from _held(later, earlier)


def _held(report: Report, other: Report) -> Iterator[Bond]:
    """Each precedent that `report` claims, against what `other` tells."""
    for number, claimed in report.precedents.items():
        beside = (
            _rungs(report, claimed, other) if claimed.kind == "strongest" else _alike(report, number, claimed, other)
        )
        for like, weight, why in beside:
            days = {"first": like.first, "last": like.last, "dated": like.dated}
            yield Bond("precedent", report.thing(number), other.thing(like.number), weight, why, days)


def _alike(report: Report, number: str, claimed: Claimed, other: Report) -> Iterator[tuple[_Likeness, float, str]]:
    """Events and recollections in which the like was done, by or to someone whom the claim names."""
    told = [_Likeness(name, one.first, one.last, dated=True) for name, one in other.recollections.items()]
    # What is itself called a first is a claim, not a witness.
    firsts = [one.span for one in other.precedents.values() if one.kind in {"first", "unprecedented"}]
    told += [
        _when(other, event.id, event.date)
        for event in other.reading.events
        if event.status in _DONE and not any(first.meets(event.trigger) for first in firsts)
    ]
    for like in told:
        similar = float(report.deed(number) @ other.deed(like.number))
        itself = report is other and claimed.span.meets(_place(report, like.number))
        if itself or similar < _least(report, claimed, like, other):
            continue
        if _shared_actor(report, claimed.span, other, like.number) and _same_type(report, claimed, other, like.number):
            yield like, round(min(similar, 1.0), 3), f"The like was done, by words, on {like.first}."


def _least(report: Report, claimed: Claimed, like: _Likeness, other: Report) -> float:
    """How alike something must be to be laid beside a claim."""
    if like.number in other.events:
        return _LIKE_AGAIN if claimed.kind in {"again", "ordinal"} else _LIKE_EVENT
    if _at_mark(like, _since(claimed.span.of(report.text))):
        return _LIKE_AT_MARK
    # A page that itself tells of the like is not lightly taken to gainsay its own claim.
    same_type = report is not other and _types(report, claimed.about) & _types(other, other.recollections[like.number].span)
    if same_type:
        return _LIKE_OF_TYPE
    return _LIKE_EVENT if claimed.kind in {"again", "ordinal"} else _LIKE


def _types(report: Report, span: Span) -> set[EventType]:
    return {event.type for event in report.reading.events if span.meets(event.trigger)}


def _at_mark(told: _Likeness | _Beside, since: tuple[str, str] | None) -> bool:
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
    return not types or not told or bool(types & (told | _WORDS))


def _rungs(report: Report, claimed: Claimed, other: Report) -> Iterator[tuple[_Likeness, float, str]]:
    """What the one whose conduct is called the strongest said and did before: other things, of the same side."""
    own = _own(report, claimed.span)
    doers = _doers(report, own) if own else []
    if own is None or not doers:
        return
    day = _shifted(min(report.day, _told(report, own).first) or report.day, -_APART)
    for number in (*other.statements, *other.events):
        told = _told(other, number)
        if (
            _rung(other, number).height < _LOWEST
            or not (told.dated if report is other else told.first)
            or told.last > day
            or _side(report, own) * _side(other, number) < 0
            or not _is_of(claimed.marker.of(report.text), other, number)
            or float(report.vector(own) @ other.vector(number)) >= _SAME_DEED
        ):
            continue
        match = next((one for one in doers for two in _doers(other, number) if _one(one, two)), None)
        if match:
            yield told, 1.0, f"It is by {match.name}, too, and before."


def _is_of(words: str, report: Report, number: str) -> bool:
    """Whether a thing can be measured against one so called: a warning is one of words, a step of deeds."""
    said = number in report.statements or report.events[number].type in _WORDS
    if _SAID.search(words):
        return said
    return not said if _DONE_SO.search(words) else True


def _told(report: Report, number: str) -> _Likeness:
    """The days of a statement or an event; what goes on has no last day before that of its report."""
    if number in report.statements:
        return _when(report, number, report.statements[number].said_on)
    told = _when(report, number, report.events[number].date)
    return replace(told, last=report.day) if report.events[number].status == "ongoing" else told


def _side(report: Report, number: str) -> int:
    """Whether a thing is on the side of cooperation (1), of conflict (-1), or on either (0), as PLOVER parts types."""
    if number in report.events:
        return 1 if report.events[number].type in _COOPERATION else -1
    return -1 if report.statements[number].act in _HOSTILE else 0


def _doers(report: Report, number: str) -> list[Actor]:
    """Who did or said a thing, and those in whose name: "the foreign ministers of the Maritime Union"."""
    if number in report.statements:
        parties = [party for party in (report.statements[number].source,) if party]
        first = report.speaker(report.statements[number])
    else:
        parties, first = list(report.events[number].actor), None
    within = [party.span for party in parties if party.span]
    named = [actor for party in parties if (actor := report.actor(party))]
    named += [first] if first else []
    return named + [
        actor
        for actor in report.reading.actors
        if actor not in named and any(span.holds(mention) for span in within for mention in actor.mentions)
    ]


def _one(one: Actor, two: Actor) -> bool:
    return bool(same_actor(one, two) or one_for_the_other(one, two))


def _when(report: Report, number: str, told: Date | None) -> _Likeness:
    """The days of a thing: those that the text gives, else the day of its report."""
    if told and told.start and told.basis == "text":
        return _Likeness(number, told.start[:10], (told.end or told.start)[:10], dated=True)
    return _Likeness(number, report.day, report.day, dated=False)


def _place(report: Report, number: str) -> Span:
    if number in report.events:
        return report.sentence(report.events[number].trigger)
    if number in report.recollections:
        return report.recollections[number].span
    return report.place_of(report.statements[number])


def _shared_actor(report: Report, span: Span, other: Report, number: str) -> bool:
    """Whether someone named in the claim, or its speaker, takes part in what is laid beside it; where that names
    nobody ("the two countries"), whether its report is about someone named in the claim.
    """
    claiming = _keys_at(report, span)
    about = other.recollections[number].about if number in other.recollections else _place(other, number)
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
    ladder, own = _ladder(group, member, claimed) if claimed.kind == "strongest" else ((), None)
    verdict, shown = _verdict(claimed, report, evidence)
    then, _ = _verdict(claimed, report, [one for one in evidence if one.known])
    if claimed.kind == "strongest":
        verdict = then = _measured(ladder, own)
    statement = _statement_at(report, claimed.span)
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
        ladder=ladder,
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
        bar = _shifted(report.day, -_APART_FROM_FIRST)
        within = [one for one in before if one.dated and one.last <= bar and (since is None or one.first > since[1])]
        if within:
            return "contradicted", within[:3]
        at_mark = [one for one in before if one.dated and _at_mark(one, since)]
        after = [one for one in evidence if _is_after(one, report.day)]
        return ("borne out", (at_mark or after)[:3]) if at_mark or after else ("nothing on record", [])
    return ("borne out", before[:3]) if before else ("nothing on record", [])


def _is_before(one: _Beside, day: str) -> bool:
    """Whether it was well before the day of the claim."""
    return bool(one.last and day) and one.last <= _shifted(day, -_APART)


def _is_after(one: _Beside, day: str) -> bool:
    return bool(one.first and day) and one.first >= _shifted(day, _APART)


def _shifted(day: str, by: int) -> str:
    try:
        return str(date.fromisoformat(day) + timedelta(by))
    except (ValueError, OverflowError):
        return day


def _since(words: str) -> tuple[str, str] | None:
    """The first and last day of what a claim is measured from: "since September 2011"."""
    match = _SINCE.search(words)
    return interval(match[1], match[2]) if match else None


def _ladder(group: Group, member: Thing, claimed: Claimed) -> tuple[tuple[Rung, ...], Rung | None]:
    """The rungs from the mildest, of which the claim's own is one; what was told after the claim is none."""
    report = group.report(member)
    number = _own(report, claimed.span)
    own = _rung(report, number) if number else None
    rungs = {own.passage.span: own} if own else {}
    for bond in group.bearing("precedent"):
        other = group.report(bond.right)
        if bond.left == member and other.order <= report.order:
            rung = _rung(other, bond.right.id)
            rungs.setdefault(rung.passage.span, rung)
    ordered = sorted(rungs.values(), key=lambda rung: (rung.height, rung.passage.article, rung.passage.span))
    return _thinned(ordered, own), own


def _thinned(rungs: Sequence[Rung], own: Rung | None) -> tuple[Rung, ...]:
    """One rung of each height, act and type; a ladder that lists everything shows nothing."""
    kept: dict[tuple[float, str | None], Rung] = {}
    for rung in rungs:
        kept.setdefault((rung.height, rung.act or rung.type), rung)
    return tuple(rung for rung in rungs if rung is own or rung in kept.values())


def _own(report: Report, span: Span) -> str | None:
    """The highest of the things told in the claim's clause: that which it calls the strongest."""
    inside = [number for number in (*report.events, *report.statements) if span.meets(_place(report, number))]
    return max(inside, key=lambda number: _rung(report, number).height, default=None)


def _rung(report: Report, number: str) -> Rung:
    thing: Event | Statement = report.events.get(number) or report.statements[number]
    if isinstance(thing, Event):
        height = _HEIGHT_OF_TYPE[thing.type] - (0.5 if thing.status in {"planned", "conditional"} else 0.0)
        return Rung(report.told(thing), None, thing.type, height)
    return Rung(report.quote(thing), thing.act, None, _HEIGHT_OF_ACT[thing.act or "other"])


def _measured(ladder: Sequence[Rung], own: Rung | None) -> PrecedentVerdict:
    others = [rung for rung in ladder if rung is not own]
    if own is None or not others:
        return "nothing on record"
    return "contradicted" if any(rung.height > own.height for rung in others) else "borne out"


def _statement_at(report: Report, span: Span) -> Statement | None:
    """The innermost statement whose content holds the claim."""
    holding = [
        one
        for one in report.reading.statements
        if any(part.holds(span) or span.meets(part) for part in one.content.spans)
    ]
    exact = [one for one in holding if report.place_of(one).holds(Span(span.start, span.start + 1))]
    return min(exact, key=lambda one: report.place_of(one).end - report.place_of(one).start, default=None)


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
