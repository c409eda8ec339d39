"""Two wordings, word by word."""

from __future__ import annotations

import pytest

from according.comparison.wording import align, content_words, likeness, negated, numbers_agree
from according.findings import Edit


def test_alignment_shows_what_became_of_each_stretch() -> None:
    edits = align("“The ferries may sail if the ice breaks,”", "that the ferries will sail")
    assert edits == (
        Edit("same", "The ferries", "the ferries"),
        Edit("replaced", "may", "will"),
        Edit("same", "sail", "sail"),
        Edit("left out", "if the ice breaks", ""),
    )


def test_quotes_case_apostrophes_and_a_joining_that_are_no_difference() -> None:
    assert likeness("“It isn’t over,”", "that it isn't over").same
    assert [edit.change for edit in align("“It isn’t over,”", "that it isn't over")] == ["same"]


def test_no_words_align_with_nothing() -> None:
    assert align("", "…") == ()
    assert align("", "sail") == (Edit("added", "", "sail"),)


def test_endings_do_not_hide_a_shared_word_and_function_words_do_not_count() -> None:
    assert content_words("They closed the gates") == content_words("closing of a gate")
    assert likeness("It is what they will do", "It is what they would do").shared == 0


def test_longest_run_and_kept_words() -> None:
    found = likeness("two of the four gates are shut", "the four gates had been opened")
    assert (found.run, found.words) == (3, 6)
    assert found.kept == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("every page by the fifteenth", "by March 15", True),
        ("214 of the 900 stations", "214 stations", True),
        ("three battalions", "two battalions", False),
        ("4,112 stations", "4112 stations", True),
        ("the battalions", "three battalions", True),
    ],
)
def test_numbers_agree_in_words_and_figures(one: str, other: str, agree: bool) -> None:
    assert numbers_agree(one, other) is agree


def test_a_contrast_is_no_denial() -> None:
    assert negated("Not one gate is shut, not for an hour")
    assert negated("We aren’t ready")
    assert not negated("It was wood, not stone, and not only that")
