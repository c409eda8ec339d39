"""The commands of According.

Exit codes: 0 all was done; 1 something was set aside, its reason on standard error; 2 the command was called wrongly,
or with an id of which the record has nothing; 3 the record, a setting or a file that According needs cannot be used.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from importlib.resources import as_file, files
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING, Annotated, Literal, cast

import typer
from rich.text import Text

from according import cli_findings, cli_judgements, cli_people, terminal
from according.errors import AccordingError, ArchiveError, NotOnRecordError, QueryError, SettingError
from according.model import Act, Declared, Page, Refusal
from according.settings import Settings, read_settings
from according.terminal import err, out
from according.version import __version__

if TYPE_CHECKING:
    from according.export.export import LineFormat
    from according.page.archive import Archive
    from according.page.fetch import Fetcher
    from according.reading.lexicon import Added
    from according.record.record import Record
    from according.workers import Readers

# Where the desk is found, if nothing else is said.
DESK = "http://127.0.0.1:8765"
SET_ASIDE = 1
CALLED_WRONGLY = 2
UNUSABLE = 3

app = typer.Typer(help=__doc__, no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None)
record_commands = typer.Typer(help="Look after the record.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(record_commands, name="record")
app.add_typer(cli_people.commands, name="people")
remark_commands = typer.Typer(help="What readers said to the pages.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(remark_commands, name="remarks")
cli_findings.register(app)
app.add_typer(cli_judgements.commands, name="judgements")

Places = Annotated[list[str], typer.Argument(help="Addresses, files, directories; - is standard input.")]
RecordOption = Annotated[
    str | None,
    typer.Option(
        "--record", help="The record: a file's path or an SQLAlchemy URL; else ACCORDING_RECORD, according.db."
    ),
]
Published = Annotated[str | None, typer.Option(help="When the place was published, if it does not say (ISO 8601).")]
Url = Annotated[str | None, typer.Option(help="The address of the place, if it does not say.")]
Publisher = Annotated[str | None, typer.Option(help="Who published the place, if it does not say.")]
Source = Annotated[str | None, typer.Option(help="Only statements of sources whose name has these words.")]
PublishedBy = Annotated[str | None, typer.Option(help="Only what this publisher has.")]
Since = Annotated[str | None, typer.Option(help="Published on or after this day (2020-08-27, 2020-08, 2020).")]
Until = Annotated[str | None, typer.Option(help="Published on or before this day.")]
ActOption = Annotated[str | None, typer.Option(help="Only statements with this act (assert, commit, deny, …).")]
ExportFormat = Literal["plover", "jsonl", "csv", "parquet"]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]


@app.callback()
def everywhere(
    context: typer.Context,
    record: RecordOption = None,
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    """Read the settings once, for whichever command follows."""
    if version:
        out.print(f"according {__version__}")
        raise typer.Exit
    context.obj = _with_record(read_settings(), record)


@app.command()
def read(
    context: typer.Context,
    places: Places,
    as_json: Json = False,
    published: Published = None,
    url: Url = None,
    publisher: Publisher = None,
) -> None:
    """Read places and print what was found; nothing is kept."""
    from according import contract

    settings: Settings = context.obj
    pages = _open(places, settings, Declared(url, published, publisher))
    refused = 0
    with _readers(settings) as readers, terminal.progress("read") as step:
        for outcome in readers.read(pages):
            step(outcome)
            if isinstance(outcome, Refusal):
                refused += 1
            elif as_json:
                sys.stdout.write(contract.to_json(outcome.reading) + "\n")
            else:
                terminal.print_reading(outcome.reading)
    raise typer.Exit(SET_ASIDE if refused else 0)


@app.command(name="add")
def add_places(
    context: typer.Context,
    places: Places,
    published: Published = None,
    url: Url = None,
    publisher: Publisher = None,
    record: RecordOption = None,
) -> None:
    """Read places and keep them in the record, their bytes in the archive beside it."""
    settings = _with_record(context.obj, record)
    tally = _add(_open(places, settings, Declared(url, published, publisher)), settings)
    raise typer.Exit(SET_ASIDE if tally.refused else 0)


@app.command()
def follow(
    context: typer.Context,
    feeds: Annotated[list[str] | None, typer.Argument(help="Addresses of feeds to follow from now on.")] = None,
    every: Annotated[int | None, typer.Option(min=1, help="Look again every so many minutes, until stopped.")] = None,
    stop: Annotated[bool, typer.Option("--stop", help="Follow the given feeds no longer.")] = False,
    record: RecordOption = None,
) -> None:
    """Look at the followed feeds and add what is new, once or every so many minutes."""
    from according.intake import new_in_feeds

    settings = _with_record(context.obj, record)
    with _record(settings, create=True) as kept:
        for feed in feeds or ():
            kept.unfollow(feed) if stop else kept.follow(feed)
    if stop:
        return
    while True:
        with _record(settings) as kept:
            tally = _add(new_in_feeds(kept, _fetcher(settings)), settings)
        if every is None:
            raise typer.Exit(SET_ASIDE if tally.refused else 0)
        time.sleep(every * 60)


@app.command()
def search(  # noqa: PLR0913, PLR0917  (one parameter an option)
    context: typer.Context,
    query: Annotated[str, typer.Argument(help='Words; "words in quotes" stand together.')],
    source: Source = None,
    publisher: PublishedBy = None,
    since: Since = None,
    until: Until = None,
    act: ActOption = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many at the most.")] = 20,
    as_json: Json = False,
    record: RecordOption = None,
) -> None:
    """Search the words of articles and statements."""
    from according.record.filters import Filters

    filters = Filters(publisher=publisher, source=source, since=since, until=until, act=cast("Act | None", act))
    with _record(_with_record(context.obj, record)) as kept:
        for hit in kept.search(query, filters, limit=limit):
            terminal.print_json(hit) if as_json else terminal.print_hit(hit)


@app.command()
def export(  # noqa: PLR0913, PLR0917  (one parameter an option)
    context: typer.Context,
    form: Annotated[ExportFormat, typer.Option("--format", help="plover and jsonl: lines; csv and parquet: tables.")],
    to: Annotated[
        Path | None, typer.Option("--out", help="The new file, or for tables the new folder; else standard output.")
    ] = None,
    source: Source = None,
    publisher: PublishedBy = None,
    since: Since = None,
    until: Until = None,
    language: Annotated[str | None, typer.Option(help="Only articles in this language (ISO 639-1).")] = None,
    act: ActOption = None,
    record: RecordOption = None,
) -> None:
    """Give the record to other programs: events as PLOVER's JSON, readings as JSON, or flat tables."""
    from according.export.export import export_lines, export_tables, write_lines
    from according.record.filters import Filters

    filters = Filters(publisher, source, since, until, language, cast("Act | None", act))
    with _record(_with_record(context.obj, record)) as kept:
        readings = kept.each_reading(filters)
        if form in {"csv", "parquet"}:
            if to is None:
                raise typer.BadParameter("tables need a folder; name a new one", param_hint="--out")
            tables = export_tables(readings, form, to)
            told = ", ".join(f"{rows} {name}" for name, rows in tables.items())
        elif to is None:
            write_lines(readings, cast("LineFormat", form), sys.stdout)
            return
        else:
            told = f"{export_lines(readings, cast('LineFormat', form), to)} lines"
    err.print(Text(f"Written to {to}: {told}."))


