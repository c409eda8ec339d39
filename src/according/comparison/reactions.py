"""Reactions across reports: who welcomed, condemned, turned down or repaid what another report tells as said or done.

A reaction names what it reacts to: the deed is told again in its sentence ("condemned the shelling of the port"), the
pledge is called what it is ("rejected the offer"), or the same is done back to the one who did it ("in return").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from according.comparison.concepts import words_for
from according.comparison.days import days_between
from according.comparison.reacting import NOT_NOW, Reacting, reacting
from according.comparison.referents import referents
from according.comparison.reports import Report
from according.comparison.sameness import same_actor
from according.comparison.speakers import of_one_voice
from according.comparison.wording import content_words
from according.model import Actor, Event, Span, Statement

REACTS = re.compile(
    r"\b(?:reject|den(?:y|ied|ies)|dismiss|welcom|answer|repl(?:y|ied|ies)|respond|react|condemn|criticis|criticiz|"
    r"thank|"
    r"call(?:ed|s)\b|brush|scorn|mock|rebut|refut|hail|prais|accept|counter(?:ed|s)\b|hit back|retort|denounc|deplor|"
    r"gave\b.*\bwelcome|appreciat|applaud|spurn|turn(?:ed|s|ing)? down|shrug|disput|"
    r"urg(?:ed|es)|protest|regret|slam|lament|"
    r"rebuff|embrac|back(?:ed|s)\b|support)",
    re.IGNORECASE,
)
IN_RETURN = re.compile(
    r"\bin (?:response|answer|reply|reaction|retaliation|return|protest)\b"
    r"|\b(?:respond|react|reply|replying)(?:ed|ing)? to\b"
    r"|\bretaliat\w+|\btit[- ]for[- ]tat\b|\bfor (?:its|his|her|their) part\b|\breciprocat\w+",
    re.IGNORECASE,
)
# By these a deed of one's own is tied to another's: "summoned the ambassador over …", "after …".
_TIED_TO = re.compile(r"\b(?:over|after|following|because of|in the wake of|a day after|hours after)\b", re.IGNORECASE)
_PLEDGE_NOUNS = re.compile(
    r"\b(?:offer|promise|pledge|plan|proposal|announcement|threat|warning|ultimatum)s?\b", re.IGNORECASE
)
_REACTING_DEEDS = frozenset({"SANCTION", "COERCE", "REJECT", "ACCUSE", "PROTEST", "MOBILIZE", "REQUEST", "THREATEN"})
DONE = frozenset({"happened", "ongoing"})
# How alike a reaction and the pledge that it names must be.
_LIKE_PLEDGE = 0.4
_AGAIN, _BACK, _NAMED = 0.8, 0.7, 0.75
# How alike the beginnings of two reports must be, where there is more than a note of the later.
_ONE_MATTER, _LONG = 0.3, 5
# The nearer in time is rather meant.
_A_DAY = 0.015
_AS_WELL, _SURE, _LEAST, _STEP = 0.5, 0.9, 0.6, 0.05
# Those who write about a quarrel take no part in it.
_ONLOOKERS = frozenset({"JRN"})


@dataclass(frozen=True, slots=True)
class Reaction:
    """What reacts (a statement's or event's id of the later report), to what, how sure that is, and why."""

    by: str
    to: str
    weight: float
    why: str


@dataclass(frozen=True, slots=True)
class _Reacting:
    """A statement or event that reacts: whose it is, the sentence, and whether it says that it gives something back."""

    number: str
    actor: Actor
    sentence: Span
    own: Event | None
    statement: Statement | None
    returns: bool


def outside(report: Report, statement: Statement) -> str:
    """The words of a statement's sentence that are not its content."""
    sentence = report.sentence(statement.cue.spans[0] if statement.cue.spans else report.place_of(statement))
    content = report.place_of(statement)
    return f"{report.text[sentence.start : content.start]} {report.text[content.end : sentence.end]}"


def doer(report: Report, event: Event) -> Actor | None:
    """Who does what an event tells, where that is a known actor."""
    return next((actor for party in event.actor if (actor := report.actor(party))), None)


def reactions(earlier: Report, later: Report) -> Iterator[Reaction]:
    """What in a later report reacts to what an earlier one tells as done or pledged."""
    if earlier is later:
        return
    for told in reacting(later):
        yield from _naming(told, later, earlier)
    for one in _reacting(later):
        retold = [event for event in later.reading.events if _is_retold(one, later, event)]
        for event in earlier.reading.events:
            if event.status not in DONE or not _is_anothers(one, earlier, event):
                continue
            if any(_is_one_deed(later, other, earlier, event) for other in retold):
                yield Reaction(one.number, event.id, _AGAIN, "Its sentence tells again what it reacts to.")
            elif one.returns and any(_is_mirrored(later, own, earlier, event) for own in _own(later, one)):
                yield Reaction(one.number, event.id, _BACK, "It does the same to the one who did it.")
        if one.statement is not None:
            yield from _to_pledges(one, one.statement, earlier, later)


def _is_long(report: Report) -> bool:
    """Whether a report is more than a few sentences, so that its beginning tells what it is about."""
    return len(report.reading.article.paragraphs) >= _LONG


def _naming(one: Reacting, later: Report, earlier: Report) -> Iterator[Reaction]:
    """What the words of a reaction name, where several are as well named all of them."""
    if one.actor.sector in _ONLOOKERS:
        return
    if float(later.vector(later.id) @ earlier.vector(earlier.id)) < _ONE_MATTER and later.once(_is_long):
        return
    found = list(referents(one, later, earlier))
    best = max((each.score for each in found), default=0.0)
    late = _A_DAY * days_between(earlier.day, later.day)
    for each in found:
        if each.score >= best - _AS_WELL:
            words = words_for(each.shared, later.sentence(one.verb).of(later.text))
            named = f": {', '.join(dict.fromkeys([*words, *filter(_is_name, each.shared)]))}" if each.shared else ""
            why = f"{one.actor.name} reacts (“{one.verb.of(later.text)}”) to what is named there{named}."
            yield Reaction(one.number, each.number, min(_SURE, _LEAST + _STEP * each.score) - late, why)


