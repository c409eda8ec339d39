"""Which assertion a statement that opposes is against: a scored test whose reasons are told to the reader.

A careful reader goes by who speaks (the one who is told to have done it says no), by whom he names, by what both tell
of, by where it stands, and by how plainly it opposes. None of these decides alone; together they must come to what the
statement's manner needs (`_NEEDED`), and of several assertions of a report it is against the one with most.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from according.comparison.assertions import (
    Assertion,
    assertions,
    is_nested,
    one_side,
    says_the_contrary,
)
from according.comparison.concepts import exclude_one_another
from according.comparison.days import days_between
from according.comparison.disputes import OF_WHAT, Opposed, can_be_disputed, comes_after, disputes_within, name_of
from according.comparison.gestures import NO_PROOF, Gesture, Manner, gestures
from according.comparison.likeness import likeness
from according.comparison.remarks import is_document
from according.comparison.reports import Report
from according.comparison.speakers import SERVING, of_one_voice
from according.comparison.wording import content_words, negated, numbers
from according.model import Actor

# What the evidence must come to, by how a statement opposes; chosen on invented pairs of reports and on the dossiers
# for development.
_NEEDED: dict[Manner, float] = {
    "denies": 0.6,
    "labels": 0.45,
    "points": 0.45,
    "invents": 0.3,
    "doubts": 0.38,
    "contrary": 0.6,
    "own number": 0.5,
    "says no": 0.7,
    "otherwise": 0.65,
    "wins": 0.3,
    "silent": 0.5,
    "no hand": 0.45,
    "leaves open": 0.38,
    "opposite": 0.7,
}
# How much of that must be of the matter itself where it does not only point back at what stands just before it.
_MATTER: dict[Manner, float] = {
    "denies": 0.25,
    "labels": 0.2,
    "points": 0.12,
    "doubts": 0.2,
    "contrary": 0.3,
    "says no": 0.28,
    "otherwise": 0.25,
    "silent": 0.2,
    "no hand": 0.12,
    "leaves open": 0.3,
    "opposite": 0.12,
}
# What each reason adds.
_ACCUSED, _NAMED, _CALLED, _CONTRARY, _UNDONE, _NO_TRACE, _OPPOSITE = 0.35, 0.3, 0.3, 0.2, 0.2, 0.25, 0.3
_A_WORD, _WORDS, _A_NAME, _NAMES, _A_NUMBER = 0.12, 0.36, 0.1, 0.2, 0.15
_SAME_PARAGRAPH, _NEXT_PARAGRAPHS, _ASKED_ABOUT = 0.35, 0.2, 0.1
# A cosine counts above this, so much.
_NEAR_FROM, _NEAR, _FOUND_NOTHING, _OPPOSED = 0.2, 0.5, 0.4, 0.45
# In one report what is opposed stands in the same paragraph or one of the two before it; another is no older than so
# many days, and tells of something so alike.
_BACK, _OLD, _ALIKE = 2, 10, 0.25
# What is counted, planned, or kept in a paper, by the noun that calls it back.
_OF_NUMBER = re.compile(r"figure|number|toll|count|estimate|turnout|statistic|data|result|poll", re.IGNORECASE)
_ASKED = re.compile(r"\b(?:asked|confronted|pressed|questioned)\b.{0,20}\b(?:about|on|with|over|whether)\b", re.IGNORECASE)
_PASSIVE = re.compile(r"\s+(?:\w+\s+){0,2}?(?:was|were|has\s+been|have\s+been|had\s+been|is\s+being|are\s+being)\s+(?!to\b)", re.IGNORECASE)
_ASKING = re.compile(r"(?:whether|if|how|what|who|why|when|where)\b", re.IGNORECASE)
_TITLES = frozenset({"mr", "mrs", "ms", "dr", "president", "minister"})
_CAPITAL = re.compile(r"\b[A-Z][\w’'-]+")


_TOLD_OF, _BOTH_TELL = "it is told of", "both tell of"
_CALLS, _NAMES_IT = "that is what it calls", "is named by it"
Kind = Literal["party", "matter", "place", "no"]


class _Reason(NamedTuple):
    """What speaks for it: of which kind that is, what it adds, the words for it, and how many words both share."""

    kind: Kind
    weight: float
    words: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class _Evidence:
    """All that speaks for it."""

    reasons: tuple[_Reason, ...]

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
        return sum(reason.count for reason in self.reasons)

    @property
    def told(self) -> int:
        """How many of these are telling words."""
        return sum(reason.count for reason in self.reasons if reason.words.startswith(_BOTH_TELL))

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


def rebuttals(by: Report, against: Report, known: Iterable[Opposed] = ()) -> Iterator[Opposed]:
    """What the statements of one report that oppose something are against in another, or in it.

    Args:
        known: what is known to be disputed between the two: a statement that disputes something there is passed over.
    """
    taken = {found.by for found in known}
    there = [gesture for gesture in gestures(by) if gesture.by not in taken]
    if not there or not _may_answer(by, against):
        return
    alike = likeness(*sorted((by, against), key=lambda one: one.order)).total if by.id != against.id else 1.0
    for gesture in there:
        if by.id != against.id and _points(gesture) and gesture.by in _answered_at_home(by):
            continue
        if by.id != against.id and gesture.manner != "invents" and alike < _ALIKE:
            continue
        if (found := _strongest(gesture, against)) is not None:
            yield found


def _points(gesture: Gesture) -> bool:
    """Whether a statement means what was said before, and does not tell it itself ("the claim that he drank")."""
    return gesture.manner in ("points", "no hand") or (gesture.manner == "labels" and not OF_WHAT.match(gesture.matter))


def _answered_at_home(report: Report) -> frozenset[Assertion]:
    """The statements of a report that are against something told in the report itself."""
    return report.once(_at_home)


def _at_home(report: Report) -> frozenset[Assertion]:
    known = {found.by for found in disputes_within(assertions(report).all)}
    return frozenset(known | {one.by for one in gestures(report) if _strongest(one, report) is not None})


def _may_answer(by: Report, against: Report) -> bool:
    """Whether a report may know of another: it is not older, nor much younger."""
    if by.id == against.id:
        return True
    return 0 <= days_between(against.day, by.day) <= _OLD


def _strongest(gesture: Gesture, against: Report) -> Opposed | None:
    """The assertion of a report with most evidence, if that is enough."""
    found = [(evidence, one) for one, evidence in _weighed(gesture, against)]
    if not found:
        return None
    evidence, one = max(found, key=lambda pair: (pair[0].total, -pair[1].row))
    if evidence.total < _NEEDED[gesture.manner]:
        return None
    why = f"{name_of(gesture.by)} {gesture.does}; {evidence.strongest}."
    rival = gesture.manner in ("says no", "otherwise", "contrary", "own number")
    return Opposed(gesture.by, one, gesture.how, why, rival, round(min(1.0, evidence.total), 4))


def _weighed(gesture: Gesture, against: Report) -> Iterator[tuple[Assertion, _Evidence]]:
    for one in assertions(against).all:
        if _may_be_opposed(gesture, one):
            evidence = _Evidence(tuple(_reasons(gesture, one)))
            if _is_conclusive(gesture, one, evidence):
                yield one, evidence


def _may_be_opposed(gesture: Gesture, one: Assertion) -> bool:
    """Whether an assertion stands where a statement may be against it, and is another side's, or laid at its door."""
    by = gesture.by
    if not comes_after(by, one) or is_nested(by, one) or is_document(one.report, one.statement):
        return False
    if by.report.id == one.report.id and by.paragraph - one.paragraph > _BACK:
        return False
    if gesture.manner in ("denies", "doubts") and _is_of_another(by, one):
        return False
    if gesture.manner == "own number":
        return one_side(by, one) is not None and bool(one.counts) and can_be_disputed(one)
    if gesture.manner in ("denies", "labels", "points") and _is_laid_at_a_door(one):
        return not _is_told_by_another(one)
    return can_be_disputed(one) and not _of_one_side(by, one) and not _ASKING.match(one.words)


