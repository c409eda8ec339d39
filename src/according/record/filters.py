"""Which readings and statements are wanted, as conditions of a query."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import get_args

from sqlalchemy import ColumnElement, Table, exists, func, literal, or_, select

from according.errors import QueryError
from according.model import Act, Band, EventStatus, EventType
from according.record.answers import PassageKind
from according.record.tables import actors, articles, events, statements
from according.record.words import name_key


@dataclass(frozen=True, slots=True)
class Filters:
    """Which readings or statements are wanted; None leaves a matter open.

    Attributes:
        publisher: words that the publisher's name has, in any case and with or without accents.
        source: words that the name of a statement's source has, likewise.
        since: first day on which an article may be published: "2020-08-27", "2020-08" or "2020".
        until: last day, likewise. An article whose day is known only to the month fits if its month meets the range.
        language: the article's language, ISO 639-1.
        act: the act of a statement.
        actor: words that the name of an actor in the article has, as those of a publisher.
        type: the type of an event; of a statement, of one that it tells.
        status: the status of that event.
        certainty: the band of certainty in which a statement is told.
        kind: search articles only, or statements only.

    Raises:
        QueryError: a value is not one that there is.
    """

    publisher: str | None = None
    source: str | None = None
    since: str | None = None
    until: str | None = None
    language: str | None = None
    act: Act | None = None
    kind: PassageKind | None = None
    actor: str | None = None
    type: EventType | None = None
    status: EventStatus | None = None
    certainty: Band | None = None

    def __post_init__(self) -> None:
        for name, allowed in _ALLOWED.items():
            value = getattr(self, name)
            if value is not None and value not in allowed:
                raise QueryError(f"The filter {name} is {value!r}; give one of {', '.join(allowed)}.")
        self.first_day, self.last_day  # noqa: B018  (a wrong date is refused here, not in the middle of a query)

    @property
    def first_day(self) -> str | None:
        """The first day of `since`."""
        return None if self.since is None else _day(self.since, "since", last=False)

    @property
    def last_day(self) -> str | None:
        """The last day of `until`."""
        return None if self.until is None else _day(self.until, "until", last=True)


_ALLOWED: Mapping[str, tuple[str, ...]] = {
    "act": get_args(Act), "kind": get_args(PassageKind), "type": get_args(EventType), "status": get_args(EventStatus),
    "certainty": get_args(Band),
}  # fmt: skip


def _day(value: str, name: str, *, last: bool) -> str:
    match = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", value)
    try:
        if match is None:
            raise ValueError
        year, month = int(match[1]), int(match[2] or (12 if last else 1))
        day = int(match[3] or (calendar.monthrange(year, month)[1] if last else 1))
        return date(year, month, day).isoformat()
    except (ValueError, IndexError):  # monthrange raises an IndexError of its own for a 13th month
        raise QueryError(f"The filter {name} is {value!r}; give a day, month or year such as 2020-08-27.") from None


def on_articles(filters: Filters) -> Iterator[ColumnElement[bool]]:
    """The conditions that an article itself has to meet."""
    if filters.publisher is not None:
        yield _has_words(articles.c.publisher_key, filters.publisher)
    if filters.language is not None:
        yield articles.c.language == filters.language
    if filters.first_day is not None:
        yield articles.c.last_day >= filters.first_day
    if filters.last_day is not None:
        yield articles.c.first_day <= filters.last_day
    if filters.actor is not None:
        named = select(actors.c.article).where(_is_named(actors, "name_key", filters.actor))
        yield articles.c.id.in_(named)
    if told := _of_events(filters):
        yield exists().where(events.c.article == articles.c.id, *told)


def on_passages(filters: Filters) -> Iterator[ColumnElement[bool]]:
    """The conditions that a passage itself has to meet, where it is a statement's."""
    if told := _of_events(filters):
        within = exists().where(events.c.article == statements.c.article, events.c.statement == statements.c.id, *told)
        yield or_(statements.c.id.is_(None), within)


def _of_events(filters: Filters) -> list[ColumnElement[bool]]:
    """The conditions that one event has to meet, all of them."""
    return [events.c[name] == value for name in ("type", "status") if (value := getattr(filters, name)) is not None]


def on_statements(filters: Filters) -> Iterator[ColumnElement[bool]]:
    """The conditions that a statement itself has to meet."""
    if filters.source is not None:
        yield _is_named(statements, "source_key", filters.source)
    if filters.act is not None:
        yield statements.c.act == filters.act
    if filters.certainty is not None:
        yield statements.c.band == filters.certainty


def _is_named(table: Table, key: str, name: str) -> ColumnElement[bool]:
    """Whether the folded name in a row has these words. The names are far fewer than the rows, and in an index."""
    known = table.alias().c[key]
    # Asked of the group's name, not of each row's: a database would look at all of them.
    names = select(known).group_by(known).having(_has_words(func.max(known), name))
    return table.c[key].in_(names)


def _has_words(key: ColumnElement[str | None], name: str) -> ColumnElement[bool]:
    """Whether a folded name has these words, whole and in this order."""
    # Folding has left nothing in the words that LIKE takes for a wildcard.
    return (literal(" ") + key + literal(" ")).like(f"% {name_key(name)} %")
