"""Who disputes what: denials, corrections, qualifications and refusals to comment, and the assertion each is against.

Within a report a denial may point back ("it", "that report", "the accusation"); across reports, and within one too, it
is found by what it says: the same matter with the opposite polarity, or with other numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from according.comparison.assertions import REBUTTAL, Assertion, assertions, one_side, points_back, shared_words
from according.comparison.wording import content_words, negated, number_of, tokens
from according.findings import DisputeKind

# How near in meaning a denied proposition must be to an assertion that shares a telling word with it, and to one of the
# same report that shares none; how near a contradiction must be, and one that follows at once. Chosen on the dossier.
_DENIED, _DENIED_HERE, _CONTRADICTED, _FOLLOWING, _SAID_NO = 0.48, 0.48, 0.38, 0.3, 0.45
# A contradiction shares so many telling words, and this part of those of the shorter wording, where it is close in
# meaning, or else that part.
_SHARED, _PART, _CLOSE, _MOST = 2, 0.5, 0.58, 0.75
# Words that point back mean something of the same paragraph or one of the two before.
_BACK = 2

_DENYING = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|refut(?:e[sd]?|ing)|rebut(?:s|ted)?|dismiss(?:es|ed|ing)?|"
    r"disput(?:e[sd]?|ing)|contradict(?:s|ed|ing)?|repudiat(?:e[sd]?|ing)|disavow(?:s|ed)?)\b",
    re.IGNORECASE,
)
_SILENT = re.compile(
    r"\b(?:declin|refus)\w* to (?:comment|discuss|confirm)|\b(?:would|did|could|will) not (?:comment|confirm|discuss)"
    r"|\bno comment\b|\bneither confirm|\bha(?:s|d|ve) not confirmed",
    re.IGNORECASE,
)
_EXPECTING = re.compile(r"\b(?:expect|forecast|predict|hope)\w*", re.IGNORECASE)
_ANSWERING = re.compile(r"\b(?:answer|repl(?:y|ie)|counter|retort|respond|hit back|shot back)\w*", re.IGNORECASE)
_TERMS = r"(?:report|story|stories|claim|accusation|allegation|charge|rumou?r|account|assertion|suggestion|criticism)s?"
_OF_WHAT = re.compile(rf"^(?:[\w’'\s]{{0,40}}?\b)?{_TERMS}\s+(?:that|of)\s+", re.IGNORECASE)
_ON_WHAT = re.compile(r"\b(?:comment|discuss|confirm)\b(?:\s+or\s+deny)?\s*(?:on|about)?\s*", re.IGNORECASE)
_LABELS = re.compile(
    r"^(?:(?:the|this|that|these|those|such)\s+)+(?:\w+\s+)?" + _TERMS + r"\s+(?:as\s+)?[“\"‘]?(?:an?\s+)?"
    r"(?P<label>[\w-]+)",
    re.IGNORECASE,
)
_CALLING = re.compile(r"\b(?:call|describ|dismiss|label|brand|denounc)\w*", re.IGNORECASE)
_FLAT = re.compile(
    r"(?:fals|base|ground|unfound|untru|li[ea]|fabricat|invent|fiction|fak|nonsens|absurd|wrong)\w*", re.I
)


@dataclass(frozen=True, slots=True)
class Opposed:
    """A statement against an assertion: how, and why that is thought.

    Attributes:
        rival: it says something of its own instead.
        weight: how sure that is, from 0 to 1.
        whole: it denies the proposition itself, in whatever words.
    """

    by: Assertion
    against: Assertion
    how: DisputeKind
    why: str
    rival: bool
    weight: float
    whole: bool = False


def disputes_within(report: Sequence[Assertion]) -> Iterator[Opposed]:
    """What a report's statements dispute in it: by pointing back, by what stands inside them, by answering at once."""
    for by in report:
        if by.speaker is None and by.statement.source is None:
            continue
        before = [one for one in report if _may_be_meant(by, one)]
        yield from _inner(by, report)
        found = _silent(by, before) or _pointing(by, before) or _labelling(by, before) or _answering(by, before)
        if found:
            yield found


def disputed(by: Assertion, against: Assertion, near: float) -> Opposed | None:
    """How one statement disputes another by what it says; None where it does not.

    Args:
        near: the cosine of their vectors.
    """
    if near < _CONTRADICTED or not against.asserts or by.statement.condition or by.speaker is None:
        return None
    if not _comes_after(by, against) or _DENYING.search(against.cue) or _SILENT.search(_told(by)):
        return None
    denies = _DENYING.search(by.cue) and not points_back(by.words)
    found = _denied(by, against, near) if denies else _contradicted(by, against, near)
    return found if found and not one_side(by, against) else None


