"""A reading is put together again from its rows, whatever is in it."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from according.model import (
    Actor,
    Anchor,
    Article,
    Certainty,
    Condition,
    Date,
    Earlier,
    Event,
    Factuality,
    Form,
    Found,
    Furniture,
    Hop,
    Link,
    Page,
    Party,
    Place,
    Reading,
    Relation,
    Span,
    Statement,
    Words,
    identify,
)  # fmt: skip
from according.record.record import Record
from according.record.rows import digest, instant
from according.record.words import storable

# Any text that a database takes; what it does not is in the test below and in test_keep.
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40)
NUMBERS = count()
numbers = st.integers(0, 2**70)
floats = st.floats(allow_nan=False, allow_infinity=False)


def maybe(strategy):
    return st.none() | strategy


@st.composite
def readings(draw, page: Page) -> Reading:
    """A reading of a page with any words at any places."""
    text = draw(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=300))
    article = identify("article", page.id)
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(lambda ends: Span(*sorted(ends)))
    some_spans = st.lists(spans, max_size=3).map(tuple)
    dates = st.builds(Date, start=maybe(texts | st.dates().map(str) | st.datetimes().map(str)), end=maybe(texts),
                      precision=st.sampled_from(["instant", "day", "about"]), basis=st.sampled_from(["text", "none"]),
                      span=maybe(spans))  # fmt: skip
    actors = tuple(
        draw(st.builds(Actor, id=st.just(identify("actor", article, str(n))), name=texts,
                       kind=st.sampled_from(["person", "unnamed"]), country=maybe(texts), sector=maybe(texts),
                       role=maybe(texts), mentions=some_spans))
        for n in range(draw(st.integers(0, 2)))
    )  # fmt: skip
    actor_ids = st.sampled_from([actor.id for actor in actors]) if actors else st.none()
    parties = st.builds(Party, span=maybe(spans), actor=maybe(actor_ids))
    words = st.builds(Words, spans=some_spans)
    hops = st.builds(Hop, name=texts, span=maybe(spans), actor=maybe(actor_ids),
                     role=st.sampled_from(["originator", "venue", "relay"]),
                     evidence=st.sampled_from(["text", "credit"]), url=maybe(texts))  # fmt: skip
    statements = tuple(
        draw(st.builds(Statement, id=st.just(identify("statement", article, str(n))), within=st.none(),
                       form=st.sampled_from(Form.__args__), act=st.sampled_from([None, "commit"]),
                       stance=st.just("neutral"), source=maybe(parties), cue=words, content=words,
                       addressee=st.lists(parties, max_size=2).map(tuple), medium=maybe(texts),
                       chain=st.lists(hops, max_size=3).map(tuple),
                       condition=maybe(st.builds(Condition, kind=texts, span=spans)),
                       certainty=maybe(st.builds(Certainty, cue=spans, band=st.just("likely"), scope=spans)),
                       said_on=maybe(dates), due=maybe(dates), earlier=maybe(st.builds(Earlier, span=spans))))
        for n in range(draw(st.integers(0, 3)))
    )  # fmt: skip
    places = st.builds(Place, span=spans, name=texts, country=maybe(texts), latitude=maybe(floats),
                       longitude=maybe(floats))  # fmt: skip
    events = tuple(
        draw(st.builds(Event, id=st.just(identify("event", article, str(n))), trigger=spans, type=st.just("AID"),
                       plover_type=st.none(), mode=maybe(texts), status=st.just("planned"), statement=st.none(),
                       actor=st.lists(parties, max_size=2).map(tuple), recipient=st.lists(parties, max_size=2).map(tuple),
                       date=maybe(dates), place=maybe(places),
                       factuality=st.lists(st.builds(Factuality, holder=maybe(actor_ids), value=floats),
                                           max_size=2).map(tuple)))
        for n in range(draw(st.integers(0, 2)))
    )  # fmt: skip
    relations = st.builds(Relation, kind=st.just("ally"), of=actor_ids, to=maybe(actor_ids), span=spans)
    furniture = st.builds(Furniture, kind=st.just("comment"), span=maybe(spans), xpath=maybe(texts), text=texts,
                          id=texts, author=maybe(texts), posted=maybe(texts), posted_at=maybe(dates),
                          votes=maybe(numbers), answers=maybe(texts))  # fmt: skip
    return Reading(
        reader=draw(texts),
        unread=draw(maybe(texts)),
        article=Article(
            id=article, page=page.id, place=draw(texts), url=draw(maybe(texts)), title=draw(maybe(texts)),
            byline=draw(st.lists(texts, max_size=2).map(tuple)), agency=draw(st.lists(texts, max_size=2).map(tuple)),
            publisher=draw(maybe(texts)), published=draw(maybe(dates)), modified=draw(maybe(dates)),
            first_seen=draw(maybe(dates)), language=draw(maybe(texts)), text=text, paragraphs=draw(some_spans),
            furniture=draw(st.lists(furniture, max_size=2).map(tuple)),
            links=draw(st.lists(st.builds(Link, span=spans, url=texts), max_size=2).map(tuple)),
            anchors=draw(st.lists(st.builds(Anchor, kind=st.just("paragraph"), xpath=maybe(texts)),
                                  max_size=2).map(tuple)),
            found=draw(st.lists(st.builds(Found, field=texts, place=texts, words=texts), max_size=2).map(tuple)),
        ),
        actors=actors,
        relations=draw(st.lists(relations, max_size=2).map(tuple)) if actors else (),
        statements=statements,
        events=events,
    )  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_reading_comes_back_as_it_was_kept(record: Record, data: st.DataObject):
    # Each example has a page of its own, since the record goes on from one example to the next.
    number = next(NUMBERS)
    page = Page(f"page{number}", str(number).encode(), "html", "2031-05-02T10:00:00Z")
    reading = data.draw(readings(page))
    assert record.keep(page, None, reading)
    assert record.reading(reading.article.id) == reading
    if number % 10 == 0:
        assert record.check() == []


def test_a_page_that_claims_more_votes_and_longer_names_than_a_column_holds(record: Record, newsroom):
    page = newsroom.page()
    reading = newsroom.reading(page, publisher="ą" * 10_000, title="𝕊" * 10_000)
    loud = replace(reading.article.furniture[0], votes=10**30, author="x" * 100_000)
    reading = replace(
        reading, article=replace(reading.article, furniture=(loud,), url="https://e.example/" + "y" * 9_000)
    )
    page = replace(page, place="z" * 10_000)
    assert record.keep(page, None, reading)
    assert record.reading(reading.article.id) == reading
    assert record.page(page.id).sightings[0].place == "z" * 10_000


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2031-05-01T09:30:00+02:00", "2031-05-01T07:30:00Z"),
        ("2031-05-01", "2031-05-01T00:00:00Z"),
        ("2031-05-01T09:30:00", "2031-05-01T09:30:00Z"),
        ("0001-01-01T00:00:00+14:00", ""),
        ("0001-01-01", "0001-01-01T00:00:00Z"),
        ("yesterday", ""),
        (None, ""),
    ],
)
def test_lists_are_ordered_by_the_instant_in_utc(start: str | None, expected: str):
    assert instant({"start": start}) == expected


def test_the_digest_of_a_reading_leaves_out_where_it_was_met(newsroom):
    page = newsroom.page()
    reading = newsroom.reading(page)
    moved = replace(reading, article=replace(reading.article, place="elsewhere", first_seen=None))
    assert digest(moved) == digest(reading)
    assert digest(replace(reading, statements=())) != digest(reading)


def test_what_no_database_takes_is_replaced_one_for_one():
    assert storable("a\x00b\ud800c😀") == "a\ufffdb\ufffdc😀"
