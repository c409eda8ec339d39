"""Near copies: whether an article repeats another, wholly, abridged, or in a passage that it embeds.

Texts are compared by their runs of five words (shingles; Broder, "On the resemblance and containment of documents",
1997). Which texts to compare at all is found by MinHash: texts that share many runs share some of their `bands`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rensa import RMinHash

from according.comparison.sentences import sentences
from according.findings import Extent
from according.model import Span

RUN = 5
# 32 bands of two: texts with four runs in ten in common share a band with a chance of 99.6 %, with one in ten of 27 %.
PERMUTATIONS, ROWS = 64, 2
# Of the runs of both for a whole copy, of those of the copy for an abridged one. An agency's copy keeps nine in ten.
WHOLE, ABRIDGED = 0.9, 0.6
# A passage is taken over, and not just what somebody said quoted by both, where it is so long and so much of it stands
# outside quotation marks: words.
EMBEDDED, IN_OWN_WORDS = 20, 8

_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r"[“\"«][^“”\"«»\n]*[”\"»]")


@dataclass(frozen=True, slots=True)
class Copy:
    """What a later text has of an earlier one.

    `share` is the share of the later text's runs that the earlier one has; `original` and `copy` are where the longest
    sentence that both have to the letter, punctuation aside, stands in each.
    """

    extent: Extent
    share: float
    original: Span
    copy: Span


@dataclass(frozen=True, slots=True, eq=False)
class _Shingled:
    """A text's words, where they stand and whether outside quotation marks, and where each run of them first begins."""

    words: tuple[str, ...]
    spans: tuple[Span, ...]
    own: tuple[bool, ...]
    runs: dict[tuple[str, ...], int]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Words that follow one another in both texts: from where in each, and how many."""

    original: int
    copy: int
    length: int


def bands(text: str) -> list[str]:
    """Keys of a text: two texts that share one are worth comparing."""
    runs = _shingled(text).runs
    if not runs:
        return []
    sketch = RMinHash(num_perm=PERMUTATIONS, seed=1)
    sketch.update([" ".join(run) for run in runs])
    digest = sketch.digest()
    return [f"{row}:{digest[row : row + ROWS]}" for row in range(0, PERMUTATIONS, ROWS)]


@lru_cache(maxsize=1024)
def copy_of(earlier: str, later: str) -> Copy | None:
    """What the later text has of the earlier one; None where it is no copy.

    Words that both quote are no sign of copying, unless the words around them are shared too.
    """
    original, copy = _shingled(earlier), _shingled(later)
    common = len(original.runs.keys() & copy.runs.keys())
    if not common:
        return None
    share = common / len(copy.runs)
    stretches = list(_stretches(original, copy))
    if share >= ABRIDGED:
        extent: Extent = "whole" if min(share, common / len(original.runs)) >= WHOLE else "abridged"
    elif any(_taken_over(stretch, copy) for stretch in stretches):
        extent = "embedded"
    else:
        return None
    longest = max(stretches, key=lambda stretch: stretch.length)
    return Copy(extent, share, *_shared_sentence(later, original, copy, longest))


@lru_cache(maxsize=256)
def _shingled(text: str) -> _Shingled:
    found = list(_WORD.finditer(text))
    words = tuple(match[0].casefold() for match in found)
    quoted = [Span(*match.span()) for match in _QUOTED.finditer(text)]
    spans = tuple(Span(*match.span()) for match in found)
    runs = {words[start : start + RUN]: start for start in range(len(words) - RUN, -1, -1)}
    return _Shingled(words, spans, tuple(_outside(spans, quoted)), runs)


def _outside(spans: tuple[Span, ...], quoted: list[Span]) -> Iterator[bool]:
    following = iter(quoted)
    quotation = next(following, None)
    for span in spans:
        while quotation and quotation.end <= span.start:
            quotation = next(following, None)
        yield quotation is None or not quotation.holds(span)


def _stretches(original: _Shingled, copy: _Shingled) -> Iterator[_Stretch]:
    """The stretches that both have, in the order of the copy, each as long as it goes."""
    at = 0
    while at <= len(copy.words) - RUN:
        start = original.runs.get(copy.words[at : at + RUN])
        if start is None:
            at += 1
            continue
        length = RUN
        while original.words[start + length : start + length + 1] == copy.words[at + length : at + length + 1] != ():
            length += 1
        yield _Stretch(start, at, length)
        at += length


def _taken_over(stretch: _Stretch, copy: _Shingled) -> bool:
    own = sum(copy.own[stretch.copy : stretch.copy + stretch.length])
    return stretch.length >= EMBEDDED and own >= IN_OWN_WORDS


def _shared_sentence(later: str, original: _Shingled, copy: _Shingled, longest: _Stretch) -> tuple[Span, Span]:
    """The longest whole sentence of the later text in a stretch, or else the stretch, as it stands in each text."""
    starts = [span.start for span in copy.spans]
    places = ((bisect_left(starts, one.start), bisect_left(starts, one.end)) for one in sentences(later))
    end = longest.copy + longest.length
    within = [(first, after) for first, after in places if longest.copy <= first < after <= end]
    first, after = max(within, key=lambda words: words[1] - words[0], default=(longest.copy, end))
    shift = longest.original - longest.copy
    return (
        Span(original.spans[first + shift].start, original.spans[after - 1 + shift].end),
        Span(copy.spans[first].start, copy.spans[after - 1].end),
    )
