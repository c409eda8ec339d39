"""Why a sentence is read as it is: which frames its words carry, with which parties, and what shows the status."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from according.language import parse
from according.model import EventStatus, EventType, Span
from according.reading.arguments import actors_of
from according.reading.events import find_tellings
from according.reading.frames import Frames
from according.reading.matching import Match
from according.reading.status import status_of


@dataclass(frozen=True, slots=True)
class Explained:
    """One frame that fired.

    Attributes:
        type, mode: what it stands for.
        entry: where the entry of the lexicon is written: file, type and number.
        words: the entry's words.
        fired: the words of the sentence that carry it.
        subject: the word that the parse has for the one who acts, None where it has none.
        above: the promise or threat on which it hangs, as written.
        status: the status that the sentence alone gives it.
        shown: the words that show that status.
    """

    type: EventType
    mode: str | None
    entry: str
    words: str
    fired: tuple[str, ...]
    subject: str | None
    above: str | None
    status: EventStatus
    shown: tuple[str, ...]

    def __str__(self) -> str:
        kind = f"{self.type} ({self.mode})" if self.mode else self.type
        told = f"{kind}: {' '.join(self.fired)!r} fits {self.words!r} ({self.entry})"
        because = f" because of {', '.join(map(repr, self.shown))}" if self.shown else ""
        above = f", put as {self.above!r}" if self.above else ""
        return f"{told}; who acts: {self.subject or 'not said'}{above}; {self.status}{because}"


def explain(sentence: str, lexicon: Frames | None = None) -> tuple[Explained, ...]:
    """Say which entries of the lexicon fire on a sentence, and why.

    Args:
        sentence: one sentence, or a few.
        lexicon: the frames; those that According brings where None.
    """
    parsed = parse(sentence, [Span(0, len(sentence))])
    tellings = find_tellings(parsed, lexicon)
    return tuple(_explained(match, above) for telling in tellings for match, above in telling.matches)


def _explained(match: Match, above: Match | None) -> Explained:
    status, found = status_of(match.trigger, match.clause)
    acting: Sequence[str] = [one.text for one in actors_of((above or match).clause)]
    return Explained(
        type=match.frame.type,
        mode=match.frame.mode,
        entry=match.frame.entry,
        words=" ".join(match.frame.words),
        fired=tuple(dict.fromkeys(one.text for one in sorted({*match.words, match.trigger}, key=lambda one: one.i))),
        subject=next(iter(acting), None),
        above=above.token.text if above else None,
        status="planned" if above and status in {"happened", "ongoing", "possible"} else status,
        shown=tuple(dict.fromkeys([*([above.token.text] if above else []), *(one.word.text for one in found)])),
    )
