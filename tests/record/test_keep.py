"""Keeping: once is enough, a newer reader replaces the machine's part, and a page is kept whole or not at all."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from according.errors import RecordError
from according.model import Declared, Page, Refusal
from according.record.answers import Copy
from according.record.record import Record


def test_a_reading_comes_back_as_it_was_kept(record: Record, newsroom):
    reading = newsroom.keep(record)
    assert record.reading(reading.article.id) == reading
    assert record.article(reading.article.id) == reading.article
    assert record.check() == []


def test_keeping_the_same_reading_twice_changes_nothing(record: Record, newsroom):
    page = newsroom.page()
    reading = newsroom.reading(page)
    assert record.keep(page, Copy("a.warc.gz", 0, 10), reading)
    before = (record.counts(), record.page(page.id), record.readings())
    later = replace(page, seen="2031-06-01T00:00:00Z")
    assert not record.keep(later, Copy("a.warc.gz", 0, 10), newsroom.reading(later))
    assert (record.counts(), record.page(page.id), record.readings()) == before


def test_a_page_met_at_another_place_gets_a_second_sighting_and_nothing_else(record: Record, newsroom):
    page = newsroom.page()
    reading = newsroom.reading(page)
    record.keep(page, None, reading)
    elsewhere = replace(page, place="copy/of/strait.html", seen="2031-06-01T00:00:00Z")
    assert record.keep(elsewhere, None, newsroom.reading(elsewhere))
    assert [sighting.place for sighting in record.page(page.id).sightings] == ["strait.html", "copy/of/strait.html"]
    assert record.page(page.id).first_seen == "2031-05-02T10:00:00Z"
    assert record.reading(reading.article.id) == reading
    assert record.counts().articles == 1


def test_sighting_a_known_page_gives_its_reading_and_notes_the_place(record: Record, newsroom):
    page = newsroom.page()
    reading = newsroom.reading(page)
    assert record.sight(page, "0.1.0") is None
    record.keep(page, None, reading)
    assert record.sight(replace(page, place="again.html"), "0.1.0") == reading
    assert len(record.page(page.id).sightings) == 2
    assert record.sight(page, "0.2.0") is None
    assert record.sight(replace(page, declared=Declared(publisher="Vell Gazette")), "0.1.0") is None
    assert record.knows(page.id, "0.1.0")
    assert not record.knows(page.id, "0.2.0")


def test_a_newer_reader_replaces_the_machines_part(record: Record, newsroom):
    page = newsroom.page()
    record.keep(page, None, newsroom.reading(page))
    later = newsroom.reading(page, reader="0.2.0", statements=1)
    assert record.keep(page, None, later)
    assert record.reading(later.article.id) == later
    assert record.counts().statements == 1
    assert not record.search("convoy denied", limit=5) or record.search("convoy")[0].kind == "article"
    assert record.check() == []


def test_an_older_reader_changes_nothing(record: Record, newsroom):
    page = newsroom.page()
    reading = newsroom.reading(page, reader="0.10.0")
    record.keep(page, None, reading)
    assert not record.keep(page, None, newsroom.reading(page, reader="0.9.0", statements=1))
    assert record.reading(reading.article.id) == reading


def test_the_same_reader_with_something_else_to_say_replaces_what_it_said(record: Record, newsroom):
    page = newsroom.page()
    record.keep(page, None, newsroom.reading(page))
    corrected = newsroom.reading(page, publisher="Vell Gazette")
    assert record.keep(page, None, corrected)
    assert record.reading(corrected.article.id).article.publisher == "Vell Gazette"


def test_first_seen_stays_when_the_page_is_read_again_later(record: Record, newsroom):
    page = newsroom.page()
    first = newsroom.reading(page)
    record.keep(page, None, first)
    again = replace(page, seen="2032-01-01T00:00:00Z")
    record.keep(again, None, newsroom.reading(again, reader="0.2.0"))
    assert record.article(first.article.id).first_seen == first.article.first_seen


def test_an_article_whose_id_changed_with_the_reader_takes_the_place_of_the_old_one(record: Record, newsroom):
    page = newsroom.page()
    old = newsroom.reading(page)
    record.keep(page, None, old)
    new = newsroom.reading(page, reader="0.2.0")
    new = replace(new, article=replace(new.article, id="a" + "0" * 20))
    record.keep(page, None, new)
    assert record.counts().articles == 1
    assert record.reading(new.article.id) == new
    assert record.check() == []


def test_a_reading_of_another_page_is_refused(record: Record, newsroom):
    with pytest.raises(RecordError, match="of another page"):
        record.keep(newsroom.page("one.html"), None, newsroom.reading(newsroom.page("two.html")))
    assert record.counts().pages == 0


def test_a_refusal_is_kept_once_and_until_the_place_can_be_read(record: Record, newsroom):
    refusal = Refusal("strait.html", "The page is nested too deeply.", "2031-05-01T00:00:00Z")
    assert record.refuse(refusal)
    assert not record.refuse(replace(refusal, seen="2031-05-02T00:00:00Z"))
    assert record.refusals() == [refusal]
    newsroom.keep(record)
    assert record.refusals() == []


def test_a_text_that_no_database_takes_is_kept_with_its_spans(record: Record, newsroom):
    page = newsroom.page()
    text = newsroom.TEXT.replace("Tuesday", "Tue\x00d\ud83dy")
    reading = newsroom.reading(page, text=newsroom.TEXT)
    reading = replace(reading, article=replace(reading.article, text=text))
    record.keep(page, None, reading)
    kept = record.reading(reading.article.id)
    assert kept.article.text == newsroom.TEXT.replace("Tuesday", "Tue\ufffdd\ufffdy")
    assert kept.statements == reading.statements
    assert not record.keep(page, None, reading)
    assert record.check() == []


def _keep_many(place: str, first: int, many: int, newsroom) -> None:
    with Record.open(place) as record:
        for number in range(first, first + many):
            page = newsroom.page(f"page{number}.html")
            record.keep(page, None, newsroom.reading(page))


def test_two_processes_that_keep_the_same_and_other_pages_do_not_fail(place: str, newsroom):
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_keep_many, args=(place, first, 40, newsroom)) for first in (0, 20)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert [writer.exitcode for writer in writers] == [0, 0]
    with Record.open(place) as record:
        assert record.counts().pages == 60
        assert record.check() == []


_WRITER = """
import sys
sys.path.insert(0, sys.argv[2])
from conftest import Newsroom
from according.record.record import Record
newsroom = Newsroom()
with Record.open(sys.argv[1]) as record:
    print("open", flush=True)
    for number in range(int(sys.argv[3]), 1_000_000):
        page = newsroom.page(f"page{number}.html")
        record.keep(page, None, newsroom.reading(page))
        version = f"0.{number}.0"
        record.keep(newsroom.page("again.html"), None, newsroom.reading(newsroom.page("again.html"), reader=version))
        print(number, flush=True)
