"""Who wants to be told of what, and the letters that are to tell them.

A letter is written in the transaction that writes what it tells of. It is sent at least once: a sender takes it up for
a while, sends it, and marks it as sent. One that is killed before it marked a letter leaves it to be sent again when
that while is over, with the same Message-ID, by which a mailbox knows it. So none is lost, and two never send one.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal, get_args

from sqlalchemy import ColumnElement, Connection, delete, exists, func, insert, or_, select, update

from according.errors import NotAllowedError, NotOnRecordError, QueryError, SubscriptionError
from according.record import news, searches
from according.record.news import READING, News
from according.record.tables import articles, letters, people, remarks, rests, subscriptions

What = Literal["remark", "article", "story", "quotation", "claim", "commitment", "precedent", "search"]
About = Literal["confirm", "remark", "news"]

# So many mails to confirm may be under way to one address: nobody's mailbox is flooded from here.
MOST_UNCONFIRMED = 5
MOST_OF_A_PERSON = 500
# An address that nobody confirms in that time is forgotten.
UNCONFIRMED_FOR = timedelta(days=7)
# More happens to a finding than one mail should tell.
MOST_IN_A_LETTER = 100
# After so many tries, over about a day, a letter is left unsent.
MOST_TRIES = 12
# RFC 5321: 64 octets, "@", 255 octets, in a path of 256 with its brackets.
_LONGEST_ADDRESS = 254
_LONGEST_TROUBLE = 500
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
# A dot-atom at a host (RFC 5322, 3.4.1): no quoted names, no comments, nothing that could begin another header.
_ADDRESS = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})*")


@dataclass(frozen=True, slots=True)
class Subscription:
    """That an address is to be told of something; nothing is sent before it is confirmed, but the mail that asks to."""

    id: str
    person: str | None
    mail: str
    what: What
    target: str
    token: str
    made_at: str
    confirmed_at: str | None
    told_until: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail that is to be sent, to whom it goes, and of what it tells."""

    id: str
    subscription: Subscription
    about: About
    remark: str | None
    news: tuple[str, ...]
    made_at: str
    tries: int


@dataclass(frozen=True, slots=True)
class Unsent:
    """A letter that the mail server did not take: to whom, when it was written, why, and whether it is given up."""

    mail: str
    made_at: str
    trouble: str
    given_up: bool


def instant() -> str:
    """This instant, ISO 8601 in UTC, to the microsecond."""
    return _written(datetime.now(UTC))


def later(at: str, by: timedelta) -> str:
    """The instant that is `by` after another."""
    return _written(datetime.fromisoformat(at) + by)


