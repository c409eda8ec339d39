"""Lists of findings: which are wanted, and a page of them at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Select, Table, and_, func, select, tuple_

from according import contract
from according.errors import QueryError
from according.findings import Finding, FindingKind, Precedent
from according.record.portions import portions
from according.record.tables import articles, findings, members, rests
from according.record.words import name_key


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which findings of a kind are wanted; None leaves a matter open.

    Attributes:
        by: words that the name of the one who says or does it has, in any case, with or without accents; of a story,
            the names of its actors.
        status: a commitment's status, or a precedent's verdict.
        since: the first day on which a member may have been published last ("2020-08-27").
        until: the last day on which the first member may have been published.
        article: the id of an article whose words the finding shows.
        least: the least number of members.

    Raises:
        QueryError: the span ends before it begins.
    """

    by: str | None = None
    status: str | None = None
    since: str | None = None
    until: str | None = None
    article: str | None = None
    least: int = 1

    def __post_init__(self) -> None:
        """Refuse a span in which nothing can be."""
        if self.since and self.until and self.since > self.until:
            raise QueryError(f"Nothing is both since {self.since} and until {self.until}; give the earlier day first.")


def check_status(name: str, statuses: Sequence[str], status: str | None) -> None:
    """See to it that a list can be narrowed by a status: `name` is what is listed, `statuses` those that there are.

    Raises:
        QueryError: nothing of this kind has such a status.
    """
    if status and not statuses:
        raise QueryError(f"{name.capitalize()} have no status; leave it out.")
    if status and status not in statuses:
        told = f"{', '.join(statuses[:-1])} or {statuses[-1]}"
        raise QueryError(f"No status of {name} is {status!r}; give {told}.")


@dataclass(frozen=True, slots=True)
class Line:
    """A finding in a list, and the cursor after which the list goes on."""

    finding: Finding
    cursor: str


def lines(connection: Connection, kind: FindingKind, wanted: Wanted, after: str | None, limit: int) -> list[Line]:
    """Findings of a kind, those last told of first.

    Raises:
        QueryError: `after` is not a cursor.
    """
    rows = connection.execute(leaf(_present(kind, wanted), findings, after, limit))
    return [Line(contract.finding_from_json(row.body), cursor(row)) for row in rows]


def aliases(kind: str, wanted: Wanted) -> Select[tuple[str]]:
    """The ids that findings which are wanted have or had."""
    ids = _present(kind, wanted).with_only_columns(findings.c.id)
    return select(members.c.alias).where(members.c.kind == kind, members.c.finding.in_(ids))


def _present(kind: str, wanted: Wanted) -> Select[Any]:
    """Which findings of today are wanted."""
    query = narrowed(findings, kind, wanted)
    if wanted.article:
        resting = select(rests.c.finding).where(rests.c.kind == kind, rests.c.article == wanted.article)
        query = query.where(findings.c.id.in_(resting))
    return query


def leaf(query: Select[Any], table: Table, after: str | None, limit: int) -> Select[Any]:
    """A page of a list of findings, those last told of first.

    Raises:
        QueryError: `after` is not a cursor.
    """
    place = table.c.last_day, table.c.id
    if after is not None:
        day, _, number = after.partition("~")
        if not number:
            raise QueryError(f"{after!r} is no place in a list; give the cursor that came with its last line.")
        query = query.where(tuple_(*place) < tuple_(day, number))
    return query.order_by(*(column.desc() for column in place)).limit(limit)


def cursor(row: Any) -> str:
    """The place of a finding's row in a list."""
    return f"{row.last_day}~{row.id}"


def counted(connection: Connection) -> Counter[tuple[str, str]]:
    """How many findings there are, by kind and status ("" where a kind has none)."""
    query = select(findings.c.kind, findings.c.status, func.count()).group_by(findings.c.kind, findings.c.status)
    return Counter({(kind, status or ""): many for kind, status, many in connection.execute(query)})


def number(connection: Connection, kind: FindingKind, wanted: Wanted) -> int:
    """How many findings of a kind are wanted."""
    return connection.scalar(select(func.count()).select_from(_present(kind, wanted).subquery())) or 0


