"""The stretch of a text that shows best what a search found in it, with the found words marked."""

from __future__ import annotations

from functools import lru_cache

from according.model import Span
from according.record.answers import Part
from according.record.words import WORD_LENGTH, fold, runs

# Characters: how much is shown, and how much of it before the first word that was found.
_WIDTH = 240
_LEAD = 60
# A text in which a word stands more often than this is judged by its beginning.
_MOST_FOUND = 400


class Wanted:
    """The words that are looked for: whole ones, and beginnings of words."""

    def __init__(self, words: frozenset[str], beginnings: tuple[str, ...]) -> None:
        self._words = words
        self._beginnings = beginnings

    def of(self, run: str) -> frozenset[str]:
        """Which of the words a run of word characters has."""
        words = _folded(run) if len(run) <= WORD_LENGTH else fold(run).split()
        whole = {word for word in words if word in self._words}
        begun = {start for start in self._beginnings for word in words if word.startswith(start)}
        return frozenset(whole | begun)


def snippet(text: str, within: Span, wanted: Wanted) -> tuple[Span | None, tuple[Part, ...]]:
    """Where the words stand closest together, and the text around it in parts; no place where none of them stands.

    The parts are the text's own characters, but for "…" where it was cut; they carry no markup.
    """
    found = _found(text, within, wanted)
    best = max(range(len(found)), key=lambda i: (_together(found, i), -i), default=None)
    start = within.start if best is None else max(within.start, found[best][0].start - _LEAD)
    shown = _whole_words(text, Span(start, min(within.end, start + _WIDTH)), within)
    marked = [span for span, _ in found if shown.holds(span)]
    place = None if best is None else Span(found[best][0].start, _reach(found, best))
    return place, tuple(_parts(text, shown, marked, within))


@lru_cache(maxsize=50_000)
def _folded(run: str) -> tuple[str, ...]:
    return tuple(fold(run).split())


def _found(text: str, within: Span, wanted: Wanted) -> list[tuple[Span, frozenset[str]]]:
    found = []
    for run in runs(text, *within):
        words = wanted.of(run.of(text))
        if words:
            found.append((run, words))
        if len(found) == _MOST_FOUND:
            break
    return found


def _window(found: list[tuple[Span, frozenset[str]]], first: int) -> list[tuple[Span, frozenset[str]]]:
    end = found[first][0].start + _WIDTH - _LEAD
    return [each for each in found[first : first + 40] if each[0].end <= end] or [found[first]]


def _together(found: list[tuple[Span, frozenset[str]]], first: int) -> int:
    """How many different words stand in the stretch that begins with this one."""
    return len(frozenset().union(*(words for _, words in _window(found, first))))


def _reach(found: list[tuple[Span, frozenset[str]]], first: int) -> int:
    """Where the last of the different words in the stretch first ends."""
    seen: set[str] = set()
    end = found[first][0].end
    for span, words in _window(found, first):
        if not words <= seen:
            end = span.end
            seen |= words
    return end


def _whole_words(text: str, shown: Span, within: Span) -> Span:
    """Draw the ends of a stretch in to where words end, if that is near."""
    start, end = shown
    if start > within.start and (space := text.find(" ", start, start + 30)) >= 0:
        start = space + 1
    if end < within.end and (space := text.rfind(" ", end - 30, end)) > start:
        end = space
    return Span(start, end)


def _parts(text: str, shown: Span, marked: list[Span], within: Span) -> list[Part]:
    parts = [Part("…", False)] if shown.start > within.start else []
    at = shown.start
    for span in marked:
        parts += [Part(text[at : span.start], False), Part(span.of(text), True)]
        at = span.end
    parts.append(Part(text[at : shown.end], False))
    if shown.end < within.end:
        parts.append(Part("…", False))
    return [part for part in parts if part.text]
