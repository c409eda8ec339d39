"""Claims: assertions that others deny, correct, qualify or decline to comment on, or from which a writer stands off.

Not everything said is a claim, only what is disputed or distanced. What is true is not asked: only who says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import numpy as np

from according.comparison.assertions import (
    LOOKED_AT,
    Assertion,
    assertions,
    nearness,
    one_proposition,
    one_side,
)
from according.comparison.bonds import Bond, Thing
from according.comparison.contradictions import disputed
from according.comparison.corrections import numbers_put, numbers_rejected, numbers_remarked_on
from according.comparison.disputes import (
    Opposed,
    carried_on,
    denials_named,
    denied_together,
    disputes_named,
    disputes_within,
    kept_silent,
)
from according.comparison.groups import Group
from according.comparison.hedges import journey
from according.comparison.keys import NAMED, QUOTED
from according.comparison.kinds import Kind
from according.comparison.origins import origins
from according.comparison.rebuttals import rebuttals
from according.comparison.remarks import NOT_VERIFIED, Remark, remarks
from according.comparison.reports import Report
from according.comparison.standpoints import standpoints
from according.comparison.tellings import outlet_key
from according.comparison.wording import content_words
from according.findings import Claim, Dispute, DisputeKind, Origins, Passage, StanceTaken
from according.model import Statement

# A claim from which a writer takes distance must say something: "what was claimed" does not.
_SAYS_SOMETHING = 2
# The weight of the bond of two assertions that one sentence denies.
_TOGETHER = 0.6
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
# How near in meaning something must be to what its speaker said before to be that again.
_AGAIN = 0.4


def _bonds(earlier: Report, later: Report) -> Iterator[Bond]:
    """What is asserted in both, and what the one disputes of the other; or, of one report, within it."""
    here, there = assertions(earlier), assertions(later)
    near = nearness(here, there)
    disputes = list(disputes_within(here.all)) if earlier is later else []
    alike: dict[frozenset[Thing], Bond] = {}
    for row, column in zip(*np.nonzero(near >= LOOKED_AT), strict=True):
        one, other, cosine = here.all[row], there.all[column], min(1.0, float(near[row, column]))
        if earlier is later and row >= column:
            continue
        if why := one_proposition(one, other, cosine):
            bond = Bond("assertion", _thing(one), _thing(other), cosine, why)
            alike[frozenset((bond.left, bond.right))] = bond
        else:
            disputes += [found for found in (disputed(other, one, cosine), disputed(one, other, cosine)) if found]
    for one, other, why in denied_together(disputes):
        yield Bond("assertion", _thing(one), _thing(other), _TOGETHER, why)
    disputes += [more for found in disputes for more in carried_on(found, assertions(found.by.report).all)]
    disputes += [*disputes_named(later, earlier), *disputes_named(earlier, later)]
    for by, against in dict.fromkeys(((later, earlier), (earlier, later))):
        yield from _numbered_otherwise(by, against)
        disputes += numbers_rejected(by, against)
        disputes += list(rebuttals(by, against, [one for one in disputes if one.against.report is against]))
    _part(alike, disputes)
    yield from alike.values()
    yield from (bond for found in _once(disputes) for bond in _dispute(found))
    if earlier is later:
        yield from _remarked(later)


def _numbered_otherwise(by: Report, against: Report) -> Iterator[Bond]:
    """What a writer says to be another number, and other numbers that somebody is told to give."""
    for remark, one in numbers_remarked_on(by, against):
        yield from _disputed_by_writer(by, remark, one.report.thing(one.statement.id), "correction")
    for remark, one in numbers_put(by, against):
        yield _by_remark(by, remark, _thing(one), f"{_who(remark)} gives another number.")


def _part(alike: dict[frozenset[Thing], Bond], disputes: Iterable[Opposed]) -> None:
    """Take away the bonds of what disputes with what it disputes: it is no second wording of it, however near."""
    for found in disputes:
        for twin in assertions(found.against.report).all:
            if twin is found.against or twin.words == found.against.words:
                alike.pop(frozenset((_thing(found.by), _thing(twin))), None)


def _remarked(report: Report) -> Iterator[Bond]:
    """What the writer's own sentences tell: who keeps silent on an assertion, and that it is wrong."""
    for remark, against in kept_silent(report):
        yield _by_remark(report, remark, _thing(against), f"{_who(remark)} is told not to comment on it.")
    for remark, against in denials_named(report):
        yield _by_remark(report, remark, _thing(against), f"{_who(remark)} is told to have denied it.")
    for number, found in standpoints(report).items():
        for remark in found:
            if remark.how and report.statements[number].source is not None:
                yield from _disputed_by_writer(report, remark, report.thing(number), remark.how)


