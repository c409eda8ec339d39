"""What shows that a future is an undertaking, though nobody in it is bound by name: "they would be paid by Friday".

A passive tells no agent. Where whoever can do a thing says that it will be done, and sets a day or a condition for it,
it is his own side that is bound; a bare future of others stays a prediction or a plan told as fact.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from according.reading.act_words import act_words
from according.reading.said import Said, lemma, negated, told_inside

if TYPE_CHECKING:
    from spacy.tokens import Token

_ALTERNATIVES = frozenset("unless until".split())
_CLAUSE_MARKERS = frozenset("if unless until once provided providing".split())
_AS = frozenset("soon long".split())
_TERMS = frozenset("by within before until".split())
_TIMES = frozenset({"DATE", "TIME"})
_SEASONS = frozenset(
    "easter christmas noon midnight dawn dusk nightfall spring summer autumn winter weekend tomorrow tonight".split()
)
# Where, or to where, one will be: "be back", "be on the way", "be up again".
_PLACES = frozenset("back home there up".split())
_WAYS = frozenset({"way", "place", "ground", "site", "scene", "road", "spot"})


def has_term(there: Said) -> bool:
    """Whether a content sets a day or hour by which something is to be: "by noon on Friday", "within 48 hours"."""
    return any(_opens_term(token) for token in (*_within(there), *_behind(there)))


def conditions(there: Said) -> frozenset[str]:
    """The markers on which a content hangs: "if", "unless", "until", "once", "provided", "as soon as"."""
    behind = next((token for token in _behind(there) if not token.is_punct), None)
    opening = [behind] if behind is not None else []
    return frozenset(marker for token in (*_within(there), *opening) if (marker := _marker(token)))


def _within(there: Said) -> Iterator[Token]:
    """The words of a content, but for those that another one says in it."""
    for part, head in there.heads():
        yield from (token for token in part.tokens if not told_inside(token, head))


def _behind(there: Said) -> Sequence[Token]:
    """The words that close the sentence behind the cue and its source: "…, he said, until Lenn apologized"."""
    said = [*there.cue, *there.source]
    if not said or not there.content:
        return ()
    last, content = max(said, key=lambda token: token.i), there.content[-1].tokens[-1]
    closing = content.i < last.i and last.sent == content.sent
    return list(last.doc[last.i + 1 : last.sent.end]) if closing else ()


def has_alternative(there: Said) -> bool:
    """Whether something is to end, or not to be done, until another thing comes: "unless", "until"."""
    return bool(conditions(there) & _ALTERNATIVES)


def sets_ultimatum(there: Said) -> bool:
    """Whether something is to come by a day, or else another thing will: "unless the crew is freed by Friday"."""
    if_not = any(token.lower_ == "if" and _marker(token) and negated(token.head) for token in _within(there))
    return has_term(there) and (if_not or "unless" in conditions(there))


def is_of_unnamed(verb: Token) -> bool:
    """Whether a passive names no agent and its deed is one that people and bodies undertake."""
    passive = any(child.dep_ in {"nsubjpass", "auxpass"} for child in verb.children)
    by_others = any(child.dep_ == "agent" for child in verb.children)
    return passive and not by_others and lemma(verb) in act_words()["undertaken"] | act_words()["harm"]


def is_of_service(subject: Token) -> bool:
    """Whether a thing is run, or some people are sent, by whoever speaks of them: "the trains", "four divers"."""
    sent = {"a", "an", "more", "another"}
    counted = any(child.dep_ == "nummod" or child.lower_ in sent for child in subject.children)
    return lemma(subject) in act_words()["services"] or (counted and subject.pos_ == "NOUN" and subject.tag_ == "NNS")


def is_arrival(verb: Token) -> bool:
    """Whether to be somewhere is told as a deed: "be back", "be on their way", "be up again"."""
    if lemma(verb) != "be":
        return False
    return any(word.lower_ in _PLACES or lemma(word) in _WAYS for word in _complements(verb))


def _complements(verb: Token) -> Iterator[Token]:
    for child in verb.children:
        if child.i > verb.i and child.dep_ in {"advmod", "prep", "acomp", "prt"}:
            yield child
            yield from (below for below in child.children if below.dep_ == "pobj")


def _marker(token: Token) -> str | None:
    """The marker that a word is or closes; None where it is none, or an "if" that stands for "whether"."""
    word = token.lower_
    before = token.nbor(-1).lower_ if token.i else ""
    if word in _AS and before == "as" and token.i + 1 < len(token.doc) and token.nbor().lower_ == "as":
        return f"as {word} as"
    if word not in _CLAUSE_MARKERS or before in {"even", "as"} or _opens_term(token):
        return None
    asks_whether = word == "if" and token.head.dep_ == "ccomp" and token.head.head.i < token.i
    return None if asks_whether or token.dep_ not in {"mark", "prep", "advmod", "advcl"} else word


def _opens_term(token: Token) -> bool:
    """Whether a day or hour stands right behind a preposition of time."""
    if token.lower_ not in _TERMS and not (token.lower_ == "than" and token.i and token.nbor(-1).lower_ == "later"):
        return False
    return any(after.ent_type_ in _TIMES or after.lower_ in _SEASONS for after in token.doc[token.i + 1 : token.i + 3])
