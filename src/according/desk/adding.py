"""Adding pages at the desk: pasted text, an address or a file, read behind the desk's back while its form waits.

What is given becomes a job. One thread works through the jobs; the pages themselves are read in worker processes that
can be killed, as everywhere (`workers.py`), and addresses are fetched under the address guard (`page/guard.py`).
"""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path, PurePosixPath
from queue import Empty, Full, Queue
from threading import Event, Thread
from typing import Annotated, BinaryIO, Literal

from fastapi import APIRouter, Depends, Form, Request, UploadFile
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from according.addresses import web_address
from according.desk import render
from according.desk.catching_up import CatchingUp
from according.desk.people import Person, needs
from according.errors import AccordingError, NotOnRecordError, PlaceError, QueryError, TooManyError
from according.intake import add
from according.model import Declared, Page, Refusal
from according.page.archive import Archive
from according.page.clock import now
from according.page.fetch import Fetcher
from according.page.limits import PAGE_BYTES
from according.page.places import open_places
from according.record.record import Record
from according.workers import Readers

State = Literal["waiting", "reading", "done"]

# Jobs that may wait, and jobs whose outcome is remembered; it stands in the record anyway.
_WAITING = 20
_REMEMBERED = 200
# Pages that one job may bring: an archive or a feed can hold any number.
_MOST_PAGES = 1000
_SECONDS = 0.5

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Became:
    """What became of one page: the id and title of its article, or the sentence that says why it was set aside."""

    place: str
    article: str | None
    title: str | None
    reason: str | None
    new: bool


@dataclass(slots=True)
class Job:
    """Something that was given to be added, how far it is, and what became of its pages so far.

    `trouble` is set where the work ended before all pages were read.
    """

    id: str
    called: str
    by: str
    at: str
    state: State = "waiting"
    became: list[Became] = field(default_factory=list)
    trouble: str | None = None

    @property
    def only(self) -> str | None:
        """The article that one is led to when the work is done: the one that came of it, if it is one alone."""
        alone = self.state == "done" and not self.trouble and len(self.became) == 1
        return self.became[0].article if alone else None


@dataclass(frozen=True, slots=True)
class Given:
    """What was given: text, an address, or a file in a folder of its own; and what is said of it."""

    declared: Declared
    text: str = ""
    address: str = ""
    file: Path | None = None


class Adding:
    """A thread that adds what was given at the desk, one job after the other.

    Args:
        record: where readings are kept.
        archive: folder of the archive beside it.
        readers: the processes that read.
        fetcher: fetches addresses.
        catching_up: is told when something was added, to be compared.
    """

    def __init__(
        self, record: Record, archive: Path, readers: Readers, fetcher: Fetcher, catching_up: CatchingUp
    ) -> None:
        self._record, self._archive, self._readers, self._fetcher = record, archive, readers, fetcher
        self._catching_up = catching_up
        self._jobs: dict[str, Job] = {}
        self._queue: Queue[tuple[Job, Given]] = Queue(_WAITING)
        self._closing = Event()
        self._thread = Thread(target=self._run, name="according-add", daemon=True)

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def stop(self) -> None:
        """End, after the page that is being read now."""
        self._closing.set()
        if self._thread.is_alive():
            self._thread.join()

    def take(self, given: Given, called: str, by: str) -> Job:
        """Take something to be added.

        Raises:
            TooManyError: so much waits already.
        """
        job = Job(secrets.token_hex(8), called, by, now())
        try:
            self._queue.put_nowait((job, given))
        except Full:
            raise TooManyError("So much waits to be read already; wait a little, then add this.", 30) from None
        self._jobs[job.id] = job
        while len(self._jobs) > _REMEMBERED:
            del self._jobs[next(iter(self._jobs))]
        return job

    def job(self, number: str) -> Job:
        """A job by its id.

        Raises:
            NotOnRecordError: there is none, or it was long ago.
        """
        if number not in self._jobs:
            raise NotOnRecordError("What was added under this address is no longer remembered; look in the readings.")
        return self._jobs[number]

    def latest(self, most: int = 10) -> list[Job]:
        """What was given last, the newest first."""
        return list(reversed(self._jobs.values()))[:most]

    def _run(self) -> None:
        with self._readers:
            while not self._closing.is_set():
                try:
                    job, given = self._queue.get(timeout=_SECONDS)
                except Empty:
                    continue
                self._work(job, given)

    def _work(self, job: Job, given: Given) -> None:
        job.state = "reading"
        try:
            with Archive(self._archive) as archive:
                for outcome in add(self._pages(given, job), self._readers, self._record, archive):
                    if isinstance(outcome, Refusal):
                        job.became.append(Became(outcome.place, None, None, outcome.reason, new=False))
                    else:
                        article = outcome.reading.article
                        job.became.append(Became(article.place, article.id, article.title, None, outcome.new))
        except AccordingError as error:
            job.trouble = str(error)
        finally:
            if given.file:
                shutil.rmtree(given.file.parent, ignore_errors=True)
            job.state = "done"
            self._catching_up.wake()

    def _pages(self, given: Given, job: Job) -> Iterator[Page | Refusal]:
        pages = self._opened(given, job)
        for page in islice(pages, _MOST_PAGES):
            if self._closing.is_set():
                job.trouble = "The desk was closed before all was read; add it again."
                return
            yield page
        if next(pages, None) is not None:
            job.trouble = f"Only the first {_MOST_PAGES:,} pages were read; add the others with the command line."

    def _opened(self, given: Given, job: Job) -> Iterator[Page | Refusal]:
        if given.text:
            yield Page(f"pasted by {job.by}", given.text.encode(), "text", now(), declared=given.declared)
        elif given.address:
            yield from open_places([given.address], self._fetcher, given.declared)
        elif given.file:
            for found in open_places([str(given.file)], self._fetcher, given.declared):
                # Where the desk laid the file down is nobody's business; it is named as it was given.
                yield replace(found, place=found.place.replace(str(given.file), job.called, 1))


