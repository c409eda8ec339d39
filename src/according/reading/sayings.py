"""Words of saying: verbs and nouns by which a source says, thinks, plans or wants; kept in `data/sayings.yaml`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Sayings:
    """The lexicon, all words as lemmas in lower case.

    Attributes:
        clause: verbs whose clause is a content.
        spoken: verbs of speech proper.
        clause_only: those of them that with a noun are a deed and no saying.
        matter: verbs that tell what is said of a matter which a noun names.
        attitudes: verbs of taking a side, of feeling and of knowing, which say nothing.
        think: verbs that add nothing where a speaker says them of himself ("I think …").
        own_mind: those of them that count where another than "I" is meant.
        nouns: nouns of saying, whose owner is the source.
        nouns_of: nouns of saying whose content may follow on "of".
        voiceless: nouns of saying that need no owner ("claims that …").
        every: all words of saying, verbs and nouns, and "according".
    """

    clause: frozenset[str]
    spoken: frozenset[str]
    clause_only: frozenset[str]
    matter: frozenset[str]
    attitudes: frozenset[str]
    think: frozenset[str]
    own_mind: frozenset[str]
    nouns: frozenset[str]
    nouns_of: frozenset[str]
    voiceless: frozenset[str]
    every: frozenset[str]

    def is_verb(self, token: Token) -> bool:
        """Whether a word is a verb of saying."""
        lemma = token.lemma_.lower()
        return token.pos_ in {"VERB", "AUX"} and (lemma in self.clause or lemma in self.matter)

    def is_noun(self, token: Token) -> bool:
        """Whether a word is a noun of saying."""
        return token.pos_ in {"NOUN", "PROPN"} and (token.lemma_.lower() in self.nouns or token.lower_ == "remarks")

    def says(self, tokens: Sequence[Token]) -> bool:
        """Whether a cue has a word of saying, whatever the parse takes it for."""
        return any(token.lower_ in self.every or token.lemma_.lower() in self.every for token in tokens)


@cache
def sayings() -> Sayings:
    """The lexicon, read once a process."""
    table = yaml.safe_load(files("according.reading").joinpath("data", "sayings.yaml").read_text("utf-8"))
    words = {name: frozenset(row.split()) for name, row in table.items()}
    every = words["clause"] | words["matter"] | words["nouns"] | words["nouns_of"] | {"according"}
    return Sayings(**words, every=every)
