"""What is long is shown in parts, none of them large, and whoever is led to words arrives in the part that has them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from fastapi.testclient import TestClient
from lxml.html import HtmlElement, document_fromstring
from sqlalchemy import update

from according import contract
from according.comparison.comparison import Comparison
from according.desk.app import create_app
from according.desk.asking import LINES_A_PART
from according.findings import Claim, Commitment, Finding, FindingKind, Origins, Quotation, Story
from according.model import Anchor, Span
from according.record.record import Record
from according.record.tables import findings
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


LONG = 200
Item = TypeVar("Item")


def times(several: tuple[Item, ...]) -> list[Item]:
    """Two hundred, taken from a few again and again."""
    return [several[number % len(several)] for number in range(LONG)]


def much_told(origins: Origins) -> Origins:
    """The first voice with two hundred reports, each of an article and an outlet of its own."""
    first = origins.voices[0]
    reports = tuple(
        replace(one, via=None, passage=replace(one.passage, article=f"a{n:020x}", publisher=f"Paper {n % 60}"))
        for n, one in enumerate(times(first.reports))
    )
    return replace(origins, voices=(replace(first, reports=reports), *origins.voices[1:]))


def lengthened(finding: Finding) -> Finding:
    """A finding as it would be were there two hundred of each thing that it lists."""
    match finding:
        case Story():
            members = (replace(one, article=f"a{n:020x}") for n, one in enumerate(times(finding.members)))
            # Those on which other findings rest stay what they are.
            return replace(finding, members=(*finding.members, *list(members)[len(finding.members) :]))
        case Quotation():
            wordings = tuple(
                replace(one, source=None, passage=replace(one.passage, publisher=f"Paper {n % 60}"))
                for n, one in enumerate(times(finding.wordings))
            )
            return replace(finding, wordings=wordings, origins=much_told(finding.origins))
        case Claim():
            return replace(
                finding, assertions=tuple(times(finding.assertions)), disputes=tuple(times(finding.disputes)),
                origins=much_told(finding.origins),
            )  # fmt: skip
        case Commitment():
            return replace(finding, statements=tuple(times(finding.statements)), origins=much_told(finding.origins))
    raise AssertionError(finding.kind)


@pytest.fixture
def long_desk(dossier: Record, tmp_path: Path) -> Iterator[tuple[TestClient, dict[str, Finding]]]:
    """A desk whose longest story, quotation, claim and commitment list two hundred of everything."""
    compared, long = Comparison(dossier), {}
    kinds: dict[FindingKind, str] = {
        "story": "stories", "quotation": "quotations", "claim": "claims", "commitment": "commitments",
    }  # fmt: skip
    for kind, place in kinds.items():
        finding = lengthened(max(compared.each(kind), key=lambda one: len(contract.finding_to_json(one))))
        with dossier.changing() as connection:
            body = contract.finding_to_json(finding)
            connection.execute(update(findings).where(findings.c.id == finding.id).values(body=body))
        long[place] = finding
    app = create_app(tmp_path / "record.db")
    with TestClient(app, base_url="http://localhost", client=("127.0.0.1", 50000)) as client:
        yield client, long


def test_the_pages_of_what_two_hundred_tell_are_small_and_their_parts_have_all_of_it(
    long_desk: tuple[TestClient, dict[str, Finding]],
) -> None:
    desk, long = long_desk
    lists = {
        "stories": "//section[@aria-labelledby='articles']//a[@class='title']",
        "quotations": "//ol[@class='wordings']/li",
        "claims": "//section[@aria-labelledby='disputes']//li",
        "commitments": "//section[@aria-labelledby='told']//li",
    }
    for place, finding in long.items():
        address, seen, tabled = f"/{place}/{finding.id}", 0, set[str]()
        while address:
            answer = desk.get(address)
            assert answer.status_code == 200, address
            assert len(answer.content) < 150_000, (address, len(answer.content))
            view = document_fromstring(answer.text)
            seen += len(view.xpath(lists[place]))
            tabled |= set(view.xpath("//*[@id='sources']//td/a/@href"))
            onward = view.xpath("//nav[@aria-label='Parts of the lists']/a[@rel='next']/@href")
            address = onward[0] if onward else ""
        assert seen == LONG, place
        if place != "stories":
            assert len(tabled) >= LONG, place
    judging = desk.get(f"/judge/{long['stories'].id}?part=2")
    assert len(judging.content) < 150_000
    assert judging.text.count("It belongs here</button>") == LINES_A_PART
    last = desk.get(f"/stories/{long['stories'].id}?part=99")
    assert "Part 7 of 7" in last.text
