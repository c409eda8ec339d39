"""From a page to its article: the one door of this room."""

from __future__ import annotations

from collections.abc import Sequence

from lxml.html import HtmlElement

from according.article import plain
from according.article.blocks import HEADINGS, Block, Paths, blocks, parse
from according.article.body import TAKEN, choose
from according.article.charset import decode
from according.article.comments import Comment, comments
from according.article.furniture import Part, sort_runs
from according.article.limits import check_bytes, check_markup, check_text
from according.article.metadata import metadata
from according.article.sources import sources_of
from according.article.times import read_date, times
from according.article.tongue import language_of
from according.errors import PageError
from according.model import Anchor, Article, Date, Found, Furniture, Link, Page, ParagraphKind, Span, identify

_LONGEST_LINE = 160
_HEAD = 25
_SENTENCE_ENDS = (".", "!", "?", "…", "”", '"', ":", "。")
# An agency is named in the dateline, which stands in one of the first paragraphs.
_BEGINNING = 3
_LONGEST_SUBHEADING = 120


def extract(page: Page) -> Article:
    """Read a page, HTML or plain text.

    Raises:
        PageError: the page is too large, nested too deep, or holds no text; the sentence says which.
    """
    check_bytes(page.body, page.place)
    text = decode(page)
    return _from_plain(page, text) if page.media_type == "text" else _from_html(page, text)


# --- HTML


def _from_html(page: Page, html: str) -> Article:
    check_markup(html, page.place)
    tree = parse(html, page.place)
    url = page.declared.url or page.url
    chosen = choose(tree, blocks(tree), url)
    runs = chosen.runs
    covered = [run for run, share in zip(runs, chosen.covered, strict=True) if share >= TAKEN]
    if not covered:
        raise PageError(f"The page {page.place} holds no running text; there is nothing to read in it.")
    paths = Paths()
    sources = sources_of(tree, [run.node for run in covered], _head_lines(runs, _opening(covered), paths))
    told = metadata(sources, [run.text for run in covered[:_BEGINNING]], url, page.declared.publisher)
    remarks = comments(sources, page.seen, served=page.exchange is not None)
    titles = [told.title or "", *(found.words for found in told.found if found.field == "title")]
    parts = sort_runs(chosen, titles, {remark.node for remark in remarks}, told.byline)
    moments = times(sources, page.seen, page.declared.published)
    text, paragraphs = _joined(parts.body)
    article = identify("article", page.id)
    base = _base(tree, url)
    return Article(
        id=article,
        place=page.place,
        url=url,
        title=told.title,
        byline=told.byline,
        agency=told.agency,
        publisher=told.publisher,
        published=moments.published,
        modified=moments.modified,
        first_seen=_seen(page),
        language=language_of(text, tree.get("lang")),
        text=text,
        paragraphs=paragraphs,
        furniture=(*_furniture(article, parts.furniture, paths), *_remarks(article, remarks, paths)),
        links=_links(parts.body, paragraphs, base),
        anchors=tuple(Anchor(_paragraph_kind(run), paths.of(run.node) if run.aligned else None) for run in parts.body),
        found=(*told.found, *moments.found),
        page=page.id,
    )


def _joined(body: Sequence[Block]) -> tuple[str, tuple[Span, ...]]:
    """The paragraphs joined by a blank line, and where each stands."""
    paragraphs, at = [], 0
    for run in body:
        paragraphs.append(Span(at, at + len(run.text)))
        at += len(run.text) + 2
    return "\n\n".join(run.text for run in body), tuple(paragraphs)


def _links(body: Sequence[Block], paragraphs: Sequence[Span], base: str | None) -> tuple[Link, ...]:
    return tuple(
        Link(Span(at.start + link.span.start, at.start + link.span.end), link.url)
        for run, at in zip(body, paragraphs, strict=True)
        for link in run.links(base)
    )


def _base(tree: HtmlElement, url: str | None) -> str | None:
    """What the page's relative addresses are relative to."""
    base = next((element.get("href") for element in tree.iter("base") if element.get("href")), None)
    return base if base and base.startswith(("http://", "https://")) else url


def _paragraph_kind(run: Block) -> ParagraphKind:
    if run.tag in HEADINGS or (
        run.is_bold and len(run.text) <= _LONGEST_SUBHEADING and run.text[-1] not in '.!?…:;,”"'
    ):
        return "subheading"
    return "paragraph"


