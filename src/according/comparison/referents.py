"""What of an earlier report a reaction names: a deed told again, or a pledge, charge or demand so called.

The names and the matter must agree. A reaction to another offer, another shelling or the arrest of others names what
the earlier report does not have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from according.comparison.named import Named, called, counted, is_state, meaning, named_by, of_states
from according.comparison.rarity import rarity
from according.comparison.reacting import DONE, Reacting, doer, one_side, subject_of
from according.comparison.reaction_words import words as words_of
from according.comparison.reports import Report, passage_id
from according.comparison.sentences import sentences
from according.comparison.wording import content_words, likeness
from according.model import Actor, Span, Statement

_CAPITAL = re.compile(r"\b[A-Z][\w’'-]+")
# What the head of the phrase names tells most, a country's name next to nothing.
_HEAD, _STATE, _ACTOR, _OTHER, _OWNED = 3.0, 0.25, 1.0, 1.0, 0.5
# So many signs there must be: a word of the matter that is not in every report, a name, whose it is, how many.
_SIGNS, _RARE = 2, 0.57
# How alike a reaction and what it names must be: where two words of the matter agree (also of deeds, whose sentence
# tells more), and where it is one, or only names.
_ALIKE, _ALIKE_TIED, _SURELY = 0.3, 0.2, 0.4
# Who concedes a defeat answers a victory.
_OTHER_END = {"lose": "win"}
# Which acts a sort of words can name; events are named by any.
_ACTS = {
    "offer": frozenset({"commit", "request", "assert", "other"}),
    "threat": frozenset({"threaten", "commit", "assert", "request"}),
    "demand": frozenset({"request", "threaten"}), "charge": frozenset({"accuse", "assert", "assess"}),
}  # fmt: skip
# What a report tells is told first; whose words are about is named at their beginning.
_HEADING, _OPENING = 2, 60
# So much of the words in common is the same told again, and no reaction to it.
_TOLD_AGAIN = 0.8


@dataclass(frozen=True, slots=True)
class Referent:
    """A statement, event or sentence that a reaction names, how surely, and the words that show it."""

    number: str
    score: float
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Thing:
    """What the earlier report tells: whose it is, the words that tell it and what they mean, and where."""

    number: str
    actor: Actor | None
    words: str
    meant: frozenset[str]
    place: Span
    statement: Statement | None


@dataclass(frozen=True, slots=True)
class _Match:
    """What a reaction and a thing have in common.

    Attributes:
        matter: what the reaction is about, without the names of whose the thing is and of states.
        shared: those concepts of it that the thing has, heads those of the first phrase.
        apart: those that are no names of actors.
        bodies: the actors named in both.
        owned, state, number: whether it is named by whose it is, by a state's name, and with how many there are.
    """

    matter: tuple[str, ...]
    shared: tuple[str, ...]
    heads: tuple[str, ...]
    apart: tuple[str, ...]
    bodies: tuple[Actor, ...]
    owned: bool
    state: bool
    number: bool

    @property
    def telling(self) -> float:
        """How much the matter that is shared tells: what stands in every report, half."""
        return sum(1.0 if rarity(word) >= _RARE else 0.5 for word in self.apart)

    @property
    def score(self) -> float:
        beside = [one for one in self.bodies if not content_words(one.name) & set(self.shared)]
        names = sum(_STATE if is_state(one) else _ACTOR for one in beside)
        return sum(_HEAD if word in self.heads else _OTHER for word in self.shared) + names + _OWNED * self.owned


def referents(one: Reacting, later: Report, earlier: Report) -> Iterator[Referent]:
    """What of an earlier report a reaction of a later one names."""
    named = named_by(one, later)
    if named.has_strangers(earlier):
        return
    for thing in _things(earlier):
        if not _may_be(named, one, thing, earlier) or _is_told_again(one, later, thing):
            continue
        match = _match(named, thing, earlier)
        if _is_named(match, named, one, thing, earlier) and _is_like(match, named, one, later, thing, earlier):
            yield Referent(thing.number, match.score, (*match.shared, *(body.name for body in match.bodies)))


# ---- what can be named


def told_beside(report: Report) -> dict[str, Span]:
    """The sentences at the head of a report in which the reader found nothing said or done, by their ids."""
    return report.once(_told_beside)


def _told_beside(report: Report) -> dict[str, Span]:
    head = report.reading.article.paragraphs[:_HEADING]
    taken = [one.place for one in _read(report)]
    return {
        passage_id(report.id, sentence): sentence
        for sentence in sentences(report.text)
        if any(span.holds(sentence) for span in head) and not any(sentence.meets(place) for place in taken)
    }


def _things(report: Report) -> tuple[_Thing, ...]:
    return report.once(_all_things)


def _all_things(report: Report) -> tuple[_Thing, ...]:
    beside = (_thing(n, subject_of(report, s), report, s, s) for n, s in told_beside(report).items())
    return (*_read(report), *beside)


def _read(report: Report) -> list[_Thing]:
    found = []
    for one in report.reading.statements:
        place = report.place_of(one)
        sentence = report.sentence(min(place, *one.cue.spans))
        whole = Span(sentence.start, max(sentence.end, place.end))
        found.append(_thing(one.id, report.speaker(one), report, whole, place, one))
    for event in report.reading.events:
        if event.status in DONE | {"planned", "conditional"}:
            sentence = report.sentence(event.trigger)
            found.append(_thing(event.id, doer(report, event), report, sentence, event.trigger))
    return found


def _thing(
    number: str, actor: Actor | None, report: Report, told: Span, place: Span, statement: Statement | None = None
) -> _Thing:
    words = told.of(report.text)
    return _Thing(number, actor, words, frozenset(map(meaning, content_words(words))), place, statement)


def _may_be(named: Named, one: Reacting, thing: _Thing, earlier: Report) -> bool:
    """Whether a thing is another side's, and of the sort that the reaction names."""
    statement, said = thing.statement, named.sorts - {"deed", "words"}
    if thing.actor is not None and one_side(thing.actor, one.actor):
        # What is told of others by one's own side is their deed.
        return statement is not None and not said and _is_of_others(earlier, statement, one.actor)
    if statement is None or not said:
        return True
    return any(statement.act in _ACTS[sort] or statement.act is None for sort in said)


