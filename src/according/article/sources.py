"""The places in a page that speak of its article: the tree, its JSON-LD, its meta tags, and the trunk.

The trunk is what holds the article's text and headline: the elements above them. What stands under another branch that
is marked as something else (a sidebar, a card, a comment) speaks of other things.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml.etree import XPath
from lxml.html import HtmlElement

from according.article.linked import Linked, linked_data

_SEEN_TEXT = XPath(".//text()[not(ancestor::script or ancestor::style or ancestor::noscript)]")
# Types of schema.org for what is an article, and marks of what inside it is of others.
_ARTICLE_TYPE = re.compile(r"Article$|Posting$|Report$|Review$")
_REMARKS = re.compile(r"comment|related|recommend")


@dataclass(frozen=True, slots=True)
class Sources:
    """What the readers of metadata look at, gathered once a page; names of meta tags are in lower case.

    `lines` are the short visible lines around the article's head, as (XPath, words).
    """

    tree: HtmlElement
    linked: Linked
    metas: tuple[tuple[str, str], ...]
    trunk: frozenset[HtmlElement]
    lines: tuple[tuple[str, str], ...]

    def is_own(self, element: HtmlElement) -> bool:
        """Whether the element's schema.org property is one of the article's, by the item that it belongs to."""
        if element.get("itemprop") is None:
            return False
        for node in element.iterancestors():
            if node.get("itemscope") is not None:
                return node in self.trunk and _ARTICLE_TYPE.search(node.get("itemtype") or "") is not None
            if _REMARKS.search(f"{node.get('class') or ''} {node.get('id') or ''}".lower()):
                return False
        return False

    def is_aside(self, element: HtmlElement, marks: re.Pattern[str]) -> bool:
        """Whether the element, or one above it that is not of the trunk, bears one of these marks."""
        for node in (element, *element.iterancestors()):
            if node in self.trunk:
                return False
            if marks.search(f"{node.get('class') or ''} {node.get('id') or ''} {node.tag}".lower()):
                return True
        return False


def sources_of(tree: HtmlElement, body: Iterable[HtmlElement], lines: Sequence[tuple[str, str]] = ()) -> Sources:
    """Gather a page's sources; `body` are the elements of the article's paragraphs."""
    return Sources(tree, linked_data(tree), tuple(_metas(tree)), _trunk(tree, body), tuple(lines))


def _metas(tree: HtmlElement) -> list[tuple[str, str]]:
    metas = []
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv")
        content = (meta.get("content") or "").strip()
        if name and content:
            metas.append((name.strip().lower(), content))
    return metas


def _trunk(tree: HtmlElement, body: Iterable[HtmlElement]) -> frozenset[HtmlElement]:
    trunk = {tree}
    for parent in {element.getparent() for element in body}:
        if parent is not None:
            trunk.update((parent, *parent.iterancestors()))
    headings = list(tree.iter("h1"))
    if len(headings) == 1:
        trunk.update(headings[0].iterancestors())
    return frozenset(trunk)


def words_of(element: HtmlElement) -> str:
    """An element's visible words, with a blank wherever one node ends and another begins."""
    return " ".join(" ".join(_SEEN_TEXT(element)).split())
