"""How surely a saying is told on its way, and where it hardened."""

from __future__ import annotations

from dataclasses import replace

import pytest

from according.comparison.hedges import harder, journey
from according.comparison.reports import Report
from according.model import Band, Certainty, Hop, Span, Statement
from tests.comparison.building import Said, report


def told(words: str, cue: str | None, band: Band | None, day: int) -> tuple[Report, Statement]:
    made = report(f"Officials said {words}.", [Said("Officials", "said", words)], published=f"2031-04-{day:02}")
    statement = made.reading.statements[0]
    if cue and band:
        start = made.text.index(cue)
        span = Span(start, start + len(cue))
        statement = replace(statement, certainty=Certainty(span, band, made.place_of(statement)))
    return made, statement


MAY = told("the ferries may stop on Friday", "may", "even", 1)
MIGHT = told("the ferries might stop on Friday", "might", "even", 2)
WILL = told("the ferries will stop on Friday", None, None, 3)
LIKELY = told("the ferries are likely to stop on Friday", "likely", "likely", 4)


def test_may_that_became_will_is_an_alert_at_the_statement_that_says_will() -> None:
    found = journey([WILL, MIGHT, MAY])
    assert found
    assert found.change == "hardened"
    assert found.alert == WILL[1].id
    assert [(stop.band, stop.cue and stop.cue.words) for stop in found.stops] == [
        ("even", "may"),
        ("even", "might"),
        (None, None),
    ]


def test_a_hedge_that_is_kept_held_and_one_that_is_added_softened() -> None:
    held = journey([MAY, MIGHT])
    assert held
    assert (held.change, held.alert) == ("held", None)
    softened = journey([WILL, LIKELY])
    assert softened
    assert (softened.change, softened.alert) == ("softened", None)


def test_a_question_left_open_and_a_source_that_is_named_harden_nothing() -> None:
    asked = told("the board asks whether the ferries stop on Friday", None, None, 3)
    left_open = journey([MAY, asked])
    assert left_open
    assert left_open.alert is None
    reportedly = told("the ferries reportedly stop on Friday", "reportedly", "unsaid", 1)
    named, statement = told("the ferries stop on Friday", None, None, 2)
    sourced = journey(
        [reportedly, (named, replace(statement, chain=(Hop("two captains", None, None, "relay", "text"),)))]
    )
    assert sourced
    assert sourced.alert is None
    unnamed = journey([reportedly, (named, replace(statement, chain=()))])
    assert unnamed
    assert unnamed.alert == statement.id


def test_what_nobody_hedged_has_no_way() -> None:
    assert journey([WILL]) is None
    assert journey([WILL, told("no ferry will sail on Friday", None, None, 5)]) is None


@pytest.mark.parametrize(
    ("one", "other"), [("even", "likely"), ("unlikely", "very unlikely"), ("unsaid", None), ("remote", None)]
)
def test_harder_is_farther_from_an_even_chance_on_either_side(one: Band | None, other: Band | None) -> None:
    assert harder(one, other)
    assert not harder(other, one)
