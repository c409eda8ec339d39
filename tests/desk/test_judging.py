"""Judging at the desk: both words are shown with who and when, and a reader may not; pages of actors and outlets."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, expect

from according.comparison.comparison import Comparison
from according.desk.app import create_app
from according.model import Statement
from according.record.record import Record
from tests.desk import sample
from tests.desk.conftest import another, served
from tests.desk.persons import Persons

READING = sample.reading()
ARTICLE = READING.article.id
TEXT = READING.article.text


@pytest.fixture
def where(places: tuple[Path, Path], tmp_path: Path) -> Path:
    """A record of the test's own."""
    with Record.open(places[0]) as record:
        record.backup(tmp_path / "own.db")
    return tmp_path / "own.db"


@pytest.fixture
def own_desk(where: Path) -> Iterator[TestClient]:
    client = TestClient(
        create_app(where), base_url="http://localhost", client=("127.0.0.1", 50000), follow_redirects=False
    )
    with client:
        yield client


def chained() -> Statement:
    """A statement whose chain has a relay."""
    return next(one for one in READING.statements if len(one.chain) > 1)


def send(desk: TestClient, target: str, **values: object) -> int:
    page = desk.get(f"/statements/{chained().id}").text
    token = re.search(r'name="token" value="([^"]+)"', page)
    assert token
    given = {"token": token[1], "target": target, **values}
    return desk.post(f"/articles/{ARTICLE}/judgements", data=given).status_code


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split()).replace(" ,", ",")


def test_a_corrected_chain_is_shown_with_the_machines_beside_it(own_desk: TestClient, where: Path) -> None:
    one = chained()
    first = one.chain[0].name
    assert send(own_desk, one.id, field="chain", verdict="corrected", hop=[first, ""], role=["originator", "relay"],
                note="The relay quotes nobody.") == 303  # fmt: skip
    with Record.open(where) as record:
        (judged,) = record.judgements(target=one.id)
    assert [hop["name"] for hop in judged.judgement.person] == [first]  # type: ignore[attr-defined]
    assert [hop["name"] for hop in judged.judgement.machine] == [hop.name for hop in one.chain]  # type: ignore[attr-defined]
    for address in (f"/statements/{one.id}", f"/articles/{ARTICLE}"):
        page = words(own_desk.get(address).text)
        machine = " › ".join(hop.name for hop in one.chain)
        assert f"chain corrected {first} the machine: {machine} you, " in page
        assert "The relay quotes nobody." in page


def test_words_that_do_not_stand_in_the_article_are_refused(own_desk: TestClient) -> None:
    one = chained()
    refused = {"field": "chain", "verdict": "corrected", "hop": ["Nobody at all"], "role": ["relay"]}
    assert send(own_desk, one.id, **refused) == 422
    assert send(own_desk, one.id, field="content", verdict="corrected", words="no such words") == 422
    assert send(own_desk, one.id, field="act", verdict="corrected", value="sing") == 422
    assert send(own_desk, one.id, field="colour", verdict="corrected", value="red") == 422
    assert send(own_desk, one.id, field="act", verdict="perhaps") == 400
    assert "Nobody has judged this" in own_desk.get(f"/statements/{one.id}").text


def test_a_rejected_statement_leaves_the_reading_and_is_named_below_it(own_desk: TestClient) -> None:
    one = chained()
    assert f'id="note-{one.id}"' in own_desk.get(f"/articles/{ARTICLE}").text
    assert send(own_desk, one.id, verdict="rejected") == 303
    page = own_desk.get(f"/articles/{ARTICLE}").text
    assert f'id="note-{one.id}"' not in page
    assert "Rejected here" in page
    assert f'href="/statements/{one.id}"' in page
    assert "It is left out of the reading" in own_desk.get(f"/statements/{one.id}").text
    assert send(own_desk, one.id, verdict="confirmed") == 303
    assert f'id="note-{one.id}"' in own_desk.get(f"/articles/{ARTICLE}").text


def test_every_part_has_a_form_and_an_event_too(own_desk: TestClient) -> None:
    page = own_desk.get(f"/statements/{chained().id}").text
    parts = ("source", "cue", "content", "chain", "act", "condition", "certainty", "source-grade", "information-grade")
    assert all(f'id="judge-{part}"' in page for part in parts)
    event = READING.events[0]
    assert 'id="judge-status"' in own_desk.get(f"/judge/{event.id}").text
    assert send(own_desk, event.id, field="status", verdict="corrected", value="denied") == 303
    shown = words(own_desk.get(f"/judge/{event.id}").text)
    assert f"status corrected denied the machine: {event.status}" in shown


