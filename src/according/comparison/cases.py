"""A pledge as it shows in a later report: what ties its sentences to the pledge, and their days.

A sentence is tied by the words of the deed, by the one who is bound, by the day that was set, or because the sentence
before it tells the pledge again.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from itertools import takewhile
from typing import Literal, NamedTuple

from according.comparison.concepts import concept
from according.comparison.days import shifted
from according.comparison.deadlines import Named, lasting, named_days
from according.comparison.deeds import pledged_kinds, words_of
from according.comparison.outcomes import RETELLS, WILL_NOT, Told, meaning, told_by
from according.comparison.pledges import Act, Pledge, amounts, counted, deeds, objects, verb_of
from according.comparison.reports import Report
from according.comparison.sameness import same_actor
from according.comparison.speakers import of_one_voice
from according.comparison.wording import content_words, stem
from according.findings import CommitmentStatus
from according.model import Actor, Span
from according.reading.sides import SERVING

# Days are no part of what is done.
_DAYS = re.compile(
    r"\b(?:by |on |before |until |from )?(?:the )?(?:\d{1,2} (?=january|february|march|april|may|june|july|august|"
    r"september|october|"
    r"november|december))?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"easter|christmas|(?:january|february|march|"
    r"april|june|july|august|september|october|november|december|may(?= \d)|"
    r"(?:jan|feb|aug|sept?|oct|nov|dec)\.?(?= \d))(?: \d{1,2})?|tomorrow)\b",
    re.IGNORECASE,
)
_WITHIN = re.compile(r"\bwithin (?:[\w-]+ ){1,2}(?:hour|day|week|month)s?\b", re.IGNORECASE)
# "After that hour", "by then": a day that the sentence before has set.
_THAT_DAY = re.compile(r"\b(?:that (?:hour|day|date|time|moment|deadline)|then|in time)\b", re.IGNORECASE)
_NO_ONE = re.compile(r"(?:^|\. )\W*(?:that )?(?:no|none|nobody|not (?:a|an|one|any|a single))\b", re.IGNORECASE)
_NOT_TO = re.compile(r"^\W*(?:not|never) to\b", re.IGNORECASE)
# "Borvia and Ardonia", "the two sides": those who are bound are named one by one beside.
_TWO = re.compile(r"\band\b|\b(?:two|both) ", re.IGNORECASE)
# Behind these somebody is a place or one to whom something is done.
_AT = re.compile(
    r"\b(?:in|across|at|near|from|to|for|against|on|with|into|onto|over|toward|towards|outside|inside) (?:the )?$", re.I
)
# A subject stands in so many characters.
_SUBJECT = 60
# "The minister", "its rebels": somebody who is named elsewhere.
_DESCRIBED = re.compile(r"\b(?:the|its|his|her|their)(?:\s+[a-z][a-z-]+){1,2}", re.IGNORECASE)
# What many are called.
_TOO_MANY = frozenset(
    map(stem, "group general chief state national of for the people head member party leader".split())
)
_OF_STATE = SERVING | {None}
# Words that go with any deed.
LIGHT = frozenset("go well com get tak mak giv year da week month hour tim new back first last".split())

ENOUGH = 2
NEARLY_HALF = 0.4
# So many sentences after one that tells a pledge again, or what became of one, are about it.
_SOON = 2
# So long a name may have so short an ending of a demonym.
_LONG = 4
_ENDING = 3
# So alike are two reports on one matter (cosine).
_ONE_MATTER = 0.45
# So many days after a threat, "the threat" is still that one.
_SOON_AFTER = 45
# So many characters name a day.
_A_DAY = 24


class Turn(NamedTuple):
    """A status that a sentence gives a pledge: since when, why, and of which act it must be (None: of either)."""

    status: CommitmentStatus
    on: str
    why: str
    of: Literal["commit", "threaten"] | None = None


class Case:
    """One pledge against the sentences of one later report.

    Attributes:
        pledge: what was pledged.
        later: the report that may tell what became of it.
        retold: whether the later report tells the pledge again.
        told: the sentences of the later report.
        speaker: who is bound.
        made: the day of the report that has the pledge.
        words, deeds, objects: the stems of what is to be done; of its verbs; of what these act on.
        matter: the words without the names of the one bound, figures, and words that go with any deed.
        own: the words by which the one bound and his state are named.
        hangs, wanted: the words of the condition; their stems.
        refuses: whether what is pledged is not to do something.
        lasts: the stems of how long it is to last.
        amounts, counts: the figures by their unit; the numbers by what they count.
        kinds, awaited: the kinds of deed (`deeds.py`) of the pledge, and of its condition.
        likeness: how alike both reports are, from -1 to 1.
        parties: those who are named in the sentence that tells it.
        called: how the one who is bound is called without his name.
        is_only: whether the one who is bound makes no other pledge of its kind in its report.
        things, expected: the words beside those of the deed: to what, where; the same of the condition.
        term, day: by when it is to be done at the latest; on which day, where one is named.
        asked: the day that the condition sets.
        again: the places of the sentences that tell the pledge again.
    """

    def __init__(self, earlier: Report, pledge: Pledge, later: Report, retold: Collection[str]) -> None:
        self.pledge, self.later, self.retold = pledge, later, bool(retold)
        self.told = told_by(later)
        self.speaker = earlier.speaker(earlier.statements[pledge.statement])
        self.made = earlier.day
        self.words = meaning(_DAYS.sub(" ", _WITHIN.sub(" ", pledge.action)))
        self.deeds = frozenset(form for deed in deeds(pledge.action) for form in (deed, concept(deed), verb_of(deed)))
        self.objects = frozenset(word for words in objects(pledge.action) for word in meaning(words)) - self.deeds
        self.hangs = pledge.condition.of(earlier.text) if pledge.condition else ""
        self.wanted = meaning(_DAYS.sub(" ", self.hangs))
        self.refuses = any(form.search(pledge.action) for form in (WILL_NOT, _NOT_TO, _NO_ONE))
        self.lasts = lasting(pledge.action)
        self.amounts, self.counts = amounts(pledge.action), counted(pledge.action)
        named = named_days(pledge.action, earlier.day)
        self.term = max((one.day for one in named), default=None)
        self.day = max((one.day for one in named if not one.is_term), default=None)
        self.asked = max((one.day for one in _set_for(earlier, pledge, self.hangs)), default=None)
        self.own = _names_of(earlier, self.speaker) | _names_of(later, self.speaker)
        self.matter = frozenset(word for word in self.words - self.own - LIGHT if not word[0].isdigit())
        self.kinds, self.awaited = pledged_kinds(pledge.action), pledged_kinds(self.hangs)
        figures = frozenset(word for word in self.words if word[0].isdigit() and len(word.split(".")[0]) > 1)
        self.things = (self.matter | figures) - words_of(self.kinds) - self.deeds - {"end"}
        self.expected = frozenset(word for word in self.wanted - words_of(self.awaited) - LIGHT)
        self.parties = _parties(earlier, pledge)
        self.called = _called(earlier, self.speaker)
        self.likeness = float(earlier.vector(earlier.id) @ later.vector(later.id))
        self.is_only = not any(
            other is not pledge and other.act == pledge.act and other.bound == pledge.bound and not other.recalls
            for other in earlier.pledges.values()
        )
        self.again = frozenset(
            place
            for place, one in enumerate(self.told)
            if self._tells_again(one) or any(one.span.meets(later.place_of(later.statements[n])) for n in retold)
        )

    def touches(self, sentence: Told) -> bool:
        """Whether a sentence has a word of the deed or of the condition at all."""
        return not sentence.content.isdisjoint(self.words | self.deeds | self.wanted)

    def _tells_again(self, sentence: Told) -> bool:
        """Whether a sentence of the report's own names the one who is bound and the deed as one pledged."""
        shared = len(sentence.content & self.words)
        return (
            shared >= max(ENOUGH, NEARLY_HALF * len(self.words))
            and RETELLS.search(sentence.words) is not None
            and self.is_bound(sentence.span)
        )

    def is_after(self, place: int) -> bool:
        """Whether the sentence before, or the one before that, tells the pledge again in the same paragraph."""
        return any(one in self.again for one in self.before(place))

    def before(self, place: int) -> Sequence[int]:
        """The nearest sentences before one in its paragraph, the next first."""
        line = self.told[place].line
        near = range(place - 1, max(-1, place - 1 - _SOON), -1)
        return list(takewhile(lambda one: self.told[one].line == line, near))

    def behind(self, place: int) -> Sequence[int]:
        """The nearest sentences after one in its paragraph, the next first."""
        line = self.told[place].line
        near = range(place + 1, min(len(self.told), place + 1 + _SOON))
        return list(takewhile(lambda one: self.told[one].line == line, near))

    def telling(self, sentence: Told) -> frozenset[str]:
        """The words of the deed in a sentence, but for such as go with any deed and the name of the one bound."""
        return sentence.content & self.matter

    def is_bound(self, span: Span) -> bool:
        """Whether the one who is bound, or who speaks for him, says it or is named or described there."""
        return any(self.is_he(actor) for actor in self._around(span)) or self.is_described(span)

    def is_described(self, span: Span) -> bool:
        """Whether the one who is bound is meant by what he is: "the minister", "the rebels"."""
        words = [match[0].casefold().split()[1:] for match in _DESCRIBED.finditer(span.of(self.later.text))]
        heads = {stem(word) for found in words for word in found} & self.called
        return bool(heads) and not any(
            heads & _called(self.later, actor)
            for actor in self.named(span)
            if actor.name[:1].isupper() and not self.is_he(actor)
        )

    def is_side(self, sentence: Told) -> bool:
        """Whether the one who is bound is named or described in a sentence, or his state is."""
        return self.is_bound(sentence.span) or any(_is_form_of(word, self.own) for word in sentence.content)

    def is_party(self, sentence: Told) -> bool:
        """Whether one of those who are named in the pledge's own sentence is named in another."""
        return any(same_actor(one, other) for one in self.parties for other in self.named(sentence.span))

    def is_of_side(self, actor: Actor) -> bool:
        """Whether an actor is the one who is bound, or serves or belongs to his state."""
        if self.is_he(actor):
            return True
        if self.speaker is None or actor.country is None or actor.country != self.speaker.country:
            return False
        return {actor.sector, self.speaker.sector} <= _OF_STATE

    def is_he(self, actor: Actor) -> bool:
        """Whether an actor is the one who is bound, or speaks for him, or has a person's last name only."""
        if self.speaker is None:
            return False
        both = self.parties if _TWO.search(self.speaker.name) else ()
        return any(of_one_voice(one, actor) or _last_name(one, actor) for one in (self.speaker, *both))

    def says_so(self, span: Span) -> bool:
        """Whether the one who is bound says it, or another one of his government."""
        return self.speaker is not None and any(
            self.is_he(actor) or _serve_one(self.speaker, actor) for actor in self.speakers(span)
        )

    def is_country_of(self, span: Span) -> bool:
        """Whether the state of the one who is bound is named there."""
        country = self.speaker.country if self.speaker else None
        return country is not None and any(actor.country == country for actor in self.named(span))

    def _around(self, span: Span) -> Iterator[Actor]:
        yield from self.speakers(span)
        yield from self.named(span)

    def speakers(self, span: Span) -> Iterator[Actor]:
        """Those to whom the report gives what stands there."""
        for statement in self.later.reading.statements:
            speaker = self.later.speaker(statement)
            if speaker and any(part.meets(span) for part in statement.content.spans):
                yield speaker

    def named(self, span: Span) -> Iterator[Actor]:
        """Those who are named there."""
        for actor in self.later.reading.actors:
            if any(span.holds(mention) for mention in actor.mentions):
                yield actor

    def is_ultimatum(self) -> bool:
        """Whether the pledge sets a day for what others are to do."""
        return self.asked is not None and self.pledge.marker in ("if", "unless", "should", "or")

    def is_anothers(self, span: Span) -> bool:
        """Whether a sentence is said by, or names, somebody else than the one who is bound."""
        others = [actor for actor in self._around(span) if actor.name[:1].isupper()]
        return bool(others) and not self.is_bound(span)

    def is_the_one(self, act: Act) -> bool:
        """Whether "the threat" or "the promise" of the one bound can only be this one: there is no other, it is no
        long time ago, and both reports are about one matter.
        """
        soon = shifted(self.later.day, -_SOON_AFTER) <= self.made
        return self.is_only and self.pledge.act == act and soon and self.likeness >= _ONE_MATTER

    def is_doer(self, sentence: Told) -> bool:
        """Whether the one who is bound is the first who is named there."""
        there = [
            (mention.start, actor)
            for actor in self.later.reading.actors
            for mention in actor.mentions
            if sentence.span.holds(mention)
        ]
        return bool(there) and self.is_he(min(there, key=lambda one: one[0])[1])

    def is_anothers_deed(self, sentence: Told) -> bool:
        """Whether the deed is told there of somebody else, of another state or side."""
        if self.is_other_count(sentence):
            return True
        first = self.doers(sentence, sentence.words[:_SUBJECT])
        if first and not self.is_side(sentence) and not any(map(self.is_of_side, first)):
            return True
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
            and all(actor.country != country and not self.is_he(actor) for actor in doers)
        )

    def doers(self, sentence: Told, words: str) -> list[Actor]:
        """Those who are named in some words of a sentence otherwise than as a place, and not in the pledge itself."""
        return [
            actor
            for actor in self.named(sentence.span)
            if actor.kind in ("person", "organisation", "country", "group")
            and any(_is_doer(words, mention.of(self.later.text)) for mention in actor.mentions)
            and meaning(actor.name).isdisjoint(self.matter)
        ]

    def is_other_count(self, sentence: Told) -> bool:
        """Whether another number of what the pledge counts is told: two miners, where it was nine."""
        here = counted(sentence.words)
        both = [word for word in self.counts.keys() & here.keys() if concept(word) in self.matter]
        return any(self.counts[word] != here[word] for word in both)

    def is_before(self, sentence: Told) -> bool:
        """Whether a sentence tells of a day before the pledge was made."""
        return self.when(sentence) < self.made

    def has_passed(self, day: date | None) -> bool:
        """Whether a day lies before that of the report."""
        return day is not None and day.isoformat() < self.later.day

    def has_passed_by(self, day: date | None) -> bool:
        """Whether a day has passed, or is that of the report."""
        return day is not None and day.isoformat() <= self.later.day

    def days_of(self, sentence: Told) -> set[str]:
        """The days that a sentence names, as one says them of the week behind."""
        return {one.day.isoformat() for one in named_days(sentence.words, shifted(self.later.day, -7))}

    def day_of(self, sentence: Told) -> str:
        """The day of the report where a sentence names it or none, else the last of those that it names."""
        days = self.days_of(sentence)
        return self.later.day if self.later.day in days or not days else max(days)

    def when(self, sentence: Told) -> str:
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


