"""Readers' comments are shown as a thread, whatever a page says of who answers whom."""

from __future__ import annotations

from according.desk.comments import thread
from tests.desk import sample


def shape(*comments: tuple[str, str | None]) -> list[tuple[str, int]]:
    made = [sample.comment(name, name, name, "", answers=answers) for name, answers in comments]
    return [(item.comment.id, item.depth) for item in thread(made)]


def test_answers_follow_the_comment_they_answer() -> None:
    found = shape(("a", None), ("b", None), ("c", "a"), ("d", "c"), ("e", "a"))
    assert found == [("a", 0), ("c", 1), ("d", 2), ("e", 1), ("b", 0)]


def test_an_answer_to_nobody_on_the_page_stands_by_itself() -> None:
    assert shape(("a", "missing"), ("b", "b")) == [("a", 0), ("b", 0)]


def test_comments_that_answer_each_other_in_a_circle_are_all_shown() -> None:
    assert shape(("a", "b"), ("b", "a")) == [("a", 0), ("b", 1)]


def test_a_thousand_answers_deep_is_shown() -> None:
    found = shape(*((str(n), str(n - 1) if n else None) for n in range(3000)))
    assert found[-1] == ("2999", 2999)
