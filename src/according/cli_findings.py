"""The commands that show what follows from the record: the ledgers, and the brief."""

from __future__ import annotations

import heapq
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.text import Text

from according import terminal
from according.errors import NotOnRecordError, QueryError, SettingError
from according.settings import Settings

if TYPE_CHECKING:
    from according.comparison.comparison import AsOf, Comparison
    from according.comparison.kept import Kept
    from according.comparison.ledger import Wanted
    from according.findings import Finding, FindingKind, Origin
    from according.record.record import Record

    # The first lines of a list, and how many lines it has.
    Part = tuple[Sequence[Finding | Origin], int]

By = Annotated[
    str | None,
    typer.Option(help="Only where the name of who says, claims or commits, or of a story’s actor, has these words."),
]
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
        from according.comparison.ledger import Wanted, check_status
        from according.findings import STATUSES

        then = _then(as_of, by_here=known_here)
        wanted = Wanted(by, status, _day(since, "--since"), _day(until, "--until"), article)
        check_status(name, STATUSES.get(kinds[0], ()) if len(kinds) == 1 else (), status)
        with kept_findings(context.obj, record, then) as (kept, comparison):
            if article and kept.find(article).kind != "article":
                raise QueryError(f"{article} is no article; give the id of one, as `according search` shows it.")
            asked = _Asked(name, kinds, wanted, then, limit)
            part = _origins(comparison, asked) if name == "origins" else _findings(comparison, asked)
            _show(kept, asked, part, as_json)

    return command


@dataclass(frozen=True, slots=True)
class _Asked:
    """Which list is asked for, and how much of it."""

    name: str
    kinds: tuple[FindingKind, ...]
    wanted: Wanted
    then: AsOf | None
    limit: int

    @property
    def narrowed(self) -> bool:
        """Whether not all of the kind is asked for."""
        wanted = self.wanted
        return any((wanted.by, wanted.status, wanted.since, wanted.until, wanted.article, self.then))


def _findings(comparison: Kept, asked: _Asked) -> Part:
    """The first findings of a list, those last told of first, and how many it has."""
    if asked.then and asked.then.by_here and asked.wanted.status:
        # The status may have been another; only who looks at each as it was can tell.
        wanted = replace(asked.wanted, status=None)
        among = _each(comparison, asked, wanted)
        found = [one for one in among if getattr(one, "status", getattr(one, "verdict", None)) == asked.wanted.status]
        return found[: asked.limit], len(found)
    shown = list(islice(_each(comparison, asked, asked.wanted), asked.limit))
    if len(shown) < asked.limit:
        return shown, len(shown)
    return shown, sum(comparison.number(kind, asked.wanted) for kind in asked.kinds)


def _origins(comparison: Kept, asked: _Asked) -> Part:
    """The first voices behind the findings of a list; with a name, those of that name."""
    from according.findings import origins_of
    from according.record.words import name_key

    name = name_key(asked.wanted.by or "")
    findings = _each(comparison, asked, replace(asked.wanted, by=None))
    found = [one for finding in findings for one in origins_of(finding) if name in name_key(one.name)]
    return found[: asked.limit], len(found)


def _each(comparison: Kept, asked: _Asked, wanted: Wanted) -> Iterator[Finding]:
    """Findings of all kinds of a list, those last told of first."""
    kinds = (comparison.each(kind, wanted) for kind in asked.kinds)
    return heapq.merge(*kinds, key=lambda one: (one.last_day, one.id), reverse=True)


def _show(kept: Record, asked: _Asked, part: Part, as_json: bool) -> None:
    """Print a list, and how much of it that is; where lines are JSON, this goes to standard error."""
    found, number = part
    if as_json:
        for one in found:
            _write(one)
    elif found:
        from according.ledgers import print_ledger
        from according.told import all_as_told

        with kept.asking() as connection:
            print_ledger(asked.name, all_as_told(connection, found))
    said = terminal.err if as_json else terminal.out
    if not found:
        said.print("Nothing fits." if asked.narrowed else "Nothing of this kind follows from the record yet.")
    elif number > len(found):
        said.print(f"{len(found)} of {number}; --limit {number} for all.")


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
        _save(to, page)
    else:
        sys.stdout.write(page)
    left_out = [line for one in briefs for line in omissions(one)]
    for line in left_out:
        terminal.err.print(Text(terminal.clean(line), style="yellow"))
    raise typer.Exit(SET_ASIDE if left_out else 0)


def _save(to: Path, page: str) -> None:
    try:
        # A page may hold lone surrogates, which are characters of Python's text and of no encoding.
        to.write_bytes(page.encode("utf-8", "replace"))
    except OSError as error:
        raise SettingError(
            f"The brief cannot be written to {to}: {error.strerror}; name a file in a folder that is there."
        ) from None


def show_finding(settings: Settings, record: str | None, thing: str, *, as_json: bool) -> None:
    """Show a finding with all it rests on; or an origin, once for each finding that it is behind.

    Raises:
        NotOnRecordError: nothing has the id, nor had it before.
    """
    with kept_findings(settings, record) as (_, comparison):
        try:
            found: list[Finding | Origin] = [comparison.finding(thing)]
        except NotOnRecordError:
            found = [*comparison.origins(thing)]
    for one in found:
        if as_json:
            _write(one)
        else:
            _print(one)


def _write(one: Finding | Origin) -> None:
    from according import contract

    line = contract.origin_to_json(one) if one.kind == "origin" else contract.finding_to_json(one)
    sys.stdout.write(line + "\n")


def _print(one: Finding | Origin) -> None:
    from according.shown import print_finding

    print_finding(one)


@contextmanager
def kept_findings(settings: Settings, record: str | None, then: AsOf | None = None) -> Iterator[tuple[Record, Kept]]:
    """A record with what follows from it, now or on a day.

    Where nothing waits to be compared, what compares is not loaded, which takes longer than to show a list.
    """
    from according.comparison.kept import Kept
    from according.record.record import Record

    with Record.open(record or settings.record, create=False) as opened:
        kept = Kept(opened)
        if then is None and not kept.is_behind:
            yield opened, kept
            return
    with compared(settings, record) as (opened, comparison):
        from according.comparison.comparison import Then

        yield opened, Then(opened, comparison, then) if then else comparison


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
    known = _day(day, "--as-of")
    if by_here and not known:
        raise QueryError("--known-here says what was known here on a day; name the day with --as-of.")
    if known is None:
        return None
    from according.comparison.comparison import AsOf

    return AsOf(known, by_here)


def _day(day: str | None, option: str) -> str | None:
    """A day as an option gives it.

    Raises:
        QueryError: it is none.
    """
    try:
        return date.fromisoformat(day).isoformat() if day is not None else None
    except ValueError:
        raise QueryError(f"{option} is {day!r}; give a day such as 2020-08-27.") from None
