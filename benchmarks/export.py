"""How long exports take, and how much memory: `python -m benchmarks.export PLACE [ARTICLES]`.

PLACE is a path of a record for measuring only, filled as by benchmarks/record.py with ARTICLES (default 5,000) made-up
articles of 20 statements and 4 events each. Each export is a process of its own; memory is its largest resident set.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from according.model import Event, Party, Reading, identify
from according.record.record import Record
from benchmarks.record import made_up

FORMATS = ("plover", "jsonl", "csv", "parquet")


def with_events(reading: Reading) -> Reading:
    events = tuple(
        Event(identify("event", reading.article.id, told.id), told.cue.spans[0], "AID", "AGREE", None, "planned",
              told.id, (Party(told.content.spans[0], reading.actors[0].id),))
        for told in reading.statements[:4]
    )  # fmt: skip
    return replace(reading, events=events)


def fill(record: Record, number: int) -> None:
    for each in range(record.counts().articles, number):
        page, reading = made_up(each)
        record.keep(page, None, with_events(reading))


def main() -> None:
    place, number = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 5000
    with Record.open(place) as record:
        fill(record, number)
        print(record.counts())
    for form in FORMATS:
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / "out"
            command = [sys.executable, "-m", "according", "--record", place, "export", "--format", form, "--out", out]
            began = time.perf_counter()
            child = subprocess.Popen(command, stderr=subprocess.DEVNULL)
            _, _, used = os.wait4(child.pid, 0)
            size = sum(file.stat().st_size for file in ([out] if out.is_file() else out.iterdir()))
            wall = time.perf_counter() - began
            print(f"{form:8} {wall:6.1f} s {used.ru_maxrss / 1024:6.0f} MiB, {size / 1e6:.1f} MB written")


if __name__ == "__main__":
    main()
