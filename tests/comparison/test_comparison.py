"""The comparison as a whole: order, forgetting, reading anew, days gone by, and ids that last."""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from sqlalchemy import select, update

from according import contract
from according.comparison import ledger, past, store
from according.comparison.comparison import AsOf, Comparison
from according.comparison.ledger import Wanted
from according.errors import NotOnRecordError, QueryError
from according.findings import Commitment, Finding, FindingKind, Passage, Quotation, Story
from according.model import Date, Page, Reading, identify
from according.record.record import Record
from according.record.tables import compared, findings_then

KINDS: tuple[FindingKind, ...] = ("story", "quotation", "claim", "commitment", "precedent", "answer", "earlier")


DAYS = ("2024-03-04", "2024-03-07", "2024-03-12")


def everything(compared: Comparison, as_of: AsOf | None = None) -> dict[str, str]:
    return {one.id: contract.finding_to_json(one) for kind in KINDS for one in compared.each(kind, as_of=as_of)}


def on_past_days(compared: Comparison) -> list[dict[str, str]]:
    return [everything(compared, AsOf(day)) for day in DAYS]


def kept_again(record: Record, readings: Iterable[Reading]) -> Iterator[int]:
    for number, reading in enumerate(readings, 1):
        body = Path(reading.article.place).read_bytes()
        seen = (reading.article.first_seen or Date("2024-05-01T00:00:00Z", None, "instant", "none")).start or ""
        record.keep(Page(reading.article.place, body, "html", seen), None, reading)
        yield number


@pytest.mark.parametrize(("seed", "at_once"), [(1, 1), (2, 5)])
def test_the_order_in_which_pages_came_does_not_matter(
    dossier: Record, tmp_path: Path, seed: int, at_once: int
) -> None:
    readings = list(dossier.each_reading())
    random.Random(seed).shuffle(readings)
    with Record.open(tmp_path / "shuffled.db") as record:
        for number in kept_again(record, readings):
            if number % at_once == 0:
                Comparison(record).catch_up()
        Comparison(record).catch_up()
        assert everything(Comparison(record)) == everything(Comparison(dossier))
        assert on_past_days(Comparison(record)) == on_past_days(Comparison(dossier))


def test_comparing_again_changes_nothing(dossier: Record) -> None:
    before = everything(Comparison(dossier))
    assert Comparison(dossier).catch_up() == 0
    assert everything(Comparison(dossier)) == before


def test_what_an_older_program_derived_is_derived_anew(dossier: Record) -> None:
    before = everything(Comparison(dossier))
    with dossier.changing() as connection:
        connection.execute(update(compared).values(by="0", vectors=b""))
    assert Comparison(dossier).catch_up() == len(list(dossier.each_reading()))
    assert everything(Comparison(dossier)) == before


def test_what_a_forgotten_page_said_is_in_no_finding(dossier: Record) -> None:
    compared = Comparison(dossier)
    story = largest_story(compared)
    gone = story.members[0].article
    dossier.forget(gone)
    compared = Comparison(dossier)
    compared.catch_up()
    left = everything(compared)
    assert left
    then = [body for found in (left, *on_past_days(compared)) for body in found.values()]
    assert not any(gone in body for body in then)


def test_every_word_kept_of_a_past_day_goes_with_its_page(dossier: Record) -> None:
    with dossier.changing() as connection:
        kept = connection.execute(select(findings_then)).all()
        today = past.today(connection, {row.id for row in kept})
        for row in kept:
            then = contract.finding_from_json(zlib.decompress(row.body).decode())
            (resting,) = ledger.rested_on(connection, row.kind, [today[row.id]]).values()
            assert {passage.article for passage in passages(then)} <= resting
        for article in {reading.article.id for reading in dossier.each_reading()}:
            store.drop_report(connection, article)
        assert connection.execute(select(findings_then)).all() == []


def test_forgetting_and_reading_again_gives_what_there_was(dossier: Record) -> None:
    compared = Comparison(dossier)
    before, then = everything(compared), on_past_days(compared)
    article = largest_story(compared).members[1].article
    with dossier.changing() as connection:
        store.drop_report(connection, article)
    Comparison(dossier).catch_up()
    assert everything(Comparison(dossier)) == before
    assert on_past_days(Comparison(dossier)) == then


def test_a_finding_is_found_by_the_id_it_had_before_an_earlier_member_came(dossier: Record) -> None:
    compared = Comparison(dossier)
    story = largest_story(compared)
    for member in story.members[1:]:
        former = compared.finding(identify("story", member.article))
        assert former.id == story.id


