"""What the object of a reaction names: sorts of words or deeds ("the offer"), actors, and what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from according.comparison.concepts import concept
from according.comparison.pledges import one_stem, verb_of
from according.comparison.reacting import Reacting, one_side
from according.comparison.reaction_words import naming
from according.comparison.reports import Report
from according.comparison.wording import content_words
from according.model import Actor

# Words that any two reports of one quarrel share.
_GENERAL = content_words(
    "president minister ministry government country state nation official spokesman spokeswoman spokesperson leader "
    "foreign defence defense interior people man woman men women year month week day night morning evening hour "
    "authority authorities administration head chief member group party company firm press conference news agency new "
    "latest joint mutual possible mr mrs ms part end side thing way time act make made make take took taken give gave "
    "given go went come came get got announce announced say said report reported declare tell told million billion "
    "thousand percent mile kilometre metre within without first last long good bad big great whole word"
)
_NAME = re.compile(r"(?<![.!?“\"]\s)(?<!^)\b[A-Z][\w’'-]+")
_PHRASE_ENDS = re.compile(r"\b(?:of|on|in|at|by|for|against|to|that|with|from|about|over|after|near|between)\b")
_COUNTED = re.compile(
    r"\b(\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|twelve|dozen|hundred)\s+([\w-]+)(?:\s+([\w-]+))?", re.I
)
_DEMONYM = re.compile(r"^[A-Z]\w+(?:an|ish|ese|i|ch|ic)s?$")
_NUMBER = re.compile(r"\d[\d.]*")


@dataclass(frozen=True, slots=True)
class Named:
    """What the object of a reaction names.

    Attributes:
        words: the object.
        sorts: of which sorts of words or deeds it calls that.
        actors: the actors named in it in order, the reactor's own side left out.
        matter: what it is about, by concepts, without names of states.
        head: those of them in its first phrase.
        names: the proper names in it that belong to no side.
    """

    words: str
    sorts: frozenset[str]
    actors: tuple[Actor, ...]
    matter: tuple[str, ...]
    head: frozenset[str]
    names: frozenset[str]

    def has_strangers(self, report: Report) -> bool:
        """Whether a name stands here that a report has not."""
        known = report.once(_words_of_text)
        if any(not content_words(name) & known for name in self.names):
            return True
        states = {one.country for one in self.actors if is_state(one)}
        return bool(states) and not states & {one.country for one in report.reading.actors}


def named_by(one: Reacting, report: Report) -> Named:
    """What a reaction's object names."""
    text, states = one.object.of(report.text), states_named(report)
    actors = tuple(_actors_in(one, report))
    nouns = {word for word in content_words(text) if word in naming()}
    head, sorts = _head(text, states, called(actors))
    sides = (actor for actor in report.reading.actors if actor.country or one_side(actor, one.actor))
    known = states | called(sides)
    names = (match[0] for match in _NAME.finditer(text))
    strange = frozenset(name for name in names if content_words(name) and not content_words(name) <= known)
    return Named(text, sorts, actors, tuple(dict.fromkeys(_matter(text, states | nouns))), head, strange)


def meaning(word: str) -> str:
    """The thing that a stem stands for, by the verb of which it is made: "closure" is "close"."""
    found = concept(word)
    return found if found != word else concept(verb_of(word))


def called(actors: Iterable[Actor]) -> frozenset[str]:
    """The words of actors' names."""
    return frozenset[str]().union(*(content_words(one.name) for one in actors))


def is_state(actor: Actor) -> bool:
    """Whether an actor is a state, its people, or the capital that stands for it."""
    if actor.kind == "country" or (actor.kind == "place" and actor.country):
        return True
    if actor.country is None or len(actor.name.split()) > 1:
        return False
    capital = actor.kind == "organisation" and actor.sector == "GOV"
    return capital or _DEMONYM.search(actor.name) is not None


def states_named(report: Report) -> frozenset[str]:
    """The names of the states in a report, as nouns and as adjectives."""
    return report.once(_names_of_states)


def counted(words: str) -> dict[str, str]:
    """How many there are of what words count: {"diplomat": "three"}."""
    return {word: m[1].casefold() for m in _COUNTED.finditer(words) for word in content_words(f"{m[2]} {m[3]}")}


def of_states(words: Iterable[str], report: Report) -> frozenset[str]:
    """Those of some words that are names of the states in a report."""
    states = set(map(one_stem, states_named(report)))
    return frozenset(word for word in words if one_stem(word) in states)


def _words_of_text(report: Report) -> frozenset[str]:
    return content_words(report.text)


def _names_of_states(report: Report) -> frozenset[str]:
    named = [one for one in report.reading.actors if is_state(one)]
    mentions = (mention.of(report.text) for one in named for mention in one.mentions)
    return frozenset[str]().union(called(named), *(content_words(words) for words in mentions if words[:1].isupper()))


def _actors_in(one: Reacting, report: Report) -> Iterator[Actor]:
    there = [
        (min(mention for mention in actor.mentions if one.object.holds(mention)), number)
        for number, actor in enumerate(report.reading.actors)
        if any(one.object.holds(mention) for mention in actor.mentions) and not one_side(actor, one.actor)
    ]
    yield from (report.reading.actors[number] for _, number in sorted(there))


def _head(text: str, states: frozenset[str], actors: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The matter of the first phrase that has one, and the sorts of words that it and those before it are called.

    "Holm’s proposal for talks" is about talks.
    """
    sorts: set[str] = set()
    for phrase in _PHRASE_ENDS.split(text.strip()):
        nouns = {word for word in content_words(phrase) if word in naming()}
        sorts.update(*(naming()[noun] for noun in nouns))
        if matter := frozenset(_matter(phrase, states | nouns | (actors if nouns else frozenset()))):
            return matter, frozenset(sorts)
    return frozenset(), frozenset(sorts)


def _matter(text: str, left_out: frozenset[str] | set[str]) -> Iterator[str]:
    """The concepts of what a text is about, in its order."""
    for word in re.findall(r"[\w’'-]+", text):
        for found in content_words(word):
            if found not in _GENERAL and found not in left_out and not _NUMBER.fullmatch(found):
                yield meaning(found)
