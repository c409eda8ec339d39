"""A row of bars: how much there was in each of some weeks."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from according.desk.pictures.svg import element, picture

_BAR, _GAP, _HEIGHT = 9, 3, 30
# What there is little of is seen beside what there is much of.
_LEAST = 2.0


def by_week(weeks: Sequence[int], last: str) -> Markup | None:
    """Bars from the first week to the one that ends with the day `last`; None where there was nothing.

    Args:
        weeks: how much there was in each week, the first first.
        last: the last day of the last week, as it is read.
    """
    most = max(weeks, default=0)
    if not most:
        return None
    bars = []
    for place, count in enumerate(weeks):
        height = max(_LEAST, _HEIGHT * count / most) if count else 1.0
        bars.append(
            element(
                "rect", x=place * (_BAR + _GAP), y=_HEIGHT - height, width=_BAR, height=height,
                class_="bar-of" if count else "bar-of none",
            )
        )  # fmt: skip
    told = f"First told of in each of the {len(weeks)} weeks to {last}: {', '.join(map(str, weeks))}."
    return picture(len(weeks) * (_BAR + _GAP) - _GAP, _HEIGHT, told, bars, "weeks")
