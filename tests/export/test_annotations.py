"""What readers said can be taken elsewhere as W3C Web Annotations."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from sqlalchemy import insert
from tests.desk import sample
from typer.testing import CliRunner

from according.cli import app
from according.export.annotations import annotation, collection, write_lines
from according.model import Article, Span
from according.record import remarks, tables
from according.record.record import Record

DESK = "http://127.0.0.1:8765"
WORDS = sample.at(sample.TEXT, "on Tuesday")


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / "record.db") as opened:
        opened.keep(sample.PAGE, None, sample.reading())
        with opened.changing() as connection:
            made_at = "2031-05-01T00:00:00Z"
            rows = [
                {"id": one, "name": one.title(), "name_key": one, "role": "reader", "made_at": made_at}
                for one in ("ada", "ben")
            ]
            connection.execute(insert(tables.people), rows)
        yield opened


def say(record: Record, span: Span | None = None, body: str = "Monday, not Tuesday.") -> str:
    with record.changing() as connection:
        return remarks.add(connection, "ada", sample.article().id, body, span=span, at="2031-05-03T08:00:00Z")


def told(record: Record, remark: str, article: Article | None = None) -> dict:
    with record.asking() as connection:
        return annotation(remarks.get(connection, remark), article or record.article(sample.article().id), DESK)


def test_a_remark_on_words_is_an_annotation_with_their_selectors(record: Record) -> None:
    remark = say(record, WORDS)
    assert told(record, remark) == {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"{DESK}/remarks/{remark}",
        "type": "Annotation",
        "motivation": "commenting",
        "creator": {"type": "Person", "name": "Ada"},
        "created": "2031-05-03T08:00:00Z",
        "body": {"type": "TextualBody", "value": "Monday, not Tuesday.", "format": "text/plain"},
        "target": {
            "type": "SpecificResource",
            "source": "https://courier.example/varga",
            "scope": f"{DESK}/articles/{sample.article().id}",
            "state": {"type": "TimeState", "sourceDate": "2024-03-06T07:00:00Z"},
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": "on Tuesday",
                    "prefix": "Marshal Ilse Varga told Kanal 5 ",
                    "suffix": " that the guard stands ready to ",
                },
                {"type": "TextPositionSelector", "start": WORDS.start, "end": WORDS.end},
            ],
        },
    }


def test_a_remark_on_the_whole_page_selects_nothing(record: Record) -> None:
    assert "selector" not in told(record, say(record))["target"]


@pytest.mark.parametrize("url", [None, "javascript:alert(1)", "file:///etc/passwd", "http://[", "https://"])
def test_a_page_without_an_address_of_the_web_is_named_by_its_reading(record: Record, url: str | None) -> None:
    article = replace(record.article(sample.article().id), url=url)
    assert told(record, say(record), article)["target"]["source"] == f"{DESK}/articles/{article.id}"


def test_an_answer_replies_to_the_remark(record: Record) -> None:
    root = say(record, WORDS)
    with record.changing() as connection:
        answer = remarks.answer(connection, "ben", root, "Says who?")
        remarks.edit(connection, "ben", answer, "Who says so?", at="2031-05-04T00:00:00Z")
    found = told(record, answer)
    assert (found["motivation"], found["target"]) == ("replying", f"{DESK}/remarks/{root}")
    assert found["modified"] == "2031-05-04T00:00:00Z"


def test_an_orphan_has_its_words_and_no_place(record: Record) -> None:
    remark = say(record, WORDS)
    base = sample.reading("0.2.0")
    article = replace(base.article, text="Other words.", paragraphs=(Span(0, 12),), anchors=(), links=())
    record.keep(sample.PAGE, None, replace(base, article=article, statements=(), events=(), actors=()))
    (selector,) = told(record, remark)["target"]["selector"]
    assert (selector["type"], selector["exact"]) == ("TextQuoteSelector", "on Tuesday")


def test_what_was_removed_or_hidden_is_not_given_out(record: Record) -> None:
    kept, removed, hidden = (say(record, WORDS, body) for body in ("kept", "removed", "hidden"))
    with record.changing() as connection:
        remarks.remove(connection, "ada", removed)
        remarks.hide(connection, hidden, hidden=True)
    with record.asking() as connection:
        found = remarks.on_article(connection, sample.article().id, remarks.Viewer("ben", analyst=True))
    told = collection(found, record.article(sample.article().id), DESK)
    assert (told["type"], told["total"]) == ("AnnotationCollection", 1)
    assert [item["id"] for item in told["first"]["items"]] == [f"{DESK}/remarks/{kept}"]
    lines = StringIO()
    write_lines(record, DESK, lines)
    assert [json.loads(line)["body"]["value"] for line in lines.getvalue().splitlines()] == ["kept"]


def test_an_article_without_remarks_is_an_empty_collection(record: Record) -> None:
    told = collection([], record.article(sample.article().id), DESK)
    assert told["total"] == 0
    assert "first" not in told


def test_the_command_writes_an_annotation_a_line(record: Record, tmp_path: Path) -> None:
    say(record, WORDS, "“Łódź”\nsecond line")
    say(record)
    arguments = ["remarks", "export", "--desk", "https://desk.example/", "--record", str(tmp_path / "record.db")]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.output
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert {one["body"]["value"] for one in found} == {"“Łódź”\nsecond line", "Monday, not Tuesday."}
    assert all(one["id"].startswith("https://desk.example/remarks/r") for one in found)
