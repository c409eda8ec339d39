"""Actors in the making: which names of an article are one actor's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from according.model import ActorKind
from according.reading.gazetteer import Known, government_key
from according.reading.mentions import Mention, bare
from according.reading.roles import Gender, roles

_PARTICLES = frozenset("de del della der den di da la le van von bin ibn al el abu ter jr. sr. jr sr ii iii".split())


SPOKESPEOPLE = frozenset({"spokesman", "spokeswoman", "spokesperson", "spokesmen", "spokespeople"})


@dataclass(slots=True, eq=False)
class Draft:
    """An actor while its mentions are gathered.

    Attributes:
        names: the words it is called by, in the order in which they were gathered.
        key: what makes known names one actor; None for names and descriptions that only the text gives.
        called: the name of a known actor, whatever the text calls it.
        guess: the sector that a word of its name suggests, which what the text says of it outweighs.
        nouns: the nouns by which it is described ("minister", "spokesman"); `role_words` all words of its roles.
        side: the actor for whom it speaks, or to which it belongs.
    """

    kind: ActorKind
    names: list[str]
    mentions: list[Mention] = field(default_factory=list)
    key: str | None = None
    called: str | None = None
    country: str | None = None
    sector: str | None = None
    guess: str | None = None
    role: str | None = None
    gender: Gender | None = None
    plural: bool = False
    nouns: set[str] = field(default_factory=set)
    role_words: set[str] = field(default_factory=set)
    side: Draft | None = None

    @property
    def name(self) -> str:
        """A known actor's own name; else the fullest of its names."""
        if self.called:
            return self.called
        if self.kind == "person":
            return max(self.names, key=lambda name: len(name.split()))
        return self.names[0]

    @property
    def office(self) -> str | None:
        """Its role, and for a spokesperson for whom: "spokesman for the Rail Authority"."""
        return f"{self.role}{self._serving}" if self.role else None

    @property
    def full_name(self) -> str:
        """Its name, which for a voice without one tells for whom it speaks: "spokesman for the Rail Authority"."""
        return f"{self.name}{self._serving}" if self.kind == "unnamed" else self.name

    @property
    def _serving(self) -> str:
        if self.side is None or not self.nouns & SPOKESPEOPLE or not self.side.names:
            return ""
        told = set(re.findall(r"\w+", f"{self.role or ''} {self.name}".lower()))
        article = "the " if any(mention.determined == "definite" for mention in self.side.mentions) else ""
        return "" if self.side.name_words & told else f" for {article}{self.side.names[0]}"

    @property
    def sort(self) -> str | None:
        """Its sector, as told or as guessed."""
        return self.sector or self.guess

    @property
    def heads(self) -> set[str]:
        """The head of each of its names, lower case: "ministry" of "Health Ministry" and of "Ministry of Health"."""
        heads = (re.split(r" (?:of|for) ", name, maxsplit=1)[0] for name in self.names)
        return {re.split(r"[\s-]", words)[-1].lower() for words in (*self.names, *heads)}

    @property
    def name_words(self) -> set[str]:
        """Every word of its names, lower case."""
        return {word for name in self.names for word in re.findall(r"\w+", name.lower())}

    @property
    def is_government(self) -> bool:
        """Whether it is a country's government, under whichever name."""
        return self.key is not None and self.key == government_key(self.country)

    @property
    def is_people(self) -> bool:
        """Whether it is the people of a country, by a demonym."""
        return self.key is not None and self.key.startswith("people ")

    def may_be(self, gender: Gender | None) -> bool:
        """Whether nothing says that it is of another gender."""
        return None in {gender, self.gender} or gender == self.gender

    def take(self, mention: Mention) -> None:
        """Add a mention and what its words tell; what was known before stays."""
        self.mentions.append(mention)
        if mention.form == "name":
            self.names.append(mention.name)
        self.country = self.country or (mention.countries[0] if mention.countries else None)
        self.gender = self.gender or mention.gender
        # "The agency" takes up a body already known; its noun says no more of it.
        taken_up = self.kind == "organisation" and mention.form == "description" and mention.same_as is None
        if not taken_up or (self.key is None and self.sort is None):
            self.sector = self.sector or mention.sector
        if mention.role:
            self._take_role(mention.role, mention.plural)
        if mention.form == "description":
            self.nouns.add(mention.noun)
            self.role_words |= set(mention.modifiers)

    def _take_role(self, role: str, plural: bool) -> None:
        lexicon = roles()
        self.role = self.role or (None if plural else role)
        words = role.lower().split()
        self.role_words |= {*words, *map(lexicon.singular, words)}
        self.nouns.add(lexicon.singular(lexicon.expanded(role.rsplit(maxsplit=1)[-1])))


def draft_names(mentions: Iterable[Mention]) -> tuple[list[Draft], dict[Mention, Draft]]:
    """Gather the names of an article into actors; a name that may be two actors' is given to neither."""
    named = [mention for mention in mentions if mention.form == "name"]
    gathering = _Gathering()
    for mention in named:
        if mention.known is not None:
            gathering.known(mention, mention.known)
    fresh = [mention for mention in named if mention.known is None]
    # Longer names first: a surname finds its person whether the full name comes before or after it.
    for mention in sorted(fresh, key=lambda one: (-min(len(person_words(one.name)), 2), one.span)):
        gathering.fresh(mention)
    return gathering.drafts, gathering.of


