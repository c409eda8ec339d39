"""What a finding has to tell that may be new: who disputed a claim, what became of a commitment, who changed a wording.

developments(finding) gives all of it, each with the passage that shows it and a phrase; `news_of` gives the rows by
which the record remembers when it came to know each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from according.comparison.groups import Group
from according.findings import (
    Answer,
    Claim,
    Commitment,
    Finding,
    Member,
    Passage,
    Precedent,
    Quotation,
    Story,
)
from according.model import identify
from according.record import news
from according.record.news import News

# A finding told once more: worth a follower's while, but no change of how things stand.
TOLD = "told"


@dataclass(frozen=True, slots=True)
class Development:
    """One thing that a finding tells.

    Attributes:
        what: "made", a commitment's status, "disputed", a writer's stance, "changed", "hardened", a precedent's
            verdict, "answered", "joined", or "told": told once more.
        thing: the statement, event or article that tells of it; "" for what can happen to a finding but once.
        article: the article whose words show it.
        passage: these words; None for an article that joins a story.
        phrase: what happened, as a phrase below the finding's own words.
    """

    what: str
    thing: str
    article: str
    passage: Passage | None
    phrase: str


def developments(finding: Finding) -> Iterator[Development]:
    """All that a finding tells, what came first in front."""
    match finding:
        case Story():
            yield from map(_joined, finding.members)
        case Quotation():
            yield from _of_quotation(finding)
        case Claim():
            yield from _of_claim(finding)
        case Commitment():
            yield from _of_commitment(finding)
        case Precedent():
            yield _once(finding.verdict, finding.passage, f"claimed; {finding.verdict}")
        case Answer():
            yield _once("answered", finding.passage, f"answered by {finding.by or 'an unnamed voice'}")
        case _:
            return


def _of_quotation(finding: Quotation) -> Iterator[Development]:
    for wording in finding.wordings:
        changes = [change for change in wording.change if change != "exact"]
        if changes:
            yield _by("changed", wording.passage, ", ".join(changes))
        elif wording.passage.statement != finding.reference:
            yield _by(TOLD, wording.passage, "told in the same words")
    for stop in finding.journey.stops if finding.journey else ():
        if finding.journey and stop.passage.statement and stop.passage.statement == finding.journey.alert:
            yield _by("hardened", stop.passage, "hedge hardened")


def _of_claim(finding: Claim) -> Iterator[Development]:
    for assertion in finding.assertions:
        if assertion != finding.words:
            yield _by(TOLD, assertion, "asserted once more")
    for dispute in finding.disputes:
        yield _by("disputed", dispute.passage, f"{dispute.how} by {dispute.by or 'an unnamed voice'}")
    for taken in finding.stances:
        yield _by(taken.stance, taken.passage, f"a writer {taken.stance}")


def _of_commitment(finding: Commitment) -> Iterator[Development]:
    for statement in finding.statements:
        if statement not in finding.history[0].evidence:
            yield _by(TOLD, statement, "told once more")
    for step in finding.history:
        what = "made" if step.status == "open" else step.status
        proposed = " (proposed)" if step.proposed else ""
        yield _once(what, (*step.evidence, finding.action)[0], f"{what}{proposed} on {_day(step.on)}")


def _day(on: str) -> str:
    return f"{int(on[8:10])} {date.fromisoformat(on):%B %Y}" if on else "a day not known"


def _joined(member: Member) -> Development:
    return Development("joined", member.article, member.article, None, f"told by {member.publisher or member.place}")


def _by(what: str, passage: Passage, phrase: str) -> Development:
    place = f"{passage.article}:{passage.span.start}-{passage.span.end}"
    return Development(what, passage.statement or passage.event or place, passage.article, passage, phrase)


def _once(what: str, passage: Passage, phrase: str) -> Development:
    return Development(what, "", passage.article, passage, phrase)


def note(connection: Connection, fresh: list[News], built: Iterable[tuple[Group, Finding]], at: str) -> list[News]:
    """Note what findings tell that they did not tell before; give what is news to people.

    Findings that are derived anew, without an article among theirs that is new itself, tell nothing new: what could not
    be found before is noted as of the time when its article came.

    Args:
        connection: in the transaction that keeps the findings.
        fresh: the readings that are new.
        built: the findings that were built anew, each with its group.
        at: this instant.
    """
    new_articles = {one.article for one in fresh}
    told = list(fresh)
    for group, finding in built:
        rows = list(_rows(connection, group, finding, at))
        if new_articles & set(group.reports):
            told += news.note(connection, rows)
        else:
            since = news.known_since(connection, {row.article for row in rows})
            news.note(connection, [row._replace(at=since.get(row.article, at)) for row in rows])
    return told


def _rows(connection: Connection, group: Group, finding: Finding, at: str) -> Iterator[News]:
    aliases = [identify(finding.kind, member.id) for member in group.members]
    before = news.known_of(connection, finding.kind, aliases)
    for one in developments(finding):
        if one.thing or one.what not in before:
            number = identify("news", finding.kind, one.what, one.thing or finding.id)
            yield News(number, at, finding.kind, finding.id, one.article, one.what, one.thing)
