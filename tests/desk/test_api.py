"""The record as data over HTTP: what is given, how lists go on, what errors look like, and that any request is answered."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from lxml.html import document_fromstring
from schemathesis import checks

from according.comparison.comparison import Comparison
from according.desk.app import create_app
from according.desk.list_feeds import LISTS as FEEDS
from according.model import (
    Actor,
    Anchor,
    Event,
    Hop,
    Judgement,
    Party,
    Refusal,
    Span,
    Statement,
    Words,
)  # fmt: skip
from according.record import remarks
from according.record.people import make_local_person
from according.record.record import Record
from tests.desk import sample

LISTS = ("readings", "statements", "events", "actors", "sources", "outlets", "refusals", "judgements")


@pytest.fixture(scope="module")
def described(address: str) -> schemathesis.BaseSchema:
    return schemathesis.openapi.from_url(f"{address}/openapi.json")


@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode))
def test_any_request_is_answered_as_the_document_says(
    described: schemathesis.BaseSchema, mode: schemathesis.GenerationMode
) -> None:
    """Requests that fit the document, and requests that do not (schemathesis, a few of either for every way)."""
    asked = set()
    for made in described.get_all_operations():
        operation = made.ok()

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(max_examples=3, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
        def is_answered(case: schemathesis.Case) -> None:
            # A day that is none, or a cursor of another list, fits the document and is refused: that is an answer too.
            case.call_and_validate(excluded_checks=[checks.positive_data_acceptance, checks.unsupported_method])
            asked.add(case.path)

        try:
            is_answered()
        except Unsatisfiable:  # nothing that could be sent would not fit
            assert mode is schemathesis.GenerationMode.NEGATIVE
    assert len(asked) > 20
    if mode is schemathesis.GenerationMode.POSITIVE:
        listed = {f"/{name}.{form}" for name in (*LISTS, *FEEDS) for form in ("json", "csv", "atom")}
        assert asked >= listed | {"/briefs/{number}.json", "/subscriptions.json", "/searches.csv"}


def everything(desk: TestClient, name: str, limit: int) -> list[object]:
    """All of a list, page after page as the header Link leads."""
    found: list[object] = []
    address: str | None = f"/{name}.json?limit={limit}"
    while address:
        answer = desk.get(address)
        assert answer.status_code == 200, answer.text
        part = answer.json()
        found += part[name]
        address = answer.links.get("next", {}).get("url")
        assert (part["after"] is None) == (address is None)
    return found


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_whole_and_in_order_however_it_is_cut_into_pages(desk: TestClient, name: str) -> None:
    whole = everything(desk, name, 1000)
    assert everything(desk, name, 7 if len(whole) < 100 else 53) == whole
    if name != "judgements":
        assert whole


@pytest.mark.parametrize("name", LISTS)
def test_the_table_of_a_list_has_a_row_for_each_of_its_things(desk: TestClient, name: str) -> None:
    answer = desk.get(f"/{name}.csv?limit=40")
    head, *rows = csv.reader(io.StringIO(answer.text))
    things = desk.get(f"/{name}.json?limit=40").json()[name]
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert len(rows) == len(things)
    assert {len(row) for row in rows} <= {len(head)}


def test_a_statement_comes_with_its_words_and_its_article(desk: TestClient) -> None:
    first = sample.reading().statements[0]
    told = desk.get(f"/statements/{first.id}.json").json()
    text = desk.get(f"/articles/{told['article']['article']}.json").json()["article"]["text"]
    (start, end), *_ = told["statement"]["content"]["spans"]
    assert told["content"].startswith(text[start:end])


def test_a_reading_is_as_the_contract_says(desk: TestClient) -> None:
    told = desk.get(f"/articles/{sample.article().id}.json").json()
    jsonschema.validate(told, desk.get("/api/schema").json())


def test_filters_narrow_a_list(desk: TestClient) -> None:
    assert {one["statement"]["act"] for one in desk.get("/statements.json?act=deny").json()["statements"]} <= {"deny"}
    published = [one["publisher"] for one in desk.get("/readings.json?publisher=npa").json()["readings"]]
    assert published
    assert set(published) == {"NPA"}
    assert desk.get("/readings.json?since=2030").json() == {"readings": [], "after": None}


def test_what_is_asked_of_a_search_on_its_page_is_asked_of_its_data_too(desk: TestClient) -> None:
    for facet, value in (("actor", "Varga"), ("type", "ACCUSE"), ("status", "denied"), ("certainty", "very likely")):
        on_page = document_fromstring(desk.get("/search", params={"q": "the", facet: value}).text)
        found = desk.get("/search.json", params={"q": "the", facet: value, "limit": 30})
        assert found.status_code == 200, found.text
        assert len(found.json()["hits"]) == len(on_page.cssselect("ol.lines > li")), facet
    assert desk.get("/search.json?q=the&certainty=perhaps").status_code == 400


def test_an_outlet_and_an_actor_across_articles_are_data_too(desk: TestClient) -> None:
    told = desk.get("/outlets/NPA.json").json()
    assert told["readings"] == 30
    assert told["voices"]
    assert not {"score", "rank", "grade"} & set(told)
    assert desk.get("/outlets/Nobody’s.json").status_code == 404
    (who,) = sample.reading().actors
    (listed,) = [one for one in desk.get("/actors.json").json()["actors"] if one["name"] == who.name]
    whole = desk.get(f"/actors/{listed['actor']}/across.json?limit=1000").json()
    assert whole["actor"]["name"] == who.name
    assert whole["after"] is None
    assert len(whole["statements"]) > 50
    # A small limit leads on to the rest of the very same list.
    address, found = f"/actors/{who.id}/across.json?limit=25", []
    for left in (True, True, False):
        answer = desk.get(address)
        found += answer.json()["statements"]
        assert ("next" in answer.links) == left
        address = answer.links["next"]["url"] if left else ""
    assert found == whole["statements"]


@pytest.mark.parametrize("name", ["stories", "claims", "commitments", "quotations", "precedents"])
def test_a_brief_is_data_too_and_every_passage_of_it_stands_in_its_article(dossier_desk: TestClient, name: str) -> None:
    number = dossier_desk.get(f"/{name}.json?limit=1").json()["findings"][0]["id"]
    told = dossier_desk.get(f"/briefs/{number}.json").json()
    assert told["title"]
    lines = [line for section in told["sections"] for line in section["sentences"]]
    parts = [part for line in lines for part in line["parts"] if isinstance(part, dict)]
    # A phrase cites several passages at once; a quoted one is a part of its own.
    shown = [one for part in parts for one in part.get("passages", [part])]
    assert shown
    assert [one for n, one in enumerate(shown) if one not in shown[:n]] == told["sources"]
    for passage in told["sources"]:
        text = dossier_desk.get(f"/articles/{passage['article']}.json").json()["article"]["text"]
        assert text[slice(*passage["span"])] == passage["words"]
    # The same is read on the page.
    page = document_fromstring(dossier_desk.get(f"/briefs/{number}").text)
    assert len(page.cssselect("article.brief h2")) == len(told["sections"]) + 1
    assert len(page.cssselect("article.brief [id^=source-]")) == len(told["sources"])
    assert len(page.cssselect("article.brief .more")) == sum(section["more"] > 0 for section in told["sections"])
    assert told["left_out"] == []
    assert dossier_desk.get("/briefs/nothing.json").status_code == 404


def test_a_search_goes_on_where_it_ended(desk: TestClient) -> None:
    first = desk.get("/search.json?q=bridges&limit=3")
    second = desk.get(first.links["next"]["url"])
    both = desk.get("/search.json?q=bridges&limit=6").json()["hits"]
    assert first.json()["hits"] + second.json()["hits"] == both


def test_who_has_an_answer_already_is_told_so(desk: TestClient) -> None:
    for address in ("/readings.json", "/readings", "/stories.csv", f"/articles/{sample.article().id}"):
        first = desk.get(address)
        again = desk.get(address, headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert "content-security-policy" in again.headers
        assert desk.get(address, headers={"If-None-Match": '"other"'}).content == first.content


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("/articles/nothing.json", 404, "nothing"),
        ("/stories/nothing.json", 404, "nothing"),
        ("/nowhere.json", 404, "no such page"),
        ("/readings.json?limit=0", 400, "limit"),
        ("/readings.json?since=2024-13", 400, "since"),
        ("/statements.csv?after=anything", 400, "begin the list anew"),
        ("/source.json", 400, "name"),
    ],
)
def test_what_goes_wrong_is_told_as_a_problem(desk: TestClient, address: str, status: int, told: str) -> None:
    answer = desk.get(address)
    problem = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, problem["status"]) == (status, status)
    assert told in problem["detail"]


def test_the_reference_page_names_every_way_and_every_type(desk: TestClient) -> None:
    page = document_fromstring(desk.get("/api").text)
    told = desk.get("/openapi.json").json()
    text = page.text_content()
    assert all(path in text for path in told["paths"])
    assert {
        f"/{name}{suffix}" for name in (*LISTS, "search", "stories") for suffix in (".json", ".csv", ".atom")
    } <= set(told["paths"])
    leads = {link.get("href")[1:] for link in page.iterfind(".//a") if link.get("href").startswith("#type-")}
    assert leads
    assert leads <= {element.get("id") for element in page.iter("article")}


@pytest.mark.parametrize("beginning", ["=", "+", "-", "@", "\t"])
def test_whatever_a_page_or_a_person_wrote_is_no_formula_in_any_table(tmp_path: Path, beginning: str) -> None:
    evil = f"{beginning}cmd|' /C calc'!A1"
    base, text = sample.reading(), f"{evil} said “{evil}”"
    told = replace(
        base.article, text=text, paragraphs=(Span(0, len(text)),), anchors=(Anchor("paragraph", None),), furniture=(),
        links=(), title=evil, publisher=evil, byline=(evil,), found=(),
    )  # fmt: skip
    whole = Span(0, len(evil))
    said = Statement(
        id="sevil", within=None, form="direct", act="assert", stance="neutral", source=Party(whole, "aevil"),
        cue=Words((Span(len(evil) + 1, len(evil) + 5),)), content=Words((Span(len(evil) + 6, len(text)),)),
        chain=(Hop(evil, whole, "aevil", "originator", "text"),),
    )  # fmt: skip
    who = Actor("aevil", evil, "person", None, None, None, (whole,))
    event = Event("eevil", whole, "ACCUSE", "ACCUSE", None, "happened", None, (Party(whole, "aevil"),), ())
    reading = replace(base, article=told, actors=(who,), statements=(said,), events=(event,))
    with Record.open(tmp_path / "evil.db") as record:
        record.keep(sample.PAGE, None, reading)
        record.refuse(Refusal(evil, evil, "2024-03-06T07:00:00Z"))
        judged = Judgement(
            "jevil", told.id, "sevil", None, "confirmed", None, None, evil, "2024-03-06T07:00:00Z", note=evil
        )
        record.judge(judged)
        with record.changing() as connection:
            remarks.add(connection, make_local_person(connection).id, told.id, evil, span=whole)
        Comparison(record).catch_up()
    app = create_app(tmp_path / "evil.db")
    with TestClient(app, base_url="http://localhost", client=("127.0.0.1", 1)) as desk:
        found = {path for path in desk.get("/openapi.json").json()["paths"] if path.endswith(".csv")}
        assert len(found) > 15
        shown = 0
        for path in found:
            table = desk.get(path, params={"name": evil, "q": "calc"})
            assert table.status_code == 200, path
            for cell in (cell for row in csv.reader(io.StringIO(table.text)) for cell in row):
                shown += "calc" in cell
                assert not re.match(r"\s*[=+\-@＝＋－＠\t\r]", cell), (path, cell)
        assert shown > 15


def test_words_of_a_page_are_no_formula_in_a_table(desk: TestClient) -> None:
    cells = [cell for row in csv.reader(io.StringIO(desk.get("/statements.csv?limit=1000").text)) for cell in row]
    assert cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]
