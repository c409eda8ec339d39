"""Who may write on the record: accounts, passwords, sessions and invitations, and how each of them ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.profiles import RFC_9106_LOW_MEMORY
from sqlalchemy import Connection, select

from according.errors import AccountError
from according.record import people, tables
from according.record.people import Person
from according.record.record import Record

SENTENCE = "ferries wait for the ice"


@pytest.fixture
def connection(record: Record) -> Iterator[Connection]:
    with record.changing() as changing:
        yield changing


@pytest.fixture
def ada(connection: Connection) -> Person:
    return people.add(connection, "Ada Brönn", SENTENCE, "analyst")


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Lets time pass."""

    def pass_(time: timedelta) -> None:
        then = datetime.now(UTC) + time
        monkeypatch.setattr(people, "_now", lambda: then)

    return pass_


@pytest.fixture
def slow(released_hasher: PasswordHasher, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Passwords are hashed as they are outside tests."""
    monkeypatch.setattr(people, "_HASHER", released_hasher)
    people._nobodys_hash.cache_clear()
    yield
    people._nobodys_hash.cache_clear()


def everything_kept(connection: Connection) -> str:
    kept = (tables.people, tables.sessions, tables.invitations)
    return "\n".join(str(row) for table in kept for row in connection.execute(select(table)))


# Without accounts


def test_one_person_works_without_an_account_and_is_there_once(connection: Connection):
    assert people.local_person(connection) is None
    you = people.make_local_person(connection)
    assert (you.name, you.role) == ("you", "analyst")
    assert people.make_local_person(connection) == people.local_person(connection) == you
    assert not people.has_accounts(connection)
    assert people.accounts(connection) == []


def test_the_first_account_takes_over_what_was_done_without(connection: Connection):
    you = people.make_local_person(connection)
    ada = people.add(connection, "Ada", SENTENCE, "analyst")
    assert ada == Person(you.id, "Ada", "analyst")
    assert people.local_person(connection) is None
    assert people.add(connection, "Bo", SENTENCE, "reader").id != you.id


def test_nobody_signs_in_as_the_person_without_an_account(connection: Connection):
    people.make_local_person(connection)
    assert people.recognise(connection, "you", "") is None
    assert people.recognise(connection, "", "") is None


def test_the_name_you_can_still_be_somebodys(connection: Connection, ada: Person):
    people.leave(connection, ada.id)
    people.make_local_person(connection)
    assert people.add(connection, "You", SENTENCE, "analyst").name == "You"


# Names and passwords


@pytest.mark.parametrize("name", ["Ada Brönn", "  ada\u00a0bronn ", "ADA BRÖNN", "Ada Bro\u0308nn"])
def test_a_name_is_known_however_it_is_typed(connection: Connection, ada: Person, name: str):
    assert people.by_name(connection, name) == ada
    assert people.recognise(connection, name, SENTENCE) == (ada, None)
    with pytest.raises(AccountError, match="taken"):
        people.add(connection, name, SENTENCE, "reader")


@pytest.mark.parametrize(
    "name", ["", "  ", "…", "Ada\r\nSet-Cookie: a=b", "Ada\u202egro", "Ada\u2066", "A\x00da", "A\ud800da", "A" * 81]
)
def test_a_name_has_nothing_unseen(connection: Connection, ada: Person, name: str):
    before = people.accounts(connection)
    try:
        made = people.add(connection, name, SENTENCE, "reader")
    except AccountError:
        assert people.accounts(connection) == before
    else:
        assert made.name.isprintable()


@pytest.mark.parametrize(
    "name",
    ["<img src=x onerror=alert(1)>", '=HYPERLINK("http://evil.example")', "سارا\u200cجان", "李 明", "👩\u200d🚀 7"],
)
def test_a_name_may_be_any_that_can_be_read(connection: Connection, ada: Person, name: str):
    assert people.add(connection, name, SENTENCE, "reader").name == name


@pytest.mark.parametrize("password", ["", "fourteen chars", "long" * 251])
def test_a_password_is_neither_short_nor_endless(connection: Connection, password: str):
    with pytest.raises(AccountError, match="15 to 1000"):
        people.add(connection, "Ada", password, "analyst")


def test_a_password_is_the_same_from_another_keyboard(connection: Connection):
    ada = people.add(connection, "Ada", "für immer und ewig", "analyst")
    assert people.recognise(connection, "Ada", "fu\u0308r immer und ewig") == (ada, None)
    assert people.recognise(connection, "Ada", "fur immer und ewig") is None


def test_no_password_and_no_token_stands_in_the_record(connection: Connection, ada: Person):
    tokens = (people.begin_session(connection, ada.id), people.invite(connection, "reader"))
    kept = everything_kept(connection)
    assert "$argon2id$" in kept
    assert not [secret for secret in (SENTENCE, *tokens) if secret in kept]


@pytest.mark.usefixtures("slow")
def test_a_password_kept_with_less_effort_is_hashed_anew(connection: Connection, ada: Person):
    weak = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(SENTENCE)
    people.rehash(connection, ada.id, weak)
    recognised = people.recognise(connection, "Ada Brönn", SENTENCE)
    assert recognised
    assert recognised[1]
    people.rehash(connection, ada.id, recognised[1])
    assert people.recognise(connection, "Ada Brönn", SENTENCE) == (ada, None)


@pytest.mark.usefixtures("slow")
def test_a_password_is_kept_with_the_effort_that_rfc_9106_recommends(connection: Connection, ada: Person):
    people.set_password(connection, ada.id, SENTENCE)
    kept = connection.execute(select(tables.people.c.password)).scalar_one()
    assert extract_parameters(kept) == RFC_9106_LOW_MEMORY


@pytest.mark.usefixtures("slow")
def test_an_unknown_name_costs_as_much_as_a_wrong_password(
    connection: Connection, ada: Person, monkeypatch: pytest.MonkeyPatch
):
    """Neither the answer nor the work tells which names there are; time follows the work."""
    worked: list[str] = []
    verify = PasswordHasher.verify

    def noted(hasher: PasswordHasher, kept: str, password: str) -> bool:
        worked.append(kept.rsplit("$", 2)[0])
        return verify(hasher, kept, password)

    monkeypatch.setattr(PasswordHasher, "verify", noted)
    assert people.recognise(connection, ada.name, "a wrong password") is None
    assert people.recognise(connection, "Nobody", "a wrong password") is None
    assert len(worked) == 2
    assert worked[0] == worked[1]  # the same algorithm with the same costs


# Roles


def test_the_first_account_is_an_analysts(connection: Connection):
    with pytest.raises(AccountError, match="no analyst"):
        people.add(connection, "Bo", SENTENCE, "reader")
    with pytest.raises(AccountError, match="no analyst"):
        people.invite(connection, "reader")


def test_the_last_analyst_does_not_leave_readers_alone(connection: Connection, ada: Person):
    bo = people.add(connection, "Bo", SENTENCE, "reader")
    with pytest.raises(AccountError, match="last analyst"):
        people.leave(connection, ada.id)
    people.leave(connection, bo.id)
    people.leave(connection, ada.id)
    assert not people.has_accounts(connection)


# Leaving


def test_who_left_is_not_let_in_and_their_name_is_not_taken(connection: Connection, ada: Person):
    bo = people.add(connection, "Bo", SENTENCE, "reader")
    token = people.begin_session(connection, bo.id)
    people.leave(connection, bo.id)
    assert people.in_session(connection, token) is None
    assert people.recognise(connection, "Bo", SENTENCE) is None
    with pytest.raises(AccountError, match="taken"):
        people.add(connection, "Bo", SENTENCE, "reader")
    with pytest.raises(AccountError, match="Nobody"):
        people.by_name(connection, "Bo")
    assert [(one.person.name, bool(one.left_at)) for one in people.accounts(connection)] == [
        (ada.name, False),
        ("Bo", True),
    ]


def test_who_left_can_take_their_name_along(connection: Connection, ada: Person):
    for name in ("Bo", "Cleo"):
        people.leave(connection, people.add(connection, name, SENTENCE, "reader").id, withhold_name=True)
    assert "Bo" not in everything_kept(connection)
    assert people.add(connection, "Bo", SENTENCE, "reader").name == "Bo"


# Sessions


def test_a_session_is_opened_by_its_token_until_it_ends(connection: Connection, ada: Person):
    token, other = people.begin_session(connection, ada.id), people.begin_session(connection, ada.id)
    assert token != other
    assert people.in_session(connection, token) == ada
    people.end_session(connection, token)
    assert people.in_session(connection, token) is None
    assert people.in_session(connection, other) == ada


@pytest.mark.parametrize("token", ["", "x", "\ud800", "' OR 1=1 --"])
def test_nothing_else_opens_a_session(connection: Connection, ada: Person, token: str):
    people.begin_session(connection, ada.id)
    assert people.in_session(connection, token) is None


def test_what_stands_in_the_record_opens_no_session(connection: Connection, ada: Person):
    people.begin_session(connection, ada.id)
    kept = connection.scalar(select(tables.sessions.c.token))
    assert kept
    assert people.in_session(connection, kept) is None


def test_a_session_runs_out_and_is_cleared_away(
    connection: Connection, ada: Person, later: Callable[[timedelta], None]
):
    token = people.begin_session(connection, ada.id)
    later(people.SESSION_LASTS - timedelta(minutes=1))
    assert people.in_session(connection, token) == ada
    later(people.SESSION_LASTS)
    assert people.in_session(connection, token) is None
    people.begin_session(connection, ada.id)
    assert len(connection.execute(select(tables.sessions)).all()) == 1


def test_a_new_password_ends_every_session(connection: Connection, ada: Person):
    token = people.begin_session(connection, ada.id)
    people.set_password(connection, ada.id, "another long sentence")
    assert people.in_session(connection, token) is None
    assert people.recognise(connection, ada.name, SENTENCE) is None
    assert people.recognise(connection, ada.name, "another long sentence") == (ada, None)


# Invitations


def test_an_invitation_makes_one_account_of_its_role(connection: Connection, ada: Person):
    token = people.invite(connection, "reader")
    assert people.invited(connection, token) == "reader"
    assert people.accept(connection, token, "Bo", SENTENCE).role == "reader"
    assert people.invited(connection, token) is None
    with pytest.raises(AccountError, match="invitation"):
        people.accept(connection, token, "Cleo", SENTENCE)


def test_an_invitation_is_not_used_up_by_an_account_that_could_not_be_made(record: Record):
    with record.changing() as connection:
        people.add(connection, "Ada", SENTENCE, "analyst")
        token = people.invite(connection, "reader")
    with pytest.raises(AccountError, match="taken"), record.changing() as connection:
        people.accept(connection, token, "Ada", SENTENCE)
    with record.changing() as connection:
        assert people.accept(connection, token, "Bo", SENTENCE).name == "Bo"


def test_an_invitation_gets_too_old(connection: Connection, ada: Person, later: Callable[[timedelta], None]):
    token = people.invite(connection, "analyst")
    later(people.INVITATION_LASTS)
    assert people.invited(connection, token) is None
    with pytest.raises(AccountError, match="too old"):
        people.accept(connection, token, "Bo", SENTENCE)


def test_an_invitation_is_worth_nothing_once_everybody_left(connection: Connection, ada: Person):
    token = people.invite(connection, "analyst")
    people.leave(connection, ada.id)
    people.make_local_person(connection)
    with pytest.raises(AccountError):
        people.accept(connection, token, "Bo", SENTENCE)
    assert not people.has_accounts(connection)
