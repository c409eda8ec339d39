"""Exchanges in one report: what is told right after somebody's words or deed is often the other side's answer to them.

News puts a claim and what the other side says to it beside each other. So the next thing told, of another side, answers
where it also says no, takes up the matter, charges or asks something of the one before, or does something to him.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from according.comparison.assertions import points_back
from according.comparison.pledges import cue_of
from according.comparison.reactions import DONE, IN_RETURN, REACTS, Reaction, doer, outside
from according.comparison.reports import Report
from according.comparison.speakers import NO_STATES, of_one_voice
from according.comparison.wording import negated
from according.model import Actor, Event, EventType, Span, Statement
from according.reading.sides import SERVING

# Between what is answered and the answer stand no more characters than these, and a paragraph's end or two.
_REACH, _PARAGRAPHS = 260, 2
# What follows so soon on one's own answer belongs to it; so soon on a state's words another state answers them.
_SAME_BREATH, _BESIDE = 110, 100
# In no more words than these is a retort, an answer that only names what it is to ("the account"), and nothing said.
_RETORT, _NAMED_ONLY, _NOTHING = 12, 3, 2
# What a report is about is told in its first paragraphs; so far into the words stands to whom they are addressed.
_HEAD, _OPENING = 2, 60
# How alike the words are of who says no, of whoever is at odds, and of anybody, where they are on one matter.
_SOMEWHAT, _ONE_MATTER, _SURELY_ONE_MATTER = 0.2, 0.4, 0.5
# Whoever serves a state is of one side with whoever else serves it; those who write about a quarrel are of none.
_SERVING = SERVING | {None}
_ONLOOKERS = frozenset({"JRN"})
_DEEDS: frozenset[EventType] = frozenset({"SANCTION", "COERCE", "ASSAULT", "PROTEST"})
_HOSTILE: frozenset[EventType] = _DEEDS | {"ACCUSE", "REJECT", "REQUEST", "THREATEN", "MOBILIZE", "RETREAT"}
_CHARGES = frozenset({"accuse", "threaten", "request"})
# How an answer is spoken: by these nobody tells news.
_RETORTS = re.compile(r"\b(?:shot back|scoff|fum(?:ed|es)|shrug|object|contradict|quip|declin|refus)", re.IGNORECASE)
_CALLS = re.compile(r"^\W*(?:has |have |had )?call", re.IGNORECASE)
_OF_IT = re.compile(r"[“\"]|^\W*(?:it|this|that|these|those)\b", re.IGNORECASE)
_NO = re.compile(r"^\W*(?:no|nonsense|never|rubbish|untrue)\W*(?:[.!,]|$)", re.IGNORECASE)
_SAYS_NO = re.compile(r"^\W*(?:no|not|never|nobody|none|neither)\b", re.IGNORECASE)
# A deed called by a noun of its own: "the cut", "this expulsion"; what is said is called otherwise.
_CALLED = re.compile(
    r"^\W*(?:the|this|that) (?!report|claim|allegation|accusation|account|figure|story|offer|threat|charge|statement|"
    r"tale|explanation|decision|announcement|plan|proposal|remark|reproach|idea)[a-z]+\b(?! (?:of|that)\b)",
    re.IGNORECASE,
)
_VERB, _NAY, _RESPONSE = "its verb is one of answering", "it says no", "it is told as a response"
_RETORTED = "it is a short retort"
_SPOKEN = frozenset({_VERB, _NAY, _RESPONSE})
_TAKES_UP, _ANSWERS, _NEXT, _DEED = 0.54, 0.72, 0.7, 0.78

Pairs = frozenset[frozenset[str | None]]


class _Turn(NamedTuple):
    """A statement, or a deed that was done: whose it is, and where it is told."""

    number: str
    actor: Actor
    span: Span
    statement: Statement | None
    event: Event | None


def exchanged(report: Report) -> Iterator[Reaction]:
    """What in a report answers what it tells right before, of another side, or the deed that it is about."""
    turns = _turns(report)
    odds = _at_odds(report, turns)
    answered: dict[str, _Turn] = {}
    for place, turn in enumerate(turns):
        if not _may_answer(turn):
            continue
        before = turns[:place]
        if deed := _deed_answered(report, turn):
            why = f"It is directed at {deed.actor.name}, of whose deed is told before."
            yield Reaction(turn.number, deed.number, _DEED, why)
        elif own := _same_breath(report, turn, before, answered):
            answered[turn.number] = own
            yield Reaction(turn.number, own.number, _NEXT, "It goes on from an answer to it.")
        elif (found := _taken_up(report, turn, before, odds)) and _goes_on(turn, found, before, answered):
            other, how = found
            answered[turn.number] = other
            weight = _ANSWERS if how in _SPOKEN else _TAKES_UP
            yield Reaction(turn.number, other.number, weight, f"It is told right after it, of another side: {how}.")


def _may_answer(turn: _Turn) -> bool:
    nested = turn.statement is not None and turn.statement.within is not None
    return not nested and turn.actor.sector not in _ONLOOKERS and turn.actor.name.casefold() != "nobody"


def _turns(report: Report) -> list[_Turn]:
    turns = [
        _Turn(one.id, actor, report.place_of(one), one, None)
        for one in report.reading.statements
        if (actor := report.speaker(one)) is not None
    ]
    said = [span for one in report.reading.statements for span in (report.place_of(one), *one.cue.spans)]
    turns += [
        _Turn(one.id, actor, report.sentence(one.trigger), None, one)
        for one in report.reading.events
        if one.type in _HOSTILE and one.status in DONE and not any(span.meets(one.trigger) for span in said)
        if (actor := doer(report, one)) is not None and _is_subject(report, one, actor)
    ]
    return sorted(turns, key=lambda one: (one.span.start, one.span.end))


def _is_subject(report: Report, event: Event, actor: Actor) -> bool:
    """Whether the sentence of a deed, its dateline aside, begins with the one who did it, and is not another's."""
    sentence = report.sentence(event.trigger)
    named = [
        (mention, one.id)
        for one in report.reading.actors
        for mention in one.mentions
        if sentence.holds(mention) and not mention.of(report.text).isupper() and one.sector not in _ONLOOKERS
    ]
    return bool(named) and min(named)[1] == actor.id


