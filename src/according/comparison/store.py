"""What follows from the record as rows: keeping reports, bonds, groups and findings, and finding them again.

Every function works on a connection whose transaction the caller holds.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Connection, and_, delete, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from according import contract
from according.comparison.bonds import Bond, Thing
from according.comparison.groups import Group
from according.comparison.judged import Verdicts
from according.comparison.keys import Family, hashed
from according.comparison.reports import Report
from according.comparison.vectors import packed, unpacked
from according.findings import Finding
from according.model import identify
from according.record import following, judgements
from according.record.portions import portions
from according.record.tables import (
    bonds,
    compared,
    findings,
    findings_then,
    members,
    neighbour_keys,
    rests,
    statements,
)
from according.record.words import name_key

# No finding can be made of this group (None: not yet looked at).
NOTHING = ""


def drop_report(connection: Connection, article: str) -> None:
    """Remove what was derived from an article, as it was read or compared before."""
    following.drop_article(connection, article)


def keep_report(connection: Connection, report: Report, by: str) -> None:
    """Keep a report, so that later ones are held against it."""
    row = {
        "article": report.id,
        "by": by,
        "reading": zlib.compress(contract.to_json(report.reading).encode("utf-8"), 1),
        "vectors": packed(np.stack(list(report.vectors.values()))),
        "encoded": list(report.vectors),
    }
    connection.execute(insert(compared), row)


def reports(connection: Connection, wanted: Collection[str]) -> Iterator[Report]:
    """The reports of articles by their ids."""
    for some in portions(sorted(wanted)):
        judged = judgements.bearing_on(connection, some)
        rows = connection.execute(select(compared).where(compared.c.article.in_(some)))
        for row in rows:
            reading = contract.from_json(zlib.decompress(row.reading))
            vectors = dict(zip(row.encoded, unpacked(row.vectors), strict=True))
            yield Report(reading, vectors, Verdicts(judged[row.article]))


def compared_of(connection: Connection, wanted: Collection[str]) -> set[str]:
    """Those of some articles that were compared."""
    found: set[str] = set()
    for some in portions(sorted(wanted)):
        found.update(connection.scalars(select(compared.c.article).where(compared.c.article.in_(some))))
    return found


def keep_keys(connection: Connection, report: Report, families: Iterable[Family]) -> None:
    """Keep the keys under which a report is found."""
    keys = {key for family in families for key in hashed(family, family.puts(report))}
    rows = [{"key": key, "day": report.day, "article": report.id} for key in sorted(keys)]
    if rows:
        connection.execute(insert(neighbour_keys), rows)


def neighbours(connection: Connection, report: Report, family: Family) -> set[str]:
    """The articles that put a key which this report seeks, within the family's reach."""
    found: set[str] = set()
    near = _within(report.day, family.reach)
    for some in portions(sorted(hashed(family, family.seeks(report)))):
        wanted = select(neighbour_keys.c.article).where(neighbour_keys.c.key.in_(some), near).distinct()
        found.update(connection.scalars(wanted))
    return found - {report.id}


def _within(day: str, reach: int | None) -> ColumnElement[bool]:
    column = neighbour_keys.c.day
    if reach is None or not day:
        return column >= ""
    middle = date.fromisoformat(day)
    first, last = (str(middle + timedelta(days)) for days in (-reach, reach))
    return or_(column.between(first, last), column == "")


def keep_bonds(connection: Connection, found: Iterable[Bond]) -> None:
    """Keep bonds; one that is there already is the same, since it depends on its two reports alone."""
    rows = [
        {
            "kind": bond.kind,
            "left": bond.left.id,
            "right": bond.right.id,
            "left_article": bond.left.article,
            "right_article": bond.right.article,
            "weight": bond.weight,
            "why": bond.why,
            "data": dict(bond.data) or None,
        }
        for bond in found
    ]
    if rows:
        connection.execute(_upsert(connection, bonds).on_conflict_do_nothing(), rows)


def keep_members(connection: Connection, kind: str, things: Collection[Thing], changed: str) -> None:
    """Keep things as members of a kind, and mark them and the findings they are in as to be grouped anew.

    Args:
        connection: with a transaction that the caller holds.
        kind: of which findings they are members.
        things: the members.
        changed: the day from which on what is known of them is another.
    """
    rows = [
        {
            "kind": kind,
            "member": thing.id,
            "article": thing.article,
            "alias": identify(kind, thing.id),
            "changed": changed,
        }
        for thing in sorted(things)
    ]
    if not rows:
        return
    connection.execute(_upsert(connection, members).on_conflict_do_nothing(), rows)
    for some in portions([thing.id for thing in sorted(things)]):
        mine = and_(members.c.kind == kind, members.c.member.in_(some))
        before = connection.execute(select(members.c.member, members.c.finding, members.c.changed).where(mine)).all()
        held = {row.finding for row in before if row.finding}
        following.drop_findings(connection, [(kind, finding) for finding in sorted(held)], changed)
        # Who waits already may have changed earlier. Named one by one: asked for those without a finding, SQLite goes
        # through all of the kind.
        anew = [row.member for row in before if row.finding is not None or row.changed > changed]
        mine = and_(members.c.kind == kind, members.c.member.in_(anew))
        connection.execute(update(members).where(mine).values(finding=None, changed=changed))