def _is_of_another(by: Assertion, one: Assertion) -> bool:
    """Whether a statement names somebody else as the one whose words it opposes: "rejected the minister’s claim …"."""
    inner = (each for each in assertions(by.report).all if each.statement.within == by.statement.id)
    named = [each for each in inner if each.asserts and not one_side(by, each) and each.speaker and each.speaker.name[:1].isupper()]
    return any(not one_side(each, one) and not _by_surname(each.speaker, one.speaker) for each in named)


def _is_told_by_another(one: Assertion) -> bool:
    """Whether an assertion stands in another that can be disputed as a whole: "Kestria plans …, the minister said"."""
    around = next((each for each in assertions(one.report).all if each.statement.id == one.statement.within), None)
    return around is not None and can_be_disputed(around) and not one_side(around, one)


def _is_laid_at_a_door(one: Assertion) -> bool:
    """Whether words are somebody's only as a paper or a document has it, so that he may disown them."""
    return any(hop.role == "relay" for hop in one.statement.chain)


def _is_conclusive(gesture: Gesture, one: Assertion, evidence: _Evidence) -> bool:
    """Whether the evidence has what a manner cannot do without."""
    here = gesture.by.report.id == one.report.id
    if gesture.manner == "invents":
        return evidence.has(f"{name_of(one)} is named by it")
    if gesture.manner == "wins":
        return "win" in gesture.by.telling_words(gesture.matter) & one.telling_words(one.words)
    if gesture.manner == "own number":
        return bool(numbers(gesture.matter) - numbers(one.words))
    if gesture.manner in ("silent", "no hand") and not evidence.accused:
        return False
    if gesture.manner == "doubts" and not (here or gesture.noun or evidence.called_or_named):
        return False
    if here and _points(gesture):
        return True
    if evidence.has(f"that is what it calls the {gesture.noun}"):
        return True
    if evidence.matter < _MATTER[gesture.manner]:
        return False
    if gesture.manner == "opposite" and not (evidence.has(_EXCLUDES) and (here or _near(gesture.by, one) >= _OPPOSED)):
        return False
    if gesture.manner in ("otherwise", "opposite"):
        return evidence.accused and evidence.told > 0 and _is_in_quarrel(gesture.by, one) and not _is_done_to(gesture.by, one)
    if gesture.manner == "says no":
        if not (evidence.accused or evidence.called_or_named or evidence.has(_FINDS_NOTHING)):
            return False
        enough = evidence.shared > 1 or evidence.has(_DEED_UNDONE, _FINDS_NOTHING)
        return enough and evidence.has(_SAYS_CONTRARY, _DEED_UNDONE) and not negated(one.words)
    # What only points back is known in another report by the words around it.
    return not _points(gesture) or evidence.told > 0


