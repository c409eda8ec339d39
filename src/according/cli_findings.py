"""The commands that show what follows from the record: the ledgers, and the brief."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.text import Text

from according import terminal
from according.errors import QueryError, SettingError
from according.settings import Settings

if TYPE_CHECKING:
    from according.comparison.comparison import AsOf, Comparison
    from according.findings import Finding, FindingKind
    from according.record.record import Record

By = Annotated[str | None, typer.Option(help="Only where the name of who says, claims or commits has these words.")]
Status = Annotated[str | None, typer.Option(help="Only commitments of this status, or precedents of this verdict.")]
Since = Annotated[str | None, typer.Option(help="Only what was told of on this day (2020-08-27) or after it.")]
Until = Annotated[str | None, typer.Option(help="Only what was first told of by this day.")]
Of = Annotated[str | None, typer.Option("--article", help="Only what shows words of this article, by its id.")]
Day = Annotated[str | None, typer.Option("--as-of", help="As it was on this day: what was published by then.")]
Known = Annotated[bool, typer.Option("--known-here", help="With --as-of: what this record had seen by that day.")]
Limit = Annotated[int, typer.Option(min=1, help="How many at the most.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
RecordOption = Annotated[str | None, typer.Option("--record", help="The record; else ACCORDING_RECORD, according.db.")]
Form = Annotated[Literal["markdown", "html"], typer.Option("--format", help="The form of the page.")]

SET_ASIDE = 1

# What each command shows, and of which kinds of findings.
_KINDS: dict[str, tuple[str, tuple[FindingKind, ...]]] = {
    "stories": ("Articles that tell of the same thing.", ("story",)),
    "quotations": ("Sayings in all their wordings, and what changed between them.", ("quotation",)),
    "origins": ("The first voices behind quotations, claims and commitments.", ("quotation", "claim", "commitment")),
    "claims": ("Assertions that others dispute or writers doubt.", ("claim",)),
    "commitments": ("What was promised or threatened, and what became of it.", ("commitment",)),
    "precedents": ("Each “first”, “strongest”, “again”, held against the record.", ("precedent",)),
    "answers": ("Who reacted to what, and what goes back to earlier words.", ("answer", "earlier")),
}  # fmt: skip


def register(app: typer.Typer) -> None:
    """Add the commands to the program's."""
    for name, (told, kinds) in _KINDS.items():
        app.command(name=name, help=told)(_ledger(name, kinds))
    app.command()(brief)


def _ledger(name: str, kinds: tuple[FindingKind, ...]) -> Callable[..., None]:
    def command(  # noqa: PLR0913, PLR0917  (one parameter an option)
        context: typer.Context,
        by: By = None,
        status: Status = None,
        since: Since = None,
        until: Until = None,
        article: Of = None,
        as_of: Day = None,
        known_here: Known = False,
        limit: Limit = 50,
        as_json: Json = False,
        record: RecordOption = None,
    ) -> None:
        from according.comparison.ledger import Wanted

        wanted = Wanted(by, status, since, until, article)
        with compared(context.obj, record) as (kept, comparison):
            then = _then(as_of, by_here=known_here)
            found = (one for kind in kinds for one in comparison.each(kind, wanted, as_of=then))
            _show(kept, name, islice(found, limit), as_json=as_json)

    return command


def _show(kept: Record, name: str, found: Iterator[Finding], *, as_json: bool) -> None:
    if as_json:
        from according import contract

        for one in found:
            sys.stdout.write(contract.finding_to_json(one) + "\n")
        return
    from according.ledgers import LEDGERS, print_ledger
    from according.told import all_as_told

    shown = list(found)
    with kept.asking() as connection:
        shown = all_as_told(connection, shown)
    print_ledger(LEDGERS[name], shown)


def brief(
    context: typer.Context,
    things: Annotated[list[str], typer.Argument(metavar="ID…", help="Ids of stories, commitments, claims …")],
    form: Form = "markdown",
    as_of: Day = None,
    known_here: Known = False,
    whole: Annotated[bool, typer.Option("--all", help="Every line, not those alone that weigh most.")] = False,
    to: Annotated[Path | None, typer.Option("--out", help="The file to write; else standard output.")] = None,
    record: RecordOption = None,
) -> None:
    """Write a page for a reader on a story, commitment, claim …, every sentence with its sources.

    What no longer stands in its article is left out and named; then the exit code is 1.
    """
    from according.brief import brief as written
    from according.brief_page import as_markdown, as_page, omissions

    with compared(context.obj, record) as (kept, comparison):
        then = _then(as_of, by_here=known_here)
        briefs = [written(kept, comparison, thing, as_of=then, whole=whole) for thing in things]
    page = as_page(briefs) if form == "html" else "\n".join(as_markdown(one) for one in briefs)
    if to:
        _write(to, page)
    else:
        sys.stdout.write(page)
    left_out = [line for one in briefs for line in omissions(one)]
    for line in left_out:
        terminal.err.print(Text(terminal.clean(line), style="yellow"))
    raise typer.Exit(SET_ASIDE if left_out else 0)


def _write(to: Path, page: str) -> None:
    try:
        # A page may hold lone surrogates, which are characters of Python's text and of no encoding.
        to.write_bytes(page.encode("utf-8", "replace"))
    except OSError as error:
        raise SettingError(
            f"The brief cannot be written to {to}: {error.strerror}; name a file in a folder that is there."
        ) from None


def show_finding(settings: Settings, record: str | None, thing: str, *, as_json: bool) -> None:
    """Show a finding with all it rests on.

    Raises:
        NotOnRecordError: no finding has the id, nor had it before.
    """
    from according import contract
    from according.ledgers import print_finding

    with compared(settings, record) as (_, comparison):
        found = comparison.finding(thing)
    if as_json:
        sys.stdout.write(contract.finding_to_json(found) + "\n")
    else:
        print_finding(found)


@contextmanager
def compared(settings: Settings, record: str | None) -> Iterator[tuple[Record, Comparison]]:
    """A record of which everything has been compared, with what follows from it."""
    from according.comparison.comparison import Comparison
    from according.record.record import Record

    with Record.open(record or settings.record, create=False) as kept:
        comparison = Comparison(kept)
        catch_up(comparison)
        yield kept, comparison


def catch_up(comparison: Comparison) -> None:
    """Compare what was added since, and show how far that has come."""
    with terminal.counting("compare") as step:
        comparison.catch_up(step)


def _then(day: str | None, *, by_here: bool) -> AsOf | None:
    from according.comparison.comparison import AsOf

    if day is None:
        return None
    try:
        return AsOf(date.fromisoformat(day).isoformat(), by_here)
    except ValueError:
        raise QueryError(f"--as-of is {day!r}; give a day such as 2020-08-27.") from None
