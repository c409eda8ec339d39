"""What a large record must not look for: what vectors are of, what is yet to be compared, a page of a list."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# What was derived lacks the new column, and is derived anew.
_DERIVED = ("rests", "findings", "members", "bonds", "neighbour_keys", "compared")


def upgrade() -> None:
    for table in _DERIVED:
        op.execute(sa.delete(sa.table(table)))
    op.add_column("compared", sa.Column("encoded", sa.JSON(none_as_null=True)))
    op.create_index("ix_compared_by_article", "compared", ["by", "article"])
    op.drop_index("ix_findings_kind_last_day_id", "findings")
    op.drop_index("ix_findings_kind_status_last_day", "findings")
    listed = ["kind", "last_day", "id", "first_day", "size", "status", "by_key"]
    op.create_index("ix_findings_listed", "findings", listed)
    op.create_index("ix_findings_kind_status_last_day_id", "findings", ["kind", "status", "last_day", "id"])
