"""A brief as a page: in Markdown and in HTML, with numbered sources. What stands on a page is never markup here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from urllib.parse import quote

from according.addresses import file_name, outlet, web_address
from according.brief import Brief, Cited, Part, Section, Sentence
from according.dates import day_words
from according.findings import Passage
from according.model import Span
from according.quoting import quoted

_STYLE = (
    ":root{color-scheme:light dark}"
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:44rem;margin:1rem auto;padding:0 1rem;overflow-wrap:anywhere}"
    "h1{font-size:1.5rem;line-height:1.2}h2{font-size:1rem;margin:1rem 0 .3rem}ul,ol{margin:0;padding-left:1.2rem}"
    "li{margin:.3rem 0}.cite{font-size:.75em}.cite a{text-decoration:none}.sources{list-style:none;padding:0}"
    ".more,.sources{font-size:.85rem;font-weight:normal}.omitted{border-left:.3rem solid;padding-left:.7rem}"
)
_SOURCES = "Sources, with the characters of their text"
# What begins a line as an item of a list.
_LIST = re.compile(r"^(\d+)([.)])")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~!])")
# What RFC 3986 lets stand in an address, without what would end a link in CommonMark.
_IN_ADDRESSES = ":/?#@!$&'*+,;=%~-._[]"


def as_markdown(page: Brief) -> str:
    """The brief in CommonMark; nothing that stands on a page can be markup in it."""
    number = _numbers(page)

    def shown(part: Part) -> str:
        match part:
            case str():
                return _plain(part)
            case Cited():
                return f"[{_ranges(number[passage] for passage in part.passages)}]"
            case Passage():
                return f"{_plain(quoted(part.words))} [{number[part]}]"

    lines = [f"# {_plain(page.title)}", ""]
    for section in page.sections:
        lines += [f"## {section.heading}", ""]
        lines += [f"- {''.join(shown(part) for part in line.parts).strip()}" for line in section.sentences]
        lines += [f"- … and {section.more} more"] if section.more else []
        lines.append("")
    if _is_cut(page):
        lines += [f"All of it: `{command(page)}`", ""]
    lines += [f"## {_SOURCES}", ""]
    lines += [f"- {_source(page, passages, number)}" for passages in _by_article(page)]
    lines += ["", *(f"> {_plain(line)}\n" for line in omissions(page))]
    return "\n".join(lines).rstrip() + "\n"


def as_html(
    page: Brief, link: Callable[[Passage], str] | None = None, whole: str | None = None, anchor: str = "source"
) -> str:
    """The brief as HTML between headings of the second level, for a page of one's own.

    Args:
        page: the brief.
        link: gives the address that leads to a passage's words; None for a page that stands alone.
        whole: the address of the whole brief; None for a page that stands alone, which names the command.
        anchor: what the ids of the sources begin with, another for each brief of a page.
    """
    return "\n".join(_Html(page, link, whole, anchor).lines()) + "\n"


class _Html:
    """A brief in HTML, line by line."""

    def __init__(self, page: Brief, link: Callable[[Passage], str] | None, whole: str | None, anchor: str) -> None:
        self._page, self._link, self._whole, self._anchor = page, link, whole, anchor
        self._number = _numbers(page)

    def lines(self) -> Iterator[str]:
        page = self._page
        yield f"<h1>{escape(page.title)}</h1>"
        for section in page.sections:
            yield f"<h2>{escape(section.heading)}{self._more(section)}</h2>"
            yield from ("<ul>", *map(self._sentence, section.sentences), "</ul>")
        if self._whole is None and _is_cut(page):
            yield f'<p class="more">All of it: <code>{escape(command(page))}</code></p>'
        yield f"<h2>{'Sources' if self._link else _SOURCES}</h2>"
        yield from ('<ul class="sources">', *map(self._source, _by_article(page)), "</ul>")
        yield from (f'<p class="omitted">{escape(line)}</p>' for line in omissions(page))

    def _more(self, section: Section) -> str:
        if not section.more:
            return ""
        if self._whole:
            return f' <a class="more" href="{escape(self._whole)}">{section.more} more</a>'
        return f' <span class="more">and {section.more} more</span>'

    def _sentence(self, sentence: Sentence) -> str:
        return f"<li>{''.join(map(self._part, sentence.parts)).strip()}</li>"

    def _part(self, part: Part) -> str:
        match part:
            case str():
                return escape(part)
            case Cited():
                return self._cite(*part.passages)
            case Passage():
                return f'<span class="words">{escape(quoted(part.words))}</span> {self._cite(part)}'

    def _cite(self, *passages: Passage) -> str:
        runs = _runs(self._number[passage] for passage in passages)
        told = ", ".join("–".join(f'<a href="#{self._anchor}-{n}">{n}</a>' for n in run) for run in runs)
        return f'<span class="cite">[{told}]</span>'

    def _source(self, passages: Sequence[Passage]) -> str:
        name = escape(_name(passages[0]))
        if address := web_address(self._page.addresses.get(passages[0].article)):
            name = escape(_outlet_and_day(passages[0]))
            name = f'<a class="page" href="{escape(address)}" rel="noopener noreferrer nofollow external">{name}</a>'
        return f"<li>{name}: {' '.join(map(self._place, passages))}</li>"

    def _place(self, passage: Passage) -> str:
        n = self._number[passage]
        found = f"[{n}]&nbsp;{_range(passage.span)}"
        if self._link:
            found = f'<a href="{escape(self._link(passage))}">[{n}]</a>'
        return f'<span id="{self._anchor}-{n}">{found}</span>'


def as_page(briefs: Sequence[Brief]) -> str:
    """Briefs as one HTML page that stands alone, readable in light and dark, and printed."""
    title = escape("; ".join(page.title for page in briefs))
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f'<meta name="viewport" content="width=device-width">\n<style>{_STYLE}</style>\n</head>\n<body>\n'
        + "<hr>\n".join(as_html(page, anchor=f"source-{n}") for n, page in enumerate(briefs, 1))
        + "</body>\n</html>\n"
    )


def where(passage: Passage) -> str:
    """Where a passage stands: outlet, day, place, and the characters of the article's text."""
    day = day_words(passage.published) if passage.published else ""
    parts = [passage.publisher or "", day, passage.place, _span(passage.span)]
    return ", ".join(part for part in parts if part)


