"""Who is let in, what each role may do, and what nobody gets by a forged, replayed, flooding or poisoned request."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from shutil import copyfile
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx import Response
from lxml.html import HtmlElement, document_fromstring
from playwright.sync_api import Browser, expect
from starlette.routing import Route

from according.desk import guarding
from according.desk.app import create_app
from according.desk.guarding import own_path
from according.desk.people import OPEN_TO_ALL, may_listen
from according.errors import SettingError
from according.export.sheets import harmless
from according.record import people, remarks
from according.record.record import Record
from tests.desk import sample
from tests.desk.conftest import served

SENTENCE = "ferries wait for the ice"
ARTICLE = sample.article().id
READING = f"/articles/{ARTICLE}"
HERE = "127.0.0.1"
ELSEWHERE = "203.0.113.7"
Visit = Callable[..., TestClient]
# A route may find that something is missing, or is not on record, before it asks who sends it; it writes nothing then.
REFUSED = frozenset({400, 403, 404})


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A record without accounts, and one with two: Ada is an analyst, Ben is a reader."""
    without, with_two = (tmp_path_factory.mktemp("people") / name for name in ("without.db", "with.db"))
    for path in (without, with_two):
        with Record.open(path) as record:
            record.keep(sample.PAGE, None, sample.reading())
            if path == with_two:
                with record.changing() as connection:
                    people.add(connection, "Ada", SENTENCE, "analyst")
                    people.add(connection, "Ben", SENTENCE, "reader")
    return without, with_two


@pytest.fixture
def where(made: tuple[Path, Path], tmp_path: Path) -> Path:
    """A record of its own for each test, without accounts."""
    return copyfile(made[0], tmp_path / "according.db")


@pytest.fixture
def with_accounts(made: tuple[Path, Path], tmp_path: Path) -> Path:
    """Likewise with Ada, an analyst, and Ben, a reader."""
    return copyfile(made[1], tmp_path / "according.db")


@pytest.fixture
def visit() -> Iterator[Visit]:
    """Gives a browser of its own to somebody at a network address, on a desk; the desks are closed at the end."""
    with ExitStack() as opened:
        seen: set[FastAPI] = set()

        def come(app: FastAPI, address: str = ELSEWHERE, *, base: str = "http://localhost") -> TestClient:
            client = TestClient(app, base_url=base, client=(address, 50000), follow_redirects=False)
            if app not in seen:
                opened.enter_context(client)
                seen.add(app)
            return client

        yield come


@pytest.fixture
def desk(with_accounts: Path) -> FastAPI:
    return create_app(with_accounts)


def view(answer: Response) -> HtmlElement:
    return document_fromstring(answer.text)


def token_on(answer: Response) -> str:
    return str(view(answer).xpath("//main//input[@name='token']/@value")[0])


def send(client: TestClient, form: str, to: str, **fields: str) -> Response:
    """Open the page of a form, and send it with the token that stands there."""
    return client.post(to, data={"token": token_on(client.get(form)), **fields})


def sign_in(client: TestClient, name: str, password: str = SENTENCE, **fields: str) -> Response:
    return send(client, "/sign-in", "/sign-in", name=name, password=password, **fields)


def session_in(client: TestClient) -> str | None:
    return client.cookies.get("according")


def routes(app: FastAPI, method: str) -> list[str]:
    """Every address of the desk that takes this method, with something in each place that is left open."""
    routers = [included.original_router for included in app.routes if hasattr(included, "original_router")]
    found = [route for router in routers for route in router.routes if isinstance(route, Route)]
    paths = [route.path for route in found if method in (route.methods or ()) and route.path not in OPEN_TO_ALL]
    return [re.sub(r"\{[^}]*\}", ARTICLE, path) for path in paths]


# One person alone, and then several


def test_one_person_on_this_machine_needs_no_account(where: Path, visit: Visit) -> None:
    you = visit(create_app(where), HERE)
    assert you.get(READING).status_code == 200
    assert "Without an account" in you.get("/account").text


def test_from_elsewhere_nobody_is_let_in_as_long_as_there_are_no_accounts(where: Path, visit: Visit) -> None:
    stranger = visit(create_app(where), ELSEWHERE)
    assert stranger.get(READING).headers["location"] == f"/sign-in?next=%2Farticles%2F{ARTICLE}"


