"""Opening a record: made where there is none, brought up to date, and never something else's database."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from importlib.resources import files
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from according.errors import RecordError
from according.record import database
from according.record.record import Record
from according.record.tables import metadata


def test_the_migrations_make_just_the_tables_that_the_program_knows(empty_place: str):
    engine = database.connect(empty_place)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": _is_ours})
        differences = compare_metadata(context, metadata)
    engine.dispose()
    assert differences == []


def _is_ours(name: str | None, kind: str, _parents: object) -> bool:
    # The index of words has a form of its own on each database, and Alembic keeps a table for itself.
    return kind != "table" or not (name or "").startswith(("words", "alembic"))


def test_the_newest_migration_is_the_one_the_program_names():
    config = Config()
    config.set_main_option("script_location", str(files("according.record") / "migrations"))
    assert ScriptDirectory.from_config(config).get_heads() == [database.HEAD]


def test_a_record_from_before_sources_were_counted_in_an_index_counts_the_same(place: str, newsroom):
    with Record.open(place) as record:
        newsroom.keep(record, "first.html", publisher="The Harbour Ledger")
        newsroom.keep(record, "second.html", publisher="Vell Gázette")
        before = record.sources()
        with record.changing() as connection:
            connection.exec_driver_sql("DROP INDEX ix_statements_sources")
            for name in ("source_kind", "source_country", "publisher_key"):
                connection.exec_driver_sql(f"ALTER TABLE statements DROP COLUMN {name}")
            connection.exec_driver_sql(
                "CREATE INDEX ix_statements_source_key_article ON statements (source_key, article)"
            )
            connection.exec_driver_sql("DROP TABLE feed_keys")  # which came later
            connection.exec_driver_sql("ALTER TABLE letters DROP COLUMN trouble")
            connection.exec_driver_sql("DROP TABLE findings_then")
            connection.exec_driver_sql("ALTER TABLE members DROP COLUMN changed")
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0006'")
    with Record.open(place) as record:
        assert record.sources() == before
    assert [(source.publishers, source.kind) for source in before] == [(2, "person"), (2, None)]


def test_opening_again_loads_no_migrations(tmp_path: Path):
    Record.open(tmp_path / "record.db").close()
    program = (
        "import sys; from according.record.record import Record; Record.open(sys.argv[1]).close(); "
        "sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program, str(tmp_path / "record.db")], check=False).returncode == 0


def test_a_record_of_a_newer_program_is_refused_and_left_alone(place: str):
    engine = database.connect(place)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(RecordError, match=r"newer According \(its tables are at 9999.*upgrade the program"):
        Record.open(place)
    engine.dispose()


def test_many_may_open_a_new_record_at_once(empty_place: str):
    failed: list[BaseException] = []

    def open_it() -> None:
        try:
            Record.open(empty_place).close()
        except RecordError as error:
            failed.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []


def test_the_database_of_something_else_is_refused_and_left_alone(tmp_path: Path):
    file = tmp_path / "letters.db"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE letters (words)")
    connection.close()
    with pytest.raises(RecordError, match="holds other tables"):
        Record.open(file)
    with sqlite3.connect(file) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("letters",)]
    connection.close()


def test_a_file_that_is_no_database_is_refused(tmp_path: Path):
    file = tmp_path / "letter.txt"
    file.write_text("Dear editor, " * 1000)
    with pytest.raises(RecordError, match="cannot be opened: file is not a database"):
        Record.open(file)


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ("mysql://host/name", "cannot be kept in 'mysql'"),
        ("http://host/name", "cannot be kept in 'http'"),
        ("://", "cannot be read"),
        ("sqlite://", "needs a file"),
        (":memory:", "needs a file"),
        ("/nowhere/at/all/record.db", "no place for a file"),
        ("/", "no place for a file"),
        ("postgresql://127.0.0.1:1/nothing", "cannot be opened"),
    ],
)
def test_a_place_that_is_none_is_refused_with_a_sentence(where: str, told: str):
    with pytest.raises(RecordError, match=told):
        Record.open(where)


def test_a_password_is_not_told():
    with pytest.raises(RecordError) as refused:
        Record.open("postgresql://me:swordfish@127.0.0.1:1/nothing")
    assert "swordfish" not in str(refused.value)


def test_a_record_that_must_be_there_is_not_made(tmp_path: Path):
    with pytest.raises(RecordError, match="add a page first"):
        Record.open(tmp_path / "record.db", create=False)
    assert list(tmp_path.iterdir()) == []


def test_a_path_with_signs_in_it_is_a_path(tmp_path: Path):
    for name in ("a b?c#d%20.db", "é%.db"):
        Record.open(tmp_path / name).close()
        assert (tmp_path / name).exists()


def test_many_threads_read_while_one_writes(record: Record, newsroom):
    newsroom.keep(record)
    failed: list[BaseException] = []
    stop = threading.Event()

    def read() -> None:
        try:
            while not stop.is_set():
                line = record.readings(limit=1)[0]
                assert len(record.reading(line.article).statements) == 2
                record.search("ferries")
        except (RecordError, AssertionError) as error:
            failed.append(error)

    threads = [threading.Thread(target=read) for _ in range(6)]
    for thread in threads:
        thread.start()
    for number in range(30):
        newsroom.keep(record, f"page{number}.html")
    stop.set()
    for thread in threads:
        thread.join()
    assert failed == []
