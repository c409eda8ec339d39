"""Bytes decide what a place is."""

from __future__ import annotations

import random

import pytest

from according.errors import PlaceError
from according.page.kinds import media_type


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<!DOCTYPE html><html>", "html"),
        (b"\xef\xbb\xbf \n<!doctype HTML>", "html"),
        (b"<!-- kept 2026 --><html><body>", "html"),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C"><html xmlns="http://www.w3.org/1999/xhtml">', "html"),
        (b"<p>One paragraph", "html"),
        (b"<article><h1>Talks</h1>", "html"),
        ("<html><p>Gespräche".encode("utf-16"), "html"),
        ("<html><p>Gespräche".encode("utf-16-le"), "html"),
        ("<html><p>Gespräche".encode("utf-16-be"), "html"),
        (b"<html><p>a\0b\0c</p> and further words of the page", "html"),
        (b"The minister spoke.", "text"),
        ("„Nein“, sagte sie.".encode(), "text"),
        ("Straße".encode("latin-1"), "text"),
        ("Talks in Ostria".encode("utf-16"), "text"),
        (b"<3 is no tag", "text"),
        (b"{curly words} that are no JSON", "text"),
        (b"See https://a.example/ for more.", "text"),
        (b"https://a.example/1\nand a word\n", "text"),
        (b"https://a.example/1\n# a note\n", "addresses"),
        (b'<rss version="2.0"><channel>', "feed"),
        (b"<!-- x --><?xml-stylesheet href='a'?><feed xmlns='http://www.w3.org/2005/Atom'>", "feed"),
        (b'<opml version="2.0">', "opml"),
    ],
)
def test_what_a_body_is(body, kind):
    assert media_type(body) == kind


def test_a_name_or_a_server_settles_only_what_the_bytes_leave_open():
    assert media_type(b"Words, then <p>markup</p>", name="a.html") == "html"
    assert media_type(b"Words, then <p>markup</p>", said="text/html") == "html"
    assert media_type(b"Words, then <p>markup</p>") == "text"
    assert media_type(b'<rss version="2.0">', said="text/html", name="a.html") == "feed"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \n\t", "empty"),
        (b"\xff\xfe", "empty"),
        (b"%PDF-1.4", "PDF"),
        (b"\xd0\xcf\x11\xe0....", "Office"),
        (b"\xff\xd8\xff\xe0", "image"),
        (b'{"a": [1, 2]}', "JSON"),
        (b'<?xml version="1.0"?><urlset>', "<urlset>"),
        (random.Random(1).randbytes(5000), "neither text nor markup"),
        (b"\x01\x02\x03\x04" * 100, "neither text nor markup"),
    ],
)
def test_what_is_nothing_that_can_be_read_says_what_it_is(body, said):
    with pytest.raises(PlaceError, match=said):
        media_type(body)
