"""Who disputes what: denials, corrections, qualifications and refusals to comment, and the assertion each is against.

Within a report a denial may point back ("it", "that report", "the accusation"), or answer at once; in another it may
name those whose report it means. What is disputed by what is said, wherever it stands, is found in `contradictions.py`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from according.comparison.assertions import Assertion, assertions, is_nested, one_side, points_back, says_the_contrary
from according.comparison.remarks import REBUTTAL, TERMS, UNPROVEN, Remark, is_document, remarks
from according.comparison.reports import Report
from according.comparison.sameness import same_actor
from according.comparison.speakers import of_one_voice, one_for_the_other
from according.comparison.wording import content_words, negated
from according.findings import DisputeKind
from according.model import Actor
from according.reading.sides import SERVING

# How near in meaning a contradiction must be to what it follows at once, and an answer. Chosen on the dossier.
_AT_ONCE, _FOLLOWING, _SAID_NO, _SAID_NO_BY_STATES, _ANSWERED = 0.45, 0.3, 0.52, 0.45, 0.2
# Words that point back mean something of the same paragraph or one of the two before.
_BACK = 2

_GAINSAYING = re.compile(
    r"\b(?:(?:retort|hit back|hits back|shot back|disagree)\w*|(?:counter|object)(?:s|ed|ing)?\b"
    r"|told\s+of|confronted\s+with"
    r"|shook\s+(?:his|her|their)\s+heads?|(?:different|opposite|contrary|another)\s+(?:account|version|picture|view|story))\b",
    re.IGNORECASE,
)
_ANSWERING = re.compile(
    r"\b(?:(?:answer|respond|repli)(?:s|ed|es|ing)\b|replying\b|in\s+(?:response|reply|answer)\b|asked\s+about\b)",
    re.IGNORECASE,
)
OF_WHAT = re.compile(rf"^(?:[\w’'“”\s]{{0,40}}?\b)?{TERMS}\s+(?:that|of)\s+", re.IGNORECASE)
ON_WHAT = re.compile(
    r"\b(?:comment|discuss|confirm|drawn|deny|information|aware)\b(?:\s+or\s+deny|\s+of\s+\w+\s+own)?\s*(?:on|about|of)?\s*",
    re.IGNORECASE,
)
# "The report as “one-sided”": something said before, with what it is called.
_DETERMINED = (
    r"^(?:as\s+[^.;]{0,60}?\s)?(?:(?:the|this|that|these|those|such|all|his|her|their|its|an?|\w+[’']s)\s+)*(?:\w+\s+)?"
)
_NAMED_OBJECT = re.compile(rf"{_DETERMINED}{TERMS}\b", re.IGNORECASE)
_OBJECT = re.compile(rf"{_NAMED_OBJECT.pattern}|^(?:it|this|that|these|those|them)\b", re.IGNORECASE)
# A work of many pages, of which what is told first is the gist.
_A_WORK = re.compile(rf"{_DETERMINED}(?:report|finding|study|studie|survey|account|stor(?:y|ie))s?\b", re.IGNORECASE)
_A_NUMBER = re.compile(r"\b(?:figure|number|toll|count|estimate)s?\b", re.IGNORECASE)
CALLING = re.compile(
    r"\b(?:call|describ|dismiss|label|brand|denounc|reject|condemn|deride|characteri)\w*", re.IGNORECASE
)
FLAT = re.compile(
    r"\b(?:fals|base|ground|unfound|untru|li(?:es?|ar)\b|fabricat|invent|fiction|fak|nonsens|absurd|wrong|hoax|propagand|"
    r"fairy|disinform|rubbish|smear|slander|libel|ridicul|ludicr|bogus|myth|fantas|far-fetched|not true)\w*",
    re.I,
)
_LABEL = re.compile(
    r"(?:\bas\s+)?[“\"‘](?:an?\s+)?(?P<quoted>[^”\"’]{2,60})|\bas\s+(?:an?\s+)?(?P<plain>[\w-]+)|(?P<last>[\w-]+)\W*$"
)
_DOUBTING = re.compile(
    r"\b(?:cast\w*\s+doubt|doubt\w*|question(?:ed|s|ing)?|challeng\w+|play(?:ed|s|ing)?\s+down|downplay\w*|"
    r"rais\w+\s+(?:doubt|question)s?|sceptic\w*|skeptic\w*|disput\w+|contest\w*)\b",
    re.IGNORECASE,
)
_ONLOOKERS = frozenset({"JRN", "EDU"})
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’]?\s+")


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
            yield from _of_one_piece(found, before)


def _of_one_piece(found: Opposed, before: Sequence[Assertion]) -> Iterator[Opposed]:
    """What else its side accuses just before, where "the account" or "the accusation" is denied as a whole."""
    if found.how != "denial" or not found.by.denies:
        return
    for one in before:
        accuses = one.statement.act == "accuse" or found.against.statement.act == "accuse"
        near = found.by.paragraph - one.paragraph <= _BACK and not is_nested(one, found.against)
        if accuses and near and one is not found.against and one_side(one, found.against):
            yield replace(found, against=one, whole=True)
            yield replace(found, whole=True)


def disputes_named(by: Report, against: Report) -> Iterator[Opposed]:
    """What is said of a report by the name of the one whose it is: "called the report by River Watch baseless".

    It is against what he is first told to say, in a report that tells of the one who disputes it as well.
    """
    for one in assertions(by).all:
        if not (one.denies or CALLING.search(one.cue) or _DOUBTING.search(one.cue)) or not _NAMED_OBJECT.match(
            one.words
        ):
            continue
        first = _first_of_the_named(one, against)
        of_number = _A_NUMBER.search(one.words) is not None
        if (
            first is not None
            and (of_number or _takes_part(one, against))
            and not one_side(one, first)
            and comes_after(one, first)
        ):
            label = label_of(one)
            how: DisputeKind = "denial" if one.denies or (label and FLAT.search(label)) else "qualification"
            yield Opposed(one, first, how, f"{name_of(one)} says so of what {name_of(first)} says.", False, 0.6)


def kept_silent(report: Report) -> Iterator[tuple[Remark, Assertion]]:
    """Who is told to keep silent in the writer's own words, and the assertion just before that it is on."""
    for remark in remarks(report):
        if remark.kind != "silence" or remark.who is None:
            continue
        near = [one for one in assertions(report).all if _is_near_before(remark, one)]
        against = _within_frame(max(near, key=lambda one: one.place.start, default=None), near)
        if against is not None:
            yield remark, against


