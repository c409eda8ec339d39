"""What came to be known here last: readings, statements, events and names, narrowed as their lists are.

The lists are in the order in which things were published; here an old page that came in today stands first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, func, select

from according.record import lists, queries
from according.record.answers import Happening, Said, Summary
from according.record.filters import Filters, on_articles
from according.record.lists import EventFilters
from according.record.news import READING, News
from according.record.tables import actors, articles, events, news, statements
from according.record.words import name_key

_READ = (news.c.kind == READING) & (news.c.article == articles.c.id)


class Met(NamedTuple):
    """A name, and where it was met first.

    Attributes:
        at: when it came to be known here (ISO 8601, UTC).
        name: as it is written there.
        key: the folded form that all its forms share.
        thing: the id of what bears it there: an actor, a statement whose source it is, or the article.
        article: the article in which it was met.
    """

    at: str
    name: str
    key: str
    thing: str
    article: Summary


def readings(connection: Connection, filters: Filters, among: ColumnElement[bool], limit: int) -> list[News]:
    """The readings that came last, as developments; `among` is a further condition on articles."""
    wanted = select(*(news.c[name] for name in News._fields)).join(articles, _READ)
    wanted = wanted.where(among, *queries.on_readings(filters))
    return [News(*row) for row in connection.execute(wanted.order_by(news.c.at.desc(), news.c.id).limit(limit))]


def statements_told(
    connection: Connection, filters: Filters, limit: int, source: str | None = None
) -> list[tuple[str, Said]]:
    """The statements that came last, each behind its instant; with `source` those of the source of just this name."""
    conditions = queries.on_told(filters)
    if source is not None:
        conditions.append(statements.c.source_key == name_key(source))
    wanted = select(statements.c.id, news.c.at).join_from(statements, articles, statements.c.article == articles.c.id)
    came = _last(connection, wanted, conditions, statements.c.n, limit)
    found = {one.statement.id: one for one in queries.statements_by_ids(connection, list(came))}
    return [(at, found[number]) for number, at in came.items()]


def happenings(
    connection: Connection, filters: Filters, of_events: EventFilters, limit: int
) -> list[tuple[str, Happening]]:
    """The events that came last, each behind its instant."""
    wanted = select(events.c.id, news.c.at).join_from(events, articles, events.c.article == articles.c.id)
    conditions = [*lists.on_events(of_events), *on_articles(filters)]
    came = _last(connection, wanted, conditions, events.c.n, limit)
    found = {one.event.id: one for one in lists.happenings_by_ids(connection, list(came))}
    return [(at, found[number]) for number, at in came.items()]


def _last(
    connection: Connection,
    wanted: Select[Any],
    conditions: Sequence[ColumnElement[bool]],
    place: ColumnElement[int],
    limit: int,
) -> dict[str, str]:
    """The instants of what came last, by ids; of what came at once the newest articles' first, in their order."""
    order = (news.c.at.desc(), articles.c.dated.desc(), articles.c.id.desc(), place)
    rows = connection.execute(wanted.join(news, _READ).where(*conditions).order_by(*order).limit(limit))
    return {row.id: row.at for row in rows}


def actors_met(connection: Connection, contains: str | None, limit: int) -> list[Met]:
    """The names of actors that were met last."""
    return _met(connection, (actors.c.name_key, actors.c.name, actors.c.id, actors.c.article), contains, limit)


def sources_met(connection: Connection, contains: str | None, limit: int) -> list[Met]:
    """The names of sources that were met last."""
    named = (statements.c.source_key, statements.c.source_name, statements.c.id, statements.c.article)
    return _met(connection, named, contains, limit)


def outlets_met(connection: Connection, limit: int) -> list[Met]:
    """The outlets that were met last."""
    return _met(connection, (articles.c.publisher_key, articles.c.publisher, articles.c.id, articles.c.id), None, limit)


def _met(
    connection: Connection, named: tuple[ColumnElement[Any], ...], contains: str | None, limit: int
) -> list[Met]:  # fmt: skip
    """Names by when each was met first, the last first; `named` has a name's key, the name, what bears it and where."""
    key, name, thing, article = named
    read = (news.c.kind == READING) & (news.c.article == article)
    at = func.min(news.c.at)
    firsts = select(key.label("key"), at.label("at")).join(news, read).where(key.is_not(None)).group_by(key)
    if contains is not None:
        firsts = firsts.where(key.contains(name_key(contains), autoescape=True))
    last = firsts.order_by(at.desc(), key).limit(limit).subquery()
    wanted = (
        select(last.c.at, func.min(name), last.c.key, func.min(thing), func.min(article))
        .join_from(last, key.table, key == last.c.key)
        .join(news, read & (news.c.at == last.c.at))
        .group_by(last.c.key, last.c.at)
        .order_by(last.c.at.desc(), last.c.key)
    )
    rows = connection.execute(wanted).all()
    among = articles.c.id.in_([row[-1] for row in rows])
    there = {line.article: line for line in queries.summaries(connection, Filters(), among, None, len(rows))}
    return [Met(*row[:-1], there[row[-1]]) for row in rows]