class _Gathering:
    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self.of: dict[Mention, Draft] = {}
        self.by_key: dict[str, Draft] = {}
        self.by_acronym: dict[str, Draft] = {}

    def known(self, mention: Mention, known: Known) -> None:
        """Give a known name to the actor of its key; a capital that does not act is a place."""
        place = known.kind == "capital" and not mention.metonym
        key = f"place {known.name}" if place else known.key
        draft = self.by_key.get(key)
        if draft is None:
            draft = self.by_key[key] = self._open(mention.kind or "organisation")
            draft.key, draft.country, draft.role = key, known.country, known.role
            draft.sector = None if place else known.sector
            draft.plural = known.kind == "demonym"
            if known.role:
                draft.nouns.add(roles().singular(known.role.split()[-1]))
                draft.role_words |= set(known.role.lower().split())
        # A government is called as the text calls it, unless it is declared by a name.
        if known.kind not in {"capital", "demonym", "government"} and (known.declared or not draft.is_government):
            draft.called = known.called
            draft.names.append(known.called)
        self._give(mention, draft)

    def fresh(self, mention: Mention) -> None:
        """Give an unfamiliar name to the one actor that it fits, or open a new one."""
        found = self._candidates(mention)
        if len(found) == 1:
            self._give(mention, found[0])
        if found:
            return
        draft = self._open(mention.kind or ("organisation" if _like_a_body(mention) else "person"))
        draft.plural = mention.plural
        if draft.kind == "organisation":
            draft.guess = roles().sector_of_name(mention.name)
        self._give(mention, draft)

    def _candidates(self, mention: Mention) -> list[Draft]:
        if mention.name in self.by_acronym:
            return [self.by_acronym[mention.name]]
        # "Aleksandr Ivanovich (Brun)": the surname stands in parentheses.
        if mention.acronym and (called := self._with_surname(mention.acronym.lower())):
            return called
        may_be_person = mention.kind in {"person", None} or len(person_words(mention.name)) == 1
        if may_be_person and (persons := self._fitting_persons(mention)):
            return persons
        bodies = list(self._bodies(mention)) if mention.kind != "person" else []
        return bodies if len(bodies) == 1 else []

    def _with_surname(self, surname: str) -> list[Draft]:
        return [draft for draft in self._persons() if _fits_person(draft, [surname])]

    def _persons(self) -> Iterator[Draft]:
        return (draft for draft in self.drafts if draft.kind == "person")

    def _fitting_persons(self, mention: Mention) -> list[Draft]:
        words = person_words(mention.name)
        found = [draft for draft in self._persons() if _fits_person(draft, words)]
        if len(words) > 1:
            exact = [draft for draft in found if any(person_words(name) == words for name in draft.names)]
            return (exact or found)[:1]
        if len(found) > 1:
            found = [draft for draft in found if draft.may_be(mention.gender)]
            found = [draft for draft in found if draft.gender and draft.gender == mention.gender] or found
        if len(found) > 1 and mention.role:
            noun = roles().singular(mention.role.split()[-1])
            found = [draft for draft in found if noun in draft.nouns] or found
        return found

    def _bodies(self, mention: Mention) -> Iterator[Draft]:
        """The bodies that a name may be short for: by its beginning, its end or its initials."""
        words = bare(mention.name).lower().split()
        for draft in self.drafts:
            names = [bare(name).lower().split() for name in draft.names]
            if draft.kind == "organisation":
                short = any(words in (name[-len(words) :], name[: len(words)]) for name in names)
                if short or any(_initials(name) == mention.name for name in draft.names):
                    yield draft
            elif draft.kind != "person" and words in names:
                yield draft

    def _open(self, kind: ActorKind) -> Draft:
        draft = Draft(kind, [])
        self.drafts.append(draft)
        return draft

    def _give(self, mention: Mention, draft: Draft) -> None:
        draft.take(mention)
        self.of[mention] = draft
        if mention.acronym and mention.acronym.isupper():
            self.by_acronym[mention.acronym] = draft


def person_words(name: str) -> list[str]:
    """The words of a person's name that tell who it is: no particles, no initials."""
    words = [word.lower() for word in re.findall(r"[^\W\d_][\w'’.-]*", name)]
    return [word for word in words if word not in _PARTICLES and not re.fullmatch(r"\w\.", word)] or words


def _fits_person(draft: Draft, words: list[str]) -> bool:
    """Whether a name may be this person's: the full name, the surname, or the given name alone."""
    return bool(words) and any(_same_person(person_words(name), words) for name in draft.names)


def _same_person(own: list[str], words: list[str]) -> bool:
    if not own:
        return False
    if len(words) > 1 and len(own) > 1:
        return (own[0], own[-1]) == (words[0], words[-1])
    return words[-1] == own[-1] or (len(words) == 1 and words[0] == own[0])


def _like_a_body(mention: Mention) -> bool:
    """Whether an unfamiliar name is less likely a person's: "the Nordpool", "Future9", "eVia"."""
    odd = any(char.isdigit() for char in mention.name) or not mention.name[:1].isupper()
    return mention.determined == "definite" or odd


def _initials(name: str) -> str:
    """The initials of a name's capitalised words: "Institute for the Study of War" gives "ISW"."""
    return "".join(word[0] for word in re.split(r"[\s-]", name) if word[:1].isupper())
