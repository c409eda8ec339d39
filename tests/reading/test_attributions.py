"""Who said what, as the released model finds it."""

from __future__ import annotations

import itertools
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.errors import ModelError
from according.language import ParsedText, parse
from according.model import Span
from according.reading import attributor
from according.reading.attributions import Attribution, find_attributions, find_within
from according.reading.attributor import Attributor
from according.reading.decoding import CONTENT, CUE, NONE, SOURCE, best_roles
from according.reading.features import QUOTATION, case_shape, quotation_states

DEV = Path(__file__).parents[3] / "shared" / "polnear" / "dev"


def parsed(*paragraphs: str) -> ParsedText:
    starts = [sum(len(paragraph) + 2 for paragraph in paragraphs[:number]) for number in range(len(paragraphs))]
    spans = [Span(start, start + len(paragraph)) for start, paragraph in zip(starts, paragraphs, strict=True)]
    return parse("\n\n".join(paragraphs), spans)


def words_of(found: Attribution, text: str) -> tuple[str, str, str]:
    return (
        " … ".join(span.of(text) for span in found.source),
        " … ".join(span.of(text) for span in found.cue),
        " … ".join(span.of(text) for span in found.content),
    )


def only(text: str) -> tuple[str, str, str]:
    """The one attribution of a paragraph as words, quotation marks and full stops left aside."""
    (found,) = find_attributions(parsed(text))
    source, cue, content = words_of(found, text)
    return source, cue, content.strip("“”\".,' ")


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        (
            "The ministry said that the bridge would stay closed.",
            "The ministry",
            "said",
            "that the bridge would stay closed",
        ),
        (
            "The bridge will stay closed, according to the ministry.",
            "the ministry",
            "according to",
            "The bridge will stay closed",
        ),
        ("“We will not open the bridge,” said Ada Lunt.", "Ada Lunt", "said", "We will not open the bridge"),
        ('"We will not open the bridge," Ms. Lunt told reporters.', "Ms. Lunt", "told", "We will not open the bridge"),
        ("Lunt believes the talks will fail.", "Lunt", "believes", "the talks will fail"),
    ],
)
def test_a_plain_attribution_is_found_with_its_source_cue_and_content(
    text: str, source: str, cue: str, content: str
) -> None:
    found_source, found_cue, found_content = only(text)
    assert (found_source, found_content) == (source, content)
    assert cue in found_cue


def test_a_cue_between_two_halves_of_a_quotation_gets_both() -> None:
    text = "“We agreed in May,” the envoy said, “that the border stays open.”"
    (found,) = find_attributions(parsed(text))
    assert [span.of(text).strip("“”,. ") for span in found.content] == [
        "We agreed in May",
        "that the border stays open",
    ]
    assert [span.of(text) for span in found.source] == ["the envoy"]


def test_two_attributions_in_one_sentence_keep_their_sources_apart() -> None:
    text = "The mayor said the dam was safe, but the engineers warned that it could break."
    found = find_attributions(parsed(text))
    assert [words_of(one, text)[0] for one in found] == ["The mayor", "the engineers"]


def test_prose_without_attributions_gives_none() -> None:
    text = "The bridge is forty metres long. Two trucks crossed it on Monday, and snow fell in the night."
    assert find_attributions(parsed(text)) == ()


def test_a_content_is_read_again_by_itself() -> None:
    text = "The agency reported that Lunt had said that the bridge would stay closed."
    one = parsed(text)
    (outer,) = find_attributions(one)
    (inner,) = find_within(one, outer.content)
    assert [words_of(found, text)[0] for found in inner] == ["Lunt"]
    assert all(outer.content[0].holds(span) for found in inner for span in found.source + found.cue + found.content)


def test_what_stands_around_a_content_does_not_change_what_is_found_in_it() -> None:
    content = "Lunt had said that the bridge would stay closed"
    here = parsed(f"The agency reported that {content}.")
    start = here.text.index(content)
    together = find_within(here, [Span(start, start + len(content)), Span(0, 10)])
    assert find_within(here, [Span(start, start + len(content))])[0] == together[0]
    assert together[1] == ()


def test_the_same_text_is_read_alike_whatever_was_read_before() -> None:
    text = "The ministry said on Monday that the bridge, which was hit in May, would stay closed until spring."
    first = find_attributions(parsed(text))
    find_attributions(parsed("Lunt said no.", "“Never,” he added."))
    assert find_attributions(parsed(text)) == first


def test_places_are_code_points_of_the_whole_text() -> None:
    paragraphs = ("😀 A first paragraph, e\u0301te\u0301.", "🇦🇶 The ministry said the bridge would stay closed 👩‍👩‍👧.")
    one = parsed(*paragraphs)
    (found,) = find_attributions(one)
    assert found.source[0].of(one.text) == "The ministry"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=200), min_size=1, max_size=3))
