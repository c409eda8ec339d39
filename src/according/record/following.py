"""What follows from the record is dropped with what it rests on; the room comparison/ derives it again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, and_, delete, or_, select, update

from according.record.portions import portions
from according.record.tables import bonds, compared, findings, findings_then, members, neighbour_keys, rests


def drop_article(connection: Connection, article: str) -> None:
    """Remove what was derived from an article, and every finding that shows its words, now or on a past day.

    The other members of those findings stay, without one: they are grouped anew at the next comparison.
    """
    resting = select(rests.c.kind, rests.c.finding).where(rests.c.article == article)
    gone = [(kind, finding) for kind, finding in connection.execute(resting)]
    for kind, some in _by_kind(gone):
        known = select(members.c.alias).where(members.c.kind == kind, members.c.finding.in_(some))
        connection.execute(delete(findings_then).where(findings_then.c.id.in_(known)))
    drop_findings(connection, gone, "")
    connection.execute(delete(bonds).where(or_(bonds.c.left_article == article, bonds.c.right_article == article)))
    for table in (members, neighbour_keys, compared):
        connection.execute(delete(table).where(table.c.article == article))


def drop_findings(connection: Connection, gone: list[tuple[str, str]], changed: str) -> None:
    """Remove findings by kind and id as they are now, and leave their members without one.

    Args:
        connection: with a transaction that the caller holds.
        gone: the findings.
        changed: the day from which on what is known of them is another; "": from the beginning.
    """
    for kind, some in _by_kind(gone):
        mine = and_(members.c.kind == kind, members.c.finding.in_(some))
        connection.execute(update(members).where(mine).values(finding=None, changed=changed))
        connection.execute(delete(findings).where(findings.c.kind == kind, findings.c.id.in_(some)))
        connection.execute(delete(rests).where(rests.c.kind == kind, rests.c.finding.in_(some)))


def _by_kind(some: list[tuple[str, str]]) -> Iterator[tuple[str, Sequence[str]]]:
    """Ids kind by kind, so many at a time: for several pairs of values SQLite goes through the whole table."""
    by_kind: dict[str, list[str]] = {}
    for kind, finding in some:
        by_kind.setdefault(kind, []).append(finding)
    for kind, found in by_kind.items():
        for portion in portions(found):
            yield kind, portion
