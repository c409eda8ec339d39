"""What a brief is made of: sentences of fixed phrases and quoted words, and the drafts that they are made from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from according.findings import Passage

# A count cites so many of what was counted.
_CITED = 12


@dataclass(frozen=True, slots=True)
class Cited:
    """Passages that a phrase rests on and that are not quoted there; they are read as their numbers."""

    passages: tuple[Passage, ...]


Part = str | Passage | Cited


@dataclass(frozen=True, slots=True)
class Sentence:
    """Fixed phrases, quoted passages and cited ones, in the order in which they are read.

    `about` says what it tells, without telling it: by this it is named where it is left out.
    """

    parts: tuple[Part, ...]
    about: str = ""

    @property
    def passages(self) -> tuple[Passage, ...]:
        """What the sentence rests on."""
        return tuple(passages_of(self.parts))


@dataclass(frozen=True, slots=True)
class Section:
    """Sentences under a heading; `more` are not shown, since others weigh more."""

    heading: str
    sentences: tuple[Sentence, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief.

    Attributes:
        finding: the id of what it is on.
        as_of: the day that it looks back from (ISO 8601); None: as it is now.
        title: its title.
        sections: its sentences.
        left_out: what was left out since its words no longer stand, each with the passages that are gone.
        addresses: the addresses of its sources' articles on the web, by the articles' ids, as the pages gave them.
    """

    finding: str
    as_of: str | None
    title: str
    sections: tuple[Section, ...]
    left_out: tuple[Sentence, ...] = ()
    addresses: Mapping[str, str] = field(default_factory=dict)

    @property
    def sources(self) -> tuple[Passage, ...]:
        """Every passage once, in the order of first use; its place here is its number."""
        shown = (passage for section in self.sections for line in section.sentences for passage in line.passages)
        return tuple(dict.fromkeys(shown))


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a line that stands or falls with its own words; `instead` is said where they are gone."""

    parts: tuple[Part, ...]
    instead: str = ""
    about: str = ""


class Weight(NamedTuple):
    """What brings a line before others: an alarm or a turn, then numbers of voices and of words, then the day."""

    turn: int = 0
    voices: int = 0
    told: int = 0
    day: str = ""


_NO_WEIGHT = Weight()


@dataclass(frozen=True, slots=True)
class Line:
    """The draft of a sentence: without the words of its first clause all of it is left out.

    `weight` orders the lines of a section, the greatest first.
    """

    about: str
    clauses: tuple[Clause, ...]
    weight: Weight = _NO_WEIGHT

    @property
    def reads(self) -> tuple[str, ...]:
        """How the line reads, whatever article its words are taken from."""
        return tuple(
            " ".join(part.words.split()) if isinstance(part, Passage) else part
            for part in self.clauses[0].parts
            if not isinstance(part, Cited)
        )


def line(about: str, *parts: Part, weight: Weight = _NO_WEIGHT) -> Line:
    """A line of one clause."""
    return Line(about, (Clause(parts),), weight)


def passages_of(parts: Iterable[Part]) -> Iterator[Passage]:
    """The passages that parts of a sentence rest on."""
    for part in parts:
        match part:
            case Passage():
                yield part
            case Cited():
                yield from part.passages
            case _:
                pass


def cited(passages: Iterable[Passage]) -> tuple[Part, ...]:
    """The numbers of some passages, the first of them where they are many."""
    several = tuple(dict.fromkeys(passages))
    beyond = len(several) - _CITED
    first = Cited(several[:_CITED])
    return (first, f" and {beyond} more") if beyond > 0 else (first,)


class Drafts:
    """Drafts made into sentences, as far as their words stand; what does not is gathered, once."""

    def __init__(self, stands: Callable[[Passage], bool]) -> None:
        self._stands = stands
        self._gone: dict[str, dict[Passage, None]] = {}

    @property
    def left_out(self) -> tuple[Sentence, ...]:
        """What was left out, each with the passages that no longer stand."""
        return tuple(Sentence(tuple(gone), about) for about, gone in self._gone.items())

    def section(self, heading: str, lines: Sequence[Line], most: int | None) -> Section | None:
        """The weightiest lines of a section; None where none can be shown."""
        distinct = list({one.reads: one for one in reversed(lines)}.values())[::-1]
        ordered = sorted(distinct, key=lambda one: one.weight, reverse=True)
        shown: list[Sentence] = []
        for n, one in enumerate(ordered):
            if most is not None and len(shown) == most:
                return Section(heading, tuple(shown), len(ordered) - n)
            if sentence := self._settled(one):
                shown.append(sentence)
        return Section(heading, tuple(shown)) if shown else None

    def _settled(self, draft: Line) -> Sentence | None:
        parts: list[Part] = []
        for n, clause in enumerate(draft.clauses):
            gone = [passage for passage in passages_of(clause.parts) if not self._stands(passage)]
            about = clause.about or draft.about
            if gone:
                self._gone.setdefault(about, {}).update(dict.fromkeys(gone))
            if gone and n == 0:
                return None
            parts += [clause.instead] if gone else clause.parts
        return Sentence(tuple(parts), draft.about)
