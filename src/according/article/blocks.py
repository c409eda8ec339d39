"""The page as a reader sees it: runs of text in document order, each with its node and what the markup says it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from lxml.etree import ParserError
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from according.article.roles import is_popup, role_of
from according.errors import PageError
from according.model import FurnitureKind, Link, Span

# Comments and processing instructions carry no words; XPaths of elements do not change without them.
_PARSER = HTMLParser(collect_ids=False, default_doctype=False, encoding="utf-8", remove_comments=True, remove_pis=True)

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html li main menu nav ol p pre section summary table tbody td "
    "tfoot th thead tr ul".split()
)
HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
# What these hold is not text that a reader sees in the page's flow.
_SILENT = frozenset(
    "script style noscript template head svg math iframe object embed applet audio video canvas map select option "
    "optgroup datalist textarea button input img picture source track link meta noembed noframes rp rt".split()
)
# Roles are never read on these: their classes describe the page as a whole.
_WHOLE = frozenset(("html", "body", "main", "article"))

_SPACE = re.compile("[ \t\n\r\f]+")


class Role(NamedTuple):
    """A kind of furniture, and the element whose markup says so."""

    kind: FurnitureKind
    node: HtmlElement


class Piece(NamedTuple):
    """A text node as served, and the link that it stands in."""

    text: str
    link: HtmlElement | None


_BREAK = Piece("\n", None)


@dataclass(slots=True)
class Block:
    """A run of text between two block boundaries: its element, its text nodes, its roles from the outermost in.

    `aligned` is false where the words stand in no element of the page, but in its data.
    """

    node: HtmlElement
    roles: tuple[Role, ...]
    pieces: list[Piece] = field(default_factory=list)
    aligned: bool = True
    _text: str | None = None
    _linked: float | None = None

    @property
    def text(self) -> str:
        """The words as a reader sees them: white space collapsed as browsers do, a line break kept as a newline."""
        if self._text is None:
            self._text = _rendered(self.pieces)[0]
        return self._text

    @property
    def tag(self) -> str:
        """The name of the block's element."""
        return str(self.node.tag)

    @property
    def linked(self) -> float:
        """The share of the block's characters, white space left out, that stand in links."""
        if self._linked is None:
            sizes = [(len(squeeze(piece.text)), piece.link is not None) for piece in self.pieces]
            self._linked = sum(size for size, linked in sizes if linked) / (sum(size for size, _ in sizes) or 1)
        return self._linked

    @property
    def is_bold(self) -> bool:
        """Whether all of its words stand in one emphasised element, as subheadings without markup do."""
        inner = list(islice(self.node.iterchildren(), 2))
        emphasised = len(inner) == 1 and inner[0].tag in ("strong", "b")
        return emphasised and squeeze("".join(inner[0].itertext())) == squeeze(self.text)

    def links(self, base: str | None) -> list[Link]:
        """The block's links that lead somewhere over HTTP, with spans into its text."""
        return [
            Link(span, address)
            for span, link in _rendered(self.pieces)[1]
            if (address := absolute(link.get("href"), base)) is not None
        ]


class Paths:
    """The XPaths of a page's elements, by counting the children of each parent once."""

    def __init__(self) -> None:
        self._steps: dict[HtmlElement, dict[HtmlElement, str]] = {}

    def of(self, node: HtmlElement) -> str:
        """The XPath of one element, from the page's root."""
        steps = []
        while (parent := node.getparent()) is not None:
            if parent not in self._steps:
                self._steps[parent] = _steps(parent)
            steps.append(self._steps[parent][node])
            node = parent
        return "/" + "/".join([str(node.tag), *reversed(steps)])


def _steps(parent: HtmlElement) -> dict[HtmlElement, str]:
    children = [(child, str(child.tag)) for child in parent.iterchildren("*")]
    several = Counter(tag for _, tag in children)
    counts: Counter[str] = Counter()
    steps = {}
    for child, tag in children:
        counts[tag] += 1
        steps[child] = f"{tag}[{counts[tag]}]" if several[tag] > 1 else tag
    return steps


def parse(html: str, place: str) -> HtmlElement:
    """Parse a page once, for all that is read from it.

    Raises:
        PageError: nothing in it is markup.
    """
    try:
        return document_fromstring(html.encode("utf-8"), parser=_PARSER)
    except (ParserError, ValueError) as error:
        raise PageError(f"The page {place} is empty or no HTML; there is nothing to read in it.") from error


def squeeze(text: str) -> str:
    """The text without white space and characters that are not seen: what stays the same however it is laid out."""
    squeezed = "".join(text.split())
    return squeezed if squeezed.isascii() and squeezed.isprintable() else _UNSEEN.sub("", squeezed)