def test_any_text_gives_ordered_places_inside_it(paragraphs: list[str]) -> None:
    one = parsed(*paragraphs)
    found = find_attributions(one)
    nested = find_within(one, [Span(0, len(one.text))])
    for attribution in (*found, *(inner for row in nested for inner in row)):
        for spans in (attribution.source, attribution.cue, attribution.content):
            assert all(0 <= span.start < span.end <= len(one.text) for span in spans)
            assert all(before.end <= after.start for before, after in itertools.pairwise(spans))
        assert attribution.cue
        assert attribution.content
        assert 0 <= attribution.score <= 1


@pytest.mark.parametrize(
    "text", ["x" * 50_000, "“" * 3_000, '"' * 3_000, "said " * 3_000, "“a” " * 2_000, "👩‍👩‍👧‍👦" * 2_000, "قال " * 500]
)
def test_strange_texts_are_read_like_any_other(text: str) -> None:
    one = parsed(text)
    assert all(span.end <= len(text) for found in find_attributions(one) for span in found.cue + found.content)


def test_a_file_that_is_not_the_released_one_is_refused(tmp_path: Path) -> None:
    copy = shutil.copytree(attributor.WEIGHTS, tmp_path / "weights")
    with (copy / "frames.onnx").open("ab") as file:
        file.write(b"\0")
    with pytest.raises(ModelError, match=r"frames\.onnx is not the released one"):
        Attributor(copy)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"model\.json cannot be read"):
        Attributor(tmp_path)


def test_the_released_files_are_at_most_25_megabytes() -> None:
    assert sum(path.stat().st_size for path in attributor.WEIGHTS.glob("*.onnx")) <= 25_000_000


def test_the_best_row_of_roles_has_one_cue_around_its_anchor_and_one_source() -> None:
    scores = np.zeros((1, 6, 4), dtype=np.float32)
    for place, role in enumerate((SOURCE, CUE, CONTENT, SOURCE, CUE, CONTENT)):
        scores[0, place, role] = 5 - place / 10
    roles = best_roles(scores, np.ones((1, 6), dtype=np.float32), np.array([1]), np.zeros((4, 4), dtype=np.float32))
    assert roles.tolist() == [[SOURCE, CUE, CONTENT, NONE, NONE, CONTENT]]


def test_padding_has_no_role_and_changes_nothing() -> None:
    chance = np.random.default_rng(1)
    scores = chance.normal(size=(2, 8, 4)).astype(np.float32)
    inside = np.ones((2, 8), dtype=np.float32)
    inside[1, 5:] = 0
    moves = chance.normal(size=(4, 4)).astype(np.float32)
    both = best_roles(scores, inside, np.array([3, 2]), moves)
    alone = best_roles(scores[1:, :5], inside[1:, :5], np.array([2]), moves)
    assert both[1].tolist() == [*alone[0].tolist(), NONE, NONE, NONE]


def test_quotations_are_followed_by_their_marks_and_an_unclosed_one_is_told_apart() -> None:
    states = [QUOTATION[state] for state in quotation_states(["He", "said", "“", "no", "”", ".", '"', "Yes"])]
    assert states[2:] == ["opening mark", "inside", "closing mark", "outside", "opening mark", "inside an unclosed one"]


@pytest.mark.parametrize(
    ("word", "shape"),
    [("bridge", 0), ("Lunt", 1), ("NATO", 2), ("iPhone", 3), ("2020", 4), ("“", 5), ("😀", 6), ("I", 1)],
)
def test_the_case_of_a_word_is_one_of_seven(word: str, shape: int) -> None:
    assert case_shape(word) == shape


@pytest.mark.skipif(not DEV.is_dir(), reason="PolNeAR is not beside this checkout")
def test_on_polnear_most_attributions_are_found(tmp_path: Path) -> None:
    """On every third of its articles; the figures for all of them are measured by `python -m evaluation.attributions`."""
    from evaluation.attributions import parse_part  # noqa: PLC0415  # needed only where the corpus is
    from evaluation.polnear import beside, predictions, scorer  # noqa: PLC0415

    for kind in ("text", "attributions"):
        (tmp_path / kind).mkdir()
    for text in sorted((DEV / "text").glob("*.txt"))[::3]:
        for path in (text, *(DEV / "attributions").glob(f"{text.stem}_*.ann")):
            (tmp_path / path.parent.name / path.name).symlink_to(path)
    guesses = {name: predictions(find_attributions(one)) for name, one in parse_part(tmp_path).items()}
    figures = scorer(beside(DEV)).score(tmp_path, guesses)
    assert figures["attribution"]["gold"] > 500
    assert figures["attribution"]["f1"] > 0.70
    assert figures["attribution_exact"]["f1"] > 0.55
