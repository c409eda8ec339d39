"""What a report has somebody assert, and whether two assertions are of one proposition."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from according.comparison.concepts import concept
from according.comparison.counts import Count, counts
from according.comparison.remarks import REBUTTAL, SILENT, TERMS, UNPROVEN
from according.comparison.reports import Report, Vector
from according.comparison.sameness import Reason
from according.comparison.speakers import same_speaker, speaks_for
from according.comparison.tellings import is_press, telling
from according.comparison.wording import by_polarity, content_words, likeness, negated, numbers_agree
from according.model import Actor, Span, Statement

# How near in meaning two wordings of one speaker must be, and of two whose speakers are not known to be one, and two
# accusations of one speaker; chosen on the dossier's claims. Below the first a pair is not looked at.
LOOKED_AT, ONE_SPEAKER, ANY_SPEAKER, ACCUSED = 0.3, 0.55, 0.62, 0.42
# How near with so many telling words shared, for one speaker.
_ALIKE = 0.48
# Or how many telling words they must share, and what part of those of the shorter wording.
SHARED, PART = 2, 0.75
# A number from here on that is not round is given twice for one thing only.
_TELLING_NUMBER = 20
_SENTENCE_END = re.compile(r"(?<=[.!?…])[”\"’]?\s+(?=[“\"‘A-Z])| … |,\s+(?=not\b(?!\s+(?:the\s+)?\d))")
_TELLING_ACTS = frozenset({"assert", "accuse", "assess", "deny"})
_BINDING_ACTS = frozenset({"commit", "threaten"})
_SAYING_AGAIN = re.compile(r"\b(?:reiterat|repeat|maintain|insist|reaffirm|again)\w*", re.IGNORECASE)
_UNIT = re.compile(r"[^\s“”\"‘(]+")
_DENYING = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|refut(?:e[sd]?|ing)|rebut(?:s|ted)?|dismiss(?:es|ed|ing)?|"
    r"disput(?:e[sd]?|ing)|contradict(?:s|ed|ing)?|repudiat(?:e[sd]?|ing)|disavow(?:s|ed)?|"
    r"(?:br(?:ush|ushed|ushes)|wav(?:e[sd]?|ing)|laugh(?:ed|s)?|shrug(?:ged|s)?) (?:off|aside|away)|scoff(?:ed|s)? at|"
    r"ridicul(?:e[sd]?|ing)|scotch(?:ed|es)?|debunk(?:ed|s)?|quash(?:ed|es)?|"
    r"(?:pour(?:ed|s)|threw) (?:cold water|scorn))\b",
    re.IGNORECASE,
)
# "Denied bail", "rejected the request": what is asked for is refused; nothing is said not to be so.
_REFUSED = re.compile(
    r"^(?:(?:the|a|an|any|all|his|her|their|its|him|them|us|such|this|that|another|further|\w+[’']s)\s+)*"
    r"(?:[\w-]+\s+)?"
    r"(?:bail|parole|entry|access|visas?|permission|permits?|licen[cs]es?|asylum|requests?|applications?|appeals?|motions?|"
    r"petitions?|pleas?|treatment|medical\s+care|medicine|food|water|passage|rights?|promotion|credits?|loans?|admission|"
    r"offers?|proposals?|demands?|calls?|invitations?|ultimatums?|bills?|resignations?|candidates?|candidac\w+|budget|"
    r"amendments?|terms|truce|cease-?fire|minister|ministers|chief|commander|director|officers?|staff)\b",
    re.IGNORECASE,
)
_POINTING_BACK = re.compile(
    rf"^(?:it|this|that|these|those|them|(?:(?:the|this|that|these|those|such|all|any|both|further)\s+)+(?:[\w’']+\s+)?{TERMS})"
    r"(?:\s+(?:all|altogether|entirely|outright|flatly|completely|as\b.*|on\b.*))?\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, eq=False)
class Assertion:
    """A statement as an assertion: its words, who says so, and where it stands in its report."""

    report: Report
    statement: Statement
    row: int

    @cached_property
    def words(self) -> str:
        """The content's words."""
        return self.report.words(self.statement)

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """The sentences of the content, since a quotation may both deny and say more."""
        return tuple(part for part in _SENTENCE_END.split(self.words) if content_words(part))

    @cached_property
    def place(self) -> Span:
        """From the content's first word to its last."""
        return self.report.place_of(self.statement)

    @cached_property
    def paragraph(self) -> int:
        """The number of the paragraph that it begins in."""
        starts = [span.start for span in self.report.reading.article.paragraphs]
        return bisect_right(starts, self.place.start)

    @cached_property
    def speaker(self) -> Actor | None:
        """Whose words they are."""
        return self.report.speaker(self.statement)

    @cached_property
    def cue(self) -> str:
        """The words of saying."""
        return " ".join(span.of(self.report.text) for span in self.statement.cue.spans)

    @cached_property
    def lead(self) -> str:
        """The writer's words before the content, back to what else is said in its paragraph or to its beginning."""
        place = self.place
        paragraph = next((one for one in self.report.reading.article.paragraphs if one.holds(place)), place)
        ends = [self.report.place_of(one).end for one in self.report.statements.values()]
        start = max((end for end in ends if paragraph.start < end <= place.start), default=paragraph.start)
        return self.report.text[min(start, place.start) : place.start]

    @cached_property
    def counts(self) -> tuple[Count, ...]:
        """What it counts."""
        groups = [actor for actor in self.report.reading.actors if actor.kind == "group"]
        mentions = [span.of(self.report.text) for actor in groups for span in actor.mentions if self.place.holds(span)]
        return counts(self.words, mentions)

    @cached_property
    def of_press(self) -> bool:
        """Whether a paper or an agency is named as the one who says so."""
        return is_press(telling(self.report, self.statement))

    @cached_property
    def looks_back(self) -> bool:
        """Whether it tells of a saying of earlier days that is not said again."""
        return telling(self.report, self.statement).looks_back and not _SAYING_AGAIN.search(self.cue)

    @cached_property
    def asserts(self) -> bool:
        """Whether it tells how things are, binds nobody, hangs on no condition, and says more than "it"."""
        telling_act = self.statement.act in _TELLING_ACTS and self.statement.condition is None
        says_something = bool(content_words(self.words)) and not points_back(self.words)
        return telling_act and says_something and not self.keeps_silent and not negated(self.cue)

    @cached_property
    def denies(self) -> bool:
        """Whether its words of saying tell that it is denied, not asserted: "rejected the report that …"."""
        return bool(_DENYING.search(self.cue)) and not self.refuses

    @cached_property
    def refuses(self) -> bool:
        """Whether what somebody asks for is turned down, or somebody dismissed: "denied bail"."""
        return bool(_DENYING.search(self.cue)) and bool(_REFUSED.match(self.words))

    @cached_property
    def keeps_silent(self) -> bool:
        """Whether it is a refusal to say anything: "would neither confirm nor deny that …"."""
        return bool(SILENT.search(f"{self.cue} {self.words}"))

    @cached_property
    def tells(self) -> bool:
        """Whether it can word an assertion that others make: a past pledge may be told as a fact, a request never."""
        return self.asserts or (self.statement.act in _BINDING_ACTS and self.statement.condition is None)

    def telling_words(self, part: str) -> frozenset[str]:
        """What the words of a part of it stand for that carry meaning and are no names."""
        if part not in self._told:
            kept = (word for word in _UNIT.findall(part) if word[:1].islower() or not self._names(word))
            stems = (one for one in content_words(" ".join(kept)) if not one[:1].isdigit())
            self._told[part] = frozenset(map(concept, stems))
        return self._told[part]

    @cached_property
    def _told(self) -> dict[str, frozenset[str]]:
        return {}

    def _names(self, word: str) -> bool:
        folded = re.sub(r"\W+$|['’]s\b.*$", "", word.casefold())
        return folded in self._name_words

    @cached_property
    def _name_words(self) -> frozenset[str]:
        names = (actor.name for actor in self.report.reading.actors if actor.kind != "unnamed")
        mentions = (span.of(self.report.text) for actor in self.report.reading.actors for span in actor.mentions)
        return frozenset(word for name in (*names, *mentions) for word in re.findall(r"\w+", name.casefold()))