def test_making_an_account_keeps_what_was_done_without(where: Path, visit: Visit) -> None:
    app = create_app(where)
    you = visit(app, HERE)
    you.get(READING)
    made = send(you, "/account", "/account", name="Ada", password=SENTENCE)
    assert made.status_code == 303
    assert view(you.get("/account")).findtext(".//h1/bdi") == "Ada"
    with Record.open(where) as record, record.asking() as connection:
        assert [one.person.name for one in people.accounts(connection)] == ["Ada"]
    assert visit(app, HERE).get(READING).status_code == 303  # from now on one signs in, here too


def test_no_second_account_is_made_without_an_invitation(desk: FastAPI, visit: Visit) -> None:
    ada = visit(desk)
    sign_in(ada, "Ada")
    assert send(ada, "/account", "/account", name="Cleo", password=SENTENCE).status_code == 403


def test_reading_can_be_open_to_all_while_writing_is_not(with_accounts: Path, visit: Visit) -> None:
    stranger = visit(create_app(with_accounts, open_reading=True))
    assert stranger.get(READING).status_code == 200
    assert stranger.get("/account").headers["location"] == "/sign-in?next=%2Faccount"


def test_no_view_is_shown_to_a_stranger(desk: FastAPI, visit: Visit) -> None:
    stranger = visit(desk)
    shown = {path: stranger.get(path) for path in routes(desk, "GET")}
    assert len(shown) > 10
    assert {path: answer.status_code for path, answer in shown.items() if answer.status_code not in (303, 401)} == {}
    assert not [path for path, answer in shown.items() if sample.article().title in answer.text]


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.4", "desk.example"])
def test_the_desk_does_not_listen_to_others_before_somebody_has_an_account(where: Path, host: str) -> None:
    with pytest.raises(SettingError, match="nobody has an account"):
        may_listen(str(where), [host])
    with pytest.raises(SettingError, match="nobody has an account"):
        may_listen(str(where), ["127.0.0.1", host])


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "[::1]", "localhost"])
def test_on_this_machine_alone_it_does(where: Path, host: str) -> None:
    may_listen(str(where), [host])


def test_with_an_account_it_listens_to_others(with_accounts: Path) -> None:
    may_listen(str(with_accounts), ["0.0.0.0", "desk.example"])


# Signing in and out


def test_signing_in_leads_back_to_where_one_was_going(desk: FastAPI, visit: Visit) -> None:
    ben = visit(desk)
    form = ben.get(ben.get(f"{READING}?span=1-5").headers["location"])
    to = str(view(form).xpath("//input[@name='next']/@value")[0])
    assert sign_in(ben, "ben", next=to).headers["location"] == f"{READING}?span=1-5"
    assert ben.get(READING).status_code == 200


def test_signing_out_ends_the_session_itself(desk: FastAPI, visit: Visit) -> None:
    ben = visit(desk)
    sign_in(ben, "Ben")
    kept = session_in(ben)
    assert kept
    send(ben, "/account", "/sign-out")
    assert session_in(ben) is None
    thief = visit(desk)
    thief.cookies.set("according", kept)
    assert thief.get(READING).status_code == 303


def test_programs_are_told_in_their_own_form(desk: FastAPI, visit: Visit) -> None:
    answer = visit(desk).get("/readings.json")
    assert (answer.status_code, answer.headers["content-type"]) == (401, "application/problem+json")


@pytest.mark.parametrize(("scheme", "name"), [("http", "according"), ("https", "__Host-according")])
def test_the_cookies_are_out_of_reach(desk: FastAPI, visit: Visit, scheme: str, name: str) -> None:
    ben = visit(desk, base=f"{scheme}://localhost")
    form = ben.get("/sign-in").headers["set-cookie"]
    session = sign_in(ben, "Ben").headers["set-cookie"]
    assert form.startswith(f"{name}-form=")
    assert session.startswith(f"{name}=")
    for cookie, same_site in ((form, "strict"), (session, "lax")):
        flags = {flag.strip().lower() for flag in cookie.split(";")}
        assert {"httponly", "path=/", f"samesite={same_site}"} <= flags
        assert ("secure" in flags) == (scheme == "https")
        assert not [flag for flag in flags if flag.startswith("domain")]


def test_a_changed_password_signs_out_everywhere_else(desk: FastAPI, visit: Visit) -> None:
    here, there = visit(desk), visit(desk)
    for client in (here, there):
        sign_in(client, "Ben")
    change = {"password": SENTENCE, "new": "the ice has gone at last"}
    assert send(here, "/account", "/account/password", **change | {"password": "guessed"}).status_code == 422
    assert send(here, "/account", "/account/password", **change | {"new": "short"}).status_code == 422
    assert there.get(READING).status_code == 200
    assert send(here, "/account", "/account/password", **change).status_code == 303
    assert (here.get(READING).status_code, there.get(READING).status_code) == (200, 303)
    assert sign_in(there, "Ben").status_code == 401
    assert sign_in(there, "Ben", change["new"]).status_code == 303


