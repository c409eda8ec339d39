"""What of an earlier report the words of a reaction name: a deed told again, or a pledge, charge or demand so called.

The names and the matter must agree. A reaction to another offer, another shelling or the arrest of others names what
the earlier report does not have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from according.comparison.concepts import concept
from according.comparison.reacting import DONE, Reacting, doer, one_side
from according.comparison.reaction_words import naming, sorts_named
from according.comparison.reports import Report
from according.comparison.wording import content_words
from according.model import Actor, Event, Span, Statement

# Words that any two reports of one quarrel share.
_GENERAL = content_words(
    "president minister ministry government country state nation official spokesman spokeswoman spokesperson leader foreign "
    "defence defense interior people man woman men women year month week day night morning evening hour statement authority "
    "administration head chief member group party company firm press conference news agency new latest joint mutual possible"
)
_NAME = re.compile(r"(?<![.!?“\"]\s)(?<!^)\b[A-Z][\w’'-]+")
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september "
    "october november december".split()
)
_COUNTED = re.compile(r"\b(\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|twelve|dozen|hundred)\s+(?:[\w-]+\s+)?([\w-]+)", re.I)
# The first word behind the noun or verb tells most; a country's name next to nothing.
_HEAD, _STATE, _ACTOR, _OTHER = 2.0, 0.25, 0.75, 1.0
_ENOUGH, _OWNED = 2.0, 1.0
_ALIKE = 0.5
# Which acts a sort of words can name.
_ACTS = {
    "offer": frozenset({"commit", "request", "assert", "other"}), "threat": frozenset({"threaten", "commit", "assert", "request"}),
    "demand": frozenset({"request", "threaten"}), "charge": frozenset({"accuse", "assert", "assess"}),
}  # fmt: skip
_CALLED = {
    "offer": re.compile(r"\b(?:offer|propos|promis|pledg|suggest|invit|ready|willing|would|will)", re.I),
    "threat": re.compile(r"\b(?:threat|warn|ultimat|unless|otherwise|if|will|would|or)\b|threaten|warn", re.I),
    "demand": re.compile(r"\b(?:demand|ask|call|urg|request|appeal|insist|must|should|unless)", re.I),
    "charge": re.compile(r"", re.I),
}


@dataclass(frozen=True, slots=True)
class Referent:
    """A statement or event that a reaction names, how surely, and the words that show it."""

    number: str
    score: float
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Thing:
    """A statement or event of the earlier report: whose it is, the words that tell it, and where."""

    number: str
    actor: Actor | None
    words: str
    place: Span
    statement: Statement | None


def referents(one: Reacting, later: Report, earlier: Report) -> Iterator[Referent]:
    """What of an earlier report a reaction of a later one names."""
    named = _Named.of(one, later)
    if named.strangers(earlier):
        return
    for thing in _things(earlier):
        if found := _names(named, one, later, thing, earlier):
            yield found


def _things(report: Report) -> tuple[_Thing, ...]:
    return report.once(_all_things)


def _all_things(report: Report) -> tuple[_Thing, ...]:
    found = []
    for statement in report.reading.statements:
        place = report.sentence(min(report.place_of(statement), *statement.cue.spans))
        whole = Span(place.start, max(place.end, report.place_of(statement).end))
        found.append(_Thing(statement.id, report.speaker(statement), whole.of(report.text), report.place_of(statement), statement))
    for event in report.reading.events:
        if event.status in DONE | {"planned", "conditional"}:
            sentence = report.sentence(event.trigger)
            found.append(_Thing(event.id, doer(report, event), sentence.of(report.text), event.trigger, None))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Named:
    """What the object of a reaction names: sorts of words, actors, and the matter by its concepts, the first in front."""

    words: str
    sorts: frozenset[str]
    actors: tuple[Actor, ...]
    matter: tuple[str, ...]
    names: frozenset[str]

    @staticmethod
    def of(one: Reacting, report: Report) -> _Named:
        text = one.object.of(report.text)
        actors = tuple(a for a in report.reading.actors if any(one.object.meets(m) for m in a.mentions))
        nouns = {noun for noun in content_words(text) if noun in naming()}
        ordered = [w for w in re.findall(r"[\w’'-]+", text)]
        called = _words_of(actors)
        own = _words_of([one.actor])
        matter = [
            concept(stem_)
            for word in ordered
            for stem_ in content_words(word)
            if stem_ not in _GENERAL and stem_ not in nouns and stem_ not in called and not stem_.isdigit()
        ]
        names = {
            m[0] for m in _NAME.finditer(text)
            if m[0].casefold() not in _DAYS and not (content_words(m[0]) <= called | own)
        }  # fmt: skip
        return _Named(text, sorts_named(text), actors, tuple(dict.fromkeys(matter)), frozenset(names))

    def strangers(self, earlier: Report) -> bool:
        """Whether a name stands here that the earlier report has not."""
        known = content_words(earlier.text)
        if any(not content_words(name) & known for name in self.names):
            return True
        theirs = [one for one in self.actors if one.kind != "unnamed" and one.name[:1].isupper()]
        return bool(theirs) and not any(_known(actor, earlier) for actor in theirs)


def _known(actor: Actor, report: Report) -> bool:
    words = content_words(report.text)
    return any(
        one_side(actor, other) or (actor.country is not None and actor.country == other.country) for other in report.reading.actors
    ) or bool(content_words(actor.name) - _GENERAL & words)


def _words_of(actors: tuple[Actor, ...] | list[Actor]) -> frozenset[str]:
    return frozenset[str]().union(*(content_words(one.name) for one in actors))


def _names(named: _Named, one: Reacting, later: Report, thing: _Thing, earlier: Report) -> Referent | None:
    if not _may_be(named, one, thing, earlier):
        return None
    theirs = {concept(word) for word in content_words(thing.words)}
    if _counts_differ(named.words, thing.words):
        return None
    shared = [word for word in named.matter if word in theirs]
    bodies = [a for a in named.actors if _told_of(a, thing, earlier)]
    score = sum(_HEAD if word == named.matter[0] else _OTHER for word in shared)
    score += sum(_STATE if a.kind == "country" else _ACTOR for a in bodies)
    owned = thing.actor is not None and any(_is_of(a, thing.actor) for a in named.actors)
    if named.matter and not shared:
        return None
    if not named.matter and not (owned and named.sorts):
        return None
    if score < (_OWNED if owned else _ENOUGH) and named.matter:
        return None
    return Referent(thing.number, score + owned * 0.5, (*shared, *(a.name for a in bodies)))


def _may_be(named: _Named, one: Reacting, thing: _Thing, earlier: Report) -> bool:
    """Whether a thing is another side's, and of the sort that the reaction names."""
    statement = thing.statement
    said = named.sorts - {"deed", "words"}
    if thing.actor is not None and one_side(thing.actor, one.actor):
        # What is told of others by one's own side is their deed.
        return statement is not None and not said and _of_others(earlier, statement, one.actor)
    if statement is None or not said:
        return True
    return any(statement.act in _ACTS[sort] or statement.act is None for sort in said)


