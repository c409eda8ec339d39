"""A timeline: a lane for each outlet or kind of thing, with a mark on each day; marks that would touch are one.

It is looked at as a whole, or closer: some days or weeks of it, each in a column of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from markupsafe import Markup

from according.desk.pictures.svg import HALF, Shape, cut, element, label, linked, picture, reach, shape

Unit = Literal["week", "day"]

# Days between two labels of the axis, of which the first that leaves room is taken.
_STEPS = (1, 2, 7, 14, 30, 61, 91, 182, 365, 730, 1825)
_LABEL = 64
# The first label has the year, and stands beside its line.
_FIRST_LABEL = 104
# The label of a column, and how many columns a look has, each of so many days.
_COLUMN_LABEL = 46
_COLUMNS: dict[Unit, tuple[int, int]] = {"week": (12, 7), "day": (14, 1)}
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
class Window:
    """The days or weeks of a timeline that are looked at; a week begins on its Monday (ISO 8601)."""

    unit: Unit
    first: date

    @classmethod
    def at(cls, unit: Unit, day: date) -> Window:
        """The one that begins with the day, or with its week."""
        return cls(unit, day - timedelta(days=day.weekday() if unit == "week" else 0))

    @property
    def columns(self) -> int:
        """How many days or weeks it has."""
        return _COLUMNS[self.unit][0]

    @property
    def step(self) -> int:
        """How many days a column has."""
        return _COLUMNS[self.unit][1]

    @property
    def last(self) -> date:
        """Its last day."""
        return self.first + timedelta(days=self.columns * self.step - 1)

    def ending_with(self, day: date) -> Window:
        """The one of as many columns whose last has a day."""
        return Window.at(self.unit, day - timedelta(days=(self.columns - 1) * self.step))

    def earlier(self, days: Sequence[date]) -> Window | None:
        """Where one goes on to see the last of some days before it; no further back than there are any."""
        before = [day for day in days if day < self.first]
        if not before:
            return None
        return max(self.ending_with(max(before)), Window.at(self.unit, min(days)), key=lambda one: one.first)

    def later(self, days: Sequence[date]) -> Window | None:
        """Where one goes on to see the first of some days after it; no further on than there are any."""
        after = [day for day in days if day > self.last]
        if not after:
            return None
        return min(self.ending_with(max(days)), Window.at(self.unit, min(after)), key=lambda one: one.first)


@dataclass(frozen=True, slots=True)
class _Scale:
    """From days to places on the axis; marks nearer than `apart` are drawn as one."""

    first: date
    last: date
    left: float
    right: float
    window: Window | None = None

    @property
    def apart(self) -> float:
        return self.column - 0.5 if self.window else _APART

    @property
    def column(self) -> float:
        return (self.right - self.left) / (self.window.columns if self.window else 1)

    def at(self, day: date) -> float:
        days = (min(max(day, self.first), self.last) - self.first).days
        if self.window:
            return self.left + self.column * (days // self.window.step + 0.5)
        if self.first == self.last:
            return (self.left + self.right) / 2
        return self.left + (self.right - self.left) * days / (self.last - self.first).days


def days_of(lanes: Iterable[Lane]) -> list[date]:
    """The days of all marks, in their order."""
    return sorted(day for lane in lanes for mark in lane.marks if (day := _day(mark.day)))


def timeline(lanes: Sequence[Lane], told: str, *, narrow: bool = False, window: Window | None = None) -> Markup | None:
    """Draw lanes one below the other over a common axis of days; None where no mark has a day that is looked at.

    Args:
        lanes: from the top; marks without a day are left out, and stand in the table alone.
        told: what the picture shows, for those who do not see it.
        narrow: for a phone: the lanes' names stand above them.
        window: the days or weeks that are looked at; None: all.
    """
    if window:
        lanes = [seen for lane in lanes if (seen := _within(lane, window))]
    days = [day for lane in lanes for day in map(_day, _days(lane)) if day]
    if not days:
        return None
    width, gutter, row = (340, 0, 46) if narrow else (980, 190, 30)
    if window:
        scale = _Scale(window.first, window.last, gutter, width, window)
    else:
        scale = _Scale(min(days), max(days), (gutter or 14) + 14.0, width - 24.0)
    bottom = 12 + row * len(lanes)
    parts = [*(_columns(scale, window, bottom) if window else _axis(scale, bottom))]
    for number, lane in enumerate(lanes):
        line = 12 + row * number + (32.0 if narrow else row / 2)
        name_at = (2.0, line - 16) if narrow else (2.0, line + 4)
        parts.append(label(*name_at, lane.name, width - 8 if narrow else gutter - 6, "lane"))
        parts.append(element("line", x1=scale.left, x2=scale.right, y1=line, y2=line, class_="rail"))
        parts += _lane(lane, scale, line)
    return picture(width, bottom + 26, told, parts, "timeline narrow" if narrow else "timeline wide")


def _within(lane: Lane, window: Window) -> Lane | None:
    """A lane with the marks that a window has, and with its bar where that reaches into it."""
    marks = tuple(mark for mark in lane.marks if (day := _day(mark.day)) and window.first <= day <= window.last)
    ends = [day for day in map(_day, lane.bar or ()) if day]
    bar = lane.bar if ends and ends[0] <= window.last and ends[-1] >= window.first else None
    return replace(lane, marks=marks, bar=bar) if marks or bar else None


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
        crowded = day == scale.first and scale.at(day + timedelta(days=step)) - x < _FIRST_LABEL and step < 300
        day += timedelta(days=step * (2 if crowded else 1))


def _columns(scale: _Scale, window: Window, bottom: float) -> Iterator[Markup]:
    """A line between each two columns, and the first day of as many as there is room to name."""
    every = -(-_COLUMN_LABEL // int(scale.column))
    for number in range(window.columns):
        left, day = scale.left + scale.column * number, window.first + timedelta(days=number * window.step)
        if number:
            yield element("line", x1=left, x2=left, y1=6, y2=bottom, class_="tick")
        if number % every == 0:
            # Where a label is wider than its column it begins with it.
            x, anchor = (left + 1, "start") if every > 1 else (left + scale.column / 2, "middle")
            yield label(x, bottom + 16, f"{day.day} {day:%b}", scale.column * every + 8, "when", anchor=anchor)


def _lane(lane: Lane, scale: _Scale, line: float) -> Iterator[Markup]:
    if lane.bar and (ends := [day for day in map(_day, lane.bar) if day]):
        yield element("line", x1=scale.at(ends[0]), x2=scale.at(ends[-1]), y1=line, y2=line, class_=f"bar {lane.kind}")
    for x, marks in _gathered(lane.marks, scale):
        told = "; ".join(cut(mark.told, _TOLD) for mark in marks[:4])
        told += f"; {len(marks) - 4} more" if len(marks) > 4 else ""
        href = marks[0].href if len(marks) == 1 else lane.more or marks[0].href
        half = _half(lane.shape, len(marks))
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


def _half(of: Shape, count: int) -> float:
    """Half the size of a mark; one that stands for several has room for their number."""
    if count == 1:
        return HALF
    return (11 if of in ("triangle", "diamond") else 9) + (2 if count > 9 else 0)


def _gathered(marks: Iterable[Mark], scale: _Scale) -> Iterator[tuple[float, list[Mark]]]:
    """Marks by their places, those that would touch together at the place of their middle one."""
    placed = sorted(((scale.at(day), mark) for mark in marks if (day := _day(mark.day))), key=lambda pair: pair[0])
    group: list[tuple[float, Mark]] = []
    for x, mark in placed:
        if group and x - group[0][0] >= scale.apart:
            yield _together(group)
            group = []
        group.append((x, mark))
    if group:
        yield _together(group)


def _together(group: Sequence[tuple[float, Mark]]) -> tuple[float, list[Mark]]:
    return sum(x for x, _ in group) / len(group), [mark for _, mark in group]
