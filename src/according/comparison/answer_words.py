"""What of an answer is shown: its words with the verb that makes them one, whose they are, and what they answer."""

from __future__ import annotations

import re

from according.comparison.bonds import Thing
from according.comparison.groups import Group
from according.comparison.pledges import cue_of
from according.comparison.reacting import Reacting, doer, reacting
from according.comparison.referents import told_beside
from according.comparison.reports import Report
from according.findings import Passage
from according.model import Date, Span, Statement

# What only names something is no longer than this.
_SHORT = 3
_SILENT = re.compile(
    r"\b(?:declin|refus)\w* (?:immediately )?(?:to )?(?:a )?(?:comment|discuss|speculat|answer|elaborat|be drawn|say\b"
    r"|speak|take questions|respond|explain|confirm or deny|go into)"
    r"|\b(?:did|does|do|would|could|will)(?: not|n[’']t) (?:immediately |at once )?(?:comment|respond|reply|answer"
    r"|return|say\b|speculate|discuss|take questions|be reached)"
    r"|\bno comment\b|\bnothing (?:more |else )?to (?:add|say)\b|\bneither confirm(?:ed)? nor den(?:y|ied)"
    r"|\bunavailable for comment",
    re.IGNORECASE,
)

Told = tuple[Passage, str | None, Date | None]


def told(report: Report, number: str) -> Told | None:
    """The words of an answer, whose it is, and the day that the text gives it; None where nothing has the id."""
    worded: Reacting | None = next((one for one in reacting(report) if one.number == number), None)
    if statement := report.statements.get(number):
        name = worded.actor.name if worded and worded.how == "reply" else report.source_name(statement)
        return report.passage(_shown(report, statement), statement=number), name, statement.said_on
    if event := report.events.get(number):
        actor = worded.actor if worded else doer(report, event)
        return report.told(event), actor.name if actor else None, event.date
    return (report.passage(worded.sentence), worded.actor.name, None) if worded else None


def answered(group: Group, thing: Thing) -> Passage:
    """The words that are answered."""
    report = group.report(thing)
    if thing.id in report.events:
        return report.told(report.events[thing.id])
    if thing.id in report.statements:
        return report.quote(report.statements[thing.id])
    return report.passage(told_beside(report)[thing.id])


def is_silence(report: Report, statement: Statement) -> bool:
    """Whether somebody says that he says nothing: "declined to comment on the report"."""
    return _SILENT.search(f"{cue_of(report, statement)} {report.words(statement)}") is not None


def _shown(report: Report, statement: Statement) -> Span:
    """The content, with the words of answering where it only names what is answered, or says what is not done.

    "It" and "the offer" tell nothing without "rejected", nor does "to comment on the report" without "declined".
    """
    place = report.place_of(statement)
    names_only = statement.form == "indirect" and statement.act in ("deny", "other", "accuse", "request")
    short = statement.form == "indirect" and len(report.words(statement).split()) <= _SHORT
    if not (names_only or short or is_silence(report, statement)):
        return place
    sentence = report.sentence(place)
    cues = [cue for cue in statement.cue.spans if sentence.meets(cue)]
    return Span(min([place, *cues]).start, max([place.end, *(cue.end for cue in cues)]))
