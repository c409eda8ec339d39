"""How the desk says things: counts, disputes, addresses of its own, and the names of furniture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from according.findings import Dispute, Passage

FURNITURE: Mapping[str, str] = {
    "credit": "Credits",
    "caption": "Captions",
    "promo": "Advertisements and appeals",
    "biography": "About the author",
    "comment": "Readers’ comments there",
    "widget": "Widgets",
}


def counted(number: int, noun: str) -> str:
    """Write a number with its noun: "1 statement", "1,200 statements"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def disputants(disputes: Iterable[Dispute]) -> list[tuple[str, str | None, int]]:
    """How a claim is disputed, by whom and how many times, in the order of the first time."""
    return [(how, by, times) for (how, by), times in Counter((one.how, one.by) for one in disputes).items()]


def passage_address(passage: Passage) -> str:
    """Where the words of a passage stand on the desk, marked in their reading."""
    place = f"{passage.span.start}-{passage.span.end}"
    return f"/articles/{passage.article}?span={place}#s{place}"
