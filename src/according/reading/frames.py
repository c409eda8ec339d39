"""The lexicon of frames: which words tell of which PLOVER interaction, and where they keep who acts on whom.

The entries are data, in `data/frames/`, written for this project after the concepts of PLOVER's and CAMEO's manuals
(Open Event Data Alliance; Gerner, Schrodt and Yilmaz, 2012). A user adds entries of the same form in a file of own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal, get_args

import yaml

from according.errors import SettingError
from according.model import EventType

Part = Literal["verb", "noun", "state"]

# Where a recipient is looked for when an entry does not say.
_RECIPIENT = ("object", "against", "to", "with", "on")
_PARTS: Mapping[str, Part] = {"verbs": "verb", "nouns": "noun", "adjectives": "state"}
_WORD_LISTS = frozenset({"subject", "object", "complement", "instrument", "unless"})
_PLACES = frozenset({"actor", "recipient", "needs"})
_MARKS = frozenset({"weak", "background", "commits", "hostile", "swallows", "bearer", "bare"})
_KEYS = frozenset({*_PARTS, *_WORD_LISTS, *_PLACES, *_MARKS, "mode", "trigger", "yields", "coded"})
# Every value as written: "on" is a preposition here, not a truth.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_DATA = files("according.reading").joinpath("data", "frames")


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One way to tell of an interaction.

    Attributes:
        entry: where it is written: file, type and number.
        part: whether a verb, a noun, or a state ("be critical") carries it.
        words: its words as the grammar model lemmatises them; `head` is the one that carries the frame.
        subject, object: words of which the verb's subject or object must have one, or in capitals the grammar model's
            label of an entity ("PERSON"); none: any will do.
        instrument: words or phrases of which one must stand in the verb's clause.
        complement: verbs of which one must be the verb's complement.
        unless: words in whose company this is no such frame.
        needs: what the word must have: a preposition, "to" (an infinitive too), "object", "clause", "modal"
            (a clause of what shall be).
        actor, recipient: where they stand, the first that holds an actor: "subject", "object", "clause" (the subject
            of a clause below), "below" (the object there), "unless" (the subject of the condition), "speaker" (who
            says so), "dative", or a preposition.
        weak: an everyday word: it counts only between political actors.
        background: a word that seldom names what a sentence tells of.
        yields: gives way to an event in its complement, which it makes a plan; "only": is none without one. `commits`
            and `hostile` say of which act.
        swallows: what stands in its complement is said, not done.
        bearer: the word names the actor as well ("protesters").
        bare: it holds only where the verb has no object, its own or in the passive.
        coded: the type under which PLOVER's manual has it, where that is another.
        trigger: "object" where the object names the event better than the verb.
    """

    entry: str
    type: EventType
    part: Part
    words: tuple[str, ...]
    head: str
    mode: str | None = None
    subject: frozenset[str] = frozenset()
    object: frozenset[str] = frozenset()
    complement: frozenset[str] = frozenset()
    instrument: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    needs: tuple[str, ...] = ()
    actor: tuple[str, ...] = ("subject",)
    recipient: tuple[str, ...] = _RECIPIENT
    weak: bool = False
    background: bool = False
    yields: Literal["true", "only"] | None = None
    commits: bool = False
    hostile: bool = False
    swallows: bool = False
    bearer: bool = False
    bare: bool = False
    trigger: Literal["object"] | None = None
    coded: EventType | None = None

    @property
    def narrowness(self) -> tuple[int, int]:
        """How much it asks for: of two frames that fit a word, the narrower one holds."""
        asked = sum(map(bool, (self.object, self.subject, self.instrument, self.complement, self.needs)))
        return 2 * len(self.words) + 3 * bool(self.object) + asked, asked


@dataclass(frozen=True, slots=True, eq=False)
class Frames:
    """All frames, by the word that carries them, the narrowest first."""

    by_word: Mapping[tuple[Part, str], Sequence[Frame]]
    lights: frozenset[str] = field(repr=False)

    def of(self, part: Part, word: str) -> Sequence[Frame]:
        """The frames that a word may carry."""
        return self.by_word.get((part, word), ())

    def extended(self, more: Iterable[Frame]) -> Frames:
        """These frames with further ones, which come before those that ask for as much."""
        every = [*more, *(frame for row in self.by_word.values() for frame in row)]
        return _sorted(every, self.lights)


@cache
def frames() -> Frames:
    """The frames that According brings."""
    classes = _classes()
    every = [
        frame
        for name in ("verbal.yaml", "material.yaml")
        for frame in _read(yaml.load(_DATA.joinpath(name).read_text("utf-8"), _LOADER), name, classes)  # noqa: S506
    ]
    return _sorted(every, classes["lights"])


