"""A record opened from Python gives what the commands and the desk give."""

from __future__ import annotations

import doctest
import shutil
from pathlib import Path

import pytest

import according
from according.errors import NotOnRecordError
from according.model import Judgement, Refusal
from according.record import remarks
from according.record.filters import Filters
from according.record.people import make_local_person
from tests.desk import sample

DOCUMENT = Path(__file__).parents[1] / "docs/python.md"
PAGE = """<html><head><title>Marshal speaks</title></head><body><article>
<p>LENNFURT, 4 March 2024 - Marshal Oru Dahl said on Monday that the bridges would stay open to traffic.</p>
<p>“We will not close them,” the marshal told reporters at the harbour after a long meeting with the council.</p>
</article></body></html>"""


def test_the_examples_of_the_document_run_as_they_stand(
    read_dossier: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(read_dossier, tmp_path / "demo.db")
    monkeypatch.chdir(tmp_path)
    ran = doctest.testfile(str(DOCUMENT), module_relative=False)
    assert (ran.attempted > 8, ran.failed) == (True, 0)


def test_a_list_goes_on_as_far_as_it_is_followed(read_dossier: Path) -> None:
    with according.open(read_dossier) as opened:
        counts = opened.counts()
        assert len(list(opened.statements())) == counts.statements
        assert len(list(opened.events())) == counts.events
        assert len(list(opened.sources())) == counts.sources
        assert len({line.article for line in opened.readings()}) == counts.articles
        assert [line.article for line in opened.readings(limit=3)] == [line.article for line in opened.readings()][:3]
        denied = list(opened.statements(Filters(act="deny")))
        assert denied
        assert {one.statement.act for one in denied} == {"deny"}
        assert opened.statement(denied[0].statement.id).content == denied[0].content
        event = next(opened.events())
        assert opened.event(event.event.id).words == event.words
        most = next(opened.sources())
        assert len(list(opened.said_by(most.name))) == most.statements
        assert sum(one.readings for one in opened.outlets()) <= counts.articles
        assert opened.outlets()[0].readings > 1
        with pytest.raises(NotOnRecordError):
            opened.finding("nothing")


def test_what_people_said_to_it_can_be_asked_for(tmp_path: Path) -> None:
    with according.open(tmp_path / "new.db") as opened:
        reading = sample.reading()
        opened.record.keep(sample.PAGE, None, reading)
        article, statement = reading.article.id, reading.statements[0].id
        opened.record.judge(
            Judgement("j1", article, statement, None, "confirmed", None, None, "Bo Ek", "2024-03-06T07:00:00Z")
        )
        with opened.record.changing() as connection:
            person = make_local_person(connection).id
            made = [remarks.add(connection, person, article, f"Remark {n}.") for n in range(3)]
        assert [one.judgement.id for one in opened.judgements(article)] == ["j1"]
        assert {one.id for one in opened.remarks()} == set(made)
        assert len(list(opened.remarks(article, limit=2))) == 2
        assert list(opened.remarks("a0")) == []


def test_what_is_added_can_be_asked_for(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    with according.open(tmp_path / "new.db") as opened:
        page, nothing = opened.add(str(tmp_path / "page.html"), str(tmp_path / "nothing.html"))
        assert isinstance(nothing, Refusal)
        assert not isinstance(page, Refusal)
        assert [line.title for line in opened.readings()] == [page.reading.article.title]
        assert [one.content for one in opened.statements()]
        assert list(opened.findings("story")) == []
    assert list((tmp_path / "new.archive").iterdir())