Analyst = Annotated[Person, Depends(needs("analyst"))]


def adding_of(request: Request) -> Adding:
    """The desk's adding.

    Raises:
        NotOnRecordError: this desk was opened without an archive, so nothing can be added.
    """
    adding: Adding | None = request.app.state.adding
    if adding is None:
        raise NotOnRecordError("This desk has no archive to keep pages in; add them with the command line.")
    return adding


At = Annotated[Adding, Depends(adding_of)]
Text = Annotated[str, Form()]


@router.get("/add")
def form(request: Request, adding: At, _: Analyst) -> Response:
    """The form to add pages with, and what was added lately."""
    return _form(request, adding)


def _form(request: Request, adding: Adding, trouble: str | None = None, **given: str) -> Response:
    empty = {"address": "", "text": "", "url": "", "published": "", "publisher": ""}
    return render.page(
        "add.html", "/add", 400 if trouble else 200,
        request=request, trouble=trouble, given={**empty, **given}, jobs=adding.latest(), most=PAGE_BYTES >> 20,
    )  # fmt: skip


@router.post("/add")
async def take(  # noqa: PLR0913, PLR0917  (one parameter a field)
    request: Request,
    adding: At,
    person: Analyst,
    text: Text = "",
    address: Text = "",
    url: Text = "",
    published: Text = "",
    publisher: Text = "",
    file: UploadFile | str | None = None,
) -> Response:
    """Take what was given, and lead to where one sees how far it is."""
    said = {"url": url.strip(), "published": published.strip(), "publisher": publisher.strip()}
    try:
        given, called = await run_in_threadpool(_given, text, address.strip(), _uploaded(file), said)
    except (QueryError, PlaceError) as error:
        return _form(request, adding, str(error), text=text, address=address, **said)
    return RedirectResponse(f"/adding/{adding.take(given, called, person.name).id}", 303)


def _uploaded(file: UploadFile | str | None) -> tuple[str, BinaryIO] | None:
    """The name and the bytes of an uploaded file; browsers send an empty one where none was chosen."""
    if file is None or isinstance(file, str) or not file.filename:
        return None
    return PurePosixPath(file.filename.replace("\\", "/")).name or "file", file.file


def _given(text: str, address: str, file: tuple[str, BinaryIO] | None, said: dict[str, str]) -> tuple[Given, str]:
    """What was given, and what it is called.

    Raises:
        QueryError: it is nothing, or several things, or an address or day is none.
        PlaceError: the text is too long.
    """
    if sum(map(bool, (text.strip(), address, file))) != 1:
        raise QueryError("Give one thing: an address, a text or a file.")
    declared = _declared(**said)
    if file:
        name, stream = file
        path = Path(tempfile.mkdtemp(prefix="according-")) / f"given{Path(name).suffix[:10]}"
        with path.open("wb") as copy:
            shutil.copyfileobj(stream, copy)
        return Given(declared, file=path), name
    if address:
        if web_address(address) is None:
            raise QueryError(f"{address!r} is no address; give one that begins with http:// or https://.")
        return Given(declared, address=address), address
    if len(text.encode("utf-8", "replace")) > PAGE_BYTES:
        raise PlaceError(f"The text has more than {PAGE_BYTES >> 20} MiB, the most that is read of one page.")
    return Given(declared, text=text.encode("utf-8", "replace").decode()), f"“{' '.join(text.split())[:60]}…”"


def _declared(url: str, published: str, publisher: str) -> Declared:
    if url and web_address(url) is None:
        raise QueryError(f"{url!r} is no address; give one that begins with http:// or https://.")
    return Declared(url or None, published or None, publisher or None)


@router.get("/adding/{number}.json")
def job_as_json(adding: At, _: Analyst, number: str) -> Job:
    """How far something is that was given to be added, and what became of it."""
    return adding.job(number)


@router.get("/adding/{number}")
def job(request: Request, adding: At, _: Analyst, number: str) -> Response:
    """The same as a page; where one reading came of it, that reading."""
    found = adding.job(number)
    if found.only:
        return RedirectResponse(f"/articles/{found.only}", 303)
    return render.page("adding.html", "/add", request=request, job=found)
