"""Actors in the making: which names of an article are one actor's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from according.model import ActorKind
from according.reading.gazetteer import government_key
from according.reading.mentions import Mention, bare
from according.reading.roles import Gender, roles

_PARTICLES = frozenset("de del della der den di da la le van von bin ibn al el abu ter jr. sr. jr sr ii iii".split())


@dataclass(slots=True, eq=False)
class Draft:
    """An actor while its mentions are gathered.

    Attributes:
        names: the words it is called by, in the order of their mentions.
        nouns: the nouns by which it is described ("minister", "spokesman"); `role_words` all words of its roles.
        guess: the sector that a word of its name suggests, which what the text says of it outweighs.
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
        """The fullest of its names; a known actor's own name."""
        if self.called:
            return self.called
        if self.kind == "person":
            return max(self.names, key=lambda name: len(name.split()))
        return self.names[0]

    @property
    def sort(self) -> str | None:
        """Its sector, as told or as guessed."""
        return self.sector or self.guess

    @property
    def last_words(self) -> set[str]:
        """The head of each of its names, lower case: "ministry" of "Health Ministry" and of "Ministry of Health"."""
        heads = (re.split(r" (?:of|for) ", name)[0] for name in self.names)
        return {re.split(r"[\s-]", words)[-1].lower() for words in (*self.names, *heads)}

    @property
    def name_words(self) -> set[str]:
        """Every word of its names, lower case."""
        return {word for name in self.names for word in re.findall(r"\w+", name.lower())}

    def take(self, mention: Mention) -> None:
        """Add a mention and what its words tell; what was known before stays."""
        self.mentions.append(mention)
        if mention.form == "name":
            self.names.append(mention.name)
        self.country = self.country or (mention.countries[0] if mention.countries else None)
        # "The agency" takes up a body already known; its noun says no more of it.
        taken_up = self.kind == "organisation" and mention.form == "description" and mention.same_as is None
        if not taken_up or (self.key is None and self.sort is None):
            self.sector = self.sector or mention.sector
        self.gender = self.gender or mention.gender
        if mention.role:
            self.role = self.role or (None if mention.plural else mention.role)
            words = mention.role.lower().split()
            self.role_words |= {*words, *map(roles().singular, words)}
            self.nouns.add(roles().singular(roles().abbreviated.get(mention.role.split()[-1], words[-1])))
        if mention.form == "description":
            self.nouns.add(mention.noun)
            self.role_words |= set(mention.modifiers)


def draft_names(mentions: Iterable[Mention]) -> tuple[list[Draft], dict[Mention, Draft]]:
    """Gather the names of an article into actors; a name that may be two actors' is given to neither."""
    named = [mention for mention in mentions if mention.form == "name"]
    gathering = _Gathering()
    for mention in named:
        if mention.known is not None:
            gathering.known(mention)
    fresh = [mention for mention in named if mention.known is None]
    # Longer names first: a surname finds its person whether the full name comes before or after it.
    for mention in sorted(fresh, key=lambda one: (-min(len(_name_words(one.name)), 2), one.span)):
        gathering.fresh(mention)
    for draft in gathering.drafts:
        draft.mentions.sort(key=lambda one: one.span)
    return gathering.drafts, gathering.of


