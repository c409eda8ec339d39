"""The findings at a glance: how many there are of each kind, how they stand, the newest; and how surely they are told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from lxml.html import HtmlElement, document_fromstring

from according import contract
from according.comparison.comparison import AsOf, Comparison
from according.desk.ledgers import LEDGERS
from according.desk.sureness import sureness
from according.findings import Claim, Commitment, Finding, FindingKind
from according.legend import BANDS
from according.model import Judgement
from according.record.record import Record
from tests.desk.test_findings import look

KINDS: tuple[FindingKind, ...] = ("story", "quotation", "claim", "commitment", "precedent", "answer", "earlier")


@pytest.fixture(scope="module")
def record(read_dossier: Path) -> Iterator[Record]:
    with Record.open(read_dossier) as opened:
        yield opened


def text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def glance(view: HtmlElement, name: str) -> HtmlElement:
    (section,) = view.cssselect(f"section[aria-labelledby={name}]")
    return section


def every(record: Record, kind: FindingKind, day: str | None = None) -> list[Finding]:
    return list(Comparison(record).each(kind, as_of=AsOf(day) if day else None))


@pytest.mark.parametrize("name", LEDGERS)
def test_each_kind_has_its_number_its_sentence_and_its_newest_lines(
    dossier_desk: TestClient, record: Record, name: str
) -> None:
    ledger = LEDGERS[name]
    section = glance(look(dossier_desk, "/findings"), name)
    assert ledger.told in text(section)
    (heading,) = section.cssselect("h2 a")
    assert heading.get("href") == f"/{name}"
    number = sum(len(every(record, kind)) for kind in ledger.kinds)
    assert text(section.cssselect(".many")[0]) == f"{'behind ' if name == 'origins' else ''}{number}"
    assert len(section.cssselect(".line")) == min(number, 3)
    if name != "origins":
        newest = [link.get("href") for link in look(dossier_desk, f"/{name}").cssselect(".line .title")][:3]
        assert [link.get("href") for link in section.cssselect(".line .title")] == newest


def test_commitments_are_counted_by_status_and_lead_to_those(dossier_desk: TestClient, record: Record) -> None:
    section = glance(look(dossier_desk, "/findings"), "commitments")
    stands = [one.status for one in every(record, "commitment") if isinstance(one, Commitment)]
    tally = {link.get("href"): text(link) for link in section.cssselect(".tally a")}
    assert tally == {
        f"/commitments?status={status.replace(' ', '+')}": f"{status} {stands.count(status)}" for status in set(stands)
    }
    for address, told in tally.items():
        assert len(look(dossier_desk, address).cssselect(".line")) == int(told.rsplit(" ", 1)[1])


def test_of_a_past_day_there_is_what_there_was_then(dossier_desk: TestClient, record: Record) -> None:
    day = sorted(one.first_day for one in every(record, "quotation"))[3]
    view = look(dossier_desk, f"/findings?as_of={day}")
    section = glance(view, "quotations")
    assert text(section.cssselect(".many")[0]) == str(len(every(record, "quotation", day)))
    open_then = [
        one for one in every(record, "commitment", day) if isinstance(one, Commitment) and one.status == "open"
    ]
    (tally,) = (link for link in glance(view, "commitments").cssselect(".tally a") if "open" in text(link))
    assert text(tally) == f"open {len(open_then)}"
    assert len(look(dossier_desk, tally.get("href")).cssselect(".line")) == len(open_then)
    assert section.cssselect("h2 a")[0].get("href") == f"/quotations?as_of={day}"
    for link in section.cssselect(".line .title"):
        look(dossier_desk, link.get("href"))
    empty = glance(look(dossier_desk, "/findings?as_of=1999-01-01"), "quotations")
    assert "None by then." in text(empty)
    assert Comparison(record).findings("quotation", as_of=AsOf("1999-01-01")) == []
    look(dossier_desk, "/findings?as_of=0001-01-01")


def test_the_same_as_data(dossier_desk: TestClient, record: Record) -> None:
    told = dossier_desk.get("/findings.json").json()
    assert told["as_of"] is None
    assert [kind["name"] for kind in told["kinds"]] == list(LEDGERS)
    commitments = next(kind for kind in told["kinds"] if kind["name"] == "commitments")
    assert sum(commitments["statuses"].values()) == commitments["count"] == len(every(record, "commitment"))
    for line in commitments["newest"]:
        whole = dossier_desk.get(f"{line['path']}.json").json()
        assert (line["status"], line["origins"]) == (whole["status"], len(whole["origins"]["voices"]))
        assert line["words"] == whole["action"]["words"]
        assert line["certainty"] in {*BANDS, "flatly", "not stated"}
    assert dossier_desk.get("/findings.json?as_of=soon").status_code == 400


def test_bars_tell_in_words_what_was_first_told_of(dossier_desk: TestClient, record: Record) -> None:
    (bars,) = glance(look(dossier_desk, "/findings"), "commitments").cssselect("svg")
    counts = [int(count) for count in bars.get("aria-label").rstrip(".").partition(": ")[2].split(", ")]
    assert len(counts) == len(bars.cssselect("rect")) == 12
    assert 0 < sum(counts) <= len(every(record, "commitment"))


def test_a_commitment_is_told_as_surely_as_its_statement(record: Record) -> None:
    found = every(record, "commitment")
    with record.asking() as connection:
        told = sureness(connection, found)
    assert set(told) == {one.id for one in found}
    for one in found:
        assert isinstance(one, Commitment)
        certainty = record.statement(one.action.statement or "").statement.certainty
        assert told[one.id] == (certainty.band if certainty else "flatly")


def test_what_no_statement_tells_states_no_certainty(record: Record) -> None:
    claim = next(one for one in every(record, "claim") if isinstance(one, Claim))
    bare = replace(claim, journey=None, words=replace(claim.words, statement=None))
    with record.asking() as connection:
        assert sureness(connection, [bare]) == {bare.id: "not stated"}


@pytest.mark.parametrize("band", ["likely", None])
def test_a_persons_word_on_the_certainty_goes_before_the_machines(dossier: Record, band: str | None) -> None:
    one = next(one for one in Comparison(dossier).each("commitment") if isinstance(one, Commitment))
    article = dossier.article(one.action.article)
    words = one.action.words[:4]
    start = one.action.span.start
    dossier.judge(
        Judgement(
            id="j" + "0" * 20, article=article.id, target=one.action.statement or "", field="certainty",
            verdict="corrected", machine=None,
            person={"band": band, "words": words, "span": [start, start + 4]} if band else None,
            author="Ada", at="2026-01-01T00:00:00.000Z", span=one.action.span, note=None,
        )
    )  # fmt: skip
    with dossier.asking() as connection:
        assert sureness(connection, [one]) == {one.id: band or "flatly"}


def test_every_line_of_today_tells_its_origins_and_its_certainty(dossier_desk: TestClient) -> None:
    view = document_fromstring(dossier_desk.get("/today").text)
    for kind in ("commitment", "claim", "quotation", "precedent"):
        (section,) = view.cssselect(f"section[aria-labelledby=new-{kind}]")
        lines = section.cssselect(".line")
        assert lines
        for line in lines:
            assert text(line.cssselect(".count")[0]).endswith(("origin", "origins"))
            (surely,) = line.cssselect(".more .sure, .more .flat")
            assert text(surely) in {*BANDS, "told flatly", "certainty not stated"}


def test_days_are_read_as_people_write_them_wherever_one_looks(dossier_desk: TestClient, record: Record) -> None:
    largest = {
        LEDGERS[name].kinds[0]: f"/{name}/{max(every(record, LEDGERS[name].kinds[0]), key=_size).id}"
        for name in LEDGERS
        if name != "origins"
    }
    shown = [
        "/today",
        "/findings",
        *(f"/{name}" for name in LEDGERS),
        *largest.values(),
        f"{largest['story']}?zoom=week",
    ]
    shown += [f"/briefs/{address.rpartition('/')[2]}" for address in largest.values()]
    for address in shown:
        view = look(dossier_desk, address)
        for element in view.iter():
            told = (element.text, element.tail, element.get("title"), element.get("aria-label"))
            assert not re.search(r"\d{4}-\d\d-\d\d", " ".join(filter(None, told))), (address, told)


def _size(finding: Finding) -> int:
    return len(contract.finding_to_json(finding))
