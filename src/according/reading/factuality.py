"""How far the writer, and each source in the chain, stands for an event, from -3 (certainly not) to 3 (certainly).

The value begins at the event's own word, with its denials and auxiliaries, and is changed by each word above it that
takes the event as its complement: "managed to", "failed to", "refused to", "may", "if". Where the event stands in a
statement, the climb ends at the cue: so far goes its source. What a source says, the writer does not stand for unless
the cue is one that takes it for true ("acknowledged") or the writer takes a side.

The words and their values are in `data/factuality.yaml`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import yaml

from according.language import ParsedText
from according.model import Factuality, Span, Stance, Statement
from according.reading.said import auxiliaries, lemma, words_at

if TYPE_CHECKING:
    from spacy.tokens import Token

# What a stance leaves the writer of what a source says.
STANDS: Mapping[Stance, float] = {"neutral": 0.0, "distances": 0.0, "denies": -1.0, "endorses": 1.0}

CERTAIN = 3.0
# An aim is not yet reached: "to stop the talks" behind a verb, or behind a noun that is in no list.
_AIM = 2.8
_NOUN_AIM = 2.8
# Nobody tells that it is so where it is asked.
_ASKED = 0.4
# "Any", and a plural or mass noun below what is not so, name no deed at all.
_ANY = 0.3
# What did not come about: "averted a strike".
_UNDONE = -2.2
_HIGHEST_CLIMB = 12
_KNOWN = frozenset(
    {"the", "this", "that", "these", "those", "his", "her", "its", "their", "our", "my", "your", "'s", "’s"}
)


@dataclass(frozen=True, slots=True)
class _Signature:
    """What a word makes of its complement when it holds, and when it is denied."""

    holds: float
    denied: float
    factive: bool

    def of(self, value: float, above: float) -> float:
        """The value of an event so far at `value`, below a word whose own value is `above`."""
        if self.factive:
            return value * self.holds / CERTAIN
        kept = self.holds if above >= 0 else self.denied
        return value * kept / CERTAIN * abs(above) / CERTAIN


@dataclass(frozen=True, slots=True)
class _Lexicon:
    embedding: Mapping[str, _Signature]
    vouched: frozenset[str]
    telling: frozenset[str]
    undone: frozenset[str]
    beside: Mapping[str, float]
    opening: Mapping[str, float]


@cache
def _lexicon() -> _Lexicon:
    text = files("according.reading").joinpath("data", "factuality.yaml").read_text("utf-8")
    table = yaml.load(text, yaml.CSafeLoader)
    embedding: dict[str, _Signature] = {}
    for row in table["embedding"].values():
        for word in _split(row["words"]):
            holds, denied = row["values"]
            embedding.setdefault(word, _Signature(holds, denied, row.get("factive", False)))
    telling = {word for kind in ("known", "said", "claimed") for word in _split(table["embedding"][kind]["words"])}
    beside, opening = (
        {word: float(value) for value, row in table[key].items() for word in _split(row)}
        for key in ("beside", "opening")
    )
    return _Lexicon(
        embedding,
        frozenset(_split(table["vouched"])),
        frozenset(telling),
        frozenset(_split(table["undone"])),
        beside,
        opening,
    )


def _split(row: str) -> list[str]:
    return [entry.strip() for entry in row.split(",") if entry.strip()]


def factuality_at(parsed: ParsedText, trigger: Span, statements: Sequence[Statement]) -> tuple[Factuality, ...]:
    """Tell how far the writer and each source stand for an event.

    Args:
        parsed: the article's parsed text.
        trigger: the words that name the event.
        statements: the article's statements; those whose content holds the trigger make the chain.

    Returns:
        The writer's value first, then those of the sources that are known actors, from the outermost to the one who
        speaks of the event; one value for each holder.
    """
    holding = [one for one in statements if any(span.holds(trigger) for span in one.content.spans)]
    holding.sort(key=lambda one: min(span.end - span.start for span in one.content.spans if span.holds(trigger)))
    word = next((_main(part.tokens) for part in words_at(parsed, [trigger])), None)
    value = CERTAIN if word is None else value_of(word, _cues(parsed, holding))
    held: dict[str | None, float] = {}
    for statement in holding:
        value = _taken(parsed, statement, value)
        if statement.source and statement.source.actor:
            held.setdefault(statement.source.actor, _rounded(value))
        value = value * _passed_on(parsed, statement)
    return Factuality(None, _rounded(value)), *(Factuality(holder, one) for holder, one in reversed(held.items()))


def _rounded(value: float) -> float:
    return round(max(-CERTAIN, min(CERTAIN, value)), 1) + 0.0


def _main(tokens: Sequence[Token]) -> Token:
    inside = {token.i for token in tokens}
    return next((token for token in tokens if token.head.i not in inside or token.head == token), tokens[0])


def _cues(parsed: ParsedText, statements: Sequence[Statement]) -> frozenset[tuple[str, int]]:
    """The innermost statement's cue, at which the climb ends."""
    spans = statements[0].cue.spans if statements else ()
    return frozenset((token.doc.text, token.i) for part in words_at(parsed, spans) for token in part.tokens)


