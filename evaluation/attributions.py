"""Measure the attributions that According finds in a part of PolNeAR.

python -m evaluation.attributions --corpus ../shared/polnear/dev [--errors]

The texts are divided into paragraphs, parsed and read as the product does it; the figures are the scorer's. With
--errors, 100 gold attributions that were missed are drawn (seeded) and counted by cause.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from according.article.plain import divide
from according.language import ParsedText, parse_many
from according.reading.attributions import find_attributions
from evaluation.polnear import Prediction, beside, predictions, scorer, table

SAMPLE = 100
ROLES = ("cue", "source", "content")
OnWords = dict[str, frozenset[int]]


@dataclass(frozen=True, slots=True)
class Miss:
    """A gold attribution that no guess matched: what went wrong, and what kind of word its cue hangs by."""

    cause: str
    cue: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=Path("../shared/polnear/dev"), help="a part of PolNeAR")
    parser.add_argument("--scorer", type=Path, help="PolNeAR's scorer; otherwise the one beside the corpus")
    parser.add_argument("--errors", action="store_true", help="count misses by cause as well")
    options = parser.parse_args()
    judge = scorer(options.scorer or beside(options.corpus))
    parsed = parse_part(options.corpus)
    guesses = {name: predictions(find_attributions(one)) for name, one in parsed.items()}
    print(table(judge.score(options.corpus, guesses)))
    if options.errors:
        tell_errors(
            [miss for name, one in parsed.items() for miss in misses(judge, options.corpus, name, one, guesses[name])]
        )


def parse_part(corpus: Path) -> dict[str, ParsedText]:
    """Every article of a part of PolNeAR by its name, divided and parsed as the product does it."""
    paths = sorted((corpus / "text").glob("*.txt"))
    texts = [path.read_bytes().decode() for path in paths]
    parsed = parse_many((text, divide(text).paragraphs) for text in texts)
    return {path.stem: one for path, one in zip(paths, parsed, strict=True)}


def misses(judge: ModuleType, corpus: Path, name: str, parsed: ParsedText, guesses: list[Prediction]) -> Iterator[Miss]:
    """The gold attributions of an article that no guess matches, each with its cause."""
    words = judge.word_spans(parsed.text)

    def on_words(one: Any) -> OnWords:
        return {role: judge.words_in(one[role], words) for role in ROLES}

    annotation = min((corpus / "attributions").glob(f"{name}_????.ann"))
    guessed = [on_words(one) for one in guesses]
    for one in judge.gold_attributions(annotation):
        gold = on_words(one)
        if gold["cue"] and not any(judge.same_attribution(gold, guess) for guess in guessed):
            yield Miss(_cause(judge, gold, guessed), _cue_kind(parsed, one["cue"][0][0]))


def _cause(judge: ModuleType, gold: OnWords, guessed: list[OnWords]) -> str:
    same_cue = [guess for guess in guessed if gold["cue"] & guess["cue"]]
    if not same_cue:
        return "cue not found"
    guess = max(same_cue, key=lambda one: float(judge.jaccard(gold["content"], one["content"])))
    content = None if judge.jaccard(gold["content"], guess["content"]) >= 0.5 else _wrong_content(gold, guess)
    source = None if judge.jaccard(gold["source"], guess["source"]) >= 0.5 else _wrong_source(gold, guess)
    return " and ".join(wrong for wrong in (content, source) if wrong) or "right, but joined otherwise"


def _wrong_content(gold: OnWords, guess: OnWords) -> str:
    left, right = gold["content"], guess["content"]
    if not left & right:
        return "content elsewhere"
    if right < left or len(right) * 2 < len(left):
        return "content too short"
    return "content too long" if left < right or len(left) * 2 < len(right) else "content shifted"


def _wrong_source(gold: OnWords, guess: OnWords) -> str:
    if not guess["source"]:
        return "source not found"
    if not gold["source"]:
        return "source where there is none"
    return "source cut wrongly" if gold["source"] & guess["source"] else "another source"


def _cue_kind(parsed: ParsedText, start: int) -> str:
    for doc, offset in zip(parsed.docs, parsed.offsets, strict=True):
        found = (
            doc.char_span(start - offset, start - offset + 1, alignment_mode="expand")
            if offset <= start < offset + len(doc.text)
            else None
        )
        if found is not None:
            return _kind(found[0])
    return "outside the paragraphs"


def _kind(token: Any) -> str:
    if token.lower_ == "according":
        return "according to"
    if token.pos_ in {"VERB", "AUX"}:
        return "say" if token.lemma_ == "say" else "another verb"
    return {"NOUN": "noun", "PROPN": "noun", "PUNCT": "mark", "ADJ": "adjective"}.get(token.pos_, "another word")


def tell_errors(every: list[Miss]) -> None:
    """Print how many misses have which cause: of a sample, and of all."""
    sample = random.Random(1).sample(every, min(SAMPLE, len(every)))
    for title, key in (
        ("cause", lambda miss: miss.cause),
        ("first word of the cue, where the cue was not found", _unfound),
    ):
        drawn, total = Counter(map(key, sample)), Counter(map(key, every))
        print(f"\n{title:52} {f'of {len(sample)}':>8} {f'of {len(every)}':>8}")
        for name, count in total.most_common():
            if name:
                print(f"{name:52} {drawn[name]:8d} {count:8d}")


def _unfound(miss: Miss) -> str | None:
    return miss.cue if miss.cause == "cue not found" else None


if __name__ == "__main__":
    main()