@app.command()
def show(
    context: typer.Context,
    thing: Annotated[str, typer.Argument(metavar="ID", help="The id of a page, article, statement, event …")] = "",
    as_json: Json = False,
    archived: Annotated[
        bool, typer.Option("--archived", help="Write the archived bytes of its page as served.")
    ] = False,
    span: Annotated[
        str | None, typer.Option(metavar="START-END", help="Show these words of its article in the archived page.")
    ] = None,
    legend: Annotated[bool, typer.Option("--legend", help="Say what every word and mark stands for.")] = False,
    record: RecordOption = None,
) -> None:
    """Show a thing of the record with the words it came from; or the legend."""
    from according.intake import archived_bytes

    if legend:
        terminal.print_legend()
        return
    if not thing:
        raise typer.BadParameter("name a thing by its id, or ask for --legend", param_hint="ID")

    settings = _with_record(context.obj, record)
    with _record(settings) as kept:
        if span:
            _show_source(kept, _archive(settings), thing, span)
        elif archived:
            sys.stdout.buffer.write(archived_bytes(kept, _archive(settings), thing))
        else:
            _show_thing(kept, thing, settings, as_json=as_json)


def _show_thing(record: Record, thing: str, settings: Settings, *, as_json: bool) -> None:
    """Print what was read, or else what follows from it."""
    try:
        found = record.find(thing)
    except NotOnRecordError:
        cli_findings.show_finding(settings, None, thing, as_json=as_json)
    else:
        terminal.print_thing(record, found, as_json=as_json)


