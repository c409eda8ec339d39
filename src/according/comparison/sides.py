"""Whose side somebody is on who opposes an assertion: is it told of him, does he name whose it is, is he its victim?"""

from __future__ import annotations

import re
from collections.abc import Iterable

from according.comparison.assertions import Assertion, one_side
from according.comparison.reports import Report
from according.comparison.speakers import of_one_voice
from according.comparison.wording import content_words
from according.model import Actor, Party
from according.reading.sides import SERVING

_PASSIVE = re.compile(
    r"\s+(?:\w+\s+){0,2}?(?:was|were|has\s+been|have\s+been|had\s+been|is\s+being|are\s+being)\s+(?!to\b)",
    re.IGNORECASE,
)
CAPITAL = re.compile(r"\b[A-Z][\w’'-]+")


def accused_of(by: Assertion, one: Assertion) -> str | None:
    """Of whom an assertion tells that is the one who speaks, or for whom he speaks; None where of nobody such."""
    speaker = _introduced(by.speaker, one.report)
    if speaker is None or (one.speaker is not None and _serve_one_state(speaker, one.speaker)):
        return None
    for actor in _told_of(one):
        if actor == one.speaker:
            continue
        if _is_his(speaker, actor):
            return actor.name
    return _called_by_country(speaker, one)


def _called_by_country(speaker: Actor, one: Assertion) -> str | None:
    """Something of the state that somebody serves, by the adjective for it: "a Borvian battery"."""
    if speaker.sector not in SERVING or speaker.country is None:
        return None
    states = (
        actor for actor in one.report.reading.actors if actor.kind == "country" and actor.country == speaker.country
    )
    stems = tuple(state.name[:5] for state in states)
    return next((found[0] for found in CAPITAL.finditer(one.words) if stems and found[0].startswith(stems)), None)


def _is_his(speaker: Actor, actor: Actor) -> bool:
    """Whether somebody speaks for an actor of whom something is told."""
    return _serves(speaker, actor) or (speaker.kind != "unnamed" and of_one_voice(speaker, actor))


def _introduced(actor: Actor | None, report: Report) -> Actor | None:
    """Somebody called by his surname alone, as the other report of the story introduces him."""
    if actor is None or actor.country is not None:
        return actor
    return next((one for one in report.reading.actors if by_surname(actor, one)), actor)


def of_one_side(by: Assertion, one: Assertion) -> bool:
    """Whether two assertions are of one speaker, of one who speaks for the other, or of two who serve one state."""
    one_state = by.speaker is not None and one.speaker is not None and _serve_one_state(by.speaker, one.speaker)
    return one_state or one_side(by, one) is not None


def is_in_quarrel(by: Assertion, one: Assertion) -> bool:
    """Whether one accuses the other, speaks for another state, or tells of him himself, not only of his country."""
    if one.statement.act == "accuse" or by.speaker is None:
        return True
    if any(of_one_voice(by.speaker, actor) for actor in _told_of(one) if actor.kind not in ("country", "place")):
        return True
    return one.speaker is not None and one.speaker.sector in SERVING and by.speaker.sector in SERVING


def is_done_to(by: Assertion, one: Assertion) -> bool:
    """Whether an assertion tells of somebody's side as those to whom it is done, not as those who do it."""
    report = one.report
    events = [event for event in report.reading.events if one.place.holds(event.trigger)]
    doers = _his(by, report, (party for event in events for party in event.actor))
    others = _his(by, report, (party for event in events for party in event.recipient))
    if others or doers:
        return not doers
    his = [actor for actor in _told_of(one) if by.speaker and _is_his(by.speaker, actor)]
    behind = (
        report.text[span.end : one.place.end] for actor in his for span in actor.mentions if one.place.holds(span)
    )
    return any(_PASSIVE.match(words) for words in behind)


def _his(by: Assertion, report: Report, parties: Iterable[Party]) -> list[Actor]:
    """Those of some parties for whom somebody speaks."""
    actors = (actor for party in parties if (actor := report.actor(party)))
    return [actor for actor in actors if by.speaker and _is_his(by.speaker, actor)]


def _told_of(one: Assertion) -> list[Actor]:
    """The actors of whom an assertion's words tell."""
    return [
        actor
        for actor in one.report.reading.actors
        if actor.kind != "place" and any(one.place.holds(mention) for mention in actor.mentions)
    ]


def _serves(speaker: Actor, actor: Actor) -> bool:
    """Whether somebody speaks for the state that an actor is, or that it serves."""
    state = speaker.country is not None and speaker.country == actor.country
    speaks = speaker.sector in SERVING or speaker.kind == "country"
    return state and speaks and (actor.sector is None or actor.sector in SERVING)


def _serve_one_state(one: Actor, other: Actor) -> bool:
    same = one.country is not None and one.country == other.country
    return same and one.sector in SERVING and other.sector in SERVING


def names_the_sayer(by: Assertion, one: Assertion) -> bool:
    """Whether the sentence of a statement names whoever made the assertion, or the outlet that published it."""
    sentence, source = by.report.sentence(by.place), by.statement.source
    named = [
        actor
        for actor in by.report.reading.actors
        if actor != by.speaker
        and any(
            sentence.holds(place) and not (source and source.span and source.span.holds(place))
            for place in actor.mentions
        )
    ]
    if _by_its_noun(by, one):
        return True
    sayer, publisher = one.speaker, one.report.reading.article.publisher
    if sayer is not None and any(
        actor == sayer or of_one_voice(actor, sayer) or by_surname(actor, sayer) for actor in named
    ):
        return True
    return by.report.id != one.report.id and any(_outlet(actor.name) == _outlet(publisher) for actor in named)


def _by_its_noun(by: Assertion, one: Assertion) -> bool:
    """Whether an unnamed sayer is called what a statement calls him: "the organisers" of "the organisers’ figure"."""
    span = one.statement.source.span if one.statement.source else None
    if span is None or (one.speaker is not None and one.speaker.name[:1].isupper()):
        return False
    called = content_words(re.sub(r"[’']s?(?=\s|$)", "", span.of(one.report.text)))
    return bool(called & content_words(re.sub(r"[’']s?(?=\s|$)", "", by.words)))


def by_surname(named: Actor | None, sayer: Actor | None) -> bool:
    """Whether a bare surname may be that of a person: enough to know whom a sentence of the same story means."""
    if named is None or sayer is None:
        return False
    return sayer.kind == "person" and " " not in named.name and sayer.name.split()[-1:] == [named.name]


def _outlet(name: str | None) -> str:
    return re.sub(r"^the\s+", "", (name or "").casefold())
