"""How far somebody stands for an event: each sentence with its event marked, and about how factual a reader takes it."""

from __future__ import annotations

import re

import pytest

from according.language import parse
from according.model import Party, Span, Stance, Statement, Words
from according.reading.factuality import factuality_at

HAPPENED = [
    "The guards *crossed* the river.",
    "Vane managed to *leave* the island.",
    "She regretted that the boat had *sunk*.",
    "They were forced to *retreat*.",
    "The strike *began* because the mine had closed.",
    "After *leaving* Lenn, the envoy flew home.",
]
NOT = [
    "The guards did not *cross* the river.",
    "Vane failed to *reach* the island.",
    "The premier refused to *resign*.",
    "The crew never *left*.",
    "They left without *paying*.",
    "Nobody *crossed* the river.",
    "A strike was averted when a *deal* was not reached.",
    "The council averted a *strike*.",
    "The police prevented the men from *leaving*.",
]
OPEN = [
    "The guards may *cross* the river.",
    "Vane wants to *visit* the island.",
    "If the guards *cross* the river, the fleet will sail.",
    "The council asked whether the boat had *sunk*.",
    "Velmora tried to *seize* the boat.",
    "The opposition called for a *strike*.",
    "Has the boat *sunk*?",
]
PLANNED = [
    "The guards will *cross* the river.",
    "Vane plans to *visit* the island.",
    "Velmora promised to *free* the crew.",
]


def value(text: str) -> float:
    before, trigger, after = re.split(r"\*", text)
    plain = before + trigger + after
    parsed = parse(plain, (Span(0, len(plain)),))
    (writer,) = factuality_at(parsed, Span(len(before), len(before) + len(trigger)), ())
    assert writer.holder is None
    return writer.value


@pytest.mark.parametrize("text", HAPPENED)
def test_what_is_told_as_done_is_nearly_certain(text: str) -> None:
    assert value(text) >= 2.5


@pytest.mark.parametrize("text", NOT)
def test_what_is_told_as_not_done_is_below_zero(text: str) -> None:
    assert value(text) <= -1.5


@pytest.mark.parametrize("text", OPEN)
def test_what_is_left_open_is_neither(text: str) -> None:
    assert -0.5 <= value(text) <= 1.6


@pytest.mark.parametrize("text", PLANNED)
def test_what_is_planned_lies_between_open_and_done(text: str) -> None:
    assert 1.0 < value(text) < 3.0


def statement(text: str, cue: str, content: str, actor: str, stance: Stance = "neutral") -> Statement:
    def words(part: str) -> Words:
        return Words((Span(text.index(part), text.index(part) + len(part)),))

    return Statement(f"s{actor}", None, "indirect", "assert", stance, Party(None, actor), words(cue), words(content))


@pytest.mark.parametrize(
    ("cue", "stance", "writer"),
    [("said", "neutral", 0.0), ("admitted", "neutral", 3.0), ("claimed", "denies", -3.0), ("noted", "endorses", 3.0)],
)
def test_what_a_source_says_the_writer_stands_for_only_where_he_takes_it_for_true(
    cue: str, stance: Stance, writer: float
) -> None:
    text = f"Velmora {cue} the fleet seized the boat."
    parsed = parse(text, (Span(0, len(text)),))
    seized = Span(text.index("seized"), text.index("seized") + 6)
    values = factuality_at(parsed, seized, [statement(text, cue, "the fleet seized the boat", "velmora", stance)])
    assert [(one.holder, one.value) for one in values] == [(None, writer), ("velmora", 3.0)]


def test_every_source_of_the_chain_has_a_value() -> None:
    text = "Reuters reported that Vane denied that the fleet seized the boat."
    parsed = parse(text, (Span(0, len(text)),))
    seized = Span(text.index("seized"), text.index("seized") + 6)
    chain = [
        statement(text, "reported", "Vane denied that the fleet seized the boat", "reuters"),
        statement(text, "denied", "the fleet seized the boat", "vane"),
    ]
    values = factuality_at(parsed, seized, chain)
    assert [(one.holder, one.value) for one in values] == [(None, 0.0), ("reuters", 0.0), ("vane", -2.6)]
