"""Measure acts, conditions and certainty apart from the finding of statements.

python -m evaluation.statements [--gold ../shared/gold/dev.jsonl ../shared/reserve-force/gold.jsonl] [--errors]

Source, cue and content are those of the annotators; the figures are the scorer's, over all of its statements. With
--errors, each statement that was read otherwise is printed.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from according.language import ParsedText, parse_many
from according.model import Span
from according.reading.acts import act_of
from according.reading.attributions import Attribution
from according.reading.certainty import certainty_of
from according.reading.conditions import condition_of

GOLD = (Path("../shared/gold/dev.jsonl"), Path("../shared/reserve-force/gold.jsonl"))
FIELDS = ("act", "condition", "certainty")
Record = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--gold", type=Path, nargs="+", default=list(GOLD), help="files of annotated paragraphs")
    parser.add_argument("--scorer", type=Path, default=Path("../shared/evaluate/readings.py"))
    parser.add_argument("--errors", action="store_true", help="print what was read otherwise")
    options = parser.parse_args()
    golds = [json.loads(line) for path in options.gold for line in path.read_text("utf-8").splitlines() if line.strip()]
    read = dict(read_statements(golds))
    figures = _scorer(options.scorer).score(golds, {name: {"statements": row} for name, row in read.items()})
    for field in FIELDS:
        print(f"{field:10}", "  ".join(f"{key} {_figure(value)}" for key, value in figures[field].items()))
    if options.errors:
        for gold in golds:
            _tell_errors(gold, read[gold["id"]])


def read_statements(golds: Sequence[Record]) -> Iterator[tuple[str, list[Record]]]:
    """Each paragraph's statements with the act, condition and certainty that According reads in the given parts."""
    texts = [(gold["paragraph"], (Span(0, len(gold["paragraph"])),)) for gold in golds]
    for gold, parsed in zip(golds, parse_many(texts), strict=True):
        yield gold["id"], [_read(parsed, statement) for statement in gold["statements"]]


def _read(parsed: ParsedText, gold: Record) -> Record:
    found = attribution(parsed.text, gold)
    condition, certainty = condition_of(parsed, found), certainty_of(parsed, found)
    return {
        **gold,
        "act": act_of(parsed, found),
        "condition": condition and {"kind": condition.kind, "text": condition.span.of(parsed.text)},
        "certainty": certainty and {"cue": certainty.cue.of(parsed.text), "band": certainty.band},
    }


def attribution(text: str, gold: Record) -> Attribution:
    """The annotators' words at their places in the paragraph: the source and cue nearest to the content."""
    contents = gold["content"] if isinstance(gold["content"], list) else [gold["content"]]
    content = tuple(_places(text, contents))
    cue = _nearest(text, gold["cue"], content)
    source = _nearest(text, gold["source"], cue or content)
    return Attribution(source, cue, content, 1.0)


def _places(text: str, parts: Sequence[str]) -> Iterator[Span]:
    reached = 0
    for part in parts:
        start = text.find(part, reached)
        start = start if start >= 0 else text.index(part)
        reached = start + len(part)
        yield Span(start, reached)


def _nearest(text: str, words: str | None, beside: Sequence[Span]) -> tuple[Span, ...]:
    if not words:
        return ()
    starts, start = [], text.find(words)
    while start >= 0:
        starts.append(Span(start, start + len(words)))
        start = text.find(words, start + 1)
    return (min(starts, key=lambda span: _distance(span, beside)),)


def _distance(span: Span, beside: Sequence[Span]) -> int:
    """How far a place is from others; one inside of them is farther than any outside."""
    if any(other.meets(span) for other in beside):
        return 1_000_000
    return min(max(other.start - span.end, span.start - other.end) for other in beside)


def _tell_errors(gold: Record, read: Sequence[Record]) -> None:
    for true, guess in zip(gold["statements"], read, strict=True):
        for field in FIELDS:
            if true[field] != guess[field]:
                print(f"{gold['id']} {field}: {true[field]} read as {guess[field]}")
                print(f"    {true['source']} | {true['cue']} | {true['content']}")


def _figure(value: float) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("readings", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"There is no scorer at {path}; give one with --scorer.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