def _taken(parsed: ParsedText, statement: Statement, value: float) -> float:
    """What the source stands for: all that it says, less of what it hopes or plans, the reverse of what it denies."""
    lexicon = _lexicon()
    for token in (token for part in words_at(parsed, statement.cue.spans) for token in part.tokens):
        word = lemma(token)
        if word in lexicon.telling:
            return value
        if word in lexicon.embedding and token.pos_ in {"VERB", "NOUN", "ADJ"}:
            return lexicon.embedding[word].of(value, CERTAIN * _beside(token))
    return value


def _passed_on(parsed: ParsedText, statement: Statement) -> float:
    """How much of what a source says those behind it in the chain, and at last the writer, stand for."""
    cues = [token for part in words_at(parsed, statement.cue.spans) for token in part.tokens]
    if statement.stance == "neutral" and any(
        lemma(token) in _lexicon().vouched for token in cues if token.pos_ == "VERB"
    ):
        return 1.0
    return STANDS[statement.stance]


# ---- the climb


def value_of(token: Token, ends: Collection[tuple[str, int]] = frozenset()) -> float:
    """The factuality of the event that a word names, for whoever speaks of it.

    Args:
        token: the word.
        ends: words (by their document's text and place) at which the climb ends: the cue of the statement.
    """
    return _above(token, CERTAIN * _beside(token), ends, _HIGHEST_CLIMB)


def _beside(token: Token) -> float:
    """By how much the words beside an event's own word multiply its value."""
    lexicon = _lexicon().beside
    factor = 1.0
    near = {child.i: child for child in token.children if _modifies(child, token)}
    near |= {auxiliary.i: auxiliary for auxiliary in auxiliaries(token)}
    for child in near.values():
        here = lexicon.get(child.lower_)
        if here is not None:
            factor *= here
    if any(child.lower_ == "any" and child.dep_ == "det" for child in token.children):
        factor *= _ANY
    return factor * _by_arguments(token)


def _modifies(child: Token, token: Token) -> bool:
    if child.dep_ in {"neg", "aux"}:
        return True
    if child.dep_ in {"det", "amod"}:
        return token.pos_ in {"NOUN", "PROPN"}
    return child.dep_ in {"advmod", "preconj"}


def _by_arguments(token: Token) -> float:
    """ "Nobody left", "no troops crossed", "found no trace"."""
    if token.pos_ not in {"VERB", "AUX"}:
        return 1.0
    for child in token.children:
        if child.dep_ in {"nsubj", "nsubjpass", "dobj"} and (
            child.lower_ in {"nobody", "nothing", "none", "neither"}
            or any(one.lower_ in {"no", "neither"} and one.dep_ in {"det", "neg", "amod"} for one in child.children)
        ):
            return -0.88
    return 1.0