class _Gathering:
    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self.of: dict[Mention, Draft] = {}
        self.by_key: dict[str, Draft] = {}
        self.short: dict[str, Draft] = {}

    def known(self, mention: Mention) -> None:
        known = mention.known
        assert known is not None  # noqa: S101  # the caller has looked
        key = known.key
        if known.kind == "capital" and not mention.metonym:
            key = f"place {known.name}"
        draft = self.by_key.get(key)
        if draft is None:
            kind: ActorKind = mention.kind or "organisation"
            called = None if key.startswith(("government", "people")) and not known.declared else known.called
            if known.kind in {"capital", "demonym"}:
                called = None
            sector = None if key.startswith("place") else known.sector
            draft = Draft(kind, [], key=key, called=called, country=known.country, sector=sector, role=known.role)
            draft.plural = known.kind == "demonym"
            if known.role:
                draft.nouns.add(roles().singular(known.role.split()[-1]))
                draft.role_words |= set(known.role.lower().split())
            self._open(key, draft)
        elif draft.called is None and known.declared and known.kind not in {"capital", "demonym"}:
            draft.called = known.called
        if known.kind == "person" or known.kind == "organisation":
            draft.names.append(known.called)
        self._give(mention, draft)

    def fresh(self, mention: Mention) -> None:
        if mention.name in self.short:
            return self._give(mention, self.short[mention.name])
        if mention.acronym and (called := [one for one in self.drafts if one.kind == "person" and _fits_person(one, [mention.acronym.lower()])]):
            # "Aleksandr Ivanovich (Brun)": the surname stands in parentheses.
            return self._give(mention, called[0]) if len(called) == 1 else None
        if mention.kind in {"person", None} or len(_name_words(mention.name)) == 1:
            candidates = list(self._persons(mention))
            if len(candidates) == 1:
                return self._give(mention, candidates[0])
            if candidates:
                return None
        if mention.kind != "person":
            bodies = list(self._bodies(mention))
            if len(bodies) == 1:
                return self._give(mention, bodies[0])
        kind: ActorKind = mention.kind or ("organisation" if _like_a_body(mention) else "person")
        draft = Draft(kind, [], plural=mention.plural)
        if kind == "organisation":
            draft.guess = roles().sector_of_name(mention.name)
        self._open(None, draft)
        return self._give(mention, draft)

    def _persons(self, mention: Mention) -> Iterator[Draft]:
        words = _name_words(mention.name)
        found = [draft for draft in self.drafts if draft.kind == "person" and _fits_person(draft, words)]
        exact = [draft for draft in found if any(_name_words(name) == words for name in draft.names)]
        found = exact if len(words) > 1 and exact else found
        if len(found) > 1:
            found = [draft for draft in found if not _contradicts(draft, mention)]
            found = [draft for draft in found if draft.gender and draft.gender == mention.gender] or found
        if len(found) > 1 and mention.role:
            noun = roles().singular(mention.role.split()[-1])
            found = [draft for draft in found if noun in draft.nouns] or found
        if len(words) > 1:
            found = found[:1]
        yield from found

    def _bodies(self, mention: Mention) -> Iterator[Draft]:
        words = [word.lower() for word in bare(mention.name).split()]
        for draft in self.drafts:
            if draft.kind not in {"organisation", "group", "place", "country"}:
                continue
            names = [[word.lower() for word in bare(name).split()] for name in draft.names]
            if words in names:
                yield draft
            elif draft.kind == "organisation" and (
                any(name[-len(words) :] == words or name[: len(words)] == words for name in names)
                or any(_initials(name) == mention.name for name in draft.names)
            ):
                yield draft

    def _open(self, key: str | None, draft: Draft) -> None:
        self.drafts.append(draft)
        if key:
            self.by_key[key] = draft

    def _give(self, mention: Mention, draft: Draft) -> None:
        draft.take(mention)
        self.of[mention] = draft
        if mention.acronym and mention.acronym.isupper():
            self.short[mention.acronym] = draft


def _name_words(name: str) -> list[str]:
    words = [word.lower() for word in re.findall(r"[^\W\d_][\w'’.-]*", name)]
    return [word for word in words if word not in _PARTICLES and not re.fullmatch(r"\w\.", word)] or words


def _fits_person(draft: Draft, words: list[str]) -> bool:
    """Whether a name may be this person's: its full name, its surname, or its given name alone."""
    for name in draft.names:
        own = _name_words(name)
        if not own or not words:
            continue
        if len(words) > 1 and len(own) > 1:
            if own[-1] == words[-1] and own[0] == words[0]:
                return True
        elif words[-1] == own[-1] or (len(words) == 1 and words[0] == own[0]) or (len(own) == 1 and own[0] == words[-1]):
            return True
    return False


def _contradicts(draft: Draft, mention: Mention) -> bool:
    return bool(draft.gender and mention.gender and draft.gender != mention.gender)


def _like_a_body(mention: Mention) -> bool:
    """Whether an unfamiliar name is less likely a person's: "the Nordpool", "Future9", "eVia"."""
    return mention.determined == "definite" or any(char.isdigit() for char in mention.name) or not mention.name[:1].isupper()


def _initials(name: str) -> str:
    """The initials of a name's capitalised words: "Institute for the Study of War" gives "ISW"."""
    return "".join(word[0] for word in re.split(r"[\s-]", name) if word[:1].isupper())


def same_government(draft: Draft, country: str) -> bool:
    """Whether an actor is a country's government, under whichever name."""
    return draft.key == government_key(country)
