"""What speaks for it that a statement is against an assertion: parties, matter, polarity, place, each weighed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from according.comparison.assertions import Assertion, says_the_contrary
from according.comparison.concepts import exclude_one_another, words_for
from according.comparison.disputes import OF_WHAT, name_of
from according.comparison.gestures import NO_PROOF, Gesture
from according.comparison.sides import CAPITAL, accused_of, names_the_sayer, of_one_side
from according.comparison.wording import numbers

# What each reason adds.
_ACCUSED, _NAMED, _CALLED, _CONTRARY, _UNDONE, _NO_TRACE, _OPPOSITE = 0.35, 0.3, 0.3, 0.2, 0.2, 0.25, 0.3
_A_WORD, _WORDS, _A_NAME, _NAMES, _A_NUMBER = 0.12, 0.36, 0.1, 0.2, 0.15
_SAME_PARAGRAPH, _NEXT_PARAGRAPHS, _ASKED_ABOUT = 0.35, 0.2, 0.1
# A cosine counts above this, so much.
_NEAR_FROM, _NEAR, _FOUND_NOTHING, OPPOSED = 0.2, 0.5, 0.4, 0.45
# What is counted, planned, or kept in a paper, by the noun that calls it back.
_OF_NUMBER = re.compile(r"figure|number|toll|count|estimate|turnout|statistic|data|result|poll", re.IGNORECASE)
_ASKED = re.compile(
    r"\b(?:asked|confronted|pressed|questioned)\b.{0,20}\b(?:about|on|with|over|whether)\b", re.IGNORECASE
)
_TITLES = frozenset({"mr", "mrs", "ms", "dr", "president", "minister"})
_TOLD_OF, _BOTH_TELL = "it is told of", "both tell of"
_CALLS, _NAMES_IT = "that is what it calls", "is named by it"
Kind = Literal["party", "matter", "place", "no"]
SAYS_CONTRARY = "what the one says with a no the other says without"
EXCLUDES = "the one cannot be where the other is"
FINDS_NOTHING = "it finds nothing of it"
DEED_UNDONE = "it says that the deed was not done"


class Reason(NamedTuple):
    """What speaks for it: of which kind that is, what it adds, the words for it, and how many words both share."""

    kind: Kind
    weight: float
    words: str
    words_shared: int = 0


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that speaks for it."""

    reasons: tuple[Reason, ...]

    @property
    def total(self) -> float:
        """The sum of what the reasons add."""
        return sum(reason.weight for reason in self.reasons)

    @property
    def matter(self) -> float:
        """What is shared of the matter itself, whoever speaks and wherever it stands."""
        return sum(reason.weight for reason in self.reasons if reason.kind == "matter")

    @property
    def shared(self) -> int:
        """How many telling words, names and numbers both give."""
        return sum(reason.words_shared for reason in self.reasons)

    @property
    def told(self) -> int:
        """How many of these are telling words."""
        return sum(reason.words_shared for reason in self.reasons if reason.words.startswith(_BOTH_TELL))

    @property
    def accused(self) -> bool:
        """Whether the one who speaks is he of whom it is told, or speaks for him."""
        return any(reason.words.startswith(_TOLD_OF) for reason in self.reasons)

    @property
    def called_or_named(self) -> bool:
        """Whether it names whose words it means, or calls them what they are."""
        return any(reason.words.startswith(_CALLS) or reason.words.endswith(_NAMES_IT) for reason in self.reasons)

    @property
    def strongest(self) -> str:
        """The two that add most, as the rest of a sentence."""
        ordered = sorted(self.reasons, key=lambda one: -one.weight)
        return " and ".join(reason.words for reason in ordered[:2])

    def has(self, *words: str) -> bool:
        """Whether one of some reasons is among them."""
        return any(reason.words in words for reason in self.reasons)


def reasons(gesture: Gesture, one: Assertion) -> Iterator[Reason]:
    """All that speaks for it."""
    yield from _parties(gesture.by, one)
    yield from matter_of(gesture, one)
    by = gesture.by
    if gesture.noun and _is_called(gesture.noun, one):
        yield Reason("party", _CALLED, f"that is what it calls the {gesture.noun}")
    if points(gesture) and _ASKED.search(_told_with(gesture)):
        yield Reason("place", _ASKED_ABOUT, "that is what was asked about")
    if gesture.manner == "says no" and says_the_contrary(by, by.words, one, one.words):
        yield Reason("no", _CONTRARY, SAYS_CONTRARY)
    if by.report.id == one.report.id:
        same = by.paragraph == one.paragraph
        yield Reason("place", _SAME_PARAGRAPH if same else _NEXT_PARAGRAPHS, "it stands just after it")