def _above(token: Token, value: float, ends: Collection[tuple[str, int]], left: int) -> float:
    """What the words above make of a value."""
    above = token.head
    if above == token or left == 0:
        return value * _asked(token)
    if (above.doc.text, above.i) in ends:
        return value
    step = _STEPS.get(token.dep_)
    return step(token, above, value, ends, left) if step else value


def _asked(top: Token) -> float:
    return _ASKED / CERTAIN if top.sent[-1].text == "?" or any(mark.text == "?" for mark in top.sent[-2:]) else 1.0


def _joined(token: Token, above: Token, value: float, ends: Collection[tuple[str, int]], left: int) -> float:
    """A word that is joined to another stands under what that one stands under."""
    finite = {"VBD", "VBZ", "VBP", "MD"}
    # "Failed to come up and filed": the parse may join a finite verb to an infinitive, whose fate it does not share.
    while token.tag_ in finite and above.tag_ in {"VB", "VBG"} and above.dep_ in {"xcomp", "conj", "pcomp"}:
        if above.head == above or any(child.dep_ == "aux" for child in token.children):
            break
        above = above.head
    either = any(child.lower_ == "or" and child.dep_ == "cc" for child in above.children)
    if token.tag_ == "VB" and above.tag_ == "VB" and not auxiliaries(token):
        value *= abs(_beside(above))
    out = _from(above, value, ends, left)
    return out * 0.5 if either and token.pos_ == "VERB" else out


def _from(above: Token, value: float, ends: Collection[tuple[str, int]], left: int) -> float:
    return _above(above, value, ends, left - 1)


def _own(word: Token, ends: Collection[tuple[str, int]], left: int) -> float:
    """The value of the word above an event, with all that stands above it."""
    return _above(word, CERTAIN * _beside(word), ends, left - 1)


def _signature(word: Token) -> _Signature | None:
    """The signature of a word, or of the adjective or noun that a form of "be" or "have" leads to."""
    embedding = _lexicon().embedding
    if lemma(word) in {"be", "have", "become", "remain", "'s", "’s"} or word.pos_ == "AUX":
        for child in word.children:
            if child.dep_ in {"acomp", "attr", "dobj", "oprd"} and lemma(child) in embedding:
                return embedding[lemma(child)]
        return None
    return embedding.get(lemma(word)) or embedding.get(word.lower_)


def _complement(token: Token, above: Token, value: float, ends: Collection[tuple[str, int]], left: int) -> float:
    opens = next((child.lower_ for child in token.children if child.dep_ == "mark"), "")
    if opens in {"if", "whether"}:
        return value * 0.8 / CERTAIN
    signature = _signature(above)
    if signature is None:
        infinitive = any(child.lower_ == "to" and child.dep_ == "aux" for child in token.children)
        return value * _AIM / CERTAIN if infinitive else _shrunk(value, _own(above, ends, left))
    # "…, she said": a clause before its verb is told as it stands.
    if token.i < above.i and token.dep_ == "ccomp":
        return value * signature.holds / CERTAIN
    return signature.of(value, _own(above, ends, left))


def _shrunk(value: float, above: float) -> float:
    return value * above / CERTAIN


def _on_noun(token: Token, above: Token, value: float, ends: Collection[tuple[str, int]], left: int) -> float:
    """A clause that hangs on a noun: "plans to leave", "the man who left"."""
    infinitive = any(child.lower_ == "to" and child.dep_ == "aux" for child in token.children)
    signature = _lexicon().embedding.get(lemma(above))
    if infinitive or (token.dep_ == "acl" and any(child.dep_ == "mark" for child in token.children)):
        if signature:
            return signature.of(value, abs(_own(above, ends, left)) if signature.holds < 0 else _own(above, ends, left))
        return value * _NOUN_AIM / CERTAIN
    if any(child.lower_ in {"any", "no", "anyone"} for child in above.children) or above.lower_ in {
        "anyone",
        "anybody",
        "those",
    }:
        return value * 0.6
    return value


