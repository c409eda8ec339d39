"""The first form of the record's tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_tables()
    if op.get_bind().dialect.name == "postgresql":
        _create_words_on_postgresql()
    else:
        _create_words_on_sqlite()


def _create_words_on_sqlite() -> None:
    # Words come folded and parted by spaces, so the tokenizer has nothing to decide but where the spaces are.
    op.execute("CREATE VIRTUAL TABLE words USING fts5(title, text, tokenize = 'ascii')")


def _create_words_on_postgresql() -> None:
    op.execute(
        "CREATE TABLE words ("
        "key integer PRIMARY KEY REFERENCES passages (key) ON DELETE CASCADE, vector tsvector NOT NULL)"
    )
    op.execute("CREATE INDEX ix_words_vector ON words USING gin (vector)")


def _create_tables() -> None:
    op.create_table(
        "feeds",
        sa.Column("url_key", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("since", sa.Text(), nullable=False),
        sa.Column("checked", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("url_key", name="pk_feeds"),
    )
    op.create_table(
        "fetches",
        sa.Column("url_key", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("modified", sa.Text(), nullable=True),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("url_key", name="pk_fetches"),
    )
    op.create_table(
        "pages",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("charset", sa.Text(), nullable=True),
        sa.Column("declared", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("first_seen", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_pages"),
    )
    op.create_index("ix_pages_sha256", "pages", ["sha256"], unique=False)
    op.create_table(
        "refusals",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("place_key", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("seen", sa.Text(), nullable=False),
        sa.Column("page", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_refusals"),
    )
    op.create_index("ix_refusals_page", "refusals", ["page"], unique=False)
    op.create_index("ix_refusals_place_key", "refusals", ["place_key"], unique=False)
    op.create_table(
        "articles",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("byline", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("agency", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("published", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("modified", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("first_seen", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("paragraphs", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("anchors", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("found", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("publisher_key", sa.Text(), nullable=True),
        sa.Column("first_day", sa.Text(), nullable=True),
        sa.Column("last_day", sa.Text(), nullable=True),
        sa.Column("dated", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["page"], ["pages.id"], name="fk_articles_page", onupdate="CASCADE", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_articles"),
        sa.UniqueConstraint("page", name="uq_articles_page"),
    )
    op.create_index("ix_articles_dated_id", "articles", ["dated", "id"], unique=False)
    op.create_index("ix_articles_first_day", "articles", ["first_day"], unique=False)
    op.create_index("ix_articles_publisher_key", "articles", ["publisher_key"], unique=False)
    op.create_table(
        "copies",
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("offset", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("length", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["page"], ["pages.id"], name="fk_copies_page", onupdate="CASCADE", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("page", "file", "offset", name="pk_copies"),
    )
    op.create_table(
        "sightings",
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column("place_key", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("url_key", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("seen", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["page"], ["pages.id"], name="fk_sightings_page", onupdate="CASCADE", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("page", "place_key", name="pk_sightings"),
    )
    op.create_index("ix_sightings_place_key", "sightings", ["place_key"], unique=False)
    op.create_index("ix_sightings_url_key", "sightings", ["url_key"], unique=False)
    op.create_table(
        "actors",
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("sector", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("mentions", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article"], ["articles.id"], name="fk_actors_article", onupdate="CASCADE", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article", "n", name="pk_actors"),
    )
    op.create_index("ix_actors_id", "actors", ["id"], unique=False)
    op.create_index("ix_actors_name_key", "actors", ["name_key"], unique=False)
    op.create_table(
        "events",
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("trigger", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("plover_type", sa.Text(), nullable=True),
        sa.Column("mode", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=True),
        sa.Column("actor", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("recipient", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("date", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("place", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("factuality", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["article"], ["articles.id"], name="fk_events_article", onupdate="CASCADE", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article", "n", name="pk_events"),
    )
    op.create_index("ix_events_id", "events", ["id"], unique=False)
    op.create_index("ix_events_type", "events", ["type"], unique=False)
    op.create_table(
        "furniture",
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=True),
        sa.Column("posted", sa.Text(), nullable=True),
        sa.Column("answers", sa.Text(), nullable=True),
        sa.Column("span", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("xpath", sa.Text(), nullable=True),
        sa.Column("posted_at", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("votes", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["article"], ["articles.id"], name="fk_furniture_article", onupdate="CASCADE", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article", "n", name="pk_furniture"),
    )
    op.create_index("ix_furniture_id", "furniture", ["id"], unique=False)
    op.create_table(
        "hops",
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("statement_n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("span", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("actor", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article"], ["articles.id"], name="fk_hops_article", onupdate="CASCADE", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article", "statement_n", "n", name="pk_hops"),
    )
    op.create_index("ix_hops_name_key", "hops", ["name_key"], unique=False)
    op.create_table(
        "judgements",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=True),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("machine", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("person", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("span", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article"], ["articles.id"], name="fk_judgements_article", onupdate="CASCADE", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_judgements"),
    )
    op.create_index("ix_judgements_article", "judgements", ["article"], unique=False)
    op.create_index("ix_judgements_target", "judgements", ["target"], unique=False)
    op.create_table(
        "links",
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("span", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("url", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article"], ["articles.id"], name="fk_links_article", onupdate="CASCADE", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article", "n", name="pk_links"),
    )
    op.create_table(
        "passages",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("statement_n", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["article"], ["articles.id"], name="fk_passages_article", onupdate="CASCADE", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name="pk_passages"),
    )
    op.create_index("ix_passages_article", "passages", ["article"], unique=False)
    op.create_table(
        "readings",
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("unread", sa.Text(), nullable=True),
        sa.Column("read_at", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article"], ["articles.id"], name="fk_readings_article", onupdate="CASCADE", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article", name="pk_readings"),
    )
    op.create_table(
        "relations",
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("of", sa.Text(), nullable=False),
        sa.Column("to", sa.Text(), nullable=True),
        sa.Column("span", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["article"], ["articles.id"], name="fk_relations_article", onupdate="CASCADE", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article", "n", name="pk_relations"),
    )
    op.create_table(
        "statements",
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("within", sa.Text(), nullable=True),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=True),
        sa.Column("stance", sa.Text(), nullable=False),
        sa.Column("source", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("cue", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("content", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("addressee", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("medium", sa.Text(), nullable=True),
        sa.Column("condition", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("certainty", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("said_on", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("due", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("earlier", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("source_actor", sa.Text(), nullable=True),
        sa.Column("source_name", sa.Text(), nullable=True),
        sa.Column("source_key", sa.Text(), nullable=True),
        sa.Column("band", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["article"], ["articles.id"], name="fk_statements_article", onupdate="CASCADE", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article", "n", name="pk_statements"),
    )
    op.create_index(
        "ix_statements_article_act_source_key", "statements", ["article", "act", "source_key"], unique=False
    )
    op.create_index("ix_statements_id", "statements", ["id"], unique=False)
    op.create_index("ix_statements_source_key_article", "statements", ["source_key", "article"], unique=False)
    op.create_table(
        "anchorings",
        sa.Column("judgement", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=True),
        sa.Column("span", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["judgement"], ["judgements.id"], name="fk_anchorings_judgement", onupdate="CASCADE", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("judgement", name="pk_anchorings"),
    )
    op.create_index("ix_anchorings_target", "anchorings", ["target"], unique=False)