def _is_of_others(report: Report, statement: Statement, actor: Actor) -> bool:
    """Whether a statement begins with the name of another side."""
    start = report.place_of(statement).start
    opening = Span(start, start + _OPENING)
    named = [
        (mention, number)
        for number, one in enumerate(report.reading.actors)
        for mention in one.mentions
        if opening.holds(mention)
    ]
    return bool(named) and not one_side(report.reading.actors[min(named)[1]], actor)


def _is_told_again(one: Reacting, later: Report, thing: _Thing) -> bool:
    return likeness(one.sentence.of(later.text), thing.words).kept >= _TOLD_AGAIN


# ---- what is in common


def _match(named: Named, thing: _Thing, earlier: Report) -> _Match:
    bodies = tuple(one for one in named.actors if one.name[:1].isupper() and _told_of(one, thing, earlier))
    owners = [actor for actor in named.actors if thing.actor and _is_of(actor, thing.actor)]
    if thing.actor and thing.actor.kind == "person" and content_words(thing.actor.name.split()[-1]) & set(named.matter):
        owners.append(thing.actor)
    states = of_states(named.matter, earlier)
    theirs = _meant(called(owners)) | states
    matter = tuple(word for word in named.matter if word not in theirs)
    shared = tuple(word for word in matter if word in thing.meant or _OTHER_END.get(word) in thing.meant)
    return _Match(
        matter=matter,
        shared=shared,
        heads=tuple(word for word in shared if word in named.head),
        apart=tuple(word for word in shared if word not in _meant(called(bodies))),
        bodies=bodies,
        owned=bool(owners),
        state=bool(states),
        number=bool(counted(named.words).items() & counted(thing.words).items()),
    )


def _meant(words: frozenset[str]) -> frozenset[str]:
    return words | frozenset(map(meaning, words))


