"""Through whom the page has it: each test is a sentence as a paper prints it, with the way the words travelled."""

from __future__ import annotations

import pytest
from tests.sample import article_of, reading_of

from according.language import parse
from according.model import Span
from according.reading.attributions import Attribution
from according.reading.chains import chain


def attribution(text: str, source: str | None, cue: str, *content: str) -> Attribution:
    def place(words: str) -> Span:
        start = text.index(words)
        return Span(start, start + len(words))

    return Attribution((place(source),) if source else (), (place(cue),), tuple(map(place, content)), 1.0)


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "expected"),
    [
        ("The bridge will stay shut, Mayor Ida Rehn said.", "Mayor Ida Rehn", "said", "The bridge will stay shut", ["Mayor Ida Rehn"]),
        (
            "“We are ready,” Rehn said, according to the Northern Institute.",
            "Rehn", "said", "“We are ready,”", ["Rehn", "the Northern Institute"],
        ),
        (
            "In an interview with Channel Nine television, reported by the Harbour Institute (HI), Rehn stated the port is closed.",
            "Rehn", "stated", "the port is closed", ["Rehn", "Channel Nine television", "the Harbour Institute (HI)"],
        ),
        (
            "Ida Rehn told the Veld Courier that the dam would hold.",
            "Ida Rehn", "told", "the dam would hold", ["Ida Rehn", "the Veld Courier"],
        ),
        ("Ida Rehn told reporters that the dam would hold.", "Ida Rehn", "told", "the dam would hold", ["Ida Rehn"]),
        (
            "The port must open, Rehn said in a tweet, reported by the Coast Press Agency.",
            "Rehn", "said", "The port must open", ["Rehn", "the Coast Press Agency"],
        ),
        (
            "The Morning Herald reported, citing two officials, that the port was closed.",
            "The Morning Herald", "reported", "the port was closed", ["The Morning Herald"],
        ),
    ],
)  # fmt: skip
def test_the_chain_follows_the_words_to_the_page(
    text: str, source: str, cue: str, content: str, expected: list[str]
) -> None:
    article = article_of(text)
    found = attribution(text, source, cue, content)
    hops = chain(article, parse(text, article.paragraphs), found, [found])
    assert [hop.name for hop in hops] == expected
    assert hops[0].role == "originator"
    assert all(hop.span and hop.span.of(text) == hop.name for hop in hops)


def test_the_outlet_of_the_page_is_the_writer_and_no_hop() -> None:
    text = "Ida Rehn told the Veld Courier that the dam would hold."
    article = article_of(text, publisher="Veld Courier")
    found = attribution(text, "Ida Rehn", "told", "the dam would hold")
    assert [hop.name for hop in chain(article, parse(text, article.paragraphs), found, [found])] == ["Ida Rehn"]


def test_an_agency_that_the_page_credits_stands_between_the_voice_and_the_page() -> None:
    text = "The bridge will stay shut, Mayor Ida Rehn said."
    article = article_of(text, agency=("Coast Press Agency",))
    found = attribution(text, "Mayor Ida Rehn", "said", "The bridge will stay shut")
    hops = chain(article, parse(text, article.paragraphs), found, [found])
    assert [(hop.name, hop.role, hop.evidence) for hop in hops][1:] == [("Coast Press Agency", "relay", "credit")]


def test_a_statement_told_inside_another_goes_on_with_its_chain() -> None:
    reading = reading_of("The institute says that the minister claimed that the border was closed.")
    inner = next(statement for statement in reading.statements if statement.within)
    assert [hop.name for hop in inner.chain] == ["the minister", "The institute"]
    assert [hop.role for hop in inner.chain] == ["originator", "relay"]
