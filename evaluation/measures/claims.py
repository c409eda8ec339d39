"""Claims against the truth: which are found, with which assertions, who disputes them and how, and what is extra."""

from __future__ import annotations

from collections.abc import Iterable

from according.comparison.comparison import Comparison
from according.findings import Claim, Dispute
from evaluation.truth import Item, Truth, score


def measure(truth: Truth, comparison: Comparison) -> tuple[list[str], list[str]]:
    """Figures, and a line for each difference."""
    claims = {claim.id: claim for claim in comparison.each("claim") if isinstance(claim, Claim)}
    items = {item["id"]: truth.read(item["statements"]) for item in truth.lists["claims"]}
    names = {item["id"]: item["words"][:60] for item in truth.lists["claims"]}
    names |= {number: f"{claim.asserted_by} {claim.words.words[:60]!r}" for number, claim in claims.items()}
    members = {number: _members(truth, claim) for number, claim in claims.items()}
    result = score(items, members, names)
    disputed = [f"missed dispute of {line}" for item in truth.lists["claims"] for line in _missed(truth, item, claims)]
    wanted = sum(len(item["disputed_by"]) for item in truth.lists["claims"])
    given = [dispute for claim in claims.values() for dispute in claim.disputes]
    known = _known(truth)
    stray = [dispute for dispute in given if not _is_known(truth, dispute, known)]
    stances = [stance for item in truth.lists["claims"] for stance in item["stances"]]
    shown = [one for one in stances if _has_stance(truth, one, claims.values())]
    figures = [
        str(result),
        f"disputes found {wanted - len(disputed)} of {wanted}; {len(stray)} of {len(given)} given none there",
        f"stances found {len(shown)} of {len(stances)}",
    ]
    stray_lines = [f"stray dispute: {one.by} ({one.how}) {one.passage.words[:70]!r}: {one.why}" for one in stray]
    missed_stances = [
        f"missed stance {one['page']} {one['stance']} {one['words']!r}" for one in stances if one not in shown
    ]
    return figures, [*result.lines, *disputed, *stray_lines, *missed_stances]


def _members(truth: Truth, claim: Claim) -> set[str]:
    """The truth's statements among a claim's assertions; what stands for none of them, under its own id."""
    found: set[str] = set()
    for passage in claim.assertions:
        found |= truth.theirs(passage.statement or "") or {passage.statement or ""}
    return found


def _missed(truth: Truth, item: Item, claims: dict[str, Claim]) -> list[str]:
    """The truth's disputes of an item that no claim with one of its assertions shows."""
    ours = [claim for claim in claims.values() if _members(truth, claim) & set(item["statements"])]
    given = [dispute for claim in ours for dispute in claim.disputes]
    return [
        f"{item['id']}: {wanted['by']} ({wanted['kind']}) {wanted['words'][:60]!r}"
        for wanted in item["disputed_by"]
        if not any(truth.shows(dispute.passage, wanted["page"], wanted["words"]) for dispute in given)
    ]


def _known(truth: Truth) -> set[str]:
    """Every statement that disputes in the truth, or words a claim that has a rival."""
    disputing = {one["statement"] for item in truth.lists["claims"] for one in item["disputed_by"]}
    rivals = {number for item in truth.lists["claims"] if item["counter"] for number in item["statements"]}
    return disputing | rivals


def _is_known(truth: Truth, dispute: Dispute, known: set[str]) -> bool:
    """Whether a dispute stands in the truth, by its statement or by its words."""
    wanted = (one for item in truth.lists["claims"] for one in item["disputed_by"])
    return bool(truth.theirs(dispute.passage.statement or "") & known) or any(
        truth.shows(dispute.passage, one["page"], one["words"]) for one in wanted
    )


def _has_stance(truth: Truth, wanted: Item, claims: Iterable[Claim]) -> bool:
    return any(
        one.stance == wanted["stance"] and truth.shows(one.passage, wanted["page"], wanted["words"])
        for claim in claims
        for one in claim.stances
    )
