"""The commands as a user runs them: real files and real workers, what is printed and how a command ends.

Most run within this process, whose models are loaded; what is about processes (standard input and output, the exit code
of a refusal, an end with kill -9) runs in one of its own.
"""

from __future__ import annotations

import functools
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from typer.testing import CliRunner

from according import cli
from according.errors import AccordingError

PARAGRAPH = (
    "“We will open the gates,” Defence Minister Ilva Torn told the Veld Courier, according to the Meridian Institute."
    " The institute notes that Halvard has denied that its troops crossed the river."
)
PAGE = """<!doctype html><html lang="en"><head><title>Gates to open</title>
<meta property="og:site_name" content="The Harbour Ledger">
<meta property="article:published_time" content="2024-03-05T08:00:00+00:00"></head><body><article><h1>Gates to open</h1>
{paragraphs}</article></body></html>"""


def according(*arguments: str, folder: Path, given: bytes = b"", code: int = 0, **environment: str) -> str:
    """Run a command in a folder of its own; its standard output, when it ended as it should."""
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(folder)
        done = CliRunner().invoke(cli.app, arguments, input=given, env=environment)
    ended = cli.exit_code(done.exception) if isinstance(done.exception, AccordingError) else done.exit_code
    assert ended == code, (done.stderr, done.exception)
    return done.stdout


