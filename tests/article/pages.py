"""Little pages with fictional names, in the shapes of markup that real pages have, and the shared real ones."""

from __future__ import annotations

import gzip
import json
from functools import cache
from pathlib import Path

import pytest

from according.article.extract import extract
from according.model import Article, Declared, Exchange, Furniture, Page

SEEN = "2026-03-20T12:00:00+00:00"
SHARED = Path(__file__).parents[3] / "shared"

REPORT = """
<p>The harbour of Velmora stays closed until spring, the minister of fisheries said on Tuesday, after talks that had
lasted through the night and into the morning.</p>
<p>“Nobody will put to sea from here before the ice has gone,” Tilda Maran told reporters at the quay, where some forty
boats have lain since November.</p>
<p>Fishermen from the northern villages disputed the figures of her ministry and asked for a second opinion on the
thickness of the ice in the outer bay.</p>
<p>The institute in Port Osk, which measures the ice every week, said that it would publish its numbers on Friday, as it
had promised to the council.</p>
"""


def html_page(
    body: str,
    head: str = "",
    url: str | None = "https://news.example.org/harbour",
    served: bool = False,
    **declared: str,
) -> Page:
    """A page around a body; `served`: as fetched, with its exchange."""
    exchange = Exchange(url or "", 200, b"", b"", {}) if served else None
    html = f"<html lang='en'><head>{head}</head><body>{body}</body></html>"
    return Page("harbour.html", html.encode(), "html", SEEN, url=url, declared=Declared(**declared), exchange=exchange)


def read(body: str, head: str = "", **more: str | bool | None) -> Article:
    return extract(html_page(body, head, **more))  # type: ignore[arg-type]


def report(inside: str = "", after: str = "", head: str = "", **more: str | bool | None) -> Article:
    """A report with a headline, with something inside its text (before the last paragraph), or after it."""
    cut = REPORT.rindex("<p>")
    text = REPORT[:cut] + inside + REPORT[cut:]
    return read(f"<article><h1>Harbour stays closed</h1><div class='story'>{text}</div></article>{after}", head, **more)


def of_kind(article: Article, kind: str) -> list[Furniture]:
    return [part for part in article.furniture if part.kind == kind]


def paragraphs(article: Article) -> list[str]:
    return [span.of(article.text) for span in article.paragraphs]


@cache
def shared_pages() -> dict[str, str]:
    """The ids of the shared real pages by their first eight letters, with their addresses."""
    truth = SHARED / "pages" / "truth.json"
    if not truth.exists():
        pytest.skip("the shared pages are not beside this checkout")
    return {name[:8]: name for name in json.loads(truth.read_text("utf-8"))}


@cache
def shared(short: str) -> Article:
    """The article of one shared page, named by the first letters of its id."""
    name = shared_pages()[short]
    truth = json.loads((SHARED / "pages" / "truth.json").read_text("utf-8"))
    body = gzip.decompress((SHARED / "pages" / "html" / f"{name}.html.gz").read_bytes())
    return extract(Page(name, body, "html", "2019-11-21T12:00:00+00:00", url=truth[name]["url"]))
