"""When somebody was here, and what they opened since: by which Today knows what is new to them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import Connection, Table, delete, exists, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from according.record.subscriptions import later
from according.record.tables import articles, members, news, seen, visits

# Looks that are less than this apart are one visit.
_VISIT_ENDS = timedelta(minutes=30)
# What is noted is stamped a moment before others can see it.
_GRACE = timedelta(seconds=30)
# An unread mark is of no use on what is so old.
_REMEMBERED = timedelta(days=180)


class Visit(NamedTuple):
    """A visit: since when things are new in it; None: the person was never here before."""

    since: str | None


def look(connection: Connection, person: str, at: str) -> Visit:
    """Note that a person looks at what is new, and give their visit."""
    row = connection.execute(select(visits.c.at, visits.c.before).where(visits.c.person == person)).one_or_none()
    if row is None:
        _put(connection, visits, {"person": person, "at": at, "before": None}, "at")
        return Visit(None)
    before = row.at if later(row.at, _VISIT_ENDS) < at else row.before
    connection.execute(update(visits).where(visits.c.person == person).values(at=at, before=before))
    return Visit(before and later(before, -_GRACE))


def mark_all(connection: Connection, person: str, at: str) -> None:
    """Take all that is to be seen now as seen, and forget what was opened long ago."""
    newest = connection.scalar(select(func.max(news.c.at))) or at
    connection.execute(update(visits).where(visits.c.person == person).values(before=later(newest, _GRACE), at=at))
    connection.execute(delete(seen).where(seen.c.person == person, seen.c.at < later(at, -_REMEMBERED)))


def note_opened(connection: Connection, person: str, thing: str, at: str) -> None:
    """Note that a person opened a reading or finding."""
    _put(connection, seen, {"person": person, "thing": thing, "at": at}, "at")


def _put(connection: Connection, table: Table, row: dict[str, str | None], changing: str) -> None:
    """Insert a row, or change one of its columns where it is there."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    put = dialect.insert(table).values(row)
    key = [column.name for column in table.primary_key.columns]
    connection.execute(put.on_conflict_do_update(index_elements=key, set_={changing: row[changing]}))


def is_new_to(connection: Connection, person: str, thing: str) -> bool:
    """Whether an id is of a reading or finding of which something was noted since the person opened it."""
    there = or_(exists().where(articles.c.id == thing), exists().where(members.c.finding == thing))
    aliases = select(members.c.alias).where(members.c.finding == thing)
    latest = select(news.c.at).where(or_(news.c.finding == thing, news.c.finding.in_(aliases)))
    newest = connection.scalar(latest.order_by(news.c.at.desc()).limit(1))
    if newest is None or not connection.scalar(select(there)):
        return False
    opened = opened_at(connection, person, [thing]).get(thing)
    return opened is None or opened < newest


def opened_at(connection: Connection, person: str, things: Collection[str]) -> dict[str, str]:
    """When a person last opened each of some things."""
    wanted = select(seen.c.thing, seen.c.at).where(seen.c.person == person, seen.c.thing.in_(list(things)))
    return {row.thing: row.at for row in connection.execute(wanted)}
