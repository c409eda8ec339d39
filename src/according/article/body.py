"""Which runs of a page are the article's text: chosen by trafilatura, and aligned with the page's own nodes.

trafilatura rebuilds the text, so its words are sought again in the page; what is kept are the page's words, in the
node where they stand. The paragraphs that it gives are matched in two passes: first those whose words stand in the page
once, then the others, each between its neighbours.
"""

from __future__ import annotations

import logging
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from lxml.etree import _Element
from lxml.html import HtmlElement

from according.article.blocks import Block, Piece, squeeze

# What trafilatura leaves out is no matter for the terminal: an article without text is refused with a sentence.
logging.getLogger("trafilatura").addHandler(logging.NullHandler())

_UNITS = frozenset(("p", "head", "item", "cell", "quote", "code", "ab"))
# So many characters at either end find a paragraph from which something in the middle is missing.
_PROBES = (32, 14)
# A run of which this share was taken is the article's.
TAKEN = 0.5
# So many characters are searched in all, some seconds; a page of 5,000 paragraphs takes a tenth of it.
_EFFORT = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Chosen:
    """A page's runs, and of each the share that was taken for the article's text.

    A paragraph that is found nowhere in the page (trafilatura may read it in the page's data) is a run of its own, not
    `aligned`, after the one taken before it.
    """

    runs: tuple[Block, ...]
    covered: tuple[float, ...]


def choose(tree: HtmlElement, runs: Sequence[Block], url: str | None) -> Chosen:
    """Let trafilatura choose the article's text, and find it again in the page's runs."""
    units = _extracted(tree, url)
    texts = [squeeze("".join(piece.text for piece in run.pieces)) for run in runs]
    starts = [0, *accumulate(len(text) for text in texts)]
    places = _Places(texts, starts).of([squeeze(unit) for unit in units])
    covered = [0] * len(runs)
    loose: dict[int, list[Block]] = {}
    last = -1
    for unit, place in zip(units, places, strict=True):
        if place is None:
            loose.setdefault(last, []).append(Block(tree, (), [Piece(unit, None)], aligned=False))
        else:
            last = _cover(covered, starts, *place)
    shares = [count / len(text) if text else 0.0 for count, text in zip(covered, texts, strict=True)]
    return _with_loose(runs, shares, loose)


def _with_loose(runs: Sequence[Block], shares: Sequence[float], loose: Mapping[int, list[Block]]) -> Chosen:
    placed = [(block, 1.0) for block in loose.get(-1, ())]
    for number, (run, share) in enumerate(zip(runs, shares, strict=True)):
        placed.append((run, share))
        placed.extend((block, 1.0) for block in loose.get(number, ()))
    return Chosen(tuple(run for run, _ in placed), tuple(share for _, share in placed))


def _extracted(tree: HtmlElement, url: str | None) -> list[str]:
    """trafilatura's paragraphs: its precision mode measured best; a page too short for that is read as usual."""
    # A quarter of a second, which a plain text need not wait for.
    from trafilatura import bare_extraction  # noqa: PLC0415
    from trafilatura.settings import Document  # noqa: PLC0415

    for precision in (True, False):
        document = bare_extraction(
            tree, url=url, favor_precision=precision, include_comments=False, output_format="txt"
        )
        if isinstance(document, Document) and (units := _units(document.body)):
            return units
    return []


def _units(body: _Element) -> list[str]:
    """The text of the innermost paragraphs, list items and cells of trafilatura's result."""
    units = []
    for element in body.iter(*_UNITS):
        if next(element.iterdescendants(*_UNITS), None) is None:
            units.append("".join(element.itertext()))
        elif element.text:
            units.append(element.text)
        if element.tail:
            units.append(element.tail)
    return [unit for unit in units if squeeze(unit)]


class _Places:
    """Where in a page's squeezed text the squeezed paragraphs stand."""

    def __init__(self, texts: Sequence[str], starts: Sequence[int]) -> None:
        self.page = "".join(texts)
        self.starts = starts
        self.blocks: dict[str, list[int]] = {}
        for text, start in zip(texts, starts, strict=False):
            self.blocks.setdefault(text, []).append(start)
        self.effort = _EFFORT

    def of(self, units: Sequence[str]) -> list[tuple[int, int] | None]:
        """The place of each unit, None where it is not found."""
        places = [self._only(unit) for unit in units]
        following = [len(self.page)] * len(units)
        for number in range(len(units) - 2, -1, -1):
            place = places[number + 1]
            following[number] = place[0] if place is not None else following[number + 1]
        after = 0
        for number, unit in enumerate(units):
            place = places[number]
            if place is None:
                before = following[number] if following[number] > after else len(self.page)
                place = places[number] = self._between(unit, after, before)
            after = place[1] if place is not None else after
        return places

    def _only(self, unit: str) -> tuple[int, int] | None:
        """The place of words that are one block, or stand in the page exactly once."""
        same = self.blocks.get(unit, ())
        if same:
            return (same[0], same[0] + len(unit)) if len(same) == 1 else None
        start = self._find(unit, 0, len(self.page))
        if start < 0 or self._find(unit, start + 1, len(self.page)) >= 0:
            return None
        return start, start + len(unit)

    def _between(self, unit: str, after: int, before: int) -> tuple[int, int] | None:
        """The place of words between two places: a block of them, else any, else by the words' two ends."""
        same = self.blocks.get(unit, [])
        nearest = bisect_left(same, after)
        if nearest < len(same):
            return same[nearest], same[nearest] + len(unit)
        for low, high in ((after, before), (0, len(self.page))):
            start = self._find(unit, low, high)
            if start >= 0:
                return start, start + len(unit)
        return self._by_ends(unit, after, before) or self._by_ends(unit, 0, len(self.page))

    def _by_ends(self, unit: str, after: int, before: int) -> tuple[int, int] | None:
        """The place of words of which something in the middle is missing: from their first words to their last."""
        for probe in _PROBES:
            if len(unit) >= 2 * probe:
                start = self._find(unit[:probe], after, before)
                end = self._find(unit[-probe:], start + probe, start + 2 * len(unit)) if start >= 0 else -1
                if end >= 0:
                    return start, end + probe
        return None

    def _find(self, words: str, low: int, high: int) -> int:
        """Search, as long as the page is worth it: a page made to cost more than `_EFFORT` is aligned no further."""
        if self.effort <= 0:
            return -1
        found = self.page.find(words, low, high)
        self.effort -= (found if found >= 0 else high) - low + 1
        return found


def _cover(covered: list[int], starts: list[int], start: int, end: int) -> int:
    """Note the characters [start, end) of the page as taken; gives the last block that they touch."""
    block = bisect_right(starts, start) - 1
    while block < len(covered) and starts[block] < end:
        covered[block] += min(end, starts[block + 1]) - max(start, starts[block])
        block += 1
    return block - 1
