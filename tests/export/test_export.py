"""Exports as another program reads them: whole, leading to their words, harmless in a spreadsheet, and bounded."""

from __future__ import annotations

import csv
import io
import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet
from tests.record.conftest import Newsroom

from according import contract
from according.errors import PlaceError
from according.export import plover
from according.export.export import export_lines, export_tables, write_lines
from according.export.sheets import harmless, plainly
from according.export.tables import TABLES, described
from according.model import Event, Party, Reading, Relation, Span, identify
from according.record.filters import Filters
from according.record.record import Record

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    """Three articles; one has a title that is a formula, and an event that is denied."""
    newsroom = Newsroom()
    with Record.open(tmp_path / "record.db") as kept:
        newsroom.keep(kept)
        newsroom.keep(kept, "other.html", publisher="Vell Gazette", published="2031-06-01", statements=1)
        page = newsroom.page("formula.html")
        reading = newsroom.reading(page, title='=HYPERLINK("http://evil.example","Ice")', published=None)
        kept.keep(page, None, _with_a_denial(reading))
        yield kept


def _with_a_denial(reading: Reading) -> Reading:
    text = reading.article.text
    convoy = Span(text.index("convoy"), text.index("convoy") + len("convoy"))
    denied = Event(identify("event", reading.article.id, "convoy"), convoy, "MOBILIZE", None, "troops", "denied",
                   reading.statements[1].id, recipient=(Party(convoy, None),))  # fmt: skip
    relation = Relation("rival", reading.actors[0].id, None, convoy)
    return replace(reading, events=(*reading.events, denied), relations=(relation,))


def _lines(record: Record, filters: Filters = Filters()) -> list[dict]:  # noqa: B008
    file = io.StringIO()
    write_lines(record.each_reading(filters), "plover", file)
    return [json.loads(line) for line in file.getvalue().splitlines()]


def test_every_event_is_a_line_after_the_published_schema(record: Record):
    schema = json.loads((DOCS / "plover.schema.json").read_text("utf-8"))
    assert schema == plover.schema()
    lines = _lines(record)
    assert len(lines) == record.counts().events == 4
    for line in lines:
        jsonschema.validate(line, schema)


def test_a_line_says_on_what_condition_and_through_whom_its_event_is_told(record: Record):
    (line,) = _lines(record, Filters(publisher="Vell Gazette"))
    assert line["context"] == ["hypothetical"]
    assert line["date"] == "2031-06-01"
    assert line["according"]["status"] == "conditional"
    told = line["according"]["statement"]
    assert [hop["name"] for hop in told["chain"]] == ["Ada Brönn", "Radio Tarn"]
    assert told["condition"] == {"kind": "only if", "words": "the strait freezes", "span": told["condition"]["span"]}
    assert told["certainty"]["band"] == "likely"
    article = record.article(line["according"]["article"])
    start, end = told["condition"]["span"]
    assert article.text[start:end] == "the strait freezes"


def test_a_deed_that_is_denied_is_no_event_for_plover(record: Record):
    (denied,) = [line for line in _lines(record) if line["according"]["status"] == "denied"]
    assert (denied["has_event"], denied["event"], denied["quad_code"]) == (False, [], None)
    assert denied["context"] == ["negation"]
    assert denied["date"] is None  # neither the event's day nor the article's is known


def test_readings_come_back_from_their_lines(record: Record, tmp_path: Path):
    assert export_lines(record.each_reading(), "jsonl", tmp_path / "readings.jsonl") == 3
    lines = (tmp_path / "readings.jsonl").read_text("utf-8").splitlines()
    assert [contract.from_json(line) for line in lines] == list(record.each_reading())


