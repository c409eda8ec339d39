"""Answers: who reacts to a commitment, a claim or an event of somebody else, with which act, when, and to which words.

An answer names what it answers ("rejected the offer"), disputes it, or is addressed to the one who said or did it and
about the same matter. That it comes later is not enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from according.comparison.answer_words import answered, is_silence, told
from according.comparison.bonds import Bond, Thing
from according.comparison.claims import CLAIMS
from according.comparison.days import days_between
from according.comparison.earlier import mentions
from according.comparison.exchanges import exchanged
from according.comparison.groups import Group
from according.comparison.keys import NAMED
from according.comparison.kinds import Kind
from according.comparison.pledges import cue_of
from according.comparison.reactions import IN_RETURN, REACTS, outside, reactions
from according.comparison.reports import Report
from according.comparison.retold import answers_again, day_named, day_of, first_told, retellings, retold
from according.comparison.speakers import of_one_voice, publishes
from according.comparison.wording import content_words, negated
from according.findings import Answer
from according.model import Actor, Event, EventType, Span, Statement

# What names somebody's words or deed.
_NAMED_OBJECT = re.compile(
    r"^\W*(?:that |of )?(?:the|that|this|these|those|his|her|their|its|such an?|\w+[’']s)\s+(?:\w+\s+){0,2}?"
    r"(?P<noun>offer|promise|pledge|threat|warning|ultimatum|accusation|charge|claim|allegation|story|report|finding|"
    r"announcement|declaration|statement|remark|decision|plan|proposal|demand|appeal|call|session|meeting|talks|summit|"
    r"expulsion|attack|move|step|release|arrest|ruling|sanction|deal|agreement)s?\b|^\W*(?P<it>it|that)\W*$",
    re.IGNORECASE,
)
# "The claim that the master had been drunk" is of nothing else.
_SPELLED_OUT = re.compile(r"^\W*(?:the|that|this) \w+ that\b", re.IGNORECASE)
_COMMITS = frozenset(
    {"offer", "promise", "pledge", "plan", "proposal", "announcement", "declaration", "statement", "decision"}
)
_THREATENS = frozenset({"threat", "warning", "ultimatum"})
_PLEDGE_NOUNS = frozenset({"offer", "promise", "pledge", *_THREATENS})
_DEEDS: dict[str, frozenset[EventType]] = {
    "session": frozenset({"CONSULT"}), "meeting": frozenset({"CONSULT"}), "talks": frozenset({"CONSULT"}),
    "summit": frozenset({"CONSULT"}), "expulsion": frozenset({"SANCTION", "COERCE"}), "arrest": frozenset({"COERCE"}),
    "attack": frozenset({"ASSAULT"}), "release": frozenset({"RETREAT", "CONCEDE", "COOPERATE"}),
    "sanction": frozenset({"SANCTION"}), "deal": frozenset({"AGREE"}), "agreement": frozenset({"AGREE"}),
}  # fmt: skip
# An answer comes while the words are fresh.
_FRESH_DAYS = 14
# How alike an answer and a pledge, or any other words, of the one whom it names must be; chosen on the dossier's pages.
_LIKE_PLEDGE = 0.45
_LIKE_WORDS = 0.6
_LIKE_MATTER = 0.3
_LIKE_CASE = 0.55
_LIKE_CASE_HERE = 0.35
# What is told as a response to no one in particular.
_SOMEWHAT = 0.2
_LESS = 0.15
# A pledge is rather answered than any other words.
_PLEDGED = 0.2
# So far into the words stands to whom they are addressed.
_OPENING = 60
_NAMED_FULLY, _DISPUTED, _RIGHT_AFTER, _NAMED_IT = 0.95, 0.85, 0.75, 0.9
# Answers to what is nearly as likely meant are given with it.
_AS_GOOD = 0.05
_MOST = 3
# Those who write about a quarrel take no part in it.
_ONLOOKERS = frozenset({"JRN", "EDU"})

_ADDRESSED = frozenset({"request", "accuse", "deny"})
# Bodies of several states, whose ministers and officials speak for them.
_UNIONS = frozenset({"EUR", "UNO"})

Found = tuple[float, str]


def _bonds(earlier: Report, later: Report) -> Iterator[Bond]:
    if earlier is later:
        yield from earlier.once(_own)
        return
    yield from retold(earlier, later, {bond.left.id for bond in earlier.once(_own)})
    yield from _found(earlier, later)


def _own(report: Report) -> tuple[Bond, ...]:
    """What in a report answers what the same report tells."""
    return tuple(_found(report, report))


def _found(earlier: Report, later: Report) -> Iterator[Bond]:
    found: dict[tuple[Thing, Thing], Bond] = {}
    named = _to_named(later) if earlier is later else ()
    for bond in (*named, *_disputing(earlier, later), *_addressed(earlier, later), *_reacting(earlier, later)):
        key = bond.left, bond.right
        if earlier is not later and bond.left.article == bond.right.article:
            continue
        if _is_older(earlier, later, bond) or _are_silent(earlier, later, bond):
            continue
        if key not in found or found[key].weight < bond.weight:
            found[key] = bond
    yield from found.values()


def _is_older(earlier: Report, later: Report, bond: Bond) -> bool:
    """Whether what would answer was said or done on a day before that which it would answer."""
    by = later if bond.left.article == later.id else earlier
    to = later if bond.right.article == later.id else earlier
    # What one report tells without a day may be of any before it.
    day = day_named if by is to else day_of
    mine, theirs = day(by, bond.left.id), day(to, bond.right.id)
    return bool(mine and theirs) and mine < theirs


def _are_silent(earlier: Report, later: Report, bond: Bond) -> bool:
    """Whether both refuse to comment: on something, and not on one another."""
    ends = [(report, report.statements.get(end.id)) for end in (bond.left, bond.right) for report in (earlier, later)]
    silent = {one.id for report, one in ends if one is not None and is_silence(report, one)}
    return {bond.left.id, bond.right.id} <= silent


def _bond(report: Report, number: str, other: Report, to: str, weight: float, why: str) -> Bond:
    return Bond("answer", report.thing(number), other.thing(to), round(min(weight, 1.0), 3), why)


def _apart(report: Report, one: Actor | None, other: Report, two: Actor | None) -> bool:
    """Whether two are known to be different actors, neither of whom speaks for the other."""
    if one is None or two is None or (report is other and one == two):
        return False
    return not of_one_voice(one, two)


# ---- what names its object, in one report


def _to_named(report: Report) -> Iterator[Bond]:
    for statement in report.reading.statements:
        around = outside(report, statement)
        if _says_again(report, statement):
            continue
        named = _NAMED_OBJECT.search(report.words(statement))
        if not named or not REACTS.search(cue_of(report, statement)):
            if IN_RETURN.search(around):
                yield from _right_after(report, statement)
            continue
        noun = (named["noun"] or "").lower()
        found = _object(report, statement, noun)
        if found:
            weight = _NAMED_FULLY if noun else _NAMED_IT
            yield _bond(
                report, statement.id, report, found, weight, f"It names what it answers: {noun or named['it']}."
            )


def _object(report: Report, statement: Statement, noun: str) -> str | None:
    """The last thing before a statement, of another actor, that a noun can name."""
    if types := _DEEDS.get(noun):
        events = [
            one for one in _before(report, statement) if one.type in types and one.status in ("happened", "ongoing")
        ]
        return events[0].id if events else None
    named = [other for other in report.reading.statements if _may_be_named(report, statement, other, noun)]
    match = _NAMED_OBJECT.search(report.words(statement))
    start = report.place_of(statement).start
    place = Span(start, start + (match.end() if match else 0))
    owners = [one for one in report.reading.actors if any(place.holds(mention) for mention in one.mentions)]
    if owners:
        named = [one for one in named if _is_by(report, one, owners)]
    if _SPELLED_OUT.search(report.words(statement)):
        named = [one for one in named if float(report.vector(one.id) @ report.vector(statement.id)) >= _LIKE_PLEDGE]
    called = [other for other in named if noun and noun[:5] in outside(report, other).casefold()]
    pledged = [other for other in named if noun in _COMMITS and other.id in report.pledges]
    found = called[0] if called else pledged[-1] if pledged else named[-1] if named else None
    return found.id if found else None


def _is_by(report: Report, statement: Statement, actors: list[Actor]) -> bool:
    """Whether one of some actors, or one of his state, made a statement."""
    speaker = report.speaker(statement)
    return speaker is not None and any(
        one.id == speaker.id or (one.country is not None and one.country == speaker.country) for one in actors
    )


def _may_be_named(report: Report, statement: Statement, other: Statement, noun: str) -> bool:
    """Whether a noun can name what another actor said before a statement."""
    if report.place_of(other).start >= report.place_of(statement).start:
        return False
    if not _apart(report, report.speaker(statement), report, report.speaker(other)):
        return False
    pledge = report.pledges.get(other.id)
    speaker = report.speaker(other)
    if noun in _COMMITS and speaker is not None and speaker.sector in _ONLOOKERS:
        return False
    if noun in _THREATENS:
        return pledge is not None and pledge.act == "threaten"
    if noun in _PLEDGE_NOUNS:
        return pledge is not None and pledge.act == "commit"
    return noun in _COMMITS or other.act in ("assert", "assess", "accuse", "request")


def _names_otherwise(report: Report, number: str, to: str) -> bool:
    """Whether a statement names what it answers by a noun that another statement is not called by."""
    statement, other = report.statements.get(number), report.statements.get(to)
    if statement is None or other is None:
        return False
    named = _NAMED_OBJECT.search(report.words(statement))
    noun = (named["noun"] or "").lower() if named else ""
    return noun in _PLEDGE_NOUNS and not _may_be_named(report, statement, other, noun)


def _before(report: Report, statement: Statement) -> list[Event]:
    """The events told before a statement, those of the report's beginning first: what a report is about."""
    start = report.place_of(statement).start
    return sorted((one for one in report.reading.events if one.trigger.end <= start), key=lambda one: one.trigger.start)