# Session fixation


def test_a_session_that_somebody_else_planted_is_not_the_one_that_is_signed_in(desk: FastAPI, visit: Visit) -> None:
    planted = "planted-by-somebody-else"
    ben = visit(desk)
    ben.cookies.set("according", planted)
    sign_in(ben, "Ben")
    attacker = visit(desk)
    attacker.cookies.set("according", planted)
    assert attacker.get(READING).status_code == 303


def test_signing_in_anew_ends_the_session_before(desk: FastAPI, visit: Visit) -> None:
    ben = visit(desk)
    sign_in(ben, "Ben")
    first = session_in(ben)
    sign_in(ben, "Ada")
    assert first
    assert session_in(ben) != first
    old = visit(desk)
    old.cookies.set("according", first)
    assert old.get(READING).status_code == 303


# Enumeration


def test_an_unknown_name_and_a_wrong_password_get_the_same_answer(desk: FastAPI, visit: Visit) -> None:
    stranger = visit(desk)
    answers = [sign_in(stranger, name, "a wrong password") for name in ("Ben", "Nobody")]
    assert [answer.status_code for answer in answers] == [401, 401]
    said = [answer.text.replace('value="Ben"', "").replace('value="Nobody"', "") for answer in answers]
    assert said[0] == said[1]
    assert set(answers[0].headers) == set(answers[1].headers)


# Forged forms


def test_no_route_that_writes_takes_a_form_without_its_token(desk: FastAPI, visit: Visit) -> None:
    ada = visit(desk)
    sign_in(ada, "Ada")
    writing = routes(desk, "POST")
    assert len(writing) >= 4
    assert {path: ada.post(path).status_code for path in writing if ada.post(path).status_code not in REFUSED} == {}
    assert session_in(ada)
    assert ada.get(READING).status_code == 200  # nobody was signed out


def test_no_route_that_writes_is_open_to_a_stranger(with_accounts: Path, visit: Visit) -> None:
    app = create_app(with_accounts, open_reading=True)
    stranger = visit(app)
    token = token_on(stranger.get("/sign-in"))
    answers = {path: stranger.post(path, data={"token": token}).status_code for path in routes(app, "POST")}
    assert {path: status for path, status in answers.items() if status not in {*REFUSED, 401}} == {}


def test_the_token_of_another_session_is_worth_nothing(desk: FastAPI, visit: Visit) -> None:
    ben, ada = visit(desk), visit(desk)
    sign_in(ben, "Ben")
    sign_in(ada, "Ada")
    token = token_on(ben.get("/account"))
    assert ada.post("/invitations", data={"token": token, "role": "analyst"}).status_code == 403
    assert ada.post("/sign-out", data={"token": token_on(ada.get("/account"))}).status_code == 303


