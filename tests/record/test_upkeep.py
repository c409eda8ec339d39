"""Checking, copying and forgetting."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from according.errors import RecordError
from according.model import Declared, Judgement, Refusal
from according.record.answers import Copy
from according.record.record import Record


def run(place: str, statement: str) -> None:
    """Change a record behind its back."""
    url = place.replace("postgresql:", "postgresql+psycopg:") if "://" in place else f"sqlite:///{place}"
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("DELETE FROM statements WHERE n = 1", "do not give the reading that was kept"),
        ("UPDATE articles SET text = 'Short.'", "lies outside its text"),
        ('UPDATE statements SET source = \'{"span": [0, 5], "actor": "a9"}\' WHERE n = 0', "names a9, which is not"),
        ("UPDATE pages SET sha256 = '00'", "has not the id that its bytes and address give"),
        ("DELETE FROM readings", "has no reading"),
        ("DELETE FROM articles", "has no article"),
        ("DELETE FROM passages", "index of words"),
        ("UPDATE articles SET title = 'Another'", "index of words does not say what"),
        ("UPDATE statements SET id = 's1'", "have the same id"),
    ],
)
def test_what_does_not_fit_is_told(record: Record, place: str, newsroom, damage: str, told: str):
    newsroom.keep(record)
    assert record.check() == []
    run(place, damage)
    assert any(told in fault for fault in record.check())


def test_an_archived_copy_that_is_not_there_is_told(record: Record, newsroom):
    page = newsroom.page()
    record.keep(page, Copy("1.warc.gz", 12, 34), newsroom.reading(page))
    assert record.page(page.id).copies == (Copy("1.warc.gz", 12, 34),)
    assert record.kept_files() == (Copy("1.warc.gz", 12, 34),)
    assert record.check(lambda copy: True) == []
    assert record.check(lambda copy: False) == [
        "The archive does not have the copy at 12 of 1.warc.gz that the record names."
    ]


def test_a_damaged_file_is_told(tmp_path: Path, newsroom):
    file = tmp_path / "record.db"
    with Record.open(file) as record:
        for number in range(20):
            newsroom.keep(record, f"page{number}.html")
    content = bytearray(file.read_bytes())
    content[8192:12288] = b"\xff" * 4096
    file.write_bytes(content)
    with Record.open(file) as record:
        assert "damaged" in record.check()[0]


def fill(record: Record, newsroom) -> None:
    """A bit of everything that a record holds."""
    page = replace(newsroom.page(), declared=Declared(url="https://e.example/x"))
    reading = newsroom.reading(page)
    record.keep(page, Copy("1.warc.gz", 0, 9), reading)
    newsroom.keep(record, "other.html", title="Łódź — “ice” 😀")
    target = reading.statements[0].id
    record.judge(Judgement("j1", reading.article.id, target, None, "confirmed", None, {"a": [1]}, "ines", "2031-05-03"))
    record.refuse(Refusal("bad.html", "Too large.", "2031-05-01T00:00:00Z"))
    record.note_fetch("https://e.example/x", etag="e", modified=None)
    record.follow("https://e.example/feed")


def everything(record: Record) -> object:
    return (record.counts(), list(record.each_reading()), record.judgements(), record.refusals(), record.kept_files(),
            record.validators("https://e.example/x"), record.feeds(), record.search("reserve ferries"))  # fmt: skip


def test_a_backup_restored_is_the_same_record(record: Record, newsroom, new_place: Callable[[], str], tmp_path: Path):
    fill(record, newsroom)
    file = tmp_path / "backup.sqlite"
    record.backup(file)
    assert [path.name for path in tmp_path.glob("*backup*")] == ["backup.sqlite"]
    content = file.read_bytes()
    for place in (new_place(), str(tmp_path / "restored.db")):
        with Record.open(place) as restored:
            restored.restore(file)
            assert everything(restored) == everything(record)
            assert restored.check() == []
    assert file.read_bytes() == content
    with Record.open(file) as opened:
        assert everything(opened) == everything(record)


def test_a_backup_made_while_others_write_is_whole(record: Record, newsroom, tmp_path: Path):
    stop = threading.Event()

    def write() -> None:
        for number in range(10_000):
            newsroom.keep(record, f"page{number}.html")
            if stop.is_set():
                return

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            record.backup(tmp_path / f"backup{number}.db")
    finally:
        stop.set()
        writer.join()
    for number in range(3):
        with Record.open(tmp_path / f"backup{number}.db") as copy:
            assert copy.check() == []


def test_a_backup_overwrites_nothing(record: Record, tmp_path: Path):
    file = tmp_path / "precious.txt"
    file.write_text("mine")
    with pytest.raises(RecordError, match="already"):
        record.backup(file)
    with pytest.raises(RecordError, match="no folder"):
        record.backup(tmp_path / "nowhere" / "backup.db")
    assert file.read_text() == "mine"


def test_only_an_empty_record_is_restored_and_only_from_a_backup(record: Record, newsroom, tmp_path: Path):
    other = tmp_path / "letter.txt"
    other.write_text("Dear editor, " * 1000)
    with pytest.raises(RecordError, match="no backup"):
        record.restore(other)
    with pytest.raises(RecordError, match="no backup at"):
        record.restore(tmp_path / "nothing.db")
    record.backup(tmp_path / "backup.db")
    newsroom.keep(record)
    with pytest.raises(RecordError, match="not empty"):
        record.restore(tmp_path / "backup.db")
    assert record.counts().pages == 1


SECRETS = ("zanzibarski", "quuxwitness", "xylographer")


def secret_reading(newsroom, page):
    text = newsroom.TEXT + " The witness Zanzibarski spoke. Quuxwitness! " * 200
    reading = newsroom.reading(page, text=text)
    comment = replace(reading.article.furniture[0], author="xylographer")
    return replace(reading, article=replace(reading.article, furniture=(comment,)))


@pytest.mark.parametrize("by", ["place", "url", "page", "article"])
def test_a_forgotten_page_is_gone_with_all_that_was_read_from_it(record: Record, newsroom, by: str):
    fill(record, newsroom)
    page = newsroom.page("secret.html")
    reading = secret_reading(newsroom, page)
    before = everything(record)
    record.keep(page, Copy("2.warc.gz", 5, 6), reading)
    record.keep(replace(page, place="copy.html"), Copy("3.warc.gz", 7, 8), reading)
    record.judge(Judgement("j2", reading.article.id, reading.statements[0].id, None, "confirmed", 1, 1, "ines", "2031"))
    record.note_fetch(page.url or "", etag="e", modified=None)
    forgotten = record.forget(
        {"place": "copy.html", "url": page.url, "page": page.id, "article": reading.article.id}[by]
    )
    assert forgotten.pages == (page.id,)
    assert forgotten.copies == (Copy("2.warc.gz", 5, 6), Copy("3.warc.gz", 7, 8))
    assert forgotten.wiped
    assert everything(record) == before
    assert record.validators(page.url or "") is None
    assert record.search("Zanzibarski") == []
    assert record.check() == []


def test_what_was_never_there_cannot_be_forgotten(record: Record, newsroom):
    newsroom.keep(record)
    with pytest.raises(RecordError, match="nothing of nowhere"):
        record.forget("nowhere")
    assert record.counts().pages == 1


def test_a_refused_place_can_be_forgotten(record: Record):
    record.refuse(Refusal("https://e.example/secret", "Too large.", "2031-05-01T00:00:00Z"))
    assert record.forget("https://e.example/secret").pages == ()
    assert record.refusals() == []


@pytest.mark.parametrize("rounds", [1, 3])
def test_forgotten_words_are_in_no_byte_of_the_files(tmp_path: Path, newsroom, rounds: int):
    """With other pages around it, read again in between, so that the rows have been moved about."""
    file = tmp_path / "record.db"
    with Record.open(file) as record:
        for number in range(40):
            newsroom.keep(record, f"before{number}.html")
        page = newsroom.page("secret.html", body=b"Zanzibarski")
        for version in range(1, rounds + 1):
            record.keep(page, None, replace(secret_reading(newsroom, page), reader=f"0.{version}.0"))
            for number in range(40):
                newsroom.keep(record, f"after{version}-{number}.html")
        contents = b"".join(path.read_bytes() for path in tmp_path.iterdir()).lower()
        assert all(secret.encode() in contents for secret in SECRETS)
        assert record.forget("secret.html").wiped
        contents = b"".join(path.read_bytes() for path in tmp_path.iterdir()).lower()
        for secret in SECRETS:
            # The index shares beginnings of words, so a word may be there without its first letters.
            assert secret.encode()[2:] not in contents
        assert record.counts().pages == 40 * (rounds + 1)
        assert record.check() == []


def test_while_another_process_holds_the_old_state_forgetting_says_so(tmp_path: Path, newsroom, monkeypatch):
    monkeypatch.setattr("according.record.database.BUSY_TIMEOUT", 200)
    file = tmp_path / "record.db"
    with Record.open(file) as record:
        newsroom.keep(record)
        reader = sqlite3.connect(file, isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM pages").fetchone()
        assert not record.forget("strait.html").wiped
        reader.close()
        assert record.counts().pages == 0
