"""Measure stories: on the shared pages, on the dossier, and on the second dossier, to which nothing was fitted.

    python -m evaluation.stories [--records FOLDER] [--differences]

The shared pages are read as the files that they were served as, with their addresses, and grouped among themselves.
With --records the three records are kept in that folder and taken from there the next time; what follows from them is
derived anew.
"""

from __future__ import annotations

import argparse
import gzip
import json
import tempfile
from pathlib import Path

from according.comparison.comparison import Comparison
from according.findings import Story
from according.intake import add
from according.page.archive import Archive
from according.page.fetch import Fetcher
from according.page.places import open_places
from according.record.record import Record
from according.workers import Readers
from evaluation.measures.stories import measure
from evaluation.shared import SHARED, scored
from evaluation.truth import OWN, SECOND, Truth, read_dossier

PAGES = SHARED / "pages"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--records", type=Path, help="folder in which the records are kept")
    parser.add_argument("--differences", action="store_true", help="print what is missed or extra")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        records = options.records or Path(folder)
        print("shared pages", _on_pages(records / "pages.db", Path(folder)), sep="\n  ", end="")
        for name, dossier in (("dossier", OWN), ("second dossier", SECOND)):
            figures, differences = _on_dossier(records / f"{name.replace(' ', '-')}.db", dossier)
            print(name, *figures, *(differences if options.differences else ()), sep="\n  ")


def _on_dossier(path: Path, dossier: Path) -> tuple[list[str], list[str]]:
    if not path.exists():
        read_dossier(dossier, path)
    with Record.open(path) as record:
        comparison = Comparison(record)
        comparison.rebuild()
        return measure(Truth(dossier, list(record.each_reading())), comparison)


def _on_pages(path: Path, folder: Path) -> str:
    if not path.exists():
        _read(_unpacked(folder / "pages"), path)
    with Record.open(path) as record:
        comparison = Comparison(record)
        comparison.rebuild()
        stories = [story for story in comparison.each("story") if isinstance(story, Story)]
        groups = [[Path(member.place).stem for member in story.members] for story in stories]
    pages = json.loads((PAGES / "truth.json").read_text(encoding="utf-8"))
    alone = pages.keys() - {page for group in groups for page in group}
    given = folder / "groups.json"
    given.write_text(json.dumps([*groups, *([page] for page in sorted(alone))]), encoding="utf-8")
    return scored("pages.py", "stories", PAGES / "stories.json", given)


def _read(folder: Path, path: Path) -> None:
    """Read pages into a new record; one that is set aside is a page that stands alone."""
    with Record.open(path) as record, Readers() as readers:
        for _outcome in add(
            open_places([str(folder)], Fetcher()), readers, record, Archive(path.with_suffix(".archive"))
        ):
            pass


def _unpacked(folder: Path) -> Path:
    """The pages as files, each with its address beside it."""
    folder.mkdir()
    for number, page in json.loads((PAGES / "truth.json").read_text(encoding="utf-8")).items():
        (folder / f"{number}.html").write_bytes(gzip.decompress((PAGES / "html" / f"{number}.html.gz").read_bytes()))
        (folder / f"{number}.html.meta.json").write_text(json.dumps({"url": page["url"]}), encoding="utf-8")
    return folder


if __name__ == "__main__":
    main()
