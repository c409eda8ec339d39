"""Real web servers on the loopback interface, for the tests of the page room."""

from __future__ import annotations

import contextlib
import http.server
import ssl
import threading
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from according.page.fetch import Fetcher

Route = Callable[["Handler"], None]


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers from the routes of its server and notes what was asked."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        self.server.web.asked.append(self.path)
        lines = [self.requestline, *(f"{name}: {value}" for name, value in self.headers.items()), "", ""]
        self.server.web.heads.append("\r\n".join(lines).encode("latin-1"))
        route = self.server.web.routes.get(self.path)
        # A client that hangs up in the middle is what many of these tests are about.
        with contextlib.suppress(ConnectionError, ssl.SSLError):
            if route is None:
                self.answer(b"not here", status=404)
            else:
                route(self)
        self.close_connection = True

    def answer(self, body: bytes, kind: str = "text/html", status: int = 200, **fields: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **fields}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's name for it
        """Stay silent."""


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    web: Web

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hung up is no news."""


@dataclass
class Web:
    """A running server: its routes by path, and the paths and heads of the requests it had."""

    port: int
    routes: dict[str, Route] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    heads: list[bytes] = field(default_factory=list)

    def url(self, path: str = "/", host: str = "127.0.0.1", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    def page(self, path: str, body: bytes, kind: str = "text/html; charset=utf-8", **fields: str) -> None:
        self.routes[path] = lambda handler: handler.answer(body, kind, **fields)

    def redirect(self, path: str, location: str, status: int = 302) -> None:
        self.routes[path] = lambda handler: handler.answer(b"", status=status, Location=location)


@contextlib.contextmanager
def serve(tls: ssl.SSLContext | None = None) -> Iterator[Web]:
    server = Server(("127.0.0.1", 0), Handler)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    server.web = Web(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server.web
    finally:
        server.shutdown()
        server.server_close()


def packed_zeros(mebibytes: int, wbits: int, before: bytes = b"") -> bytes:
    """Zeros in deflate (wbits as zlib has it): one mebibyte is packed, and its bytes are said over again.

    The checksum at the end is none, but nobody who keeps to a limit comes to the end.
    """
    pack = zlib.compressobj(9, zlib.DEFLATED, wbits)
    head = pack.compress(before) + pack.flush(zlib.Z_FULL_FLUSH)
    mebibyte = pack.compress(bytes(1024 * 1024)) + pack.flush(zlib.Z_FULL_FLUSH)
    return head + mebibyte * mebibytes + pack.flush()


@pytest.fixture
def bomb() -> Callable[..., bytes]:
    """The way to pack many zeros."""
    return packed_zeros


@pytest.fixture
def serving() -> Callable[..., contextlib.AbstractContextManager[Web]]:
    """The way to start a further server, or one with TLS."""
    return serve


@pytest.fixture
def web() -> Iterator[Web]:
    with serve() as running:
        yield running


@pytest.fixture
def fetcher() -> Fetcher:
    """A fetcher that may reach the loopback servers, and does not wait between requests."""
    return Fetcher(private_networks=True, pause=0)
