"""According: a desk for crisis reporting that keeps who said what, through whom, on what condition and how surely."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from according.version import __version__

if TYPE_CHECKING:
    from according.opened import Opened

__all__ = ["__version__", "open"]


def open(where: str | Path, archive: Path | None = None) -> Opened:  # noqa: A001  (as in gzip.open)
    """Open a record: what was read in it, what follows from that, and a way to add to it (docs/python.md).

    Args:
        where: the path of an SQLite file, which is made where there is none, or an SQLAlchemy URL.
        archive: folder of the WARC files; None: beside the record.

    Raises:
        RecordError: the place is no record, or one of a newer program, or does not answer.
    """
    # Whoever needs no more than the version or a command need not wait for a database.
    from according.opened import Opened  # noqa: PLC0415

    return Opened(where, archive)
