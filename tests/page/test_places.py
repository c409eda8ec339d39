"""Every place gives its pages, whatever it is, and one bad place never stops the others."""

from __future__ import annotations

import gzip
import io
import json
import os
import socket
import subprocess
import sys
import textwrap
import zipfile
import zlib
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from according.model import Declared, Page, Refusal
from according.page.archive import Archive
from according.page.places import open_places

PAGE = "<!doctype html><title>Ostria</title><p>“Ready,” the minister said.</p>".encode()
PACKED = gzip.compress(PAGE, mtime=0)
TEXT = b"The minister of Ostria said so."


@pytest.fixture
def opened(fetcher):
    """Opens places and gives the pages and the refusals apart."""

    def open_all(*places: object, **more: object) -> tuple[list[Page], list[Refusal]]:
        found = list(open_places([str(place) for place in places], fetcher, **more))
        refusals = [outcome for outcome in found if isinstance(outcome, Refusal)]
        assert all(refusal.reason.endswith(".") and "\n" not in refusal.reason for refusal in refusals)
        return [outcome for outcome in found if isinstance(outcome, Page)], refusals

    return open_all


def write(path: Path, body: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)
    return path


def warc(*members: tuple[str, bytes], packed: bool = True, status: str = "200 OK", **fields: str) -> bytes:
    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=packed)
    for url, body in members:
        heads = {"Content-Type": "text/html; charset=utf-8"} | {
            key.replace("_", "-"): value for key, value in fields.items()
        }
        http = StatusAndHeaders(status, list(heads.items()), protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=http))
    return stream.getvalue()


MEMBERS = [(f"https://news.example/{name}", PAGE + name.encode()) for name in "abc"]


# Files and folders


@pytest.mark.parametrize(
    ("name", "body", "kind", "inner"),
    [
        ("a.html", PAGE, "html", PAGE),
        ("a.html.gz", PACKED, "html", PAGE),
        ("nameless", gzip.compress(PAGE[:20], mtime=0) + gzip.compress(PAGE[20:], mtime=0), "html", PAGE),
        ("a.pdf", PAGE, "html", PAGE),
        ("a.txt", TEXT, "text", TEXT),
        ("a.txt", TEXT.decode().encode("utf-16"), "text", TEXT.decode().encode("utf-16")),
        ("a.txt", b"a word\0and another word and some more", "text", b"a word\0and another word and some more"),
    ],
)
def test_a_file_is_a_page(tmp_path, opened, name, body, kind, inner):
    path = write(tmp_path / name, body)
    ([page], []) = opened(path)
    assert (page.place, page.media_type, page.body) == (str(path), kind, inner)
    assert page.exchange is None


def test_a_folder_gives_its_files_in_the_order_of_their_names(tmp_path, opened):
    for name in ("b/2.html", "b/1.txt", "a.html", "c.html", ".hidden.html", ".git/x.html", "c.meta.json"):
        write(tmp_path / name, PAGE if name.endswith(".html") else TEXT if name.endswith(".txt") else b"{}")
    pages, refusals = opened(tmp_path)
    assert [Path(page.place).relative_to(tmp_path).as_posix() for page in pages] == [
        "a.html",
        "b/1.txt",
        "b/2.html",
        "c.html",
    ]
    assert refusals == []


def test_one_bad_file_stops_no_other(tmp_path, opened):
    write(tmp_path / "a-empty.html", b"")
    write(tmp_path / "b.pdf", b"%PDF-1.4")
    write(tmp_path / "c-large.txt", b"word " * 4_200_000)  # 21 MB
    write(tmp_path / "d-torn.html.gz", gzip.compress(PAGE)[:-12])
    write(tmp_path / "e.docx", b"PK\x03\x04 no zip at all")
    os.mkfifo(tmp_path / "f-pipe")
    (tmp_path / "g-gone.html").symlink_to(tmp_path / "nothing.html")
    (tmp_path / "h-round").symlink_to(tmp_path / "h-round")
    (tmp_path / "i-back").symlink_to(tmp_path, target_is_directory=True)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(tmp_path / "j-socket"))
    write(tmp_path / "k-bomb.html.gz", gzip.compress(b"<p>" + bytes(50_000_000)))
    write(tmp_path / "z.html", PAGE)
    pages, refusals = opened(tmp_path)
    listener.close()
    assert [Path(page.place).name for page in pages] == ["z.html"]
    assert [Path(refusal.place).name[0] for refusal in refusals] == list("abcdefghijk")