def test_a_form_from_another_site_is_refused_even_with_the_token(where: Path, visit: Visit) -> None:
    you = visit(create_app(where), HERE)
    fields = {"token": token_on(you.get("/account")), "name": "Mallory", "password": SENTENCE}
    for site in ("cross-site", "same-site"):
        assert you.post("/account", data=fields, headers={"Sec-Fetch-Site": site}).status_code == 403
    assert you.post("/account", data=fields, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 303


def test_nobody_can_be_signed_in_as_somebody_else_by_a_form_elsewhere(desk: FastAPI, visit: Visit) -> None:
    mallory, ben = visit(desk), visit(desk)
    fields = {"name": "Ada", "password": SENTENCE, "token": token_on(mallory.get("/sign-in"))}
    ben.get("/sign-in")
    assert ben.post("/sign-in", data=fields).status_code == 403
    assert visit(desk).post("/sign-in", data=fields).status_code == 403


def test_a_program_may_send_the_token_beside_what_it_writes(desk: FastAPI, visit: Visit) -> None:
    ada = visit(desk)
    sign_in(ada, "Ada")
    header = {"X-Form-Token": token_on(ada.get("/account"))}
    assert ada.post("/invitations", headers=header).status_code == 200


# Roles and invitations


def link_on(answer: Response) -> str:
    return str(view(answer).findtext(".//code")).removeprefix("http://localhost")


def test_somebody_is_invited_and_is_a_reader(desk: FastAPI, visit: Visit) -> None:
    ada, cleo = visit(desk), visit(desk)
    sign_in(ada, "Ada")
    link = link_on(send(ada, "/account", "/invitations", role="reader"))
    assert send(cleo, link, link, name="Ben", password=SENTENCE).status_code == 422  # taken; the link is still good
    assert send(cleo, link, link, name="Cleo", password=SENTENCE).status_code == 303
    assert cleo.get(READING).status_code == 200
    assert "Invite somebody" not in cleo.get("/account").text
    refused = send(cleo, "/account", "/invitations", role="analyst")
    assert (refused.status_code, "for analysts" in refused.text) == (403, True)
    assert visit(desk).get(link).status_code == 404


@pytest.mark.parametrize("role", ["owner", "Reader", "analyst' --"])
def test_there_are_two_roles_and_no_third(desk: FastAPI, visit: Visit, role: str) -> None:
    ada = visit(desk)
    sign_in(ada, "Ada")
    answer = send(ada, "/account", "/invitations", role=role)
    assert answer.status_code == 422
    assert not view(answer).xpath("//code")


def test_who_has_left_is_out_at_once(desk: FastAPI, visit: Visit, with_accounts: Path) -> None:
    ben = visit(desk)
    sign_in(ben, "Ben")
    with Record.open(with_accounts) as record, record.changing() as connection:
        people.leave(connection, people.by_name(connection, "Ben").id)
    assert ben.get(READING).status_code == 303
    assert sign_in(ben, "Ben").status_code == 401


# Floods


def test_passwords_cannot_be_tried_one_after_another(desk: FastAPI, visit: Visit) -> None:
    guesser = visit(desk)
    answers = [sign_in(guesser, "Ben", f"guess number {number}") for number in range(11)]
    assert [answer.status_code for answer in answers] == [401] * 10 + [429]
    assert 0 < int(answers[-1].headers["retry-after"]) <= 15 * 60
    assert sign_in(guesser, "Ben").status_code == 429  # not with the right one either
    assert sign_in(visit(desk, "198.51.100.1"), "Ben").status_code == 303  # Ben himself is not locked out


def test_many_names_cannot_be_tried_from_one_address(desk: FastAPI, visit: Visit) -> None:
    guesser = visit(desk, "2001:db8::1")
    token = {"token": token_on(guesser.get("/sign-in"))}
    tried = [guesser.post("/sign-in", data=token | {"name": f"name {number}"}).status_code for number in range(31)]
    assert tried == [401] * 30 + [429]
    neighbour = visit(desk, "2001:db8::ffff")  # the same customer's network
    assert sign_in(neighbour, "Ben").status_code == 429
    assert sign_in(visit(desk, "2001:db8:1::1"), "Ben").status_code == 303


@pytest.mark.parametrize(("deed", "often"), [("/invitations", 20)])
def test_nobody_floods_the_desk_whichever_session_they_use(desk: FastAPI, visit: Visit, deed: str, often: int) -> None:
    done = []
    for number in range(often + 1):
        if number % 10 == 0:
            ada = visit(desk, f"198.51.100.{number}")
            sign_in(ada, "Ada")
            token = {"token": token_on(ada.get("/account"))}
        done.append(ada.post(deed, data=token).status_code)
    assert done == [200] * often + [429]


def test_remarks_are_not_poured_out_and_a_vote_counts_once(desk: FastAPI, visit: Visit) -> None:
    ada, ben = visit(desk), visit(desk)
    sign_in(ada, "Ada")
    sign_in(ben, "Ben")
    token = {"token": token_on(ada.get("/account"))}
    made = [ada.post(f"{READING}/remarks", data=token | {"body": f"Remark {number}"}) for number in range(11)]
    assert [answer.status_code for answer in made] == [303] * 10 + [429]
    remark = parse_qs(urlsplit(made[0].headers["location"]).query)["remark"][0]
    form = {"token": token_on(ben.get("/account")), "value": "1"}
    sent = [ben.post(f"/remarks/{remark}/vote", data=form).status_code for _ in range(61)]
    assert sent == [303] * 60 + [429]  # the same form again and again
    with desk.state.desk.record.asking() as connection:
        assert remarks.get(connection, remark).up == 1


def test_more_than_a_form_can_hold_is_not_taken_in(desk: FastAPI, visit: Visit) -> None:
    stranger = visit(desk)
    pieces = iter([b"name=" + b"a" * guarding.LARGEST_FORM, b"a"])
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert stranger.post("/sign-in", content=pieces, headers=form).status_code == 413


# Redirects and headers


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example", "///evil.example", "javascript:alert(1)",
        "/\t/evil.example", "/\n/evil.example", "evil.example", "", " //evil.example", "http:/\\evil.example", "/readings\r\nSet-Cookie: a=b",
        "/\u2028", "/" + "a" * 2001, "/ü", "//[", "http:evil.example", "/\x00",
    ],
)  # fmt: skip
def test_signing_in_leads_to_no_other_place(desk: FastAPI, visit: Visit, address: str) -> None:
    assert own_path(address) == "/"
    answer = sign_in(visit(desk), "Ben", next=address)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert len(answer.headers.get_list("set-cookie")) == 1


