"""Which runs of a page are the article's text: chosen by trafilatura, and aligned with the page's own nodes.

trafilatura rebuilds the text, so its words are sought again in the page; what is kept are the page's words, in the node
where they stand. The paragraphs that it gives are matched in two passes: first those whose words stand in the page once,
then the others, each between its neighbours.
"""

from __future__ import annotations

import logging
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from lxml.etree import _Element
from lxml.html import HtmlElement
from trafilatura import bare_extraction

from according.article.blocks import Block, squeeze

# What trafilatura leaves out is no matter for the terminal: an article without text is refused with a sentence.
logging.getLogger("trafilatura").addHandler(logging.NullHandler())

_UNITS = frozenset(("p", "head", "item", "cell", "quote", "code", "ab"))
# So many characters at either end find a paragraph from which trafilatura left something out in the middle.
_PROBE = 32


@dataclass(slots=True)
class Chosen:
    """What trafilatura took: per block the share of it that was taken, and the paragraphs found nowhere in the page."""

    covered: list[float]
    units: int
    unaligned: list[tuple[int, str]]


def choose(tree: HtmlElement, runs: list[Block], url: str | None) -> Chosen:
    """Let trafilatura choose the article's text, and find it again in the page's runs."""
    units = _extracted(tree, url)
    texts = [squeeze("".join(piece.text for piece in run.pieces)) for run in runs]
    starts = [0, *accumulate(len(text) for text in texts)]
    page = "".join(texts)
    places = _places(page, starts, [squeeze(unit) for unit in units])
    covered = [0] * len(runs)
    unaligned = []
    last = 0
    for unit, place in zip(units, places, strict=True):
        if place is None:
            unaligned.append((last, unit))
            continue
        last = _cover(covered, starts, *place)
    shares = [count / len(text) if text else 0.0 for count, text in zip(covered, texts, strict=True)]
    return Chosen(shares, len(units), unaligned)


def _extracted(tree: HtmlElement, url: str | None) -> list[str]:
    """trafilatura's paragraphs. Its precision mode measured best; a page too short for that is read in its usual mode."""
    for precision in (True, False):
        document = bare_extraction(tree, url=url, favor_precision=precision, include_comments=False)
        if document is not None and (units := _units(document.body)):
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


def _places(page: str, starts: list[int], units: list[str]) -> list[tuple[int, int] | None]:
    """Where in the page's squeezed text each unit stands, None where it is not found."""
    places: list[tuple[int, int] | None] = [_only(page, unit) for unit in units]
    after = 0
    for number, unit in enumerate(units):
        if places[number] is None:
            before = next((place[0] for place in places[number + 1 :] if place is not None and place[0] >= after), len(page))
            places[number] = _between(page, starts, unit, after, before)
        place = places[number]
        after = place[1] if place is not None else after
    return places


def _only(page: str, unit: str) -> tuple[int, int] | None:
    """The place of words that stand in the page exactly once."""
    start = page.find(unit)
    if start < 0 or page.find(unit, start + 1) >= 0:
        return None
    return start, start + len(unit)


def _between(page: str, starts: list[int], unit: str, after: int, before: int) -> tuple[int, int] | None:
    """The place of words between two places; of several the first that begins a block; else by the words' two ends."""
    borders = starts[bisect_right(starts, after - 1) : bisect_right(starts, before)]
    for border in borders:
        if page.startswith(unit, border):
            return border, border + len(unit)
    for low, high in ((after, before), (0, len(page))):
        start = page.find(unit, low, high)
        if start >= 0:
            return start, start + len(unit)
    return _by_ends(page, unit, after, before) or _by_ends(page, unit, 0, len(page))


def _by_ends(page: str, unit: str, after: int, before: int) -> tuple[int, int] | None:
    """The place of words of which something in the middle is missing: from their first words to their last."""
    if len(unit) < 2 * _PROBE:
        return None
    start = page.find(unit[:_PROBE], after, before)
    end = page.find(unit[-_PROBE:], start + _PROBE, start + 2 * len(unit)) if start >= 0 else -1
    return (start, end + _PROBE) if end >= 0 else None


def _cover(covered: list[int], starts: list[int], start: int, end: int) -> int:
    """Note the characters [start, end) of the page as taken; gives the last block that they touch."""
    block = bisect_right(starts, start) - 1
    while block < len(covered) and starts[block] < end:
        covered[block] += min(end, starts[block + 1]) - max(start, starts[block])
        block += 1
    return block - 1