_SAYS_CONTRARY = "what the one says with a no the other says without"
_EXCLUDES = "the one cannot be where the other is"
_FINDS_NOTHING = "it finds nothing of it"
_DEED_UNDONE = "it says that the deed was not done"


def _reasons(gesture: Gesture, one: Assertion) -> Iterator[_Reason]:
    """All that speaks for it."""
    yield from _parties(gesture.by, one)
    yield from _matter(gesture, one)
    by = gesture.by
    if gesture.noun and _is_called(gesture.noun, one):
        yield _Reason("party", _CALLED, f"that is what it calls the {gesture.noun}")
    if _points(gesture) and _ASKED.search(_told_with(gesture)):
        yield _Reason("place", _ASKED_ABOUT, "that is what was asked about")
    if gesture.manner == "says no" and says_the_contrary(by, by.words, one, one.words):
        yield _Reason("no", _CONTRARY, _SAYS_CONTRARY)
    if by.report.id == one.report.id:
        same = by.paragraph == one.paragraph
        yield _Reason("place", _SAME_PARAGRAPH if same else _NEXT_PARAGRAPHS, "it stands just after it")


def _parties(by: Assertion, one: Assertion) -> Iterator[_Reason]:
    if accused := _accused(by, one):
        yield _Reason("party", _ACCUSED, f"{_TOLD_OF} {accused}")
    elif _is_laid_at_a_door(one) and _of_one_side(by, one):
        yield _Reason("party", _ACCUSED, f"the words are said to be {name_of(one)}’s")
    if _names_the_sayer(by, one):
        yield _Reason("party", _NAMED, f"{name_of(one)} is named by it")


def _matter(gesture: Gesture, one: Assertion) -> Iterator[_Reason]:
    by = gesture.by
    matter = _told_with(gesture)
    shared = (by.telling_words(matter) & one.telling_words(one.words)) - _TITLES
    if shared:
        yield _Reason("matter", min(_WORDS, _A_WORD * len(shared)), f"{_BOTH_TELL} {', '.join(sorted(shared)[:3])}", len(shared))
    if names := _names(by, matter) & _names(one, one.words):
        yield _Reason("matter", min(_NAMES, _A_NAME * len(names)), f"both name {', '.join(sorted(names)[:2])}", len(names))
    if same := numbers(matter) & numbers(one.words):
        yield _Reason("matter", _A_NUMBER, f"both give {min(same):g}", len(same))
    undone = _undoes(by, one)
    if undone:
        yield _Reason("matter", _UNDONE, _DEED_UNDONE)
    opposite = exclude_one_another(by.telling_words(by.words), one.telling_words(one.words))
    if opposite and gesture.manner in ("opposite", "otherwise"):
        yield _Reason("no", _OPPOSITE, _EXCLUDES)
    # What is near without one word in common is only of the same story.
    if (shared or undone or opposite) and (near := _near(by, one)) > _NEAR_FROM:
        if near > _FOUND_NOTHING and gesture.manner == "says no" and NO_PROOF.search(by.words):
            yield _Reason("matter", _NO_TRACE, _FINDS_NOTHING)
        yield _Reason("matter", _NEAR * (near - _NEAR_FROM), f"both mean nearly the same ({near:.2f} of 1)")


def _told_with(gesture: Gesture) -> str:
    """The words that tell what a statement is against: its own, or, if it points back, those before it and around it."""
    if not _points(gesture):
        return gesture.matter
    by = gesture.by
    sentence = by.report.sentence(by.place)
    return f"{_before(by)} {gesture.matter} {by.report.text[by.place.end : sentence.end]}"


def _accused(by: Assertion, one: Assertion) -> str | None:
    """Of whom an assertion tells that is the one who speaks, or for whom he speaks; None where of nobody such."""
    speaker = _introduced(by.speaker, one.report)
    if speaker is None or (one.speaker is not None and _serve_one_state(speaker, one.speaker)):
        return None
    for actor in _told_of(one):
        if actor == one.speaker:
            continue
        if _is_his(speaker, actor):
            return actor.name
    return _called_by_country(speaker, one)


def _called_by_country(speaker: Actor, one: Assertion) -> str | None:
    """Something of the state that somebody serves, by the adjective for it: "a Borvian battery"."""
    if speaker.sector not in SERVING or speaker.country is None:
        return None
    states = (actor for actor in one.report.reading.actors if actor.kind == "country" and actor.country == speaker.country)
    stems = tuple(state.name[:5] for state in states)
    return next((found[0] for found in _CAPITAL.finditer(one.words) if stems and found[0].startswith(stems)), None)


def _is_his(speaker: Actor, actor: Actor) -> bool:
    """Whether somebody speaks for an actor of whom something is told."""
    return _serves(speaker, actor) or (speaker.kind != "unnamed" and of_one_voice(speaker, actor))


def _introduced(actor: Actor | None, report: Report) -> Actor | None:
    """Somebody called by his surname alone, as the other report of the story introduces him."""
    if actor is None or actor.country is not None:
        return actor
    return next((one for one in report.reading.actors if _by_surname(actor, one)), actor)


def _of_one_side(by: Assertion, one: Assertion) -> bool:
    one_state = by.speaker is not None and one.speaker is not None and _serve_one_state(by.speaker, one.speaker)
    return one_state or one_side(by, one) is not None


def _is_in_quarrel(by: Assertion, one: Assertion) -> bool:
    """Whether one accuses the other, speaks for another state, or tells of him himself, not only of his country."""
    if one.statement.act == "accuse" or by.speaker is None:
        return True
    if any(of_one_voice(by.speaker, actor) for actor in _told_of(one) if actor.kind not in ("country", "place")):
        return True
    return one.speaker is not None and one.speaker.sector in SERVING and by.speaker.sector in SERVING


