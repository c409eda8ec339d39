"""Which frames the words of a sentence carry, and which of them tell of one and the same interaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from according.reading.arguments import (
    children,
    is_passive,
    measured,
    objects,
    phrase_words,
    subjects,
    under,
    with_conjuncts,
)
from according.reading.frames import Frame, Frames, Part
from according.reading.status import OCCURRING

if TYPE_CHECKING:
    from spacy.tokens import Token

# Words of a phrase stand at most this far apart: "called the two-day strike off".
_GAP = 4
_BINDING = frozenset({"will", "would", "should", "must", "shall", "ought", "'ll", "’ll", "wo"})
_BEFORE_MONTH = frozenset("in since until till by from last next early late mid-".split())
# Verbs by which a noun's deed is done to their subject: "faced protests", "drew criticism".
UNDERGOING = frozenset(
    "face draw suffer receive sustain undergo encounter attract provoke spark trigger meet endure".split()
)
_NOUNS = frozenset({"NOUN", "PROPN"})


@dataclass(frozen=True, slots=True, eq=False)
class Match:
    """A frame on the words that carry it.

    Attributes:
        token: the word that carries the frame.
        words: all words of it, in order.
        object: the head of the object by which the frame was known, if it asks for one.
        clause: the verb whose subject and tense are the event's: the word itself, or the verb that lends a noun its.
    """

    frame: Frame
    token: Token
    words: tuple[Token, ...]
    object: Token | None
    clause: Token

    @property
    def trigger(self) -> Token:
        """The word that names the event best."""
        return self.object if self.frame.trigger == "object" and self.object is not None else self.token


def find_matches(sentence: Sequence[Token], frames: Frames) -> list[Match]:
    """The narrowest frame for each word of a sentence that carries one."""
    found = []
    for token in sentence:
        part = None if token.text == "March" and _is_month(token) else _part(token)
        lemma = token.lemma_.lower()
        candidates: Sequence[Frame] = frames.of(part, lemma) if part else ()
        if not candidates and part == "verb" and token.lower_.endswith("ed"):
            # The grammar model has no dictionary: it takes "staged" for a form of "stag".
            candidates = frames.of(part, token.lower_[:-1]) or frames.of(part, token.lower_[:-2])
        if part == "verb" and token.dep_ in {"amod", "compound"}:
            continue
        if part != "verb":
            candidates = [*candidates, *frames.of("state", lemma), *frames.of("state", token.lower_)]
        elif token.head.lemma_ == "be" and infinitive(token):
            candidates = [*frames.of("state", lemma), *candidates]  # "is to blame"
        for frame in candidates:
            match = _match(frame, token, frames)
            if match is not None:
                found.append(match)
                break
    return found


def _is_month(token: Token) -> bool:
    """Whether "March" is one: "March 15", "in March", "last March"; the grammar model takes some for a walk."""
    beside = token.doc[max(token.i - 1, 0) : token.i + 2]
    return token.ent_type_ == "DATE" or any(one.like_num or one.lower_ in _BEFORE_MONTH for one in beside)


def _part(token: Token) -> Part | None:
    pos = token.pos_
    if pos in {"VERB", "AUX"}:
        return "verb"
    if pos in _NOUNS:
        return "noun"
    return "state" if pos in {"ADJ", "ADP", "ADV"} else None


def _match(frame: Frame, token: Token, frames: Frames) -> Match | None:
    words = _words(frame, token)
    clause = _clause(frame, token, frames) if words else None
    if words is None or clause is None:
        return None
    named = (
        next((one for one in _objects(frame, token, words) if _has(frame.object, one)), None) if frame.object else None
    )
    if (frame.object and named is None) or not _fits(frame, token, clause):
        return None
    return Match(frame, token, words, named, clause)


def _fits(frame: Frame, token: Token, clause: Token) -> bool:
    """Whether the company that a word keeps is what a frame asks for, its object aside."""
    below = children(token, "xcomp", "ccomp") if frame.complement else []
    return (
        (not frame.subject or any(_has(frame.subject, one) for one in subjects(clause)))
        and (not frame.complement or any(one.lemma_.lower() in frame.complement for one in below))
        and (not frame.needs or any(_needed(token, need) for need in frame.needs))
        and (not frame.instrument or _near(token, frame.instrument))
        and not (frame.bare and (is_passive(token) or objects(token)))
        and not (frame.unless and _near(token, frame.unless, reach=6))
    )


def _words(frame: Frame, token: Token) -> tuple[Token, ...] | None:
    """The words of a frame's phrase around the one that carries it."""
    if frame.part == "verb":
        return _behind(token, frame.words[1:])
    if frame.part == "noun" and "of" in frame.words:
        return _behind(token, frame.words[1:])
    if len(frame.words) == 1:
        return (token,)
    return _before(token, frame.words[:-1])


