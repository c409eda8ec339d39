"""Fetching is bounded in bytes, time and redirects, keeps what went over the wire, and minds its manners."""

from __future__ import annotations

import gzip
import itertools
import subprocess
import sys
import textwrap
import time
import zlib
from datetime import datetime

import brotli
import pytest

from according.errors import FetchError, PlaceError
from according.model import Page
from according.page.fetch import Fetcher, NotModified

PAGE = "<!doctype html><title>Ostria</title><p>“Ready,” the minister said.</p>".encode()


def test_a_page_comes_with_its_address_time_charset_and_exchange(web, fetcher):
    web.page("/a", PAGE, "text/html; charset=ISO-8859-1")
    page = fetcher.fetch(web.url("/a#frag"))
    assert isinstance(page, Page)
    assert (page.body, page.media_type, page.charset) == (PAGE, "html", "iso-8859-1")
    assert (page.place, page.url) == (web.url("/a#frag"), web.url("/a"))
    seen = datetime.fromisoformat(page.seen)
    assert seen.utcoffset().total_seconds() == 0
    assert seen.microsecond == 0
    assert page.exchange.request == web.heads[-1]
    assert page.exchange.response.startswith(b"HTTP/1.1 200 OK\r\n")
    assert page.exchange.response.endswith(b"\r\n\r\n")
    assert page.exchange.headers["content-type"] == "text/html; charset=ISO-8859-1"


def test_we_say_who_we_are(web, fetcher):
    web.page("/", PAGE)
    fetcher.fetch(web.url())
    assert b"User-Agent: According/" in web.heads[-1]
    assert f"Host: 127.0.0.1:{web.port}\r\n".encode() in web.heads[-1]


@pytest.mark.parametrize(
    ("encoding", "encode"),
    [("gzip", gzip.compress), ("deflate", zlib.compress), ("br", brotli.compress), ("identity", bytes)],
)
def test_content_encodings_are_undone(web, fetcher, encoding, encode):
    web.page("/", encode(PAGE), Content_Encoding=encoding)
    assert fetcher.fetch(web.url()).body == PAGE


def test_an_unknown_content_encoding_is_refused(web, fetcher):
    web.page("/", PAGE, Content_Encoding="x-own")
    with pytest.raises(FetchError, match="x-own"):
        fetcher.fetch(web.url())


def _brotli_zeros(mebibytes: int) -> bytes:
    packer, zeros = brotli.Compressor(quality=1), bytes(1024 * 1024)
    return b"".join([*(packer.process(zeros) for _ in range(mebibytes)), packer.finish()])


