"""How According looks in a terminal: readings, hits, things of the record, and how far a long work has come."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text

from according.legend import BANDS, BANDS_FROM, LEGEND
from according.model import Article, Date, Event, Reading, Refusal, Span, Statement

if TYPE_CHECKING:
    from according.record.answers import Hit, Said, Whereabouts
    from according.record.record import Record
    from according.workers import Outcome

ARROW = " › "
LONGEST_LINE = 400
# Zero-width characters that writing needs: emoji families, Persian, Indic scripts.
_JOINERS = "\u200c\u200d"

# Lines are never wrapped by us: piped into another program each stays whole, and a terminal wraps by itself.
out = Console(soft_wrap=True, markup=False, highlight=False, emoji=False)
err = Console(stderr=True, soft_wrap=True, markup=False, highlight=False, emoji=False)


class Tally:
    """How many pages were read, were known already, or were set aside, and what was found on them."""

    def __init__(self) -> None:
        self.new = self.known = self.refused = self.statements = self.events = 0

    def count(self, outcome: Outcome) -> None:
        """Count one outcome."""
        if isinstance(outcome, Refusal):
            self.refused += 1
        elif not outcome.new:
            self.known += 1
        else:
            self.new += 1
            self.statements += len(outcome.reading.statements)
            self.events += len(outcome.reading.events)

    def sentence(self) -> str:
        """The tally in one line."""
        found = f"{self.statements} statements and {self.events} events on {self.new} new pages"
        return f"{found}; {self.known} known already, {self.refused} set aside."


def _bar() -> Progress:
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=err,
        transient=True,
        disable=not err.is_terminal,
    )


@contextmanager
def counting(doing: str) -> Iterator[Callable[[int, int], None]]:
    """Show how far a work has come; the function given is told how many are done, and how many there are."""
    with _bar() as shown:
        task = shown.add_task(doing, total=None)
        yield lambda done, total: shown.update(task, completed=done, total=total)


@contextmanager
def progress(doing: str, total: int | None = None) -> Iterator[Callable[[Outcome], None]]:
    """Show how far a work on pages has come; the function given is told each outcome, and says what is set aside."""
    shown = _bar()
    with shown:
        task = shown.add_task(doing, total=total)

        def step(outcome: Outcome) -> None:
            place = outcome.place if isinstance(outcome, Refusal) else outcome.page.place
            shown.update(task, advance=1, description=f"{doing} {clean(place)[-60:]}")
            if isinstance(outcome, Refusal):
                err.print(Text(f"{clean(outcome.place)}: {clean(outcome.reason)}", style="yellow"))

        yield step


def print_reading(reading: Reading) -> None:
    """Print a reading, with a blank line behind it."""
    for line in reading_lines(reading):
        out.print(line)
    out.print()


def print_legend() -> None:
    """Print what every word and mark stands for."""
    out.print(Text("source › venue › relay › this page  cue", style="bold"))
    out.print(Text("  what is said, and below it [form · act · writer’s stance · condition · certainty · dates]"))
    for title, table in LEGEND:
        out.print(Text(f"\n{title}", style="bold"))
        for name, meaning in table.items():
            out.print(Text.assemble((f"  {name:14}", "cyan"), meaning))
        if table is BANDS:
            out.print(Text(f"  {BANDS_FROM}", style="dim"))


def print_json(value: object) -> None:
    """Print an answer of the record as one line of JSON."""
    sys.stdout.write(json.dumps(asdict(value), ensure_ascii=False) + "\n")  # type: ignore[call-overload]


def print_hit(hit: Hit) -> None:
    """Print what a search found: the words with the hits marked, then where they stand."""
    line = Text()
    for part in hit.snippet:
        line.append(_one_line(part.text), style="bold yellow" if part.hit else "")
    out.print(line)
    known = [hit.source, hit.act, hit.publisher, day(hit.published), hit.statement or hit.article]
    out.print(Text("  " + " · ".join(clean(part) for part in known if part), style="dim"))


def print_thing(record: Record, found: Whereabouts, *, as_json: bool) -> None:
    """Print a thing of the record: a statement by itself, anything else with the reading it belongs to."""
    from according import contract

    if found.kind == "statement":
        said = record.statement(found.id)
        print_json(said) if as_json else _print_said(record, said)
    elif found.kind == "refusal":
        refusal = record.refusal(found.id)
        print_json(refusal) if as_json else out.print(Text(f"{clean(refusal.place)}: {clean(refusal.reason)}"))
    elif found.article:
        reading = record.reading(found.article)
        sys.stdout.write(contract.to_json(reading) + "\n") if as_json else print_reading(reading)
    else:
        print_json(record.page(found.id))


def print_excerpt(before: str, words: str, after: str, line: int) -> None:
    """Print words of a page's source with what stands around them, line by line, and the line they begin on."""
    out.print(Text(f"line {line} of the page as served", style="dim"))
    shown = Text()
    for part, style in ((before, "dim"), (words, "bold yellow"), (after, "dim")):
        shown.append("\n".join(map(_one_line, part.split("\n"))), style=style)
    out.print(shown)


