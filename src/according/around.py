"""What stands around a finding: what follows from a story's articles, and what answers or repeats the same words."""

from __future__ import annotations

from collections.abc import Iterable

from according.comparison.comparison import AsOf, Comparison
from according.findings import Answer, Claim, Commitment, Finding, FindingKind, Passage, Quotation, Story

_ALL: tuple[FindingKind, ...] = ("commitment", "claim", "quotation", "precedent", "answer", "earlier")
_OF_WORDS: tuple[FindingKind, ...] = ("answer", "quotation")


def around(comparison: Comparison, finding: Finding, as_of: AsOf | None = None) -> list[Finding]:
    """What a page on a finding tells of besides it: first published first.

    Of a story that is all that follows from its articles; of words, the sayings that have the same words and the
    answers to them.
    """
    if isinstance(finding, Story):
        return comparison.resting_on([member.article for member in finding.members], _ALL, as_of=as_of)
    own = {passage.statement for passage in words_of(finding)} - {None}
    if not own:
        return []
    near = comparison.resting_on({passage.article for passage in words_of(finding)}, _OF_WORDS, as_of=as_of)
    return [one for one in near if one.id != finding.id and own & _bears_on(one)]


def answers_to(comparison: Comparison, finding: Finding, as_of: AsOf | None = None) -> list[Answer]:
    """The answers to a commitment's, claim's or quotation's own words."""
    return [one for one in around(comparison, finding, as_of) if isinstance(one, Answer)]


def words_of(finding: Finding) -> tuple[Passage, ...]:
    """The wordings in which a commitment, claim or quotation is told; nothing of other findings."""
    match finding:
        case Quotation():
            return tuple(wording.passage for wording in finding.wordings)
        case Claim():
            return finding.assertions
        case Commitment():
            return finding.statements
        case _:
            return ()


def _bears_on(one: Finding) -> set[str | None]:
    passages: Iterable[Passage] = one.to if isinstance(one, Answer) else words_of(one)
    return {passage.statement for passage in passages}
