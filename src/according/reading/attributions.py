"""Who said what: the source, cue and content of each attribution, found by the small transformer of `attributor.py`."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from spacy.attrs import IDX, LENGTH

from according.language import ParsedText, length_of
from according.model import Span
from according.reading.attributor import Attributor, Found, released
from according.reading.decoding import CONTENT, CUE, SOURCE, Ints
from according.reading.features import Words, words_of

if TYPE_CHECKING:
    from spacy.tokens import Span as Passage

# A source, a cue and a content have three words at least.
FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Attribution:
    """The words that name a source, link it to a content, and are that content; a role may be empty.

    `score` is how sure the finder is, 0 to 1.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    score: float


def find_attributions(parsed: ParsedText) -> tuple[Attribution, ...]:
    """Find the outermost attributions of a parsed text, in the order of their cues."""
    model = released()
    passages = [words_of(doc, model.lexicon) for doc in parsed.docs]
    found = model.read_together(passages)
    return _outermost(_attribution(one, passages[one.passage], parsed.offsets[one.passage]) for one in found)


def find_within(parsed: ParsedText, spans: Sequence[Span]) -> tuple[tuple[Attribution, ...], ...]:
    """Find the attributions inside each of the given contents, in the order of their cues.

    Contents are read by themselves, all together, and with the words of the text's one parse; one that has no word that
    ever was the head of a cue is not read again.
    """
    model = released()
    inside: list[tuple[int, int, Passage]] = [
        (number, offset, passage)
        for number, span in enumerate(spans)
        for offset, passage in _passages(parsed, span)
        if _may_attribute(passage, model)
    ]
    words = [words_of(passage, model.lexicon) for _, _, passage in inside]
    rows: list[list[Attribution]] = [[] for _ in spans]
    for found in model.read_apart(words):
        number, offset, _ = inside[found.passage]
        rows[number].append(_attribution(found, words[found.passage], offset))
    return tuple(_outermost(row) for row in rows)


def _passages(parsed: ParsedText, span: Span) -> Iterator[tuple[int, Passage]]:
    """The tokens that lie wholly inside a span, document by document, each with the document's offset."""
    first = max(0, bisect_right(parsed.offsets, span.start) - 1)
    last = bisect_left(parsed.offsets, span.end)
    for doc, offset in zip(parsed.docs[first:last], parsed.offsets[first:last], strict=True):
        start, end = max(0, span.start - offset), min(length_of(doc), span.end - offset)
        places = doc.to_array([IDX, LENGTH]).astype(np.int64)
        begin = int(np.searchsorted(places[:, 0], start))
        stop = int(np.searchsorted(places.sum(axis=1), end, side="right"))
        if begin < stop:
            yield offset, doc[begin:stop]


def _may_attribute(passage: Passage, model: Attributor) -> bool:
    return len(passage) >= FEWEST_WORDS and any(token.lower_ in model.anchors for token in passage)


def _attribution(found: Found, words: Words, offset: int) -> Attribution:
    source, cue, content = (
        tuple(_spans(np.flatnonzero(found.roles == role) + found.begin, words, offset))
        for role in (SOURCE, CUE, CONTENT)
    )
    return Attribution(source, cue, content, found.score)


def _spans(numbers: Ints, words: Words, offset: int) -> Iterator[Span]:
    """One span for each run of words that follow each other."""
    for run in np.split(numbers, np.flatnonzero(np.diff(numbers) > 1) + 1):
        if len(run):
            yield Span(int(words.starts[run[0]]) + offset, int(words.ends[run[-1]]) + offset)


def _outermost(found: Iterable[Attribution]) -> tuple[Attribution, ...]:
    """Those that do not stand inside another's content, in the order of their cues."""
    ordered = sorted(found, key=lambda attribution: (attribution.cue, attribution.content))
    return tuple(one for one in ordered if not any(_inside(one, other) for other in ordered))


def _inside(one: Attribution, other: Attribution) -> bool:
    return all(any(span.holds(part) for span in other.content) for part in one.source + one.cue + one.content)
