"""Letters to those who want to be told, put together when they are sent: nothing hidden or forgotten is in them.

post(record, server) sends all that wait, each at least once (see `record/subscriptions.py`); `Posting` does so behind
the desk's back.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from threading import Event, Thread
from urllib.parse import urlsplit

from sqlalchemy import Connection, select

from according.comparison import store
from according.desk.telling import Item, head_of, items
from according.desk.wording import counted
from according.errors import AccordingError
from according.record import news, subscriptions
from according.record.record import Record
from according.record.subscriptions import Letter, Subscription, instant, later
from according.record.tables import articles, people, remarks
from according.record.tables import searches as saved_searches
from according.settings import Post

# News gather for so long, so that twenty pages that come in together are one mail.
GATHER = timedelta(minutes=1)
# Whoever takes a letter up and has not sent it by then is taken to be gone.
_HELD_FOR = timedelta(minutes=10)
_LONGEST_WAIT = timedelta(hours=4)
_TIMEOUT = 30.0
_SECONDS = 5.0
_LONGEST_SUBJECT = 120


@dataclass(frozen=True, slots=True)
class Posted:
    """What became of the letters that waited: how many were sent, how many put off, and why the last one was."""

    sent: int
    put_off: int
    trouble: str | None


def post(record: Record, server: Post, *, gather: timedelta = timedelta(0)) -> Posted:
    """Send the letters that wait.

    Args:
        record: holds the letters.
        server: by which, from whom, and at which address links lead to the desk.
        gather: how long news wait for more.

    Raises:
        RecordError: the record cannot be read or written. A server that does not answer is no error: its letters wait.
    """
    sent, put_off = 0, 0
    trouble: str | None = None
    with _Connection(server) as line:
        while not line.broken and (letter := _take_up(record, gather)) is not None:
            message = _composed(record, letter, server)
            if message is None:
                _drop(record, letter)
                continue
            refused = line.send(message, letter.subscription.mail)
            if refused is None:
                with record.changing() as connection:
                    subscriptions.mark_sent(connection, letter.id, instant())
                sent += 1
            else:
                _put_off(record, letter, refused)
                put_off, trouble = put_off + 1, refused.reason
    return Posted(sent, put_off, trouble)


@dataclass(frozen=True, slots=True)
class _Refused:
    """Why a letter was not taken, and whether it will never be."""

    reason: str
    for_good: bool


class _Connection:
    """A connection to the mail server, opened with the first letter."""

    def __init__(self, server: Post) -> None:
        self.broken = False
        self._server = server
        self._smtp: smtplib.SMTP | None = None

    def __enter__(self) -> _Connection:
        return self

    def __exit__(self, *_: object) -> None:
        if self._smtp is not None:
            with suppress(smtplib.SMTPException, OSError):  # everything was handed over before
                self._smtp.quit()

    def send(self, message: EmailMessage, to: str) -> _Refused | None:
        """Hand a message over; give why not, where the server does not take it."""
        try:
            smtp = self._smtp = self._smtp or _opened(self._server)
            smtp.send_message(message, self._server.sender, [to])
        except smtplib.SMTPRecipientsRefused as error:
            code, words = next(iter(error.recipients.values()))
            return _Refused(f"{code} {words.decode('utf-8', 'replace')}", for_good=500 <= code < 600)
        except (smtplib.SMTPDataError, smtplib.SMTPSenderRefused) as error:
            return _Refused(str(error), for_good=False)
        except (smtplib.SMTPException, OSError) as error:
            self.broken, self._smtp = True, None
            return _Refused(f"{self._server.host}:{self._server.port} does not take mail: {error}", for_good=False)
        return None


def _opened(server: Post) -> smtplib.SMTP:
    smtp: smtplib.SMTP
    if server.tls == "tls":
        smtp = smtplib.SMTP_SSL(server.host, server.port, timeout=_TIMEOUT, context=ssl.create_default_context())
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=_TIMEOUT)
    if server.tls == "starttls":
        smtp.starttls(context=ssl.create_default_context())
    if server.user:
        smtp.login(server.user, server.password)
    return smtp


def _take_up(record: Record, gather: timedelta) -> Letter | None:
    at = instant()
    with record.changing() as connection:
        return subscriptions.take_up(connection, at, later(at, _HELD_FOR), made_before=later(at, -gather))


def _drop(record: Record, letter: Letter) -> None:
    with record.changing() as connection:
        subscriptions.drop(connection, letter.id)


def _put_off(record: Record, letter: Letter, refused: _Refused) -> None:
    wait = min(timedelta(minutes=2**letter.tries), _LONGEST_WAIT)
    with record.changing() as connection:
        subscriptions.put_off(connection, letter.id, later(instant(), wait), refused.reason, for_good=refused.for_good)


# What a letter says

_NAMES = {"article": "page", "search": "saved search"}


def _composed(record: Record, letter: Letter, server: Post) -> EmailMessage | None:
    """The letter as a mail; None where nothing is left to tell."""
    with record.asking() as connection:
        said = _said(connection, letter, server)
    if said is None:
        return None
    subject, lines = said
    return _message(letter, server, subject, lines)


def _said(connection: Connection, letter: Letter, server: Post) -> tuple[str, list[str]] | None:
    """Subject and lines."""
    if letter.about == "confirm":
        return _asking(letter.subscription, server)
    if letter.about == "remark":
        return _of_remark(connection, letter, server)
    told = items(connection, news.by_ids(connection, letter.news))
    return _of_news(connection, letter.subscription, told, server) if told else None


def _asking(one: Subscription, server: Post) -> tuple[str, list[str]]:
    # Not one word that anybody chose: the desk must not carry messages to addresses that asked for none.
    named = "answers to a remark" if one.what == "remark" else f"one {_NAMES.get(one.what, one.what)}"
    return (
        f"Please confirm: mails about {named}",
        [
            f"Somebody asked the desk at {server.address} to send mails to this address about {named}.",
            "",
            "If that was you, confirm it here:",
            _link(one, server),
            "",
            "If it was not, do nothing: no further mail comes.",
        ],
    )


def _of_remark(connection: Connection, letter: Letter, server: Post) -> tuple[str, list[str]] | None:
    stands = remarks.c.hidden_at.is_(None) & remarks.c.deleted_at.is_(None)
    row = connection.execute(
        select(remarks.c.id, remarks.c.body, remarks.c.article, people.c.name, articles.c.title)
        .join_from(remarks, people, people.c.id == remarks.c.author)
        .join(articles, articles.c.id == remarks.c.article)
        .where(remarks.c.id == letter.remark, stands)
    ).one_or_none()
    if row is None:
        return None
    deed = "answered your remark" if letter.subscription.what == "remark" else "made a remark"
    place = f"{server.address}/articles/{row.article}?remark={row.id}#remark-{row.id}"
    quoted = [f"> {line}" for line in row.body.splitlines()]
    on = f" on “{row.title}”" if row.title else ""
    return f"{row.name} {deed}{on}", [f"{row.name} {deed}{on}:", "", *quoted, "", place]


def _of_news(connection: Connection, one: Subscription, told: Sequence[Item], server: Post) -> tuple[str, list[str]]:
    named = name_of(connection, one)
    lines = [f"New about {named}:"]
    for item in told:
        lines += ["", item.headline, *(f"  {words}" for words in item.words), f"  {server.address}{item.path}"]
    return (told[0].headline if len(told) == 1 else f"{counted(len(told), 'new thing')} about {named}"), lines


def name_of(connection: Connection, one: Subscription) -> str:
    """What a subscription is to, in words."""
    return named(connection, one.what, one.target)


def named(connection: Connection, what: str, target: str) -> str:
    """What one can be told of, in words."""
    match what:
        case "remark":
            return "answers to a remark"
        case "article":
            title = connection.scalar(select(articles.c.title).where(articles.c.id == target))
            return f"the page “{title}”" if title else "a page"
        case "search":
            name = connection.scalar(select(saved_searches.c.name).where(saved_searches.c.id == target))
            return f"the search “{name}”" if name else "a search that was removed"
        case _:
            return _finding_named(connection, what, target)


def _finding_named(connection: Connection, what: str, target: str) -> str:
    present = news.present(connection, what, [target]).get(target)
    finding = store.finding(connection, what, present) if present else None
    return head_of(finding) if finding else f"a {what} that is no more"


def _message(letter: Letter, server: Post, subject: str, lines: Sequence[str]) -> EmailMessage:
    one = letter.subscription
    message = EmailMessage(policy=SMTP)
    message["From"] = server.sender
    message["To"] = one.mail
    message["Subject"] = _header(subject)
    message["Date"] = format_datetime(datetime.fromisoformat(letter.made_at))
    message["Message-ID"] = f"<{letter.id}@{urlsplit(server.address).hostname or 'localhost'}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834
    if letter.about != "confirm":
        message["List-Unsubscribe"] = f"<{_link(one, server)}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058
        lines = [*lines, "", "-- ", "To get no more of these mails:", _link(one, server)]
    message.set_content("\n".join(lines) + "\n")
    return message


def _link(one: Subscription, server: Post) -> str:
    return f"{server.address}/subscriptions/{one.token}"


def _header(words: str) -> str:
    """Words that can stand in a header: on one line, printable, not too long."""
    line = " ".join("".join(one if one.isprintable() else " " for one in words).split())
    return line if len(line) <= _LONGEST_SUBJECT else f"{line[:_LONGEST_SUBJECT].rsplit(' ', 1)[0]} …"


class Posting:
    """A thread that sends the letters that wait.

    Attributes:
        trouble: why the last one could not be sent, if so.
    """

    def __init__(self, record: Record, server: Post) -> None:
        self.trouble: str | None = None
        self._record = record
        self._server = server
        self._closing = Event()
        self._thread = Thread(target=self._run, name="according-post", daemon=True)

    def start(self) -> None:
        """Begin to send."""
        self._thread.start()

    def stop(self) -> None:
        """End, after the letter that is being sent now."""
        self._closing.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._closing.wait(_SECONDS):
            try:
                self.trouble = post(self._record, self._server, gather=GATHER).trouble
            except AccordingError as error:
                self.trouble = str(error)
