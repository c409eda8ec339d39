"""What takes long and is not what a test is about: the dossier is read once a run, and passwords are hashed quickly."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from argon2 import PasswordHasher

from according.record import people
from according.record.record import Record
from tests.once import made_once

if TYPE_CHECKING:
    from evaluation.truth import Truth


def pytest_collection_finish() -> None:
    """Keep Python's collector from going through all that is loaded again and again: that is a fifth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)


@pytest.fixture(scope="session")
def read_dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record with the dossier's pages, read and compared; copy it before you change it."""
    from evaluation.truth import OWN, read_dossier  # noqa: PLC0415  (most tests need neither reader nor comparison)

    folder = made_once(tmp_path_factory, "dossier", lambda folder: read_dossier(OWN, folder / "record.db"))
    return folder / "record.db"


@pytest.fixture
def dossier(read_dossier: Path, tmp_path: Path) -> Iterator[Record]:
    """The dossier's record, the test's own to change."""
    shutil.copy(read_dossier, tmp_path / "record.db")
    with Record.open(tmp_path / "record.db") as record:
        yield record


@pytest.fixture(scope="session")
def truth(read_dossier: Path) -> Truth:
    """What is planted in the dossier, against how its pages were read."""
    from evaluation.truth import OWN, Truth  # noqa: PLC0415

    with Record.open(read_dossier) as record:
        return Truth(OWN, list(record.each_reading()))


@pytest.fixture(scope="session", autouse=True)
def released_hasher() -> Iterator[PasswordHasher]:
    """What hashes passwords outside tests; within them a quick one does, a hundred times."""
    with pytest.MonkeyPatch.context() as patched:
        released = people._HASHER
        patched.setattr(people, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield released
