"""Lists of findings: which are wanted, and a page of them at a time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Select, or_, select, tuple_

from according import contract
from according.errors import QueryError
from according.findings import Finding, FindingKind
from according.record import judgements
from according.record.tables import articles, findings, rests
from according.record.words import name_key

# SQLite takes 32,766 values in a query; PostgreSQL plans long lists slowly.
_MANY = 500


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which findings of a kind are wanted; None leaves a matter open.

    Attributes:
        by: words that the name of the one who says or does it has, in any case, with or without accents.
        status: a commitment's status, or a precedent's verdict.
        since: the first day on which a member may have been published last ("2020-08-27").
        until: the last day on which the first member may have been published.
        article: the id of an article whose words the finding shows.
        least: the least number of members.
    """

    by: str | None = None
    status: str | None = None
    since: str | None = None
    until: str | None = None
    article: str | None = None
    least: int = 1


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
    query = _narrowed(select(findings.c.id, findings.c.last_day, findings.c.body), kind, wanted)
    if after is not None:
        day, _, number = after.partition("~")
        if not number:
            raise QueryError(f"{after!r} is no place in a list; give the cursor that came with its last line.")
        query = query.where(tuple_(findings.c.last_day, findings.c.id) < tuple_(day, number))
    query = query.order_by(findings.c.last_day.desc(), findings.c.id.desc()).limit(limit)
    return [Line(contract.finding_from_json(row.body), f"{row.last_day}~{row.id}") for row in connection.execute(query)]


def unchanged_since(connection: Connection, kind: FindingKind, found: Sequence[Line], day: str) -> set[str]:
    """The ids of those findings that were on a day as they are now: nothing that they rest on is of a later one."""
    if judgements.judged_since(connection, day):
        return set()
    ids = {line.finding.id for line in found}
    late = or_(articles.c.first_day.is_(None), articles.c.first_day > day)
    changed = select(rests.c.finding).join(articles, articles.c.id == rests.c.article)
    return ids - set(connection.scalars(changed.where(rests.c.kind == kind, rests.c.finding.in_(ids), late)))


def resting_on(connection: Connection, kinds: Collection[FindingKind], articles: Collection[str]) -> list[Finding]:
    """Every finding of some kinds that shows words of one of the articles; those first told of first."""
    found: dict[str, str] = {}
    ordered = sorted(articles)
    for first in range(0, len(ordered), _MANY):
        resting = select(rests.c.kind, rests.c.finding).where(
            rests.c.article.in_(ordered[first : first + _MANY]), rests.c.kind.in_(kinds)
        )
        rows = connection.execute(
            select(findings.c.id, findings.c.body).where(tuple_(findings.c.kind, findings.c.id).in_(resting))
        )
        found.update((row.id, row.body) for row in rows)
    whole = (contract.finding_from_json(body) for body in found.values())
    return sorted(whole, key=lambda one: (one.first_day, one.kind, one.id))


def _narrowed(query: Select[tuple[str, str, str]], kind: str, wanted: Wanted) -> Select[tuple[str, str, str]]:
    query = query.where(findings.c.kind == kind)
    if wanted.by:
        query = query.where(findings.c.by_key.contains(name_key(wanted.by), autoescape=True))
    if wanted.status:
        query = query.where(findings.c.status == wanted.status)
    if wanted.since:
        query = query.where(findings.c.last_day >= wanted.since)
    if wanted.until:
        query = query.where(findings.c.first_day <= wanted.until)
    if wanted.least > 1:
        query = query.where(findings.c.size >= wanted.least)
    if wanted.article:
        resting = select(rests.c.finding).where(rests.c.kind == kind, rests.c.article == wanted.article)
        query = query.where(findings.c.id.in_(resting))
    return query
