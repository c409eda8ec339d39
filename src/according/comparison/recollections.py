"""Sentences in which a text tells of a time well before it: what was done then is witness for or against a "first"."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from typing import NamedTuple

from according.comparison.firsts import claimed, with_sentence_before
from according.comparison.sentences import sentences
from according.model import Span


class Recalled(NamedTuple):
    """A sentence that tells of a time well before the report, the first and last day of that time, and where it says
    what was done then: "it did so in May 2016" says it in the sentence before.
    """

    span: Span
    first: str
    last: str
    about: Span


MONTHS = "january february march april may june july august september october november december".split()
_MONTH = "|".join(MONTHS)
# "Since 1998" tells of what still is, not of what was done then; "1,998 seats" is no year.
_YEAR = re.compile(
    rf"(?<!since )(?<!\bto )\b(?:({_MONTH})\s+(?:\d{{1,2}},\s+)?)?(?<!,)((?:19|20)\d\d)\b"
    r"(?!\s*[-–/]\s*\d|\s*(?:seats|people|men|women))",
    re.IGNORECASE,
)
_AS_SAID = re.compile(
    r"\b(?:it|they|them|he|she|d(?:id|one)\s+so|the\s+(?:last|previous|first|only|other)\s+(?:one|ones|time|such)|that\s+(?:was|happened)|"
    r"(?:it|this)\s+(?:had\s+)?happened|such|the\s+same)\b",
    re.IGNORECASE,
)
# So many of them are kept of a text: a chronology would fill the record with what no claim asks for.
_MOST_RECALLED = 12


def recalled(text: str, day: str) -> Iterator[Recalled]:
    """The sentences of a text that name a year, or a month of a year, before that of `day`, and claim no precedent."""
    claims = [one.marker for one in claimed(text)]
    kept = 0
    for span in sentences(text):
        year = _YEAR.search(text, *span)
        if year is None or any(span.meets(claim) for claim in claims) or kept == _MOST_RECALLED:
            continue
        first, last = interval(year[1], year[2])
        if last < day:
            kept += 1
            about = with_sentence_before(text, span) if _AS_SAID.search(text, *span) else span
            yield Recalled(span, first, last, about)


def interval(month: str | None, year: str) -> tuple[str, str]:
    """The first and the last day of a year, or of a month of it."""
    if month is None:
        return f"{year}-01-01", f"{year}-12-31"
    number = MONTHS.index(month.lower()) + 1
    return f"{year}-{number:02}-01", f"{year}-{number:02}-{monthrange(int(year), number)[1]}"
