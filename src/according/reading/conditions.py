"""On what a content depends: "only if the dam begins to leak", "unless they withdraw", "weather permitting".

A condition belongs to the content in which it stands, unless a statement told inside that content holds it. It may
also follow the content: after a comma or a semicolon, or in the next sentence of the same quotation. "If" for "whether"
and "even if" are no conditions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from according.language import ParsedText
from according.model import Condition, Span
from according.reading.attributions import Attribution
from according.reading.grammar import Sentence, sentence_at
from according.reading.lexicon import Added, Entry, in_use
from according.reading.quotes import quoted_spans
from according.reading.said import Said, auxiliaries, head_of, lemma, negated, path, said, told_inside

if TYPE_CHECKING:
    from spacy.tokens import Token

# Words that open a condition, the longest first. The first group opens a clause, the second a noun phrase.
CLAUSE_MARKERS = (
    "if and only if", "on the sole condition that", "on the condition that", "on condition that",
    "on the understanding that", "in the event that", "but only if", "only when", "only once", "only after", "only if",
    "for as long as", "for so long as", "as long as", "so long as",
    "provided that", "providing that", "assuming that", "supposing that", "in case", "except if", "provided",
    "providing", "assuming", "supposing", "unless", "until", "till", "once", "if",
)  # fmt: skip
PHRASE_MARKERS = (
    "in the event of", "only in case of", "in case of", "in response to", "in return for", "in exchange for",
    "on condition of", "contingent on", "contingent upon", "conditional on", "conditional upon", "conditioned on",
    "dependent on", "dependent upon", "subject to", "pending", "barring", "absent",
)  # fmt: skip
# A clause or phrase of time, or an answer to what was done, is a condition only of what has not happened.
TEMPORAL = frozenset("until|till|once|in response to|in return for|in exchange for|pending|subject to".split("|"))
# Not conditions, though a marker stands in them.
NOT_CONDITIONS = frozenset({"even", "as", "what"})
# Whoever asks or knows "if" asks or knows whether.
WHETHER = frozenset(
    "ask wonder know see determine decide question doubt check find learn say tell clear unclear sure unsure certain"
    " uncertain understand consider discuss debate investigate examine assess ascertain inquire enquire establish judge"
    " test matter care remember look explore guess indicate reveal confirm disclose".split()
)
_ASKING = frozenset(
    "ask wonder doubt question check unclear unsure uncertain investigate determine ascertain inquire enquire".split()
)
_TIMES = re.compile(
    r"(?:early|late|mid|at least|the end|next|last|this|now|then|recently|today|tomorrow|yesterday|\w+day\b"
    r"|january|february|march|april|may|june|july|august|september|october|november|december|\d)",
    re.IGNORECASE,
)
# Openings after which nothing is to come: where a bare past tells what was, "until" tells when.
_OPEN_MODALS = frozenset("will would shall should may might can could must wo ca 'll ’ll 'd ’d".split())
_FUTURE = frozenset("will would shall wo 'll ’ll 'd ’d".split())
_OPEN_WORDS = frozenset(
    "prepared ready willing reluctant refuse decline unable unwilling promise pledge vow agree plan intend threaten"
    " commit offer remain able vote demand insist".split()
)


@dataclass(frozen=True, slots=True)
class _Marked:
    """A marker, the words it opens, and the word above them."""

    kind: str
    first: Token
    words: tuple[Token, ...]
    above: Token


def condition_of(parsed: ParsedText, found: Attribution) -> Condition | None:
    """Find the condition to which the content of an attribution is bound.

    Args:
        parsed: the article's parsed text.
        found: the attribution.

    Returns:
        The condition nearest to the top of the content, its marker in lower case as written; None where there is none.
    """
    found_inside = [
        (depth, part, marked)
        for part in said(parsed, found).content
        if (top := head_of(part.tokens)) is not None
        for marked in _marked(part.tokens)
        if (depth := _depth(marked, part, top)) is not None
    ]
    if found_inside:
        _, part, marked = min(found_inside, key=lambda one: one[0])
        return Condition(marked.kind, part.span(marked.words))
    beside = next(chain(_continued(parsed, found), _preceding(parsed, found)), None)
    return Condition(beside[1].kind, beside[0].span(beside[1].words)) if beside else None


def _depth(marked: _Marked, part: Sentence, top: Token) -> int | None:
    """How far below the top of the content a condition hangs; None where it does not bind the content."""
    inside = {token.i for token in part.tokens}
    above = marked.above if marked.above.i in inside else top
    if told_inside(marked.first, top) or (marked.kind in TEMPORAL and not _is_to_come([*path(above, top), top])):
        return None
    way = path(above, top)
    # What is told beside the main thing ("a force that would help if asked") does not bind it.
    if any(token.dep_ in {"relcl", "pcomp"} for token in way):
        return None
    opens = all(token.is_punct or token.lower_ in {"and", "but"} for token in part.tokens if token.i < marked.first.i)
    return 0 if opens else len(way)


def _marked(tokens: Sequence[Token]) -> Iterator[_Marked]:
    """Every marker among some words, with the words that it opens."""
    words = [token.lower_ for token in tokens]
    place = 0
    while place < len(tokens):
        marked = _at(tokens, words, place)
        if marked and marked.words:
            yield marked
        place = place + 1 if marked is None else place + len(marked.kind.split())


def _at(tokens: Sequence[Token], words: Sequence[str], place: int) -> _Marked | None:
    for marker in in_use().part(_markers).get(words[place], ()):
        size = len(marker)
        if tuple(words[place : place + size]) == marker:
            return _opened(tokens, place, size)
    return _inverted(tokens, place) or _permitting(tokens, place)


def _markers(added: Added) -> Mapping[str, Sequence[tuple[str, ...]]]:
    """All markers by their first word, the longest first."""
    every = {*CLAUSE_MARKERS, *PHRASE_MARKERS, *(entry.words for entry in added.of("conditions"))}
    markers: dict[str, list[tuple[str, ...]]] = {}
    for marker in sorted(every, key=lambda one: (-len(one.split()), one)):
        markers.setdefault(marker.split()[0], []).append(tuple(marker.split()))
    return markers


def entry_of(kind: str) -> Entry | None:
    """The entry of the lexicon that a marker is; None for a word order ("should they attack") and "permitting"."""
    own = next((entry for entry in in_use().added.of("conditions") if entry.words == kind), None)
    brought = next((which for which, row in _BROUGHT.items() if kind in row), None)
    return own or (Entry(kind, brought, f"conditions.py, {brought} markers") if brought else None)


_BROUGHT = {"clause": CLAUSE_MARKERS, "phrase": PHRASE_MARKERS}


def _opened(tokens: Sequence[Token], place: int, size: int) -> _Marked | None:
    kind = " ".join(token.lower_ for token in tokens[place : place + size]).removeprefix("but ")
    first = tokens[place + size - 1]
    before = tokens[place - 1].lower_ if place else ""
    rest = tokens[place + size :]
    if before in NOT_CONDITIONS or not rest or (kind == "if" and _not_a_condition(tokens, place)):
        return None
    if kind in {"provided", "providing", "assuming", "supposing"} and not _opens_clause(first):
        return None
    if kind in TEMPORAL and _TIMES.match(rest[0].text):
        return None
    clause = _clause(first, rest)
    above = clause.head if clause is not None else first.head
    words = _words(clause, rest)
    return _Marked(kind, first, tuple(words), above)


def _opens_clause(marker: Token) -> bool:
    return marker.dep_ in {"mark", "prep", "advcl"} and any(
        child.dep_ in {"ccomp", "pcomp", "advcl"} and child.i > marker.i for child in (*marker.children, marker.head)
    )


def _not_a_condition(tokens: Sequence[Token], place: int) -> bool:
    """Whether an "if" stands for "whether", or in a set phrase."""
    marker = tokens[place]
    after = tokens[place + 1].lower_ if place + 1 < len(tokens) else ""
    before = marker.doc[marker.i - 1] if marker.i else None
    if after in {"any", "anything", "ever", "only"} or (after == "not" and not _ends_soon(tokens, place + 2)):
        return True
    if before is None or (before.is_punct and place):
        return False
    clause = _clause(marker, tokens[place + 1 :])
    if lemma(before) in _ASKING or clause is None:
        return lemma(before) in _ASKING
    return lemma(clause.head) in _ASKING or (lemma(clause.head) in WHETHER and clause.dep_ == "ccomp")


def _ends_soon(tokens: Sequence[Token], place: int) -> bool:
    return place >= len(tokens) or tokens[place].is_punct


def _clause(marker: Token, rest: Sequence[Token]) -> Token | None:
    """The verb of the clause that a marker opens, or the noun of its phrase."""
    inside = {token.i for token in rest}
    if marker.dep_ in {"mark", "advmod"} and marker.head.i in inside:
        return marker.head
    for child in marker.children:
        if child.i in inside and child.dep_ in {"advcl", "ccomp", "pcomp", "pobj", "relcl"}:
            return child
    above = marker.head
    # "As long as": the second "as" holds the clause by its verb.
    return above if above.i in inside else None


def _words(clause: Token | None, rest: Sequence[Token]) -> list[Token]:
    """The words of a condition: those that hang on its verb, in one stretch from the marker on."""
    if clause is None:
        return _until_stop(rest)
    branch = {token.i for token in clause.subtree} | {clause.i}
    words: list[Token] = []
    for token in rest:
        if token.i not in branch and not (token.is_quote or token.text in "“”‘’'\""):
            break
        if token.text in {";", ":"} or (token.text in {"–", "—"} and clause.i < token.i):
            break
        words.append(token)
    if clause not in words:
        words = _until_stop(rest)
    return _trimmed(_without_main_clause(words, clause))


def _without_main_clause(words: list[Token], clause: Token) -> list[Token]:
    """A condition ends at a comma after which a clause with a subject of its own begins, but for another "if"."""
    for place, token in enumerate(words):
        if token.text != "," or token.i < clause.i:
            continue
        after = words[place + 1 :]
        if after and after[0].lower_ in {"then", "but", "so"}:
            return words[:place]
        if after and after[0].lower_ == "if":
            continue
    return words


def _until_stop(rest: Sequence[Token]) -> list[Token]:
    words: list[Token] = []
    for token in rest:
        if token.text in {",", ";", ":", ".", "–", "—", "?", "!"}:
            break
        words.append(token)
    return _trimmed(words)


def _trimmed(words: list[Token]) -> list[Token]:
    if all(token.is_punct for token in words):
        return []
    while words and (
        words[-1].text in {",", ";", ":", ".", "–", "—", "-", "?", "!"} or words[-1].lower_ in {"and", "or", "then"}
    ):
        words = words[:-1]
    opens = sum(token.text in "“‘" for token in words)
    closes = sum(token.text in "”’" for token in words)
    while words and words[-1].text in {"”", "’", "''", "'", '"'} and _unpaired(words, opens, closes):
        words = _trimmed(words[:-1])
        opens, closes = sum(token.text in "“‘" for token in words), sum(token.text in "”’" for token in words)
    return words


def _unpaired(words: Sequence[Token], opens: int, closes: int) -> bool:
    if words[-1].text in {"”", "’"}:
        return closes > opens
    return sum(token.text == words[-1].text for token in words) % 2 == 1


def _inverted(tokens: Sequence[Token], place: int) -> _Marked | None:
    """ "Should they attack", "had they asked", "were he to resign": the auxiliary stands before its subject."""
    token = tokens[place]
    if token.lower_ not in {"should", "were", "had"} or place + 2 >= len(tokens):
        return None
    clause = token.head if token.dep_ in {"aux", "auxpass"} else token
    subject = next((child for child in clause.children if child.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None or subject.i < token.i or (clause.dep_ == "ROOT" and token.lower_ != "should"):
        return None
    opens = (
        place == 0
        or tokens[place - 1].is_punct
        or tokens[place - 1].lower_ in {"but", "and", "that"}
        or clause.dep_ == "advcl"
    )
    asks = token.sent[-1].text == "?" or any(mark.text == "?" for mark in token.sent[-2:])
    if not opens or asks or any(child.tag_ in {"WP", "WRB", "WDT"} for child in clause.children):
        return None
    return _Marked(token.lower_, token, tuple(_words(clause, tokens[place + 1 :])), clause.head)


def _permitting(tokens: Sequence[Token], place: int) -> _Marked | None:
    """ "Weather permitting": the marker stands last."""
    token = tokens[place]
    if token.lower_ not in {"permitting", "willing"} or place == 0 or token.tag_ not in {"VBG", "JJ", "NN"}:
        return None
    start = place
    while start and tokens[start - 1].pos_ in {"NOUN", "PROPN", "ADJ", "DET"} and not tokens[start - 1].is_punct:
        start -= 1
    free = start == 0 or tokens[start - 1].is_punct
    ends = place + 1 >= len(tokens) or tokens[place + 1].is_punct
    return (
        _Marked(token.lower_, token, tuple(tokens[start:place]), token.head)
        if free and ends and start < place
        else None
    )


def _is_to_come(words: Sequence[Token]) -> bool:
    """Whether a marker of time stands with something that is still to come."""
    return any(_is_open(word) for word in words)


def _is_open(word: Token) -> bool:
    if any(auxiliary.lower_ in _OPEN_MODALS for auxiliary in auxiliaries(word)) or lemma(word) in _OPEN_WORDS:
        return True
    return (negated(word) and word.tag_ != "VBD") or (word.tag_ == "VB" and word.dep_ in {"ROOT", "xcomp", "acl"})


def _continued(parsed: ParsedText, found: Attribution) -> Iterator[tuple[Sentence, _Marked]]:
    """A condition that follows the content outside of its span, or opens its sentence."""
    end = found.content[-1].end if found.content else 0
    taken = [*found.cue, *found.source, *found.content]
    sentence = sentence_at(parsed, max(end - 1, 0))
    behind = [token for token in sentence.outside(taken) if sentence.place(token).start >= end]
    if marked := _next_opening(behind):
        there = said(parsed, found)
        inside = {token.i for part in there.content for token in part.tokens}
        closes = marked.above in there.cue and _holds_future(there)
        bound = marked.above.i in inside or marked.kind.startswith("only") or _follows(behind, marked) or closes
        if bound:
            yield sentence, marked
    yield from _next_sentence(parsed, found, sentence)


def _preceding(parsed: ParsedText, found: Attribution) -> Iterator[tuple[Sentence, _Marked]]:
    """A condition that opens the sentence in which the content follows: "Unless it rains, <they would sail>"."""
    there = said(parsed, found)
    if not there.content or not _holds_future(there):
        return
    start = found.content[0].start
    sentence = sentence_at(parsed, start)
    taken = [*found.cue, *found.source, *found.content]
    before = [token for token in sentence.outside(taken) if sentence.place(token).end <= start]
    while before and before[-1].is_quote:
        before.pop()
    if before and before[0].i == sentence.tokens[0].i and before[-1].text == ",":
        marked = _next_opening(before)
        if marked and marked.words and marked.words[-1].i == before[-1].i - 1:
            yield sentence, marked


def _holds_future(there: Said) -> bool:
    """Whether a content tells of what will be."""
    return any(auxiliary.lower_ in _FUTURE for _, head in there.heads() for auxiliary in auxiliaries(head))


def _follows(behind: Sequence[Token], marked: _Marked) -> bool:
    """Whether a condition is joined by a semicolon or "but"."""
    return any(token.text in {";", "–", "—"} or token.lower_ == "but" for token in behind if token.i < marked.first.i)


def _next_opening(tokens: Sequence[Token]) -> _Marked | None:
    """The marker with which some words open, after marks and "but"."""
    start = 0
    while start < len(tokens) and (
        tokens[start].is_punct or tokens[start].lower_ in {"but", "and", "though", "albeit"}
    ):
        start += 1
    if start == len(tokens):
        return None
    marked = _at(tokens, [token.lower_ for token in tokens], start)
    return marked if marked and marked.words else None


def _next_sentence(parsed: ParsedText, found: Attribution, sentence: Sentence) -> Iterator[tuple[Sentence, _Marked]]:
    """ "… will help," he said. "But only if they ask.": a sentence that is nothing but a condition."""
    last = sentence.tokens[-1]
    if last.i + 1 >= len(last.doc):
        return
    following = Sentence([token for token in last.doc[last.i + 1].sent if not token.is_space], sentence.offset)
    here = Span(sentence.offset + last.idx, sentence.offset + last.idx + len(last))
    paragraph = next((one for one in parsed.paragraphs if one.meets(here)), None)
    if not following.tokens or paragraph is None:
        return
    quotes = quoted_spans(parsed.text, paragraph)
    both = any(quote.meets(following.span(following.tokens)) for quote in quotes) and any(
        quote.meets(content) for quote in quotes for content in found.content
    )
    marked = _next_opening(following.tokens) if both else None
    if marked and {token.i for token in following.tokens if not token.is_punct and token.i > marked.first.i} <= {
        token.i for token in marked.words
    }:
        yield following, marked
