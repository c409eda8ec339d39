"""How often articles share a run of quoted words: `python -m benchmarks.neighbours FOLDER`, with PolNeAR's texts.

A quotation is sought however old it is, so that a page has more of these neighbours the larger the record is. The texts
are of one year and one subject, which is the worst case; part of what they share is no chance, but one saying.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from itertools import combinations
from pathlib import Path

from according.comparison.keys import telling_runs

_QUOTED = re.compile(r'[“"]([^“”"]{15,600})[”"]')


def runs_of(text: str) -> set[str]:
    """The runs by which the quotations of a text are found."""
    return {run for quoted in _QUOTED.findall(text) for run in telling_runs(re.findall(r"\w+", quoted.casefold()))}


def main() -> None:
    texts = [place.read_text(encoding="utf-8") for place in sorted(Path(sys.argv[1]).glob("*/text/**/*.txt"))]
    having: defaultdict[str, list[int]] = defaultdict(list)
    quoting = 0
    for number, text in enumerate(texts):
        runs = runs_of(text)
        quoting += bool(runs)
        for run in runs:
            having[run].append(number)
    sharing = {pair for some in having.values() for pair in combinations(some, 2)}
    pairs = quoting * (quoting - 1) // 2
    print(f"{len(sharing)} of {pairs:,} pairs of {quoting} articles share a run: {len(sharing) / pairs:.5f}")


if __name__ == "__main__":
    main()
