"""One HTTP request and its response, over a connection that the guard has opened."""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import urllib3
from urllib3.connection import HTTPConnection
from urllib3.response import BaseHTTPResponse

from according.errors import FetchError, PlaceError
from according.page.deadline import Deadline
from according.page.guard import Address, Guard
from according.page.limits import PAGE_BYTES, check_encoding, gather

_CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered: status and reason, header fields (names in lower case), heads as sent, decoded body."""

    status: int
    reason: str
    headers: Mapping[str, str]
    request: bytes
    response: bytes
    body: bytes


@dataclass(frozen=True, slots=True)
class Client:
    """Sends requests through the guard; environment proxies are not used, since a proxy would resolve names itself."""

    guard: Guard
    tls: ssl.SSLContext

    def get(
        self,
        address: Address,
        fields: Mapping[str, str],
        deadline: Deadline,
        *,
        limit: int = PAGE_BYTES,
        cut: bool = False,
    ) -> Answer:
        """Get an address; the body is read where the status is 200, else it is empty.

        Args:
            address: where.
            fields: the request's header fields beside Host.
            deadline: when to stop.
            limit: the most bytes of decoded body.
            cut: whether to keep the first `limit` bytes of a longer body, rather than to refuse it.

        Raises:
            AddressError: the guard does not let it through.
            FetchError: it failed, took too long, or is too large.
        """
        try:
            with self._connected(address, deadline) as connection:
                answer = _ask(connection, address, {"Host": address.authority, **fields}, limit, cut)
        except (OSError, http.client.HTTPException, urllib3.exceptions.HTTPError) as error:
            if deadline.passed():
                raise deadline.error() from None
            raise FetchError(f"Fetching {address.url} failed ({_said(error)}); try again later.") from error
        if deadline.passed():
            # A body that ends where the connection does looks whole when we were the ones to end it.
            raise deadline.error()
        return answer

    @contextlib.contextmanager
    def _connected(self, address: Address, deadline: Deadline) -> Iterator[HTTPConnection]:
        with self.guard.connect(address, deadline) as plain:
            plain.settimeout(deadline.remaining())
            with self._secured(plain, address) as opened:
                connection = HTTPConnection(address.host, address.port, timeout=deadline.remaining())
                # A connection that has its socket opens none of its own: what is used is the checked address.
                connection.sock = opened
                with contextlib.closing(connection), deadline.watch(opened):
                    yield connection

    def _secured(self, plain: socket.socket, address: Address) -> socket.socket:
        if address.scheme == "http":
            return plain
        # The certificate is verified for the name, not for the address connected to.
        return self.tls.wrap_socket(plain, server_hostname=address.name)


def _ask(connection: HTTPConnection, address: Address, fields: Mapping[str, str], limit: int, cut: bool) -> Answer:
    connection.request("GET", address.target, headers=fields, preload_content=False, decode_content=True)
    response = connection.getresponse()
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Answer(
        status=response.status,
        reason=response.reason or "",
        headers=headers,
        request=_head(f"GET {address.target} HTTP/1.1", fields.items()),
        response=_head(_status_line(response), response.headers.iteritems()),
        body=_body(response, headers, limit, cut) if response.status == 200 else b"",
    )


def _body(response: BaseHTTPResponse, headers: Mapping[str, str], limit: int, cut: bool) -> bytes:
    try:
        check_encoding(headers.get("content-encoding", ""))
        parts = response.stream(_CHUNK)
        return _first(parts, limit) if cut else gather(parts, limit)
    except PlaceError as error:
        raise FetchError(f"The page was not fetched. {error}") from None


def _first(parts: Iterator[bytes], limit: int) -> bytes:
    body = bytearray()
    for part in parts:
        body += part
        if len(body) >= limit:
            break
    return bytes(body[:limit])


def _status_line(response: BaseHTTPResponse) -> str:
    version = "HTTP/1.0" if response.version == 10 else "HTTP/1.1"
    return f"{version} {response.status} {response.reason or ''}".rstrip()


def _head(start: str, fields: Iterable[tuple[str, str]]) -> bytes:
    lines = [start, *(f"{name}: {value}" for name, value in fields)]
    return "\r\n".join([*lines, "", ""]).encode("latin-1", "replace")


def _said(error: Exception) -> str:
    return ascii(str(error)[:200]).strip("'\"") or type(error).__name__
