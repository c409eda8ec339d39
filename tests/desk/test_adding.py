"""Adding at the desk: what is given is read and one is led to it, and what is refused says why."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import httpx
import pytest
import uvicorn
from fastapi.testclient import TestClient
from lxml.html import document_fromstring
from playwright.sync_api import Browser, expect

from according.desk.app import create_app
from according.page.limits import PAGE_BYTES

TEXT = (
    "LENNFURT, 4 March 2024 - Marshal Oru Dahl said on Monday that the bridges would stay open to traffic. "
    "“We will not close them,” the marshal told reporters at the harbour after a long meeting.\n"
)
PAGE = f"<html><head><title>The bridges stay open</title></head><body><article><p>{TEXT}</p></article></body></html>"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a desk on a new record, with a real reader behind it."""
    folder = tmp_path_factory.mktemp("adding")
    app = create_app(folder / "according.db", folder / "archive")
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    thread = Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture
def client(served: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=served, timeout=60) as opened:
        yield opened


def give(client: httpx.Client, file: tuple[str, bytes] | None = None, **fields: str) -> httpx.Response:
    token = document_fromstring(client.get("/add").text).find('.//input[@name="token"]').get("value")
    return client.post("/add", data={"token": token, **fields}, files={"file": file or ("", b"")})


def outcome(client: httpx.Client, answer: httpx.Response) -> dict[str, object]:
    """The job that came of what was given, once it is done."""
    assert answer.status_code == 303, answer.text
    address = answer.headers["location"]
    for _ in range(600):
        job = client.get(f"{address}.json").json()
        if job["state"] == "done":
            return dict(job)
        time.sleep(0.1)
    raise AssertionError(f"It is not done after a minute: {job}")


def test_pasted_text_is_read_and_one_is_led_to_its_reading(client: httpx.Client) -> None:
    answer = give(client, text=TEXT, published="2024-03-04", publisher="Lennfurt Tagblatt")
    job = outcome(client, answer)
    (one,) = job["became"]
    there = client.get(answer.headers["location"])
    assert (there.status_code, there.headers["location"]) == (303, f"/articles/{one['article']}")
    read = client.get(f"/articles/{one['article']}.json").json()
    assert (read["article"]["text"], read["article"]["publisher"]) == (TEXT, "Lennfurt Tagblatt")
    assert read["article"]["published"]["start"] == "2024-03-04"
    assert read["statements"]
    assert "Marshal Oru Dahl" in client.get(f"/articles/{one['article']}/original?span=0-20").text


def test_a_file_is_read_under_its_own_name_and_once(client: httpx.Client) -> None:
    given = ("../../etc/a page <b>.html", PAGE.encode())
    (one,) = outcome(client, give(client, given))["became"]
    assert (one["title"], one["new"]) == ("The bridges stay open", True)
    read = client.get(f"/articles/{one['article']}.json").json()
    assert read["article"]["place"] == "a page <b>.html"
    (again,) = outcome(client, give(client, given))["became"]
    assert (again["article"], again["new"]) == (one["article"], False)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"address": "http://127.0.0.1:1/page.html"}, "this machine"),
        ({"address": "http://[::1]/"}, "this machine"),
        ({"address": "http://localhost/"}, "this machine"),
        ({"file": ("cat.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 64)}, ""),
        ({"file": ("large.html", b"<p>" + b"word " * (PAGE_BYTES // 5 + 1))}, "5 MiB"),
        ({"file": ("bomb.txt", b"\0" * 2000)}, ""),
    ],
)
def test_what_is_set_aside_says_why(client: httpx.Client, given: dict[str, object], told: str) -> None:
    answer = give(client, **given)  # type: ignore[arg-type]
    job = outcome(client, answer)
    (one,) = job["became"]
    assert one["article"] is None
    assert told in one["reason"]
    page = document_fromstring(client.get(answer.headers["location"]).text).text_content()
    assert "Set aside" in page
    assert one["reason"] in page


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"text": " \n "},
        {"text": TEXT, "address": "https://news.example/"},
        {"address": "/etc/passwd"},
        {"address": "file:///etc/passwd"},
        {"address": "-"},
        {"text": TEXT, "url": "javascript:alert(1)"},
    ],
)
def test_what_is_not_understood_is_asked_for_again(client: httpx.Client, given: dict[str, str]) -> None:
    answer = give(client, **given)  # type: ignore[arg-type]
    page = document_fromstring(answer.text)
    assert answer.status_code == 400
    assert page.find('.//p[@role="alert"]') is not None
    assert (page.find('.//textarea[@name="text"]').text or "").strip() == given.get("text", "").strip()


def test_a_list_of_addresses_brings_each_under_the_guard(client: httpx.Client) -> None:
    addresses = b"http://127.0.0.1:1/one.html\nhttp://127.0.0.1:1/two.html\n"
    job = outcome(client, give(client, ("list.txt", addresses)))
    assert ["this machine" in one["reason"] for one in job["became"]] == [True, True]


def test_no_archive_no_adding(tmp_path: Path) -> None:
    with TestClient(create_app(tmp_path / "a.db"), base_url="http://localhost", client=("127.0.0.1", 50000)) as bare:
        assert bare.get("/add").status_code == 404


def test_a_form_of_another_site_adds_nothing(client: httpx.Client) -> None:
    assert client.post("/add", data={"text": TEXT}).status_code == 403


@pytest.mark.browser
@pytest.mark.parametrize("scripted", [True, False])
def test_one_adds_in_a_browser_and_arrives_at_the_reading(served: str, chromium: Browser, scripted: bool) -> None:
    with chromium.new_context(base_url=served, java_script_enabled=scripted) as context:
        page = context.new_page()
        page.goto("/add")
        page.get_by_label("or text").fill(TEXT.replace("Monday", f"Monday {scripted}"))
        page.get_by_role("button", name="Add").click()
        expect(page).to_have_url(re.compile("/articles/"), timeout=60_000)
        expect(page.locator("body")).to_contain_text("Marshal Oru Dahl")


@pytest.mark.browser
def test_a_file_can_be_dropped(served: str, chromium: Browser) -> None:
    with chromium.new_context(base_url=served) as context:
        page = context.new_page()
        page.goto("/add")
        dropped = page.evaluate_handle(
            """text => { const all = new DataTransfer(); all.items.add(new File([text], "dropped.html")); return all; }""",
            PAGE.replace("Monday", "Tuesday"),
        )
        page.dispatch_event("main", "dragover", {"dataTransfer": dropped})
        page.dispatch_event("main", "drop", {"dataTransfer": dropped})
        expect(page).to_have_url(re.compile("/articles/"), timeout=60_000)