def _is_named(match: _Match, named: Named, one: Reacting, thing: _Thing, earlier: Report) -> bool:
    """Whether enough is in common, and the reaction's object is about that."""
    if _counts_differ(named.words, thing.words) or _is_first_missing(match, named, thing):
        return False
    if not match.matter:
        return match.owned and bool(named.sorts or one.how == "reply")
    if one.how == "conceded":
        return bool(match.shared)
    if not match.shared or not _is_matter(match, named, one):
        return False
    beside = {actor.name for actor in match.bodies if not content_words(actor.name) & set(match.shared)}
    # A name of several words tells once; a person's, if nobody else is meant, as much as two words.
    names = sum(1 + (actor.kind == "person") for actor in match.bodies if content_words(actor.name) & set(match.shared))
    known = _is_there(one.actor, earlier)
    signs = match.telling + names + len(beside) + known + match.owned + match.state + match.number
    return signs >= _SIGNS


def _is_matter(match: _Match, named: Named, one: Reacting) -> bool:
    """Whether the matter that is shared is that of the phrase, and not something beside it."""
    proper = {meaning(word) for name in _CAPITAL.findall(named.words) for word in content_words(name)}
    if one.how == "demand":
        addressed = bool(named.actors) and named.actors[0] in match.bodies
        several = len(match.apart) > 1 and (addressed or bool(proper & set(match.shared)))
        return several or (match.owned and bool(match.apart or proper & set(match.shared)))
    head = named.head - (named.head - set(match.matter))
    return bool(match.heads) or not head or bool(proper & set(match.shared)) or match.number


def _is_first_missing(match: _Match, named: Named, thing: _Thing) -> bool:
    """Whether the first person or body that a reaction names has no part in a thing."""
    first = named.actors[0] if named.actors else None
    if first is None or first.kind not in ("person", "organisation") or is_state(first) or first.name[:1].islower():
        return False
    return first not in match.bodies and not (thing.actor and _is_of(first, thing.actor))


def _is_like(match: _Match, named: Named, one: Reacting, later: Report, thing: _Thing, earlier: Report) -> bool:
    """Whether two are on one matter; of what has no vector the reports are compared."""
    if one.how == "reply" or (match.owned and (named.sorts or len(match.apart) > 1) and one.how != "demand"):
        return True
    strong = one.how == "tied" and one.verb.of(later.text).lower() not in words_of("loose")
    sure = match.telling >= _SIGNS or match.number or strong
    least = _SURELY if not sure else _ALIKE_TIED if one.how == "tied" else _ALIKE
    if one.how == "conceded":
        least = _ALIKE
    if one.number in later.vectors and thing.number in earlier.vectors:
        return float(later.vector(one.number) @ earlier.vector(thing.number)) >= least
    return float(later.vector(later.id) @ earlier.vector(earlier.id)) >= _ALIKE


def _told_of(actor: Actor, thing: _Thing, report: Report) -> bool:
    """Whether a thing's sentence names an actor."""
    sentence = report.sentence(thing.place)
    return any(
        _is_of(actor, other) and any(sentence.meets(mention) for mention in other.mentions)
        for other in report.reading.actors
    )


def _is_of(actor: Actor, other: Actor) -> bool:
    """Whether an actor named here is another there, or the state that he is of."""
    if actor.name == other.name:
        return True
    if is_state(actor):
        return actor.country is not None and actor.country == other.country
    if "person" in (actor.kind, other.kind) and actor.name.split()[-1] == other.name.split()[-1]:
        return None in (actor.country, other.country) or actor.country == other.country
    return actor.kind == other.kind and one_side(actor, other)


def _is_there(actor: Actor, report: Report) -> bool:
    """Whether a report names the person or body that reacts."""
    return any(actor.name == other.name and other.kind in ("person", "organisation") for other in report.reading.actors)


def _counts_differ(one: str, other: str) -> bool:
    mine, theirs = counted(one), counted(other)
    return any(thing in theirs and theirs[thing] != number for thing, number in mine.items())
