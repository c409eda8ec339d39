"""Attributions stacked on one content: "…," Torn said, according to the agency.

Such a sentence tells one statement, Torn's, and its way: the agency is a relay, which the chain finds. Where the inner
one is no saying ("Torn plans to go, according to an aide"), or the agency comes first ("According to the agency, Torn
said …"), both are statements; where the model gives them the same content, the outer one's is widened here so that it
holds the inner one. An outlet that "reports that …, according to a study" is the outer one itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from according.language import ParsedText
from according.model import Span
from according.reading.attributions import Attribution, find_within
from according.reading.chains import PASSING_ON, is_medium
from according.reading.grammar import Sentence, name_words, sentence_at, tokens_at
from according.reading.sayings import sayings

if TYPE_CHECKING:
    from spacy.tokens import Token

# How much of an outer content the statement inside must fill: a venue may stand beside it, a second deed may not.
FILLED = 0.6
_REPORTING = frozenset({"report", "write", "note", "say"})


def find_according(parsed: ParsedText) -> Iterator[Attribution]:
    """What is told "according to" somebody, by the parse: the rest of the sentence before it, or behind it."""
    for offset, tokens in parsed.sentences():
        for token in tokens:
            if token.lower_ == "according":
                yield from _according(token, Sentence(tokens, offset))


def _according(token: Token, sentence: Sentence) -> Iterator[Attribution]:
    to = next((child for child in token.children if child.lower_ == "to"), None)
    who = next((child for child in to.children if child.dep_ == "pobj"), None) if to is not None else None
    if to is None or who is None:
        return
    phrase = {word.i for word in token.subtree}
    before = _stripped([word for word in sentence.tokens if word.i < token.i])
    behind = _stripped([word for word in sentence.tokens if word.i > max(phrase)])
    content = before or behind
    if content and content[0].dep_ == "cc":
        content = content[1:]
    if content:
        source = sentence.span(name_words(who, sentence.tokens))
        yield Attribution((source,), (sentence.span([token, to]),), (sentence.span(content),), 1.0)


def _stripped(words: list[Token]) -> list[Token]:
    while words and (words[0].is_punct or words[0].is_space) and not words[0].is_quote:
        words = words[1:]
    while words and (words[-1].is_punct or words[-1].is_space) and not words[-1].is_quote:
        words = words[:-1]
    return words


def stacked(parsed: ParsedText, found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, contents that are told twice over widened so that one statement holds the other."""
    every = list(_once_relayed(parsed, found))
    for place, outer in enumerate(every):
        if not is_according(parsed, outer):
            continue
        for other, inner in enumerate(every):
            if inner is every[place] or not _share_sentence(parsed, outer, inner):
                continue
            if _reports(parsed, inner, outer):
                every[other] = _holding(parsed.text, inner, outer)
                every[place] = replace(outer, content=inner.content)
            elif _same_content(every[place], inner):
                every[place] = _holding(parsed.text, every[place], inner)
    return every


def _share_sentence(parsed: ParsedText, one: Attribution, other: Attribution) -> bool:
    return (
        bool(other.cue)
        and sentence_at(parsed, one.cue[0].start).tokens == sentence_at(parsed, other.cue[0].start).tokens
    )


def _reports(parsed: ParsedText, report: Attribution, according: Attribution) -> bool:
    """Whether an outlet's report holds an "according to" at its end."""
    source = [token for span in report.source for token in tokens_at(parsed, span)]
    cue = [token for span in report.cue for token in tokens_at(parsed, span)]
    before = report.cue[-1].end <= report.content[0].start and report.content[-1].start < according.cue[0].start
    return bool(source) and before and is_medium(source) and any(token.lemma_ in _REPORTING for token in cue)


def _holding(text: str, outer: Attribution, inner: Attribution) -> Attribution:
    """An attribution with its content widened to hold all of another one, its own source and cue left out."""
    spans = [*outer.content, *inner.source, *inner.cue, *inner.content]
    own = [*outer.source, *outer.cue]
    pieces = [Span(min(span.start for span in spans), max(span.end for span in spans))]
    for telling in own:
        pieces = [part for piece in pieces for part in _without(piece, telling)]
    return replace(outer, content=tuple(_trimmed(text, pieces)))