def _written(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")


# Subscribing


def subscribe(connection: Connection, person: str, mail: str, what: str, target: str, at: str) -> Subscription:
    """Subscribe an address, and write the mail that asks it to confirm.

    An address that this person has confirmed before need not be confirmed again; the same subscribed twice is one.

    Args:
        connection: in a transaction.
        person: the id of who subscribes.
        mail: the address that is to be told.
        what: of what kind of thing, see `What`.
        target: its id.
        at: this instant.

    Raises:
        SubscriptionError: the address is none, or too much waits for it to be confirmed.
        NotOnRecordError, NotAllowedError, QueryError: see `require`.
    """
    mail = _address(mail)
    require(connection, person, what, target)
    _forget_unconfirmed(connection, at)
    mine = _subscriptions(connection, subscriptions.c.person == person)
    same = next((one for one in mine if (one.mail, one.what, one.target) == (mail, what, target)), None)
    if same is not None:
        return same
    if len(mine) >= MOST_OF_A_PERSON:
        raise SubscriptionError(f"You are told of {MOST_OF_A_PERSON} things already; end one of these first.")
    confirmed = any(one.mail == mail and one.confirmed_at for one in mine)
    _require_room(connection, mail)
    row = {
        "id": secrets.token_hex(10), "person": person, "mail": mail, "what": what, "target": target,
        "token": secrets.token_urlsafe(24), "made_at": at, "confirmed_at": at if confirmed else None, "told_until": at,
    }  # fmt: skip
    connection.execute(insert(subscriptions), row)
    if not confirmed:
        _write(connection, str(row["id"]), "confirm", at)
    return subscription(connection, str(row["token"]))


def _address(mail: str) -> str:
    mail = mail.strip()
    if len(mail) > _LONGEST_ADDRESS or not _ADDRESS.fullmatch(mail):
        raise SubscriptionError("This is no address that mail can be sent to; give one such as ada@harbour.example.")
    return mail


def _require_room(connection: Connection, mail: str) -> None:
    open_ones = (subscriptions.c.mail == mail) & subscriptions.c.confirmed_at.is_(None)
    if (connection.scalar(select(func.count()).where(open_ones)) or 0) >= MOST_UNCONFIRMED:
        raise SubscriptionError("This address has mails to confirm already; follow the link in one of them first.")


def _forget_unconfirmed(connection: Connection, at: str) -> None:
    old = subscriptions.c.confirmed_at.is_(None) & (subscriptions.c.made_at < later(at, -UNCONFIRMED_FOR))
    connection.execute(delete(subscriptions).where(old))


def require(connection: Connection, person: str, what: str, target: str) -> None:
    """Raise where there is nothing of this kind and id that a person can be told of.

    Raises:
        NotOnRecordError: there is none.
        NotAllowedError: the saved search is somebody else's.
        QueryError: there is no such kind.
    """
    if what not in get_args(What):
        raise QueryError(f"One cannot be told of {what!r}; name one of {', '.join(get_args(What))}.")
    match what:
        case "remark":
            standing = remarks.c.hidden_at.is_(None) & remarks.c.deleted_at.is_(None)
            there = connection.scalar(select(remarks.c.id).where(remarks.c.id == target, standing))
        case "article":
            there = connection.scalar(select(articles.c.id).where(articles.c.id == target))
        case "search":
            saved = searches.saved(connection, target)
            if saved.person != person:
                raise NotAllowedError("This saved search is somebody else's; save one of your own.")
            there = saved.id
        case _:
            there = news.present(connection, what, [target]).get(target)
    if there is None:
        raise NotOnRecordError(f"There is no {what} {target} to be told of.")


def confirm(connection: Connection, token: str, at: str) -> Subscription:
    """Note that the owner of an address wants what was asked for it.

    Raises:
        NotOnRecordError: the token is none.
    """
    mine = subscriptions.c.token == token
    unconfirmed = mine & subscriptions.c.confirmed_at.is_(None)
    connection.execute(update(subscriptions).where(unconfirmed).values(confirmed_at=at, told_until=at))
    return subscription(connection, token)


def end(connection: Connection, token: str) -> None:
    """End a subscription, with all letters that wait for it; one that has ended already stays so."""
    connection.execute(delete(subscriptions).where(subscriptions.c.token == token))


def end_own(connection: Connection, person: str, number: str) -> None:
    """End a person's subscription by its id."""
    mine = (subscriptions.c.id == number) & (subscriptions.c.person == person)
    connection.execute(delete(subscriptions).where(mine))


def end_all(connection: Connection, what: What, target: str) -> None:
    """End all subscriptions to a thing that is no more."""
    connection.execute(delete(subscriptions).where(subscriptions.c.what == what, subscriptions.c.target == target))


def last_address(connection: Connection, person: str) -> str | None:
    """The address that a person confirmed last."""
    mine = _subscriptions(connection, subscriptions.c.person == person)
    return next((one.mail for one in mine if one.confirmed_at), None)


def by_id(connection: Connection, number: str) -> Subscription:
    """A subscription by its id, which its owner alone knows.

    Raises:
        NotOnRecordError: there is none.
    """
    found = _subscriptions(connection, subscriptions.c.id == number)
    if not found:
        raise NotOnRecordError("This subscription has ended, or never was.")
    return found[0]


def subscription(connection: Connection, token: str) -> Subscription:
    """A subscription by its token.

    Raises:
        NotOnRecordError: there is none.
    """
    found = _subscriptions(connection, subscriptions.c.token == token)
    if not found:
        raise NotOnRecordError("This subscription has ended, or never was.")
    return found[0]


def of_person(connection: Connection, person: str) -> list[Subscription]:
    """What a person is told of, the latest first."""
    return _subscriptions(connection, subscriptions.c.person == person)


def _subscriptions(connection: Connection, condition: ColumnElement[bool]) -> list[Subscription]:
    wanted = select(subscriptions).where(condition).order_by(subscriptions.c.made_at.desc(), subscriptions.c.id)
    return [Subscription(**row) for row in connection.execute(wanted).mappings()]


# Writing letters


def tell(connection: Connection, told: Sequence[News], at: str) -> None:
    """Write letters to those who want to be told of what has just come to be known."""
    if not told:
        return
    for one in _subscriptions(connection, _wakeful(("remark",), wanted=False)):
        if mine := _of_interest(connection, one, told):
            _gather(connection, one, [item.id for item in mine], at)


def tell_of_remark(connection: Connection, remark: str, at: str) -> None:
    """Write letters of a new remark to those who follow the one it answers, or its page; not to its author."""
    made = connection.execute(select(remarks).where(remarks.c.id == remark)).mappings().one()
    follows = (subscriptions.c.what == "article") & (subscriptions.c.target == made["article"])
    if made["answers"]:
        follows |= (subscriptions.c.what == "remark") & (subscriptions.c.target == made["answers"])
    others = or_(subscriptions.c.person.is_(None), subscriptions.c.person != made["author"])
    told: set[str] = set()
    for one in _subscriptions(connection, _wakeful(("remark", "article")) & follows & others):
        if one.mail not in told:
            told.add(one.mail)
            _write(connection, one.id, "remark", at, remark=remark)


def _wakeful(whats: Collection[str], *, wanted: bool = True) -> ColumnElement[bool]:
    """Confirmed subscriptions to some kinds of things (or to all others), of people who have not left."""
    gone = select(people.c.id).where(people.c.left_at.is_not(None))
    of_kind = subscriptions.c.what.in_(whats) if wanted else subscriptions.c.what.not_in(whats)
    here = or_(subscriptions.c.person.is_(None), subscriptions.c.person.not_in(gone))
    return subscriptions.c.confirmed_at.is_not(None) & of_kind & here


def _of_interest(connection: Connection, one: Subscription, told: Sequence[News]) -> list[News]:
    match one.what:
        case "search":
            return _found(connection, one.target, told)
        case "article":
            wanted = select(rests.c.kind, rests.c.finding).where(rests.c.article == one.target)
            followed = {(row.kind, row.finding) for row in connection.execute(wanted)}
            return [item for item in told if (item.kind, item.finding) in followed and item.article != one.target]
        case _:
            present = news.present(connection, one.what, [one.target]).get(one.target)
            mine = [item for item in told if item.kind == one.what and item.finding == present]
            return mine + _around(connection, present, told) if one.what == "story" and present else mine


def _around(connection: Connection, story: str, told: Sequence[News]) -> list[News]:
    """What was told on the articles of a story, but for the joining of these, and that they were read."""
    wanted = select(rests.c.article).where(rests.c.kind == "story", rests.c.finding == story)
    within = set(connection.scalars(wanted))
    return [item for item in told if item.article in within and item.kind not in ("story", READING)]


def _found(connection: Connection, search: str, told: Sequence[News]) -> list[News]:
    read = {item.article: item for item in told if item.kind == READING}
    if not read:
        return []
    try:
        saved = searches.saved(connection, search)
        hits = searches.found(connection, saved, articles.c.id.in_(list(read)), MOST_IN_A_LETTER)
    except (NotOnRecordError, QueryError):  # removed since, or a facet of it is no more
        return []
    return [read[article] for article in dict.fromkeys(hit.article for hit in hits)]


def _gather(connection: Connection, one: Subscription, told: list[str], at: str) -> None:
    """Put what is new into the letter that waits for this subscription, or into a new one."""
    mine = (letters.c.subscription == one.id) & (letters.c.about == "news")
    untouched = letters.c.sent_at.is_(None) & letters.c.due_at.is_(None) & (letters.c.tries == 0)
    waiting = connection.execute(select(letters.c.id, letters.c.news).where(mine & untouched).with_for_update()).first()
    if waiting is None:
        _write(connection, one.id, "news", at, told=told)
    else:
        gathered = list(dict.fromkeys([*waiting.news, *told]))[:MOST_IN_A_LETTER]
        connection.execute(update(letters).where(letters.c.id == waiting.id).values(news=gathered))
    connection.execute(update(subscriptions).where(subscriptions.c.id == one.id).values(told_until=at))


def _write(
    connection: Connection, to: str, about: About, at: str, *, remark: str | None = None, told: Sequence[str] = ()
) -> None:
    row = {
        "id": secrets.token_hex(10), "subscription": to, "about": about, "remark": remark,
        "news": list(told)[:MOST_IN_A_LETTER], "made_at": at, "due_at": None, "sent_at": None, "tries": 0,
    }  # fmt: skip
    connection.execute(insert(letters), row)


# Sending letters


def take_up(connection: Connection, at: str, until: str, *, made_before: str) -> Letter | None:
    """Take up the letter that waits longest, so that no one else sends it before `until`; None: none waits.

    Args:
        connection: in a transaction of its own, which must be kept before the letter is sent.
        at: this instant.
        until: when somebody else may send it, if it is not marked as sent by then.
        made_before: news that were written later are left to gather.
    """
    ready = letters.c.sent_at.is_(None) & (letters.c.tries < MOST_TRIES)
    ready &= or_(letters.c.due_at.is_(None), letters.c.due_at <= at)
    ready &= or_(letters.c.about != "news", letters.c.made_at <= made_before)
    oldest = select(letters).where(ready).order_by(letters.c.made_at, letters.c.id).limit(1)
    row = connection.execute(oldest.with_for_update(skip_locked=True)).mappings().one_or_none()
    if row is None:
        return None
    taken = update(letters).where(letters.c.id == row["id"]).values(due_at=until, tries=row["tries"] + 1)
    connection.execute(taken)
    to = _subscriptions(connection, subscriptions.c.id == row["subscription"])[0]
    return Letter(
        row["id"], to, row["about"], row["remark"], tuple(row["news"] or ()), row["made_at"], row["tries"] + 1
    )


def mark_sent(connection: Connection, letter: str, at: str) -> None:
    """Note that a letter was sent."""
    connection.execute(update(letters).where(letters.c.id == letter).values(sent_at=at))


def put_off(connection: Connection, letter: str, until: str, why: str, *, for_good: bool = False) -> None:
    """Note that a letter could not be sent, and why: it is tried again then, or never."""
    values = {"due_at": until, "trouble": why[:_LONGEST_TROUBLE], **({"tries": MOST_TRIES} if for_good else {})}
    connection.execute(update(letters).where(letters.c.id == letter).values(**values))


def drop(connection: Connection, letter: str) -> None:
    """Remove a letter that has nothing left to tell."""
    connection.execute(delete(letters).where(letters.c.id == letter))


def unsent(connection: Connection, person: str | None = None) -> dict[str, Unsent]:
    """What became of the letters that could not be sent, by the ids of their subscriptions; of each the last.

    Args:
        connection: to the record.
        person: whose subscriptions; None: everybody's.
    """
    later_one = letters.alias()
    reached = exists().where(
        later_one.c.subscription == letters.c.subscription, later_one.c.sent_at > letters.c.made_at
    )
    wanted = (
        select(letters.c.subscription, subscriptions.c.mail, letters.c.made_at, letters.c.tries, letters.c.trouble)
        .join(subscriptions, subscriptions.c.id == letters.c.subscription)
        .where(letters.c.sent_at.is_(None), letters.c.trouble.is_not(None), ~reached)
        .order_by(letters.c.made_at, letters.c.id)
    )
    if person is not None:
        wanted = wanted.where(subscriptions.c.person == person)
    return {
        row.subscription: Unsent(row.mail, row.made_at, row.trouble, given_up=row.tries >= MOST_TRIES)
        for row in connection.execute(wanted)
    }
