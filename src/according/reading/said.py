"""The words of one attribution on the parse: its cue, its content sentence by sentence, and what stands around them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from according.language import ParsedText, length_of
from according.model import Span
from according.reading.attributions import Attribution
from according.reading.grammar import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
FIRST_PERSON = frozenset("i we me us my our mine ours myself ourselves".split())
# Verbs of thought that a speaker uses of himself without handing the words to another: "I think it may rain".
_OWN_THOUGHT = frozenset("think believe guess suppose feel know mean hope assume reckon say see expect suspect".split())
# Verbs whose clause is another statement, told inside this one.
_TELLING = frozenset(
    "accuse acknowledge add admit agree allege announce argue ask assert assess assure believe claim complain"
    " conclude concede confirm contend declare demand deny estimate explain expect fear hint indicate inform insist"
    " maintain mention note order pledge predict promise propose quote recall report reply reveal say signal"
    " state stress suggest suspect swear tell testify think threaten tweet urge vow warn wonder write".split()
)


@dataclass(frozen=True, slots=True)
class Said:
    """An attribution's words; the content has one `Sentence` for each sentence that it runs over.

    `own` are words anywhere that name the source's own side, where it is known who that is.
    """

    cue: tuple[Token, ...]
    source: tuple[Token, ...]
    content: tuple[Sentence, ...]
    own: frozenset[Token] = frozenset()

    def heads(self) -> Iterator[tuple[Sentence, Token]]:
        """The word on which all others hang in each part of the content."""
        for part in self.content:
            if head := head_of(part.tokens):
                yield part, head


@lru_cache(maxsize=1)
def said(parsed: ParsedText, found: Attribution) -> Said:
    """Look an attribution's words up in the parse; the last ones are kept, since several steps ask for the same."""
    return Said(
        cue=tuple(token for part in words_at(parsed, found.cue) for token in part.tokens),
        source=tuple(token for part in words_at(parsed, found.source) for token in part.tokens),
        content=tuple(words_at(parsed, found.content)),
    )


def words_at(parsed: ParsedText, spans: Sequence[Span]) -> Iterator[Sentence]:
    """The words that stand at some places of the text, sentence by sentence."""
    for span in spans:
        number = max(bisect_right(parsed.offsets, span.start) - 1, 0)
        while number < len(parsed.docs) and parsed.offsets[number] < span.end:
            yield from _in_doc(parsed, number, span)
            number += 1


def _in_doc(parsed: ParsedText, number: int, span: Span) -> Iterator[Sentence]:
    doc, offset = parsed.docs[number], parsed.offsets[number]
    start, end = max(span.start - offset, 0), min(span.end - offset, length_of(doc))
    words = doc.char_span(start, end, alignment_mode="expand") if start < end else None
    sentence: list[Token] = []
    for token in words or ():
        if token.is_sent_start and sentence:
            yield Sentence(sentence, offset)
            sentence = []
        if not token.is_space:
            sentence.append(token)
    if sentence:
        yield Sentence(sentence, offset)


def head_of(tokens: Sequence[Token]) -> Token | None:
    """The word on which a stretch of words hangs: a verb where several hang outside of it."""
    inside = {token.i for token in tokens}
    tops = [token for token in tokens if (token.head.i not in inside or token.head == token) and not token.is_punct]
    return next((token for token in tops if token.pos_ in {"VERB", "AUX"}), tops[0] if tops else None)


def lemma(token: Token) -> str:
    """The lemma in lower case: the model keeps capitals of what it takes for names, and hops where one hopes."""
    word: str = token.lemma_.lower()
    return f"{word}e" if word in {"hop", "rap"} and token.lower_.startswith(f"{word}e") else word


def subject_of(verb: Token) -> Token | None:
    """A verb's subject: its own, or that of the verb with which it is joined or whose complement it is."""
    for _ in range(4):
        own = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
        if own is not None or verb.dep_ not in {"conj", "xcomp"}:
            return own
        verb = verb.head
    return None


def auxiliaries(verb: Token) -> list[Token]:
    """The auxiliaries of a verb, those that it shares with the verb before it included."""
    own = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    if not own and verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"} and subject_of(verb) is not None:
        return auxiliaries(verb.head) if not any(child.dep_ in SUBJECTS for child in verb.children) else own
    return own


def negated(verb: Token) -> bool:
    """Whether a verb is negated in its own clause: "not", "never", "no longer", or a subject or object with "no"."""
    for child in verb.children:
        if child.dep_ == "neg" or child.lower_ in {"never", "nowhere", "n't", "n’t", "not", "neither"}:
            return True
        if child.dep_ in SUBJECTS and (child.lower_ in {"nobody", "none", "nothing", "neither"} or has_no(child)):
            return True
    return False


def has_no(noun: Token) -> bool:
    """Whether a noun has "no" before it."""
    return any(child.lower_ in {"no", "neither"} and child.dep_ in {"det", "neg", "preconj"} for child in noun.children)


def told_inside(token: Token, top: Token) -> bool:
    """Whether another's statement lies between a word and the head of the content in which it stands."""
    below, above = token, token.head
    while top != below != above:
        if below.dep_ in {"ccomp", "xcomp", "acl"} and _tells(above):
            return True
        below, above = above, above.head
    return False


def path(token: Token, top: Token) -> list[Token]:
    """The words from one up to the head of the content in which it stands, the head left out."""
    steps: list[Token] = []
    while token != top:
        steps.append(token)
        if token.head == token:
            break
        token = token.head
    return steps


def _tells(verb: Token) -> bool:
    word = lemma(verb)
    if word not in _TELLING:
        return False
    subject = subject_of(verb)
    own = subject is not None and subject.lower_ in FIRST_PERSON and word in _OWN_THOUGHT
    # "It is fair to say", "it is said": nobody is named to whom the words could be handed.
    return not own and (subject is not None or verb.pos_ == "NOUN") and (subject is None or subject.lower_ != "it")
