"""Whether an event happened: read off tense, modals, negation, conditions, and the words on which the event hangs.

A word that embeds an event makes of it what `data/status.yaml` says: what is planned, feared, refused or goes on.
The classes are those of event factuality (Saurí and Pustejovsky 2009, "FactBank"), kept to what a desk asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import yaml

from according.model import EventStatus

if TYPE_CHECKING:
    from spacy.tokens import Token

# From a clause or noun to the word in whose complement it stands.
_COMPLEMENT = frozenset({"xcomp", "ccomp", "pcomp", "pobj", "dobj", "acl", "prep", "attr", "oprd", "acomp"})
_PLACING = frozenset("in at near after before during amid since despite following over on by as".split())
_SAYING = frozenset(
    "say tell state add announce report declare claim note insist write warn explain reply confirm".split()
)
# Verbs that tell of a noun's taking place: their tense is the event's.
OCCURRING = frozenset(
    "occur happen erupt continue begin start resume end break take hold follow rage go last spread flare remain be come"
    " proceed open intensify escalate build mount grow rise loom simmer".split()
)
# Which of several findings holds, strongest first.
_ORDER: tuple[EventStatus, ...] = ("denied", "conditional", "planned", "possible", "ongoing", "happened")


@dataclass(frozen=True, slots=True)
class Signs:
    """The words that tell of status, by what they make of an event."""

    verbs: Mapping[str, EventStatus]
    nouns: Mapping[str, EventStatus]
    beside: Mapping[str, EventStatus]
    modals: Mapping[str, EventStatus]
    lasting: frozenset[str]
    conditions: frozenset[str]
    condition_phrases: tuple[str, ...]


@cache
def signs() -> Signs:
    """The words of `data/status.yaml`; where one stands in two rows, the first row holds."""
    text = files("according.reading").joinpath("data", "status.yaml").read_text("utf-8")
    rows = yaml.load(text, yaml.BaseLoader)  # noqa: S506  # the plainest of loaders: strings only

    def inverted(name: str) -> dict[str, EventStatus]:
        return {word: status for status, words in reversed(rows[name].items()) for word in _split(words)}

    return Signs(
        inverted("verbs"), inverted("nouns"), inverted("beside"), inverted("modals"),
        frozenset(_split(rows["lasting"])), frozenset(_split(rows["conditions"])),
        tuple(_split(rows["condition_phrases"])),
    )  # fmt: skip


def _split(words: str) -> list[str]:
    return [word.strip() for word in words.split(",")]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a word says of an event's status."""

    status: EventStatus
    word: Token


def status_of(event: Token, clause: Token) -> tuple[EventStatus, tuple[Finding, ...]]:
    """The status of an event, and the words that show it.

    Args:
        event: the word that names the event.
        clause: the verb whose tense is the event's: the event itself, or of a noun the verb that lends it a subject.
    """
    found = tuple(_findings(event, clause))
    if sum(one.status == "denied" for one in found) == 2 and not any(one.status == "conditional" for one in found):
        # "did not rule out", "never refused": what is not denied may be.
        return "possible", found
    told = {one.status for one in found}
    return next((status for status in _ORDER if status in told), "happened"), found


def _findings(event: Token, clause: Token) -> Iterator[Finding]:
    yield from _beside(event)
    if clause != event:
        yield from _beside(clause)
    yield from _own(clause)
    if not is_past(clause) or (clause.dep_ == "advcl" and _condition_mark(clause)):
        yield from _conditions(clause)
    yield from _above(clause if clause != event or event.pos_ == "VERB" else event)


def _beside(token: Token) -> Iterator[Finding]:
    """Negation and qualification right beside a word."""
    words = signs().beside
    for child in token.children:
        if child.lower_ == "not" and child.i and child.nbor(-1).lower_ == "or":
            continue  # "whether or not"
        if child.dep_ in {"neg", "det", "amod", "advmod", "preconj", "cc", "npadvmod"} and child.lower_ in words:
            yield Finding(words[child.lower_], child)
        elif (child.dep_ in {"nsubj", "nsubjpass"} and child.lower_ in {"no", "none", "nobody", "neither"}) or (
            child.dep_ in {"nsubj", "nsubjpass", "dobj"} and any(part.lower_ == "no" for part in child.children)
        ):
            yield Finding("denied", child)
    if token.dep_ == "pobj" and token.head.lower_ == "without":
        yield Finding("denied", token.head)
    if token.dep_ == "pcomp" and token.head.lower_ == "without":
        yield Finding("denied", token.head)


def _own(verb: Token) -> Iterator[Finding]:
    """What the verb's own auxiliaries and tense say."""
    modals = signs().modals
    auxiliaries = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    if verb.dep_ == "conj" and not auxiliaries and verb.tag_ in {"VB", "VBN", "VBG"}:
        auxiliaries = [child for child in verb.head.children if child.dep_ in {"aux", "auxpass"}]
    lowered = {child.lower_ for child in auxiliaries}
    for child in auxiliaries:
        if child.lower_ in modals:
            status = modals[child.lower_]
            if child.lower_ in {"would", "'d"} and (verb.dep_ == "ccomp" and _past_saying(verb.head)):
                status = "planned"
            # "could have fired" tells of the past; "would have fired" of what did not come.
            yield Finding(status, child)
    if verb.tag_ == "VBG" and lowered & {"is", "are", "am", "'s", "'re", "been"} and "to" not in lowered:
        yield Finding("ongoing", verb)


