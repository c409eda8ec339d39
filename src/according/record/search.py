"""Full-text search over articles and statements, ranked, on either database.

A query is words, all of which have to be there; "words in quotation marks" stand side by side; `word*` begins a word;
`-word` must not be there; `OR` between two gives either. Case, accents and the form of apostrophes and spaces do not
matter, and nothing else in a query means anything: whatever is typed gives hits or none, never an error.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from pydantic import TypeAdapter
from sqlalchemy import (
    ColumnElement,
    Connection,
    Float,
    RowMapping,
    Select,
    and_,
    cast,
    column,
    func,
    literal_column,
    select,
    table,
    true,
)  # fmt: skip
from sqlalchemy.dialects.postgresql import TSQUERY

from according.model import Date, Span
from according.record.answers import Hit
from according.record.filters import Filters, on_articles, on_passages, on_statements
from according.record.index import hull
from according.record.snippets import Wanted, snippet
from according.record.tables import articles, passages, statements
from according.record.words import fold

__all__ = ["Filters", "Query", "Term", "matching_articles", "parse", "search"]

_DATE = TypeAdapter(Date | None)
# A query is cut to so many words: what follows in a longer one does not narrow it further.
_MOST_WORDS = 32
_TERM = re.compile(r"""(?P<minus>-?)(?:["“”„«»](?P<phrase>[^"“”„«»]*)["“”„«»]?|(?P<word>[^\s"“”„«»]+))""")


class Term(NamedTuple):
    """Words that stand side by side; the last may be the beginning of a word."""

    words: tuple[str, ...]
    begins: bool


class Query(NamedTuple):
    """What is looked for: one term of each group has to be there, and none of the unwanted."""

    groups: tuple[tuple[Term, ...], ...]
    unwanted: tuple[Term, ...]


def parse(query: str) -> Query:
    """Read a query; any string is one."""
    groups: list[tuple[Term, ...]] = []
    unwanted: list[Term] = []
    left, either = _MOST_WORDS, False
    for match in _TERM.finditer(query):
        if match["word"] == "OR" and groups:
            either = True
            continue
        term = _term(match)
        left -= len(term.words)
        if left < 0:
            break
        if not term.words:
            continue
        if match["minus"]:
            unwanted.append(term)
        elif either:
            groups[-1] += (term,)
        else:
            groups.append((term,))
        either = False
    return Query(tuple(groups), tuple(unwanted))


def search(
    connection: Connection,
    query: str,
    filters: Filters,
    limit: int,
    offset: int,
    among: ColumnElement[bool] | None = None,
) -> list[Hit]:
    """Find passages, the best first; without words, those that fit the filters, the newest first.

    Where a source, an act or a certainty is asked for, only statements can fit.

    Args:
        connection: where to read.
        query: the words.
        filters: what else has to fit.
        limit: how many at most.
        offset: how many are passed over.
        among: a further condition on articles.
    """
    wanted = parse(query)
    if not wanted.groups and filters == Filters():
        return []
    ranked = _ranked(connection, wanted, filters, among).limit(limit).offset(offset)
    words = _wanted(wanted)
    return [_hit(row, words) for row in connection.execute(_whole(ranked)).mappings()]


def matching_articles(connection: Connection, query: str) -> ColumnElement[bool]:
    """The condition that an article has the words of a query; a query without words is none."""
    wanted = parse(query)
    if not wanted.groups:
        return true()
    language = _LANGUAGES[connection.dialect.name]
    found = select(passages.c.article).join(language.words, language.on).where(language.match(wanted))
    return articles.c.id.in_(found.where(passages.c.statement_n.is_(None)))


def _term(match: re.Match[str]) -> Term:
    raw = match["phrase"] if match["phrase"] is not None else match["word"]
    return Term(tuple(fold(raw).split()), begins=raw.endswith("*"))


def _wanted(query: Query) -> Wanted:
    terms = [term for group in query.groups for term in group]
    whole = {word for term in terms for word in (term.words[:-1] if term.begins else term.words)}
    return Wanted(frozenset(whole), tuple(term.words[-1] for term in terms if term.begins))


def _ranked(connection: Connection, query: Query, filters: Filters, among: ColumnElement[bool] | None) -> Select[Any]:
    """The keys of the passages that fit, in the order of their rank."""
    of_articles, of_statements = list(on_articles(filters)), list(on_statements(filters))
    of_passages = list(on_passages(filters))
    if among is not None:
        of_articles.append(among)
    if query.groups:
        language = _LANGUAGES[connection.dialect.name]
        asked = select(passages.c.key, language.rank(query).label("rank")).join(language.words, language.on)
        asked = asked.where(language.match(query))
    else:
        newest = func.row_number().over(order_by=(articles.c.dated.desc(), articles.c.id, passages.c.statement_n))
        asked = select(passages.c.key, newest.label("rank"))
        if not (of_statements or of_passages or filters.kind):
            asked = asked.where(passages.c.statement_n.is_(None))
    if of_articles or not query.groups:
        asked = asked.join(articles, articles.c.id == passages.c.article).where(*of_articles)
    if of_statements or of_passages:
        asked = asked.join(statements, _OF_PASSAGE, isouter=not of_statements).where(*of_statements, *of_passages)
    if filters.kind == "article":
        asked = asked.where(passages.c.statement_n.is_(None))
    if filters.kind == "statement":
        asked = asked.where(passages.c.statement_n.is_not(None))
    # Equals stand in an order that does not hang on which page came first.
    return asked.order_by("rank", passages.c.article, func.coalesce(passages.c.statement_n, -1))


def _whole(ranked: Select[Any]) -> Select[Any]:
    """The ranked passages with what is shown of them."""
    best = ranked.subquery()
    of_statement = ("id", "act", "source", "cue", "content", "source_name")
    return (
        select(
            articles.c.id.label("article"),
            *(articles.c[name] for name in ("title", "publisher", "published", "text")),
            *(statements.c[name].label(f"statement_{name}") for name in of_statement),
        )
        .join_from(best, passages, passages.c.key == best.c.key)
        .join(articles, articles.c.id == passages.c.article)
        .outerjoin(statements, _OF_PASSAGE)
        .order_by(best.c.rank, passages.c.article, func.coalesce(passages.c.statement_n, -1))
    )


def _hit(row: RowMapping, wanted: Wanted) -> Hit:
    told = {name.removeprefix("statement_"): value for name, value in row.items() if name.startswith("statement_")}
    whole: str = row["text"]
    place: Span | None
    if told["id"] is None:
        place, parts = snippet(whole, Span(0, len(whole)), wanted)
    else:
        place = hull(told)
        _, parts = snippet(whole, place, wanted)
    return Hit(
        kind="article" if told["id"] is None else "statement",
        article=row["article"],
        statement=told["id"],
        span=place,
        title=row["title"],
        publisher=row["publisher"],
        published=_DATE.validate_python(row["published"]),
        source=told["source_name"],
        act=told["act"],
        snippet=parts,
    )


class _Fts5:
    """The index of words in SQLite's terms."""

    words = table("words", column("rowid"))
    on = words.c.rowid == passages.c.key

    @classmethod
    def match(cls, query: Query) -> ColumnElement[bool]:
        groups = " AND ".join(cls._either(group) for group in query.groups)
        expression = f"({groups}) NOT {cls._either(query.unwanted)}" if query.unwanted else groups
        return literal_column("words").bool_op("MATCH")(expression)

    @staticmethod
    def rank(_query: Query) -> ColumnElement[float]:
        # Words of a title, or of a source's name, weigh four times those of the text.
        return literal_column("bm25(words, 4.0, 1.0)", Float)

    @staticmethod
    def _either(terms: tuple[Term, ...]) -> str:
        # Folded words are letters and digits only, so there is nothing to escape.
        return "(" + " OR ".join(f'"{" ".join(term.words)}"{" *" * term.begins}' for term in terms) + ")"