def test_the_words_of_an_event_are_corrected_and_both_are_seen(own_desk: TestClient) -> None:
    event = READING.events[0]
    assert send(own_desk, event.id, field="trigger", verdict="corrected", words="") == 422
    assert send(own_desk, event.id, field="trigger", verdict="corrected", words="cross the Lenn") == 303
    shown = words(own_desk.get(f"/judge/{event.id}").text)
    assert f"trigger corrected cross the Lenn the machine: {event.trigger.of(TEXT)} you, " in shown
    assert "cross the Lenn" in words(own_desk.get(f"/articles/{ARTICLE}").text)


def test_an_article_is_taken_out_of_its_story_and_both_words_stay(dossier_record: Path) -> None:
    client = TestClient(create_app(dossier_record), base_url="http://localhost", client=("127.0.0.1", 50000))
    with client:
        story = max(client.get("/stories.json").json()["findings"], key=lambda one: len(one["members"]))
        page = client.get(f"/judge/{story['id']}").text
        forms = re.findall(r'<form class="judge".*?</form>', page, re.DOTALL)
        given = dict(re.findall(r'name="(\w+)" value="([^"]*)"', forms[0]))
        out = given["target"]
        others = {member["article"] for member in story["members"]} - {out}
        answer = client.post(f"/articles/{out}/judgements", data=given | {"verdict": "rejected"})
        # One is led to the story, or, where it is no more, to the article.
        assert answer.status_code == 200
        with Record.open(dossier_record) as record:
            Comparison(record).catch_up()
        stories = [
            {one["id"]: {member["article"] for member in one["members"]}}
            for one in client.get("/stories.json").json()["findings"]
        ]
        (left,) = [(number, of) for one in stories for number, of in one.items() if of & others]
        assert out not in left[1]
        said_of_it = "story rejected this article does not belong with another"
        for address in (f"/articles/{out}", f"/judge/{left[0]}"):
            shown = words(client.get(address).text)
            assert said_of_it in shown
            assert "the machine: one story you, " in shown


def test_who_may_not_judge_is_not_led_to_it(dossier_record: Path) -> None:
    with Persons(create_app(dossier_record), Ann="analyst", Rob="reader") as desk:
        story = desk["Ann"].get("/stories.json").json()["findings"][0]["id"]
        assert f'"/judge/{story}"' in desk["Ann"].get(f"/stories/{story}").text
        assert f'"/judge/{story}"' not in desk["Rob"].get(f"/stories/{story}").text
        assert desk["Rob"].get(f"/judge/{story}").status_code == 403


def test_what_a_person_writes_is_shown_as_text(own_desk: TestClient) -> None:
    one = chained()
    assert send(own_desk, one.id, verdict="confirmed", note="<script>alert(1)</script>") == 303
    page = own_desk.get(f"/statements/{one.id}").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_without_the_forms_token_nothing_is_judged(own_desk: TestClient, where: Path) -> None:
    given = {"target": chained().id, "verdict": "rejected"}
    assert own_desk.post(f"/articles/{ARTICLE}/judgements", data=given).status_code == 403
    with Record.open(where) as record:
        assert record.judgements() == []


def test_after_another_reading_a_judgement_holds_or_says_that_it_is_lost(own_desk: TestClient, where: Path) -> None:
    one = chained()
    assert send(own_desk, one.id, field="act", verdict="corrected", value="threaten") == 303
    start = one.content.spans[0].start
    gone = replace(
        READING, reader="99.0",
        article=replace(READING.article, text=TEXT[:start] + "#" * (len(TEXT) - start)),
        statements=(), events=(),
    )  # fmt: skip
    with Record.open(where) as record:
        assert record.keep(sample.PAGE, None, gone)
    page = words(own_desk.get(f"/articles/{ARTICLE}").text)
    assert "Judgements whose place is lost" in page
    assert "act corrected threaten" in page
    with Record.open(where) as record:
        assert record.keep(sample.PAGE, None, replace(READING, reader="99.1"))
    assert "act corrected threaten" in words(own_desk.get(f"/statements/{one.id}").text)
    assert "Judgements whose place is lost" not in own_desk.get(f"/articles/{ARTICLE}").text


