"""Asking the record: each function reads on a connection that sees one state of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Connection, RowMapping, Table, case, exists, func, or_, select, tuple_

from according.errors import NotOnRecordError, QueryError
from according.model import Page, Reading, Refusal, Statement
from according.record import tables
from according.record.answers import (
    ActorIn,
    Copy,
    Count,
    Counts,
    Feed,
    PageRow,
    Said,
    SourceCount,
    Summary,
    ThingKind,
    Validators,
    Whereabouts,
)  # fmt: skip
from according.record.filters import Filters, on_articles, on_passages, on_statements
from according.record.rows import Row, assemble, plain, words_at
from according.record.tables import actors, articles, events, furniture, hops, pages, readings, refusals, statements
from according.record.words import name_key, place_key, storable

_PAGE = TypeAdapter(PageRow)
_SUMMARY = TypeAdapter(Summary)
_STATEMENT = TypeAdapter(Statement)

# The statements of an article, to be counted beside those that a query is about.
_COUNTED = statements.alias()
IN_A_LIST = (
    articles.c.id.label("article"),
    *(articles.c[name] for name in ("page", "place", "url", "title", "byline", "agency", "publisher", "published")),
    *(articles.c[name] for name in ("first_seen", "language", "dated")),
    readings.c.reader,
    readings.c.unread,
    select(func.count()).where(_COUNTED.c.article == articles.c.id).scalar_subquery().label("statements"),
)


def page(connection: Connection, page_id: str) -> PageRow:
    """A page with where it was met and where its bytes are."""
    row = connection.execute(select(pages).where(pages.c.id == page_id)).mappings().one_or_none()
    if row is None:
        raise NotOnRecordError(f"There is no page {page_id} in the record.")
    sightings = _rows(connection, tables.sightings, tables.sightings.c.page == page_id, "seen", "place")
    return _PAGE.validate_python({**row, "sightings": sightings, "copies": copies(connection, [page_id])})


def pages_of(connection: Connection, place: str) -> list[str]:
    """The ids of the pages met at a place or address, or of the one whose id or article's id it is."""
    key = place_key(place)
    sightings, articles, pages = tables.sightings, tables.articles, tables.pages
    met = select(sightings.c.page).where(or_(sightings.c.place_key == key, sightings.c.url_key == key))
    named = select(articles.c.page).where(articles.c.id == place)
    wanted = select(pages.c.id).where(or_(pages.c.id == place, pages.c.id.in_(met), pages.c.id.in_(named)))
    return list(connection.scalars(wanted.order_by(pages.c.id)))


def copies(connection: Connection, page_ids: Iterable[str] | None = None) -> tuple[Copy, ...]:
    """The archived copies of some pages, or of all."""
    wanted = select(tables.copies.c.file, tables.copies.c.offset, tables.copies.c.length)
    if page_ids is not None:
        wanted = wanted.where(tables.copies.c.page.in_(list(page_ids)))
    return tuple(Copy(*row) for row in connection.execute(wanted.order_by(*wanted.selected_columns)))


def reading(connection: Connection, article: str) -> Reading:
    """The reading of an article, put together again from its rows."""
    row = connection.execute(select(articles).where(articles.c.id == article)).mappings().one_or_none()
    if row is None:
        raise NotOnRecordError(f"There is no article {article} in the record.")
    parts = {table: _rows(connection, table, table.c.article == article) for table in tables.OF_ARTICLE}
    return assemble(dict(row), parts)


def article_of_page(connection: Connection, page_id: str, reader: str) -> str | None:
    """The id of the article of a page, where this reader has read it."""
    return connection.scalar(
        select(articles.c.id).join(readings).where(articles.c.page == page_id, readings.c.reader == reader)
    )


def known_reading(connection: Connection, page: Page, reader: str) -> Reading | None:
    """The reading of a page by this reader; none where more, or other things, are declared of the page now."""
    article = article_of_page(connection, page.id, reader)
    if article is None:
        return None
    declared = connection.scalar(select(pages.c.declared).where(pages.c.id == page.id))
    return reading(connection, article) if declared == plain(asdict(page.declared)) else None


def every_article(connection: Connection) -> list[str]:
    """The ids of all articles, in the order of their ids."""
    return list(connection.scalars(select(articles.c.id).order_by(articles.c.id)))


