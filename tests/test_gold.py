"""The project's own annotated paragraphs are in the form that the measuring scripts read, and copy their texts exactly."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

GOLD = Path(__file__).parents[1] / "evaluation" / "gold.jsonl"
RECORDS: list[dict[str, Any]] = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]

KEYS = {"id", "from", "published", "context", "paragraph", "statements", "events"}
STATEMENT_KEYS = {"source", "cue", "content", "chain", "act", "condition", "certainty"}
EVENT_KEYS = {"trigger", "type", "status", "actor", "recipient"}
ACTS = {"assert", "assess", "commit", "threaten", "request", "accuse", "deny", "other"}
BANDS = {"remote", "very unlikely", "unlikely", "even", "likely", "very likely", "certain", "unsaid"}
STATUSES = {"happened", "ongoing", "planned", "conditional", "possible", "denied"}
TYPES = set(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST"
    " ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()
)


def pieces(content: str | list[str]) -> list[str]:
    return [content] if isinstance(content, str) else content


def stands(text: str, paragraph: str) -> bool:
    """Whether the text is in the paragraph in whole words ("ban" is not in "band")."""
    return bool(text.strip() and re.search(rf"(?:(?<!\w)|(?!\w)){re.escape(text)}(?:(?!\w)|(?<!\w))", paragraph))


def copied(record: dict[str, Any]) -> Iterator[str]:
    """Every text of the annotation that must stand in the paragraph to the letter."""
    for statement in record["statements"]:
        yield from pieces(statement["content"])
        yield from statement["chain"]
        yield from filter(None, (statement["source"], statement["cue"]))
        yield from (
            statement[part][key] for part, key in (("condition", "text"), ("certainty", "cue")) if statement[part]
        )
    for event in record["events"]:
        yield from filter(None, (event["trigger"], event["actor"], event["recipient"]))


each_record = pytest.mark.parametrize("record", RECORDS, ids=lambda record: record["id"])


@each_record
def test_the_form_is_that_of_the_guidelines(record: dict[str, Any]) -> None:
    assert set(record) == KEYS
    assert record["from"] == "invented"
    assert date.fromisoformat(record["published"])
    assert all(set(statement) == STATEMENT_KEYS for statement in record["statements"])
    assert all(set(event) == EVENT_KEYS for event in record["events"])
    assert all(set(s["condition"]) == {"kind", "text"} for s in record["statements"] if s["condition"])
    assert all(set(s["certainty"]) == {"cue", "band"} for s in record["statements"] if s["certainty"])


@each_record
def test_every_text_stands_in_its_paragraph(record: dict[str, Any]) -> None:
    assert [text for text in copied(record) if not stands(text, record["paragraph"])] == []


@each_record
def test_pieces_of_a_content_stand_in_their_order(record: dict[str, Any]) -> None:
    for statement in record["statements"]:
        end = 0
        for piece in pieces(statement["content"]):
            end = record["paragraph"].index(piece, end) + len(piece)


@each_record
def test_labels_are_of_the_lists(record: dict[str, Any]) -> None:
    assert {statement["act"] for statement in record["statements"]} <= ACTS
    assert {s["certainty"]["band"] for s in record["statements"] if s["certainty"]} <= BANDS
    assert {event["type"] for event in record["events"]} <= TYPES
    assert {event["status"] for event in record["events"]} <= STATUSES


@each_record
def test_a_chain_begins_with_the_source(record: dict[str, Any]) -> None:
    assert all(s["chain"][:1] == [s["source"]] for s in record["statements"] if s["source"])


@each_record
def test_conditions_and_certainties_lie_within_the_statement(record: dict[str, Any]) -> None:
    for statement in record["statements"]:
        said = " ".join([*pieces(statement["content"]), statement["cue"] or ""]).lower()
        if statement["condition"]:
            assert statement["condition"]["kind"] in said
            assert statement["condition"]["text"].lower() in said
        if statement["certainty"]:
            assert statement["certainty"]["cue"].lower() in said


def test_ids_are_unique() -> None:
    assert len({record["id"] for record in RECORDS}) == len(RECORDS) >= 60


def test_every_label_is_measured() -> None:
    statements = [statement for record in RECORDS for statement in record["statements"]]
    events = [event for record in RECORDS for event in record["events"]]
    assert {statement["act"] for statement in statements} == ACTS
    assert {s["certainty"]["band"] for s in statements if s["certainty"]} == BANDS
    assert {event["type"] for event in events} == TYPES
    assert {event["status"] for event in events} == STATUSES
