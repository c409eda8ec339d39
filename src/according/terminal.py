"""How a reading looks in a terminal: who said what, through whom, each statement under the one that holds it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from rich.text import Text

from according.model import Article, Date, Event, Reading, Span, Statement

ARROW = " › "
LONGEST_LINE = 400


def clean(words: str) -> str:
    """Words from a page, safe to print: on one line, control and bidirectional override characters left out.

    An escape sequence in a page must never reach the terminal, nor an override turn the line around.
    """
    one_line = " ".join(words.split())
    return "".join(
        mark for mark in one_line if unicodedata.category(mark) not in {"Cc", "Cf", "Cs"} or mark in "\u200c\u200d"
    )


def reading_lines(reading: Reading) -> Iterator[Text]:
    """The lines of a reading: a head, then its statements, nested ones indented, then its events."""
    yield from _head(reading.article)
    if reading.unread:
        yield Text(f"  not read: {reading.unread}", style="yellow")
    inner: dict[str | None, list[Statement]] = {}
    for statement in reading.statements:
        inner.setdefault(statement.within, []).append(statement)
    yield from _statements(reading, inner, None, 1)
    for event in reading.events:
        yield _event(reading, event)


def statement_lines(article: Article, statement: Statement, depth: int = 1) -> Iterator[Text]:
    """Two or three lines on a statement: its chain, what is said, and what qualifies it."""
    indent = "  " * depth
    line = Text(indent)
    line.append(chain(statement), style="bold")
    cue = " … ".join(clean(span.of(article.text)) for span in statement.cue.spans)
    if cue:
        line.append(f"  {cue}", style="italic cyan")
    yield line
    content = " … ".join(_short(span, article.text) for span in statement.content.spans)
    yield Text(f"{indent}  {content}")
    marks = list(_marks(article, statement))
    if marks:
        yield Text(f"{indent}  [{' · '.join(marks)}]", style="dim")


def chain(statement: Statement) -> str:
    """The source chain in one line, ending at the page: "Putin › Russia 1 › ISW › this page"."""
    names = [clean(hop.name) for hop in statement.chain] or ["source not named"]
    return ARROW.join([*names, "this page"])


def day(date: Date | None) -> str:
    """A date as far as it is known, for people."""
    if date is None:
        return "date not known"
    start, end = (date.start or "")[:10], (date.end or "")[:10]
    about = "about " if date.precision == "about" else ""
    return about + (start if start == end or date.precision == "instant" else f"{start} to {end or 'open'}")


def _head(article: Article) -> Iterator[Text]:
    yield Text(clean(article.title or article.place), style="bold underline")
    known = [", ".join(article.byline), ", ".join(article.agency), article.publisher or "", day(article.published)]
    yield Text("  " + clean(" · ".join(part for part in known if part)), style="dim")


def _statements(
    reading: Reading, inner: dict[str | None, list[Statement]], within: str | None, depth: int
) -> Iterator[Text]:
    for statement in inner.get(within, ()):
        yield from statement_lines(reading.article, statement, depth)
        yield from _statements(reading, inner, statement.id, depth + 1)


def _marks(article: Article, statement: Statement) -> Iterator[str]:
    yield statement.form
    if statement.act:
        yield statement.act
    if statement.stance != "neutral":
        yield f"writer {statement.stance}"
    if statement.condition:
        yield f"{statement.condition.kind}: {_short(statement.condition.span, article.text)}"
    if statement.certainty:
        yield f"{statement.certainty.band} ({clean(statement.certainty.cue.of(article.text))})"
    if statement.said_on:
        yield f"said {day(statement.said_on)}"
    if statement.due:
        yield f"due {day(statement.due)}"
    if statement.earlier:
        yield f"earlier ({clean(statement.earlier.span.of(article.text))})"


def _event(reading: Reading, event: Event) -> Text:
    text = reading.article.text
    who = ", ".join(_short(party.span, text) for party in event.actor if party.span) or "?"
    whom = ", ".join(_short(party.span, text) for party in event.recipient if party.span)
    line = Text("  ")
    line.append(f"{event.type} {event.status}", style="bold magenta")
    line.append(f"  {clean(event.trigger.of(text))}: {who}" + (f" → {whom}" if whom else ""))
    return line


def _short(span: Span, text: str) -> str:
    words = clean(span.of(text))
    return words if len(words) <= LONGEST_LINE else words[: LONGEST_LINE - 1] + "…"
