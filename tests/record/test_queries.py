"""Asking the record for lists, sources and single things."""

from __future__ import annotations

from contextlib import suppress

import pytest

from according.errors import QueryError, RecordError
from according.model import Refusal, identify
from according.record.answers import Count, Feed, Validators
from according.record.filters import Filters
from according.record.record import Record


@pytest.fixture
def week(record: Record, newsroom) -> Record:
    """Seven days of reports by two publishers, and one whose day nobody knows."""
    for day in range(1, 8):
        newsroom.keep(
            record,
            f"day{day}.html",
            title=f"Day {day} at the strait",
            published=f"2031-05-0{day}T22:30:00-04:00",
            publisher="The Harbour Ledger" if day % 2 else "Vell Gázette",
            language="en" if day < 7 else "pl",
        )
    newsroom.keep(record, "undated.html", title="Undated", published=None, publisher="Vell Gázette")
    return record


def titles(record: Record, **asked) -> list[str]:
    return [line.title or "" for line in record.readings(**asked)]


def test_readings_are_listed_newest_first_and_undated_ones_last(week: Record):
    assert titles(week) == [f"Day {day} at the strait" for day in range(7, 0, -1)] + ["Undated"]


def test_a_list_goes_on_after_the_last_one_seen_even_when_more_is_added(week: Record, newsroom):
    first = week.readings(limit=3)
    newsroom.keep(week, "new.html", title="Just in", published="2031-06-01T00:00:00Z")
    rest = week.readings(after=first[-1].cursor)
    assert [line.title for line in (*first, *rest)] == [f"Day {n} at the strait" for n in range(7, 0, -1)] + ["Undated"]
    assert week.readings(after=rest[-1].cursor) == []


@pytest.mark.parametrize("cursor", ["", "x", "~~~", "2031~\x00", "\ud800~a"])
def test_a_broken_cursor_is_refused_or_gives_a_list_but_never_an_error_of_the_database(week: Record, cursor: str):
    for ask in (week.readings, week.sources, lambda after: week.said_by("Ada Brönn", after=after)):
        with suppress(QueryError):
            assert isinstance(ask(after=cursor), list)


def test_readings_are_filtered_by_publisher_in_any_writing(week: Record):
    assert len(titles(week, filters=Filters(publisher="vell gazette"))) == 4
    assert len(titles(week, filters=Filters(publisher="GAZETTE"))) == 4
    assert titles(week, filters=Filters(publisher="Gaz")) == []
    assert titles(week, filters=Filters(publisher="%")) == []


def test_readings_are_filtered_by_the_day_their_publisher_gives(week: Record):
    # Half past ten at night at UTC-4 is the next day in UTC, but not for the readers of the paper.
    assert titles(week, filters=Filters(since="2031-05-03", until="2031-05-03")) == ["Day 3 at the strait"]
    assert len(titles(week, filters=Filters(since="2031-05"))) == 7
    assert titles(week, filters=Filters(until="2030")) == []


def test_readings_are_filtered_by_language_source_act_and_words(week: Record):
    assert titles(week, filters=Filters(language="pl")) == ["Day 7 at the strait"]
    assert len(titles(week, filters=Filters(source="ada bronn"))) == 8
    assert titles(week, filters=Filters(source="Ada Brönn", act="deny")) == []
    assert len(titles(week, filters=Filters(source="officials", act="deny"))) == 8
    assert titles(week, text='"day 4" strait') == ["Day 4 at the strait"]
    assert len(titles(week, text="?!")) == 8


@pytest.mark.parametrize("day", ["May", "2031-13", "2031-02-30", "0000", "2031-05-01T00:00", "", "²031"])
def test_a_day_that_is_none_is_refused_with_a_sentence(day: str):
    with pytest.raises(QueryError, match="give a day, month or year"):
        Filters(since=day)


def test_an_act_that_is_none_is_refused_with_those_that_are():
    with pytest.raises(QueryError, match="commit"):
        Filters(act="promise")  # type: ignore[arg-type]


