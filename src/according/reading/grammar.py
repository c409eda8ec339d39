"""Phrases read off the parse: which words belong to a name, and where they stand in the text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from according.language import ParsedText, length_of
from according.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

# Branches that tell more of a name without being part of it: "Ada Lunt, who …", "the paper, founded in …".
_BESIDE_THE_NAME = frozenset({"relcl", "appos", "acl", "advcl", "parataxis", "ccomp", "punct"})

_ASIDES = frozenset({"relcl", "appos", "acl", "advcl", "amod"})


class Sentence:
    """The words of one sentence, and where its document starts in the text."""

    def __init__(self, tokens: Sequence[Token], offset: int) -> None:
        self.tokens = tokens
        self.offset = offset

    def span(self, words: Sequence[Token]) -> Span:
        """The place in the text from the first to the last of these words; a no-break space at the end is left out."""
        last = words[-1]
        return Span(self.offset + words[0].idx, self.offset + last.idx + len(last.text.rstrip()))

    def place(self, token: Token) -> Span:
        """The place of one word in the text."""
        return self.span([token])

    def inside(self, spans: Iterable[Span]) -> list[Token]:
        """The words that touch any of the given places."""
        near = self._near(spans)
        return [token for token in self.tokens if _touches(token, near)] if near else []

    def outside(self, spans: Iterable[Span]) -> list[Token]:
        """The words that touch none of the given places, blanks left out."""
        near = self._near(spans)
        return [token for token in self.tokens if not token.is_space and not _touches(token, near)]

    def _near(self, spans: Iterable[Span]) -> list[tuple[int, int]]:
        """Those of the given places that lie in this sentence, as places of its document."""
        first, last = self.tokens[0], self.tokens[-1]
        start, end = self.offset + first.idx, self.offset + last.idx + len(last)
        return [
            (span.start - self.offset, span.end - self.offset)
            for span in spans
            if span.start < end and start < span.end
        ]


def _touches(token: Token, places: Sequence[tuple[int, int]]) -> bool:
    start = token.idx
    end = start + len(token)
    return any(start < stop and begin < end for begin, stop in places)


def sentence_at(parsed: ParsedText, place: int) -> Sentence:
    """The sentence in which a place of the text lies."""
    number = max(bisect_right(parsed.offsets, place) - 1, 0)
    doc, offset = parsed.docs[number], parsed.offsets[number]
    token = doc.char_span(place - offset, place - offset + 1, alignment_mode="expand")
    sentence = token[0].sent if token else doc[:1].sent
    return Sentence(list(sentence), offset)


def tokens_at(parsed: ParsedText, span: Span) -> list[Token]:
    """The words that a place of the text holds or cuts; those of its first document where it runs over several."""
    number = max(bisect_right(parsed.offsets, span.start) - 1, 0)
    doc, offset = parsed.docs[number], parsed.offsets[number]
    passage = doc.char_span(span.start - offset, min(span.end - offset, length_of(doc)), alignment_mode="expand")
    return list(passage or ())


def name_words(head: Token, allowed: Sequence[Token]) -> list[Token]:
    """The words of a name around its head word: all that hangs on it but clauses and appositions, as far as allowed.

    Only an unbroken stretch around the head is given, so that a faulty branch elsewhere adds nothing. An acronym in
    parentheses behind the name belongs to it: "the Institute for River Studies (IRS)".
    """
    beside = {word.i for child in head.children if _stands_beside(child) for word in child.subtree}
    wanted = {word.i for word in head.subtree} - beside
    free = {word.i for word in allowed}
    first = last = head.i
    while first - 1 in wanted and first - 1 in free:
        first -= 1
    while last + 1 in wanted and last + 1 in free:
        last += 1
    while last + 1 in free and head.ent_type_ and head.doc[last + 1].ent_iob_ == "I" and head.doc[last].ent_type_:
        last += 1
    last = _with_acronym(head, last, free)
    return [head.doc[place] for place in range(first, last + 1)]


def plain_name(sentence: Sentence, span: Span) -> Span:
    """A name without what a comma or a dash sets off behind it: "Ada Lunt, who …", "the paper, founded in …"."""
    words = [token for token in sentence.tokens if span.holds(sentence.place(token))]
    inside = {token.i for token in words}
    for number, token in enumerate(words[1:], start=1):
        if token.is_punct and not token.is_quote and (token.whitespace_ or number == len(words) - 1):
            behind = words[number + 1 : number + 2]
            begins = {above for word in behind for above in (word, *word.ancestors) if above.i in inside}
            asides = [above for above in begins if above.dep_ in _ASIDES and above.left_edge.i > token.i]
            # "The mayor, Lena Quist": here the name stands behind, and is no aside.
            named = any(above.dep_ == "appos" and above.pos_ == "PROPN" != above.head.pos_ for above in asides)
            if not behind or (asides and not named):
                return sentence.span(words[:number])
    return span


def _stands_beside(child: Token) -> bool:
    """Whether a branch of a name's head is no part of it; a name behind its noun ("the monitor Ostwatch") is."""
    if child.dep_ == "appos":
        return child.doc[child.left_edge.i - 1].is_punct
    joins = child.dep_ == "punct" and child.text in {"-", "/", "–"} and not child.whitespace_
    return child.dep_ in _BESIDE_THE_NAME and not joins


def _with_acronym(head: Token, last: int, free: set[int]) -> int:
    doc = head.doc
    behind = doc[last + 1 : last + 4]
    if (
        len(behind) == 3
        and behind[0].text == "("
        and behind[1].text.isupper()
        and behind[2].text == ")"
        and last + 3 in free
    ):
        return last + 3
    return last
