"""Keeping what was read: each function does its work on a connection whose transaction the caller holds."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import UTC, datetime

from sqlalchemy import Connection, Table, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from according.errors import RecordError
from according.model import Page, Reading, Refusal, identify
from according.record import following, index, judgements, remarks
from according.record.answers import KeptAt, Validators
from according.record.rows import Row, article_row, clean, digest, dump, plain, rows_of
from according.record.tables import (
    OF_ARTICLE,
    articles,
    copies,
    feeds,
    fetches,
    pages,
    readings,
    refusals,
    sightings,
)  # fmt: skip
from according.record.words import place_key, storable


def keep(connection: Connection, page: Page, kept: KeptAt | None, reading: Reading) -> bool:
    """Keep a page with its reading; give whether that changed anything.

    A page that is known gets a further sighting if its place is new. A reading takes the place of the one before if
    it says something else or has a newer reader; the reading of an older reader changes nothing.
    """
    if reading.article.page != page.id:
        raise RecordError(f"The reading of {page.place} is of another page; read the page that is to be kept.")
    changed = [_keep_page(connection, page), sight(connection, page), _keep_copy(connection, page, kept)]
    changed.append(_keep_reading(connection, page, clean(reading)))
    connection.execute(
        delete(refusals).where((refusals.c.page == page.id) | (refusals.c.place_key == place_key(page.place)))
    )
    return any(changed)


def sight(connection: Connection, page: Page) -> bool:
    """Note that a known page was met at a place; give whether the place is new."""
    url = None if page.url is None else storable(page.url)
    sighting = {
        "page": page.id,
        "place_key": place_key(page.place),
        "place": storable(page.place),
        "url_key": None if url is None else place_key(url),
        "url": url,
        "seen": page.seen,
    }
    return _insert_new(connection, sightings, sighting)


def refuse(connection: Connection, refusal: Refusal) -> bool:
    """Keep a refusal; give whether it is new. The same place refused again for the same reason is not."""
    place, reason = storable(refusal.place), storable(refusal.reason)
    row = {
        "id": identify("refusal", place, reason, refusal.page or ""),
        "place_key": place_key(place),
        "place": place,
        "reason": reason,
        "seen": refusal.seen,
        "page": refusal.page,
    }
    return _insert_new(connection, refusals, row)


def note_fetch(connection: Connection, url: str, validators: Validators, at: str) -> None:
    """Keep what the server gave for asking again whether an address has changed."""
    row = {"etag": validators.etag, "modified": validators.modified, "at": at}
    row = {name: value and storable(value) for name, value in row.items()}
    if not _insert_new(connection, fetches, {"url_key": place_key(url), "url": storable(url), **row}):
        connection.execute(update(fetches).where(fetches.c.url_key == place_key(url)).values(row))


def follow(connection: Connection, url: str, at: str) -> bool:
    """Follow a feed from now on; give whether that is new."""
    return _insert_new(connection, feeds, {"url_key": place_key(url), "url": storable(url), "since": at})


def unfollow(connection: Connection, url: str) -> bool:
    """Follow a feed no more; give whether it was followed."""
    return connection.execute(delete(feeds).where(feeds.c.url_key == place_key(url))).rowcount > 0


def note_check(connection: Connection, url: str, at: str) -> None:
    """Note when a followed feed was looked at."""
    connection.execute(update(feeds).where(feeds.c.url_key == place_key(url)).values(checked=at))


def now() -> str:
    """This instant, ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _keep_page(connection: Connection, page: Page) -> bool:
    declared = plain(asdict(page.declared))
    row = {
        "id": page.id,
        "sha256": page.sha256,
        "media_type": page.media_type,
        "url": page.url and storable(page.url),
        "charset": page.charset and storable(page.charset),
        "declared": declared,
        "first_seen": page.seen,
    }
    if _insert_new(connection, pages, row):
        return True
    # The row is locked, so that two that keep one page do so one after the other (SQLite has one writer anyway).
    known = select(pages.c.declared).where(pages.c.id == page.id).with_for_update()
    if connection.scalar(known) == declared:
        return False
    connection.execute(update(pages).where(pages.c.id == page.id).values(declared=declared))
    return True


def _keep_copy(connection: Connection, page: Page, kept: KeptAt | None) -> bool:
    if kept is None:
        return False
    row = {"page": page.id, "file": kept.file, "offset": kept.offset, "length": kept.length}
    return _insert_new(connection, copies, row)


def _keep_reading(connection: Connection, page: Page, reading: Reading) -> bool:
    says = digest(reading)
    before = connection.execute(
        select(articles.c.id, articles.c.text, articles.c.first_seen, readings.c.reader, readings.c.digest)
        .join(readings)
        .where(articles.c.page == page.id)
    ).one_or_none()
    if before is not None and (
        (reading.reader, says) == (before.reader, before.digest) or _older(reading.reader, before.reader)
    ):
        return False
    whole = dump(reading)
    row = article_row(whole)
    if before is None:
        connection.execute(insert(articles), row)
    else:
        # "First seen here" is when the page was first kept, whoever reads it again and when.
        row["first_seen"] = before.first_seen or row["first_seen"]
        _clear(connection, before.id)
        # A judgement's article moves with its id.
        connection.execute(update(articles).where(articles.c.id == before.id).values(row))
    for table, rows in rows_of(whole, now(), says).items():
        if rows:
            connection.execute(insert(table), rows)
    index.index_article(connection, row["id"])
    if before is not None:
        same_text = before.text == row["text"]
        judgements.anchor_again(connection, row["id"], same_text=same_text)
        remarks.anchor_again(connection, row["id"], same_text=same_text)
    return True


def _older(reader: str, other: str) -> bool:
    return _version(reader) < _version(other)


def _version(reader: str) -> list[int]:
    """The numbers that lead a version: [0, 2, 1] of "0.2.1+model"."""
    match = re.match(r"[0-9.]*", reader)
    return [int(number) for number in (match[0] if match else "").split(".") if number]


def _clear(connection: Connection, article: str) -> None:
    index.drop_article(connection, article)
    following.drop_article(connection, article)
    for table in OF_ARTICLE:
        connection.execute(delete(table).where(table.c.article == article))


def _insert_new(connection: Connection, table: Table, row: Row) -> bool:
    """Insert a row unless one with its key is there; give whether it was inserted."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    new = dialect.insert(table).values(row).on_conflict_do_nothing().returning(*table.primary_key.columns)
    return connection.execute(new).first() is not None
