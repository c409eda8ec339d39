"""From a page to its article: the one door of this room."""

from __future__ import annotations

from according.article import plain
from according.article.blocks import Block, blocks, parse
from according.article.body import Chosen, choose
from according.article.charset import decode
from according.article.limits import check_bytes, check_markup
from according.article.tongue import language_of
from according.errors import PageError
from according.model import Anchor, Article, Date, Furniture, Page, Span, identify


def extract(page: Page) -> Article:
    """Read a page, HTML or plain text.

    Raises:
        PageError: the page is too large, nested too deep, or holds no text; the sentence says which.
    """
    check_bytes(page.body, page.place)
    text = decode(page)
    return _from_plain(page, text) if page.media_type == "text" else _from_html(page, text)


def _from_html(page: Page, html: str) -> Article:
    check_markup(html, page.place)
    tree = parse(html, page.place)
    runs = blocks(tree)
    url = page.declared.url or page.url
    chosen: Chosen = choose(tree, runs, url)
    body: list[Block] = [run for run, share in zip(runs, chosen.covered, strict=True) if share >= 0.5]
    if not body:
        raise PageError(f"The page {page.place} holds no running text; there is nothing to read in it.")
    paragraphs, at = [], 0
    for run in body:
        paragraphs.append(Span(at, at + len(run.text)))
        at += len(run.text) + 2
    text = "\n\n".join(run.text for run in body)
    root = tree.getroottree()
    return Article(
        id=identify("article", page.id),
        place=page.place,
        url=url,
        title=None,
        byline=(),
        agency=(),
        publisher=page.declared.publisher,
        published=None,
        modified=None,
        first_seen=_seen(page),
        language=language_of(text, tree.get("lang")),
        text=text,
        paragraphs=tuple(paragraphs),
        anchors=tuple(Anchor("paragraph", root.getpath(run.node)) for run in body),
        page=page.id,
    )


def _from_plain(page: Page, text: str) -> Article:
    division = plain.divide(text)
    article = identify("article", page.id)
    if not division.paragraphs:
        raise PageError(f"The text {page.place} is empty; there is nothing to read in it.")
    furniture = [
        Furniture(part.kind, part.span, None, part.span.of(text), _furniture_id(article, part.kind, part.span, text))
        for part in division.furniture
        if part.kind is not None
    ]
    furniture += [
        Furniture(
            "comment", remark.span, None, remark.span.of(text), _furniture_id(article, "comment", remark.span, text),
            author=remark.author, posted=remark.posted, votes=remark.votes,
        )
        for remark in division.remarks
    ]  # fmt: skip
    return Article(
        id=article,
        place=page.place,
        url=page.declared.url or page.url,
        title=None,
        byline=division.byline,
        agency=(),
        publisher=page.declared.publisher or division.publisher,
        published=None,
        modified=None,
        first_seen=_seen(page),
        language=language_of(text, None),
        text=text,
        paragraphs=division.paragraphs,
        furniture=tuple(sorted(furniture, key=lambda part: part.span or Span(0, 0))),
        anchors=tuple(Anchor("paragraph", None) for _ in division.paragraphs),
        page=page.id,
    )


def _furniture_id(article: str, kind: str, span: Span, text: str) -> str:
    return identify("furniture", article, kind, f"{span.start}-{span.end}", span.of(text))


def _seen(page: Page) -> Date:
    """First seen here: an instant of ours, known from nothing in the page."""
    return Date(page.seen, page.seen, "instant", "none")