def _behind(token: Token, wanted: Sequence[str]) -> tuple[Token, ...] | None:
    found, place, doc = [token], token.i, token.doc
    for word in wanted:
        for step in range(1, _GAP + 1):
            if place + step >= len(doc) or doc[place + step].is_sent_start:
                return None
            one = doc[place + step]
            if word in (one.lower_, one.lemma_.lower()):
                found.append(one)
                place = one.i
                break
            # "Calling out Lunt for" is no call for anything.
            if one.text in {",", ";"} or (one.dep_ == "prt" and one.head == token):
                return None
            if one.text in {",", ";", ":", "—", "."} or one.pos_ == "VERB":
                return None
        else:
            return None
    return tuple(found)


def _before(token: Token, wanted: Sequence[str]) -> tuple[Token, ...] | None:
    found, place = [token], token.i
    for word in reversed(wanted):
        for step in (1, 2):
            one = token.doc[place - step] if place >= step else None
            if one is not None and word in (one.lower_, one.lemma_.lower()):
                found.insert(0, one)
                place = one.i
                break
        else:
            return None
    return tuple(found)


def _clause(frame: Frame, token: Token, frames: Frames) -> Token | None:
    """The verb whose subject and tense are the event's."""
    if frame.part == "verb":
        return token
    if frame.part == "state":
        above = next((one for one in token.ancestors if one.pos_ in {"VERB", "AUX"}), None)
        near = above is not None and above.lemma_ in {
            "be",
            "stand",
            "remain",
            "become",
            "stay",
            "feel",
            "have",
            "come",
            "face",
            "draw",
        }
        return above if near and above is not None and token.i - above.i <= 5 else None
    return governor(token, frames)


def governor(noun: Token, frames: Frames) -> Token:
    """The verb that lends a noun its subject and tense ("staged a protest", "protests broke out"); else the noun."""
    noun = _measure_above(noun)
    head = noun.head
    if noun.dep_ in {"dobj", "nsubjpass"} and head.lemma_.lower() in frames.lights | UNDERGOING:
        return head
    if noun.dep_ == "nsubj" and head.lemma_.lower() in OCCURRING | {"be"}:
        return head
    if noun.dep_ == "attr" and head.lemma_ == "be":
        return head
    if (
        noun.dep_ == "pobj"
        and head.dep_ == "prep"
        and head.head.lemma_.lower() in {"participate", "engage", "carry", "go", "take"}
    ):
        return head.head
    if noun.dep_ == "conj" and noun.head.pos_ in _NOUNS:
        above = governor(noun.head, frames)
        return noun if above == noun.head else above
    return noun


