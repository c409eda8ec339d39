"""The commands that look after people: accounts, invitations, passwords."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.text import Text

from according import terminal
from according.settings import Settings
from according.terminal import err, out

if TYPE_CHECKING:
    from sqlalchemy import Connection

DESK = "http://127.0.0.1:8765"

commands = typer.Typer(help="Say who may work on the desk.", no_args_is_help=True, rich_markup_mode=None)

Name = Annotated[str, typer.Argument(help="The name under which they sign in, and which others see.")]
RoleOption = Annotated[
    Literal["reader", "analyst"], typer.Option(help="A reader reads and remarks, an analyst does all.")
]
Generate = Annotated[bool, typer.Option("--generate", help="Make a password and print it, instead of asking for one.")]
RecordOption = Annotated[str | None, typer.Option("--record", help="The record; else ACCORDING_RECORD, according.db.")]


@commands.command()
def add(
    context: typer.Context, name: Name, role: RoleOption, generate: Generate = False, record: RecordOption = None
) -> None:
    """Make an account. The first one, an analyst's, takes over what was said and judged without an account."""
    from according.record import people

    password = _password(generate=generate)
    with _changing(context, record) as connection:
        made = people.add(connection, name, password, role)
    _tell(f"{made.name} can sign in, as {made.role}.", password if generate else None)


@commands.command()
def invite(
    context: typer.Context,
    role: RoleOption,
    desk: Annotated[str, typer.Option(help="The address at which those who are invited reach the desk.")] = DESK,
    record: RecordOption = None,
) -> None:
    """Print a link by which one person can make an account within seven days."""
    from according.record import people

    with _changing(context, record) as connection:
        token = people.invite(connection, role)
    out.print(Text(f"{desk.rstrip('/')}/invitations/{token}"))


@commands.command(name="list")
def list_people(context: typer.Context, record: RecordOption = None) -> None:
    """List everybody who has or had an account."""
    from according.record import people

    with _changing(context, record) as connection:
        found = people.accounts(connection)
    for one in found:
        until = f", left {one.left_at}" if one.left_at else ""
        out.print(Text(terminal.clean(f"{one.person.name} ({one.person.role}), since {one.made_at}{until}")))


@commands.command()
def password(context: typer.Context, name: Name, generate: Generate = False, record: RecordOption = None) -> None:
    """Give somebody a new password, and sign them out everywhere."""
    from according.record import people

    new = _password(generate=generate)
    with _changing(context, record) as connection:
        person = people.by_name(connection, name)
        people.set_password(connection, person.id, new)
    _tell(f"{person.name} has a new password.", new if generate else None)


@commands.command()
def leave(
    context: typer.Context,
    name: Name,
    withhold_name: Annotated[bool, typer.Option(help="Take their name off what they said.")] = False,
    record: RecordOption = None,
) -> None:
    """End an account; what the person said and judged stays."""
    from according.record import people

    with _changing(context, record) as connection:
        person = people.by_name(connection, name)
        people.leave(connection, person.id, withhold_name=withhold_name)
    out.print(Text(f"{person.name} has left."))


@contextmanager
def _changing(context: typer.Context, where: str | None) -> Iterator[Connection]:
    from according.record.record import Record

    settings: Settings = context.obj
    with Record.open(where or settings.record) as record, record.changing() as connection:
        yield connection


def _password(*, generate: bool) -> str:
    """A password that is made, typed twice unseen, or a line of input; never an argument, which others can see."""
    if generate:
        from according.record import people

        return people.new_password()
    if sys.stdin.isatty():
        asked: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
        return asked
    return sys.stdin.readline().rstrip("\r\n")


def _tell(sentence: str, password: str | None) -> None:
    """Say what was done; the password alone goes to standard output, so that it can be handed on."""
    err.print(Text(terminal.clean(sentence)))
    if password:
        out.print(Text(password))
