"""Settings, read once from the environment, at the edge.

Only the commands and the desk read them; every other room is told what it needs.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import SplitResult, unquote, urlsplit

from according.errors import SettingError


@dataclass(frozen=True, slots=True)
class Post:
    """How mail is sent.

    Attributes:
        host: the mail server (`ACCORDING_SMTP`: smtp://user:password@host:port, or smtps://).
        port: its port; 587, with smtps 465, if none is given.
        user: the name to sign in with; "" where none is needed.
        password: the password that goes with it.
        tls: encrypted from the start (smtps), by STARTTLS (smtp), or not at all (smtp to this machine itself).
        sender: the address that mails are from (`ACCORDING_MAIL_FROM`).
        address: where the desk is reached, for the links in mails and feeds (`ACCORDING_ADDRESS`).
    """

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    tls: Literal["tls", "starttls", "none"]
    sender: str
    address: str


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says.

    Attributes:
        record: path of the record's SQLite file, or an SQLAlchemy URL (`ACCORDING_RECORD`).
        archive: folder of the WARC files (`ACCORDING_ARCHIVE`); None: beside the record.
        actors: files of declared actors, separated as in PATH (`ACCORDING_ACTORS`).
        lexicon: files, and folders of files, of entries that are added to the lexicons, likewise (`ACCORDING_LEXICON`).
        frames: files of nothing but frames of events that are added, likewise (`ACCORDING_FRAMES`).
        private_networks: whether fetching may reach private addresses (`ACCORDING_PRIVATE_NETWORKS`: 1 or 0).
        workers: processes that parse and read (`ACCORDING_WORKERS`); 0: as many as there are cores.
        withhold_names: whether commenters' names are withheld when a page is read (`ACCORDING_WITHHOLD_NAMES`: 1 or 0).
        open_reading: whether the desk is open to readers without an account (`ACCORDING_OPEN_READING`: 1 or 0).
        post: how mail is sent; None: none is.
        address: where the desk is reached, without a "/" at its end (`ACCORDING_ADDRESS`); None: as it is asked for.
    """

    record: str = "according.db"
    archive: Path | None = None
    actors: tuple[Path, ...] = ()
    lexicon: tuple[Path, ...] = ()
    frames: tuple[Path, ...] = ()
    private_networks: bool = False
    workers: int = 0
    withhold_names: bool = False
    open_reading: bool = False
    post: Post | None = None
    address: str | None = None

    @property
    def archive_folder(self) -> Path:
        """The folder of the WARC files: as set, else beside the record's file, else in the working directory."""
        if self.archive:
            return self.archive
        return Path("according.archive") if "://" in self.record else Path(self.record).with_suffix(".archive")


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings from the environment.

    Raises:
        SettingError: a value is not one that is allowed; the sentence names the variable and the value.
    """
    archive = environment.get("ACCORDING_ARCHIVE")
    return Settings(
        record=environment.get("ACCORDING_RECORD") or "according.db",
        archive=Path(archive) if archive else None,
        actors=_paths(environment, "ACCORDING_ACTORS"),
        lexicon=_paths(environment, "ACCORDING_LEXICON"),
        frames=_paths(environment, "ACCORDING_FRAMES"),
        private_networks=_switch(environment, "ACCORDING_PRIVATE_NETWORKS"),
        workers=_count(environment, "ACCORDING_WORKERS"),
        withhold_names=_switch(environment, "ACCORDING_WITHHOLD_NAMES"),
        open_reading=_switch(environment, "ACCORDING_OPEN_READING"),
        post=_post(environment),
        address=_address(environment),
    )


def _paths(environment: Mapping[str, str], name: str) -> tuple[Path, ...]:
    return tuple(Path(part) for part in environment.get(name, "").split(os.pathsep) if part)


def _switch(environment: Mapping[str, str], name: str) -> bool:
    value = environment.get(name) or "0"
    if value not in ("0", "1"):
        raise SettingError(f"{name} is {value!r}; set it to 1 or 0.")
    return value == "1"


def _address(environment: Mapping[str, str]) -> str | None:
    value = environment.get("ACCORDING_ADDRESS") or None
    if value is None:
        return None
    parts = _split(value)
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise SettingError(f"ACCORDING_ADDRESS is {value!r}; set it to an address such as https://desk.example.")
    return value.rstrip("/")


def _post(environment: Mapping[str, str]) -> Post | None:
    value = environment.get("ACCORDING_SMTP")
    if not value:
        return None
    parts = _split(value)
    if parts is None or parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        # The value may hold a password, so that it is not repeated here.
        raise SettingError("ACCORDING_SMTP is no address of a mail server; set it to smtp://user:password@host:port.")
    sender, address = environment.get("ACCORDING_MAIL_FROM", ""), _address(environment)
    if address is None or not _SENDER.fullmatch(sender):
        raise SettingError(
            "Mails need a sender and links that lead to the desk: besides ACCORDING_SMTP set ACCORDING_MAIL_FROM "
            "(desk@news.example) and ACCORDING_ADDRESS (https://desk.example)."
        )
    near = parts.hostname in ("localhost", "127.0.0.1", "::1")
    tls: Literal["tls", "starttls", "none"] = "tls" if parts.scheme == "smtps" else "none" if near else "starttls"
    port = parts.port or (465 if tls == "tls" else 587)
    return Post(
        parts.hostname, port, unquote(parts.username or ""), unquote(parts.password or ""), tls, sender, address
    )


def _split(address: str) -> SplitResult | None:
    """The parts of an address; None where it has none, or a port that is no number."""
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018  (raises where it is no number)
    except ValueError:
        return None
    return parts


# One address, so that it can begin no other header.
_SENDER = re.compile(r"[^\s@<>,;\"]+@[^\s@<>,;\"]+", re.ASCII)


def _count(environment: Mapping[str, str], name: str) -> int:
    value = environment.get(name) or "0"
    if not (value.isascii() and value.isdigit()):
        raise SettingError(f"{name} is {value!r}; set it to a whole number, 0 for as many as there are cores.")
    return int(value)