# ---- the deed that a report is about


def _deed_answered(report: Report, turn: _Turn) -> _Turn | None:
    """The deed at the head of a report of which somebody else complains, or which he repays."""
    deed = _deed_at_head(report)
    if deed is None or deed.span.meets(turn.span) or turn.span < deed.span:
        return None
    if _one_side(turn.actor, deed.actor) or turn.actor.country == deed.actor.country:
        return None
    if turn.event:
        return deed if _names_side(report, report.sentence(turn.span), deed.actor) else None
    if turn.statement is None:
        return None
    if REACTS.search(cue_of(report, turn.statement)) and _CALLED.search(report.words(turn.statement)):
        return deed
    suffers = turn.statement.form != "indirect" and _names_side(report, deed.span, turn.actor)
    aimed = suffers or _names_side(report, turn.span, deed.actor)
    return deed if aimed and turn.statement.act in ("accuse", "request") else None


def _deed_at_head(report: Report) -> _Turn | None:
    head = report.reading.article.paragraphs[:_HEAD]
    for one in sorted(report.reading.events, key=lambda event: event.trigger):
        if one.type in _DEEDS and one.status in DONE and any(span.meets(one.trigger) for span in head):
            actor = doer(report, one)
            return _Turn(one.id, actor, report.sentence(one.trigger), None, one) if actor else None
    return None


# ---- what stands before


def _taken_up(report: Report, turn: _Turn, before: list[_Turn], odds: Pairs) -> tuple[_Turn, str] | None:
    """What a turn takes up of what another side said or did right before, and how."""
    for other in _put_before(report, turn, before, odds):
        if how := _sign(report, turn, other, _are_at_odds(turn.actor, other.actor, odds)):
            return _pledge_of(report, other, before, turn), how
    return None


def _goes_on(turn: _Turn, found: tuple[_Turn, str], before: list[_Turn], answered: dict[str, _Turn]) -> bool:
    """Whether a retort comes first of what its speaker says, or after an answer of his; the rest may come anywhere."""
    other, how = found
    between = before[before.index(other) + 1 :]
    own = [one for one in between if _one_side(one.actor, turn.actor) and not one.span.meets(turn.span)]
    return how != _RETORTED or not own or own[-1].number in answered


