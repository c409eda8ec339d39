"""How alike two reports are, and in what."""

from according.comparison.likeness import likeness
from according.comparison.rarity import rarity
from according.comparison.reports import Report, texts_to_encode
from according.comparison.vectors import released
from tests.sample import reading_of

FLOOD = (
    "The river Orl rose above the quays of Tamsel on Friday, the water board of Ostmark said. Engineer Ida Korn said the dyke at Brunn would hold until Sunday.",
)
FLOOD_NEXT_DAY = (
    "Soldiers carried sandbags to the dyke at Brunn on Saturday after the river Orl had flooded Tamsel. The dyke might not hold, Ida Korn said.",
)
MATCH = ("Tamsel beat Brunn 3-1 on Friday and lead the league of Ostmark by four points, Coach Per Alm said.",)


def report(paragraphs: tuple[str, ...]) -> Report:
    reading = reading_of(*paragraphs)
    texts = texts_to_encode(reading)
    return Report(reading, dict(zip(texts, released().encode(list(texts.values())), strict=True)))


def test_a_rare_word_is_more_telling_than_a_common_one() -> None:
    assert rarity("the") == 0
    assert rarity("said") < rarity("river") < rarity("flood") < rarity("sandbags") <= 1
    assert rarity("xyzzyq") == 1


def test_the_same_event_is_more_alike_than_the_same_towns() -> None:
    flood, next_day, match = report(FLOOD), report(FLOOD_NEXT_DAY), report(MATCH)
    assert likeness(flood, next_day).total > likeness(flood, match).total + 0.3


def test_which_report_stands_first_does_not_change_how_alike_they_are() -> None:
    flood, next_day = report(FLOOD), report(FLOOD_NEXT_DAY)
    assert abs(likeness(flood, next_day).total - likeness(next_day, flood).total) < 1e-6


def test_what_is_said_to_be_shared_stands_in_both() -> None:
    flood, next_day = report(FLOOD), report(FLOOD_NEXT_DAY)
    like = likeness(flood, next_day)
    assert any(name.endswith("Ida Korn") for name in like.names)
    assert {"dyke", "river"} <= set(like.words)
    assert "said" not in like.words
    for word in (*like.names, *like.words):
        assert word in flood.text
        assert word.removeprefix("Engineer ") in next_day.text


def test_two_texts_without_names_or_words_are_not_alike() -> None:
    assert likeness(report(("1 2 3.",)), report(("4 5 6.",))).names == ()
