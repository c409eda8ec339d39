"""Forgetting a page: with all that was read from it, so that its words are gone from the database's file."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, delete, select, text
from sqlalchemy.exc import OperationalError

from according.errors import NotOnRecordError
from according.record import database, following, index, queries
from according.record.answers import Forgotten
from according.record.tables import articles, fetches, metadata, pages, refusals, sightings
from according.record.words import place_key


def forget(engine: Engine, place: str) -> Forgotten:
    """Remove the pages of a place, and clean the file behind them."""
    with database.writing(engine) as connection:
        found = queries.pages_of(connection, place)
        copies = queries.copies(connection, found)
        others = _remove_traces(connection, place, found)
        if not found and not others:
            raise NotOnRecordError(f"The record has nothing of {place}; give a place as it was added, or a page's id.")
        for article in connection.scalars(select(articles.c.id).where(articles.c.page.in_(found))).all():
            index.drop_article(connection, article)
            following.drop_article(connection, article)
        connection.execute(delete(pages).where(pages.c.id.in_(found)))
        if connection.dialect.name == "sqlite":
            index.tidy(connection)
    return Forgotten(tuple(found), copies, _wipe(engine))


def _remove_traces(connection: Connection, place: str, found: list[str]) -> int:
    """Remove refusals and fetches of the place and of the pages; give how many there were."""
    met = select(sightings.c.place_key, sightings.c.url_key).where(sightings.c.page.in_(found))
    keys = {place_key(place)} | {key for row in connection.execute(met) for key in row if key is not None}
    refused = refusals.c.place_key.in_(keys) | refusals.c.page.in_(found) | (refusals.c.id == place)
    removed = connection.execute(delete(refusals).where(refused)).rowcount
    return removed + connection.execute(delete(fetches).where(fetches.c.url_key.in_(keys))).rowcount


def _wipe(engine: Engine) -> bool:
    """Leave nothing of removed rows in the database's files; give whether that could be done.

    SQLite zeroes what it frees, but a page that it rearranges can keep an old copy of a row, and the write-ahead log
    keeps all: so the file is written anew from its rows and the log cut to nothing. PostgreSQL frees the rows' space
    to be written over; its own log and its backups are the server's keeper's to look after.
    """
    try:
        with database.outside_transactions(engine) as connection:
            if engine.dialect.name == "postgresql":
                for table in (*metadata.tables, "words"):
                    connection.execute(text(f'VACUUM "{table}"'))
                return True
            connection.execute(text("VACUUM"))
            busy, _, _ = connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)")).one()
            return not busy
    except OperationalError:  # another process holds the record; what was removed is removed all the same
        return False
