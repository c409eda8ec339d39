"""Readers answer on the very words: remarks beside them, votes, order, reports, and what nobody may do to another's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from httpx import Response
from lxml.html import HtmlElement, document_fromstring
from playwright.sync_api import Browser, Page, expect

from according.desk.app import create_app
from according.model import Span
from according.record import remarks
from according.record.record import Record
from tests.desk import sample
from tests.desk.barriers import barriers
from tests.desk.conftest import served
from tests.desk.persons import Persons

ARTICLE = sample.article().id
VIEW = f"/articles/{ARTICLE}"
STATEMENT = sample.reading().statements[0]
TUESDAY = sample.at(sample.TEXT, "on Tuesday")


@pytest.fixture
def where(tmp_path: Path) -> Path:
    with Record.open(tmp_path / "according.db") as record:
        record.keep(sample.PAGE, None, sample.reading())
    return tmp_path / "according.db"


@pytest.fixture
def record(where: Path) -> Iterator[Record]:
    with Record.open(where) as opened:
        yield opened


@pytest.fixture
def persons(where: Path) -> Iterator[Persons]:
    """Three people with accounts: Cleo is an analyst, Ada and Ben are readers."""
    with Persons(create_app(where, open_reading=True), Cleo="analyst", Ada="reader", Ben="reader") as several:
        yield several


def view(client: TestClient, address: str = VIEW) -> HtmlElement:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return document_fromstring(answer.text)


def send(client: TestClient, address: str, **fields: object) -> Response:
    """Send a form with the token that the desk gave this client."""
    tokens = view(client).xpath("//input[@name='token']/@value")
    return client.post(address, data={"token": tokens[0] if tokens else "", **{k: str(v) for k, v in fields.items()}})


def say(client: TestClient, body: str, span: Span | None = TUESDAY, **fields: object) -> str:
    """Make a remark, and give its id."""
    place = {} if span is None else {"start": span.start, "end": span.end}
    answer = send(client, f"{VIEW}/remarks", body=body, **place, **fields)
    assert answer.status_code == 200, answer.text
    return str(answer.url.params["remark"])


def answered(client: TestClient, remark: str, body: str) -> str:
    return str(send(client, f"/remarks/{remark}/answers", body=body).url.params["remark"])


def shown(client: TestClient, address: str = VIEW) -> list[str]:
    """The words of the remarks on a view, in their order."""
    return [one.text_content().strip() for one in view(client, address).cssselect(".remark .body")]


def element(client: TestClient, remark: str) -> HtmlElement:
    return view(client).get_element_by_id(f"remark-{remark}")


# Where a remark stands


def test_a_remark_stands_beside_its_words_which_are_marked(persons: Persons) -> None:
    remark = say(persons["Ada"], "Monday.")
    page = view(persons["Ben"])
    mark = page.cssselect(".words .mark.remarked")[0]
    assert mark.text_content() == "on Tuesday"
    badge = page.cssselect("a.remarks-at")[0]
    assert badge.get("aria-label") == "1 remark on these words"
    place = page.get_element_by_id(badge.get("href").removeprefix("#"))
    assert place.cssselect(f"#remark-{remark} .body")[0].text_content() == "Monday."
    # Beside the paragraph that the words stand in.
    assert place.xpath("ancestor::div[@class='row']")[0].cssselect(".words")[0] is mark.xpath("ancestor::p")[0]


def test_a_remark_on_a_statement_stands_below_its_note(persons: Persons) -> None:
    send(persons["Ada"], f"{VIEW}/remarks", body="Ready since when?", statement=STATEMENT.id)
    page = view(persons["Ben"])
    note = page.get_element_by_id(f"note-{STATEMENT.id}")
    assert "Ready since when?" in note.getnext().text_content()
    assert "on statement 1" in note.getnext().text_content()
    assert shown(persons["Ben"], f"/statements/{STATEMENT.id}") == ["Ready since when?"]


def test_a_remark_on_the_whole_page_stands_below_the_article(persons: Persons) -> None:
    say(persons["Ada"], "A fair report.", None)
    page = view(persons["Ben"])
    assert "A fair report." in page.get_element_by_id("remarks-page").text_content()
    assert not page.cssselect(".words .mark.remarked")


def test_without_script_a_paragraph_has_a_form_that_takes_some_of_its_words(persons: Persons) -> None:
    ada = persons["Ada"]
    link = view(ada).cssselect(".words a.say-on")[0].get("href")
    (form,) = view(ada, link).cssselect("form.say")
    fields = dict(form.form_values()) | {"body": "Which governor?", "words": "the governor"}
    assert ada.post(form.get("action"), data=fields).status_code == 200
    assert view(ada).cssselect(".words .mark.remarked")[0].text_content() == "the governor"


@pytest.mark.parametrize(("words", "why"), [("the mayor", "does not stand"), ("on", "more than once")])
def test_words_must_stand_once_in_the_passage(persons: Persons, words: str, why: str) -> None:
    paragraph = sample.article().paragraphs[0]
    answer = send(persons["Ada"], f"{VIEW}/remarks", body="?", start=0, end=paragraph.end, words=words)
    assert answer.status_code == 422
    assert why in answer.text


def test_a_statement_leads_to_a_form_that_shows_its_words(persons: Persons) -> None:
    link = f"{VIEW}/remark?statement={STATEMENT.id}"
    assert link in view(persons["Ada"]).xpath("//a/@href")
    page = view(persons["Ada"], link)
    assert STATEMENT.content.spans[0].of(sample.TEXT) in page.cssselect("blockquote")[0].text_content()


def test_a_permalink_leads_to_the_remark_with_its_words_lit(persons: Persons) -> None:
    remark = say(persons["Ada"], "Monday.")
    answer = persons["Ben"].get(f"/remarks/{remark}", follow_redirects=False)
    assert answer.headers["location"] == f"{VIEW}?remark={remark}#remark-{remark}"
    page = view(persons["Ben"], answer.headers["location"])
    assert "led-to" in page.get_element_by_id(f"remark-{remark}").get("class")
    assert page.cssselect(".words .mark.passage")[0].text_content() == "on Tuesday"


@pytest.mark.parametrize("path", ["/remarks/r0", "/remarks/r0.jsonld", "/readings/a0/remarks.jsonld"])
def test_what_is_not_there_is_said_to_be_so(persons: Persons, path: str) -> None:
    assert persons["Ada"].get(path).status_code == 404


@pytest.mark.parametrize("place", [("5", "5"), ("-1", "4"), ("0", "99999"), ("a", "b"), ("9", ""), ("9" * 30, "1")])
def test_a_place_without_words_is_refused(persons: Persons, place: tuple[str, str]) -> None:
    answer = send(persons["Ada"], f"{VIEW}/remarks", body="Hm.", start=place[0], end=place[1])
    assert answer.status_code == 422
    assert shown(persons["Ada"]) == []


# Order, and how much is shown


def test_threads_are_shown_newest_oldest_or_most_voted_first(persons: Persons, record: Record) -> None:
    ids = add_by(record, persons.id("Ada"), 3)
    send(persons["Ben"], f"/remarks/{ids[1]}/vote", value=1)
    assert (
        shown(persons["Ben"]) == shown(persons["Ben"], f"{VIEW}?order=newest") == ["Remark 2", "Remark 1", "Remark 0"]
    )
    assert shown(persons["Ben"], f"{VIEW}?order=oldest") == ["Remark 0", "Remark 1", "Remark 2"]
    assert shown(persons["Ben"], f"{VIEW}?order=voted") == ["Remark 1", "Remark 0", "Remark 2"]
    assert persons["Ben"].get(f"{VIEW}?order=random").status_code == 400


def add_by(record: Record, person: str, many: int) -> list[str]:
    with record.changing() as connection:
        return [
            remarks.add(connection, person, ARTICLE, f"Remark {n}", span=TUESDAY, at=f"2031-05-03T08:{n:02}:00Z")
            for n in range(many)
        ]


def test_the_first_twenty_are_shown_and_all_on_demand(persons: Persons, record: Record) -> None:
    ids = add_by(record, persons.id("Ada"), 27)
    assert shown(persons["Ben"]) == [f"Remark {n}" for n in range(26, 6, -1)]
    (link,) = view(persons["Ben"]).xpath("//p[@class='rest']/a")
    assert link.text_content() == "View all 27 remarks"
    assert len(shown(persons["Ben"], link.get("href"))) == 27
    # One that is led to is shown wherever it stands.
    assert "Remark 0" in shown(persons["Ben"], f"/remarks/{ids[0]}")


def test_a_long_discussion_is_folded_and_opens_where_one_is_led_to(persons: Persons, record: Record) -> None:
    ids = add_by(record, persons.id("Ada"), 5)
    assert view(persons["Ben"]).cssselect("details.remarks:not([open])")
    assert view(persons["Ben"], f"/remarks/{ids[0]}").cssselect("details.remarks[open]")


# Votes


def test_a_vote_counts_once_and_is_changed_and_taken_back(persons: Persons) -> None:
    remark = say(persons["Ada"], "Monday.")

    def counted() -> list[tuple[str, str]]:
        buttons = element(persons["Ben"], remark).cssselect("button.vote")
        return [(button.get("aria-label"), button.get("aria-pressed")) for button in buttons]

    for _ in range(2):  # a vote that is sent again is the same vote
        send(persons["Ben"], f"/remarks/{remark}/vote", value=1)
    assert counted() == [("for it, 1 vote", "true"), ("against it, 0 votes", "false")]
    send(persons["Cleo"], f"/remarks/{remark}/vote", value=1)
    send(persons["Ben"], f"/remarks/{remark}/vote", value=-1)
    assert counted() == [("for it, 1 vote", "false"), ("against it, 1 vote", "true")]
    pressed = element(persons["Ben"], remark).cssselect("button.vote[aria-pressed='true']")[0]
    send(persons["Ben"], pressed.get("formaction"), value=pressed.get("value"))
    assert counted() == [("for it, 1 vote", "false"), ("against it, 0 votes", "false")]


def test_ones_own_remark_has_no_buttons_and_takes_no_vote(persons: Persons) -> None:
    remark = say(persons["Ada"], "Monday.")
    assert element(persons["Ada"], remark).cssselect("button.vote") == []
    assert send(persons["Ada"], f"/remarks/{remark}/vote", value=1).status_code == 422


@pytest.mark.parametrize("value", ["", "2", "-7", "1; DROP TABLE votes", "١"])
def test_a_vote_that_is_none_is_refused(persons: Persons, value: str) -> None:
    remark = say(persons["Ada"], "Monday.")
    assert send(persons["Ben"], f"/remarks/{remark}/vote", value=value).status_code == 422


def test_an_order_that_was_chosen_is_kept_while_one_votes(persons: Persons) -> None:
    remark = say(persons["Ada"], "Monday.")
    answer = send(persons["Ben"], f"/remarks/{remark}/vote", value=1, order="voted")
    assert answer.url.params["order"] == "voted"
    hostile = send(persons["Ben"], f"/remarks/{remark}/vote", value=1, order="//evil.example\r\nX: y")
    assert hostile.url.host == "localhost"
    assert "order" not in hostile.url.params


# Answering, editing, removing


def test_answers_stand_below_what_they_answer(persons: Persons) -> None:
    root = say(persons["Ada"], "Monday.")
    first = answered(persons["Ben"], root, "Says who?")
    answered(persons["Ada"], first, "Kanal 5.")
    answered(persons["Cleo"], root, "Confirmed.")
    assert shown(persons["Ben"]) == ["Monday.", "Says who?", "Kanal 5.", "Confirmed."] or shown(persons["Ben"]) == [
        "Monday.", "Confirmed.", "Says who?", "Kanal 5.",
    ]  # two answers within one second stand in the order of their ids  # fmt: skip
    assert "level-2" in view(persons["Ben"]).cssselect(".remark:has(a[href='#remark-" + first + "'])")[0].get("class")


def test_an_edited_remark_says_so(persons: Persons) -> None:
    remark = say(persons["Ada"], "Monday")
    assert "edited" not in element(persons["Ben"], remark).text_content()
    send(persons["Ada"], f"/remarks/{remark}/edit", body="Monday.")
    assert "edited" in element(persons["Ben"], remark).text_content()
    assert shown(persons["Ben"]) == ["Monday."]


def test_a_removed_remark_keeps_its_thread_without_its_words_and_name(persons: Persons) -> None:
    remark = say(persons["Ada"], "Monday.")
    answered(persons["Ben"], remark, "Says who?")
    send(persons["Ada"], f"/remarks/{remark}/remove")
    gone = element(persons["Ben"], remark)
    assert "Removed by its author." in gone.text_content()
    assert "Ada" not in gone.text_content()
    assert shown(persons["Ben"]) == ["Says who?"]
    assert persons["Ben"].get(f"/remarks/{remark}.jsonld").status_code == 403


@pytest.mark.parametrize("deed", ["edit", "remove"])
def test_nobody_changes_what_another_said(persons: Persons, deed: str) -> None:
    remark = say(persons["Ada"], "Monday.")
    for other in ("Ben", "Cleo"):
        assert send(persons[other], f"/remarks/{remark}/{deed}", body="Tuesday!").status_code == 403
        assert persons[other].get(f"/remarks/{remark}/edit").status_code == 403
    assert shown(persons["Ben"]) == ["Monday."]


# Reporting and hiding


def test_what_is_reported_is_shown_to_analysts_with_the_reason(persons: Persons) -> None:
    remark = say(persons["Ada"], "You fools.")
    assert "Thank you" in send(persons["Ben"], f"/remarks/{remark}/report", reason="An <b>insult</b>").text
    assert "An <b>insult</b>" in element(persons["Cleo"], remark).cssselect(".reports")[0].text_content()
    assert shown(persons["Cleo"], "/remarks?reported=yes") == ["You fools."]
    for reader in ("Ada", "Ben"):
        assert element(persons[reader], remark).cssselect(".reports") == []
        assert persons[reader].get("/remarks?reported=yes").status_code == 403


def test_a_hidden_remark_is_shown_as_hidden_and_its_words_to_analysts_alone(persons: Persons) -> None:
    remark = say(persons["Ada"], "You fools.")
    assert send(persons["Ben"], f"/remarks/{remark}/hide", hidden=1).status_code == 403
    send(persons["Cleo"], f"/remarks/{remark}/hide", hidden=1)
    ways = (
        VIEW,
        f"{VIEW}?remark={remark}",
        "/remarks",
        f"/readings/{ARTICLE}/remarks.jsonld",
        f"/remarks/{remark}.jsonld",
    )
    for reader in ("Ada", "Ben", None):
        client = persons[reader]
        assert all("You fools." not in client.get(way).text for way in ways)
        assert "Hidden by an analyst" in element(client, remark).text_content()
    assert shown(persons["Cleo"]) == ["You fools."]
    send(persons["Cleo"], f"/remarks/{remark}/hide", hidden=0)
    assert shown(persons["Ben"]) == ["You fools."]


# Who may


def test_who_is_not_signed_in_reads_and_does_no_more(persons: Persons) -> None:
    remark = say(persons["Ada"], "Monday.")
    nobody = persons[None]
    assert shown(nobody) == ["Monday."]
    page = view(nobody)
    assert page.cssselect(".say, .vote, a[data-answer], a.say-on") == []
    for address in (
        f"{VIEW}/remarks",
        *(f"/remarks/{remark}/{deed}" for deed in ("vote", "answers", "report", "hide", "edit", "remove")),
    ):
        answer = nobody.post(address, data={"body": "x", "value": "1", "reason": "x"}, follow_redirects=False)
        assert answer.status_code in (303, 401, 403), address
    assert shown(nobody) == ["Monday."]


def test_a_form_without_the_desks_token_is_refused(persons: Persons) -> None:
    remark = say(persons["Ada"], "Monday.")
    for address in (f"{VIEW}/remarks", *(f"/remarks/{remark}/{deed}" for deed in ("vote", "answers", "report"))):
        fields = {"body": "Forged.", "value": "1", "reason": "Forged."}
        assert persons["Ben"].post(address, data=fields).status_code == 403
        assert persons["Ben"].post(address, data=fields | {"token": "guessed"}).status_code == 403
    assert shown(persons["Ada"]) == ["Monday."]


HOSTILE = "<script>alert(1)</script>\n\u202egnp.exe \u2066 left open {{ 7 * 7 }} &lt;b&gt; javascript:alert(2)"


def test_whatever_is_said_is_shown_as_the_words_it_is(persons: Persons) -> None:
    remark = say(persons["Ada"], HOSTILE)
    send(persons["Ben"], f"/remarks/{remark}/report", reason=HOSTILE)
    for address in (VIEW, "/remarks", f"/remarks/{remark}/answer"):
        page = view(persons["Cleo"], address)
        scripts = {script.get("src") for script in page.iter("script")}
        assert scripts <= {"/static/desk.js", "/static/remarks.js"}
        body = page.cssselect(".remark .body")[0].text_content()
        assert body.startswith("<script>alert(1)</script>\n")
        assert "{{ 7 * 7 }} &lt;b&gt;" in body
        # What turns the direction of writing is ended where the words end.
        assert body.count("\u2066") == body.count("\u2069")
        assert body.count("\u202e") == body.count("\u202c")


# Reading again, and forgetting


def reread(record: Record, text: str) -> None:
    base = sample.reading("0.2.0")
    article = replace(base.article, text=text, paragraphs=(Span(0, len(text)),), anchors=(), links=())
    record.keep(sample.PAGE, None, replace(base, article=article, statements=(), events=(), actors=()))


def test_an_orphan_is_shown_apart_with_the_words_it_was_about(persons: Persons, record: Record) -> None:
    remark = say(persons["Ada"], "Monday.")
    reread(record, "A neighbour said on Tuesday that nothing had happened.")
    page = view(persons["Ben"])
    apart = page.get_element_by_id("remarks-orphaned")
    assert apart.cssselect(f"#remark-{remark} .lost")[0].text_content() == "on Tuesday"
    assert page.cssselect(".words .mark.remarked, .words .mark.passage") == []


def test_forgetting_a_page_forgets_what_was_said_to_it(persons: Persons, record: Record) -> None:
    remark = say(persons["Ada"], "Monday.")
    record.forget(sample.PAGE.place)
    assert persons["Ada"].get(f"/remarks/{remark}").status_code == 404
    assert shown(persons["Ada"], "/remarks") == []


def test_comments_of_the_page_are_told_from_remarks_here(persons: Persons) -> None:
    say(persons["Ada"], "A fair report.", None)
    there = view(persons["Ben"]).xpath("//section[@aria-label='Readers’ comments there']")[0]
    assert "there and not on this desk" in there.text_content()
    assert there.cssselect("form, button") == []
    assert "A fair report." not in there.text_content()


def test_remarks_are_given_as_annotations(persons: Persons) -> None:
    remark = say(persons["Ada"], "Monday.")
    answer = persons[None].get(f"/remarks/{remark}.jsonld")
    assert answer.headers["content-type"] == 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
    assert answer.json()["id"] == f"http://localhost/remarks/{remark}"
    assert answer.json()["target"]["selector"][0]["exact"] == "on Tuesday"
    assert persons[None].get(f"/readings/{ARTICLE}/remarks.jsonld").json()["first"]["items"][0]["id"].endswith(remark)


# In a browser


@pytest.fixture
def address(where: Path) -> Iterator[str]:
    with served(where, None) as at:
        yield at


@pytest.fixture
def look(chromium: Browser, address: str, persons: Persons) -> Iterator[Callable[..., Page]]:
    """Opens a window in which somebody is signed in; the test fails where a browser had anything to complain of."""
    complaints: list[str] = []
    windows = []

    def look(name: str | None, **options) -> Page:
        context = chromium.new_context(base_url=address, viewport={"width": 1280, "height": 900}, **options)
        windows.append(context)
        context.add_cookies(
            [{"name": key, "value": value, "url": address} for key, value in persons.cookies(name).items()]
        )
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield look
    for context in windows:
        context.close()
    assert complaints == []


def select(page: Page, words: str) -> None:
    """Select words of the article, as with a mouse."""
    page.evaluate(
        """words => {
            const walker = document.createTreeWalker(document.querySelector(".text"), NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const at = walker.currentNode.data.indexOf(words);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(walker.currentNode, at);
                range.setEnd(walker.currentNode, at + words.length);
                getSelection().removeAllRanges();
                getSelection().addRange(range);
                return;
            }
        }""",
        words,
    )


@pytest.mark.browser
def test_journey_a_remark_on_a_passage_with_votes_and_order(look: Callable[..., Page]) -> None:
    ada = look("Ada")
    ada.goto(VIEW)
    select(ada, "the bridges")
    ada.get_by_role("button", name="Remark on these words").click()
    form = ada.locator("form.say.here")
    expect(form).to_contain_text("On “the bridges”")
    form.get_by_label("Your remark").fill("Which bridges?")
    form.get_by_role("button", name="Send").click()
    first = ada.locator(".remark", has_text="Which bridges?")
    expect(first).to_be_in_viewport()
    expect(ada.locator(".words .mark.remarked")).to_have_text("the bridges")

    ben = look("Ben")
    ben.goto(VIEW)
    ben.get_by_role("link", name="1 remark on these words").click()
    ben.locator(".remark", has_text="Which bridges?").get_by_role("button", name="for it").click()
    ben.locator(".remark", has_text="Which bridges?").get_by_role("link", name="Answer", exact=True).click()
    ben.locator("form.say.here").get_by_label("Your remark").fill("All three.")
    ben.locator("form.say.here").get_by_role("button", name="Send").click()
    expect(ben.locator(".remark.level-1")).to_contain_text("All three.")
    ben.wait_for_timeout(1_100)  # times are kept to the second
    select(ben, "the bridges")
    ben.keyboard.press("r")
    ben.keyboard.type("And who mined them?")
    ben.locator("form.say.here").get_by_role("button", name="Send").click()

    heads = ada.locator("details.remarks .remark:not(.level-1) .body")
    ada.goto(VIEW)
    expect(heads).to_have_text(["And who mined them?", "Which bridges?"])
    ada.get_by_role("link", name="Most voted").click()
    expect(heads).to_have_text(["Which bridges?", "And who mined them?"])
    expect(ada.locator(".remark", has_text="Which bridges?").locator(".count").first).to_contain_text("1")


@pytest.mark.browser
def test_journey_an_orphaned_remark(look: Callable[..., Page], persons: Persons, record: Record) -> None:
    remark = say(persons["Ada"], "Monday.")
    page = look("Ben")
    page.goto(f"/remarks/{remark}")
    expect(page.locator(".margin .remark.led-to")).to_be_in_viewport()
    reread(record, "A neighbour said on Tuesday that nothing had happened.")
    page.goto(f"/remarks/{remark}")
    orphan = page.locator("#remarks-orphaned .remark.led-to")
    expect(orphan).to_be_in_viewport()
    expect(orphan).to_contain_text("on Tuesday")
    expect(page.locator(".words .mark.remarked")).to_have_count(0)


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_serious_bars_anyone_from_remarks(look: Callable[..., Page], persons: Persons, scheme: str) -> None:
    remark = say(persons["Ada"], "Monday.")
    answered(persons["Ben"], remark, "Says who?")
    send(persons["Ben"], f"/remarks/{remark}/report", reason="Wrong day.")
    page = look("Cleo", color_scheme=scheme)
    for address in (f"/remarks/{remark}", "/remarks", f"/remarks/{remark}/answer", f"{VIEW}/remark?span=0-40"):
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(address)
        found = barriers(page)
        assert [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")] == []
        page.set_viewport_size({"width": 360, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.browser
def test_a_remark_is_made_without_script(look: Callable[..., Page]) -> None:
    page = look("Ada", java_script_enabled=False)
    page.goto(VIEW)
    page.get_by_role("link", name="remark on this paragraph").nth(1).click()
    page.get_by_label("Only on these of its words").fill("the bridges")
    page.get_by_label("Your remark").fill("Which?")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".remark.led-to")).to_contain_text("Which?")
    expect(page.locator(".words .mark.remarked")).to_have_text("the bridges")


@pytest.mark.browser
def test_a_statement_is_remarked_on_by_keys(look: Callable[..., Page]) -> None:
    page = look("Ada")
    page.goto(VIEW)
    page.keyboard.press("j")
    page.keyboard.press("r")
    page.keyboard.type("Ready since when?")
    page.locator("form.say.here").get_by_role("button", name="Send").click()
    expect(page.locator(f"#note-{STATEMENT.id} + details .body")).to_have_text("Ready since when?")