def _opening(covered: Sequence[Block]) -> Block:
    """The run with which the text begins: a short line that is no sentence may be its byline or its date."""
    sentences = (run for run in covered if len(run.text) > _LONGEST_LINE or run.text.endswith(_SENTENCE_ENDS))
    return next(sentences, covered[0])


def _head_lines(runs: Sequence[Block], first: Block, paths: Paths) -> list[tuple[str, str]]:
    """The short lines above the article's text, and its credits right below: there pages print dates."""
    at = next(number for number, run in enumerate(runs) if run is first)
    above = runs[max(at - _HEAD, 0) : at]
    below = [run for run in runs[at : at + _HEAD] if any(role.kind == "credit" for role in run.roles)]
    return [(paths.of(run.node), run.text) for run in (*above, *below) if len(run.text) <= _LONGEST_LINE]


def _furniture(article: str, parts: Sequence[Part], paths: Paths) -> list[Furniture]:
    furniture = []
    for part in parts:
        path = paths.of(part.node)
        furniture.append(
            Furniture(part.kind, None, path, part.text, identify("furniture", article, part.kind, path, part.text))
        )
    return furniture


def _remarks(article: str, remarks: Sequence[Comment], xpaths: Paths) -> list[Furniture]:
    paths = [xpaths.of(remark.node) for remark in remarks]
    ids = [identify("furniture", article, "comment", path, one.text) for path, one in zip(paths, remarks, strict=True)]
    return [
        Furniture(
            "comment", None, path, one.text, name, author=one.author, posted=one.posted, posted_at=one.posted_at,
            votes=one.votes, answers=None if one.answers is None else ids[one.answers],
        )
        for one, path, name in zip(remarks, paths, ids, strict=True)
    ]  # fmt: skip


# --- plain text


def _from_plain(page: Page, text: str) -> Article:
    check_text(text, page.place)
    division = plain.divide(text)
    if not division.paragraphs:
        raise PageError(f"The text {page.place} is empty; there is nothing to read in it.")
    article = identify("article", page.id)
    furniture = [_plain_furniture(article, text, part) for part in division.furniture]
    furniture += [_plain_remark(article, text, remark, page.seen) for remark in division.remarks]
    published = read_date(page.declared.published, "metadata", page.seen) if page.declared.published else None
    if published is None and division.dateline is not None:
        published = read_date(division.dateline.of(text), "page", page.seen)
    return Article(
        id=article,
        place=page.place,
        url=page.declared.url or page.url,
        title=None,
        byline=division.byline,
        agency=division.agency,
        publisher=page.declared.publisher or division.publisher,
        published=published,
        modified=None,
        first_seen=_seen(page),
        language=language_of(text, None),
        text=text,
        paragraphs=division.paragraphs,
        furniture=tuple(sorted(furniture, key=lambda part: part.span or Span(0, 0))),
        anchors=tuple(Anchor("paragraph", None) for _ in division.paragraphs),
        found=tuple(_plain_found(page, text, division)),
        page=page.id,
    )


def _plain_furniture(article: str, text: str, part: plain.Part) -> Furniture:
    return Furniture(part.kind, part.span, None, part.span.of(text), _span_id(article, part.kind, part.span, text))


def _plain_remark(article: str, text: str, remark: plain.Remark, seen: str) -> Furniture:
    posted_at = read_date(remark.posted, "text", seen) if remark.posted else None
    return Furniture(
        "comment", remark.span, None, remark.span.of(text), _span_id(article, "comment", remark.span, text),
        author=remark.author, posted=remark.posted, posted_at=posted_at, votes=remark.votes,
    )  # fmt: skip


def _plain_found(page: Page, text: str, division: plain.Division) -> list[Found]:
    spans = {"byline": division.byline_span, "published": division.dateline, "publisher": division.publisher_span}
    declared = {"published": page.declared.published, "publisher": page.declared.publisher}
    found = [Found(field, "declared", words) for field, words in declared.items() if words]
    return found + [
        Found(field, f"text {span.start}-{span.end}", span.of(text))
        for field, span in spans.items()
        if span is not None and not declared.get(field)
    ]


def _span_id(article: str, kind: str, span: Span, text: str) -> str:
    return identify("furniture", article, kind, f"{span.start}-{span.end}", span.of(text))


def _seen(page: Page) -> Date:
    """First seen here: an instant of ours, known from nothing in the page."""
    return Date(page.seen, page.seen, "instant", "none")