def _right_after(report: Report, statement: Statement) -> Iterator[Bond]:
    found = _object(report, statement, "statement")
    if found and _on_something_like(report, statement.id, found):
        yield _bond(report, statement.id, report, found, _RIGHT_AFTER, "It is told as a response.")


def _on_something_like(report: Report, number: str, other: str) -> bool:
    return float(report.vector(number) @ report.vector(other)) >= _SOMEWHAT


# ---- what reacts to what another report tells


def _reacting(earlier: Report, later: Report) -> Iterator[Bond]:
    if earlier is later:
        for one in exchanged(later):
            if one.by not in mentions(later) and not _names_otherwise(later, one.by, one.to):
                yield _bond(later, one.by, earlier, one.to, one.weight, one.why)
    if 0 <= days_between(earlier.day, later.day) <= _FRESH_DAYS:
        for one in reactions(earlier, later):
            if one.by not in mentions(later):
                yield _bond(later, one.by, earlier, one.to, one.weight, one.why)


# ---- what disputes


def _disputing(earlier: Report, later: Report) -> Iterator[Bond]:
    """Denials and corrections, as the claims have them."""
    for bond in CLAIMS.bonds(earlier, later):
        if bond.kind != "dispute" or bond.left == bond.right:
            continue
        by = later if bond.left.article == later.id else earlier
        to = later if bond.right.article == later.id else earlier
        if by.day < to.day or bond.left.id not in by.statements or bond.right.id not in to.statements:
            continue
        answer, answered = by.statements[bond.left.id], to.statements[bond.right.id]
        # Of two that say the contrary the one that says no answers the other.
        says_no = answer.act == "deny" or negated(by.words(answer)) or not negated(to.words(answered))
        if bond.data.get("how") == "denial" and "contrary" in bond.why and not says_no:
            continue
        speaker = by.speaker(answer)
        if speaker is not None and speaker.sector == "JRN" and publishes(speaker.name, to):
            # A paper that is quoted does not answer itself.
            continue
        if answer.id not in mentions(by) and _apart(by, by.speaker(answer), to, to.speaker(answered)):
            beside = by is to and by.sentence(by.place_of(answer)).meets(by.sentence(by.place_of(answered)))
            # What is true of the charge beside a denial is not true of the same charge elsewhere.
            why = bond.why if beside else bond.why.replace(" in the same sentence", "")
            yield Bond("answer", bond.left, bond.right, _DISPUTED, why)


