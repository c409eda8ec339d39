"""How many bytes come in, checked while they come."""

from __future__ import annotations

import contextlib
import io
import zlib
from collections.abc import Iterable
from typing import Protocol

from urllib3.exceptions import DecodeError
from urllib3.response import HTTPResponse
from urllib3.util.request import ACCEPT_ENCODING

from according.errors import PlaceError

PAGE_BYTES = 5 * 1024 * 1024
"""The most that one page may have, decompressed. The largest front pages of news sites have about 3 MiB."""

_BOMB_RATIO = 200
_BOMB_FLOOR = 64 * 1024 * 1024
"""Deflate packs at most 1:1032 and archives of news pages about 1:5; beyond 1:200, and past 64 MiB, it is a bomb."""

_CHUNK = 64 * 1024

ENCODINGS = frozenset({*ACCEPT_ENCODING.split(","), "x-gzip", "identity", ""})
"""The content encodings that can be undone here."""


class Readable(Protocol):
    """Anything that gives bytes; fewer than asked for is no end, none is."""

    def read(self, size: int = -1, /) -> bytes:
        """Give up to `size` bytes."""


def gather(parts: Iterable[bytes], limit: int = PAGE_BYTES) -> bytes:
    """Join the parts of a page, and stop where they are too many.

    Raises:
        PlaceError: there are more than `limit` bytes.
    """
    body = bytearray()
    for part in parts:
        body += part
        if len(body) > limit:
            raise PlaceError(f"It has more than {limit / 1024 / 1024:g} MiB, the most that is read of one page.")
    return bytes(body)


def read_page(stream: Readable, limit: int = PAGE_BYTES) -> bytes:
    """Read a stream to its end.

    Raises:
        PlaceError: there are more than `limit` bytes.
    """
    return gather(iter(lambda: stream.read(_CHUNK), b""), limit)


def decode(body: bytes, encoding: str) -> bytes:
    """Undo the content encoding of a body (RFC 9110, 8.4); a body that is not in fact so encoded stays as it is.

    Raises:
        PlaceError: the encoding is not known here, or the body decodes to more than `PAGE_BYTES`.
    """
    check_encoding(encoding)
    response = HTTPResponse(io.BytesIO(body), headers={"content-encoding": encoding}, preload_content=False)
    try:
        return gather(response.stream(_CHUNK))
    except DecodeError:
        # Archives often keep the header of a body that they have already decoded.
        return body


def check_encoding(encoding: str) -> None:
    """Refuse a content encoding that cannot be undone.

    Raises:
        PlaceError: with the encoding's name.
    """
    unknown = {part.strip().lower() for part in encoding.split(",")} - ENCODINGS
    if unknown:
        raise PlaceError(f"Its content encoding {min(unknown)[:40]!a} is not one that can be read here.")


class StreamError(PlaceError):
    """A stream that cannot be read on, as opposed to one page in it that cannot be read."""


class Inflated:
    """The content of a gzip stream of any number of members, watched for bombs.

    Unlike gzip.GzipFile it gives all that stands before a tear, no read crosses from one member into the next, and
    it knows how much of its content has passed a checksum.
    """

    def __init__(self, packed: Readable) -> None:
        self._packed = packed
        self._unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
        self._rest = b""
        self._begun = False
        self._taken = self._given = self._sound = 0

    def read(self, size: int = -1, /) -> bytes:
        """Give up to `size` bytes.

        Raises:
            StreamError: the stream is damaged, ends in the middle, or unpacks to far more than it is.
        """
        while data := self._rest or self._more():
            try:
                part = self._unpacker.decompress(data, size if size > 0 else _CHUNK)
            except zlib.error as error:
                raise StreamError(f"Its gzip data is damaged ({error}), and was left there.") from error
            self._count(part)
            if part:
                return part
        if self._begun:
            raise StreamError("Its gzip data ends in the middle; what is whole before that was read.")
        return b""

    def is_right(self, end: int) -> bool:
        """Whether the first `end` bytes of the content have passed a checksum; reads on as far as it must to know."""
        with contextlib.suppress(StreamError):
            while self._sound < end and self.read():
                pass
        return self._sound >= end

    def _more(self) -> bytes:
        part = self._packed.read(_CHUNK)
        self._taken += len(part)
        # Between members some tools pad with zeros.
        return part if self._begun else part.lstrip(b"\0") or (part and self._more())

    def _count(self, part: bytes) -> None:
        self._begun = True
        self._rest = self._unpacker.unconsumed_tail
        self._given += len(part)
        if self._given > _BOMB_FLOOR and self._given > _BOMB_RATIO * self._taken:
            raise StreamError(f"Its gzip data unpacks to more than {_BOMB_RATIO} times its size; it was left there.")
        if self._unpacker.eof:
            self._sound = self._given
            self._rest = self._unpacker.unused_data.lstrip(b"\0")
            self._unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
            self._begun = False
