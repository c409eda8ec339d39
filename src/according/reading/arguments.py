"""Who acts on whom: subjects, objects and the like of a word, read off the parse.

A subject may be understood: of "prepared to deploy" it is the subject of the clause above, of "the troops sent there"
the word that the clause describes, of "accused of firing" the one accused.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_CLAUSES_BELOW = frozenset({"xcomp", "advcl", "conj", "ccomp"})
_DESCRIBING = frozenset({"relcl", "acl"})
# With these the object of the verb above does what the clause below tells: "urged them to leave".
_OBJECT_ACTS = frozenset(
    "urge ask order tell force press pressure encourage persuade convince advise instruct command request invite allow"
    " permit help let make warn accuse suspect blame charge prevent stop expect want call require beg enable cause"
    " compel direct see send authorize authorise elect appoint criticize criticise condemn denounce fault".split()
)
# Nouns that only measure or gather what "of" names.
MEASURES = frozenset(
    "group number lot dozen score hundred thousand million majority series round handful couple part member all some"
    " many most several one two three few crowd band bunch rest half mass wave spate string set array range pair team"
    " both each none any column convoy type kind form sort act campaign list total".split()
)
_NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "CD", "DT", "WP", "JJ"})


def with_conjuncts(head: Token) -> list[Token]:
    """A word and those that "and" or a comma joins to it: "Lunt, Rehn and Falk"."""
    found = [head]
    for one in found:
        found.extend(child for child in one.children if child.dep_ == "conj" and child.tag_ in _NOUN_TAGS)
    return found


def first_conjunct(token: Token) -> Token:
    """The word at which a row of joined words begins."""
    while token.dep_ == "conj" and token.head != token:
        token = token.head
    return token


def is_passive(verb: Token) -> bool:
    """Whether a verb tells what is done to its subject or to the noun it describes."""
    if any(child.dep_ in {"auxpass", "nsubjpass"} for child in verb.children):
        return True
    if verb.tag_ != "VBN":
        return False
    if verb.dep_ in {"acl", "advcl"} and not _has_auxiliary(verb):
        return True
    if children(verb, "agent"):
        return True
    return verb.dep_ == "conj" and not _has_own_subject(verb) and not _has_auxiliary(verb) and is_passive(verb.head)


def _has_own_subject(verb: Token) -> bool:
    return any(child.dep_ in SUBJECTS for child in verb.children)


def _has_auxiliary(verb: Token) -> bool:
    return any(child.dep_ == "aux" for child in verb.children)


def children(token: Token, *labels: str) -> list[Token]:
    """The words right below one, by their labels."""
    return [child for child in token.children if child.dep_ in labels]


def under(token: Token, preposition: str) -> list[Token]:
    """What a preposition below a word introduces: "against" of "protests against the law"."""
    found = []
    for child in token.children:
        if child.lower_ == preposition and child.dep_ in {"prep", "agent", "dative", "prt", "advmod"}:
            found.extend(children(child, "pobj"))
            # "from inside the town", "against those"
            found.extend(one for part in children(child, "prep") for one in children(part, "pobj"))
    return found


def agents(verb: Token) -> list[Token]:
    """Who does what a passive verb tells, where "by" names them."""
    return [one for child in children(verb, "agent", "prep") if child.lower_ == "by" for one in children(child, "pobj")]


def subjects(verb: Token, depth: int = 0) -> list[Token]:
    """The grammatical subjects of a verb, its own or understood; of a passive verb, who undergoes it."""
    own = children(verb, "nsubj", "nsubjpass")
    if own:
        # Of "the reason that Rehn refuses" the parse may give both as subjects.
        named = [one for one in own if one.tag_ not in {"WP", "WDT", "IN"}] or own
        return [_antecedent(verb, named[-1])]
    if depth > 6 or verb.dep_ == "ROOT":
        return []
    return _understood(verb, depth)


def _antecedent(verb: Token, subject: Token) -> Token:
    """The noun for which "who" or "that" stands."""
    if subject.tag_ in {"WP", "WDT"}:
        for above in (verb, *verb.ancestors):
            if above.dep_ == "relcl":
                return above.head
    return subject


def _understood(verb: Token, depth: int) -> list[Token]:
    """The subject of a verb that has none of its own."""
    if verb.dep_ == "acl" and verb.tag_ in {"VB", "VBG"} and _is_to(verb):
        return _of_noun(verb.head, depth)
    if verb.dep_ in _DESCRIBING:
        return [verb.head]
    above = verb.head.head if verb.dep_ == "pcomp" else verb.head
    if verb.dep_ == "pcomp" and above.pos_ in {"NOUN", "PROPN"}:
        return _of_noun(above, depth)
    if verb.dep_ not in _CLAUSES_BELOW and verb.dep_ != "pcomp":
        return []
    if above.pos_ == "ADJ" and above.dep_ in {"acomp", "xcomp"}:
        return subjects(above.head, depth + 1)
    return _of_verb_above(verb, above, depth) if above.pos_ in {"VERB", "AUX", "ADJ"} else []


def _of_verb_above(verb: Token, above: Token, depth: int) -> list[Token]:
    """Who does what a clause tells, among the parties of the verb above it."""
    if verb.dep_ == "ccomp" and verb.tag_ in {"VBZ", "VBP", "VBD"}:
        # "Assessed the ministry is ready": the parse may take the subject of the clause for an object.
        taken = [one for one in children(above, "dobj") if one.right_edge.i + 1 == verb.left_edge.i]
        if taken:
            return taken
    told = children(above, "dobj", "dative") if above.lemma_ in _OBJECT_ACTS and verb.dep_ != "conj" else []
    if told and not is_passive(above):
        return told[:1]
    if is_passive(above) and verb.dep_ == "advcl":
        return agents(above) or subjects(above, depth + 1)
    return subjects(above, depth + 1)


def _is_to(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)


def _of_noun(noun: Token, depth: int) -> list[Token]:
    """Who does what a noun names: "Lunt's plan", "plans by the ministry", "it has plans"."""
    owners = children(noun, "poss") or [one for word in ("by", "of") for one in under(noun, word)]
    if owners:
        return owners[:1]
    if noun.dep_ in {"dobj", "attr", "pobj"}:
        above = noun.head if noun.dep_ != "pobj" else noun.head.head
        if above.pos_ in {"VERB", "AUX"}:
            return subjects(above, depth + 1)
    return []


def actors_of(verb: Token) -> list[Token]:
    """Who does what a verb tells: its subject, or in the passive whom "by" names."""
    return agents(verb)[:1] if is_passive(verb) else subjects(verb)


def objects(verb: Token) -> list[Token]:
    """Whom or what a verb's deed is done to."""
    if is_passive(verb):
        return subjects(verb)
    own = children(verb, "dobj")
    if own:
        return [_antecedent(verb, one) for one in own[:1]]
    if verb.dep_ == "relcl" and any(child.tag_ in {"WDT", "WP"} and child.dep_ == "dobj" for child in verb.children):
        return [verb.head]
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        return _shared_object(verb)
    if verb.dep_ == "relcl" and _has_own_subject(verb) and not children(verb, "ccomp", "xcomp"):
        return [verb.head]
    return []


