"""Where the data for measuring lies, and how the scorers beside it are called."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SHARED = Path(__file__).parents[2] / "shared"


def scored(scorer: str, *arguments: str | Path) -> str:
    """What a scorer of the shared data prints.

    Raises:
        SystemExit: the shared data is not beside the checkout, or the scorer refused what it was given.
    """
    script = SHARED / "evaluate" / scorer
    if not script.is_file():
        raise SystemExit(f"There is no {script}: the shared data belongs beside the checkout.")
    done = subprocess.run([sys.executable, script, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout
