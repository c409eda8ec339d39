"""Measure quotations on real pages: which wordings of one saying stand on two pages, and what changed between them.

    python -m evaluation.stories --records build/records
    python -m evaluation.quotations build/records/pages.db [--words]

Every pair that is found is listed, so that a person can count the false ones; `--words` shows what the pages say. As
a yardstick that knows nothing of readings, any two passages of five words or more in quotation marks are held against
each other: such a pair is alike where four words in a row and seven in ten of the shorter stand in both.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from according.comparison.quotations import is_reworded
from according.comparison.reports import Report
from according.comparison.sayings import Said, match
from according.comparison.vectors import Encoder
from according.comparison.wording import likeness, tokens
from according.model import Reading, Span
from according.record.record import Record

_LEAST, _RUN, _KEPT = 5, 4, 0.7
_QUOTED = re.compile(r"[“\"«„]([^“”\"«»„\n]+)[”\"»]")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two passages of two pages; `change` is exact, truncated or altered."""

    one: tuple[str, Span]
    other: tuple[str, Span]
    words: tuple[str, str]
    quoted: bool
    change: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record", type=Path, help="a record with the pages' readings")
    parser.add_argument("--words", action="store_true", help="print what the pages say")
    options = parser.parse_args()
    with Record.open(options.record) as record:
        readings = [reading for reading in record.each_reading() if reading.unread is None]
    quotations = {_name(reading): list(_quotations(reading)) for reading in readings}
    found, alike = list(_found(readings)), list(_alike(quotations))
    quoted = [pair for pair in found if pair.quoted]
    print(f"{len(readings)} pages, {sum(map(len, quotations.values()))} quotations of {_LEAST} words or more")
    print("pairs of quotations found:", dict(Counter(pair.change for pair in quoted)))
    print("pairs found where one at least is told:", dict(Counter(pair.change for pair in found if not pair.quoted)))
    missed = [pair for pair in alike if not any(_meet(pair, one) for one in found)]
    print(f"pairs alike by their words: {len(alike)}, of which missed: {len(missed)}")
    for title, pairs in (("found", found), ("missed", missed)):
        for pair in pairs:
            print(f"{title}: {pair.one[0]} {pair.other[0]} {'quoted' if pair.quoted else 'told'} {pair.change}")
            if options.words:
                print(*(f"    {words}" for words in pair.words), sep="\n")


def _found(readings: Iterable[Reading]) -> Iterator[Pair]:
    encoder = Encoder()
    said = [list(_said(reading, encoder)) for reading in readings]
    for ours, theirs in combinations(said, 2):
        for one in ours:
            for other in theirs:
                if match(one, other):
                    yield _pair(one, other)


def _said(reading: Reading, encoder: Encoder) -> Iterator[Said]:
    parts = Report(reading, {}).parts
    words = [part.words(reading.article.text) for part in parts.values()]
    report = Report(reading, dict(zip(parts, encoder.encode(words), strict=True)))
    return (Said(report, part) for part in parts.values())


def _pair(one: Said, other: Said) -> Pair:
    quoted = one.quoted and other.quoted and likeness(one.words, other.words).words >= _LEAST
    here, there = (_name(said.report.reading) for said in (one, other))
    words = (one.words, other.words)
    return Pair((here, one.part.place), (there, other.part.place), words, quoted, _change(*words))


def _quotations(reading: Reading) -> Iterator[tuple[Span, str]]:
    for found in _QUOTED.finditer(reading.article.text):
        if len(tokens(found[1])) >= _LEAST:
            yield Span(*found.span()), found[1]


def _alike(quotations: dict[str, list[tuple[Span, str]]]) -> Iterator[Pair]:
    for (here, ours), (there, theirs) in combinations(sorted(quotations.items()), 2):
        for span, one in ours:
            for place, other in theirs:
                like = likeness(one, other)
                if like.run >= _RUN and like.kept >= _KEPT:
                    yield Pair((here, span), (there, place), (one, other), True, _change(one, other))


def _change(one: str, other: str) -> str:
    if likeness(one, other).same:
        return "exact"
    short, long = sorted((one, other), key=lambda words: len(tokens(words)))
    return "altered" if is_reworded(short, long) else "truncated"


def _meet(pair: Pair, found: Pair) -> bool:
    """Whether a pair that was found is of the same two places."""
    ends, theirs = sorted((pair.one, pair.other)), sorted((found.one, found.other))
    return all(a[0] == b[0] and a[1].meets(b[1]) for a, b in zip(ends, theirs, strict=True))


def _name(reading: Reading) -> str:
    return Path(reading.article.place).stem


if __name__ == "__main__":
    main()
