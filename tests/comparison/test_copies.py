"""Near copies: which text repeats which, how far, and the sentence that shows it."""

from according.comparison.copies import bands, copy_of

AGENCY = """The port of Anselm closed its outer basin on Tuesday after a crane fell across two barges, the harbour office said. \
No one was hurt, but the basin's only gate is blocked by steel that weighs some ninety tonnes.

Harbour master Ilse Vantor said divers would begin to cut the boom on Wednesday morning. “We will not open a gate that we \
cannot close again,” Vantor told reporters on the quay.

Eleven ships wait in the roads, three of them with grain for the inland mills, and two have turned back to Corvay. The mills \
have flour for nine days, the millers' guild said. The ministry of transport sent an inspector from the capital, who is \
to report by the end of the week on why the brake of the crane gave way in a light wind."""
PARAGRAPHS = AGENCY.split("\n\n")
OTHER = """Voters in the lake towns go to the polls on Sunday to choose a new assembly, the first since the union of the \
three valleys. Candidates spent the last day of the campaign at markets and in village halls, and most promised to keep the ferry."""


def test_a_text_under_another_masthead_is_a_whole_copy() -> None:
    copy = copy_of(AGENCY, "ANSELM (Tidewire) – " + AGENCY)
    assert copy is not None
    assert copy.extent == "whole"
    assert copy.share > 0.95


def test_a_copy_with_a_paragraph_cut_is_abridged() -> None:
    copy = copy_of(AGENCY, "\n\n".join(PARAGRAPHS[:2]) + "\n\nThe mayor is to visit on Friday.")
    assert copy is not None
    assert copy.extent == "abridged"


def test_a_paragraph_taken_over_among_others_is_embedded_and_its_sentence_is_shown() -> None:
    later = OTHER + "\n\n" + PARAGRAPHS[0] + "\n\n" + OTHER.replace("Sunday", "Monday")
    copy = copy_of(AGENCY, later)
    assert copy is not None
    assert copy.extent == "embedded"
    assert copy.original.of(AGENCY) == copy.copy.of(later)
    assert copy.original.of(AGENCY).startswith("The port of Anselm closed its outer basin")
    assert copy.original.of(AGENCY).endswith("said")


def test_two_reports_that_quote_the_same_words_are_no_copies() -> None:
    words = (
        "“We will open the gate for every ship that carries grain, on any day and at any hour, "
        "as long as the brake of the crane holds and the divers have left the water,”"
    )
    assert (
        copy_of(f"{OTHER}\n\n{words} the minister said.", f"{PARAGRAPHS[2]}\n\nAsked again: {words} she repeated.")
        is None
    )


def test_unlike_texts_are_no_copies_and_share_no_key() -> None:
    assert copy_of(AGENCY, OTHER) is None
    assert not set(bands(AGENCY)) & set(bands(OTHER))


def test_a_copy_is_found_by_a_shared_key() -> None:
    assert set(bands(AGENCY)) & set(bands("ANSELM (Tidewire) – " + "\n\n".join(PARAGRAPHS[:2])))


def test_typographic_and_straight_punctuation_are_the_same_words() -> None:
    straight = AGENCY.replace("“", '"').replace("”", '"')
    copy = copy_of(AGENCY, straight)
    assert copy is not None
    assert copy.extent == "whole"
    assert set(bands(AGENCY)) == set(bands(straight))


def test_texts_of_a_few_words_or_none_are_no_copies() -> None:
    assert copy_of("", "") is None
    assert copy_of("Too short", "Too short") is None
    assert bands("Too short") == []


def test_keys_stay_what_they_were() -> None:
    # Records keep them: when a new version of the library changes them, the comparison must be told (COMPARER).
    assert bands("one two three four five six")[:2] == ["0:[3571084926, 3536515436]", "2:[3669887724, 1178901380]"]
