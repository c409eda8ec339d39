"""What guards every write on the desk: the form is our own, it is not sent too often, it leads to our own page.

Against forged forms (CSRF) there are two guards besides the cookies' SameSite: the browser itself says from which site
a request comes (Sec-Fetch-Site, W3C Fetch Metadata), and every form carries a token that is made from a secret which
no other site can read (OWASP, "Cross-Site Request Forgery Prevention", HMAC-based tokens).
"""

from __future__ import annotations

import hmac
import ipaddress
import math
import secrets
import time
from http.cookies import SimpleCookie
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from fastapi import Request
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from according.errors import NotAllowedError, TooManyError

TOKEN_FIELD = "token"  # noqa: S105  (the name of a form's field)
TOKEN_HEADER = "x-form-token"  # noqa: S105  (the name of a header)
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
LONGEST_ADDRESS = 2000
# Bytes that the desk takes at once: in a plain form (the longest remark has 120,000, each character in twelve), and of
# a file, which is written to the disk as it comes.
LARGEST_FORM = 1 << 20
LARGEST_UPLOAD = 64 << 20


class Often(NamedTuple):
    """How often one person, and one network address, may do something; an address may serve a whole office."""

    person: RateLimitItem
    address: RateLimitItem


# What may be done how often: by the last word of the route, else `_OTHERWISE`.
_OFTEN = {
    "remarks": Often(parse("10/minute"), parse("50/minute")),
    "answers": Often(parse("10/minute"), parse("50/minute")),
    "report": Often(parse("5/minute"), parse("20/minute")),
    "vote": Often(parse("60/minute"), parse("300/minute")),
    "password": Often(parse("10/15 minutes"), parse("50/15 minutes")),
    "invitations": Often(parse("20/hour"), parse("100/hour")),
}  # fmt: skip
_OTHERWISE = Often(parse("60/minute"), parse("300/minute"))
# Attempts to sign in, right or wrong: by an address; by it under one name; under one name from anywhere, where NIST SP
# 800-63B-4, 3.2.2, allows at most 100 wrong ones in a row.
_BY_ADDRESS = parse("30/15 minutes")
_BY_ADDRESS_AND_NAME = parse("10/15 minutes")
_BY_NAME = parse("60/hour")


class Limits:
    """What was done lately and by whom, as this process remembers it."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def note(self, request: Request, person: str) -> None:
        """Note that a person does something.

        Raises:
            TooManyError: they, or their address, did it too often.
        """
        path: str = request.scope["route"].path
        deed = path.rsplit("/", 1)[-1]
        often = _OFTEN.get(deed, _OTHERWISE)
        self._hit(often.address, deed, "from", network(request))
        self._hit(often.person, deed, "by", person)

    def note_sign_in(self, request: Request, name: str) -> None:
        """Note an attempt to sign in, or to use an invitation (without a name).

        Raises:
            TooManyError: there were too many.
        """
        self._hit(_BY_ADDRESS, "sign-in", "from", network(request))
        if name:
            self._hit(_BY_ADDRESS_AND_NAME, "sign-in", "from", network(request), "as", name)
            self._hit(_BY_NAME, "sign-in", "as", name)

    def _hit(self, often: RateLimitItem, *whose: str) -> None:
        if not self._limiter.hit(often, *whose):
            seconds = math.ceil(self._limiter.get_window_stats(often, *whose).reset_time - time.time())
            raise TooManyError("This was done too often in a short time; wait a little, then go on.", max(1, seconds))


def network(request: Request) -> str:
    """The address that a request comes from; of an IPv6 address the half that one customer is given (RFC 6177)."""
    host = request.client.host if request.client else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv6Address):
        return str(address.ipv4_mapped or ipaddress.ip_network((address, 64), strict=False))
    return host


def is_loopback(host: str) -> bool:
    """Whether an address or name to listen on, or to be called from, is this machine itself."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def own_path(address: str) -> str:
    """The path of this desk that an address asks for; the front page, where it leads anywhere else."""
    plain = address.isprintable() and address.isascii() and len(address) <= LONGEST_ADDRESS
    # Browsers take "\\" for "/", and "//host" for another host.
    if not plain or "\\" in address or not address.startswith("/") or address.startswith("//"):
        return "/"
    try:
        parts = urlsplit(address)
    except ValueError:
        return "/"
    return "/" if parts.scheme or parts.netloc else address


def csrf(request: Request) -> str:
    """The token for a form, made from a secret that only this visitor's browser (or this process) has."""
    return _token(_secret(request))


async def check_form(request: Request) -> None:
    """Refuse a write that does not come from a form of this desk in this visitor's own browser.

    Raises:
        NotAllowedError: it comes from another site, or without the right token.
    """
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise NotAllowedError("This was sent from another site; do it on a page of the desk.")
    # What is sent in another form than HTML's gives an empty one here, and brings the token in a header.
    given = request.headers.get(TOKEN_HEADER) or (await request.form()).get(TOKEN_FIELD)
    if not isinstance(given, str) or not hmac.compare_digest(given.encode(), _token(_secret(request)).encode()):
        raise NotAllowedError("This form is no longer good; open its page anew, and send it again.")


def cookie_name(request: Request, name: str) -> str:
    """The name of a cookie; with a prefix that lets no other host or path set it, which browsers allow over https."""
    return f"__Host-{name}" if request.url.scheme == "https" else name


class FormCookies:
    """Gives a visitor who has not signed in a cookie, once a form is shown, from which the form's token is made."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and set the cookie when its answer starts, where a form was shown."""

        async def send_with_cookie(message: Message) -> None:
            new = scope.get("state", {}).get("new_form_secret")
            if message["type"] == "http.response.start" and new:
                MutableHeaders(scope=message).append("set-cookie", _form_cookie(Request(scope), new))
            await send(message)

        await self._app(scope, receive, send_with_cookie)


class BoundedBodies:
    """Refuses what is sent to the desk beyond a size, before it fills the memory or keeps the server busy."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and count what comes of its body."""
        left = LARGEST_UPLOAD
        if scope["type"] == "http" and not Headers(scope=scope).get("content-type", "").startswith("multipart/"):
            left = LARGEST_FORM

        async def receive_bounded() -> Message:
            nonlocal left
            message = await receive()
            left -= len(message.get("body", b""))
            if left < 0:
                raise HTTPException(413)
            return message

        await self._app(scope, receive_bounded, send)


_FORM_COOKIE = "according-form"


def _secret(request: Request) -> str:
    """What the token of this visitor's forms is made from: the session, this process, or a cookie of its own."""
    known: str | None = request.state.form_secret
    if known is None:
        known = request.cookies.get(cookie_name(request, _FORM_COOKIE))
    if not known:
        known = request.state.new_form_secret = secrets.token_urlsafe(32)
    request.state.form_secret = known
    return known


def _token(secret: str) -> str:
    return hmac.digest(secret.encode(), b"according form", "sha256").hex()


def _form_cookie(request: Request, secret: str) -> str:
    name = cookie_name(request, _FORM_COOKIE)
    cookie: SimpleCookie = SimpleCookie({name: secret})
    attributes: dict[str, Any] = {"path": "/", "httponly": True, "samesite": "Strict"}
    cookie[name].update(attributes | {"secure": request.url.scheme == "https"})
    return cookie[name].OutputString()
