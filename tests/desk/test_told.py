"""Being told: Today and its marks, mails by a real mail server, feeds, and a sender that is killed."""

from __future__ import annotations

import csv
import io
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient
from lxml import etree
from lxml.html import HtmlElement, document_fromstring
from sqlalchemy import delete, update

from according.comparison.comparison import Comparison
from according.desk.app import create_app
from according.desk.atom import Told, atom
from according.desk.letters import post
from according.desk.telling import Item
from according.errors import SettingError
from according.page.archive import Archive
from according.record import remarks, subscriptions, visits
from according.record.people import leave, make_local_person
from according.record.record import Record
from according.record.subscriptions import instant, later
from according.record.tables import letters
from according.settings import read_settings
from tests.desk import sample
from tests.desk.conftest import another
from tests.desk.persons import Persons
from tests.desk.post import SENDER, Mailbox, mail_server, post_to
from tests.record.test_subscriptions import another as another_person

MAIL = "ada@harbour.example"
ARTICLE = sample.article().id
ATOM = {"a": "http://www.w3.org/2005/Atom"}
RECENTLY = "2024-01-01T00:00:00.000000Z"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A record with one reading, all compared."""
    where, archive = tmp_path / "told.db", Archive(tmp_path / "archive")
    with Record.open(where) as record:
        record.keep(sample.PAGE, archive.keep(sample.PAGE), sample.reading())
        Comparison(record).catch_up()
        with record.changing() as connection:
            make_local_person(connection)
    return where


@pytest.fixture
def record(place: Path) -> Iterator[Record]:
    with Record.open(place) as opened:
        yield opened


@pytest.fixture
def mailbox() -> Iterator[tuple[Mailbox, int]]:
    with mail_server() as server:
        yield server


@pytest.fixture
def told(place: Path, mailbox: tuple[Mailbox, int]) -> Iterator[TestClient]:
    """A desk that sends mail."""
    app = create_app(place, post=post_to(mailbox[1]))
    with TestClient(app, base_url="http://localhost", client=("127.0.0.1", 50000)) as client:
        yield client


@pytest.fixture
def me(record: Record) -> str:
    with record.changing() as connection:
        return make_local_person(connection).id


def look(desk: TestClient, address: str, status: int = 200) -> HtmlElement:
    answer = desk.get(address)
    assert answer.status_code == status, answer.text
    return document_fromstring(answer.text)


def said(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def send(desk: TestClient, form: HtmlElement, **fields: str) -> HtmlElement:
    """Fill in a form as a browser does, and send it."""
    given = {one.get("name"): one.get("value") or "" for one in form.cssselect("input[name]")} | fields
    answer = desk.post(form.get("action"), data=given)
    assert answer.status_code == 200, answer.text
    return document_fromstring(answer.text)


def subscribe(record: Record, person: str, what: str = "article", target: str = ARTICLE) -> subscriptions.Subscription:
    """Subscribe an address that is confirmed, so that no letter waits."""
    with record.changing() as connection:
        one = subscriptions.subscribe(connection, person, MAIL, what, target, instant())
        connection.execute(delete(letters))
        return subscriptions.confirm(connection, one.token, instant())


def remark_on(record: Record, body: str, name: str = "Bo") -> str:
    with record.asking() as connection:
        known = connection.exec_driver_sql(f"select id from people where name_key = '{name}'").scalar()
    author = known or another_person(record, name)
    with record.changing() as connection:
        return remarks.add(connection, author, ARTICLE, body)


# Today


def test_a_first_look_at_an_empty_record_says_what_to_do(tmp_path: Path) -> None:
    with TestClient(create_app(tmp_path / "new.db"), base_url="http://localhost", client=("127.0.0.1", 1)) as desk:
        view = look(desk, "/")
    assert said(view.find(".//h1")) == "Today"
    assert "according add" in said(view)
    assert view.cssselect("a[href='/add']")


def test_today_shows_what_came_since_and_marks_what_is_not_opened(told: TestClient, record: Record, me: str) -> None:
    look(told, "/today")
    with record.changing() as connection:
        visits.mark_all(connection, me, instant())
    assert "Nothing new since your last visit" in said(look(told, "/today"))
    page, reading = another(1, "NPA", "2024-02-01")
    time.sleep(0.01)
    record.keep(page, None, reading)
    Comparison(record).catch_up()
    view = look(told, "/today")
    (line,) = view.cssselect("section[aria-labelledby='new-reading'] .line")
    assert "Copy 1 of the marshal’s words" in said(line)
    assert said(line.cssselect(".unread")[0]) == "Not opened yet."
    look(told, line.cssselect(".title")[0].get("href"))
    (line,) = look(told, "/today").cssselect("section[aria-labelledby='new-reading'] .line")
    assert not line.cssselect(".unread")


def test_marking_all_as_seen_empties_today(told: TestClient, record: Record, me: str) -> None:
    look(told, "/today")
    with record.changing() as connection:
        connection.exec_driver_sql(f"update visits set before = '{RECENTLY}'")
    view = look(told, "/today")
    assert view.cssselect(".is-unread")
    view = send(told, view.cssselect("form[action='/today/seen']")[0])
    assert not view.cssselect(".is-unread")
    assert "Nothing new" in said(view)


def test_a_search_is_saved_from_its_page_and_stands_on_today(told: TestClient) -> None:
    form = look(told, "/search?q=bridges&source=Varga").cssselect("form.save-search")[0]
    view = send(told, form, name="Varga on <b>bridges</b>")
    (link,) = view.cssselect("section[aria-labelledby='searches'] .title")
    assert said(link) == "Varga on <b>bridges</b>"
    assert said(look(told, link.get("href"))).count("bridges") > 1
    assert "Varga on <b>bridges</b>" in said(look(told, "/today"))


# Mails


def test_from_notify_me_to_the_mail_and_out_again(
    told: TestClient, record: Record, mailbox: tuple[Mailbox, int], me: str
) -> None:
    box, port = mailbox
    link = look(told, f"/articles/{ARTICLE}").cssselect("a[href^='/subscriptions/new?what=article']")[0]
    view = send(told, look(told, link.get("href")).cssselect("form[action='/subscriptions']")[0], mail=MAIL)
    assert "to be confirmed" in said(view)
    remark_on(record, "Too early to be told.")
    assert post(record, post_to(port)).sent == 1
    assert box.mails[0]["To"] == MAIL
    assert box.mails[0]["From"] == SENDER
    path = re.search(r"http://localhost(/subscriptions/\S+)", box.mails[0].get_content())[1]
    # To open the link does nothing yet: mail servers open links too.
    look(told, path)
    remark_on(record, "Still too early.")
    assert post(record, post_to(port)).sent == 0
    view = document_fromstring(told.post(path, data={"do": "confirm"}).text)
    assert "Confirmed" in said(view)
    remark = remark_on(record, "Is it <i>true</i>?\nBcc: eve@evil.example")
    assert post(record, post_to(port)).sent == 1
    mail = box.mails[1]
    assert "> Is it <i>true</i>?" in mail.get_content()
    assert f"#remark-{remark}" in mail.get_content()
    assert mail["Bcc"] is None
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    one_click = urlsplit(mail["List-Unsubscribe"].strip().strip("<>")).path
    assert one_click in mail.get_content()
    # A mail program does this, with no cookie and no form of ours.
    assert told.post(one_click, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    remark_on(record, "Nobody is told of this.")
    assert post(record, post_to(port)).sent == 0
    assert look(told, one_click, 404) is not None


def test_the_words_that_others_chose_are_in_no_mail_to_an_address_that_asked_for_none(
    told: TestClient, record: Record, mailbox: tuple[Mailbox, int]
) -> None:
    send(told, look(told, "/search?q=bridges").cssselect("form.save-search")[0], name="Buy cheap pills")
    link = look(told, "/subscriptions").cssselect("a[href^='/subscriptions/new?what=search']")[0]
    send(told, look(told, link.get("href")).cssselect("form[action='/subscriptions']")[0], mail="victim@other.example")
    post(record, post_to(mailbox[1]))
    assert "pills" not in mailbox[0].mails[0].as_string()


def test_nothing_is_sent_of_a_remark_that_was_hidden_or_removed(
    record: Record, mailbox: tuple[Mailbox, int], me: str
) -> None:
    subscribe(record, me)
    hidden, removed, shown = (remark_on(record, words) for words in ("Hide me.", "Remove me.", "Show me."))
    with record.changing() as connection:
        remarks.hide(connection, hidden, hidden=True)
        remarks.remove(connection, "p-Bo", removed)
    assert post(record, post_to(mailbox[1])).sent == 1
    assert f"#remark-{shown}" in mailbox[0].mails[0].get_content()


def test_news_of_one_moment_are_one_mail_that_quotes_their_words(
    record: Record, mailbox: tuple[Mailbox, int], me: str
) -> None:
    kind, number = next(
        (one.kind, one.id) for kind in ("commitment", "quotation", "story") for one in Comparison(record).each(kind)
    )
    subscribe(record, me, kind, number)
    for n in (1, 2):
        page, reading = another(n, "NPA", f"2024-03-1{n}")
        record.keep(page, None, reading)
    Comparison(record).catch_up()
    assert post(record, post_to(mailbox[1]), gather=timedelta(minutes=1)).sent == 0
    assert post(record, post_to(mailbox[1])).sent == 1
    words = mailbox[0].mails[0].get_content()
    assert words.count("http://localhost/") >= 3
    assert "NPA" in words


def test_a_line_break_in_a_title_begins_no_header(record: Record, mailbox: tuple[Mailbox, int], me: str) -> None:
    subscribe(record, me)
    with record.changing() as connection:
        connection.exec_driver_sql("update articles set title = 'Ready\r\nBcc: eve@evil.example\r\n\r\n<b>x</b>'")
    remark_on(record, "Well.", name="Bo")
    assert post(record, post_to(mailbox[1])).sent == 1
    mail = mailbox[0].mails[0]
    assert mail["Bcc"] is None
    assert "Bcc: eve@evil.example" in mail["Subject"]


def test_a_server_that_does_not_answer_or_refuses_loses_no_letter(
    record: Record, mailbox: tuple[Mailbox, int], me: str
) -> None:
    subscribe(record, me)
    remark_on(record, "Well.")
    posted = post(record, post_to(1))  # nothing listens there
    assert (posted.sent, posted.put_off) == (0, 1)
    assert "does not take mail" in (posted.trouble or "")
    assert post(record, post_to(mailbox[1])).sent == 0  # it is put off for a while
    release(record)
    mailbox[0].refuse = "451 Later"
    assert post(record, post_to(mailbox[1])).put_off == 1
    mailbox[0].refuse = None
    release(record)
    assert post(record, post_to(mailbox[1])).sent == 1


def test_an_address_that_the_server_does_not_know_is_not_tried_again(
    record: Record, mailbox: tuple[Mailbox, int], me: str
) -> None:
    subscribe(record, me)
    remark_on(record, "Well.")
    mailbox[0].refuse = "550 Nobody here"
    assert post(record, post_to(mailbox[1])).put_off == 1
    mailbox[0].refuse = None
    release(record)
    assert post(record, post_to(mailbox[1])).sent == 0


def test_a_mail_that_was_given_up_is_shown_with_its_reason(
    told: TestClient, record: Record, mailbox: tuple[Mailbox, int], me: str
) -> None:
    subscribe(record, me)
    remark_on(record, "Well.")
    assert "given up" not in said(look(told, "/subscriptions"))
    mailbox[0].refuse = "451 Later"
    post(record, post_to(mailbox[1]))
    assert "could not be sent yet, and is tried again: 451 Later" in said(look(told, "/subscriptions"))
    release(record)
    mailbox[0].refuse = "550 Nobody <b>here</b>"
    post(record, post_to(mailbox[1]))
    page = look(told, "/subscriptions")
    assert "was given up: 550 Nobody <b>here</b>" in said(page)
    assert "1550 Nobody" in said(page.cssselect("#lost ~ ol")[0])
    # A later mail that went through is the last word on the address.
    mailbox[0].refuse = None
    remark_on(record, "Well again.")
    assert post(record, post_to(mailbox[1])).sent == 1
    assert "given up" not in said(look(told, "/subscriptions"))


def release(record: Record) -> None:
    """As if the time had passed for which letters are put off or held."""
    with record.changing() as connection:
        connection.execute(update(letters).values(due_at=later(instant(), timedelta(seconds=-1))))


def test_a_sender_that_is_killed_loses_no_letter(
    place: Path, record: Record, mailbox: tuple[Mailbox, int], me: str
) -> None:
    box, port = mailbox
    subscribe(record, me)
    for n in range(5):
        remark_on(record, f"Remark {n}.")
    environment = os.environ | {
        "ACCORDING_SMTP": f"smtp://127.0.0.1:{port}", "ACCORDING_MAIL_FROM": SENDER,
        "ACCORDING_ADDRESS": "http://localhost", "ACCORDING_RECORD": str(place),
    }  # fmt: skip
    command = [sys.executable, "-m", "according", "notify"]
    box.go.clear()
    sender = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    assert box.asked.wait(60)
    os.kill(sender.pid, signal.SIGKILL)  # in the middle of a letter, which the server takes all the same
    sender.wait()
    box.go.set()
    # Whoever sends now leaves the letter alone that the killed one held.
    finished = subprocess.run(command, env=environment, check=True, capture_output=True, text=True, timeout=120)
    assert "Sent: 4" in finished.stdout
    release(record)
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=120)
    told = [line for mail in box.mails for line in mail.get_content().splitlines() if line.startswith("> ")]
    assert set(told) == {f"> Remark {n}." for n in range(5)}
    # What came twice has the same Message-ID, by which mailboxes know it.
    assert len({mail["Message-ID"] for mail in box.mails}) == 5
    assert len(box.mails) <= 6


def test_what_one_follows_and_has_saved_is_data_too_for_oneself_alone(place: Path, record: Record) -> None:
    with Persons(create_app(place), Ann="analyst", Rob="reader") as desk:
        subscribe(record, desk.id("Rob"))
        send(desk["Rob"], look(desk["Rob"], "/search?q=bridges").cssselect("form.save-search")[0], name="=Bridges")
        (one,) = desk["Rob"].get("/subscriptions.json").json()["subscriptions"]
        assert (one["what"], one["target"], one["mail"]) == ("article", ARTICLE, MAIL)
        assert "token" not in one
        (saved,) = desk["Rob"].get("/searches.json").json()["searches"]
        assert (saved["name"], saved["query"]) == ("=Bridges", "q=bridges")
        for there in (one["path"], one["feed"], saved["path"], saved["feed"]):
            assert desk["Rob"].get(there).status_code == 200
        head, row = csv.reader(io.StringIO(desk["Rob"].get("/searches.csv").text))
        assert dict(zip(head, row, strict=True))["name"] == "'=Bridges"
        assert len(desk["Rob"].get("/subscriptions.csv").text.splitlines()) == 2
        for name in ("subscriptions", "searches"):
            assert desk["Ann"].get(f"/{name}.json").json() == {name: [], "after": None}
            for form in ("json", "csv"):
                refused = desk[None].get(f"/{name}.{form}")
                assert refused.status_code == 401
                assert refused.headers["content-type"] == "application/problem+json"


# Feeds


def entries(desk: TestClient, address: str) -> tuple[etree._Element, list[etree._Element]]:
    answer = desk.get(address)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = etree.fromstring(answer.content)
    one = feed.findall("a:entry", ATOM)
    for part in (feed, *one):  # what RFC 4287 requires of a feed and of an entry, once each
        for name in ("id", "title", "updated"):
            assert len(part.findall(f"a:{name}", ATOM)) == 1
        assert part.findtext("a:id", namespaces=ATOM).startswith("urn:uuid:")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", part.findtext("a:updated", namespaces=ATOM))
    assert feed.find("a:author/a:name", ATOM) is not None
    assert feed.find("a:link[@rel='self']", ATOM).get("href") == f"http://localhost{address}"
    ids = [entry.findtext("a:id", namespaces=ATOM) for entry in one]
    assert len(ids) == len(set(ids))
    return feed, one


@pytest.mark.parametrize(
    "address", ["/today.atom", "/readings.atom", "/stories.atom", "/quotations.atom", "/claims.atom",
                "/commitments.atom", "/precedents.atom", "/answers.atom", "/remarks.atom", f"/articles/{ARTICLE}.atom"],
)  # fmt: skip
def test_feeds_are_atom(told: TestClient, address: str) -> None:
    feed, _ = entries(told, address)
    again, _ = entries(told, address)
    assert etree.tostring(feed) == etree.tostring(again)


def test_every_entry_leads_to_its_thing_and_keeps_its_id_after_all_is_derived_anew(
    told: TestClient, record: Record
) -> None:
    _, before = entries(told, "/today.atom")
    assert before
    for entry in before:
        look(told, urlsplit(entry.find("a:link", ATOM).get("href")).path)
    Comparison(record).rebuild()
    _, after = entries(told, "/today.atom")
    assert [etree.tostring(one) for one in after] == [etree.tostring(one) for one in before]


def test_the_feed_of_a_finding_and_a_search(told: TestClient, record: Record) -> None:
    pledge = next(iter(Comparison(record).each("commitment")))
    _, found = entries(told, f"/commitments/{pledge.id}.atom")
    assert found
    send(told, look(told, "/search?q=bridges").cssselect("form.save-search")[0], name="Bridges")
    (feed,) = look(told, "/subscriptions").cssselect("section[aria-labelledby='searches'] a[href$='.atom']")
    _, hits = entries(told, feed.get("href"))
    assert len(hits) == 1
    assert told.get("/stories/nothing.atom").status_code == 404


def test_a_feed_reader_opens_a_feed_of_ones_own_until_it_is_ended(place: Path, record: Record) -> None:
    pledge = next(iter(Comparison(record).each("commitment")))
    with Persons(create_app(place), Ann="analyst", Rob="reader") as desk:
        assert desk[None].get("/today.atom").status_code == 401
        for asked in ({"what": "list", "target": "today"}, {"what": "commitment", "target": pledge.id}):
            send(desk["Rob"], look(desk["Rob"], "/subscriptions").cssselect("#feeds ~ form.entry")[0], **asked)
        links = look(desk["Rob"], "/subscriptions").cssselect("a[href^='/feeds/']")
        of_pledge, of_all = (one.get("href") for one in links)
        assert not look(desk["Ann"], "/subscriptions").cssselect("a[href^='/feeds/']")
        for address in (of_pledge, of_all):
            _, found = entries(desk[None], address)
            assert found
        # It opens this feed and nothing else, and is ended by its owner alone.
        assert desk[None].get(f"/commitments/{pledge.id}.atom").status_code == 401
        assert desk[None].get(f"/feeds/{'x' * 32}.atom").status_code == 404
        end = look(desk["Rob"], "/subscriptions").cssselect("form[action^='/feeds/'][action$='/end']")[0]
        token = look(desk["Ann"], "/account").cssselect("input[name=token]")[0].get("value")
        desk["Ann"].post(end.get("action"), data={"token": token})
        entries(desk[None], of_pledge)
        send(desk["Rob"], end)
        assert desk[None].get(of_pledge).status_code == 404
        entries(desk[None], of_all)
        with record.changing() as connection:
            leave(connection, desk.id("Rob"))
        assert desk[None].get(of_all).status_code == 404


def test_a_feed_of_ones_own_is_of_something_that_there_is_and_made_once(told: TestClient, record: Record) -> None:
    form = look(told, "/subscriptions").cssselect("#feeds ~ form.entry")[0]
    token = form.cssselect("input[name=token]")[0].get("value")
    for what, target, status in (
        ("list", "people", 400), ("story", "nothing", 404), ("search", "nothing", 404), ("person", "x", 400),
    ):  # fmt: skip
        given = {"token": token, "what": what, "target": target}
        assert told.post("/feeds", data=given).status_code == status
    send(told, form, target="stories")
    page = send(told, form, target="stories")
    assert len(page.cssselect("a[href^='/feeds/']")) == 1


def test_the_feed_of_a_removed_search_is_gone_with_it(told: TestClient) -> None:
    send(told, look(told, "/search?q=bridges").cssselect("form.save-search")[0], name="Bridges")
    (notify,) = look(told, "/subscriptions").cssselect("#searches ~ ol a[href^='/subscriptions/new']")
    send(told, look(told, notify.get("href")).cssselect("form[action='/feeds']")[0])
    page = look(told, "/subscriptions")
    (link,) = page.cssselect("a[href^='/feeds/']")
    entries(told, link.get("href"))
    send(told, page.cssselect("form[action^='/searches/']")[0])
    assert told.get(link.get("href")).status_code == 404


def test_a_feed_of_remarks_has_none_that_is_hidden(told: TestClient, record: Record) -> None:
    hidden, shown = remark_on(record, "Hide me."), remark_on(record, "Show <me>.")
    with record.changing() as connection:
        remarks.hide(connection, hidden, hidden=True)
        answer = remarks.answer(connection, "p-Bo", shown, "An answer.")
    _, on_page = entries(told, f"/articles/{ARTICLE}.atom")
    words = [entry.findtext("a:content", namespaces=ATOM) for entry in on_page]
    assert "Show <me>." in words
    assert not any("Hide me." in one for one in words)
    _, answers = entries(told, f"/remarks/{shown}.atom")
    assert [entry.find("a:link", ATOM).get("href").rpartition("-")[2] for entry in answers] == [answer]
    assert told.get(f"/remarks/{hidden}.atom").status_code == 404


def test_no_character_breaks_a_feed() -> None:
    item = Item("n1", "2024-03-06T07:00:00Z", "<b>\x00\x0b\ufffe\ud800&amp;]]>", ("\x1b[31m",), "/articles/x")
    feed = etree.fromstring(atom(Told("x", "\x08", "/x", [item]), "/x.atom", "http://localhost"))
    assert feed.findtext("a:entry/a:title", namespaces=ATOM) == "<b>\ufffd\ufffd\ufffd\ufffd&amp;]]>"


# Settings


def test_settings_of_the_mail_server() -> None:
    base = {"ACCORDING_MAIL_FROM": SENDER, "ACCORDING_ADDRESS": "https://desk.example/"}
    assert read_settings({}).post is None
    server = read_settings(base | {"ACCORDING_SMTP": "smtp://ada:p%40ss@mail.example"}).post
    assert server is not None
    assert (server.host, server.port, server.user, server.password, server.tls) == (
        "mail.example", 587, "ada", "p@ss", "starttls",
    )  # fmt: skip
    assert server.address == "https://desk.example"
    assert "p@ss" not in repr(server)
    assert read_settings(base | {"ACCORDING_SMTP": "smtps://mail.example"}).post.port == 465
    assert read_settings(base | {"ACCORDING_SMTP": "smtp://localhost:2525"}).post.tls == "none"


@pytest.mark.parametrize(
    "wrong",
    [
        {"ACCORDING_SMTP": "mail.example:25"},
        {"ACCORDING_SMTP": "smtp://mail.example:many"},
        {"ACCORDING_MAIL_FROM": ""},
        {"ACCORDING_MAIL_FROM": "desk@x.example\r\nBcc: eve@evil.example"},
        {"ACCORDING_ADDRESS": "desk.example"},
        {"ACCORDING_ADDRESS": "javascript://desk.example"},
    ],
)
def test_wrong_settings_of_the_mail_server_are_refused(wrong: dict[str, str]) -> None:
    base = {
        "ACCORDING_SMTP": "smtp://mail.example", "ACCORDING_MAIL_FROM": SENDER,
        "ACCORDING_ADDRESS": "https://desk.example",
    }  # fmt: skip
    with pytest.raises(SettingError, match="ACCORDING_"):
        read_settings(base | wrong)


# Others


def test_where_several_work_each_has_their_own(place: Path, record: Record, mailbox: tuple[Mailbox, int]) -> None:
    with Persons(create_app(place, post=post_to(mailbox[1])), Ann="analyst", Rob="reader") as desk:
        mine = subscribe(record, desk.id("Ann"))
        assert desk[None].get("/today.atom", follow_redirects=False).status_code in (303, 401, 403)
        # Whoever got the mail has no account here.
        assert desk[None].get(f"/subscriptions/{mine.token}").status_code == 200
        assert MAIL not in desk["Rob"].get("/subscriptions").text
        form = document_fromstring(desk["Rob"].get("/account").text).cssselect("input[name=token]")[0]
        ended = desk["Rob"].post(f"/subscriptions/{mine.id}/end", data={"token": form.get("value")})
        assert ended.status_code == 200
        assert MAIL in desk["Ann"].get("/subscriptions").text
        # Neither is the token that the mail has on any page, nor does a form from elsewhere end anything.
        assert mine.token not in desk["Ann"].get("/subscriptions").text
        for path in (f"/subscriptions/{mine.id}/end", "/subscriptions", "/searches", "/today/seen"):
            fields = {"what": "article", "target": ARTICLE, "mail": MAIL, "name": "x", "query": "q=x"}
            assert desk["Ann"].post(path, data=fields).status_code == 403
