"""The days on which a finding was told of, in words: those of its pages, marked where a page gives none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from according.dates import days_words, is_when_seen, seen_words
from according.findings import (
    Answer,
    Claim,
    Commitment,
    Dispute,
    EarlierMention,
    Finding,
    Member,
    Passage,
    Precedent,
    Quotation,
    StanceTaken,
    Story,
)


def told_on(finding: Finding, day: str) -> str:
    """A day on which it was told of (ISO 8601): "4 March 2024", "seen 4 March 2024"."""
    return seen_words(days_words(day), seen=_only_seen(finding, day))


def days_told(finding: Finding) -> str:
    """The days from the first to the last: "4 to 13 March 2024"."""
    if finding.first_day == finding.last_day:
        return told_on(finding, finding.first_day)
    seen = _only_seen(finding, finding.first_day) or _only_seen(finding, finding.last_day)
    return seen_words(days_words(finding.first_day, finding.last_day), seen=seen)


def _only_seen(finding: Finding, day: str) -> bool:
    """Whether no page gives this day, and some were seen on it."""
    dates = (one.published for one in _told_in(finding) if one.published)
    of_day = [is_when_seen(one) for one in dates if (one.start or "").startswith(day or "never")]
    return bool(of_day) and all(of_day)


def _told_in(finding: Finding) -> Iterator[Passage | Member]:
    """Words or articles of each page that tells of it."""
    match finding:
        case Story():
            yield from finding.members
        case Quotation():
            yield from (wording.passage for wording in finding.wordings)
        case Claim():
            yield from finding.assertions
            yield from _passages(finding.disputes)
            yield from _passages(finding.stances)
        case Commitment():
            yield from finding.statements
            yield from (passage for step in finding.history for passage in step.evidence)
        case Precedent() | Answer() | EarlierMention():
            yield finding.passage


def _passages(several: Iterable[Dispute | StanceTaken]) -> Iterator[Passage]:
    return (one.passage for one in several)
