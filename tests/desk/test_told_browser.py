"""Being told, in a real browser and by a real mail server: from Notify me to the mail, and back by its links."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect

from according.comparison.comparison import Comparison
from according.desk.app import create_app
from according.desk.letters import post
from according.page.archive import Archive
from according.record.record import Record
from tests.desk import sample
from tests.desk.barriers import barriers
from tests.desk.conftest import another, served
from tests.desk.post import Mailbox, mail_server, post_to

pytestmark = pytest.mark.browser


@pytest.fixture
def mailbox() -> Iterator[tuple[Mailbox, int]]:
    with mail_server() as server:
        yield server


@pytest.fixture
def place(tmp_path: Path) -> Path:
    archive = Archive(tmp_path / "archive")
    with Record.open(tmp_path / "told.db") as record:
        record.keep(sample.PAGE, archive.keep(sample.PAGE), sample.reading())
        Comparison(record).catch_up()
    return tmp_path / "told.db"


@pytest.fixture
def address(place: Path, mailbox: tuple[Mailbox, int]) -> Iterator[str]:
    server = uvicorn.Server(uvicorn.Config(create_app(place, post=post_to(mailbox[1])), port=0, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    with chromium.new_context(base_url=address, viewport={"width": 1280, "height": 860}) as context:
        yield context.new_page()


def mails(box: Mailbox, number: int) -> str:
    """The text of the mail of this number, once it has come: the desk sends by itself."""
    for _ in range(600):
        if len(box.mails) >= number:
            return str(box.mails[number - 1].get_content())
        time.sleep(0.05)
    raise AssertionError(f"mail {number} did not come")


def add_another(place: Path, number: int) -> None:
    page, reading = another(number, "NPA", f"2024-03-0{number}")
    with Record.open(place) as record:
        record.keep(page, None, reading)
        Comparison(record).catch_up()


def test_journey_the_first_look_at_an_empty_record(chromium: Browser, tmp_path: Path) -> None:
    with (
        served(tmp_path / "new.db", tmp_path / "archive") as address,
        chromium.new_context(base_url=address) as context,
    ):
        page = context.new_page()
        page.goto("/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Today")
        page.get_by_role("link", name="Add a page").click()
        expect(page.get_by_label("or text")).to_be_visible()


def test_journey_the_first_look_and_a_line_followed_to_its_words(chromium: Browser, dossier_address: str) -> None:
    with chromium.new_context(base_url=dossier_address, viewport={"width": 1280, "height": 860}) as context:
        page = context.new_page()
        page.goto("/")
        expect(page.get_by_text("Your first look")).to_be_visible()
        line = page.locator("section[aria-labelledby='new-commitment'] .line").first
        expect(line.locator(".count")).to_contain_text("origin")
        line.locator(".title").click()
        expect(page).to_have_url(re.compile("/commitments/"))
        words = page.locator("main blockquote a, main a[href*='?span=']").first
        words.click()
        expect(page).to_have_url(re.compile(r"/articles/.*span="))
        expect(page.locator(".mark.passage").first).to_be_in_viewport()


def test_subscribe_get_a_mail_and_follow_its_links(page: Page, place: Path, mailbox: tuple[Mailbox, int]) -> None:
    page.goto("/commitments")
    page.locator(".lines .title").first.click()
    page.get_by_role("link", name="Notify me").click()
    page.get_by_label("Address").fill("ada@harbour.example")
    page.get_by_role("button", name="Notify me").click()
    expect(page.get_by_text("to be confirmed")).to_be_visible()
    link = re.search(r"http://localhost(/subscriptions/\S+)", mails(mailbox[0], 1))
    assert link
    page.goto(link[1])
    page.get_by_role("button", name="Confirm, and notify me").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Confirmed")

    add_another(place, 6)
    with Record.open(place) as record:  # the desk waits a minute for more to tell
        post(record, post_to(mailbox[1]))
    told = mails(mailbox[0], 2)
    assert "NPA" in told
    way = re.search(r"http://localhost(/commitments/\S+)", told)
    assert way
    page.goto(way[1])
    expect(page.locator(".finding")).to_contain_text("NPA")
    end = re.findall(r"http://localhost(/subscriptions/\S+)", told)[-1]
    page.goto(end)
    page.get_by_role("button", name="End these mails").click()
    expect(page.get_by_text("You get no more of these mails.")).to_be_visible()


def test_the_keys_lead_through_what_is_new_and_opening_takes_the_mark(page: Page, place: Path) -> None:
    page.goto("/")
    with Record.open(place) as record, record.changing() as connection:
        connection.exec_driver_sql("update visits set before = '2024-01-01T00:00:00.000000Z'")
    page.goto("/today")
    marked = page.locator(".is-unread").count()
    assert marked > 1
    page.keyboard.press("j")
    expect(page.locator(".news .title").first).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(page.locator(".news .title").first).to_be_focused()
    page.keyboard.press("o")
    page.wait_for_url(lambda url: "/today" not in url)
    page.goto("/today")
    expect(page.locator(".is-unread")).to_have_count(marked - 1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_serious_bars_anyone_from_being_told(page: Page, place: Path, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto("/today")
    with Record.open(place) as record, record.changing() as connection:
        connection.exec_driver_sql("update visits set before = '2024-01-01T00:00:00.000000Z'")
    article = sample.article().id
    for view in ("/today", "/subscriptions", f"/subscriptions/new?what=article&target={article}", "/search?q=bridges"):
        page.goto(view)
        found = barriers(page)
        assert [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")] == []
        for width in (360, 1400):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_today_can_be_read_and_marked_without_script(chromium: Browser, address: str, place: Path) -> None:
    with chromium.new_context(base_url=address, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("/today")
        with Record.open(place) as record, record.changing() as connection:
            connection.exec_driver_sql("update visits set before = '2024-01-01T00:00:00.000000Z'")
        page.goto("/today")
        expect(page.locator(".is-unread").first).to_be_visible()
        page.get_by_role("button", name="Mark all as seen").click()
        expect(page.locator(".is-unread")).to_have_count(0)
