"""What follows from the record is kept beside it: a cache, empty until readings are compared."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def _of_article(name: str = "article", *, key: bool = False) -> sa.Column[str]:
    owner = sa.ForeignKey("articles.id", ondelete="CASCADE", onupdate="CASCADE", name=None)
    return sa.Column(name, sa.Text(), owner, primary_key=key, nullable=False)


def upgrade() -> None:
    op.create_table(
        "compared",
        _of_article(key=True),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("reading", sa.LargeBinary(), nullable=False),
        sa.Column("vectors", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "neighbour_keys",
        sa.Column("key", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("day", sa.Text(), primary_key=True),
        _of_article(key=True),
    )
    op.create_index("ix_neighbour_keys_article", "neighbour_keys", ["article"])
    op.create_table(
        "bonds",
        sa.Column("kind", sa.Text(), primary_key=True),
        sa.Column("left", sa.Text(), primary_key=True),
        sa.Column("right", sa.Text(), primary_key=True),
        _of_article("left_article"),
        _of_article("right_article"),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("data", sa.JSON(none_as_null=True)),
    )
    for columns in (["right", "kind"], ["left", "kind"], ["left_article"], ["right_article"]):
        op.create_index(f"ix_bonds_{'_'.join(columns)}", "bonds", columns)
    op.create_table(
        "members",
        sa.Column("kind", sa.Text(), primary_key=True),
        sa.Column("member", sa.Text(), primary_key=True),
        _of_article(),
        sa.Column("alias", sa.Text(), nullable=False),
        sa.Column("finding", sa.Text()),
    )
    for columns in (["alias"], ["finding", "kind"], ["article"], ["member"]):
        op.create_index(f"ix_members_{'_'.join(columns)}", "members", columns)
    op.create_table(
        "findings",
        sa.Column("kind", sa.Text(), primary_key=True),
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("first_day", sa.Text(), nullable=False),
        sa.Column("last_day", sa.Text(), nullable=False),
        sa.Column("status", sa.Text()),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("by_key", sa.Text()),
        sa.Column("body", sa.Text(), nullable=False),
    )
    op.create_index("ix_findings_kind_last_day_id", "findings", ["kind", "last_day", "id"])
    op.create_index("ix_findings_kind_status_last_day", "findings", ["kind", "status", "last_day"])
    op.create_table(
        "rests",
        sa.Column("kind", sa.Text(), primary_key=True),
        sa.Column("finding", sa.Text(), primary_key=True),
        sa.Column("article", sa.Text(), primary_key=True),
    )
    op.create_index("ix_rests_article", "rests", ["article"])