def _is_done_to(by: Assertion, one: Assertion) -> bool:
    """Whether an assertion tells of somebody's side as those to whom it is done, not as those who do it."""
    report = one.report
    events = [event for event in report.reading.events if one.place.holds(event.trigger)]
    doers, others = (
        [actor for event in events for party in parties(event) if (actor := report.actor(party)) and by.speaker and _is_his(by.speaker, actor)]
        for parties in (lambda event: event.actor, lambda event: event.recipient)
    )
    if others or doers:
        return not doers
    his = [actor for actor in _told_of(one) if by.speaker and _is_his(by.speaker, actor)]
    behind = (report.text[span.end : one.place.end] for actor in his for span in actor.mentions if one.place.holds(span))
    return any(_PASSIVE.match(words) for words in behind)


def _told_of(one: Assertion) -> list[Actor]:
    """The actors of whom an assertion's words tell."""
    return [
        actor
        for actor in one.report.reading.actors
        if actor.kind != "place" and any(one.place.holds(mention) for mention in actor.mentions)
    ]


def _serves(speaker: Actor, actor: Actor) -> bool:
    """Whether somebody speaks for the state that an actor is, or that it serves."""
    state = speaker.country is not None and speaker.country == actor.country
    speaks = speaker.sector in SERVING or speaker.kind == "country"
    return state and speaks and (actor.sector is None or actor.sector in SERVING)


def _serve_one_state(one: Actor, other: Actor) -> bool:
    same = one.country is not None and one.country == other.country
    return same and one.sector in SERVING and other.sector in SERVING


def _names_the_sayer(by: Assertion, one: Assertion) -> bool:
    """Whether the sentence of a statement names whoever made the assertion, or the outlet that published it."""
    sentence, source = by.report.sentence(by.place), by.statement.source
    named = [
        actor
        for actor in by.report.reading.actors
        if actor != by.speaker
        and any(sentence.holds(place) and not (source and source.span and source.span.holds(place)) for place in actor.mentions)
    ]
    if _by_its_noun(by, one):
        return True
    sayer, publisher = one.speaker, one.report.reading.article.publisher
    if sayer is not None and any(actor == sayer or of_one_voice(actor, sayer) or _by_surname(actor, sayer) for actor in named):
        return True
    return by.report.id != one.report.id and any(_outlet(actor.name) == _outlet(publisher) for actor in named)


def _by_its_noun(by: Assertion, one: Assertion) -> bool:
    """Whether an unnamed sayer is called what a statement calls him: "the organisers" of "the organisers’ figure"."""
    span = one.statement.source.span if one.statement.source else None
    if span is None or (one.speaker is not None and one.speaker.name[:1].isupper()):
        return False
    called = content_words(re.sub(r"[’']s?(?=\s|$)", "", span.of(one.report.text)))
    return bool(called & content_words(re.sub(r"[’']s?(?=\s|$)", "", by.words)))


def _by_surname(named: Actor | None, sayer: Actor | None) -> bool:
    """Whether a bare surname may be that of a person: enough to know whom a sentence of the same story means."""
    if named is None or sayer is None:
        return False
    return sayer.kind == "person" and " " not in named.name and sayer.name.split()[-1:] == [named.name]


def _outlet(name: str | None) -> str:
    return re.sub(r"^the\s+", "", (name or "").casefold())


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
    found = (re.sub(r"[’']s?$", "", one[0]) for one in _CAPITAL.finditer(words) if one.start() and words[one.start() - 1] == " ")
    return frozenset(name for name in found if name.casefold() not in _TITLES and not (stems and name.startswith(stems)))


def _near(by: Assertion, one: Assertion) -> float:
    """The cosine of what is opposed with an assertion: of what stands inside a denial where that is nearer."""
    inner = [each.id for each in by.report.statements.values() if each.within == by.statement.id]
    vectors = [by.report.vector(number) for number in (by.statement.id, *inner)]
    return round(max(float(vector @ one.report.vector(one.statement.id)) for vector in vectors), 4)


def _undoes(by: Assertion, one: Assertion) -> bool:
    """Whether the one tells as not done what the other tells as done, both of one type."""
    denied = {event.type for event in by.report.reading.events if event.status == "denied" and by.place.holds(event.trigger)}
    return any(
        event.type in denied and event.status != "denied" and one.place.holds(event.trigger)
        for event in one.report.reading.events
    )
