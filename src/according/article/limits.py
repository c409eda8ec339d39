"""What a page may cost: limits checked on its bytes and its text before any parser sees it."""

from __future__ import annotations

import re

from according.errors import PageError

MAX_BYTES = 5 * 1024 * 1024
# libxml2 gives up at 256 open elements and drops what is inside; no page of a newspaper comes near it.
MAX_DEPTH = 240
# Real pages have up to some 15,000 tags; the parsers' time grows faster than their number.
MAX_TAGS = 100_000
MAX_TAG_LENGTH = 1024 * 1024

_TAG = re.compile(r"<(?:!--|(/?)([a-zA-Z][^\s/>]*))")
_TAG_END = re.compile(r"[^>\"']*(?:\"[^\"]*\"[^>\"']*|'[^']*'[^>\"']*)*>")

_VOID = frozenset(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr".split()
)
# The content of these is text to a parser, up to their own end tag.
_RAW = frozenset("script style textarea title xmp iframe noembed noframes".split())
# A start tag of the key ends an open element of these names (HTML, "optional tags").
_CLOSES = {
    "p": ("p",),
    "li": ("li", "p"),
    "dt": ("dt", "dd", "p"),
    "dd": ("dt", "dd", "p"),
    "tr": ("tr", "td", "th", "p"),
    "td": ("td", "th", "p"),
    "th": ("td", "th", "p"),
    "option": ("option",),
    "a": ("a",),
}


def check_bytes(body: bytes, place: str) -> None:
    """Refuse a page larger than `MAX_BYTES`.

    Raises:
        PageError: it is larger.
    """
    if len(body) > MAX_BYTES:
        raise PageError(
            f"The page {place} has {len(body):,} bytes; According reads pages of up to {MAX_BYTES:,}. Give a smaller one."
        )


def check_markup(html: str, place: str) -> None:
    """Refuse markup that is known to hang or exhaust parsers: too many tags, too deep, or a tag too long.

    One pass over the text, in time proportional to its length; it follows HTML's rules for void elements, raw text,
    comments and optional end tags closely enough to count, and builds nothing.

    Raises:
        PageError: a limit is passed; the sentence says which.
    """
    open_elements: list[str] = []
    tags = 0
    position = 0
    while (tag := _TAG.search(html, position)) is not None:
        if tag.group(2) is None:
            position = _after(html, "-->", tag.end())
            continue
        tags += 1
        if tags > MAX_TAGS:
            raise PageError(f"The page {place} has more than {MAX_TAGS:,} tags; it is not read.")
        position = _tag_end(html, tag.end(), place)
        name = tag.group(2).lower()
        if tag.group(1):
            _close(open_elements, name)
        elif name in _RAW:
            position = _after_raw(html, name, position)
        elif name not in _VOID and html[position - 2 : position] != "/>":
            _open(open_elements, name)
            if len(open_elements) > MAX_DEPTH:
                raise PageError(f"The page {place} nests elements more than {MAX_DEPTH} deep; it is not read.")


def _after(html: str, mark: str, position: int) -> int:
    found = html.find(mark, position)
    return len(html) if found < 0 else found + len(mark)


def _after_raw(html: str, name: str, position: int) -> int:
    end = re.compile(f"</{name}[\\s/>]", re.IGNORECASE).search(html, position)
    return len(html) if end is None else _after(html, ">", end.start())


def _tag_end(html: str, position: int, place: str) -> int:
    end = _TAG_END.match(html, position, position + MAX_TAG_LENGTH)
    if end is not None:
        return end.end()
    if len(html) - position > MAX_TAG_LENGTH:
        raise PageError(f"The page {place} has a tag longer than {MAX_TAG_LENGTH:,} characters; it is not read.")
    # A stray quotation mark: the tag ends at the next bracket, or with the page.
    return _after(html, ">", position)


def _open(open_elements: list[str], name: str) -> None:
    closes = _CLOSES.get(name, ())
    while open_elements and open_elements[-1] in closes:
        open_elements.pop()
    open_elements.append(name)


def _close(open_elements: list[str], name: str) -> None:
    for depth in range(len(open_elements) - 1, -1, -1):
        if open_elements[depth] == name:
            del open_elements[depth:]
            return