# ---- what is addressed to somebody, on the same matter


def _addressed(earlier: Report, later: Report) -> Iterator[Bond]:
    if not 0 <= days_between(earlier.day, later.day) <= _FRESH_DAYS:
        return
    for statement in later.reading.statements:
        speaker = later.speaker(statement)
        if speaker is None or speaker.sector in _ONLOOKERS or _says_again(later, statement):
            continue
        if statement.id in mentions(later):
            continue
        if statement.act not in _ADDRESSED and statement.id not in later.pledges:
            continue
        for other in earlier.reading.statements:
            if earlier is later and not _after(later, statement, other):
                continue
            found = _of_pledges(earlier, other, later, statement) or _asked(earlier, other, later, statement)
            if found and _of_another(later, statement, earlier, other):
                yield _bond(later, statement.id, earlier, other.id, *found)


def _of_another(report: Report, statement: Statement, other: Report, to: Statement) -> bool:
    """Whether two statements are of different actors, and the one is not known from the other's mouth alone."""
    if _told_by(report, statement, other, to):
        return False
    return _apart(report, report.speaker(statement), other, other.speaker(to))


def _says_again(report: Report, statement: Statement) -> bool:
    """Whether a statement is told inside another of the same side."""
    outer = report.statements.get(statement.within or "")
    return outer is not None and not _apart(report, report.speaker(outer), report, report.speaker(statement))


def _told_by(report: Report, statement: Statement, other: Report, to: Statement) -> bool:
    """Whether a statement is only known from the one whom it would answer, who tells what was said to him."""
    outer = report.statements.get(statement.within or "")
    return outer is not None and not _apart(report, report.speaker(outer), other, other.speaker(to))


