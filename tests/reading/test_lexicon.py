"""What users add to the lexicons: read from files, refused with a sentence, used in reading, and named when it fires."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.reading.marked import marked

from according.errors import SettingError
from according.model import Article, Span
from according.reading.acts import act_of
from according.reading.certainty import certainty_of
from according.reading.conditions import condition_of
from according.reading.explanation import explain_all
from according.reading.lexicon import NOTHING, read_lexicons, using
from according.reading.reader import read
from according.reading.stances import stance_of

MINE = """\
acts:
  commit: sign up to
  accuse: [finger, point a finger at]
stances:
  distances: breathlessly
stance cues:
  denies: confabulate
certainty:
  likely: in the cards, odds-on
  even: [Touch and go]
conditions:
  clause: on the off chance that
  phrase: hinging on
events:
  PROTEST:
    - verbs: bang
      object: pot
"""


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    (tmp_path / "mine.yaml").write_text(MINE, encoding="utf-8")
    return tmp_path / "mine.yaml"


def test_an_act_of_the_users_own(mine: Path) -> None:
    sentence = marked("[Vane] {fingered} <the owners for the spill>.")
    assert act_of(*sentence) != "accuse"
    with using(read_lexicons([mine])):
        assert act_of(*sentence) == "accuse"
        assert act_of(*marked("[Lisk] {signed up to} <a patrol of the strait>.")) == "commit"
    assert act_of(*sentence) != "accuse"


def test_a_stance_of_the_users_own(mine: Path) -> None:
    beside = marked("[The paper] {breathlessly reported} <that the fleet had sailed>.")
    cue = marked("[The admiral] {confabulated} <that the fleet had sailed>.")
    assert stance_of(*beside) == stance_of(*cue) == ("neutral", None)
    with using(read_lexicons([mine])):
        assert stance_of(*beside)[0] == "distances"
        assert stance_of(*cue)[0] == "denies"


@pytest.mark.parametrize(
    ("words", "band"), [("in the cards", "likely"), ("odds-on", "likely"), ("touch and go", "even")]
)
def test_a_certainty_of_the_users_own(mine: Path, words: str, band: str) -> None:
    parsed, found = marked(f"[Vane] {{said}} <rain was {words}>.")
    assert certainty_of(parsed, found) is None
    with using(read_lexicons([mine])):
        sure = certainty_of(parsed, found)
        assert sure is not None
        assert (sure.cue.of(parsed.text), sure.band) == (words, band)


@pytest.mark.parametrize(
    ("marker", "rest"), [("on the off chance that", "the strait freezes"), ("hinging on", "a truce")]
)
def test_a_condition_of_the_users_own(mine: Path, marker: str, rest: str) -> None:
    parsed, found = marked(f"[Vane] {{said}} <Skarne will send two ships, {marker} {rest}>.")
    assert condition_of(parsed, found) is None
    with using(read_lexicons([mine])):
        condition = condition_of(parsed, found)
        assert condition is not None
        assert (condition.kind, condition.span.of(parsed.text)) == (marker, rest)


def test_a_folder_and_a_file_of_frames_are_read_together(tmp_path: Path, mine: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "b.yml").write_text("certainty:\n  remote: pigs might fly\n", encoding="utf-8")
    (tmp_path / "folder" / "a.yaml").write_text("events:\n  AID:\n    - verbs: ferry\n", encoding="utf-8")
    (tmp_path / "frames.yaml").write_text("PROTEST:\n  - verbs: hoot\n", encoding="utf-8")
    added = read_lexicons([tmp_path / "folder", mine], [tmp_path / "frames.yaml"])
    assert {frame.head for frame in added.frames} == {"ferry", "bang", "hoot"}
    assert added.of("certainty")[0].words == "pigs might fly"
    assert added == read_lexicons([tmp_path / "folder", mine], [tmp_path / "frames.yaml"])
    assert added != read_lexicons([mine])


def test_what_is_added_holds_for_its_own_readings_only(mine: Path) -> None:
    text = "Women banged pots against the government, and Vane said rain was in the cards."
    article = Article("a", "a", None, None, (), (), None, None, None, None, "en", text, (Span(0, len(text)),))
    (plain,) = read([article])
    (told,) = read([article], added=read_lexicons([mine]))
    assert [event.type for event in told.events] == ["PROTEST"]
    assert [one.certainty and one.certainty.band for one in told.statements] == ["likely"]
    assert plain.events == ()
    assert (plain,) == tuple(read([article]))


def test_each_layer_names_the_entry_and_the_file(mine: Path) -> None:
    sentence = (
        "Minister Ilva Torn breathlessly told reporters that a truce was in the cards only if the shelling stops."
    )
    told = "\n".join(explain_all(sentence, read_lexicons([mine])))
    assert "stance distances: 'breathlessly' fits 'breathlessly' (" in told
    assert "mine.yaml line 5, stances, distances)" in told
    assert "mine.yaml line 9, certainty, likely)" in told
    assert "'only if' fits 'only if' (conditions.py, clause markers)" in told
    assert "'told' fits 'tell' (acts.yaml, open)" in told


def test_a_denied_band_says_what_it_was_before() -> None:
    told = "\n".join(explain_all("Premier Rasmus said it was not likely that the troops would leave."))
    assert "certainty unlikely: 'likely' fits 'likely' (certainty.yaml, likely), denied: unlikely" in told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("moods:\n  sad: alas", r"Line 1 of the lexicon .*mine.yaml has the section 'moods'; the sections are events, acts"),
        ("acts:\n  commit: vow\n  swear: swear", r"Line 3 of .* has 'swear' under acts; it must be one of assert, "),
        ("certainty:\n  probable: odds-on", r"Line 2 of .* has 'probable' under certainty; .* remote, very unlikely"),
        ("certainty: odds-on", r"Line 1 of .* has no entries for certainty; give words by one of remote"),
        ("acts:\n  commit:\n    - {a: b}", r"Line 3 of .* has no words under acts, commit; give words or a list"),
        ("acts:\n  commit: one two three four five six seven eight nine", r"Line 2 of .* one to 8 words"),
        ("acts:\n  commit: '...'", r"Line 2 of .* has the entry '...' under acts"),
        ("acts:\n  commit: vow\nacts:\n  deny: nay", r"each once"),
        ("- acts", r"has no sections; the sections are"),
        ("acts: [", r"is not YAML"),
        ("events:\n  DANCE:\n    - verbs: dance", r"has the type 'DANCE'"),
    ],
)  # fmt: skip
def test_an_entry_that_is_none_is_refused_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingError, match=told):
        read_lexicons([tmp_path / "mine.yaml"])


def test_a_place_without_lexicons_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"has no \.yaml file"):
        read_lexicons([tmp_path])
    with pytest.raises(SettingError, match="cannot be read"):
        read_lexicons([tmp_path / "nothing.yaml"])
    (tmp_path / "empty.yaml").write_text("# nothing yet\n")
    assert read_lexicons([tmp_path / "empty.yaml"]) == NOTHING


def test_the_same_files_are_put_together_once(mine: Path) -> None:
    with using(read_lexicons([mine])) as first, using(read_lexicons([mine])) as second:
        assert first is second
