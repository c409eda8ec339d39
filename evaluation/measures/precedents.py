"""Precedents: whether each is found, of which kind, with which verdict, and on which evidence."""

from __future__ import annotations

from according.comparison.comparison import Comparison
from according.findings import Precedent
from evaluation.truth import Item, Truth


def measure(truth: Truth, comparison: Comparison) -> tuple[list[str], list[str]]:
    """Figures and differences; a precedent is found where a passage of ours has its words, on its page."""
    found = [one for one in comparison.each("precedent") if isinstance(one, Precedent)]
    pairs = {item["id"]: _match(truth, item, found) for item in truth.lists["precedents"]}
    matched = [(item, one) for item in truth.lists["precedents"] if (one := pairs[item["id"]])]
    extra = [one for one in found if one not in pairs.values()]
    wanted = len(pairs)
    evidence = [_shown(truth, item, one) for item, one in matched if item["evidence"]]
    figures = [
        f"found {len(matched)} of {wanted}, extra {len(extra)}",
        _share("kind", [item["kind"] == one.claims for item, one in matched], wanted),
        _share("verdict", [item["verdict"] == one.verdict for item, one in matched], wanted),
        _share("verdict then", [item["verdict_then"] == one.verdict_then for item, one in matched], wanted),
        f"evidence: {sum(evidence)} of {len(evidence)} precedents that have some show a piece of it",
    ]
    differences = [f"missed {number}" for number, one in pairs.items() if one is None]
    differences += [
        f"{item['id']}: {one.verdict_then}, {one.verdict} for {item['verdict_then']}, {item['verdict']}"
        for item, one in matched
        if (item["verdict_then"], item["verdict"]) != (one.verdict_then, one.verdict)
    ]
    return figures, differences + [f"extra: {one.passage.words}" for one in extra]


def _match(truth: Truth, item: Item, found: list[Precedent]) -> Precedent | None:
    return next((one for one in found if truth.shows(one.passage, item["page"], item["words"])), None)


def _shown(truth: Truth, item: Item, one: Precedent) -> bool:
    ours = (*one.evidence, *(rung.passage for rung in one.ladder))
    return any(truth.shows(passage, proof["page"], proof["words"]) for passage in ours for proof in item["evidence"])


def _share(name: str, right: list[bool], wanted: int) -> str:
    return f"{name} right for {sum(right)} of {wanted}"
