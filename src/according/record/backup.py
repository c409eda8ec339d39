"""A copy of a record in one SQLite file, and filling an empty record from one; either may be on either database."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, insert, select, text

from according.errors import RecordError
from according.record import database, index
from according.record.tables import TRUTH

_ROWS_AT_ONCE = 500


def backup(engine: Engine, path: Path) -> None:
    """Copy a record as it is at this moment; the copy is at its path only once it is whole."""
    if path.exists():
        raise RecordError(f"There is a file at {path} already; name a new one for the backup.")
    if not path.parent.is_dir():
        raise RecordError(f"There is no folder {path.parent} for the backup; make it, or name another.")
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name}.") as folder:
        part = Path(folder) / "record.db"
        if engine.dialect.name == "sqlite":
            _copy_file(engine, part)
        else:
            _copy_from_server(engine, part)
        _into_one_file(part)
        shutil.move(part, path)


def restore(engine: Engine, path: Path) -> None:
    """Fill an empty record from a backup, in one transaction; the backup itself is not touched."""
    with _opened_copy(path) as copy, database.reading(copy) as source, database.writing(engine) as target:
        for table in TRUTH:
            if target.execute(select(table).limit(1)).first() is not None:
                raise RecordError("The record is not empty; restore the backup into a new one.")
        _copy_rows(source, target)


def _copy_file(engine: Engine, part: Path) -> None:
    # One state of the record, while others write; and no free pages in it, in which something removed could remain.
    with database.outside_transactions(engine) as connection:
        connection.execute(text("VACUUM INTO :part"), {"part": str(part)})


def _copy_from_server(engine: Engine, part: Path) -> None:
    copy = database.connect(part)
    try:
        with engine.connect() as connection, database.writing(copy) as target:
            _copy_rows(connection.execution_options(isolation_level="REPEATABLE READ"), target)
    finally:
        copy.dispose()


def _into_one_file(part: Path) -> None:
    """Leave no write-ahead log beside a copy."""
    with closing(sqlite3.connect(part)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")


@contextmanager
def _opened_copy(path: Path) -> Iterator[Engine]:
    """A backup opened in a copy of its own, which may be brought up to date."""
    if not path.is_file():
        raise RecordError(f"There is no backup at {path}; name the file that a backup was written to.")
    with tempfile.TemporaryDirectory(prefix="according-restore-") as folder:
        file = Path(folder) / "record.db"
        try:
            with (
                closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)) as source,
                closing(sqlite3.connect(file)) as target,
            ):
                source.backup(target)
        except sqlite3.Error as error:
            raise RecordError(f"The file {path} is no backup that can be read: {error}.") from error
        engine = database.connect(file, create=False)
        try:
            yield engine
        finally:
            engine.dispose()


def _copy_rows(source: Connection, target: Connection) -> None:
    for table in TRUTH:
        found = source.execute(select(table).execution_options(yield_per=_ROWS_AT_ONCE))
        for rows in found.mappings().partitions():
            target.execute(insert(table), [dict(row) for row in rows])
    index.rebuild(target)
