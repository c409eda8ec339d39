"""A dossier's truth, and which of our statements stand for which of its.

A statement of ours stands for one of the truth where, on the same page, at least half of the characters of one of the
two contents are the other's too. Several may stand for one, where one saying was read as two.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from according.comparison.comparison import Comparison
from according.findings import Passage
from according.intake import add
from according.model import Reading, Refusal, Span, Statement
from according.page.archive import Archive
from according.page.fetch import Fetcher
from according.page.places import open_places
from according.reading.declared import read_actor_file
from according.record.record import Record
from according.workers import Readers

OWN = Path(__file__).parents[1] / "src" / "according" / "dossier"
SECOND = Path(__file__).parent / "second_dossier"
Item = dict[str, Any]


def read_dossier(folder: Path, record: Path) -> None:
    """Read a dossier's pages into a new record, as a user would who declares its actors, and compare them.

    Raises:
        SystemExit: a page was set aside.
    """
    with Record.open(record) as kept, Readers(actors=read_actor_file(folder / "actors.yaml")) as readers:
        pages = open_places([str(folder / "pages")], Fetcher())
        for outcome in add(pages, readers, kept, Archive(record.with_suffix(".archive"))):
            if isinstance(outcome, Refusal):
                raise SystemExit(f"{outcome.place} was set aside: {outcome.reason}")
        Comparison(kept).catch_up()


class Truth:
    """What was planted in the pages of a dossier, by the ids of its `truth.json`.

    Args:
        folder: a dossier in the form of `src/according/dossier/SCHEMA.md`.
        readings: our readings of its pages.
    """

    def __init__(self, folder: Path, readings: Iterable[Reading]) -> None:
        self.lists: dict[str, list[Item]] = json.loads((folder / "truth.json").read_text("utf-8"))
        files = {Path(page["file"]).name: page["id"] for page in self.lists["pages"]}
        self.readings = {files[Path(reading.article.place).name]: reading for reading in readings}
        self.page_of = {reading.article.id: page for page, reading in self.readings.items()}
        self.statement = {item["id"]: item for item in self.lists["statements"]}
        self._ours: dict[str, set[str]] = defaultdict(set)
        self._theirs: dict[str, set[str]] = defaultdict(set)
        for item in self.lists["statements"]:
            self._align(item)

    def _align(self, item: Item) -> None:
        reading = self.readings.get(item["page"])
        if reading is None:
            return
        wanted = [span for words in _listed(item["content"]) for span in places(reading.article.text, words)]
        for ours in reading.statements:
            if _same(wanted, ours.content.spans):
                self._ours[item["id"]].add(ours.id)
                self._theirs[ours.id].add(item["id"])

    def ours(self, number: str) -> set[str]:
        """The ids of our statements that stand for a statement of the truth."""
        return self._ours[number]

    def theirs(self, number: str) -> set[str]:
        """The ids of the truth's statements that one of ours stands for."""
        return self._theirs[number]

    def read(self, numbers: Iterable[str]) -> set[str]:
        """Those of the truth's statements that were read at all: none of the others can be in any finding."""
        return {number for number in numbers if self._ours[number]}

    def shows(self, passage: Passage, page: str, words: str) -> bool:
        """Whether a passage of ours has words of the truth, half of the shorter at least."""
        if self.page_of.get(passage.article) != page:
            return False
        return _same(places(self.readings[page].article.text, words), (passage.span,))

    def our_statement(self, number: str) -> Statement:
        """A statement of ours by its id."""
        return next(one for reading in self.readings.values() for one in reading.statements if one.id == number)


def places(text: str, words: str) -> list[Span]:
    """Where words stand in a text, whatever white space is between them."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    return [Span(*match.span()) for match in re.finditer(pattern, text)] if pattern else []


def _listed(words: str | list[str]) -> list[str]:
    return [words] if isinstance(words, str) else words


def _same(wanted: Sequence[Span], given: Sequence[Span]) -> bool:
    here = {n for span in wanted for n in range(*span)}
    there = {n for span in given for n in range(*span)}
    return bool(here) and bool(there) and len(here & there) * 2 >= min(len(here), len(there))


@dataclass(slots=True)
class Score:
    """Findings of one kind held against the truth's items, each finding against the item it shares most members with.

    Attributes:
        wanted, given: how many items the truth has, and how many findings there are.
        found: how many items have a finding of their own that has at least half of their members.
        whole: how many of these have exactly the members that were read.
        members: wanted, given and right members, over all items that are found.
        lines: a line for each item missed, each found in part, and each finding that is extra.
    """

    wanted: int = 0
    given: int = 0
    found: int = 0
    whole: int = 0
    members: list[int] = field(default_factory=lambda: [0, 0, 0])
    lines: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        precision, recall = self.found / (self.given or 1), self.found / (self.wanted or 1)
        f1 = 2 * precision * recall / (precision + recall or 1)
        wanted, given, right = self.members
        return (
            f"precision {precision:.2f}  recall {recall:.2f}  f1 {f1:.2f}  "
            f"({self.found} of {self.wanted} items, {self.given} found); "
            f"members right {right} of {wanted} wanted, {given} given; whole {self.whole}"
        )


def score(items: dict[str, set[str]], findings: dict[str, set[str]], names: dict[str, str] | None = None) -> Score:
    """Hold findings against items by the members that they share, the best pairs first.

    Args:
        items: members (the truth's ids) of each item of the truth.
        findings: members of each finding, in the truth's ids; what stands for nothing in the truth under an id of ours.
        names: a word on each item and finding, for the lines.
    """
    names, result = names or {}, Score(len(items), len(findings))
    pairs = sorted(
        ((len(wanted & given), item, number) for item, wanted in items.items() for number, given in findings.items()),
        key=lambda pair: (-pair[0], pair[1], pair[2]),
    )
    taken: dict[str, str] = {}
    for shared, item, number in pairs:
        if shared * 2 >= len(items[item]) and shared and item not in taken and number not in taken.values():
            taken[item] = number
    for item, wanted in sorted(items.items()):
        if item not in taken:
            result.lines.append(f"missed {item}: {names.get(item, '')} {sorted(wanted)}")
            continue
        given = findings[taken[item]]
        result.found += 1
        result.whole += given == wanted
        result.members = [
            a + b for a, b in zip(result.members, (len(wanted), len(given), len(wanted & given)), strict=True)
        ]
        if given != wanted:
            result.lines.append(
                f"in part {item}: {names.get(item, '')} "
                f"without {sorted(wanted - given)}, beyond {sorted(given - wanted)}"
            )
    result.lines += [
        f"extra {number}: {names.get(number, '')}" for number in sorted(findings) if number not in taken.values()
    ]
    return result
