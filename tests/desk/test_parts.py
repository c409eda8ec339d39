"""A long reading is shown in parts, and whoever is led to words of it arrives in the part that has them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from fastapi.testclient import TestClient
from lxml.html import HtmlElement, document_fromstring

from according.desk.app import create_app
from according.model import Anchor, Span
from according.record.record import Record
from tests.desk import sample


def test_a_long_reading_is_shown_in_parts_none_of_them_large(tmp_path: Path) -> None:
    base = sample.reading()
    lines = [f"Paragraph number {n} says nothing of note, and says it at some length." for n in range(250)]
    starts = [sum(len(line) + 2 for line in lines[:n]) for n in range(len(lines))]
    article = replace(
        base.article, text="\n\n".join(lines), links=(), furniture=(),
        paragraphs=tuple(Span(start, start + len(line)) for start, line in zip(starts, lines, strict=True)),
        anchors=(Anchor("paragraph", None),) * len(lines),
    )  # fmt: skip
    with Record.open(tmp_path / "a.db") as record:
        record.keep(
            sample.PAGE, None, replace(base, article=article, actors=(), relations=(), statements=(), events=())
        )
    with TestClient(create_app(tmp_path / "a.db"), base_url="http://localhost", client=("127.0.0.1", 5000)) as desk:

        def shown(query: str) -> HtmlElement:
            answer = desk.get(f"/articles/{article.id}{query}")
            assert len(answer.content) < 150_000
            return document_fromstring(answer.text)

        for query, first, last in (("", 0, 99), ("?part=2", 100, 199), ("?part=3", 200, 249), ("?part=99", 200, 249)):
            words = [" ".join(row.text_content().split()) for row in shown(query).iterfind(".//div[@class='row']")]
            assert (words[0], words[-1]) == (lines[first], lines[last])
        assert "Part 2 of 3" in shown("?part=2").text_content()
        marked = shown(f"?span={starts[140]}-{starts[140] + 13}")
        assert f"s{starts[140]}-{starts[140] + 13}" in {element.get("id") for element in marked.iter()}
        assert lines[140] in " ".join(shown(f"?at={starts[140] + 5}").text_content().split())