def test_judgements_are_listed_and_given_out_as_gold(own_desk: TestClient, where: Path) -> None:
    one = chained()
    assert send(own_desk, one.id, field="act", verdict="corrected", value="threaten") == 303
    command = [sys.executable, "-m", "according", "judgements"]
    listed = subprocess.run([*command, "list", "--record", where], check=True, capture_output=True, text=True).stdout
    assert f"you  statement {one.id} act corrected: threaten" in listed
    given = subprocess.run([*command, "export", "--record", where], check=True, capture_output=True, text=True).stdout
    (paragraph,) = map(json.loads, given.splitlines())
    assert {"id", "from", "published", "context", "paragraph", "statements", "events"} < set(paragraph)
    assert "threaten" in {told["act"] for told in paragraph["statements"]}
    assert paragraph["judged"]["by"] == ["you"]
    for told in paragraph["statements"]:
        content = told["content"] if isinstance(told["content"], list) else [told["content"]]
        assert all(part in paragraph["paragraph"] for part in (*content, *told["chain"]))


def test_an_actors_page_is_merged_with_another_and_set_apart_again(own_desk: TestClient, where: Path) -> None:
    (who,) = READING.actors
    page, reading = another(77, "NPA", "2024-02-03")
    other = replace(who, id="aother", name="Ilse Warga")
    with Record.open(where) as record:
        record.keep(page, None, replace(reading, actors=(other,)))
    assert f"<h1><bdi>{who.name}</bdi></h1>" in own_desk.get(f"/actors/{who.id}").text
    assert own_desk.get("/actors/a0").status_code == 404

    assert send(own_desk, who.id, field="same actor", verdict="confirmed", actor=f"/actors/{other.id}") == 303
    merged = own_desk.get(f"/actors/{who.id}").text
    assert f"<h1><bdi>{other.name}</bdi></h1>" in merged
    assert f"same actor confirmed {who.name} and {other.name} you, " in words(merged)
    assert f'href="/actors/{other.id}"' in merged

    called = {"field": "same actor", "actor": other.id, "words": "Ilse Varga of the museum"}
    assert send(own_desk, who.id, verdict="rejected", **called) == 303
    apart = own_desk.get(f"/actors/{who.id}").text
    assert "<h1><bdi>Ilse Varga of the museum</bdi></h1>" in apart
    assert f"same actor rejected {who.name} and not Ilse Varga of the museum" in words(apart)


def test_an_outlets_page_counts_from_whom_it_has_what_it_tells(own_desk: TestClient) -> None:
    publisher = READING.article.publisher
    page = words(own_desk.get(f"/outlets/{publisher}").text)
    assert "Through whom it has it" in page
    assert chained().chain[-1].name in page
    assert own_desk.get("/outlets/Nobody’s Gazette").status_code == 404


def test_journey_a_chain_is_corrected_and_both_versions_are_seen(chromium: Browser, where: Path) -> None:
    one = chained()
    with served(where, None) as address:
        page = chromium.new_page(java_script_enabled=False)
        page.goto(f"{address}/articles/{ARTICLE}")
        page.locator(f"#note-{one.id} summary").first.click()
        page.locator(f"#note-{one.id}").get_by_role("link", name="Judge", exact=True).click()
        chain = page.locator("#judge-chain")
        chain.locator("summary").click()
        last = chain.locator("input[name=hop]").nth(len(one.chain) - 1)
        expect(last).to_have_value(one.chain[-1].name)
        last.fill("")
        chain.get_by_role("button", name="Correct").click()
        line = page.locator(".judging > .versions li").first
        expect(line).to_contain_text("chain corrected")
        expect(line.locator("del")).to_contain_text(one.chain[-1].name)
        expect(line.locator("ins")).not_to_contain_text(one.chain[-1].name)
        expect(line).to_contain_text("you")
        expect(page.locator("h1 .chain")).not_to_contain_text(one.chain[-1].name)
        page.close()


def test_on_a_finding_a_person_confirms_what_became_of_it(dossier_record: Path) -> None:
    client = TestClient(create_app(dossier_record), base_url="http://localhost", client=("127.0.0.1", 50000))
    with client:
        found = client.get("/commitments.json", params={"limit": 200}).json()["findings"]
        one = next(each for each in found if len(each["history"]) > 1 and each["history"][1]["proposed"])
        page = client.get(f"/judge/{one['id']}").text
        form = page[page.index('<form class="judge"') :]
        given = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form[: form.index("</form>")]))
        status, where = one["history"][1]["status"], one["statements"][0]["article"]
        assert given["machine"] == status
        answer = client.post(f"/articles/{where}/judgements", data=given | {"verdict": "confirmed"})
        assert answer.status_code == 200
        story = client.get("/stories.json").json()["findings"][0]
        assert "It does not" in client.get(f"/judge/{story['id']}").text


@pytest.fixture
def dossier_record(read_dossier: Path, tmp_path: Path) -> Path:
    """A copy of the dossier's record."""
    return Path(shutil.copy(read_dossier, tmp_path / "dossier.db"))