def denials_named(report: Report) -> Iterator[tuple[Remark, Assertion]]:
    """Who is told to have denied what is said in the same sentence: "despite denials by the firm, … believe that …"."""
    for remark in remarks(report):
        if remark.kind != "denial" or remark.who is None:
            continue
        for one in assertions(report).all:
            follows = one.place.start >= remark.span.end and report.sentence(remark.span).holds(one.place)
            own = one.speaker is not None and of_one_voice(one.speaker, remark.who)
            if follows and not own and one.statement.within is None and can_be_disputed(one):
                yield remark, one


def _is_near_before(remark: Remark, one: Assertion) -> bool:
    """Whether an assertion of somebody else stands before a remark, in its paragraph or one of the two before it."""
    if one.place.end > remark.span.start or not can_be_disputed(one) or remark.who is None:
        return False
    if not _is_about(one, remark.who):
        return False
    paragraphs = [span.start for span in one.report.reading.article.paragraphs]
    if bisect_right(paragraphs, remark.span.start) - one.paragraph > _BACK:
        return False
    speaker = one.speaker
    return speaker is None or not (speaker == remark.who or of_one_voice(speaker, remark.who))


def can_be_disputed(one: Assertion) -> bool:
    """Whether it asserts something of its own that others may dispute."""
    return one.asserts and not one.denies and one.statement.act in ("assert", "accuse", "assess")


def _is_about(one: Assertion, who: Actor) -> bool:
    """Whether an assertion's sentence names somebody, or one for whom he speaks."""
    place = one.report.sentence(one.place)
    return any(
        actor == who or of_one_voice(actor, who)
        for actor in one.report.reading.actors
        if any(place.holds(mention) for mention in actor.mentions)
    )


def _first_of_the_named(by: Assertion, report: Report) -> Assertion | None:
    """The first assertion in another report of somebody whom a statement names as the one whose report it means."""
    place = by.place
    named = [
        actor
        for actor in by.report.reading.actors
        if actor != by.speaker and any(place.holds(mention) for mention in actor.mentions)
    ]
    of_number = _A_NUMBER.search(by.words) is not None
    for one in assertions(report).all:
        speaker = one.speaker
        # A minister gives his ministry's figure.
        of_him = speaker is not None and any(
            same_actor(speaker, actor) or (of_number and one_for_the_other(speaker, actor)) for actor in named
        )
        if of_him and can_be_disputed(one) and (one.counts or not of_number):
            return one
    return None


