"""Exports: the readings of a record given out, one after the other, so that a large record takes no more memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Literal, TextIO

from according import contract
from according.export import plover
from according.export.sheets import Open, csv_file, parquet_file
from according.export.tables import TABLES
from according.export.whole import whole
from according.model import Reading

LineFormat = Literal["plover", "jsonl"]
TableFormat = Literal["csv", "parquet"]
Lines = Callable[[Reading], Iterable[str]]

LINES: dict[LineFormat, Lines] = {"plover": plover.lines, "jsonl": lambda reading: [contract.to_json(reading)]}
FILES: dict[TableFormat, Open] = {"csv": csv_file, "parquet": parquet_file}


def write_lines(readings: Iterable[Reading], format: LineFormat, file: TextIO) -> int:  # noqa: A002
    """Write lines of JSON: an event each ("plover"), or a reading each ("jsonl").

    Returns:
        How many lines were written.
    """
    written = 0
    for line in _lines(readings, LINES[format]):
        file.write(line + "\n")
        written += 1
    return written


def _lines(readings: Iterable[Reading], lines: Lines) -> Iterator[str]:
    return (line for reading in readings for line in lines(reading))


def export_lines(readings: Iterable[Reading], format: LineFormat, path: Path) -> int:  # noqa: A002
    """Write a new file of lines, which is there only when it is whole; give how many it has.

    Raises:
        PlaceError: there is something at `path` already, or it cannot be written.
    """
    with whole(path) as part, part.open("w", encoding="utf-8", newline="\n") as file:
        return write_lines(readings, format, file)


def export_tables(readings: Iterable[Reading], format: TableFormat, folder: Path) -> dict[str, int]:  # noqa: A002
    """Write a new folder with a file for each table, which is there only when all are whole.

    Returns:
        How many rows each table has, by its name.

    Raises:
        PlaceError: there is something at `folder` already, or it cannot be written.
    """
    written = {table.name: 0 for table in TABLES}
    with whole(folder) as part:
        part.mkdir()
        with ExitStack() as opened:
            files = [(table, opened.enter_context(FILES[format](part, table))) for table in TABLES]
            for reading in readings:
                for table, write in files:
                    rows = list(table.rows(reading))
                    write(rows)
                    written[table.name] += len(rows)
    return written