def is_past(verb: Token) -> bool:
    """Whether a verb tells of what has been done, so that no condition is left open."""
    if verb.tag_ == "VBD":
        return True
    auxiliaries = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    return (
        verb.tag_ == "VBN"
        and bool(auxiliaries & {"had", "has", "have", "was", "were", "'ve", "been"})
        and not auxiliaries & signs().modals.keys()
    )


def _past_saying(verb: Token) -> bool:
    return verb.tag_ in {"VBD", "VBN"} and verb.lemma_ in _SAYING | {
        "promise",
        "pledge",
        "vow",
        "announce",
        "agree",
        "decide",
    }


def _conditions(clause: Token) -> Iterator[Finding]:
    """A condition on the clause, or a clause that is itself one."""
    token = clause
    while True:
        if token.dep_ == "advcl" and (mark := _condition_mark(token)):
            yield Finding("conditional", mark)
            return
        for child in token.children:
            if child.dep_ == "advcl" and (mark := _condition_mark(child)):
                yield Finding("conditional", mark)
                return
            if child.dep_ in {"prep", "mark", "advmod"} and _opens_condition(child):
                yield Finding("conditional", child)
                return
        if token.dep_ not in {"xcomp", "conj", "acomp", "pcomp", "prep", "dobj"} or token.head == token:
            return
        token = token.head
        if token.pos_ == "VERB" and token.lemma_ in _SAYING:
            return


def _condition_mark(clause: Token) -> Token | None:
    for child in clause.children:
        if child.dep_ in {"mark", "advmod", "aux"} and child.lower_ in signs().conditions and child.i < clause.i:
            if child.lower_ == "should" and child.i > min(one.i for one in clause.children):
                continue
            before = child.nbor(-1).lower_ if child.i else ""
            return None if before in {"even", "as"} else child
    return None


def _opens_condition(token: Token) -> bool:
    if token.lower_ not in {"in", "on", "as", "so", "only", "depending"}:
        return False
    words = token.doc[token.i : token.i + 4].text.lower()
    return words.startswith(signs().condition_phrases)


def _above(token: Token) -> Iterator[Finding]:
    """What the words say in whose complement the event stands."""
    for _ in range(8):
        label, head = token.dep_, token.head
        if head == token:
            return
        if label in {"ccomp", "conj", "parataxis"} and any(
            one.text == ";" for one in token.doc[min(token.i, head.i) : max(token.i, head.i)]
        ):
            return
        if label == "conj":
            token = head
            continue
        if label in {"nsubj", "nsubjpass"}:
            yield from _as_subject(head)
            return
        if label in {"amod", "compound", "nmod"}:
            yield from _embedding(head, "acl")
            return
        if _purpose(token):
            # What something is done for lies ahead of it.
            yield Finding("planned", token)
        elif label not in _COMPLEMENT or _leads_away(token):
            return
        yield from _embedding(head, label)
        token = head


def _purpose(verb: Token) -> bool:
    return verb.dep_ == "advcl" and any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)


def _leads_away(token: Token) -> bool:
    """Whether what stands above a word says nothing of its coming about: a place, or one who only speaks of it."""
    if token.dep_ == "prep":
        return token.lower_ in _PLACING and token.head.lemma_ not in {"plan", "decide", "agree"}
    # Who is unable to control protests has protests.
    return token.pos_ in {"NOUN", "PROPN"} and not _opens(token.head, token)


def _opens(head: Token, noun: Token) -> bool:
    """Whether a noun's event is put in question by the word above it, and not only spoken of."""
    if head.dep_ == "prep" or head.pos_ == "ADP":
        return True
    known = signs().verbs if head.pos_ in {"VERB", "AUX", "ADJ"} else signs().nouns
    return head.lemma_.lower() in known or noun.lemma_.lower() in signs().nouns


def _as_subject(verb: Token) -> Iterator[Finding]:
    """ "Sanctions are being prepared", "an attack is feared", "talks were cancelled"."""
    status = signs().verbs.get(verb.lemma_.lower())
    passive = any(child.dep_ in {"auxpass", "nsubjpass"} for child in verb.children)
    if status and passive and verb.lemma_ not in OCCURRING:
        yield Finding(status, verb)
        yield from (one for one in _beside(verb) if one.status == "denied")
    for child in verb.children:
        if child.dep_ in {"acomp", "attr"} and child.lower_ in signs().beside:
            yield Finding(signs().beside[child.lower_], child)


def _embedding(head: Token, label: str) -> Iterator[Finding]:
    lemma = head.lemma_.lower()
    if head.pos_ in {"VERB", "AUX", "ADJ"}:
        clause = label in {"xcomp", "ccomp", "prep", "pcomp", "acomp"} or (label == "dobj")
        status = signs().verbs.get(lemma)
        # A clause with a tense of its own tells when by that: "announced that it has withdrawn".
        if status and clause and not (label == "ccomp" and status in {"planned", "ongoing"}):
            yield Finding(status, head)
            yield from (one for one in _beside(head) if one.status == "denied")
            yield from (one for one in _own(head) if one.status in {"possible"} and status == "happened")
    elif head.pos_ in {"NOUN", "PROPN"} and label in {"acl", "prep"} and lemma in signs().nouns:
        yield Finding(signs().nouns[lemma], head)
        yield from (one for one in _beside(head) if one.status == "denied")
