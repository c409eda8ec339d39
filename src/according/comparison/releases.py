"""Sentences that say that nobody is bound by a pledge any more, or that fighting has ended a truce."""

from __future__ import annotations

from typing import Literal

from according.comparison.cases import ENOUGH, LIGHT, Case, Turn
from according.comparison.days import shifted
from according.comparison.deadlines import named_days
from according.comparison.deeds import named_kinds, told_deeds
from according.comparison.outcomes import (
    DROPPED,
    LAPSED,
    NEGATION,
    NO_LONGER,
    NO_MORE_REASON,
    ONLY_FEARED,
    ONLY_PLANS,
    TAKEN_BACK,
    THREATS,
    Told,
    meaning,
)
from according.comparison.wording import stem


def taken_back(case: Case, _place: int, sentence: Told, after: bool) -> Turn | None:
    """The one who is bound takes it back, or calls off what was to be done."""
    match = TAKEN_BACK.search(sentence.words)
    if match is None or NEGATION.search(NO_LONGER.sub("", match[0])) or not case.is_bound(sentence.span):
        return _dropped(case, sentence)
    noun = match["after"] or match["before"] or match["table"]
    of: Literal["commit", "threaten"] = "threaten" if THREATS.search(noun) else "commit"
    if ONLY_PLANS.fullmatch(noun):
        return _dropped(case, sentence)
    shared = (sentence.content & case.words) - {stem(noun.casefold())}
    days = {one.day.isoformat() for one in named_days(sentence.words, case.later.day)}
    if not shared and not after and case.made not in days and not case.is_the_one(of):
        return None
    why = f"The one who is bound takes the {noun.lower().rstrip('s')} back."
    return Turn("withdrawn", case.when(sentence), why, of)


def _dropped(case: Case, sentence: Told) -> Turn | None:
    """The deed itself is called off: "called off Monday's strike", "dropped the idea of closing the mill"."""
    match = DROPPED.search(sentence.words)
    if (
        match is None
        or NEGATION.search(sentence.words[: match.start()])
        or ONLY_FEARED.search(sentence.words[: match.start()])
    ):
        return None
    deed = named_kinds(sentence.words[match.end() :]) | named_kinds(sentence.words[: match.start()])
    on_its_day = case.term is not None and case.term.isoformat() in _days_near(case, sentence)
    shared = case.telling(sentence) - case.own
    if not case.kinds & deed or not (on_its_day or len(shared) >= ENOUGH or bool(shared and case.retold)):
        return None
    if not case.is_bound(sentence.span):
        return None
    return Turn("withdrawn", case.when(sentence), "What was to be done is called off.")


def _days_near(case: Case, sentence: Told) -> set[str]:
    """The days that a sentence names, behind and ahead."""
    ahead = {one.day.isoformat() for one in named_days(sentence.words, shifted(case.later.day, -1))}
    return case.days_of(sentence) | ahead


def lapsed(case: Case, _place: int, sentence: Told, after: bool) -> Turn | None:
    """Nobody is bound by it any more: "their threat has lapsed", "let the offer expire"."""
    match = LAPSED.search(sentence.words)
    if match is None or ONLY_FEARED.search(sentence.words[: match.start()]) or NEGATION.search(match[0]):
        return None
    noun = match["let"] or match["noun"]
    of: Literal["commit", "threaten"] = "threaten" if THREATS.search(noun) else "commit"
    shared = case.telling(sentence) - meaning(noun)
    if case.pledge.act != of or not (
        after or len(shared) >= ENOUGH or (case.is_bound(sentence.span) and (shared or case.is_the_one(of)))
    ):
        return None
    return Turn("lapsed", case.when(sentence), f"It is told that way: {match[0].lower()}.", of)


def truce_broken(case: Case, _place: int, sentence: Told, _after: bool) -> Turn | None:
    """Fighting where it was to rest, by one of those who agreed on it."""
    if (
        "truce" not in case.kinds
        or (case.term and case.term.isoformat() < case.when(sentence))
        or case.is_before(sentence)
    ):
        return None
    fought = any(deed.kind == "attack" and deed.mood == "done" for part in sentence.parts for deed in told_deeds(part))
    there = case.things & sentence.content
    tied = len(there) >= ENOUGH or (there and (case.is_party(sentence) or "truce" in sentence.content))
    if not fought or not (tied or (case.is_party(sentence) and "truce" in sentence.content)):
        return None
    return Turn("broken", case.when(sentence), "Fighting is told of those who agreed on it, where it was to rest.")


def no_more_reason(case: Case, _place: int, sentence: Told, _after: bool) -> Turn | None:
    """What it hung on is said to be no more."""
    match = NO_MORE_REASON.search(sentence.words)
    if match is None or not case.hangs:
        return None
    named = len(meaning(sentence.words[match.start() :]) & case.words - LIGHT)
    if named < (1 if case.says_so(sentence.span) else ENOUGH):
        return None
    return Turn("lapsed", case.when(sentence), "What it was for is said to be no more.")
