"""People with accounts, and what they say: remarks, votes, subscriptions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def _text(name: str, *, needed: bool = True) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=not needed)


def _of(table: str, name: str, *, key: bool = False, needed: bool = True) -> sa.Column[str]:
    owner = sa.ForeignKey(f"{table}.id", ondelete="CASCADE", onupdate="CASCADE" if table == "articles" else None)
    return sa.Column(name, sa.Text(), owner, primary_key=key, nullable=not needed)


def _indexed(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(f"ix_{table}_{column}", table, [column])


def upgrade() -> None:
    _create_people()
    _create_remarks()
    _create_subscriptions()


def _create_people() -> None:
    op.create_table(
        "people",
        sa.Column("id", sa.Text(), primary_key=True),
        _text("name"),
        _text("name_key"),
        _text("role"),
        _text("password", needed=False),
        _text("mail", needed=False),
        _text("made_at"),
        _text("left_at", needed=False),
        sa.UniqueConstraint("name_key"),
    )
    token = sa.Column("token", sa.Text(), primary_key=True)
    op.create_table(
        "invitations", token, _text("role"), _text("made_at"), _text("until"), _text("used_at", needed=False)
    )
    token = sa.Column("token", sa.Text(), primary_key=True)
    op.create_table("sessions", token, _of("people", "person"), _text("made_at"), _text("until"))
    op.create_table("visits", _of("people", "person", key=True), _text("at"), _text("before", needed=False))
    thing = sa.Column("thing", sa.Text(), primary_key=True)
    op.create_table("seen", _of("people", "person", key=True), thing, _text("at"))
    number = sa.Column("id", sa.Text(), primary_key=True)
    op.create_table("searches", number, _of("people", "person"), _text("name"), _text("query"), _text("made_at"))
    _indexed("sessions", "person")
    _indexed("searches", "person")


def _create_remarks() -> None:
    op.create_table(
        "remarks",
        sa.Column("id", sa.Text(), primary_key=True),
        _of("articles", "article"),
        _of("remarks", "answers", needed=False),
        _of("people", "author"),
        _text("body"),
        _text("made_at"),
        *(_text(name, needed=False) for name in ("edited_at", "deleted_at", "hidden_at", "statement")),
        sa.Column("span", sa.JSON(none_as_null=True)),
        *(_text(name, needed=False) for name in ("words", "prefix", "suffix", "orphaned_at")),
    )
    _indexed("remarks", "article", "answers", "author", "statement")
    value = sa.Column("value", sa.Integer(), nullable=False)
    op.create_table("votes", _of("remarks", "remark", key=True), _of("people", "person", key=True), value, _text("at"))
    op.create_table(
        "complaints",
        _of("remarks", "remark", key=True),
        _of("people", "person", key=True),
        _text("reason"),
        _text("at"),
    )


def _create_subscriptions() -> None:
    op.create_table(
        "subscriptions",
        sa.Column("id", sa.Text(), primary_key=True),
        _of("people", "person", needed=False),
        *(_text(name) for name in ("mail", "what", "target", "token", "made_at")),
        _text("confirmed_at", needed=False),
        _text("told_until"),
        sa.UniqueConstraint("token"),
    )
    _indexed("subscriptions", "person", "target")
    op.create_table(
        "letters",
        sa.Column("id", sa.Text(), primary_key=True),
        _of("subscriptions", "subscription"),
        _of("remarks", "remark", needed=False),
        _text("subject"),
        _text("body"),
        _text("made_at"),
        _text("sent_at", needed=False),
        sa.Column("tries", sa.Integer(), nullable=False),
    )
    _indexed("letters", "subscription", "remark")
