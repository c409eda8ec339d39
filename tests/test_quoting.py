"""Words of a page get one pair of quotation marks, and not a letter of theirs is changed."""

from __future__ import annotations

import pytest

from according.quoting import bare, quoted


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("we will go", "“we will go”"),
        ("“We will go.”", "“We will go.”"),
        ("«Nous irons»", "«Nous irons»"),
        ("„Wir gehen“", "„Wir gehen“"),
        ("“He called it ‘a farce’.”", "“He called it ‘a farce’.”"),
        ("“We will go", "“We will go”"),
        ("We will go,”", "“We will go,”"),
        ("He spoke of “a farce”", "“He spoke of ‘a farce’”"),
        ("“We go,” he said, “if asked”", "“‘We go,’ he said, ‘if asked’”"),
        ("Er nannte es „bereit“", "“Er nannte es ‚bereit‘”"),
        ('He said "go" twice', "“He said ‘go’ twice”"),
        ('"Go" and "stay"', "“‘Go’ and ‘stay’”"),
        ('a 12" pipe', '“a 12" pipe”'),
        ("two\n lines", "“two lines”"),
    ],
)
def test_there_is_one_pair_of_marks(words: str, shown: str) -> None:
    assert quoted(words) == shown
    letters = [[mark for mark in text if mark.isalnum()] for text in (words, shown)]
    assert letters[0] == letters[1]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("“We will go.”", "We will go."),
        ("“We will go", "We will go"),
        ("“We go,” he said, “if asked”", "“We go,” he said, “if asked”"),
        ("We go", "We go"),
    ],
)
def test_only_marks_around_all_of_the_words_are_left_out(words: str, shown: str) -> None:
    assert bare(words) == shown
