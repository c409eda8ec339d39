"""Addresses of feeds of one's own: a feed reader opens them without an account, where reading needs one.

The token in such an address opens this one feed and nothing else. It is kept as it is, so that its owner can look the
address up again: who reads it in the record's file has the record before them.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, delete, insert, select

from according.errors import NotOnRecordError, QueryError, SubscriptionError
from according.record import subscriptions
from according.record.tables import feed_keys, people

# What is no thing of its own: a feed of everything, or of a kind.
LIST = "list"
LISTS = (
    "today", "readings", "statements", "events", "actors", "sources", "outlets", "stories", "quotations", "origins",
    "claims", "commitments", "precedents", "answers", "remarks", "refusals", "judgements",
)  # fmt: skip
MOST_OF_A_PERSON = 200


@dataclass(frozen=True, slots=True)
class FeedKey:
    """That a person's feed reader may open a feed: of a list (one of `LISTS`), or of what one can be told of."""

    id: str
    person: str
    what: str
    target: str
    token: str
    made_at: str


def make(connection: Connection, person: str, what: str, target: str, at: str) -> FeedKey:
    """Give a person an address of a feed; the same asked for twice is one.

    Args:
        connection: in a transaction.
        person: the id of who asks.
        what: "list", or of what kind of thing (see `subscriptions.What`).
        target: one of `LISTS`, or the thing's id.
        at: this instant.

    Raises:
        SubscriptionError: they have too many.
        NotOnRecordError, NotAllowedError, QueryError: there is no such feed for them.
    """
    if what != LIST:
        subscriptions.require(connection, person, what, target)
    elif target not in LISTS:
        raise QueryError(f"There is no feed of {target!r}; name one of {', '.join(LISTS)}.")
    mine = of_person(connection, person)
    same = next((one for one in mine if (one.what, one.target) == (what, target)), None)
    if same is not None:
        return same
    if len(mine) >= MOST_OF_A_PERSON:
        raise SubscriptionError(f"You have {MOST_OF_A_PERSON} feeds of your own already; end one of these first.")
    made = FeedKey(secrets.token_hex(10), person, what, target, secrets.token_urlsafe(24), at)
    row = {name: getattr(made, name) for name in ("id", "person", "what", "target", "token", "made_at")}
    connection.execute(insert(feed_keys), row)
    return made


def end(connection: Connection, person: str, number: str) -> None:
    """End one of a person's feeds: its address opens nothing any more."""
    connection.execute(delete(feed_keys).where(feed_keys.c.id == number, feed_keys.c.person == person))


def end_all(connection: Connection, what: str, target: str) -> None:
    """End all feeds of a thing that is no more."""
    connection.execute(delete(feed_keys).where(feed_keys.c.what == what, feed_keys.c.target == target))


def of_person(connection: Connection, person: str) -> list[FeedKey]:
    """A person's feeds, the latest first."""
    return _keys(connection, feed_keys.c.person == person)


def by_token(connection: Connection, token: str) -> FeedKey:
    """The feed that an address opens.

    Raises:
        NotOnRecordError: there is none, it was ended, or its owner has left.
    """
    found = _keys(connection, (feed_keys.c.token == token) & people.c.left_at.is_(None))
    if not found:
        raise NotOnRecordError("This address of a feed was ended, or never was; make a new one on the desk.")
    return found[0]


def _keys(connection: Connection, condition: ColumnElement[bool]) -> list[FeedKey]:
    wanted = select(feed_keys).join(people).where(condition).order_by(feed_keys.c.made_at.desc(), feed_keys.c.id)
    return [FeedKey(**row) for row in connection.execute(wanted).mappings()]
