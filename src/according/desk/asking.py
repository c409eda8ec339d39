"""What the lists and pages of findings are asked for: which findings, and as of which day. Kept in every link."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, TypeVar
from urllib.parse import urlencode

from fastapi import Depends, Query

from according.comparison.comparison import AsOf
from according.comparison.ledger import Wanted
from according.desk.pictures.findings import Look
from according.desk.pictures.timeline import Unit
from according.errors import QueryError

# So much of each of its lists a part of a finding's page has: it stays under 150 kB (tests/desk/test_parts.py).
LINES_A_PART = 30

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Then:
    """As of which day something is looked at; empty: as it is now."""

    as_of: str = ""
    known_here: str = ""

    @property
    def moment(self) -> AsOf | None:
        """The day, and whether it counts what was published or what this record had seen by then.

        Raises:
            QueryError: `as_of` is not a day.
        """
        return AsOf(_day(self.as_of, "as_of"), bool(self.known_here)) if self.as_of.strip() else None

    def address(self, path: str, **more: str) -> str:
        """The address at which the same day is looked at."""
        asked = {"as_of": self.as_of.strip(), "known_here": self.known_here if self.as_of.strip() else ""}
        given = {name: value for name, value in (more | asked).items() if value}
        return f"{path}?{urlencode(given, errors='replace')}" if given else path


@dataclass(frozen=True, slots=True)
class Zoom:
    """How closely a timeline is looked at ("week", "day"; empty: as a whole), and from which day on."""

    zoom: str = ""
    at: str = ""

    def look(self, to: Callable[[dict[str, str]], str]) -> Look:
        """The same, as a picture is asked; `to` gives the page's address with a query.

        Raises:
            QueryError: `zoom` is no closeness, or `at` no day.
        """
        if self.zoom not in ("", "week", "day"):
            raise QueryError(f"zoom is {self.zoom!r}; give week or day, or leave it out.")
        unit: Unit | None = "week" if self.zoom == "week" else "day" if self.zoom == "day" else None
        at = date.fromisoformat(_day(self.at, "at")) if self.at.strip() else None
        return Look(unit, at, lambda unit, day: to({"zoom": unit, "at": day}))


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of a finding's long lists is shown; the pictures, which are of all, stand with the first."""

    part: Annotated[int, Query(ge=1)] = 1

    def of(self, several: Sequence[Item], a_part: int = LINES_A_PART) -> Sequence[Item]:
        """So much of a list as this part has; nothing where the list ends before it."""
        return several[(self.part - 1) * a_part : self.part * a_part]


@dataclass(frozen=True, slots=True)
class Sought:
    """Which findings of a list are wanted; every field empty where nothing was asked."""

    by: str = ""
    status: str = ""
    since: str = ""
    until: str = ""
    article: str = ""
    after: str = ""
    limit: Annotated[int | None, Query(ge=1, le=1000)] = None

    @property
    def filters(self) -> dict[str, str]:
        """What was asked, without what was left empty."""
        asked = {name: getattr(self, name).strip() for name in ("by", "status", "since", "until", "article")}
        return {name: value for name, value in asked.items() if value}

    @property
    def kept(self) -> dict[str, str]:
        """What the links to further pages of the list repeat."""
        return self.filters | ({"limit": str(self.limit)} if self.limit else {})

    def wanted(self) -> Wanted:
        """The same, as the comparison is asked.

        Raises:
            QueryError: a day is none.
        """
        given = self.filters
        return Wanted(
            by=given.get("by"),
            status=given.get("status"),
            since=_day(given["since"], "since") if "since" in given else None,
            until=_day(given["until"], "until") if "until" in given else None,
            article=given.get("article"),
        )


def _day(value: str, name: str) -> str:
    try:
        return date.fromisoformat(value.strip()).isoformat()
    except ValueError:
        raise QueryError(f"{name} is {value!r}; give a day such as 2020-08-27.") from None


WhichPart = Annotated[Part, Depends(Part)]
Closeness = Annotated[Zoom, Depends(Zoom)]
AtDay = Annotated[Then, Depends(Then)]
Which = Annotated[Sought, Depends(Sought)]