def _adverbial(token: Token, above: Token, value: float, ends: Collection[tuple[str, int]], left: int) -> float:
    opens = next(
        (
            child.lower_
            for child in token.children
            if child.dep_ in {"mark", "advmod"} and child.lower_ in _lexicon().opening
        ),
        "",
    )
    if opens:
        return value * _lexicon().opening[opens] / CERTAIN
    if any(child.lower_ == "to" and child.dep_ == "aux" for child in token.children):
        return value * _AIM / CERTAIN
    return value * (0.6 + 0.4 * max(_own(above, ends, left), 0) / CERTAIN)


def _behind_preposition(
    token: Token, above: Token, value: float, ends: Collection[tuple[str, int]], left: int
) -> float:
    """ "Without leaving", "from leaving", "of leaving"."""
    lexicon = _lexicon()
    if above.lower_ == "without" or (above.lower_ == "of" and above.head.lower_ in {"instead", "rather"}):
        return value * lexicon.opening["without"] / CERTAIN
    governor = above.head
    signature = _signature(governor)
    if signature and above.lower_ not in {"by", "after", "since", "while", "despite", "when"}:
        return signature.of(value, _own(governor, ends, left))
    return value * lexicon.opening.get(above.lower_, 2.4) / CERTAIN


def _beside_verb(token: Token, above: Token, value: float, ends: Collection[tuple[str, int]], left: int) -> float:
    """A noun or adjective that names an event, as subject or predicate: "the strike was called off"."""
    if token.dep_ == "nsubjpass" and lemma(above) in _lexicon().undone:
        return _undone(value, above, ends, left)
    return value * _softened(token, above, ends, left)


def _undone(value: float, verb: Token, ends: Collection[tuple[str, int]], left: int) -> float:
    return _UNDONE * value / CERTAIN * _own(verb, ends, left) / CERTAIN


def _object(token: Token, above: Token, value: float, ends: Collection[tuple[str, int]], left: int) -> float:
    """A noun that names an event, as the object of a verb: "sought talks", "called for a strike"."""
    if token.dep_ == "dobj" and lemma(above) in _lexicon().undone:
        return _undone(value, above, ends, left)
    if token.dep_ == "pobj" and above.lower_ == "without":
        return -0.8 * value
    governor = above.head if token.dep_ == "pobj" else above
    if (governor.doc.text, governor.i) in ends or _is_known(token):
        return value
    signature = _signature(governor)
    if signature and signature.holds > 0:
        return signature.of(value, _own(governor, ends, left))
    return value * _softened(token, governor, ends, left)


def _is_known(noun: Token) -> bool:
    return any(child.lower_ in _KNOWN or child.dep_ == "poss" for child in noun.children)


def _softened(token: Token, above: Token, ends: Collection[tuple[str, int]], left: int) -> float:
    """What is left of a noun's value under a word that is itself open: "talks may lead to a deal"."""
    own = _own(above, ends, left) / CERTAIN
    if token.dep_ in {"attr", "acomp"}:
        return own
    if token.dep_ == "nsubjpass" and own < 0 and not _is_known(token):
        return own
    if own < 0 and _is_known(token):
        return 1.0  # "the glitch was not reported": there was one
    if own > 0.8 or (own >= 0 and token.dep_ in {"nsubj", "nsubjpass", "poss"}):
        return 1.0
    return 0.55 + 0.45 * max(own, 0.0)


# What a word's place in the grammar has to do with its value.
_STEPS: Mapping[str, Callable[[Token, Token, float, Collection[tuple[str, int]], int], float]] = {
    **dict.fromkeys(("conj", "parataxis"), _joined),
    **dict.fromkeys(("xcomp", "ccomp", "csubj", "csubjpass"), _complement),
    **dict.fromkeys(("acl", "relcl"), _on_noun),
    **dict.fromkeys(("dobj", "pobj", "dative", "oprd"), _object),
    **dict.fromkeys(("nsubj", "nsubjpass", "attr", "acomp", "compound", "amod", "poss", "appos"), _beside_verb),
    "advcl": _adverbial,
    "pcomp": _behind_preposition,
}
