"""Words together with how they were said: "declined to say where" is not "to say where".

A statement's content alone may say the opposite of what its source did, or what nobody said. Wherever words are shown
as somebody's, they are shown from here: with their cue, unless that is a plain "said". Nothing is put in other words:
the passage is widened to where the cue stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple, Self, TypeVar, cast

from sqlalchemy import Connection, select

from according.findings import Answer, Claim, Commitment, EarlierMention, Finding, Origin, Origins, Passage, Quotation
from according.model import Act, Form, Span, Statement
from according.record.tables import articles, statements

# Cues that say no more than that it was said; of these alone the words may stand without their cue.
_PLAIN = re.compile(
    r"(?:(?:has|have|had|also|then|later|earlier)\s+)*(?:said|says?|saying|told|tells?|telling|according\s+to|:)"
    r"(?:\s+(?:in|at|on|during)\s[\w’\s]{1,30})?[\s:,]*",
    re.IGNORECASE,
)
# Words before a cue in its clause by which it is not simply so: "has not said", "nobody told", "if she says".
_TURNED = re.compile(
    r"\b(?:not|never|nor|neither|no|nobody|none|hardly|cannot|refus\w+|declin\w+|den(?:y|ies|ied|ying)|fail\w*|if"
    r"|whether|unless|would|might|may|could|should|yet\s+to)\b|n[’']t\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[.!?;:,\n“”\"‘]|\b(?:and|but|that|who|which)\b")
# What belongs to a verb and stands before it.
_AUXILIARY = re.compile(r"(?:\b(?:has|have|had|was|were|is|are|been|also|again|repeatedly|later)\s+)+$", re.IGNORECASE)
# Code points that may stand between a cue and the words, of which all is shown then.
_NEAR = 160


class Manner(NamedTuple):
    """How a statement is told: where its cue stands, its act and its form."""

    cue: tuple[Span, ...]
    act: Act | None
    form: Form

    @classmethod
    def of(cls, statement: Statement) -> Self:
        """The manner of a statement."""
        return cls(statement.cue.spans, statement.act, statement.form)


def as_told(text: str, manner: Manner, passage: Passage) -> Passage | None:
    """A passage as it may stand behind the name of who said it.

    Args:
        text: the article's text.
        manner: how the statement is told that the passage is of.
        passage: words of the article.

    Returns:
        The passage where its words say all; widened to its cue where they do not; None where its cue stands too far
        from them to be shown together.
    """
    if not manner.cue:
        return passage
    cue = _whole_cue(text, manner.cue)
    if _is_plain(text, manner, cue):
        return passage
    return _widened(text, passage, cue)


Thing = TypeVar("Thing", bound=Finding | Origin)


def all_as_told(connection: Connection, findings: Sequence[Thing]) -> list[Thing]:
    """Findings for a list, or origins, the words that a line of it shows as somebody's with how they were said."""
    return _Retold(connection, [passage for one in findings for passage in _shown(one)]).of(findings)


class _Retold:
    """Findings whose words are shown as they were told."""

    def __init__(self, connection: Connection, passages: Sequence[Passage]) -> None:
        wanted = {passage.statement for passage in passages if passage.statement}
        columns = (statements.c.id, statements.c.cue, statements.c.act, statements.c.form)
        self._manners = {
            row.id: Manner(tuple(Span(*span) for span in row.cue["spans"]), row.act, row.form)
            for row in connection.execute(select(*columns).where(statements.c.id.in_(wanted)))
        }
        within = {passage.article for passage in passages}
        rows = connection.execute(select(articles.c.id, articles.c.text).where(articles.c.id.in_(within)))
        self._texts = {row.id: row.text for row in rows}

    def of(self, findings: Iterable[Thing]) -> list[Thing]:
        return [cast("Thing", self._finding(one)) for one in findings]

    def _passage(self, passage: Passage) -> Passage:
        text, manner = self._texts.get(passage.article), self._manners.get(passage.statement or "")
        if text is None or manner is None or passage.span.of(text) != passage.words:
            return passage
        return as_told(text, manner, passage) or passage

    def _finding(self, one: Finding | Origin) -> Finding | Origin:
        match one:
            case Origin(reports=(first, *rest)):
                return replace(one, reports=(replace(first, passage=self._passage(first.passage)), *rest))
            case Quotation():
                wordings = (replace(word, passage=self._passage(word.passage)) for word in one.wordings)
                return replace(one, wordings=tuple(wordings), origins=self._origins(one.origins))
            case Claim():
                return replace(one, words=self._passage(one.words), origins=self._origins(one.origins))
            case Commitment():
                return replace(one, action=self._passage(one.action), origins=self._origins(one.origins))
            case Answer():
                return replace(one, passage=self._passage(one.passage), to=tuple(map(self._passage, one.to)))
            case EarlierMention(refers_to=Passage() as meant):
                return replace(one, refers_to=self._passage(meant))
            case _:
                return one

    def _origins(self, origins: Origins) -> Origins:
        voices = (
            replace(voice, reports=(replace(first, passage=self._passage(first.passage)), *rest))
            for voice in origins.voices
            for first, *rest in [voice.reports]
        )
        untied = (replace(report, passage=self._passage(report.passage)) for report in origins.cannot_tell)
        return replace(origins, voices=tuple(voices), cannot_tell=tuple(untied))


def _shown(finding: Finding | Origin) -> Iterable[Passage]:
    """The passages that a line of a list shows."""
    match finding:
        case Origin():
            yield finding.reports[0].passage
        case Quotation():
            yield from (word.passage for word in finding.wordings if word.passage.statement == finding.reference)
        case Claim():
            yield finding.words
        case Commitment():
            yield finding.action
        case Answer():
            yield from (finding.passage, *finding.to)
        case EarlierMention(refers_to=Passage() as meant):
            yield meant
        case _:
            pass
    origins: Origins | None = getattr(finding, "origins", None)
    if origins:
        yield from (voice.reports[0].passage for voice in origins.voices)
        yield from (report.passage for report in origins.cannot_tell)


def _whole_cue(text: str, spans: Sequence[Span]) -> Span:
    """Where a cue stands, with what turns it and what belongs to its verb."""
    start, clause = spans[0].start, _clause_before(text, spans[0].start)
    if found := _TURNED.search(clause) or _AUXILIARY.search(clause):
        start -= len(clause) - found.start()
    return Span(start, spans[-1].end)


def _clause_before(text: str, place: int) -> str:
    return _CLAUSE.split(text[max(0, place - 60) : place])[-1]


def _is_plain(text: str, manner: Manner, cue: Span) -> bool:
    if manner.act == "request" and manner.form == "indirect":
        return False
    return all(_PLAIN.fullmatch(span.of(text)) for span in manner.cue) and not _TURNED.search(cue.of(text))


def _widened(text: str, passage: Passage, cue: Span) -> Passage | None:
    span = Span(min(passage.span.start, cue.start), max(passage.span.end, cue.end))
    between = max(cue.start - passage.span.end, passage.span.start - cue.end)
    if between > _NEAR or "\n\n" in span.of(text):
        return None
    return replace(passage, span=span, words=span.of(text))
