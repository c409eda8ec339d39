"""How news words it: two little reports for each construction, read by the reader and compared.

The table is `constructions.yaml`; its world and its wordings are invented. What is known to be missed is listed here
by name, so that a change in either direction is noticed.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from evaluation.deriving import derived

from according.comparison.answers import ANSWERS
from according.comparison.claims import CLAIMS
from according.comparison.commitments import COMMITMENTS
from according.comparison.origins import origins
from according.comparison.precedents import PRECEDENTS
from according.comparison.reports import Report, texts_to_encode
from according.comparison.vectors import released
from according.findings import Answer, Claim, Commitment, Precedent
from according.model import Article, Date, identify
from according.reading.declared import read_actor_file
from according.reading.reader import read
from tests.comparison.building import paragraphs

HERE = Path(__file__).parent
TABLE = yaml.safe_load((HERE / "constructions.yaml").read_text("utf-8"))
Case = dict[str, Any]

# "Put the number at nine" is no saying to the reader; "the chief executive of Halden, Marit Solle" is two to it.
# What stands before a second cue ("the agency reported, citing …") is another saying to the origins.
# What a company closes and what its workers do are far apart in their words.
UNANSWERED = {"strike in response"}
MISSED = {
    "dispute": {"put the number lower", "contradicted"},
    "tie": set(),
    "answer": {f"answer, {name}" for name in UNANSWERED},
    "turn": set(),
}
# How alike two statements of the table's pairs are that word the same.
ALIKE = 0.6


@pytest.fixture(scope="module")
def read_table() -> dict[str, Report]:
    """Every report of the table, read in one go."""
    cases = [case for kind in TABLE if kind != "before" for case in TABLE[kind]]
    articles = {f"before {name}": _article(one["text"], one) for name, one in TABLE["before"].items()}
    articles |= {case["name"]: _article(case["then"], case) for case in cases}
    readings = read(articles.values(), read_actor_file(HERE / "constructions_actors.yaml"))
    reports = {}
    for name, reading in zip(articles, readings, strict=True):
        texts = texts_to_encode(reading)
        reports[name] = Report(reading, dict(zip(texts, released().encode(list(texts.values())), strict=True)))
    return reports


def _article(text: str, case: Case) -> Article:
    publisher, day = case.get("of", "The Lemsk Courier"), str(case.get("day", "2031-04-03"))
    number = identify("article", text, publisher)
    return Article(
        id=number, place=f"https://{number}.example/", url=f"https://{number}.example/", title=None, byline=(),
        agency=tuple(case.get("agency", ())), publisher=publisher, published=Date(day, day, "day", "metadata"),
        modified=None, first_seen=None, language="en", text=text, paragraphs=paragraphs(text),
    )  # fmt: skip


def _pair(read_table: dict[str, Report], case: Case) -> tuple[Report, Report]:
    return read_table[f"before {case['before']}"], read_table[case["name"]]


def _claims(pair: tuple[Report, Report]) -> list[Claim]:
    return [one for one in derived(CLAIMS, *pair) if isinstance(one, Claim)]


def test_names_of_constructions_are_unique() -> None:
    names = [case["name"] for kind in TABLE if kind != "before" for case in TABLE[kind]]
    assert len(names) == len(set(names))


def test_disputes_are_found_but_these(read_table: dict[str, Report]) -> None:
    missed = {case["name"] for case in TABLE["dispute"] if not _disputed(_claims(_pair(read_table, case)), case)}
    assert missed == MISSED["dispute"]


def _disputed(claims: list[Claim], case: Case) -> bool:
    meant = [one for one in claims if any(re.search(case["against"], words.words) for words in one.assertions)]
    if "stance" in case:
        return any(stance.stance == case["stance"] for one in meant for stance in one.stances)
    return any(
        re.search(case["by"], dispute.by or "") and re.fullmatch(case["how"], dispute.how)
        for one in meant
        for dispute in one.disputes
    )


def test_what_disputes_nothing_is_no_dispute(read_table: dict[str, Report]) -> None:
    found = [case["name"] for case in TABLE["undisputed"] if any(c.disputes for c in _claims(_pair(read_table, case)))]
    assert found == []


def test_reports_are_tied_to_their_voice_but_these(read_table: dict[str, Report]) -> None:
    missed = {case["name"] for case in TABLE["tie"] if not _tied(*_pair(read_table, case), case)}
    assert missed == MISSED["tie"]


def _tied(before: Report, then: Report, case: Case) -> bool:
    """Whether the second report's wording hangs on the one voice as the table says."""
    pairs = [(one, other) for one in before.statements.values() for other in then.statements.values()]
    if not pairs:
        return False
    first, _ = max(pairs, key=lambda pair: float(before.vector(pair[0].id) @ then.vector(pair[1].id)))
    told = [one for one in then.statements.values() if float(before.vector(first.id) @ then.vector(one.id)) > ALIKE]
    found = origins([(before, first), *((then, one) for one in told)])
    reports = [report for voice in found.voices for report in voice.reports if report.passage.article == then.id]
    if not reports or found.count != 1 or not re.fullmatch(case["tie"], reports[0].tie):
        return False
    return not case.get("via") or reports[0].via == before.id


def test_answers_are_found_but_these(read_table: dict[str, Report]) -> None:
    missed = {case["name"] for case in TABLE["answer"] if not _answered(*_pair(read_table, case), case)}
    assert missed == MISSED["answer"]


def _answered(before: Report, then: Report, case: Case) -> bool:
    """Whether the second report has an answer of whom the table says to what it says."""
    found = [
        one for one in derived(ANSWERS, before, then) if isinstance(one, Answer) and one.passage.article == then.id
    ]
    return any(
        re.search(case["by"], one.by or "") and any(re.search(case["to"], words.words) for words in one.to)
        for one in found
    )


def test_what_answers_nothing_is_no_answer(read_table: dict[str, Report]) -> None:
    assert [case["name"] for case in TABLE["unanswered"] if derived(ANSWERS, *_pair(read_table, case))] == []


def test_turns_of_pledges_are_found_but_these(read_table: dict[str, Report]) -> None:
    missed = {
        case["name"]
        for case in TABLE["turn"]
        if not any(re.fullmatch(case["status"], status) for status in _statuses(*_pair(read_table, case)))
    }
    assert missed == MISSED["turn"]


def test_what_turns_no_pledge_leaves_it_open(read_table: dict[str, Report]) -> None:
    turned = [case["name"] for case in TABLE["unturned"] if set(_statuses(*_pair(read_table, case))) != {"open"}]
    assert turned == []


def _statuses(before: Report, then: Report) -> list[str]:
    """What became of the first report's pledges."""
    found = (one for one in derived(COMMITMENTS, before, then) if isinstance(one, Commitment))
    return [one.status for one in found if one.statements[0].article == before.id]


def test_precedents_are_held_against_an_older_report(read_table: dict[str, Report]) -> None:
    wrong = {case["name"]: held for case in TABLE["precedent"] if (held := _misjudged(*_pair(read_table, case), case))}
    assert wrong == {}


def _misjudged(before: Report, then: Report, case: Case) -> list[tuple[str, list[str]]]:
    """What was made of the second report's claim; nothing where that is what the table says."""
    found = [one for one in derived(PRECEDENTS, before, then) if isinstance(one, Precedent)]
    held = [(one.verdict, [words.words for words in one.evidence]) for one in found if one.passage.article == then.id]
    right = any(
        verdict == case["verdict"] and re.search(case.get("evidence", ""), " ".join(words)) for verdict, words in held
    )
    return [] if right else held or [("not found", [])]
