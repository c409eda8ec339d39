"""Nobody is barred from any view: WCAG 2.2 AA as far as axe-core can tell, by keyboard alone, and at twice the size.

axe-core comes with axe-playwright-python (MPL 2.0), a dependency of development only.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Literal

import pytest
import uvicorn
from playwright.sync_api import Browser, Page

from according.comparison.comparison import Comparison
from according.desk.app import create_app
from according.desk.ledgers import LEDGERS, PLACES
from according.findings import FindingKind
from according.record.record import Record
from tests.desk.barriers import barriers

pytestmark = pytest.mark.browser

RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
KINDS: tuple[FindingKind, ...] = ("story", "quotation", "claim", "commitment", "precedent", "answer", "earlier")
# What has a page of its own to be judged on; a statement is judged on its page.
JUDGED = ("event", "story", "commitment")
# Whether the focus is on nothing, on what, and whether it shows; links in pictures have a ring of their own.
FOCUSED = """() => {
  const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect(), ring = e.querySelector('.reach');
  const shows = s.outlineStyle !== 'none' || s.boxShadow !== 'none' || (ring && getComputedStyle(ring).stroke !== 'none');
  return [e === document.body, e.outerHTML.slice(0, 120), Boolean(shows) && r.width > 0 && r.height > 0];
}"""


@pytest.fixture(scope="module")
def desk_address(read_dossier: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A desk on the dossier, with every kind of finding in it."""
    folder = tmp_path_factory.mktemp("axe")
    shutil.copy(read_dossier, folder / "record.db")
    app = create_app(folder / "record.db", folder / "archive")
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    thread = Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def views(read_dossier: Path) -> tuple[str, ...]:
    """An address of every main view."""
    with Record.open(read_dossier) as record:
        comparison = Comparison(record)
        found = [comparison.findings(kind, limit=1)[0].finding for kind in KINDS]
        article = max(record.readings(limit=50), key=lambda line: line.statements).article
        event = record.events(limit=1)[0].event
        several = record.statements(limit=20)
        said = several[0]
        speaker = next(
            one.statement.source.actor for one in several if one.statement.source and one.statement.source.actor
        )
    return (
        "/today", "/readings", f"/articles/{article}", f"/statements/{said.statement.id}", "/search?q=police",
        "/sources", f"/source?name={said.source}", "/refusals", "/legend", "/about", "/add", "/api", "/account", "/sign-in",
        "/findings", *(f"/{name}" for name in LEDGERS), *(f"/{PLACES[one.kind]}/{one.id}" for one in found),
        *(f"/briefs/{one.id}" for one in (*found[:2], found[-1])), f"/stories/{found[0].id}?zoom=day",
        "/stories?as_of=2024-03-05", f"/actors/{speaker}",
        f"/outlets/{said.article.publisher}", "/remarks", "/subscriptions", "/nowhere",
        *(f"/judge/{one.id}" for one in (event, *found) if getattr(one, "kind", "event") in JUDGED),
        f"/subscriptions/new?what=article&target={article}", f"/articles/{article}/remark",
    )  # fmt: skip


@pytest.fixture
def page(chromium: Browser, desk_address: str) -> Iterator[Page]:
    with chromium.new_context(base_url=desk_address, viewport={"width": 1280, "height": 860}) as context:
        yield context.new_page()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_view(page: Page, views: tuple[str, ...], scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme)
    found = []
    for view in views:
        page.goto(view)
        page.evaluate("document.querySelectorAll('details').forEach(element => element.open = true)")
        violations = barriers(page, runOnly=RULES)
        found += [(view, one["id"], node["html"][:200]) for one in violations for node in one["nodes"]]
    assert not found, "\n".join(map(str, found))


def test_nothing_is_scrolled_sideways_at_twice_the_size(page: Page, views: tuple[str, ...]) -> None:
    """A window of 1280 by 1024 at 200 % shows what one of 640 by 512 does (WCAG 2.2, 1.4.4 and 1.4.10)."""
    page.set_viewport_size({"width": 640, "height": 512})
    wide = []
    for view in views:
        page.goto(view)
        if page.evaluate("document.documentElement.scrollWidth") > 640:
            wide.append(view)
    assert not wide


def test_every_way_on_can_be_reached_by_keyboard_and_is_seen(page: Page, views: tuple[str, ...]) -> None:
    """Tab goes through a view without being caught, and whatever has the focus shows it (2.1.1, 2.1.2, 2.4.7)."""
    unseen = []
    for view in views:
        page.goto(view)
        reached = set()
        for _ in range(25):
            page.keyboard.press("Tab")
            nowhere, what, shows = page.evaluate(FOCUSED)
            if nowhere:
                break
            reached.add(what)
            if not shows:
                unseen.append((view, what))
        assert len(reached) >= 5, view
    assert not unseen, "\n".join(map(str, unseen))
