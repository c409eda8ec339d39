"""How surely a saying is told at each stop of its way: a line that steps from band to band."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from according.desk.pictures.svg import element, label, linked, path, picture, reach, shape
from according.model import Band

# From the surest down, as ICD 203 orders them; told flatly is surer than any, a distance without a figure the least.
_LEVELS: tuple[tuple[Band | None, str], ...] = (
    (None, "flatly"), ("certain", "certain"), ("very likely", "very likely"), ("likely", "likely"),
    ("even", "even chance"), ("unlikely", "unlikely"), ("very unlikely", "very unlikely"), ("remote", "remote"),
    ("unsaid", "doubted"),
)  # fmt: skip
_ROW = 26
# Under a stop its outlet is written only where there is so much room for it.
_NAMED = 90


@dataclass(frozen=True, slots=True)
class Halt:
    """A stop: its band, in words where and when, the outlet, where it leads, and whether the hedge was lost there."""

    band: Band | None
    told: str
    outlet: str
    href: str
    alarm: bool


def journey(halts: Sequence[Halt], told: str, *, narrow: bool = False) -> Markup:
    """Draw stops from left to right in their order, the surer the higher; only bands between those met are shown.

    Args:
        halts: the stops; at least one.
        told: what the picture shows, for those who do not see it.
        narrow: for a phone.
    """
    at = {band: number for number, (band, _) in enumerate(_LEVELS)}
    met = [at[halt.band] for halt in halts]
    shown = range(min(met), max(met) + 1)
    width, left = (340, 92) if narrow else (980, 110)
    room = (width - left - 24) / len(halts)
    heights = {level: 18.0 + _ROW * number for number, level in enumerate(shown)}
    places = [(left + room * (number + 0.5), heights[level]) for number, level in enumerate(met)]
    parts = []
    for level in shown:
        y = heights[level]
        parts.append(label(2, y + 4, _LEVELS[level][1], left - 6, "lane"))
        parts.append(element("line", x1=left, x2=width - 8, y1=y, y2=y, class_="rail"))
    parts.append(path(_steps(places), "thread"))
    bottom = max(heights.values()) + 26
    for halt, (x, y) in zip(halts, places, strict=True):
        kind = "claim" if halt.alarm else "report"
        drawn = [reach(x, y), shape("triangle" if halt.alarm else "dot", x, y, kind, 8 if halt.alarm else 6)]
        if room >= _NAMED:
            drawn.append(label(x, bottom, halt.outlet, room - 8, "when", anchor="middle"))
        parts.append(linked(halt.href, halt.told, *drawn))
    return picture(width, bottom + 12, told, parts, "journey narrow" if narrow else "journey wide")


def _steps(places: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Along at one height, then up or down half way to the next."""
    points = [places[0]]
    for (x, y), (to_x, to_y) in pairwise(places):
        middle = (x + to_x) / 2
        points += [(middle, y), (middle, to_y), (to_x, to_y)]
    return points
