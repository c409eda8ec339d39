"""Entries that a user adds to the lexicons, from YAML files, and which lexicon is in use.

A file has a section for each lexicon; entries are words parted by commas, or a list:

    acts:               # cues, as lemmas: assert, assess, commit, threaten, request, accuse, deny, other; or `content`,
      commit: go on record as          # where what is said tells the act
    stances:            # words beside a cue: distances, denies, endorses
      distances: through gritted teeth
    stance cues:        # cues that show a stance by themselves, as lemmas
      distances: parrot
    certainty:          # by band: remote, very unlikely, unlikely, even, likely, very likely, certain, unsaid
      likely: [odds-on, in the cards]
    conditions:         # markers that open a clause, or a noun phrase
      clause: on the off chance that
      phrase: hinging on
    events:             # frames, by PLOVER's types; see `according.reading.frames`
      PROTEST:
        - verbs: bang
          object: pot

What a user adds comes before what According brings. `in_use` gives the lexicon that holds, `using` puts another in
force, so that no step has to hand it to the next.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Literal, TypeVar, cast, get_args

import yaml

from according.errors import SettingError
from according.model import Act, Band, Stance
from according.reading.frames import Frame, Frames, frames, frames_in, read_frame_file

Section = Literal["acts", "stances", "stance cues", "certainty", "conditions"]
Part = TypeVar("Part")

# What the entries of a section may stand for.
STANDS_FOR: Mapping[Section, tuple[str, ...]] = {
    "acts": (*get_args(Act), "content"),
    "stances": tuple(stance for stance in get_args(Stance) if stance != "neutral"),
    "stance cues": tuple(stance for stance in get_args(Stance) if stance != "neutral"),
    "certainty": get_args(Band),
    "conditions": ("clause", "phrase"),
}
# Every value as written: "on" is a word here, not a truth.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_LONGEST_ENTRY = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """Some words of a lexicon, what they stand for there, and where that is written."""

    words: str
    stands_for: str
    place: str


@dataclass(frozen=True, slots=True)
class Added:
    """What a user adds; two are equal where the files say the same, so that each is put together once a process."""

    key: str = ""
    entries: Mapping[Section, tuple[Entry, ...]] = field(default_factory=dict, compare=False)
    frames: tuple[Frame, ...] = field(default=(), compare=False)

    def __bool__(self) -> bool:
        return bool(self.key)

    def of(self, section: Section) -> tuple[Entry, ...]:
        """The entries of a section."""
        return self.entries.get(section, ())


NOTHING = Added()


class Lexicon:
    """What According brings with what a user adds, each part put together when it is first asked for."""

    def __init__(self, added: Added) -> None:
        self.added = added
        self._parts: dict[Callable[[Added], object], object] = {}

    def part(self, make: Callable[[Added], Part]) -> Part:
        """A part of the lexicon; `make` puts it together from what is added."""
        if make not in self._parts:
            self._parts[make] = make(self.added)
        return cast("Part", self._parts[make])


@lru_cache(maxsize=4)
def _with(added: Added) -> Lexicon:
    return Lexicon(added)


_IN_USE: ContextVar[Lexicon] = ContextVar("lexicon")


def in_use() -> Lexicon:
    """The lexicon that holds here."""
    return _IN_USE.get(None) or _with(NOTHING)


@contextmanager
def using(added: Added) -> Iterator[Lexicon]:
    """Read with what a user adds."""
    lexicon = _with(added)
    token = _IN_USE.set(lexicon)
    try:
        yield lexicon
    finally:
        _IN_USE.reset(token)


def frames_with(added: Added) -> Frames:
    """The frames of events, those that a user adds among them: a part of the lexicon."""
    return frames().extended(added.frames) if added.frames else frames()


def read_lexicons(paths: Iterable[Path], frame_files: Iterable[Path] = ()) -> Added:
    """Read what a user adds.

    Args:
        paths: YAML files, and folders of such.
        frame_files: files that hold nothing but frames.

    Raises:
        SettingError: a file cannot be read, or an entry is none; the sentence names the file, the line and the entry.
    """
    digest = hashlib.sha256()
    entries: dict[Section, tuple[Entry, ...]] = {}
    found: tuple[Frame, ...] = ()
    for file in frame_files:
        found += read_frame_file(file)
        digest.update(file.read_bytes())
    for file in (file for path in paths for file in _files(path)):
        text = _text(file)
        digest.update(text.encode())
        for name, node in _sections(text, file):
            if name == "events":
                found += frames_in(yaml.load(text, _LOADER)[name], str(file))  # noqa: S506  # loads words only
            else:
                entries[name] = (*entries.get(name, ()), *_entries(name, node, file))
    return Added(digest.hexdigest(), entries, found) if entries or found else NOTHING


def split(row: str) -> list[str]:
    """The entries of a list that is written with commas."""
    return [entry.strip() for entry in row.split(",") if entry.strip()]


def brought(file: str, table: Mapping[str, str]) -> Iterator[Entry]:
    """The entries of a table that According brings, by what they stand for."""
    return (Entry(words, name, f"{file}, {name}") for name, row in table.items() for words in split(row))


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    found = sorted(file for file in path.iterdir() if file.suffix in {".yaml", ".yml"})
    if not found:
        raise SettingError(f"The folder of lexicons {path} has no .yaml file; put one there, or name another.")
    return found


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(f"The lexicon {file} cannot be read ({error}); give a file of UTF-8 text.") from error


def _sections(text: str, file: Path) -> Iterator[tuple[Literal["events"] | Section, yaml.Node]]:
    try:
        root = yaml.compose(text, _LOADER)
    except yaml.YAMLError as error:
        raise SettingError(f"The lexicon {file} is not YAML: {' '.join(str(error).split())}.") from error
    names = ("events", *STANDS_FOR)
    if root is None:
        return
    for key, node in _pairs(root, f"The lexicon {file} has no sections; the sections are {', '.join(names)}."):
        if key.value not in names:
            raise SettingError(
                f"{_line(key, file)} has the section {key.value!r}; the sections are {', '.join(names)}."
            )
        yield key.value, node


def _entries(section: Section, node: yaml.Node, file: Path) -> Iterator[Entry]:
    allowed = STANDS_FOR[section]
    told = f"{_line(node, file)} has no entries for {section}; give words by one of {', '.join(allowed)}."
    for key, value in _pairs(node, told):
        if key.value not in allowed:
            raise SettingError(
                f"{_line(key, file)} has {key.value!r} under {section}; it must be one of {', '.join(allowed)}."
            )
        for row in value.value if isinstance(value, yaml.SequenceNode) else [value]:
            if not isinstance(row, yaml.ScalarNode):
                raise SettingError(
                    f"{_line(row, file)} has no words under {section}, {key.value}; give words or a list."
                )
            for words in _words(row, section, file):
                yield Entry(words, key.value, f"{file} line {row.start_mark.line + 1}, {section}, {key.value}")


def _words(row: yaml.ScalarNode, section: Section, file: Path) -> Iterator[str]:
    for entry in split(row.value):
        words = " ".join(entry.lower().split())
        if not any(mark.isalnum() for mark in words) or len(words.split()) > _LONGEST_ENTRY:
            raise SettingError(
                f"{_line(row, file)} has the entry {entry!r} under {section}; "
                f"give one to {_LONGEST_ENTRY} words, entries parted by commas."
            )
        yield words


def _pairs(node: yaml.Node, otherwise: str) -> Iterator[tuple[yaml.ScalarNode, yaml.Node]]:
    """The keys and values of a mapping; of anything else the sentence `otherwise`."""
    if not isinstance(node, yaml.MappingNode) or not node.value:
        raise SettingError(otherwise)
    known: set[str] = set()
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode) or key.value in known:
            raise SettingError(f"{otherwise.rstrip('.')}, each once.")
        known.add(key.value)
        yield key, value


def _line(node: yaml.Node, file: Path) -> str:
    return f"Line {node.start_mark.line + 1} of the lexicon {file}"
