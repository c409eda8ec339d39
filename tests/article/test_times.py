"""When a page was published and modified: as exactly as it is known, and not at all where that cannot be told."""

from __future__ import annotations

import json

import pytest

from according.article.clock import read_time
from according.model import Article, Date
from tests.article.pages import REPORT, SEEN, read, report, shared


def linked(**values: str) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **values})}</script>'


def start(date: Date | None) -> str | None:
    return None if date is None else date.start


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("2026-03-17T13:03:00.000Z", "2026-03-17T13:03:00+00:00"),
        ("2026-03-17T13:03:00+0530", "2026-03-17T13:03:00+05:30"),
        ("2026-03-17 13:03:00 UTC", "2026-03-17T13:03:00+00:00"),
        ("2026-03-17 13:03:00", "2026-03-17T13:03:00"),
        ("Tue, 17 Mar 2026 14:05:00 +0100", "2026-03-17T14:05:00+01:00"),
        ("Tue, 17 Mar 2026 14:05:00 -0000", "2026-03-17T14:05:00"),
        ("Tue, 17 Mar 2026 14:05:00 EST", "2026-03-17T14:05:00-05:00"),
        ("Tue Mar 17 2026 05:44:06 GMT+0000 (Coordinated Universal Time)", "2026-03-17T05:44:06+00:00"),
        ("17 Mar 2026 07:09 GMT", "2026-03-17T07:09:00+00:00"),
        ("March 17th, 2026 at 8:40 PM", "2026-03-17T20:40:00"),
        ("March 17, 2026 12:10 am", "2026-03-17T00:10:00"),
        ("March 17, 2026 8:03 am ET", "2026-03-17T08:03:00-04:00"),
        ("1:39 am EST, Wednesday, November 20, 2024", "2024-11-20T01:39:00-05:00"),
        ("17.03.2026, 23:06", "2026-03-17T23:06:00"),
        ("17 de março de 2026", "2026-03-17"),
        ("17 марта 2026", "2026-03-17"),
        ("20260317", "2026-03-17"),
        ("2026-03", "2026-03-01"),
        ("1773752580", "2026-03-17T13:03:00+00:00"),
        ("03/04/2026", None),
        ("2026-02-30", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_a_written_time_is_read_as_far_as_it_goes(words: str, told: str | None) -> None:
    stamp = read_time(words)
    assert (None if stamp is None else stamp.start.isoformat()) == told


def test_a_month_is_a_month() -> None:
    article = report(head='<meta name="dc.date" content="2026-02">')
    assert article.published == Date("2026-02-01", "2026-02-28", "month", "metadata")


def test_published_and_modified_are_instants_with_their_places() -> None:
    article = report(head=linked(datePublished="2026-03-17T08:00:00+01:00", dateModified="2026-03-17T09:30:00+01:00"))
    assert article.published == Date("2026-03-17T08:00:00+01:00", "2026-03-17T08:00:00+01:00", "instant", "metadata")
    assert start(article.modified) == "2026-03-17T09:30:00+01:00"
    assert {(one.field, one.place) for one in article.found} >= {
        ("published", "JSON-LD 1 $.datePublished"),
        ("modified", "JSON-LD 1 $.dateModified"),
    }


def test_first_seen_is_when_we_had_the_page_and_known_from_nothing_in_it() -> None:
    assert report().first_seen == Date(SEEN, SEEN, "instant", "none")


def test_a_page_without_a_date_has_none() -> None:
    article = report()
    assert (article.published, article.modified) == (None, None)


@pytest.mark.parametrize("words", ["0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "2026-05-01T00:00:00Z", "soon"])
def test_an_impossible_time_is_no_time(words: str) -> None:
    assert report(head=linked(datePublished=words)).published is None


def test_an_impossible_time_gives_way_to_a_possible_one() -> None:
    article = report(
        head=linked(datePublished="0001-01-01T00:00Z")
        + '<meta property="article:published_time" content="2026-03-17T08:00:00Z">'
    )
    assert start(article.published) == "2026-03-17T08:00:00+00:00"


def test_a_modification_before_the_publication_cannot_be_told() -> None:
    article = report(head=linked(datePublished="2026-03-17T08:00:00Z", dateModified="2026-03-17T07:59:00Z"))
    assert start(article.published) == "2026-03-17T08:00:00+00:00"
    assert article.modified is None


def test_a_time_without_a_zone_stays_without() -> None:
    article = report(head=linked(datePublished="2026-03-17T08:00:00"))
    assert start(article.published) == "2026-03-17T08:00:00"


def test_another_place_makes_a_time_more_exact() -> None:
    head = (
        linked(datePublished="2026-03-17") + '<meta property="article:published_time" content="2026-03-17T08:00:00Z">'
    )
    assert start(report(head=head).published) == "2026-03-17T08:00:00+00:00"
    naive = (
        linked(datePublished="2026-03-17 08:00:00")
        + '<meta property="article:published_time" content="2026-03-17T08:00:00Z">'
    )
    assert start(report(head=naive).published) == "2026-03-17T08:00:00+00:00"


DISPUTED = linked(datePublished="2026-03-17T04:31:13-06:00") + (
    '<meta property="article:published_time" content="2026-03-17T04:31:13+00:00">'
)


def test_a_clock_whose_zone_is_disputed_keeps_the_clock_alone() -> None:
    assert start(report(head=DISPUTED).published) == "2026-03-17T04:31:13"


def test_the_visible_page_settles_a_disputed_zone() -> None:
    line = "<div class='author-date'>Ada Lindt - Mar 16, 2026, 10:31 pm CST</div>"
    article = read(f"<article><h1>Harbour</h1>{line}{REPORT}</article>", DISPUTED)
    assert start(article.published) == "2026-03-17T04:31:13+00:00"


def test_two_disputed_clocks_leave_the_day() -> None:
    head = (
        linked(datePublished="2026-03-17T10:00:59Z")
        + '<meta property="article:published_time" content="2026-03-17T05:00:59Z">'
    )
    assert report(head=head).published == Date("2026-03-17", "2026-03-17", "day", "metadata")


def test_a_date_line_on_the_page_is_read_where_no_metadata_are() -> None:
    line = "<div>Published 12 March 2026 08:15 GMT, updated 13 March 2026 10:00 GMT</div>"
    article = read(f"<article><h1>Harbour</h1>{line}{REPORT}</article>")
    assert article.published == Date("2026-03-12T08:15:00+00:00", "2026-03-12T08:15:00+00:00", "instant", "page")
    assert start(article.modified) == "2026-03-13T10:00:00+00:00"


def test_the_times_of_comments_and_of_other_reports_are_not_the_articles() -> None:
    other = "<aside class='related'><time datetime='2026-03-01T00:00:00Z'>1 March</time></aside>"
    comment = "<div class='comments'><div class='comment' id='c-1'><b class='author'>Ada</b><time itemprop='datePublished' datetime='2026-03-02T00:00:00Z'>2 March</time><p>Well.</p></div></div>"
    assert report(after=other + comment).published is None


def test_what_is_declared_overrides_the_page() -> None:
    article = report(head=linked(datePublished="2026-03-17T08:00:00Z"), published="2026-03-15")
    assert (start(article.published), article.published and article.published.precision) == ("2026-03-15", "day")


# --- the traps of the shared pages


@pytest.mark.parametrize(
    ("short", "published", "modified"),
    [
        ("776a1c04", "2019-11-19T10:02:00-05:00", None),  # the year 1 in the metadata, the time on the page
        ("7de52419", "2019-11-19T23:34:00-05:00", None),
        ("e372e42c", "2019-11-20T10:43:00+00:00", "2019-11-20T10:43:00+00:00"),  # created in the year 1
        ("1ee91d1f", "2019-11-18T20:28:55+00:00", "2019-11-19T14:42:55+00:00"),
        ("42aad16b", "2019-11-19T07:09:00+00:00", None),  # modified before it was published
        ("7916ecca", "2019-11-20T08:02:00+00:00", None),
        ("04a6711c", "2019-11-19T11:00:09+00:00", None),
        ("92101975", "2019-11-20T06:37:00", "2019-11-20T11:42:00"),  # no zone
        ("c13b9c0e", "2019-11-19T18:18:25", "2019-11-19T19:10:43"),
        ("291a8bf3", "2019-11-19T19:47:00-05:00", None),  # as newspapers print it
        ("06e5123e", "2019-11-19T07:03:25+00:00", "2019-11-19T16:43:09+00:00"),  # the page shows the day before
        ("06ee193d", "2019-11-20T04:31:13+00:00", "2019-11-20T04:55:44+00:00"),  # two zones for one clock
        ("0e014df6", "2014-09-15T14:22:02", "2016-09-01T20:10:36"),
    ],
)
def test_the_traps_of_the_shared_pages(short: str, published: str, modified: str | None) -> None:
    article: Article = shared(short)
    assert (start(article.published), start(article.modified)) == (published, modified)