def _of_others(report: Report, statement: Statement, actor: Actor) -> bool:
    """Whether a statement begins with the name of another side."""
    start = report.place_of(statement).start
    opening = Span(start, start + 60)
    named = [
        (mention, number)
        for number, one in enumerate(report.reading.actors)
        for mention in one.mentions
        if opening.holds(mention)
    ]
    return bool(named) and not one_side(report.reading.actors[min(named)[1]], actor)


def _told_of(actor: Actor, thing: _Thing, report: Report) -> bool:
    """Whether a thing's sentence names an actor."""
    sentence = report.sentence(thing.place)
    return any(
        _is_of(actor, other) and any(sentence.meets(mention) for mention in other.mentions) for other in report.reading.actors
    )


def _is_of(actor: Actor, other: Actor) -> bool:
    if actor.name == other.name:
        return True
    if actor.kind == "country" or other.kind == "country":
        return actor.country is not None and actor.country == other.country
    return one_side(actor, other) and actor.kind == other.kind


def _counts_differ(one: str, other: str) -> bool:
    mine, theirs = _counted(one), _counted(other)
    return any(thing in theirs and theirs[thing] != number for thing, number in mine.items())


def _counted(words: str) -> dict[str, str]:
    return {stem_: m[1].casefold() for m in _COUNTED.finditer(words) for stem_ in content_words(m[2])}
