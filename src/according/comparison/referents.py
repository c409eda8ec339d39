"""What of an earlier report the words of a reaction name: a deed told again, or a pledge, charge or demand so called.

The names and the matter must agree. A reaction to another offer, another shelling or the arrest of others names what
the earlier report does not have.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from according.comparison.concepts import concept
from according.comparison.pledges import one_stem, verb_of
from according.comparison.reacting import DONE, Reacting, doer, one_side, subject_of
from according.comparison.rarity import rarity
from according.comparison.reaction_words import naming
from according.comparison.reports import Report, passage_id
from according.comparison.sentences import sentences
from according.comparison.wording import content_words
from according.model import Actor, Span, Statement

# Words that any two reports of one quarrel share.
_GENERAL = content_words(
    "president minister ministry government country state nation official spokesman spokeswoman spokesperson leader foreign "
    "defence defense interior people man woman men women year month week day night morning evening hour authority authorities "
    "administration head chief member group party company firm press conference news agency new latest joint mutual possible "
    "mr mrs ms part end side thing way time act make made take took taken give gave given go went come came get got announce announced say said report reported declare tell told"
)
_NAME = re.compile(r"(?<![.!?“\"]\s)(?<!^)\b[A-Z][\w’'-]+")
_PHRASE_ENDS = re.compile(r"\b(?:of|on|in|at|by|for|against|to|that|with|from|about|over|after|near|between)\b")
_COUNTED = re.compile(
    r"\b(\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|twelve|dozen|hundred)\s+(?:[\w-]+\s+)?([\w-]+)", re.I
)
_DEMONYM = re.compile(r"^[A-Z]\w+(?:an|ish|ese|i|ch|ic)s?$")
_NUMBER = re.compile(r"\d[\d.]*")
# What the head of the phrase names tells most, a country's name next to nothing.
_HEAD, _STATE, _ACTOR, _OTHER = 3.0, 0.25, 1.0, 1.0
_SIGNS = 2
_RARE = 0.59
# How alike a reaction and what it names must be at the least, where it is not named by whose it is.
_ALIKE, _ALIKE_TIED = 0.3, 0.2
# Who concedes a defeat answers a victory.
_OTHER_END = {"lose": "win"}
# Which acts a sort of words can name; events are named by any.
_ACTS = {
    "offer": frozenset({"commit", "request", "assert", "other"}),
    "threat": frozenset({"threaten", "commit", "assert", "request"}),
    "demand": frozenset({"request", "threaten"}), "charge": frozenset({"accuse", "assert", "assess"}),
}  # fmt: skip
# The first words of a report tell what it is about.
_HEADING = 2
_OPENING = 60


@dataclass(frozen=True, slots=True)
class Referent:
    """A statement, event or sentence that a reaction names, how surely, and the words that show it."""

    number: str
    score: float
    shared: tuple[str, ...]
    owned: bool


@dataclass(frozen=True, slots=True)
class _Thing:
    """What the earlier report tells: whose it is, the words that tell it, and where."""

    number: str
    actor: Actor | None
    words: str
    meant: frozenset[str]
    place: Span
    statement: Statement | None


def referents(one: Reacting, later: Report, earlier: Report) -> Iterator[Referent]:
    """What of an earlier report a reaction of a later one names."""
    named = _named(one, later)
    if not named.strangers(earlier):
        for thing in _things(earlier):
            found = _names(named, one, thing, earlier)
            if found and (found.owned or _is_like(one, later, thing, earlier)):
                yield found


def _is_like(one: Reacting, later: Report, thing: _Thing, earlier: Report) -> bool:
    """Whether two are on one matter; of what has no vector the reports are compared."""
    if one.number in later.vectors and thing.number in earlier.vectors:
        least = _ALIKE_TIED if one.how == "tied" else _ALIKE
        return float(later.vector(one.number) @ earlier.vector(thing.number)) >= least
    return float(later.vector(later.id) @ earlier.vector(earlier.id)) >= _ALIKE


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


def _read(report: Report) -> tuple[_Thing, ...]:
    return report.once(_all_read)


def _all_read(report: Report) -> tuple[_Thing, ...]:
    found = []
    for one in report.reading.statements:
        place = report.place_of(one)
        sentence = report.sentence(min(place, *one.cue.spans))
        whole = Span(sentence.start, max(sentence.end, place.end))
        found.append(_thing(one.id, report.speaker(one), report, whole, place, one))
    for event in report.reading.events:
        if event.status in DONE | {"planned", "conditional"}:
            found.append(_thing(event.id, doer(report, event), report, report.sentence(event.trigger), event.trigger))
    return tuple(found)


def _thing(
    number: str, actor: Actor | None, report: Report, told: Span, place: Span, statement: Statement | None = None
) -> _Thing:
    words = told.of(report.text)
    return _Thing(number, actor, words, frozenset(map(_meaning, content_words(words))), place, statement)


def _meaning(word: str) -> str:
    """The thing that a word stands for, by the verb of which it is made: "closure" is "close"."""
    found = concept(word)
    return found if found != word else concept(verb_of(word))


@dataclass(frozen=True, slots=True)
class _Named:
    """What the object of a reaction names.

    Attributes:
        words: the object.
        sorts: of which sorts of words or deeds it calls that.
        actors: the actors named in it, the reactor's own side left out.
        matter: what it is about, by concepts, without names of states.
        head: those of them in its first phrase.
        names: its proper names.
    """

    words: str
    sorts: frozenset[str]
    actors: tuple[Actor, ...]
    matter: tuple[str, ...]
    head: frozenset[str]
    names: frozenset[str]

    def strangers(self, earlier: Report) -> bool:
        """Whether a name stands here that the earlier report has not."""
        known = _text_words(earlier)
        if any(not content_words(name) & known for name in self.names):
            return True
        states = {one.country for one in self.actors if _is_state(one)}
        return bool(states) and not states & {one.country for one in earlier.reading.actors}


def _text_words(report: Report) -> frozenset[str]:
    return report.once(_words_of_text)


def _words_of_text(report: Report) -> frozenset[str]:
    return content_words(report.text)


def _named(one: Reacting, report: Report) -> _Named:
    text = one.object.of(report.text)
    there = [
        (min(mention for mention in actor.mentions if one.object.holds(mention)), number)
        for number, actor in enumerate(report.reading.actors)
        if any(one.object.holds(mention) for mention in actor.mentions) and not one_side(actor, one.actor)
    ]
    actors = tuple(report.reading.actors[number] for _, number in sorted(there))
    states = _states(report)
    nouns = {word for word in content_words(text) if word in naming()}
    matter = list(_matter(text, states | nouns))
    phrase, sorts = _phrase(text, states, _called(actors))
    known = states | _called(actor for actor in report.reading.actors if actor.country or one_side(actor, one.actor))
    names = {m[0] for m in _NAME.finditer(text) if content_words(m[0]) and not content_words(m[0]) <= known}
    return _Named(text, sorts, actors, tuple(matter), frozenset(phrase), frozenset(names))


def _states(report: Report) -> frozenset[str]:
    """The names of states, as nouns and as adjectives."""
    return report.once(_names_of_states)


def _names_of_states(report: Report) -> frozenset[str]:
    named = [one for one in report.reading.actors if _is_state(one)]
    mentions = (mention.of(report.text) for one in named for mention in one.mentions if mention.of(report.text)[:1].isupper())
    return frozenset[str]().union(_called(named), *map(content_words, mentions))


def _is_state(actor: Actor) -> bool:
    """Whether an actor is a state, its people, or the capital that stands for it."""
    if actor.kind == "country" or (actor.kind == "place" and actor.country):
        return True
    if actor.country is None or len(actor.name.split()) > 1:
        return False
    capital = actor.kind == "organisation" and actor.sector == "GOV"
    return capital or _DEMONYM.search(actor.name) is not None


def _phrase(text: str, states: frozenset[str], called: frozenset[str]) -> tuple[list[str], frozenset[str]]:
    """The matter of the first phrase that has one, and the sorts of words that it and those before it are called."""
    sorts: set[str] = set()
    for phrase in _PHRASE_ENDS.split(text.strip()):
        nouns = {word for word in content_words(phrase) if word in naming()}
        sorts.update(*(naming()[noun] for noun in nouns))
        if matter := list(_matter(phrase, states | nouns | (called if nouns else frozenset()))):
            return matter, frozenset(sorts)
    return [], frozenset(sorts)


def _matter(text: str, left_out: frozenset[str] | set[str]) -> Iterator[str]:
    """The concepts of what a text is about, in its order."""
    for word in re.findall(r"[\w’'-]+", text):
        for found in content_words(word):
            if found not in _GENERAL and found not in left_out and not _NUMBER.fullmatch(found):
                yield _meaning(found)


def _called(actors: Iterable[Actor]) -> frozenset[str]:
    return frozenset[str]().union(*(content_words(one.name) for one in actors))


def _names(named: _Named, one: Reacting, thing: _Thing, earlier: Report) -> Referent | None:
    """What is named of a thing, where that is enough."""
    if not _may_be(named, one, thing, earlier) or _counts_differ(named.words, thing.words):
        return None
    bodies = [actor for actor in named.actors if _told_of(actor, thing, earlier)]
    owned = [actor for actor in named.actors if thing.actor and _is_of(actor, thing.actor)]
    if thing.actor and thing.actor.kind == "person" and content_words(thing.actor.name.split()[-1]) & set(named.matter):
        owned.append(thing.actor)
    apart = frozenset(map(_meaning, _called(owned))) | _called(owned)
    states = {word for word in named.matter if one_stem(word) in map(one_stem, _states(earlier))}
    apart |= states
    matter = [word for word in dict.fromkeys(named.matter) if word not in apart]
    shared = [word for word in matter if word in thing.meant or _OTHER_END.get(word) in thing.meant]
    heads = [word for word in shared if word in named.head]
    addressed = bool(named.actors) and named.actors[0] in bodies
    counted = bool(_counted(named.words).items() & _counted(thing.words).items())
    heads += ["the number"] if counted and shared else []
    if matter and not _is_matter(named, one, shared, heads, bool(owned) or (addressed and len(shared) > 1), apart):
        return None
    if not matter and not (owned and (named.sorts or one.how == "reply")):
        return None
    first = named.actors[0] if named.actors else None
    if first and first.kind in ("person", "organisation") and not _is_state(first) and first not in bodies and first not in owned:
        return None
    # One word is none too many, unless it is all that is named and what the report is about.
    named_there = {actor.name for actor in bodies if not content_words(actor.name) & set(shared)}
    signs = sum(map(_telling, shared)) + len(named_there) + _is_named(one.actor, earlier) + bool(owned) + bool(states)
    signs += counted
    if matter and signs < _SIGNS and not (set(matter) == set(shared) and _leads(thing, earlier)):
        return None
    score = sum(_HEAD if word in heads else _OTHER for word in shared)
    beside = [actor for actor in bodies if actor not in owned and not content_words(actor.name) & set(shared)]
    score += sum(_STATE if _is_state(actor) else _ACTOR for actor in beside)
    return Referent(thing.number, score + bool(owned) * 0.5, (*shared, *(actor.name for actor in bodies)), bool(owned))


def _is_matter(
    named: _Named, one: Reacting, shared: list[str], heads: list[str], owned: bool, apart: frozenset[str]
) -> bool:
    """Whether the matter that is shared is that of the phrase, and not something beside it."""
    if one.how == "conceded":
        return bool(shared)
    head = named.head - apart
    names = {word for word in shared if any(word in map(_meaning, content_words(name)) for name in _capitals(named.words))}
    if one.how == "demand":
        return bool(shared) and (owned or bool(names))
    return bool(shared) and (bool(heads) or not head or bool(names))


def _telling(word: str) -> float:
    """How much a shared word tells: what stands in every report, half."""
    return 1.0 if rarity(word) >= _RARE else 0.5


def _capitals(words: str) -> list[str]:
    return re.findall(r"\b[A-Z][\w’'-]+", words)


def _may_be(named: _Named, one: Reacting, thing: _Thing, earlier: Report) -> bool:
    """Whether a thing is another side's, and of the sort that the reaction names."""
    statement, said = thing.statement, named.sorts - {"deed", "words"}
    if thing.actor is not None and one_side(thing.actor, one.actor):
        # What is told of others by one's own side is their deed.
        return statement is not None and not said and _of_others(earlier, statement, one.actor)
    if statement is None or not said:
        return True
    return any(statement.act in _ACTS[sort] or statement.act is None for sort in said)


