"""People who are signed in at one desk, each with a client of their own."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from fastapi import FastAPI
from fastapi.testclient import TestClient

from according.desk.pages import Desk
from according.record import people
from according.record.people import Role


class Persons:
    """Clients of a desk by the names of those who have accounts; None is somebody who has not signed in.

    Use it as a context: the desk is closed behind it.
    """

    def __init__(self, app: FastAPI, **roles: Role) -> None:
        self._clients: dict[str | None, TestClient] = {None: TestClient(app, base_url="http://localhost")}
        self._ids: dict[str, str] = {}
        desk: Desk = app.state.desk
        with desk.record.changing() as connection:
            for name, role in roles.items():
                person = people.add(connection, name, f"{name}’s own long password", role)
                self._ids[name] = person.id
                token = people.begin_session(connection, person.id)
                self._clients[name] = TestClient(app, base_url="http://localhost", cookies={"according": token})

    def __enter__(self) -> Self:
        self._clients[None].__enter__()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._clients[None].__exit__(kind, error, at)

    def __getitem__(self, name: str | None) -> TestClient:
        return self._clients[name]

    def id(self, name: str) -> str:
        """The id of a person on the record."""
        return self._ids[name]

    def cookies(self, name: str | None) -> dict[str, str]:
        """The cookies with which somebody is signed in."""
        return dict(self._clients[name].cookies)