def test_csv_and_parquet_hold_the_same(record: Record, tmp_path: Path):
    written = export_tables(record.each_reading(), "csv", tmp_path / "sheets")
    assert written == export_tables(record.each_reading(), "parquet", tmp_path / "columns")
    assert (written["articles"], written["statements"], written["events"], written["relations"]) == (3, 5, 4, 1)
    for table in TABLES:
        columns = parquet.read_table(tmp_path / "columns" / f"{table.name}.parquet")
        with (tmp_path / "sheets" / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert len(rows) == columns.num_rows == written[table.name]
        for row, typed in zip(rows, columns.to_pylist(), strict=True):
            assert {name: plainly(value) for name, value in row.items()} == {
                name: "" if value is None else str(value) for name, value in typed.items()
            }


def test_a_table_without_rows_is_a_file_with_its_columns(tmp_path: Path):
    export_tables([], "parquet", tmp_path / "none")
    for table in TABLES:
        empty = parquet.read_table(tmp_path / "none" / f"{table.name}.parquet")
        assert (empty.num_rows, empty.column_names) == (0, [column.name for column in table.columns])


def test_all_words_stand_where_their_column_says(record: Record, tmp_path: Path):
    export_tables(record.each_reading(), "parquet", tmp_path / "columns")
    led = 0
    for table in TABLES:
        for row in parquet.read_table(tmp_path / "columns" / f"{table.name}.parquet").to_pylist():
            for name in row:
                if name.endswith("_at") and isinstance(row.get(name.removesuffix("_at")), str) and name != "place_at":
                    text = record.article(row["article"]).text
                    places = [map(int, place.split("-")) for place in row[name].split()]
                    assert row[name.removesuffix("_at")] == " … ".join(text[start:end] for start, end in places)
                    led += 1
    assert led > 30


def test_a_source_asked_for_gives_just_its_statements_and_the_events_in_them(record: Record, tmp_path: Path):
    written = export_tables(record.each_reading(Filters(source="officials")), "csv", tmp_path / "sheets")
    assert (written["articles"], written["statements"], written["events"]) == (2, 2, 1)


def test_a_formula_on_a_page_is_none_in_a_spreadsheet(record: Record, tmp_path: Path):
    export_tables(record.each_reading(), "csv", tmp_path / "sheets")
    assert "'=HYPERLINK" in (tmp_path / "sheets" / "articles.csv").read_text("utf-8")


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1+1", "'=1"])
def test_what_a_spreadsheet_could_run_begins_with_an_apostrophe(words: str):
    assert harmless(words) == f"'{words}"


@given(st.text(alphabet="=+-@'\t\r\n ＝ab”") | st.text())
def test_every_text_comes_back_from_a_sheet(words: str):
    made = harmless(words)
    assert isinstance(made, str)
    assert made.lstrip(" ")[:1] not in set("=+-@＝＋－＠\t\r\n")
    assert plainly(made) == words


def test_numbers_stay_numbers():
    assert harmless(-33.9) == -33.9


def _that_fail(reading: Reading) -> Iterator[Reading]:
    yield reading
    raise RuntimeError("the disk is gone")


@pytest.mark.parametrize(
    "export",
    [
        lambda readings, to: export_lines(readings, "plover", to),
        lambda readings, to: export_tables(readings, "csv", to),
    ],
)
def test_an_export_that_fails_leaves_nothing(
    record: Record, tmp_path: Path, export: Callable[[Iterator[Reading], Path], object]
):
    out = tmp_path / "out"
    out.mkdir()
    readings = _that_fail(next(record.each_reading()))
    with pytest.raises(RuntimeError):
        export(readings, out / "export")
    assert list(out.iterdir()) == []


def test_what_is_there_already_is_left_alone(record: Record, tmp_path: Path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(PlaceError, match="already; remove it, or name a new place"):
        export_lines(record.each_reading(), "plover", tmp_path / "mine.txt")
    assert (tmp_path / "mine.txt").read_text() == "mine"
    with pytest.raises(PlaceError, match="no folder"):
        export_lines(record.each_reading(), "plover", tmp_path / "nowhere" / "events.jsonl")


SLOW = """
import sys, time
from pathlib import Path
from according.export.export import export_tables
from according.record.record import Record
def slowly(readings):
    for reading in readings:
        yield reading
        print("one", flush=True)
        time.sleep(60)
with Record.open(sys.argv[1]) as record:
    export_tables(slowly(record.each_reading()), "csv", Path(sys.argv[2]))
"""


def test_an_export_that_is_killed_leaves_no_half_tables_at_its_name(record: Record, tmp_path: Path):
    out = tmp_path / "tables"
    with subprocess.Popen(
        [sys.executable, "-c", SLOW, str(tmp_path / "record.db"), str(out)], stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"one\n"
        process.send_signal(signal.SIGKILL)
    assert not out.exists()
    assert export_tables(record.each_reading(), "csv", out)["articles"] == 3


def test_the_command_writes_lines_and_tables_and_says_what_is_missing(record: Record, tmp_path: Path):
    def according(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "according", "--record", "record.db", "export", *arguments]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)

    assert len(according("--format", "plover", "--since", "2031-05-15").stdout.splitlines()) == 1
    done = according("--format", "parquet", "--out", "tables", "--act", "deny")
    assert (done.returncode, "2 statements" in done.stderr) == (0, True)
    missing = according("--format", "csv")
    assert (missing.returncode, "--out" in missing.stderr) == (2, True)
    there = according("--format", "csv", "--out", "tables")
    assert (there.returncode, "already" in there.stderr) == (3, True)


def test_the_documentation_has_every_column():
    assert described() in (DOCS / "export.md").read_text("utf-8")
