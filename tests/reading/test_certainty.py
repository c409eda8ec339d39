"""How surely it is said: each sentence with the words that say so and their band, or none."""

from __future__ import annotations

from typing import get_args

import pytest
from tests.reading.marked import marked

from according.model import Band
from according.reading.certainty import band_of, bands, certainty_of

QUALIFIED = [
    # The two rows of words of the standard.
    ("[The service] {said} <there is almost no chance that the dam will hold>.", "almost no chance", "remote"),
    ("[The service] {said} <the odds of a flood were remote>.", None, None),
    ("[The service] {said} <a flood is very unlikely this month>.", "very unlikely", "very unlikely"),
    ("[The service] {said} <a flood is highly improbable>.", "highly improbable", "very unlikely"),
    ("[The service] {said} <the dam is unlikely to break>.", "unlikely", "unlikely"),
    ("[The service] {said} <a breach is improbable>.", "improbable", "unlikely"),
    ("[The service] {said} <there is a roughly even chance of a breach>.", "roughly even chance", "even"),
    ("[The service] {said} <the levee is likely to break>.", "likely", "likely"),
    ("[The service] {said} <the levee will probably break>.", "probably", "likely"),
    ("[The service] {said} <a breach is very likely>.", "very likely", "very likely"),
    ("[The service] {said} <a breach is highly probable>.", "highly probable", "very likely"),
    ("[The service] {said} <the levee will almost certainly break>.", "almost certainly", "certain"),
    ("[The service] {said} <a breach is nearly certain>.", "nearly certain", "certain"),
    # Other words.
    ("[Vane] {said} <the guards may leave on Friday>.", "may", "even"),
    ("[Vane] {said} <the guards might not come>.", "might", "even"),
    ("[Vane] {said} <the talks could fail>.", "could", "even"),
    ("[Vane] {said} <perhaps the crew had been warned>.", "perhaps", "even"),
    ("[Vane] {said} <it is possible that the crew was warned>.", "possible", "even"),
    ("[Vane] {said} <there was no doubt that Velmora was behind it>.", "no doubt", "certain"),
    ("[Vane] {said} <the pact was certainly dead>.", "certainly", "certain"),
    ("[Vane] {said} <the vote is expected to fail>.", "expected", "likely"),
    ("[The ministry] {expects} <the vote to fail>.", "expects", "likely"),
    ("[The ministry] {doubts} <that the vote will pass>.", "doubts", "unlikely"),
    ("<He> {allegedly} <sank the boat>.", "allegedly", "unsaid"),
    ("[The Courier] {wrote} <that the two men had reportedly met in Lenn>.", "reportedly", "unsaid"),
    ("[The Courier] {wrote} <that the crew had apparently been warned>.", "apparently", "unsaid"),
    ("[Vane] {said} <the crew appears to have been warned>.", "appears", "unsaid"),
    ("[Vane] {said} <there is a 70 percent chance of a breach>.", "70 percent chance", "likely"),
    ("[Vane] {said} <there was a one in five chance of a breach>.", "one in five chance", "unlikely"),
    # Denied.
    ("[Vane] {said} <the levee is not likely to break>.", "likely", "unlikely"),
    ("[Vane] {said} <a breach isn't very likely>.", "very likely", "unlikely"),
    ("[Vane] {said} <a breach is not unlikely>.", "unlikely", "likely"),
    ("[Vane] {said} <the vote is not expected to pass>.", "expected", "unlikely"),
    ("[The ministry] {does not expect} <the vote to pass>.", "expect", "unlikely"),
    # Nothing of the kind.
    ("[Vane] {said} <Skarne has certain obligations>.", None, None),
    ("[Vane] {said} <likely voters had moved away>.", None, None),
    ("[Vane] {said} <the guards would come as soon as possible>.", None, None),
    ("[Vane] {said} <the boats left in May>.", None, None),
    ("[Vane] {said} <she could see the smoke from her window>.", None, None),
    ("[Vane] {said} <they could not reach the crew>.", None, None),
    ("[Vane] {said} <the council must make sure the levee holds>.", None, None),
    ("[Vane] {said} <the bridge is open>.", None, None),
    ("[Vane] {said} <the man appeared in court on Friday>.", None, None),
    ("[Vane] {reportedly said} <the bridge is open>.", None, None),
    ("[Vane] {said} <a doctor told her the crew might live>.", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "cue", "band"), QUALIFIED)
def test_the_words_that_say_how_sure_and_their_band(text: str, cue: str | None, band: Band | None) -> None:
    parsed, found = marked(text)
    certainty = certainty_of(parsed, found)
    read = (certainty.cue.of(parsed.text), certainty.band) if certainty else (None, None)
    assert read == (cue, band)


def test_what_is_qualified_is_the_clause_and_not_the_whole_content() -> None:
    parsed, found = marked("[Vane] {said} <the crew was warned and the talks could fail this week>.")
    certainty = certainty_of(parsed, found)
    assert certainty is not None
    assert certainty.scope.of(parsed.text) == "the talks could fail this week"


def test_every_band_but_unsaid_has_the_per_cent_of_the_standard() -> None:
    table = bands()
    assert set(table) == set(get_args(Band))
    assert [table[band] for band in get_args(Band)] == [
        (1, 5),
        (5, 20),
        (20, 45),
        (45, 55),
        (55, 80),
        (80, 95),
        (95, 99),
        None,
    ]


@pytest.mark.parametrize(
    ("chance", "band"),
    [
        (3, "remote"),
        (10, "very unlikely"),
        (30, "unlikely"),
        (50, "even"),
        (70, "likely"),
        (90, "very likely"),
        (97, "certain"),
        (0, "remote"),
        (100, "certain"),
    ],
)
def test_a_chance_given_as_a_figure_lies_in_a_band(chance: float, band: Band) -> None:
    assert band_of(chance) == band