@dataclass(frozen=True, slots=True, eq=False)
class Assertions:
    """All of a report's, in the order of its statements, and their vectors as rows of one matrix."""

    all: tuple[Assertion, ...]
    vectors: Vector


def assertions(report: Report) -> Assertions:
    """Prepare a report's statements; done once for each report in memory."""
    return report.once(_prepared)


def _prepared(report: Report) -> Assertions:
    statements = list(report.statements.values())
    vectors = [report.vector(statement.id) for statement in statements]
    matrix = np.stack(vectors) if vectors else np.zeros((0, 1), np.float32)
    prepared = tuple(Assertion(report, statement, row) for row, statement in enumerate(statements))
    return Assertions(prepared, matrix.astype(np.float32))


def nearness(one: Assertions, other: Assertions) -> Vector:
    """The cosine of every statement of one report with every one of another, to four places.

    Further places depend on how many statements are multiplied at a time.
    """
    if not one.all or not other.all:
        return np.zeros((len(one.all), len(other.all)), np.float32)
    product: Vector = np.round(one.vectors @ other.vectors.T, 4)
    return product


def one_side(one: Assertion, other: Assertion) -> Reason | None:
    """Why two assertions are of one speaker, or of one who speaks for the other."""
    pair = (one.report, one.statement, other.report, other.statement)
    return same_speaker(*pair) or speaks_for(*pair) or _called_alike(one, other) or _called_alike(other, one)


