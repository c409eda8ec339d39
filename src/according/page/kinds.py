"""What a place is, told from its bytes.

What a server says and what a file is called only decide where the bytes leave it open: servers send feeds as
text/html, and files lose their names. The signs of HTML are those of https://mimesniff.spec.whatwg.org.
"""

from __future__ import annotations

import codecs
import io
import json
import re
import zipfile
from typing import Literal

from according.errors import PlaceError
from according.model import MediaType
from according.page.limits import Inflated, read_page

HEAD_BYTES = 64 * 1024
"""How much of a body is looked at to tell what it is."""

Container = Literal["gzip", "warc", "zip"]

_CONTAINERS: tuple[tuple[bytes, Container], ...] = (
    (b"\x1f\x8b", "gzip"),
    (b"WARC/", "warc"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
)

_UNREAD: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF document"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0", "an Office document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"RIFF", "an image or a recording"),
    (b"OggS", "a recording"),
    (b"ID3", "a recording"),
    (b"SQLite format 3\0", "a database"),
    (b"\x7fELF", "a program"),
    (b"BZh", "packed with bzip2"),
    (b"\xfd7zXZ", "packed with xz"),
    (b"\x28\xb5\x2f\xfd", "packed with zstd"),
    (b"7z\xbc\xaf", "packed with 7-Zip"),
    (b"Rar!", "packed with RAR"),
)