def _of_others(report: Report, statement: Statement, actor: Actor) -> bool:
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


def _told_of(actor: Actor, thing: _Thing, report: Report) -> bool:
    """Whether a thing's sentence names an actor."""
    sentence = report.sentence(thing.place)
    return any(
        _is_of(actor, other) and any(sentence.meets(mention) for mention in other.mentions)
        for other in report.reading.actors
    )


def _is_of(actor: Actor, other: Actor) -> bool:
    if actor.name == other.name:
        return True
    if "person" in (actor.kind, other.kind) and not _is_state(actor) and actor.name.split()[-1] == other.name.split()[-1]:
        return None in (actor.country, other.country) or actor.country == other.country
    if _is_state(actor):
        return actor.country is not None and actor.country == other.country
    return actor.kind == other.kind and one_side(actor, other)


def _is_named(actor: Actor, report: Report) -> bool:
    """Whether a report names the person or body that reacts."""
    return any(actor.name == other.name and other.kind in ("person", "organisation") for other in report.reading.actors)


def _leads(thing: _Thing, report: Report) -> bool:
    """Whether a thing is what its report tells first."""
    return report.reading.article.paragraphs[0].meets(thing.place)


def _counts_differ(one: str, other: str) -> bool:
    mine, theirs = _counted(one), _counted(other)
    return any(thing in theirs and theirs[thing] != number for thing, number in mine.items())


def _counted(words: str) -> dict[str, str]:
    return {word: m[1].casefold() for m in _COUNTED.finditer(words) for word in content_words(m[2])}
