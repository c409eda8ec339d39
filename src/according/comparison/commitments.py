"""Commitments and threats: all wordings of one pledge, on which condition, by when, and what became of it.

Wordings are joined where the same actor, or one who speaks for him, says that he will do the same: by the words and
vectors of the action, by a like condition, by the same deadline, or because the one gives in his own words what the
other has just told. Its status moves only on evidence (`turns.py`), and what the program proposes is marked so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple, cast

from according.comparison.addressees import addressees
from according.comparison.bonds import Bond, Thing
from according.comparison.deadlines import named_days
from according.comparison.groups import Group
from according.comparison.judged import COMMITMENT_STATUS
from according.comparison.keys import NAMED
from according.comparison.kinds import Kind
from according.comparison.origins import origins
from according.comparison.pledges import Act, Pledge, cue_of, deeds
from according.comparison.reports import Report
from according.comparison.speakers import of_one_voice, same_speaker, speaks_for
from according.comparison.turns import STATUSES, turned
from according.comparison.wording import content_words, likeness, negated, numbers, numbers_agree
from according.findings import Bound, Commitment, CommitmentStatus, Passage, Step
from according.model import Actor, Date, Judgement, Span, Statement

# "The offer to exchange them" names itself what it is about.
_WILL = re.compile(r"\b(?:will|would)\b", re.IGNORECASE)

Pair = tuple[Pledge, Pledge, str]
Turned = Mapping[str, Any]
_PROMISED = re.compile(r"\b(?:promis|pledg|vow|offer)", re.IGNORECASE)
_TELLS_DEED = re.compile(
    r"\b(?:threat|warning|offer|promise|pledge|ultimatum|commitment|guarantee) to\b", re.IGNORECASE
)

# Chosen on the dossier's pledges: how alike the vectors of two actions, or of two conditions, must be.
_ONE_ACTION = 0.75
_LIKE_ACTION = 0.45
_ONE_CONDITION = 0.6
_LIKE_CONDITION = 0.45
_OTHER_CONDITION = 0.42
# A speaker's own words may give a condition that the report's have only in part.
_OTHER_MATTER = 0.15
# With the same deadline, or told with the day on which it was made, much less will do.
_HINT = 0.19
_HINT_OF_DAY = 0.35
# So many of the fewer content words must be the other's too, and so many at least.
_SHARED = 0.6
_LEAST_SHARED = 2
_WHOLE_SHARED = 0.8
_RUN = 5


def _bonds(earlier: Report, later: Report) -> Iterator[Bond]:
    found = list(_joined(earlier, later))
    yield from found
    retold = {one.left.id: {bond.right.id for bond in found if bond.left.id == one.left.id} for one in found}
    yield from turned(earlier, later, retold)


def _joined(earlier: Report, later: Report) -> Iterator[Bond]:
    if earlier is later:
        yield from _elaborated(earlier)
    for pledge, other, why in _of_one_condition(earlier, later, list(_pairs(earlier, later))):
        yield _bond(earlier, pledge.statement, later, other.statement, why)
    for pledge in earlier.pledges.values():
        for number in _retold(earlier, pledge, later):
            yield _bond(earlier, pledge.statement, later, number, "The words of the action are the same.")
    if earlier is not later:
        for other in later.pledges.values():
            for number in _retold(later, other, earlier):
                yield _bond(earlier, number, later, other.statement, "The words of the action are the same.")


def _pairs(earlier: Report, later: Report) -> Iterator[Pair]:
    """The pledges of two reports, or of one, that are one."""
    for pledge in earlier.pledges.values():
        for other in later.pledges.values():
            if earlier is later and pledge.statement >= other.statement:
                continue
            if why := _same_pledge(earlier, pledge, later, other):
                yield pledge, other, why


def _of_one_condition(earlier: Report, later: Report, pairs: Sequence[Pair]) -> Iterator[Pair]:
    """Leave out what joins pledges on different conditions through one that names none; that goes with the likest."""
    for pair in pairs:
        beside = [one for one in pairs if one is not pair and _through(pair, one)]
        if all(_alike(earlier, later, pair) >= _alike(earlier, later, one) for one in beside):
            yield pair


def _through(pair: Pair, other: Pair) -> bool:
    """Whether two pairs share a pledge without a condition, and their other ends hang on different ones."""
    for shared, end in ((pair[0], pair[1]), (pair[1], pair[0])):
        for also, against in ((other[0], other[1]), (other[1], other[0])):
            if shared == also and shared.condition is None and end.condition and against.condition:
                return end != against
    return False


def _alike(earlier: Report, later: Report, pair: Pair) -> float:
    return float(earlier.action(pair[0].statement) @ later.action(pair[1].statement))


def _bond(report: Report, number: str, other: Report, against: str, why: str) -> Bond:
    return Bond("pledge", report.thing(number), other.thing(against), 1.0, why)


def _same_pledge(report: Report, pledge: Pledge, other: Report, against: Pledge) -> str | None:
    """Why two pledges are one; None where the evidence does not suffice."""
    one, two = report.statements[pledge.statement], other.statements[against.statement]
    if pledge.recalls or against.recalls:
        named = _recalled(report, pledge, other, against)
        if named:
            return named
    if not _same_bound(report, pledge, other, against):
        return None
    if not numbers_agree(_undated(pledge.action), _undated(against.action)):
        return None
    hangs = _conditions(report, pledge, other, against)
    if hangs is not None and (hangs < _OTHER_CONDITION or _if_not(report, pledge) != _if_not(other, against)):
        return None
    if report is other and one.form == two.form and set(deeds(pledge.action)) & set(deeds(against.action)):
        return "One report tells the same deed of both."
    return _by_action(report, pledge, other, against, hangs) or _by_day(report, pledge, other, against)


def _same_bound(report: Report, pledge: Pledge, other: Report, against: Pledge) -> bool:
    """Whether two pledges bind the same, or one speaks for the other."""
    one, two = report.statements[pledge.statement], other.statements[against.statement]
    first, second = report.actors.get(pledge.bound or ""), other.actors.get(against.bound or "")
    if first == report.speaker(one) and second == other.speaker(two):
        return bool(same_speaker(report, one, other, two) or speaks_for(report, one, other, two))
    if first is None or second is None:
        return False
    return of_one_voice(first, second) or (report is other and first == second)


def _by_action(report: Report, pledge: Pledge, other: Report, against: Pledge, hangs: float | None) -> str | None:
    alike = float(report.action(pledge.statement) @ other.action(against.statement))
    shared = likeness(pledge.action, against.action)
    if alike >= _ONE_ACTION or (
        shared.shared >= _LEAST_SHARED and (alike >= _LIKE_ACTION or shared.content >= _SHARED)
    ):  # fmt: skip
        return "The actor and the action agree."
    if hangs is not None and (hangs >= _ONE_CONDITION or (hangs >= _LIKE_CONDITION and alike >= _HINT)):
        return "The actor and the condition agree."
    if numbers(_undated(pledge.action)) & numbers(_undated(against.action)) and shared.shared >= _LEAST_SHARED:
        return "The actor, the deed and the figure agree."
    return None


def _by_day(report: Report, pledge: Pledge, other: Report, against: Pledge) -> str | None:
    """The same deadline, or a report that says on which day the pledge was made."""
    alike = float(report.action(pledge.statement) @ other.action(against.statement))
    if alike < _HINT:
        return None
    if _days(report, pledge) & _days(other, against):
        return "The actor and the day by which it is to be done agree."
    one, two = report.statements[pledge.statement], other.statements[against.statement]
    if (
        report is not other
        and alike >= _HINT_OF_DAY
        and _made_on(report, one)
        and _made_on(report, one) == _made_on(other, two)
    ):
        return "The actor and the day on which it was said agree."
    return None


def _made_on(report: Report, statement: Statement) -> str | None:
    """The day on which a statement was made: as it says, else that of its report, unless it tells of an earlier one."""
    said = statement.said_on
    if said and said.basis == "text" and said.precision in ("day", "instant"):
        return (said.start or "")[:10] or None
    return None if cue_of(report, statement).startswith("had ") or statement.earlier else report.day or None


def _recalled(report: Report, pledge: Pledge, other: Report, against: Pledge) -> str | None:
    """Whether one says that the other's threat or offer still stands, naming it by what it is about."""
    one, two = report.statements[pledge.statement], other.statements[against.statement]
    recalling, named = (pledge, against) if pledge.recalls else (against, pledge)
    if named.recalls or not _of_one_state(report, one, other, two):
        return None
    about = content_words(recalling.action) - content_words(f"{recalling.recalls} stand stood remain force valid open")
    if len(about & content_words(_whole(report, other, named))) >= _LEAST_SHARED:
        return "It says that this still stands, and names it by what it is about."
    near = report is other and same_speaker(report, one, other, two)
    if near and recalling.act == named.act and not _TELLS_DEED.search(recalling.action):
        return "It says in the same report that this still stands."
    return None


