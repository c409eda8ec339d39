"""From an address to its page, over the network."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message

from urllib3.util.request import ACCEPT_ENCODING

from according.errors import AddressError, FetchError, PlaceError
from according.model import Exchange, Page
from according.page.clock import now
from according.page.deadline import Deadline
from according.page.exchange import Answer, Client
from according.page.guard import Address, Guard, Resolver, check_url, resolve
from according.page.kinds import recognise
from according.page.robots import ROBOTS_BYTES, Pace, Robots
from according.version import __version__

TOKEN = "According"  # noqa: S105 - the product token of RFC 9309, no secret
USER_AGENT = f"{TOKEN}/{__version__} (reads news reports; honours robots.txt)"

MOST_REDIRECTS = 5
FETCH_SECONDS = 20.0
PAUSE_SECONDS = 1.0

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ACCEPT = "text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,application/xml;q=0.9,*/*;q=0.8"


@dataclass(frozen=True, slots=True)
class NotModified:
    """The server says that the page at `url` is still the one whose ETag or Last-Modified we hold."""

    url: str


Fetched = Page | NotModified


class Fetcher:
    """Fetches pages: through the guard, as robots.txt allows, with a pause between two requests to a host.

    Args:
        private_networks: lets this machine and private networks through.
        user_agent: what servers are told of us.
        pause: seconds at least between two fetches from one host; the host may ask for more.
        seconds: the most that one fetch takes, redirects and robots.txt included and our own pauses not.
        resolver: gives every address of a host name; the system's by default.
        tls: how certificates are verified; against the system's authorities by default.
    """

    def __init__(
        self,
        private_networks: bool = False,
        *,
        user_agent: str = USER_AGENT,
        pause: float = PAUSE_SECONDS,
        seconds: float = FETCH_SECONDS,
        resolver: Resolver = resolve,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._private_networks = private_networks
        self._fields = {"User-Agent": user_agent, "Accept": _ACCEPT, "Accept-Encoding": ACCEPT_ENCODING}
        self._seconds = seconds
        guard = Guard(private_networks=private_networks, resolver=resolver)
        self._client = Client(guard, tls or ssl.create_default_context())
        self._robots = Robots(TOKEN, self._get_robots)
        self._pace = Pace(pause)

    def fetch(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Fetched:
        """Fetch a page.

        Args:
            url: its address.
            etag: the ETag under which we have it already.
            modified: the Last-Modified under which we have it already.

        Returns:
            The page with its exchange (of the last hop, where it was redirected), or NotModified.

        Raises:
            AddressError: the guard does not let an address through.
            FetchError: the fetch failed, was forbidden, or was stopped at a limit.
            PlaceError: what came is nothing that can be read.
        """
        fields = self._fields | _conditions(etag, modified)
        deadline = Deadline(self._seconds)
        address = self._check(url)
        for _ in range(MOST_REDIRECTS + 1):
            answer = self._visit(address, fields, deadline)
            if answer.status not in _REDIRECTS:
                return _read(url, address, answer, conditional=fields != self._fields)
            address = self._check(_location(address, answer), address.url)
        raise FetchError(f"The address {url} was redirected more than {MOST_REDIRECTS} times; give the last one.")

    def _check(self, url: str, base: str | None = None) -> Address:
        return check_url(url, base, private_networks=self._private_networks)

    def _visit(self, address: Address, fields: Mapping[str, str], deadline: Deadline) -> Answer:
        asked = self._robots.check(address, deadline)
        deadline.extend(self._pace.wait(address.authority, asked))
        return self._client.get(address, fields, deadline)

    def _get_robots(self, origin: Address, deadline: Deadline) -> Answer:
        answer = self._ask_robots(self._check("/robots.txt", origin.url), deadline)
        for _ in range(MOST_REDIRECTS):
            if answer.status not in _REDIRECTS:
                break
            try:
                answer = self._ask_robots(self._check(_location(origin, answer), origin.url), deadline)
            except AddressError as error:
                raise FetchError(str(error)) from error
        return answer

    def _ask_robots(self, address: Address, deadline: Deadline) -> Answer:
        return self._client.get(address, self._fields, deadline, limit=ROBOTS_BYTES, cut=True)


def _conditions(etag: str | None, modified: str | None) -> dict[str, str]:
    given = {"If-None-Match": etag, "If-Modified-Since": modified}
    # They came from a server once: what could not stand in a header field is not sent back.
    return {name: value for name, value in given.items() if value and value.isascii() and value.isprintable()}


def _location(address: Address, answer: Answer) -> str:
    location = answer.headers.get("location")
    if not location:
        raise FetchError(f"{address.url} redirects without saying where ({answer.status}); give the address meant.")
    try:
        # Header fields are read as Latin-1, and servers write UTF-8.
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location


def _read(place: str, address: Address, answer: Answer, *, conditional: bool) -> Fetched:
    if answer.status == 304 and conditional:
        return NotModified(address.url)
    if answer.status != 200:
        raise FetchError(f"{address.url} answered {answer.status} {ascii(answer.reason[:80])[1:-1]}; no page was had.")
    said = answer.headers.get("content-type", "")
    try:
        media_type, body = recognise(answer.body, said=said, name=address.target)
    except PlaceError as error:
        raise PlaceError(f"{address.url} is no page that can be read. {error}") from None
    return Page(
        place=place,
        body=body,
        media_type=media_type,
        seen=now(),
        url=address.url,
        charset=charset_of(said),
        exchange=Exchange(address.url, answer.status, answer.request, answer.response, answer.headers),
    )


def charset_of(content_type: str) -> str | None:
    """The charset that a Content-Type names, in lower case; None where it names none."""
    message = Message()
    message["content-type"] = content_type
    return message.get_content_charset()
