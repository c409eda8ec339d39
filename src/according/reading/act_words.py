"""The lexicon of acts, in `data/acts.yaml`: cues that tell an act by themselves, and words of a content that do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, cast

import yaml

from according.model import Act

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The lists of `data/acts.yaml`.

    Attributes:
        cues: cues of one word and the act that each tells.
        phrases: cues of several words by their first, the longest first; the act is None where the content tells it.
        open: cues of one word that leave the act to the content.
        expressed: nouns of what is expressed or voiced, and the act that it is.
        lists: the lists of content words, by name.
    """

    cues: Mapping[str, Act]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], Act | None], ...]]
    open: frozenset[str]
    expressed: Mapping[str, Act]
    lists: Mapping[str, frozenset[str]]

    def phrase_at(self, tokens: Sequence[Token]) -> tuple[bool, Act | None]:
        """Whether a cue of several words begins with these tokens, and the act that it tells."""
        words = [token.lemma_.lower() for token in tokens[:4]]
        for phrase, act in self.phrases.get(words[0], ()) if words else ():
            if tuple(words[: len(phrase)]) == phrase:
                return True, act
        return False, None

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.lists[name]


@cache
def act_words() -> Lexicon:
    """The lexicon of acts, read once a process."""
    table = yaml.safe_load(files("according.reading").joinpath("data", "acts.yaml").read_text("utf-8"))
    every = [(entry, cast("Act", act)) for act, row in table["cues"].items() for entry in split(row)]
    opened = [(entry, None) for entry in split(table["open"])]
    phrases: dict[str, list[tuple[tuple[str, ...], Act | None]]] = {}
    for entry, act in (*every, *opened):
        parts = tuple(entry.split())
        if len(parts) > 1:
            phrases.setdefault(parts[0], []).append((parts, act))
    return Lexicon(
        {entry: act for entry, act in every if " " not in entry},
        {first: tuple(sorted(row, key=lambda one: -len(one[0]))) for first, row in phrases.items()},
        frozenset(entry for entry, _ in opened if " " not in entry),
        {entry: cast("Act", act) for act, row in table["expressed"].items() for entry in split(row)},
        {name: frozenset(split(row)) for name, row in table.items() if isinstance(row, str)},
    )


def split(row: str) -> list[str]:
    """The entries of a list that is written with commas."""
    return [entry.strip() for entry in row.split(",") if entry.strip()]
