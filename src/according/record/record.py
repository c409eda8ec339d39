"""The record: everything that was read and judged, in one database.

    with Record.open("according.db") as record:
        for line in record.readings(Filters(publisher="The Harbour Ledger")):
            print(line.title, line.statements)

A record may be used by many threads at once. Each call is a transaction of its own: what it reads is one state of the
record, what it writes is kept as a whole or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine

from according.model import Article, Judgement, Page, Reading, Refusal
from according.record import backup, check, database, forget, judgements, keep, lists, queries, search
from according.record.answers import (
    ActorCount,
    ActorIn,
    Copy,
    Count,
    Counts,
    Feed,
    Forgotten,
    Happening,
    Hit,
    Judged,
    KeptAt,
    PageRow,
    RefusalLine,
    Said,
    SourceCount,
    Summary,
    Validators,
    Whereabouts,
)  # fmt: skip
from according.record.filters import Filters
from according.record.lists import EventFilters

EVERYTHING = Filters()
EVERY_EVENT = EventFilters()


class Record:
    """A record that is open; every method raises `RecordError` where the database cannot do its part."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, where: str | Path, *, create: bool = True) -> Self:
        """Open a record, bringing its tables up to date.

        Args:
            where: the path of an SQLite file, or an SQLAlchemy URL ("postgresql://…").
            create: whether an SQLite file may be made where there is none.

        Raises:
            RecordError: the place is no record, or one of a newer program, or does not answer.
        """
        return cls(database.connect(where, create=create))

    def close(self) -> None:
        """Close the connections; the record can be opened again."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Keeping

    def keep(self, page: Page, kept: KeptAt | None, reading: Reading) -> bool:
        """Keep a page and its reading; give whether anything changed.

        The reading by a newer reader takes the place of the one before, and judgements on that are anchored again.
        """
        with self.changing(synced=False) as connection:
            return keep.keep(connection, page, kept, reading)

    def sight(self, page: Page, reader: str) -> Reading | None:
        """Give the reading of a page that this reader has read already, and note where it was met now."""
        with self.asking() as connection:
            known = queries.known_reading(connection, page, reader)
        if known is not None:
            with self.changing(synced=False) as connection:
                keep.sight(connection, page)
        return known

    def refuse(self, refusal: Refusal) -> bool:
        """Keep what was set aside and why, until the place can be read; give whether it is new."""
        with self.changing(synced=False) as connection:
            return keep.refuse(connection, refusal)

    def judge(self, judgement: Judgement) -> bool:
        """Keep a person's judgement; give whether it is new.

        Raises:
            RecordError: its article or target is not in the record, or its words do not stand at its span.
        """
        with self.changing() as connection:
            return judgements.judge(connection, judgement)

    def note_fetch(self, url: str, *, etag: str | None, modified: str | None, at: str | None = None) -> None:
        """Keep what the server gave for asking again whether an address has changed."""
        with self.changing() as connection:
            keep.note_fetch(connection, url, Validators(etag, modified), at or keep.now())

    def follow(self, url: str) -> bool:
        """Follow a feed; give whether that is new."""
        with self.changing() as connection:
            return keep.follow(connection, url, keep.now())

    def unfollow(self, url: str) -> bool:
        """Follow a feed no more; give whether it was followed."""
        with self.changing() as connection:
            return keep.unfollow(connection, url)

    def note_check(self, url: str, at: str | None = None) -> None:
        """Note that a followed feed was looked at just now, or at `at`."""
        with self.changing() as connection:
            keep.note_check(connection, url, at or keep.now())

    # Asking

    def knows(self, page_id: str, reader: str) -> bool:
        """Whether this page has been read by this reader."""
        with self.asking() as connection:
            return queries.article_of_page(connection, page_id, reader) is not None

    def page(self, page_id: str) -> PageRow:
        """A page with where it was met and where its bytes are kept."""
        with self.asking() as connection:
            return queries.page(connection, page_id)

    def pages_of(self, place: str) -> list[PageRow]:
        """The pages met at a place or address, or the one whose id or article's id it is."""
        with self.asking() as connection:
            return [queries.page(connection, page) for page in queries.pages_of(connection, place)]

    def kept_files(self) -> tuple[Copy, ...]:
        """Every archived copy that the record names."""
        with self.asking() as connection:
            return queries.copies(connection)

    def article(self, article: str) -> Article:
        """An article by its id."""
        return self.reading(article).article

    def reading(self, article: str) -> Reading:
        """The reading of an article, by the article's id."""
        with self.asking() as connection:
            return queries.reading(connection, article)

    def each_reading(self, filters: Filters = EVERYTHING) -> Iterator[Reading]:
        """The readings that are wanted, in the order of the articles' ids, as of the moment of asking.

        Where the filters ask for a source or an act, a reading comes with just those statements, and their events.
        """
        with self.asking() as connection:
            yield from queries.each_reading(connection, filters)

    def readings(
        self, filters: Filters = EVERYTHING, *, text: str = "", after: str | None = None, limit: int = 50
    ) -> list[Summary]:
        """Readings newest first, those without a day last; `text` is a search, `after` the cursor of the last one seen.

        Raises:
            QueryError: `after` is not a cursor.
        """
        with self.asking() as connection:
            among = search.matching_articles(connection, text)
            return queries.summaries(connection, filters, among, after, limit)

    def statement(self, statement: str) -> Said:
        """A statement with its article and its words."""
        with self.asking() as connection:
            return queries.statement(connection, statement)

    def statements(self, filters: Filters = EVERYTHING, *, after: str | None = None, limit: int = 50) -> list[Said]:
        """Statements with their words, those in the newest articles first."""
        with self.asking() as connection:
            return queries.statements_told(connection, filters, after, limit)

    def events(
        self,
        filters: Filters = EVERYTHING,
        of_events: EventFilters = EVERY_EVENT,
        *,
        after: str | None = None,
        limit: int = 50,
    ) -> list[Happening]:
        """Events with their words and the names of their parties, those in the newest articles first."""
        with self.asking() as connection:
            return lists.happenings(connection, filters, of_events, after, limit)

    def event(self, event: str) -> Happening:
        """An event with its article and its words."""
        with self.asking() as connection:
            return lists.happening(connection, event)

    def actors(self, *, contains: str | None = None, after: str | None = None, limit: int = 100) -> list[ActorCount]:
        """The names of actors, those in most articles first."""
        with self.asking() as connection:
            return lists.actor_counts(connection, contains, after, limit)

    def actor(self, actor: str) -> ActorIn:
        """An actor as one article has it."""
        with self.asking() as connection:
            return lists.actor(connection, actor)

    def sources(self, *, contains: str | None = None, after: str | None = None, limit: int = 100) -> list[SourceCount]:
        """The names that are sources, most statements first."""
        with self.asking() as connection:
            return queries.sources(connection, contains, after, limit)

    def said_by(
        self, name: str, filters: Filters = EVERYTHING, *, after: str | None = None, limit: int = 50
    ) -> list[Said]:
        """What the source of this name said, newest first, each with the article (and so the outlet) that tells it."""
        with self.asking() as connection:
            return queries.said_by(connection, name, filters, after, limit)

    def search(self, query: str, filters: Filters = EVERYTHING, *, limit: int = 20, offset: int = 0) -> list[Hit]:
        """Articles and statements that have the words of a query, best first; any string is a query."""
        with self.asking() as connection:
            return search.search(connection, query, filters, limit, offset)

    def find(self, thing: str) -> Whereabouts:
        """What an id is the id of."""
        with self.asking() as connection:
            return queries.find(connection, thing)

    def counts(self) -> Counts:
        """How much the record holds."""
        with self.asking() as connection:
            return queries.counts(connection)

    def publishers(self) -> list[Count]:
        """The publishers with the number of their readings."""
        with self.asking() as connection:
            return queries.publishers(connection)

    def languages(self) -> list[Count]:
        """The languages with the number of their readings."""
        with self.asking() as connection:
            return queries.languages(connection)

    def refusals(self, *, limit: int | None = None) -> list[Refusal]:
        """What was set aside, newest first."""
        with self.asking() as connection:
            return queries.refusals_kept(connection, limit)

    def refused(self, *, after: str | None = None, limit: int = 50) -> list[RefusalLine]:
        """What was set aside, newest first, a page at a time."""
        with self.asking() as connection:
            return lists.refused(connection, after, limit)

    def refusal(self, refusal: str) -> Refusal:
        """A refusal by its id."""
        with self.asking() as connection:
            return queries.refusal(connection, refusal)

    def judgements(
        self,
        *,
        article: str | None = None,
        target: str | None = None,
        field: str | None = None,
        after: str | None = None,
        limit: int | None = None,
    ) -> list[Judged]:
        """Judgements as they were given, with where their words stand now: all, or on an article, a thing, a part.

        The list goes on `after` the cursor of a judgement (`according.record.judgements.cursor`).

        Raises:
            QueryError: `after` is no cursor.
        """
        with self.asking() as connection:
            return judgements.judged(connection, article, target, field, after, limit)

    def validators(self, url: str) -> Validators | None:
        """What the server gave when an address was last fetched."""
        with self.asking() as connection:
            return queries.validators(connection, url)

    def feeds(self) -> list[Feed]:
        """The feeds that are followed."""
        with self.asking() as connection:
            return queries.feeds(connection)

    # Looking after it

    def check(self, is_kept: Callable[[Copy], bool] | None = None) -> list[str]:
        """What is wrong with the record, a sentence each; nothing where it is whole.

        Args:
            is_kept: tells whether the archive has a copy that the record names.
        """
        with self.asking() as connection:
            return check.check(connection, is_kept)

    def backup(self, path: Path) -> None:
        """Copy the record into one new SQLite file; others may go on writing.

        Raises:
            RecordError: there is a file at `path` already, or it cannot be written.
        """
        with database.plainly():
            backup.backup(self._engine, path)

    def restore(self, path: Path) -> None:
        """Fill this record, which must be empty, from a backup.

        Raises:
            RecordError: this record holds something, or `path` is no backup that this program can read.
        """
        with database.plainly():
            backup.restore(self._engine, path)

    def forget(self, place: str) -> Forgotten:
        """Remove a page with all that was read from it and judged on it, so that its words are gone from the file.

        Args:
            place: the place as it was given, or the page's address, or the id of the page or its article. A page that
                was met at several places is removed by any of them.

        Raises:
            RecordError: the record has nothing of that place.
        """
        with database.plainly():
            return forget.forget(self._engine, place)

    # For the rooms above, which keep what follows from the record beside it

    @contextmanager
    def asking(self) -> Iterator[Connection]:
        """A connection that sees one state of the record for as long as it is held."""
        with database.plainly(), database.reading(self._engine) as connection:
            yield connection

    @contextmanager
    def changing(self, *, synced: bool = True) -> Iterator[Connection]:
        """A connection in a transaction of its own: all that is done in it is kept, or none."""
        with database.plainly(), database.writing(self._engine, synced=synced) as connection:
            yield connection