def read_frame_file(path: Path) -> tuple[Frame, ...]:
    """Read a user's file of frames: YAML, a list of entries under each PLOVER type.

        PROTEST:
        - verbs: bang pots, honk horns
          mode: demo
          recipient: against at

    Raises:
        SettingError: the file cannot be read, or an entry is no frame; the sentence names the file and the entry.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(f"The frame file {path} cannot be read ({error}); give a file of UTF-8 text.") from error
    try:
        entries = yaml.load(text, _LOADER) or {}  # noqa: S506
    except yaml.YAMLError as error:
        raise SettingError(f"The frame file {path} is not YAML: {' '.join(str(error).split())}.") from error
    return frames_in(entries, str(path))


def frames_in(entries: object, place: str) -> tuple[Frame, ...]:
    """The frames of a mapping from PLOVER's types to lists of entries; `place` is where it is written.

    Raises:
        SettingError: an entry is not a frame; the sentence names the place and the entry.
    """
    return tuple(_read(entries, place, _classes()))


@cache
def _classes() -> Mapping[str, frozenset[str]]:
    text = _DATA.joinpath("words.yaml").read_text("utf-8")
    return {name: frozenset(_split(words)) for name, words in yaml.load(text, _LOADER).items()}  # noqa: S506


def people_words() -> frozenset[str]:
    """Nouns for people, whatever their sector."""
    return _classes()["people"]


def _sorted(every: Iterable[Frame], lights: frozenset[str]) -> Frames:
    by_word: dict[tuple[Part, str], list[Frame]] = {}
    for frame in every:
        by_word.setdefault((frame.part, frame.head), []).append(frame)
    return Frames(
        {key: sorted(row, key=lambda frame: frame.narrowness, reverse=True) for key, row in by_word.items()}, lights
    )


def _read(entries: object, place: str, classes: Mapping[str, frozenset[str]]) -> Iterator[Frame]:
    if not isinstance(entries, dict):
        raise SettingError(f"The frame file {place} has no types; begin with a PLOVER type, such as 'PROTEST:'.")
    for kind, rows in entries.items():
        if kind not in get_args(EventType):
            raise SettingError(f"The frame file {place} has the type {kind!r}; it must be one of PLOVER's sixteen.")
        if not isinstance(rows, list):
            raise SettingError(f"The frame file {place} has no list under {kind}; begin each entry with '- '.")
        for number, row in enumerate(rows, 1):
            yield from _entry(kind, row, f"{place}, {kind} {number}", classes)


def _entry(kind: EventType, row: object, entry: str, classes: Mapping[str, frozenset[str]]) -> Iterator[Frame]:
    if not isinstance(row, dict) or not row.keys() & _PARTS.keys():
        raise SettingError(f"The frame {entry} has no words; give it verbs, nouns or adjectives.")
    if unknown := sorted(map(str, row.keys() - _KEYS)):
        raise SettingError(
            f"The frame {entry} has the unknown key {unknown[0]!r}; the keys are {', '.join(sorted(_KEYS))}."
        )
    if wrong := next((key for key in row if not isinstance(row[key], str)), None):
        raise SettingError(f"The frame {entry} has {wrong} {row[wrong]!r}; give words, in quotation marks if need be.")
    common: dict[str, object] = {key: _word_list(row[key], classes, entry) for key in _WORD_LISTS & row.keys()}
    common |= {key: tuple(row[key].split()) for key in _PLACES & row.keys()}
    common |= {key: row[key] == "true" for key in _MARKS & row.keys()}
    common |= {key: row[key] for key in ("mode", "trigger", "yields", "coded") if key in row}
    for key, part in _PARTS.items():
        for words in _split(row.get(key, "")):
            yield _frame(entry, kind, part, tuple(words.split()), common)


def _frame(entry: str, kind: EventType, part: Part, words: tuple[str, ...], common: Mapping[str, object]) -> Frame:
    if words[0] == "be" and len(words) > 1:
        part, words = "state", words[1:]
    # "state of emergency" hangs by its first noun, "military exercise" by its last.
    of = words.index("of") if part == "noun" and "of" in words else 0
    head = words[0] if part == "verb" else words[of - 1]
    known = {one.name for one in fields(Frame)}
    return Frame(entry, kind, part, words, head, **{key: value for key, value in common.items() if key in known})  # type: ignore[arg-type]


def _word_list(value: str, classes: Mapping[str, frozenset[str]], entry: str) -> frozenset[str]:
    words: set[str] = set()
    for word in _split(value):
        if not word.startswith("@"):
            words.add(word)
        elif word[1:] in classes:
            words |= classes[word[1:]]
        else:
            raise SettingError(
                f"The frame {entry} has the class {word}; the classes are @{', @'.join(sorted(classes))}."
            )
    return frozenset(words)


def _split(value: str) -> list[str]:
    return [part.strip() for part in value.split(",") if part.strip()]
