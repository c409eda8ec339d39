"""Who says how much is counted from an index of statements alone, without their articles and actors."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0006"
branch_labels = None
depends_on = None


def _table(name: str, *columns: str) -> sa.TableClause:
    return sa.table(name, *map(sa.column, columns))


def upgrade() -> None:
    for name in ("source_kind", "source_country", "publisher_key"):
        op.add_column("statements", sa.Column(name, sa.Text()))
    said = _table("statements", "article", "source_actor", "source_kind", "source_country", "publisher_key")
    by = _table("actors", "article", "id", "kind", "country")
    where = _table("articles", "id", "publisher_key")
    source = sa.and_(by.c.article == said.c.article, by.c.id == said.c.source_actor)
    op.execute(
        sa.update(said).values(
            source_kind=sa.select(by.c.kind).where(source).scalar_subquery(),
            source_country=sa.select(by.c.country).where(source).scalar_subquery(),
            publisher_key=sa.select(where.c.publisher_key).where(where.c.id == said.c.article).scalar_subquery(),
        )
    )
    op.drop_index("ix_statements_source_key_article", "statements")
    counted = ["source_key", "article", "publisher_key", "source_kind", "source_country"]
    op.create_index("ix_statements_sources", "statements", counted)
