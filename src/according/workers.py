"""Worker processes that turn pages into readings.

Pages are hostile and parsers can hang or grow without end, so whatever touches a page's markup runs in a process that
can be killed: a page that takes too long or too much memory is refused with a sentence, and the next one goes on.

The rooms that parse and read are imported by the process that workers are forked from (`forking.py`): whoever starts
them need not wait for that.
"""

from __future__ import annotations

import resource
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import TimeoutError as TookTooLong
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import chain, islice
from os import cpu_count
from types import TracebackType
from typing import TYPE_CHECKING, Self

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from according.errors import AccordingError
from according.forking import workers_context
from according.model import Article, Page, Reading, Refusal

if TYPE_CHECKING:
    from according.reading.declared import DeclaredActor
    from according.reading.lexicon import Added

# Of processor time, so that a busy machine refuses no page that an idle one reads; a page that only waits has longer.
SECONDS_A_PAGE = 10.0
SECONDS_OF_WAITING = 90.0
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
    """Processes that read pages, started when the first page comes.

    Args:
        workers: how many processes at the most; 0 for as many as there are cores.
        actors: actors that the user declares.
        added: entries that the user adds to the lexicons.
        withhold_names: whether the names of commenters are left out.
    """

    def __init__(
        self,
        workers: int = 0,
        *,
        actors: Sequence[DeclaredActor] = (),
        added: Added | None = None,
        withhold_names: bool = False,
    ) -> None:
        self._workers = workers or cpu_count() or 1
        self._actors = tuple(actors)
        self._added = added
        self._withhold_names = withhold_names
        self._pool: ProcessPool | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool:
            self._pool.stop()
            self._pool.join()

    def read(self, pages: Iterable[Page | Outcome]) -> Iterator[Outcome]:
        """Read pages, in their order; outcomes pass through, and a page that cannot be read becomes a refusal.

        Only a few pages a worker are under way at once, so that a large place is never held in memory whole.
        """
        pages = iter(pages)
        first = list(islice(pages, self._workers))
        pool = self._started(sum(isinstance(page, Page) for page in first))
        under_way: deque[_Task | Outcome] = deque()
        for page in chain(first, pages):
            under_way.append(self._begin(pool, page) if isinstance(page, Page) else page)
            if len(under_way) > 3 * self._workers:
                yield _finish(under_way.popleft())
        while under_way:
            yield _finish(under_way.popleft())

    def _started(self, wanted: int) -> ProcessPool:
        """The pool; a single page needs no more than one worker."""
        if self._pool is None:
            self._pool = ProcessPool(max(1, wanted), initializer=_prepare, context=workers_context())
        return self._pool

    def _begin(self, pool: ProcessPool, page: Page) -> _Task:
        work = (page, self._actors, self._added, self._withhold_names)
        return _Task(page, pool.schedule(_read_page, args=work, timeout=SECONDS_OF_WAITING))


@dataclass(frozen=True, slots=True)
class _Task:
    page: Page
    future: ProcessFuture[Reading]


def _finish(task: _Task | Outcome) -> Outcome:
    if not isinstance(task, _Task):
        return task
    try:
        return Read(task.page, task.future.result())
    except Exception as error:  # noqa: BLE001  # whatever went wrong with one page, the others go on
        return _refused(task.page, _why(error))


def _why(error: Exception) -> str:
    """The sentence that says why a page could not be read."""
    match error:
        case TookTooLong():
            return f"Reading was stopped after {SECONDS_OF_WAITING:.0f} seconds."
        case ProcessExpired() if error.exitcode == -signal.SIGPROF:
            return f"Reading was stopped after {SECONDS_A_PAGE:.0f} seconds of work."
        case ProcessExpired():
            return "Reading was stopped: the process that read the page came to its end."
        case MemoryError():
            return "Reading was stopped: the page took more memory than a page may."
        case RecursionError():
            return "The page is nested too deeply to be read."
        case AccordingError():
            return str(error)
        case _:
            return (
                f"Reading the page met a fault of According’s own ({type(error).__name__}: {error}); please report it."
            )


def _refused(page: Page, reason: str) -> Refusal:
    return Refusal(page.place, reason, datetime.now(UTC).isoformat(timespec="seconds"), page.id)


def _prepare() -> None:
    """Bound a worker's memory, and leave interrupts at the terminal to the parent, which stops its workers itself."""
    resource.setrlimit(resource.RLIMIT_AS, (BYTES_A_WORKER, BYTES_A_WORKER))
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _read_page(page: Page, actors: Sequence[DeclaredActor], added: Added | None, withhold_names: bool) -> Reading:
    from according.article.extract import extract
    from according.reading.reader import read

    # The signal's default is the end of the process, in the middle of any parser's loop.
    signal.setitimer(signal.ITIMER_PROF, SECONDS_A_PAGE)
    try:
        article = extract(page)
        return next(read([_without_names(article) if withhold_names else article], actors, added))
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _without_names(article: Article) -> Article:
    """The article with the names of its commenters left out."""
    return replace(article, furniture=tuple(replace(part, author=None) for part in article.furniture))