def _takes_part(by: Assertion, report: Report) -> bool:
    """Whether another report tells of the one who speaks, or of one for whom he speaks."""
    speaker = by.speaker
    return speaker is not None and any(of_one_voice(speaker, actor) for actor in report.reading.actors)


def carried_on(found: Opposed, report: Sequence[Assertion]) -> Iterator[Opposed]:
    """What is said next in the paragraph of a dispute in support of it.

    The one who disputes, or who speaks for him, goes on in his own words. After a bare "denied it" anybody who is not
    of the other side says why; after any other denial, whoever says no too.
    """
    if found.how == "no comment":
        return
    bare = found.by.denies and points_back(found.by.words)
    after = (one for one in report[found.by.row + 1 :] if one.statement.within is None)
    following = [one for one in after if one.place.start >= found.by.place.end]
    for place, one in enumerate(following):
        if one.paragraph != found.by.paragraph or one_side(one, found.against):
            return
        own = place == 0 and one.statement.form != "indirect" and one_side(one, found.by)
        says_no = found.how == "denial" and any(map(negated, one.parts)) and one.asserts
        if not (own or (bare and one.asserts) or says_no):
            return
        yield replace(found, by=one, why=f"{name_of(one)} goes on to say so.", rival=True, whole=False)


def denied_together(found: Iterable[Opposed]) -> Iterator[tuple[Assertion, Assertion, str]]:
    """Assertions that one denial of one proposition is against: they assert it both."""
    by_denial: dict[Assertion, list[Assertion]] = {}
    for one in found:
        if one.whole:
            by_denial.setdefault(one.by, []).append(one.against)
    for by, denied in by_denial.items():
        for first, second in combinations(denied, 2):
            yield first, second, f"Both are what {name_of(by)} denies in one sentence."


def comes_after(by: Assertion, against: Assertion) -> bool:
    """Whether a statement was published after another, or stands after it in one report and not in it."""
    if by.report.id == against.report.id:
        return by.place.start >= against.place.end
    return by.report.day >= against.report.day


def _inner(by: Assertion, report: Sequence[Assertion]) -> Iterator[Opposed]:
    """The accusation that stands inside its own rejection: "has rejected Sardinia's accusation that …"."""
    if by.denies:
        for one in report:
            if one.statement.within == by.statement.id and one.asserts and one.speaker != by.speaker:
                why = f"{name_of(by)} denies it in the same sentence."
                yield Opposed(by, one, "denial", why, False, 1.0)


def _silent(by: Assertion, before: Sequence[Assertion]) -> Opposed | None:
    """A refusal to comment, against what it is a comment on."""
    if not by.keeps_silent:
        return None
    matter = ON_WHAT.split(f"{by.cue} {by.words}", maxsplit=1)[-1].strip(' .,”"')
    near = [one for one in before if by.paragraph - one.paragraph <= 1 or _near(by, one) >= _ANSWERED]
    if not content_words(matter):
        accusing = (one for one in before if one.statement.act == "accuse")
        against = next(accusing, None) or _nearest_before(by, before)
    elif points_back(matter):
        against = _nearest_before(by, before)
    else:
        against = max(near, key=lambda one: _near(by, one), default=None)
    if against is None:
        return None
    return Opposed(by, against, "no comment", f"{name_of(by)} does not comment on it.", False, 0.6)


def _pointing(by: Assertion, before: Sequence[Assertion]) -> Opposed | None:
    """What is said of something just before: "denied it", "that is a lie", "cast doubt on the claim"."""
    rebuts, unproven = REBUTTAL.match(by.words), UNPROVEN.match(by.words)
    doubts = _DOUBTING.search(by.cue) and not by.denies
    if not points_back(by.words) or not (by.denies or doubts or rebuts or unproven):
        return None
    against = _nearest_before(by, before)
    if against is None:
        return None
    if rebuts:
        looks_on = by.speaker is not None and by.speaker.sector in _ONLOOKERS
        how: DisputeKind = "correction" if looks_on else "denial"
        return Opposed(by, against, how, f"{name_of(by)} says so of what is said just before.", False, 0.8)
    if unproven or doubts:
        return Opposed(by, against, "qualification", f"{name_of(by)} doubts what is said just before.", False, 0.6)
    return Opposed(by, against, "denial", f"{name_of(by)} denies {by.words}, said just before.", False, 0.8)


