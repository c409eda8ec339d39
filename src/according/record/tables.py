"""The tables of the record, the same on SQLite and on PostgreSQL.

The rows are the one truth: a reading is put together again from them. Columns marked "derived" repeat what other
columns say in a form that can be filtered or joined on; `passages` and the index of words are derived as a whole.
Text that a page decides the length of is never in a database index as it is (PostgreSQL takes at most 2,704 bytes
there); its `_key` is, which is folded and cut, or hashed.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

# Names for constraints, so that a later migration can point at them on both databases.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _owner(table: str, *, key: bool = True, unique: bool | None = None) -> Column[Any]:
    """The id of the page or article that a row belongs to, and is removed with."""
    reference = ForeignKey(f"{table}s.id", ondelete="CASCADE", onupdate="CASCADE")
    return Column(table, Text, reference, primary_key=key, nullable=False, unique=unique)


def _order() -> Column[Any]:
    """Where the row stands among those of its article."""
    return Column("n", Integer, primary_key=True, autoincrement=False)


def _json(name: str) -> Column[Any]:
    return Column(name, JSON(none_as_null=True))


pages = Table(
    "pages",
    metadata,
    Column("id", Text, primary_key=True),
    Column("sha256", Text, nullable=False, index=True),
    Column("media_type", Text, nullable=False),
    Column("url", Text),
    Column("charset", Text),
    _json("declared"),
    Column("first_seen", Text, nullable=False),
)

copies = Table(
    "copies",
    metadata,
    _owner("page"),
    Column("file", Text, primary_key=True),
    Column("offset", BigInteger, primary_key=True, autoincrement=False),
    Column("length", BigInteger, nullable=False),
)

sightings = Table(
    "sightings",
    metadata,
    _owner("page"),
    Column("place_key", Text, primary_key=True),
    Column("place", Text, nullable=False),
    Column("url_key", Text, index=True),
    Column("url", Text),
    Column("seen", Text, nullable=False),
    Index(None, "place_key"),
)

articles = Table(
    "articles",
    metadata,
    Column("id", Text, primary_key=True),
    _owner("page", key=False, unique=True),
    Column("place", Text, nullable=False),
    Column("url", Text),
    Column("title", Text),
    _json("byline"),
    _json("agency"),
    Column("publisher", Text),
    _json("published"),
    _json("modified"),
    _json("first_seen"),
    Column("language", Text),
    Column("text", Text, nullable=False),
    _json("paragraphs"),
    _json("anchors"),
    _json("found"),
    # Derived: the publisher's name folded; the first and last day on which the article may have been published; and
    # the instant in UTC by which lists are ordered ("" where it is not known).
    Column("publisher_key", Text, index=True),
    Column("first_day", Text, index=True),
    Column("last_day", Text),
    Column("dated", Text, nullable=False),
    Index(None, "dated", "id"),
)

furniture = Table(
    "furniture",
    metadata,
    _owner("article"),
    _order(),
    Column("id", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("author", Text),
    Column("posted", Text),
    Column("answers", Text),
    _json("span"),
    Column("xpath", Text),
    _json("posted_at"),
    # Digits, since a page may claim more votes than an integer column holds.
    Column("votes", Text),
)

links = Table(
    "links",
    metadata,
    _owner("article"),
    _order(),
    _json("span"),
    Column("url", Text, nullable=False),
)

readings = Table(
    "readings",
    metadata,
    _owner("article"),
    Column("reader", Text, nullable=False),
    Column("unread", Text),
    Column("read_at", Text, nullable=False),
    # What the reading says, as a hash: equal where reading again changed nothing.
    Column("digest", Text, nullable=False),
)

actors = Table(
    "actors",
    metadata,
    _owner("article"),
    _order(),
    Column("id", Text, nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("country", Text),
    Column("sector", Text),
    Column("role", Text),
    _json("mentions"),
    Column("name_key", Text, nullable=False, index=True),  # derived
)

relations = Table(
    "relations",
    metadata,
    _owner("article"),
    _order(),
    Column("kind", Text, nullable=False),
    Column("of", Text, nullable=False),
    Column("to", Text),
    _json("span"),
)

statements = Table(
    "statements",
    metadata,
    _owner("article"),
    _order(),
    Column("id", Text, nullable=False, index=True),
    Column("within", Text),
    Column("form", Text, nullable=False),
    Column("act", Text),
    Column("stance", Text, nullable=False),
    _json("source"),
    _json("cue"),
    _json("content"),
    _json("addressee"),
    Column("medium", Text),
    _json("condition"),
    _json("certainty"),
    _json("said_on"),
    _json("due"),
    _json("earlier"),
    _json("stance_span"),
    # Derived: the actor who is the source, the source's name, the name folded, kind and country of the actor, the
    # article's publisher, and the band of the certainty.
    Column("source_actor", Text),
    Column("source_name", Text),
    Column("source_key", Text),
    Column("source_kind", Text),
    Column("source_country", Text),
    Column("publisher_key", Text),
    Column("band", Text),
    # Whether an article has a statement by someone or of an act, and who says how much in how many articles of how
    # many publishers, is answered from these alone.
    Index(None, "article", "act", "source_key"),
    Index("ix_statements_sources", "source_key", "article", "publisher_key", "source_kind", "source_country"),
)

hops = Table(
    "hops",
    metadata,
    _owner("article"),
    Column("statement_n", Integer, primary_key=True, autoincrement=False),
    _order(),
    Column("name", Text, nullable=False),
    _json("span"),
    Column("actor", Text),
    Column("role", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("url", Text),
    Column("name_key", Text, nullable=False, index=True),  # derived
)

events = Table(
    "events",
    metadata,
    _owner("article"),
    _order(),
    Column("id", Text, nullable=False, index=True),
    _json("trigger"),
    Column("type", Text, nullable=False, index=True),
    Column("plover_type", Text),
    Column("mode", Text),
    Column("status", Text, nullable=False),
    Column("statement", Text),
    _json("actor"),
    _json("recipient"),
    _json("date"),
    _json("place"),
    _json("factuality"),
)

refusals = Table(
    "refusals",
    metadata,
    Column("id", Text, primary_key=True),
    Column("place_key", Text, nullable=False, index=True),
    Column("place", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("seen", Text, nullable=False),
    Column("page", Text, index=True),
)

judgements = Table(
    "judgements",
    metadata,
    Column("id", Text, primary_key=True),
    Column(
        "article",
        Text,
        ForeignKey("articles.id", ondelete="CASCADE", onupdate="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("target", Text, nullable=False, index=True),
    Column("field", Text),
    Column("verdict", Text, nullable=False),
    _json("machine"),
    _json("person"),
    Column("author", Text, nullable=False),
    Column("at", Text, nullable=False),
    _json("span"),
    Column("words", Text),
    Column("note", Text),
    # What kind of thing `target` is, found out when the judgement is given: after a re-read its id may be gone.
    Column("kind", Text, nullable=False),
)

# Where a judgement's words stand in the reading that is kept now.
anchorings = Table(
    "anchorings",
    metadata,
    _owner("judgement"),
    Column("state", Text, nullable=False),
    Column("reader", Text, nullable=False),
    Column("target", Text, index=True),
    _json("span"),
    Column("reason", Text, nullable=False),
)

fetches = Table(
    "fetches",
    metadata,
    Column("url_key", Text, primary_key=True),
    Column("url", Text, nullable=False),
    Column("etag", Text),
    Column("modified", Text),
    Column("at", Text, nullable=False),
)

feeds = Table(
    "feeds",
    metadata,
    Column("url_key", Text, primary_key=True),
    Column("url", Text, nullable=False),
    Column("since", Text, nullable=False),
    Column("checked", Text),
)

# Derived: what a search can find. Its words are in the table `words`, whose form is each database's own
# (FTS5 with rowid = key on SQLite, tsvector on PostgreSQL) and known to search.py and the migrations only.
passages = Table(
    "passages",
    metadata,
    Column("key", Integer, primary_key=True),
    _owner("article", key=False),
    Column("statement_n", Integer),
    Index(None, "article"),
)

# Derived, as a whole: what follows from comparing readings (see the room comparison/, which alone writes and reads it).
# An article without a row in `compared` has yet to be compared; a member without a finding has yet to be grouped.
compared = Table(
    "compared",
    metadata,
    _owner("article"),
    Column("by", Text, nullable=False),
    # The reading as its JSON, compressed: putting it together from its rows takes thirty times as long.
    Column("reading", LargeBinary, nullable=False),
    Column("vectors", LargeBinary, nullable=False),
    # The ids of what the vectors are of, in their order.
    _json("encoded"),
    # What has yet to be compared is found from this alone.
    Index(None, "by", "article"),
)

neighbour_keys = Table(
    "neighbour_keys",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("day", Text, primary_key=True),
    _owner("article"),
    Index(None, "article"),
)


def _end(name: str) -> Column[Any]:
    reference = ForeignKey("articles.id", ondelete="CASCADE", onupdate="CASCADE")
    return Column(name, Text, reference, nullable=False, index=True)


bonds = Table(
    "bonds",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("left", Text, primary_key=True),
    Column("right", Text, primary_key=True),
    _end("left_article"),
    _end("right_article"),
    Column("weight", Float, nullable=False),
    Column("why", Text, nullable=False),
    _json("data"),
    Index(None, "right", "kind"),
    Index(None, "left", "kind"),
)

members = Table(
    "members",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("member", Text, primary_key=True),
    _end("article"),
    # The id that the finding would have were this its founding member: each leads to the finding.
    Column("alias", Text, nullable=False, index=True),
    Column("finding", Text),
    # While it is in no finding: from which day on what is known of it changed; "": from the beginning.
    Column("changed", Text, nullable=False, server_default=""),
    Index(None, "finding", "kind"),
    Index(None, "member"),
)

findings = Table(
    "findings",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("first_day", Text, nullable=False),
    Column("last_day", Text, nullable=False),
    Column("status", Text),
    Column("size", Integer, nullable=False),
    Column("by_key", Text),
    Column("body", Text, nullable=False),
    # A page of a list is found from this alone, without the bodies of the findings that are not on it.
    Index("ix_findings_listed", "kind", "last_day", "id", "first_day", "size", "status", "by_key"),
    Index(None, "kind", "status", "last_day", "id"),
)

# Findings as they were known from one day until another, by what was published.
findings_then = Table(
    "findings_then",
    metadata,
    # An id is of one kind. Asked for by kind and id, SQLite would go through all of the kind in the index of lists.
    Column("id", Text, primary_key=True),
    Column("from_day", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("until_day", Text),  # on this day it was another one or none; None: it still is
    Column("first_day", Text, nullable=False),
    Column("last_day", Text, nullable=False),
    Column("status", Text),
    Column("size", Integer, nullable=False),
    Column("by_key", Text),
    Column("body", LargeBinary),  # compressed; None: the finding of this id as it is now
    Index(
        "ix_findings_then_listed",
        "kind", "last_day", "id", "from_day", "until_day", "first_day", "size", "status", "by_key",
    ),
)  # fmt: skip

# Which articles' words a finding shows; it goes when one of them goes.
rests = Table(
    "rests",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("finding", Text, primary_key=True),
    Column("article", Text, primary_key=True),
    Index(None, "article"),
)

# People, and what they say to what was read. Keys, passwords and addresses are theirs: see desk/people.py.
people = Table(
    "people",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False, unique=True),
    Column("role", Text, nullable=False),
    Column("password", Text),  # argon2; None: nobody signs in as this one
    Column("mail", Text),
    Column("made_at", Text, nullable=False),
    Column("left_at", Text),
)


def _person(name: str = "person", *, key: bool = False, nullable: bool = False) -> Column[Any]:
    reference = ForeignKey("people.id", ondelete="CASCADE")
    return Column(name, Text, reference, primary_key=key, nullable=nullable, index=not key)


# What is handed out (a session's cookie, an invitation) is kept as its hash only.
invitations = Table(
    "invitations",
    metadata,
    Column("token", Text, primary_key=True),
    Column("role", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("until", Text, nullable=False),
    Column("used_at", Text),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token", Text, primary_key=True),
    _person(),
    Column("made_at", Text, nullable=False),
    Column("until", Text, nullable=False),
)

# What a person has seen: when the desk was opened last and the time before, and the things opened since.
visits = Table(
    "visits",
    metadata,
    _person(key=True),
    Column("at", Text, nullable=False),
    Column("before", Text),
)

seen = Table(
    "seen",
    metadata,
    _person(key=True),
    Column("thing", Text, primary_key=True),
    Column("at", Text, nullable=False),
)

searches = Table(
    "searches",
    metadata,
    Column("id", Text, primary_key=True),
    _person(),
    Column("name", Text, nullable=False),
    Column("query", Text, nullable=False),
    Column("made_at", Text, nullable=False),
)

# A remark is pinned to words (W3C Web Annotation: TextQuoteSelector and TextPositionSelector), or to the whole page.
remarks = Table(
    "remarks",
    metadata,
    Column("id", Text, primary_key=True),
    _end("article"),
    Column("answers", Text, ForeignKey("remarks.id", ondelete="CASCADE"), index=True),
    _person("author"),
    Column("body", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("edited_at", Text),
    Column("deleted_at", Text),
    Column("hidden_at", Text),
    Column("statement", Text, index=True),
    _json("span"),
    Column("words", Text),
    Column("prefix", Text),
    Column("suffix", Text),
    # The words are gone from the article as it is read now.
    Column("orphaned_at", Text),
)


def _remark() -> Column[Any]:
    reference = ForeignKey("remarks.id", ondelete="CASCADE")
    return Column("remark", Text, reference, primary_key=True, nullable=False)


votes = Table(
    "votes",
    metadata,
    _remark(),
    _person(key=True),
    Column("value", Integer, nullable=False),  # 1 or -1
    Column("at", Text, nullable=False),
)

complaints = Table(
    "complaints",
    metadata,
    _remark(),
    _person(key=True),
    Column("reason", Text, nullable=False),
    Column("at", Text, nullable=False),
)

# What came to be known here, and when: what a reading or a finding told that it had not told before. It says on which
# thing (a statement, event, article or status) this rests, and keeps no words: these are the finding's as it is now.
news = Table(
    "news",
    metadata,
    Column("id", Text, primary_key=True),
    Column("at", Text, nullable=False),
    Column("kind", Text, nullable=False),
    # The finding's id at that time, which leads to the finding that there is now; the article's, for a reading.
    Column("finding", Text, nullable=False),
    _end("article"),
    Column("what", Text, nullable=False),
    Column("thing", Text, nullable=False),
    Index(None, "kind", "at"),
    Index(None, "finding"),
)

# What somebody wants to be told of: answers to a remark, or what follows on a page, finding or saved search. The token
# stands in every mail, so that it can end this subscription; it opens nothing else, and is kept as it is.
subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", Text, primary_key=True),
    _person(nullable=True),
    Column("mail", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("target", Text, nullable=False, index=True),
    Column("token", Text, nullable=False, unique=True),
    Column("made_at", Text, nullable=False),
    Column("confirmed_at", Text),
    # The instant up to which it has been told.
    Column("told_until", Text, nullable=False),
)

# A feed that a person's feed reader opens by the token in its address: see record/feed_keys.py.
feed_keys = Table(
    "feed_keys",
    metadata,
    Column("id", Text, primary_key=True),
    _person(),
    Column("what", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("token", Text, nullable=False, unique=True),
    Column("made_at", Text, nullable=False),
)

# The mails that are to be sent. A letter keeps no words either: they are put together when it is sent, so that nothing
# is sent of what was hidden, removed or forgotten by then.
letters = Table(
    "letters",
    metadata,
    Column("id", Text, primary_key=True),
    Column("subscription", Text, ForeignKey("subscriptions.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("about", Text, nullable=False),  # confirm, remark or news
    Column("remark", Text, ForeignKey("remarks.id", ondelete="CASCADE"), index=True),
    _json("news"),  # the ids of what it tells of
    Column("made_at", Text, nullable=False),
    # Not to be taken up before: somebody is sending it, or it could not be sent.
    Column("due_at", Text),
    Column("sent_at", Text),
    Column("tries", Integer, nullable=False),
    # Why the mail server did not take it the last time.
    Column("trouble", Text),
)

# Parents before children: the order in which rows are copied.
TRUTH = (
    pages, copies, sightings, articles, furniture, links, readings, actors, relations, statements, hops, events,
    refusals, judgements, anchorings, fetches, feeds, people, invitations, sessions, visits, seen, searches, remarks,
    votes, complaints, news, subscriptions, feed_keys, letters,
)  # fmt: skip

# What a reader makes of an article, replaced as a whole when a newer one reads it.
OF_ARTICLE = (furniture, links, readings, actors, relations, statements, hops, events)
