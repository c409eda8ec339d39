"""Which language a text is in, told quickly where it is plain."""

from __future__ import annotations

import pkgutil
import sys
from importlib import import_module, util

import pytest
import spacy.lang

from according.article import tongue
from according.article.tongue import language_of

ENGLISH = (
    "The council of Velmora said on Tuesday that it would keep the harbour closed until the spring, because the ice "
    "that has come with the northern storms is not going to melt before then. Fishermen who had asked for their boats "
    "to be let out after the feast were told that they should wait, and that the council would pay what they lose. "
    "“We have been patient, but this is the third winter that we cannot work,” Oskar Lind told the radio, and he "
    "asked who will feed his children."
)
LANGUAGES = [
    found.name
    for found in pkgutil.iter_modules(spacy.lang.__path__)
    if found.ispkg and found.name != "en" and util.find_spec(f"spacy.lang.{found.name}.examples")
]


def test_plain_english_is_told_without_the_detector(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "py3langid", None)  # an import of it would fail
    assert language_of(ENGLISH, None) == "en"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_partly_in_another_language_is_left_to_the_detector(language: str) -> None:
    other = " ".join(import_module(f"spacy.lang.{language}.examples").sentences)
    for share in (300, 600, 900):
        for text in (other[:share] + " " + ENGLISH[: 1200 - share], ENGLISH[: 1200 - share] + " " + other[:share]):
            assert language_of(text, None) == tongue._detected(text[:1200])


@pytest.mark.parametrize("text", ["🙂 " * 40, "“ ” " * 40, "1 2 3 " * 20, "\u0301 " * 50])
def test_a_text_without_words_has_some_language_or_none(text: str) -> None:
    found = language_of(text, None)
    assert found is None or len(found) >= 2
