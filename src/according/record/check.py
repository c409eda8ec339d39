"""Whether a record is whole: what its rows say of each other, and what can be worked out again from them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice

from sqlalchemy import Connection, func, select, text
from sqlalchemy.exc import DatabaseError

from according.model import Reading, Span, identify
from according.record import index, queries
from according.record.answers import Copy
from according.record.rows import digest, spans_in
from according.record.tables import articles, judgements, pages, passages, readings, remarks

# Faults are told while they can still be read one by one.
_MOST_TOLD = 100


def check(connection: Connection, is_kept: Callable[[Copy], bool] | None) -> list[str]:
    """What is wrong with the record, a sentence each, at most a hundred."""
    return list(islice(_faults(connection, is_kept), _MOST_TOLD))


def _faults(connection: Connection, is_kept: Callable[[Copy], bool] | None) -> Iterator[str]:
    if connection.dialect.name == "sqlite":
        if damage := list(_damage(connection)):
            yield from damage  # what else is asked of a damaged file cannot be relied on
            return
        for table, _, parent, _ in connection.execute(text("PRAGMA foreign_key_check")):
            yield f"A row of {table} belongs to one of {parent} that is not there."
    yield from _faults_of_pages(connection)
    if is_kept is not None:
        for copy in queries.copies(connection):
            if not is_kept(copy):
                yield f"The archive does not have the copy at {copy.offset} of {copy.file} that the record names."
    for article in queries.every_article(connection):
        yield from _faults_of_article(connection, article)
    yield from _faults_of_index(connection)


def _damage(connection: Connection) -> Iterator[str]:
    try:
        faults = connection.scalars(text("PRAGMA integrity_check")).all()
    except DatabaseError as error:  # damage that the check itself stumbles over
        faults = [str(error.orig)]
    if faults != ["ok"]:
        yield from (f"The database file is damaged: {fault}; restore a backup." for fault in faults)


def _faults_of_pages(connection: Connection) -> Iterator[str]:
    for row in connection.execute(select(pages.c.id, pages.c.sha256, pages.c.declared)):
        if row.id != identify("page", row.sha256, (row.declared or {}).get("url") or ""):
            yield f"The page {row.id} has not the id that its bytes and address give."
    for page in connection.scalars(select(pages.c.id).where(pages.c.id.not_in(select(articles.c.page)))):
        yield f"The page {page} has no article."


def _faults_of_article(connection: Connection, article: str) -> Iterator[str]:
    kept = connection.scalar(select(readings.c.digest).where(readings.c.article == article))
    if kept is None:
        yield f"The article {article} has no reading."
        return
    reading = queries.reading(connection, article)
    if digest(reading) != kept:
        yield f"The rows of article {article} do not give the reading that was kept; read its page again."
    yield from _faults_of_spans(reading)
    yield from _faults_of_references(reading)
    targets = select(judgements.c.words, judgements.c.span).where(judgements.c.article == article)
    for row in connection.execute(targets):
        if row.words is not None and len(row.words) != row.span[1] - row.span[0]:
            yield f"A judgement on article {article} has a span that is not as long as its words."
    yield from _faults_of_remarks(connection, reading)
    if index.out_of_step(connection, article):
        yield f"The index of words does not say what article {article} says; restore a backup, or read its page again."


def _faults_of_remarks(connection: Connection, reading: Reading) -> Iterator[str]:
    made = connection.execute(select(remarks).where(remarks.c.article == reading.article.id)).all()
    placed = {row.id: row.answers for row in made}
    known = {statement.id for statement in reading.statements}
    for row in made:
        span = Span(*row.span) if row.span else None
        stands = span is not None and span.of(reading.article.text) == row.words
        if row.orphaned_at is None and row.words is not None and not stands:
            yield f"The words of the remark {row.id} do not stand at its place; read the page of {row.article} again."
        if row.orphaned_at is None and row.words is None and row.statement is not None and row.statement not in known:
            yield f"The remark {row.id} is on a statement that is not there; read the page of {row.article} again."
        if row.deleted_at is not None and row.body:
            yield f"The remark {row.id} was removed, and its words are still there; restore a backup."
        if row.answers is not None and not _begins(row.id, placed):
            yield f"The remark {row.id} answers none on article {row.article}, so that it is in no thread."


def _begins(remark: str, answered: Mapping[str, str | None]) -> bool:
    """Whether a remark leads, through those it answers, to one that answers none."""
    met: set[str] = set()
    while remark in answered and remark not in met:
        met.add(remark)
        above = answered[remark]
        if above is None:
            return True
        remark = above
    return False


def _faults_of_spans(reading: Reading) -> Iterator[str]:
    text_span = Span(0, len(reading.article.text))
    for span in spans_in(reading):
        if not (text_span.holds(span) and span.start <= span.end):
            yield f"A span of article {reading.article.id} lies outside its text: {span.start} to {span.end}."


def _faults_of_references(reading: Reading) -> Iterator[str]:
    ids = [
        *(actor.id for actor in reading.actors),
        *(statement.id for statement in reading.statements),
        *(event.id for event in reading.events),
    ]
    if len(set(ids)) < len(ids):
        yield f"Two things in article {reading.article.id} have the same id."
    for named in {*_named(reading)} - {*ids, None}:
        yield f"In article {reading.article.id}, something names {named}, which is not there."


def _named(reading: Reading) -> Iterator[str | None]:
    """The ids by which one part of a reading names another."""
    for relation in reading.relations:
        yield from (relation.of, relation.to)
    for statement in reading.statements:
        yield statement.within
        yield from (party.actor for party in (statement.source, *statement.addressee) if party is not None)
        yield from (hop.actor for hop in statement.chain)
    for event in reading.events:
        yield event.statement
        yield from (party.actor for party in (*event.actor, *event.recipient))
        yield from (fact.holder for fact in event.factuality)


def _faults_of_index(connection: Connection) -> Iterator[str]:
    words = connection.scalar(text("SELECT count(*) FROM words"))
    known = connection.scalar(select(func.count()).select_from(passages))
    if words != known:
        yield f"The index of words has {words} passages and the record {known}; restore a backup."
