"""The index of words: what a search can find of each article, kept in step with its rows.

A passage is an article (its title and its text) or one of its statements (its source's name and its content). The
words of a passage are in the table `words`, folded, by the passage's key: an FTS5 table on SQLite, a tsvector with a
GIN index on PostgreSQL. It can be rebuilt from the rows at any time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select, text

from according.model import Span
from according.record.rows import Row, words_at
from according.record.tables import articles, passages, statements
from according.record.words import fold

# PostgreSQL takes a tsvector of at most 1 MiB (about 60,000 different words); what a text has beyond is not found.
_LARGEST_VECTOR = 1_000_000
# The last position that a tsvector knows.
_LAST_POSITION = 16_383


class Passage(NamedTuple):
    """What is searched as one: `statement_n` is None for the article as a whole; both texts are folded."""

    statement_n: int | None
    title: str
    text: str


def index_article(connection: Connection, article: str) -> None:
    """Put an article and its statements into the index of words."""
    found = list(_passages(connection, article))
    keys = connection.scalars(
        insert(passages).returning(passages.c.key, sort_by_parameter_order=True),
        [{"article": article, "statement_n": passage.statement_n} for passage in found],
    ).all()
    if connection.dialect.name == "postgresql":
        rows = [{"key": key, "vector": _vector(passage)} for key, passage in zip(keys, found, strict=True)]
        connection.execute(text("INSERT INTO words (key, vector) VALUES (:key, CAST(:vector AS tsvector))"), rows)
    else:
        rows = [{"key": key, "title": p.title, "text": p.text} for key, p in zip(keys, found, strict=True)]
        connection.execute(text("INSERT INTO words (rowid, title, text) VALUES (:key, :title, :text)"), rows)


def drop_article(connection: Connection, article: str) -> None:
    """Take an article and its statements out of the index of words."""
    if connection.dialect.name == "sqlite":
        keys = connection.scalars(select(passages.c.key).where(passages.c.article == article)).all()
        connection.execute(text("DELETE FROM words WHERE rowid = :key"), [{"key": key} for key in keys])
    connection.execute(delete(passages).where(passages.c.article == article))


def rebuild(connection: Connection) -> None:
    """Make the index of words anew from the rows."""
    connection.execute(text("DELETE FROM words"))
    connection.execute(delete(passages))
    for article in connection.scalars(select(articles.c.id).order_by(articles.c.id)).all():
        index_article(connection, article)


def tidy(connection: Connection) -> None:
    """Merge the parts of the SQLite index, by which the words that were taken out leave the file."""
    connection.execute(text("INSERT INTO words (words) VALUES ('optimize')"))


def out_of_step(connection: Connection, article: str) -> bool:
    """Whether the index of words does not say what the article's rows say."""
    expected = {passage.statement_n: passage for passage in _passages(connection, article)}
    if connection.dialect.name == "postgresql":
        matches = text(
            "SELECT vector = CAST(:vector AS tsvector) FROM words JOIN passages USING (key) "
            "WHERE article = :article AND statement_n IS NOT DISTINCT FROM :n"
        )
        return any(
            connection.scalars(matches, {"vector": _vector(passage), "article": article, "n": n}).all() != [True]
            for n, passage in expected.items()
        )
    found = connection.execute(
        text("SELECT statement_n, title, text FROM passages JOIN words ON words.rowid = key WHERE article = :article"),
        {"article": article},
    ).all()
    return sorted(found, key=repr) != sorted(expected.values(), key=repr)


def _passages(connection: Connection, article: str) -> Iterator[Passage]:
    title, whole = connection.execute(select(articles.c.title, articles.c.text).where(articles.c.id == article)).one()
    yield Passage(None, fold(title or ""), fold(whole))
    of_article = select(statements.c.n, statements.c.source_name, statements.c.content)
    for n, source, content in connection.execute(of_article.where(statements.c.article == article)):
        yield Passage(n, fold(source or ""), fold(words_at(whole, content["spans"])))


def _vector(passage: Passage) -> str:
    """A passage as PostgreSQL writes a tsvector; words of the title weigh more (A)."""
    places: dict[str, list[str]] = {}
    size, position = 0, count(1)
    # The empty word keeps the last word of the title and the first of the text from standing side by side.
    for words, weight in (([*passage.title.split(), ""], "A"), (passage.text.split(), "")):
        for word, at in zip(words, position, strict=False):
            size += 2 if word in places else 12 + len(word.encode())
            if size > _LARGEST_VECTOR:
                break
            places.setdefault(word, []).append(f"{min(at, _LAST_POSITION)}{weight}")
    places.pop("", None)
    return " ".join(f"'{word}':{','.join(at[:255])}" for word, at in places.items())


def hull(statement: Row) -> Span:
    """The stretch of text that a statement takes, from the first of its source, cue and content to the last."""
    spans: list[Sequence[int]] = [*statement["cue"]["spans"], *statement["content"]["spans"]]
    if statement["source"] and statement["source"]["span"]:
        spans.append(statement["source"]["span"])
    return Span(min((span[0] for span in spans), default=0), max((span[1] for span in spans), default=0))