def each_reading(connection: Connection, filters: Filters) -> Iterator[Reading]:
    """The readings that are wanted, in the order of their articles' ids, one in memory at a time.

    Where the filters ask for a source or an act, a reading comes with just those statements, and the events in them.
    """
    among = list(on_articles(filters))
    told = list(on_statements(filters))
    if told:
        among.append(exists().where(statements.c.article == articles.c.id, *told))
    for article in list(connection.scalars(select(articles.c.id).join(readings).where(*among).order_by(articles.c.id))):
        whole = reading(connection, article)
        yield _with_those(connection, whole, told) if told else whole


def _with_those(connection: Connection, whole: Reading, told: list[ColumnElement[bool]]) -> Reading:
    wanted = select(statements.c.id).where(statements.c.article == whole.article.id, *told)
    ids = set(connection.scalars(wanted))
    return replace(
        whole,
        statements=tuple(one for one in whole.statements if one.id in ids),
        events=tuple(event for event in whole.events if event.statement in ids),
    )


def summaries(
    connection: Connection, filters: Filters, among: ColumnElement[bool], after: str | None, limit: int
) -> list[Summary]:
    """Readings newest first; those whose day is not known come last.

    Args:
        connection: where to read.
        filters: which are wanted. A source or an act asks for readings with such a statement.
        among: a further condition on articles.
        after: the cursor of the last reading that was seen already.
        limit: how many at most.
    """
    wanted = select(*IN_A_LIST).join(readings).where(among, *on_readings(filters))
    if after is not None:
        wanted = wanted.where(tuple_(articles.c.dated, articles.c.id) < tuple_(*position(after, 2)))
    wanted = wanted.order_by(articles.c.dated.desc(), articles.c.id.desc()).limit(limit)
    return [summary(row) for row in connection.execute(wanted).mappings()]


def on_readings(filters: Filters) -> list[ColumnElement[bool]]:
    """The conditions that an article has to meet, itself or by a statement in it."""
    told = list(on_statements(filters))
    return [*on_articles(filters), *([_have(told, filters)] if told else [])]


def _have(told: list[ColumnElement[bool]], filters: Filters) -> ColumnElement[bool]:
    """Whether an article has a statement that meets conditions."""
    if filters.source is None:  # most articles have one: the newest are looked at until there are enough
        return exists().where(statements.c.article == articles.c.id, *told)
    return articles.c.id.in_(select(statements.c.article).where(*told))


def summary(row: RowMapping) -> Summary:
    """A row of a list as its type."""
    return _SUMMARY.validate_python({**row, "cursor": f"{row['dated']}~{row['article']}"})


def sources(connection: Connection, contains: str | None, after: str | None, limit: int) -> list[SourceCount]:
    """Every name that is a source, most statements first, with how much it said."""
    key, many = statements.c.source_key, func.count()
    listed = select(key, many.label("many")).where(key.is_not(None)).group_by(key)
    if contains is not None:
        listed = listed.having(func.max(key).contains(name_key(contains), autoescape=True))
    if after is not None:
        said, name = position(after, 2)
        listed = listed.having((many < number(said)) | ((many == number(said)) & (key > name)))
    # Who is listed is answered from an index; only they are looked at more closely, in the same index.
    top = listed.order_by(many.desc(), key).limit(limit).subquery()
    written = _COUNTED.c.source_name
    wanted = (
        select(
            select(written).where(_COUNTED.c.source_key == key).limit(1).scalar_subquery().label("name"),
            key.label("key"),
            agreed(statements.c.source_kind).label("kind"),
            agreed(statements.c.source_country).label("country"),
            top.c.many.label("statements"),
            func.count(statements.c.article.distinct()).label("articles"),
            func.count(statements.c.publisher_key.distinct()).label("publishers"),
        )
        .join_from(top, statements, key == top.c.source_key)
        .group_by(key, top.c.many)
        .order_by(top.c.many.desc(), key)
    )
    return [SourceCount(**row) for row in connection.execute(wanted).mappings()]


def said_by(connection: Connection, name: str, filters: Filters, after: str | None, limit: int) -> list[Said]:
    """What a source said, newest first: the statements whose source has just this name, however it is written."""
    return _said(connection, [statements.c.source_key == name_key(name), *on_told(filters)], after, limit)