def _who(remark: Remark) -> str:
    return remark.who.name if remark.who else "Somebody"


def _by_remark(report: Report, remark: Remark, against: Thing, why: str) -> Bond:
    """The bond of what somebody is told to do, where no statement of his stands for it."""
    return Bond("dispute", remark.thing(report), against, 0.5, why, {"how": remark.how, "by": _who(remark)})


def _disputed_by_writer(report: Report, remark: Remark, against: Thing, how: DisputeKind) -> Iterator[Bond]:
    """The bond of a writer's own remark, in the name of his outlet."""
    if outlet := remark.who.name if remark.who else report.reading.article.publisher:
        does = {"correction": "says that it is wrong", "qualification": "says that it is not the whole truth"}[how]
        if remark.how == "qualification" and NOT_VERIFIED.search(remark.span.of(report.text)):
            does = "could not verify it"
        yield Bond("dispute", remark.thing(report), against, 0.7, f"{outlet} {does}.", {"how": how, "by": outlet})


def _once(disputes: Iterable[Opposed]) -> Iterable[Opposed]:
    """Each pair once, as it was found first: what a text points to counts before likeness."""
    found: dict[tuple[Thing, Thing], Opposed] = {}
    for one in disputes:
        found.setdefault((_thing(one.by), _thing(one.against)), one)
    return found.values()


def _dispute(opposed: Opposed) -> Iterator[Bond]:
    """The bond of a dispute, and the same seen from the statement that says something else instead."""
    by, against = _thing(opposed.by), _thing(opposed.against)
    yield Bond("dispute", by, against, min(1.0, opposed.weight), opposed.why, {"how": opposed.how})
    if opposed.rival:
        yield Bond("rival", against, by, min(1.0, opposed.weight), opposed.why)


def _thing(assertion: Assertion) -> Thing:
    return assertion.report.thing(assertion.statement.id)


def _members(report: Report) -> Iterator[str]:
    """Statements from which the writer takes distance; what nobody disputes is no claim."""
    return (statement.id for statement in report.statements.values() if _distanced(report, statement))


def _distanced(report: Report, statement: Statement) -> bool:
    says_something = len(content_words(report.words(statement))) >= _SAYS_SOMETHING
    stances = {statement.stance, *(remark.stance for remark in standpoints(report).get(statement.id, ()))}
    return bool(stances & {"distances", "denies"}) and statement.source is not None and says_something


def _build(group: Group) -> Claim | None:
    """The claim of a group; None where nobody disputes it and no writer takes distance."""
    pairs = [(group.report(thing), group.report(thing).statements[thing.id]) for thing in group.members]
    disputes = tuple(_disputes(group))
    if not disputes and not any(_distanced(*pair) for pair in pairs):
        return None
    told = origins(pairs)
    first = pairs[0]
    return Claim(
        id=group.id,
        kind="claim",
        asserted_by=_asserted_by(told),
        words=first[0].quote(first[1]),
        since=first[0].day,
        assertions=tuple(report.quote(statement) for report, statement in pairs),
        relayed_by=_relayed_by(pairs, told, disputes),
        disputes=disputes,
        stances=(*_stances(pairs), *_stances_elsewhere(group)),
        counter=_counter(group),
        journey=journey(pairs),
        origins=told,
        first_day=group.days[0],
        last_day=group.days[1],
    )


def _disputes(group: Group) -> Iterator[Dispute]:
    """Each statement that disputes a member, once, in the order of publication.

    Where the members themselves deny what somebody says, his saying it again is no correction of them.
    """
    members = set(group.members)
    denied = [_assertion(group, bond.right) for bond in group.bearing("dispute") if bond.left in members]
    found: dict[Thing, Bond] = {}
    for bond in sorted(group.bearing("dispute"), key=lambda one: (-one.weight, one.right)):
        if bond.right in members and bond.left not in members:
            found.setdefault(bond.left, bond)
    for thing in sorted(found, key=lambda one: (group.report(one).order, one.id)):
        report, bond = group.report(thing), found[thing]
        how: DisputeKind = bond.data["how"]
        if thing.id not in report.statements:
            yield Dispute(bond.data["by"], how, report.passage(_remark(report, thing.id).span), report.day, bond.why)
            continue
        by = _assertion(group, thing)
        if how == "correction" and any(_says_again(by, one) for one in denied):
            continue
        passage = report.quote(by.statement) if how == "correction" else _sentence(report, by.statement)
        yield Dispute(_called(report, by.statement), how, passage, report.day, bond.why)


