"""Quotations: one saying in all its wordings, what changed in each, and from whom it was taken."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from according.comparison.bonds import Bond
from according.comparison.groups import Group
from according.comparison.hedges import certainty_of, hardens, harder, travelled
from according.comparison.keys import NAMED, QUOTED
from according.comparison.kinds import Kind
from according.comparison.origins import origins
from according.comparison.reports import Report
from according.comparison.sayings import Said, matches, said_in
from according.comparison.speakers import publishes
from according.comparison.tellings import tellings
from according.comparison.ties import Tie, tie_of
from according.comparison.wording import align, content_words, likeness, tokens
from according.findings import Change, Edit, Origins, Quotation, Via, Wording
from according.model import Actor, Band, Span

# A wording that has less than this share of the reference's words, and of its telling words, is truncated.
_TRUNCATED = 2 / 3
_SLIGHT = 2
# Wordings nearly as long as the longest are as full as it, and the one published first of them is the reference; what
# reporters make of a saying differs more in length than quotations of it do.
_AS_FULL_QUOTED, _AS_FULL_TOLD = 0.85, 0.7
_RECALLS = re.compile(
    r"\b(?:I|we) (?:(?:have|had|already|always) )*(?:said|told|promised|warned|announced)\b", re.IGNORECASE
)
# By which a text says that its quotations are not in the voice's own words.
_TRANSLATED = re.compile(
    r"\btranslation (?:is|was|by|are)\b|\btranslated (?:from|by)\b|\bspoke in [A-Z]", re.IGNORECASE
)
# A sentence that has one of these is not told without a condition, whatever stands in it.
_CONDITIONAL = re.compile(
    r"\b(?:if|unless|until|provided|condition(?:s|al|ally|ed)?|as long as|depend(?:s|ed|ing)? on|in case|once|should"
    r"|only when)\b",
    re.IGNORECASE,
)
# Within so many characters before that sentence the speaker is named.
_JUST_BEFORE = 300


def bonds(earlier: Report, later: Report) -> Iterator[Bond]:
    """What is said in both reports (or twice in one) in wordings of one saying."""
    for one in said_in(earlier).all.values():
        for other, found in matches(one, later):
            # Within one report each two are one pair, and none goes with itself.
            if earlier.id != later.id or one.row < other.row:
                left, right = one.report.thing(one.part.id), other.report.thing(other.part.id)
                yield Bond("saying", left, right, found.weight, found.why)


def build(group: Group) -> Quotation | None:
    """The saying of a group of sentences; None where it stands in one article only."""
    said = sorted((said_in(group.report(thing)).all[thing.id] for thing in group.members), key=_order)
    if len({one.report.id for one in said}) < 2:
        return None
    ties = _ties(said)
    translated = {one.part.id for one in said if _translated(one, ties[one.part.id])}
    reference = _fullest(said, translated)
    first_day, last_day = group.days
    speaker = next((actor for one in (reference, *said) if (actor := one.report.speaker(one.part.statement))), None)
    dated = next((one for one in (reference, *said) if one.part.statement.said_on), None)
    found = origins({one.part.statement.id: (one.report, one.part.statement) for one in said}.values())
    reasons = _reasons(found)
    return Quotation(
        id=group.id,
        kind="quotation",
        speaker=speaker.name if speaker and speaker.kind != "unnamed" else None,
        said_on=dated.part.statement.said_on if dated else None,
        reference=reference.part.statement.id,
        wordings=tuple(
            _wording(
                one, reference, translated, _source(one, ties[one.part.id], said), reasons.get(one.part.statement.id)
            )
            for one in said
        ),
        journey=travelled([(one.report, one.part.statement, one.part.place) for one in said]),
        origins=found,
        first_day=first_day,
        last_day=last_day,
    )


def _order(said: Said) -> tuple[tuple[str, str], Span]:
    return said.report.order, said.part.place


def _reasons(found: Origins) -> dict[str | None, str]:
    """Why each statement goes back to its voice, or why that cannot be told, as its origins have it."""
    tied = {report.passage.statement: report.why for voice in found.voices for report in voice.reports}
    return tied | {one.passage.statement: one.why for one in found.cannot_tell}


def _ties(said: Sequence[Said]) -> Mapping[str, Tie | None]:
    """What ties each sentence to where it is from, by its id; None for what only frames another's statement."""
    told = tellings({one.part.statement.id: (one.report, one.part.statement) for one in said}.values())
    by_statement = {telling.statement.id: tie_of(telling, told) for telling in told}
    return {one.part.id: by_statement.get(one.part.statement.id) for one in said}


# The reference