def process(*arguments: str, folder: Path, given: bytes = b"", code: int = 0, **environment: str) -> str:
    """The same as a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "according", *arguments],
        cwd=folder,
        input=given,
        capture_output=True,
        timeout=120,
        env={**os.environ, **environment},
        check=False,
    )
    assert done.returncode == code, done.stderr.decode()
    return done.stdout.decode()


def page(number: int) -> str:
    said = f"<p>Minister Ilva Torn said on Monday that gate number {number} would stay open for the season.</p>"
    more = "<p>The river authority keeps the gates of the lower basin and publishes their state every morning.</p>" * 3
    return PAGE.format(paragraphs=said + more)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@contextmanager
def served(directory: Path) -> Iterator[str]:
    """The files of a folder at an address of this machine."""
    handler = functools.partial(SimpleHTTPRequestHandler, directory=str(directory))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "pages").mkdir()
    for number in range(3):
        (tmp_path / "pages" / f"{number}.html").write_text(page(number), encoding="utf-8")
    return tmp_path


def test_reading_a_paragraph_says_who_said_what_through_whom(folder: Path) -> None:
    printed = process("read", "-", folder=folder, given=PARAGRAPH.encode())
    assert "Ilva Torn" in printed
    assert " › this page" in printed
    assert "\x1b" not in printed


def test_read_json_prints_one_reading_a_line_and_keeps_nothing(folder: Path) -> None:
    lines = according("read", "--json", "pages", folder=folder).splitlines()
    readings = [json.loads(line) for line in lines]
    assert [reading["article"]["place"] for reading in readings] == ["pages/0.html", "pages/1.html", "pages/2.html"]
    assert all(reading["schema"] == "according/reading/1" for reading in readings)
    assert readings[0]["statements"][0]["said_on"]["start"] == "2024-03-04"
    assert not (folder / "according.db").exists()


def test_one_bad_place_is_named_and_stops_no_other(folder: Path) -> None:
    (folder / "pages" / "1.html").write_bytes(b"\x00\x01\x02" * 500)
    printed = process("read", "--json", "pages", "nowhere.html", folder=folder, code=1)
    assert len(printed.splitlines()) == 2


def test_adding_twice_changes_nothing(folder: Path) -> None:
    assert "3 new pages" in according("add", "pages", folder=folder)
    archived = names(folder / "according.archive")
    assert "3 known already" in according("add", "pages", folder=folder)
    assert names(folder / "according.archive") == archived
    assert according("record", "check", folder=folder) == "The record is whole.\n"


def test_what_is_added_is_found_shown_and_leads_to_its_bytes(folder: Path) -> None:
    according("add", "pages", folder=folder)
    hit = json.loads(according("search", "gate", "--limit", "1", "--json", folder=folder))
    assert hit["publisher"] == "The Harbour Ledger"
    shown = according("show", hit["statement"] or hit["article"], folder=folder)
    assert "gate number" in shown
    source = according("show", hit["article"], "--span", "0-7", folder=folder)
    assert "<p>Minister" in source
    archived = according("show", hit["article"], "--archived", folder=folder)
    assert archived in {page(number) for number in range(3)}


def test_the_record_is_where_the_option_or_the_environment_says(folder: Path) -> None:
    according("add", "pages/0.html", "--record", "here.db", folder=folder)
    according("add", "pages/0.html", folder=folder, ACCORDING_RECORD="there.db")
    according("--record", "everywhere.db", "add", "pages/0.html", folder=folder)
    assert {"here.db", "there.db", "everywhere.db"} <= names(folder)
    assert "according.db" not in names(folder)


def test_a_record_is_backed_up_restored_and_forgets(folder: Path) -> None:
    according("add", "pages", folder=folder)
    according("record", "backup", "copy.db", folder=folder)
    according("record", "forget", "pages/0.html", folder=folder)
    assert "gate number 0" not in according("search", "gate", folder=folder)
    archives = b"".join(path.read_bytes() for path in (folder / "according.archive").iterdir())
    according("record", "restore", "copy.db", "--record", "again.db", folder=folder)
    assert "gate number 0" in according("search", "gate", "--record", "again.db", folder=folder)
    assert archives
    assert according("record", "check", "--record", "again.db", folder=folder) == "The record is whole.\n"


def test_a_query_of_odd_characters_finds_nothing_and_fails_nothing(folder: Path) -> None:
    according("add", "pages/0.html", folder=folder)
    for query in ('"', "AND OR NOT", "*", "gate'; DROP TABLE articles;--", "🚧", "-x"):
        according("search", "--", query, folder=folder)


def test_what_is_wrong_is_one_sentence_and_an_exit_code(folder: Path) -> None:
    process("search", "gate", "--record", "absent.db", folder=folder, code=3)
    process("show", "s0123456789abcdef0123", "--record", "absent.db", folder=folder, code=3)
    process("read", folder=folder, code=2)
    process("search", "x", folder=folder, code=3, ACCORDING_WORKERS="many")


def test_commenters_names_can_be_withheld(folder: Path) -> None:
    comment = (
        '<section class="comments"><ol class="comment-list"><li class="comment" id="comment-1"><article class="comment-body">'
        '<footer><b class="fn">Otto Brack</b> <time datetime="2024-03-05T10:00:00+00:00">5 March 2024</time></footer>'
        '<div class="comment-content"><p>The gates were open all week as far as I could see.</p></div></article></li></ol></section>'
    )
    (folder / "pages" / "0.html").write_text(page(0).replace("</body>", comment + "</body>"), encoding="utf-8")
    assert "Otto Brack" in according("read", "--json", "pages/0.html", folder=folder)
    withheld = according("read", "--json", "pages/0.html", folder=folder, ACCORDING_WITHHOLD_NAMES="1")
    assert "The gates were open all week" in withheld
    assert "Otto Brack" not in withheld


def test_killed_in_the_middle_the_record_is_whole_and_the_rest_can_be_added(folder: Path) -> None:
    for number in range(60):
        (folder / "pages" / f"{number:02}.html").write_text(page(number), encoding="utf-8")
    working = subprocess.Popen(
        [sys.executable, "-m", "according", "add", "pages"],
        cwd=folder,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 60
    while not list(folder.glob("according.archive/*.warc.gz")) and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.3)
    os.killpg(working.pid, signal.SIGKILL)
    working.wait()
    assert process("record", "check", folder=folder) == "The record is whole.\n"
    assert "0 set aside" in according("add", "pages", folder=folder)
    assert "63 known already" in according("add", "pages", folder=folder)


def test_a_followed_feed_gives_each_page_once(folder: Path) -> None:
    with served(folder / "pages") as address:
        items = "".join(f"<item><title>Gate {n}</title><link>{address}/{n}.html</link></item>" for n in range(2))
        feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Ledger</title>{items}</channel></rss>'
        (folder / "pages" / "feed.xml").write_text(feed, encoding="utf-8")
        private = {"ACCORDING_PRIVATE_NETWORKS": "1"}
        assert "2 new pages" in according("follow", f"{address}/feed.xml", folder=folder, **private)
        assert "0 new pages" in according("follow", folder=folder, **private)
        (folder / "pages" / "feed.xml").write_text(feed.replace("0.html", "2.html"), encoding="utf-8")
        os.utime(folder / "pages" / "feed.xml", (time.time() + 5, time.time() + 5))
        assert "1 new page" in according("follow", folder=folder, **private)


def test_a_private_address_is_refused_unless_allowed(folder: Path) -> None:
    with served(folder / "pages") as address:
        assert according("read", f"{address}/0.html", folder=folder, code=1) == ""


def test_a_frame_of_the_users_own_is_read_and_explained(folder: Path) -> None:
    (folder / "own.yaml").write_text("PROTEST:\n- verbs: bang pots\n  mode: demo\n", encoding="utf-8")
    sentence = "Thousands of residents banged pots against the ministry on Monday."
    assert "PROTEST" not in according("explain", sentence, folder=folder)
    told = according("explain", sentence, folder=folder, ACCORDING_FRAMES="own.yaml")
    assert "PROTEST (demo)" in told
    assert "own.yaml" in told
    read = according("read", "-", "--json", folder=folder, given=sentence.encode(), ACCORDING_FRAMES="own.yaml")
    assert [event["type"] for event in json.loads(read)["events"]] == ["PROTEST"]
