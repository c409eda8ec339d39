"""Feeds that a feed reader opens without an account; why a letter was not taken."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("letters", sa.Column("trouble", sa.Text()))
    op.create_table(
        "feed_keys",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("person", sa.Text(), sa.ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("what", "target")),
        sa.Column("token", sa.Text(), nullable=False, unique=True),
        sa.Column("made_at", sa.Text(), nullable=False),
    )
    op.create_index("ix_feed_keys_person", "feed_keys", ["person"])
