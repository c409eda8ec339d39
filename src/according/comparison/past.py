"""Findings as they were known on a day, by what was published: kept whenever a finding changes, and found again.

A past finding differs from that of today where something that it rests on is of a later day. It is known by its
founding member, as every finding is, so that several of them may be of one finding of today, which came together later.

Every function works on a connection whose transaction the caller holds.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, or_, select, update

from according import contract
from according.comparison import ledger, store
from according.comparison.bonds import Thing
from according.comparison.ledger import Line, Wanted
from according.findings import Finding, FindingKind
from according.model import identify
from according.record.portions import portions
from according.record.tables import findings_then, members, rests

# A day, and the findings that there were of some members, each with the number of them.
State = tuple[str, Sequence[tuple[Finding, int]]]


def changed_from(connection: Connection, kind: str, things: Collection[Thing]) -> str:
    """The day from which on what is known of members is another than what is kept; "": from the beginning."""
    days = []
    for some in portions(sorted(thing.id for thing in things)):
        waiting = select(members.c.finding, members.c.changed).where(members.c.kind == kind, members.c.member.in_(some))
        for row in connection.execute(waiting):
            if row.finding is None:
                days.append(row.changed)
            elif row.finding != store.NOTHING:
                return ""
    return min(days, default="")


def keep(
    connection: Connection,
    kind: str,
    things: Collection[Thing],
    since: str,
    states: Sequence[State],
) -> None:
    """Keep the findings of some members from a day on, in place of what was kept of them.

    Args:
        connection: with a transaction that the caller holds.
        kind: of which findings they are members.
        things: the members.
        since: the day from which on what is known of them is another.
        states: what findings there were on each day on which something became known, in order.
    """
    _cut(connection, {identify(kind, thing.id) for thing in things}, since)
    rows: list[dict[str, Any]] = []
    standing: dict[str, dict[str, Any]] = {}
    for day, then in states:
        here = {finding.id: _row(finding, size, day) for finding, size in then}
        for number, row in list(standing.items()):
            if number in here and here[number]["body"] == row["body"]:
                here.pop(number)
            else:
                standing.pop(number)["until_day"] = day
        standing |= here
        rows += here.values()
    if rows:
        connection.execute(insert(findings_then), rows)


def forget(connection: Connection, kind: str, things: Collection[Thing]) -> None:
    """Remove what is kept of the findings of some members."""
    _cut(connection, {identify(kind, thing.id) for thing in things}, "")


def _row(finding: Finding, size: int, day: str) -> dict[str, Any]:
    body = zlib.compress(contract.finding_to_json(finding).encode("utf-8"), 1)
    return {**store.listed(finding, size), "from_day": day, "until_day": None, "body": body}


def _cut(connection: Connection, ids: Collection[str], since: str) -> None:
    """Let what is kept of findings end with a day."""
    for some in portions(sorted(ids)):
        mine = findings_then.c.id.in_(some)
        connection.execute(delete(findings_then).where(mine, findings_then.c.from_day >= since))
        connection.execute(update(findings_then).where(mine, _stands(since)).values(until_day=since))


def _stands(day: str) -> ColumnElement[bool]:
    """What was so on a day."""
    then = findings_then.c
    return and_(then.from_day <= day, or_(then.until_day.is_(None), then.until_day > day))


def lines(
    connection: Connection, kind: FindingKind, wanted: Wanted, day: str, after: str | None, limit: int
) -> list[Line]:
    """Findings of a kind as they were on a day, those last told of by then first.

    Raises:
        QueryError: `after` is not a cursor.
    """
    # Nothing was told of later; this is said so that the index is entered there.
    query = ledger.narrowed(findings_then, kind, wanted).where(findings_then.c.last_day <= day, _stands(day))
    if wanted.article:
        resting = select(rests.c.finding).where(rests.c.kind == kind, rests.c.article == wanted.article)
        ever = select(members.c.alias).where(members.c.kind == kind, members.c.finding.in_(resting))
        query = query.where(findings_then.c.id.in_(ever))
    rows = connection.execute(ledger.leaf(query, findings_then, after, limit))
    return [Line(_finding(row.body), ledger.cursor(row)) for row in rows]


def counted(connection: Connection, day: str) -> Counter[tuple[str, str]]:
    """How many findings there were on a day, by kind and status ("" where a kind has none)."""
    then = findings_then.c
    query = select(then.kind, then.status, func.count()).where(_stands(day)).group_by(then.kind, then.status)
    return Counter({(kind, status or ""): many for kind, status, many in connection.execute(query)})


def of(connection: Connection, kind: FindingKind, number: str, day: str) -> list[Finding]:
    """What a finding of today was on a day: none, or one, or several that later came together."""
    mine = select(members.c.alias).where(members.c.kind == kind, members.c.finding == number)
    wanted = select(findings_then.c.body).where(findings_then.c.id.in_(mine), _stands(day))
    return [_finding(body) for body in connection.scalars(wanted.order_by(findings_then.c.id))]


def today(connection: Connection, numbers: Collection[str]) -> dict[str, str]:
    """The ids that past findings have today."""
    found: dict[str, str] = {}
    for some in portions(sorted(numbers)):
        wanted = select(members.c.alias, members.c.finding).where(members.c.alias.in_(some))
        found.update((row.alias, row.finding) for row in connection.execute(wanted) if row.finding)
    return found


def _finding(body: bytes) -> Finding:
    return contract.finding_from_json(zlib.decompress(body).decode("utf-8"))
