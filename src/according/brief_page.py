"""A brief as a page: in Markdown and in HTML, with numbered sources. What stands on a page is never markup here."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape

from according.brief import Brief, Part
from according.dates import day_words
from according.findings import Passage
from according.model import Span
from according.quoting import quoted

_STYLE = (
    ":root{color-scheme:light dark}"
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem}"
    "li{margin:.4rem 0}.cite{text-decoration:none;font-size:.85em}.omitted{border-left:.3rem solid;padding-left:.7rem}"
)
# What begins a line as an item of a list.
_LIST = re.compile(r"^(\d+)([.)])")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~!])")


def as_markdown(page: Brief) -> str:
    """The brief in CommonMark; nothing that stands on a page can be markup in it."""
    number = {passage: n for n, passage in enumerate(page.sources, 1)}

    def shown(part: Part) -> str:
        return _plain(part) if isinstance(part, str) else f"{_plain(quoted(part.words))} [{number[part]}]"

    lines = [f"# {_plain(page.title)}", ""]
    for section in page.sections:
        lines += [f"## {section.heading}", ""]
        lines += [f"- {''.join(shown(part) for part in line.parts).strip()}" for line in section.sentences]
        lines.append("")
    lines += ["## Sources", ""]
    lines += [f"{n}. {_plain(where(passage))}" for passage, n in number.items()]
    lines += ["", *(f"> {_plain(line)}" for line in omissions(page))]
    return "\n".join(lines).rstrip() + "\n"


def as_html(page: Brief, link: Callable[[Passage], str] | None = None) -> str:
    """The brief as HTML between headings of the second level, for a page of one's own.

    Args:
        page: the brief.
        link: gives the address that leads to a passage's words; None for a page that stands alone.
    """
    number = {passage: n for n, passage in enumerate(page.sources, 1)}

    def shown(part: Part) -> str:
        if isinstance(part, str):
            return escape(part)
        n = number[part]
        return f'<span class="words">{escape(quoted(part.words))}</span> <a class="cite" href="#source-{n}">[{n}]</a>'

    def source(passage: Passage, n: int) -> str:
        text = escape(where(passage))
        told = f'<a href="{escape(link(passage))}">{text}</a>' if link else text
        return f'<li id="source-{n}">{told}</li>'

    lines = [f"<h1>{escape(page.title)}</h1>"]
    for section in page.sections:
        told = (f"<li>{''.join(shown(part) for part in line.parts).strip()}</li>" for line in section.sentences)
        lines += [f"<h2>{escape(section.heading)}</h2>", "<ul>", *told, "</ul>"]
    lines += ["<h2>Sources</h2>", "<ol>", *(source(passage, n) for passage, n in number.items()), "</ol>"]
    lines += [f'<p class="omitted">{escape(line)}</p>' for line in omissions(page)]
    return "\n".join(lines) + "\n"


def as_page(briefs: Sequence[Brief]) -> str:
    """Briefs as one HTML page that stands alone, readable in light and dark, and printed."""
    title = escape("; ".join(page.title for page in briefs))
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f'<meta name="viewport" content="width=device-width">\n<style>{_STYLE}</style>\n</head>\n<body>\n'
        + "<hr>\n".join(as_html(page) for page in briefs)
        + "</body>\n</html>\n"
    )


def where(passage: Passage) -> str:
    """Where a passage stands: outlet, day, place, and the characters of the article's text."""
    day = day_words(passage.published) if passage.published else ""
    parts = [passage.publisher or "", day, passage.place, f"characters {passage.span.start}–{passage.span.end}"]
    return ", ".join(part for part in parts if part)


def omissions(page: Brief) -> list[str]:
    """A sentence for each line that was left out."""
    return [
        "Left out, since its words no longer stand where they did: "
        + "; ".join(f"{_span(passage.span)} of {passage.place}" for passage in line.passages)
        for line in page.left_out
    ]


def _span(span: Span) -> str:
    return f"characters {span.start}–{span.end}"


def _plain(text: str) -> str:
    """Text that CommonMark shows as it is, on one line."""
    line = " ".join(text.replace("&", "&amp;").splitlines())
    return _LIST.sub(r"\1\\\2", _MARKDOWN.sub(r"\\\1", line))
