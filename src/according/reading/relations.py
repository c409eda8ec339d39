"""What a text says that states and groups are to each other: ally, member, union, neighbour, rival.

These are no events: nobody does anything. A relation is read where its noun or adjective stands by both names
("Veltria's closest ally Norrland", "a member of the Pact", "NATO members, Poland and Latvia", "neighbouring Norrland").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from according.language import ParsedText
from according.model import Article, Relation, RelationKind
from according.reading.actors import Cast
from according.reading.arguments import children, subjects, under, with_conjuncts
from according.reading.grammar import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

_NOUNS: Mapping[str, RelationKind] = {
    "ally": "ally", "partner": "ally", "friend": "ally", "member": "member", "neighbor": "neighbour",
    "neighbour": "neighbour", "rival": "rival", "adversary": "rival", "foe": "rival", "enemy": "rival",
    "archrival": "rival", "arch-rival": "rival", "arch-foe": "rival", "archenemy": "rival", "union": "union",
    "confederation": "union", "alliance": "union",
}  # fmt: skip
_ADJECTIVES: Mapping[str, RelationKind] = {
    "allied": "ally", "neighboring": "neighbour", "neighbouring": "neighbour", "rival": "rival",
}  # fmt: skip
# Those whom a relation can hold between; two people may be friends without its being politics.
_KINDS = frozenset({"country", "organisation", "group", "place"})
_STATES = frozenset({"state", "country", "nation", "republic", "union", "bloc"})


def find_relations(article: Article, parsed: ParsedText, cast: Cast) -> tuple[Relation, ...]:
    """Find the relations that a text tells of, in its order, each pair and kind once.

    Args:
        article: the article; its country-less names are left out, since nobody is known behind them.
        parsed: its text with grammar.
        cast: the actors; both sides of a relation are among them, `to` is None where the text names one side only.
    """
    finder = _Relations({actor.id: actor.kind for actor in cast.actors}, cast)
    found: dict[tuple[RelationKind, str, str | None], Relation] = {}
    for offset, tokens in parsed.sentences():
        sentence = Sentence(tokens, offset)
        for token in tokens:
            for relation in finder.at(token, sentence):
                found.setdefault((relation.kind, relation.of, relation.to), relation)
    return tuple(sorted(found.values(), key=lambda one: one.span))


class _Relations:
    """Reads relations off the words around a noun or adjective."""

    def __init__(self, kinds: Mapping[str, str], cast: Cast) -> None:
        self.kinds = kinds
        self.cast = cast

    def at(self, token: Token, sentence: Sentence) -> Iterator[Relation]:
        word = token.lemma_.lower()
        if token.dep_ == "amod" and token.lower_ in _ADJECTIVES:
            yield from self._described(token, _ADJECTIVES[token.lower_], sentence)
        elif token.pos_ in {"NOUN", "PROPN"} and word in _NOUNS:
            if _NOUNS[word] == "union":
                yield from self._united(token, sentence)
            elif token.dep_ in {"compound", "nmod"} and token.head.lemma_.lower() in _STATES:
                yield from self._between(token.head, token, _NOUNS[word], sentence)
            else:
                yield from self._between(token, token, _NOUNS[word], sentence)

    def _between(self, head: Token, noun: Token, kind: RelationKind, sentence: Sentence) -> Iterator[Relation]:
        """ "X is Y's ally", "Y's ally X", "an ally of Y, X", "Y members X and Z"."""
        whose = [
            *children(head, "poss", "compound", "nmod", "amod"),
            *children(noun, "poss", "compound", "nmod", "amod"),
            *under(head, "of"),
        ]
        to = self._actors(whose, sentence)[:1]
        words = sentence.span(
            sorted({head, noun, *(one for one in whose if self._actor(one, sentence))}, key=lambda one: one.i)
        )
        for of in self._actors(_bearers(head), sentence):
            if to and of != to[0]:
                yield Relation(kind, of, to[0], words)

    def _described(self, adjective: Token, kind: RelationKind, sentence: Sentence) -> Iterator[Relation]:
        """ "neighbouring X": whose neighbour it is stays open."""
        for of in self._actors([adjective.head], sentence):
            yield Relation(kind, of, None, sentence.span([adjective, adjective.head]))

    def _united(self, noun: Token, sentence: Sentence) -> Iterator[Relation]:
        """ "X and Y proclaimed a union", "a union between X and Y"."""
        verb = noun.head if noun.dep_ in {"dobj", "attr", "compound"} else None
        if verb is not None and noun.dep_ == "compound":
            verb = verb.head if verb.dep_ in {"dobj", "attr"} else None
        parties = [one for head in under(noun, "between") or under(noun, "of") for one in with_conjuncts(head)]
        if len(parties) < 2 and verb is not None and verb.pos_ in {"VERB", "AUX"}:
            parties = [one for head in subjects(verb) for one in with_conjuncts(head)]
        known = self._actors(parties, sentence)
        if len(known) > 1:
            yield from (Relation("union", known[0], other, sentence.place(noun)) for other in known[1:])

    def _actors(self, heads: Sequence[Token], sentence: Sentence) -> list[str]:
        every = (self._actor(one, sentence) for head in heads for one in with_conjuncts(head))
        return list(dict.fromkeys(filter(None, every)))

    def _actor(self, head: Token, sentence: Sentence) -> str | None:
        found = self.cast.at(sentence.place(head))
        return found if found is not None and self.kinds.get(found) in _KINDS else None


def _bearers(noun: Token) -> list[Token]:
    """Whom a noun describes: by "is", by apposition on either side, or by standing before the name."""
    found = children(noun, "appos")
    if noun.dep_ == "appos":
        found.append(noun.head)
    if noun.dep_ == "attr":
        found += subjects(noun.head)
    if noun.dep_ in {"compound", "nmod"}:
        found.append(noun.head)
    # "NATO members, Poland, Lithuania, and Latvia": the parse may have a row of joined nouns.
    found += [one for one in with_conjuncts(noun)[1:] if one.ent_type_ in {"GPE", "NORP", "ORG"}]
    return found
