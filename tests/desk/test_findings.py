"""What an editor finds of what follows from the record: the ledgers, a page for each finding, and where each leads."""

from __future__ import annotations

import csv
import io
import json
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient
from lxml.html import HtmlElement, document_fromstring

from according import contract
from according.comparison.comparison import AsOf, Comparison
from according.desk.app import create_app
from according.desk.ledgers import LEDGERS, as_csv
from according.desk.wording import passage_address
from according.findings import Finding, FindingKind, Member, Quotation, Story, origins_of
from according.model import identify
from according.page.archive import Archive
from according.record.record import Record
from tests.desk import sample
from tests.desk.conftest import another

PAGES = {
    "stories": "story",
    "quotations": "quotation",
    "claims": "claim",
    "commitments": "commitment",
    "precedents": "precedent",
    "answers": "answer",
}


def look(desk: TestClient, address: str, status: int = 200) -> HtmlElement:
    answer = desk.get(address)
    assert answer.status_code == status, answer.text
    return document_fromstring(answer.text)


def said(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def bare(words: str) -> str:
    return "".join(words.split())


def letters(words: str) -> str:
    """Words without their marks: double quotation marks within others are shown as single ones."""
    return "".join(filter(str.isalnum, words))


@pytest.fixture(scope="module")
def comparison(read_dossier: Path) -> Iterator[Comparison]:
    with Record.open(read_dossier) as record:
        yield Comparison(record)


def largest(comparison: Comparison, kind: Any) -> Finding:
    return max(comparison.each(kind), key=lambda one: len(contract.finding_to_json(one)))


@pytest.mark.parametrize("name", PAGES)
def test_a_ledger_lists_every_finding_and_each_line_leads_to_its_page(
    dossier_desk: TestClient, comparison: Comparison, name: str
) -> None:
    view = look(dossier_desk, f"/{name}?limit=1000")
    kinds = LEDGERS[name].kinds
    ids = {one.id for kind in kinds for one in comparison.each(kind)}
    links = [link.get("href") for link in view.cssselect(".lines .title")]
    assert ids
    assert sorted(links) == sorted(f"/{name}/{number}" for number in ids)
    for link in links:
        assert dossier_desk.get(link).status_code == 200, link


def test_paging_shows_every_finding_once(dossier_desk: TestClient, comparison: Comparison) -> None:
    address, seen = "/answers?limit=7", []
    while address:
        body = dossier_desk.get(address.replace("/answers", "/answers.json", 1))
        page = body.json()
        seen += [one["id"] for one in page["findings"]]
        address = f"/answers?limit=7&after={page['after']}" if page["after"] else ""
        assert ('rel="next"' in body.headers.get("link", "")) is bool(address)
    both = [one.id for kind in LEDGERS["answers"].kinds for one in comparison.each(kind)]
    assert len(both) > 14
    assert sorted(seen) == sorted(both)
    older = look(dossier_desk, "/answers?limit=7").cssselect("[rel=next]")[0].get("href")
    assert len(look(dossier_desk, older).cssselect(".lines .title")) > 0


def test_a_ledger_narrows_by_who_status_and_day(dossier_desk: TestClient, comparison: Comparison) -> None:
    def listed(query: str) -> set[str]:
        return {one["id"] for one in dossier_desk.get(f"/commitments.json?limit=1000&{query}").json()["findings"]}

    every = list(comparison.each("commitment"))
    assert listed("status=met") == {one.id for one in every if one.status == "met"} != set()
    assert listed("by=TALMAS") == {one.id for one in every if "Talmas" in (one.by or "")} != set()
    assert listed("until=2024-03-08") == {one.id for one in every if one.first_day <= "2024-03-08"} != set()
    assert listed("since=2024-03-25") == {one.id for one in every if one.last_day >= "2024-03-25"} != set()
    article = every[0].action.article
    assert every[0].id in listed(f"article={article}")
    assert dossier_desk.get("/commitments?since=yesterday").status_code == 400
    assert dossier_desk.get("/commitments?after=nowhere").status_code == 400


@pytest.mark.parametrize("name", PAGES)
def test_every_passage_of_a_page_leads_to_its_words(
    dossier_desk: TestClient, comparison: Comparison, name: str
) -> None:
    finding = largest(comparison, LEDGERS[name].kinds[0])
    view = look(dossier_desk, f"/{name}/{finding.id}")
    links = view.cssselect("a.led")
    assert len(links) > (0 if name != "stories" else 10)
    for link in links[:12]:
        address = urlsplit(link.get("href"))
        reading = look(dossier_desk, link.get("href"))
        marked = reading.cssselect(f"[id='{address.fragment}'], .mark.passage")
        start, end = map(int, address.fragment[1:].split("-"))
        text = dossier_desk.get(f"/articles/{address.path.rpartition('/')[2]}.json").json()["article"]["text"]
        words = text[start:end]
        assert marked, link.get("href")
        assert letters(words) in letters(link.text_content())
        shown = "".join(part.text_content() for part in marked)
        assert bare(words)[:30].strip("“”") in bare(shown)


def test_the_json_of_a_finding_is_the_contracts(dossier_desk: TestClient, comparison: Comparison) -> None:
    for name, kind in PAGES.items():
        finding = largest(comparison, kind)
        answer = dossier_desk.get(f"/{name}/{finding.id}.json")
        assert answer.headers["content-type"] == "application/json"
        assert contract.finding_from_json(answer.content) == finding


def test_an_id_that_a_finding_had_before_leads_to_the_one_it_has(
    dossier_desk: TestClient, comparison: Comparison
) -> None:
    story = largest(comparison, "story")
    assert isinstance(story, Story)
    past = identify("story", story.members[-1].article)
    assert past != story.id
    for suffix in ("", ".json"):
        answer = dossier_desk.get(f"/stories/{past}{suffix}")
        assert answer.status_code == 308
        assert answer.headers["location"] == f"/stories/{story.id}{suffix}"
    elsewhere = dossier_desk.get(f"/claims/{story.id}")
    assert elsewhere.headers["location"] == f"/stories/{story.id}"
    assert dossier_desk.get("/stories/s0000").status_code == 404


def test_a_past_day_shows_what_was_published_by_then_and_stays_in_every_link(
    dossier_desk: TestClient, comparison: Comparison
) -> None:
    story = largest(comparison, "story")
    assert isinstance(story, Story)
    day = "2024-03-06"
    then = comparison.finding(story.id, as_of=AsOf(day))
    assert isinstance(then, Story)
    assert 0 < len(then.members) < len(story.members)
    view = look(dossier_desk, f"/stories/{story.id}?as_of={day}")
    articles = view.xpath("//section[@aria-labelledby='articles']//a[@class='title']/@href")
    assert articles == [f"/articles/{member.article}" for member in then.members]
    assert "As of 6 March 2024" in said(view)
    onward = [link.get("href") for link in view.cssselect("nav.rooms a, .lines a.title, .head a, .picture a")]
    findings = [link for link in onward if link.startswith(tuple(f"/{name}" for name in LEDGERS))]
    assert len(findings) > 8
    assert all(f"as_of={day}" in link for link in findings)
    listed = dossier_desk.get(f"/quotations.json?as_of={day}&limit=1000").json()["findings"]
    assert listed
    assert all(wording["passage"]["published"]["start"][:10] <= day for one in listed for wording in one["wordings"])
    assert dossier_desk.get(f"/stories/{story.id}?as_of=someday").status_code == 400


def test_before_this_record_saw_anything_nothing_was_known_here(dossier_desk: TestClient) -> None:
    assert dossier_desk.get("/stories.json?as_of=2024-03-20").json()["findings"]
    assert not dossier_desk.get("/stories.json?as_of=2024-03-20&known_here=1").json()["findings"]
    assert "known_here=1" in dossier_desk.get("/stories?as_of=2024-03-20&known_here=1").text


def test_a_status_is_that_of_the_day(dossier_desk: TestClient, comparison: Comparison) -> None:
    moved = next(one for one in comparison.each("commitment") if one.status == "broken")
    day = moved.first_day
    then = dossier_desk.get(f"/commitments.json?as_of={day}&status=open&limit=1000").json()["findings"]
    assert moved.id in {one["id"] for one in then}
    assert moved.id not in {one["id"] for one in dossier_desk.get("/commitments.json?status=open").json()["findings"]}


def test_the_wordings_show_what_was_left_out_and_what_was_added(
    dossier_desk: TestClient, comparison: Comparison
) -> None:
    quotation = largest(comparison, "quotation")
    view = look(dossier_desk, f"/quotations/{quotation.id}")
    rows = view.cssselect(".wordings > li")
    assert len(rows) == len(quotation.wordings)
    reference = next(one for one in quotation.wordings if one.passage.statement == quotation.reference)
    whole = bare("".join(edit.now for edit in reference.edits))
    for row, wording in zip(rows, quotation.wordings, strict=True):
        for unseen in row.cssselect(".unseen"):
            unseen.text = ""
        aligned = row.cssselect(".aligned")[0]
        told = bare("".join(edit.now for edit in wording.edits))
        assert bare(aligned.xpath("string()")) == "".join(
            bare(edit.was + edit.now)
            if edit.change == "replaced"
            else bare(edit.was or edit.now)
            if edit.change != "same"
            else bare(edit.now)
            for edit in wording.edits
        )
        for part in aligned.cssselect("del"):
            part.drop_tree()
        assert bare(aligned.text_content()) == told
        assert all(change in said(row) for change in wording.change if change != "exact")
    assert whole in bare(said(view.find(".//h1")))


def test_a_hedge_that_was_lost_is_called_so_where_it_was_lost(dossier_desk: TestClient, comparison: Comparison) -> None:
    hardened = next(one for one in comparison.each("quotation") if one.journey and one.journey.alert)
    view = look(dossier_desk, f"/quotations/{hardened.id}")
    stops = view.cssselect(".stops li")
    assert len(stops) == len(hardened.journey.stops)
    lost = [stop for stop in stops if "here the hedge was lost" in said(stop)]
    assert len(lost) == 1
    at = next(stop for stop in hardened.journey.stops if stop.passage.statement == hardened.journey.alert)
    assert bare(at.passage.words) in bare(said(lost[0]))
    assert view.cssselect(".journey.wide .claim.triangle")


def test_a_machines_word_on_a_status_is_marked_as_a_proposal(dossier_desk: TestClient, comparison: Comparison) -> None:
    for one in comparison.each("commitment"):
        view = look(dossier_desk, f"/commitments/{one.id}")
        steps = view.cssselect(".steps li")
        assert [said(step.cssselect(".status-of")[0]) for step in steps] == [step.status for step in one.history]
        marked = [bool(step.cssselect(".proposed")) for step in steps[1:]]
        assert marked == [step.proposed for step in one.history[1:]]
        for step, shown in zip(one.history, steps, strict=True):
            assert len(shown.cssselect(".led")) == len(step.evidence)


def test_a_story_has_every_article_in_its_timeline_and_its_table(
    dossier_desk: TestClient, comparison: Comparison
) -> None:
    for story in comparison.each("story"):
        view = look(dossier_desk, f"/stories/{story.id}")
        for form in ("wide", "narrow"):
            marks = view.cssselect(f".timeline.{form} a")
            alone = {mark.get("href") for mark in marks if mark.get("href").startswith("/articles/")}
            crowds = [
                int(number.text)
                for number in view.xpath(
                    f"//*[local-name()='svg'][contains(@class, 'timeline {form}')]//*[local-name()='a'][@href='#articles']//*[local-name()='text']"
                )
            ]
            assert len(alone) + sum(crowds) == len(story.members)
        listed = view.xpath("//section[@aria-labelledby='articles']//a[@class='title']/@href")
        assert listed == [f"/articles/{member.article}" for member in story.members]


def test_an_interview_is_one_voice_on_the_map_with_its_reports_below_it(
    dossier_desk: TestClient, comparison: Comparison
) -> None:
    story = largest(comparison, "story")
    view = look(dossier_desk, f"/stories/{story.id}")
    voices = [said(name) for name in view.cssselect(".tree.wide .name.voice")]
    dated = [name for name in voices if name.startswith("Gregor Talmas 4 Mar")]
    assert len(dated) == 1
    for link in view.cssselect(".tree.wide a"):
        target = link.get("href")
        assert not target.startswith("#") or view.xpath(f"//*[@id='{target[1:]}']"), target


def test_a_brief_has_its_sources_and_each_leads_to_its_words(dossier_desk: TestClient, comparison: Comparison) -> None:
    claim = largest(comparison, "claim")
    view = look(dossier_desk, f"/briefs/{claim.id}")
    sources = view.cssselect("[id^=source-] a")
    assert sources
    for source in sources[:5]:
        reading = look(dossier_desk, source.get("href"))
        assert reading.cssselect(".mark.passage, .words")
    text = dossier_desk.get(f"/briefs/{claim.id}.md")
    assert text.headers["content-type"].startswith("text/markdown")
    assert text.text.startswith("# ")
    assert dossier_desk.get("/briefs/c0000").status_code == 404


def test_a_storys_brief_is_one_page_that_leads_to_the_rest(dossier_desk: TestClient, comparison: Comparison) -> None:
    story = largest(comparison, "story")
    view = look(dossier_desk, f"/briefs/{story.id}")
    more = view.cssselect("article.brief h2 .more")
    assert more
    shown = len(view.cssselect("article.brief ul:not(.sources) > li"))
    whole = look(dossier_desk, more[0].get("href"))
    assert not whole.cssselect("article.brief h2 .more")
    rest = sum(int(said(one).split()[0]) for one in more)
    assert len(whole.cssselect("article.brief ul:not(.sources) > li")) == shown + rest
    # The page of the story counts its outlets as the brief does.
    outlets = said(view.cssselect("article.brief li")[0]).partition("] of ")[2].partition(",")[0]
    assert outlets in said(look(dossier_desk, f"/stories/{story.id}").cssselect(".sums")[0])


def test_no_list_has_a_ministry_say_what_it_denied(dossier_desk: TestClient) -> None:
    origins = said(look(dossier_desk, "/origins?by=Interior+Ministry&limit=100"))
    assert "“denies that the police used live ammunition”" in origins
    assert "“declined to say where the battalions were quartered”" in origins
    assert "“that the police used live ammunition”" not in origins
    assert "“declined to comment on the report”" in said(look(dossier_desk, "/answers?limit=200"))


@pytest.mark.parametrize("name", LEDGERS)
def test_a_ledger_as_csv_has_its_columns(dossier_desk: TestClient, name: str) -> None:
    answer = dossier_desk.get(f"/{name}.csv")
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}.csv"'
    rows = list(csv.reader(io.StringIO(answer.text)))
    assert rows[0] == ["id", *LEDGERS[name].columns]
    assert len(rows) > 1
    assert {len(row) for row in rows} == {len(rows[0])}