def _put_before(report: Report, turn: _Turn, before: list[_Turn], odds: Pairs) -> Iterator[_Turn]:
    """What another side said or did right before, the nearest first, past whoever is of one's own country."""
    start, passed = turn.span.start, False
    quarrels = any(turn.actor.country in pair for pair in odds)
    for other in reversed(before):
        if turn.span.meets(other.span):
            continue
        if _one_side(turn.actor, other.actor):
            start = min(start, other.span.start)
            continue
        away = _paragraphs_between(report, other.span, turn.span)
        if start - other.span.end > _REACH or away > _PARAGRAPHS:
            break
        if _is_reference(report, other):
            continue
        if quarrels and other.actor.country == turn.actor.country and not _oppose(turn.actor, other.actor):
            start = min(start, other.span.start)
            passed = True
        elif away <= 1 or passed:
            yield other


def _paragraphs_between(report: Report, one: Span, other: Span) -> int:
    places = report.reading.article.paragraphs
    first = next((n for n, span in enumerate(places) if span.meets(one)), 0)
    return next((n for n, span in enumerate(places) if span.meets(other)), 0) - first


def _is_reference(report: Report, turn: _Turn) -> bool:
    """Whether a statement says nothing of its own: "denied that", "declined to comment", or a reporter's question."""
    if turn.statement is None:
        return False
    words = report.words(turn.statement)
    asks = turn.actor.sector in _ONLOOKERS and turn.statement.act == "other"
    refuses = turn.statement.act == "deny" and words.startswith("to ")
    return asks or refuses or len(words.split()) <= _NOTHING


def _pledge_of(report: Report, other: _Turn, before: list[_Turn], turn: _Turn) -> _Turn:
    """What somebody pledged or threatened in the same breath, rather than what else he said there."""
    if other.statement is None or other.number in report.pledges or _alike(report, turn, other) >= _SURELY_ONE_MATTER:
        return other
    for one in reversed(before[: before.index(other)]):
        if one.actor.id != other.actor.id or _paragraphs_between(report, one.span, other.span):
            break
        if one.number in report.pledges:
            return one
    return other


def _same_breath(report: Report, turn: _Turn, before: list[_Turn], answered: dict[str, _Turn]) -> _Turn | None:
    """What one's last answer was to, where that only names it ("rejected that") and the words follow."""
    last = next((one for one in reversed(before) if one.number in answered and not one.span.meets(turn.span)), None)
    if last is None or turn.statement is None or last.statement is None or last.actor.id != turn.actor.id:
        return None
    named_only = len(report.words(last.statement).split()) <= _NAMED_ONLY
    return answered[last.number] if named_only and turn.span.start - last.span.end <= _SAME_BREATH else None


# ---- how it is taken up


def _sign(report: Report, turn: _Turn, other: _Turn, at_odds: bool) -> str | None:
    """How a turn takes up the one before it, if it does."""
    statement = turn.statement
    if turn.event and turn.event.type == "REJECT" and at_odds:
        return _VERB
    if statement is None:
        return "it does something to it" if at_odds and _names_side(report, turn.span, other.actor) else None
    sentence = report.sentence(min(turn.span, *statement.cue.spans))
    asks_others = statement.act == "request" and statement.form == "indirect"
    if _names_others(report, turn, other) or (asks_others and not _names_side(report, sentence, other.actor)):
        return None
    if spoken := _spoken(report, turn, statement, other, at_odds):
        return spoken
    if not at_odds:
        return None
    # Experts and witnesses who are heard one after the other speak on one matter, too, but not to one another.
    if _alike(report, turn, other) >= _ONE_MATTER:
        return "it is on the same matter"
    return _opposed(report, statement, turn, other, sentence)


def _spoken(report: Report, turn: _Turn, statement: Statement, other: _Turn, at_odds: bool) -> str | None:
    """How it is said that a statement is an answer: by its verb, by its first word, or in so many words."""
    words, on_it = report.words(statement), _alike(report, turn, other) >= _SOMEWHAT
    if statement.act == "deny" or _reacts(report, turn, statement, other):
        return _VERB if on_it or at_odds or points_back(words) or _RETORTS.search(cue_of(report, statement)) else None
    if _NO.search(words) or (_SAYS_NO.search(words) and on_it):
        return _NAY
    return _RESPONSE if (on_it or at_odds) and IN_RETURN.search(outside(report, statement)) else None


