"""The dossier that ships, read once for all tests of what follows from it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from according.record.record import Record

if TYPE_CHECKING:
    from evaluation.truth import Truth


@pytest.fixture(scope="session")
def read_dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record with the dossier's pages, read and compared; copy it before you change it."""
    from evaluation.truth import OWN, read_dossier  # noqa: PLC0415  (most tests need neither reader nor comparison)

    record = tmp_path_factory.mktemp("dossier") / "record.db"
    read_dossier(OWN, record)
    return record


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