def command(page: Brief) -> str:
    """The command that prints all of the brief."""
    then = f" --as-of {page.as_of}" if page.as_of else ""
    return f"according brief {page.finding} --all{then}"


def omissions(page: Brief) -> list[str]:
    """A sentence for each thing that was left out."""
    return [
        f"Left out, since the words no longer stand where they did: {line.about} ("
        + "; ".join(f"{_span(passage.span)} of {_name(passage)}" for passage in line.passages)
        + ")."
        for line in page.left_out
    ]


def _is_cut(page: Brief) -> bool:
    return any(section.more for section in page.sections)


def _numbers(page: Brief) -> dict[Passage, int]:
    return {passage: n for n, passage in enumerate(page.sources, 1)}


def _by_article(page: Brief) -> list[list[Passage]]:
    """The sources of a brief by the article they stand in, in the order of first use."""
    several: dict[str, list[Passage]] = {}
    for passage in page.sources:
        several.setdefault(passage.article, []).append(passage)
    return list(several.values())


def _source(page: Brief, passages: Sequence[Passage], number: Mapping[Passage, int]) -> str:
    leads = _plain(_name(passages[0]))
    if address := web_address(page.addresses.get(passages[0].article)):
        leads = f"[{_plain(_outlet_and_day(passages[0]))}](<{quote(address, safe=_IN_ADDRESSES)}>)"
    return f"{leads}: " + ", ".join(f"[{number[passage]}] {_range(passage.span)}" for passage in passages)


def _name(passage: Passage) -> str:
    """What a reader knows an article by: outlet and day, and the name of the file that it was given as."""
    if web_address(passage.place):
        return _outlet_and_day(passage)
    return ", ".join(part for part in (passage.publisher, _day(passage), file_name(passage.place)) if part)


def _outlet_and_day(passage: Passage) -> str:
    return f"{outlet(passage)}, {_day(passage)}"


def _day(passage: Passage) -> str:
    return day_words(passage.published) if passage.published else "day not known"


def _ranges(numbers: Iterable[int]) -> str:
    """Numbers with those that follow each other as one: "1–3, 7"."""
    return ", ".join("–".join(map(str, run)) for run in _runs(numbers))


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, ...]]:
    """Numbers that follow each other, by the first and the last of them."""
    for _, run in groupby(enumerate(sorted(numbers)), key=lambda pair: pair[1] - pair[0]):
        found = [n for _, n in run]
        yield (found[0], found[-1]) if found[1:] else (found[0],)


def _span(span: Span) -> str:
    return f"characters {_range(span)}"


def _range(span: Span) -> str:
    return f"{span.start}–{span.end}"


def _plain(text: str) -> str:
    """Text that CommonMark shows as it is, on one line."""
    line = " ".join(text.replace("&", "&amp;").splitlines())
    return _LIST.sub(r"\1\\\2", _MARKDOWN.sub(r"\\\1", line))