def said_by_actors(connection: Connection, of: Sequence[ActorIn], after: str | None, limit: int) -> list[Said]:
    """What some actors of some articles said, newest first."""
    conditions: list[ColumnElement[bool]] = [
        statements.c.article.in_({one.article for one in of}),
        statements.c.source_actor.in_({one.actor.id for one in of}),
    ]
    return _said(connection, conditions, after, limit)


def statements_told(connection: Connection, filters: Filters, after: str | None, limit: int) -> list[Said]:
    """Statements, those in the newest articles first, within an article in their order."""
    return _said(connection, on_told(filters), after, limit, walked=True)


def on_told(filters: Filters) -> list[ColumnElement[bool]]:
    """The conditions that a statement has to meet, and its article."""
    return [*on_articles(filters), *on_statements(filters), *on_passages(filters)]


def statements_by_ids(connection: Connection, ids: Sequence[str]) -> list[Said]:
    """Statements by their ids, those in the newest articles first."""
    return _said(connection, [statements.c.id.in_(ids)], None, len(ids))


def statement(connection: Connection, statement_id: str) -> Said:
    """A statement with its article and its words."""
    found = _said(connection, [statements.c.id == statement_id], None, 1)
    if not found:
        raise NotOnRecordError(f"There is no statement {statement_id} in the record.")
    return found[0]


def find(connection: Connection, thing: str) -> Whereabouts:
    """What an id is the id of.

    Raises:
        NotOnRecordError: nothing in the record has this id.
    """
    kinds: dict[ThingKind, tuple[Table, str]] = {
        "page": (pages, "id"), "article": (articles, "id"), "statement": (statements, "article"),
        "event": (events, "article"), "actor": (actors, "article"), "furniture": (furniture, "article"),
        "judgement": (tables.judgements, "article"), "refusal": (refusals, "id"),
    }  # fmt: skip
    for kind, (table, column) in kinds.items():
        owner = connection.scalar(select(table.c[column]).where(table.c.id == thing).limit(1))
        if owner is not None:
            return Whereabouts(kind, thing, _article_of(connection, kind, owner))
    raise NotOnRecordError(f"Nothing in the record has the id {thing}.")


def refusals_kept(connection: Connection, limit: int | None) -> list[Refusal]:
    """What was set aside and why, newest first."""
    wanted = select(refusals).order_by(refusals.c.seen.desc(), refusals.c.id).limit(limit)
    return [Refusal(row.place, row.reason, row.seen, row.page) for row in connection.execute(wanted)]


def refusal(connection: Connection, refusal_id: str) -> Refusal:
    """A refusal by its id."""
    row = connection.execute(select(refusals).where(refusals.c.id == refusal_id)).one_or_none()
    if row is None:
        raise NotOnRecordError(f"There is no refusal {refusal_id} in the record.")
    return Refusal(row.place, row.reason, row.seen, row.page)


def counts(connection: Connection) -> Counts:
    """How much the record holds."""
    names = ("pages", "articles", "statements", "events", "refusals", "judgements")
    counted = {name: select(func.count()).select_from(tables.metadata.tables[name]) for name in names}
    named = select(statements.c.source_key).where(statements.c.source_key.is_not(None)).distinct().subquery()
    counted["sources"] = select(func.count()).select_from(named)
    row = connection.execute(select(*(query.scalar_subquery().label(name) for name, query in counted.items())))
    return Counts(**row.mappings().one())


def publishers(connection: Connection) -> list[Count]:
    """The publishers, and how many readings each has, most first."""
    # Counted from an index; how a publisher is written is then looked up in one of its articles.
    key, written = articles.c.publisher_key, articles.alias()
    name = select(written.c.publisher).where(written.c.publisher_key == key).limit(1).scalar_subquery()
    return _tally(connection, key, name)


def languages(connection: Connection) -> list[Count]:
    """The languages, and how many readings each has, most first."""
    return _tally(connection, articles.c.language, articles.c.language)


def validators(connection: Connection, url: str) -> Validators | None:
    """What the server gave when an address was last fetched."""
    fetches = tables.fetches
    row = connection.execute(
        select(fetches.c.etag, fetches.c.modified).where(fetches.c.url_key == place_key(url))
    ).one_or_none()
    return None if row is None else Validators(row.etag, row.modified)


