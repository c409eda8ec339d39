"""What becomes of a pledge: sentences of later reports that say it was kept, broken, taken back or has run out.

Two things are asked of a sentence. What ties it to the pledge: the words of the deed, the one who is bound, the day
that was set, or that the sentence before it tells the pledge again. And what its form says: a word for what became of
it, a deed told as done or not done, a refusal. The plainer the form, the less of a tie will do. That nothing is told
proves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import takewhile
from typing import Literal, NamedTuple

from according.comparison.bonds import Bond
from according.comparison.days import shifted
from according.comparison.deadlines import Named, lasting, named_days
from according.comparison.outcomes import (
    AFTER_DEADLINE,
    AS_PLEDGED,
    CAME_AND_WENT,
    DEMANDS,
    FAILED,
    HAS_COME,
    IN_OFFICE,
    LEFT_OFFICE,
    LET_PASS,
    NEGATION,
    NO_MORE_REASON,
    NONE_CAME,
    NONE_OF_IT,
    NOT_DONE,
    NOT_THERE,
    NOTHING_DONE,
    ONLY_FEARED,
    OUTRIGHT,
    RAN_OUT,
    RETELLS,
    RUN_OUT,
    TAKEN_BACK,
    THREATS,
    WILL_NOT,
    Clause,
    Told,
    meaning,
    told_by,
)
from according.comparison.pledges import Pledge, amounts, deeds, objects, one_stem, verb_of
from according.comparison.reports import Report, passage_id
from according.comparison.sameness import same_actor
from according.comparison.speakers import SERVING, of_one_voice
from according.comparison.wording import content_words, stem
from according.findings import CommitmentStatus
from according.model import Actor, Span

# In the order in which one follows another on the same day.
STATUSES: tuple[CommitmentStatus, ...] = ("open", "condition met", "met", "broken", "withdrawn", "lapsed")

# Days are no part of what is done.
_DAYS = re.compile(
    r"\b(?:by |on |before |until )?(?:the )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"easter|christmas|(?:january|february|march|"
    r"april|june|july|august|september|october|november|december|may(?= \d)|"
    r"(?:jan|feb|aug|sept?|oct|nov|dec)\.?(?= \d))(?: \d{1,2})?|tomorrow)\b",
    re.IGNORECASE,
)
_WITHIN = re.compile(r"\bwithin (?:[\w-]+ ){1,2}(?:hour|day|week|month)s?\b", re.IGNORECASE)
# "After that hour", "by then": a day that the sentence before has set.
_THAT_DAY = re.compile(r"\b(?:that (?:hour|day|date|time|moment|deadline)|then|in time)\b", re.IGNORECASE)
# A verb in a condition: "stayed on", "orders a", "is lifted".
_VERB = re.compile(
    r"\b(?:(?:is|are|was|were|be|been|has|have|had|not) (?:\w+ly )?([a-z]+(?:ed|en|t))|([a-z]{3,}ed)|"
    r"([a-z]{3,}s)(?= (?:a|an|the|it|its|his|her|their|on|off|in|up|over|to|for|at|from|back|as|so|[\dA-Z]|so)\b))",
)
_AT_LEAST_DONE = re.compile(r"\b(?:was|were) (?:allowed|permitted|able)\b", re.IGNORECASE)
_NOT_TO = re.compile(r"\W*(?:not|never) to\b", re.IGNORECASE)
# By these a speaker speaks of others; and words that go with any deed.
_OF_OTHERS = re.compile(r"\b(?:they|he|she|it|you|who)\s+$", re.IGNORECASE)
_LIGHT = frozenset("go well com get tak mak giv year da week month hour tim new back first last".split())
# What is allowed has come when it is done.
_LEAVE_TO = frozenset({"allow", "permit", "enabl"})
_GRANTED = re.compile(r"\b(?:able to|allowed|permitted)\b", re.IGNORECASE)

_ENOUGH = 2
_MANY = 3
_PLENTY = 4
_MOST = 0.75
_HALF = 0.5
_NEARLY_HALF = 0.4
# So many sentences after one that tells a pledge again, or what became of one, are about it.
_SOON = 2
_SHORT = 12
# So many characters name a day.
_A_DAY = 24
# "The Halvian deadline", "Mr. Field's ultimatum": whose it is stands in the words before.
_OWNER = 2


class Turn(NamedTuple):
    """A status that a sentence gives a pledge: since when, why, and of which act it must be (None: of either)."""

    status: CommitmentStatus
    on: str
    why: str
    of: Literal["commit", "threaten"] | None = None


_NOT_BY_ITS_DAY = "Its day has passed, and it was not done."


def turned(earlier: Report, later: Report, retold: Mapping[str, Collection[str]]) -> Iterator[Bond]:
    """What a later report tells of what became of an earlier one's pledges.

    Args:
        earlier: the report that has the pledges.
        later: one of a later day; anything else gives nothing.
        retold: by the earlier report's pledges, the statements of the later one that tell them again.
    """
    if not earlier.day or later.day <= earlier.day or not earlier.pledges:
        return
    for pledge in earlier.pledges.values():
        if pledge.recalls:
            continue
        case = _Case(earlier, pledge, later, retold.get(pledge.statement, ()))
        found = [(one, turn) for place, one in enumerate(case.told) for turn in case.turns(place, one)]
        things = dict.fromkeys(_thing(later, sentence.span) for sentence, _ in found)
        for number in things:
            turns = [_data(one, turn) for one, turn in found if _thing(later, one.span) == number]
            why = found[0][1].why
            yield Bond("turn", later.thing(number), earlier.thing(pledge.statement), 1.0, why, {"turns": turns})


def _data(sentence: Told, turn: Turn) -> dict[str, object]:
    return {**turn._asdict(), "span": list(sentence.span)}


class _Case:
    """One pledge against the sentences of one later report."""

    def __init__(self, earlier: Report, pledge: Pledge, later: Report, retold: Collection[str]) -> None:
        self.pledge, self.later, self.retold = pledge, later, bool(retold)
        self.told = told_by(later)
        self.speaker = earlier.speaker(earlier.statements[pledge.statement])
        self.made = earlier.day
        self.words = meaning(_DAYS.sub(" ", _WITHIN.sub(" ", pledge.action)))
        self.deeds = frozenset(form for deed in deeds(pledge.action) for form in (deed, verb_of(deed)))
        self.objects = frozenset(word for words in objects(pledge.action) for word in meaning(words)) - self.deeds
        self.hangs = pledge.condition.of(earlier.text) if pledge.condition else ""
        self.wanted = meaning(_DAYS.sub(" ", self.hangs))
        self.refuses = WILL_NOT.search(pledge.action) is not None or _NOT_TO.match(pledge.action) is not None
        self.lasts = lasting(pledge.action)
        self.amounts = amounts(pledge.action)
        named = named_days(pledge.action, earlier.day)
        self.term = max((one.day for one in named), default=None)
        self.day = max((one.day for one in named if not one.is_term), default=None)
        self.asked = max((one.day for one in _set_for(earlier, pledge, self.hangs)), default=None)
        self.own = _names_of(earlier, self.speaker) | _names_of(later, self.speaker)
        self.matter = frozenset(word for word in self.words - self.own - _LIGHT if not word[0].isdigit())
        self.again = frozenset(
            place
            for place, one in enumerate(self.told)
            if self._tells_again(one) or any(one.span.meets(later.place_of(later.statements[n])) for n in retold)
        )

    def turns(self, place: int, sentence: Told) -> Iterator[Turn]:
        """What a sentence tells of what became of the pledge."""
        after = self._is_after(place)
        if not (sentence.ends or after or self._touches(sentence)):
            return
        if (ended := self._ended(place, sentence, after)) is not None:
            yield ended
        for test in (self._condition, self._kept):
            if (ended is None or (ended.status == "met" and test == self._condition)) and (found := test(sentence)):
                yield found

    def _touches(self, sentence: Told) -> bool:
        """Whether a sentence has a word of the deed or of the condition at all."""
        return not sentence.content.isdisjoint(self.words | self.deeds | self.wanted)

    def _ended(self, place: int, sentence: Told, after: bool) -> Turn | None:
        tests = (
            self._taken_back, self._no_more_reason, self._refused, self._outright, self._run_out, self._not_done,
            self._contrary, self._not_there, self._falls_short,
        )  # fmt: skip
        return next((found for test in tests if (found := test(place, sentence, after)) is not None), None)

    # What ties a sentence to the pledge

    def _tells_again(self, sentence: Told) -> bool:
        """Whether a sentence of the report's own names the one who is bound and the deed as one pledged."""
        shared = len(sentence.content & self.words)
        return (
            shared >= max(_ENOUGH, _NEARLY_HALF * len(self.words))
            and RETELLS.search(sentence.words) is not None
            and self._is_bound(sentence.span)
        )

    def _is_after(self, place: int) -> bool:
        """Whether the sentence before, or the one before that, tells the pledge again in the same paragraph."""
        return any(one in self.again for one in self._before(place))

    def _before(self, place: int) -> Sequence[int]:
        line = self.told[place].line
        near = range(place - 1, max(-1, place - 1 - _SOON), -1)
        return list(takewhile(lambda one: self.told[one].line == line, near))

    def _behind(self, place: int) -> Sequence[int]:
        line = self.told[place].line
        near = range(place + 1, min(len(self.told), place + 1 + _SOON))
        return list(takewhile(lambda one: self.told[one].line == line, near))

    def _telling(self, sentence: Told) -> frozenset[str]:
        """The words of the deed in a sentence, but for such as go with any deed and the name of the one bound."""
        return sentence.content & self.matter

    def _is_bound(self, span: Span) -> bool:
        """Whether the one who is bound, or who speaks for him, says it or is named there."""
        return any(self._is_he(actor) for actor in self._around(span))

    def _is_he(self, actor: Actor) -> bool:
        return self.speaker is not None and of_one_voice(self.speaker, actor)

    def _says_so(self, span: Span) -> bool:
        """Whether the one who is bound says it, or another one of his government."""
        return self.speaker is not None and any(
            self._is_he(actor) or _serve_one(self.speaker, actor) for actor in self._speakers(span)
        )

    def _is_country_of(self, span: Span) -> bool:
        """Whether the state of the one who is bound is named there."""
        country = self.speaker.country if self.speaker else None
        return country is not None and any(actor.country == country for actor in self._named(span))

    def _around(self, span: Span) -> Iterator[Actor]:
        yield from self._speakers(span)
        yield from self._named(span)

    def _speakers(self, span: Span) -> Iterator[Actor]:
        for statement in self.later.reading.statements:
            speaker = self.later.speaker(statement)
            if speaker and any(part.meets(span) for part in statement.content.spans):
                yield speaker

    def _named(self, span: Span) -> Iterator[Actor]:
        for actor in self.later.reading.actors:
            if any(span.holds(mention) for mention in actor.mentions):
                yield actor

    # What the form of a sentence says

    def _taken_back(self, _place: int, sentence: Told, after: bool) -> Turn | None:
        match = TAKEN_BACK.search(sentence.words)
        if match is None or NEGATION.search(match[0]) or not self._is_bound(sentence.span):
            return None
        noun = match["after"] or match["before"]
        of: Literal["commit", "threaten"] = "threaten" if THREATS.search(noun) else "commit"
        shared = (sentence.content & self.words) - {stem(noun.casefold())}
        days = {one.day.isoformat() for one in named_days(sentence.words, self.later.day)}
        if not shared and not after and self.made not in days:
            return None
        why = f"The one who is bound takes the {noun.lower().rstrip('s')} back."
        return Turn("withdrawn", self._when(sentence), why, of)

    def _no_more_reason(self, _place: int, sentence: Told, _after: bool) -> Turn | None:
        """What it hung on is said to be no more."""
        match = NO_MORE_REASON.search(sentence.words)
        if match is None or not self.hangs:
            return None
        named = len(meaning(sentence.words[match.start() :]) & self.words - _LIGHT)
        if named < (1 if self._says_so(sentence.span) else _ENOUGH):
            return None
        return Turn("lapsed", self._when(sentence), "What it was for is said to be no more.")

    def _refused(self, _place: int, sentence: Told, after: bool) -> Turn | None:
        """The one who is bound, or his government, says that it will not be done."""
        match = WILL_NOT.search(sentence.words)
        if match is None or self.refuses or not self._says_so(sentence.span):
            return None
        if re.search(r"\b(?:if|unless|until|whether|den(?:y|ied|ies))\b", sentence.words, re.IGNORECASE):
            return None
        shared = self._telling(sentence)
        same = len(shared) >= min(_MANY, max(_ENOUGH, _HALF * len(self.matter)))
        same = same or bool(self.deeds & shared and self.objects & shared)
        if not same and not (after and shared):
            return None
        if self.term and self.term.isoformat() < self.later.day:
            return Turn("broken", self.term.isoformat(), "Its day has passed, and it is said that it will not be done.")
        return Turn("withdrawn", self._when(sentence), "The one who is bound says that it will not be done.")

    def _outright(self, place: int, sentence: Told, after: bool) -> Turn | None:
        """What is told in so many words of a pledge whose deed the sentence names, of the one who is bound."""
        for status, words in OUTRIGHT:
            match = words.search(sentence.words)
            if match and not ONLY_FEARED.search(sentence.words[: match.start()]):
                if not self._is_meant(place, sentence, match, after):
                    return None
                of: Literal["threaten"] | None = "threaten" if THREATS.search(match[0]) else None
                return Turn(status, self._when(sentence), f"It is told that way: {match[0].lower()}.", of)
        if any(self._sums_up(before, sentence) for before in self._before(place)):
            return Turn("met", self._when(sentence), "It is told among what was done as said.")
        return self._missed(sentence)

    def _is_meant(self, place: int, sentence: Told, match: re.Match[str], after: bool) -> bool:
        """Whether a word for what became of a pledge is said of this one."""
        if self._is_bound(sentence.span):
            there = Span(sentence.span.start + match.start(), sentence.span.start + match.end())
            if _OF_OTHERS.search(sentence.words[: match.start()]) and any(map(self._is_he, self._speakers(there))):
                return False
            behind = frozenset[str]().union(*(self._telling(self.told[one]) for one in self._behind(place)))
            if after or len(self._telling(sentence)) >= _ENOUGH:
                return True
            return bool(self._telling(sentence) | behind) and self._is_doer(sentence)
        # "Carrying out a threat", on the day that was set.
        on_its_day = self.day is not None and self.day.isoformat() == self._day_of(sentence)
        return on_its_day and self._is_country_of(sentence.span)

    def _sums_up(self, before: int, sentence: Told) -> bool:
        """Whether a sentence before says that people did as they said, and this one tells what the one bound did."""
        summed = OUTRIGHT[0][1].search(self.told[before].words)
        done = any(not clause.negated and self._telling(sentence) & clause.content for clause in sentence.done)
        return summed is not None and done and self._is_bound(sentence.span) and not self._named_in(before)

    def _named_in(self, place: int) -> bool:
        return any(actor.name[:1].isupper() for actor in self._named(self.told[place].span))

    def _missed(self, sentence: Told) -> Turn | None:
        """A day that the one who is bound let pass, or after which things still are as they were."""
        missed = LET_PASS.search(sentence.words) or AFTER_DEADLINE.search(sentence.words)
        if not missed or not self._has_passed(self.term) or ONLY_FEARED.search(sentence.words[: missed.start()]):
            return None
        if len(sentence.content & self.words) < _ENOUGH or not self._is_bound(sentence.span):
            return None
        return Turn("broken", str(self.term), _NOT_BY_ITS_DAY)

    def _run_out(self, place: int, sentence: Told, after: bool) -> Turn | None:
        match, went = RUN_OUT.search(sentence.words), CAME_AND_WENT.search(sentence.words)
        if self.hangs and RAN_OUT.search(sentence.words) and str(self.term) in self._days_of(sentence):
            return self._ran_out(sentence)
        if match and match["noun"].lower().startswith("offer"):
            return self._ran_out(sentence)
        if (match and self._is_its_deadline(sentence, match)) or self._is_demand_unmet(place, sentence):
            return Turn("condition met", str(self.asked), "The day that it set has passed.")
        if match and match["noun"].lower() == "ultimatum":
            return self._ran_out(sentence)
        if went and after and self._has_passed(self.term) and str(self.term) in self._days_of(sentence):
            return Turn("broken", str(self.term), _NOT_BY_ITS_DAY)
        if not match or not self.lasts or not self.lasts <= content_words(sentence.words):
            return None
        if self._is_bound(sentence.span) and any(self._is_missing(self.told[one]) for one in self._behind(place)):
            on = max((day for day in self._days_of(sentence) if day <= self.later.day), default=self._when(sentence))
            return Turn("broken", on, "Its time has run out, and it was not done.")
        return None

    def _is_its_deadline(self, sentence: Told, match: re.Match[str]) -> bool:
        """Whether the day that has passed is the one that an ultimatum set."""
        if not self._has_passed(self.asked) or not (self.pledge.act == "threaten" or self._is_ultimatum()):
            return False
        if str(self.asked) in self._days_of(sentence) and sentence.content & (self.wanted | self.matter):
            return True
        owner = meaning(" ".join(sentence.words[: match.start()].split()[-_OWNER:]))
        return self.retold or (match["noun"].lower() in ("deadline", "ultimatum") and bool(self.own & owner))

    def _is_demand_unmet(self, place: int, sentence: Told) -> bool:
        """ "It had demanded an apology by Monday. None came." """
        if not self._has_passed(self.asked) or not DEMANDS.search(sentence.words):
            return False
        nothing = any(NONE_CAME.search(self.told[one].words) for one in self._behind(place)[:1])
        return nothing and str(self.asked) in self._days_of(sentence) and self._is_bound(sentence.span)

    def _is_ultimatum(self) -> bool:
        return self.asked is not None and self.pledge.marker in ("if", "unless", "should", "or")

    def _ran_out(self, sentence: Told) -> Turn | None:
        if len(sentence.content & self.words) < _MANY or self.pledge.act != "commit":
            return None
        ends = [one.day for one in named_days(sentence.words, shifted(self.later.day, -7))]
        return Turn("lapsed", ends[0].isoformat() if ends else self._when(sentence), "Its term has run out.")

    def _is_missing(self, sentence: Told) -> bool:
        """Whether a sentence says flatly that there is none of what was pledged."""
        nothing = NOTHING_DONE.search(sentence.words) or NONE_OF_IT.search(sentence.words)
        return nothing is not None and bool(self._telling(sentence))

    def _not_done(self, _place: int, sentence: Told, after: bool) -> Turn | None:
        if not self._has_passed(self.term) or self.refuses or not (self.retold or after):
            return None
        retelling = len(sentence.content & self.words) >= _ENOUGH
        brief = len(sentence.words.split()) <= _SHORT
        short = brief and not NOT_DONE.search(sentence.words) and NEGATION.search(sentence.words) is not None
        none = NOTHING_DONE.search(sentence.words) is not None or self._is_missing(sentence)
        nothing = after and none and not self._is_anothers(sentence.span)
        if (retelling and FAILED.search(sentence.words)) or (short and (nothing or self.deeds & sentence.content)):
            return Turn("broken", str(self.term), _NOT_BY_ITS_DAY)
        return None

    def _is_anothers(self, span: Span) -> bool:
        """Whether a sentence is said by, or names, somebody else than the one who is bound."""
        others = [actor for actor in self._around(span) if actor.name[:1].isupper()]
        return bool(others) and not self._is_bound(span)

    def _contrary(self, _place: int, sentence: Told, _after: bool) -> Turn | None:
        """The one who is bound did what he said he would not do, or left an office that he said he would keep."""
        told = [clause for clause in sentence.done if not clause.negated]
        undone = self.refuses and any(self._tells_deed(sentence, clause) for clause in told)
        left = IN_OFFICE.search(self.pledge.action) and told and LEFT_OFFICE.search(sentence.words)
        if (undone or left) and self._is_doer(sentence) and not NOT_DONE.search(sentence.words):
            return Turn("broken", self._when(sentence), "The contrary of what was to be done is told as done.")
        return None

    def _is_doer(self, sentence: Told) -> bool:
        """Whether the one who is bound is the first who is named there."""
        there = [
            (mention.start, actor)
            for actor in self.later.reading.actors
            for mention in actor.mentions
            if sentence.span.holds(mention)
        ]
        return bool(there) and self._is_he(min(there, key=lambda one: one[0])[1])

    def _not_there(self, _place: int, sentence: Told, _after: bool) -> Turn | None:
        """ "The list that she had promised for Friday has not appeared." """
        plain = AS_PLEDGED.sub(" ", sentence.words)
        if plain == sentence.words or not NOT_THERE.search(plain) or not self._has_passed(self.term):
            return None
        if len(meaning(plain) & self.words) < _ENOUGH or not self._is_bound(sentence.span):
            return None
        return Turn("broken", str(self.term), _NOT_BY_ITS_DAY)

    def _falls_short(self, _place: int, sentence: Told, _after: bool) -> Turn | None:
        """Less of the same is told, when the day has passed: 31 million cubic metres of 90 million."""
        if not self._has_passed(self.term) or NOT_DONE.search(sentence.words) or not self.amounts:
            return None
        if len(sentence.content & self.words) < _MANY:
            return None
        told = amounts(sentence.words)
        short = any(0 < told.get(unit, 0) < amount for unit, amount in self.amounts.items())
        return Turn("broken", str(self.term), "Its day has passed, and less of it is told.") if short else None

    def _condition(self, sentence: Told) -> Turn | None:
        if len(self.wanted) < _ENOUGH or NEGATION.search(self.hangs):
            return None
        verbs, is_order = _verbs(self.hangs), self.pledge.marker in ("or", "unless")
        for clause in sentence.done:
            shared = self.wanted & clause.content
            most = max(_ENOUGH, _MOST * len(self.wanted))
            if is_order and clause.negated and len(shared) >= max(_MANY, _HALF * len(self.wanted)):
                return Turn("condition met", self._when(sentence), "What was asked for is told as not done.")
            if not is_order and not clause.negated and len(shared) >= most and (not verbs or verbs & shared):
                return Turn("condition met", self._when(sentence), "What it hangs on is told as having come.")
        return None

    def _kept(self, sentence: Told) -> Turn | None:
        if self.refuses or (self.day and self._when(sentence) < self.day.isoformat()):
            return None
        late = self.term and not self.day and self._when(sentence) > self.term.isoformat()
        if late and not self.retold:
            return None
        for clause in sentence.done:
            if clause.negated:
                continue
            if self._tells_deed(sentence, clause) or self._has_come(sentence):
                return Turn("met", self._when(sentence), "What was to be done is told as done.")
            if self._on_the_day(sentence, clause):
                return Turn("met", self._when(sentence), "It is told of the day that was set.")
        return None

    def _tells_deed(self, sentence: Told, clause: Clause) -> bool:
        here, shared = clause.content & self.words, sentence.content & self.words
        if self._is_before(sentence) or _differ(_figures(self.words), _figures(sentence.content)):
            return False
        if self._is_anothers_deed(sentence):
            return False
        only_named = self.deeds & clause.content and not self.deeds & clause.plain
        if len(here) >= max(_PLENTY, _MOST * len(self.words)) and not only_named:
            return True
        if _GRANTED.search(self.pledge.action) and _AT_LEAST_DONE.search(sentence.words) and len(shared) >= _ENOUGH:
            return True
        if self.deeds & clause.plain and self._is_most(here, shared):
            return True
        if self.retold and self._has_passed_by(self.asked or self.term):
            return len(here) >= max(_ENOUGH, _HALF * len(self.words))
        # "She said that they would go, and they go."
        beside = any(self.deeds & part for part in sentence.asides)
        return bool(self.deeds & clause.plain) and (self.retold or beside) and len(shared) >= _ENOUGH

    def _is_most(self, here: frozenset[str], shared: frozenset[str]) -> bool:
        """Whether a clause that has the deed, in a sentence that shares so much, has enough of what goes with it."""
        whole = here == self.words and (self.retold or len(self.words - self.own) >= _ENOUGH)
        return whole or (len(here) >= _MANY and len(shared) >= _NEARLY_HALF * len(self.words))

    def _is_anothers_deed(self, sentence: Told) -> bool:
        """Whether the deed is told there of somebody else, of another state."""
        doers = [
            actor
            for event in self.later.reading.events
            if sentence.span.holds(event.trigger) and self.deeds & meaning(event.trigger.of(self.later.text))
            for party in event.actor
            if (actor := self.later.actor(party)) and actor.country is not None and actor.name[:1].isupper()
        ]
        country = self.speaker.country if self.speaker else None
        return (
            bool(doers)
            and country is not None
            and all(actor.country != country and not self._is_he(actor) for actor in doers)
        )

    def _has_come(self, sentence: Told) -> bool:
        """ "The ships that it had promised have arrived." """
        plain = AS_PLEDGED.sub(" ", sentence.words)
        if plain == sentence.words or not HAS_COME.search(plain) or NEGATION.search(plain):
            return False
        shared = meaning(plain) & self.words
        return len(shared) >= max(_ENOUGH, _HALF * len(self.words)) and self._is_bound(sentence.span)

    def _on_the_day(self, sentence: Told, clause: Clause) -> bool:
        return str(self.term) in self._days_of(sentence) and len(clause.content & self.words) >= _MANY

    # Days

    def _is_before(self, sentence: Told) -> bool:
        """Whether a sentence tells of a day before the pledge was made."""
        return self._when(sentence) < self.made

    def _has_passed(self, day: date | None) -> bool:
        return day is not None and day.isoformat() < self.later.day

    def _has_passed_by(self, day: date | None) -> bool:
        """Whether a day has passed, or is that of the report."""
        return day is not None and day.isoformat() <= self.later.day

    def _days_of(self, sentence: Told) -> set[str]:
        """The days that a sentence names, as one says them of the week behind."""
        return {one.day.isoformat() for one in named_days(sentence.words, shifted(self.later.day, -7))}

    def _day_of(self, sentence: Told) -> str:
        days = self._days_of(sentence)
        return self.later.day if self.later.day in days or not days else max(days)

    def _when(self, sentence: Told) -> str:
        """The day of what a sentence tells, as its event or statement has it, else that of the report."""
        for event in self.later.reading.events:
            date_ = event.date
            if sentence.span.holds(event.trigger) and date_ and date_.start and date_.basis == "text":
                return min(date_.start[:10], self.later.day)
        return self.later.day


