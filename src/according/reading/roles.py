"""What nouns tell of who somebody is: sector, man or woman, body or person; kept in `data/roles.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal

import yaml

Gender = Literal["male", "female"]


@dataclass(frozen=True, slots=True, eq=False)
class Roles:
    """The lexicon of roles, its words in lower case unless they are abbreviations.

    Attributes:
        people: nouns for persons, with their sector; None where the words around decide.
        bodies: nouns for organisations and for people met only as a body, with their sector.
        modifiers: words that tell a sector only before another noun.
        government_voices: nouns for persons that are of a government where nothing else is said.
        alliances: nouns for bodies of states.
        stands_for: what "the agency" may stand for: sectors of actors, and last words of their names.
        courtesy: words before a name that are no role, with the gender they tell.
        abbreviated: offices as abbreviated before a name.
        gendered: nouns and given names that tell a gender.
        unnamed: nouns for persons whose name an article hides.
        last_words: last words of names that are those of organisations.
        documents: nouns for what is written or shown.
    """

    people: Mapping[str, str | None]
    bodies: Mapping[str, str]
    modifiers: Mapping[str, str]
    government_voices: frozenset[str]
    alliances: frozenset[str]
    stands_for: Mapping[str, tuple[frozenset[str], frozenset[str]]]
    courtesy: Mapping[str, Gender | None]
    abbreviated: Mapping[str, str]
    gendered: Mapping[str, Gender]
    given_names: Mapping[str, Gender]
    unnamed: frozenset[str]
    last_words: frozenset[str]
    documents: frozenset[str]

    def sector(self, noun: str) -> str | None:
        """The sector that a noun tells by itself, singular or plural."""
        word = self.singular(self.expanded(noun))
        return self.people.get(word) or self.bodies.get(word)

    def sector_of_name(self, name: str) -> str | None:
        """The sector that an organisation's name tells: by its last word, or by its first ("Institute for …")."""
        words = name.split()
        told = self.modifiers.get(words[-2].lower()) if len(words) > 1 else None
        thinking = "EDU" if words[0] in {"Center", "Centre"} else None
        return told or self.sector(words[-1]) or self.sector(words[0]) or thinking

    def is_abbreviated(self, word: str) -> bool:
        """Whether a word is an office as abbreviated before a name, its full stop cut off or not."""
        return self.expanded(word) != word

    def expanded(self, word: str) -> str:
        """The office for which an abbreviation stands, or the word itself."""
        return self.abbreviated.get(word) or self.abbreviated.get(f"{word}.") or word

    def is_role(self, noun: str) -> bool:
        """Whether a noun says what a person is."""
        return self.singular(noun) in self.people

    def is_body(self, noun: str) -> bool:
        """Whether a noun names a body that can speak."""
        word = self.singular(noun)
        return word in self.bodies or word in self.alliances or word in self.stands_for

    def is_document(self, noun: str) -> bool:
        """Whether a noun is for what is written or shown, which tells but is nobody."""
        return noun.lower() in self.documents or noun.lower().removesuffix("s") in self.documents

    @lru_cache(maxsize=16_384)  # noqa: B019  # there is one lexicon a process, and it stays
    def singular(self, noun: str) -> str:
        """The form under which a noun is kept: "ministers" as "minister", "police" as it is."""
        word = noun.lower()
        forms = (word, word.removesuffix("s"), word.removesuffix("ies") + "y", word.removesuffix("es"))
        for lexicon in (self.people, self.bodies, self.stands_for, self.alliances):
            for form in forms:
                if form in lexicon:
                    return form
        return word


@cache
def roles() -> Roles:
    """The lexicon, read once a process."""
    data = _load("roles.yaml")
    names = _load("first_names.yaml")
    people: dict[str, str | None] = dict.fromkeys(_words(data["voices"]) | _words(data["government_voices"]))
    for sector, words in data["people"].items():
        people |= dict.fromkeys(_words(words), sector)
    return Roles(
        people=people,
        bodies={word: sector for sector, words in data["organisations"].items() for word in _words(words)},
        modifiers={word: sector for sector, words in data["modifiers"].items() for word in _words(words)},
        government_voices=_words(data["government_voices"]),
        alliances=_words(data["alliances"]),
        stands_for={
            word: (frozenset(row.get("sectors", ())), frozenset(row.get("words", ())))
            for word, row in data["stands_for"].items()
        },
        courtesy={word: _gender(kind) for kind, words in data["courtesy"].items() for word in words.split()},
        abbreviated=data["abbreviated"],
        gendered=_genders(data, str.lower),
        given_names=_genders(names, str),
        unnamed=_words(data["unnamed"]),
        last_words=frozenset(data["organisation_words"].replace("-", " ").split()),
        documents=_words(data["documents"]),
    )


def _load(name: str) -> dict[str, Any]:
    text = files("according.reading").joinpath("data", name).read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  # both are safe
    return data


def _words(words: str) -> frozenset[str]:
    return frozenset(words.lower().split())


def _gender(kind: str) -> Gender | None:
    return "male" if kind == "male" else "female" if kind == "female" else None


def _genders(data: Mapping[str, str], form: Any) -> dict[str, Gender]:
    male: dict[str, Gender] = dict.fromkeys(map(form, data["male"].split()), "male")
    return male | dict.fromkeys(map(form, data["female"].split()), "female")