def test_no_headline_is_a_formula_in_the_csv() -> None:
    member = Member("a1", "page.html", "=1+1", "+outlet", None, "why", None, None, ())
    story = Story("s1", "story", "=HYPERLINK(1)", "2024-03-04", "2024-03-04", (member,), ("@actor",))
    cells = next(csv.reader(as_csv(LEDGERS["stories"], [story]).splitlines()[1:]))
    assert "'=HYPERLINK(1)" in cells
    assert "'@actor" in cells


def test_what_is_added_is_compared_behind_the_desks_back(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    with (
        Record.open(tmp_path / "record.db") as record,
        TestClient(create_app(tmp_path / "record.db"), base_url="http://localhost", client=("127.0.0.1", 1)) as desk,
    ):
        assert desk.get("/stories.json").json()["findings"] == []
        for page, reading in ((sample.PAGE, sample.reading()), another(1, "NPA", "2024-03-06")):
            record.keep(page, archive.keep(page), reading)
        desk.app.state.catching_up.wake()  # type: ignore[attr-defined]
        deadline = time.monotonic() + 60
        while not (found := desk.get("/stories.json").json()["findings"]) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert [len(story["members"]) for story in found] == [2]
        assert "not yet compared" not in desk.get("/stories").text


def test_what_is_not_yet_compared_is_said(dossier_desk: TestClient) -> None:
    late = dossier_desk.app.state.catching_up  # type: ignore[attr-defined]
    before, late.left = late.left, 3
    try:
        assert "3 articles not yet compared" in said(look(dossier_desk, "/claims"))
    finally:
        late.left = before


def test_nothing_of_a_hostile_page_acts_in_a_finding(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    page, reading = sample.hostile()
    copy = replace(page, body=page.body + b" ", place="<img src=x onerror=alert(1)>")
    number = identify("article", copy.id)
    ids = {one.id: identify("statement", number, one.id) for one in reading.statements}
    told = replace(
        reading,
        article=replace(reading.article, id=number, page=copy.id, place=copy.place),
        statements=tuple(replace(one, id=ids[one.id]) for one in reading.statements),
    )
    with Record.open(tmp_path / "record.db") as record:
        record.keep(page, archive.keep(page), reading)
        record.keep(copy, archive.keep(copy), told)
        Comparison(record).catch_up()
        every = [one for ledger in PAGES for kind in LEDGERS[ledger].kinds for one in Comparison(record).each(kind)]
    assert any(one.kind == "story" for one in every)
    with TestClient(create_app(tmp_path / "record.db"), base_url="http://localhost", client=("127.0.0.1", 1)) as desk:
        paths = [f"/{name}" for name in LEDGERS] + [
            f"/{'stories' if one.kind == 'story' else 'claims'}/{one.id}" for one in every
        ]
        paths += [f"/briefs/{one.id}" for one in every] + ["/claims?by=%22%3E%3Cscript%3Ealert(1)%3C/script%3E"]
        for path in paths:
            view = document_fromstring(desk.get(path).text)
            assert [script.get("src") for script in view.iter("script")] == ["/static/desk.js"], path
            for element in view.iter("*"):
                assert element.tag not in ("img", "iframe", "object", "embed", "base", "style"), path
                assert not [name for name in element.attrib if name.startswith("on") or name == "style"], path
                target = (element.get("href") or "").strip().lower()
                assert not target.startswith(("javascript:", "data:", "http")), path


def test_the_findings_of_one_reading_are_reached_from_it(dossier_desk: TestClient, comparison: Comparison) -> None:
    story = largest(comparison, "story")
    assert isinstance(story, Story)
    article = story.members[0].article
    view = look(dossier_desk, f"/articles/{article}")
    ways = [link.get("href") for link in view.cssselect(".ways a")]
    assert f"/stories?article={article}" in ways
    listed = look(dossier_desk, f"/stories?article={article}")
    assert f"/stories/{story.id}" in [link.get("href") for link in listed.cssselect(".lines .title")]


def test_the_list_as_json_is_one_object(dossier_desk: TestClient) -> None:
    body = json.loads(dossier_desk.get("/claims.json").text)
    assert set(body) == {"findings", "after"}


def test_a_quotation_has_one_picture_in_which_every_wording_stands(
    dossier_desk: TestClient, comparison: Comparison
) -> None:
    untied = 0
    for one in comparison.each("quotation"):
        assert isinstance(one, Quotation)
        view = look(dossier_desk, f"/quotations/{one.id}")
        [picture] = view.xpath("//div[@class='for-wide']/*[contains(@class, 'tree')]")
        led_to = picture.xpath(".//a[not(starts-with(@href, '#'))]/@href")
        tied = [report.passage for voice in one.origins.voices for report in voice.reports]
        lost = [untied.passage for untied in one.origins.cannot_tell]
        if len(tied) + len(lost) <= 12:
            assert sorted(led_to) == sorted(passage_address(passage) for passage in (*tied, *lost))
        assert bool(lost) == ("cannot be told" in said(picture))
        untied += len(lost)
    assert untied


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("/commitments?status=opne", "withdrawn or lapsed"),
        ("/claims.json?status=open", "Claims have no status"),
        ("/stories.csv?since=2024-05-01&until=2024-04-01", "give the earlier day first"),
    ],
)
def test_what_no_finding_can_have_is_refused_in_a_sentence(dossier_desk: TestClient, asked: str, told: str) -> None:
    answer = dossier_desk.get(asked)
    assert answer.status_code == 400
    assert told in answer.text


def test_origins_as_data_are_one_voice_an_object(dossier_desk: TestClient, comparison: Comparison) -> None:
    listed = dossier_desk.get("/origins.json?limit=1000").json()
    kinds: tuple[FindingKind, ...] = ("quotation", "claim", "commitment")
    whole = [one for kind in kinds for one in comparison.each(kind)]
    wanted = {(origin.of.id, origin.id) for one in whole for origin in origins_of(one)}
    assert {(one["of"]["id"], one["id"]) for one in listed["origins"]} == wanted
    assert all(report["passage"]["place"] and report["tie"] for one in listed["origins"] for report in one["reports"])
    few = dossier_desk.get("/origins.json?limit=3")
    assert few.json()["origins"] == listed["origins"][: len(few.json()["origins"])]
    assert few.json()["after"]