def _labelling(by: Assertion, before: Sequence[Assertion]) -> Opposed | None:
    """A label ("called the report one-sided"), against what is told just before, or else first in the report."""
    if not CALLING.search(by.cue) or not _OBJECT.match(by.words) or not before or OF_WHAT.match(by.words):
        return None
    label = label_of(by)
    flat = label is not None and bool(FLAT.search(label))
    # "Called it foreign" may be of anything; "called the report one-sided" and "called it a lie" are of what was said.
    if label is None or not (flat or by.denies or _NAMED_OBJECT.match(by.words)):
        return None
    how: DisputeKind = "denial" if by.denies or flat else "qualification"
    against = before[0] if _A_WORK.match(by.words) else _called(by, before) or before[0]
    return Opposed(by, against, how, f"{name_of(by)} calls it {label}.", False, 0.6)


def _called(by: Assertion, before: Sequence[Assertion]) -> Assertion | None:
    """What a label is for: what is nearest in meaning to its name ("the torture tale"), else what stands nearest."""
    whole = _OBJECT.match(by.words)
    near = [one for one in before if by.paragraph - one.paragraph <= _BACK]
    if whole and near and len(content_words(whole[0])) > 1:
        return max(near, key=lambda one: _near(by, one))
    return _nearest_before(by, before)


def label_of(by: Assertion) -> str | None:
    """What a statement calls its object: the words in quotation marks, those after "as", or the last word."""
    whole = _OBJECT.match(by.words)
    rest = by.words[whole.end() :] if whole else by.words
    found = _LABEL.search(rest) or _LABEL.search(by.words)
    return (found["quoted"] or found["plain"] or found["last"]).strip(" ,.") if found else None


def _answering(by: Assertion, before: Sequence[Assertion]) -> Opposed | None:
    """What another side says right after an accusation, as an answer, or with a no."""
    led = f"{by.lead} {by.cue}"
    gainsays = _GAINSAYING.search(led) is not None
    # What was answered or asked in the sentence before was so by somebody else.
    explicit = gainsays or _ANSWERING.search(f"{_SENTENCE_END.split(by.lead)[-1]} {by.cue}") is not None
    near_by = [one for one in before if by.paragraph - one.paragraph <= (_BACK if explicit else 1)]
    if not near_by or not by.tells or by.statement.condition:
        return None
    against = max(near_by, key=lambda one: _near(by, one) if explicit else one.row)
    says_no = any(negated(part) for part in by.parts)
    near = _near(by, against)
    contradicts = says_no and against.speaker is not None and _gainsays(by, against, near)
    quoted = by.statement.form != "indirect" and (against.statement.act == "accuse" or contradicts)
    contrary = _at_once(by, against) and near >= _AT_ONCE
    if near < (_ANSWERED if gainsays else _FOLLOWING) or not (explicit or quoted or contrary):
        return None
    how: DisputeKind = "denial" if says_no else "correction" if explicit or contrary else "qualification"
    return Opposed(by, against, how, f"{name_of(by)} answers what is said just before.", True, 0.6)


def _gainsays(by: Assertion, against: Assertion, near: float) -> bool:
    """Whether a quotation with a no is against what stands before it: a state's in any words, else in the same."""
    if by.speaker is not None and by.speaker.sector in SERVING:
        return near >= _SAID_NO_BY_STATES
    return near >= _SAID_NO and says_the_contrary(by, by.words, against, against.words)


def _at_once(by: Assertion, against: Assertion) -> bool:
    """Whether the next to speak in a paragraph is of another country, and tells of the same thing."""
    one, two = by.speaker, against.speaker
    opposed = one is not None and two is not None and one.country and two.country and one.country != two.country
    told = by.telling_words(by.words) & against.telling_words(against.words)
    return bool(opposed and told and by.paragraph == against.paragraph)


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
    is_anybodys = not is_document(one.report, one.statement)
    return stands_before and is_anybodys and can_be_disputed(one) and not one_side(by, one)


def _near(one: Assertion, other: Assertion) -> float:
    return round(float(one.report.vector(one.statement.id) @ other.report.vector(other.statement.id)), 4)


def name_of(by: Assertion) -> str:
    """What to call whoever says it."""
    return by.report.source_name(by.statement) or "Somebody"
