"""Figures by which one thing is more than another: "the highest toll since 2019" is held against a toll on record."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from according.comparison.concepts import concept
from according.comparison.counts import counts

_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_ONES = {word: n for n, word in enumerate("one two three four five six seven eight nine".split(), start=1)}
_WORDS = re.compile(
    rf"\b({'|'.join(_TENS)})(?:[-\s]({'|'.join(_ONES)}))?\b|\b(one|two)\b(?=\s+(?:hundred|thousand))", re.I
)
_LARGE = {"million": 1e6, "millions": 1e6, "billion": 1e9, "bn": 1e9, "m": 1e6}
_ROUND = re.compile(r"(\d[\d,.]*)\s*(million|billion|bn|m)\b", re.IGNORECASE)
# What is so called has the less, the more it is so.
_DOWNWARD = re.compile(
    r"\b(?:low|small|few|short|narrow|slow|thin|weak|mild|light|clos|near|quick|fast)est\b|\bleast\b", re.I
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, the things that it counts, and whether these are people."""

    number: float
    things: frozenset[str]
    people: bool


@lru_cache(maxsize=8192)
def figures(text: str) -> tuple[Figure, ...]:
    """What a text counts, with "twenty-six" and "3 million" as numbers."""
    plain = _ROUND.sub(lambda found: f"{_number(found[1]) * _LARGE[found[2].lower()]:.0f}", _WORDS.sub(_spelt, text))
    return tuple(
        Figure(one.number, frozenset(map(concept, one.things)), one.of_people)
        for one in counts(plain)
        if one.things and one.number > 1
    )


def _spelt(found: re.Match[str]) -> str:
    if found[3]:
        return str(_ONES[found[3].lower()])
    return str(_TENS[found[1].lower()] + (_ONES[found[2].lower()] if found[2] else 0))


def _number(digits: str) -> float:
    return float(digits.replace(",", "").rstrip(".") or 0)


def is_downward(words: str) -> bool:
    """Whether a superlative has less and not more: "the lowest level"."""
    return bool(_DOWNWARD.search(words))


def compared(mine: Sequence[Figure], theirs: Sequence[Figure]) -> tuple[Figure, Figure] | None:
    """Two figures of one thing, the largest of each text; None where the two count nothing alike."""
    pairs = [(one, other) for one in mine for other in theirs if _is_of_one_thing(one, other)]
    return max(
        pairs, key=lambda pair: (len(pair[0].things & pair[1].things), pair[0].number, pair[1].number), default=None
    )


def _is_of_one_thing(one: Figure, other: Figure) -> bool:
    return bool(one.things & other.things) or (one.people and other.people)
