"""One line from a place to the record: pages are read in worker processes, then kept with their bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from according.errors import AccordingError, RecordError
from according.model import Declared, Page, Refusal
from according.page.feeds import entries
from according.page.fetch import Fetcher, NotModified
from according.page.places import open_places
from according.reading import READER
from according.workers import Outcome, Read, Readers

if TYPE_CHECKING:
    from according.page.archive import Archive
    from according.record.answers import Forgotten
    from according.record.record import Record


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
            yield Refusal(feed.url, str(error), datetime.now(UTC).isoformat(timespec="seconds"))


def _new_in_feed(url: str, record: Record, fetcher: Fetcher) -> Iterator[Page | Refusal]:
    known = record.validators(url)
    etag, modified = (known.etag, known.modified) if known else (None, None)
    fetched = fetcher.fetch(url, etag=etag, modified=modified)
    record.note_check(url)
    if isinstance(fetched, NotModified):
        return
    unseen = [address for address in entries(fetched) if not record.pages_of(address)]
    yield from open_places(unseen, fetcher, Declared())
    # Only now: if the work is stopped in between, the next look finds the rest.
    headers = fetched.exchange.headers if fetched.exchange else {}
    record.note_fetch(url, etag=headers.get("etag"), modified=headers.get("last-modified"))


def forget(place: str, record: Record, archive: Archive) -> Forgotten:
    """Remove the pages of a place from the archive, then from the record.

    In this order a kill in between leaves a record that says what its archive lacks, and forgetting again ends the
    work. Copies that no record names, since the process that wrote them was killed, go too.

    Raises:
        RecordError: the record has nothing of that place.
    """
    for page in record.pages_of(place):
        for copy in list(archive.copies(page.sha256)):
            archive.forget(copy)
    return record.forget(place)


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