def _called(report: Report, statement: Statement) -> str | None:
    """Who disputes: an unnamed voice by all the words for it, since "a spokeswoman" may be anybody's."""
    speaker, span = report.speaker(statement), statement.source.span if statement.source else None
    if span is None or speaker is None or speaker.kind != "unnamed":
        return report.source_name(statement)
    return _ARTICLE.sub("", span.of(report.text))


def _remark(report: Report, number: str) -> Remark:
    on_statements = (remark for found in standpoints(report).values() for remark in found)
    return next(one for one in (*remarks(report), *on_statements) if one.id == number)


def _says_again(by: Assertion, one: Assertion) -> bool:
    near = float(by.report.vector(by.statement.id) @ one.report.vector(one.statement.id))
    return by is one or (near >= _AGAIN and one_side(by, one) is not None) or one_proposition(by, one, near) is not None


def _assertion(group: Group, thing: Thing) -> Assertion:
    return next(one for one in assertions(group.report(thing)).all if one.statement.id == thing.id)


def _sentence(report: Report, statement: Statement) -> Passage:
    """The words of a denial with who denies: its content alone ("it") may say nothing."""
    spans = [*statement.cue.spans, *statement.content.spans]
    spans += [statement.source.span] if statement.source and statement.source.span else []
    whole = type(spans[0])(min(spans).start, max(span.end for span in spans))
    return report.passage(whole, statement=statement.id)


def _stances(pairs: Iterable[tuple[Report, Statement]]) -> Iterator[StanceTaken]:
    for report, statement in pairs:
        if statement.stance != "neutral":
            span = statement.stance_span or report.place_of(statement)
            yield StanceTaken(statement.stance, report.passage(span, statement=statement.id))
        for remark in standpoints(report).get(statement.id, ()):
            yield StanceTaken(remark.stance, report.passage(remark.span, statement=statement.id))


def _stances_elsewhere(group: Group) -> Iterator[StanceTaken]:
    """Where the writers of other reports say of their own that it is wrong."""
    members = set(group.members)
    for bond in sorted(group.bearing("dispute"), key=lambda one: (group.report(one.left).order, one.left.id)):
        report, number = group.report(bond.left), bond.left.id
        is_elsewhere = bond.right in members and bond.left.article != bond.right.article
        if is_elsewhere and number not in report.statements:
            yield StanceTaken("denies", report.passage(_remark(report, number).span))


def _counter(group: Group) -> str | None:
    """The statement of the rival claim: what a denial or correction says instead, or what the claim itself answers."""
    members = set(group.members)
    rivals = [bond.right if bond.left in members else bond.left for bond in group.bearing("rival")]
    ordered = sorted((one for one in rivals if one not in members), key=lambda one: (group.report(one).order, one.id))
    return ordered[0].id if ordered else None


def _asserted_by(told: Origins) -> tuple[str, ...]:
    names = [voice.speaker or voice.called for voice in told.voices]
    return tuple(dict.fromkeys(name for name in names if name))


def _relayed_by(
    pairs: Iterable[tuple[Report, Statement]], told: Origins, disputes: Iterable[Dispute]
) -> tuple[str, ...]:
    """Through whom it came: the relays of its chains, and the outlets that have it from another; no disputer."""
    names = [hop.name for _, statement in pairs for hop in statement.chain if hop.role == "relay"]
    reports = [report for voice in told.voices for report in voice.reports if report.tie != "direct"]
    names += [report.passage.publisher or "" for report in reports]
    against = {outlet_key(dispute.by) for dispute in disputes if dispute.by}
    found = {outlet_key(name): name for name in reversed(names) if name and outlet_key(name) not in against}
    # "The news site Harbour Post" is the Harbour Post.
    return tuple(
        name
        for key, name in reversed(found.items())
        if not any(key != other and key.endswith(other) for other in found)
    )


CLAIMS = Kind(
    name="claim",
    families=(NAMED, QUOTED),
    bonds=_bonds,
    build=_build,
    members=_members,
    joins="assertion",
    draws_on={"dispute": "right", "rival": "right"},
)