def _fullest(said: Sequence[Said], translated: set[str]) -> Said:
    """The speaker's own words before what others make of them, then the fullest, then the first published."""
    own = [one for one in said if one.direct and one.part.id not in translated and not _recalls(one)]
    quoted = own or [one for one in said if one.direct] or said
    share = _AS_FULL_QUOTED if quoted[0].direct else _AS_FULL_TOLD
    longest = max(len(tokens(one.words)) for one in quoted)
    return next(one for one in quoted if len(tokens(one.words)) >= share * longest)


def _recalls(said: Said) -> bool:
    """Whether it tells what was said before, inside what is said now: "We said that …"."""
    return bool(_RECALLS.search(said.words))


def _translated(said: Said, tie: Tie | None) -> bool:
    """Whether the report says that these words are a translation, or has them from one that says so."""
    if not said.quoted:
        return False
    if _says_translated(said.report, said.report.speaker(said.part.statement)):
        return True
    source = tie.on if tie else None
    return source is not None and said.words in source.report.text and _says_translated(source.report, source.speaker)


def _says_translated(report: Report, speaker: Actor | None) -> bool:
    """Whether a report says, where it has just named a speaker, that it translates."""
    for found in _TRANSLATED.finditer(report.text):
        sentence = report.sentence(Span(*found.span()))
        around = Span(max(0, sentence.start - _JUST_BEFORE), sentence.end)
        if speaker and any(around.meets(mention) for mention in speaker.mentions):
            return True
    return False


# What changed


def _wording(said: Said, reference: Said, translated: set[str], source: str | None, reason: str | None) -> Wording:
    statement, report = said.part.statement, said.report
    return Wording(
        passage=report.passage(said.part.place, statement=statement.id),
        chain=tuple(Via(hop.name, hop.role) for hop in statement.chain),
        change=tuple(_changes(said, reference, said.part.id in translated)),
        edits=align(reference.words, said.words),
        band=_band(said),
        source=source,
        why=_why(said, reference, reason),
    )


def _source(said: Said, tie: Tie | None, among: Sequence[Said]) -> str | None:
    """The statement from which a wording was taken: that of a relay, of an original, or of the speaker's own report."""
    if tie and tie.on and tie.kind != "named occasion":
        return tie.on.statement.id
    speaker = said.report.speaker(said.part.statement)
    if speaker is None or publishes(speaker.name, said.report):
        return None
    own = (one for one in among if one.report.order < said.report.order and publishes(speaker.name, one.report))
    return next((one.part.statement.id for one in own), None)


def _why(said: Said, reference: Said, reason: str | None) -> str:
    if said.part.id == reference.part.id:
        return "The fullest wording, against which the others are held."
    return reason or "The report names the voice only inside another statement."


def _changes(said: Said, reference: Said, translated: bool) -> Iterator[Change]:
    if likeness(reference.words, said.words).same:
        yield "exact"
        return
    if _is_truncated(said.words, reference.words):
        yield "truncated"
    if is_reworded(said.words, reference.words):
        yield "reworded"
    if translated:
        yield "translated"
    if _bound(reference) and not _may_be_bound(said):
        yield "condition lost"
    was, now = _band(reference), _band(said)
    if hardens(was, now, said.words, said.part.statement):
        yield "hedge lost"
    elif harder(now, was):
        yield "hedge gained"


def _band(said: Said) -> Band | None:
    certainty = certainty_of(said.part.statement, said.part.place)
    return certainty.band if certainty else None


def _is_truncated(words: str, reference: str) -> bool:
    edits = align(reference, words)
    if all(edit.change in ("same", "left out") for edit in edits):
        return any(edit.change == "left out" and not _slight(edit, edits) for edit in edits)
    telling = content_words(reference)
    kept = len(telling & content_words(words)) / (len(telling) or 1)
    return kept < _TRUNCATED and len(tokens(words)) < _TRUNCATED * len(tokens(reference))


def is_reworded(words: str, reference: str) -> bool:
    """Whether a wording has other words than the reference, not just fewer."""
    edits = align(reference, words)
    return any(edit.change in ("replaced", "added") or _slight(edit, edits) for edit in edits)


def _slight(edit: Edit, edits: Sequence[Edit]) -> bool:
    """Whether a word or two are left out in the midst of a wording: the phrase is another, not a shorter one."""
    inside = edit is not edits[0] and edit is not edits[-1]
    return edit.change == "left out" and inside and len(tokens(edit.was)) <= _SLIGHT


def _bound(said: Said) -> bool:
    """Whether it was read as bound to a condition."""
    condition = said.part.statement.condition
    return condition is not None and said.part.place.meets(condition.span)


def _may_be_bound(said: Said) -> bool:
    """Whether it is, or its sentence has words of a condition beside it: then none is held to be lost."""
    return _bound(said) or bool(_CONDITIONAL.search(said.report.sentence(said.part.place).of(said.report.text)))


QUOTATIONS = Kind(name="quotation", families=(NAMED, QUOTED), joins="saying", bonds=bonds, build=build)
