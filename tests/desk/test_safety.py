"""A hostile page can be read on the desk like any other: nothing of it acts, and nothing of it reaches beyond its place."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from lxml.html import HtmlElement, document_fromstring

from tests.desk import sample

PAGE, READING = sample.hostile()
STATEMENT = READING.statements[0]
VIEWS = (
    f"/articles/{READING.article.id}",
    f"/articles/{READING.article.id}/original?span=0-20",
    f"/statements/{STATEMENT.id}",
    f"/pages/{PAGE.id}",
    f"/pages/{PAGE.id}/view",
    "/readings?q=twice",
    "/search?q=twice",
    "/sources?q=script",
    "/refusals",
    "/readings?q=%3Cscript%3Ealert(1)%3C/script%3E&publisher=%22%3E%3Cimg+src=x%3E&since=%3Cb%3E",
    "/source?name=%3Cscript%3Ealert(1)%3C/script%3E",
    "/%3Cscript%3Ealert(1)%3C/script%3E",
)


def acting(view: HtmlElement) -> list[str]:
    """Elements of a view that act and are not the desk's own, and attributes that would."""
    own = {"/static/desk.js", "/static/remarks.js", "/search", "/readings", "/sources", "dialog", "/remarks"}
    own |= {f"/articles/{READING.article.id}/{what}" for what in ("remarks", "judgements")} | {"/searches"}
    found = []
    for element in view.iter("*"):
        target = element.get("src") or element.get("action") or element.get("method")
        if element.tag in ("script", "img", "object", "embed", "svg", "base", "style") and target not in own:
            found.append(element.tag)
        if element.tag == "form" and target not in own:
            found.append("form")
        if element.tag == "iframe" and element.get("sandbox") != "":
            found.append("iframe")
        found += [name for name in element.attrib if name.startswith("on") or name == "style"]
        found += [
            value
            for name, value in element.attrib.items()
            if value.strip().lower().startswith(("javascript:", "data:"))
        ]
    return found


@pytest.mark.parametrize("address", VIEWS)
def test_nothing_of_a_hostile_page_acts(desk: TestClient, address: str) -> None:
    assert acting(document_fromstring(desk.get(address).text)) == []


def test_hostile_words_are_shown_as_the_words_they_are(desk: TestClient) -> None:
    view = document_fromstring(desk.get(VIEWS[0]).text)
    shown = view.find(".//h1").text_content()
    for words in sample.HOSTILE_WORDS:
        assert words.rstrip("\u2066").split("\u2066")[0] in shown


def test_a_change_of_direction_does_not_reach_beyond_its_element(desk: TestClient) -> None:
    openers, closers = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068", "\u202c\u2069"
    view = document_fromstring(desk.get(VIEWS[0]).text)
    for element in view.iter("*"):
        text = element.text or ""
        assert sum(map(text.count, openers)) == sum(map(text.count, closers)), text


@pytest.mark.parametrize("address", [*VIEWS, "/", "/legend", "/static/desk.css", "/api/schema", "/nowhere"])
def test_every_answer_tells_the_browser_what_it_may_do(desk: TestClient, address: str) -> None:
    headers = desk.get(address, follow_redirects=False).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy or "sandbox" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_an_archived_page_is_only_shown_in_a_sandbox(desk: TestClient) -> None:
    for part in ("view", "raw"):
        answer = desk.get(f"/pages/{sample.PAGE.id}/{part}")
        assert "sandbox" in answer.headers["content-security-policy"].split("; ")
    assert "alert" not in desk.get(f"/pages/{sample.PAGE.id}/view").text


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "", "evil@localhost"]
)
def test_a_desk_on_loopback_answers_to_no_other_name(desk: TestClient, host: str) -> None:
    answer = desk.get("/readings", headers={"Host": host})
    assert answer.status_code == 400
    assert "Readings" not in answer.text


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:8000", "[::1]:8000", "LOCALHOST"])
def test_a_desk_on_loopback_answers_to_its_own_names(desk: TestClient, host: str) -> None:
    assert desk.get("/readings", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static//etc/passwd"]
)
def test_only_the_static_files_are_served(desk: TestClient, path: str) -> None:
    assert desk.get(path).status_code == 404


def test_the_desk_takes_no_orders(desk: TestClient) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert desk.request(method, "/readings").status_code == 405
