"""Statements, however they nest and cross, are marked in the text so that nothing of it is lost and HTML stays whole."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from according.desk.marking import Mark, Piece, lay_out, number, weave
from according.model import Span
from tests.desk import sample

TEXT = "The marshal said that officials had said the bridges were mined."
ROLES = st.sampled_from(("content", "source", "cue", "link", "condition"))


def written(parts: tuple[str | Piece, ...]) -> str:
    """Pieces as brackets: [role words]; a piece whose mark goes on before or after it has a ~ there."""
    return "".join(
        part
        if isinstance(part, str)
        else f"[{'' if part.opens else '~'}{part.mark.role} {written(part.parts)}{'' if part.closes else '~'}]"
        for part in parts
    )


def bare(parts: tuple[str | Piece, ...]) -> str:
    return "".join(part if isinstance(part, str) else bare(part.parts) for part in parts)


def covered(parts: tuple[str | Piece, ...], at: int = 0) -> tuple[dict[int, set[int]], int]:
    """For each mark (by the start it was given) the places of the text that its pieces cover."""
    places: dict[int, set[int]] = {}
    for part in parts:
        if isinstance(part, str):
            at += len(part)
            continue
        inner, end = covered(part.parts, at)
        for mark, held in inner.items():
            places.setdefault(mark, set()).update(held)
        places.setdefault(int(part.mark.of), set()).update(range(at, end))
        at = end
    return places, at


def test_a_statement_told_inside_another_is_marked_inside_it() -> None:
    outer = Mark("content", sample.at(TEXT, "officials had said the bridges were mined"))
    inner = Mark("content", sample.at(TEXT, "the bridges were mined"))
    source = Mark("source", sample.at(TEXT, "officials"))
    assert written(weave(TEXT, Span(0, len(TEXT)), [inner, source, outer])) == (
        "The marshal said that [content [source officials] had said [content the bridges were mined]]."
    )


def test_a_link_that_crosses_the_end_of_a_quotation_is_cut_there() -> None:
    content = Mark("content", sample.at(TEXT, "officials had said"))
    link = Mark("link", sample.at(TEXT, "said the bridges", after="had "))
    assert written(weave(TEXT, Span(0, len(TEXT)), [link, content])) == (
        "The marshal said that [content officials had [link said~]][~link  the bridges] were mined."
    )


def test_a_quotation_that_runs_over_paragraphs_goes_on_in_the_next() -> None:
    mark = Mark("content", Span(4, 30))
    assert written(weave(TEXT, Span(0, 16), [mark])) == "The [content marshal said~]"
    assert written(weave(TEXT, Span(16, 40), [mark])) == "[~content  that official]s had said"


@given(st.lists(st.tuples(ROLES, st.integers(0, 40), st.integers(1, 30)), max_size=8))
def test_no_mark_loses_or_gains_a_character(marks: list[tuple[str, int, int]]) -> None:
    made = [Mark(role, Span(start, start + length), of=str(n)) for n, (role, start, length) in enumerate(marks)]
    within = Span(5, len(TEXT))
    parts = weave(TEXT, within, made)
    assert bare(parts) == within.of(TEXT)
    places, _ = covered(parts, within.start)
    for mark in made:
        wanted = set(range(max(mark.span.start, within.start), min(mark.span.end, within.end)))
        assert places.get(int(mark.of), set()) == wanted


def test_nested_statements_are_numbered_under_the_one_that_tells_them() -> None:
    notes = [(note.number, note.statement.cue.spans[0].of(sample.TEXT)) for note in number(sample.reading().statements)]
    assert notes == [
        ("1", "told"), ("2", "said"), ("3", "According to"), ("3.1", "said"), ("3.1.1", "had told"), ("4", "denies"),
        ("5", "warned"), ("6", "said"),
    ]  # fmt: skip


def test_statements_that_claim_to_be_nested_in_each_other_are_all_shown() -> None:
    first, second, *_ = sample.reading().statements
    circle = (replace(first, within=second.id), replace(second, within=first.id))
    assert [note.number for note in number(circle)] == ["1", "2"]


def test_a_note_stands_at_the_paragraph_in_which_its_words_begin() -> None:
    paragraphs = lay_out(sample.reading())
    assert [[note.number for note in paragraph.notes] for paragraph in paragraphs] == [
        ["1", "2"],
        ["3", "3.1", "3.1.1", "4"],
        [],
        ["5", "6"],
    ]
    assert [paragraph.anchor.kind for paragraph in paragraphs].count("subheading") == 1


def test_each_statement_has_one_place_that_carries_its_number() -> None:
    def leading(parts: tuple[str | Piece, ...]) -> list[str]:
        pieces = [part for part in parts if isinstance(part, Piece)]
        return [
            found
            for piece in pieces
            for found in ([piece.mark.number] if piece.mark.leads and piece.opens else []) + leading(piece.parts)
        ]

    shown = [found for paragraph in lay_out(sample.reading()) for found in leading(paragraph.parts)]
    assert sorted(shown) == sorted({note.number for note in number(sample.reading().statements)})
