"""What the lists of the record are asked for: of which articles, narrowed by what, and which page of the list."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Annotated, Any, Literal

from fastapi import Depends, Query

from according.comparison.ledger import Wanted
from according.desk.asking import Sought
from according.model import Act, Band, EventStatus, EventType
from according.record.filters import Filters
from according.record.lists import EventFilters

_DAY = r"^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?$"
Day = Annotated[str, Query(pattern=_DAY, description="A day, month or year: 2020-08-27, 2020-08, 2020.")]
Words = Annotated[str, Query(description="Words that have to be there; “words in quotes” stand together.")]
Name = Annotated[str, Query(description="Words of the name, in any case, with or without accents.")]
After = Annotated[str, Query(description="The cursor `after` that came with the page of the list before this one.")]
Limit = Annotated[int, Query(ge=1, le=1000, description="How many at the most.")]
MOST_HITS = 10_000


@dataclass(frozen=True, slots=True)
class Facets:
    """What else can narrow what is looked for; empty where nothing does."""

    source: Name = ""
    act: Annotated[Act | Literal[""], Query(description="The act of a statement.")] = ""
    actor: Name = ""
    type: EventType | Literal[""] = ""
    status: EventStatus | Literal[""] = ""
    certainty: Band | Literal[""] = ""


@dataclass(frozen=True, slots=True)
class OfArticles:
    """What is asked of the articles of a list; empty where nothing is."""

    publisher: Name = ""
    language: Annotated[str, Query(description="ISO 639-1.")] = ""
    since: Day = ""
    until: Day = ""

    def filters(self, facets: Facets | None = None, **more: str) -> Filters:
        """The same, as the record is asked, with facets and with more where there are any.

        Raises:
            QueryError: a value is not one that there is.
        """
        asked: dict[str, Any] = asdict(self) | (asdict(facets) if facets else {}) | more
        given = {name: value.strip() for name, value in asked.items()}
        return Filters(**{name: value for name, value in given.items() if value})


@dataclass(frozen=True, slots=True)
class OfEvents:
    """What is asked of events; empty where nothing is."""

    type: EventType | Literal[""] = ""
    status: EventStatus | Literal[""] = ""

    def filters(self) -> EventFilters:
        """The same, as the record is asked."""
        return EventFilters(self.type or None, self.status or None)


@dataclass(frozen=True, slots=True)
class OfFindings:
    """What is asked of findings; empty where nothing is."""

    by: str = ""
    status: str = ""
    since: str = ""
    until: str = ""
    article: str = ""

    def wanted(self) -> Wanted:
        """The same, as the comparison is asked.

        Raises:
            QueryError: a day is none.
        """
        return Sought(**asdict(self)).wanted()


@dataclass(frozen=True, slots=True)
class Turned:
    """Which page of a list is wanted."""

    after: After = ""
    limit: Limit = 50


@dataclass(frozen=True, slots=True)
class Ranked:
    """Which page of what a search found is wanted; ranks have no fixed place, so it goes on by their number."""

    after: Annotated[int, Query(ge=0, le=MOST_HITS, description="How many hits were seen already.")] = 0
    limit: Annotated[int, Query(ge=1, le=200, description="How many at the most.")] = 20


Articles = Annotated[OfArticles, Depends(OfArticles)]
Narrowed = Annotated[Facets, Depends(Facets)]
Happened = Annotated[OfEvents, Depends(OfEvents)]
Found = Annotated[OfFindings, Depends(OfFindings)]
Leaf = Annotated[Turned, Depends(Turned)]
BestFirst = Annotated[Ranked, Depends(Ranked)]

# Where nothing is asked.
EVERY_ARTICLE, NO_FACETS, ANY_EVENT, EVERY_FINDING = OfArticles(), Facets(), OfEvents(), OfFindings()
