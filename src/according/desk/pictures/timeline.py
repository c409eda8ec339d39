"""A timeline: a lane for each outlet or kind of thing, with a mark on each day; marks that would touch are one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from according.desk.pictures.svg import Shape, cut, element, label, linked, picture, reach, shape

# Days between two labels of the axis, of which the first that leaves room is taken.
_STEPS = (1, 2, 7, 14, 30, 61, 91, 182, 365, 730, 1825)
_LABEL = 64
# Marks nearer than this are drawn as one, with their number.
_APART = 24
# As much as is told of a mark, in pixels as if it were written; its page has the rest.
_TOLD = 640


@dataclass(frozen=True, slots=True)
class Mark:
    """Something on a day: what it is, in words, and where it leads."""

    day: str
    told: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Lane:
    """A line of marks of one kind; `more` is where marks drawn as one lead; `bar` are the days that it lasts."""

    name: str
    kind: str
    shape: Shape
    marks: tuple[Mark, ...]
    more: str | None = None
    bar: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class _Scale:
    """From days to places on the axis."""

    first: date
    last: date
    left: float
    right: float

    def at(self, day: date) -> float:
        days = (self.last - self.first).days
        if not days:
            return (self.left + self.right) / 2
        return self.left + (self.right - self.left) * (day - self.first).days / days


def timeline(lanes: Sequence[Lane], told: str, *, narrow: bool = False) -> Markup | None:
    """Draw lanes one below the other over a common axis of days; None where no mark has a day.

    Args:
        lanes: from the top; marks without a day are left out, and stand in the table alone.
        told: what the picture shows, for those who do not see it.
        narrow: for a phone: the lanes' names stand above them.
    """
    days = [day for lane in lanes for day in map(_day, _days(lane)) if day]
    if not days:
        return None
    width, gutter, row = (340, 14, 46) if narrow else (920, 190, 30)
    scale = _Scale(min(days), max(days), gutter + 14.0, width - 24.0)
    bottom = 12 + row * len(lanes)
    parts = [*_axis(scale, bottom)]
    for number, lane in enumerate(lanes):
        line = 12 + row * number + (32.0 if narrow else row / 2)
        name_at = (2.0, line - 16) if narrow else (2.0, line + 4)
        parts.append(label(*name_at, lane.name, width - 8 if narrow else gutter - 6, "lane"))
        parts.append(element("line", x1=scale.left, x2=scale.right, y1=line, y2=line, class_="rail"))
        parts += _lane(lane, scale, line)
    return picture(width, bottom + 26, told, parts, "timeline narrow" if narrow else "timeline wide")


def _days(lane: Lane) -> Iterator[str]:
    yield from (mark.day for mark in lane.marks)
    yield from lane.bar or ()


def _day(day: str) -> date | None:
    try:
        return date.fromisoformat(day[:10])
    except ValueError:
        return None


def _axis(scale: _Scale, bottom: float) -> Iterator[Markup]:
    """Labelled days, at even steps from the first."""
    days = (scale.last - scale.first).days
    room = max(int((scale.right - scale.left) / _LABEL), 1)
    step = next((step for step in _STEPS if days / step <= room), _STEPS[-1])
    day = scale.first
    while day <= scale.last:
        x = scale.at(day)
        yield element("line", x1=x, x2=x, y1=6, y2=bottom, class_="tick")
        name = f"{day.day} {day:%b}" if step < 300 else f"{day:%b %Y}"
        words = f"{name} {day:%Y}" if day == scale.first and step < 300 else name
        anchor = "start" if day == scale.first and days else "middle"
        yield label(x, bottom + 16, words, 90, "when", anchor=anchor)
        # The label of the first day is longer, with its year.
        day += timedelta(days=step * (2 if day == scale.first and days / step > room - 1 and step > 1 else 1))


def _lane(lane: Lane, scale: _Scale, line: float) -> Iterator[Markup]:
    if lane.bar and (ends := [day for day in map(_day, lane.bar) if day]):
        yield element("line", x1=scale.at(ends[0]), x2=scale.at(ends[-1]), y1=line, y2=line, class_=f"bar {lane.kind}")
    for x, marks in _gathered(lane.marks, scale):
        told = "; ".join(cut(mark.told, _TOLD) for mark in marks[:4])
        told += f"; {len(marks) - 4} more" if len(marks) > 4 else ""
        href = marks[0].href if len(marks) == 1 else lane.more or marks[0].href
        half = 6 if len(marks) == 1 else 11 if lane.shape == "triangle" else 9
        drawn = [reach(x, line), shape(lane.shape, x, line, lane.kind, half)]
        if len(marks) > 1:
            told = f"{len(marks)}: {told}"
            drawn.append(
                element(
                    "text",
                    str(len(marks)),
                    x=x,
                    y=line + (7 if lane.shape == "triangle" else 4),
                    text_anchor="middle",
                    class_="count",
                )
            )
        yield linked(href, f"{lane.name}: {told}", *drawn)


def _gathered(marks: Iterable[Mark], scale: _Scale) -> Iterator[tuple[float, list[Mark]]]:
    """Marks by their places, those that would touch together at the place of their middle one."""
    placed = sorted(((scale.at(day), mark) for mark in marks if (day := _day(mark.day))), key=lambda pair: pair[0])
    group: list[tuple[float, Mark]] = []
    for x, mark in placed:
        if group and x - group[0][0] >= _APART:
            yield _together(group)
            group = []
        group.append((x, mark))
    if group:
        yield _together(group)


def _together(group: Sequence[tuple[float, Mark]]) -> tuple[float, list[Mark]]:
    return sum(x for x, _ in group) / len(group), [mark for _, mark in group]
