"""Where sentences end: coarse, since it only bounds what is shown and encoded around an event or a claim."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from according.model import Span

# A full stop after these, or after a single capital, belongs to the word.
_ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Mx|Dr|Prof|St|Gen|Col|Lt|Capt|Maj|Sgt|Sen|Rep|Gov|Rev|Hon|No|vs|etc|Inc|Ltd|Co|approx|a\.m|p\.m"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)|\b[A-Z](?:\.[A-Z])*)\.$"
)
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|\n\s*\n|\n")


def sentences(text: str) -> Iterator[Span]:
    """The sentences of a text, without the white space around them; none crosses a line's end."""
    start = 0
    for match in (*_END.finditer(text), None):
        end = match.end() if match else len(text)
        if match and match[0][0] == "." and _ABBREVIATED.search(text[max(0, end - 8) : end]):
            continue
        words = text[start:end]
        if words.strip():
            left = start + len(words) - len(words.lstrip())
            yield Span(left, left + len(words.strip()))
        start = end


def sentence_at(text: str, span: Span) -> Span:
    """The sentence in which a span begins, as far as the span's end at least."""
    known, ends = _ended(text)
    at = bisect_right(ends, span.start)
    if at == len(known):
        return span
    return Span(min(known[at].start, span.start), max(known[at].end, span.end))


@lru_cache(maxsize=256)
def _ended(text: str) -> tuple[tuple[Span, ...], list[int]]:
    """The sentences of a text, and where each ends: they are asked for again and again while reports are compared."""
    known = tuple(sentences(text))
    return known, [sentence.end for sentence in known]
