"""The article room on the project's own dossier, whose truth is known: every page, every kind of thing on it."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from evaluation.dossier_articles import OWN, Tally, body_shares, leaks, measure, read

from according.model import Article

TRUTH: list[dict[str, Any]] = json.loads((OWN / "truth.json").read_text("utf-8"))["pages"]
BODIES: dict[str, dict[str, str]] = json.loads((OWN / "bodies.json").read_text("utf-8"))
EVERY_PAGE = pytest.mark.parametrize("record", TRUTH, ids=[record["file"] for record in TRUTH])


@cache
def tallies() -> dict[str, Tally]:
    return measure(OWN)


@cache
def article(file: str) -> Article:
    return read(OWN, next(record for record in TRUTH if record["file"] == file))


@EVERY_PAGE
def test_the_text_is_that_of_the_report(record: dict[str, Any]) -> None:
    precision, recall = body_shares(BODIES[record["id"]]["body"], article(record["file"]))
    assert min(precision, recall) >= 0.97


@EVERY_PAGE
def test_no_words_of_furniture_are_a_paragraph(record: dict[str, Any]) -> None:
    assert leaks(record, BODIES[record["id"]]["body"], article(record["file"])) == []


@EVERY_PAGE
def test_every_paragraph_has_its_node(record: dict[str, Any]) -> None:
    assert all(anchor.xpath for anchor in article(record["file"]).anchors)


@EVERY_PAGE
def test_title_byline_and_agency_are_those_that_readers_see(record: dict[str, Any]) -> None:
    read_as = article(record["file"])
    assert read_as.title == record["title"]
    assert list(read_as.byline) == record["byline"]
    assert list(read_as.agency) == record["agency"]


@EVERY_PAGE
def test_subheadings_are_marked_as_such(record: dict[str, Any]) -> None:
    read_as = article(record["file"])
    marked = [
        span.of(read_as.text)
        for span, anchor in zip(read_as.paragraphs, read_as.anchors, strict=True)
        if anchor.kind == "subheading"
    ]
    assert marked == record["subheadings"]


@pytest.mark.parametrize("field", ["published", "modified"])
def test_times_are_those_of_the_pages(field: str) -> None:
    tally = tallies()[field]
    assert tally.wanted > 0
    assert tally.differences == []


@pytest.mark.parametrize("what", ["", " author", " posted", " posted at", " votes", " answers"])
def test_comments_are_complete_in_all_that_is_shown_of_them(what: str) -> None:
    tally = tallies()[f"comment{what}"]
    assert tally.wanted > 0
    assert tally.differences == []


@EVERY_PAGE
def test_a_form_or_a_count_gives_no_comment(record: dict[str, Any]) -> None:
    shown = any(part.kind == "comment" for part in article(record["file"]).furniture)
    assert shown == (record["comments"] == "shown")


@pytest.mark.parametrize("kind", ["biography", "caption", "credit", "promo"])
def test_furniture_is_found_in_its_role(kind: str) -> None:
    tally = tallies()[kind]
    assert tally.wanted > 0
    assert tally.differences == []
