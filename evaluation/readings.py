"""Measure whole readings of single paragraphs against gold: statements, chains, acts, conditions, certainty, events.

    python -m evaluation.readings                 the shared gold: dev.jsonl and the model case
    python -m evaluation.readings --own           the project's own paragraphs, evaluation/gold.jsonl
    python -m evaluation.readings --errors 20     with twenty paragraphs that have faults

The paragraphs are read as plain files, by the same code as `according read --json`.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from according import contract
from according.article.extract import extract
from according.model import Declared, Page
from according.reading.reader import read
from evaluation.shared import SHARED, scored

OWN = Path(__file__).parent / "gold.jsonl"
GOLD = (SHARED / "gold/dev.jsonl", SHARED / "reserve-force/gold.jsonl")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--own", action="store_true", help="measure on the project's own paragraphs")
    parser.add_argument("--errors", default="0", metavar="N", help="show N paragraphs with faults")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        gold = Path(folder) / "gold.jsonl"
        gold.write_text("".join(path.read_text("utf-8") for path in ((OWN,) if options.own else GOLD)), "utf-8")
        readings = Path(folder) / "readings.jsonl"
        readings.write_text("".join(_read(line) for line in gold.read_text("utf-8").splitlines() if line), "utf-8")
        predictions = Path(folder) / "predictions.jsonl"
        predictions.write_text(scored("convert.py", "gold", readings), "utf-8")
        print(scored("readings.py", gold, predictions, "--errors", options.errors), end="")


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
