"""Whatever a text holds, its reading points only at places of it."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.sample import reading_of

from according import contract
from according.model import Reading, Span

NEWS = st.sampled_from(
    [" said ", "“", "”", '"', "‘", "’", " according to ", "Ada Lunt", "the ministry", " that ", ". ", ", ", " claims ", "—", "\u00a0",
     "🇦🇶", "é", "e\u0301", "قال", "שלום", "\u202e", "\u200d", ":", " told ", "we will ", " if "]
)  # fmt: skip
ANY_TEXT = st.one_of(st.text(max_size=400), st.lists(NEWS, max_size=60).map("".join))


def spans_of(reading: Reading) -> list[Span]:
    every = []
    for statement in reading.statements:
        every += [*statement.cue.spans, *statement.content.spans]
        every += [hop.span for hop in statement.chain if hop.span]
        every += [party.span for party in (statement.source, *statement.addressee) if party and party.span]
    every += [mention for actor in reading.actors for mention in actor.mentions]
    every += [event.trigger for event in reading.events]
    return every


def check(reading: Reading) -> None:
    text = reading.article.text
    for span in spans_of(reading):
        assert 0 <= span.start < span.end <= len(text)
        assert span.of(text).strip()
    for statement in reading.statements:
        for spans in (statement.cue.spans, statement.content.spans):
            assert all(one.end <= other.start for one, other in itertools.pairwise(spans))
        assert statement.content.spans
    assert contract.from_json(contract.to_json(reading)) == reading


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ANY_TEXT.filter(lambda text: "\n\n" not in text and text.strip()), min_size=1, max_size=3))
def test_any_text_gives_a_reading_whose_spans_lie_inside_it(paragraphs: list[str]) -> None:
    check(reading_of(*(paragraph.encode("utf-8", "replace").decode() for paragraph in paragraphs)))


@pytest.mark.parametrize(
    "text",
    [
        "x" * 50_000,
        '"' * 5_000,
        "“" * 3_000,
        "👩‍👩‍👧‍👦" * 2_000,
        "“قال الوزير إن الجسر مغلق”",
        "said " * 4_000,
        "a " * 20_000,
    ],
    ids=[
        "one long word",
        "straight quotes",
        "opening quotes",
        "emoji",
        "right to left",
        "only cues",
        "one-letter words",
    ],
)
def test_a_text_that_is_hardly_one_is_read_all_the_same(text: str) -> None:
    check(reading_of(text))


def test_a_text_in_another_language_says_why_it_was_not_read() -> None:
    reading = reading_of("Der Minister sagte, die Brücke bleibe geschlossen.", language="de")
    assert reading.statements == ()
    assert reading.unread is not None
    assert "'de'" in reading.unread
