"""The pages in WARC and WACZ files that others have made.

Only what a reader was shown is a page: a response of status 200, or a resource, that is HTML or text. Images, scripts,
redirects and robots.txt are passed over without a word; a page that is too large, and the place where a file is torn,
are told.
"""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord, ArcWarcRecordLoader

from according.errors import PlaceError
from according.model import Exchange, MediaType, Page, Refusal
from according.page.clock import now
from according.page.fetch import charset_of
from according.page.kinds import container, media_type
from according.page.limits import Inflated, Readable, StreamError, decode, read_page

_HEADER_BYTES = 1024 * 1024
"""The most that is read to find the heads of one record; crawlers write a few KiB."""

_CHUNK = 64 * 1024
_LOADER = ArcWarcRecordLoader(verify_http=False)
_PAGE_TYPES = ("text/html", "application/xhtml", "text/plain")

# What zipfile raises at bytes that are no zip, or an encrypted one.
_ZIP_FAULTS = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib.error)

_LISTS_BYTES = 64 * 1024 * 1024
"""The most that is read of a WACZ's list of pages: some 300,000 of them."""

_MOST_PACKED = 200
"""A WARC in a WACZ is stored, being gzipped itself; deflated a second time beyond this ratio it is a bomb."""


def pages_in_warc(stream: Readable, place: str) -> Iterator[Page | Refusal]:
    """Give the pages of a WARC, decompressed already; each has the place "place#address".

    What is whole before a tear is given, then one Refusal that tells of the tear.
    """
    rationed = _Rationed(stream)
    # Left to itself, warcio takes a torn head of a response for the end of the file.
    records = ArchiveIterator(rationed, no_record_parse=True)
    held: Page | Refusal | None = None
    end = 0
    while True:
        rationed.left = _HEADER_BYTES
        try:
            record = next(records, None)
            found = _found_in(record, rationed, place) if record else None
        # What warcio raises at bytes that are no WARC; it has no family of errors of its own.
        except (PlaceError, ArchiveLoadFailed, EOFError, ValueError, OverflowError, OSError) as error:
            if held and (not isinstance(stream, Inflated) or stream.is_right(end)):
                yield held
            yield Refusal(place, _reason(error, "It is damaged after what was read of it"), now())
            return
        # A page is held until its checksum was read, which stands behind it.
        if held:
            yield held
        if record is None:
            return
        held, end = found, rationed.given


def _found_in(record: ArcWarcRecord, rationed: _Rationed, place: str) -> Page | Refusal | None:
    _open_record(record)
    rationed.left = None
    found = _page_of(record, place)
    _pass(record)
    return found


def _open_record(record: ArcWarcRecord) -> None:
    """Read the HTTP head of a response; StreamError where the record's own head is torn."""
    if not record.rec_headers.get_header("Content-Length"):
        raise StreamError("Its last record ends in its head.")
    address = record.rec_headers.get_header("WARC-Target-URI")
    if record.rec_type == "response" and address:
        record.http_headers = _LOADER.load_http_headers("response", address, record.raw_stream, record.length)


class _Rationed:
    """A stream that gives no more than `left` bytes (None: any), since warcio reads a head of any length."""

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self.left: int | None = None
        self.given = 0

    def read(self, size: int = -1, /) -> bytes:
        part = self._stream.read(size)
        self.given += len(part)
        if self.left is not None:
            self.left -= len(part)
            if self.left < 0:
                raise StreamError("A record's head has no end.")
        return part


def _page_of(record: ArcWarcRecord, place: str) -> Page | Refusal | None:
    if not _is_page(record):
        return None
    address = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    where = f"{place}#{address}"
    try:
        body = _body(record)
        kind = media_type(body, said=_content_type(record), name=address)
    except StreamError:
        raise
    except PlaceError as error:
        return Refusal(where, str(error), now())
    return _page(record, where, address, body, kind) if kind in ("html", "text") else None


def _page(record: ArcWarcRecord, where: str, address: str, body: bytes, kind: MediaType) -> Page:
    url = address if address.lower().startswith(("http://", "https://")) else None
    heads = record.http_headers
    return Page(
        place=where,
        body=body,
        media_type=kind,
        seen=now(),
        url=url,
        charset=charset_of(_content_type(record)),
        exchange=_exchange(url, heads) if url and heads and record.rec_type == "response" else None,
    )


def _is_page(record: ArcWarcRecord) -> bool:
    if record.rec_type == "response":
        shown = bool(record.http_headers) and record.http_headers.get_statuscode() == "200"
    else:
        shown = record.rec_type == "resource"
    address = record.rec_headers.get_header("WARC-Target-URI") or ""
    said = _content_type(record)
    return shown and (not said or said.startswith(_PAGE_TYPES)) and not address.endswith("/robots.txt")