def _without(piece: Span, hole: Span) -> list[Span]:
    if not piece.meets(hole):
        return [piece]
    sides = (Span(piece.start, max(piece.start, hole.start)), Span(min(piece.end, hole.end), piece.end))
    return [side for side in sides if side.start < side.end]


def _trimmed(text: str, pieces: Iterable[Span]) -> Iterator[Span]:
    for piece in pieces:
        words = piece.of(text)
        bare = words.strip(" \u00a0,;")
        if any(char.isalnum() for char in bare):
            start = piece.start + len(words) - len(words.lstrip(" \u00a0,;"))
            yield Span(start, start + len(bare))


def _same_content(one: Attribution, other: Attribution) -> bool:
    shared = sum(
        max(0, min(mine.end, theirs.end) - max(mine.start, theirs.start))
        for mine in one.content
        for theirs in other.content
    )
    return shared >= FILLED * min(_letters(one.content), _letters(other.content))


def _length(span: Span) -> int:
    return span.end - span.start


def _letters(spans: Sequence[Span]) -> int:
    return sum(map(_length, spans))


def is_according(parsed: ParsedText, found: Attribution) -> bool:
    """Whether a cue is "according to"."""
    return any(token.lower_ == "according" for span in found.cue for token in tokens_at(parsed, span))


def _once_relayed(parsed: ParsedText, found: Sequence[Attribution]) -> Iterator[Attribution]:
    """The attributions, those that only relay one other saying replaced by it, or left out where it stands there."""
    relays = [one for one in found if _only_relays(parsed, one)]
    others = [one for one in found if one not in relays]
    spoken = [other for other in others if _is_spoken(parsed, other)]
    relays = [one for one in relays if not any(_reports(parsed, other, one) for other in spoken)]
    others = [one for one in found if one not in relays]
    kept = [one for one in relays if not any(_same_content(one, other) for other in spoken)]
    inner = find_within(parsed, [max(one.content, key=_length) for one in kept])
    told = {id(relay): _relayed(parsed, relay, items) for relay, items in zip(kept, inner, strict=True)}
    return (told.get(id(one)) or one for one in found if one in others or id(one) in told)


def _only_relays(parsed: ParsedText, found: Attribution) -> bool:
    """Whether a cue is "reported by" or its like, or an "according to" behind its content."""
    if is_according(parsed, found):
        return found.cue[0].start > found.content[0].start
    return any(
        token.tag_ == "VBN" and token.lemma_ in PASSING_ON and any(child.lower_ == "by" for child in token.children)
        for span in found.cue
        for token in tokens_at(parsed, span)
    )


def _is_spoken(parsed: ParsedText, found: Attribution) -> bool:
    """Whether a statement was said, and not only thought or planned."""
    return any(token.lemma_.lower() in sayings().spoken for span in found.cue for token in tokens_at(parsed, span))


def _relayed(parsed: ParsedText, outer: Attribution, inner: Sequence[Attribution]) -> Attribution | None:
    """The one saying that fills an outer content, with all of that content which is not its source or cue."""
    for one in inner:
        if one.source and one.cue and _is_spoken(parsed, one):
            telling = Span(min(one.source[0].start, one.cue[0].start), max(one.source[-1].end, one.cue[-1].end))
            content = _before(parsed.text, outer.content[-1], telling) or one.content
            if _letters([*content, telling]) >= FILLED * _letters(outer.content):
                return Attribution(one.source, one.cue, content, outer.score)
    return None


def _before(text: str, content: Span, telling: Span) -> tuple[Span, ...]:
    """What stands before a source and cue at the very end of a content."""
    if not content.holds(telling) or text[telling.end : content.end].strip(" \u00a0,."):
        return ()
    words = text[content.start : telling.start].rstrip(" \u00a0")
    return (Span(content.start, content.start + len(words)),) if words else ()
