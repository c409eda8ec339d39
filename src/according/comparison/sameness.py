"""Whether actors of two articles are one: by name, role and country, never by a surname alone, and always with why."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from according.model import Actor
from according.reading.drafts import person_words
from according.reading.gazetteer import government_key, known_names
from according.reading.mentions import bare
from according.reading.roles import roles

# Whoever is of one of these may be of another tomorrow; a journalist of the same name is someone else.
_POLITICAL = frozenset({"GOV", "LEG", "PTY", "OPP", "ELI", "JUD", "MIL", "COP", "SPY", "REB"})
# Bodies of which a state has one: "the opposition" of BLR is the same in every report.
_ONE_A_STATE = frozenset({"opposition", "police", "army", "navy", "military", "parliament", "government", "cabinet"})


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two actors are taken for one, in a sentence for the reader; `on` names what it rests on."""

    sentence: str
    on: tuple[str, ...]


def same_actor(one: Actor, other: Actor) -> Reason | None:
    """Give the reason for which two articles' actors are one; None where the evidence does not suffice.

    Unnamed voices are never one across articles. Countries or sectors that differ speak against it.
    """
    if one.kind != other.kind or one.kind == "unnamed" or _differ(one.country, other.country):
        return None
    return _same_person(one, other) if one.kind == "person" else _same_body(one, other)


def _same_person(one: Actor, other: Actor) -> Reason | None:
    if _sectors_differ(one, other):
        return None
    words, others = person_words(one.name), person_words(other.name)
    if not words or not others or words[-1] != others[-1]:
        return None
    if len(words) > 1 and len(others) > 1:
        if words[0] != others[0]:
            return None
        return Reason(f"Both are named {other.name}{_of(one, other)}.", ("name", *_agreed(one, other)))
    # A surname needs both the office and the country beside it.
    if one.country and one.country == other.country and _office(one) and _office(one) == _office(other):
        called = f"{one.role} {words[-1].title()} of {one.country}"
        return Reason(
            f"Both are {called}: the surname, the role and the country agree.", ("surname", "role", "country")
        )
    return None


def _same_body(one: Actor, other: Actor) -> Reason | None:
    key = _key(one)
    if key is not None and key == _key(other):
        return Reason(f"{one.name} and {other.name} are names of one actor.", ("known name",))
    name, called = bare(one.name), bare(other.name)
    if name.casefold() != called.casefold():
        return None
    if name[:1].islower() and not _told_apart(one, other):
        return None
    return Reason(f"Both are called {name}{_of(one, other)}.", ("name", *_agreed(one, other)))


def _told_apart(one: Actor, other: Actor) -> bool:
    """Whether a mere description ("foreign ministry") means one thing: with its country, and more than "ministry"."""
    words = one.name.casefold().split()
    return bool(one.country) and one.country == other.country and (len(words) > 1 or words[0] in _ONE_A_STATE)


@cache
def _keys() -> dict[str, str]:
    return {entry.name: entry.key for entry in known_names()}


def _key(actor: Actor) -> str | None:
    governs = actor.kind == "organisation" and actor.sector == "GOV" and actor.country is not None
    if governs and bare(actor.name).casefold().endswith("government"):
        return government_key(actor.country)
    key = _keys().get(bare(actor.name))
    # A capital is a government only as a body; as a place it has another key.
    return None if key is None or (actor.kind == "place" and key.startswith("government")) else key


def _office(actor: Actor) -> str | None:
    return roles().singular(actor.role.split(" for ")[0].split()[-1]) if actor.role else None


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


def _sectors_differ(one: Actor, other: Actor) -> bool:
    return _differ(one.sector, other.sector) and not {one.sector, other.sector} <= _POLITICAL


def _agreed(one: Actor, other: Actor) -> tuple[str, ...]:
    pairs = (("country", one.country, other.country), ("role", _office(one), _office(other)))
    return tuple(name for name, value, same in pairs if value is not None and value == same)


def _of(one: Actor, other: Actor) -> str:
    return f", of {one.country}" if one.country and one.country == other.country else ""
