"""Settings, read once from the environment, at the edge.

Only the commands and the desk read them; every other room is told what it needs.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from according.errors import SettingError


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
    """

    record: str = "according.db"
    archive: Path | None = None
    actors: tuple[Path, ...] = ()
    lexicon: tuple[Path, ...] = ()
    frames: tuple[Path, ...] = ()
    private_networks: bool = False
    workers: int = 0
    withhold_names: bool = False

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
    )


def _paths(environment: Mapping[str, str], name: str) -> tuple[Path, ...]:
    return tuple(Path(part) for part in environment.get(name, "").split(os.pathsep) if part)


def _switch(environment: Mapping[str, str], name: str) -> bool:
    value = environment.get(name) or "0"
    if value not in ("0", "1"):
        raise SettingError(f"{name} is {value!r}; set it to 1 or 0.")
    return value == "1"


def _count(environment: Mapping[str, str], name: str) -> int:
    value = environment.get(name) or "0"
    if not (value.isascii() and value.isdigit()):
        raise SettingError(f"{name} is {value!r}; set it to a whole number, 0 for as many as there are cores.")
    return int(value)
