"""What becomes of a pledge: sentences of later reports that say it was kept, broken, taken back or has run out.

A sentence counts only where it tells of something done, not of what would be; that nothing is told proves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple
from weakref import WeakKeyDictionary

from according.comparison.bonds import Bond
from according.comparison.deadlines import named_days
from according.comparison.pledges import Pledge, deed_words, deeds
from according.comparison.reports import Report, passage_id
from according.comparison.sameness import same_actor
from according.comparison.sentences import sentences
from according.comparison.speakers import one_for_the_other
from according.comparison.wording import content_words, stem
from according.findings import CommitmentStatus
from according.model import Actor, Span

# In the order in which one follows another on the same day.
STATUSES: tuple[CommitmentStatus, ...] = ("open", "condition met", "met", "broken", "withdrawn", "lapsed")

_NOUN = r"(?:threats?|warnings?|ultimatum|offers?|promises?|pledges?|guarantees?|commitments?)"
_TAKING_BACK = (
    r"(?:withdr(?:ew|awn|aws?)|(?:took|takes?|taken) back|rescind(?:ed|s)?|retract(?:ed|s)?|revok(?:ed|es)|"
    r"dropped|lift(?:ed|s)|called off|cancell?ed|abandon(?:ed|s)|scrapped|shelved|walk(?:ed|s) back|"
    r"back(?:ed|s) (?:away|off|down) from|backtrack(?:ed|s) (?:\w+ \w+ )?on|climb(?:ed|s) down from)"
)
_TAKEN_BACK = re.compile(
    rf"\b{_TAKING_BACK}\b[^.;]{{0,40}}\b(?P<after>{_NOUN})\b|"
    rf"\b(?P<before>{_NOUN})\b[^.;]{{0,60}}\b(?:is|was|are|were|been) {_TAKING_BACK}\b",
    re.IGNORECASE,
)  # fmt: skip
_RUN_OUT = re.compile(
    rf"\b(?P<noun>{_NOUN}|deadline|term)\b[^.;]{{0,90}}\b(?:ran out|run out|expired|lapsed|passed)\b", re.IGNORECASE
)
_THREATS = re.compile(r"threat|warning|ultimatum", re.IGNORECASE)
# What became of a pledge, told outright, and what is no such thing: what is feared, denied or only may be.
_OUTRIGHT: tuple[tuple[CommitmentStatus, re.Pattern[str]], ...] = (
    (
        "met",
        re.compile(
            r"\b(?:ma(?:de|kes) good on|follow(?:ed|s) (?:through|up) on|"
            r"(?:kept|keeps) (?:to )?(?:his|her|its|their|the) "
            r"(?:word|promise|pledge)|liv(?:ed|es) up to|hono(?:u)?r(?:ed|s)|"
            r"deliver(?:ed|s) on|fulfil(?:led|s|ls)?|"
            r"carri(?:ed|es) out (?:his|her|its|their|the) threat|stuck to (?:his|her|its|their))\b",
            re.IGNORECASE,
        ),
    ),
    (
        "broken",
        re.compile(
            r"\b(?:reneg(?:ed|es) on|(?:went|gone|goes) back on|(?:broke|broken|breaks) (?:his|her|its|their|the) "
            r"(?:word|promise|pledge)|"
            r"(?:did|has|have|had) not (?:keep|kept|hono(?:u)?r(?:ed)?|fulfil(?:led)?|live up to)|"
            r"failed to (?:keep|hono(?:u)?r|fulfil|deliver|live up to))\b",
            re.IGNORECASE,
        ),
    ),
    (
        "withdrawn",
        re.compile(
            r"\b(?:(?:will|would) no longer|no longer (?:plans|intends|wants|plan|intend|want) to|called off|"
            r"(?:has|have) dropped (?:his|her|its|their|the) plans?)\b",
            re.IGNORECASE,
        ),
    ),
)
# A deadline that somebody lets pass, or a deed that he fails to do by it.
_LET_PASS = re.compile(
    r"\b(?:let|allowed) (?:the|a|its|his|her|this)\b[^.;]{0,60}\b(?:to )?(?:pass|expire|lapse)\b", re.I
)
_ONLY_FEARED = re.compile(
    r"\b(?:if|unless|whether|could|may|might|should|must|fear\w*|hop(?:e|es|ed)|expect\w*|doubt\w*|warn\w*|accus\w*|"
    r"den(?:y|ies|ied)|reject\w*|urg\w+|demand\w*|not|never|nor|yet to)\b|n['’]t\b|[?]",
    re.IGNORECASE,
)
# "The ships that it had promised" are the ships.
_AS_PLEDGED = re.compile(
    r"\s(?:that|which|as)\s[^,.;]{0,50}?\bhad\s+(?:promised|pledged|threatened|announced|vowed|offered|set)\b",
    re.IGNORECASE,
)
# What is not told as done: what would, may or is to be, what is asked for, doubted or denied.
_NOT_DONE = re.compile(
    r"\b(?:if|unless|until|will|shall|would|could|may|might|should|must|whether|ready|"
    r"to be|threat\w*|promis\w+|pledg\w+|"
    r"offer\w*|warn\w*|urg\w+|demand\w*|call\w* (?:on|for)|asks?|den(?:y|ies|ied)|reject\w*|plans?|planned|never|"
    r"want\w*|expect\w*|hop(?:e|es|ed)|before any|(?:about|set|due|preparing|planning) to)\b|[?]",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"\b(?:not|no|never|nothing|nobody|none|neither|without|fail(?:ed|s)?)\b|n['’]t\b", re.IGNORECASE
)
_FAILED = re.compile(
    r"\b(?:did|has|have|had) not (?:do|done) (?:so|it)\b|\bfailed to\b|\bnever did\b|"
    r"\b(?:broke|broken|breaking) (?:his|her|its|their|that) "
    r"(?:word|promise|pledge)\b",
    re.IGNORECASE,
)  # fmt: skip
_CLAUSE = re.compile(r"[,;:—–]\s|\s(?:and|but)\s(?=[a-z])|\s(?:after|when|while)\s")
# Days are no part of what is done.
_DAYS = re.compile(
    r"\b(?:by |on |before |until )?(?:the )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"easter|christmas|(?:january|february|march|"
    r"april|june|july|august|september|october|november|december|may(?= \d))(?: \d{1,2})?|tomorrow)\b",
    re.IGNORECASE,
)

_ENOUGH = 2
_MANY = 3
_MOST = 0.75
_HALF = 0.5
_NEARLY_HALF = 0.4


class Turn(NamedTuple):
    """A status that a sentence gives a pledge: since when, why, and of which act it must be (None: of either)."""

    status: CommitmentStatus
    on: str
    why: str
    of: Literal["commit", "threaten"] | None = None


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of a later report: where it stands, what it says, which clauses tell of something done."""

    span: Span
    words: str
    content: frozenset[str]
    done: tuple[_Clause, ...]
    ends: bool


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause of a sentence that tells of something done, or not done."""

    content: frozenset[str]
    negated: bool


def turned(earlier: Report, later: Report, retold: Collection[str]) -> Iterator[Bond]:
    """What a later report tells of what became of an earlier one's pledges.

    Args:
        earlier: the report that has the pledges.
        later: one of a later day; anything else gives nothing.
        retold: the statements of the earlier report whose pledges the later one tells again.
    """
    if not earlier.day or later.day <= earlier.day or not earlier.pledges:
        return
    told = _sentences(later)
    for pledge in earlier.pledges.values():
        if pledge.recalls:
            continue
        case = _Case(earlier, pledge, later, pledge.statement in retold)
        found = [(one, turn) for one in told if one.ends or case.touches(one) for turn in case.turns(one)]
        things = dict.fromkeys(_thing(later, sentence.span) for sentence, _ in found)
        for number in things:
            turns = [_data(one, turn) for one, turn in found if _thing(later, one.span) == number]
            why = found[0][1].why
            yield Bond("turn", later.thing(number), earlier.thing(pledge.statement), 1.0, why, {"turns": turns})


def _data(sentence: _Sentence, turn: Turn) -> dict[str, object]:
    return {**turn._asdict(), "span": list(sentence.span)}


def _sentence(report: Report, span: Span) -> _Sentence:
    words = span.of(report.text)
    clauses = [part for part in _CLAUSE.split(_AS_PLEDGED.sub(" ", words)) if part.strip()]
    done = tuple(
        _Clause(_content(part), bool(_NEGATION.search(part))) for part in clauses if not _NOT_DONE.search(part)
    )
    ends = bool(_TAKEN_BACK.search(words) or _RUN_OUT.search(words))
    return _Sentence(span, words, _content(words), done, ends)


_told: WeakKeyDictionary[Report, list[_Sentence]] = WeakKeyDictionary()


def _sentences(report: Report) -> list[_Sentence]:
    """The sentences of a report, looked at once."""
    found = _told.get(report)
    if found is None:
        found = _told[report] = [_sentence(report, span) for span in sentences(report.text)]
    return found


class _Case:
    """One pledge against the sentences of one later report."""

    def __init__(self, earlier: Report, pledge: Pledge, later: Report, retold: bool) -> None:
        self.pledge, self.later, self.retold = pledge, later, retold
        self.speaker = earlier.speaker(earlier.statements[pledge.statement])
        self.made = earlier.day
        self.words = _content(_DAYS.sub(" ", pledge.action))
        self.deeds = frozenset(deeds(pledge.action))
        self.hangs = pledge.condition.of(earlier.text) if pledge.condition else ""
        self.wanted = _content(self.hangs)
        self.all_words = self.words | self.deeds | self.wanted
        named = named_days(pledge.action, earlier.day)
        self.term = max((one.day for one in named), default=None)
        self.day = max((one.day for one in named if not one.is_term), default=None)
        self.asked = max((one.day for one in named_days(self.hangs, earlier.day)), default=None)

    def touches(self, sentence: _Sentence) -> bool:
        """Whether a sentence has a word of the deed or of the condition at all."""
        return not self.all_words.isdisjoint(sentence.content)

    def turns(self, sentence: _Sentence) -> Iterator[Turn]:
        """What a sentence tells of what became of the pledge."""
        if (ended := self._ended(sentence)) is not None:
            yield ended
        elif sentence.done:
            yield from (found for test in (self._condition, self._kept) if (found := test(sentence)) is not None)

    def _ended(self, sentence: _Sentence) -> Turn | None:
        tests = (self._taken_back, self._outright, self._run_out, self._failed)
        return next((found for test in tests if (found := test(sentence)) is not None), None)

    def _outright(self, sentence: _Sentence) -> Turn | None:
        """What is told in so many words of a pledge whose deed the sentence names, of the one who is bound."""
        if len(sentence.content & self.words) < _ENOUGH or not self._is_bound(sentence.span):
            return None
        for status, words in _OUTRIGHT:
            match = words.search(sentence.words)
            if match and not _ONLY_FEARED.search(sentence.words[: match.start()]):
                return Turn(status, self._when(sentence), f"It is told that way: {match[0].lower()}.")
        passed = self.term is not None and self.term.isoformat() < self.later.day
        missed = _LET_PASS.search(sentence.words) or re.search(r"\bfailed to\b", sentence.words, re.IGNORECASE)
        if passed and self.term and missed and not _ONLY_FEARED.search(sentence.words[: missed.start()]):
            return Turn("broken", self.term.isoformat(), "Its day has passed, and it was not done.")
        return None

    def _taken_back(self, sentence: _Sentence) -> Turn | None:
        match = _TAKEN_BACK.search(sentence.words)
        if match is None or _NEGATION.search(match[0]) or not self._is_bound(sentence.span):
            return None
        noun = match["after"] or match["before"]
        of: Literal["commit", "threaten"] = "threaten" if _THREATS.search(noun) else "commit"
        shared = (sentence.content & self.words) - {stem(noun.casefold())}
        days = {one.day.isoformat() for one in named_days(sentence.words, self.later.day)}
        if not shared and self.made not in days:
            return None
        why = f"The one who is bound takes the {noun.lower().rstrip('s')} back."
        return Turn("withdrawn", self._when(sentence), why, of)

    def _run_out(self, sentence: _Sentence) -> Turn | None:
        match = _RUN_OUT.search(sentence.words)
        if match is None:
            return None
        if self.asked and self.asked.isoformat() < self.later.day and self.retold and self.pledge.act == "threaten":
            return Turn("condition met", self.asked.isoformat(), "The day that it set has passed.")
        is_offer = match["noun"].lower().startswith(("offer", "ultimatum"))
        if is_offer and len(sentence.content & self.words) >= _MANY and self.pledge.act == "commit":
            ends = [one.day for one in named_days(sentence.words, _week_before(self.later.day))]
            return Turn("lapsed", ends[0].isoformat() if ends else self._when(sentence), "Its term has run out.")
        return None

    def _failed(self, sentence: _Sentence) -> Turn | None:
        if self.term is None or self.term.isoformat() >= self.later.day or not self.retold:
            return None
        why = "Its day has passed, and it was not done."
        retelling = len(sentence.content & self.words) >= _ENOUGH
        if retelling and _FAILED.search(sentence.words):
            return Turn("broken", self.term.isoformat(), why)
        short = not _NOT_DONE.search(sentence.words) and _NEGATION.search(sentence.words)
        if short and self.deeds & sentence.content and len(sentence.words.split()) <= 12:
            return Turn("broken", self.term.isoformat(), why)
        return None

    def _condition(self, sentence: _Sentence) -> Turn | None:
        wanted = self.wanted
        if len(wanted) < _ENOUGH or _NEGATION.search(self.hangs):
            return None
        for clause in sentence.done:
            shared = wanted & clause.content
            if len(shared) >= max(_ENOUGH, _MOST * len(wanted)) and not clause.negated:
                return Turn("condition met", self._when(sentence), "What it hangs on is told as having come.")
        return None

    def _kept(self, sentence: _Sentence) -> Turn | None:
        if self.day and self._when(sentence) < self.day.isoformat():
            return None
        late = self.term and not self.day and self._when(sentence) > self.term.isoformat()
        if late and not self.retold:
            return None
        for clause in sentence.done:
            if clause.negated:
                continue
            if self._tells_deed(sentence, clause):
                return Turn("met", self._when(sentence), "What was to be done is told as done.")
            if self._on_the_day(sentence, clause):
                return Turn("met", self._when(sentence), "It is told of the day that was set.")
        return None

    def _tells_deed(self, sentence: _Sentence, clause: _Clause) -> bool:
        here = clause.content
        deed = self.deeds & here
        if deed and here & self.words == self.words and len(self.words) >= _ENOUGH:
            return True
        shared = sentence.content & self.words
        if deed and len(here & self.words) >= _MANY and len(shared) >= _NEARLY_HALF * len(self.words):
            return True
        if self.retold and deed and here & self.words == self.words:
            return True
        passed = self.asked or self.term
        if self.retold and passed and passed.isoformat() <= self.later.day:
            return len(here & self.words) >= max(_ENOUGH, _HALF * len(self.words))
        # "She said that they would go, and they go."
        beside = any(self.deeds & _content(part) for part in _CLAUSE.split(sentence.words) if _NOT_DONE.search(part))
        return bool(deed) and (self.retold or beside) and len(shared) >= _ENOUGH

    def _on_the_day(self, sentence: _Sentence, clause: _Clause) -> bool:
        days = {one.day for one in named_days(sentence.words, _week_before(self.later.day))}
        return self.term in days and len(clause.content & self.words) >= _MANY

    def _when(self, sentence: _Sentence) -> str:
        """The day of what a sentence tells, as its event or statement has it, else that of the report."""
        for event in self.later.reading.events:
            date_ = event.date
            if sentence.span.holds(event.trigger) and date_ and date_.start and date_.basis == "text":
                return min(date_.start[:10], self.later.day)
        return self.later.day

    def _is_bound(self, span: Span) -> bool:
        """Whether the one who is bound, or who speaks for him, says it or is named there."""
        return self.speaker is not None and any(
            same_actor(self.speaker, actor) or one_for_the_other(self.speaker, actor) for actor in self._around(span)
        )

    def _around(self, span: Span) -> Iterator[Actor]:
        for statement in self.later.reading.statements:
            speaker = self.later.speaker(statement)
            if speaker and any(part.meets(span) for part in statement.content.spans):
                yield speaker
        for actor in self.later.reading.actors:
            if any(span.holds(mention) for mention in actor.mentions):
                yield actor


def _content(words: str) -> frozenset[str]:
    """What carries the meaning, with one word for "over" and "ended"."""
    found = set(content_words(words))
    return frozenset(found | set(deed_words(words)))


def _week_before(day: str) -> str:
    return date.fromordinal(date.fromisoformat(day).toordinal() - 7).isoformat()


def _thing(report: Report, span: Span) -> str:
    """The statement or event told in a sentence, else the sentence itself."""
    for event in report.reading.events:
        if span.holds(event.trigger):
            return event.id
    for statement in report.reading.statements:
        if span.holds(statement.content.spans[0]):
            return statement.id
    return passage_id(report.id, span)
