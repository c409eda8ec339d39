"""What follows from the record is dropped with what it rests on; the room comparison/ derives it again."""

from __future__ import annotations

import zlib
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
    _drop_past_stories(connection, article)
    drop_findings(connection, gone, "")
    connection.execute(delete(bonds).where(or_(bonds.c.left_article == article, bonds.c.right_article == article)))
    for table in (members, neighbour_keys, compared):
        connection.execute(delete(table).where(table.c.article == article))


def _drop_past_stories(connection: Connection, article: str) -> None:
    """Remove past stories that had an article which is in no finding with them today: a later report parted them."""
    if connection.execute(select(compared.c.article).where(compared.c.article == article)).first() is None:
        return
    kept = connection.execute(select(findings_then.c.id, findings_then.c.body).where(findings_then.c.kind == "story"))
    having = {row.id for row in kept if article.encode() in zlib.decompress(row.body)}
    for some in portions(sorted(having)):
        connection.execute(delete(findings_then).where(findings_then.c.id.in_(some)))


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