def _whole(report: Report, other: Report, pledge: Pledge) -> str:
    holder = report if pledge.statement in report.statements else other
    return holder.words(holder.statements[pledge.statement])


def _of_one_state(report: Report, one: Statement, other: Report, two: Statement) -> bool:
    first, second = report.speaker(one), other.speaker(two)
    same_state = bool(first and second and first.country and first.country == second.country)
    return same_state or same_speaker(report, one, other, two) is not None


def _conditions(report: Report, pledge: Pledge, other: Report, against: Pledge) -> float | None:
    ours, theirs = report.condition(pledge.statement), other.condition(against.statement)
    return None if ours is None or theirs is None else float(ours @ theirs)


def _if_not(report: Report, pledge: Pledge) -> bool:
    """Whether a deed is for the case that something does not come: "unless it comes", "if it does not come".

    What will not be done unless it comes is for the case that it comes.
    """
    hangs = pledge.condition.of(report.text) if pledge.condition else ""
    return ((pledge.marker in ("unless", "or")) != negated(hangs)) != negated(pledge.action)


def _days(report: Report, pledge: Pledge) -> set[date]:
    return {named.day for named in named_days(pledge.action, report.day)}


def _undated(words: str) -> str:
    """Words without their days and years, which are no figures of the deed."""
    kept = words
    for named in ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
                  "november", "december"):  # fmt: skip
        kept = _without_day(kept, named)
    return kept


