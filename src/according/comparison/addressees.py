"""To whom a pledge is made, whom it is for, or against whom: named states, bodies and persons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from according.comparison.outcomes import meaning
from according.comparison.pledges import Pledge
from according.comparison.reports import Report
from according.comparison.speakers import of_one_voice
from according.model import Actor, Span

_PARTIES = frozenset({"country", "organisation", "person"})
_OF_STATES = frozenset({None, "GOV", "MIL"})
# Whoever is named in less than this share of the wordings that name the likeliest one stands there by the way.
_OFTEN = 0.5
_PRONOUNS = frozenset("i we you he she it they them him her us me his its their our".split())


def addressees(told: Iterable[tuple[Report, Pledge]]) -> tuple[str, ...]:
    """Their names, the one that most wordings name in front."""
    counts = Counter[str]()
    for report, pledge in told:
        counts.update({one.name: 1 for one in _of_wording(report, pledge)})
    least = _OFTEN * max(counts.values(), default=0)
    return tuple(name for name, count in counts.most_common() if count >= least)


def _of_wording(report: Report, pledge: Pledge) -> list[Actor]:
    """Who is spoken to or named in what is to be done, of a threat also in what it hangs on; else the states there."""
    bound = report.actors.get(pledge.bound or "")
    statement = report.statements[pledge.statement]
    spoken_to = [actor for party in statement.addressee if (actor := report.actor(party))]
    places = list(_places(report, pledge))
    named = [
        actor
        for actor in report.reading.actors
        if any(_is_name(mention.of(report.text)) and _within(places, mention) for mention in actor.mentions)
    ]
    others = [actor for actor in (*spoken_to, *named) if _is_party(actor) and not _of_one_side(actor, bound)]
    if not others:
        words = meaning(" ".join(place.of(report.text) for place in places))
        states = (actor for actor in report.reading.actors if actor.kind == "country")
        others = [one for one in states if meaning(one.name) <= words and not _of_one_side(one, bound)]
    as_states = [_state_of(report, one) for one in others]
    countries = {one.country for one in as_states if one.kind == "country"}
    return list({one.id: one for one in as_states if one.kind == "country" or one.country not in countries}.values())


def _state_of(report: Report, actor: Actor) -> Actor:
    """The state whose ministry, army or the like an actor is, where the report names it; else the actor."""
    if actor.kind != "organisation" or actor.sector not in _OF_STATES:
        return actor
    states = (one for one in report.reading.actors if one.kind == "country" and one.country == actor.country)
    return next(states, actor)


def _places(report: Report, pledge: Pledge) -> Iterator[Span]:
    for span in report.statements[pledge.statement].content.spans:
        if pledge.condition is None or pledge.act == "threaten" or not span.meets(pledge.condition):
            yield span
        else:
            yield from (Span(span.start, pledge.condition.start), Span(pledge.condition.end, span.end))


def _within(places: Iterable[Span], mention: Span) -> bool:
    return any(place.holds(mention) for place in places)


def _is_party(actor: Actor) -> bool:
    """Whether an actor is named as a state, a body or a person is, and is not merely whoever reports what is said."""
    if actor.kind not in _PARTIES or actor.sector == "JRN" or not _is_name(actor.name):
        return False
    words = [word for word in actor.name.split() if len(word) > len("the")]
    whole = len(words) > 1 or actor.kind == "organisation"
    return actor.country is not None or (whole and all(word[:1].isupper() for word in words))


def _is_name(words: str) -> bool:
    return words[:1].isupper() and words.casefold() not in _PRONOUNS


def _of_one_side(actor: Actor, bound: Actor | None) -> bool:
    if bound is None:
        return False
    same_state = bound.country is not None and actor.country == bound.country and bound.country not in ("IGO", "NGO")
    apart = actor.kind == "person" or "OPP" in (actor.sector, bound.sector)
    return (same_state and (actor.kind == "country" or not apart)) or of_one_voice(actor, bound)
