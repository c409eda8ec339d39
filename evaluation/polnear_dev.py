"""Measure attributions on PolNeAR dev as a user gets them: through `according read --json`, end to end.

python -m evaluation.polnear_dev [--part ../shared/polnear/dev]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from evaluation.shared import SHARED, scored


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--part", type=Path, default=SHARED / "polnear/dev")
    part = parser.parse_args().part
    with tempfile.TemporaryDirectory() as folder:
        readings, predictions = Path(folder) / "readings.jsonl", Path(folder) / "predictions.jsonl"
        command = [sys.executable, "-m", "according", "read", "--json", part / "text"]
        with readings.open("wb") as out:
            subprocess.run(command, stdout=out, check=True)
        predictions.write_text(scored("convert.py", "polnear", readings), "utf-8")
        print(scored("polnear.py", part, predictions), end="")


if __name__ == "__main__":
    main()
