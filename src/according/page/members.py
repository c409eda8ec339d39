"""The records of our own WARC files: how a page is written as bytes, and found in them again.

Members are made and taken apart here rather than by a WARC library, because the archive needs the exact bytes of
each (to place, verify and overwrite them); that any WARC tool reads them is tested.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import struct
import uuid
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from according.errors import ArchiveError
from according.model import Exchange, Page
from according.page.clock import now
from according.version import __version__

_END = b"\r\n\r\n"
_STORED = 0xFFFF
"""The most bytes that a stored block of deflate holds (RFC 1951, 3.2.4)."""
_BLOCK_HEAD = 5
"""Bytes before each stored block."""

_CHUNK = 64 * 1024

# How crawlers keep these fields where the payload is kept decoded, so that the head says what the body now is.
_RENAMED = {b"content-encoding", b"transfer-encoding", b"content-length"}

_TYPES = {"html": "text/html", "text": "text/plain", "addresses": "text/plain", "warc": "application/warc"}


def info_of(name: str) -> bytes:
    """The member that opens a file: which program wrote it, and in which format."""
    block = f"software: According/{__version__}\r\nformat: WARC File Format 1.1\r\n".encode()
    fields = {"WARC-Filename": name, "Content-Type": "application/warc-fields"}
    return _member("warcinfo", _new_id(), date_of(now()), fields, block)


def group_of(page: Page) -> bytes:
    """The members of a page: its response and request, or its bytes alone, and what else is known of it."""
    date = date_of(page.seen)
    record, uri = _new_id(), _uri(page)
    payload = {"WARC-Target-URI": uri, "WARC-Payload-Digest": _digest(page.body)}
    linked = {"WARC-Target-URI": uri, "WARC-Concurrent-To": record}
    members = []
    if page.exchange:
        http = payload | {"Content-Type": "application/http; msgtype=response"}
        members.append(_member("response", record, date, http, _response(page.exchange, page.body)))
    else:
        members.append(_member("resource", record, date, payload | {"Content-Type": _content_type(page)}, page.body))
    if page.exchange and page.exchange.request:
        http = linked | {"Content-Type": "application/http; msgtype=request"}
        members.append(_member("request", _new_id(), date, http, page.exchange.request))
    known = linked | {"Content-Type": "application/warc-fields"}
    members.append(_member("metadata", _new_id(), date, known, _known_of(page)))
    return b"".join(members)


def _member(kind: str, record: str, date: str, fields: dict[str, str], block: bytes) -> bytes:
    head = {
        "WARC-Type": kind,
        "WARC-Record-ID": record,
        "WARC-Date": date,
        **fields,
        "WARC-Block-Digest": _digest(block),
        "Content-Length": str(len(block)),
    }
    lines = ["WARC/1.1", *(f"{name}: {value}" for name, value in head.items()), "", ""]
    return gzip.compress("\r\n".join(lines).encode() + block + _END, mtime=0)


def _response(exchange: Exchange, body: bytes) -> bytes:
    """The response with its body decoded; fields that spoke of its encoding are renamed to X-Crawl-…."""
    start, *fields = exchange.response.removesuffix(_END).split(b"\r\n")
    kept = [_renamed(field) for field in fields if field]
    return b"\r\n".join([start, *kept, b"Content-Length: %d" % len(body), b"", body])


def _renamed(field: bytes) -> bytes:
    return b"X-Crawl-" + field if field.partition(b":")[0].strip().lower() in _RENAMED else field


def _known_of(page: Page) -> bytes:
    """What the bytes do not say, as warc-fields; values are percent-encoded, so that a name of any form fits a line."""
    known = {
        "place": page.place,
        "media-type": page.media_type,
        "charset": page.charset,
        "declared-url": page.declared.url,
        "declared-published": page.declared.published,
        "declared-publisher": page.declared.publisher,
    }
    return "".join(f"{name}: {_quoted(value)}\r\n" for name, value in known.items() if value).encode()


def _quoted(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"), safe="/:?#&=;,+@!$'()*~ ")


def _uri(page: Page) -> str:
    """The page's address; a file without one is named by its hash, not by its path on somebody's machine."""
    url = page.exchange.url if page.exchange else page.url
    if url and url.lower().startswith(("http://", "https://")):
        return quote(url.encode("utf-8", "surrogatepass"), safe="!#$%&'()*+,/:;=?@[]~")
    return f"urn:sha256:{page.sha256}"


def _content_type(page: Page) -> str:
    kind = _TYPES.get(page.media_type, "application/octet-stream")
    charset = page.charset or ""
    return f"{kind}; charset={charset}" if charset.isascii() and charset.replace("-", "").isalnum() else kind


def _digest(content: bytes) -> str:
    """SHA-256 in base32, as WARC tools write digests."""
    return "sha256:" + base64.b32encode(hashlib.sha256(content).digest()).decode()


def _new_id() -> str:
    return f"<urn:uuid:{uuid.uuid4()}>"


def date_of(instant: str) -> str:
    """A WARC-Date (UTC, to the second, ending in Z) of an ISO 8601 instant."""
    return datetime.fromisoformat(instant).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def body_of(group: bytes, where: str) -> bytes:
    """Give the page's bytes from its group of members; `where` opens the sentence of an error.

    Raises:
        ArchiveError: they were forgotten, or are not those that were kept.
    """
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        record = unpacker.decompress(group)
    except zlib.error as error:
        raise ArchiveError(f"{where} is damaged ({error}); restore the file from a backup.") from error
    fields, block = _taken_apart(record)
    if fields.get("warc-type") not in ("response", "resource"):
        raise ArchiveError(f"{where} was forgotten, or is no page.")
    body = block.partition(_END)[2] if fields["warc-type"] == "response" else block
    if not unpacker.eof or fields.get("warc-payload-digest") != _digest(body):
        raise ArchiveError(f"{where} does not have the bytes that were kept; restore the file from a backup.")
    return body


def _taken_apart(record: bytes) -> tuple[dict[str, str], bytes]:
    head, _, rest = record.partition(_END)
    lines = (line.partition(": ") for line in head.decode("utf-8", "replace").split("\r\n"))
    return {name.lower(): value for name, _, value in lines}, rest.removesuffix(_END)


def groups_in(path: Path) -> Iterator[tuple[int, int, str]]:
    """The groups of a file: offset, length and the SHA-256 of the page; a torn or damaged end is left out."""
    begun: tuple[int, str] | None = None
    end = 0
    for offset, length, record in _members(path):
        fields, _ = _taken_apart(record)
        if fields.get("warc-type") in ("request", "metadata") and "warc-concurrent-to" in fields:
            end = offset + length
            continue
        if begun:
            yield begun[0], end - begun[0], begun[1]
        begun = (offset, _hexadecimal(fields["warc-payload-digest"])) if "warc-payload-digest" in fields else None
        end = offset + length
    if begun:
        yield begun[0], end - begun[0], begun[1]


def _hexadecimal(digest: str) -> str:
    """The SHA-256 as hexadecimal; empty for the digest of a file that another program has put here."""
    algorithm, _, value = digest.partition(":")
    return base64.b32decode(value).hex() if algorithm == "sha256" and len(value) == 56 else ""


def _members(path: Path) -> Iterator[tuple[int, int, bytes]]:
    offset, packed = 0, b""
    with path.open("rb") as stream:
        while packed := packed or stream.read(_CHUNK):
            unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
            length, record = 0, bytearray()
            while packed and not unpacker.eof:
                try:
                    record += unpacker.decompress(packed)
                except zlib.error:
                    return
                length += len(packed) - len(unpacker.unused_data)
                packed = unpacker.unused_data or stream.read(_CHUNK)
            if not unpacker.eof:
                return
            yield offset, length, bytes(record)
            offset += length


def filler(file: str, offset: int, length: int, date: str) -> bytes:
    """A gzip member of exactly `length` bytes which says that what stood at `offset` of `file` was forgotten.

    Its content is stored and not compressed, which alone lets its length be chosen (RFC 1951, 3.2.4). The same
    arguments give the same bytes, so that two processes that finish one forgetting write the same.
    """
    around = 10 + 8  # header and trailer of a gzip member (RFC 1952)
    blocks = -(-(length - around) // (_STORED + _BLOCK_HEAD))
    content = _forgotten(f"{file} {offset}", date, length - around - _BLOCK_HEAD * blocks)
    stored = [content[at * _STORED : (at + 1) * _STORED] for at in range(blocks)]
    packed = b"".join(
        struct.pack("<BHH", number == blocks, len(block), len(block) ^ _STORED) + block
        for number, block in enumerate(stored, 1)
    )
    return b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + packed + struct.pack("<II", zlib.crc32(content), len(content))


def _forgotten(where: str, date: str, length: int) -> bytes:
    """A metadata record of exactly `length` bytes; its Content-Length has always ten digits."""
    head = (
        f"WARC/1.1\r\nWARC-Type: metadata\r\nWARC-Record-ID: <urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, where)}>\r\n"
        f"WARC-Date: {date}\r\nContent-Type: text/plain\r\nContent-Length: "
    ).encode()
    room = length - len(head) - 10 - 2 * len(_END)
    return head + b"%010d" % room + _END + b"forgotten".ljust(room)[:room] + _END
