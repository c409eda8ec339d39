"""Who says it, by the parse: the subject of a verb of saying, wherever the sentence keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from according.reading.roles import roles

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = frozenset({"nsubj", "csubj"})
# Verbs done to somebody by telling him: what is passive in them has another source, or none ("they have been told").
TOLD_TO = frozenset("tell inform ask urge warn remind assure advise notify order instruct brief".split())
# "He began by saying", "she went on to say": a verb below finds its subject above, at most so many steps up.
_STEPS = 4


def speaker(verb: Token) -> Token | None:
    """The head of the words that name who a verb of saying belongs to; None where the sentence names nobody."""
    above: Token = verb
    for _ in range(_STEPS):
        subject = next((child for child in above.children if child.dep_ in _SUBJECTS), None)
        if subject is not None:
            return antecedent(subject) if is_relative(subject) else _voice(subject)
        if above.lower_ == "as" and above.head.lemma_ in {"quote", "cite"} and not is_passive(above.head):
            return next((child for child in above.head.children if child.dep_ == "dobj"), None)
        if is_passive(above) or (above.tag_ == "VBN" and above.dep_ == "advcl"):
            return agent(above)
        if above.dep_ == "acl" and above.tag_ == "VBG":
            return above.head
        if above.dep_ == "ROOT" or above.dep_ not in {"conj", "advcl", "xcomp", "pcomp", "prep", "dep", "aux"}:
            return None
        above = above.head
    return None


def _voice(subject: Token) -> Token | None:
    """A subject, unless it stands for nobody: "it is said", "there is"."""
    return None if subject.dep_ == "expl" else subject


def is_passive(verb: Token) -> bool:
    """Whether something is done to the subject of a verb."""
    return any(child.dep_ in {"nsubjpass", "auxpass"} for child in verb.children)


def is_told_to(verb: Token) -> bool:
    """Whether the subject of a verb is the one to whom something is told."""
    return verb.lemma_ in TOLD_TO and is_passive(verb)


def agent(verb: Token) -> Token | None:
    """By whom a passive verb is done."""
    by = (child for child in verb.children if child.dep_ in {"agent", "prep"} and child.lower_ == "by")
    return next((word for one in by for word in one.children if word.dep_ == "pobj"), None)


def is_relative(token: Token) -> bool:
    """Whether a word stands for one named before: "who", "which", "that"."""
    return token.tag_ in {"WP", "WDT"} and token.lower_ in {"who", "which", "that"}


def antecedent(relative: Token) -> Token | None:
    """Whom "who" or "which" takes up: the noun right before it, or the one on which its clause hangs.

    Where they differ, "who" takes a noun for people or a name rather than one for a thing.
    """
    clause = next((word for word in (relative, *relative.ancestors) if word.dep_ == "relcl"), None)
    near = _noun_before(relative)
    far = clause.head if clause is not None and clause.head.pos_ in {"NOUN", "PROPN", "PRON"} else None
    if near is None or far is None or near == far:
        return far or near
    return near if is_somebody(near) and not is_somebody(far) else far


def _noun_before(relative: Token) -> Token | None:
    place = relative.i - 1
    while place >= relative.sent.start and relative.doc[place].pos_ in {"PUNCT", "ADV", "SPACE"}:
        place -= 1
    token = relative.doc[place]
    return token if token.pos_ in {"NOUN", "PROPN", "PRON"} and place >= relative.sent.start else None


def is_somebody(token: Token) -> bool:
    """Whether a noun is a name, or one for people or a body that can speak, or for what they wrote."""
    lexicon = roles()
    named = token.ent_type_ in {"PERSON", "NORP", "ORG", "GPE"}
    return named or any(test(token.text) for test in (lexicon.is_role, lexicon.is_body, lexicon.is_document))
