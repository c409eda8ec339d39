"""Whether a sentence tells the deed of a pledge, or what it hangs on, as done or not done, in whatever words.

A kind of deed (`deeds.py`) is known by many words; that it is this very deed is known by what it is done to and where.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from according.comparison.cases import ENOUGH, Case
from according.comparison.deeds import Deed, Mood, told_deeds
from according.comparison.outcomes import Told, meaning

# Of so few things one is enough to know the deed by.
_FEW = 2
_MOST = 0.5
# "No train left": there was nothing of what was to be stopped.
_NONE = re.compile(r"\W*(?:no|not (?:a|one)(?: single)?|none of the|hardly any|not any)\s+((?:[\w’'-]+\s?){1,4})", re.I)
_STOPS = frozenset({"stop", "cut", "strike"})
# A deed that is done to somebody is told of him as well: "three commanders walked free".
_AS_PATIENT = frozenset({"release", "admit", "pay", "supply", "detain", "recall", "expel"})


class Done(NamedTuple):
    """A deed that a sentence tells, how, and whether its verb is there or only how things are."""

    mood: Mood
    plain: bool


def done_in(case: Case, place: int) -> Iterator[Done]:
    """How a sentence tells the pledge's deed; what it tells of another deed or of another's is left out."""
    sentence = case.told[place]
    if case.is_before(sentence):
        return
    near = _is_near(case, place)
    for part in sentence.parts:
        for deed in _deeds(part, case.kinds, case.objects or case.things):
            if near and not _is_of_others(case, sentence, part, deed):
                yield Done(deed.mood, deed.plain)


def come_in(case: Case, place: int) -> Iterator[Mood]:
    """How a sentence tells what the pledge hangs on."""
    sentence = case.told[place]
    if case.is_before(sentence) or not case.expected:
        return
    if len(case.expected) < ENOUGH and not case.is_side(sentence):
        return
    beside = [case.told[one].content for one in (*case.behind(place)[:1], *case.before(place)[:1])]
    shared = case.expected & sentence.content.union(*beside)
    if len(shared) < min(len(case.expected), max(ENOUGH, _MOST * len(case.expected))):
        return
    for part in sentence.parts:
        yield from (deed.mood for deed in _deeds(part, case.awaited, case.expected))


def _deeds(part: str, kinds: frozenset[str], things: frozenset[str]) -> Iterator[Deed]:
    """The deeds of some kinds that a clause tells, and that there was none of what was to be stopped."""
    none = _NONE.match(part)
    if none and kinds & _STOPS and meaning(none[1]) & things:
        yield Deed("stop", "done", 0, plain=True)
        return
    yield from (deed for deed in told_deeds(part) if deed.kind in kinds)


def _is_near(case: Case, place: int) -> bool:
    """Whether a sentence is about what the pledge is about, by what the deed is done to and where."""
    sentence = case.told[place]
    shared = case.things & sentence.content
    if len(shared) >= ENOUGH:
        return True
    if case.retold and _is_told_beside(case, place):
        return True
    tied = case.retold or case.is_after(place) or case.is_side(sentence)
    return bool(shared) and tied and (len(case.things) <= _FEW or place in case.again or case.is_after(place))


def _is_told_beside(case: Case, place: int) -> bool:
    """Whether the pledge is told again in the paragraph before or behind, and so "they" are those of whom it is."""
    line = case.told[place].line
    return any(abs(case.told[one].line - line) == 1 for one in case.again) and place not in case.again


def _is_of_others(case: Case, sentence: Told, part: str, deed: Deed) -> bool:
    """Whether those named before the verb are others than the one who is bound, and no part of what is done."""
    if deed.kind in _AS_PATIENT and not deed.plain:
        return False
    doers = case.doers(sentence, part[: deed.start])
    return bool(doers) and not any(map(case.is_of_side, doers))
