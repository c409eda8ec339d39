"""What in a report reacts: whose deed or words it is, and the words that name what it reacts to.

A verb of reaction has that as its object ("turned down the offer"), a feeling is shown at it ("voiced concern about the
launch"), a judgement calls it something ("called the move a provocation"), a demand is put to whoever did it ("urged
Borvia to take back the order"), and a deed is tied to it ("expelled two attachés over the raid").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from according.comparison.reaction_words import drawn, is_noun, judged, phrases, shown, verbs, words
from according.comparison.reports import Report, passage_id
from according.comparison.sentences import sentences
from according.comparison.speakers import NO_STATES, of_one_voice
from according.model import Actor, Event, EventType, Span, Statement
from according.reading.sides import SERVING

How = Literal["object", "called", "feeling", "demand", "tied", "drawn", "judged", "conceded", "reply"]

DONE = frozenset({"happened", "ongoing"})
_OF_STATES = SERVING | {None}
_BODIES = frozenset({"country", "organisation", "place", "group"})
_REPLY = re.compile(
    r"[’']s?\s+(?:\w+\s+){0,2}?(?:reply|response|answer|reaction|retort|rejoinder|rejection|comment)\s+(?:to|of|on)\b",
    re.IGNORECASE,
)
# Where the words of an object end.
_STOP = re.compile(
    r"[,;:–—]|\s[“\"]|\b(?:but|because|while|whereas|although|unless|provided|saying|adding|if)\b|\band \w+ed\b"
)
_ENOUGH = 160
# "Called the move a provocation", "described Holm’s offer as cheap", "called it “empty”".
_CALLED = re.compile(
    r"\s+(?:the|that|this|these|those|his|her|its|their|it|[A-Z])[^,;.]{0,120}?"
    r"(?:[“\"]|\b(?:an?|as|to be)\b|\b\w+(?:less|ful|ous|ive|al|ed|ic|ible|able|ant|ent)\b)"
)
_DEFEAT = re.compile(
    r"\b(?:conced(?:e|es|ed|ing)|admit(?:s|ted|ting)?|acknowledg(?:e|es|ed|ing)|accept(?:s|ed|ing)?) "
    r"(?:\w+ )?(?P<object>defeat|loss)\b",
    re.IGNORECASE,
)
# "The offer was turned down by …", "drew condemnation from …".
_PASSIVE = re.compile(r"\b(?:was|were|been|is|are|being|be)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_BY = re.compile(r"^\s+(?:\w+\s+){0,3}?(?:by|in|from)\s+", re.IGNORECASE)
_BY_WHOM = 50
# Whose name stands behind these is not the one who acts.
_NO_SUBJECT = re.compile(
    r"\b(?:of|by|to|with|from|for|in|at|on|against|over|between|about|near|after|than|like)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_OWNER = re.compile(r"^[’']s?\b")
_OWN_PRONOUN = re.compile(r"\b(?:we|I|it|they|he|she|our|its|their|his|her|us)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[;:–—]|,\s+(?:and|but|while|which|who)\b|\b(?:but|while|whereas|which|who)\b")
# Told of the past before, of another year, or as what never was.
_UNREAL = re.compile(
    r"\b(?:had|has not|have not|had not|would have|could have|did not|never|nor)\s+(?:\w+\s+){0,2}$", re.IGNORECASE
)
NOT_NOW = re.compile(
    r"\b(?:(?:in|since|of|by) (?:19|20)\d\d|last (?:year|month|spring|summer|autumn|"
    r"winter)|years? ago|months? ago)\b",
    re.IGNORECASE,
)
_DEEDS: frozenset[EventType] = frozenset(
    {"SANCTION", "COERCE", "REJECT", "ACCUSE", "PROTEST", "MOBILIZE", "REQUEST", "THREATEN", "RETREAT", "ASSAULT",
     "CONCEDE", "SUPPORT", "AID"}
)  # fmt: skip
_TOLD = frozenset({"happened", "ongoing", "planned"})


@dataclass(frozen=True, slots=True)
class Reacting:
    """What reacts.

    Attributes:
        number: the id of the statement or event, else of the words.
        actor: whose it is.
        sentence, verb, object: where it is told, the words of reacting, and what names that to which it reacts.
        how: what ties the two.
    """

    number: str
    actor: Actor
    sentence: Span
    verb: Span
    object: Span
    how: How


def doer(report: Report, event: Event) -> Actor | None:
    """Who does what an event tells, where that is a known actor."""
    return next((actor for party in event.actor if (actor := report.actor(party))), None)


def one_side(one: Actor, other: Actor) -> bool:
    """Whether two are one, speak for one another, or serve one state; who opposes a government is not of its side."""
    if one.id == other.id:
        return True
    if "OPP" in (one.sector, other.sector) and one.sector != other.sector:
        return False
    if of_one_voice(one, other):
        return True
    same = one.country is not None and one.country == other.country and one.country not in NO_STATES
    return same and _serves(one) and _serves(other)


def _serves(actor: Actor) -> bool:
    return actor.sector in SERVING or (actor.sector is None and actor.kind in ("country", "place"))


def subject_of(report: Report, span: Span) -> Actor | None:
    """The first actor named in a stretch who can be the subject of what follows."""
    return _subject(report, span)


def reacting(report: Report) -> tuple[Reacting, ...]:
    """What reacts in a report, in the order of the text."""
    return report.once(_all)


def _all(report: Report) -> tuple[Reacting, ...]:
    found: dict[tuple[str, Span], Reacting] = {}
    for sentence in sentences(report.text):
        for one in _in_sentence(report, sentence):
            found.setdefault((one.number, one.object), one)
    return tuple(found.values())


def _in_sentence(report: Report, sentence: Span) -> Iterator[Reacting]:
    if NOT_NOW.search(report.text, *sentence):
        return
    yield from _by_verb(report, sentence, verbs("to_it"), "object")
    yield from _by_verb(report, sentence, verbs("calls"), "called")
    yield from _by_verb(report, sentence, shown(), "feeling")
    yield from _by_verb(report, sentence, verbs("asks"), "demand")
    yield from _drawn(report, sentence)
    yield from _judged(report, sentence)
    yield from _conceded(report, sentence)
    yield from _replies(report, sentence)
    yield from _tied(report, sentence)


def _drawn(report: Report, sentence: Span) -> Iterator[Reacting]:
    """ "The strike drew condemnation from the League": the feeling is the verb’s, the subject what it is shown at."""
    for match in drawn().finditer(report.text, *sentence):
        verb = Span(*match.span("verb"))
        if by := _agent_behind(report, sentence, Span(verb.start, verb.end)):
            named = _from_clause(report, Span(sentence.start, verb.start))
            yield Reacting(_number(report, verb, by), by, sentence, verb, named, "drawn")


def _judged(report: Report, sentence: Span) -> Iterator[Reacting]:
    """ "The decision is a disgrace", somebody says: the subject of his words is what he judges."""
    for statement in report.reading.statements:
        speaker = report.speaker(statement)
        for span in statement.content.spans if speaker and statement.within is None else ():
            match = (
                judged().match(report.text, span.start, span.end)
                if sentence.holds(Span(span.start, span.start))
                else None
            )
            if match and speaker:
                yield Reacting(
                    statement.id, speaker, sentence, Span(*match.span("verb")), Span(*match.span("named")), "judged"
                )


def _replies(report: Report, sentence: Span) -> Iterator[Reacting]:
    """ "… was Holm’s reply to the Borvian minister": whose reply it is stands before the noun."""
    for match in _REPLY.finditer(report.text, *sentence):
        verb = Span(*match.span())
        owners = [one for one in report.reading.actors if any(m.end == match.start() for m in one.mentions)]
        named = _object(report, sentence, verb.end)
        if owners and named:
            yield Reacting(_number(report, verb, owners[0]), owners[0], sentence, verb, named, "reply")


def _conceded(report: Report, sentence: Span) -> Iterator[Reacting]:
    for match in _DEFEAT.finditer(report.text, *sentence):
        verb = Span(*match.span())
        if told := _agent(report, sentence, verb):
            yield Reacting(told[0], told[1], sentence, verb, Span(*match.span("object")), "conceded")


def _by_verb(report: Report, sentence: Span, pattern: re.Pattern[str], how: How) -> Iterator[Reacting]:
    for match in pattern.finditer(report.text, *sentence):
        verb = Span(*match.span("verb"))
        before = report.text[max(sentence.start, verb.start - 30) : verb.start]
        if is_noun(report.text, verb.start) or _UNREAL.search(before):
            continue
        if how == "called" and not _is_called(report, sentence, match.end()):
            continue
        passive = _PASSIVE.search(before)
        if passive and (by := _agent_behind(report, sentence, verb)):
            there = Span(sentence.start, verb.start - len(passive[0]))
            yield Reacting(_number(report, verb, by), by, sentence, verb, _from_clause(report, there), how)
        elif not passive or how == "feeling":
            told = _agent(report, sentence, verb)
            named = _object(report, sentence, match.end())
            if told and named:
                yield Reacting(told[0], told[1], sentence, verb, named, how)


def _is_called(report: Report, sentence: Span, start: int) -> bool:
    """Whether something definite follows a verb of calling, and what it is called."""
    return _CALLED.match(report.text, start, sentence.end) is not None


def _object(report: Report, sentence: Span, start: int) -> Span | None:
    """The words from a place to where the clause ends."""
    end = min(sentence.end, start + _ENOUGH)
    stop = _STOP.search(report.text, start, end)
    end = stop.start() if stop else end
    return Span(start, end) if report.text[start:end].strip(' .”"') else None


def _from_clause(report: Report, span: Span) -> Span:
    """The last clause of a stretch."""
    ends = [match.end() for match in _CLAUSE.finditer(report.text, *span)]
    return Span(max([span.start, *ends]), span.end)


def _agent_behind(report: Report, sentence: Span, verb: Span) -> Actor | None:
    by = _BY.search(report.text[verb.end : sentence.end])
    if by is None:
        return None
    start = verb.end + by.end()
    here = Span(start, min(start + _BY_WHOM, sentence.end))
    named = [
        (mention, n) for n, one in enumerate(report.reading.actors) for mention in one.mentions if here.holds(mention)
    ]
    return report.reading.actors[min(named)[1]] if named else None


def _number(report: Report, verb: Span, actor: Actor) -> str:
    """The id of the statement or event whose cue or trigger a verb is, else of the words."""
    for statement in report.reading.statements:
        if any(cue.meets(verb) for cue in statement.cue.spans):
            return statement.id
    for event in report.reading.events:
        if event.trigger.meets(verb):
            return event.id
    return passage_id(report.id, report.sentence(verb))


# ---- who reacts


def _agent(report: Report, sentence: Span, verb: Span) -> tuple[str, Actor] | None:
    """Who reacts by a verb, and the id of what tells it."""
    for statement in report.reading.statements:
        if any(cue.meets(verb) for cue in statement.cue.spans) and (actor := report.speaker(statement)):
            return statement.id, actor
    inside = _around(report, verb)
    if inside is not None:
        return _inside(report, sentence, verb, inside)
    for event in report.reading.events:
        if event.trigger.meets(verb) and event.status in _TOLD and (actor := doer(report, event)):
            return event.id, actor
    actor = _subject(report, Span(sentence.start, verb.start))
    return (_number(report, verb, actor), actor) if actor else None


def _around(report: Report, span: Span) -> Statement | None:
    """The innermost statement in whose content words stand."""
    holding = [one for one in report.reading.statements if any(part.holds(span) for part in one.content.spans)]
    return min(holding, key=lambda one: report.place_of(one).end - report.place_of(one).start, default=None)


def _inside(report: Report, sentence: Span, verb: Span, statement: Statement) -> tuple[str, Actor] | None:
    """The speaker, where he says of himself or his own side that it reacts."""
    speaker = report.speaker(statement)
    if speaker is None:
        return None
    start = max(sentence.start, next((s.start for s in statement.content.spans if s.holds(verb)), sentence.start))
    clause = _from_clause(report, Span(start, verb.start))
    subject = _subject(report, clause)
    if subject is None and (clause.end == clause.start or not _OWN_PRONOUN.search(clause.of(report.text))):
        bare = clause.of(report.text).strip('“" ').casefold() in ("", "to", "not to")
        return (statement.id, speaker) if bare else None
    # "It" may be anybody, but whoever speaks of his own rejects nothing of his own.
    return (statement.id, speaker) if subject is None or _is_own(speaker, subject) else None


def _is_own(speaker: Actor, subject: Actor) -> bool:
    return one_side(speaker, subject) or (speaker.country is not None and speaker.country == subject.country)


def _subject(report: Report, before: Span) -> Actor | None:
    """The first actor named in a stretch who can be the subject of what follows."""
    found: list[tuple[Span, int]] = []
    for number, actor in enumerate(report.reading.actors):
        for mention in actor.mentions:
            if not before.holds(mention):
                continue
            # A dateline begins with a place: "KARSK, Sept 15".
            if mention.of(report.text).isupper():
                continue
            ahead, behind = report.text[before.start : mention.start], report.text[mention.end : mention.end + 3]
            if not _NO_SUBJECT.search(ahead[-16:]) and not _OWNER.match(behind):
                found.append((mention, number))
    return report.reading.actors[min(found)[1]] if found else None


# ---- deeds that are tied to what they repay

# Whatever is done after these is done upon them.
_SAID = re.compile(
    r"\b(?:called on|called for|asked|demanded|urged|threatened|offered|warned|accused|appealed)\b", re.IGNORECASE
)
# What is told "over" something is a deed, or words against somebody; whoever merely speaks does it over a lake.
_BY_DEEDS = frozenset({"over", "in connection with"})
# Between a word of saying and what is spoken of stands no more than to whom and when.
_OF_WHAT = re.compile(
    r"(?:\s+(?:reporters|journalists|parliament|him|her|them))?(?:\s+(?:on|in) [A-Z]\w+)?\s+(?:of|about|on)\s+"
    r"(?=the\b|an?\b|his\b|her\b|their\b|its\b|[A-Z])"
)


def _tied(report: Report, sentence: Span) -> Iterator[Reacting]:
    yield from _said_of(report, sentence)
    for match in phrases("ties").finditer(report.text, *sentence):
        tie = Span(*match.span())
        named = _object(report, sentence, tie.end)
        if named is None:
            continue
        loose = match["verb"].lower() in words("loose")
        spoken = match["verb"].lower() not in _BY_DEEDS
        for number, actor in _deeds(report, sentence, Span(tie.start, named.end), loose, spoken):
            yield Reacting(number, actor, sentence, tie, named, "tied")


def _said_of(report: Report, sentence: Span) -> Iterator[Reacting]:
    """ "Said on Thursday of the demand": what the words are about stands behind the word of saying."""
    for statement in report.reading.statements:
        speaker = report.speaker(statement)
        for cue in statement.cue.spans:
            match = _OF_WHAT.match(report.text, cue.end, sentence.end) if sentence.holds(cue) else None
            named = _object(report, sentence, match.end()) if match else None
            if match and named and speaker and not any(part.meets(named) for part in statement.content.spans):
                yield Reacting(statement.id, speaker, sentence, Span(cue.start, match.end()), named, "tied")


def _deeds(report: Report, sentence: Span, tied: Span, loose: bool, spoken: bool) -> Iterator[tuple[str, Actor]]:
    """What is done or said in a sentence beside the words that tie it to something."""
    inside = _around(report, tied)
    if inside is not None:
        found = _inside(report, sentence, tied, inside)
        deed = _deed_inside(report, sentence, tied)
        if found and deed and not one_side(found[1], deed[1]):
            yield deed
        elif found and (deed or not loose):
            yield found
        return
    for statement in report.reading.statements:
        speaker, outer = report.speaker(statement), statement.within is None
        here = any(sentence.holds(cue) and not cue.meets(tied) for cue in statement.cue.spans)
        spoken_so = spoken or statement.act in ("accuse", "threaten", "request", "deny")
        if speaker and outer and here and spoken_so and not _between(report, statement, tied):
            yield statement.id, speaker
            return
    subject = (
        _subject(report, sentence) if tied.start > sentence.start else _subject(report, Span(tied.end, sentence.end))
    )
    for event in report.reading.events:
        actor = doer(report, event)
        actor = subject or actor if actor is None or any(tied.holds(mention) for mention in actor.mentions) else actor
        here = sentence.holds(event.trigger) and not event.trigger.meets(tied)
        if here and actor and event.status in _TOLD and event.type in _DEEDS and _around(report, event.trigger) is None:
            yield event.id, actor
            return
    if subject and (not loose or _SAID.search(report.text, *tied)):
        yield passage_id(report.id, sentence), subject


def _deed_inside(report: Report, sentence: Span, tied: Span) -> tuple[str, Actor] | None:
    """What somebody is told to have done in words to which the tie belongs."""
    for event in report.reading.events:
        actor = doer(report, event)
        if actor and sentence.holds(event.trigger) and event.type in _DEEDS and not event.trigger.meets(tied):
            return event.id, actor
    return None


def _between(report: Report, statement: Statement, tied: Span) -> bool:
    """Whether the tie stands inside what is said."""
    return any(part.meets(tied) for part in statement.content.spans)
