"""The JSON contract: what a reading is written as, read back, and checked against."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema

from according import contract
from tests.sample import reading_of

ROOT = Path(__file__).parents[1]
PARAGRAPH = "“We will open the gates,” Ida Rehn told the Veld Courier, according to the Harbour Institute."


def test_a_reading_validates_against_the_published_schema() -> None:
    schema = json.loads((ROOT / "docs/reading.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(contract.to_json(reading_of(PARAGRAPH))), schema)


def test_the_published_schema_is_that_of_the_types() -> None:
    assert (ROOT / "docs/reading.schema.json").read_text(encoding="utf-8") == contract.published()


def test_every_key_is_there_also_where_nothing_is_known() -> None:
    written = json.loads(contract.to_json(reading_of("The gates were shut.")))
    assert written["unread"] is None
    assert written["statements"] == []
    assert {"title", "byline", "agency", "publisher", "published", "modified", "furniture", "links"} <= set(
        written["article"]
    )


def test_a_reading_is_one_line_and_comes_back_as_it_was() -> None:
    reading = reading_of(PARAGRAPH)
    line = contract.to_json(reading)
    assert "\n" not in line
    assert contract.from_json(line) == reading


def test_spans_are_pairs_of_code_points() -> None:
    written = json.loads(contract.to_json(reading_of("🚧 " + PARAGRAPH)))
    start, end = written["statements"][0]["source"]["span"]
    assert written["article"]["text"][start:end] == "Ida Rehn"
    assert re.fullmatch(r"s[0-9a-f]{20}", written["statements"][0]["id"])