def _after(report: Report, statement: Statement, other: Statement) -> bool:
    nested = statement.within == other.id or other.within == statement.id
    return not nested and report.place_of(other).start < report.place_of(statement).start


def _of_pledges(earlier: Report, other: Statement, later: Report, statement: Statement) -> Found | None:
    """A pledge made for the case that the other's is kept, of what the other asked for, or on the same condition."""
    mine, theirs = later.pledges.get(statement.id), earlier.pledges.get(other.id)
    if mine is None or theirs is None or mine.recalls or theirs.recalls:
        return None
    case, asked = later.condition(statement.id), earlier.condition(other.id)
    found: list[Found] = []
    if case is not None:
        found.append((float(case @ earlier.action(other.id)), "It is pledged for the case that the other is done."))
        if asked is not None:
            found.append((float(case @ asked) - _LESS, "Both hang on the same."))
    if asked is not None:
        found.append((float(later.action(statement.id) @ asked), "It pledges what the other has made a condition."))
    best = max(found, default=(0.0, ""))
    return (best[0] + _PLEDGED, best[1]) if best[0] >= (_LIKE_CASE_HERE if earlier is later else _LIKE_CASE) else None


def _asked(earlier: Report, other: Statement, later: Report, statement: Statement) -> Found | None:
    """A demand, charge or threat to the one who said it, on the same matter."""
    pledge = later.pledges.get(statement.id)
    if statement.act not in _ADDRESSED and not (pledge and pledge.act == "threaten"):
        return None
    alike = float(later.vector(statement.id) @ earlier.vector(other.id))
    pledged = other.id in earlier.pledges
    one_matter = pledged or _one_matter(earlier, other, later, statement)
    least = _LIKE_PLEDGE if pledged else _LIKE_MATTER if one_matter else _LIKE_WORDS
    if alike < least or not _names(later, statement, earlier, other):
        return None
    # What only points back ("to do so") is on no matter of its own.
    if not content_words(later.words(statement)):
        return None
    if other.act in ("other", "assert", "assess") and not one_matter:
        return None
    why = "It is addressed to the one who said it, and on the same matter."
    return alike + (_PLEDGED if pledged else 0.0), why


def _one_matter(earlier: Report, other: Statement, later: Report, statement: Statement) -> bool:
    """Whether two statements share words that are no names, at the same time or in one report."""
    names = " ".join(actor.name for actor in (*earlier.reading.actors, *later.reading.actors))
    shared = content_words(earlier.words(other)) & content_words(later.words(statement)) - content_words(names)
    return bool(shared) and earlier is later


def _names(report: Report, statement: Statement, other: Report, to: Statement) -> bool:
    """Whether a statement names the one who said the other, or his state, or is addressed to him."""
    speaker = other.speaker(to)
    if speaker is None or speaker.kind == "unnamed":
        return False
    start = report.place_of(statement).start
    place = Span(start, start + _OPENING)
    addressed = {party.actor for party in statement.addressee}
    for actor in report.reading.actors:
        if not (actor.id in addressed or any(place.holds(mention) for mention in actor.mentions)):
            continue
        union = actor.kind == "organisation" and actor.country in _UNIONS and actor.country == speaker.country
        if union or of_one_voice(actor, speaker) or (report is other and actor == speaker):
            return True
    return False


def _build(group: Group) -> Answer | None:
    member = group.members[0]
    report = group.report(member)
    statement = report.statements.get(member.id)
    bonds = sorted(
        (bond for bond in group.bearing("answer") if bond.left == member),
        key=lambda one: (-one.weight, group.report(one.right).order, one.right.id),
    )
    words, first = told(report, member.id), first_told(group, member)
    if first:
        # What is only told again answers what stands beside it, unless the first report has that, too.
        bonds = [bond for bond in bonds if bond.right.article == member.article and not answers_again(group, member)]
    if not bonds or words is None:
        return None
    # The reason that is given is true of each.
    best = bonds[0]
    meant = [one for one in bonds if one.weight >= best.weight - _AS_GOOD and one.why == best.why][:_MOST]
    passage, by, day = words
    exact = day and day.start and day.basis == "text" and day.precision == "day"
    return Answer(
        id=group.id,
        kind="answer",
        by=by,
        act="no comment" if statement and is_silence(report, statement) else statement.act if statement else None,
        type=report.events[member.id].type if member.id in report.events else None,
        on=min(day.start[:10] if exact and day and day.start else report.day, first or report.day),
        passage=passage,
        to=tuple(answered(group, bond.right) for bond in meant),
        again=retellings(group, member),
        why=bonds[0].why,
        first_day=report.day,
        last_day=report.day,
    )


ANSWERS = Kind(
    name="answer",
    families=(NAMED,),
    bonds=_bonds,
    build=_build,
    draws_on={"answer": "left", "retold": "left", "retelling": "left"},
)
