"""Being told: subscribing to what follows, confirming an address, ending; and saving searches."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import Connection

from according.desk import render
from according.desk.atom import address_of_desk
from according.desk.letters import name_of, named
from according.desk.pages import At, Desk
from according.desk.people import Reader
from according.errors import AccordingError, SubscriptionError
from according.record import feed_keys, searches, subscriptions
from according.record.feed_keys import FeedKey
from according.record.subscriptions import Subscription, instant

_PLACES = {
    "article": "/articles/{}",
    "story": "/stories/{}",
    "quotation": "/quotations/{}",
    "claim": "/claims/{}",
    "commitment": "/commitments/{}",
    "precedent": "/precedents/{}",
}

# The feeds of everything, and of a kind, with their names.
_LISTS = {
    "today": "What is new", **{name: name.capitalize() for name in feed_keys.LISTS if name != "today"},
}  # fmt: skip

router = APIRouter()

Text = Annotated[str, Form()]


@router.get("/subscriptions")
def own(request: Request, desk: At, person: Reader) -> Response:
    """What a person is told of, and their saved searches."""
    with desk.record.asking() as connection:
        mine = [(one, name_of(connection, one), _place(one)) for one in subscriptions.of_person(connection, person.id)]
        values: dict[str, Any] = {
            "mine": mine,
            "unsent": subscriptions.unsent(connection, person.id),
            "lost": _given_up(connection) if person.role == "analyst" else [],
            "saved": searches.of_person(connection, person.id),
            "own_feeds": [(key, *_led(connection, key)) for key in feed_keys.of_person(connection, person.id)],
        }
    return render.page(
        "subscriptions.html", "/subscriptions", request=request, mails=_mails(request), lists=_LISTS,
        desk=address_of_desk(request), **values,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Followed:
    """What a person is told of by mail.

    Attributes:
        id: of the subscription.
        what: of what kind of thing.
        target: the thing's id.
        named: the thing in words.
        mail: the address that is told.
        made_at: since when (ISO 8601, UTC).
        confirmed_at: since when the address is known to want it; None: nothing is sent yet.
        path: where the thing stands on the desk, where it has a page.
        feed: its feed.
    """

    id: str
    what: subscriptions.What
    target: str
    named: str
    mail: str
    made_at: str
    confirmed_at: str | None
    path: str | None
    feed: str


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """All that a person is told of by mail, the latest first."""

    subscriptions: list[Followed]
    after: None = None


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search that a person saved: its name, what it asks as in an address, where it stands, and its feed."""

    id: str
    name: str
    query: str
    made_at: str
    path: str
    feed: str


@dataclass(frozen=True, slots=True)
class SavedSearches:
    """All searches that a person saved, by their names."""

    searches: list[SavedSearch]
    after: None = None


def followed(desk: At, person: Reader) -> Subscriptions:
    """What one is told of by mail; one's own alone."""
    with desk.record.asking() as connection:
        return Subscriptions([
            Followed(
                one.id, one.what, one.target, name_of(connection, one), one.mail, one.made_at, one.confirmed_at,
                _place(one), _feed(one.what, one.target),
            )
            for one in subscriptions.of_person(connection, person.id)
        ])  # fmt: skip


def saved_searches(desk: At, person: Reader) -> SavedSearches:
    """The searches that one has saved; one's own alone."""
    with desk.record.asking() as connection:
        return SavedSearches([
            SavedSearch(one.id, one.name, one.query, one.made_at, f"/search?{one.query}", _feed("search", one.id))
            for one in searches.of_person(connection, person.id)
        ])  # fmt: skip


def _given_up(connection: Connection) -> list[tuple[str, int]]:
    """Why letters to anybody were given up, and how many for each reason; not to whom they went."""
    reasons = Counter(one.trouble for one in subscriptions.unsent(connection).values() if one.given_up)
    return reasons.most_common()


def _led(connection: Connection, key: FeedKey) -> tuple[str, str | None]:
    """What a feed is of, in words, and where that stands."""
    if key.what == feed_keys.LIST:
        return _LISTS[key.target], f"/{key.target}"
    return named(connection, key.what, key.target), _place(key)