def _content_type(record: ArcWarcRecord) -> str:
    headers = record.http_headers or record.rec_headers
    return (headers.get_header("Content-Type") or "").strip().lower()


def _body(record: ArcWarcRecord) -> bytes:
    """The body with transfer and content encoding undone; PlaceError where it is too large or torn."""
    heads = record.http_headers
    chunked = heads and (heads.get_header("Transfer-Encoding") or "").lower() == "chunked"
    raw = read_page(ChunkedDataReader(record.raw_stream) if chunked else record.raw_stream)
    return decode(raw, (heads.get_header("Content-Encoding") if heads else None) or "")


def _pass(record: ArcWarcRecord) -> None:
    """Read what is left of a record; StreamError where it ends before the length that it declares."""
    while record.raw_stream.read(_CHUNK):
        pass
    if record.raw_stream.limit > 0:
        raise StreamError("Its last record ends in the middle.")


def _exchange(url: str, heads: object) -> Exchange:
    start = f"{heads.protocol} {heads.statusline}"  # type: ignore[attr-defined]
    fields = [(str(name), str(value)) for name, value in heads.headers]  # type: ignore[attr-defined]
    lines = [start, *(f"{name}: {value}" for name, value in fields), "", ""]
    # The request stands in a record of its own, and what replays a page needs only the answer.
    response = "\r\n".join(lines).encode("utf-8", "surrogatepass")
    return Exchange(url, 200, b"", response, {name.lower(): value for name, value in fields})


def pages_in_wacz(stream: BinaryIO, place: str) -> Iterator[Page | Refusal]:
    """Give the pages of a WACZ (https://specs.webrecorder.net/wacz/1.1.1/): those that its list of pages names.

    Without such a list all pages of its WARC files are given. A page that the list names and no WARC holds is told.
    """
    try:
        with zipfile.ZipFile(stream) as wacz:
            yield from _in_wacz(wacz, place)
    except (PlaceError, *_ZIP_FAULTS) as error:
        yield Refusal(place, _reason(error, "It is a damaged zip file, or an encrypted one"), now())


def _in_wacz(wacz: zipfile.ZipFile, place: str) -> Iterator[Page | Refusal]:
    listed = _listed(wacz)
    met: set[str] = set()
    archives = [info for info in wacz.infolist() if info.filename.startswith("archive/") and not info.is_dir()]
    if not archives:
        raise PlaceError("It has no archive/ folder; unpack it and give its files.")
    for info in archives:
        for found in _in_entry(wacz, info, place):
            address = found.place.removeprefix(f"{place}#")
            if isinstance(found, Refusal) or not listed or address in listed:
                met.add(address)
                yield found
    for address in listed:
        if address not in met:
            yield Refusal(f"{place}#{address}", "The list of pages names it, and no WARC in the file holds it.", now())


def _in_entry(wacz: zipfile.ZipFile, info: zipfile.ZipInfo, place: str) -> Iterator[Page | Refusal]:
    if info.file_size > _LISTS_BYTES and info.file_size > _MOST_PACKED * info.compress_size:
        raise PlaceError(f"Its {info.filename[:100]!a} unpacks to more than {_MOST_PACKED} times its size.")
    with wacz.open(info) as packed:
        head = packed.read(16)
        packed.seek(0)
        yield from pages_in_warc(Inflated(packed) if container(head) == "gzip" else packed, place)


def _listed(wacz: zipfile.ZipFile) -> dict[str, None]:
    """The addresses in the lists of pages, in order; the line that heads a list has none."""
    names = [name for name in wacz.namelist() if name.startswith("pages/") and name.endswith(".jsonl")]
    found: dict[str, None] = {}
    for name in names:
        with wacz.open(name) as stream:
            for line in read_page(stream, _LISTS_BYTES).splitlines():
                if address := _address_in(line):
                    found[address] = None
    return found


def _address_in(line: bytes) -> str | None:
    try:
        page = json.loads(line)
    except (ValueError, RecursionError):
        return None
    address = page.get("url") if isinstance(page, dict) else None
    return address if isinstance(address, str) else None


def _reason(error: Exception, otherwise: str) -> str:
    if isinstance(error, PlaceError):
        return str(error)
    said = ascii(str(error).strip().split("\n", maxsplit=1)[0][:200])[1:-1]
    return f"{otherwise} ({said or type(error).__name__})."
