"""Words stand behind a name with how they were said; what somebody declined to say is not what they said."""

from __future__ import annotations

import pytest

from according.comparison.comparison import Comparison
from according.findings import Finding, Passage, Quotation, Voice
from according.model import Act, Form, Span
from according.record.record import Record
from according.told import Manner, all_as_told, as_told


@pytest.mark.parametrize(
    ("text", "cue", "words", "act", "shown"),
    [
        ("The ministry declined to say where the convoy was.", "declined", "to say where the convoy was", "deny",
         "declined to say where the convoy was"),
        ("The envoys urged Halvard to keep its guns silent.", "urged", "Halvard to keep its guns silent", "request",
         "urged Halvard to keep its guns silent"),
        ("The army has not said that it will leave.", "said", "that it will leave", "assert",
         "not said that it will leave"),
        ("Neither court said that the vote was fair.", "said", "that the vote was fair", "assert",
         "Neither court said that the vote was fair"),
        ("Torn told them to open the gate.", "told", "them to open the gate", "request", "told them to open the gate"),
        ("The depot had been named as safe, the mayor wrote.", "wrote", "The depot had been named as safe", "assert",
         "The depot had been named as safe, the mayor wrote"),
        ("It was spent, but the mayor said that the money was there.", "said", "that the money was there", "assert",
         "that the money was there"),
        ("Torn has said in an interview that the gates will open.", "said in an interview", "that the gates will open",
         "commit", "that the gates will open"),
        ("According to the agency, the gates are shut.", "According to", "the gates are shut", "assert",
         "the gates are shut"),
        ("Torn denied it.", "denied", "it", "deny", "denied it"),
        ("Torn, who denied it, left.", "denied", "Torn, who denied it", "deny", "Torn, who denied it"),
    ],
)  # fmt: skip
def test_words_are_shown_with_the_cue_that_turns_them(text: str, cue: str, words: str, act: Act, shown: str) -> None:
    form: Form = "indirect"
    manner = Manner((place(text, cue),), act, form)
    told = as_told(text, manner, passage(text, words))
    assert told is not None
    assert told.words == shown == told.span.of(text)


def test_words_are_not_shown_as_said_where_their_cue_is_far_off() -> None:
    text = f"The ministry denied what follows.\n\n{'The road runs along the river. ' * 8}The convoy was seen at noon."
    manner = Manner((place(text, "denied"),), "deny", "indirect")
    assert as_told(text, manner, passage(text, "The convoy was seen at noon")) is None


def test_no_list_has_somebody_say_what_they_declined_denied_or_asked(dossier: Record) -> None:
    comparison = Comparison(dossier)
    found: list[Finding] = list(comparison.each("quotation"))
    with dossier.asking() as connection:
        told = all_as_told(connection, found)
    shown = {" ".join(voice.reports[0].passage.words.split()) for one in told for voice in _voices(one)}
    assert "declined to say where the battalions were quartered" in shown
    assert "declared Brankov the winner of the February 25 vote with 58.4 percent" in shown
    assert not any(
        words.startswith(("to say where", "that the police used live", "that his name be")) for words in shown
    )
    # Nothing but what is shown of them has changed.
    assert [one.id for one in told] == [one.id for one in found]


def _voices(one: Finding) -> tuple[Voice, ...]:
    return one.origins.voices if isinstance(one, Quotation) else ()


def place(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def passage(text: str, words: str) -> Passage:
    return Passage("a1", "page.html", None, None, "s1", None, place(text, words), words)
