"""The commands for what people judged: a list, and training and evaluation data in the form of the gold."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import Annotated

import typer
from rich.text import Text

from according.settings import Settings
from according.terminal import out

RecordOption = Annotated[str | None, typer.Option("--record", help="The record; else ACCORDING_RECORD, according.db.")]
Of = Annotated[str | None, typer.Option("--article", help="Only those on this article, by its id.")]
Whole = Annotated[bool, typer.Option("--whole", help="Only paragraphs of which every statement and event was judged.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]

commands = typer.Typer(help="What people judged.", no_args_is_help=True, rich_markup_mode=None)


@commands.command(name="list")
def list_judgements(
    context: typer.Context, article: Of = None, as_json: Json = False, record: RecordOption = None
) -> None:
    """Every judgement in the order in which they were given, with the machine's word and where it stands now."""
    from according.comparison.judged import in_words
    from according.record.record import Record

    with Record.open(_where(context.obj, record), create=False) as kept:
        for one in kept.judgements(article=article):
            given = one.judgement
            if as_json:
                line = json.dumps(asdict(one), ensure_ascii=False)
                sys.stdout.write(line.encode("utf-8", "replace").decode("utf-8") + "\n")
                continue
            word = f": {in_words(given.person)}" if given.verdict == "corrected" else ""
            machine = "" if given.machine is None else f" (the machine: {in_words(given.machine)})"
            state = "" if one.anchoring.state == "held" else f" [{one.anchoring.state}]"
            part = f"{one.kind} {given.target} {given.field or 'as a whole'}"
            out.print(Text(f"{given.at}  {given.author}  {part} {given.verdict}{word}{machine}{state}"), soft_wrap=True)


@commands.command(name="export")
def export_judgements(context: typer.Context, whole: Whole = False, record: RecordOption = None) -> None:
    """Write the judged paragraphs as gold: one JSON object a line, the statements and events as people left them."""
    from according.export.gold import write_gold
    from according.record.record import Record

    with Record.open(_where(context.obj, record), create=False) as kept:
        write_gold(kept, sys.stdout, whole=whole)


def _where(settings: Settings, record: str | None) -> str:
    return record or settings.record