def _show_source(record: Record, archive: Archive, thing: str, span: str) -> None:
    """Print the characters of an archived page from which the words at a span of its article were read."""
    from according.desk.archived import excerpt_of
    from according.desk.pages import passage_in

    reading = record.reading(record.find(thing).article or thing)
    passage = passage_in(reading, span)
    if passage is None:
        raise QueryError(f"The article has no words at {span!r}; give two offsets such as 120-180.")
    found = excerpt_of(record, archive, reading.article, passage)
    if found is None:
        raise ArchiveError(f"The words at {span} are not to be found in the archived page; show all of it: --archived.")
    terminal.print_excerpt(found.before, found.words, found.after, found.line)


@app.command()
def explain(
    context: typer.Context,
    sentence: Annotated[str, typer.Argument(help="A sentence, or a few.")],
) -> None:
    """Say which entries of the lexicons fire on a sentence, from which file, and why."""
    from according.reading.explanation import explain_all

    for line in explain_all(sentence, _added(context.obj)):
        out.print(Text(("  " if line.startswith(" ") else "") + terminal.clean(line)))


@app.command()
def desk(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to listen on.")] = 8765,
    name: Annotated[
        list[str] | None, typer.Option(help="A name by which others reach the desk (desk.example).")
    ] = None,
    record: RecordOption = None,
) -> None:
    """Open the desk on the record, to be read in a browser."""
    _serve(_with_record(context.obj, record), host, port, name or ())


@app.command()
def notify(
    context: typer.Context,
    every: Annotated[int | None, typer.Option(min=1, help="Look again every so many minutes, until stopped.")] = None,
    record: RecordOption = None,
) -> None:
    """Send the mails that wait, once or every so many minutes; the desk does so too while it is open."""
    from according.desk.letters import post

    settings = _with_record(context.obj, record)
    if settings.post is None:
        raise SettingError("No mail server is set; set ACCORDING_SMTP, ACCORDING_MAIL_FROM and ACCORDING_ADDRESS.")
    while True:
        with _record(settings) as kept:
            posted = post(kept, settings.post)
        out.print(Text(f"Sent: {posted.sent}; put off: {posted.put_off}."))
        if posted.trouble:
            err.print(Text(posted.trouble))
        if every is None:
            raise typer.Exit(SET_ASIDE if posted.put_off else 0)
        time.sleep(every * 60)


@app.command()
def demo(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to listen on.")] = 8765,
    serve: Annotated[bool, typer.Option(help="Open the desk when all is read.")] = True,
    record: RecordOption = None,
) -> None:
    """Read the dossier that According ships, print what was found, and open the desk on it."""
    settings = _with_record(context.obj, record)
    if settings.record == Settings().record:
        settings = replace(settings, record="demo.db")  # invented reports never get among a user's own by themselves
    with as_file(files("according") / "dossier") as dossier:
        settings = replace(settings, actors=(*settings.actors, dossier / "actors.yaml"))
        pages = sorted(str(page) for page in (dossier / "pages").glob("*.html"))
        _add(_open(pages, settings, Declared()), settings, total=len(pages))
    with _record(settings) as kept:
        terminal.print_overview(kept)
    if serve:
        _serve(settings, host, port)


@record_commands.command()
def check(context: typer.Context, record: RecordOption = None) -> None:
    """Say what is wrong with the record and its archive; nothing where both are whole."""
    settings = _with_record(context.obj, record)
    archive = _archive(settings)
    with _record(settings) as kept:
        faults = kept.check(archive.has)
    for fault in faults:
        err.print(Text(fault))
    out.print("The record is whole." if not faults else f"{len(faults)} faults.")
    raise typer.Exit(SET_ASIDE if faults else 0)


@record_commands.command()
def backup(context: typer.Context, to: Path, record: RecordOption = None) -> None:
    """Copy the record into one new file, and its archive into a folder beside that."""
    settings = _with_record(context.obj, record)
    with _record(settings) as kept:
        kept.backup(to)
    if settings.archive_folder.is_dir():
        copytree(settings.archive_folder, to.with_suffix(".archive"))
    out.print(Text(f"The record is copied to {to}."))


@record_commands.command()
def restore(context: typer.Context, source: Path, record: RecordOption = None) -> None:
    """Fill an empty record, and its archive, from a backup."""
    settings = _with_record(context.obj, record)
    with _record(settings, create=True) as kept:
        kept.restore(source)
    if source.with_suffix(".archive").is_dir():
        copytree(source.with_suffix(".archive"), settings.archive_folder, dirs_exist_ok=True)
    out.print(Text(f"The record is filled from {source}."))


