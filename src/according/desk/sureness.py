"""How surely what a finding is about is told: in a band of ICD 203, flatly, or not told at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, select

from according.comparison.judged import Verdicts
from according.findings import Claim, Finding, Passage, Quotation, Story
from according.record import judgements
from according.record.tables import statements

FLATLY = "flatly"
NOT_STATED = "not stated"


def sureness(connection: Connection, findings: Iterable[Finding]) -> dict[str, str]:
    """The certainty of findings by their ids: a band, "flatly" where nothing hedges the words, or "not stated".

    Of a saying it is that of the fullest wording, of a claim that in which it was last told, of anything else that of
    its own words; what no statement tells, and a story, states none. A person's word goes before the machine's.
    """
    found: dict[str, str] = {}
    told: dict[str, Passage] = {}
    for one in findings:
        match one:
            case Story():
                continue
            case Quotation():
                found[one.id] = _reference_band(one) or FLATLY
            case Claim() if one.journey:
                found[one.id] = one.journey.stops[-1].band or FLATLY
            case Claim():
                told[one.id] = one.words
            case _:
                told[one.id] = one.action if one.kind == "commitment" else one.passage
    bands = _bands(connection, told.values())
    return found | {number: bands.get(passage.statement or "", NOT_STATED) for number, passage in told.items()}


def _reference_band(quotation: Quotation) -> str | None:
    return next((one.band for one in quotation.wordings if one.passage.statement == quotation.reference), None)


def _bands(connection: Connection, passages: Iterable[Passage]) -> Mapping[str, str]:
    """The certainty of the statements that passages are of, by the statements' ids."""
    articles = {passage.statement: passage.article for passage in passages if passage.statement}
    if not articles:
        return {}
    rows = connection.execute(select(statements.c.id, statements.c.band).where(statements.c.id.in_(articles)))
    bands = {row.id: row.band or FLATLY for row in rows}
    given = judgements.bearing_on(connection, set(articles.values()))
    verdicts = {article: Verdicts(judged) for article, judged in given.items() if judged}
    for statement, article in articles.items():
        judged = verdicts[article].on(statement, "certainty") if article in verdicts else None
        if judged and judged.verdict != "confirmed":
            word: Any = judged.person if judged.verdict == "corrected" else None
            bands[statement] = word["band"] if word else FLATLY
    return bands
