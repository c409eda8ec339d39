"""Words of an article are found again in the very source of the page, whatever its markup puts between them."""

from __future__ import annotations

import pytest

from according.desk.original import cleaned, excerpt, locate, node_at
from according.errors import PageError
from according.model import Span


def found(source: str, paragraph: str, words: str, near_line: int | None = None) -> str | None:
    start = paragraph.index(words)
    place = locate(source, paragraph, Span(start, start + len(words)), near_line)
    return place and place.of(source)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p>The guard is ready, she said.</p>", "guard is ready"),
        ("<p>The <b>guard</b>\n   is <!-- not --> ready, she said.</p>", "guard</b>\n   is <!-- not --> ready"),
        ("<p>The guard&nbsp;is&#32;ready, she&#x20;said.", "guard&nbsp;is&#32;ready"),
        ("<script>The guard is ready, she said.</script><p>The guard <i>is ready, she said.", "guard <i>is ready"),
        ('<meta content="The guard is ready, she said."><p>The guard is<br>ready, she said.', "guard is<br>ready"),
        ("a < b & c <p>The guard is ready, she said.", "guard is ready"),
    ],
)
def test_words_are_found_through_tags_entities_and_spaces(source: str, words: str) -> None:
    assert found(source, "The guard is ready, she said.", "guard is ready") == words


def test_an_entity_in_the_words_is_shown_as_it_was_served() -> None:
    assert found("<p>&ldquo;No&rdquo; &mdash; Varga&hellip;</p>", "“No” — Varga…", "“No”") == "&ldquo;No&rdquo;"


def test_a_word_that_occurs_often_is_found_in_its_own_paragraph() -> None:
    source = "<p>No.</p>\n<p>He said: no, no.</p>\n<p>No.</p>"
    place = locate(source, "He said: no, no.", Span(13, 15))
    assert place is not None
    assert source[: place.start].endswith("He said: no, ")


def test_of_two_equal_paragraphs_the_one_at_the_elements_line_is_taken() -> None:
    source = "<p>No.</p>\n<p>Yes.</p>\n<p>No.</p>"
    place = locate(source, "No.", Span(0, 2), near_line=3)
    assert place is not None
    assert excerpt(source, place).line == 3


def test_words_that_the_page_does_not_have_are_not_found() -> None:
    assert found("<p>Something else.</p>", "The guard", "guard") is None


def test_emoji_and_combining_marks_do_not_shift_the_place() -> None:
    paragraph = "👩‍🚒 Zoe\u0301 said no."
    assert found(f"<p>{paragraph}</p>", paragraph, "said no") == "said no"


def test_a_page_that_no_parser_may_see_is_refused() -> None:
    with pytest.raises(PageError, match="deep"):
        cleaned("<div>" * 5000, "deep.html")


@pytest.mark.parametrize(
    "xpath", ["//p", "count(//p)", "/html/body/p[last()]", "/html/body/../*", "/html|/x", "x" * 9000]
)
def test_an_xpath_that_names_no_single_element_is_not_evaluated(xpath: str) -> None:
    assert node_at("<html><body><p>x</p></body></html>", xpath, "x.html") is None


def test_a_cleaned_page_keeps_its_words_and_nothing_that_acts() -> None:
    html = (
        '<body onload="x()"><p id="here" style="x" class="y">Words <a href="javascript:x()">led</a></p><p>Here</p>'
        '<img src=x onerror=x()><iframe src="//evil.example"></iframe><form><input></form><svg><script>x()</script></svg>'
        "<style>*{}</style><math><mtext></mtext></math></body>"
    )
    assert (
        cleaned(html, "x.html", "/html/body/p[2]").replace("\n", "") == '<p>Words <a>led</a></p><p id="here">Here</p>'
    )