def _without_day(words: str, month: str) -> str:
    if month not in words.casefold():
        return words
    parts = words.split()
    marked = {n for n, part in enumerate(parts) if part.casefold().strip(".,;“”\"'") == month}
    near = {n + step for n in marked for step in (-1, 0, 1)}
    return " ".join(part for n, part in enumerate(parts) if n not in near or not any(map(str.isdigit, part)))


def _retold(report: Report, pledge: Pledge, other: Report) -> Iterator[str]:
    """Statements of the same speaker that have the pledge's words and were not read as pledges."""
    words = content_words(pledge.action)
    around = {other.statements[inner].within for inner in other.pledges}
    for number, statement in other.statements.items():
        if (
            number in other.pledges
            or number in around
            or statement.act not in ("assert", "assess", "commit", "other", None)
        ):
            continue
        told = other.words(statement)
        # The words that both have are looked at first: an alignment costs a hundred times as much.
        if len(words & content_words(told)) < _LEAST_SHARED:
            continue
        same = likeness(pledge.action, told)
        retold = same.content >= _WHOLE_SHARED and (
            (_WILL.search(told) and (same.run >= _RUN or numbers(pledge.action) & numbers(told)))
            or (statement.act == "commit" and _PROMISED.search(cue_of(other, statement)))
        )
        if retold and same_speaker(report, report.statements[pledge.statement], other, statement):
            yield number


def _elaborated(report: Report) -> Iterator[Bond]:
    """A pledge told first in the report's words and then in the speaker's own."""
    order = [one for one in report.statements.values() if one.within is None]
    for one, two in pairwise(order):
        if _gives_words_of(report, one, two):
            why = "The speaker's own words follow upon those of the report."
            yield _bond(report, one.id, report, two.id, why)


