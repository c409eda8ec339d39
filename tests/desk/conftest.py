"""A desk on a real record and a real archive, served in the process or on a loopback port."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import uvicorn
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, sync_playwright

from according.comparison.comparison import Comparison
from according.desk.app import create_app
from according.model import Date, Page, Reading, Refusal, identify
from according.page.archive import Archive
from according.record.record import Record
from tests.desk import sample
from tests.once import made_once

CHROMIUM = Path("/usr/bin/chromium")


def another(number: int, publisher: str, day: str) -> tuple[Page, Reading]:
    """The sample page once more, as another outlet published it."""
    base = sample.reading()
    page = replace(
        sample.PAGE, place=f"copy{number}.html", body=sample.PAGE.body + b" " * number, url=f"https://{number}.example/"
    )
    told = replace(
        base.article,
        id=identify("article", page.id),
        page=page.id,
        place=page.place,
        url=page.url,
        title=f"Copy {number} of the marshal’s words",
        publisher=publisher,
        published=Date(day, day, "day", "metadata"),
    )
    ids = {one.id: identify("statement", told.id, one.id) for one in base.statements}
    statements = tuple(replace(one, id=ids[one.id], within=ids.get(one.within or "")) for one in base.statements)
    return page, replace(base, article=told, statements=statements, events=())


def fill(folder: Path) -> None:
    """Keep the sample pages in a record and an archive, and compare them: no desk has to do so while a test waits."""
    archive = Archive(folder / "archive")
    pages = [(sample.PAGE, sample.reading()), sample.hostile(), sample.plain()]
    for number in range(1, 61):
        page, told = another(number, ("Lennfurt Tagblatt", "NPA")[number % 2], f"2024-02-{number % 28 + 1:02}")
        # Only what is quoted: every statement more is compared with those of all the other copies.
        quoted = tuple(one for one in told.statements if one.form == "direct")
        pages.append((page, replace(told, statements=quoted)))
    with Record.open(folder / "according.db") as record:
        for page, reading in pages:
            record.keep(page, archive.keep(page), reading)
        record.refuse(
            Refusal("<b>broken</b>.html", "The page nests elements too deep; it is not read.", "2024-03-06T07:00:00Z")
        )
        Comparison(record).catch_up()


@pytest.fixture(scope="session")
def places(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A record with a plain reading, a hostile one, sixty short copies of the plain one and a refusal, and its archive."""
    folder = made_once(tmp_path_factory, "desk", fill)
    return folder / "according.db", folder / "archive"


@pytest.fixture(scope="session")
def desk(places: tuple[Path, Path]) -> Iterator[TestClient]:
    with TestClient(create_app(*places), base_url="http://localhost", client=("127.0.0.1", 50000)) as client:
        yield client


@contextmanager
def served(record: Path, archive: Path | None) -> Iterator[str]:
    """The address of a desk on a free port of this machine."""
    server = uvicorn.Server(uvicorn.Config(create_app(record, archive), port=0, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="session")
def address(places: tuple[Path, Path]) -> Iterator[str]:
    """The address of the desk, served on a free port of this machine."""
    with served(*places) as here:
        yield here


@pytest.fixture(scope="session")
def dossier_desk(read_dossier: Path) -> Iterator[TestClient]:
    """The desk on the dossier's record, of which everything has been compared."""
    app = create_app(read_dossier)
    here = ("127.0.0.1", 50000)
    with TestClient(app, base_url="http://localhost", client=here, follow_redirects=False) as client:
        yield client


@pytest.fixture(scope="session")
def dossier_address(read_dossier: Path) -> Iterator[str]:
    """The address of that desk."""
    with served(read_dossier, None) as here:
        yield here


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"needs Chromium at {CHROMIUM}")
    # Chromium's own sandbox does not work for root, as whom containers run their tests.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()
