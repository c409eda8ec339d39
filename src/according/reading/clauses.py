"""Attributions that the grammar alone shows: a verb or noun of saying, its subject, and its clause.

The model was trained on outermost attributions; what it finds inside a content is often a deed and no saying. There the
grammar is surer: "Lukan claimed that …", "he asked us to …", "the ministry's promise to …".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from according.language import ParsedText
from according.model import Span
from according.reading.attributions import Attribution
from according.reading.grammar import Sentence, name_words

if TYPE_CHECKING:
    from spacy.tokens import Token

# Verbs whose clause is what somebody says, thinks, plans or wants; each as a lemma.
SAYING = frozenset(
    "accuse acknowledge add admit agree allege announce answer argue ask assert assess assure believe boast claim"
    " complain conclude concede confirm contend declare decide demand deny describe disclose emphasise emphasize"
    " estimate expect explain fear forecast hint hope indicate inform insist intend maintain mention note offer"
    " order plan pledge predict promise propose recall reckon refuse reiterate reject remark remind repeat reply"
    " report request respond reveal say signal speculate state stress suggest suspect swear tell testify think"
    " threaten tweet underline urge vow want warn wonder write cite blame condemn call talk discuss criticize"
    " criticise dismiss raise quote".split()
)
# Nouns of saying whose clause is the content and whose owner is the source.
SAID = frozenset(
    "accusation acknowledgment acknowledgement allegation announcement assertion assessment claim complaint"
    " demand denial hint insistence intention offer plan pledge plea promise proposal refusal remark remarks"
    " request statement statements suggestion threat vow warning".split()
)
_CLAUSES = frozenset({"ccomp", "xcomp"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def find_in_clauses(parsed: ParsedText, spans: Sequence[Span]) -> tuple[tuple[Attribution, ...], ...]:
    """Find what verbs and nouns of saying tell inside each of the given contents, by the parse of the whole text."""
    rows: list[list[Attribution]] = [[] for _ in spans]
    for offset, tokens in parsed.sentences():
        sentence = Sentence(tokens, offset)
        here = sentence.span(tokens)
        inside = [(row, span) for row, span in zip(rows, spans, strict=True) if span.meets(here)]
        found = list(_in_sentence(sentence)) if inside else []
        for row, span in inside:
            row.extend(one for one in found if all(span.holds(part) for part in one.source + one.cue + one.content))
    return tuple(map(tuple, rows))


def is_saying(parsed: ParsedText, found: Attribution) -> bool:
    """Whether a cue has a verb or noun of saying."""
    words = {form for word in _words(parsed, found.cue) for form in (word.lemma_.lower(), word.lower_)}
    return bool(words & (SAYING | SAID)) or "according" in words


def _words(parsed: ParsedText, spans: Sequence[Span]) -> Iterator[Token]:
    for doc, offset in zip(parsed.docs, parsed.offsets, strict=True):
        for span in spans:
            if offset <= span.start < offset + len(doc.text):
                passage = doc.char_span(span.start - offset, span.end - offset, alignment_mode="expand")
                yield from passage or ()


def _in_sentence(sentence: Sentence) -> Iterator[Attribution]:
    for token in sentence.tokens:
        parts = _by_verb(token, sentence) or _by_noun(token, sentence)
        if parts:
            source, cue, content = (sentence.span(part) for part in parts)
            yield Attribution((source,), (cue,), (content,), 1.0)


def _by_verb(token: Token, sentence: Sentence) -> tuple[list[Token], list[Token], list[Token]] | None:
    if token.pos_ != "VERB" or token.lemma_.lower() not in SAYING:
        return None
    subjects = [child for child in token.children if child.dep_ in _SUBJECTS]
    clauses = [child for child in token.children if child.dep_ in _CLAUSES and child.i > token.i]
    if not subjects or not clauses or subjects[0].dep_ == "nsubjpass":
        return None
    objects = [child for child in token.children if child.dep_ in {"dobj", "dative"} and child.i < clauses[-1].i]
    # A request keeps the one asked where he stands before the deed: "asked us to open the gates".
    heads = [*objects, clauses[-1]] if clauses[-1].dep_ == "xcomp" else clauses[-1:]
    content = _after(token, heads)
    source = name_words(subjects[0], sentence.tokens)
    return (source, _verb(token), content) if content else None


def _by_noun(token: Token, sentence: Sentence) -> tuple[list[Token], list[Token], list[Token]] | None:
    if token.pos_ != "NOUN" or (token.lower_ not in SAID and token.lemma_.lower() not in SAID):
        return None
    owners = [child for child in token.children if child.dep_ == "poss"]
    clauses = [child for child in token.children if child.dep_ in {"acl", "ccomp", "relcl"} and child.i > token.i]
    content = _after(token, clauses[:1])
    if not owners or not content or content[0].tag_ == "WDT":
        return None
    source = name_words(owners[0], [word for word in sentence.tokens if word.dep_ != "case" or word.head != owners[0]])
    return source, [token], content


def _after(token: Token, heads: Sequence[Token]) -> list[Token]:
    words = sorted({word for head in heads for word in head.subtree if word.i > token.i}, key=lambda word: word.i)
    while words and (words[0].is_punct or (words[0].lower_ == "that" and words[0].dep_ == "mark")):
        words = words[1:]
    while words and words[-1].is_punct and not words[-1].is_quote:
        words = words[:-1]
    return words


def _verb(token: Token) -> list[Token]:
    """A verb with its auxiliaries, as far as they stand right before it."""
    first = token.i
    while first > token.sent.start and token.doc[first - 1].dep_ in {"aux", "auxpass", "neg", "advmod"}:
        first -= 1
    return list(token.doc[first : token.i + 1])