@record_commands.command()
def forget(context: typer.Context, place: str, record: RecordOption = None) -> None:
    """Remove a page with its archived copy and all that was read from it and judged on it."""
    from according.intake import forget as forget_place

    settings = _with_record(context.obj, record)
    with _record(settings) as kept, _archive(settings) as archive:
        forgotten = forget_place(place, kept, archive)
    out.print(Text(f"Forgotten: {len(forgotten.pages)} page(s) of {place}."))
    if not forgotten.wiped:
        err.print("Another process is reading the record; the words leave its log when that process ends.")


@remark_commands.command(name="export")
def export_remarks(
    context: typer.Context,
    desk: Annotated[str, typer.Option(help="The desk's address, under which remarks have theirs.")] = DESK,
    record: RecordOption = None,
) -> None:
    """Write the remarks as W3C Web Annotations, one JSON-LD object a line; removed and hidden ones are left out."""
    from according.export.annotations import write_lines

    with _record(_with_record(context.obj, record)) as kept:
        write_lines(kept, desk.rstrip("/"), sys.stdout)


def main() -> None:
    """Run a command; what According refuses becomes one sentence and an exit code."""
    try:
        app()
    except AccordingError as error:
        err.print(Text(str(error)))
        sys.exit(exit_code(error))


def exit_code(error: AccordingError) -> int:
    """How a command ends that According refuses: as called wrongly, or as one for which something cannot be used."""
    return CALLED_WRONGLY if isinstance(error, QueryError | NotOnRecordError) else UNUSABLE


def _with_record(settings: Settings, record: str | None) -> Settings:
    return replace(settings, record=record) if record else settings


def _fetcher(settings: Settings) -> Fetcher:
    from according.page.fetch import Fetcher

    return Fetcher(private_networks=settings.private_networks)


def _open(places: Sequence[str], settings: Settings, declared: Declared) -> Iterator[Page | Refusal]:
    from according.page.places import open_places

    return open_places(places, _fetcher(settings), declared, sys.stdin.buffer)


def _readers(settings: Settings) -> Readers:
    from according.reading.declared import read_actor_file
    from according.workers import Readers

    declared = [actor for file in settings.actors for actor in read_actor_file(file)]
    return Readers(settings.workers, actors=declared, added=_added(settings), withhold_names=settings.withhold_names)


def _added(settings: Settings) -> Added | None:
    """What the user adds to the lexicons; None where nothing is."""
    if not (settings.lexicon or settings.frames):
        return None
    from according.reading.lexicon import read_lexicons

    return read_lexicons(settings.lexicon, settings.frames)


def _archive(settings: Settings) -> Archive:
    from according.page.archive import Archive

    return Archive(settings.archive_folder)


def _record(settings: Settings, *, create: bool = False) -> Record:
    from according.record.record import Record

    return Record.open(settings.record, create=create)


def _add(pages: Iterable[Page | Refusal], settings: Settings, total: int | None = None) -> terminal.Tally:
    from according.intake import add

    tally = terminal.Tally()
    with (
        _record(settings, create=True) as kept,
        _archive(settings) as archive,
        _readers(settings) as readers,
        terminal.progress("read", total) as step,
    ):
        for outcome in add(pages, readers, kept, archive):
            step(outcome)
            tally.count(outcome)
    if tally.new:
        with cli_findings.compared(settings, None):
            pass
    out.print(Text(tally.sentence()))
    return tally


def _serve(settings: Settings, host: str, port: int, names: Sequence[str] = ()) -> None:
    import uvicorn

    from according.desk.app import create_app
    from according.desk.people import may_listen

    hosts = (host, *names)
    may_listen(settings.record, hosts)
    out.print(Text(f"The desk is open at http://{host}:{port}/ (stop it with Ctrl-C)."))
    desk_app = create_app(
        settings.record,
        settings.archive_folder,
        hosts,
        open_reading=settings.open_reading,
        post=settings.post,
        address=settings.address,
        readers=_readers(settings),
        fetcher=_fetcher(settings),
    )
    # A thread that comes back from the database waits this long (seconds; by default ten times as long) for one that
    # puts a page together, and a list comes from the database row by row.
    sys.setswitchinterval(0.0005)
    # What is loaded by now stays. Otherwise Python's collector goes through all of it (a tenth of a second, in which
    # nobody is answered) whenever enough has come and gone.
    gc.collect()
    gc.freeze()
    uvicorn.run(desk_app, host=host, port=port, log_level="warning")
