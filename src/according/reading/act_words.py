"""The lexicon of acts, in `data/acts.yaml`: cues that tell an act by themselves, and words of a content that do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, cast

import yaml

from according.model import Act
from according.reading.lexicon import Added, Entry, brought, in_use, split

if TYPE_CHECKING:
    from spacy.tokens import Token


# Words of the longest phrase that is looked for.
LONGEST = 8


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The lists of `data/acts.yaml` with what a user adds.

    Attributes:
        cues: cues of one word; what they stand for is the act, or "content" where that tells it.
        phrases: cues of several words by their first, the longest first.
        expressed: nouns of what is expressed or voiced, with the act that it is.
        lists: the lists of content words, by name.
    """

    cues: Mapping[str, Entry]
    phrases: Mapping[str, Sequence[Entry]]
    expressed: Mapping[str, Entry]
    lists: Mapping[str, frozenset[str]]

    def phrase_at(self, tokens: Sequence[Token]) -> Entry | None:
        """The cue of several words that begins with these tokens."""
        words = [token.lemma_.lower() for token in tokens[:LONGEST]]
        for entry in self.phrases.get(words[0], ()) if words else ():
            phrase = entry.words.split()
            if words[: len(phrase)] == phrase:
                return entry
        return None

    def named_by(self, verb: Token) -> Act | None:
        """The act that a verb names, by itself or with the words behind it."""
        phrase = self.phrase_at(list(verb.doc[verb.i : verb.i + LONGEST]))
        word = self.cues.get(verb.lemma_.lower())
        return (act_by(phrase) if phrase else None) or (act_by(word) if word else None)

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.lists[name]


def act_by(entry: Entry) -> Act | None:
    """The act that an entry tells; None where the content tells it."""
    return None if entry.stands_for == "content" else cast("Act", entry.stands_for)


def act_words() -> Lexicon:
    """The lexicon of acts that is in use."""
    return in_use().part(_lexicon)


def _lexicon(added: Added) -> Lexicon:
    table = yaml.load(files("according.reading").joinpath("data", "acts.yaml").read_text("utf-8"), yaml.CSafeLoader)
    # The later of two that are written alike holds: a word in `open` is open, and a user's entry is what the user says.
    every = [
        *brought("acts.yaml, cues", table["cues"]),
        *(Entry(words, "content", "acts.yaml, open") for words in split(table["open"])),
        *added.of("acts"),
    ]
    phrases: dict[str, dict[str, Entry]] = {}
    for entry in every:
        if " " in entry.words:
            phrases.setdefault(entry.words.split()[0], {})[entry.words] = entry
    return Lexicon(
        {entry.words: entry for entry in every if " " not in entry.words},
        {first: sorted(row.values(), key=lambda one: -len(one.words.split())) for first, row in phrases.items()},
        {entry.words: entry for entry in brought("acts.yaml, expressed", table["expressed"])},
        {name: frozenset(split(row)) for name, row in table.items() if isinstance(row, str)},
    )
