"""Actors that a user declares: in YAML, or as FollowTheMoney entities, one JSON object a line.

A declared actor is known before the text is read, by its names to the letter, and wins over what the grammar model
takes those words for. It is how a reader learns of fictional states, small parties and people new in office.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

import yaml

from according.errors import SettingError
from according.reading.gazetteer import countries_by_iso2

DeclaredKind = Literal["person", "organisation", "country", "place", "group"]

SECTORS = frozenset(
    "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC".split()
)
KEYS = frozenset({"name", "kind", "country", "sector", "role", "aliases", "demonyms", "capital"})

# FollowTheMoney schemata that are actors here; others (Vessel, Payment, Ownership …) name no one who speaks.
FTM_KINDS: Mapping[str, tuple[DeclaredKind, str | None]] = {
    "Person": ("person", None),
    "Organization": ("organisation", None),
    "PublicBody": ("organisation", "GOV"),
    "Company": ("organisation", "BUS"),
    "LegalEntity": ("organisation", None),
    "PoliticalParty": ("organisation", "PTY"),
}


@dataclass(frozen=True, slots=True)
class DeclaredActor:
    """An actor as a user declares it.

    `country` and `sector` are as in `according.model.Actor`; `aliases` are further names; `demonyms` ("Veltrian",
    "Veltrians") and `capital` belong to countries.
    """

    name: str
    kind: DeclaredKind
    country: str | None = None
    sector: str | None = None
    role: str | None = None
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capital: str | None = None


def read_actor_file(path: Path) -> tuple[DeclaredActor, ...]:
    """Read a file of declared actors: a YAML list (.yaml, .yml), or FollowTheMoney entities as JSON lines.

    Entities follow https://followthemoney.tech: `schema` and `properties`, each property a list of strings.

    Raises:
        SettingError: the file cannot be read, or an entry is not an actor; the sentence names the file and the entry.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(f"The actor file {path} cannot be read ({error}); give a file of UTF-8 text.") from error
    if path.suffix in {".yaml", ".yml"}:
        return tuple(_from_yaml(text, path))
    return tuple(_from_follow_the_money(text, path))


def _from_yaml(text: str, path: Path) -> Iterator[DeclaredActor]:
    try:
        entries = yaml.safe_load(text) or []
    except yaml.YAMLError as error:
        raise SettingError(f"The actor file {path} is not YAML: {' '.join(str(error).split())}.") from error
    if not isinstance(entries, list):
        raise SettingError(f"The actor file {path} holds no list; begin each actor with '- name:'.")
    for number, entry in enumerate(entries, 1):
        yield _declared(entry, f"Actor {number} of {path}")


def _declared(entry: object, place: str) -> DeclaredActor:
    if not isinstance(entry, dict):
        raise SettingError(f"{place} is not a mapping; give it name and kind.")
    if unknown := sorted(map(str, entry.keys() - KEYS)):
        raise SettingError(f"{place} has the unknown key {unknown[0]!r}; the keys are {', '.join(sorted(KEYS))}.")
    kind = entry.get("kind")
    if kind not in get_args(DeclaredKind):
        raise SettingError(f"{place} has the kind {kind!r}; it must be one of {', '.join(get_args(DeclaredKind))}.")
    name = _words(entry, "name", place)
    if name is None:
        raise SettingError(f"{place} has no name; give one.")
    return DeclaredActor(
        name=name,
        kind=cast(DeclaredKind, kind),
        country=_country(entry, place),
        sector=_sector(entry, place),
        role=_words(entry, "role", place),
        aliases=_list(entry, "aliases", place),
        demonyms=_list(entry, "demonyms", place),
        capital=_words(entry, "capital", place),
    )


def _country(entry: Mapping[str, object], place: str) -> str | None:
    country = _words(entry, "country", place)
    if country is not None and not re.fullmatch("[A-Z]{3}", country):
        raise SettingError(f"{place} has the country {country!r}; give three capital letters, such as POL or XAA.")
    return country


def _sector(entry: Mapping[str, object], place: str) -> str | None:
    sector = _words(entry, "sector", place)
    if sector is not None and sector not in SECTORS:
        raise SettingError(f"{place} has the sector {sector!r}; it must be one of {', '.join(sorted(SECTORS))}.")
    return sector


def _words(entry: Mapping[str, object], key: str, place: str) -> str | None:
    value = entry.get(key)
    if value is None:
        return None
    # YAML reads an unquoted NO as false: said plainly, it is soon mended.
    if not isinstance(value, str) or not value.strip():
        raise SettingError(f"{place} has the {key} {value!r}; give words, in quotation marks if need be.")
    return value.strip()


def _list(entry: Mapping[str, object], key: str, place: str) -> tuple[str, ...]:
    values = entry.get(key) or []
    if not isinstance(values, list) or not all(isinstance(value, str) and value.strip() for value in values):
        raise SettingError(f"{place} has {key} {values!r}; give a list of names.")
    return tuple(value.strip() for value in values)


def _from_follow_the_money(text: str, path: Path) -> Iterator[DeclaredActor]:
    # Not splitlines(): JSON strings may hold U+2028 and its like unescaped.
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        place = f"Line {number} of {path}"
        try:
            entity = json.loads(line)
        except ValueError as error:
            raise SettingError(f"{place} is not JSON ({error}); give one FollowTheMoney entity a line.") from error
        if not isinstance(entity, dict) or not isinstance(entity.get("properties"), dict):
            raise SettingError(f"{place} is not a FollowTheMoney entity; it needs a schema and properties.")
        if entity.get("schema") in FTM_KINDS:
            yield _imported(entity, place)


def _imported(entity: Mapping[str, object], place: str) -> DeclaredActor:
    properties = entity["properties"]
    assert isinstance(properties, dict)  # noqa: S101  # the caller has looked
    kind, sector = FTM_KINDS[str(entity["schema"])]

    def values(*keys: str) -> list[str]:
        listed = (value for key in keys for value in properties.get(key) or [])
        return [value for value in listed if isinstance(value, str) and value.strip()]

    names = values("name", "alias", "weakAlias", "abbreviation")
    if not names:
        raise SettingError(f"{place} has no name; a FollowTheMoney entity needs one to be found in a text.")
    codes = values("country", "nationality", "jurisdiction", "mainCountry", "citizenship")
    country = countries_by_iso2().get(codes[0].upper()) if codes else None
    role = next(iter(values("position")), None)
    return DeclaredActor(names[0], kind, country, sector, role, tuple(dict.fromkeys(names[1:])))