def _parties(report: Report, pledge: Pledge) -> list[Actor]:
    """Those who are named in the sentence that tells a pledge."""
    here = report.sentence(report.place_of(report.statements[pledge.statement]))
    return [
        actor
        for actor in report.reading.actors
        if any(here.holds(one) and one.of(report.text)[:1].isupper() for one in actor.mentions)
        and actor.kind != "place"
    ]


def _called(report: Report, actor: Actor | None) -> frozenset[str]:
    """What an actor is called when he is not named: by his role, what a body is, and his mentions without a name."""
    if actor is None:
        return frozenset()
    mentions = [mention.of(report.text) for mention in actor.mentions] if actor.id in report.actors else []
    told = [actor.role or "", *(words for words in mentions if words.islower())]
    if actor.kind == "organisation":
        told += [actor.name.split()[-1], *actor.name.split(" of ")[:1][0].split()[-1:]]
    return content_words(" ".join(told)) - _TOO_MANY


def _is_doer(words: str, name: str) -> bool:
    place = words.find(name)
    return name[:1].isupper() and place >= 0 and not _AT.search(words[:place])


def _is_form_of(word: str, names: Collection[str]) -> bool:
    """Whether a word is one of some names, or made of one: "jorundi" of "jorund"."""
    return any(
        word == name or (len(name) >= _LONG and word.startswith(name) and len(word) - len(name) <= _ENDING)
        for name in names
    )


def _last_name(person: Actor, actor: Actor) -> bool:
    """Whether an actor is called by a person's last name and nothing else."""
    last = person.name.split()[-1]
    return person.kind == "person" and last[:1].isupper() and actor.name.removesuffix("’s government") == last


def _serve_one(one: Actor, other: Actor) -> bool:
    """Whether two are of one government."""
    same = one.country is not None and one.country == other.country
    return same and one.sector in SERVING and other.sector in SERVING
