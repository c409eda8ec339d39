"""What came to be known here, and when: by which Today, the feeds and the mails say what is new.

A row is one development: a reading that was kept, a commitment that was met, a claim that was disputed. It is noted in
the transaction that makes it visible, once, with that instant; so what is new since a visit is what the visitor could
not see then, whenever it was published.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, insert, select, true, tuple_

from according.errors import QueryError
from according.model import identify
from according.record.portions import portions
from according.record.tables import articles, members, news, rests
from according.record.words import storable

READING = "reading"


class News(NamedTuple):
    """One development.

    Attributes:
        id: of the finding, what and the thing, so that it is noted once.
        at: when it was noted, ISO 8601 in UTC.
        kind: "reading", or the kind of the finding.
        finding: the id that the finding had then; the article's for a reading.
        article: whose words it rests on.
        what: what happened ("disputed", "met" …); see the module that finds it.
        thing: the statement or event that tells of it; "" where the finding itself does.
    """

    id: str
    at: str
    kind: str
    finding: str
    article: str
    what: str
    thing: str


class Latest(NamedTuple):
    """A finding or reading by the id that it has now, with what was noted of it, the latest first."""

    finding: str
    rows: tuple[News, ...]


def note_readings(connection: Connection, read: Collection[str], at: str) -> list[News]:
    """Note articles as known from now on; give those that were not known before."""
    rows = [News(identify("news", READING, one), at, READING, one, one, "read", "") for one in sorted(read)]
    return note(connection, rows)


def note(connection: Connection, rows: Sequence[News]) -> list[News]:
    """Note what has not been noted; give what that is."""
    known = set(_in(connection, news.c.id, [row.id for row in rows]))
    new = list({row.id: row for row in rows if row.id not in known}.values())
    if new:
        connection.execute(insert(news), [row._asdict() for row in new])
    return new


def known_of(connection: Connection, kind: str, aliases: Sequence[str]) -> set[str]:
    """What was noted of a finding under any id that it has or had."""
    found: set[str] = set()
    for some in portions(aliases):
        found.update(connection.scalars(select(news.c.what).where(news.c.kind == kind, news.c.finding.in_(some))))
    return found


def known_since(connection: Connection, wanted: Collection[str]) -> dict[str, str]:
    """Since when articles are known here."""
    found: dict[str, str] = {}
    for some in portions(sorted(wanted)):
        rows = connection.execute(
            select(news.c.article, news.c.at).where(news.c.kind == READING, news.c.article.in_(some))
        )
        found.update((row.article, row.at) for row in rows)
    return found


def latest(connection: Connection, kind: str, whats: Collection[str], since: str | None, limit: int) -> list[Latest]:
    """Findings (or readings) of which something was noted after an instant, the latest first."""
    condition = (news.c.kind == kind) & news.c.what.in_(whats)
    if since is not None:
        condition &= news.c.at > since
    # Several may be of one finding, and some lead nowhere any more.
    rows = _latest(connection, condition, limit if kind == READING else 4 * limit)
    now = {row.finding: row.finding for row in rows}
    if kind != READING:
        now = present(connection, kind, now)
    found: dict[str, list[News]] = {}
    for row in rows:
        if row.finding in now:
            found.setdefault(now[row.finding], []).append(row)
    return [Latest(finding, tuple(mine)) for finding, mine in list(found.items())[:limit]]


def present(connection: Connection, kind: str, aliases: Iterable[str]) -> dict[str, str]:
    """The present ids of findings by ids that they have or had; those that are gone are left out."""
    found: dict[str, str] = {}
    for some in portions(sorted(set(aliases))):
        wanted = select(members.c.alias, members.c.finding)
        rows = connection.execute(
            wanted.where(members.c.kind == kind, members.c.alias.in_(some), members.c.finding > "")
        )
        found.update((row.alias, row.finding) for row in rows)
    return found


def by_ids(connection: Connection, wanted: Collection[str]) -> list[News]:
    """Developments by their ids, in the order in which they were noted; what was forgotten is left out."""
    found = [
        News(*row) for some in portions(sorted(wanted)) for row in connection.execute(_all().where(news.c.id.in_(some)))
    ]
    return sorted(found, key=lambda one: (one.at, one.id))


def of_kind(connection: Connection, kind: str, limit: int, among: Select[tuple[str]] | None = None) -> list[News]:
    """The latest developments of a kind; `among` are the ids that the findings which are wanted have or had."""
    condition = news.c.kind == kind
    return _latest(connection, condition if among is None else condition & news.c.finding.in_(among), limit)


def of_kinds(connection: Connection, kinds: Iterable[str], after: str | None, limit: int) -> list[News]:
    """The latest developments of some kinds, those behind a cursor (see `cursor`).

    Raises:
        QueryError: `after` is not the cursor of a development.
    """
    condition: ColumnElement[bool] = true()
    if after is not None:
        at, tilde, number = storable(after).partition("~")
        if not tilde:
            raise QueryError("The place to go on from cannot be read; begin the list anew.")
        condition = (news.c.at < at) | ((news.c.at == at) & (news.c.id > number))
    # By kind, since the developments of a kind are found in their order by an index.
    found = [row for kind in kinds for row in _latest(connection, (news.c.kind == kind) & condition, limit)]
    by_id = sorted(found, key=lambda row: row.id)
    return sorted(by_id, key=lambda row: row.at, reverse=True)[:limit]


def cursor(one: News) -> str:
    """Where the list of the latest developments goes on behind this one."""
    return f"{one.at}~{one.id}"


def of_finding(connection: Connection, kind: str, finding: str, limit: int) -> list[News]:
    """The latest developments of a finding, by its present id; of a story also those of what rests on its articles."""
    aliases = select(members.c.alias).where(members.c.kind == kind, members.c.finding == finding)
    own = (news.c.kind == kind) & news.c.finding.in_(aliases)
    if kind == "story":
        within = select(rests.c.article).where(rests.c.kind == kind, rests.c.finding == finding)
        own |= news.c.article.in_(within) & (news.c.kind != "story")
    return _latest(connection, own, limit)


def of_article(connection: Connection, article: str, limit: int) -> list[News]:
    """The latest developments of all findings that show words of an article."""
    resting = select(rests.c.kind, rests.c.finding).where(rests.c.article == article)
    aliases = select(members.c.kind, members.c.alias).where(tuple_(members.c.kind, members.c.finding).in_(resting))
    return _latest(connection, tuple_(news.c.kind, news.c.finding).in_(aliases), limit)


def read_since(since: str | None) -> ColumnElement[bool]:
    """The condition that an article came to be known here after an instant."""
    known = select(news.c.article).where(news.c.kind == READING)
    return articles.c.id.in_(known if since is None else known.where(news.c.at > since))


def _latest(connection: Connection, condition: ColumnElement[bool], limit: int) -> list[News]:
    wanted = _all().where(condition).order_by(news.c.at.desc(), news.c.id).limit(limit)
    return [News(*row) for row in connection.execute(wanted)]


def _all() -> Any:
    return select(*(news.c[name] for name in News._fields))


def _in(connection: Connection, column: Any, values: Sequence[str]) -> Iterator[str]:
    for some in portions(values):
        yield from connection.scalars(select(column).where(column.in_(some)))
