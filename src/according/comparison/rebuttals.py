"""Which assertion a statement that opposes is against: a scored test whose reasons are told to the reader.

A careful reader goes by who speaks (the one who is told to have done it says no), by whom he names, by what both tell
of, by where it stands, and by how plainly it opposes. None of these decides alone; together they must come to what the
statement's manner needs (`_NEEDED`), and of several assertions of a report it is against the one with most.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from according.comparison.assertions import Assertion, assertions, is_nested, one_side
from according.comparison.days import days_between
from according.comparison.disputes import Opposed, can_be_disputed, comes_after, disputes_within, name_of
from according.comparison.evidence import (
    DEED_UNDONE,
    EXCLUDES,
    FINDS_NOTHING,
    OPPOSED,
    SAYS_CONTRARY,
    Evidence,
    is_laid_at_a_door,
    matter_of,
    near_to,
    points,
    reasons,
)
from according.comparison.gestures import Gesture, Manner, gestures
from according.comparison.likeness import likeness
from according.comparison.remarks import is_document
from according.comparison.reports import Report
from according.comparison.sides import by_surname, is_done_to, is_in_quarrel, of_one_side
from according.comparison.wording import negated, numbers
from according.reading.sides import is_known

# What the evidence must come to, by how a statement opposes; chosen on invented pairs of reports and on the dossiers
# for development.
_NEEDED: dict[Manner, float] = {
    "denies": 0.6,
    "labels": 0.45,
    "points": 0.45,
    "invents": 0.3,
    "doubts": 0.38,
    "contrary": 0.6,
    "own number": 0.5,
    "says no": 0.7,
    "otherwise": 0.65,
    "wins": 0.3,
    "silent": 0.5,
    "no hand": 0.45,
    "leaves open": 0.38,
    "opposite": 0.7,
}
# How much of that must be of the matter itself where it does not only point back at what stands just before it.
_MATTER: dict[Manner, float] = {
    "denies": 0.25,
    "labels": 0.2,
    "points": 0.12,
    "doubts": 0.2,
    "contrary": 0.3,
    "says no": 0.28,
    "otherwise": 0.25,
    "silent": 0.2,
    "no hand": 0.12,
    "leaves open": 0.3,
    "opposite": 0.12,
}
# In one report what is opposed stands in the same paragraph or one of the two before it; another is no older than so
# many days, and tells of something so alike.
_BACK, _OLD, _ALIKE = 2, 10, 0.25
_ASKING = re.compile(r"(?:whether|if|how|what|who|why|when|where)\b", re.IGNORECASE)


def rebuttals(by: Report, against: Report, known: Iterable[Opposed] = ()) -> Iterator[Opposed]:
    """What the statements of one report that oppose something are against in another, or in it.

    Args:
        known: what is known to be disputed between the two: a statement that disputes something there is passed over.
    """
    taken = {found.by for found in known}
    there = [gesture for gesture in gestures(by) if gesture.by not in taken]
    if not there or not _may_answer(by, against):
        return
    alike = likeness(*sorted((by, against), key=lambda one: one.order)).total if by.id != against.id else 1.0
    for gesture in there:
        if by.id != against.id and points(gesture) and gesture.by in _answered_at_home(by):
            continue
        if by.id != against.id and gesture.manner != "invents" and alike < _ALIKE:
            continue
        if (found := _strongest(gesture, against)) is not None:
            yield found


def _answered_at_home(report: Report) -> frozenset[Assertion]:
    """The statements of a report that are against something told in the report itself."""
    return report.once(_at_home)


def _at_home(report: Report) -> frozenset[Assertion]:
    known = {found.by for found in disputes_within(assertions(report).all)}
    return frozenset(known | {one.by for one in gestures(report) if _strongest(one, report) is not None})


def _may_answer(by: Report, against: Report) -> bool:
    """Whether a report may know of another: it is not older, nor much younger."""
    if by.id == against.id:
        return True
    return 0 <= days_between(against.day, by.day) <= _OLD


def _strongest(gesture: Gesture, against: Report) -> Opposed | None:
    """The assertion of a report with most evidence, if that is enough."""
    found = [(evidence, one) for one, evidence in _weighed(gesture, against)]
    if not found:
        return None
    evidence, one = max(found, key=lambda pair: (pair[0].total, -pair[1].row))
    if evidence.total < _NEEDED[gesture.manner]:
        return None
    why = f"{name_of(gesture.by)} {gesture.does}; {evidence.strongest}."
    rival = gesture.manner in ("says no", "otherwise", "contrary", "own number")
    return Opposed(gesture.by, one, gesture.how, why, rival, round(min(1.0, evidence.total), 4))


def _weighed(gesture: Gesture, against: Report) -> Iterator[tuple[Assertion, Evidence]]:
    for one in assertions(against).all:
        if _may_be_opposed(gesture, one) and _shares_matter(gesture, one):
            evidence = Evidence(tuple(reasons(gesture, one)))
            if _is_conclusive(gesture, one, evidence):
                yield one, evidence


def _shares_matter(gesture: Gesture, one: Assertion) -> bool:
    """Whether both share as much of the matter as the manner needs; asked first, since most share nothing."""
    by_itself = gesture.manner in ("invents", "wins", "own number") or gesture.noun
    if by_itself or (points(gesture) and gesture.by.report.id == one.report.id):
        return True
    shared = sum(reason.weight for reason in matter_of(gesture, one) if reason.kind == "matter")
    return shared >= _MATTER[gesture.manner]


def _may_be_opposed(gesture: Gesture, one: Assertion) -> bool:
    """Whether an assertion stands where a statement may be against it, and is another side's, or laid at its door."""
    by = gesture.by
    if not comes_after(by, one) or is_nested(by, one) or is_document(one.report, one.statement):
        return False
    if by.report.id == one.report.id and by.paragraph - one.paragraph > _BACK:
        return False
    if gesture.manner in ("denies", "doubts") and _is_of_another(by, one):
        return False
    if gesture.manner == "own number":
        return one_side(by, one) is not None and bool(one.counts) and can_be_disputed(one)
    if gesture.manner in ("denies", "labels", "points") and is_laid_at_a_door(one):
        return not _is_told_by_another(one)
    return can_be_disputed(one) and not of_one_side(by, one) and not _ASKING.match(one.words)


