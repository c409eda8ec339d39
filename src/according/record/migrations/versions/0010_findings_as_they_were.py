"""Findings as they were known on a past day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("members", sa.Column("changed", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "findings_then",
        *(sa.Column(name, sa.Text(), primary_key=True) for name in ("id", "from_day")),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("until_day", sa.Text()),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("first_day", "last_day")),
        sa.Column("status", sa.Text()),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("by_key", sa.Text()),
        sa.Column("body", sa.LargeBinary()),
    )
    listed = ("kind", "last_day", "id", "from_day", "until_day", "first_day", "size", "status", "by_key")
    op.create_index("ix_findings_then_listed", "findings_then", listed)
