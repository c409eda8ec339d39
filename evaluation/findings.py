"""Hold what follows from a dossier's pages against its truth, kind by kind and item by item.

    python -m evaluation.findings [--dossier FOLDER] [--kind KIND …] [--record FILE] [--differences]

FOLDER is a dossier in the form of src/according/dossier/SCHEMA.md, by default that one; --second takes the one under
evaluation/, which nothing was fitted to. With --record the pages are read once into that file and taken from it again.
"""

from __future__ import annotations

import argparse
import importlib
import tempfile
from pathlib import Path

from according.comparison.comparison import Comparison
from according.record.record import Record
from evaluation.truth import OWN, SECOND, Truth, read_dossier

KINDS = ("stories", "quotations", "origins", "claims", "commitments", "precedents", "answers")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--dossier", type=Path, default=OWN)
    parser.add_argument("--second", action="store_const", const=SECOND, dest="dossier")
    parser.add_argument("--kind", choices=KINDS, nargs="+", default=KINDS)
    parser.add_argument("--record", type=Path)
    parser.add_argument("--differences", action="store_true", help="print what is missed, in part, or extra")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.record or Path(folder) / "record.db"
        if not path.exists():
            read_dossier(options.dossier, path)
        with Record.open(path) as record:
            comparison, truth = Comparison(record), Truth(options.dossier, list(record.each_reading()))
            comparison.catch_up()
            for kind in options.kind:
                figures, differences = importlib.import_module(f"evaluation.measures.{kind}").measure(truth, comparison)
                print(kind, *figures, sep="\n  ")
                if options.differences:
                    print(*(f"    {line}" for line in differences), sep="\n")


if __name__ == "__main__":
    main()