def _is_of_another(by: Assertion, one: Assertion) -> bool:
    """Whether a statement names somebody else as the one whose words it opposes: "rejected the minister’s claim …"."""
    inner = (each for each in assertions(by.report).all if each.statement.within == by.statement.id)
    named = [
        each
        for each in inner
        if each.asserts and not one_side(by, each) and each.speaker and each.speaker.name[:1].isupper()
    ]
    return any(not one_side(each, one) and not by_surname(each.speaker, one.speaker) for each in named)


def _is_told_by_another(one: Assertion) -> bool:
    """Whether an assertion stands in another that can be disputed as a whole: "Kestria plans …, the minister said"."""
    around = next((each for each in assertions(one.report).all if each.statement.id == one.statement.within), None)
    return around is not None and can_be_disputed(around) and not one_side(around, one)


def _is_conclusive(gesture: Gesture, one: Assertion, evidence: Evidence) -> bool:
    """Whether the evidence has what a manner cannot do without."""
    manner, here = gesture.manner, gesture.by.report.id == one.report.id
    if manner in ("invents", "wins", "own number"):
        return _is_of_it(gesture, one, evidence)
    if manner in ("silent", "no hand") and not evidence.accused:
        return False
    if manner == "doubts" and not (here or gesture.noun or evidence.called_or_named):
        return False
    if (here and points(gesture)) or evidence.has(f"that is what it calls the {gesture.noun}"):
        return True
    if evidence.matter < _MATTER[manner]:
        return False
    if manner in ("otherwise", "opposite"):
        return _is_his_account(gesture, one, evidence)
    if manner == "says no":
        return _is_a_no_to_it(gesture.by, one, evidence)
    # What only points back is known in another report by the words around it.
    return not points(gesture) or evidence.told > 0


def _is_of_it(gesture: Gesture, one: Assertion, evidence: Evidence) -> bool:
    """Whether whoever is accused of inventing it is named, the same is won, or the number is another."""
    if gesture.manner == "invents":
        return evidence.has(f"{name_of(one)} is named by it")
    if gesture.manner == "wins":
        return "win" in gesture.by.telling_words(gesture.matter) & one.telling_words(one.words)
    return bool(numbers(gesture.matter) - numbers(one.words))


def _is_his_account(gesture: Gesture, one: Assertion, evidence: Evidence) -> bool:
    """Whether the one who is told to have done it tells of the same thing himself, another way."""
    here, by = gesture.by.report.id == one.report.id, gesture.by
    if gesture.manner == "opposite" and not (evidence.has(EXCLUDES) and (here or near_to(by, one) >= OPPOSED)):
        return False
    known = _are_known(by, one) and not is_done_to(by, one)
    return known and evidence.accused and evidence.told > 0 and is_in_quarrel(by, one)


def _are_known(by: Assertion, one: Assertion) -> bool:
    """Whether it is told who they are; in a feature of many unnamed voices a no is seldom said to the one before it.

    An accusation is answered whoever raised it.
    """
    if by.speaker is None or not is_known(by.speaker):
        return False
    return one.statement.act == "accuse" or (one.speaker is not None and is_known(one.speaker))


def _is_a_no_to_it(by: Assertion, one: Assertion, evidence: Evidence) -> bool:
    """Whether a no is somebody's whom it concerns, or finds nothing, and is said of the same."""
    if not (evidence.accused or evidence.has(FINDS_NOTHING)) or negated(one.words) or not _are_known(by, one):
        return False
    enough = evidence.shared > 1 or evidence.has(DEED_UNDONE, FINDS_NOTHING)
    return enough and evidence.has(SAYS_CONTRARY, DEED_UNDONE)