def _measure_above(noun: Token) -> Token:
    """The head of "a series of attacks", whose verb is the attacks' own."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun in measured(noun.head.head):
        above = noun.head.head
        return above if above != noun else noun
    return noun


def _objects(frame: Frame, token: Token, words: Sequence[Token]) -> Iterator[Token]:
    """Where a frame's object may stand: the verb's object, or what its words and prepositions introduce."""
    own = [one for head in objects(token) if head not in words for one in with_conjuncts(head)]
    yield from own
    for word in words[1:]:
        yield from children(word, "pobj", "dobj")
    if own and len(words) == 1:
        return
    yield from (one for one in children(token, "npadvmod", "oprd", "attr") if one.i > token.i)
    yield from (one for clause in children(token, "ccomp") if clause.i > token.i for one in children(clause, "nsubj"))
    for preposition in ("from", "of", "in", "on", "to", "at"):
        for word in words:
            yield from under(word, preposition)


def _has(wanted: frozenset[str], head: Token) -> bool:
    words = phrase_words(head)
    return any(word in words if " " not in word else words.issuperset(word.split()) for word in wanted)


def _needed(token: Token, need: str) -> bool:
    match need:
        case "object":
            return bool(objects(token))
        case "clause":
            return bool(children(token, "ccomp")) or any(_opened_by_that(one) for one in children(token, "acl"))
        case "modal":
            return any(child.lower_ in _BINDING for one in children(token, "ccomp") for child in one.children)
        case "to":
            below = [*children(token, "xcomp", "ccomp", "advcl")]
            return bool(under(token, "to")) or any(infinitive(one) for one in below)
        case _:
            return any(child.lower_ == need and child.dep_ in {"prep", "agent", "prt"} for child in token.children)


def _opened_by_that(clause: Token) -> bool:
    return any(child.dep_ == "mark" and child.lower_ == "that" for child in clause.children)


def infinitive(verb: Token) -> bool:
    """Whether "to" leads a verb."""
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)


def _near(token: Token, wanted: frozenset[str], reach: int = 14) -> bool:
    """Whether one of some words stands in the sentence around a word."""
    doc = token.doc
    start, end = max(token.sent.start, token.i - reach), min(token.sent.end, token.i + reach)
    around = [doc[place] for place in range(start, end)]
    lemmas = {one.lemma_.lower() for one in around} | {one.lower_ for one in around}
    row = f" {' '.join(one.lemma_.lower() for one in around)} "
    return any(word in lemmas if " " not in word else f" {word} " in row for word in wanted)


# One event an interaction


_BELOW = frozenset(
    {"xcomp", "ccomp", "dobj", "pobj", "prep", "acl", "prt", "dative", "advcl", "nsubjpass", "oprd", "pcomp", "csubj"}
)
# On the way from a promise to the deed promised.
_TOWARDS = frozenset({"xcomp", "ccomp", "dobj", "conj", "pcomp", "attr", "acomp", "oprd"})


def below(match: Match) -> set[int]:
    """The places of all words in the complement of a match: what it says, wants, refuses or promises."""
    places: set[int] = set()
    for word in {*match.words, match.clause}:
        for child in word.children:
            before = child.i < word.i and child.dep_ not in {"nsubjpass", "csubj"}
            if before or child.dep_ not in _BELOW or (child.dep_ == "advcl" and not infinitive(child)):
                continue
            places.update(one.i for one in child.subtree)
    return places - {word.i for word in match.words}


def one_each(matches: Sequence[Match]) -> list[tuple[Match, Match | None]]:
    """The matches that stand for an interaction each, with the promise or threat above them, if any.

    A noun by which a verb's frame was known tells nothing of its own; what is demanded, refused or charged is said, not
    done; a promise or threat gives way to the deed that is promised; what something is done for is part of it.
    """
    taken = {place for match in matches for place in _consumed(match)}
    kept = [match for match in matches if match.token.i not in taken]
    bound: dict[int, Match] = {}
    given_way: set[int] = set()
    for match in kept:
        deed = _deed(match, kept) if match.frame.yields else None
        if deed is not None:
            bound[deed.token.i] = match
            given_way.add(match.token.i)
        elif match.frame.yields == "only":
            given_way.add(match.token.i)
    left = [match for match in kept if match.token.i not in given_way]
    carriers = {match.clause.i for match in left}
    return [(match, bound.get(match.token.i)) for match in left if not _serves(match, carriers)]


def _consumed(match: Match) -> Iterator[int]:
    yield from (word.i for word in match.words if word != match.token)
    if match.object is not None:
        yield match.object.i
        # "sanctions" of "a round of sanctions"
        yield from (
            one.i for one in match.object.subtree if one.pos_ in _NOUNS and one.lemma_.lower() in match.frame.object
        )
    if match.frame.swallows:
        described = {one.i for word in _clauses_of_nouns(match) for one in word.subtree}
        yield from below(match) - described


def _clauses_of_nouns(match: Match) -> Iterator[Token]:
    """The clauses of nouns in the complement of a match: what they tell is told, not charged or asked for."""
    places = below(match)
    for token in match.token.doc:
        if token.i in places and (token.dep_ == "relcl" or (token.dep_ == "acl" and token.tag_ in {"VBN", "VBG"})):
            yield token
    if match.frame.type == "ACCUSE":
        # "Condemned the raid": there was one.
        yield from (noun for noun in objects(match.token) if noun.i > match.token.i and _is_definite(noun))


def _is_definite(noun: Token) -> bool:
    return any(child.lower_ in {"the", "this", "these", "that"} or child.dep_ == "poss" for child in noun.children)


def _serves(match: Match, carriers: set[int]) -> bool:
    """Whether a deed is only what another one is done for: "sent troops to support the government"."""
    verb = match.clause
    while verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        verb = verb.head
    if verb.dep_ not in {"advcl", "acl", "relcl"} or not infinitive(verb):
        return False
    above = verb.head
    return above.i in carriers or (above.dep_ == "dobj" and above.head.i in carriers)


def _deed(match: Match, matches: Sequence[Match]) -> Match | None:
    """The deed that a promise or threat is of: the highest match in its complement."""
    places = below(match)
    inside = [other for other in matches if other is not match and other.token.i in places and _towards(other, match)]
    return min(inside, key=lambda other: (sum(1 for _ in other.token.ancestors), other.token.i), default=None)


def _towards(deed: Match, match: Match) -> bool:
    """Whether the deed is the promise's own: no other clause stands between, nor is it what is threatened with."""
    token = deed.token
    carriers = {word.i for word in match.words} | {match.clause.i}
    while token.head.i not in carriers:
        if token.dep_ not in _TOWARDS and not (token.dep_ in {"prep", "pobj"} and not match.frame.hostile):
            return False
        if token.head == token:
            return False
        token = token.head
    return token.dep_ not in {"prep", "advcl", "acl"} or (not match.frame.hostile or infinitive(token))
