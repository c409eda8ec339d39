"""Citing: an article, or a passage of it, or a finding, as an entry that biblatex reads (@online).

Of an article, what is cited is the article where it was published; the words, where they stand and the archived page
are noted. Of a finding it is the page of this desk, as of a day, since it changes with what becomes known.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import Response

from according.addresses import outlet, web_address
from according.desk.asking import AtDay, Then
from according.desk.atom import address_of_desk
from according.desk.findings import Compared
from according.desk.ledgers import PLACES
from according.desk.pages import At, InText, passage_in
from according.desk.telling import cited_passage, head_of, on_a_line, own_words, path_of
from according.findings import Finding, Story
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
    sha256 = desk.record.page(reading.article.page).sha256
    return _file(reading.article.id, bibtex(reading.article, sha256, address_of_desk(request), passage))


def _finding_view(name: str) -> None:
    """The entry of a finding, beside its page."""

    def cited(compared: Compared, request: Request, number: str, then: AtDay) -> Response:
        finding = compared.finding(number, as_of=then.moment)
        today = datetime.now(UTC).date().isoformat()
        return _file(finding.id, bibtex_of_finding(finding, then, today, address_of_desk(request)))

    router.add_api_route(f"/{name}/{{number}}.bib", cited, include_in_schema=False, name=f"{name}: one, cited")


for _name in dict.fromkeys(PLACES.values()):
    _finding_view(_name)


def _file(name: str, entry: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}.bib"'}
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
    return _entry(article.id, fields)


def bibtex_of_finding(finding: Finding, then: Then, today: str, address: str) -> str:
    """A finding as an entry of biblatex; its address leads to what was known on the day that is cited.

    Args:
        finding: what is cited, as it was then.
        then: as of which day it was looked at; where that is none, what this record knows today is cited.
        today: the day of access, ISO 8601.
        address: where the desk is reached, without a "/" at the end.
    """
    cited = then if then.moment else Then(as_of=today, known_here="1")
    words = own_words(finding)
    counted = "known to this record" if cited.known_here else "published"
    outlets = dict.fromkeys(outlet(one) for one in (finding.members if isinstance(finding, Story) else ()))
    said = [
        cited_passage(words) if words else ", ".join(map(on_a_line, outlets)),
        f"First told {finding.first_day}, last {finding.last_day}",
        f"As {counted} by {cited.as_of.strip()}",
    ]
    fields = {
        "title": tex(head_of(finding)),
        "organization": "According",
        "date": cited.as_of.strip(),
        "url": _bare(f"{address}{cited.address(path_of(finding))}"),
        "urldate": today,
        "note": tex(". ".join(said)),
    }
    return _entry(finding.id, fields)


def _entry(key: str, fields: Mapping[str, str]) -> str:
    """An entry with the fields that are not empty."""
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@online{{{key},", *lines, "}\n"])


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
