"""Measure whole readings of single paragraphs against gold: statements, chains, acts, conditions, certainty, events.

    python -m evaluation.readings                 the shared gold: dev.jsonl and the model case
    python -m evaluation.readings --own           the project's own paragraphs, evaluation/gold.jsonl
    python -m evaluation.readings --errors 20     with twenty paragraphs that have faults
    python -m evaluation.readings --causes        with what is missed and what is too much, counted by cause

The paragraphs are read as plain files, by the same code as `according read --json`.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from according import contract
from according.article.extract import extract
from according.model import Declared, Page
from according.reading.reader import read
from evaluation.polnear import scorer
from evaluation.shared import SHARED, scored

OWN = Path(__file__).parent / "gold.jsonl"
GOLD = (SHARED / "gold/dev.jsonl", SHARED / "reserve-force/gold.jsonl")

# The scorer asks for this much of a content's words in common.
OVERLAP = 0.5
Readings = Mapping[str, list[dict[str, Any]]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--own", action="store_true", help="measure on the project's own paragraphs")
    parser.add_argument("--errors", default="0", metavar="N", help="show N paragraphs with faults")
    parser.add_argument("--causes", action="store_true", help="count what is missed and what is too much, by cause")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        gold = Path(folder) / "gold.jsonl"
        gold.write_text("".join(path.read_text("utf-8") for path in ((OWN,) if options.own else GOLD)), "utf-8")
        readings = Path(folder) / "readings.jsonl"
        readings.write_text("".join(_read(line) for line in gold.read_text("utf-8").splitlines() if line), "utf-8")
        predictions = Path(folder) / "predictions.jsonl"
        predictions.write_text(scored("convert.py", "gold", readings), "utf-8")
        print(scored("readings.py", gold, predictions, "--errors", options.errors), end="")
        if options.causes:
            tell_causes(_by_id(gold), _by_id(predictions))


def tell_causes(golds: Readings, guesses: Readings) -> None:
    """Print how many statements were missed, were too many, or have another chain, by cause."""
    judge = scorer(SHARED / "evaluate/readings.py")
    counts = Counter[tuple[str, str]]()
    for number, gold in golds.items():
        given = guesses[number]
        pairs = judge.best_pairs(gold, given, judge.statement_weight)
        matched = {id(one) for pair in pairs for one in pair}
        counts.update(("missed", cause(judge, one, given)) for one in gold if id(one) not in matched)
        counts.update(("too much", cause(judge, one, gold)) for one in given if id(one) not in matched)
        counts.update(
            ("another chain", f"{len(one['chain'])} members, {len(other['chain'])} given")
            for one, other in pairs
            if not judge.same_chain(one["chain"], other["chain"])
        )
    for (side, why), count in sorted(counts.items(), key=lambda item: (item[0][0], -item[1])):
        print(f"{side:14} {why:40} {count}")


def cause(judge: ModuleType, one: dict[str, Any], others: Sequence[dict[str, Any]]) -> str:
    """Why a statement has no match among those of the other side."""
    nested = "told inside another" if len(one["chain"]) > 1 else "outermost, or nobody's"
    cue, content = judge.words(one["cue"]), judge.words(one["content"])
    same = [other for other in others if judge.jaccard(content, judge.words(other["content"])) >= OVERLAP]
    if any(not judge.names_agree(one["source"], other["source"]) for other in same):
        return "another source"
    if any(set(cue) & set(judge.words(other["cue"])) for other in others if other not in same):
        return "content cut otherwise"
    return f"no such statement: {nested}"


def _by_id(path: Path) -> Readings:
    records = map(json.loads, path.read_text("utf-8").splitlines())
    return {record["id"]: record["statements"] for record in records}


def _read(line: str) -> str:
    record = json.loads(line)
    page = Page(
        place=f"{record['id']}.txt",
        body=record["paragraph"].encode(),
        media_type="text",
        seen="2026-01-01T00:00:00+00:00",
        declared=Declared(published=record["published"]),
    )
    return contract.to_json(next(read([extract(page)]))) + "\n"


if __name__ == "__main__":
    main()
