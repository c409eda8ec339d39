"""Ladders: by how much one thing said or done is stronger than another, for "the strongest warning yet".

Acts and events stand on rungs in the order of PLOVER's types, first what is done with words, then with means, then with
force (Open Event Data Alliance, PLOVER manual; the conflict-cooperation order goes back to Goldstein, 1992).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from according.comparison.bonds import Thing
from according.comparison.days import shifted
from according.comparison.firsts import Claimed
from according.comparison.groups import Group
from according.comparison.reports import Report
from according.comparison.speakers import of_one_voice
from according.findings import PrecedentVerdict, Rung
from according.model import Actor, Date, Event, Span, Statement

# The same deed told twice is no precedent for itself: so many days must lie between two of a kind.
APART = 2
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
WORDS = frozenset({"CONSULT", "AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
_SAID = re.compile(
    r"\b(?:warning|message|statement|expression|threat|pledge|promise|criticism|condemnation|rebuke|language|words|call|"
    r"appeal|demand|accusation|denial|admission|acknowledg\w+|declaration|assurance|endorsement|blackmail|ultimatum|"
    r"insult|provocation)s?\b",
    re.IGNORECASE,
)
_DONE_SO = re.compile(r"\b(?:step|measure|move|protest|attack|sanction)s?\b", re.IGNORECASE)
# What is well meant, and what is not: a warning is measured against no support, nor support against a denial.
_KIND_SAID = re.compile(
    r"\b(?:support|backing|endorsement|assurance|pledge|promise|offer|gesture|overture|commitment|acknowledg\w+)s?\b",
    re.IGNORECASE,
)
_HARD_SAID = re.compile(
    r"\b(?:warning|threat|criticism|condemnation|rebuke|accusation|denial|protest|sanction|blackmail|insult|ultimatum|"
    r"demand|provocation|reprimand|attack)s?\b",
    re.IGNORECASE,
)
# A bare noun says nothing by itself; what has a verb does.
_VERB = re.compile(
    r"\b(?:\w+ed|\w+ing|is|are|was|were|be|will|would|must|should|can|could|may|might|has|have|had|do|does|did|to|not)\b",
    re.IGNORECASE,
)
_COOPERATION = frozenset({"CONSULT", "AGREE", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"})
_HOSTILE = frozenset({"accuse", "threaten", "deny"})
# So alike (cosine), a thing told on another day is the very one that is called the strongest.
_SAME_DEED = 0.6
# Below this height a word is mere talk, and no step of a ladder.
_LOWEST = 1.0


@dataclass(frozen=True, slots=True)
class Dated:
    """Something in a report that is like a claimed precedent, and on which days it was or was told."""

    number: str
    first: str
    last: str
    dated: bool


def rungs(report: Report, claim: str, other: Report) -> Iterator[tuple[Dated, float, str]]:
    """What the one whose conduct is called the strongest said and did before: other things, of the same side."""
    claimed = report.precedents[claim]
    own = _own(report, claimed.span)
    doers = _doers(report, own) if own else []
    if own is None or not doers:
        return
    words = claimed.marker.of(report.text)
    side = _side_called(words) or _side(report, own)
    # What the claim's own page tells of before is told by other pages, from their day.
    if report is other or not other.day or other.day > shifted(report.day, -APART):
        return
    for number in (*other.statements, *other.events):
        told = _told(other, number)
        if (
            _rung(other, number).height < _LOWEST
            or told.last > shifted(report.day, -APART)
            or side * _side(other, number) < 0
            or not _is_of(words, other, number)
            or float(report.vector(own) @ other.vector(number)) >= _SAME_DEED
        ):
            continue
        match = next((one for one in doers for two in _doers(other, number) if of_one_voice(one, two)), None)
        if match:
            alike = float(report.deed(claim) @ other.vector(number))
            yield told, round(min(max(alike, 0.0), 1.0), 3), f"It is by {match.name}, too, and before."


def _side_called(words: str) -> int:
    """On which side a thing is, by what it is called: "the strongest expression of support"."""
    return bool(_KIND_SAID.search(words)) - bool(_HARD_SAID.search(words))


def _is_of(words: str, report: Report, number: str) -> bool:
    """Whether a thing can be measured against one so called: a warning is one of words, a step of deeds."""
    said = number in report.statements or report.events[number].type in WORDS
    if _SAID.search(words):
        return said
    return not said if _DONE_SO.search(words) else True


def _told(report: Report, number: str) -> Dated:
    """The days of a statement or an event; what goes on has no last day before that of its report."""
    if number in report.statements:
        return days_of(report, number, report.statements[number].said_on)
    told = days_of(report, number, report.events[number].date)
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


def days_of(report: Report, number: str, told: Date | None) -> Dated:
    """The days of a thing: those that the text gives, else the day of its report."""
    if told and told.start and told.basis == "text":
        return Dated(number, told.start[:10], (told.end or told.start)[:10], dated=True)
    return Dated(number, report.day, report.day, dated=False)


def place_of(report: Report, number: str) -> Span:
    """Where a thing is told: the sentence of an event or a recollection, the content of a statement."""
    if number in report.events:
        return report.sentence(report.events[number].trigger)
    if number in report.recollections:
        return report.recollections[number].span
    return report.place_of(report.statements[number])


def ladder(group: Group, member: Thing, claimed: Claimed) -> tuple[tuple[Rung, ...], Rung | None]:
    """The rungs from the mildest, of which the claim's own is one; what was told after the claim is none."""
    report = group.report(member)
    number = _own(report, claimed.span)
    own = _rung(report, number) if number else None
    rungs = {_sentence(report, own): own} if own else {}
    # Of what one sentence tells, the highest; of what is as high, what is most like the claim.
    for bond in sorted(group.bearing("precedent"), key=lambda one: (-one.weight, one.right)):
        other = group.report(bond.right)
        if bond.left == member and other.order < report.order:
            rung = _rung(other, bond.right.id)
            place = _sentence(other, rung)
            if place not in rungs or rungs[place].height < rung.height:
                rungs[place] = rung
    thinned = _thinned(list(rungs.values()), own)
    return tuple(sorted(thinned, key=lambda rung: (rung.height, rung.passage.article, rung.passage.span))), own


