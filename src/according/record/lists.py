"""Lists of what was found across all articles: events, actors; and of what was set aside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Connection, func, select, tuple_

from according.errors import NotOnRecordError, QueryError
from according.model import Actor, Event, EventStatus, EventType, Party, Refusal
from according.record.answers import ActorCount, ActorIn, Happening, RefusalLine
from according.record.filters import Filters, on_articles
from according.record.queries import IN_A_LIST, agreed, number, position, summary
from according.record.rows import words_at
from according.record.tables import actors, articles, events, readings, refusals
from according.record.words import name_key

_EVENT = TypeAdapter(Event)
_ACTOR = TypeAdapter(Actor)
# Of so many of an actor's entries, the newest, the events are gone through.
_ENTRIES_SOUGHT = 200


@dataclass(frozen=True, slots=True)
class EventFilters:
    """Which events are wanted, besides what is asked of their articles; None leaves a matter open.

    Raises:
        QueryError: a value is not one that there is.
    """

    type: EventType | None = None
    status: EventStatus | None = None

    def __post_init__(self) -> None:
        for name, value, allowed in (
            ("type", self.type, get_args(EventType)), ("status", self.status, get_args(EventStatus)),
        ):  # fmt: skip
            if value is not None and value not in allowed:
                raise QueryError(f"The filter {name} is {value!r}; give one of {', '.join(allowed)}.")


def happenings(
    connection: Connection, filters: Filters, of_events: EventFilters, after: str | None, limit: int
) -> list[Happening]:
    """Events, those in the newest articles first, within an article in their order."""
    return _happenings(connection, [*on_events(of_events), *on_articles(filters)], after, limit)


def on_events(of_events: EventFilters) -> list[ColumnElement[bool]]:
    """The conditions that an event itself has to meet."""
    return [events.c[name] == value for name in ("type", "status") if (value := getattr(of_events, name))]


def happenings_by_ids(connection: Connection, ids: Sequence[str]) -> list[Happening]:
    """Events by their ids, those in the newest articles first."""
    return _happenings(connection, [events.c.id.in_(ids)], None, len(ids))


def taken_part(connection: Connection, of: Sequence[ActorIn], limit: int) -> list[Happening]:
    """Events in which some actors of some articles act or are acted upon, newest first."""
    sought = of[:_ENTRIES_SOUGHT]
    parties = {one.actor.id for one in sought}
    told = connection.execute(
        select(events.c.id, events.c.actor, events.c.recipient).where(
            events.c.article.in_({one.article for one in sought})
        )
    )
    theirs = [row.id for row in told if any(party["actor"] in parties for party in (*row.actor, *row.recipient))]
    return _happenings(connection, [events.c.id.in_(theirs)], None, limit)


def happening(connection: Connection, event: str) -> Happening:
    """An event with its article, its words and the names of its parties."""
    found = _happenings(connection, [events.c.id == event], None, 1)
    if not found:
        raise NotOnRecordError(f"There is no event {event} in the record.")
    return found[0]


def _happenings(
    connection: Connection, conditions: Sequence[ColumnElement[bool]], after: str | None, limit: int
) -> list[Happening]:
    wanted = (
        select(*IN_A_LIST, articles.c.text, *(column.label(f"event_{column.name}") for column in events.c))
        .join_from(articles, readings)
        .join(events, events.c.article == articles.c.id)
        .where(*conditions)
        .order_by(articles.c.dated.desc(), articles.c.id.desc(), events.c.n)
        .limit(limit)
    )
    if after is not None:
        dated, article, n = position(after, 3)
        here = tuple_(articles.c.dated, articles.c.id)
        older, same = here < tuple_(dated, article), here == tuple_(dated, article)
        wanted = wanted.where(older | (same & (events.c.n > number(n))))
    rows = connection.execute(wanted).mappings().all()
    names = _names(connection, {row["article"] for row in rows})
    found = []
    for row in rows:
        told = {name.removeprefix("event_"): value for name, value in row.items() if name.startswith("event_")}
        event, line = _EVENT.validate_python(told), summary(row)
        of = names[line.article]
        found.append(
            Happening(
                article=line,
                event=event,
                words=words_at(row["text"], [event.trigger]),
                actors=_named(event.actor, of),
                recipients=_named(event.recipient, of),
                cursor=f"{line.cursor}~{told['n']}",
            )
        )
    return found


def _names(connection: Connection, wanted: set[str]) -> defaultdict[str, dict[str, str]]:
    names: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for row in connection.execute(
        select(actors.c.article, actors.c.id, actors.c.name).where(actors.c.article.in_(wanted))
    ):
        names[row.article][row.id] = row.name
    return names


def _named(parties: Sequence[Party], names: dict[str, str]) -> tuple[str, ...]:
    return tuple(names[party.actor] for party in parties if party.actor in names)


def actor_counts(connection: Connection, contains: str | None, after: str | None, limit: int) -> list[ActorCount]:
    """The names of actors, those in most articles first; an article's actor of a name counts once."""
    key, many = actors.c.name_key, func.count()
    listed = select(key, many.label("many")).group_by(key)
    if contains is not None:
        listed = listed.where(key.contains(name_key(contains), autoescape=True))
    if after is not None:
        met, name = position(after, 2)
        listed = listed.having((many < number(met)) | ((many == number(met)) & (key > name)))
    top = listed.order_by(many.desc(), key).limit(limit).subquery()
    wanted = (
        select(
            func.max(actors.c.name).label("name"), key.label("key"), func.min(actors.c.id).label("actor"),
            agreed(actors.c.kind).label("kind"), agreed(actors.c.country).label("country"),
            top.c.many.label("articles"),
        )
        .join_from(top, actors, key == top.c.name_key)
        .group_by(key, top.c.many)
        .order_by(top.c.many.desc(), key)
    )  # fmt: skip
    return [ActorCount(**row) for row in connection.execute(wanted).mappings()]


def actor(connection: Connection, actor_id: str) -> ActorIn:
    """An actor as one article has it."""
    wanted: Any = select(actors).where(actors.c.id == actor_id).limit(1)
    row = connection.execute(wanted).mappings().one_or_none()
    if row is None:
        raise NotOnRecordError(f"There is no actor {actor_id} in the record.")
    return ActorIn(row["article"], _ACTOR.validate_python(dict(row)))


def refused(connection: Connection, after: str | None, limit: int) -> list[RefusalLine]:
    """What was set aside, newest first."""
    wanted = select(refusals).order_by(refusals.c.seen.desc(), refusals.c.id.desc()).limit(limit)
    if after is not None:
        wanted = wanted.where(tuple_(refusals.c.seen, refusals.c.id) < tuple_(*position(after, 2)))
    return [
        RefusalLine(row.id, Refusal(row.place, row.reason, row.seen, row.page), f"{row.seen}~{row.id}")
        for row in connection.execute(wanted)
    ]