def _shared_object(verb: Token) -> list[Token]:
    """The object of "seized and searched the ship", which the parse hangs below one of the two."""
    later = [child for child in verb.children if child.dep_ == "conj" and child.pos_ == "VERB"]
    return [one for other in later for one in children(other, "dobj")][:1]


def clause_subjects(verb: Token) -> list[Token]:
    """The subject of the clause that a verb has as its complement: "demanded that Rehn resign"."""
    clauses = children(verb, "ccomp", "xcomp", "advcl")
    clauses += [
        one for noun in (*children(verb, "dobj"), *under(verb, "on")) for one in children(noun, "acl", "relcl", "ccomp")
    ]
    return [
        one
        for clause in clauses
        if clause.i > verb.i and not _conditional(clause)
        for one in children(clause, "nsubj", "nsubjpass")
    ]


def is_condition(clause: Token) -> bool:
    """Whether "if" or "unless" opens a clause."""
    return any(child.dep_ == "mark" and child.lower_ in {"if", "unless", "until"} for child in clause.children)


def _conditional(clause: Token) -> bool:
    return any(
        child.dep_ in {"mark", "advmod"} and child.lower_ in {"if", "unless", "because", "as", "after", "when"}
        for child in clause.children
    )


def complements(verb: Token, preposition: str) -> list[Token]:
    """What a preposition introduces in a verb's complement, the nearest first: "on" of "lift the ban on it"."""
    found, row = [], [verb]
    for _ in range(6):
        row = [child for one in row for child in one.children if child.dep_ in _DEEPER and child.i > verb.i]
        found += [
            one
            for child in row
            if child.dep_ == "prep" and child.lower_ == preposition
            for one in children(child, "pobj")
        ]
    return found


_DEEPER = frozenset(
    {"dobj", "prep", "pobj", "xcomp", "pcomp", "acl", "ccomp", "amod", "oprd", "attr", "advcl", "acomp"}
)


def phrase_words(head: Token) -> set[str]:
    """The kept forms of a noun, of the words before it, and of what "of" and "for" join to it: "a row of raids"."""
    words: set[str] = set()
    for one in with_conjuncts(head):
        words.update((one.lemma_.lower(), one.ent_type_))
        if one.pos_ == "PROPN":
            # "Drones" at the head of a sentence is no name: its kept form is the singular.
            words.add(one.lower_.removesuffix("s"))
        for child in one.children:
            if child.i < one.i and child.dep_ in {"compound", "amod", "nmod", "nummod", "npadvmod"}:
                words.add(child.lemma_.lower())
                words.update(part.lemma_.lower() for part in child.children if part.dep_ in {"compound", "amod"})
            elif child.lower_ in {"of", "for"} and child.dep_ == "prep":
                for inner in children(child, "pobj"):
                    words.add(inner.lemma_.lower())
                    words.update(part.lemma_.lower() for part in children(inner, "compound", "amod"))
    return words


def inside(head: Token) -> Iterator[Token]:
    """Words of a noun's phrase that may name who is behind it: "the Veltrian bid", "Lunt's call", "a bid by Lunt"."""
    for child in head.children:
        if child.dep_ in {"poss", "amod", "compound", "nmod", "npadvmod"}:
            yield child
            yield from (part for part in child.children if part.dep_ in {"amod", "compound"})
    for clause in children(head, "acl"):
        yield from agents(clause)
    for word in ("by", "from", "of", "to", "with", "against", "between", "for", "in", "on", "into"):
        yield from under(head, word)


def measured(head: Token) -> Sequence[Token]:
    """What a noun that only measures speaks of: the troops in "thousands of troops"; otherwise the noun itself."""
    if head.lemma_.lower() in MEASURES:
        return under(head, "of") or [head]
    return [head]
