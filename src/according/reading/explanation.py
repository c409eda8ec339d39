"""Why a sentence is read as it is: which entry of which lexicon its words are, in which file, and what they show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from according.language import ParsedText, parse
from according.model import Article, EventStatus, EventType, Span
from according.reading import certainty, conditions
from according.reading.acts import act_of, telling_word
from according.reading.arguments import actors_of
from according.reading.attributions import Attribution
from according.reading.events import find_tellings
from according.reading.frames import Frames
from according.reading.lexicon import NOTHING, Added, Entry, frames_with, using
from according.reading.matching import Match
from according.reading.nesting import nest
from according.reading.said import said, words_at
from according.reading.stances import shown_stance
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


def explain_all(text: str, added: Added | None = None) -> Iterator[str]:
    """Say line by line what was found in a text and which entries fired: its statements, then its events.

    Args:
        text: one sentence, or a few.
        added: what the user adds to the lexicons.
    """
    parsed = parse(text, [Span(0, len(text))])
    with using(added or NOTHING) as lexicon:
        for nested in nest(_untitled(text), parsed):
            found = nested.attribution
            source = _quoted(parsed, found.source) or "source not named"
            yield f"statement: {source} {_quoted(parsed, found.cue)}".rstrip()
            yield from (f"  {line}" for line in _layers(parsed, found))
        yield from map(str, explain(text, lexicon.part(frames_with)))


def _untitled(text: str) -> Article:
    return Article("", "", None, None, (), (), None, None, None, None, "en", text, (Span(0, len(text)),))


def _quoted(parsed: ParsedText, spans: Sequence[Span]) -> str:
    return " … ".join(repr(span.of(parsed.text)) for span in spans)


def _layers(parsed: ParsedText, found: Attribution) -> Iterator[str]:
    """What each layer makes of a statement, and by which entry."""
    word = telling_word(said(parsed, found).cue)
    act = act_of(parsed, found)
    if word.word is not None and word.act is not None:
        yield f"act {act}: {word.word.text!r} {_is(word.entry)}{_framed(act, word.act)}"
    else:
        by = f"; {word.word.text!r} {_is(word.entry)}" if word.word is not None and word.entry else ""
        yield f"act {act}: the content tells it{by}"
    if shown := shown_stance(parsed, found):
        told = _is(shown.entry, "stands between quotation marks")
        yield f"stance {shown.stance}: {shown.span.of(parsed.text)!r} {told}"
    if sure := certainty.certainty_of(parsed, found):
        entry = certainty.entry_of([token for part in words_at(parsed, [sure.cue]) for token in part.tokens])
        denied = f", denied: {sure.band}" if entry and entry.stands_for != sure.band else ""
        yield f"certainty {sure.band}: {sure.cue.of(parsed.text)!r} {_is(entry, 'is a figure')}{denied}"
    if condition := conditions.condition_of(parsed, found):
        told = _is(conditions.entry_of(condition.kind), "stands before its subject, or last")
        yield f"condition {condition.span.of(parsed.text)!r}: {condition.kind!r} {told}"


def _is(entry: Entry | None, otherwise: str = "is in no lexicon") -> str:
    return f"fits {entry.words!r} ({entry.place})" if entry else otherwise


def _framed(act: str, by_itself: str) -> str:
    return "" if act == by_itself else f"; {by_itself} by itself, {act} with what is said"