@pytest.mark.parametrize("place", ["/dev/zero", "/dev/null", "/nowhere/at/all", "a\0b", "", "/proc/self/mem"])
def test_what_is_no_file_is_refused(opened, tmp_path, monkeypatch, place):
    monkeypatch.chdir(tmp_path)
    pages, refusals = opened(place, write(tmp_path / "a.html", PAGE))
    assert len(pages) == 1
    assert [refusal.place for refusal in refusals] == [place]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission_is_refused(opened, tmp_path):
    write(tmp_path / "a.html", PAGE).chmod(0)
    assert "Permission denied" in opened(tmp_path)[1][0].reason


def test_a_folder_four_hundred_levels_deep_is_read(tmp_path, opened, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for _ in range(400):
        Path("d").mkdir()
        os.chdir("d")
    Path("a.html").write_bytes(PAGE)
    ([page], []) = opened(tmp_path)
    assert page.place == str(tmp_path.joinpath(*["d"] * 400, "a.html"))


def test_a_name_that_is_not_utf8_is_told_in_text(tmp_path, opened):
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.html")).write_bytes(PAGE)
    ([page], []) = opened(tmp_path)
    page.place.encode()
    assert page.place.endswith("\\xff.html")


def test_a_page_of_more_than_five_mebibytes_is_refused_before_it_is_read(tmp_path, opened):
    whole = b"<p>".ljust(5 * 1024 * 1024, b"x")
    pages, refusals = opened(write(tmp_path / "a.html", whole), write(tmp_path / "b.html", whole + b"x"))
    assert len(pages) == len(refusals) == 1
    assert "5 MiB" in refusals[0].reason


# What is declared


@pytest.mark.parametrize("beside", ["a.html.meta.json", "a.meta.json"])
def test_what_stands_beside_a_file_is_declared_and_the_user_wins(tmp_path, opened, beside):
    path = write(tmp_path / "a.html", PAGE)
    said = {"url": "https://news.example/a", "published": "2026-08-27", "publisher": "The Ostrian", "note": 1}
    write(tmp_path / beside, json.dumps(said).encode())
    ([page], []) = opened(path)
    assert page.declared == Declared("https://news.example/a", "2026-08-27", "The Ostrian")
    assert page.url == "https://news.example/a"
    ([page], []) = opened(path, declared=Declared(publisher="The Varnian"))
    assert page.declared == Declared("https://news.example/a", "2026-08-27", "The Varnian")


@pytest.mark.parametrize(
    "said", [b"", b"{", b"[1]", b'{"url": 5}', b'{"publisher": ["a"]}', b"\xff\xff", b"[" * 60_000, b" " * 70_000]
)
def test_a_file_is_read_without_a_declaration_that_is_no_good_and_the_fault_is_told(tmp_path, opened, said):
    write(tmp_path / "a.html", PAGE)
    write(tmp_path / "a.html.meta.json", said)
    ([page], [refusal]) = opened(tmp_path)
    assert page.declared == Declared()
    assert refusal.place.endswith("a.html.meta.json")


# Standard input


@pytest.mark.parametrize("body", [PAGE, PACKED])
def test_standard_input_is_a_page(opened, body):
    ([page], []) = opened("-", stdin=io.BytesIO(body), declared=Declared(url="https://news.example/a"))
    assert (page.place, page.body, page.url) == ("-", PAGE, "https://news.example/a")


def test_standard_input_may_be_an_archive(opened):
    ([page, *_], []) = opened("-", stdin=io.BytesIO(warc(*MEMBERS)))
    assert page.place == "-#https://news.example/a"


def test_standard_input_that_is_empty_or_not_there_is_refused(opened):
    assert "empty" in opened("-", stdin=io.BytesIO(b""))[1][0].reason
    assert "no standard input" in opened("-")[1][0].reason


# Addresses, feeds and lists


def test_an_address_is_fetched_and_a_bad_one_is_refused(web, opened):
    web.page("/a", PAGE)
    pages, refusals = opened("file:///etc/passwd", web.url("/a"), web.url("/gone"), "http://169.254.169.254/")
    assert [page.place for page in pages] == [web.url("/a")]
    assert [refusal.place for refusal in refusals] == [
        "file:///etc/passwd",
        web.url("/gone"),
        "http://169.254.169.254/",
    ]


def test_a_list_names_opml_which_names_feeds_which_name_pages(web, opened, tmp_path):
    feed = '<rss version="2.0"><channel><item><link>{}</link></item><item><link>file:///etc/passwd</link></item></channel></rss>'
    web.page("/opml", f'<opml><body><outline xmlUrl="{web.url("/feed")}"/></body></opml>'.encode())
    web.page("/feed", feed.format("/a").encode(), "application/rss+xml")
    web.page("/a", PAGE)
    addresses = write(tmp_path / "list.txt", web.url("/opml").encode())
    pages, refusals = opened(addresses, declared=Declared("https://x.example/", "2026-08-27", "The Ostrian"))
    assert [page.url for page in pages] == [web.url("/a")]
    assert pages[0].declared == Declared(publisher="The Ostrian")  # an address or a day is that of one page
    assert [refusal.place for refusal in refusals] == ["file:///etc/passwd"]


def test_feeds_that_name_each_other_come_to_an_end(web, opened):
    for name, other in (("/1", "/2"), ("/2", "/1")):
        web.page(name, f"<rss><channel><item><link>{other}</link></item></channel></rss>".encode())
    assert opened(web.url("/1")) == ([], [])
    chain = {f"/c{number}": f"/c{number + 1}" for number in range(50)}
    for name, other in chain.items():
        web.page(name, f"<rss><channel><item><link>{other}</link></item></channel></rss>".encode())
    pages, [refusal] = opened(web.url("/c0"))
    assert pages == []
    assert refusal.place == web.url("/c3")


def test_a_feed_of_a_file_names_pages_and_one_that_names_none_is_told(web, opened, tmp_path):
    web.page("/a", PAGE)
    feed = write(
        tmp_path / "f.xml", f"<rss><channel><item><link>{web.url('/a')}</link></item></channel></rss>".encode()
    )
    empty = write(tmp_path / "e.xml", b"<rss><channel></channel></rss>")
    pages, [refusal] = opened(feed, empty)
    assert [page.url for page in pages] == [web.url("/a")]
    assert "names no addresses" in refusal.reason


def test_a_feed_without_end_is_followed_to_a_limit(web, opened, tmp_path):
    items = "".join(f"<item><link>ftp://x.example/{number}</link></item>" for number in range(1200))
    _, refusals = opened(write(tmp_path / "f.xml", f"<rss><channel>{items}</channel></rss>".encode()))
    assert len(refusals) == 1001
    assert "only the first 1000" in refusals[-1].reason


# WARC


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("again", [False, True])
def test_a_warc_gives_its_pages(tmp_path, opened, packed, again):
    body = warc(*MEMBERS, packed=packed)
    path = write(tmp_path / "kept", gzip.compress(body) if again and not packed else body)
    pages, refusals = opened(path)
    assert [(page.place, page.url, page.body) for page in pages] == [
        (f"{path}#{url}", url, body) for url, body in MEMBERS
    ]
    assert refusals == []
    assert pages[0].charset == "utf-8"
    assert pages[0].exchange.headers["content-type"] == "text/html; charset=utf-8"


def _chunked(body: bytes) -> bytes:
    return b"%x\r\n" % len(body) + body + b"\r\n0\r\n\r\n"


@pytest.mark.parametrize(
    ("encode", "fields"),
    [
        (gzip.compress, {"Content_Encoding": "gzip"}),
        (zlib.compress, {"Content_Encoding": "deflate"}),
        (_chunked, {"Transfer_Encoding": "chunked"}),
        (lambda body: _chunked(gzip.compress(body)), {"Transfer_Encoding": "chunked", "Content_Encoding": "gzip"}),
        (bytes, {"Transfer_Encoding": "chunked", "Content_Encoding": "gzip"}),  # decoded, and the head not mended
    ],
)
def test_encodings_in_a_warc_are_undone(tmp_path, opened, encode, fields):
    ([page], []) = opened(write(tmp_path / "a.warc.gz", warc(("https://news.example/a", encode(PAGE)), **fields)))
    assert page.body == PAGE


def test_what_is_no_page_is_passed_over(tmp_path, opened):
    body = (
        warc(("https://news.example/moved", b""), status="301 Moved")
        + warc(("https://news.example/gone", PAGE), status="404 Not Found")
        + warc(("https://news.example/i.png", b"\x89PNG"), Content_Type="image/png")
        + warc(("https://news.example/robots.txt", b"User-agent: *"), Content_Type="text/plain")
        + warc(("https://news.example/feed", b"<rss><channel/></rss>"))
        + warc(("https://news.example/a", PAGE))
    )
    ([page], []) = opened(write(tmp_path / "a.warc.gz", body))
    assert page.url == "https://news.example/a"


def test_a_page_too_large_is_told_and_the_next_is_read(tmp_path, opened):
    big = ("https://news.example/big", b"<p>".ljust(6 * 1024 * 1024, b"x"))
    bomb = warc(("https://news.example/bomb", gzip.compress(bytes(100_000_000))), Content_Encoding="gzip")
    ([page], refusals) = opened(write(tmp_path / "a.warc.gz", warc(big) + bomb + warc(MEMBERS[0])))
    assert page.url == MEMBERS[0][0]
    assert [refusal.place.partition("#")[2] for refusal in refusals] == [big[0], "https://news.example/bomb"]


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("lost", [1, 30, 60, 200, 300])
def test_a_torn_warc_gives_what_is_whole_and_one_sentence(tmp_path, opened, packed, lost):
    body = warc(*MEMBERS, packed=packed)
    pages, refusals = opened(write(tmp_path / "a.warc.gz", body[:-lost]))
    whole = [url for url, _ in MEMBERS]
    assert [page.url for page in pages] in (whole[:2], whole)
    assert all(page.body == dict(MEMBERS)[page.url] for page in pages)
    if lost > 4:  # before that only the blank lines that end a record may be missing
        assert [page.url for page in pages] == whole[:2]
        assert [refusal.place for refusal in refusals] == [str(tmp_path / "a.warc.gz")]


def test_a_damaged_warc_gives_what_is_right_and_nothing_that_is_not(tmp_path, opened):
    """A byte is changed at each place of the middle member, its checksum among them."""
    first, last = (len(warc(*MEMBERS[:count])) for count in (1, 2))
    whole = warc(*MEMBERS)
    for at in range(first - 20, last + 20, 3):
        body = whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]
        pages, refusals = opened(write(tmp_path / "a.warc.gz", body))
        assert all(page.body == dict(MEMBERS)[page.url] for page in pages)
        assert len(refusals) == (len(pages) < 3)
        if first + 20 < at < last - 20:
            assert [page.url for page in pages] == [MEMBERS[0][0]]


