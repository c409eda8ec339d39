"""What a text counts, and whether two texts count one thing differently."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from according.comparison.wording import Word, content_words, number_of, stem, tokens

# How many words after a number may name what it counts: "3,000 fresh Borvian troops".
_REACH = 3
_PEOPLE = frozenset(
    stem(word)
    for word in """people persons men women children boys girls villagers citizens civilians residents inhabitants
    soldiers troops servicemen officers policemen guards fighters sailors crew demonstrators
    protesters marchers workers miners passengers students pupils patients prisoners captives
    hostages detainees refugees migrants victims dead bodies casualties reservists""".split()
)
_NO_COUNT = re.compile(
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*|[ap]\.?m|per|percent|o'clock", re.IGNORECASE
)
_REJECTED = re.compile(r"\b(?:not|rather than|instead of)\s+(?:the\s+|some\s+)?(?P<number>[\w.,]+)", re.IGNORECASE)
_ORDINAL = re.compile(r"(?:first|second|third|\d(?:st|nd|rd)|th)$")
# "Ivo Pall, 61, a cowherd".
_AGE = re.compile(r",\s\d\d,|(?:.\s|^)?\d+-(?:year|month|week|day|metre|meter|mile|kilometre|page)s?-")
_TIMES = {"hundred": 100.0, "thousand": 1000.0}
_YEARS = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class Count:
    """A number and what it counts: the stems of the words after it; none where it stands for itself ("some 8,000")."""

    number: float
    things: frozenset[str]

    @property
    def of_people(self) -> bool:
        """Whether it counts people."""
        return bool(self.things & _PEOPLE)


def counts(text: str, people: Iterable[str] = ()) -> tuple[Count, ...]:
    """The numbers of a text that count something: no days, years, times or percentages, and none that it rejects.

    Args:
        text: any words.
        people: names of groups of people in it, which need not be known words: "two armed smugglers".
    """
    plain = _REJECTED.sub(lambda found: " " if number_of(_bare(found["number"])) is not None else found[0], text)
    words = tokens(plain)
    groups = [frozenset(stem(word.folded) for word in tokens(name)) for name in people]
    found, dated = [], False
    for place, word in enumerate(words):
        number = 1.0 if word.folded == "one" else number_of(word.folded)
        if number is None or _ORDINAL.search(word.folded) or _AGE.match(plain, max(0, word.start - 2)):
            continue
        if place + 1 < len(words) and words[place + 1].folded in _TIMES:
            number *= _TIMES[words[place + 1].folded]
        # "September 6 and 10" are days, both.
        near = [one.folded for one in (*words[max(0, place - 1) : place], *words[place + 1 : place + 2])]
        dated = any(map(_NO_COUNT.fullmatch, near)) or (dated and near[0] in ("and", "to", "or"))
        things = _things(plain, words[place : place + 1 + _REACH])
        if any(things & group for group in groups):
            things |= {stem("people")}
        if not dated and (things or not (number in _YEARS and word.folded.isdigit())):
            found.append(Count(number, things))
    return tuple(found)


def _things(text: str, words: Sequence[Word]) -> frozenset[str]:
    """The stems of the words after a number, as far as its clause goes."""
    stems: set[str] = set()
    for before, after in pairwise(words):
        if re.search(r"[.,;:!?]", text[before.end : after.start]):
            break
        stems |= {one for one in content_words(after.folded) if not one[0].isdigit()}
    return frozenset(stems)


@lru_cache(maxsize=1024)
def rejected(text: str) -> frozenset[float]:
    """The numbers of which a text says that it is another: "five, not six"."""
    numbers = (number_of(_bare(found["number"])) for found in _REJECTED.finditer(text))
    return frozenset(number for number in numbers if number is not None)


def years(text: str) -> frozenset[int]:
    """The years that a text names."""
    return frozenset(int(found) for found in re.findall(r"\b\d{4}\b", text) if int(found) in _YEARS)


def _bare(word: str) -> str:
    return word.casefold().rstrip(".,")
