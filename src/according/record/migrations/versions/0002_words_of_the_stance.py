"""Statements keep the words by which the writer shows where he stands to them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("statements", sa.Column("stance_span", sa.JSON(none_as_null=True), nullable=True))