def _parties(by: Assertion, one: Assertion) -> Iterator[Reason]:
    if accused := accused_of(by, one):
        yield Reason("party", _ACCUSED, f"{_TOLD_OF} {accused}")
    elif is_laid_at_a_door(one) and of_one_side(by, one):
        yield Reason("party", _ACCUSED, f"the words are said to be {name_of(one)}’s")
    if names_the_sayer(by, one):
        yield Reason("party", _NAMED, f"{name_of(one)} is named by it")


def matter_of(gesture: Gesture, one: Assertion) -> Iterator[Reason]:
    """What both share of the matter itself, and what excludes one another in it."""
    by = gesture.by
    matter = _told_with(gesture)
    shared = (by.telling_words(matter) & one.telling_words(one.words)) - _TITLES
    if shared:
        yield Reason(
            "matter",
            min(_WORDS, _A_WORD * len(shared)),
            f"{_BOTH_TELL} {', '.join(words_for(shared, matter)[:3])}",
            len(shared),
        )
    if names := _names(by, matter) & _names(one, one.words):
        yield Reason(
            "matter", min(_NAMES, _A_NAME * len(names)), f"both name {', '.join(sorted(names)[:2])}", len(names)
        )
    if same := numbers(matter) & numbers(one.words):
        yield Reason("matter", _A_NUMBER, f"both give {min(same):g}", len(same))
    undone = _undoes(by, one)
    if undone:
        yield Reason("matter", _UNDONE, DEED_UNDONE)
    opposite = exclude_one_another(by.telling_words(by.words), one.telling_words(one.words))
    if opposite and gesture.manner in ("opposite", "otherwise"):
        yield Reason("no", _OPPOSITE, EXCLUDES)
    # What is near without one word in common is only of the same story.
    if (shared or undone or opposite) and (near := near_to(by, one)) > _NEAR_FROM:
        if near > _FOUND_NOTHING and gesture.manner == "says no" and NO_PROOF.search(by.words):
            yield Reason("matter", _NO_TRACE, FINDS_NOTHING)
        yield Reason("matter", _NEAR * (near - _NEAR_FROM), f"both mean nearly the same ({near:.2f} of 1)")


def _told_with(gesture: Gesture) -> str:
    """The words that tell what a statement is against: its own; if it points back, those around it."""
    if not points(gesture):
        return gesture.matter
    by = gesture.by
    sentence = by.report.sentence(by.place)
    return f"{_before(by)} {gesture.matter} {by.report.text[by.place.end : sentence.end]}"


def points(gesture: Gesture) -> bool:
    """Whether a statement means what was said before, and does not tell it itself ("the claim that he drank")."""
    return gesture.manner in ("points", "no hand") or (gesture.manner == "labels" and not OF_WHAT.match(gesture.matter))


def _is_called(noun: str, one: Assertion) -> bool:
    """Whether what a noun calls back is what an assertion gives: a number, or a paper that its report names."""
    if _OF_NUMBER.fullmatch(noun.removesuffix("s")):
        return bool(one.counts)
    sentence = one.report.sentence(one.place).of(one.report.text).casefold()
    return re.search(rf"\b{re.escape(noun.removesuffix('s'))}s?\b", sentence) is not None


def _before(by: Assertion) -> str:
    """What stands before a statement in its paragraph: by that is known what it points back to."""
    paragraphs = by.report.reading.article.paragraphs
    around = next((span for span in paragraphs if span.holds(by.place)), by.place)
    return by.report.text[around.start : by.place.start]


def _names(of: Assertion, words: str) -> frozenset[str]:
    """The words with a capital that do not begin a sentence, without those for countries: a story is full of them."""
    countries = {
        mention.of(of.report.text)
        for actor in of.report.reading.actors
        if actor.kind == "country"
        for mention in actor.mentions
    }
    stems = tuple(name[:5] for name in countries)
    found = (
        re.sub(r"[’']s?$", "", one[0])
        for one in CAPITAL.finditer(words)
        if one.start() and words[one.start() - 1] == " "
    )
    return frozenset(
        name for name in found if name.casefold() not in _TITLES and not (stems and name.startswith(stems))
    )


def near_to(by: Assertion, one: Assertion) -> float:
    """The cosine of what is opposed with an assertion: of what stands inside a denial where that is nearer."""
    inner = [each.id for each in by.report.statements.values() if each.within == by.statement.id]
    vectors = [by.report.vector(number) for number in (by.statement.id, *inner)]
    return round(max(float(vector @ one.report.vector(one.statement.id)) for vector in vectors), 4)


def _undoes(by: Assertion, one: Assertion) -> bool:
    """Whether the one tells as not done what the other tells as done, both of one type."""
    denied = {
        event.type for event in by.report.reading.events if event.status == "denied" and by.place.holds(event.trigger)
    }
    return any(
        event.type in denied and event.status != "denied" and one.place.holds(event.trigger)
        for event in one.report.reading.events
    )


def is_laid_at_a_door(one: Assertion) -> bool:
    """Whether words are somebody's only as a paper or a document has it, so that he may disown them."""
    return any(hop.role == "relay" for hop in one.statement.chain)