@router.get("/subscriptions/new")
def offer(request: Request, desk: At, person: Reader, what: str, target: str) -> Response:
    """The form by which one is told of a thing, and its feed."""
    return _offer(request, desk, person.id, what, target)


def _offer(
    request: Request, desk: Desk, person: str, what: str, target: str, trouble: AccordingError | None = None
) -> Response:
    with desk.record.asking() as connection:
        subscriptions.require(connection, person, what, target)
        called, mail = named(connection, what, target), subscriptions.last_address(connection, person)
    return render.page(
        "subscribe.html",
        "/subscriptions",
        400 if trouble else 200,
        request=request,
        what=what,
        target=target,
        named=called,
        mail=mail,
        place=_PLACES[what].format(target) if what in _PLACES else None,
        feed=_feed(what, target),
        mails=_mails(request),
        trouble=str(trouble) if trouble else None,
    )


@router.post("/subscriptions")
def subscribe(request: Request, desk: At, person: Reader, what: Text, target: Text, mail: Text = "") -> Response:
    """Subscribe an address."""
    if not _mails(request):
        raise SubscriptionError("This desk sends no mail, since no mail server is set; follow the feed.")
    try:
        with desk.record.changing() as connection:
            subscriptions.subscribe(connection, person.id, mail, what, target, instant())
    except SubscriptionError as error:
        return _offer(request, desk, person.id, what, target, error)
    return RedirectResponse("/subscriptions", 303)


@router.post("/subscriptions/{number}/end")
def end_own(desk: At, person: Reader, number: str) -> Response:
    """End one of one's own subscriptions."""
    with desk.record.changing() as connection:
        subscriptions.end_own(connection, person.id, number)
    return RedirectResponse("/subscriptions", 303)


# What a link in a mail leads to. Whoever has it has the mail, and needs no account. Nothing happens on opening it:
# mail servers open links to look at them.


@router.get("/subscriptions/{token}")
def linked(request: Request, desk: At, token: str) -> Response:
    """The page that a mail's link leads to, with what can be done there."""
    return _linked(request, desk, token)


def _linked(request: Request, desk: Desk, token: str, done: str = "") -> Response:
    with desk.record.asking() as connection:
        one = subscriptions.subscription(connection, token)
        named = name_of(connection, one)
    return render.page("subscription.html", request=request, one=one, named=named, place=_place(one), done=done)


@router.post("/subscriptions/{token}")
def follow_link(request: Request, desk: At, token: str, do: Text = "end") -> Response:
    """Confirm or end; without more, end: so mail programs do it with one click (RFC 8058)."""
    with desk.record.changing() as connection:
        if do == "confirm":
            subscriptions.confirm(connection, token, instant())
        else:
            subscriptions.end(connection, token)
    if do == "confirm":
        return _linked(request, desk, token, done="confirmed")
    sentence = "You get no more of these mails."
    return render.page("message.html", title="Ended", sentence=sentence)


@router.post("/searches")
def save_search(desk: At, person: Reader, name: Text = "", query: Text = "") -> Response:
    """Save a search under a name."""
    with desk.record.changing() as connection:
        searches.keep(connection, person.id, name, dict(parse_qsl(query)), instant())
    return RedirectResponse("/subscriptions#searches", 303)


@router.post("/searches/{search}/remove")
def remove_search(desk: At, person: Reader, search: str) -> Response:
    """Remove a saved search, and what was to be told of it."""
    with desk.record.changing() as connection:
        if searches.remove(connection, person.id, search):
            subscriptions.end_all(connection, "search", search)
            feed_keys.end_all(connection, "search", search)
    return RedirectResponse("/subscriptions#searches", 303)


def _mails(request: Request) -> bool:
    return request.app.state.posting is not None


def _place(one: Subscription | FeedKey) -> str | None:
    return _PLACES[one.what].format(one.target) if one.what in _PLACES else None


def _feed(what: str, target: str) -> str:
    folder = {"remark": "/remarks", "search": "/searches"}.get(what) or _PLACES[what].rpartition("/")[0]
    return f"{folder}/{target}.atom"