"""


def test_a_writer_killed_at_any_moment_leaves_whole_pages_only(place: str):
    """Rounds of kill -9 in the middle of keeping: every page that was reported kept is there, and none is half."""
    random.seed(1)
    kept = 0
    for _ in range(4):
        writer = subprocess.Popen(
            [sys.executable, "-c", _WRITER, place, str(Path(__file__).parent), str(kept)],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert writer.stdout is not None
        assert writer.stdout.readline() == "open\n"
        told = [int(writer.stdout.readline()) for _ in range(random.randint(1, 5))]
        time.sleep(random.uniform(0, 0.05))
        os.kill(writer.pid, signal.SIGKILL)
        told += [int(line) for line in writer.stdout.read().split("\n")[:-1]]
        writer.wait()
        writer.stdout.close()
        kept = max([kept, *(number + 1 for number in told)])
        with Record.open(place) as record:
            assert record.check() == []
            met = {line.place for line in record.readings(limit=10_000)}
            assert {f"page{number}.html" for number in range(kept)} <= met
    assert kept >= 4


def test_a_page_from_a_given_file_has_no_address(record: Record, newsroom):
    page = Page("-", b"words", "text", "2031-05-02T10:00:00Z")
    record.keep(page, None, newsroom.reading(page))
    assert record.page(page.id).url is None
    assert record.page(page.id).media_type == "text"