def print_overview(record: Record) -> None:
    """Print what a record holds: how much, and who is heard most."""
    counts = record.counts()
    out.print(
        Text(f"{counts.articles} articles, {counts.statements} statements, {counts.sources} sources.", style="bold")
    )
    for source in record.sources(limit=10):
        line = Text(f"{source.statements:5d}  ")
        line.append(clean(source.name), style="bold")
        line.append(f"  on {source.articles} pages of {source.publishers} publishers", style="dim")
        out.print(line)


def _print_said(record: Record, said: Said) -> None:
    article = record.article(said.article.article)
    for line in (*_head(article), *statement_lines(article, said.statement)):
        out.print(line)


def clean(words: str) -> str:
    """Words from a page, safe to print: on one line, control and bidirectional override characters left out.

    An escape sequence in a page must never reach the terminal, nor an override turn the line around.
    """
    return " ".join(_one_line(words).split())


def _one_line(words: str) -> str:
    spaced = "".join(" " if mark.isspace() else mark for mark in words)
    return "".join(mark for mark in spaced if unicodedata.category(mark) not in {"Cc", "Cf", "Cs"} or mark in _JOINERS)


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
        yield f"writer {statement.stance}{_by(statement.stance_span, article.text)}"
    if statement.condition:
        yield f"{statement.condition.kind}: {_short(statement.condition.span, article.text)}"
    if statement.certainty:
        yield f"{statement.certainty.band} ({clean(statement.certainty.cue.of(article.text))})"
    if statement.said_on:
        yield f"said {day(statement.said_on)}{_by(statement.said_on.span, article.text)}"
    if statement.due:
        yield f"due {day(statement.due)}{_by(statement.due.span, article.text)}"
    if statement.earlier:
        yield f"earlier{_by(statement.earlier.span, article.text)}"


def _event(reading: Reading, event: Event) -> Text:
    text = reading.article.text
    who = ", ".join(_short(party.span, text) for party in event.actor if party.span) or "?"
    whom = ", ".join(_short(party.span, text) for party in event.recipient if party.span)
    line = Text("  ")
    line.append(f"{event.type} {event.status}", style="bold magenta")
    line.append(f"  {clean(event.trigger.of(text))}: {who}" + (f" → {whom}" if whom else ""))
    marks = list(_event_marks(event, text))
    if marks:
        line.append(f"  [{' · '.join(marks)}]", style="dim")
    return line


def _event_marks(event: Event, text: str) -> Iterator[str]:
    if event.plover_type != event.type:
        yield f"PLOVER codes {event.plover_type}" if event.plover_type else "no event for PLOVER"
    if event.place:
        yield f"at {clean(event.place.name)}{_by(event.place.span, text)}"
    if event.date:
        yield f"on {day(event.date)}{_by(event.date.span, text)}"


def _by(span: Span | None, text: str) -> str:
    """The words that show something, behind it in parentheses."""
    return f" ({_short(span, text)})" if span else ""


def _short(span: Span, text: str) -> str:
    words = clean(span.of(text))
    return words if len(words) <= LONGEST_LINE else words[: LONGEST_LINE - 1] + "…"
