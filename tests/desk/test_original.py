"""Words of an article are found again in the very source of the page, whatever its markup puts between them."""

from __future__ import annotations

from pathlib import Path

import pytest

from according import dossier
from according.article.charset import decode
from according.article.extract import extract
from according.desk.original import cleaned, excerpt, locate, node_at, start_tag, words_of
from according.errors import PageError
from according.model import Page, Span


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


def test_an_element_whose_words_are_a_script_is_shown_by_its_start_tag() -> None:
    source = '<html><head>\n<script type="application/ld+json">{"a": 1}</script></head><body><p>x</p></body></html>'
    node = node_at(source, "/html/head/script", "x.html")
    assert node is not None
    tag = start_tag(source, node)
    assert tag is not None
    assert tag.of(source) == '<script type="application/ld+json">'


def test_the_words_of_an_element_leave_out_its_scripts() -> None:
    node = node_at("<html><body><div>One <script>two</script><b>three</b></div></body></html>", "/html/body/div", "x")
    assert node is not None
    assert words_of(node) == "One three"


DOSSIER = sorted(Path(dossier.__path__[0]).glob("pages/*.html"))


@pytest.mark.skipif(not DOSSIER, reason="the shipped dossier has no pages yet")
def test_every_paragraph_of_the_dossier_is_found_in_its_page() -> None:
    for path in DOSSIER:
        page = Page(str(path), path.read_bytes(), "html", "2024-04-10T00:00:00Z")
        article, source = extract(page), decode(page)
        for paragraph in article.paragraphs:
            words = paragraph.of(article.text)
            assert locate(source, words, Span(0, len(words))), (path.name, words)