def feeds(connection: Connection) -> list[Feed]:
    """The feeds that are followed, by address."""
    rows = connection.execute(select(tables.feeds).order_by(tables.feeds.c.url))
    return [Feed(row.url, row.since, row.checked) for row in rows]


def _said(
    connection: Connection,
    conditions: list[ColumnElement[bool]],
    after: str | None,
    limit: int,
    *,
    walked: bool = False,
) -> list[Said]:
    """Statements that meet the conditions; `walked` where these are met by so many that the articles lead to them."""
    wanted = (
        select(*IN_A_LIST, articles.c.text, *(column.label(f"statement_{column.name}") for column in statements.c))
        .join_from(articles, readings)
        .join(statements, statements.c.article == (walked_first(articles.c.id) if walked else articles.c.id))
        .where(*conditions)
        .order_by(articles.c.dated.desc(), articles.c.id.desc(), statements.c.n)
        .limit(limit)
    )
    if after is not None:
        dated, article, n = position(after, 3)
        here = tuple_(articles.c.dated, articles.c.id)
        older, same = here < tuple_(dated, article), here == tuple_(dated, article)
        wanted = wanted.where(older | (same & (statements.c.n > number(n))))
    found = connection.execute(wanted).mappings().all()
    chains = _chains(connection, [(row["article"], row["statement_n"]) for row in found])
    return [_with_words(row, chains[row["article"], row["statement_n"]]) for row in found]


def _chains(connection: Connection, told: list[tuple[str, int]]) -> defaultdict[tuple[str, int], list[Row]]:
    chains: defaultdict[tuple[str, int], list[Row]] = defaultdict(list)
    # By article alone: for several pairs of values SQLite goes through the whole table.
    for hop in _rows(connection, hops, hops.c.article.in_({article for article, _ in told})):
        chains[hop["article"], hop["statement_n"]].append(hop)
    return chains


def _with_words(row: RowMapping, chain: list[Row]) -> Said:
    told = {name.removeprefix("statement_"): value for name, value in row.items() if name.startswith("statement_")}
    line = summary(row)
    return Said(
        article=line,
        statement=_STATEMENT.validate_python({**told, "chain": chain}),
        source=told["source_name"],
        cue=words_at(row["text"], told["cue"]["spans"]),
        content=words_at(row["text"], told["content"]["spans"]),
        cursor=f"{line.cursor}~{told['n']}",
    )


def _rows(connection: Connection, table: Table, condition: ColumnElement[bool], *order: str) -> list[Row]:
    wanted = select(table).where(condition).order_by(*(table.c[name] for name in order or _order(table)))
    return [dict(row) for row in connection.execute(wanted).mappings()]


def _order(table: Table) -> list[str]:
    return [column.name for column in table.primary_key.columns]


def _article_of(connection: Connection, kind: ThingKind, owner: str) -> str | None:
    if kind == "page":
        return connection.scalar(select(articles.c.id).where(articles.c.page == owner))
    return None if kind == "refusal" else owner


def agreed(column: ColumnElement[str | None]) -> ColumnElement[str | None]:
    """The value that all rows of a group have, or none."""
    return case((func.min(column) == func.max(column), func.min(column)))


def _tally(connection: Connection, key: ColumnElement[str | None], shown: ColumnElement[str | None]) -> list[Count]:
    wanted = select(shown, func.count()).where(key.is_not(None)).group_by(key)
    found = connection.execute(wanted.order_by(func.count().desc(), key))
    return [Count(str(value), many) for value, many in found]


def walked_first(key: ColumnElement[str]) -> ColumnElement[str]:
    """A key in a form in which it cannot be looked up: its table is walked in its order, up to the limit of a list."""
    return func.coalesce(key, "")


def position(cursor: str, parts: int) -> list[str]:
    """Where a list goes on. A cursor comes back from a browser, so it may be anything."""
    found = storable(cursor).split("~")
    if len(found) != parts:
        raise QueryError("The place to go on from cannot be read; begin the list anew.")
    return found


def number(digits: str) -> int:
    """A number in a cursor."""
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
        raise QueryError("The place to go on from cannot be read; begin the list anew.")
    return int(digits)