def carried_on(found: Opposed, report: Sequence[Assertion]) -> Iterator[Opposed]:
    """What the one who disputes, or who speaks for him, goes on to say in the same paragraph in his own words."""
    after = (one for one in report[found.by.row + 1 :] if one.statement.within is None)
    following = next((one for one in after if one.place.start >= found.by.place.end), None)
    if following is None or following.paragraph != found.by.paragraph or following.statement.form == "indirect":
        return
    if found.how != "no comment" and one_side(following, found.by):
        yield replace(found, by=following, why=f"{_name(following)} goes on to say so.", rival=True)


def denied_together(found: Iterable[Opposed]) -> Iterator[tuple[Assertion, Assertion, str]]:
    """Assertions that one denial of one proposition is against: they assert it both."""
    by_denial: dict[Assertion, list[Assertion]] = {}
    for one in found:
        if one.whole:
            by_denial.setdefault(one.by, []).append(one.against)
    for by, denied in by_denial.items():
        for first, second in combinations(denied, 2):
            yield first, second, f"Both are what {_name(by)} denies in one sentence."


def _comes_after(by: Assertion, against: Assertion) -> bool:
    """Whether a statement was published after another, or stands after it in one report and not in it."""
    if by.report.id == against.report.id:
        return by.place.start >= against.place.end
    return by.report.day >= against.report.day


def _denied(by: Assertion, against: Assertion, near: float) -> Opposed | None:
    """A denial that tells what it denies ("rejected the accusation that …"), against the assertion of that."""
    shared, _ = shared_words(by, _OF_WHAT.sub("", by.words), against, against.words)
    here = by.report.id == against.report.id and near >= _DENIED_HERE
    if negated(against.words) or not (here or (near >= _DENIED and shared)) or _of_anothers(by, against):
        return None
    why = f"{_name(by)} denies what is nearly the same ({near:.2f} of 1)."
    return Opposed(by, against, "denial", why, False, near, True)


def _of_anothers(by: Assertion, against: Assertion) -> bool:
    """Whether a denial names somebody whose accusation it rejects, and an assertion is not of his side."""
    inner = [one for one in assertions(by.report).all if one.statement.within == by.statement.id]
    return any(one.asserts and one.speaker is not None and not one_side(one, against) for one in inner)


def _contradicted(by: Assertion, against: Assertion, near: float) -> Opposed | None:
    """The same matter said with a no, or with other numbers."""
    if not by.tells or _EXPECTING.search(f"{by.cue} {against.cue}"):
        return None
    if by.looks_back and not against.looks_back:
        return None
    for part in by.parts:
        for other in against.parts:
            shared, share = shared_words(by, part, against, other)
            if shared < _SHARED or share < (_PART if near >= _CLOSE else _MOST):
                continue
            if negated(part) != negated(other):
                how: DisputeKind = "denial" if negated(part) else "correction"
                why = f"{_name(by)} says the contrary; {shared} telling words are shared."
                return Opposed(by, against, how, why, True, near)
            if against.statement.act != "assess" and _counts_differ(part, other):
                why = f"{_name(by)} has another number; {shared} telling words are shared."
                return Opposed(by, against, "correction", why, True, near)
    return None


def _counts_differ(part: str, other: str) -> bool:
    """Whether both count the same thing, and differently: "one gate" against "two closed gates"."""
    ours, theirs = _counted(part), _counted(other)
    return any(ours[thing] != theirs[thing] for thing in ours.keys() & theirs.keys())


def _counted(text: str) -> dict[str, float]:
    """What a text counts, by the stem of the thing: within three words after the number."""
    words = tokens(text)
    found: dict[str, float] = {}
    for place, word in enumerate(words):
        number = 1.0 if word.folded == "one" else number_of(word.folded)
        if number is not None:
            for thing in words[place + 1 : place + 4]:
                for stem in content_words(thing.folded):
                    found.setdefault(stem, number)
    return found


