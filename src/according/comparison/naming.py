"""Who is named in a stretch of a report, by which keys each is known again, and who did what is told there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from according.comparison.concepts import things_of
from according.comparison.keys import actor_key
from according.comparison.reports import Report
from according.model import Actor, Span

ROLES = things_of(
    """member minister president leader official officer ambassador chancellor king queen pope general governor mayor
    premier chief envoy secretary monarch player woman man person"""
)
_OF_A_NAME = frozenset({"person", "organisation", "country", "place"})
_STATES = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY", None})
_WEEKDAY = re.compile(r"day\b", re.IGNORECASE)
_TITLE = re.compile(r"(?:\b[A-Z][\w’'-]+\s+)+$")
_BY = re.compile(r"\bby\s+(?:the\s+)?$", re.IGNORECASE)
_AT_PLACE = re.compile(
    r"\b(?:in|at|to|from|near|of|on|with|into|against|between|for|across|below|above|along|under|down|up|inside|outside|"
    r"over|off)\s+(?:the\s+|a\s+|its\s+)?$",
    re.IGNORECASE,
)


def named_in(report: Report, span: Span, without: Span | None = None) -> list[Actor]:
    """Those named in a stretch, but for reporters and outlets, and for who is named in a stretch of it only."""
    return [
        actor
        for actor in report.reading.actors
        if actor.sector != "JRN"
        and keys_of(actor)
        and any(span.meets(one) and not (without and without.holds(one)) for one in _names_of(report, actor))
    ]


def keys_of(actor: Actor) -> frozenset[str]:
    """The keys by which an actor is known again: who acts for a state is known by his state."""
    key = actor_key(actor) if actor.kind in _OF_A_NAME and not actor.name.islower() else None
    key = None if key and things_of(key) & ROLES else key
    state = actor.country if actor.sector in _STATES or actor.kind in {"country", "place"} else None
    return frozenset(one for one in (key, state) if one)


def keys_about(report: Report) -> frozenset[str]:
    """The keys of all whom a report names."""
    return frozenset(key for actor in report.reading.actors for key in keys_of(actor))


def words_about(report: Report) -> frozenset[str]:
    """The words of a report, in small letters."""
    return frozenset(re.findall(r"\w+", report.text.casefold()))


def doers_in(report: Report, about: Span) -> frozenset[str]:
    """The keys of those who did what is told: after "by", else those who are named first, before any place."""
    told = [event for event in report.reading.events if about.meets(event.trigger) and event.actor]
    if acting := [actor for event in told for party in event.actor if (actor := report.actor(party))]:
        return frozenset(key for actor in acting for key in keys_of(actor))
    mentions = sorted(
        (mention.start, n)
        for n, actor in enumerate(report.reading.actors)
        if actor.sector != "JRN" and actor.kind != "place"
        for mention in _names_of(report, actor)
        if about.meets(mention)
    )
    by = [n for start, n in mentions if _BY.search(report.text, max(about.start, start - 8), start)]
    free = [n for start, n in mentions if not _AT_PLACE.search(report.text, max(about.start, start - 16), start)]
    first = (by or free)[:1]
    return keys_of(report.reading.actors[first[0]]) if first else frozenset()


def name_mentions(report: Report) -> tuple[Span, ...]:
    """Where actors are named."""
    return tuple(mention for actor in report.reading.actors for mention in _names_of(report, actor))


def _names_of(report: Report, actor: Actor) -> Iterator[Span]:
    """Where an actor is named, and not only called by a common noun, which may begin a sentence."""
    if actor.kind == "unnamed" or actor.name.islower() or _WEEKDAY.search(actor.name):
        return
    text = report.text
    for mention in actor.mentions:
        if mention.of(text)[:1].isupper():
            alone = " " not in mention.of(text) and len(actor.mentions) == 1 and not actor.country
            if not (alone and _begins_sentence(text, mention)):
                yield mention


def _begins_sentence(text: str, span: Span) -> bool:
    return bool(re.search(r"(?:^|[.!?“”\"\n])\s*(?:(?:The|A|An)\s+)?$", text[max(0, span.start - 8) : span.start]))


def with_title(text: str, mention: Span) -> Span:
    """A name with the capitalised words before it: "Environment Minister …"."""
    title = _TITLE.search(text, max(0, mention.start - 60), mention.start)
    return Span(title.start(), mention.end) if title else mention
