"""The lists of findings in a terminal and as JSON: what is asked wrongly is refused, and nothing is left out unsaid."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner, Result

from according import cli, contract
from according.dates import day_words, days_words
from according.desk.app import create_app
from according.errors import AccordingError
from according.model import Date

LISTS = ("stories", "quotations", "origins", "claims", "commitments", "precedents", "answers")
ROOT = Path(__file__).parents[1]

Ask = Callable[..., Result]


@pytest.fixture
def ask(read_dossier: Path) -> Ask:
    """Run a command on the dossier's record, in a terminal of so many columns."""

    def run(*arguments: str, columns: int = 160) -> Result:
        return CliRunner().invoke(cli.app, ["--record", str(read_dossier), *arguments], env={"COLUMNS": str(columns)})

    return run


def lines(done: Result) -> list[Any]:
    assert done.exit_code == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("commitments --status opne", "open, condition met, met, broken, withdrawn or lapsed"),
        ("precedents --status open", "borne out, contradicted or nothing on record"),
        ("stories --status open", "Stories have no status"),
        ("origins --status open", "Origins have no status"),
        ("claims --article xxx", "xxx"),
        ("claims --since soon", "--since is 'soon'"),
        ("claims --since 2024-05-01 --until 2024-04-01", "2024-04-01"),
        ("claims --known-here", "--as-of"),
        ("claims --as-of yesterday", "--as-of is 'yesterday'"),
        ("brief xyz", "xyz"),
        ("show xyz", "xyz"),
    ],
)
def test_what_is_asked_wrongly_is_one_sentence_and_exit_code_2(ask: Ask, wrong: str, told: str) -> None:
    error = ask(*wrong.split()).exception
    assert isinstance(error, AccordingError)
    assert told in str(error)
    assert cli.exit_code(error) == 2


def test_a_wrong_call_ends_so_as_a_process_too(read_dossier: Path) -> None:
    called = [sys.executable, "-m", "according", "--record", str(read_dossier), "claims", "--status", "open"]
    done = subprocess.run(called, capture_output=True, text=True, check=False, timeout=120)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "Claims have no status; leave it out.\n"


def test_an_article_is_named_by_its_own_id(ask: Ask) -> None:
    statement = lines(ask("claims", "--json", "--limit", "1"))[0]["words"]["statement"]
    assert "is no article" in str(ask("claims", "--article", statement).exception)


@pytest.mark.parametrize("name", LISTS)
def test_where_nothing_fits_it_is_said(ask: Ask, name: str) -> None:
    assert ask(name, "--by", "Nobody").stdout == "Nothing fits.\n"
    silent = ask(name, "--by", "Nobody", "--json")
    assert (silent.stdout, silent.stderr) == ("", "Nothing fits.\n")


@pytest.mark.parametrize("name", LISTS)
def test_a_list_that_is_cut_says_how_much_of_it_is_shown(ask: Ask, name: str) -> None:
    whole = lines(ask(name, "--json", "--limit", "1000"))
    assert len(whole) > 2
    cut = ask(name, "--json", "--limit", "2")
    assert lines(cut) == whole[:2]
    assert cut.stderr == f"2 of {len(whole)}; --limit {len(whole)} for all.\n"
    assert ask(name, "--limit", "2").stdout.endswith(cut.stderr)
    assert " for all" not in ask(name, "--limit", str(len(whole))).stdout
    then = ask(name, "--limit", "1", "--as-of", "2024-03-13")
    number = len(lines(ask(name, "--json", "--limit", "1000", "--as-of", "2024-03-13")))
    assert then.stdout.endswith(f"1 of {number}; --limit {number} for all.\n")


@pytest.mark.parametrize("name", LISTS)
def test_the_day_by_which_a_list_is_sorted_stands_first(ask: Ask, name: str) -> None:
    told = [(one.get("of") or one)["last_day"] for one in lines(ask(name, "--json", "--limit", "1000"))]
    assert told == sorted(told, reverse=True)
    assert ask(name).stdout.startswith("last told ↓")