FETCH_BOUNDED = """
    import resource, sys
    from according.errors import FetchError
    from according.page.fetch import Fetcher
    fetcher = Fetcher(private_networks=True, pause=0)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        fetcher.fetch(sys.argv[1])
    except FetchError as error:
        print(error)
    print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "gzip, gzip"])
def test_a_bomb_of_one_gibibyte_costs_no_more_memory_than_a_page(web, bomb, encoding):
    body = _brotli_zeros(1024) if encoding == "br" else bomb(1024, 15 if encoding == "deflate" else 31)
    web.page("/", gzip.compress(body) if "," in encoding else body, Content_Encoding=encoding)
    said = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(FETCH_BOUNDED), web.url()], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert "more than 5 MiB" in said[0]
    assert int(said[1]) < 64  # MiB


def test_a_body_without_end_is_left_at_the_limit(web, fetcher):
    def endless(handler):
        handler.send_response(200)
        handler.end_headers()
        for _ in range(100_000):
            handler.wfile.write(b"x" * 65536)

    web.routes["/"] = endless
    with pytest.raises(FetchError, match="more than 5 MiB"):
        fetcher.fetch(web.url())


def test_a_page_of_exactly_five_mebibytes_is_read(web, fetcher):
    body = b"<p>" + b"x" * (5 * 1024 * 1024 - 3)
    web.page("/", body)
    assert fetcher.fetch(web.url()).body == body
    web.page("/", body + b"x")
    with pytest.raises(FetchError, match="more than 5 MiB"):
        fetcher.fetch(web.url())


def _drip(handler, head: bytes, drop: bytes) -> None:
    handler.wfile.write(head)
    for _ in range(100):
        handler.wfile.write(drop)
        handler.wfile.flush()
        time.sleep(0.1)


@pytest.mark.parametrize(
    ("head", "drop"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n<p>", b"x"),
        (b"HTTP/1.1 200 OK\r\n\r\n<p>", b"x"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (b"HTTP/1.1 200 OK\r\n", b"X-Drop: 1\r\n"),
        (b"HTTP/1.1 200 OK\r\nX-Long: ", b"x"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8b\x08\x08\0\0\0\0\0\0", b"x"),
    ],
    ids=["body", "body to the end", "chunks", "fields", "a field", "interim answers", "gzip"],
)
def test_a_server_that_drips_is_stopped_at_the_deadline(web, head, drop):
    web.page("/robots.txt", b"", "text/plain")
    fetcher = Fetcher(private_networks=True, pause=0, seconds=1)
    web.routes["/"] = lambda handler: _drip(handler, head, drop)
    began = time.monotonic()
    with pytest.raises(FetchError, match="not done within 1 s"):
        fetcher.fetch(web.url())
    assert time.monotonic() - began < 5  # the drip itself would go on for ten seconds


def test_a_chain_of_slow_redirects_is_stopped_at_one_deadline(web):
    def slowly(handler):
        time.sleep(0.5)
        handler.answer(b"", status=302, Location="/next" + handler.path)

    web.routes |= {"/next" * hops + "/": slowly for hops in range(6)}
    with pytest.raises(FetchError, match="not done within 1 s"):
        Fetcher(private_networks=True, pause=0, seconds=1).fetch(web.url())


@pytest.mark.parametrize(
    "answer",
    [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n<p>", b"HTTP/1.1 200 OK\r\nA: " + b"x" * 70000,
     b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200 + b"\r\n", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
     b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\nContent-Length: 5\r\n\r\n", b"HTTP/1.1 99999 OK\r\n\r\n",
     b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nno gzip at all", b"HTTP/1.1 302 Found\r\n\r\n",
     b"HTTP/1.1 304 Not Modified\r\n\r\n", b"HTTP/1.1 206 Partial\r\nContent-Length: 3\r\n\r\n<p>"],
)  # fmt: skip
def test_a_broken_answer_is_a_sentence(web, fetcher, answer):
    web.routes["/"] = lambda handler: handler.wfile.write(answer)
    with pytest.raises(PlaceError) as caught:
        fetcher.fetch(web.url())
    assert str(caught.value).endswith(".")


def test_redirects_are_followed_five_times_and_no_more(web, fetcher):
    for hop in range(6):
        web.redirect(f"/{hop}", f"/{hop + 1}", status=[301, 302, 303, 307, 308, 302][hop])
    web.page("/6", PAGE)
    page = fetcher.fetch(web.url("/1"))
    assert (page.place, page.url, page.exchange.url) == (web.url("/1"), web.url("/6"), web.url("/6"))
    with pytest.raises(FetchError, match="more than 5 times"):
        fetcher.fetch(web.url("/0"))


def test_a_redirect_to_an_address_in_utf8_is_followed(web, fetcher):
    def redirect(handler):
        handler.wfile.write("HTTP/1.1 302 Found\r\nLocation: /ä\r\nContent-Length: 0\r\n\r\n".encode())

    web.routes["/"] = redirect
    web.page("/%C3%A4", PAGE)
    assert fetcher.fetch(web.url()).body == PAGE


def test_what_we_have_is_not_fetched_again(web, fetcher):
    def conditional(handler):
        fields = handler.headers
        known = fields["If-None-Match"] == '"v1"' or fields["If-Modified-Since"] == "Sat, 01 Aug 2026 00:00:00 GMT"
        handler.answer(b"" if known else PAGE, status=304 if known else 200, ETag='"v1"')

    web.routes["/"] = conditional
    assert fetcher.fetch(web.url()).exchange.headers["etag"] == '"v1"'
    assert fetcher.fetch(web.url(), etag='"v1"') == NotModified(web.url())
    assert fetcher.fetch(web.url(), modified="Sat, 01 Aug 2026 00:00:00 GMT") == NotModified(web.url())
    assert fetcher.fetch(web.url(), etag='"v0"').body == PAGE


def test_a_validator_that_would_break_out_of_its_field_is_not_sent(web, fetcher):
    web.page("/", PAGE)
    fetcher.fetch(web.url(), etag='"v"\r\nX-Injected: 1', modified="später")
    assert b"Injected" not in web.heads[-1]
    assert b"If-" not in web.heads[-1]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 429, 451, 500, 503])
def test_an_error_page_is_no_page(web, fetcher, status):
    web.routes["/"] = lambda handler: handler.answer(PAGE, status=status)
    with pytest.raises(FetchError, match=str(status)):
        fetcher.fetch(web.url())


def test_bytes_decide_what_a_page_is(web, fetcher):
    web.page("/feed", b'<?xml version="1.0"?><rss version="2.0"><channel/></rss>', "text/html")
    web.page("/page", PAGE, "application/octet-stream")
    web.page("/text", b"Plain words.", "application/json")
    web.page("/packed.html.gz", gzip.compress(PAGE), "application/gzip")
    found = {path: fetcher.fetch(web.url(path)) for path in ("/feed", "/page", "/text", "/packed.html.gz")}
    assert [page.media_type for page in found.values()] == ["feed", "html", "text", "html"]
    assert found["/packed.html.gz"].body == PAGE


@pytest.mark.parametrize("body", [b"%PDF-1.7 ...", b"\x89PNG\r\n\x1a\n", b"", b'{"a": 1}'])
def test_what_is_no_page_is_refused_with_what_it_is(web, fetcher, body):
    web.page("/", body)
    with pytest.raises(PlaceError, match="no page that can be read"):
        fetcher.fetch(web.url())


# robots.txt


def test_robots_are_asked_once_and_obeyed(web, fetcher):
    web.page("/robots.txt", b"User-agent: according\nDisallow: /private/\n\nUser-agent: *\nDisallow: /\n", "text/plain")
    web.page("/a", PAGE)
    web.page("/private/b", PAGE)
    fetcher.fetch(web.url("/a"))
    with pytest.raises(FetchError, match="forbids"):
        fetcher.fetch(web.url("/private/b"))
    assert web.asked == ["/robots.txt", "/a"]


def test_a_redirect_into_what_robots_forbid_is_not_followed(web, fetcher):
    web.page("/robots.txt", b"User-agent: *\nDisallow: /private/\n", "text/plain")
    web.redirect("/a", "/private/b")
    web.page("/private/b", PAGE)
    with pytest.raises(FetchError, match="forbids"):
        fetcher.fetch(web.url("/a"))
    assert "/private/b" not in web.asked


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (410, True), (500, False), (503, False)])
def test_robots_that_are_not_there_allow_and_those_that_cannot_be_had_forbid(web, fetcher, status, allowed):
    """RFC 9309, 2.3.1.3 and 2.3.1.4."""
    web.routes["/robots.txt"] = lambda handler: handler.answer(b"", status=status)
    web.page("/", PAGE)
    if allowed:
        assert fetcher.fetch(web.url()).body == PAGE
    else:
        with pytest.raises(FetchError, match=r"Without the robots\.txt"):
            fetcher.fetch(web.url())
        assert "/" not in web.asked


def test_robots_may_be_redirected_and_the_redirect_is_guarded(web, fetcher):
    web.redirect("/robots.txt", "/elsewhere.txt")
    web.page("/elsewhere.txt", b"User-agent: *\nDisallow: /\n", "text/plain")
    web.page("/", PAGE)
    with pytest.raises(FetchError, match="forbids"):
        fetcher.fetch(web.url())
    web.redirect("/robots.txt", "http://169.254.169.254/")
    with pytest.raises(FetchError, match="metadata"):
        Fetcher(private_networks=True, pause=0).fetch(web.url())


def test_robots_of_any_length_are_read_to_a_limit(web, fetcher):
    web.page("/robots.txt", b"User-agent: *\nDisallow: /private/\n" + b"# ...\n" * 2_000_000, "text/plain")
    web.page("/private/a", PAGE)
    with pytest.raises(FetchError, match="forbids"):
        fetcher.fetch(web.url("/private/a"))


def _seconds_apart(web, fetcher: Fetcher, *paths: str) -> list[float]:
    at = []
    for path in paths:
        web.routes[path] = lambda handler: (at.append(time.monotonic()), handler.answer(PAGE))
        fetcher.fetch(web.url(path))
    return [after - before for before, after in itertools.pairwise(at)]


def test_a_pause_is_kept_between_two_fetches_from_a_host(web):
    assert min(_seconds_apart(web, Fetcher(private_networks=True, pause=0.3), "/a", "/b", "/c")) > 0.25


def test_the_pause_that_a_host_asks_for_is_kept_and_does_not_use_up_the_fetch(web):
    web.page("/robots.txt", b"User-agent: *\nCrawl-delay: 1.5\n", "text/plain")
    assert min(_seconds_apart(web, Fetcher(private_networks=True, pause=0, seconds=1), "/a", "/b")) > 1.4
