"""What words of news mean alike: "swapped" and "exchanged" are one thing, "withdrew" and "deployed" never one.

The words are in `data/concepts.yaml`, one thing a line. Two wordings of one matter seldom share their words; which of
them are used for one another in reports of crises is known, and so what is found by it can be told in words, as a
cosine cannot.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import yaml

from according.comparison.wording import content_words, stem, tokens


def concept(word: str) -> str:
    """The thing that a word stands for, by its stem; the stem itself where no other word is known for it.

    >>> concept(stem("swapped")), concept(stem("kettle"))
    ('exchange', 'kettl')
    """
    return _table().things.get(word, word)


@lru_cache(maxsize=16384)
def things_of(text: str) -> frozenset[str]:
    """The things that a text tells of: a known phrase ("stepped down") is one, every other content word another.

    >>> sorted(things_of("The minister stepped down."))
    ['minister', 'resign']
    """
    found = set()
    for thing, phrase in _table().phrases:
        text, times = phrase.subn(" ", text)
        if times:
            found.add(thing)
    plain = {concept(word) for word in content_words(text) if not word[0].isdigit()}
    return frozenset(found | plain)


def words_for(things: Collection[str], text: str) -> list[str]:
    """The words by which a text tells of some things, as they stand there, one for each.

    >>> words_for({"exchange", "prisoner"}, "They swapped nine captives.")
    ['swapped', 'captives']
    """
    found: dict[str, str] = {}
    for word in tokens(text):
        thing = concept(stem(word.folded))
        if thing in things:
            found.setdefault(thing, text[word.start : word.end])
    return list(found.values())


def exclude_one_another(words: Collection[str], others: Collection[str]) -> bool:
    """Whether one of some things (`concept`) excludes one of others that is not among them as well."""
    return any(
        other in others and other not in words and word not in others
        for word in words
        for other in _table().opposites.get(word, ())
    )


@dataclass(frozen=True, slots=True)
class _Table:
    """What stands for what: the thing by each stem, what each thing excludes, and what phrases stand for."""

    things: Mapping[str, str]
    opposites: Mapping[str, frozenset[str]]
    phrases: tuple[tuple[str, re.Pattern[str]], ...]


@cache
def _table() -> _Table:
    table = yaml.safe_load(files("according.comparison").joinpath("data", "concepts.yaml").read_text("utf-8"))
    things = {stem(word): thing for thing, words in table["same"].items() for word in words}
    opposites: dict[str, set[str]] = {}
    for one, other in table["opposite"]:
        opposites.setdefault(one, set()).add(other)
        opposites.setdefault(other, set()).add(one)
    phrases = tuple((thing, _phrase(words)) for thing, words in table["phrases"].items())
    return _Table(things, {thing: frozenset(others) for thing, others in opposites.items()}, phrases)


def _phrase(words: list[str]) -> re.Pattern[str]:
    # "…" stands for up to three words.
    longest = sorted(words, key=len, reverse=True)
    patterns = [re.escape(one).replace(r"\ …\ ", r"\s+(?:[\w’'-]+\s+){0,3}?").replace(r"\ ", r"\s+") for one in longest]
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b", re.IGNORECASE)
