"""What follows from the record is dropped with what it rests on; the room comparison/ derives it again."""

from __future__ import annotations

from sqlalchemy import Connection, delete, or_, select, tuple_, update

from according.record.tables import bonds, compared, findings, members, neighbour_keys, rests


def drop_article(connection: Connection, article: str) -> None:
    """Remove what was derived from an article, and every finding that shows its words.

    The other members of those findings stay, without one: they are grouped anew at the next comparison.
    """
    resting = select(rests.c.kind, rests.c.finding).where(rests.c.article == article)
    gone = [(kind, finding) for kind, finding in connection.execute(resting)]
    drop_findings(connection, gone)
    connection.execute(delete(bonds).where(or_(bonds.c.left_article == article, bonds.c.right_article == article)))
    for table in (members, neighbour_keys, compared):
        connection.execute(delete(table).where(table.c.article == article))


def drop_findings(connection: Connection, gone: list[tuple[str, str]]) -> None:
    """Remove findings by kind and id, and leave their members without one."""
    for first in range(0, len(gone), 200):
        some = gone[first : first + 200]
        connection.execute(
            update(members).where(tuple_(members.c.kind, members.c.finding).in_(some)).values(finding=None)
        )
        connection.execute(delete(findings).where(tuple_(findings.c.kind, findings.c.id).in_(some)))
        connection.execute(delete(rests).where(tuple_(rests.c.kind, rests.c.finding).in_(some)))
