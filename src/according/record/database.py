"""Opening the database a record is in, and bringing its tables to the form this program knows."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pydantic_core import from_json, to_json
from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError

from according.errors import RecordError

# The newest migration under migrations/versions. Held here too, so that a record which is up to date opens without
# loading Alembic.
HEAD = "0010"
# How long a writer waits for another one, in milliseconds.
BUSY_TIMEOUT = 30_000
# A number of our own, by which processes that open one PostgreSQL record take turns in migrating it.
_MIGRATION_LOCK = 0x0ACC0D


def connect(where: str | Path, *, create: bool = True) -> Engine:
    """Open the database of a record: an SQLite file by its path, or any place by its SQLAlchemy URL.

    Args:
        where: the path of an SQLite file, or a URL ("sqlite:///…", "postgresql://user@host/name").
        create: whether an SQLite file may be made where there is none.

    Raises:
        RecordError: the place is neither, or holds something else, or does not answer.
    """
    url = _url(where)
    if url.get_backend_name() == "sqlite":
        _check_file(url, create=create)
    engine = create_engine(
        url,
        pool_size=8,
        max_overflow=32,
        connect_args=_connect_args(url),
        json_serializer=_to_json,
        json_deserializer=from_json,
    )
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    try:
        migrate(engine)
    except DBAPIError as error:
        engine.dispose()
        raise RecordError(f"The record {_shown(url)} cannot be opened: {_reason(error)}.") from error
    except RecordError:
        engine.dispose()
        raise
    return engine


def migrate(engine: Engine) -> None:
    """Bring the tables to the newest form; several processes may do so at once.

    Raises:
        RecordError: the tables are those of a newer program, or of something else.
    """
    with reading(engine) as connection:
        if _version(connection) == HEAD:
            return
    with writing(engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
        _check_origin(connection)
        _upgrade(connection)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one state of the record for as long as it is held, and never waits for a writer."""
    with engine.connect() as connection:
        yield connection


@contextmanager
def writing(engine: Engine, *, synced: bool = True) -> Iterator[Connection]:
    """A connection in a transaction of its own: all that is done in it is kept, or none.

    On SQLite the write lock is taken at once: a transaction that reads first and then writes would be refused
    without waiting if another one wrote in between.

    Args:
        engine: the record's.
        synced: whether SQLite waits until the disk has the transaction. Where it does not, a power cut (not the end
            of a process, however violent) may take the last ones, whole: right for a page, which can be read again.
    """
    with engine.execution_options(begin="BEGIN IMMEDIATE", synced=synced).begin() as connection:
        yield connection


@contextmanager
def outside_transactions(engine: Engine) -> Iterator[Connection]:
    """A connection for upkeep that no transaction may hold (VACUUM, a copy of the whole file)."""
    if engine.dialect.name == "postgresql":
        engine = engine.execution_options(isolation_level="AUTOCOMMIT")
    with engine.execution_options(begin="").connect() as connection:
        yield connection


@contextmanager
def plainly() -> Iterator[None]:
    """Give what a database says about a failure as one sentence.

    Raises:
        RecordError: a statement failed (no room on the disk, a server that went away, a lock held too long).
    """
    try:
        yield
    except DBAPIError as error:
        raise RecordError(f"The record could not do this: {_reason(error)}.") from error


def _url(where: str | Path) -> URL:
    if isinstance(where, Path) or "://" not in where:
        return URL.create("sqlite", database=str(where))
    try:
        url = make_url(where)
        backend = url.get_backend_name()
    except ArgumentError:
        raise RecordError("The record's address cannot be read; give a path, or a URL such as postgresql://…") from None
    if backend == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if backend != "sqlite":
        raise RecordError(f"A record cannot be kept in {backend!r}; give a path for SQLite, or a postgresql:// URL.")
    return url


def _check_file(url: URL, *, create: bool) -> None:
    if not url.database or url.database == ":memory:":
        raise RecordError("A record needs a file; give its path.")
    file = Path(url.database)
    if file.is_dir() or not file.parent.is_dir():
        raise RecordError(f"The record cannot be at {file}: that is no place for a file; give another path.")
    if not create and not file.exists():
        raise RecordError(f"There is no record at {file}; add a page first, or name another with --record.")


def _connect_args(url: URL) -> dict[str, Any]:
    if url.get_backend_name() == "sqlite":
        return {"timeout": BUSY_TIMEOUT / 1000}
    return {"connect_timeout": 10}


def _set_up_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # transactions begin where `_begin_sqlite` says, not where the driver guesses
    _keep_a_log_ahead(connection)
    for pragma in (
        f"busy_timeout = {BUSY_TIMEOUT}",
        "foreign_keys = ON",
        # What is removed is overwritten with zeros, so that `forget` forgets.
        "secure_delete = ON",
        "temp_store = MEMORY",
        "cache_size = -32768",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _keep_a_log_ahead(connection: sqlite3.Connection) -> None:
    """Let readers go on while one writes.

    Where several open a new record at once SQLite may refuse some without waiting; here they wait.
    """
    until = time.monotonic() + BUSY_TIMEOUT / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.01)


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    begin = options.get("begin", "BEGIN")
    if begin == "BEGIN IMMEDIATE":
        connection.exec_driver_sql(f"PRAGMA synchronous = {'FULL' if options['synced'] else 'NORMAL'}")
    if begin:
        connection.exec_driver_sql(begin)


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return version


def _check_origin(connection: Connection) -> None:
    version = _version(connection)
    if version is not None and version > HEAD:
        raise RecordError(
            f"The record was written by a newer According (its tables are at {version}, this one knows {HEAD}); "
            "upgrade the program."
        )
    if version is None and (others := inspect(connection).get_table_names()):
        raise RecordError(f"The database is no record: it holds other tables ({others[0]}); give a place of its own.")


def _upgrade(connection: Connection) -> None:
    # Only a record that is new or old pays for loading Alembic.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config(attributes={"connection": connection})
    folder = str(Path(__file__).parent / "migrations")
    config.set_main_option("script_location", folder.replace("%", "%%"))
    command.upgrade(config, "head")


def _to_json(value: object) -> str:
    return to_json(value).decode()


def _shown(url: URL) -> str:
    return url.database or "" if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)


def _reason(error: DBAPIError) -> str:
    lines = str(error.orig).strip().splitlines()
    return lines[0].rstrip(".") if lines else type(error.orig).__name__
