"""Contradictions: statements that dispute others by what they say, wherever these stand.

It is the same matter with the opposite polarity or with other numbers, a denial or a verdict that tells what it is
against, or a refusal that tells on what.
"""

from __future__ import annotations

import re

from according.comparison.assertions import (
    Assertion,
    assertions,
    one_side,
    points_back,
    says_the_contrary,
    shared_words,
)
from according.comparison.counts import years
from according.comparison.disputes import CALLING, FLAT, OF_WHAT, ON_WHAT, Opposed, comes_after, label_of, name_of
from according.comparison.remarks import TERMS
from according.comparison.wording import negated
from according.findings import DisputeKind

# How near in meaning a denied proposition must be to an assertion that shares a telling word with it, and to one of the
# same report that shares none; how near a contradiction must be. Chosen on the dossier.
_DENIED, _DENIED_HERE, _CONTRADICTED = 0.48, 0.48, 0.38
# A contradiction shares so many telling words, and this part of those of the shorter wording, where it is close in
# meaning, or else that part.
_SHARED, _PART, _CLOSE, _MOST = 2, 0.5, 0.58, 0.75
# In one report what contradicts stands in the same paragraph or one of the two after it.
_BACK = 2

_EXPECTING = re.compile(r"\b(?:expect|forecast|predict|hope)\w*", re.IGNORECASE)
# "The figure of 31 dead is exaggerated": a verdict on what others say, and what that is.
_VERDICT = re.compile(
    rf"^[“\"‘]?(?:that\s+)?(?:(?:the|these|those|such|any|all)\s+)?(?:\w+\s+)?{TERMS}\s+(?:that|of|about)\s+(?P<what>.+?)\s+"
    r"(?:is|are|was|were)\s+(?:\w+\s+){0,2}?(?P<how>false|wrong|untrue|incorrect|baseless|unfounded|groundless|fabricated|invented|"
    r"nonsense|absurd|lies?|not\s+true|exaggerated|inflated|overstated|misleading|overblown|one-sided|incomplete)\b",
    re.IGNORECASE,
)
_LESSENS = frozenset("exaggerated inflated overstated misleading overblown one-sided incomplete".split())
_HARMED = frozenset({"dead", "hurt"})
# What every count of people has.
_PEOPLE = frozenset({"peopl"})
_NOT_A_NUMBER = re.compile(
    r"(?:^|,?\s+)(?:and\s+)?(?:not|rather than|instead of)\s+(?:the\s+)?\d[\d.,]*", re.IGNORECASE
)


def disputed(by: Assertion, against: Assertion, near: float) -> Opposed | None:
    """How one statement disputes another by what it says; None where it does not.

    Args:
        near: the cosine of their vectors.
    """
    if near < _CONTRADICTED or not against.asserts or by.statement.condition or by.speaker is None:
        return None
    if not comes_after(by, against) or against.denies or one_side(by, against):
        return None
    if by.keeps_silent:
        return _silent_on(by, against, near)
    if (by.denies or _calls_it_false(by)) and not points_back(by.words):
        return _denied(by, against, near)
    return _verdict(by, against, near) or _contradicted(by, against, near)


def _silent_on(by: Assertion, against: Assertion, near: float) -> Opposed | None:
    """A refusal that tells on what: "would neither confirm nor deny that …"."""
    matter = ON_WHAT.split(by.words)[-1]
    shared, _ = shared_words(by, matter, against, against.words)
    if near < _DENIED or shared < _SHARED:
        return None
    return Opposed(by, against, "no comment", f"{name_of(by)} does not comment on it.", False, near)


def _denied(by: Assertion, against: Assertion, near: float) -> Opposed | None:
    """A denial that tells what it denies ("rejected the accusation that …"), against the assertion of that."""
    shared, _ = shared_words(by, OF_WHAT.sub("", by.words), against, against.words)
    here = by.report.id == against.report.id and near >= _DENIED_HERE
    if negated(against.words) or not (here or (near >= _DENIED and shared)) or _of_anothers(by, against):
        return None
    why = f"{name_of(by)} denies what is nearly the same ({near:.2f} of 1)."
    return Opposed(by, against, "denial", why, False, near, True)


