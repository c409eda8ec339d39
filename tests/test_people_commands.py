"""Accounts and invitations by command, as whoever looks after a desk runs them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from according.record import people
from according.record.record import Record
from tests.test_commands import according


def refused(*arguments: str, folder: Path) -> str:
    """What a command that does not do what it was told says on standard error."""
    done = subprocess.run(
        [sys.executable, "-m", "according", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 3, done.stderr
    return done.stderr


def test_accounts_are_made_listed_and_ended(tmp_path: Path) -> None:
    made = according("people", "add", "Ada", "--role", "analyst", "--generate", folder=tmp_path).strip()
    typed = "ferries wait for the ice"
    assert according("people", "add", "Ben", "--role", "reader", folder=tmp_path, given=f"{typed}\n".encode()) == ""
    with Record.open(tmp_path / "according.db") as record, record.asking() as connection:
        assert people.recognise(connection, "Ada", made)
        assert people.recognise(connection, "Ben", typed)
    renewed = according("people", "password", "Ben", "--generate", folder=tmp_path).strip()
    with Record.open(tmp_path / "according.db") as record, record.asking() as connection:
        assert people.recognise(connection, "Ben", typed) is None
        assert people.recognise(connection, "Ben", renewed)
    according("people", "leave", "Ben", "--withhold-name", folder=tmp_path)
    ada, former = according("people", "list", folder=tmp_path).splitlines()
    assert ada.startswith("Ada (analyst), since ")
    assert former.startswith("a former reader (reader), since ")
    assert ", left " in former


def test_an_invitation_is_a_link_to_the_desk(tmp_path: Path) -> None:
    assert "no analyst" in refused("people", "invite", "--role", "reader", folder=tmp_path)
    according("people", "add", "Ada", "--role", "analyst", "--generate", folder=tmp_path)
    link = according("people", "invite", "--role", "reader", "--desk", "https://desk.example/", folder=tmp_path).strip()
    address, token = link.rsplit("/", 1)
    assert address == "https://desk.example/invitations"
    with Record.open(tmp_path / "according.db") as record, record.asking() as connection:
        assert people.invited(connection, token) == "reader"


def test_the_desk_is_not_opened_to_others_before_somebody_has_an_account(tmp_path: Path) -> None:
    assert "nobody has an account" in refused("desk", "--host", "0.0.0.0", "--port", "0", folder=tmp_path)
    assert "nobody has an account" in refused("desk", "--name", "desk.example", "--port", "0", folder=tmp_path)
