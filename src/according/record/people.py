"""People: who may write on the record, their passwords, sessions and invitations.

Where nobody made an account there is one person, "you", who may do everything. The first account takes that person's
place, with all that was said and judged until then. From then on there is always an analyst among the accounts, until
the last one leaves.

Passwords are kept as argon2id hashes (RFC 9106). What is handed out, the token of a session or an invitation, is kept
as its SHA-256 only: whoever reads the record cannot sign in with what stands there.
"""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, Literal, get_args

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import Connection, RowMapping, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from according.errors import AccountError
from according.record.tables import invitations, people, sessions
from according.record.words import name_key, storable

Role = Literal["reader", "analyst"]
ROLES: tuple[Role, ...] = get_args(Role)

SESSION_LASTS = timedelta(days=14)
INVITATION_LASTS = timedelta(days=7)
LONGEST_NAME = 80
# NIST SP 800-63B-4, 3.1.1.2: at least 15 characters where a password is all there is; long ones are taken whole.
SHORTEST_PASSWORD = 15
LONGEST_PASSWORD = 1000
# 256 bits: a token cannot be guessed, so a plain hash of it needs no salt and no slowness.
_TOKEN_BYTES = 32
# Zero-width characters that writing needs: Persian, Indic scripts.
_JOINERS = "\u200c\u200d"

_HASHER = PasswordHasher()


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may write on the record: a reader reads and remarks, an analyst does all."""

    id: str
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Account:
    """A person with when they came, and when they left if they did (ISO 8601, UTC)."""

    person: Person
    made_at: str
    left_at: str | None


# The one person where there are no accounts


def local_person(connection: Connection) -> Person | None:
    """The one person of a record without accounts, once they are in it."""
    # An account that signs in has a password, and one that does not has left.
    row = connection.execute(_PERSON.where(people.c.password.is_(None), people.c.left_at.is_(None))).mappings().first()
    return _person(row) if row else None


def make_local_person(connection: Connection) -> Person:
    """Put the one person of a record without accounts into it, unless they are there."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    # No name folds to this key, so that nobody's account can be in its way.
    row = {"id": _new_id(), "name": "you", "name_key": "", "role": "analyst", "made_at": _instant(_now())}
    connection.execute(dialect.insert(people).values(row).on_conflict_do_nothing())
    found = local_person(connection)
    assert found is not None  # noqa: S101  (either this call put it there or another had)
    return found


# Accounts


def has_accounts(connection: Connection) -> bool:
    """Whether anybody can sign in."""
    return connection.scalar(select(people.c.id).where(_CURRENT).limit(1)) is not None


def accounts(connection: Connection) -> list[Account]:
    """Everybody who has or had an account, in the order in which they came, and by name within a second."""
    wanted = select(people).where(people.c.name_key != "").order_by(people.c.made_at, people.c.name_key)
    return [Account(_person(row), row["made_at"], row["left_at"]) for row in connection.execute(wanted).mappings()]


def add(connection: Connection, name: str, password: str, role: Role) -> Person:
    """Make an account; the first one takes the place of the person who worked without.

    Raises:
        AccountError: the name is taken or none, the password is too short, or the first account is no analyst's.
    """
    name, password = _fit_name(name), _fit_password(password)
    if role != "analyst":
        _need_analyst(connection)
    if connection.scalar(select(people.c.id).where(people.c.name_key == name_key(name))) is not None:
        raise AccountError(f"The name {name!r} is taken, or too much like one that is; choose another.")
    row = {"name": name, "name_key": name_key(name), "role": role, "password": _HASHER.hash(password)}
    local = local_person(connection)
    if local is not None:
        connection.execute(update(people).where(people.c.id == local.id).values(row))
        return Person(local.id, name, role)
    made = Person(_new_id(), name, role)
    connection.execute(insert(people), {"id": made.id, "made_at": _instant(_now()), **row})
    return made


def by_name(connection: Connection, name: str) -> Person:
    """The person of this name who has an account.

    Raises:
        AccountError: there is none.
    """
    row = connection.execute(_PERSON.where(_CURRENT, people.c.name_key == name_key(name))).mappings().first()
    if row is None:
        raise AccountError(f"Nobody named {name!r} has an account; see who has with: according people list.")
    return _person(row)


def set_password(connection: Connection, person: str, password: str) -> None:
    """Change a person's password and end all their sessions.

    Raises:
        AccountError: the password is too short.
    """
    hashed = _HASHER.hash(_fit_password(password))
    connection.execute(update(people).where(people.c.id == person).values(password=hashed))
    connection.execute(delete(sessions).where(sessions.c.person == person))


def leave(connection: Connection, person: str, *, withhold_name: bool = False) -> None:
    """End an account: nobody signs in with it any more, and its mail address is removed.

    What the person said and judged stays, under their name unless that is withheld.

    Raises:
        AccountError: others would be left without an analyst.
    """
    others = connection.scalars(select(people.c.role).where(_CURRENT, people.c.id != person)).all()
    if others and "analyst" not in others:
        raise AccountError("This is the last analyst while there are readers; make another analyst first.")
    gone: dict[str, Any] = {"password": None, "mail": None, "left_at": _instant(_now())}
    if withhold_name:
        gone |= {"name": "a former reader", "name_key": f"left {person}"}
    connection.execute(update(people).where(people.c.id == person).values(gone))
    connection.execute(delete(sessions).where(sessions.c.person == person))


