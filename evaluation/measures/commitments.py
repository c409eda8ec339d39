"""Commitments against the truth: which are found, with which wordings, condition, term, and what became of them."""

from __future__ import annotations

from according.comparison.comparison import Comparison
from according.findings import Commitment, Passage, Step
from evaluation.truth import Item, Truth, score


def measure(truth: Truth, comparison: Comparison) -> tuple[list[str], list[str]]:
    """Figures, and a line for each difference."""
    found = {one.id: one for one in comparison.each("commitment") if isinstance(one, Commitment)}
    items = {item["id"]: item for item in truth.lists["commitments"]}
    read = {number: truth.read(item["statements"]) for number, item in items.items()}
    names = {number: item["action"] for number, item in items.items()}
    result = score(
        read,
        {number: members(truth, one) for number, one in found.items()},
        names | {number: f"{one.by}: {one.action.words}" for number, one in found.items()},
    )
    matched = pairs(truth, found)
    tally = [_tally(truth, items[number], found[ours]) for number, ours in matched.items()]
    addressed = [_addressed(items[number], found[ours]) for number, ours in matched.items()]
    steps = [step for item in items.values() for step in item["history"][1:]]
    given = [step for one in found.values() for step in one.history[1:]]
    right = sum(_steps(truth, items[number], found[ours]) for number, ours in matched.items())
    figures = [
        f"commitments: {result}",
        *(f"{name} right for {sum(one[name] for one in tally)} of {len(items)}" for name in _ASKED),
        "addressees: {} right of {} wanted and {} given".format(*map(sum, zip(*addressed, strict=True))),
        f"steps after open: {right} of {len(steps)} with status and a piece of evidence right, {len(given)} given",
    ]
    lines = [
        f"{number} to: {found[ours].to} for {items[number]['to']}"
        for number, ours in matched.items()
        if {*found[ours].to} != {*items[number]["to"]}
    ] + [
        f"{number} {name}: {_told(items[number], found[ours], name)}"
        for (number, ours), one in zip(matched.items(), tally, strict=True)
        for name in _ASKED
        if not one[name]
    ]
    return figures, [*result.lines, *lines]


_ASKED = ("act", "by", "condition", "due", "status", "origins")


def members(truth: Truth, one: Commitment) -> set[str]:
    """The truth's ids of a commitment's statements; of one that stands for nothing there, our own."""
    numbers = [passage.statement or "" for passage in one.statements]
    return {their for number in numbers for their in (truth.theirs(number) or {number})}


def pairs(truth: Truth, found: dict[str, Commitment]) -> dict[str, str]:
    """Each commitment of the truth with the finding that has most of its statements."""
    matched: dict[str, str] = {}
    for item in truth.lists["commitments"]:
        read = truth.read(item["statements"])
        shared = {number: len(read & members(truth, one)) for number, one in found.items()}
        best = min(shared, key=lambda number: (-shared[number], found[number].first_day, number), default=None)
        if best and shared[best] and best not in matched.values():
            matched[item["id"]] = best
    return matched


def _tally(truth: Truth, item: Item, one: Commitment) -> dict[str, bool]:
    wanted = {*item["condition"]["kind"]} if item["condition"] else set()
    markers = {bound.marker for bound in one.conditions}
    due = item["due"]
    return {
        "act": item["act"] == one.act,
        "by": item["by"] == one.by,
        "condition": bool(wanted & markers) or not (wanted or markers),
        "due": (due["end"] if due else None) == (one.due.end if one.due else None),
        "status": item["status"] == one.status,
        "origins": item["origins"] == one.origins.count,
    }


def _addressed(item: Item, one: Commitment) -> tuple[int, int, int]:
    """How many addressees are right, wanted and given."""
    return len({*item["to"]} & {*one.to}), len(item["to"]), len(one.to)


def _steps(truth: Truth, item: Item, one: Commitment) -> int:
    """How many steps of the truth are among ours, with a piece of the evidence."""
    return sum(any(_same_step(truth, wanted, step) for step in one.history[1:]) for wanted in item["history"][1:])


def _same_step(truth: Truth, wanted: Item, step: Step) -> bool:
    proofs = ((proof, shown) for proof in wanted["evidence"] for shown in step.evidence)
    return wanted["status"] == step.status and any(_same_proof(truth, proof, shown) for proof, shown in proofs)


def _same_proof(truth: Truth, proof: Item, shown: Passage) -> bool:
    return truth.shows(shown, proof["page"], proof["words"])


def _told(item: Item, one: Commitment, name: str) -> str:
    ours = {
        "act": one.act,
        "by": one.by,
        "condition": [(bound.marker, bound.passage.words) for bound in one.conditions],
        "due": one.due and (one.due.start, one.due.end),
        "status": [(step.status, step.on, [shown.words[:90] for shown in step.evidence]) for step in one.history[1:]],
        "origins": one.origins.count,
    }[name]
    wanted = [step["status"] for step in item["history"]] if name == "status" else item[name]
    return f"{ours} for {wanted}"
