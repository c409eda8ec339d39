"""Dates are written as far as they are known, and only web addresses become links."""

from __future__ import annotations

import pytest

from according.desk.render import balanced
from according.desk.wording import date_words, day_words, web_address
from according.model import Date


@pytest.mark.parametrize(
    ("start", "end", "precision", "words"),
    [
        ("2020-08-27T18:30:00+02:00", "2020-08-27T18:30:00+02:00", "instant", "27 August 2020, 18:30 (UTC+02:00)"),
        ("2020-08-27T18:30:00", None, "instant", "27 August 2020, 18:30 (zone not known)"),
        ("2020-08-27", "2020-08-27", "day", "27 August 2020"),
        ("2020-08-27", "2020-09-02", "day", "27 August 2020 to 2 September 2020"),
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
    "address",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "data:text/html,x", "file:///etc/passwd",
     "//host/x", "/x", "http:", "https:///x", "http://[", "vbscript:x", "", None],
)  # fmt: skip
def test_an_address_that_is_no_web_address_is_no_link(address: str | None) -> None:
    assert web_address(address) is None


def test_a_web_address_is_a_link() -> None:
    assert web_address("https://courier.example/a?b=c") == "https://courier.example/a?b=c"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\u202eeve", "\u202eeve\u202c"),
        ("\u2066one \u202etwo", "\u2066one \u202etwo\u202c\u2069"),
        ("ends ours \u2069\u202c", "ends ours "),
        ("\u2067whole\u2069", "\u2067whole\u2069"),
        ("plain", "plain"),
    ],
)
def test_a_change_of_direction_ends_with_the_text_that_begins_it(text: str, shown: str) -> None:
    assert balanced(text) == shown
