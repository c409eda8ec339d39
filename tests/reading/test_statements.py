"""What is a statement and what is none, whole readings of single sentences: source, cue, content, chain."""

from __future__ import annotations

import pytest
from tests.sample import chain, reading_of, words

from according.model import Reading


def told(reading: Reading) -> set[tuple[str | None, str, tuple[str, ...]]]:
    """Each statement's source, content without "that", and chain."""
    rows = ((words(reading, statement), chain(statement)) for statement in reading.statements)
    return {(source, content.removeprefix("that "), tuple(hops)) for (source, _, content), hops in rows}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Protesters who have called for new elections filled the square.",
            {("Protesters", "new elections", ("Protesters",))},
        ),
        (
            "Residents have been told that the water is unsafe.",
            {(None, "the water is unsafe", ())},
        ),
        (
            "The former clerk allegedly forged the minister's signature.",
            {(None, "The former clerk … forged the minister's signature", ())},
        ),
        (
            "“We will hold the pass,” General Ruda Tamm was quoted as saying by the Veld Courier.",
            {("General Ruda Tamm", "“We will hold the pass,”", ("General Ruda Tamm", "the Veld Courier"))},
        ),
        (
            "Ida Rehn plans to resign in May, according to two aides.",
            {
                ("two aides", "Ida Rehn plans to resign in May", ("two aides",)),
                ("Ida Rehn", "to resign in May", ("Ida Rehn", "two aides")),
            },
        ),
        (
            "“We are ready,” Ida Rehn said, according to the Northern Institute.",
            {("Ida Rehn", "“We are ready,”", ("Ida Rehn", "the Northern Institute"))},
        ),
        (
            "The Coast Herald, quoting two diplomats, said Sorvia had closed its border.",
            {
                ("The Coast Herald", "Sorvia had closed its border", ("The Coast Herald",)),
                ("two diplomats", "Sorvia had closed its border", ("two diplomats", "The Coast Herald")),
            },
        ),
        (
            "State television quoted the general as saying that the city had fallen.",
            {
                ("State television", "the general as saying that the city had fallen", ("State television",)),
                ("the general", "the city had fallen", ("the general", "State television")),
            },
        ),
        (
            "The claim by the Sorvian army that it holds the town could not be verified.",
            {("the Sorvian army", "it holds the town", ("the Sorvian army",))},
        ),
        (
            "TORVALD: The vote was fair. RAMOS: It was not.",
            {("TORVALD", "The vote was fair.", ("TORVALD",)), ("RAMOS", "It was not.", ("RAMOS",))},
        ),
        (
            "“Nobody asked us.” — Mira Oster, teacher",
            {("Mira Oster", "“Nobody asked us.”", ("Mira Oster",))},
        ),
    ],
)
def test_who_says_what_and_through_whom(text: str, expected: set[tuple[str | None, str, tuple[str, ...]]]) -> None:
    assert told(reading_of(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Three unions have endorsed Rehn, and voters love her.",
        "The opposition did not mention the treaty.",
        "If the council agrees to raise fares, riders will pay more.",
        "I have always said that the harbour needs a new crane.",
    ],
)
def test_attitudes_suppositions_and_the_writer_himself_are_no_statements(text: str) -> None:
    assert told(reading_of(text)) == set()


def test_what_a_speaker_thinks_in_his_own_words_is_no_second_statement() -> None:
    assert len(reading_of("“I think we can win,” Rehn said.").statements) == 1
    assert len(reading_of("Rehn said she thought the bridge was safe.").statements) == 1


def test_an_aside_behind_a_name_is_no_part_of_the_hop() -> None:
    (statement,) = reading_of("A spokesman, reached by the news site Lantern, said the road was open.").statements
    assert chain(statement) == ["A spokesman", "the news site Lantern"]


def test_an_agency_that_the_text_names_is_not_said_again_by_the_page_s_credit() -> None:
    reading = reading_of(
        "“The bridge will stay shut,” Mayor Ida Rehn said, the news agency Coast Press reported.",
        agency=("Coast Press", "Hill Wire"),
    )
    (statement,) = [one for one in reading.statements if "bridge" in words(reading, one)[2] and not one.within][:1]
    assert [name.removeprefix("the news agency ") for name in chain(statement)][-2:] == ["Coast Press", "Hill Wire"]
    assert sum("Coast Press" in name for name in chain(statement)) == 1
