"""Dates are written as far as they are known, and days in sentences are read as people write them."""

from __future__ import annotations

import pytest

from according.dates import date_words, day_words, readable, short_day
from according.model import Basis, Date, Precision


@pytest.mark.parametrize(
    ("start", "end", "precision", "words"),
    [
        ("2020-08-27T18:30:00+02:00", "2020-08-27T18:30:00+02:00", "instant", "27 August 2020, 18:30 (UTC+02:00)"),
        ("2020-08-27T18:30:00", None, "instant", "27 August 2020, 18:30 (zone not known)"),
        ("2020-08-27", "2020-08-27", "day", "27 August 2020"),
        ("2020-08-27", "2020-09-02", "day", "27 August to 2 September 2020"),
        ("2020-08-01", "2020-08-31", "month", "August 2020"),
        ("2020-01-01", "2020-12-31", "year", "2020"),
        ("2020-08-27", "2020-08-27", "about", "about 27 August 2020"),
        ("2020-08-27", None, "day", "from 27 August 2020 on"),
        (None, "2020-08-27", "day", "until 27 August 2020"),
        (None, None, "day", "not known"),
        ("some day", "some day", "day", "some day"),
    ],
)
def test_a_date_is_written_as_far_as_it_is_known(start: str, end: str, precision: str, words: str) -> None:
    assert date_words(Date(start, end, precision, "text")) == words


def test_no_date_is_said_to_be_not_known() -> None:
    assert (date_words(None), day_words(None)) == ("not known", "date not known")


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        (
            "The Ferryman names the day, 2024-03-05, but no more.",
            "The Ferryman names the day, 5 March 2024, but no more.",
        ),
        ("Told first: NPA, 2024-03-05T11:20:00+01:00.", "Told first: NPA, 5 March 2024, 11:20 (UTC+01:00)."),
        ("Both say “by 2024-03-05”.", "Both say “by 2024-03-05”."),
        ("It stands in /2024-03-05/ and in order-2024-03-05.", "It stands in /2024-03-05/ and in order-2024-03-05."),
        ("No day: 2024-13-05.", "No day: 2024-13-05."),
    ],
)
def test_days_in_a_sentence_are_read_and_what_it_quotes_stays(sentence: str, shown: str) -> None:
    assert readable(sentence) == shown


@pytest.mark.parametrize(
    ("start", "end", "precision", "basis", "words", "short"),
    [
        ("2020-08-27T18:30:00+02:00", "2020-08-27T18:30:00+02:00", "instant", "metadata", "27 August 2020", "27 Aug"),
        ("2020-08-27T18:30:00Z", "2020-08-27T18:30:00Z", "instant", "none", "seen 27 August 2020", "seen 27 Aug"),
        ("2024-03-17", "2024-03-18", "about", "none", "about 17 to 18 March 2024", "17 Mar"),
        (None, "2024-03-14", "about", "none", "until about 14 March 2024", ""),
        (None, None, "about", "none", "date not known", ""),
    ],
)
def test_a_day_in_a_list_is_no_surer_than_it_is_known(
    start: str | None, end: str | None, precision: Precision, basis: Basis, words: str, short: str
) -> None:
    value = Date(start, end, precision, basis)
    assert (day_words(value), short_day(value)) == (words, short)
