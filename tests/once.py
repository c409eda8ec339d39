"""What takes long to make is made once a run, whichever of its processes asks first, and copied by the others."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder of this process's own with what `make` put into it, in this process or in another of the run."""
    run = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        run = run.parent  # each worker's folder is within the run's
    shared = run / f"once-{name}"
    with (run / f"once-{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not shared.exists():
            begun = factory.mktemp(name)
            make(begun)
            begun.rename(shared)
    own = factory.mktemp(name) / name
    return Path(shutil.copytree(shared, own))
