"""How well two people agree who marked the same articles of PolNeAR, by the measures by which According is measured.

python -m evaluation.agreement --corpus ../shared/polnear/train

Each pair of annotators of an article counts once, the one scored against the other.
"""

from __future__ import annotations

import argparse
import itertools
import tempfile
from pathlib import Path

from evaluation.polnear import beside, scorer, table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=Path("../shared/polnear/train"), help="a part of PolNeAR")
    parser.add_argument("--scorer", type=Path, help="PolNeAR's scorer; otherwise the one beside the corpus")
    options = parser.parse_args()
    judge = scorer(options.scorer or beside(options.corpus))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("text", "attributions"):
            (folder / part).mkdir()
        second = {}
        for text in sorted((options.corpus / "text").glob("*.txt")):
            marked = sorted((options.corpus / "attributions").glob(f"{text.stem}_????.ann"))
            for number, (one, other) in enumerate(itertools.combinations(marked, 2)):
                pair = f"{text.stem}-{number}"
                (folder / "text" / f"{pair}.txt").symlink_to(text.resolve())
                (folder / "attributions" / f"{pair}_0000.ann").symlink_to(one.resolve())
                second[pair] = judge.gold_attributions(other)
        print(f"{len(second)} pairs")
        print(table(judge.score(folder, second)))


if __name__ == "__main__":
    main()
