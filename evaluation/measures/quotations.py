"""Quotations against the truth: sayings found with their wordings, what changed in each, and hedges on the way.

The truth's sayings are a sample: what is found beyond them is counted, not held to be wrong. Its hedges are complete.
"""

from __future__ import annotations

from collections.abc import Iterator

from according.comparison.comparison import Comparison
from according.findings import Quotation, Wording
from evaluation.truth import Item, Truth, score

_FLAGS = ("condition lost", "hedge lost", "hedge gained", "translated")
Pair = tuple[Item, Wording]


def measure(truth: Truth, comparison: Comparison) -> tuple[list[str], list[str]]:
    """Figures, and a line for each difference."""
    quotations = [one for one in comparison.each("quotation") if isinstance(one, Quotation)]
    sayings = truth.lists["sayings"]
    wanted = {saying["id"]: {_key(truth, wording) for wording in saying["wordings"]} for saying in sayings}
    given = {one.id: set(_members(truth, one)) for one in quotations}
    known = {number: members for number, members in given.items() if any(" " in member for member in members)}
    names = {one.id: one.wordings[0].passage.words[:90] for one in quotations}
    found = score(wanted, known, names | {saying["id"]: saying["speaker"] or "unnamed" for saying in sayings})
    matched = [(saying, one) for saying in sayings if (one := _best(wanted[saying["id"]], quotations, given))]
    pairs = [pair for saying, one in matched for pair in _pairs(truth, saying, one)]
    changes, change_lines = _changes(pairs)
    sources, source_lines = _sources(truth, pairs)
    hedges, hedge_lines = _hedges(truth, quotations)
    references = sum(one.reference in truth.ours(saying["reference"]) for saying, one in matched)
    beyond = [f"beyond the sample: {names[number]}" for number in given.keys() - known.keys()]
    figures = [
        f"sayings: {found}",
        f"beyond the truth's sample: {len(beyond)}",
        f"reference right {references} of {len(matched)}",
        *changes,
        sources,
        *hedges,
    ]
    return figures, [*found.lines, *sorted(beyond), *change_lines, *source_lines, *hedge_lines]


def _key(truth: Truth, wording: Item) -> str:
    return f"{wording['statement']} {_worded(truth, wording)[:40]}"


def _worded(truth: Truth, wording: Item) -> str:
    """The words of a wording; the whole content, where the dossier does not give a part of it."""
    content = truth.statement[wording["statement"]]["content"]
    return str(wording.get("words") or (content if isinstance(content, str) else content[0]))


def _members(truth: Truth, quotation: Quotation) -> Iterator[str]:
    for wording in quotation.wordings:
        stands_for = [item for saying in truth.lists["sayings"] for item in saying["wordings"]]
        keys = {_key(truth, item) for item in stands_for if _words(truth, item, wording)}
        yield from keys or {f"{wording.passage.article}:{wording.passage.span.start}"}


def _words(truth: Truth, item: Item, wording: Wording) -> bool:
    page = truth.statement[item["statement"]]["page"]
    return wording.passage.statement in truth.ours(item["statement"]) and truth.shows(
        wording.passage, page, _worded(truth, item)
    )


def _best(wanted: set[str], quotations: list[Quotation], given: dict[str, set[str]]) -> Quotation | None:
    best = max(quotations, key=lambda one: (len(wanted & given[one.id]), one.id), default=None)
    return best if best and len(wanted & given[best.id]) * 2 >= len(wanted) else None


def _pairs(truth: Truth, saying: Item, quotation: Quotation) -> Iterator[Pair]:
    for item in saying["wordings"]:
        ours = next((wording for wording in quotation.wordings if _words(truth, item, wording)), None)
        if ours:
            yield item, ours


def _changes(pairs: list[Pair]) -> tuple[list[str], list[str]]:
    right = sum(set(item["change"]) == set(ours.change) for item, ours in pairs)
    figures = [f"changes right {right} of {len(pairs)} wordings that were found"]
    for flag in _FLAGS:
        wanted, given = [flag in item["change"] for item, _ in pairs], [flag in ours.change for _, ours in pairs]
        both = sum(one and two for one, two in zip(wanted, given, strict=True))
        figures.append(f"  {flag}: {both} of {sum(wanted)} found, {sum(given) - both} false")
    lines = [
        f"change {item['statement']}: {item['change']} read as {list(ours.change)}: {ours.passage.words[:70]}"
        for item, ours in pairs
        if set(item["change"]) != set(ours.change)
    ]
    return figures, lines


def _sources(truth: Truth, pairs: list[Pair]) -> tuple[str, list[str]]:
    told = [(item, ours) for item, ours in pairs if item["from"]]
    right = [item for item, ours in told if ours.source in truth.ours(item["from"])]
    lines = [f"source {item['statement']} not found: {item['from']}" for item, _ in told if item not in right]
    beyond = [
        f"source {item['statement']} beyond: {ours.why}" for item, ours in pairs if not item["from"] and ours.source
    ]
    return f"source right {len(right)} of {len(told)} that the truth tells, {len(beyond)} beyond them", lines + beyond


def _hedges(truth: Truth, quotations: list[Quotation]) -> tuple[list[str], list[str]]:
    lines, right, alerts, bands, hops, met = [], 0, 0, 0, 0, set()
    for item in truth.lists["hedges"]:
        ids = {ours for hop in item["hops"] for ours in truth.ours(hop["statement"])}
        one = max(quotations, key=lambda one: len(ids & _statements(one)), default=None)
        if one is None or one.journey is None or not ids & _statements(one):
            lines.append(f"missed {item['id']}")
            continue
        met.add(one.id)
        right += one.journey.change == item["change"]
        alerts += one.journey.alert in truth.ours(item["alert"]) if item["alert"] else one.journey.alert is None
        stops = {stop.passage.statement: stop.band for stop in one.journey.stops}
        for hop in item["hops"]:
            hops += 1
            good = any(ours in stops and stops[ours] == hop["band"] for ours in truth.ours(hop["statement"]))
            bands += good
            if not good:
                lines.append(f"hop {item['id']} {hop['statement']}: {hop['band']} not found so")
    false = [one for one in quotations if one.journey and one.journey.alert and one.id not in met]
    lines += [f"false alert: {one.wordings[0].passage.words[:90]}" for one in false]
    wanted = len(truth.lists["hedges"])
    return [
        f"hedges: change right {right} of {wanted}, alert right {alerts} of {wanted}",
        f"bands right {bands} of {hops} hops",
        f"alerts that the truth does not have: {len(false)}",
    ], lines


def _statements(quotation: Quotation) -> set[str | None]:
    return {wording.passage.statement for wording in quotation.wordings}
