"""Measure the memory of `according read` over a folder, all its processes together, and how busy it keeps the cores.

    python -m benchmarks.memory [FOLDER]         default ../shared/polnear/dev/text

Memory is the largest sum of the proportional set sizes (PSS, /proc/PID/smaps_rollup) of the process and its workers.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from evaluation.shared import SHARED


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED / "polnear/dev/text"
    start, most = time.monotonic(), 0
    worked: dict[int, float] = {}
    reading = subprocess.Popen([sys.executable, "-m", "according", "read", "--json", folder], stdout=subprocess.DEVNULL)
    while reading.poll() is None:
        family = _family(reading.pid)
        most = max(most, sum(_pss(process) for process in family))
        worked |= {process: max(_seconds_of_work(process), worked.get(process, 0.0)) for process in family}
        time.sleep(0.2)
    wall = time.monotonic() - start
    cores = sum(worked.values()) / wall
    print(f"{wall:.1f} s, {cores:.2f} of {os.cpu_count()} cores busy, {most / 1024:.0f} MiB at the most")


def _family(root: int) -> list[int]:
    """A process and all that descend from it."""
    parents = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(entry.parent.name)] = int(entry.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    family = [root]
    for process in family:
        family += [child for child, parent in parents.items() if parent == process]
    return family


def _seconds_of_work(process: int) -> float:
    """The processor time that a process has taken; 0 where it has just ended."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _pss(process: int) -> int:
    """The proportional set size of a process in KiB; 0 where it has just ended."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


if __name__ == "__main__":
    main()