def _opposed(report: Report, statement: Statement, turn: _Turn, other: _Turn, sentence: Span) -> str | None:
    """How a statement answers one of a side with which its own is at odds, in other words."""
    direct = statement.form != "indirect"
    if statement.act in _CHARGES and (direct or _names_side(report, sentence, other.actor)):
        return "it charges, or asks something of, the one before"
    words = report.words(statement)
    if negated(words) and _alike(report, turn, other) >= _SOMEWHAT:
        return _NAY
    if statement.form == "direct" and len(words.split()) <= _RETORT:
        return _RETORTED
    states = turn.actor.sector in _SERVING and other.actor.sector in _SERVING
    next_to_it = turn.span.start - other.span.end <= _BESIDE and not _paragraphs_between(report, other.span, turn.span)
    return "it is told beside it" if states and next_to_it else None


def _alike(report: Report, turn: _Turn, other: _Turn) -> float:
    return float(report.vector(turn.number) @ report.vector(other.number))


def _reacts(report: Report, turn: _Turn, statement: Statement, other: _Turn) -> bool:
    """Whether the verb is one of answering, and what it says it of is no third one, nor one of one's own."""
    cue, words = cue_of(report, statement), report.words(statement)
    if _RETORTS.search(cue):
        return True
    if not REACTS.search(cue) or (_CALLS.search(cue) and not _OF_IT.search(words)):
        return False
    named = _named_first(report, turn)
    return not named or any(one.country == other.actor.country for one in named)


def _names_others(report: Report, turn: _Turn, other: _Turn) -> bool:
    """Whether a statement opens with the name of a third side."""
    foreign = [one for one in _named_first(report, turn) if one.country not in (None, turn.actor.country)]
    return bool(foreign) and all(one.country != other.actor.country for one in foreign)


def _named_first(report: Report, turn: _Turn) -> list[Actor]:
    opening = Span(turn.span.start, min(turn.span.end, turn.span.start + _OPENING))
    return [one for one in report.reading.actors if any(opening.holds(mention) for mention in one.mentions)]


def _names_side(report: Report, span: Span, side: Actor) -> bool:
    """Whether words name an actor of somebody's country, or himself."""
    return any(
        (actor.id == side.id or (actor.country is not None and actor.country == side.country))
        and any(span.holds(mention) for mention in actor.mentions)
        for actor in report.reading.actors
    )


# ---- sides


def _at_odds(report: Report, turns: list[_Turn]) -> Pairs:
    """The pairs of countries between which a report tells of a hostile deed, or a charge, a denial or a threat."""
    found: set[frozenset[str | None]] = set()
    for event in report.reading.events:
        actor = doer(report, event)
        if actor and event.type in _HOSTILE:
            hit = (one for party in event.recipient if (one := report.actor(party)))
            found |= {frozenset((actor.country, one.country)) for one in hit}
    for before, turn in pairwise(turns):
        if turn.statement and turn.statement.act == "deny":
            found.add(frozenset((before.actor.country, turn.actor.country)))
    for turn in turns:
        if turn.statement and turn.statement.act in ("accuse", "threaten", "deny"):
            for named in report.reading.actors:
                if any(turn.span.holds(mention) for mention in named.mentions):
                    found.add(frozenset((turn.actor.country, named.country)))
    return frozenset(pair for pair in found if len(pair) > 1 and None not in pair)


def _are_at_odds(one: Actor, other: Actor, odds: Pairs) -> bool:
    return frozenset((one.country, other.country)) in odds or _oppose(one, other)


def _oppose(one: Actor, other: Actor) -> bool:
    """Whether of two of one country one is of the opposition and the other is not."""
    return one.country == other.country and (one.sector == "OPP") != (other.sector == "OPP")


def _one_side(one: Actor, other: Actor) -> bool:
    if one.id == other.id:
        return True
    serve = one.sector in _SERVING and other.sector in _SERVING and one.country not in NO_STATES
    if one.country is not None and one.country == other.country and serve:
        return True
    return of_one_voice(one, other)