_MARKS: tuple[tuple[bytes, str], ...] = (
    # UTF-32 first: its little-endian mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_FEED_ROOTS = frozenset({"rss", "feed", "rdf"})
_HTML_ROOTS = frozenset(
    "html head body title script style meta link article main section div p h1 h2 table iframe a b br font".split()
)
_TAG = re.compile(r"<(?:[A-Za-z][\w.-]{0,40}:)?([A-Za-z][\w.-]{0,40})(?=[\s/>])")
_BLANKS = re.compile(r"\s*")
_SKIPPED = (("<!--", "-->"), ("<?", "?>"), ("<!", ">"))

# Bytes that no text has (mimesniff, "binary data byte"), NUL aside: it stands in broken pages and in UTF-16.
_CONTROLS = bytes({*range(1, 9), 0x0B, *range(0x0E, 0x1B), *range(0x1C, 0x20)})
_MOST_CONTROLS = 0.05
"""Of the head of a body. Random bytes have one in ten; a page with a few stray controls is still a page."""


def container(head: bytes) -> Container | None:
    """Which container the first bytes are of: gzip, WARC or zip; None for none."""
    return next((kind for magic, kind in _CONTAINERS if head.startswith(magic)), None)


def recognise(body: bytes, *, said: str = "", name: str = "") -> tuple[MediaType, bytes]:
    """Tell what a body is, and take it out of its gzip where it is in one (but leave archives as they are).

    Raises:
        PlaceError: it is nothing that can be read, or unpacks to too much.
    """
    kind = container(body)
    if kind == "zip":
        check_wacz(io.BytesIO(body))
        return "wacz", body
    if kind == "warc":
        return "warc", body
    if kind == "gzip":
        return _recognise_gzip(body, said, name)
    return media_type(body, said=said, name=name), body


def _recognise_gzip(body: bytes, said: str, name: str) -> tuple[MediaType, bytes]:
    if container(Inflated(io.BytesIO(body)).read(16)) == "warc":
        return "warc", body
    inner = read_page(Inflated(io.BytesIO(body)))
    return media_type(inner, said=said, name=name.removesuffix(".gz")), inner


def check_wacz(stream: io.BytesIO) -> None:
    """Make sure that a zip file is a WACZ.

    Raises:
        PlaceError: it is none.
    """
    try:
        names = zipfile.ZipFile(stream).namelist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise PlaceError(f"It begins like a zip file and is damaged ({error}).") from error
    if not any(name.startswith("archive/") for name in names):
        raise PlaceError("It is a zip file and no WACZ; unpack it and give its files.")


def media_type(body: bytes, *, said: str = "", name: str = "") -> MediaType:
    """Tell what a body outside any container is.

    Args:
        body: its bytes.
        said: the Content-Type under which it came, if any.
        name: its file name or path, if any.

    Raises:
        PlaceError: it is nothing that can be read.
    """
    for magic, what in _UNREAD:
        if body.startswith(magic):
            raise PlaceError(f"It is {what}, which According does not read.")
    text = _head_text(body).strip("\ufeff \t\r\n\f\0")
    if not text:
        raise PlaceError("It is empty.")
    if text.startswith("<"):
        return _markup(text, said)
    if text.startswith("{") and _json_kind(body):
        return "feed"
    if _is_addresses(body):
        return "addresses"
    is_page = said.lower().startswith(("text/html", "application/xhtml")) or name.lower().endswith((".html", ".htm"))
    return "html" if is_page else "text"


def decode_text(body: bytes) -> str:
    """Text of a body by its byte order mark, by the zeros of UTF-16, as UTF-8, else as Latin-1; it never fails.

    Good for what is ASCII in any charset (markup, addresses), not for what is shown to a reader.
    """
    encoding = next((encoding for mark, encoding in _MARKS if body.startswith(mark)), None) or _zeros(body) or "utf-8"
    try:
        return body.decode(encoding)
    except UnicodeDecodeError:
        return body.decode(encoding, "replace") if encoding.startswith("utf-16") else body.decode("latin-1")


def _zeros(body: bytes) -> str | None:
    """UTF-16 without its mark shows by a zero in every other byte of what is mostly ASCII."""
    head = body[: HEAD_BYTES // 16 * 2]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) / 2
    if half < 2 or max(even, odd) < half * 0.4 or min(even, odd) > half * 0.1:
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _head_text(body: bytes) -> str:
    head = body[:HEAD_BYTES]
    text = decode_text(head)
    controls = sum(text.count(chr(control)) for control in _CONTROLS)
    zeros = text.count("\0")
    if zeros < len(text) and controls + zeros > len(text) * _MOST_CONTROLS:
        raise PlaceError("It is neither text nor markup (too many control characters).")
    return text


def _markup(text: str, said: str) -> MediaType:
    root = _root(text)
    if root in _FEED_ROOTS:
        return "feed"
    if root == "opml":
        return "opml"
    if text.startswith("<?xml") and root not in _HTML_ROOTS and not said.lower().startswith("text/html"):
        raise PlaceError(f"It is XML of a kind that According does not read (<{root}>).")
    return "html" if root else "text"


def _root(text: str) -> str | None:
    """The local name of the first element in lower case; "html" where only a comment or a doctype is in sight."""
    at = 0
    while text.startswith(("<!", "<?"), at):
        if text[at : at + 14].lower() == "<!doctype html":
            return "html"
        closing = next(closing for opening, closing in _SKIPPED if text.startswith(opening, at))
        end = text.find(closing, at)
        if end < 0:
            return "html"
        at = _BLANKS.match(text, end + len(closing)).end()  # type: ignore[union-attr]
    tag = _TAG.match(text, at)
    return tag[1].lower() if tag else None


def _json_kind(body: bytes) -> bool:
    """Whether JSON is a JSON Feed; what only begins like JSON is text."""
    try:
        value = json.loads(decode_text(body))
    except (ValueError, RecursionError):
        return False
    if isinstance(value, dict) and str(value.get("version")).startswith("https://jsonfeed.org/version/"):
        return True
    raise PlaceError("It is JSON and no JSON Feed, which According does not read.")


def _is_addresses(body: bytes) -> bool:
    lines = [line for line in address_lines(body) if line]
    return bool(lines) and all(_is_address(line) for line in lines)


def address_lines(body: bytes) -> list[str]:
    """The lines of a list of addresses, without blank ones and comments (#)."""
    lines = (line.strip() for line in decode_text(body).lstrip("\ufeff").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def _is_address(line: str) -> bool:
    return line.lower().startswith(("http://", "https://")) and " " not in line
