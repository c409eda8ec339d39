"""What came to be known here and when; letters that keep no words."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def _text(name: str, *, needed: bool = True) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=not needed)


def upgrade() -> None:
    article = sa.ForeignKey("articles.id", ondelete="CASCADE", onupdate="CASCADE")
    op.create_table(
        "news",
        sa.Column("id", sa.Text(), primary_key=True),
        *(_text(name) for name in ("at", "kind", "finding")),
        sa.Column("article", sa.Text(), article, nullable=False),
        *(_text(name) for name in ("what", "thing")),
    )
    op.create_index("ix_news_article", "news", ["article"])
    op.create_index("ix_news_kind_at", "news", ["kind", "at"])
    op.create_index("ix_news_finding", "news", ["finding"])
    # Nothing wrote letters before, so that there are none to be kept.
    op.drop_table("letters")
    op.create_table(
        "letters",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("subscription", sa.Text(), sa.ForeignKey("subscriptions.id", ondelete="CASCADE"), nullable=False),
        _text("about"),
        sa.Column("remark", sa.Text(), sa.ForeignKey("remarks.id", ondelete="CASCADE")),
        sa.Column("news", sa.JSON(none_as_null=True)),
        _text("made_at"),
        *(_text(name, needed=False) for name in ("due_at", "sent_at")),
        sa.Column("tries", sa.Integer(), nullable=False),
    )
    op.create_index("ix_letters_subscription", "letters", ["subscription"])
    op.create_index("ix_letters_remark", "letters", ["remark"])
