"""The desk in a real browser: what is seen, reached by keyboard, and shown to those who cannot see it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.desk import sample
from tests.desk.barriers import barriers

pytestmark = pytest.mark.browser

ARTICLE = f"/articles/{sample.article().id}"
HOSTILE = f"/articles/{sample.hostile()[1].article.id}"
VARGA = sample.at(sample.TEXT, "she said", after="abroad,” ")
ORIGINAL = f"{ARTICLE}/original?span={VARGA.start}-{VARGA.end}"
STATEMENT = f"/statements/{next(one.id for one in sample.reading().statements if one.within)}"
VIEWS = (
    "/readings", ARTICLE, HOSTILE, ORIGINAL, STATEMENT, "/search?q=bridges", "/sources", "/source?name=Varga", "/refusals",
    "/legend", "/about", "/nowhere",
)  # fmt: skip


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    """A page of a browser window of its own, which fails the test where the browser had anything to complain of."""
    with chromium.new_context(base_url=address, viewport={"width": 1280, "height": 860}) as context:
        opened = context.new_page()
        complaints: list[str] = []
        opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        opened.on("pageerror", lambda error: complaints.append(str(error)))
        opened.on("dialog", lambda dialog: complaints.append(dialog.message))
        foreign: list[str] = []
        opened.on("request", lambda request: None if request.url.startswith(address) else foreign.append(request.url))
        yield opened
        assert not [complaint for complaint in complaints if "404" not in complaint]
        assert not foreign


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_nothing_serious_bars_anyone_from_a_view(page: Page, view: str, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(view)
    for details in page.locator("details").all():
        details.evaluate("element => element.open = true")
    found = barriers(page)
    grave = [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")]
    assert grave == []


@pytest.mark.parametrize("view", VIEWS)
def test_no_view_has_to_be_scrolled_sideways(page: Page, view: str) -> None:
    page.goto(view)
    for width in (360, 768, 1024, 1600):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_note_stands_beside_its_words_and_below_them_on_a_phone(page: Page) -> None:
    page.goto(ARTICLE)
    words, note = page.locator(".words").first.bounding_box(), page.locator(".note").first.bounding_box()
    assert words
    assert note
    assert note["x"] >= words["x"] + words["width"]
    assert abs(note["y"] - words["y"]) < 20
    page.set_viewport_size({"width": 360, "height": 800})
    words, note = page.locator(".words").first.bounding_box(), page.locator(".note").first.bounding_box()
    assert words
    assert note
    assert note["y"] >= words["y"] + words["height"]


def test_source_cue_and_content_are_told_apart_by_shape(page: Page) -> None:
    page.goto(ARTICLE)
    style = "(element, name) => getComputedStyle(element)[name]"
    source, cue, content = (page.locator(f".mark.{role}").first for role in ("source", "cue", "content"))
    assert int(source.evaluate(style, "fontWeight")) >= 600
    assert cue.evaluate(style, "fontStyle") == "italic"
    assert "underline" in content.evaluate(style, "textDecorationLine")
    inner = page.locator(".mark.content.deep").first
    assert inner.evaluate(style, "textDecorationStyle") == "dashed"


def test_words_and_note_show_each_other(page: Page) -> None:
    page.goto(ARTICLE)
    first = sample.reading().statements[0].id
    page.locator(f'.mark.cue[data-of="{first}"]').hover()
    assert "lit" in (page.locator(f"#note-{first}").get_attribute("class") or "")
    page.locator(f"#note-{first} summary").hover()
    assert "lit" in (page.locator(f'.mark.cue[data-of="{first}"]').get_attribute("class") or "")


def test_a_number_opens_its_note(page: Page) -> None:
    page.goto(ARTICLE)
    page.locator("a.number").nth(1).click()
    expect(page.locator(".note[open] summary")).to_contain_text("2")


def test_statements_are_walked_by_keys(page: Page) -> None:
    page.goto(ARTICLE)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(page.locator(".note summary").nth(0)).to_be_focused()
    page.keyboard.press("o")
    expect(page.locator(".note").nth(0)).to_have_attribute("open", "")


def test_keys_are_explained_and_can_be_switched_off(page: Page) -> None:
    page.goto("/readings")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_role("button", name="Single keys are on").click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.keyboard.press("/")
    expect(page.locator("#seek")).not_to_be_focused()
    page.keyboard.press("?")
    page.get_by_role("button", name="Single keys are off").click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.keyboard.press("/")
    expect(page.locator("#seek")).to_be_focused()


def test_the_first_key_leads_past_the_navigation(page: Page) -> None:
    page.goto(ARTICLE)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_selected_words_have_an_address(page: Page) -> None:
    page.goto(ARTICLE)
    page.locator(".words .mark.source").first.dblclick(position={"x": 5, "y": 8})
    assert page.url.endswith("#s0-7")
    page.reload()
    expect(page.locator("#s0-7")).to_have_text("Marshal")


def test_the_archived_page_is_shown_at_the_place_and_does_nothing(page: Page) -> None:
    page.goto(ORIGINAL)
    expect(page.locator("pre mark")).to_have_text("she said")
    frame = page.frame_locator("iframe")
    expect(frame.locator("#here")).to_contain_text("We will not wait for permission")
    assert frame.locator("img, script, style, form, input").count() == 0


def test_a_reading_is_whole_without_script(chromium: Browser, address: str) -> None:
    with chromium.new_context(base_url=address, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(ARTICLE)
        page.locator("a.number").first.click()
        expect(page.locator(".note:target summary")).to_contain_text("Marshal Ilse Varga › Kanal 5 › this page")
        page.locator(".note:target summary").click()
        page.locator(".note:target").get_by_role("link", name="In the archived page").click()
        expect(page.locator("pre mark")).to_contain_text("the guard stands ready")


def test_what_follows_reversed_words_reads_forward(page: Page) -> None:
    """A name that turns the direction of writing must not turn what the desk writes behind it."""
    page.goto(HOSTILE)
    end, here = page.locator(".chain .then").first.bounding_box(), page.locator(".chain .here").first.bounding_box()
    assert end
    assert here
    assert (here["y"], here["x"]) > (end["y"], end["x"])


def test_what_is_known_of_a_statement_leads_to_its_words_and_lights_them(page: Page) -> None:
    page.goto(ARTICLE)
    page.locator(".note summary").first.click()
    page.locator(".note a.led bdi", has_text="the governor asks for it").first.click()
    condition = page.locator(".words .mark.condition").first
    page.wait_for_url(f"**#{condition.get_attribute('id')}")
    expect(condition).to_be_in_viewport()
    plain = page.locator(".words .mark.content").last.evaluate("element => getComputedStyle(element).backgroundColor")
    assert condition.evaluate("element => getComputedStyle(element).backgroundColor") != plain


def test_a_reading_opens_its_legend(page: Page) -> None:
    page.goto(ARTICLE)
    expect(page.locator("#legend").get_by_text("45 to 55 %")).not_to_be_visible()
    page.get_by_text("What the marks stand for").click()
    expect(page.locator("#legend").get_by_text("45 to 55 %")).to_be_visible()
