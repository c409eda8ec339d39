"""By which keys the neighbours of a report are found, so that a new one costs the work of its neighbours only."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from according.comparison.rarity import rarity
from according.comparison.reports import Report
from according.model import Actor, Statement

# A run tells something where its words together are as rare as this: "only if the situation gets" (2.3) does, "going to
# pay for the" (1.6) does not.
_TELLING = 2.0


@dataclass(frozen=True, slots=True)
class Family:
    """Keys of one sort. Two reports are neighbours where one puts a key that the other seeks, within the reach.

    Attributes:
        name: told apart by it from equal keys of another sort.
        reach: how many days may lie between the two; None: any number. A report without a day is always in reach.
        puts: the keys under which a report is found.
        seeks: the keys by which it looks for others; what it puts and what it seeks must match in both directions, or
            the order in which reports come would matter.
    """

    name: str
    reach: int | None
    puts: Callable[[Report], Iterable[str]]
    seeks: Callable[[Report], Iterable[str]]


def hashed(family: Family, keys: Iterable[str]) -> set[int]:
    """Keys as the record keeps them: signed 64-bit numbers."""
    return {
        int.from_bytes(hashlib.blake2b(f"{family.name}\0{key}".encode(), digest_size=8).digest(), signed=True)
        for key in keys
    }


def actor_key(actor: Actor) -> str | None:
    """The key of a named actor: a person's last name, else the whole name without its article; None for the unnamed."""
    if actor.kind == "unnamed":
        return None
    words = re.findall(r"\w+", actor.name.casefold())
    words = words[1:] if len(words) > 1 and words[0] == "the" else words
    if not words:
        return None
    return words[-1] if actor.kind == "person" else " ".join(words)


def named(report: Report) -> Iterator[str]:
    """The keys of all actors of a report that have a name of their own, as "police" and "reporters" have not."""
    return (key for actor in report.reading.actors if not actor.name.islower() and (key := actor_key(actor)))


def quoted_runs(report: Report) -> Iterator[str]:
    """Runs of five words of what is quoted directly, one of each three that follow one another (winnowing).

    Of every run of seven words that two quotations share to the letter, both keep one same run of five: each keeps
    those that have the least hash among three neighbours (Schleimer, Wilkerson and Aiken, SIGMOD 2003). Runs of common
    words ("there are a lot of") are left out: a record has ever more of them, and they tell nothing.
    """
    for statement in report.reading.statements:
        if statement.form != "indirect":
            yield from telling_runs(words_of(report, statement))


def telling_runs(words: list[str]) -> Iterator[str]:
    """The runs of a quotation's words by which it is found."""
    return (run for run in _winnowed(words) if sum(map(rarity, run.split())) >= _TELLING)


def words_of(report: Report, statement: Statement) -> list[str]:
    """The words of a statement's content, folded."""
    return re.findall(r"\w+", report.words(statement).casefold())


def _winnowed(words: list[str], run: int = 5, window: int = 3) -> Iterator[str]:
    runs = [" ".join(words[start : start + run]) for start in range(len(words) - run + 1)]
    ranked = [(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), text) for text in runs]
    for start in range(max(1, len(ranked) - window + 1) if ranked else 0):
        yield min(ranked[start : start + window])[1]


NAMED = Family("named", 45, named, named)
QUOTED = Family("quoted", None, quoted_runs, quoted_runs)