_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")


def absolute(href: str | None, base: str | None) -> str | None:
    """The address that a link leads to, None where that is not an address of the web."""
    try:
        address = urljoin(base or "", (href or "").strip())
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.netloc else None


def blocks(tree: HtmlElement) -> list[Block]:
    """The page's runs of text, in document order."""
    return runs_in(tree, frozenset())


def runs_in(root: HtmlElement, without: Collection[HtmlElement]) -> list[Block]:
    """The runs of text of one element, in document order, some elements in it left out."""
    walk = _Walk(without)
    walk.enter(root, root, None, ())
    walk.close(root, ())
    return [block for block in walk.done if any(not piece.text.isspace() for piece in block.pieces)]


class _Walk:
    """One pass over the tree; the block in hand ends wherever a block-level element begins or ends."""

    def __init__(self, without: Collection[HtmlElement]) -> None:
        self.without = without
        self.done: list[Block] = []
        self.pieces: list[Piece] = []

    def enter(
        self, element: HtmlElement, block: HtmlElement, link: HtmlElement | None, roles: tuple[Role, ...]
    ) -> None:
        """Take the text of an element and of all in it; its depth is bounded by `limits.MAX_DEPTH`."""
        if element.text:
            self.pieces.append(Piece(element.text, link))
        for child in element:
            tag = child.tag
            if self.without and child in self.without:
                self.close(block, roles)
            elif tag in BLOCKS:
                inner = _with_role(child, tag, roles)
                self.close(block, roles)
                self.enter(child, child, link, inner)
                self.close(child, inner)
            elif tag == "br":
                self._break(block, roles)
            elif tag not in _SILENT and isinstance(tag, str) and not is_popup(child.get("class") or ""):
                self.enter(child, block, child if tag == "a" else link, roles)
            if child.tail:
                self.pieces.append(Piece(child.tail, link))

    def close(self, block: HtmlElement, roles: tuple[Role, ...]) -> None:
        """End the block in hand."""
        if self.pieces:
            self.done.append(Block(block, roles, self.pieces))
            self.pieces = []

    def _break(self, block: HtmlElement, roles: tuple[Role, ...]) -> None:
        """A line break; two in a row with nothing between them end a paragraph."""
        last = next((piece for piece in reversed(self.pieces) if piece is _BREAK or not piece.text.isspace()), None)
        self.pieces.append(_BREAK)
        if last is _BREAK:
            self.close(block, roles)


def _with_role(element: HtmlElement, tag: str, roles: tuple[Role, ...]) -> tuple[Role, ...]:
    if tag in _WHOLE:
        return roles
    # Where classes are made by machine, the ids that a page's own tests go by still name its parts.
    marks = f"{element.get('class') or ''} {element.get('data-testid') or ''}"
    kind = role_of(tag, marks, element.get("id") or "")
    return roles if kind is None else (*roles, Role(kind, element))


def _rendered(pieces: list[Piece]) -> tuple[str, list[tuple[Span, HtmlElement]]]:
    """The text of a run as browsers lay it out, and where in it each link stands."""
    parts: list[str] = []
    length, links = 0, []
    open_space = False  # whether the text so far ends in white space, which swallows what follows
    for piece in pieces:
        words = "\n" if piece is _BREAK else _SPACE.sub(" ", piece.text)
        if piece is _BREAK and open_space and parts:
            length -= len(parts[-1]) - len(parts[-1].rstrip(" "))
            parts[-1] = parts[-1].rstrip(" ")
        if open_space or not length:
            words = words.lstrip(" \n") if not length else words.lstrip(" ")
        if not words:
            continue
        parts.append(words)
        if piece.link is not None:
            links.append((Span(length, length + len(words)), piece.link))
        length += len(words)
        open_space = words[-1] in " \n"
    whole = "".join(parts)
    text = whole.strip()
    lead = len(whole) - len(whole.lstrip())
    return text, _joined(text, [(Span(max(span.start - lead, 0), span.end - lead), link) for span, link in links])


def _joined(text: str, links: list[tuple[Span, HtmlElement]]) -> list[tuple[Span, HtmlElement]]:
    """Links with one span each, without white space at their ends."""
    joined: list[tuple[Span, HtmlElement]] = []
    for span, link in links:
        start = joined.pop()[0].start if joined and joined[-1][1] is link else span.start
        joined.append((Span(start, span.end), link))
    trimmed = []
    for span, link in joined:
        words = text[span.start : span.end]
        start = span.start + len(words) - len(words.lstrip())
        end = start + len(words.strip())
        if start < end:
            trimmed.append((Span(start, end), link))
    return trimmed