def _inner(by: Assertion, report: Sequence[Assertion]) -> Iterator[Opposed]:
    """The accusation that stands inside its own rejection: "has rejected Sardinia's accusation that …"."""
    if _DENYING.search(by.cue):
        for one in report:
            if one.statement.within == by.statement.id and one.asserts and one.speaker != by.speaker:
                why = f"{_name(by)} denies it in the same sentence."
                yield Opposed(by, one, "denial", why, False, 1.0)


def _silent(by: Assertion, before: Sequence[Assertion]) -> Opposed | None:
    """A refusal to comment, against what it is a comment on."""
    told = _told(by)
    if not _SILENT.search(told):
        return None
    matter = _ON_WHAT.split(told, maxsplit=1)[-1].strip(' .,”"')
    if not content_words(matter):
        against = next((one for one in before if one.statement.act == "accuse"), None)
    elif points_back(matter):
        against = _nearest_before(by, before)
    else:
        near = [one for one in before if by.paragraph - one.paragraph <= _BACK]
        against = max(near, key=lambda one: _near(by, one), default=None)
    if against is None:
        return None
    return Opposed(by, against, "no comment", f"{_name(by)} does not comment on it.", False, 0.6)


def _pointing(by: Assertion, before: Sequence[Assertion]) -> Opposed | None:
    if not points_back(by.words) or not (_DENYING.search(by.cue) or REBUTTAL.match(by.words)):
        return None
    against = _nearest_before(by, before)
    if against is None:
        return None
    if REBUTTAL.match(by.words):
        return Opposed(by, against, "correction", f"{_name(by)} says so of what is said just before.", False, 0.8)
    return Opposed(by, against, "denial", f"{_name(by)} denies {by.words}, said just before.", False, 0.8)


def _labelling(by: Assertion, before: Sequence[Assertion]) -> Opposed | None:
    """A label ("called the report one-sided"), against what the report tells first, which is what it is about."""
    label = _LABELS.match(by.words) if _CALLING.search(by.cue) else None
    if label is None or not before:
        return None
    how: DisputeKind = "denial" if _FLAT.match(label["label"]) else "qualification"
    return Opposed(by, before[0], how, f"{_name(by)} calls it {label['label']}.", False, 0.6)


def _answering(by: Assertion, before: Sequence[Assertion]) -> Opposed | None:
    """What another side says right after an accusation, as an answer, or with a no."""
    explicit = _ANSWERING.search(by.cue) is not None
    near_by = [one for one in before if by.paragraph - one.paragraph <= (_BACK if explicit else 1)]
    if not near_by or not by.tells or by.statement.condition:
        return None
    against = max(near_by, key=lambda one: _near(by, one) if explicit else one.row)
    says_no = any(negated(part) for part in by.parts)
    near = _near(by, against)
    quoted = by.statement.form != "indirect" and (against.statement.act == "accuse" or (says_no and near >= _SAID_NO))
    if near < _FOLLOWING or not (explicit or quoted):
        return None
    how: DisputeKind = "denial" if says_no else "correction" if explicit else "qualification"
    return Opposed(by, against, how, f"{_name(by)} answers what is said just before.", True, 0.6)


def _nearest_before(by: Assertion, before: Sequence[Assertion]) -> Assertion | None:
    """The last assertion of another side in the same paragraph or one of the two before it."""
    near = [one for one in before if by.paragraph - one.paragraph <= _BACK]
    outer = [one for one in near if not any(one.statement.within == other.statement.id for other in near)]
    return _within_frame(max(outer, key=lambda one: one.place.start, default=None), near)


def _within_frame(told: Assertion | None, among: Sequence[Assertion]) -> Assertion | None:
    """What a paper reports, rather than that it does."""
    if told is None or not told.of_press:
        return told
    inner = [one for one in among if one.statement.within == told.statement.id]
    return max(inner, key=lambda one: len(one.words), default=told)


def _may_be_meant(by: Assertion, one: Assertion) -> bool:
    """Whether a statement before another asserts something that the other's speaker may dispute."""
    stands_before = one.place.end <= by.place.start and one.statement.within != by.statement.id
    return (
        stands_before and one.asserts and one.statement.act in ("assert", "accuse", "assess") and not one_side(by, one)
    )


def _near(one: Assertion, other: Assertion) -> float:
    return round(float(one.report.vector(one.statement.id) @ other.report.vector(other.statement.id)), 4)


def _told(by: Assertion) -> str:
    return f"{by.cue} {by.words}"


def _name(by: Assertion) -> str:
    return by.report.source_name(by.statement) or "Somebody"
