"""A record from Python: what was read, what follows from it, and a way to add to it.

with according.open("according.db") as opened:
    for commitment in opened.findings("commitment"):
        print(commitment.by, commitment.status)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self, TypeVar

from according.brief import Brief
from according.brief import brief as written
from according.comparison.comparison import AsOf, Comparison
from according.comparison.kept import EVERYTHING as EVERY_FINDING
from according.comparison.ledger import Wanted
from according.findings import Finding, FindingKind
from according.intake import add
from according.model import Declared, Reading, Refusal
from according.page.archive import Archive
from according.page.fetch import Fetcher
from according.page.places import open_places
from according.record import remarks
from according.record.answers import ActorCount, Count, Counts, Happening, Hit, Judged, Said, SourceCount, Summary
from according.record.filters import Filters
from according.record.lists import EventFilters
from according.record.record import EVERY_EVENT, EVERYTHING, Record
from according.record.remarks import Remark
from according.settings import Settings
from according.workers import Outcome, Readers

# So many lines are asked for at once; how many a caller wants, the caller says by stopping.
_AT_ONCE = 200


class Opened:
    """A record that is open. Lists are iterators that go on as far as they are followed.

    Args:
        where: the path of an SQLite file, which is made where there is none, or an SQLAlchemy URL.
        archive: folder of the WARC files; None: beside the record.

    Attributes:
        record: the record itself, for what is not given here (pages, feeds, backups).
    """

    def __init__(self, where: str | Path, archive: Path | None = None) -> None:
        self.record = Record.open(where, create=True)
        self._archive = archive or Settings(record=str(where)).archive_folder

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the record."""
        self.record.close()

    # What was read

    def counts(self) -> Counts:
        """How much the record holds."""
        return self.record.counts()

    def readings(self, filters: Filters = EVERYTHING, *, text: str = "", limit: int | None = None) -> Iterator[Summary]:
        """Readings in a line each, newest first; `text` is a search."""
        return _paged(lambda after, most: self.record.readings(filters, text=text, after=after, limit=most), limit)

    def reading(self, article: str) -> Reading:
        """The reading of an article, by the article's id.

        Raises:
            NotOnRecordError: the record has no such article.
        """
        return self.record.reading(article)

    def statement(self, statement: str) -> Said:
        """A statement with its words, by its id.

        Raises:
            NotOnRecordError: the record has no such statement.
        """
        return self.record.statement(statement)

    def statements(self, filters: Filters = EVERYTHING, *, limit: int | None = None) -> Iterator[Said]:
        """Statements with their words, those in the newest articles first."""
        return _paged(lambda after, most: self.record.statements(filters, after=after, limit=most), limit)

    def said_by(self, name: str, filters: Filters = EVERYTHING, *, limit: int | None = None) -> Iterator[Said]:
        """What the source of just this name said, newest first."""
        return _paged(lambda after, most: self.record.said_by(name, filters, after=after, limit=most), limit)

    def event(self, event: str) -> Happening:
        """An event with its words, by its id.

        Raises:
            NotOnRecordError: the record has no such event.
        """
        return self.record.event(event)

    def events(
        self, filters: Filters = EVERYTHING, of_events: EventFilters = EVERY_EVENT, *, limit: int | None = None
    ) -> Iterator[Happening]:
        """Events with their words, those in the newest articles first."""
        return _paged(lambda after, most: self.record.events(filters, of_events, after=after, limit=most), limit)

    def actors(self, contains: str | None = None, *, limit: int | None = None) -> Iterator[ActorCount]:
        """The names of actors, those in most articles first."""
        return _paged(lambda after, most: self.record.actors(contains=contains, after=after, limit=most), limit)

    def sources(self, contains: str | None = None, *, limit: int | None = None) -> Iterator[SourceCount]:
        """The names of sources, those with most statements first."""
        return _paged(lambda after, most: self.record.sources(contains=contains, after=after, limit=most), limit)

    def outlets(self) -> list[Count]:
        """Outlets with the number of their readings, those with most first."""
        return self.record.publishers()

    def search(self, query: str, filters: Filters = EVERYTHING, *, limit: int = 20) -> list[Hit]:
        """Articles and statements that have the words of a query, best first."""
        return self.record.search(query, filters, limit=limit)

    def refusals(self) -> list[Refusal]:
        """What was set aside and why, newest first."""
        return self.record.refusals()

    # What people said to it

    def judgements(self, article: str | None = None) -> list[Judged]:
        """What people confirmed, corrected and rejected, in all articles or in one, in the order in which they did."""
        return self.record.judgements(article=article)

    def remarks(self, article: str | None = None, *, limit: int | None = None) -> Iterator[Remark]:
        """Remarks on all articles or on one, newest first; no words of those that were removed or hidden."""
        return _paged(lambda after, most: self._remarks(article, after, most), limit)

    def _remarks(self, article: str | None, after: str | None, limit: int) -> list[Remark]:
        with self.record.asking() as connection:
            return remarks.latest(connection, article=article, after=after, limit=limit)

    # What follows from it

    def findings(
        self,
        kind: FindingKind,
        wanted: Wanted = EVERY_FINDING,
        *,
        as_of: AsOf | None = None,
        limit: int | None = None,
    ) -> Iterator[Finding]:
        """Findings of a kind ("story", "quotation", "claim", "commitment", …), those last told of first."""
        compared = self._compared()
        lines = _paged(
            lambda after, most: list(compared.findings(kind, wanted, as_of=as_of, after=after, limit=most)), limit
        )
        return (line.finding for line in lines)

    def finding(self, number: str, *, as_of: AsOf | None = None) -> Finding:
        """The finding that an id leads to.

        Raises:
            NotOnRecordError: there is none, or there was none on that day.
        """
        return self._compared().finding(number, as_of=as_of)

    def brief(self, number: str, *, as_of: AsOf | None = None, whole: bool = False) -> Brief:
        """The brief of a finding: what is new, promised and disputed, every sentence with its sources.

        It has the lines that weigh most; a `whole` one has every line.

        Raises:
            NotOnRecordError: the id leads to nothing, or there was nothing yet on that day.
        """
        return written(self.record, self._compared(), number, as_of=as_of, whole=whole)

    # Adding

    def add(self, *places: str, declared: Declared = Declared(), private_networks: bool = False) -> Iterator[Outcome]:  # noqa: B008
        """Read places (addresses, files, folders) and keep them; give what became of each, a reading or a refusal.

        Args:
            places: what is read; an address is fetched under the address guard.
            declared: what is known of the places that they do not say themselves.
            private_networks: whether addresses of private networks may be fetched.
        """
        pages = open_places(places, Fetcher(private_networks=private_networks), declared)
        with Archive(self._archive) as archive, Readers() as readers:
            yield from add(pages, readers, self.record, archive)

    def _compared(self) -> Comparison:
        comparison = Comparison(self.record)
        comparison.catch_up()
        return comparison


class _Line(Protocol):
    @property
    def cursor(self) -> str: ...


L = TypeVar("L", bound=_Line)


def _paged(ask: Callable[[str | None, int], Sequence[L]], limit: int | None) -> Iterator[L]:
    """The lines of a list, asked for a page at a time and only as far as they are wanted."""
    after: str | None = None
    while limit is None or limit > 0:
        most = _AT_ONCE if limit is None else min(limit, _AT_ONCE)
        found = ask(after, most)
        yield from found
        if len(found) < most:
            return
        after = found[-1].cursor
        limit = None if limit is None else limit - len(found)
