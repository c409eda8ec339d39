"""Readers' comments of a page, put in the order in which they answer each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from according.model import Furniture


@dataclass(frozen=True, slots=True)
class Threaded:
    """A comment with how many answers deep it stands, and the one it answers, where that is on the page."""

    comment: Furniture
    depth: int
    answered: Furniture | None


def thread(furniture: Iterable[Furniture]) -> list[Threaded]:
    """Order comments as a thread: each followed by its answers, otherwise in the order of the page.

    A comment can only answer one that stands before it on the page; any other is shown as answering none, so that no
    circle of answers can arise.
    """
    answers: defaultdict[str | None, list[Furniture]] = defaultdict(list)
    earlier: dict[str, Furniture] = {}
    for comment in furniture:
        if comment.kind == "comment":
            answers[comment.answers if comment.answers in earlier else None].append(comment)
            earlier[comment.id] = comment
    ordered: list[Threaded] = []
    # A stack instead of recursion: a page may hold a thousand comments, each answering the one before.
    waiting = [(0, comment) for comment in reversed(answers[None])]
    while waiting:
        depth, comment = waiting.pop()
        answered = earlier.get(comment.answers or "") if depth else None
        ordered.append(Threaded(comment, depth, answered))
        waiting.extend((depth + 1, answer) for answer in reversed(answers.pop(comment.id, [])))
    return ordered