def shared_words(one: Assertion, part: str, other: Assertion, other_part: str) -> tuple[int, float]:
    """How many telling words two parts share, and what part that is of those of the one that has fewer."""
    ours, theirs = one.telling_words(part), other.telling_words(other_part)
    shared = len(ours & theirs)
    return shared, shared / (min(len(ours), len(theirs)) or 1)


def says_the_contrary(one: Assertion, part: str, other: Assertion, other_part: str) -> bool:
    """Whether a clause that says no shares a telling word with one of the other that does not."""
    (no, yes), (their_no, their_yes) = by_polarity(part), by_polarity(other_part)
    pairs = ((no, their_yes), (yes, their_no))
    return any(ours and theirs and shared_words(one, ours, other, theirs)[0] for ours, theirs in pairs)


def one_proposition(one: Assertion, other: Assertion, near: float) -> str | None:
    """Why two assertions assert the same thing, in a sentence; None where they do not, or nothing tells.

    Args:
        one, other: in any order.
        near: the cosine of their vectors.
    """
    if not (one.tells and other.tells and (one.asserts or other.asserts)):
        return None
    if is_nested(one, other):
        return "One tells it from the other." if one.words == other.words else None
    if one.denies != other.denies:
        return None
    # One report may give a figure and round it.
    if one.report.id != other.report.id and not numbers_agree(one.words, other.words):
        return None
    shared, part = max(_agreeing(one, other), default=(-1, 0.0))
    one_number = _give_one_number(one, other)
    if not one_number and (shared < 0 or (near < ACCUSED and shared <= SHARED)):
        return None
    if side := one_side(one, other):
        enough = one_number or _enough_of_one_side(one, other, near, shared, part)
        return f"Both say nearly the same ({near:.2f} of 1). {side.sentence}" if enough else None
    if not one.asserts or not other.asserts or _both_named(one, other):
        return "Both have the same words." if _same_words(one, other) else None
    return f"Both say nearly the same ({near:.2f} of 1)." if near >= ANY_SPEAKER and shared >= SHARED else None


def _enough_of_one_side(one: Assertion, other: Assertion, near: float, shared: int, part: float) -> bool:
    """Whether what one side says twice is one thing: near, or less near the more telling words are shared."""
    accusing = one.statement.act == other.statement.act == "accuse"
    return (
        (near >= ONE_SPEAKER and shared >= 1)
        or (near >= _ALIKE and shared >= SHARED)
        or (near >= ACCUSED and (accusing or part >= PART))
        or (shared > SHARED and part >= PART)
    )


def _give_one_number(one: Assertion, other: Assertion) -> bool:
    """Whether both give a number that is not given by chance: "312 were on board", "the figure of 312"."""
    ours, theirs = ({count.number for count in each.counts} for each in (one, other))
    return any(number >= _TELLING_NUMBER and number % 10 for number in ours & theirs)


def points_back(words: str) -> bool:
    """Whether words mean something said before, and say nothing themselves: "it", "that report"."""
    if _POINTING_BACK.match(words) or REBUTTAL.match(words):
        return True
    unproven = UNPROVEN.match(words)
    return unproven is not None and not content_words(words[unproven.end() :])


def _agreeing(one: Assertion, other: Assertion) -> list[tuple[int, float]]:
    """What the parts of two assertions share that have the same polarity."""
    return [
        shared_words(one, part, other, theirs)
        for part in one.parts
        for theirs in other.parts
        if negated(part) == negated(theirs)
    ]


def _same_words(one: Assertion, other: Assertion) -> bool:
    shared = likeness(one.words, other.words)
    return bool(shared.same and shared.words > SHARED)


def _called_alike(one: Assertion, other: Assertion) -> Reason | None:
    """Where the words for one source hold the other's name: "the opposition Green League" and the Green League."""
    source, speaker = one.statement.source, other.speaker
    if source is None or source.span is None or speaker is None or speaker.kind not in ("organisation", "group"):
        return None
    called = source.span.of(one.report.text)
    if speaker.name[:1].isupper() and " " in speaker.name and called.endswith(speaker.name):
        return Reason(f"Both are called {speaker.name}.", ("name",))
    return None


def _both_named(one: Assertion, other: Assertion) -> bool:
    return all(
        each.speaker is not None and each.speaker.kind != "unnamed" and not each.of_press for each in (one, other)
    )


def is_nested(one: Assertion, other: Assertion) -> bool:
    """Whether one stands inside the other, as what somebody reports of somebody's saying."""
    return one.report.id == other.report.id and one.place.meets(other.place)