def voiced(connection: Connection, voice: str) -> list[Finding]:
    """The findings that have a voice of this id among their origins, those last told of first."""
    having = findings.c.body.contains(f'{{"id":"{voice}"', autoescape=True)
    wanted = select(findings.c.body).where(having).order_by(findings.c.last_day.desc(), findings.c.id.desc())
    return [contract.finding_from_json(body) for body in connection.scalars(wanted)]


def found(connection: Connection, number: str) -> Finding | None:
    """The finding that an id, present or past, leads to; None where it leads to none."""
    led_to = and_(members.c.kind == findings.c.kind, members.c.finding == findings.c.id)
    body = connection.scalar(
        select(findings.c.body).join(members, led_to).where(members.c.alias == number, members.c.finding > "").limit(1)
    )
    return None if body is None else contract.finding_from_json(body)


def with_start(connection: Connection, found: Sequence[Finding]) -> list[Finding]:
    """Findings, with where the record starts: that moves with each older article, and they do not."""
    if not any(isinstance(one, Precedent) for one in found):
        return list(found)
    start = _start(connection)
    return [replace(one, record_from=start) if isinstance(one, Precedent) else one for one in found]


def _start(connection: Connection) -> str:
    """The day of the oldest article on the record; "" where none has a day."""
    wanted = select(articles.c.dated).where(articles.c.dated > "").order_by(articles.c.dated).limit(1)
    return (connection.scalar(wanted) or "")[:10]


def last_day(connection: Connection, kinds: Iterable[str]) -> str:
    """The last day that a finding of some kinds was told of; "" where there is none."""
    # Kind by kind, each is the end of an index.
    newest = (select(func.max(findings.c.last_day)).where(findings.c.kind == kind) for kind in kinds)
    return max((connection.scalar(one) or "" for one in newest), default="")


def first_told(connection: Connection, kind: str, after: str, until: str) -> Counter[str]:
    """How many findings of a kind were first told of on each of the days after one and until another."""
    columns = findings.c
    # What was first told of since then was last told of since then: said for the index, which has that first.
    since = and_(columns.kind == kind, columns.last_day > after)
    near = and_(columns.first_day > after, columns.first_day <= until)
    query = select(columns.first_day, func.count().label("many")).where(since, near).group_by(columns.first_day)
    return Counter({row.first_day: row.many for row in connection.execute(query)})


def rested_on(connection: Connection, kind: str, wanted: Collection[str]) -> dict[str, set[str]]:
    """The articles that findings of a kind rest on, by the findings' ids."""
    found: dict[str, set[str]] = {number: set() for number in wanted}
    for row in connection.execute(select(rests).where(rests.c.kind == kind, rests.c.finding.in_(wanted))):
        found[row.finding].add(row.article)
    return found


def resting_on(connection: Connection, kinds: Collection[FindingKind], articles: Collection[str]) -> list[Finding]:
    """Every finding of some kinds that shows words of one of the articles; those first told of first."""
    found: dict[str, str] = {}
    for some in portions(sorted(articles)):
        resting = select(rests.c.kind, rests.c.finding).where(rests.c.article.in_(some), rests.c.kind.in_(kinds))
        rows = connection.execute(
            select(findings.c.id, findings.c.body).where(tuple_(findings.c.kind, findings.c.id).in_(resting))
        )
        found.update((row.id, row.body) for row in rows)
    whole = (contract.finding_from_json(body) for body in found.values())
    return sorted(whole, key=lambda one: (one.first_day, one.kind, one.id))


def narrowed(table: Table, kind: str, wanted: Wanted) -> Select[Any]:
    """Which findings of a table, those of today or past ones, are wanted; the article is left to who knows of it."""
    query = select(table.c.id, table.c.last_day, table.c.body).where(table.c.kind == kind)
    if wanted.by:
        query = query.where(table.c.by_key.contains(name_key(wanted.by), autoescape=True))
    if wanted.status:
        query = query.where(table.c.status == wanted.status)
    if wanted.since:
        query = query.where(table.c.last_day >= wanted.since)
    if wanted.until:
        query = query.where(table.c.first_day <= wanted.until)
    if wanted.least > 1:
        query = query.where(table.c.size >= wanted.least)
    return query
