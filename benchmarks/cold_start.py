"""Measure how long the commands take from a cold start, each in a new process.

    python -m benchmarks.cold_start [--rounds 5]

The file cache is warm (a round before the first is not counted), and packages have their bytecode, as pip leaves them;
the script says so where they have not. Seconds are by the clock, so that only figures of an idle machine mean much; the
least and the median of the rounds are given.
"""

from __future__ import annotations

import argparse
import importlib.util
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

PARAGRAPH = """\
PORT OSK, 17 March 2026 — The harbour of Velmora will stay closed until the spring if the northern storms go on,
Fisheries Minister Ilmar Oskarin told Radio Kestrel on Monday, in remarks carried by the Varnan News Agency. “We have
asked the council to pay what the crews lose,” he said, adding that Kardovia had promised two icebreakers. Union leader
Oskar Lind accused the minister of breaking his word and warned that fishermen would block the bridge unless they were
paid by Friday.
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    if not _compiled("spacy"):
        print("spaCy has no bytecode here and is compiled anew each time: python -m compileall -q SITE-PACKAGES")
    with TemporaryDirectory() as folder:
        paragraph = Path(folder) / "paragraph.txt"
        paragraph.write_text(PARAGRAPH, "utf-8")
        page = next(page for page in sorted(_pages()) if page.suffix == ".html")
        record = str(Path(folder) / "record")
        _measure("read paragraph.txt", lambda _: ["read", str(paragraph)], rounds)
        _measure("read --json paragraph.txt", lambda _: ["read", "--json", str(paragraph)], rounds)
        _measure(
            "add paragraph.txt (a new record)",
            lambda number: ["add", str(paragraph), "--record", f"{record}{number}.db"],
            rounds,
        )
        _measure("read page.html (of the dossier)", lambda _: ["read", str(page)], rounds)


def _pages() -> list[Path]:
    return list(Path(str(files("according") / "dossier" / "pages")).iterdir())


def _compiled(package: str) -> bool:
    found = importlib.util.find_spec(package)
    return found is not None and found.cached is not None and Path(found.cached).exists()


def _measure(name: str, command: Callable[[int], list[str]], rounds: int) -> None:
    seconds = sorted([_run(command(number)) for number in range(rounds + 1)][1:])
    print(f"{name:36} {seconds[0]:5.2f} s at the least, {median(seconds):5.2f} s in the middle of {rounds}")


def _run(arguments: list[str]) -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-m", "according", *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
