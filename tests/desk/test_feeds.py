"""The feeds of lists: valid Atom, narrowed as the lists are, what came to be known last in front."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import feedparser
import pytest
from fastapi.testclient import TestClient
from lxml.html import document_fromstring

from according.comparison.comparison import Comparison
from according.desk.app import create_app
from according.desk.atom import ENTRIES
from according.desk.list_feeds import LISTS
from according.model import Judgement, Span
from according.record import feed_keys, remarks
from according.record.feed_keys import LISTS as KEPT
from according.record.people import make_local_person
from according.record.record import Record
from tests.desk import sample
from tests.desk.conftest import another
from tests.desk.persons import Persons

# What a list must be asked for.
ASKED = {"source": "?name=Marshal+Ilse+Varga", "search": "?q=bridges"}


def feed(desk: TestClient, address: str) -> Any:
    answer = desk.get(address)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("application/atom+xml")
    found = feedparser.parse(answer.content)
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


def leads(found: Any) -> list[str]:
    """Where the entries lead."""
    return [one.link.removeprefix("http://localhost") for one in found.entries]


@pytest.mark.parametrize("name", LISTS)
def test_every_list_is_a_feed_whose_entries_lead_to_their_things(desk: TestClient, name: str) -> None:
    address = f"/{name}.atom{ASKED.get(name, '')}"
    found = feed(desk, address)
    assert [link.href for link in found.feed.links if link.rel == "self"] == [f"http://localhost{address}"]
    (there,) = [link.href for link in found.feed.links if link.rel == "alternate"]
    assert desk.get(there).status_code == 200
    assert len({one.id for one in found.entries}) == len(found.entries) <= ENTRIES
    instants = [one.updated for one in found.entries]
    assert instants == sorted(instants, reverse=True)
    assert all(one.title for one in found.entries)
    for lead in {urlsplit(lead)._replace(fragment="").geturl() for lead in leads(found)[:5]}:
        assert desk.get(lead).status_code == 200, lead
    if name not in ("remarks", "judgements", "commitments", "precedents", "answers", "claims"):
        assert found.entries


def test_a_feed_is_narrowed_as_its_list_is(desk: TestClient) -> None:
    for asked in ("act=deny", "publisher=npa", "since=2024-03&certainty=likely"):
        held = {one["statement"]["id"] for one in desk.get(f"/statements.json?limit=1000&{asked}").json()["statements"]}
        told = {lead.rpartition("/")[2] for lead in leads(feed(desk, f"/statements.atom?{asked}"))}
        assert told
        assert told <= held
        assert len(told) == min(len(held), ENTRIES)
    published = {one["article"] for one in desk.get("/readings.json?publisher=npa").json()["readings"]}
    assert {lead.rpartition("/")[2] for lead in leads(feed(desk, "/readings.atom?publisher=npa"))} == published
    kind = desk.get("/events.json").json()["events"][0]["event"]["type"]
    held = {one["event"]["trigger"][0] for one in desk.get(f"/events.json?type={kind}").json()["events"]}
    assert {
        int(lead.rpartition("#s")[2].split("-")[0]) for lead in leads(feed(desk, f"/events.atom?type={kind}"))
    } == held
    named = {one["name"] for one in desk.get("/sources.json?name=varga").json()["sources"]}
    assert {one.title for one in feed(desk, "/sources.atom?name=varga").entries} == named
    assert desk.get("/readings.atom?since=2024-13").status_code == 400
    assert desk.get("/source.atom").status_code == 400


def told_of(desk: TestClient, address: str) -> set[str]:
    return {urlsplit(lead).path.rpartition("/")[2] for lead in leads(feed(desk, address))}


def listed(desk: TestClient, name: str, asked: str = "") -> list[dict[str, str]]:
    """The findings of a list; of origins those that they are behind, with an article of each."""
    held = desk.get(f"/{name}.json?limit=1000&{asked}").json()
    if name != "origins":
        return held["findings"]
    return [one["of"] | {"article": one["reports"][0]["passage"]["article"]} for one in held["origins"]]


@pytest.mark.parametrize("name", ["claims", "commitments", "quotations", "precedents", "answers", "origins"])
def test_a_feed_of_findings_is_narrowed_as_its_list_is(dossier_desk: TestClient, name: str) -> None:
    every = listed(dossier_desk, name)
    told = told_of(dossier_desk, f"/{name}.atom")
    assert told
    assert told <= {one["id"] for one in every}
    article = every[0]["article"] if name == "origins" else None
    days = sorted(one["last_day"] for one in every)
    for asked in (
        f"since={days[len(days) // 2]}",
        "by=Talmas",
        "by=Nobody",
        *([f"article={article}"] if article else []),
    ):
        held = {one["id"] for one in listed(dossier_desk, name, asked)}
        narrowed = told_of(dossier_desk, f"/{name}.atom?{asked}")
        assert narrowed <= held
        assert narrowed >= told & held
    assert dossier_desk.get(f"/{name}.atom?since=soon").status_code == 400


def test_a_feed_says_what_it_is_narrowed_by(desk: TestClient) -> None:
    found = feed(desk, "/statements.atom?act=deny&publisher=")
    assert found.feed.title == "New statements: deny"
    assert found.feed.id != feed(desk, "/statements.atom").feed.id


@pytest.fixture
def place(tmp_path: Path) -> Path:
    with Record.open(tmp_path / "told.db") as record:
        record.keep(sample.PAGE, None, sample.reading())
        Comparison(record).catch_up()
    return tmp_path / "told.db"


@pytest.fixture
def own(place: Path) -> Iterator[TestClient]:
    with TestClient(create_app(place), base_url="http://localhost", client=("127.0.0.1", 1)) as client:
        yield client


def test_an_old_page_that_came_in_today_stands_first(place: Path, own: TestClient) -> None:
    before = {name: feed(own, f"/{name}.atom") for name in ("readings", "statements", "outlets")}
    page, reading = another(1, "Old Harbour Post", "1999-01-01")
    with Record.open(place) as record:
        record.keep(page, None, reading)
        Comparison(record).catch_up()
    assert leads(feed(own, "/readings.atom"))[0] == f"/articles/{reading.article.id}"
    first = {one.id for one in reading.statements}
    told = [lead.rpartition("/")[2] for lead in leads(feed(own, "/statements.atom"))]
    assert set(told[: len(first)]) == first
    assert feed(own, "/outlets.atom").entries[0].title == "Old Harbour Post"
    for name, old in before.items():  # what stood there is told as it was
        now = {one.id: one for one in feed(own, f"/{name}.atom").entries}
        assert all(now[one.id].updated == one.updated and now[one.id].title == one.title for one in old.entries)


def test_what_a_person_wrote_has_the_person_as_its_author(place: Path, own: TestClient) -> None:
    told = sample.reading()
    with Record.open(place) as record:
        record.judge(
            Judgement("j1", told.article.id, told.statements[0].id, None, "confirmed", None, None, "Bo <b>Ek</b>",
                      "2024-03-06T07:00:00Z", note="Checked <i>twice</i>.")
        )  # fmt: skip
        with record.changing() as connection:
            person = make_local_person(connection)
            remarks.add(connection, person.id, told.article.id, "Look here.", span=Span(0, 4))
    (given,) = feed(own, "/judgements.atom").entries
    assert (given.author, given.title) == ("Bo <b>Ek</b>", "Confirmed: statement")
    assert "Checked <i>twice</i>." in own.get("/judgements.atom").text.replace("&lt;", "<").replace("&gt;", ">")
    assert leads(feed(own, "/judgements.atom")) == [f"/statements/{told.statements[0].id}#judgements"]
    (remark,) = feed(own, f"/remarks.atom?article={told.article.id}").entries
    assert remark.author == person.name
    assert not feed(own, "/remarks.atom?article=a0").entries
    assert {one.get("author") for one in feed(own, "/readings.atom").entries} == {None}


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("/readings?publisher=NPA&q=bridges", "/readings.atom?q=bridges&publisher=NPA"),
        ("/search?q=bridges&act=deny", "/search.atom?q=bridges&act=deny"),
        ("/sources?q=varga", "/sources.atom?name=varga"),
        ("/source?name=Marshal+Ilse+Varga", "/source.atom?name=Marshal%20Ilse%20Varga"),
        ("/remarks", "/remarks.atom"),
        ("/refusals", "/refusals.atom"),
        ("/today", "/today.atom"),
        ("/claims?by=Varga&since=2024-01-01&as_of=2024-06-01", "/claims.atom?by=Varga&since=2024-01-01"),
        ("/origins", "/origins.atom"),
    ],
)
def test_a_list_leads_to_its_feed(desk: TestClient, page: str, expected: str) -> None:
    view = document_fromstring(desk.get(page).text)
    (link,) = view.cssselect("link[rel=alternate][type='application/atom+xml']")
    assert link.get("href") == expected
    feed(desk, expected)
    for way in view.cssselect("p.ways a[href*='.json'], p.ways a[href*='.csv'], p.ways a[href*='.atom']"):
        assert desk.get(way.get("href")).status_code == 200


def test_a_feed_of_any_list_is_opened_by_its_own_address_where_reading_needs_an_account(place: Path) -> None:
    assert set(KEPT) == set(LISTS) - set(ASKED)
    with Persons(create_app(place), Ann="analyst", Rob="reader") as desk:
        for name in KEPT:
            with Record.open(place) as record, record.changing() as connection:
                key = feed_keys.make(connection, desk.id("Rob"), feed_keys.LIST, name, "2024-03-06T07:00:00Z")
            assert desk[None].get(f"/{name}.atom").status_code == 401
            own = feed(desk[None], f"/feeds/{key.token}.atom")
            assert (own.feed.id, leads(own)) == ((shown := feed(desk["Rob"], f"/{name}.atom")).feed.id, leads(shown))