@pytest.mark.parametrize(
    "address", ["/", "/readings?q=a%20b&after=x~y", "/articles/a1#s1-2", "/search?q=http://evil.example"]
)
def test_own_addresses_are_led_to(address: str) -> None:
    assert own_path(address) == address


def test_a_name_brings_no_header_and_no_line_of_its_own(where: Path, visit: Visit) -> None:
    you = visit(create_app(where), HERE)
    answer = send(you, "/account", "/account", name="Ada\r\nSet-Cookie: according=planted", password=SENTENCE)
    assert "planted" not in str(answer.headers)
    with Record.open(where) as record, record.asking() as connection:
        assert not [one.person.name for one in people.accounts(connection) if not one.person.name.isprintable()]


# What is stored comes back as words

POISON = "<img src=x onerror=alert(1)>\"'><script>alert(1)</script>{{7*7}}"


def test_a_name_is_shown_as_the_words_it_is(desk: FastAPI, visit: Visit, with_accounts: Path) -> None:
    with Record.open(with_accounts) as record, record.changing() as connection:
        people.add(connection, POISON, SENTENCE, "analyst")
    poisoner = visit(desk)
    assert sign_in(poisoner, POISON).status_code == 303
    account = view(poisoner.get("/account"))
    assert account.findtext(".//h1/bdi") == POISON
    assert POISON in account.xpath("//table//bdi/text()")
    assert not account.xpath("//main//script | //main//img | //*[@onerror]")
    refused = view(sign_in(visit(desk), POISON, "a wrong password"))
    assert refused.xpath("//input[@name='name']/@value") == [POISON]
    assert not refused.xpath("//main//script | //main//img | //*[@onerror]")


def test_a_name_that_is_a_formula_is_none_in_a_sheet() -> None:
    assert harmless('=HYPERLINK("http://evil.example","Ada")').startswith("'=")  # type: ignore[union-attr]


# As people see it


@pytest.mark.browser
def test_a_second_person_is_invited_and_refused_what_the_role_forbids(chromium: Browser, where: Path) -> None:
    with served(where, None) as address, chromium.new_context(base_url=address) as first:
        ada = first.new_page()
        ada.goto("/account")
        ada.get_by_label("Name").fill("Ada")
        ada.get_by_label("Password").fill(SENTENCE)
        ada.get_by_role("button", name="Make my account").click()
        expect(ada.get_by_role("heading", name="Ada")).to_be_visible()
        ada.get_by_label("As reader").select_option("reader")
        ada.get_by_role("button", name="Make an invitation").click()
        link = ada.get_by_role("status", name="Invitation").locator("code").inner_text()

        with chromium.new_context(base_url=address) as second:
            ben = second.new_page()
            ben.goto(READING)
            expect(ben).to_have_title(re.compile("Sign in"))
            ben.goto(link)
            ben.get_by_label("Name").fill("Ben")
            ben.get_by_label("Password").fill(SENTENCE)
            ben.get_by_role("button", name="Make the account").click()
            expect(ben).to_have_url(f"{address}/")
            ben.goto(READING)
            expect(ben.get_by_role("heading", level=1)).to_have_text(sample.article().title)
            ben.goto("/account")
            expect(ben.get_by_text("A reader: you read and remark.")).to_be_visible()
            expect(ben.get_by_role("button", name="Make an invitation")).to_have_count(0)
            # Who writes the form himself is told why it is not taken.
            ben.evaluate(
                """() => {
                    const form = document.querySelector("form[action='/sign-out']");
                    form.action = "/invitations";
                    form.requestSubmit();
                }"""
            )
            expect(ben.get_by_text("This is for analysts, and your account is a reader’s.")).to_be_visible()
            ben.goto("/account")
            ben.get_by_role("button", name="Sign out").click()
            expect(ben).to_have_title(re.compile("Sign in"))
            ben.goto(link)
            expect(ben.get_by_text("This invitation was used")).to_be_visible()
        expect(ada.get_by_role("button", name="Make an invitation")).to_be_visible()
        ada.goto("/account")
        expect(ada.get_by_role("cell", name="Ben")).to_be_visible()
