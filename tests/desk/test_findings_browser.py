"""Findings in a real browser: a line is followed to its words, changes are seen, and a past day stays in sight."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

LEDGERS = ("stories", "quotations", "origins", "claims", "commitments", "precedents", "answers")


@pytest.fixture
def page(chromium: Browser, dossier_address: str) -> Iterator[Page]:
    """A page of a browser window of its own, which fails the test where the browser had anything to complain of."""
    with chromium.new_context(base_url=dossier_address, viewport={"width": 1280, "height": 860}) as context:
        opened = context.new_page()
        complaints: list[str] = []
        opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        opened.on("pageerror", lambda error: complaints.append(str(error)))
        yield opened
        assert not complaints


def open_first(page: Page, ledger: str) -> None:
    page.goto(f"/{ledger}")
    page.locator(".lines .title").first.click()
    page.wait_for_url(f"**/{ledger}/*")


def test_a_report_on_the_map_is_followed_to_its_words(page: Page) -> None:
    open_first(page, "stories")
    page.locator(".tree.wide a:has(.name.report)", has_text="HPR").first.click()
    expect(page.locator(".mark.passage").first).to_be_visible()
    expect(page.locator(".mark.passage").first).to_be_in_viewport()
    expect(page.locator(".kicker").first).to_contain_text("HPR")


def test_a_picture_is_walked_through_by_keyboard(page: Page) -> None:
    open_first(page, "stories")
    page.locator(".timeline.wide a").first.focus()
    told = page.locator(".timeline.wide a").first.locator("title").text_content()
    assert told
    page.keyboard.press("Tab")
    second = page.locator(".timeline.wide a").nth(1)
    expect(second).to_be_focused()
    target = second.get_attribute("href")
    assert target
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{target}")


def test_what_a_wording_left_out_is_struck_through_and_what_it_added_underlined(page: Page) -> None:
    page.goto("/quotations?by=Talmas&limit=1000")
    page.locator(".lines .title", has_text="only if").first.click()
    left_out, added = page.locator(".wordings del").first, page.locator(".wordings ins").first
    expect(left_out).to_be_visible()
    style = "(element) => getComputedStyle(element).textDecorationLine"
    assert "line-through" in left_out.evaluate(style)
    assert "underline" in added.evaluate(style)
    row = page.locator(".wordings > li", has_text="condition lost").first
    expect(row.locator("del").first).to_be_visible()


def test_a_past_day_is_chosen_and_stays_until_it_is_left(page: Page) -> None:
    page.goto("/stories")
    today = page.locator(".lines .title").count()
    page.locator(".filters summary").click()
    page.get_by_label("As of").fill("2024-03-05")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".plain-note")).to_contain_text("As of 5 March 2024")
    page.locator(".lines .title").first.click()
    expect(page.locator(".plain-note")).to_contain_text("As of 5 March 2024")
    page.locator("nav.rooms").get_by_text("Claims").click()
    expect(page.locator(".plain-note")).to_contain_text("As of 5 March 2024")
    page.get_by_text("As it is now").click()
    expect(page.locator(".plain-note")).to_have_count(0)
    page.goto("/stories")
    assert page.locator(".lines .title").count() == today


def test_lines_that_are_folded_are_not_stopped_at(page: Page) -> None:
    open_first(page, "stories")
    visible = [title for title in page.locator(".lines .title").all() if title.is_visible()]
    for _ in visible:
        page.keyboard.press("j")
    expect(visible[-1]).to_be_focused()


def addresses(page: Page) -> list[str]:
    """Each ledger, the first page of each, and a brief."""
    found = [f"/{ledger}" for ledger in LEDGERS]
    for ledger in LEDGERS:
        page.goto(f"/{ledger}")
        found.append(page.locator(".lines .title").first.get_attribute("href") or "")
    return [*found, f"/briefs/{found[-1].rpartition('/')[2]}", "/stories?as_of=2024-03-05"]


def test_no_finding_has_to_be_scrolled_sideways(page: Page) -> None:
    for address in addresses(page):
        page.goto(address)
        for width in (360, 768, 1024, 1600):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (address, width)


def test_a_phone_has_pictures_of_its_own_width(page: Page) -> None:
    open_first(page, "stories")
    expect(page.locator(".tree.wide")).to_be_visible()
    page.set_viewport_size({"width": 360, "height": 800})
    expect(page.locator(".tree.wide")).to_be_hidden()
    narrow = page.locator(".tree.narrow")
    expect(narrow).to_be_visible()
    size = narrow.locator("text").first.evaluate("text => text.getBoundingClientRect().height")
    assert size >= 11


def test_a_timeline_is_looked_at_by_the_day_and_that_look_has_an_address(page: Page) -> None:
    open_first(page, "stories")
    whole = page.locator(".timeline.wide a").count()
    page.get_by_role("link", name="By day", exact=True).click()
    page.wait_for_url("**?zoom=day#timeline")
    expect(page.get_by_role("link", name="By day", exact=True)).to_have_attribute("aria-current", "true")
    expect(page.locator(".turning b")).to_contain_text("2024")
    seen = page.locator(".timeline.wide a").count()
    while page.get_by_role("link", name="Later (").count():
        before = page.locator(".turning b").inner_text()
        page.get_by_role("link", name="Later (").click()
        expect(page.locator(".turning b")).not_to_have_text(before)
        seen += page.locator(".timeline.wide a").count()
    assert seen >= whole
    page.get_by_role("link", name="Whole", exact=True).click()
    expect(page.locator(".timeline.wide a")).to_have_count(whole)


def test_an_actor_is_seen_on_a_timeline_with_its_table(page: Page) -> None:
    page.goto("/source?name=Gregor+Talmas")
    page.get_by_role("link", name="The actor in all articles").click()
    expect(page.locator(".timeline.wide .lane").first).to_be_visible()
    lanes = page.locator(".timeline.wide .lane").all_text_contents()
    assert {"Said", "Promised or threatened", "Done"} <= set(lanes)
    page.get_by_text("The timeline as a table").click()
    header = page.get_by_role("region", name="Table of the days").locator("thead")
    expect(header).to_contain_text("Promised or threatened")


def test_today_is_gone_through_by_key(page: Page) -> None:
    page.goto("/today")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    first = page.locator(".lines .title").first
    expect(first).to_be_focused()
    target = first.get_attribute("href")
    page.keyboard.press("o")
    page.wait_for_url(f"**{target}")
