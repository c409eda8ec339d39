"""Of a feed only the addresses of its entries are wanted, however it is written."""

from __future__ import annotations

import time

import pytest

from according.model import MediaType, Page
from according.page.feeds import entries
from according.page.kinds import media_type

HOME = "https://news.example/feeds/all"


def named(body: bytes | str, kind: MediaType = "feed") -> list[str]:
    body = body.encode() if isinstance(body, str) else body
    assert media_type(body) == kind
    return entries(Page(HOME, body, kind, "2026-11-22T17:45:00+00:00", url=HOME))


def rss(items: str) -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><link>https://news.example/</link>{items}</channel></rss>'


def test_rss():
    assert named(rss("<item><link>https://news.example/a</link></item><item><link> /b </link></item>")) == [
        "https://news.example/a",
        "https://news.example/b",
    ]


def test_a_guid_is_the_address_unless_it_says_otherwise():
    assert named(rss("<item><guid>https://news.example/a</guid></item>")) == ["https://news.example/a"]
    assert named(rss('<item><guid isPermaLink="false">https://news.example/a</guid></item>')) == []


def test_rss_1():
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    body = f'<rdf:RDF xmlns:rdf="{rdf}" xmlns="http://purl.org/rss/1.0/"><item rdf:about="x"><link>/a</link></item></rdf:RDF>'
    assert named(body) == ["https://news.example/a"]


def test_atom_takes_the_alternate_link_and_not_that_of_the_source():
    body = """<feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="/self"/>
        <entry><source><link href="/other"/></source><link rel="enclosure" href="/sound.mp3"/>
        <link rel="alternate" href="../a"/></entry><entry><link href="/b"/></entry></feed>"""
    assert named(body) == ["https://news.example/a", "https://news.example/b"]


def test_json_feed():
    body = """{"version": "https://jsonfeed.org/version/1.1", "items": [{"url": "/a"}, {"external_url": "/b"}, {"id": "c"},
        {"url": 7}, "d", null]}"""
    assert named(body) == ["https://news.example/a", "https://news.example/b"]
    assert named('{"version": "https://jsonfeed.org/version/1", "items": 5}') == []


def test_opml():
    body = """<?xml version="1.0"?><opml version="2.0"><body><outline text="News">
        <outline type="rss" xmlUrl="https://a.example/rss"/><outline xmlUrl="https://b.example/atom"/></outline></body></opml>"""
    assert named(body, "opml") == ["https://a.example/rss", "https://b.example/atom"]


def test_a_list_of_addresses():
    body = "\ufeff# kept since May\r\nhttps://a.example/1\r\n\r\nHTTP://b.example/2\r\nhttps://a.example/1\r\n"
    assert named(body, "addresses") == ["https://a.example/1", "http://b.example/2"]
    assert named("https://a.example/1\n".encode("utf-16"), "addresses") == ["https://a.example/1"]


@pytest.mark.parametrize(
    "body",
    [
        rss("<item><title>Bread &amp; salt & more &nbsp; <i>x</title></i><link>/a</link></item>"),
        "\n\n" + rss("<item><x:y/><link>/a</link></item>"),
        rss("<item><link>/a</link></item>").removesuffix("</channel></rss>"),
        rss("<item>\x00\x01<link>/a</link></item>"),
    ],
)
def test_feeds_with_the_faults_of_the_wild_are_read(body):
    assert named(body) == ["https://news.example/a"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_feeds_in_other_encodings_are_read(encoding):
    body = rss("<item><title>Überfall</title><link>/a</link></item>").replace('version="1.0"', 'version="1.0"', 1)
    assert named(body.encode(encoding)) == ["https://news.example/a"]


LAUGHS = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True))


@pytest.mark.parametrize(
    "body",
    [
        f'<!DOCTYPE rss [<!ENTITY a "ha">{LAUGHS}]>' + rss("<item><link>&j;</link></item>"),
        '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + rss("<item><link>&a;</link></item>"),
        rss("<item>" + "<div>" * 900_000),
        rss("<item>" + '<a:b xmlns:a="x">' * 200_000),
        rss("<" * 4_000_000),
        rss("<item><a b='" * 300_000),
        rss("<item " + " ".join(f'a{number}="x"' for number in range(200_000)) + "/>"),
        rss("<![CDATA[" * 400_000),
    ],
    ids=["entities", "file", "nested", "namespaces", "angles", "quotes", "attributes", "cdata"],
)
def test_hostile_feeds_name_nothing_and_hang_nobody(body):
    began = time.monotonic()
    page = Page(HOME, body.encode(), "feed", "2026-11-22T17:45:00+00:00", url=HOME)
    assert all("root:" not in address and "haha" not in address for address in entries(page))
    assert time.monotonic() - began < 30  # feedparser took 19 s for the nested one; here it is milliseconds


def test_json_nested_without_end_is_no_feed():
    body = b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * 200_000
    assert media_type(body) == "text"


def test_what_an_address_leads_to_is_for_the_guard_to_say():
    assert named(rss("<item><link>file:///etc/passwd</link></item><item><link>http://[</link></item>")) == [
        "file:///etc/passwd",
        "http://[",
    ]
