"""From a page's bytes to its text: byte-order mark, what the server says, what the page says, then detection."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from according.model import Page

# What browsers read under a label (WHATWG Encoding): the labels' own codecs fail on characters that pages do use.
_READ_AS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "big5": "big5hkscs",
}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:-]{2,40})", re.IGNORECASE)
_META_REACH = 8192
_DETECTION_REACH = 65536
_TELLING = 200
# Codecs that are not character sets, or that a hostile page could use to hide markup (WHATWG leaves them out).
_REFUSED = frozenset(("utf-7", "utf_7", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"))

_NOT_TEXT = re.compile("[\x00\ud800-\udfff]")


def decode(page: Page) -> str:
    """Give the page's text, whatever its labels say.

    A label is followed where the bytes bear it out. One that lies is noticed: bytes that cannot be read under it, or
    that are valid UTF-8 with multibyte characters under a one-byte label. NUL and lone surrogates become U+FFFD, one
    for one, so that offsets hold; a byte-order mark is left out; nothing else is changed.
    """
    return _NOT_TEXT.sub("\ufffd", _decode(page.body, page.charset))


def _decode(body: bytes, served: str | None) -> str:
    for mark, codec in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(codec, "replace")
    if (utf8 := _as_utf8(body)) is not None:
        return utf8
    for codec in _labels(body, served):
        try:
            return body.decode(codec)
        except UnicodeDecodeError:
            continue
    return _detect(body)


def _as_utf8(body: bytes) -> str | None:
    """The text, where the bytes are UTF-8; bytes without any multibyte character are left to the labels."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return None
    zeros = body.count(0)
    return None if zeros * 4 > len(body) or (text.isascii() and b"\x1b" in body) else text


def _labels(body: bytes, served: str | None) -> Iterator[str]:
    zeros_even, zeros_odd = body[0:_META_REACH:2].count(0), body[1:_META_REACH:2].count(0)
    if max(zeros_even, zeros_odd) * 4 > min(len(body), _META_REACH):
        yield "utf-16-be" if zeros_even > zeros_odd else "utf-16-le"
    meta = _META.search(body, 0, _META_REACH)
    for label in (served, meta.group(1).decode("ascii") if meta else None):
        if label and (codec := _codec(label)) is not None:
            yield codec


def _codec(label: str) -> str | None:
    try:
        name = codecs.lookup(label.strip().strip("\"'")).name
    except (LookupError, ValueError):
        return None
    known = name not in _REFUSED and codecs.lookup(name)._is_text_encoding
    return _READ_AS.get(name, name) if known else None


def _detect(body: bytes) -> str:
    """Text whose labels do not hold: UTF-8 with a few broken bytes, else the best guess, else Windows-1252."""
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if broken * 4 <= sum(character > "\x7f" for character in text):
        return text
    from charset_normalizer import from_bytes  # noqa: PLC0415  # for the few pages that come so far

    start = body[:_DETECTION_REACH]
    high = sum(byte > 0x7F for byte in start)
    if high < _TELLING and high * 4 < len(start):
        # A few accents tell no one-byte set from another; by far the most such pages are Western.
        return body.decode("cp1252", "replace")
    best = from_bytes(start).best()
    return body.decode(best.encoding if best else "cp1252", "replace")
