"""The archive: every page as served, in WARC files (ISO 28500, WARC/1.1).

Each process writes a file of its own, so writers never meet. What is kept of a page is a group of gzip members that
stand together: the response (or the resource, for a given file), the request, and a metadata record with what the
bytes do not say. `Kept` names the whole group, so that forgetting it forgets all of it.

A process that is killed leaves at most a torn group at the end of its file. No `Kept` was given for that one, and
nobody appends after it.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import secrets
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Protocol, Self

from according.errors import ArchiveError
from according.model import Page
from according.page import members
from according.page.clock import now


class Kept(NamedTuple):
    """Where the copy of a page stands: a file of the archive, and the place of its bytes there."""

    file: str
    offset: int
    length: int


class KeptAt(Protocol):
    """Anything that says where a copy stands, as `Kept` does."""

    @property
    def file(self) -> str:
        """The name of a file in the archive's folder."""

    @property
    def offset(self) -> int:
        """Where the copy begins, in bytes."""

    @property
    def length(self) -> int:
        """How many bytes it has."""


class Archive:
    """The folder of WARC files beside a record.

    Args:
        folder: where they are; made when the first page is kept. Forgetting that was cut short is finished here.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._stream: io.FileIO | None = None
        for intent in sorted(folder.glob("*.forget")):
            self._finish_forgetting(intent)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file that is being written; the next page begins another."""
        with self._lock:
            self._leave()

    def keep(self, page: Page) -> Kept:
        """Write a page down; when this returns, it is on the disk.

        Raises:
            ArchiveError: the file cannot be written (the disk is full, say).
        """
        group = members.group_of(page)
        with self._lock:
            try:
                stream = self._stream or self._begin()
                offset = stream.tell()
                _write(stream, group)
            except OSError as error:
                # A half-written group must stay the last of its file.
                self._leave()
                raise ArchiveError(f"The archive {self._folder} cannot be written ({error}); see to it.") from error
        return Kept(Path(stream.name).name, offset, len(group))

    def body(self, kept: KeptAt) -> bytes:
        """Give the bytes of a page, as they were kept.

        Raises:
            ArchiveError: they are not there, were forgotten, or are not those that were kept (by their SHA-256).
        """
        where = f"The copy at {kept.offset} of {kept.file}"
        return members.body_of(self._read(kept), where)

    def has(self, kept: KeptAt) -> bool:
        """Whether the bytes of a page are there and are those that were kept."""
        try:
            self.body(kept)
        except ArchiveError:
            return False
        return True

    def copies(self, sha256: str) -> Iterator[Kept]:
        """Find every copy of a page by its SHA-256, also those that no record names since its writer was killed."""
        for path in sorted(self._folder.glob("*.warc.gz")):
            for offset, length, digest in members.groups_in(path):
                if digest == sha256:
                    yield Kept(path.name, offset, length)

    def forget(self, kept: KeptAt) -> None:
        """Overwrite the bytes of a page; what else the file holds stays where it is.

        The intent is written down first, so that a forgetting cut short is finished when the archive is next opened.

        Raises:
            ArchiveError: the file cannot be written, or the copy is not there.
        """
        self._read(kept)
        intent = self._folder / f"{kept.file}.{kept.offset}.forget"
        words = {"file": kept.file, "offset": kept.offset, "length": kept.length, "date": members.date_of(now())}
        try:
            with intent.open("w", encoding="utf-8") as stream:
                json.dump(words, stream)
                stream.flush()
                os.fsync(stream.fileno())
            _sync(self._folder)
            self._finish_forgetting(intent)
        except OSError as error:
            raise ArchiveError(f"The copy in {kept.file} could not be forgotten ({error}); see to it.") from error

    def _finish_forgetting(self, intent: Path) -> None:
        """Do what an intent says; one that is itself torn was never begun."""
        with contextlib.suppress(ValueError, FileNotFoundError):
            words = json.loads(intent.read_text(encoding="utf-8"))
            with io.FileIO(self._path(words["file"]), "r+") as stream:
                stream.seek(words["offset"])
                _write(stream, members.filler(**words))
        intent.unlink(missing_ok=True)

    def _begin(self) -> io.FileIO:
        self._folder.mkdir(parents=True, exist_ok=True)
        name = f"according-{datetime.now(UTC):%Y%m%d%H%M%S}-{secrets.token_hex(4)}.warc.gz"
        stream = self._stream = io.FileIO(self._folder / name, "xb")
        _write(stream, members.info_of(name))
        _sync(self._folder)
        return stream

    def _leave(self) -> None:
        if self._stream:
            self._stream.close()
            self._stream = None

    def _read(self, kept: KeptAt) -> bytes:
        try:
            with self._path(kept.file).open("rb") as stream:
                stream.seek(kept.offset)
                group = stream.read(kept.length)
        except (OSError, ValueError) as error:
            raise ArchiveError(f"The archive file {kept.file} cannot be read ({error}); restore it.") from error
        if len(group) < kept.length:
            raise ArchiveError(f"The archive file {kept.file} ends before {kept.offset + kept.length}; restore it.")
        return group

    def _path(self, file: str) -> Path:
        if Path(file).name != file:
            raise ArchiveError(f"{file!r} is no name of an archive file.")
        return self._folder / file


def _write(stream: io.FileIO, group: bytes) -> None:
    left = memoryview(group)
    while left:
        left = left[stream.write(left) :]
    os.fsync(stream.fileno())


def _sync(folder: Path) -> None:
    """Make a new name in a folder last; only the folder's own fsync does."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