def test_our_own_archive_can_be_read_as_a_place(tmp_path, opened):
    path = write(tmp_path / "a.html", PAGE)
    with Archive(tmp_path / "archive") as archive:
        archive.keep(opened(path)[0][0])
        forgotten = archive.keep(Page("b", b"<p>secret", "html", "2026-11-22T17:45:00+00:00"))
        archive.keep(opened(write(tmp_path / "c.txt", TEXT))[0][0])
        archive.forget(forgotten)
    pages, refusals = opened(tmp_path / "archive")
    assert [page.body for page in pages] == [PAGE, TEXT]
    assert refusals == []


READ_BOUNDED = """
    import resource, sys
    from according.page.fetch import Fetcher
    from according.page.places import open_places
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for outcome in open_places(sys.argv[1:], Fetcher()):
        print(outcome.reason)
    print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


ENDLESS_HEAD = b"WARC/1.0\r\nWARC-Type: "
ENDLESS_RECORD = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nContent-Length: 99999999999\r\n\r\n"
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
)


@pytest.mark.parametrize(
    ("before", "said"),
    [(b"<p>", "5 MiB"), (ENDLESS_HEAD, "head has no end"), (ENDLESS_RECORD, "200 times its size")],
    ids=["page", "head", "record"],
)
def test_a_bomb_of_one_gibibyte_costs_no_more_memory_than_a_page(tmp_path, bomb, before, said):
    path = write(tmp_path / "bomb", bomb(1024, 31, before))
    lines = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(READ_BOUNDED), path], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert said in lines[-2]
    assert int(lines[-1]) < 64  # MiB


# WACZ


def wacz(*archives: bytes, listed: list[object] | None = None) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("datapackage.json", "{}")
        for number, body in enumerate(archives):
            packed.writestr(f"archive/{number}.warc.gz", body, compresslevel=1)
        if listed is not None:
            lines = [{"format": "json-pages-1.0"}, *listed]
            packed.writestr("pages/pages.jsonl", "\n".join(json.dumps(line) for line in lines) + "\nno json\n")
    return stream.getvalue()


def test_a_wacz_gives_the_pages_that_it_lists(tmp_path, opened):
    listed = [{"url": MEMBERS[2][0]}, {"url": MEMBERS[0][0]}, {"url": "https://news.example/lost"}, {"url": 5}, 7]
    path = write(tmp_path / "a.wacz", wacz(warc(*MEMBERS[:2]), warc(MEMBERS[2]), listed=listed))
    pages, [refusal] = opened(path)
    assert [page.url for page in pages] == [MEMBERS[0][0], MEMBERS[2][0]]
    assert refusal.place == f"{path}#https://news.example/lost"


def test_a_wacz_without_a_list_gives_all_its_pages(tmp_path, opened):
    pages, refusals = opened(write(tmp_path / "a.wacz", wacz(warc(*MEMBERS), warc(MEMBERS[0], packed=False))))
    assert [page.url for page in pages] == [url for url, _ in [*MEMBERS, MEMBERS[0]]]
    assert refusals == []


def test_a_wacz_that_unpacks_to_far_more_than_it_is_is_left(tmp_path, opened):
    pages, [refusal] = opened(write(tmp_path / "a.wacz", wacz(b"WARC/1.0\r\n" + bytes(100_000_000))))
    assert pages == []
    assert "200 times its size" in refusal.reason


@pytest.mark.parametrize("cut", [10, 200, 700])
def test_a_torn_wacz_is_told(tmp_path, opened, cut):
    pages, [refusal] = opened(write(tmp_path / "a.wacz", wacz(warc(*MEMBERS))[:-cut]))
    assert pages == []
    assert "zip" in refusal.reason


def test_a_zip_that_is_no_wacz_is_told(tmp_path, opened):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr("word/document.xml", "<x/>")
    pages, [refusal] = opened(write(tmp_path / "a.docx", stream.getvalue()))
    assert pages == []
    assert "unpack it" in refusal.reason


def test_a_fetched_archive_gives_its_pages(web, opened):
    web.page("/a.warc.gz", warc(*MEMBERS), "application/gzip")
    web.page("/a.wacz", wacz(warc(*MEMBERS)), "application/wacz")
    pages, refusals = opened(web.url("/a.warc.gz"), web.url("/a.wacz"))
    assert [page.place for page in pages][:1] == [web.url("/a.warc.gz") + "#" + MEMBERS[0][0]]
    assert len(pages) == 6
    assert refusals == []