def test_stories_are_found_by_their_actors(ask: Ask) -> None:
    every = lines(ask("stories", "--json"))
    named = [one for one in every if any("Talmas" in actor for actor in one["actors"])]
    assert 0 < len(named) < len(every)
    assert lines(ask("stories", "--json", "--by", "talmas")) == named


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("columns", [72, 80, 110, 200])
def test_a_table_takes_the_width_there_is_and_has_every_id(ask: Ask, name: str, columns: int) -> None:
    wanted = [one["id"] for one in lines(ask(name, "--json", "--limit", "9"))]
    shown = ask(name, "--limit", "9", columns=columns).stdout.splitlines()
    assert max(map(len, shown)) == columns
    joined = "\n".join(shown)
    assert [number for number in re.findall(r"\b[a-z][0-9a-f]{20}\b", joined) if number in wanted] == wanted
    if columns >= 110:
        assert len(shown) <= 4 + 2 * len(wanted)
        assert all(any(line.rstrip().endswith(number) for line in shown) for number in wanted)


def test_origins_as_json_are_one_voice_an_object_with_its_finding_and_its_reports(ask: Ask) -> None:
    listed = lines(ask("origins", "--json", "--limit", "1000"))
    schema = json.loads((ROOT / "docs/origin.schema.json").read_text(encoding="utf-8"))
    for one in listed:
        jsonschema.validate(one, schema)
        assert one["of"]["kind"] in ("quotation", "claim", "commitment")
        assert all(report["passage"]["place"] and report["passage"]["statement"] for report in one["reports"])
        assert all(report["tie"] and report["why"] for report in one["reports"])
    found = [
        one for name in ("quotations", "claims", "commitments") for one in lines(ask(name, "--json", "--limit", "1000"))
    ]
    behind = sorted((one["id"], voice["id"]) for one in found for voice in one["origins"]["voices"])
    assert sorted((one["of"]["id"], one["id"]) for one in listed) == behind
    assert {one["of"]["origins"] for one in listed} == {len(one["origins"]["voices"]) for one in found}
    assert all(
        "Talmas" in (one["speaker"] or one["called"]) for one in lines(ask("origins", "--json", "--by", "talmas"))
    )


def test_an_origin_is_shown_by_its_id_with_each_finding_it_is_behind(ask: Ask) -> None:
    listed = lines(ask("origins", "--json", "--limit", "1000"))
    for number in {one["id"] for one in listed[:12]}:
        same = [one for one in listed if one["id"] == number]
        assert lines(ask("show", number, "--json")) == same
        shown = ask("show", number).stdout
        assert all(one["of"]["id"] in shown for one in same)
        assert all(report["passage"]["statement"] in shown for report in same[0]["reports"])


def test_the_published_schema_of_an_origin_is_that_of_the_types() -> None:
    assert (ROOT / "docs/origin.schema.json").read_text(encoding="utf-8") == contract.published("origin")


def test_the_occasion_of_an_origin_is_no_surer_than_it_is_known(ask: Ask) -> None:
    listed = lines(ask("origins", "--json", "--limit", "1000"))
    table = ask("origins", "--limit", "1000", columns=400).stdout
    about = [one for one in listed if one["on"] and one["on"]["precision"] == "about"]
    assert any(one["on"]["start"] is None for one in about)
    for one in about:
        words = day_words(Date(one["on"]["start"], one["on"]["end"], "about", "none"))
        assert words.startswith(("about ", "until about "))
        row = table[: table.index(one["of"]["id"], table.index(one["id"]))].rpartition(one["id"])[2]
        assert f"{words} ({one['basis']})" in row


UNDATED = """<!doctype html><html lang="en"><head><title>The bridge at Renn</title></head><body><article>
<h1>The bridge at Renn</h1><p>It is the first time that Halvard has closed the bridge at Renn to lorries.</p>
<p>The ferrymen of the lower basin carry what they can until the bridge is open for all of them again.</p>
</article></body></html>"""


def test_a_day_on_which_an_undated_page_was_only_seen_is_marked_so_in_the_terminal_and_on_the_desk(
    tmp_path: Path,
) -> None:
    (tmp_path / "renn.html").write_text(UNDATED, encoding="utf-8")
    record = str(tmp_path / "renn.db")
    assert CliRunner().invoke(cli.app, ["--record", record, "add", str(tmp_path / "renn.html")]).exit_code == 0
    run = CliRunner().invoke
    [found] = lines(run(cli.app, ["--record", record, "precedents", "--json"]))
    marked = f"seen {days_words(found['first_day'])}"
    assert run(cli.app, ["--record", record, "precedents"]).stdout.splitlines()[2].startswith(marked)
    with TestClient(create_app(record), base_url="http://localhost", client=("127.0.0.1", 1)) as desk:
        assert marked in desk.get("/precedents").text
        assert marked in desk.get(f"/precedents/{found['id']}").text
