"""From what a user names to pages: addresses, files, folders, standard input, and what these hold or name.

Whatever goes wrong with one place is told as a Refusal, and the others go on.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import stat
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, cast

from according.errors import PlaceError
from according.model import Declared, MediaType, Page, Refusal
from according.page.clock import now
from according.page.feeds import entries
from according.page.fetch import Fetcher
from according.page.kinds import Container, container, media_type
from according.page.limits import PAGE_BYTES, Inflated, Readable, read_page
from according.page.warc import pages_in_wacz, pages_in_warc

_MOST_NAMED = 1000
"""How many addresses of one feed or OPML are followed; a list of addresses that a user gives has no limit."""

_DEEPEST = 3
"""A list may name an OPML file, which names feeds, which name pages."""

_META = ".meta.json"
_META_BYTES = 64 * 1024
_INPUT_BYTES = 4 * 1024**3
"""The most that is taken from standard input, where an archive is copied to disk to be read."""


def open_places(
    places: Iterable[str], fetcher: Fetcher, declared: Declared | None = None, stdin: BinaryIO | None = None
) -> Iterator[Page | Refusal]:
    """Open places one after the other.

    Args:
        places: addresses, files, folders (read in the order of their names, hidden files left out), or "-".
        fetcher: fetches addresses, also those that feeds and lists name.
        declared: what the user says of the places; it wins over NAME.meta.json beside a file.
        stdin: what "-" stands for.

    Yields:
        Each page as soon as it is there; a Refusal for each place, or part of one, that was set aside.
    """
    opener = _Opener(fetcher, declared or Declared(), stdin)
    for place in places:
        yield from opener.open(place)


class _Opener:
    def __init__(self, fetcher: Fetcher, declared: Declared, stdin: BinaryIO | None) -> None:
        self._fetcher = fetcher
        self._declared = declared
        self._stdin = stdin
        self._fetched: set[str] = set()
        self._folders: set[tuple[int, int]] = set()

    def open(self, place: str) -> Iterator[Page | Refusal]:
        if not place:
            yield Refusal(
                place, "A place of no characters names nothing; give an address, a file, a folder or -.", now()
            )
        elif place == "-":
            yield from _guarded(self._read_input(), "-")
        elif "://" in place:
            yield from self._fetch(_shown(place), self._declared, 0)
        else:
            yield from self._read_paths(Path(place))

    # Addresses

    def _fetch(self, address: str, declared: Declared, depth: int) -> Iterator[Page | Refusal]:
        if address in self._fetched:
            return
        self._fetched.add(address)
        try:
            page = self._fetcher.fetch(address)
        except PlaceError as error:
            yield Refusal(address, str(error), now())
            return
        # Without validators no server answers "not modified", and Fetcher refuses one that does.
        page = replace(cast(Page, page), declared=declared)
        if page.media_type in ("warc", "wacz"):
            yield from self._contained(io.BytesIO(page.body), address, declared)
        else:
            yield from self._follow(page, depth)

    def _follow(self, page: Page, depth: int) -> Iterator[Page | Refusal]:
        """A page itself; of a feed or a list, what it names."""
        if page.media_type in ("html", "text"):
            yield page
            return
        if depth >= _DEEPEST:
            yield Refusal(page.place, "It is a list named by a list named by a list; give it on its own.", now())
            return
        named = entries(page)
        if not named:
            yield Refusal(page.place, f"It names no addresses, though it is {_NAMES[page.media_type]}.", now())
        most = len(named) if page.media_type == "addresses" and depth == 0 else _MOST_NAMED
        for address in named[:most]:
            yield from self._fetch(address, _shared(page.declared), depth + 1)
        if len(named) > most:
            yield Refusal(page.place, f"It names {len(named)} addresses; only the first {most} were followed.", now())

    # Files

    def _read_paths(self, path: Path) -> Iterator[Page | Refusal]:
        waiting = [path]
        while waiting:
            path = waiting.pop()
            if path.is_dir():
                try:
                    waiting += self._children(path)
                except (PlaceError, OSError) as error:
                    yield _refusal(path, error)
            else:
                yield from _guarded(self._read_file(path), path)

    def _children(self, folder: Path) -> list[Path]:
        """What is in a folder, last name first; a link may lead back to a folder that was read."""
        status = folder.stat()
        identity = (status.st_dev, status.st_ino)
        if identity in self._folders:
            raise PlaceError("It leads to a folder that was read already.")
        self._folders.add(identity)
        return [path for path in sorted(folder.iterdir(), reverse=True) if not _is_beside(path)]

    def _read_file(self, path: Path) -> Iterator[Page | Refusal]:
        if not stat.S_ISREG(path.stat().st_mode):
            raise PlaceError("It is no regular file but a device, pipe or socket; to read a pipe, give -.")
        declared, fault = _declared_beside(path)
        if fault:
            yield fault
        with path.open("rb") as stream:
            yield from self._contained(stream, _shown(path), _joined(self._declared, declared))

    def _read_input(self) -> Iterator[Page | Refusal]:
        if self._stdin is None:
            raise PlaceError("There is no standard input here; give a file.")
        with tempfile.SpooledTemporaryFile(max_size=PAGE_BYTES) as copy:
            shutil.copyfileobj(cast(BinaryIO, _Limited(self._stdin, _INPUT_BYTES)), copy)
            copy.seek(0)
            yield from self._contained(cast(BinaryIO, copy), "-", self._declared)

    def _contained(self, stream: BinaryIO, place: str, declared: Declared, depth: int = 0) -> Iterator[Page | Refusal]:
        """What a seekable stream holds: a page, or the pages of the archive that it is."""
        kind = _container_of(stream)
        if kind == "zip":
            yield from _declare(pages_in_wacz(stream, place), declared)
        elif kind == "warc":
            yield from _declare(pages_in_warc(stream, place), declared)
        elif kind is None:
            yield from self._document(read_page(stream), place, declared)
        elif Inflated(stream).read(16).startswith(b"WARC/"):
            stream.seek(0)
            yield from _declare(pages_in_warc(Inflated(stream), place), declared)
        elif depth:
            raise PlaceError("It is packed with gzip more than once; unpack it and give what it holds.")
        else:
            stream.seek(0)
            yield from self._contained(io.BytesIO(read_page(Inflated(stream))), place, declared, depth + 1)

    def _document(self, body: bytes, place: str, declared: Declared) -> Iterator[Page | Refusal]:
        kind = media_type(body, name=place.removesuffix(".gz"))
        url = declared.url
        yield from self._follow(Page(place, body, kind, now(), url=url, declared=declared), 0)


_NAMES: dict[MediaType, str] = {"feed": "a feed", "opml": "an OPML file", "addresses": "a list of addresses"}


def _guarded(found: Iterable[Page | Refusal], place: str | Path) -> Iterator[Page | Refusal]:
    try:
        yield from found
    except (PlaceError, OSError, ValueError) as error:
        yield _refusal(place, error)


def _refusal(place: str | Path, error: Exception) -> Refusal:
    if isinstance(error, PlaceError):
        return Refusal(_shown(place), str(error), now())
    return Refusal(_shown(place), f"It cannot be read ({_said(error)}); check its name and its permissions.", now())


def _shown(place: str | Path) -> str:
    """The place as text that can be written anywhere: file names are bytes, and not all of them are UTF-8."""
    return os.fsencode(place).decode("utf-8", "backslashreplace")


def _is_beside(path: Path) -> bool:
    """Whether a file in a folder is no place of its own: hidden, or what is declared of another."""
    return path.name.startswith(".") or path.name.endswith(_META)


def _container_of(stream: BinaryIO) -> Container | None:
    kind = container(stream.read(16))
    stream.seek(0)
    return kind


def _declare(found: Iterable[Page | Refusal], declared: Declared) -> Iterator[Page | Refusal]:
    for outcome in found:
        yield replace(outcome, declared=_shared(declared)) if isinstance(outcome, Page) else outcome


def _shared(declared: Declared) -> Declared:
    """What is said of a place that holds or names many pages, as far as it can hold for each of them."""
    return Declared(publisher=declared.publisher)


def _joined(given: Declared, beside: Declared) -> Declared:
    return Declared(
        url=given.url or beside.url,
        published=given.published or beside.published,
        publisher=given.publisher or beside.publisher,
    )


class _Limited:
    """A stream that ends in a PlaceError where it is longer than `limit`."""

    def __init__(self, stream: Readable, limit: int) -> None:
        self._stream = stream
        self._left = limit

    def read(self, size: int = -1, /) -> bytes:
        part = self._stream.read(size)
        self._left -= len(part)
        if self._left < 0:
            raise PlaceError("Standard input is longer than 4 GiB; give it as a file.")
        return part


# NAME.meta.json


def _declared_beside(path: Path) -> tuple[Declared, Refusal | None]:
    """What stands in NAME.meta.json beside a file; where that is no good, the file is read without it."""
    for meta in (path.with_name(path.name + _META), path.with_name(path.stem + _META)):
        if meta.exists() and meta != path:
            try:
                return _read_declared(meta), None
            except PlaceError as error:
                return Declared(), _refusal(meta, error)
    return Declared(), None


def _read_declared(meta: Path) -> Declared:
    try:
        with meta.open("rb") as stream:
            said = json.loads(read_page(stream, _META_BYTES))
    except (OSError, ValueError, RecursionError) as error:
        raise PlaceError(f"It is not read ({_said(error)}), and its file was read without it.") from error
    if not isinstance(said, dict):
        raise PlaceError("It is no JSON object, and its file was read without it.")
    known = {key: said.get(key) for key in ("url", "published", "publisher")}
    wrong = sorted(key for key, value in known.items() if not isinstance(value, str | None))
    if wrong:
        raise PlaceError(f"Its {' and '.join(wrong)} must be text, and its file was read without it.")
    return Declared(**known)


def _said(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)[:200] or type(error).__name__