def test_as_of_a_day_shows_what_was_published_by_then(dossier: Record) -> None:
    compared = Comparison(dossier)
    story = largest_story(compared)
    then = compared.finding(story.id, as_of=AsOf(story.first_day))
    assert isinstance(then, Story)
    assert then.members
    assert len(then.members) < len(story.members)
    assert all(((member.published and member.published.start) or "")[:10] <= story.first_day for member in then.members)
    with pytest.raises(NotOnRecordError, match="id"):
        compared.finding(story.id, as_of=AsOf("1990-01-01"))


def test_everything_as_of_the_last_day_is_everything(dossier: Record) -> None:
    compared = Comparison(dossier)
    for kind in KINDS:
        now = {one.id: contract.finding_to_json(one) for one in compared.each(kind)}
        then = {one.id: contract.finding_to_json(one) for one in compared.each(kind, as_of=AsOf("2100-01-01"))}
        assert then == now


@pytest.mark.parametrize("day", ["2024-03-06", "2024-03-12"])
def test_what_there_was_on_a_day_is_what_follows_from_the_pages_of_that_day(
    dossier: Record, tmp_path: Path, day: str
) -> None:
    by_then = [one for one in dossier.each_reading() if ((one.article.published or Date()).start or "")[:10] <= day]
    with Record.open(tmp_path / "then.db") as record:
        assert len(list(kept_again(record, by_then))) > 1
        Comparison(record).catch_up()
        assert everything(Comparison(dossier), AsOf(day)) == everything(Comparison(record))


def test_a_list_of_a_past_day_begins_with_what_was_last_told_of_then(dossier: Record) -> None:
    found = [line.finding for line in Comparison(dossier).findings("quotation", as_of=AsOf("2024-03-06"))]
    assert len(found) > 1
    assert all(one.last_day <= "2024-03-06" for one in found)
    assert found == sorted(found, key=lambda one: (one.last_day, one.id), reverse=True)


def test_a_list_of_a_past_day_is_narrowed_by_what_was_so_then(dossier: Record) -> None:
    compared = Comparison(dossier)
    wanted, then = Wanted(status="open"), AsOf("2024-03-06")
    was_open = {
        one.id
        for one in compared.each("commitment", as_of=then)
        if isinstance(one, Commitment) and one.status == "open"
    }
    assert {one.id for one in compared.each("commitment", wanted, as_of=then)} == was_open
    assert was_open - {one.id for one in compared.each("commitment", wanted)}


def test_a_list_goes_on_where_it_stopped(dossier: Record) -> None:
    compared = Comparison(dossier)
    whole = [line.finding.id for line in compared.findings("precedent", limit=100)]
    parts: list[str] = []
    after = None
    while page := compared.findings("precedent", after=after, limit=3):
        parts += [line.finding.id for line in page]
        after = page[-1].cursor
    assert len(whole) > 3
    assert parts == whole
    with pytest.raises(QueryError, match="cursor"):
        compared.findings("precedent", after="nonsense")


def test_findings_can_be_narrowed(dossier: Record) -> None:
    compared = Comparison(dossier)
    held = list(compared.each("precedent", Wanted(status="nothing on record")))
    assert held
    assert {one.verdict for one in held if one.kind == "precedent"} == {"nothing on record"}
    article = largest_story(compared).members[0].article
    assert [one.id for one in compared.each("story", Wanted(article=article))] == [largest_story(compared).id]


def test_every_passage_stands_where_it_says(dossier: Record) -> None:
    compared = Comparison(dossier)
    texts = {reading.article.id: reading.article.text for reading in dossier.each_reading()}
    checked = 0
    for kind in KINDS:
        for one in compared.each(kind):
            for passage in passages(one):
                assert passage.span.of(texts[passage.article]) == passage.words
                checked += 1
    assert checked > 30


def largest_story(compared: Comparison) -> Story:
    stories = [one for one in compared.each("story") if isinstance(one, Story)]
    return max(stories, key=lambda one: (len(one.members), one.id))


def passages(finding: Finding) -> list[Passage]:
    found: list[Passage] = []

    def walk(value: object) -> None:
        if isinstance(value, Passage):
            found.append(value)
        elif isinstance(value, tuple):
            for one in value:
                walk(one)
        elif is_dataclass(value):
            for field in fields(value):
                walk(getattr(value, field.name))

    walk(finding)
    return found


def test_the_findings_of_a_statement_are_those_of_its_sentences_too(dossier: Record) -> None:
    compared = Comparison(dossier)
    quotations = [one for one in compared.each("quotation") if isinstance(one, Quotation)]
    for quotation in quotations:
        for wording in quotation.wordings:
            ids = {one.id for one in compared.findings_of(wording.passage.statement or "")}
            assert quotation.id in ids
