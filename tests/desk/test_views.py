"""What an editor finds on each page of the desk."""

from __future__ import annotations

import re

import jsonschema
import pytest
from fastapi.testclient import TestClient
from lxml.html import HtmlElement, document_fromstring

from according import contract
from according.legend import BANDS
from according.reading.certainty import bands
from tests.desk import sample

ARTICLE = sample.article().id
TEXT = sample.TEXT


def look(desk: TestClient, address: str, status: int = 200) -> HtmlElement:
    answer = desk.get(address)
    assert answer.status_code == status, answer.text
    return document_fromstring(answer.text)


def said(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_readings_stand_newest_first(desk: TestClient) -> None:
    view = look(desk, "/readings")
    assert said(view.find(".//h1")) == "Readings"
    assert "63 readings" in said(view)
    days = [said(day) for day in view.cssselect(".line .day")]
    assert days[0] == "5 March 2024"
    assert days[1] == "28 February 2024"


def test_paging_shows_every_reading_once(desk: TestClient) -> None:
    address, seen = "/readings", []
    while address:
        view = look(desk, address)
        seen += [link.get("href") for link in view.cssselect(".line .title")]
        onward = view.cssselect("[rel=next]")
        address = onward[0].get("href") if onward else ""
    assert len(seen) == len(set(seen)) == 63


@pytest.mark.parametrize(
    ("filters", "number"),
    [
        ("publisher=NPA", 30),
        ("publisher=npa&since=2024-02-10&until=2024-02-10", 2),
        ("q=“copy+7”", 1),
        ("source=Reil", 61),
        ("language=xx", 0),
        ("publisher=nobody", 0),
    ],
)
def test_filters_narrow_the_list(desk: TestClient, filters: str, number: int) -> None:
    view = look(desk, f"/readings?{filters}")
    onward = view.cssselect("[rel=next]")
    more = look(desk, onward[0].get("href")).cssselect(".line") if onward else []
    assert len(view.cssselect(".line")) + len(more) == number


def test_a_date_that_is_none_is_answered_with_a_sentence(desk: TestClient) -> None:
    assert "give a day, month or year" in said(look(desk, "/readings?since=soon", 400))


def test_a_reading_shows_the_article_to_the_letter(desk: TestClient) -> None:
    view = look(desk, f"/articles/{ARTICLE}")
    assert [said(words) for words in view.cssselect(".words")] == [
        " ".join(words.split()) for words in sample.PARAGRAPHS
    ]
    assert said(view.find(".//h1")) == "Guard “ready” on the Lenn"


def test_every_mark_covers_the_words_that_the_reading_gives(desk: TestClient) -> None:
    view = look(desk, f"/articles/{ARTICLE}")
    for statement in sample.reading().statements:
        marked = [said(mark) for mark in view.cssselect(f'.mark.content[data-of="{statement.id}"]')]
        assert marked == [span.of(TEXT) for span in statement.content.spans]
        cue = [said(mark) for mark in view.cssselect(f'.mark.cue[data-of="{statement.id}"]')]
        assert cue == [span.of(TEXT) for span in statement.cue.spans]


def test_a_nested_statement_is_marked_inside_the_one_that_tells_it(desk: TestClient) -> None:
    view = look(desk, f"/articles/{ARTICLE}")
    inner, innermost = [one for one in sample.reading().statements if one.within]
    assert view.cssselect(f'.mark.content[data-of="{inner.within}"] .mark.content[data-of="{inner.id}"]')
    assert view.cssselect(f'.mark.content[data-of="{inner.id}"] .mark.content[data-of="{innermost.id}"]')


@pytest.mark.parametrize("view", [f"/articles/{ARTICLE}", f"/statements/{sample.reading().statements[0].id}"])
def test_what_is_known_leads_to_the_words_that_show_it(desk: TestClient, view: str) -> None:
    page = look(desk, view)
    ids = [part.get("id") for part in page.cssselect("[id]")]
    assert len(ids) == len(set(ids))
    links = page.cssselect("a.led")
    for link in links:
        (words,) = page.cssselect(f"{link.get('href')}")
        assert said(link).startswith(said(words))
    assert {"the governor asks for it", "on Tuesday", "Kanal 5"} <= {said(link) for link in links}


def test_an_event_shows_type_status_and_parties_and_leads_to_its_words(desk: TestClient) -> None:
    page = look(desk, f"/articles/{ARTICLE}")
    for event in sample.reading().events:
        (line,) = page.cssselect(f"#note-{event.id}")
        assert event.type in said(line)
        assert event.status in said(line)
        (trigger,) = page.cssselect(f"#{event.id}-event")
        assert said(trigger) == event.trigger.of(TEXT)
    assert sample.reading().events


def test_the_words_of_a_stance_are_marked_and_noted(desk: TestClient) -> None:
    page = look(desk, f"/articles/{ARTICLE}")
    assert [said(mark) for mark in page.cssselect(".words .mark.stance")] == ["According to"]
    assert "writer distances According to" in [said(tag) for tag in page.cssselect(".tag.stance")]


def test_a_reading_explains_every_mark_that_it_bears(desk: TestClient) -> None:
    page = look(desk, f"/articles/{ARTICLE}")
    (legend,) = page.cssselect("#legend")
    explained = {mark.get("class").split()[1] for mark in legend.cssselect(".mark")}
    borne = {mark.get("class").split()[1] for mark in page.cssselect(".words .mark")} - {"link", "passage"}
    assert borne <= explained
    told = said(legend)
    for words in (
        "55 to 80 %",
        "Intelligence Community Directive 203",
        "conditional",
        "MOBILIZE",
        "originator",
        "endorses",
    ):
        assert words in told


def test_the_per_cent_of_the_legend_are_those_of_the_lexicon() -> None:
    for band, limits in bands().items():
        told = re.match(r"([0-9]+) to ([0-9]+) %", BANDS[band])
        assert (told and (int(told[1]), int(told[2]))) == limits


def test_a_note_tells_source_way_act_and_condition(desk: TestClient) -> None:
    first, *_ = look(desk, f"/articles/{ARTICLE}").cssselect(".note")
    line = said(first.find("summary"))
    assert line.startswith("1Marshal Ilse Varga › Kanal 5 › this page")
    assert "commit" in line
    assert "only if the governor asks for it" in line


def test_numbers_and_notes_lead_to_each_other(desk: TestClient) -> None:
    view = look(desk, f"/articles/{ARTICLE}")
    ids = [element.get("id") for element in view.cssselect("[id]")]
    assert len(ids) == len(set(ids))
    numbers = view.cssselect("a.number")
    assert len(numbers) == len(sample.reading().statements)
    for link in [*numbers, *view.cssselect(".note .ways a:first-child")]:
        assert link.get("href").removeprefix("#") in ids


def test_furniture_stands_apart_with_comments_in_their_thread(desk: TestClient) -> None:
    view = look(desk, f"/articles/{ARTICLE}")
    assert [said(title) for title in view.cssselect(".besides h3")] == [
        "Captions", "Advertisements and appeals", "Readers’ comments there 3",
    ]  # fmt: skip
    comments = [said(comment) for comment in view.cssselect(".thread li")]
    assert comments == [
        "osk 2 hours ago 12 votes Nobody asked the people of Lennfurt.",
        "reader7 in answer to osk 1 hour ago 4 votes They did, in 2019.",
        "name not shown 1 hour ago -3 votes Second thread.",
    ]


def test_metadata_stand_with_how_they_are_known(desk: TestClient) -> None:
    view = look(desk, f"/articles/{ARTICLE}")
    known = said(view.cssselect(".known")[-1])
    assert "5 March 2024, 18:30 (UTC+02:00) (the page’s metadata say so)" in known
    assert "$.datePublished of JSON-LD 1" in known


def test_an_address_leads_to_a_passage(desk: TestClient) -> None:
    span = sample.at(TEXT, "told Kanal 5 on Tuesday")
    view = look(desk, f"/articles/{ARTICLE}?span={span.start}-{span.end}")
    assert said(view.get_element_by_id(f"s{span.start}-{span.end}")) == "told Kanal 5 on Tuesday"


@pytest.mark.parametrize("span", ["9-3", "0-999999", "x", "-1-4", "٣-٤"])
def test_a_passage_that_is_none_leaves_the_reading_as_it_is(desk: TestClient, span: str) -> None:
    assert not look(desk, f"/articles/{ARTICLE}?span={span}").cssselect(".passage")


def test_a_statement_has_an_address_of_its_own(desk: TestClient) -> None:
    inner = next(one for one in sample.reading().statements if one.within)
    view = look(desk, f"/statements/{inner.id}")
    assert said(view.cssselect(".shown.content")[0]) == "Varga had told them the bridges were mined"
    assert [said(words) for words in view.cssselect(".words")] == [sample.PARAGRAPHS[1]]
    assert f"/statements/{inner.within}" in {link.get("href") for link in view.iter("a")}


def test_a_passage_is_shown_in_the_source_of_its_page(desk: TestClient) -> None:
    span = sample.at(TEXT, "“Nobody wants this,”")
    view = look(desk, f"/articles/{ARTICLE}/original?span={span.start}-{span.end}")
    assert view.get_element_by_id("here").text == "“Nobody wants this,”"
    assert "<h2>What neighbours say</h2>" in view.cssselect("pre")[0].text_content()
    assert "/html/body/div/p[3]" in said(view)


def test_furniture_is_shown_in_the_source_of_its_page(desk: TestClient) -> None:
    page = sample.PAGE.id
    view = look(desk, f"/pages/{page}/at?xpath=/html/body/div/h2")
    assert view.get_element_by_id("here").text == "What neighbours say"


def test_words_of_a_plain_text_file_are_shown_in_it(desk: TestClient) -> None:
    page, reading = sample.plain()
    span = sample.at(reading.article.text, "said “no”")
    view = look(desk, f"/articles/{reading.article.id}/original?span={span.start}-{span.end}")
    assert view.get_element_by_id("here").text == "said “no”"
    assert not view.cssselect("iframe")
    assert look(desk, f"/pages/{page.id}").cssselect(".ways")


def test_the_bytes_of_a_page_are_given_as_they_were_served(desk: TestClient) -> None:
    answer = desk.get(f"/pages/{sample.PAGE.id}/raw")
    assert answer.content == sample.PAGE.body
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["content-disposition"].startswith("attachment;")


def test_search_marks_the_words_and_leads_to_them(desk: TestClient) -> None:
    view = look(desk, "/search?q=“governor+asks”&kind=statement&publisher=Harbour")
    assert {said(word) for word in view.cssselect(".said mark")} == {"governor", "asks"}
    address = view.cssselect(".line .title")[0].get("href")
    path, statement = address.split("#")
    assert "governor asks" in said(look(desk, path).get_element_by_id(statement))


@pytest.mark.parametrize(
    "query", ['"', "'", "a OR", "*", "NEAR(", "-x", "(", "%00", "\u202e", "';--", "x" * 5000, "^:{}", " "]
)
def test_no_query_is_an_error(desk: TestClient, query: str) -> None:
    assert desk.get("/search", params={"q": query}).status_code == 200
    assert desk.get("/readings", params={"q": query}).status_code == 200
    assert desk.get("/sources", params={"q": query}).status_code == 200


def test_a_filter_with_an_unknown_value_is_answered_with_a_sentence(desk: TestClient) -> None:
    assert "give one of assert" in said(look(desk, "/search?q=x&act=sing", 400))


def test_a_source_has_a_page_with_all_it_said(desk: TestClient) -> None:
    view = look(desk, "/source?name=Prime+Minister+Tomas+Reil")
    titles = [said(title) for title in view.cssselect(".said-there h2")]
    assert titles[0] == "Guard “ready” on the Lenn"
    assert len(titles) == 61
    assert said(view.cssselect(".quotes .title")[0]) == "“Nobody wants this,”"
    assert "Prime Minister Tomas Reil › the page" in said(view.cssselect(".quotes .more")[0])


def test_sources_are_listed_with_how_much_they_said(desk: TestClient) -> None:
    view = look(desk, "/sources?q=Reil")
    (line,) = view.cssselect(".line")
    assert "61 statements" in said(line)
    assert "3 publishers" in said(line)


def test_refusals_stand_on_a_page_of_their_own_with_their_reason(desk: TestClient) -> None:
    view = look(desk, "/refusals")
    assert "<b>broken</b>.html" in said(view)
    assert "nests elements too deep" in said(view)


def test_the_legend_explains_every_mark_that_a_reading_has(desk: TestClient) -> None:
    view = look(desk, f"/articles/{ARTICLE}?span=0-4")
    shown = {mark.get("class").split()[1] for mark in view.cssselect(".mark")} - {"passage", "link"}
    explained = {mark.get("class").split()[1] for mark in look(desk, "/legend").cssselect(".mark")}
    assert shown <= explained


@pytest.mark.parametrize(
    "address", ["/articles/none", "/statements/none", "/pages/none", "/pages/none/raw", "/nowhere"]
)
def test_what_is_not_on_record_is_said_so(desk: TestClient, address: str) -> None:
    view = look(desk, address, 404)
    assert view.cssselect("h1")
    assert view.cssselect("nav")


def test_the_json_of_a_reading_is_that_of_the_contract(desk: TestClient) -> None:
    answer = desk.get(f"/articles/{ARTICLE}.json")
    assert answer.headers["content-type"] == "application/json"
    told = contract.from_json(answer.content)
    assert told.statements == sample.reading().statements
    jsonschema.validate(answer.json(), desk.get("/api/schema").json())


def test_nothing_is_linked_that_the_desk_does_not_serve(desk: TestClient) -> None:
    for start in ("/readings", "/sources", "/search?q=bridges", "/about", "/legend", f"/articles/{ARTICLE}"):
        for link in look(desk, start).iter("a"):
            if (address := link.get("href")).startswith("/"):
                assert desk.get(re.sub("#.*", "", address)).status_code == 200, address
