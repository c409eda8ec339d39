"""How far what follows from a record lags behind it; asked without loading what it is derived by.

Every function works on a connection whose transaction the caller holds.
"""

from __future__ import annotations

from sqlalchemy import Connection, or_, select

from according.comparison import COMPARER
from according.record.portions import portions
from according.record.tables import articles, compared, members


def is_behind(connection: Connection) -> bool:
    """Whether anything is to be compared, compared anew or grouped before what is kept is what follows."""
    ungrouped = select(members.c.member).where(members.c.finding.is_(None)).limit(1)
    return (
        is_outdated(connection, COMPARER)
        or bool(waiting(connection, COMPARER))
        or connection.execute(ungrouped).first() is not None
    )


def waiting(connection: Connection, by: str) -> list[str]:
    """The ids of articles that this comparer has not compared, the earliest published first."""
    # Both sides come from an index in order, so that a database merges them: 12 ms for 100,000 articles, where asking
    # for each article whether it was compared takes 300 ms.
    done = select(compared.c.article).where(compared.c.by == by)
    left = select(articles.c.id).except_(done)
    found = list(connection.scalars(left.order_by(left.selected_columns.id)))
    dated = [
        (row.dated, row.id)
        for some in portions(found)
        for row in connection.execute(select(articles.c.dated, articles.c.id).where(articles.c.id.in_(some)))
    ]
    return [article for _, article in sorted(dated)]


def is_outdated(connection: Connection, by: str) -> bool:
    """Whether anything was derived by another comparer, whose reports cannot be held against those of this one."""
    # Not "!=", for which a database goes through all rows.
    other = or_(compared.c.by < by, compared.c.by > by)
    return connection.execute(select(compared.c.article).where(other).limit(1)).first() is not None
