"""Flat tables as files: CSV that a spreadsheet may open without harm, and Parquet."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from according.export.tables import Kind, Table, Value

Write = Callable[[Sequence[tuple[Value, ...]]], None]
Open = Callable[[Path, Table], AbstractContextManager[Write]]

# What a spreadsheet may take for a formula: CSV has no way to say that a field is text. (OWASP, "CSV Injection")
_FORMULA = re.compile(r"[\s']*[=+\-@＝＋－＠\t\r\n]")
_ROWS_A_GROUP = 8192


@contextmanager
def csv_file(folder: Path, table: Table) -> Iterator[Write]:
    """A CSV file after RFC 4180 in UTF-8, its first line the columns' names."""
    with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(column.name for column in table.columns)

        def write(rows: Sequence[tuple[Value, ...]]) -> None:
            writer.writerows([harmless(value) for value in row] for row in rows)

        yield write


def harmless(value: Value) -> Value:
    """The value with an apostrophe before it where a spreadsheet could take it for a formula.

    Whoever needs the very words takes one apostrophe away from each value that begins with one and is such a formula
    without it (`plainly`).

    >>> harmless("=1+1"), harmless("’tis"), harmless(-2.5)
    ("'=1+1", '’tis', -2.5)
    """
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


def plainly(value: str) -> str:
    """The words that `harmless` was given."""
    return value[1:] if value.startswith("'") and _FORMULA.match(value[1:]) else value


@contextmanager
def parquet_file(folder: Path, table: Table) -> Iterator[Write]:
    """A Parquet file with typed columns, compressed by Zstandard."""
    import pyarrow as arrow  # noqa: PLC0415  (only whoever asks for Parquet waits for it)
    from pyarrow import parquet  # noqa: PLC0415

    kinds: Mapping[Kind, Any] = {"text": arrow.string(), "whole number": arrow.int64(), "number": arrow.float64()}
    schema = arrow.schema(
        [arrow.field(column.name, kinds[column.kind], metadata={"holds": column.holds}) for column in table.columns]
    )
    with parquet.ParquetWriter(folder / f"{table.name}.parquet", schema, compression="zstd") as writer:
        held: list[tuple[Value, ...]] = []

        def flush() -> None:
            columns = list(zip(*held, strict=True)) or [()] * len(schema)
            arrays = [arrow.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
            writer.write_table(arrow.table(arrays, schema=schema))
            held.clear()

        def write(rows: Sequence[tuple[Value, ...]]) -> None:
            held.extend(rows)
            if len(held) >= _ROWS_A_GROUP:
                flush()

        yield write
        flush()
