"""Searching finds the same on both databases, however the words are written, and no query is an error."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from according.model import Span
from according.record.answers import Hit
from according.record.filters import Filters
from according.record.record import Record
from according.record.search import parse
from according.record.snippets import Wanted, snippet
from according.record.words import fold, name_key


@pytest.fixture
def strait(record: Record, newsroom) -> Record:
    newsroom.keep(record, "one.html")
    newsroom.keep(record, "two.html", title="Łódź shipyard strikes", publisher="Vell Gazette", published="2031-06-10")
    return record


def found(record: Record, query: str, **asked) -> list[tuple[str, str | None]]:
    return [(hit.kind, hit.title) for hit in record.search(query, **asked)]


def articles(record: Record, query: str) -> set[str | None]:
    return {hit.title for hit in record.search(query, Filters(kind="article"))}


BOTH = {"Ferries wait for the ice", "Łódź shipyard strikes"}


@pytest.mark.parametrize(
    "query",
    [
        "Poland's envoy", "Poland’s envoy", "POLAND’S\u00a0ENVOY", '"poland s envoy said"', "ada bronn", "Ada Bro\u0308nn",
        "ada br*", "“only if the strait”", "„reserve ferries“", "ferries -zebra", "zebra OR convoy", "fer\u00adries",
    ],
)  # fmt: skip
def test_words_are_found_however_they_are_written(strait: Record, query: str):
    assert articles(strait, query) == BOTH


@pytest.mark.parametrize("query", ["lodz", "ŁÓDŹ", "Lodz shipyard", "lodz -ferryboat", "shipy*", "zebra OR lodz OR OR"])
def test_a_letter_with_a_stroke_is_found_without_it(strait: Record, query: str):
    assert articles(strait, query) == {"Łódź shipyard strikes"}


@pytest.mark.parametrize("query", ["ferr", "“reserve strait”", "ferries zebra", "ferries -convoy", "envoy poland_s zz"])
def test_what_is_not_there_is_not_found(strait: Record, query: str):
    assert articles(strait, query) == set()


@pytest.mark.parametrize(
    "query", ["", " ", "-", "*", '"', "-ferries", "?!", "’", "😀", "\x00", "\ud800", "\u200b", "%", "_"]
)
def test_a_query_without_words_that_are_wanted_finds_nothing(strait: Record, query: str):
    assert strait.search(query) == []


def test_words_of_a_title_come_first(record: Record, newsroom):
    newsroom.keep(record, "one.html", title="Something else")
    newsroom.keep(record, "two.html", title="Convoy sighted")
    assert found(record, "convoy", filters=Filters(kind="article"))[0] == ("article", "Convoy sighted")


def test_a_statement_is_found_by_its_content_and_its_source(strait: Record, newsroom):
    hits = strait.search("ada ferries", Filters(kind="statement"))
    assert {hit.source for hit in hits} == {"Ada Brönn"}
    assert {hit.act for hit in hits} == {"commit"}
    reading = strait.reading(hits[0].article)
    assert hits[0].statement == reading.statements[0].id
    assert hits[0].span is not None
    words = hits[0].span.of(reading.article.text)
    assert words.startswith("Harbour minister Ada Brönn told")
    assert words.endswith("“only if the strait freezes”")


@pytest.mark.parametrize(
    ("filters", "number"),
    [
        (Filters(), 4),
        (Filters(kind="article"), 2),
        (Filters(kind="statement"), 2),
        (Filters(source="vell"), 2),
        (Filters(source="ada"), 0),
        (Filters(act="deny"), 2),
        (Filters(act="commit"), 0),
        (Filters(publisher="gazette"), 2),
        (Filters(since="2031-06"), 2),
        (Filters(until="2031-05-31"), 2),
        (Filters(since="2032"), 0),
        (Filters(publisher="gazette", act="deny", since="2031-06-10", until="2031-06-10", language="en"), 1),
    ],
)
def test_what_is_found_is_narrowed_by_filters(strait: Record, filters: Filters, number: int):
    assert len(strait.search("convoy", filters)) == number


def test_a_long_list_is_given_in_parts(strait: Record):
    whole = strait.search("the")
    assert len(whole) > 2
    assert [*strait.search("the", limit=2), *strait.search("the", limit=50, offset=2)] == whole


def shown(hit: Hit) -> str:
    return "".join(f"[{part.text}]" if part.hit else part.text for part in hit.snippet)


def test_a_snippet_is_the_texts_own_words_with_the_found_ones_marked(strait: Record):
    hit = strait.search("“poland’s envoy”", Filters(kind="article"))[0]
    assert shown(hit).endswith("was coming, [Poland]’[s]\u00a0[envoy] said.")
    assert shown(hit).startswith("…")
    assert hit.span is not None
    assert hit.span.of(strait.article(hit.article).text) == "Poland’s\u00a0envoy"


def test_a_snippet_carries_markup_of_a_page_as_plain_text(record: Record, newsroom):
    newsroom.keep(record, text=newsroom.TEXT + " <script>alert(1)</script> zebra")
    (hit,) = record.search("zebra")
    assert "<script>alert(1)</script>" in "".join(part.text for part in hit.snippet)


def test_a_hit_in_a_title_alone_has_no_place_in_the_text(strait: Record):
    (hit,) = strait.search("shipyard")
    assert hit.span is None
    assert shown(hit).startswith("Harbour minister")


def test_a_query_of_ten_thousand_characters_gives_a_list(strait: Record):
    for query in (
        "ferries " * 1250,
        "a" * 10_000,
        '"' * 10_000,
        "(" * 10_000,
        "a OR " * 2000,
        "-a " * 3333,
        "é*" * 5000,
    ):
        assert isinstance(strait.search(query), list)
        assert isinstance(strait.readings(text=query), list)


hostile = st.text(max_size=80) | st.lists(
    st.sampled_from(['"', "'", "(", ")", "*", "-", "OR", "AND", "NOT", "NEAR(", ":", "^", "\\", "\x00", "😀", "\ud800",
                     "ferries", "title:", "<->", "&", "|", "!", "ice", "“", "%", ";--", "İ", "ﬁ", "½", "\u0301"]),
    max_size=30,
).map(" ".join)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(query=hostile)
@example(query="')); DROP TABLE words; --")
@example(query='"ferries" NEAR("ice", 2)')
def test_any_query_gives_a_list(record: Record, newsroom, query: str):
    page = newsroom.page()
    record.keep(page, None, newsroom.reading(page))
    for hit in record.search(query):
        text = record.article(hit.article).text
        if hit.span is not None:
            assert Span(0, len(text)).holds(hit.span)
        assert all(part.text for part in hit.snippet)


@given(text=st.text(max_size=200))
def test_folding_gives_words_of_letters_and_digits_and_is_settled_after_once(text: str):
    folded = fold(text)
    assert fold(folded) == folded
    assert folded == " ".join(folded.split())
    assert len(name_key(text)) <= 200


@given(text=st.text(max_size=300), data=st.data())
def test_a_snippet_is_made_of_the_text_and_marks_what_was_looked_for(text: str, data: st.DataObject):
    words = fold(text).split()
    sought = frozenset(data.draw(st.lists(st.sampled_from(words), max_size=3))) if words else frozenset()
    place, parts = snippet(text, Span(0, len(text)), Wanted(sought, ()))
    plain = "".join(part.text for part in parts).removeprefix("…").removesuffix("…")
    assert plain in text
    assert (place is not None) == bool(sought)
    assert all(fold(part.text) for part in parts if part.hit)


def test_a_query_is_read_as_it_is_meant():
    query = parse('ice "reserve ferries" fer* -zebra Tarn OR Vell’s')
    assert [[(term.words, term.begins) for term in group] for group in query.groups] == [
        [(("ice",), False)],
        [(("reserve", "ferries"), False)],
        [(("fer",), True)],
        [(("tarn",), False), (("vell", "s"), False)],
    ]
    assert [term.words for term in query.unwanted] == [("zebra",)]