def _set_for(report: Report, pledge: Pledge, hangs: str) -> list[Named]:
    """The days set for what a pledge hangs on: in its condition, or just before, where that says "that day"."""
    # "By" may have lost its day to the reader.
    behind = pledge.condition.end if pledge.condition else 0
    named = named_days(report.text[behind - len(hangs) : behind + _A_DAY].split(". ")[0], report.day)
    if named or not hangs or not _THAT_DAY.search(hangs):
        return named
    start = report.place_of(report.statements[pledge.statement]).start
    before = [one for one in told_by(report) if one.span.end <= start][-1:]
    return [one for sentence in before for one in named_days(sentence.words, report.day) if one.is_term]


def _names_of(report: Report, speaker: Actor | None) -> frozenset[str]:
    """The words by which a report names an actor and his state."""
    if speaker is None:
        return frozenset()
    actors = [
        actor
        for actor in report.reading.actors
        if same_actor(speaker, actor) or (actor.kind == "country" and actor.country == speaker.country)
    ]
    names = (speaker.name, *(mention.of(report.text) for actor in actors for mention in actor.mentions))
    return frozenset[str]().union(*(meaning(name) for name in names if name[:1].isupper()))


def _serve_one(one: Actor, other: Actor) -> bool:
    """Whether two are of one government."""
    same = one.country is not None and one.country == other.country
    return same and one.sector in SERVING and other.sector in SERVING


def _verbs(words: str) -> frozenset[str]:
    found = (stem(next(filter(None, match.groups())).casefold()) for match in _VERB.finditer(words))
    return frozenset(one_stem(verb) for verb in found) - _LEAVE_TO


def _figures(words: frozenset[str]) -> frozenset[str]:
    """The figures among words, but for those so small that they count anything."""
    return frozenset(word for word in words if word[0].isdigit() and len(word.split(".")[0]) > 1)


def _differ(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sets of figures have none in common, and neither is empty."""
    return bool(one) and bool(other) and one.isdisjoint(other)


def _thing(report: Report, span: Span) -> str:
    """The statement or event told in a sentence, else the sentence itself."""
    for event in report.reading.events:
        if span.holds(event.trigger):
            return event.id
    for statement in report.reading.statements:
        if span.holds(statement.content.spans[0]):
            return statement.id
    return passage_id(report.id, span)
