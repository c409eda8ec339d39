"""What a speaker's own side is, and that what it will do binds it: "Veltria will open the pass, its minister said"."""

from __future__ import annotations

import pytest
from tests.sample import article_of

from according.model import Act
from according.reading.declared import DeclaredActor
from according.reading.reader import read

WORLD = (
    DeclaredActor("Veltria", "country", "XAA", demonyms=("Veltrian", "Veltrians"), capital="Sarn"),
    DeclaredActor("Halmark", "country", "XAB", demonyms=("Halmarker", "Halmarkers"), capital="Dorp"),
    DeclaredActor("Ivo Brandt", "person", "XAA", "GOV", "Foreign Minister"),
    DeclaredActor("Odile Fass", "person", "XAA", "EDU", "historian"),
    DeclaredActor("State Rail", "organisation", "XAA", "BUS"),
)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Veltria will open the pass by 15 May, Foreign Minister Ivo Brandt said.", "commit"),
        ("Ivo Brandt warned that Veltria would bomb the dam if soldiers crossed the pass.", "threaten"),
        ("Veltria will open the pass by 15 May, historian Odile Fass said.", "assess"),
        ("Halmark will open the pass by 15 May, Foreign Minister Ivo Brandt said.", "assert"),
        ("State Rail will pay the wages by Friday, State Rail chief Ada Brun said.", "commit"),
        ("Veltria will open the pass by 15 May, two officials in Sarn said.", "assert"),
        ("Veltria has opened the pass, Foreign Minister Ivo Brandt said.", "assert"),
    ],
)
def test_what_ones_own_side_will_do_is_a_commitment(text: str, act: Act) -> None:
    (reading,) = read([article_of(text)], WORLD)
    assert [statement.act for statement in reading.statements] == [act]
