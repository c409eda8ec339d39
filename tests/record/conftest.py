"""Records to test on: an SQLite file, and a real PostgreSQL server where there is one."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, make_url, text

from according.model import (
    Actor,
    Anchor,
    Article,
    Certainty,
    Condition,
    Date,
    Event,
    Furniture,
    Hop,
    Link,
    Page,
    Party,
    Reading,
    Span,
    Statement,
    Words,
    identify,
)  # fmt: skip
from according.record.record import Record

_NUMBERS = count()


def _server() -> Iterator[str]:
    """The URL of a PostgreSQL server: the one that is named, or a throw-away cluster from Debian's programs."""
    if named := os.environ.get("ACCORDING_TEST_POSTGRES"):
        yield named
        return
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not programs:
        pytest.skip("no PostgreSQL: ACCORDING_TEST_POSTGRES names no server, and none is in /usr/lib/postgresql")
    # A socket's path may have 107 characters, which pytest's own folders would use up.
    folder = Path(tempfile.mkdtemp(prefix="according-pg-"))
    as_user: list[str] = []
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
        as_user = ["runuser", "-u", "postgres", "--"]

    def run(program: str, *arguments: str) -> None:
        command = [*as_user, str(programs[-1] / program), *arguments]
        subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    data = str(folder / "data")
    run("initdb", "-D", data, "-U", "according", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
    options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"
    run("pg_ctl", "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        yield f"postgresql://according@/postgres?host={folder}"
    finally:
        run("pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    yield from _server()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> str:
    """Which database the test runs on."""
    return str(request.param)


@pytest.fixture
def new_place(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """Gives a new place for a record each time it is called."""
    if database == "sqlite":
        yield lambda: str(tmp_path / f"record{next(_NUMBERS)}.db")
        return
    server = make_url(request.getfixturevalue("postgres")).set(drivername="postgresql+psycopg")
    engine = create_engine(server)
    made: list[str] = []

    def make() -> str:
        made.append(f"test_{os.getpid()}_{next(_NUMBERS)}")
        with engine.begin() as connection:
            connection.execute(text(f'CREATE SCHEMA "{made[-1]}"'))
        url = server.update_query_dict({"options": f"-csearch_path={made[-1]}"})
        return url.set(drivername="postgresql").render_as_string(hide_password=False)

    yield make
    with engine.begin() as connection:
        for schema in made:
            connection.execute(text(f'DROP SCHEMA "{schema}" CASCADE'))
    engine.dispose()


@pytest.fixture
def empty_place(new_place: Callable[[], str]) -> str:
    return new_place()


@pytest.fixture(scope="session")
def blank_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("blank") / "record.db"
    Record.open(file).close()
    return file


@pytest.fixture(scope="session")
def databases(postgres: str) -> Iterator[Connection]:
    """A connection to the server that makes and drops databases."""
    server = create_engine(make_url(postgres).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        yield connection
    server.dispose()


@pytest.fixture(scope="session")
def blank_database(databases: Connection) -> Iterator[str]:
    name = f"blank_{os.getpid()}"
    databases.execute(text(f"CREATE DATABASE {name}"))
    Record.open(_within(databases, name)).close()
    yield name
    databases.execute(text(f"DROP DATABASE {name}"))


def _within(databases: Connection, name: str) -> str:
    url = databases.engine.url.set(drivername="postgresql", database=name)
    return url.render_as_string(hide_password=False)


@pytest.fixture
def place(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A place with a record of nothing. It is a copy: to make its tables takes longer than most tests do."""
    if database == "sqlite":
        yield str(shutil.copy(request.getfixturevalue("blank_file"), tmp_path / f"record{next(_NUMBERS)}.db"))
        return
    blank, databases = request.getfixturevalue("blank_database"), request.getfixturevalue("databases")
    name = f"test_{os.getpid()}_{next(_NUMBERS)}"
    databases.execute(text(f"CREATE DATABASE {name} TEMPLATE {blank}"))
    yield _within(databases, name)
    databases.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture
def record(place: str) -> Iterator[Record]:
    with Record.open(place) as opened:
        yield opened


class Newsroom:
    """Makes pages and readings of a fictional strait, its ferries and its two states."""

    TEXT = (
        "Harbour minister Ada Brönn told Radio Tarn on Tuesday that the reserve ferries would sail "
        "“only if the strait freezes”.\n\nOfficials in Vell denied that a convoy was coming, Poland’s\u00a0envoy said."
    )

    def page(self, name: str = "strait.html", body: bytes | None = None, seen: str = "2031-05-02T10:00:00Z") -> Page:
        return Page(name, body if body is not None else name.encode(), "html", seen, f"https://ledger.example/{name}")

    def reading(
        self,
        page: Page,
        *,
        reader: str = "0.1.0",
        text: str = TEXT,
        title: str = "Ferries wait for the ice",
        publisher: str = "The Harbour Ledger",
        published: str | None = "2031-05-01T09:30:00+02:00",
        language: str = "en",
        statements: int = 2,
    ) -> Reading:
        article = identify("article", page.id)

        def at(words: str) -> Span:
            return Span(text.index(words), text.index(words) + len(words))

        minister = Actor(identify("actor", article, "minister"), "Ada Brönn", "person", "XAA", "GOV", "minister",
                         (at("Ada Brönn"),))  # fmt: skip
        pledge = Statement(
            id=identify("statement", article, "pledge", reader.rsplit("+", maxsplit=1)[-1] if "+" in reader else ""),
            within=None,
            form="mixed",
            act="commit",
            stance="neutral",
            source=Party(at("Harbour minister Ada Brönn"), minister.id),
            cue=Words((at("told"),)),
            content=Words((at("the reserve ferries would sail “only if the strait freezes”"),)),
            medium="Radio Tarn",
            chain=(
                Hop("Ada Brönn", at("Ada Brönn"), minister.id, "originator", "text"),
                Hop("Radio Tarn", at("Radio Tarn"), None, "venue", "text", "https://tarn.example/"),
            ),
            condition=Condition("only if", at("the strait freezes")),
            certainty=Certainty(at("would"), "likely", at("the reserve ferries would sail")),
            said_on=Date("2031-04-29", "2031-04-29", "day", "text", at("Tuesday")),
        )
        denial = Statement(
            id=identify("statement", article, "denial"),
            within=None,
            form="indirect",
            act="deny",
            stance="neutral",
            source=Party(at("Officials in Vell"), None),
            cue=Words((at("denied"),)),
            content=Words((at("that a convoy was coming"),)),
        )
        event = Event(identify("event", article, "sail"), at("sail"), "AID", None, None, "conditional", pledge.id,
                      actor=(Party(None, minister.id),))  # fmt: skip
        instant = None if published is None else Date(published, published, "instant", "metadata")
        half = text.index("\n\n")
        return Reading(
            reader=reader,
            unread=None,
            article=Article(
                id=article,
                place=page.place,
                url=page.url,
                title=title,
                byline=("Ines Quay",),
                agency=("Strait Press",),
                publisher=publisher,
                published=instant,
                modified=None,
                first_seen=Date(page.seen, page.seen, "instant", "none"),
                language=language,
                text=text,
                paragraphs=(Span(0, half), Span(half + 2, len(text))),
                furniture=(
                    Furniture("comment", None, "/html/body/ol/li", "What ice?", identify("furniture", article, "1"),
                              author="tidewatcher", posted="an hour ago", votes=3),
                ),
                links=(Link(at("Radio Tarn"), "https://tarn.example/"),),
                anchors=(Anchor("paragraph", "/html/body/p[1]"), Anchor("paragraph", None)),
                page=page.id,
            ),
            actors=(minister,),
            statements=(pledge, denial)[:statements],
            events=(event,),
        )  # fmt: skip

    def keep(self, record: Record, name: str = "strait.html", **told: object) -> Reading:
        """Keep a page of this name, told as said, and give the reading."""
        page = self.page(name)
        reading = self.reading(page, **told)  # type: ignore[arg-type]
        assert record.keep(page, None, reading)
        return reading

    @staticmethod
    def without_statements(reading: Reading) -> Reading:
        return replace(reading, statements=(), events=())


@pytest.fixture
def newsroom() -> Newsroom:
    return Newsroom()