def _gives_words_of(report: Report, one: Statement, two: Statement) -> bool:
    told, words = report.pledges.get(one.id), report.pledges.get(two.id)
    if told is None or one.form != "indirect" or two.form == "indirect" or told.recalls:
        return False
    if words is None and not (two.condition and two.act in ("assert", "assess")):
        return False
    if not (same_speaker(report, one, report, two) or speaks_for(report, one, report, two)) and not _described(
        report.speaker(one), report.speaker(two)
    ):
        return False
    hangs = _conditions(report, told, report, words) if words else None
    return hangs is None or hangs >= _OTHER_MATTER


def _described(voice: Actor | None, person: Actor | None) -> bool:
    """Whether a voice that is only described ("the head of the commission") may be a person named next."""
    if voice is None or person is None or voice.kind != "person" or person.kind != "person":
        return False
    described = voice.name[:1].islower() and person.name[:1].isupper()
    return described and voice.country is not None and (voice.country, voice.sector) == (person.country, person.sector)


def _build(group: Group) -> Commitment | None:
    said = [(group.report(member), group.report(member).statements[member.id]) for member in group.members]
    told = [(report, report.pledges[one.id]) for report, one in said if one.id in report.pledges]
    if not told:
        return None
    first_report, first = _fullest(told)
    act: Act = "threaten" if any(pledge.act == "threaten" for _, pledge in told) else "commit"
    history = _history(group, act, first_report, first_report.statements[first.statement])
    first_day, last_day = group.days
    return Commitment(
        id=group.id,
        kind="commitment",
        act=act,
        by=_by(told),
        to=addressees(told),
        action=first_report.quote(first_report.statements[first.statement]),
        conditions=tuple(_bounds(told)),
        due=_due(told),
        statements=tuple(report.quote(statement) for report, statement in said),
        status=history[-1].status,
        history=history,
        origins=origins(said),
        first_day=first_day,
        last_day=max(last_day, *(step.on for step in history), last_day),
    )  # fmt: skip


def _fullest(told: Sequence[tuple[Report, Pledge]]) -> tuple[Report, Pledge]:
    """The first wording, or the fullest of the same report that says on what it hangs."""
    made = [(report, pledge) for report, pledge in told if not pledge.recalls] or [*told]
    conditional = [(report, pledge) for report, pledge in made if report is made[0][0] and pledge.condition]
    return max(conditional, key=lambda one: len(content_words(_whole(one[0], one[0], one[1]))), default=made[0])


def _by(told: Sequence[tuple[Report, Pledge]]) -> str | None:
    """The person who is bound, where one of the reports names him; else the body or the state."""
    speakers = [speaker for report, one in told if (speaker := report.actors.get(one.bound or ""))]
    named = [one for one in speakers if one.kind != "unnamed"]
    people = [one for one in named if one.kind == "person" and one.name[:1].isupper()]
    return next((one.name for one in (*people, *named, *speakers)), None)


def _bounds(told: Iterable[tuple[Report, Pledge]]) -> Iterator[Bound]:
    """Each condition once, in each of its wordings."""
    seen = set[str]()
    for report, pledge in told:
        if pledge.condition is None or pledge.marker is None:
            continue
        words = pledge.condition.of(report.text)
        if words.casefold() not in seen:
            seen.add(words.casefold())
            yield Bound(pledge.marker, report.passage(pledge.condition, statement=pledge.statement))


def _due(told: Sequence[tuple[Report, Pledge]]) -> Date | None:
    """By when, or on which day, it is to be done: as the earliest wording that says so has it."""
    for report, pledge in told:
        named = named_days(pledge.action, report.day)
        if named:
            last = max(named, key=lambda one: one.day)
            start = report.day if last.is_term and report.day <= last.day.isoformat() else last.day.isoformat()
            return Date(start, last.day.isoformat(), "day", "text")
    dues = (report.statements[pledge.statement].due for report, pledge in told)
    found = next((due for due in dues if due and due.end), None)
    return Date(found.start, found.end, found.precision, found.basis) if found else None


