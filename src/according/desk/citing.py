"""Citing: an article, or a passage of it, as an entry that biblatex reads (@online).

What is cited is the article where it was published; the words, where they stand and the archived page are noted.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import Response

from according.desk.pages import At, InText, passage_in
from according.desk.wording import web_address
from according.model import Article, Date, Span
from according.quoting import quoted

# What TeX would take for more than itself. A brace must not stand bare even where it is escaped: they are counted.
_TEX = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_",
}  # fmt: skip

router = APIRouter()


@router.get("/articles/{article}.bib", include_in_schema=False)
def cited(desk: At, request: Request, article: str, place: InText) -> Response:
    """An article as BibTeX; with `span=120-180` the passage of it."""
    reading = desk.record.reading(article)
    passage = passage_in(reading, place.span)
    address = request.app.state.address or str(request.base_url).rstrip("/")
    entry = bibtex(reading.article, desk.record.page(reading.article.page).sha256, address, passage)
    headers = {"Content-Disposition": f'attachment; filename="{reading.article.id}.bib"'}
    return Response(entry.encode("utf-8", "replace"), media_type="application/x-bibtex; charset=utf-8", headers=headers)


def bibtex(article: Article, sha256: str, address: str, passage: Span | None = None) -> str:
    """An article as an entry of biblatex; a field that is not known is left out.

    Args:
        article: what is cited.
        sha256: of the archived page.
        address: where the desk is reached, without a "/" at the end.
        passage: the words of the article that are cited; None: all of it.
    """
    here = f"{address}/articles/{article.id}"
    words = ""
    if passage:
        at = f"{passage.start}-{passage.end}"
        here, words = f"{here}?span={at}#s{at}", f"{quoted(passage.of(article.text))}, characters {at}. "
    fields = {
        "author": " and ".join(f"{{{tex(name)}}}" for name in article.byline),
        "title": tex(article.title or "Untitled"),
        "organization": tex(article.publisher or ""),
        "date": _day(article.published),
        "url": _bare(web_address(article.url) or ""),
        "urldate": _day(article.first_seen),
        "langid": tex(article.language or ""),
        "note": tex(f"{words}Archived page SHA-256 {sha256}"),
        "addendum": rf"\url{{{_bare(here)}}}",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@online{{{article.id},", *lines, "}\n"])


def tex(words: str) -> str:
    """Words as TeX writes them, on one line.

    >>> tex("50 % of {all}")
    '50 \\\\% of \\\\textbraceleft{}all\\\\textbraceright{}'
    """
    return "".join(_TEX.get(character, character) for character in " ".join(words.split()))


def _bare(address: str) -> str:
    """An address in which nothing ends the field that it stands in."""
    return re.sub(r"[{}\\\s]", lambda found: quote(found[0]), address)


def _day(value: Date | None) -> str:
    """The day, month or year of a date (ISO 8601-1), as far as it is known."""
    length = {"year": 4, "month": 7}.get(value.precision, 10) if value else 0
    return ((value.start or "") if value else "")[:length]
