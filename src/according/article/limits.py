"""What a page may cost: limits checked on its bytes and its text before any parser sees it."""

from __future__ import annotations

import re

from according.errors import PageError

MAX_BYTES = 5 * 1024 * 1024
# libxml2 gives up at 256 open elements and drops what is inside; no page of a newspaper comes near it.
MAX_DEPTH = 240
# Of 146 pages of newspapers the largest has 3,116 tags; the parsers' time grows faster than their number.
MAX_TAGS = 40_000
MAX_TAG_LENGTH = 1024 * 1024
MAX_LINES = 40_000

# One step over the page: a comment, an element whose content is text to a parser up to its own end tag, or a tag.
# Possessive throughout, so that no page makes it go back.
_STEP = re.compile(
    r"<(?:!--(?s:.*?)(?:-->|\Z)"
    r"|(?P<raw>(?i:script|style|textarea|title|xmp|iframe|noembed"
    r"|noframes))(?=[\s/>])[^>]*+>(?s:.*?)(?:</(?i:(?P=raw))|\Z)"
    r"|(/?)([a-zA-Z][^\s/>]*+)([^>\"']*+(?:(?:\"[^\"]*+\"|'[^']*+')[^>\"']*+)*+)>?)"
)

_VOID = frozenset(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr".split()
)
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
            f"The page {place} has {len(body):,} bytes; pages of up to {MAX_BYTES:,} are read. Give a smaller one."
        )


def check_markup(html: str, place: str) -> None:
    """Refuse markup that is known to hang or exhaust parsers: too many tags, too deep, or a tag too long.

    One pass over the text, in time proportional to its length; it follows HTML's rules for void elements, raw text,
    comments and optional end tags closely enough to count, and builds nothing.

    Raises:
        PageError: a limit is passed; the sentence says which.
    """
    if html.count("<") > 4 * MAX_TAGS or len(steps := _STEP.findall(html)) > MAX_TAGS:
        raise PageError(f"The page {place} has more than {MAX_TAGS:,} tags; it is not read.")
    open_elements: list[str] = []
    for _, slash, name, rest in steps:
        if len(rest) > MAX_TAG_LENGTH:
            raise PageError(f"The page {place} has a tag longer than {MAX_TAG_LENGTH:,} characters; it is not read.")
        if slash:
            _close(open_elements, name.lower())
        elif name and name.lower() not in _VOID and not rest.endswith("/"):
            _open(open_elements, name.lower())
            if len(open_elements) > MAX_DEPTH:
                raise PageError(f"The page {place} nests elements more than {MAX_DEPTH} deep; it is not read.")


def check_text(text: str, place: str) -> None:
    """Refuse a plain text of more than `MAX_LINES` lines.

    Raises:
        PageError: it has more.
    """
    if text.count("\n") > MAX_LINES:
        raise PageError(f"The text {place} has more than {MAX_LINES:,} lines; it is no news report and is not read.")


def _open(open_elements: list[str], name: str) -> None:
    closes = _CLOSES.get(name, ())
    while open_elements and open_elements[-1] in closes:
        open_elements.pop()
    open_elements.append(name)


def _close(open_elements: list[str], name: str) -> None:
    if open_elements and open_elements[-1] == name:
        open_elements.pop()
    elif name in open_elements:
        while open_elements.pop() != name:
            pass