def _is_name(word: str) -> bool:
    return word[:1].isupper()


def _reacting(report: Report) -> Iterator[_Reacting]:
    taken = []
    for statement in report.reading.statements:
        speaker = report.speaker(statement)
        if speaker is None or statement.within or not statement.cue.spans:
            continue
        sentence = report.sentence(min(statement.cue.spans[0], report.place_of(statement)))
        content = report.place_of(statement)
        outside = f"{report.text[sentence.start : content.start]} {report.text[content.end : sentence.end]}"
        returns = IN_RETURN.search(outside) is not None
        if NOT_NOW.search(report.text, *sentence):
            continue
        if returns or any(REACTS.search(span.of(report.text)) for span in statement.cue.spans):
            taken.append(sentence)
            yield _Reacting(statement.id, speaker, sentence, None, statement, returns)
    for event in report.reading.events:
        actor, sentence = doer(report, event), report.sentence(event.trigger)
        if actor is None or event.status not in DONE or any(span.holds(event.trigger) for span in taken):
            continue
        words = sentence.of(report.text)
        if NOT_NOW.search(words):
            continue
        behind = report.text[event.trigger.end : sentence.end]
        reacts = REACTS.match(event.trigger.of(report.text)) is not None
        if (returns := IN_RETURN.search(words) is not None) or reacts or _is_tied(event, behind):
            yield _Reacting(event.id, actor, sentence, event, None, returns)


def _is_tied(event: Event, behind: str) -> bool:
    return event.type in _REACTING_DEEDS and _TIED_TO.search(behind) is not None


def _is_retold(one: _Reacting, report: Report, event: Event) -> bool:
    """Whether an event is told in a reaction's sentence as what it reacts to, not as the reaction."""
    if not one.sentence.holds(event.trigger) or (one.own and event.trigger.start <= one.own.trigger.start):
        return False
    if one.statement and any(cue.meets(event.trigger) for cue in one.statement.cue.spans):
        return False
    actor = doer(report, event)
    return actor is None or not _one_side(actor, one.actor)


def _own(report: Report, one: _Reacting) -> list[Event]:
    """What the one who reacts is told to do in the reaction's sentence."""
    there = [event for event in report.reading.events if one.sentence.holds(event.trigger)]
    return [event for event in there if (actor := doer(report, event)) is not None and _one_side(actor, one.actor)]


def _is_anothers(one: _Reacting, report: Report, event: Event) -> bool:
    actor = doer(report, event)
    return actor is not None and not _one_side(actor, one.actor)


def _one_side(one: Actor, other: Actor) -> bool:
    same_state = one.country is not None and one.country == other.country and "GOV" in (one.sector, other.sector)
    return same_state or of_one_voice(one, other)


def _is_one_deed(report: Report, event: Event, other: Report, against: Event) -> bool:
    """Whether two events of two reports are of one type and share a party, and differ in none that both name."""
    if event.type != against.type:
        return False
    shared = _called(report, event) & _called(other, against)
    if content_words(event.trigger.of(report.text)) & content_words(against.trigger.of(other.text)) and shared:
        return True
    mine, theirs = doer(report, event), doer(other, against)
    if mine and theirs and mine.kind != "unnamed" and not _one_side(mine, theirs):
        return False
    return bool(shared) or any(_alike(one, two) for one in _parties(report, event) for two in _parties(other, against))


def _called(report: Report, event: Event) -> frozenset[str]:
    """The words for the parties of an event, and for its trigger's own object."""
    spans = [party.span for party in (*event.actor, *event.recipient) if party.span]
    return content_words(" ".join(span.of(report.text) for span in spans))


def _parties(report: Report, event: Event) -> list[Actor]:
    return [actor for party in (*event.actor, *event.recipient) if (actor := report.actor(party))]


def _alike(one: Actor, other: Actor) -> bool:
    return bool(same_actor(one, other)) or (one.country is not None and one.country == other.country)


def _is_mirrored(report: Report, event: Event, other: Report, against: Event) -> bool:
    """Whether what was done to one's side is done to the side that did it."""
    hit = [actor for party in event.recipient if (actor := report.actor(party))]
    hit_before = [actor for party in against.recipient if (actor := other.actor(party))]
    mine, theirs = doer(report, event), doer(other, against)
    if event.type != against.type or mine is None or theirs is None:
        return False
    return any(_alike(one, theirs) for one in hit) and any(_alike(one, mine) for one in hit_before)


def _to_pledges(one: _Reacting, statement: Statement, earlier: Report, later: Report) -> Iterator[Reaction]:
    """The pledge of somebody else that a statement calls an offer, a threat or the like."""
    if not _PLEDGE_NOUNS.search(one.sentence.of(later.text)):
        return
    for number in earlier.pledges:
        pledge = earlier.statements[number]
        speaker = earlier.speaker(pledge)
        if speaker is None or _one_side(speaker, one.actor):
            continue
        near = float(later.vector(statement.id) @ earlier.vector(number))
        if near >= _LIKE_PLEDGE or _names(later, one.sentence, speaker):
            yield Reaction(one.number, number, _NAMED, "It names the pledge that it reacts to.")


def _names(report: Report, sentence: Span, speaker: Actor) -> bool:
    return any(
        of_one_voice(actor, speaker) and any(sentence.holds(mention) for mention in actor.mentions)
        for actor in report.reading.actors
    )
