"""Where quotation marks open and close in a paragraph."""

from __future__ import annotations

from according.model import Span

_OPENING = {"“": "”", "„": "“", "«": "»", "‘": "’"}
_STRAIGHT = '"'


def quoted_spans(text: str, paragraph: Span) -> tuple[Span, ...]:
    """Find the outermost quotations of a paragraph, marks included, in order.

    A mark that is opened and not closed runs to the paragraph's end: newspapers open every paragraph of a long
    quotation and close only the last. A single typographic quote counts as opening only at the start of a word, so that
    an apostrophe opens nothing.
    """
    found, place = [], paragraph.start
    while place < paragraph.end:
        closing = _closing(text, place, paragraph)
        if closing is None:
            place += 1
            continue
        end = _end(text, place, closing, paragraph.end)
        found.append(Span(place, end))
        place = end
    return tuple(found)


def _closing(text: str, place: int, paragraph: Span) -> str | None:
    mark = text[place]
    if mark == _STRAIGHT:
        return mark
    if mark == "‘" and place > paragraph.start and text[place - 1].isalnum():
        return None
    return _OPENING.get(mark)


def _end(text: str, start: int, closing: str, limit: int) -> int:
    place = start + 1
    while (place := text.find(closing, place, limit)) >= 0:
        # A right single quote between letters is an apostrophe, not the end of a quotation.
        if closing != "’" or not text[place + 1 : place + 2].isalnum():
            return place + 1
        place += 1
    return limit
