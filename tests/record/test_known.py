"""What came to be known last: by when this record came to know it, not by when it was published."""

from __future__ import annotations

import pytest
from sqlalchemy import true

from according.model import Judgement
from according.record import judgements, known, news
from according.record.filters import Filters
from according.record.lists import EventFilters
from according.record.record import Record
from according.record.search import matching_articles


@pytest.fixture
def came(record: Record, newsroom) -> list[str]:
    """Three articles in the order in which they came, which is not that of their days; the last two at once."""
    told = [
        newsroom.keep(record, name, published=published, publisher=publisher, title=name).article.id
        for name, published, publisher in (
            ("new", "2031-05-03", "The Harbour Ledger"),
            ("old", "2029-01-01", "Vell Gázette"),
            ("undated", None, "The Harbour Ledger"),
        )
    ]
    with record.changing() as connection:
        news.note_readings(connection, told[:1], "2031-06-01T10:00:00.000000Z")
        news.note_readings(connection, told[1:], "2031-06-02T10:00:00.000000Z")
    return told


def test_readings_that_came_last_stand_first(record: Record, came: list[str]) -> None:
    with record.asking() as connection:
        rows = known.readings(connection, Filters(), true(), 10)
        assert {row.article for row in rows[:2]} == set(came[1:])
        assert [row.article for row in rows[2:]] == came[:1]
        asked = Filters(publisher="vell gazette", act="deny")
        assert [row.article for row in known.readings(connection, asked, true(), 10)] == came[1:2]
        worded = matching_articles(connection, "undated")
        assert [row.article for row in known.readings(connection, Filters(), worded, 10)] == came[2:]


def test_statements_and_events_that_came_last_stand_first_those_of_newer_pages_before(
    record: Record, came: list[str]
) -> None:
    first, last = "2031-06-01T10:00:00.000000Z", "2031-06-02T10:00:00.000000Z"
    order = [(last, came[1]), (last, came[2]), (first, came[0])]
    with record.asking() as connection:
        denied = known.statements_told(connection, Filters(act="deny"), 10)
        assert [(at, one.article.article) for at, one in denied] == order
        assert [one.article.article for _, one in known.statements_told(connection, Filters(), 3)] == [
            came[1], came[1], came[2],
        ]  # fmt: skip
        of_source = known.statements_told(connection, Filters(), 10, source="ADA BRONN")
        assert [(at, one.article.article) for at, one in of_source] == order
        assert {one.source for _, one in of_source} == {"Ada Brönn"}
        told = known.happenings(connection, Filters(since="2029"), EventFilters(status="conditional"), 10)
        assert [(at, one.article.article) for at, one in told] == [order[0], order[2]]
        assert known.happenings(connection, Filters(), EventFilters(status="denied"), 10) == []


def test_a_name_is_met_where_it_came_first(record: Record, came: list[str], newsroom) -> None:
    with record.asking() as connection:
        assert [(one.name, one.article.article, one.thing) for one in known.outlets_met(connection, 10)] == [
            ("Vell Gázette", came[1], came[1]), ("The Harbour Ledger", came[0], came[0]),
        ]  # fmt: skip
        (minister,) = known.actors_met(connection, "brönn", 10)
        assert (minister.at, minister.article.article) == ("2031-06-01T10:00:00.000000Z", came[0])
        assert record.actor(minister.thing).article == came[0]
        assert known.actors_met(connection, "nobody", 10) == []
        assert len(known.sources_met(connection, None, 1)) == 1
        assert {one.article.article for one in known.sources_met(connection, None, 10)} == {came[0]}
    unknown = newsroom.keep(record, "later", publisher="Tarn Echo")
    with record.asking() as connection:  # nothing has noted yet that it came
        assert unknown.article.id not in {row.article for row in known.readings(connection, Filters(), true(), 10)}
        assert "Tarn Echo" not in {one.name for one in known.outlets_met(connection, 10)}


def test_the_judgement_given_last_stands_first(record: Record, came: list[str]) -> None:
    statement = record.reading(came[0]).statements[0].id
    for n in (1, 2, 3):
        record.judge(
            Judgement(f"j{n}", came[0], statement, None, "confirmed", None, None, "Bo", f"2031-06-0{n}T07:00:00Z")
        )
    with record.asking() as connection:
        assert [one.judgement.id for one in judgements.latest(connection, None, None, 2)] == ["j3", "j2"]
        assert len(judgements.latest(connection, came[0], statement, 10)) == 3
        assert judgements.latest(connection, came[1], None, 10) == []
