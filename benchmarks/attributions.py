"""Measure how long attributions take beside the bare parse of the same texts, in one process and one run.

python -m benchmarks.attributions --corpus ../shared/polnear/dev [--rounds 3]

Each round times bare `nlp.pipe` with all its components, then `find_attributions` on the parsed texts and `find_within`
on every content found. The least of the rounds counts. Seconds are of processor time, all threads together, so that a
machine that does other things as well gives nearly the same figures.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from according.article.plain import divide
from according.language import ParsedText, parse_many
from according.reading.attributions import find_attributions, find_within
from according.reading.attributor import released
from according.reading.features import words_of
from according.reading.windows import parts_of, windows_of

Result = TypeVar("Result")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=Path("../shared/polnear/dev"), help="a folder that holds text/")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    texts = [path.read_bytes().decode() for path in sorted((options.corpus / "text").glob("*.txt"))]
    rounds = [one_round(texts) for _ in range(options.rounds)]
    words = sum(len(text.split()) for text in texts)
    least = {name: min(one[name] for one in rounds) for name in rounds[0]}
    print(f"{words:,} words in {len(texts)} texts, the least of {options.rounds} rounds")
    whole = least["bare parse"] + least["attributions"] + least["inside contents"]
    for name, seconds in {**least, "all": whole}.items():
        speed, times = words / seconds, seconds / least["bare parse"]
        print(f"{name:24} {seconds:7.2f} s {speed:9,.0f} words/s {times:6.2f} x the bare parse")
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


def one_round(texts: list[str]) -> dict[str, float]:
    """The seconds that each part takes; "features" and "first step" are parts of "attributions"."""
    divided = [(text, divide(text).paragraphs) for text in texts]
    released()
    parsed, parse = timed(lambda: list(parse_many(divided)))
    found, attributions = timed(lambda: [find_attributions(one) for one in parsed])
    _, within = timed(
        lambda: [
            find_within(one, [span for attribution in ones for span in attribution.content])
            for one, ones in zip(parsed, found, strict=True)
        ]
    )
    _, features = timed(lambda: [[words_of(doc, released().lexicon) for doc in one.docs] for one in parsed])
    _, first_step = timed(lambda: [encode(one) for one in parsed])
    return {
        "bare parse": parse,
        "attributions": attributions,
        "inside contents": within,
        "of it features": features,
        "of it first step": first_step - features,
    }


def encode(parsed: ParsedText) -> None:
    """The first step alone, features included."""
    model = released()
    passages = [words_of(doc, model.lexicon) for doc in parsed.docs]
    for window in windows_of(part for number, words in enumerate(passages) for part in parts_of(number, words)):
        model.encode(window)


def timed(work: Callable[[], Result]) -> tuple[Result, float]:
    begun = time.process_time()
    result = work()
    return result, time.process_time() - begun


if __name__ == "__main__":
    main()
