"""Towns of 15,000 inhabitants and more, of GeoNames (CC BY 4.0), by name.

`data/towns.tsv` has a row for each town, `data/town_names.tsv`, sorted, each spelling with the numbers of the rows that
bear it; both are written by `tools/towns.py`. Only the rows that are asked for are taken apart.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"
TOWNS = _DATA / "towns.tsv"
NAMES = _DATA / "town_names.tsv"


@dataclass(frozen=True, slots=True)
class Town:
    """A town of GeoNames: its name, ISO 3166 alpha-3 country, first-level division, WGS 84 degrees and inhabitants."""

    name: str
    country: str
    admin: str
    latitude: float
    longitude: float
    population: int


def towns_named(name: str) -> list[Town]:
    """The towns that bear a name, also as another spelling in Latin letters; upper and lower case are alike."""
    start = f"{name.casefold()}\t"
    names = _lines(NAMES)
    at = bisect_left(names, start)
    if at == len(names) or not names[at].startswith(start):
        return []
    return [_town(_lines(TOWNS)[int(row)]) for row in names[at][len(start) :].split(" ")]


def _town(row: str) -> Town:
    name, country, admin, latitude, longitude, population = row.split("\t")
    return Town(name, country, admin, float(latitude), float(longitude), int(population))


@cache
def _lines(table: Path) -> Sequence[str]:
    return table.read_text("utf-8").split("\n")[:-1]
