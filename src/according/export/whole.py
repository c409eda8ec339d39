"""Files that are there whole or not at all: written beside their place, and put there when they are done."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from according.errors import PlaceError


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Give a place beside `path` at which a file or folder may be made; it comes to `path` if nothing goes wrong.

    Raises:
        PlaceError: there is something at `path` already, no folder to put it in, or no room for it.
    """
    if path.exists():
        raise PlaceError(f"There is something at {path} already; remove it, or name a new place for the export.")
    if not path.parent.is_dir():
        raise PlaceError(f"There is no folder {path.parent} for the export; make it, or name another.")
    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name}.") as folder:
            part = Path(folder) / path.name
            yield part
            part.replace(path)
    except OSError as error:
        raise PlaceError(f"The export cannot be written to {path} ({error.strerror or error}).") from error
