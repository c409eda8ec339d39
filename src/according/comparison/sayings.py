"""Whether two sentences of two reports are wordings of one saying, and what tells so.

Two things must come together: whose words they are, and how alike the wordings are. The surer the first, the less is
asked of the second. The table `_RULES` was chosen on the dossier that ships; what it finds elsewhere is measured by
`evaluation/quotations.py`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from according.comparison.parts import Part
from according.comparison.reports import Report, Vector
from according.comparison.speakers import publishes, same_speaker, speaks_for, through
from according.comparison.wording import Likeness, content_words, likeness, negated, numbers_agree

# Whose words two statements have: one speaker's; of two, of whom one speaks for the other; the one's report names the
# other's paper in the speaker's place; of one it is not known; they are said to be different people's.
Voices = Literal["one", "for", "relayed", "unknown", "different"]
# Of two different sentences that are both quoted, so much of the shorter must stand in the other: a quotation is not
# what the reporter makes of it, so two that differ more are two sayings.
_BOTH_QUOTED, _QUOTED_WORDS = 0.6, 4
_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|refut(?:e[sd]?|ing))\b", re.I
)
_CONDITION = re.compile(r"\b(?:if|unless|until|in case|as long as|once)\b(?:[^,;.]|[,.](?=\d))*", re.IGNORECASE)
_QUOTE_MARK = re.compile(r"[“”\"«»„]")


@dataclass(frozen=True, eq=False)
class Said:
    """A sentence of what is said, in its report: the one that stands there in a row of all."""

    report: Report
    part: Part
    row: int

    @cached_property
    def words(self) -> str:
        """Its words."""
        return self.part.words(self.report.text)

    @cached_property
    def content(self) -> frozenset[str]:
        """The stems of its words that carry the meaning."""
        return content_words(self.words)

    @cached_property
    def vector(self) -> Vector:
        """Its vector."""
        return self.report.vector(self.part.id)

    @property
    def direct(self) -> bool:
        """Whether it is quoted from its first word to its last."""
        return self.part.statement.form == "direct"

    @cached_property
    def quoted(self) -> bool:
        """Whether any of it stands in quotation marks."""
        return self.direct or bool(_QUOTE_MARK.search(self.words))

    @cached_property
    def says_no(self) -> bool:
        """Whether it denies: by its own words outside a condition, or since it is told as what is denied."""
        cue = " ".join(span.of(self.report.text) for span in self.part.statement.cue.spans)
        return negated(_CONDITION.sub("", self.words)) != bool(_DENIES.search(cue))


@dataclass(frozen=True, slots=True)
class _Rule:
    """The least that two wordings must have in common; the fields are those of `wording.Likeness`.

    `meaning` is the dot product of their vectors.
    """

    voices: tuple[Voices, ...]
    meaning: float = -1.0
    content: float = 0.0
    shared: int = 2
    kept: float = 0.0
    run: int = 0
    words: int = 3
    quoted: bool = False

    def holds(self, like: Likeness, meaning: float, quoted: bool) -> bool:
        return (
            meaning >= self.meaning
            and like.content >= self.content
            and like.shared >= self.shared
            and like.kept >= self.kept
            and like.run >= self.run
            and like.words >= self.words
            and (quoted or not self.quoted)
        )


_RULES = (
    # The same words, or the shorter wording nearly whole inside the other.
    _Rule(("one", "for"), kept=0.8, run=4, words=4),
    _Rule(("one", "for"), kept=0.8, run=4, words=5, meaning=0.7, shared=1),
    _Rule(("one", "for"), content=0.99, shared=3, meaning=0.4),
    # Other words for the same.
    _Rule(("one", "for"), content=0.75, shared=4, kept=0.65),
    _Rule(("one", "for"), content=0.6, shared=3, meaning=0.55, words=5),
    _Rule(("one",), content=0.5, meaning=0.65, words=5),
    _Rule(("one",), content=0.45, shared=4, meaning=0.7),
    # Words taken over from a report, with its paper in the place of the one who said them.
    _Rule(("relayed",), content=0.65, kept=0.7, words=4),
    # Nobody says so many words twice by chance: one quotation, whoever is named.
    _Rule(("unknown",), content=0.75, shared=3, kept=0.85, words=6),
    _Rule(("unknown",), content=0.75, shared=3, meaning=0.8, words=6),
    _Rule(("different",), shared=4, kept=0.8, run=8, quoted=True),
)


@dataclass(frozen=True, slots=True)
class Match:
    """Two wordings of one saying: how sure that is (0 to 1), and why."""

    weight: float
    why: str


@dataclass(frozen=True, slots=True, eq=False)
class Sayings:
    """All sentences of what is said in a report, by their ids, and which of them have a word that carries meaning."""

    all: dict[str, Said]
    having: dict[str, list[Said]]


def said_in(report: Report) -> Sayings:
    """What is said in a report; gone through once for each report in memory."""
    return report.once(_sayings)


def _sayings(report: Report) -> Sayings:
    every = {number: Said(report, part, row) for row, (number, part) in enumerate(report.parts.items())}
    having: dict[str, list[Said]] = {}
    for one in every.values():
        for word in one.content:
            having.setdefault(word, []).append(one)
    return Sayings(every, having)


def matches(one: Said, report: Report) -> Iterator[tuple[Said, Match]]:
    """What is said in a report that is a wording of one saying with a sentence, in the order of the report."""
    having = said_in(report).having
    shared = Counter(other for word in one.content for other in having.get(word, ()))
    for other in sorted(shared, key=lambda other: other.row):
        if found := _match(one, other, shared[other]):
            yield other, found


def _match(one: Said, other: Said, shared: int) -> Match | None:
    """Why two sentences that share so many telling words are wordings of one saying; None where nothing tells it."""
    meaning, quoted = float(one.vector @ other.vector), one.quoted or other.quoted
    # Most pairs end here, and so are not aligned.
    if not any(shared >= rule.shared and meaning >= rule.meaning for rule in _RULES):
        return None
    like = likeness(one.words, other.words)
    if _contradict(one, other) or _quoted_apart(one, other, like):
        return None
    held = [rule for rule in _RULES if rule.holds(like, meaning, quoted)]
    if not held:
        return None
    voices, why = _voices(one, other)
    if not any(voices in rule.voices for rule in held):
        return None
    weight = 1.0 if like.same else round(min(1.0, max(meaning, like.kept)), 3)
    return Match(weight, f"{why} {_alike(like)}")


def _quoted_apart(one: Said, other: Said, like: Likeness) -> bool:
    return one.direct and other.direct and (like.kept < _BOTH_QUOTED or like.words < _QUOTED_WORDS)


def _contradict(one: Said, other: Said) -> bool:
    return one.says_no != other.says_no or not numbers_agree(one.words, other.words)


def _voices(one: Said, other: Said) -> tuple[Voices, str]:
    ends = (one.report, one.part.statement, other.report, other.part.statement)
    if reason := same_speaker(*ends):
        return "one", reason.sentence
    if reason := speaks_for(*ends):
        return "for", reason.sentence
    if name := next(_relays(one, other), None):
        return "relayed", f"One report has it from {name}."
    if one.report.speaker(one.part.statement) is None or other.report.speaker(other.part.statement) is None:
        return "unknown", "One report does not say whose words these are."
    return "different", "The reports name different speakers, but one quotes the other's words."


def _relays(one: Said, other: Said) -> Iterator[str]:
    """The paper that published one of the two and stands, in the other, in the speaker's place or before him."""
    for here, there in ((one, other), (other, one)):
        speaker = here.report.speaker(here.part.statement)
        if speaker is None or speaker.kind in ("unnamed", "organisation", "group"):
            if speaker and publishes(speaker.name, there.report):
                yield speaker.name
            elif hop := through(here.report, here.part.statement, there.report):
                yield hop.name


def _alike(like: Likeness) -> str:
    if like.same:
        return "The words are the same."
    if like.kept >= 0.8:
        return f"{like.run} words in a row are the same."
    return f"{like.shared} telling words are the same."
