"""A real mail server on this machine, which keeps what it is given and can be told to refuse or to be slow."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from according.settings import Post

SENDER = "desk@ledger.example"


class Mailbox:
    """What a mail server was given.

    Attributes:
        mails: every message that it took, in order.
        refuse: what it answers instead of taking a message; None: it takes it.
        asked: set when a message has come in.
        go: while this is not set, the server does not answer.
    """

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.refuse: str | None = None
        self.asked = threading.Event()
        self.go = threading.Event()
        self.go.set()

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802
        if self.refuse:
            return self.refuse
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        self.asked.set()
        while not self.go.is_set():
            await asyncio.sleep(0.02)
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@contextmanager
def mail_server() -> Iterator[tuple[Mailbox, int]]:
    """A mail server on a free port."""
    box = Mailbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield box, port
    finally:
        box.go.set()
        controller.stop()


def post_to(port: int, address: str = "http://localhost") -> Post:
    """How the desk sends mail to that server."""
    return Post("127.0.0.1", port, "", "", "none", SENDER, address)