def _history(group: Group, act: Act, report: Report, statement: Statement) -> tuple[Step, ...]:
    """The steps from "open" on, in the order of their days; each status once, on all its evidence."""
    opened = _made_on(report, statement) or report.day
    steps = [Step("open", opened, (report.quote(statement),), "Made, and nothing on record ends it.", False)]
    turns: dict[CommitmentStatus, list[tuple[Thing, Turned]]] = {}
    for bond in group.bearing("turn"):
        # A statement that ends one pledge may make another.
        for turn in bond.data["turns"] if bond.right in group.members else ():
            if turn["of"] in (None, act):
                turns.setdefault(turn["status"], []).append((bond.left, turn))
    proposed: list[Step] = []
    for status, found in turns.items():
        told = sorted(found, key=lambda one: (group.report(one[0]).order, one[1]["span"]))
        on = min(turn["on"] for _, turn in told)
        evidence = tuple(dict.fromkeys(_shown(group, thing, turn) for thing, turn in told))
        proposed.append(Step(status, on, evidence, told[0][1]["why"], True))
    said = _said_of(group)
    if said.instead and _word(said.instead)["status"] == "open":
        steps[0] = replace(steps[0], why=_set_by(said.instead))
    for step in sorted(_judged(proposed, said), key=lambda one: (one.on, STATUSES.index(one.status))):
        steps.append(step)
        if step.status != "condition met":
            break
    return tuple(steps)


class _Said(NamedTuple):
    """What people said of a commitment's status: the last word on each status that is proposed, and the last of all
    that sets another.
    """

    on: Mapping[CommitmentStatus, Judgement]
    instead: Judgement | None


def _said_of(group: Group) -> _Said:
    """What people said, on whichever of the statements stood first when they said it."""
    given = [
        judgement
        for member in group.members
        for judgement in group.report(member).judged.of(COMMITMENT_STATUS)
        if judgement.target == member.id
    ]
    last: dict[Any, Judgement] = {
        one.machine: one
        for one in sorted(given, key=lambda one: (one.at, one.id))
        if one.machine is None or isinstance(one.machine, str)
    }
    others = (one for one in last.values() if one.verdict == "corrected")
    return _Said(last, max(others, key=lambda one: (one.at, one.id), default=None))


def _judged(proposed: Iterable[Step], said: _Said) -> Iterator[Step]:
    """The steps that people left, and the one that they set; what they set takes the place of every other ending."""
    for step in proposed:
        word = said.on.get(step.status)
        if word and word.verdict == "confirmed":
            yield replace(step, why=f"{step.why} Confirmed by {word.author} on {word.at[:10]}.", proposed=False)
        elif word is None and (said.instead is None or step.status == "condition met"):
            yield step
    if said.instead is not None:
        yield from _set(said.instead, proposed)


def _set(said: Judgement, proposed: Iterable[Step]) -> Iterator[Step]:
    """The step that a person set, on the evidence of the one whose place it takes."""
    word = _word(said)
    evidence = next((step.evidence for step in proposed if step.status == said.machine), ())
    if word["status"] != "open":
        yield Step(word["status"], word.get("on") or said.at[:10], evidence, _set_by(said), False)


def _word(said: Judgement) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", said.person)


def _set_by(said: Judgement) -> str:
    return f"Set by {said.author} on {said.at[:10]}."


def _shown(group: Group, thing: Thing, turn: Turned) -> Passage:
    report = group.report(thing)
    statement = thing.id if thing.id in report.statements else None
    event = thing.id if thing.id in report.events else None
    return report.passage(Span(*turn["span"]), statement=statement, event=event)


COMMITMENTS = Kind(
    name="commitment",
    families=(NAMED,),
    bonds=_bonds,
    build=_build,
    members=lambda report: report.pledges,
    joins="pledge",
    draws_on={"turn": "right"},
)