def test_sources_are_counted_over_articles_and_publishers(week: Record):
    minister, officials = week.sources()
    assert (minister.name, minister.kind, minister.country) == ("Ada Brönn", "person", "XAA")
    assert (minister.statements, minister.articles, minister.publishers) == (8, 8, 2)
    assert (officials.name, officials.kind) == ("Officials in Vell", None)
    assert week.sources(after=minister.cursor) == [officials]
    assert week.sources(contains="BRONN") == [minister]
    assert week.sources(limit=1) == [minister]


def test_what_a_source_said_comes_with_the_outlet_and_the_words(week: Record):
    said = week.said_by("ADA BRONN", limit=3)
    assert [each.article.title for each in said] == [f"Day {day} at the strait" for day in (7, 6, 5)]
    assert said[0].article.publisher == "The Harbour Ledger"
    assert (said[0].source, said[0].cue) == ("Ada Brönn", "told")
    assert said[0].content == "the reserve ferries would sail “only if the strait freezes”"
    assert [hop.name for hop in said[0].statement.chain] == ["Ada Brönn", "Radio Tarn"]
    rest = week.said_by("Ada Brönn", after=said[-1].cursor)
    assert [each.article.title for each in rest] == [f"Day {day} at the strait" for day in (4, 3, 2, 1)] + ["Undated"]
    assert len(week.said_by("Ada Brönn", Filters(publisher="gazette"))) == 4
    assert week.said_by("Ada") == []


def test_any_id_leads_to_its_thing(record: Record, newsroom):
    reading = newsroom.keep(record)
    article = reading.article
    expected = {
        article.page: "page",
        article.id: "article",
        reading.actors[0].id: "actor",
        reading.statements[1].id: "statement",
        reading.events[0].id: "event",
        article.furniture[0].id: "furniture",
    }
    assert {record.find(thing).kind for thing in expected} == set(expected.values())
    for thing, kind in expected.items():
        assert (record.find(thing).kind, record.find(thing).article) == (kind, article.id)
    assert record.statement(reading.statements[1].id).statement == reading.statements[1]
    with pytest.raises(RecordError, match="has the id s123"):
        record.find("s123")


@pytest.mark.parametrize("ask", ["page", "article", "reading", "statement", "refusal"])
def test_what_is_not_there_is_said_in_a_sentence(record: Record, ask: str):
    with pytest.raises(RecordError, match=r"There is no .* in the record"):
        getattr(record, ask)("nothing")


def test_a_refusal_is_found_by_its_id(record: Record):
    record.refuse(Refusal("strait.html", "Too large.", "2031-05-01T00:00:00Z"))
    refusal = identify("refusal", "strait.html", "Too large.", "")
    assert record.find(refusal).kind == "refusal"
    assert record.refusal(refusal).reason == "Too large."


def test_counts_publishers_and_languages(week: Record):
    counts = week.counts()
    assert (counts.pages, counts.articles, counts.statements, counts.sources, counts.events) == (8, 8, 16, 2, 8)
    assert sorted(week.publishers()) == [Count("The Harbour Ledger", 4), Count("Vell Gázette", 4)]
    assert week.languages() == [Count("en", 7), Count("pl", 1)]


def test_every_reading_can_be_gone_through(week: Record):
    assert sorted(reading.article.title or "" for reading in week.each_reading()) == sorted(titles(week))


def test_what_a_server_gave_is_kept_for_asking_again(record: Record):
    assert record.validators("https://ledger.example/") is None
    record.note_fetch("https://ledger.example/", etag='"a"', modified=None)
    record.note_fetch("https://ledger.example/", etag='"b"', modified="Thu, 01 May 2031 00:00:00 GMT")
    assert record.validators("https://ledger.example/") == Validators('"b"', "Thu, 01 May 2031 00:00:00 GMT")


def test_feeds_are_followed_until_they_are_not(record: Record):
    assert record.follow("https://ledger.example/feed")
    assert not record.follow("https://ledger.example/feed")
    record.note_check("https://ledger.example/feed", "2031-05-01T00:00:00Z")
    (feed,) = record.feeds()
    assert isinstance(feed, Feed)
    assert (feed.url, feed.checked) == ("https://ledger.example/feed", "2031-05-01T00:00:00Z")
    assert record.unfollow("https://ledger.example/feed")
    assert not record.unfollow("https://ledger.example/feed")
    assert record.feeds() == []
