"""Origins against the truth: how many voices are behind an item, which reports share one, and what ties each to it.

Measured on the statements that the truth lists, so that what the grouping misses or adds does not blur it; and, in the
last line, as the findings have it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations

from according.comparison.comparison import Comparison
from according.comparison.origins import origins
from according.comparison.reports import Report
from according.findings import Claim, Commitment, Origins, Quotation
from according.model import Statement
from evaluation.truth import Item, Truth

_LISTS = {"sayings": "quotation", "claims": "claim", "commitments": "commitment"}


@dataclass(slots=True)
class _Tally:
    counts: int = 0
    pairs: list[int] = field(default_factory=lambda: [0, 0, 0])
    ties: list[int] = field(default_factory=lambda: [0, 0])
    lines: list[str] = field(default_factory=list)


def measure(truth: Truth, comparison: Comparison) -> tuple[list[str], list[str]]:
    """Figures, and a line for each difference."""
    reports = {page: Report(reading, {}) for page, reading in truth.readings.items()}
    tally, wanted = _Tally(), truth.lists["origins"]
    for item in wanted:
        _compare(truth, item, origins(_said(truth, reports, item)), tally)
    given, right, all_pairs = tally.pairs
    known, tied = tally.ties
    found = [_as_found(truth, comparison, item) for item in wanted]
    named = [(item, got) for item, got in zip(wanted, found, strict=True) if got is not None]
    same = sum(item["count"] == got.count for item, got in named)
    return [
        f"count right {tally.counts} of {len(wanted)} items (of the statements that the truth lists)",
        f"pairs of reports in one voice: precision {right / (given or 1):.2f}  recall {right / (all_pairs or 1):.2f}",
        f"ties right {tied} of {known} reports that were read and given a voice",
        f"as found: count right {same} of the {len(named)} items that a finding stands for",
    ], tally.lines


def members(truth: Truth, item: Item) -> list[str]:
    """The truth's statements of what an item of its origins is of."""
    of = next(one for name in _LISTS for one in truth.lists[name] if one["id"] == item["of"])
    return list(of["statements"] if "statements" in of else [wording["statement"] for wording in of["wordings"]])


def _said(truth: Truth, reports: dict[str, Report], item: Item) -> Iterator[tuple[Report, Statement]]:
    for number in members(truth, item):
        report = reports[truth.statement[number]["page"]]
        yield from ((report, report.statements[ours]) for ours in sorted(truth.ours(number)))


def _compare(truth: Truth, item: Item, got: Origins, tally: _Tally) -> None:
    tally.counts += got.count == item["count"]
    if got.count != item["count"]:
        names = [voice.speaker or voice.called for voice in got.voices]
        tally.lines.append(f"{item['id']}: {got.count} voices {names} where the truth has {item['count']}")
    wanted = {report["statement"]: n for n, voice in enumerate(item["voices"]) for report in voice["reports"]}
    ties = {report["statement"]: report["tie"] for voice in item["voices"] for report in voice["reports"]}
    given: dict[str, int] = {}
    for n, voice in enumerate(got.voices):
        for report in voice.reports:
            for number in truth.theirs(report.passage.statement or "") & wanted.keys():
                given[number] = n
                tally.ties[0] += 1
                tally.ties[1] += report.tie == ties[number]
                if report.tie != ties[number]:
                    tally.lines.append(f"{item['id']} {number}: {report.tie}, not {ties[number]}")
    read = truth.read(wanted)
    ours = {pair for pair in combinations(sorted(given), 2) if given[pair[0]] == given[pair[1]]}
    theirs = {pair for pair in combinations(sorted(read), 2) if wanted[pair[0]] == wanted[pair[1]]}
    tally.pairs = [a + b for a, b in zip(tally.pairs, (len(ours), len(ours & theirs), len(theirs)), strict=True)]
    for number in sorted(read - given.keys()):
        tally.lines.append(f"{item['id']} {number}: it cannot tell the voice")


def _as_found(truth: Truth, comparison: Comparison, item: Item) -> Origins | None:
    """The origins of the finding that has most statements of the item, half of them at least."""
    read = {ours for number in members(truth, item) for ours in truth.ours(number)}
    kind = next(kind for name, kind in _LISTS.items() if any(one["id"] == item["of"] for one in truth.lists[name]))
    best: tuple[int, Origins | None] = (0, None)
    for finding in comparison.each(kind):  # type: ignore[arg-type]
        if isinstance(finding, Quotation | Claim | Commitment):
            shown = {report.passage.statement for voice in finding.origins.voices for report in voice.reports}
            shared = len(read & (shown | {one.passage.statement for one in finding.origins.cannot_tell}))
            best = max(best, (shared, finding.origins), key=lambda one: one[0])
    return best[1] if best[0] * 2 >= len(read) else None
