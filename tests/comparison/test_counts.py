"""What is counted: numbers with their things, not days, ages, years or numbers that are rejected."""

from __future__ import annotations

import pytest

from according.comparison.counts import counts, rejected, years


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Six miners were killed at Oster", [6]),
        ("We count some 8,000, of whom half were here before", [8000]),
        ("It was more like four hundred", [400]),
        ("Pictures of May 6 and 10 show 500 to 700 tents", [500, 700]),
        ("Jon Vail, 61, was wounded in the second attack", []),
        ("It rose by 43 percent in 2019", []),
        ("I have signed five papers, not six", [5]),
    ],
)
def test_numbers_that_count_something(text: str, numbers: list[float]) -> None:
    assert [count.number for count in counts(text)] == numbers


def test_people_are_counted_alike_whatever_they_are_called() -> None:
    villagers, smugglers = counts("six villagers died"), counts("two smugglers died", ["two smugglers"])
    assert villagers[0].of_people
    assert smugglers[0].of_people
    assert not counts("two gates were shut")[0].of_people


def test_numbers_that_are_said_to_be_wrong() -> None:
    assert rejected("The dead number five, not six and not two.") == {6, 2}
    assert rejected("It did not stop, rather than 12 it took 15 men.") == {12}


def test_years_that_are_named() -> None:
    assert years("In 1994 and 2011 there were 4112 of them") == {1994, 2011}