def recognise(connection: Connection, name: str, password: str) -> tuple[Person, str | None] | None:
    """The person with this name and password, with a new hash of the password where the kept one is outdated.

    An unknown name costs as much time as a wrong password, so that neither answer nor time tells which names there are.
    """
    wanted = select(people).where(_CURRENT, people.c.name_key == name_key(name))
    row = connection.execute(wanted).mappings().first()
    kept = row["password"] if row else _nobodys_hash()
    if not _matches(kept, password) or row is None:
        return None
    return _person(row), _HASHER.hash(_whole(password)) if _HASHER.check_needs_rehash(kept) else None


def rehash(connection: Connection, person: str, hashed: str) -> None:
    """Keep the new hash of a password that stays as it is."""
    connection.execute(update(people).where(people.c.id == person).values(password=hashed))


# Sessions


def begin_session(connection: Connection, person: str) -> str:
    """Begin a session and give its token, which is new every time; sessions that ran out are removed."""
    now = _now()
    connection.execute(delete(sessions).where(sessions.c.until <= _instant(now)))
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    row = {"token": _kept(token), "person": person, "made_at": _instant(now), "until": _instant(now + SESSION_LASTS)}
    connection.execute(insert(sessions), row)
    return token


def in_session(connection: Connection, token: str) -> Person | None:
    """Whose session this token opens."""
    wanted = _PERSON.join(sessions, sessions.c.person == people.c.id).where(
        _CURRENT, sessions.c.token == _kept(token), sessions.c.until > _instant(_now())
    )
    row = connection.execute(wanted).mappings().first()
    return _person(row) if row else None


def end_session(connection: Connection, token: str) -> None:
    """End a session; its token opens nothing any more."""
    connection.execute(delete(sessions).where(sessions.c.token == _kept(token)))


# Invitations


def invite(connection: Connection, role: Role) -> str:
    """Make an invitation and give its token: good for one account, within seven days.

    Raises:
        AccountError: there is no analyst's account yet.
    """
    _need_analyst(connection)
    now = _now()
    connection.execute(delete(invitations).where(invitations.c.until <= _instant(now)))
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    times = {"made_at": _instant(now), "until": _instant(now + INVITATION_LASTS)}
    connection.execute(insert(invitations), {"token": _kept(token), "role": role, **times})
    return token


def invited(connection: Connection, token: str) -> Role | None:
    """The role that an invitation is for, while it is good."""
    role: Role | None = connection.scalar(select(invitations.c.role).where(*_good(token)))
    return role


def accept(connection: Connection, token: str, name: str, password: str) -> Person:
    """Make the account that an invitation is for, and use the invitation up.

    Raises:
        AccountError: the invitation is used, too old or none, or the account cannot be made.
    """
    used = update(invitations).where(*_good(token)).values(used_at=_instant(_now())).returning(invitations.c.role)
    role: Role | None = connection.scalar(used)
    if role is None:
        raise AccountError("This invitation was used, or is too old, or there never was one; ask for a new one.")
    _need_analyst(connection)
    return add(connection, name, password, role)


def new_password() -> str:
    """A password that nobody guesses: 120 bits."""
    return secrets.token_urlsafe(15)


_CURRENT = people.c.password.is_not(None)
_PERSON = select(people.c.id, people.c.name, people.c.role)


def _person(row: RowMapping) -> Person:
    return Person(row["id"], row["name"], row["role"])


def _good(token: str) -> tuple[Any, ...]:
    return (
        invitations.c.token == _kept(token),
        invitations.c.used_at.is_(None),
        invitations.c.until > _instant(_now()),
    )


def _need_analyst(connection: Connection) -> None:
    analysts = select(func.count()).select_from(people).where(_CURRENT, people.c.role == "analyst")
    if not connection.scalar(analysts):
        raise AccountError(
            "There is no analyst's account yet; make one for yourself first: according people add NAME --role analyst."
        )


def _fit_name(name: str) -> str:
    name = " ".join(unicodedata.normalize("NFC", name).split())
    hidden = any(unicodedata.category(character)[0] == "C" and character not in _JOINERS for character in name)
    if hidden or not name_key(name) or len(name) > LONGEST_NAME:
        raise AccountError(f"A name has letters or figures, nothing unseen, and at most {LONGEST_NAME} characters.")
    return name


def _fit_password(password: str) -> str:
    whole = _whole(password)
    if not SHORTEST_PASSWORD <= len(whole) <= LONGEST_PASSWORD:
        raise AccountError(
            f"A password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters; a sentence is a good one."
        )
    return whole


def _whole(password: str) -> str:
    """The password however its characters were typed: one keyboard gives "é" as one character, another as two."""
    return storable(unicodedata.normalize("NFKC", password))


def _matches(kept: str, password: str) -> bool:
    try:
        return _HASHER.verify(kept, _whole(password))
    except (VerifyMismatchError, InvalidHashError):
        return False


@cache
def _nobodys_hash() -> str:
    return _HASHER.hash(new_password())


def _kept(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _new_id() -> str:
    return f"p{secrets.token_hex(10)}"


def _now() -> datetime:
    return datetime.now(UTC)


def _instant(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
