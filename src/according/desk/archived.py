"""The desk's views of archived pages: the place of words in the source, the page cleaned, and its bytes."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from according.article.charset import decode
from according.desk import original, render
from according.desk.headers import ARCHIVED_POLICY
from according.desk.pages import At, Desk, passage_in
from according.errors import ArchiveError, NotOnRecordError, PageError
from according.model import Article, Page, Span
from according.page.archive import Archive
from according.record.answers import PageRow
from according.record.record import Record

router = APIRouter()


@router.get("/pages/{page}")
def archived(desk: At, page: str) -> Response:
    """What is known of an archived page, and the page itself, cleaned."""
    return _shown(desk, desk.record.page(page))


@router.get("/pages/{page}/at")
def at_xpath(desk: At, page: str, xpath: str) -> Response:
    """The words of one element of an archived page, in its source."""
    return _shown(desk, desk.record.page(page), xpath=xpath)


@router.get("/articles/{article}/original")
def at_span(desk: At, article: str, span: str = "") -> Response:
    """A passage of an article, in the source of the page that it was read from."""
    reading = desk.record.reading(article)
    passage = passage_in(reading, span)
    if passage is None:
        raise NotOnRecordError(f"The article {article} has no words at {span!r}; give two offsets such as 120-180.")
    return _shown(desk, desk.record.page(reading.article.page), article=reading.article, passage=passage)


@router.get("/pages/{page}/raw")
def raw(desk: At, page: str) -> Response:
    """The bytes as served, to be kept as a file and never shown by the browser."""
    body = _body(desk, desk.record.page(page))
    headers = {"Content-Disposition": f'attachment; filename="{page}.txt"', "Content-Security-Policy": ARCHIVED_POLICY}
    return Response(body, media_type="text/plain", headers=headers)


@router.get("/pages/{page}/view")
def view(desk: At, page: str, xpath: str = "") -> Response:
    """The page with nothing left but its words, for the frame in which it is shown."""
    row = desk.record.page(page)
    html = original.cleaned(_source(row, _body(desk, row)), row.sightings[0].place, xpath)
    headers = {"Content-Security-Policy": ARCHIVED_POLICY}
    document = original.as_document(html, row.url or row.sightings[0].place)
    return HTMLResponse(document.encode("utf-8", "replace"), headers=headers)


def _shown(
    desk: Desk, row: PageRow, article: Article | None = None, passage: Span | None = None, xpath: str | None = None
) -> Response:
    found, trouble, size = None, None, 0
    asked = passage is not None or xpath is not None
    try:
        body = _body(desk, row)
        size, source = len(body), _source(row, body)
        if article and passage:
            xpath = _xpath_of(article, passage)
        if asked:
            found = _find(row, source, article, passage, xpath)
    except (ArchiveError, PageError) as error:
        trouble = str(error)
    framed = f"/pages/{row.id}/view" + (f"?{urlencode({'xpath': xpath})}#here" if xpath else "")
    return render.page(
        "page.html",
        page=row,
        article=article.id if article else desk.record.find(row.id).article,
        size=size,
        asked=asked,
        xpath=xpath,
        found=found,
        trouble=trouble,
        framed=framed if row.media_type == "html" and not trouble else None,
    )


def excerpt_of(record: Record, archive: Archive, article: Article, passage: Span) -> original.Excerpt | None:
    """The words of a passage as they stand in the archived page's source; None where they are not in it.

    Raises:
        ArchiveError: the archive does not have the page.
    """
    row = record.page(article.page)
    source = _source(row, _body(Desk(record, archive), row))
    return _find(row, source, article, passage, _xpath_of(article, passage))


def _find(
    row: PageRow, source: str, article: Article | None, passage: Span | None, xpath: str | None
) -> original.Excerpt | None:
    """The words in the page's source: those of a passage of the article, or else those of an element."""
    if row.media_type == "text" and passage:
        return original.excerpt(source, passage)
    node = original.node_at(source, xpath, row.sightings[0].place) if xpath else None
    line = int(node.sourceline or 1) if node is not None else None
    if article and passage:
        paragraph = _paragraph_of(article, passage)
        within = Span(max(passage.start - paragraph.start, 0), min(passage.end, paragraph.end) - paragraph.start)
        words = original.locate(source, paragraph.of(article.text), within, line)
    elif node is not None:
        text = original.words_of(node)
        # What a page keeps in a script (comments in JSON-LD, say) is not to be found as text: its element is shown.
        words = original.locate(source, text, Span(0, len(text)), line) or original.start_tag(source, node)
    else:
        words = None
    return original.excerpt(source, words) if words else None


def _paragraph_of(article: Article, passage: Span) -> Span:
    return next((paragraph for paragraph in article.paragraphs if paragraph.meets(passage)), passage)


def _xpath_of(article: Article, passage: Span) -> str | None:
    pairs = zip(article.paragraphs, article.anchors, strict=False)
    return next((anchor.xpath for paragraph, anchor in pairs if paragraph.meets(passage)), None)


def _body(desk: Desk, row: PageRow) -> bytes:
    if desk.archive is None or not row.copies:
        raise ArchiveError(f"The page {row.id} is in no archive that this desk was opened with.")
    return desk.archive.body(row.copies[0])


def _source(row: PageRow, body: bytes) -> str:
    page = Page(row.sightings[0].place, body, row.media_type, row.first_seen, row.url, row.charset)
    return decode(page)
