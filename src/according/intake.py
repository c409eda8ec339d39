"""One line from a place to the record: pages are extracted and read in worker processes, then kept.

Pages are hostile and parsers can hang or grow without end, so whatever touches a page's markup runs in a process that
can be killed: a page that takes too long or too much memory is refused with a sentence, and the next one goes on.
"""

from __future__ import annotations

import resource
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import TimeoutError as TookTooLong
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from multiprocessing import get_context
from os import cpu_count
from types import TracebackType
from typing import Self

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from according.article.extract import extract
from according.errors import AccordingError, RecordError
from according.language import grammar
from according.model import Article, Declared, Page, Reading, Refusal
from according.page.archive import Archive
from according.page.feeds import entries
from according.page.fetch import Fetcher, NotModified
from according.page.places import open_places
from according.reading.actors import DeclaredActor
from according.reading.reader import READER, read
from according.record.answers import Validators
from according.record.record import Record

SECONDS_A_PAGE = 10.0
# Address space of a worker: the models map about 1.5 GiB, and the largest page allowed takes a few hundred MiB.
BYTES_A_WORKER = 6 << 30


@dataclass(frozen=True, slots=True)
class Read:
    """A page and what was read from it; `new` is False where the record already had just this."""

    page: Page
    reading: Reading
    new: bool = True


Outcome = Read | Refusal


class Readers:
    """Worker processes that turn pages into readings.

    Args:
        workers: how many processes; 0 for as many as there are cores.
        actors: actors that the user declares.
        withhold_names: whether the names of commenters are left out.
    """

    def __init__(self, workers: int = 0, *, actors: Sequence[DeclaredActor] = (), withhold_names: bool = False) -> None:
        self._workers = workers or cpu_count() or 1
        self._actors = tuple(actors)
        self._withhold_names = withhold_names
        # Spawned, not forked: the desk has threads, and a fork of a process with threads can hang.
        self._pool = ProcessPool(self._workers, initializer=_prepare, context=get_context("spawn"))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.stop()
        self._pool.join()

    def read(self, pages: Iterable[Page | Outcome]) -> Iterator[Outcome]:
        """Read pages, in their order; outcomes pass through, and a page that cannot be read becomes a refusal.

        Only a few pages a worker are under way at once, so that a large place is never held in memory whole.
        """
        under_way: deque[_Task | Outcome] = deque()
        for page in pages:
            under_way.append(self._begin(page) if isinstance(page, Page) else page)
            if len(under_way) > 3 * self._workers:
                yield _finish(under_way.popleft())
        while under_way:
            yield _finish(under_way.popleft())

    def _begin(self, page: Page) -> _Task:
        future = self._pool.schedule(
            _read_page, args=(page, self._actors, self._withhold_names), timeout=SECONDS_A_PAGE
        )
        return _Task(page, future)


def add(pages: Iterable[Page | Refusal], readers: Readers, record: Record, archive: Archive) -> Iterator[Outcome]:
    """Read pages and keep each in the record and the archive as soon as it is read; refusals are kept too.

    A page that the record holds as read by this reader is not read again: only where it was seen is noted.
    """
    for outcome in readers.read(_known_apart(pages, record)):
        yield _keep(outcome, record, archive)


def _keep(outcome: Outcome, record: Record, archive: Archive) -> Outcome:
    if isinstance(outcome, Refusal):
        record.refuse(outcome)
        return outcome
    if not outcome.new:
        return outcome
    kept = archive.keep(outcome.page)
    return replace(outcome, new=record.keep(outcome.page, kept, outcome.reading))


def _known_apart(pages: Iterable[Page | Refusal], record: Record) -> Iterator[Page | Outcome]:
    for page in pages:
        if isinstance(page, Page) and (reading := record.sight(page, READER)):
            yield Read(page, reading, new=False)
        else:
            yield page


def new_in_feeds(record: Record, fetcher: Fetcher) -> Iterator[Page | Refusal]:
    """Look at the followed feeds and fetch what they name and the record has not met.

    A server is asked only whether the feed has changed since last time, where it said how to ask.
    """
    for feed in record.feeds():
        try:
            yield from _new_in_feed(feed.url, record, fetcher)
        except AccordingError as error:
            yield Refusal(feed.url, str(error), _now())


def _new_in_feed(url: str, record: Record, fetcher: Fetcher) -> Iterator[Page | Refusal]:
    known = record.validators(url) or Validators(None, None)
    fetched = fetcher.fetch(url, etag=known.etag, modified=known.modified)
    record.note_check(url)
    if isinstance(fetched, NotModified):
        return
    unseen = [address for address in entries(fetched) if not record.has_met(address)]
    yield from open_places(unseen, fetcher, Declared())
    # Only now: if the work is stopped in between, the next look finds the rest.
    headers = fetched.exchange.headers if fetched.exchange else {}
    record.note_fetch(url, etag=headers.get("etag"), modified=headers.get("last-modified"))


def archived_bytes(record: Record, archive: Archive, thing: str) -> bytes:
    """The bytes of the page that a thing of the record was read from, as they were served.

    Raises:
        RecordError: there is no such thing, or no copy of its page was kept.
        ArchiveError: the archive does not have the copy that the record names.
    """
    found = record.find(thing)
    number = record.article(found.article).page if found.article else found.id
    copies = record.page(number).copies
    if not copies:
        raise RecordError(f"No copy of the page of {thing} was kept; add its place again.")
    return archive.body(copies[0])


@dataclass(frozen=True, slots=True)
class _Task:
    page: Page
    future: ProcessFuture[Reading]


def _finish(task: _Task | Outcome) -> Outcome:
    if not isinstance(task, _Task):
        return task
    try:
        return Read(task.page, task.future.result())
    except AccordingError as error:
        return _refused(task.page, str(error))
    except TookTooLong:
        return _refused(task.page, f"Reading was stopped after {SECONDS_A_PAGE:.0f} seconds.")
    except (ProcessExpired, MemoryError):
        return _refused(task.page, "Reading was stopped: the page took more memory than a page may.")
    except RecursionError:
        return _refused(task.page, "The page is nested too deeply to be read.")


def _refused(page: Page, reason: str) -> Refusal:
    return Refusal(page.place, reason, _now(), page.id)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _prepare() -> None:
    """Make a worker ready: its memory bounded, the models loaded before the first page's time begins to run."""
    resource.setrlimit(resource.RLIMIT_AS, (BYTES_A_WORKER, BYTES_A_WORKER))
    # An interrupt at the terminal is for the parent, which stops its workers itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    grammar()


def _read_page(page: Page, actors: Sequence[DeclaredActor], withhold_names: bool) -> Reading:
    article = extract(page)
    return next(read([_without_names(article) if withhold_names else article], actors))


def _without_names(article: Article) -> Article:
    """The article with the names of its commenters left out."""
    return replace(article, furniture=tuple(replace(part, author=None) for part in article.furniture))