def _sentence(report: Report, rung: Rung) -> tuple[str, Span]:
    return report.id, report.sentence(rung.passage.span)


def _thinned(rungs: Sequence[Rung], own: Rung | None) -> tuple[Rung, ...]:
    """One rung of each height and kind; a ladder that lists everything shows nothing."""
    kept: dict[tuple[float, str], Rung] = {}
    for rung in rungs:
        kept.setdefault((rung.height, (rung.act or rung.type or "").casefold()), rung)
    return tuple(rung for rung in rungs if rung is own or rung in kept.values())


def _own(report: Report, span: Span) -> str | None:
    """The highest of the things told in the claim's clause: that which it calls the strongest.

    Where the next sentence gives its words, it is these: "issued their strongest warning yet. “We will …,” said …".
    """
    inside = [number for number in (*report.events, *report.statements) if span.meets(place_of(report, number))]
    named = max(inside, key=lambda number: _rung(report, number).height, default=None)
    if named is None:
        return None
    voices = [actor for number in inside for actor in _doers(report, number)]
    words = [
        number
        for number, statement in report.statements.items()
        if _follows(report, span, report.place_of(statement))
        and any(of_one_voice(one, two) for one in voices for two in _doers(report, number))
        and _rung(report, number).height >= _rung(report, named).height
    ]
    return words[0] if words else named


def _follows(report: Report, span: Span, words: Span) -> bool:
    """Whether words stand in the next sentence of a clause's paragraph."""
    between = report.text[span.end : words.start] if words.start >= span.end else "\n"
    return "\n" not in between and len(between.strip(' .!?”"“')) == 0


def _rung(report: Report, number: str) -> Rung:
    thing: Event | Statement = report.events.get(number) or report.statements[number]
    if isinstance(thing, Event):
        height = _HEIGHT_OF_TYPE[thing.type] - (0.5 if thing.status in {"planned", "conditional"} else 0.0)
        return Rung(report.told(thing), None, thing.type, height)
    words = report.quote(thing)
    if not _VERB.search(words.words):
        # "A recount" is no rung by itself; the sentence says what was done with it.
        words = report.passage(report.sentence(words.span), statement=thing.id)
    return Rung(words, thing.act, None, _HEIGHT_OF_ACT[thing.act or "other"])


def measured(ladder: Sequence[Rung], own: Rung | None) -> PrecedentVerdict:
    """Whether nothing on the ladder stands above what is called the strongest; with nothing beside it none can tell."""
    others = [rung for rung in ladder if rung is not own]
    if own is None or not others:
        return "nothing on record"
    return "contradicted" if any(rung.height > own.height for rung in others) else "borne out"
