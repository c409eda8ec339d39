"""Measure how factual According takes events to be, on sentences whose events are rated from -3 to 3.

python -m evaluation.factuality [--corpus ../shared/factuality/UW ../shared/factuality/MEANTIME] [--part dev]

The sentences are parsed as any text, and each word rated is read as an event's trigger; the value given is that of
whoever speaks of the event. With --errors N, the N targets with the largest errors are printed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from according.language import ParsedText, parse_many
from according.model import Span
from according.reading.factuality import factuality_at

Record = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    shared = Path("../shared/factuality")
    parser.add_argument("--corpus", type=Path, nargs="+", default=[shared / "UW", shared / "MEANTIME"])
    parser.add_argument("--part", default="dev", choices=("train", "dev"))
    parser.add_argument("--scorer", type=Path, default=Path("../shared/evaluate/factuality.py"))
    parser.add_argument("--errors", type=int, default=0, metavar="N")
    options = parser.parse_args()
    for corpus in options.corpus:
        path = corpus / f"{options.part}.jsonl"
        golds = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
        values = list(read_values(golds))
        print(f"{corpus.name} {options.part}:", _score(options.scorer, path, values))
        _tell_errors(golds, values, options.errors)


def read_values(golds: list[Record]) -> Iterator[list[float]]:
    """The value of each target, sentence by sentence."""
    texts = [(gold["text"], (Span(0, len(gold["text"])),)) for gold in golds]
    for gold, parsed in zip(golds, parse_many(texts), strict=True):
        yield [_value(parsed, _place(gold["text"], target["span1"])) for target in gold["targets"]]


def _value(parsed: ParsedText, trigger: Span) -> float:
    return factuality_at(parsed, trigger, ())[0].value


def _place(text: str, words: list[int]) -> Span:
    """The place of some words, given by their numbers between blanks."""
    parts = text.split(" ")
    start = sum(len(part) + 1 for part in parts[: words[0]])
    return Span(start, start + len(" ".join(parts[words[0] : words[1]])))


def _score(scorer: Path, gold: Path, values: list[list[float]]) -> str:
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as answers:
        answers.write("".join(json.dumps(row) + "\n" for row in values))
        answers.flush()
        command = [sys.executable, str(scorer), str(gold), answers.name]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def _tell_errors(golds: list[Record], values: list[list[float]], number: int) -> None:
    every = [
        (abs(target["label"] - value), target, value, gold["text"])
        for gold, row in zip(golds, values, strict=True)
        for target, value in zip(gold["targets"], row, strict=True)
    ]
    for _, target, value, text in sorted(every, key=lambda one: -one[0])[:number]:
        words = " ".join(text.split(" ")[slice(*target["span1"])])
        print(f"{words}: {target['label']:.1f} read as {value:.1f}\n    {text}")


if __name__ == "__main__":
    main()
