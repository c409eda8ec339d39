"""How alike two reports are as tellings of one thing, and in what: subject, words, cast, telling names."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from according.comparison.keys import actor_key
from according.comparison.rarity import rarity
from according.comparison.reports import Report
from according.model import Date

# How much each counts; chosen on the dossier and on pages of one week of 2019 (evaluation/stories.py). Together they
# come to about 1 for two reports of one day on one thing.
SUBJECT, WORDS, CAST, NAMES, DEEDS = 0.5, 0.3, 0.15, 0.12, 0.06
# Rarity is raised to this power: a word of the first thousand then counts a third of a rare one.
_SHARPNESS = 3
# Rarer than the 170 most frequent words of English.
_WORTH_NAMING = 0.5
# Beyond these many, more parties who act or speak say nothing more.
_ENOUGH_PARTIES = 5
_WORD = re.compile(r"[^\W\d_]{3,}")

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two reports are (0 to about 1), and what they share, the most telling first.

    `names` are of actors and places as the earlier report has them, `words` are its words, `days` (ISO 8601) are those
    of which both tell.
    """

    total: float
    names: tuple[str, ...]
    words: tuple[str, ...]
    days: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Outline:
    """What of a report is compared.

    Attributes:
        words: the weight of each word that is no name, by its singular; all together a vector of length one.
        cast: the weight of each named actor, by its key, likewise.
        written: how a word is written here.
        called: how an actor is called here, by its key.
        parties: how many named actors speak or act.
        days: the days of which it tells.
    """

    words: Weights
    cast: Weights
    written: Mapping[str, str]
    called: Mapping[str, str]
    parties: int
    days: frozenset[str]


def likeness(earlier: Report, later: Report) -> Likeness:
    """How alike two reports are; it depends on these two alone."""
    one, other = _outline(earlier), _outline(later)
    names = sorted(one.cast.keys() & other.cast.keys(), key=lambda key: (-_telling(key) * _least(one, other, key), key))
    shared = (word for word in one.words.keys() & other.words.keys() if rarity(word) >= _WORTH_NAMING)
    words = sorted(shared, key=lambda word: (-one.words[word] * other.words[word], word))
    total = (
        SUBJECT * float(earlier.vector(earlier.id) @ later.vector(later.id))
        + WORDS * _product(one.words, other.words)
        + CAST * _product(one.cast, other.cast)
        + NAMES * math.log1p(sum(_telling(key) for key in names))
        + DEEDS * math.log1p(min(one.parties, other.parties, _ENOUGH_PARTIES))
    )
    return Likeness(
        total,
        tuple(one.called[key] for key in names),
        tuple(one.written[word] for word in words),
        tuple(sorted(one.days & other.days)),
    )


def _outline(report: Report) -> _Outline:
    return report.once(_drawn)


def _drawn(report: Report) -> _Outline:
    counts, written = _words(f"{report.reading.article.title or ''}\n{report.text}")
    mentions, called = Counter[str](), dict[str, str]()
    for actor in report.reading.actors:
        if key := actor_key(actor):
            mentions[key] += len(actor.mentions)
            called.setdefault(key, actor.name)
    return _Outline(
        words=_unit({word: _often(count) * rarity(word) ** _SHARPNESS for word, count in counts.items()}),
        cast=_unit({key: _often(count) for key, count in mentions.items()}),
        written=written,
        called=called,
        parties=len(_parties(report)),
        days=frozenset(_days(report)),
    )


def _words(text: str) -> tuple[Counter[str], dict[str, str]]:
    """How often each word stands that is somewhere written small, by its singular, and how it is written."""
    counts, shown = Counter[str](), dict[str, str]()
    for match in _WORD.finditer(text):
        word = _singular(match[0].lower())
        counts[word] += 1
        if match[0].islower():
            shown.setdefault(word, match[0])
    return Counter({word: counts[word] for word in shown}), shown


def _singular(word: str) -> str:
    """A word without the ending of its plural, as far as its letters tell."""
    if len(word) < 5 or not word.endswith("s") or word.endswith(("ss", "is", "us")):
        return word
    return word[:-3] + "y" if word.endswith("ies") else word[:-1]


def _parties(report: Report) -> set[str]:
    """The keys of the named actors who speak, are spoken to, act or are acted upon."""
    reading = report.reading
    spoken = (party for one in reading.statements for party in (one.source, *one.addressee))
    acted = (party for event in reading.events for party in (*event.actor, *event.recipient))
    actors = (report.actor(party) for party in (*spoken, *acted))
    return {key for actor in actors if actor and (key := actor_key(actor))}


def _days(report: Report) -> set[str]:
    """The days that its text names as those of events and statements."""
    told = [one.said_on for one in report.reading.statements] + [event.date for event in report.reading.events]
    return {day for date in told if date and (day := _day(date))}


def _day(date: Date) -> str | None:
    if date.basis != "text" or date.precision not in ("day", "instant") or not date.start:
        return None
    return date.start[:10]


def _telling(key: str) -> float:
    return max(rarity(word) for word in key.split()) ** _SHARPNESS


def _least(one: _Outline, other: _Outline, key: str) -> float:
    return min(one.cast[key], other.cast[key])


def _often(count: int) -> float:
    """What a count weighs: the tenth mention adds less than the second."""
    return 1 + math.log(max(1, count))


def _unit(weights: Weights) -> Weights:
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {key: weight / length for key, weight in weights.items()}


def _product(one: Weights, other: Weights) -> float:
    return sum(weight * other[key] for key, weight in one.items() if key in other)
