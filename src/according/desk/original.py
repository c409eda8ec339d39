"""From words of an article to the very characters of the archived page that they were read from.

The words are sought in the page's source with its tags stepped over and its entities resolved, white space left out on
both sides, since that is all that markup adds to them. No parser stands between the words and the source shown.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from html import escape, unescape

import nh3
from lxml.html import HtmlElement, tostring

from according.article.blocks import parse
from according.article.limits import check_bytes, check_markup
from according.model import Span

# How much of the source is shown around the words, in characters.
AROUND = 600

_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|template)\b.*?(?:</\1\s*>|\Z)|</?[a-z!?][^<>]*>?"
    r"|(?P<entity>&(?:#\d{1,9}|#x[\da-f]{1,8}|\w{1,40});?)|(?P<text>(?:[^<&\s]|<(?![a-z!?/])|&(?!#?\w))+|[<&])|\s+",
    re.DOTALL | re.IGNORECASE,
)
# Only what names one element: /html/body/div[2]/p[1]. An expression of any other form is never evaluated.
_PLAIN_XPATH = re.compile(r"(?:/[a-zA-Z][\w:.-]{0,60}(?:\[\d{1,6}\])?){1,300}")
# What of a page is shown: its words in their order and structure. No picture, frame, form or style, and no address.
_SHOWN = frozenset(
    "a abbr article aside b bdi bdo blockquote br caption cite code dd del details dfn div dl dt em figcaption figure "
    "footer h1 h2 h3 h4 h5 h6 header hr i ins kbd li main mark nav ol p pre q s section small span strong sub summary "
    "sup table tbody td tfoot th thead time tr u ul".split()
)


@dataclass(slots=True)
class Visible:
    """The visible characters of a page's source without white space, and where each run of them stands.

    Run i begins at `starts[i]` of `text` and at `places[i]` of the source. It is as long there as here, or it is one
    entity of `entities[i]` characters (else 0). Lists of numbers, since a page can have a million runs.
    """

    text: str
    starts: list[int]
    places: list[int]
    entities: list[int]

    def place_of(self, at: int) -> Span:
        """Where the visible character of that number stands in the source."""
        run = bisect_right(self.starts, at) - 1
        if self.entities[run]:
            return Span(self.places[run], self.places[run] + self.entities[run])
        start = self.places[run] + at - self.starts[run]
        return Span(start, start + 1)

    def first_after(self, place: int) -> int:
        """The first visible character that stands at or after a place of the source."""
        run = bisect_left(self.places, place)
        return self.starts[run] if run < len(self.starts) else len(self.text)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words in the source of a page, with what stands around them, and the line (from 1) on which they begin."""

    before: str
    words: str
    after: str
    line: int


def locate(source: str, paragraph: str, passage: Span, near_line: int | None = None) -> Span | None:
    """Find where a passage stands in a page's source.

    The paragraph is sought whole, so that a word in it which occurs a hundred times elsewhere is found where it is
    meant. Where the page has the paragraph more than once, the one nearest to line `near_line` is taken.

    Args:
        source: the page's HTML.
        paragraph: words that stand in it, whatever tags and entities are between them.
        passage: the place within `paragraph` that is wanted.
        near_line: the line on which the paragraph's element begins.

    Returns:
        The place in `source`; None where the words are not in it.
    """
    visible, sought = _visible(source), _squeeze(paragraph)
    before, length = len(_squeeze(paragraph[: passage.start])), len(_squeeze(passage.of(paragraph)))
    start = _nearest(visible.text, sought, visible.first_after(_line_start(source, near_line or 1)))
    if start is None or not length:
        return None
    first, last = visible.place_of(start + before), visible.place_of(start + before + length - 1)
    return Span(first.start, last.end)


def excerpt(source: str, words: Span) -> Excerpt:
    """Cut words out of a page's source with what stands around them."""
    return Excerpt(
        before=source[max(0, words.start - AROUND) : words.start],
        words=words.of(source),
        after=source[words.end : words.end + AROUND],
        line=source.count("\n", 0, words.start) + 1,
    )


def node_at(html: str, xpath: str, place: str) -> HtmlElement | None:
    """Find the element that a plain XPath names; None where it names none, or is not plain.

    Raises:
        PageError: the page is one that no parser may see.
    """
    if not _PLAIN_XPATH.fullmatch(xpath):
        return None
    check_bytes(html.encode("utf-8", "replace"), place)
    check_markup(html, place)
    found = parse(html, place).getroottree().xpath(xpath)
    return found[0] if found else None


def words_of(node: HtmlElement) -> str:
    """The words of an element as `locate` seeks them: without those of scripts and styles in it."""
    return "".join(map(str, node.xpath(".//text()[not(ancestor::script or ancestor::style or ancestor::template)]")))


def start_tag(source: str, node: HtmlElement) -> Span | None:
    """Where an element begins in its page's source, as near as its line tells."""
    tag = re.compile(rf"<{re.escape(str(node.tag))}\b[^>]*>", re.IGNORECASE)
    found = tag.search(source, _line_start(source, int(node.sourceline or 1)))
    return Span(*found.span()) if found else None


def cleaned(html: str, place: str, xpath: str | None = None) -> str:
    """The page with nothing left but its words and their structure; the element `xpath` names has the id "here".

    Raises:
        PageError: the page is one that no parser may see.
    """
    check_bytes(html.encode("utf-8", "replace"), place)
    check_markup(html, place)
    root = parse(html, place)
    for element in root.iter():
        element.attrib.pop("id", None)
    named = root.getroottree().xpath(xpath) if xpath and _PLAIN_XPATH.fullmatch(xpath) else []
    for element in named[:1]:
        element.set("id", "here")
    return nh3.clean(
        tostring(root, encoding="unicode"),
        tags=set(_SHOWN),
        clean_content_tags={"script", "style", "template", "noscript", "svg", "math", "textarea", "select", "button"},
        attributes={"*": {"id", "dir", "lang"}},
        link_rel=None,
    )


def as_document(body: str, title: str) -> str:
    """A document of cleaned markup that loads nothing but our style sheet."""
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<link rel="stylesheet" href="/static/archived.css"></head><body>{body}</body></html>'
    )


def _visible(source: str) -> Visible:
    parts: list[str] = []
    visible = Visible("", [], [], [])
    length = 0
    for token in _TOKEN.finditer(source):
        entity = token.lastgroup == "entity"
        characters = _squeeze(unescape(token.group())) if entity else token.group("text")
        if characters:
            parts.append(characters)
            visible.starts.append(length)
            visible.places.append(token.start())
            visible.entities.append(token.end() - token.start() if entity else 0)
            length += len(characters)
    visible.text = "".join(parts)
    return visible


def _nearest(text: str, sought: str, near: int) -> int | None:
    """Where `sought` begins in `text`, the place nearest to `near`; None where it is not there."""
    after, before = text.find(sought, near), text.rfind(sought, 0, near + len(sought))
    found = [start for start in (after, before) if start >= 0]
    return min(found, key=lambda start: abs(start - near), default=None)


def _line_start(source: str, line: int) -> int:
    return sum(map(len, source.splitlines(keepends=True)[: line - 1]))


def _squeeze(text: str) -> str:
    return "".join(text.split())