def ungrouped(connection: Connection, kind: str) -> list[Thing]:
    """The members of a kind that are in no finding yet."""
    wanted = select(members.c.article, members.c.member).where(members.c.kind == kind, members.c.finding.is_(None))
    # Put in order here: asked to do so, SQLite goes through all members of the kind.
    return sorted((Thing(*row) for row in connection.execute(wanted)), key=lambda thing: thing.id)


def bonds_of(connection: Connection, kinds: Sequence[str], things: Collection[Thing]) -> list[Bond]:
    """The bonds of some kinds that have one of the things at an end."""
    found: dict[tuple[str, str, str], Bond] = {}
    for some in portions(sorted(thing.id for thing in things)):
        for end in (bonds.c.left, bonds.c.right):
            rows = connection.execute(select(bonds).where(end.in_(some), bonds.c.kind.in_(kinds)))
            found.update({(row.kind, row.left, row.right): _bond(row) for row in rows})
    return [found[key] for key in sorted(found)]


def _bond(row: Any) -> Bond:
    left, right = Thing(row.left_article, row.left), Thing(row.right_article, row.right)
    return Bond(row.kind, left, right, row.weight, row.why, row.data or {})


def members_of(connection: Connection, kind: str, finding: str) -> list[Thing]:
    """The members of a finding."""
    wanted = select(members.c.article, members.c.member).where(members.c.kind == kind, members.c.finding == finding)
    return [Thing(*row) for row in connection.execute(wanted)]


def keep_finding(connection: Connection, group: Group, finding: Finding | None) -> None:
    """Keep what was built of a group, in place of what its members were in before."""
    ids = [member.id for member in group.members]
    for some in portions(ids):
        mine = and_(members.c.kind == group.kind, members.c.member.in_(some))
        before = connection.scalars(select(members.c.finding).where(mine, members.c.finding > NOTHING).distinct())
        following.drop_findings(connection, [(group.kind, number) for number in before], "")
        connection.execute(update(members).where(mine).values(finding=finding.id if finding else NOTHING))
    if finding is None:
        return
    row = {**listed(finding, len(group.members)), "body": contract.finding_to_json(finding)}
    connection.execute(insert(findings), row)
    resting = sorted(group.reports)
    connection.execute(
        insert(rests),
        [{"kind": finding.kind, "finding": finding.id, "article": article} for article in resting],
    )


def listed(finding: Finding, size: int) -> dict[str, Any]:
    """What lists of findings go by, with the number of members."""
    return {
        "kind": finding.kind,
        "id": finding.id,
        "first_day": finding.first_day,
        "last_day": finding.last_day,
        "status": _status(finding),
        "size": size,
        "by_key": _by(finding),
    }


def _status(finding: Finding) -> str | None:
    return getattr(finding, "status", None) or getattr(finding, "verdict", None)


def _by(finding: Finding) -> str | None:
    names = [getattr(finding, "by", None), getattr(finding, "speaker", None)]
    several = (*getattr(finding, "asserted_by", ()), *getattr(finding, "actors", ()))
    named = [name for name in (*names, *several) if name]
    return name_key(" ".join(named)) if named else None


def finding(connection: Connection, kind: str, number: str) -> Finding | None:
    """A finding by its kind and present id."""
    body = connection.scalar(select(findings.c.body).where(findings.c.kind == kind, findings.c.id == number))
    return None if body is None else contract.finding_from_json(body)


def findings_of(connection: Connection, things: Collection[str]) -> list[tuple[str, str]]:
    """Kind and id of every finding that has one of some statements, their parts, events or articles as a member."""
    wanted = select(members.c.kind, members.c.finding).where(members.c.member.in_(things), members.c.finding > NOTHING)
    rows = connection.execute(wanted.distinct().order_by(members.c.kind, members.c.finding))
    return [(row.kind, row.finding) for row in rows]


def article_of(connection: Connection, statement: str) -> str | None:
    """The article that has a statement; None where there is none of that id."""
    return connection.execute(select(statements.c.article).where(statements.c.id == statement)).scalar()


def forget_all(connection: Connection) -> None:
    """Throw away everything that was derived."""
    for table in (rests, findings_then, findings, members, bonds, neighbour_keys, compared):
        connection.execute(delete(table))


def _upsert(connection: Connection, table: Any) -> Any:
    return (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(table)
