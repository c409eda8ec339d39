"""Where a writer stands to what is told: the words of his own that bear on each statement, and which way.

A remark is on what stands right before it, or on what the one said last whom it names or means ("him", "her");
evidence ("records show …") is on the statement before it that it agrees with, or gainsays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from operator import eq

from according.comparison.assertions import Assertion, assertions, points_back
from according.comparison.counts import counts, rejected
from according.comparison.remarks import Remark, apposed, is_document, remarks
from according.comparison.reports import Report
from according.comparison.speakers import of_one_voice
from according.comparison.wording import negated
from according.findings import DisputeKind
from according.model import Actor, Stance, Statement

# So many telling words, and this part of those of the shorter, evidence shares with what it bears on.
_SHARED, _PART = 2, 0.5
# How many statements back evidence may be held against.
_BACK = 3
_HE_OR_SHE = re.compile(r"\b(?:him|her|he|she)\b", re.IGNORECASE)


def standpoints(report: Report) -> Mapping[str, tuple[Remark, ...]]:
    """The writer's remarks on statements, by the statements' ids; looked for once for each report in memory."""
    return report.once(_by_statement)


def _by_statement(report: Report) -> Mapping[str, tuple[Remark, ...]]:
    found: dict[str, tuple[Remark, ...]] = {}
    for statement, remark in _standpoints(report):
        found[statement.id] = (*found.get(statement.id, ()), remark)
    return found


def _standpoints(report: Report) -> Iterator[tuple[Statement, Remark]]:
    told = [one for one in assertions(report).all if not is_document(report, one.statement) and _says_so(one)]
    for one in told:
        if remark := apposed(report, one.statement):
            yield one.statement, remark
    before: tuple[Remark, list[Assertion]] | None = None
    for remark in remarks(report):
        if remark.kind == "correction":
            meant = [one for one in told if remark.span.meets(report.sentence(one.place))]
        elif remark.kind == "evidence":
            yield from _borne_on(report, remark, told)
            continue
        elif remark.kind == "stance":
            meant = _meant(report, remark, told)
            if not meant and before and not report.text[before[0].span.end : remark.span.start].strip():
                meant = before[1]
            before = (remark, meant)
        else:
            continue
        yield from ((one.statement, remark) for one in meant if one.statement.within is None)


def _meant(report: Report, remark: Remark, told: Sequence[Assertion]) -> list[Assertion]:
    """What a remark is on: what he said last whom it names, or, if it names nobody, what stands right before it."""
    earlier = [one for one in told if one.place.end <= remark.span.start and one.statement.within is None]
    for is_he in (eq, _is_he):
        if by_name := [one for one in earlier if any(is_he(one.speaker, actor) for actor in _named(report, remark))]:
            return by_name[-1:]
    right_before = [
        one for one in earlier if not report.text[report.sentence(one.place).end : remark.span.start].strip()
    ]
    if right_before and _HE_OR_SHE.search(remark.span.of(report.text)):
        people = [one for one in earlier if one.speaker is not None and one.speaker.kind == "person"]
        return people[-1:] or right_before
    return right_before


def _says_so(one: Assertion) -> bool:
    """Whether it says something of which one can say that it is so: no promise, no "it"."""
    return one.statement.act not in ("commit", "threaten") and not points_back(one.words)


def _named(report: Report, remark: Remark) -> list[Actor]:
    """Whom a remark names; not the country in "the country's minister"."""
    mentions = [(span, actor) for actor in report.reading.actors for span in actor.mentions if remark.span.holds(span)]
    return [actor for span, actor in mentions if not any(other != span and other.holds(span) for other, _ in mentions)]


def _is_he(speaker: Actor | None, named: Actor) -> bool:
    if speaker is None or "unnamed" in (speaker.kind, named.kind):
        return False
    return of_one_voice(speaker, named)


def _borne_on(report: Report, remark: Remark, told: Sequence[Assertion]) -> Iterator[tuple[Statement, Remark]]:
    """The nearest statement before evidence that it agrees with or gainsays."""
    earlier = [one for one in told if one.place.end <= remark.span.start and one.statement.within is None]
    words = remark.span.of(report.text)
    held = [one for one in reversed(earlier[-_BACK:]) if one.asserts]
    verdicts = [(one, _verdict(words, one, follows=one is earlier[-1])) for one in held]
    # What it agrees with it is told for.
    for wanted in ("endorses", "denies"):
        for one, stance in verdicts:
            if stance == wanted:
                how: DisputeKind | None = "correction" if stance == "denies" else None
                yield one.statement, replace(remark, stance=stance, how=how)
                return


def _verdict(evidence: str, one: Assertion, *, follows: bool) -> Stance:
    """Which way evidence speaks: by the numbers that it gives, else by what it says with or without a no."""
    ours, theirs = counts(evidence), counts(one.words)
    numbers = {count.number for count in theirs}
    shared = one.telling_words(one.words) & one.telling_words(evidence)
    alike = [(mine, their) for mine in ours for their in theirs if mine.things & their.things]
    if rejected(evidence) & numbers or (follows and numbers and _gives_another_number(evidence, numbers)):
        return "denies"
    if alike:
        return "endorses" if any(mine.number == their.number for mine, their in alike) else "denies"
    if len(shared) >= _SHARED and len(shared) >= _PART * len(one.telling_words(one.words)):
        return "denies" if negated(evidence) != negated(one.words) else "endorses"
    return "neutral"


def _gives_another_number(evidence: str, numbers: set[float]) -> bool:
    """Whether evidence that follows at once gives numbers that count the same thing, since they name none."""
    bare = {count.number for count in counts(evidence) if not count.things}
    return bool(bare) and not bare & numbers
