"""Measure the whole reading beside the bare parse of the same texts, in one process and one run.

    python -m benchmarks.reading [--corpus ../shared/polnear/dev/text] [--rounds 3]

Bare is `nlp.pipe` with all its default components over the same paragraphs. The shares are of the parse, of the
encoder's first pass, of the pass inside contents, and of all the rest. The least of the rounds counts; times are of
this process's own work, so that other work on the machine weighs less.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from evaluation.shared import SHARED

from according.article.extract import extract
from according.language import grammar, parse_many
from according.model import Article, Page
from according.reading import nesting
from according.reading.reader import read


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=SHARED / "polnear/dev/text")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    articles = [_article(path) for path in sorted(options.corpus.glob("*.txt"))]
    texts = [span.of(article.text) for article in articles for span in article.paragraphs]
    words = sum(len(text.split()) for text in texts)
    list(read(articles[:3]))  # the models are loaded before anything is timed
    rounds = [_round(articles, texts) for _ in range(options.rounds)]
    best = min(rounds, key=lambda one: one["whole"])
    bare = min(one["bare"] for one in rounds)
    print(f"{len(articles)} articles, {words:,} words")
    print(f"bare parse  {bare:7.2f} s  {words / bare:7,.0f} words a second")
    print(f"whole       {best['whole']:7.2f} s  {words / best['whole']:7,.0f} words a second")
    print(f"whole is {best['whole'] / bare:.2f} times bare")
    for name in ("parse", "encoder", "nested"):
        print(f"  {name:9} {best[name]:7.2f} s  {best[name] / best['whole']:.0%}")
    rest = best["whole"] - best["parse"] - best["encoder"] - best["nested"]
    print(f"  {'rest':9} {rest:7.2f} s  {rest / best['whole']:.0%}")
    print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


def _article(path: Path) -> Article:
    return extract(Page(path.name, path.read_bytes(), "text", "2026-01-01T00:00:00+00:00"))


def _round(articles: list[Article], texts: list[str]) -> dict[str, float]:
    spent = {"encoder": 0.0, "nested": 0.0}
    first, inner = nesting.find_attributions, nesting.find_within
    nesting.find_attributions = _timed(first, spent, "encoder")
    nesting.find_within = _timed(inner, spent, "nested")
    try:
        whole = _seconds(lambda: list(read(articles)))
    finally:
        nesting.find_attributions, nesting.find_within = first, inner
    parse = _seconds(lambda: list(parse_many((article.text, article.paragraphs) for article in articles)))
    bare = _seconds(lambda: list(grammar().pipe(texts)))
    return {"whole": whole, "parse": parse, "bare": bare, **spent}


def _timed(function: Callable[..., Any], spent: dict[str, float], name: str) -> Callable[..., Any]:
    def timed(*arguments: Any) -> Any:
        start = time.process_time()
        try:
            return function(*arguments)
        finally:
            spent[name] += time.process_time() - start

    return timed


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    main()