def _calls_it_false(by: Assertion) -> bool:
    """Whether it is a denial by a name for what others say, told with it: "called the claim that he drank a lie"."""
    label = label_of(by) if CALLING.search(by.cue) and OF_WHAT.match(by.words) else None
    return label is not None and bool(FLAT.search(label))


def _of_anothers(by: Assertion, against: Assertion) -> bool:
    """Whether a denial names somebody whose accusation it rejects, and an assertion is not of his side."""
    inner = [one for one in assertions(by.report).all if one.statement.within == by.statement.id]
    return any(one.asserts and one.speaker is not None and not one_side(one, against) for one in inner)


def _verdict(by: Assertion, against: Assertion, near: float) -> Opposed | None:
    """A verdict on what others say, told with it: "the figure of 31 dead is exaggerated"."""
    found = _VERDICT.match(by.words)
    if found is None or near < _DENIED or not shared_words(by, found["what"], against, against.words)[0]:
        return None
    how: DisputeKind = "qualification" if found["how"].casefold() in _LESSENS else "denial"
    return Opposed(
        by, against, how, f"{name_of(by)} calls it {found['how']} ({near:.2f} of 1 alike).", False, near, True
    )


def _contradicted(by: Assertion, against: Assertion, near: float) -> Opposed | None:
    """The same matter said with a no, or with other numbers."""
    if not by.tells or _EXPECTING.search(f"{by.cue} {against.cue}"):
        return None
    if (by.looks_back and not against.looks_back) or against.speaker is None:
        return None
    apart = by.paragraph - against.paragraph if by.report.id == against.report.id else None
    # Who is quoted further on in a report has seldom heard what was said before, and says it of something else.
    if apart is not None and apart > _BACK:
        return None
    for part in by.parts:
        for other in against.parts:
            shared, share = shared_words(by, part, against, other)
            if shared < (1 if apart == 0 else _SHARED) or share < (_PART if near >= _CLOSE else _MOST):
                continue
            if _negated(part) != _negated(other) and says_the_contrary(by, part, against, other):
                how: DisputeKind = "denial" if _negated(part) else "correction"
                why = f"{name_of(by)} says the contrary; {shared} telling words are shared."
                return Opposed(by, against, how, why, True, near)
    return _counted_otherwise(by, against, near)


def _negated(part: str) -> bool:
    """Whether a part of what is said tells that something is not so, not only that its number is another."""
    return negated(_NOT_A_NUMBER.sub(" ", part))


def _counted_otherwise(by: Assertion, against: Assertion, near: float) -> Opposed | None:
    """Another number of the same thing, of which both tell the same: "six were shot dead" against "five died"."""
    if against.statement.act == "assess" or years(by.words) != years(against.words):
        return None
    units = _counted_differently(by, against)
    shared = by.telling_words(by.words) & against.telling_words(against.words)
    enough = 1 if near >= _CLOSE or by.report.id == against.report.id else _SHARED
    share = shared_words(by, by.words, against, against.words)[1]
    if units is None or len(shared - units) < enough or share < _PART:
        return None
    why = f"{name_of(by)} has another number ({near:.2f} of 1 alike)."
    return Opposed(by, against, "correction", why, True, near)


def _counted_differently(by: Assertion, against: Assertion) -> frozenset[str] | None:
    """What both count, but always differently: "one gate" against "two closed gates", or the dead; None where nothing.

    People of two sorts are one count only among the dead, or the hurt.
    """
    harmed = by.telling_words(by.words) & against.telling_words(against.words) & _HARMED
    alike = [
        (ours, theirs)
        for ours in by.counts
        for theirs in against.counts
        if ours.things & theirs.things - _PEOPLE or (harmed and ours.of_people and theirs.of_people)
    ]
    if not alike or any(ours.number == theirs.number for ours, theirs in alike):
        return None
    return frozenset().union(*(ours.things & theirs.things for ours, theirs in alike))
