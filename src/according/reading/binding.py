"""What binds somebody though no word of saying tells it: an ultimatum, a truce agreed on, an undertaking.

"The minister gave the mill until Friday to stop, or he would close it", "both armies agreed to a ten-day truce": the
model learned from words of saying, and what is done here by words it often passes by.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from according.language import ParsedText
from according.reading.attributions import Attribution
from according.reading.clauses import after, with_auxiliaries
from according.reading.grammar import Sentence, name_words
from according.reading.said import negated
from according.reading.sources import is_passive, speaker

if TYPE_CHECKING:
    from spacy.tokens import Token

_GIVING = frozenset("give set grant allow hand issue".split())
_TERMS = frozenset("hour day week month minute deadline ultimatum term time".split())
_OR_ELSE = frozenset("or otherwise else".split())
_AGREEING = frozenset("agree consent".split())
_MAKING = frozenset("reach sign conclude strike seal declare proclaim announce negotiate accept make".split())
_TRUCES = frozenset("truce ceasefire cease armistice moratorium lull".split())
# What one may agree to: deeds that a noun names.
_DEEDS = _TRUCES | frozenset(
    "withdrawal pullout pullback exchange swap release handover halt pause freeze suspension inspection talk meeting "
    "reopening opening return visit corridor evacuation repatriation payment delivery extension".split()
)
_DEALS = frozenset("agreement deal pact accord treaty protocol".split())
_UNDERTAKING = frozenset("undertake".split())
_GRANTING = frozenset("guarantee".split())
_COMMITTING = frozenset("commit bind oblige".split())
_SELF = frozenset("itself himself herself themselves".split())


def find_binding(parsed: ParsedText) -> Iterator[Attribution]:
    """Find them by the parse: who binds himself, the verb, and to what."""
    for offset, tokens in parsed.sentences():
        sentence = Sentence(tokens, offset)
        for token in tokens:
            if token.pos_ == "VERB" and _is_told(token) and (parts := _bound(token)):
                who = speaker(token)
                if who is None or who.pos_ == "PRON":
                    continue
                cue, content = parts
                source = name_words(who, tokens)
                if content and not set(source) & set(content):
                    yield Attribution((sentence.span(source),), (sentence.span(cue),), (sentence.span(content),), 1.0)


def _is_told(verb: Token) -> bool:
    """Whether a verb tells what was done, not what may or is not to be."""
    helpers = {child.lower_ for child in verb.children if child.dep_ == "aux"}
    return (
        verb.tag_ in {"VBD", "VBZ", "VBP", "VBN"}
        and helpers <= {"has", "have", "had"}
        and not negated(verb)
        and not is_passive(verb)
    )


def _bound(verb: Token) -> tuple[list[Token], list[Token]] | None:
    """The words of the cue, and what somebody is bound to."""
    word = verb.lemma_.lower()
    if word in _GIVING:
        return _ultimatum(verb)
    if word in _AGREEING:
        return _agreed(verb)
    if word in _MAKING:
        return _made(verb)
    if word in _UNDERTAKING:
        heads = [child for child in verb.children if child.dep_ in {"xcomp", "advcl"} and _is_infinitive(child)]
        return (with_auxiliaries(verb), after(verb, heads[:1])) if heads else None
    if word in _GRANTING:
        objects = [child for child in verb.children if child.dep_ in {"dobj"}]
        return (with_auxiliaries(verb), _to_end(verb, objects[0])) if objects else None
    if word in _COMMITTING and any(child.dep_ == "dobj" and child.lower_ in _SELF for child in verb.children):
        heads = [
            one for child in verb.children if child.lower_ == "to" and child.dep_ == "prep" for one in child.children
        ]
        heads += [child for child in verb.children if child.dep_ in {"xcomp", "advcl"} and _is_infinitive(child)]
        return (with_auxiliaries(verb), after(verb, heads[:1])) if heads else None
    return None


def _ultimatum(verb: Token) -> tuple[list[Token], list[Token]] | None:
    """ "Gave X until noon to stop, or he would …"."""
    below = [token for token in verb.subtree if token.i > verb.i]
    terms = [token for token in below if token.lemma_.lower() in _TERMS or token.lower_ in {"until", "till"}]
    asked = [token for token in below if token.lower_ == "to" and token.dep_ == "aux"]
    others = [token for token in below if token.lower_ in _OR_ELSE and asked and token.i > asked[0].i]
    if not terms or not asked or not others or terms[0].i > asked[0].i:
        return None
    return with_auxiliaries(verb), _trimmed(below)


def _agreed(verb: Token) -> tuple[list[Token], list[Token]] | None:
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in {"to", "on", "upon"}:
            for noun in child.children:
                if noun.dep_ == "pobj" and noun.lemma_.lower() in _DEEDS:
                    return with_auxiliaries(verb), _to_end(verb, noun)
    return None


def _made(verb: Token) -> tuple[list[Token], list[Token]] | None:
    """ "Reached a truce", "signed an agreement to exchange all prisoners"."""
    for noun in (child for child in verb.children if child.dep_ == "dobj"):
        if noun.lemma_.lower() in _TRUCES:
            return with_auxiliaries(verb), _to_end(verb, noun)
        deeds = [child for child in (*noun.children, *verb.children) if child.i > noun.i and _is_infinitive(child)]
        if noun.lemma_.lower() in _DEALS and verb.lemma_ != "announce" and deeds:
            return with_auxiliaries(verb), after(noun, deeds[:1])
    return None


def _is_infinitive(verb: Token) -> bool:
    return verb.tag_ == "VB" and any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)


def _to_end(verb: Token, noun: Token) -> list[Token]:
    """A noun with all that stands behind it in the clause of its verb."""
    first = noun.left_edge.i
    joined = {
        token
        for child in verb.children
        if child.dep_ in {"conj", "advcl", "ccomp", "parataxis"}
        for token in child.subtree
    }
    words: list[Token] = []
    for token in verb.doc[first : verb.right_edge.i + 1]:
        if token in joined or (token.text in {";", ":", "–", "—"}):
            break
        words.append(token)
    return _trimmed(words)


def _trimmed(words: Sequence[Token]) -> list[Token]:
    kept = list(words)
    while kept and (kept[-1].is_space or (kept[-1].is_punct and not kept[-1].is_quote) or kept[-1].dep_ == "cc"):
        kept = kept[:-1]
    return kept