class _TextSearch:
    """The index of words in PostgreSQL's terms."""

    words = table("words", column("key"), column("vector"))
    on = words.c.key == passages.c.key

    @classmethod
    def match(cls, query: Query) -> ColumnElement[bool]:
        return cls.words.c.vector.bool_op("@@")(cls._expression(query))

    @classmethod
    def rank(cls, query: Query) -> ColumnElement[float]:
        # 1: divided by the logarithm of the length, so that a long text is not better for being long.
        return -func.ts_rank(cls.words.c.vector, cls._expression(query), 1)

    @classmethod
    def _expression(cls, query: Query) -> ColumnElement[Any]:
        groups = [cls._either(group) for group in query.groups] + [
            f"!{cls._either((term,))}" for term in query.unwanted
        ]
        return cast(" & ".join(groups), TSQUERY)

    @staticmethod
    def _either(terms: tuple[Term, ...]) -> str:
        sides = (" <-> ".join(f"'{word}'" for word in term.words) + ":*" * term.begins for term in terms)
        return "(" + " | ".join(f"({side})" for side in sides) + ")"


_LANGUAGES: Mapping[str, type[_Fts5 | _TextSearch]] = {"sqlite": _Fts5, "postgresql": _TextSearch}
_OF_PASSAGE = and_(statements.c.article == passages.c.article, statements.c.n == passages.c.statement_n)
