"""When: 120 phrases, each in a sentence told on a day, with the time that a reader would note.

`dates.tsv` has the day of the report, the phrase, its first and last day (empty: open), the precision, and the sentence;
a row without a phrase names no time.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from according.model import Span
from according.reading.dates import find_dates

ROWS = list(csv.DictReader((Path(__file__).parent / "dates.tsv").open(encoding="utf-8"), delimiter="\t"))


def test_there_are_a_hundred_and_twenty_phrases() -> None:
    assert len(ROWS) == 120


@pytest.mark.parametrize("row", ROWS, ids=[row["sentence"] for row in ROWS])
def test_the_time_that_a_sentence_names(row: dict[str, str]) -> None:
    sentence = row["sentence"]
    found = [
        (one.span.of(sentence) if one.span else None, one.start, one.end, one.precision)
        for one in find_dates(sentence, Span(0, len(sentence)), date.fromisoformat(row["reported"]))
    ]
    expected = (row["phrase"], row["start"] or None, row["end"] or None, row["precision"])
    assert found == ([expected] if row["phrase"] else [])


def test_without_a_day_of_report_only_full_dates_are_found() -> None:
    sentence = "The pact of 9 February 2026 was broken on Thursday, in the spring of 2027."
    found = [(one.start, one.end) for one in find_dates(sentence, Span(0, len(sentence)), None)]
    assert found == [("2026-02-09", "2026-02-09"), ("2027-03-01", "2027-05-31")]


def test_places_are_those_of_the_text_though_its_blanks_and_marks_are_typographic() -> None:
    text = "Vorrede. “The envoy left on 9\u00a0February 2026,” she said."
    (found,) = find_dates(text, Span(9, len(text)), date(2026, 3, 12))
    assert found.span is not None
    assert found.span.of(text) == "9\u00a0February 2026"
