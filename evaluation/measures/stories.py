"""Stories and near copies against the truth: pairs of pages put together, stories found, copies with their extent."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from according.comparison.comparison import Comparison
from according.findings import Story
from evaluation.truth import Truth, score

Pairs = set[frozenset[str]]


def measure(truth: Truth, comparison: Comparison) -> tuple[list[str], list[str]]:
    """Figures, and a line for each difference."""
    stories = [story for story in comparison.each("story") if isinstance(story, Story)]
    given = {story.id: {truth.page_of[member.article] for member in story.members} for story in stories}
    wanted = {item["id"]: set(item["pages"]) for item in truth.lists["stories"]}
    titles = {item["id"]: item["title"] for item in truth.lists["stories"]}
    same, together = pairs(wanted.values()), pairs(given.values())
    together -= pairs(item["pages"] for item in truth.lists["related"]) - same
    found = score(wanted, given, titles | {story.id: story.title or "" for story in stories})
    precision, recall = len(same & together) / (len(together) or 1), len(same & together) / (len(same) or 1)
    f1 = 2 * precision * recall / (precision + recall or 1)
    copies, lines = _copies(truth, stories)
    return [
        f"pairs of pages: precision {precision:.3f}  recall {recall:.3f}  f1 {f1:.3f}  ({len(same)} in the truth)",
        f"stories: {found}",
        copies,
    ], [*found.lines, *lines]


def pairs(groups: Iterable[Iterable[str]]) -> Pairs:
    """Every two that stand in one group."""
    return {frozenset(pair) for group in groups for pair in combinations(sorted(group), 2)}


def _copies(truth: Truth, stories: Iterable[Story]) -> tuple[str, list[str]]:
    """Copies found with their original and extent; those that are missed or extra."""
    wanted = {(item["original"], item["copy"], item["extent"]) for item in truth.lists["copies"]}
    given = {
        (truth.page_of[member.copy_of], truth.page_of[member.article], member.extent)
        for story in stories
        for member in story.members
        if member.copy_of
    }
    lines = [f"missed copy: {copy}" for copy in sorted(wanted - given)]
    lines += [f"extra copy: {copy}" for copy in sorted(given - wanted)]
    return f"copies: {len(wanted & given)} of {len(wanted)} with original and extent right, {len(given)} found", lines
