"""Briefs: every sentence leads to its words, nothing on a page is markup, and it fails closed."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from sqlalchemy import update

from according.brief import Brief, Section, Sentence, brief
from according.brief_page import as_html, as_markdown, as_page
from according.comparison.comparison import AsOf, Comparison
from according.errors import NotOnRecordError
from according.findings import Commitment, Passage, Story
from according.model import Date, Span
from according.record.record import Record
from according.record.tables import articles


def passage(words: str) -> Passage:
    day = Date("2024-03-04", "2024-03-04", "day", "metadata")
    return Passage("a1", "page.html", "The Courier", day, "s1", None, Span(3, 3 + len(words)), words)


def of(words: str) -> Brief:
    sentence = Sentence(("Someone said: ", passage(words), "."))
    return Brief("A brief", (Section("Who says so", (sentence,)),), ())


def test_each_sentence_of_a_story_has_its_sources(dossier: Record) -> None:
    comparison = Comparison(dossier)
    for story in comparison.each("story"):
        page = brief(dossier, comparison, story.id)
        told = [line for section in page.sections for line in section.sentences]
        assert page.sections[0].heading == "What is told"
        assert all(line.passages for line in told[1:])
        assert not page.left_out
        shown = as_markdown(page)
        cited = {int(number) for number in re.findall(r" \[(\d+)\]", shown)}
        assert cited == set(range(1, len(page.sources) + 1))


def test_a_commitment_is_told_with_its_condition_and_its_end(dossier: Record) -> None:
    comparison = Comparison(dossier)
    ended = next(
        one for one in comparison.each("commitment")
        if isinstance(one, Commitment) and one.conditions and one.status == "withdrawn"
    )  # fmt: skip
    shown = as_markdown(brief(dossier, comparison, ended.id))
    assert "on the condition" in shown
    assert "it is withdrawn, as this program proposes" in shown
    assert " ".join(ended.conditions[0].passage.words.split()) in shown.replace("\\", "")


def test_a_line_whose_words_are_gone_is_left_out_and_named(dossier: Record) -> None:
    comparison = Comparison(dossier)
    story = next(one for one in comparison.each("story") if isinstance(one, Story) and len(one.members) > 3)
    whole = brief(dossier, comparison, story.id)
    gone = whole.sources[0].article
    with dossier.changing() as connection:
        text = dossier.article(gone).text
        connection.execute(update(articles).where(articles.c.id == gone).values(text="x" * len(text)))
    page = brief(dossier, comparison, story.id)
    assert page.left_out
    assert not any(source.article == gone for source in page.sources)
    assert "Left out, since its words no longer stand where they did" in as_markdown(page)


def test_a_brief_of_a_day_gone_by_knows_nothing_later(dossier: Record) -> None:
    comparison = Comparison(dossier)
    stories = [one for one in comparison.each("story") if isinstance(one, Story)]
    story = max(stories, key=lambda one: len(one.members))
    then = sorted((one.published.start or "")[:10] for one in story.members if one.published)[len(story.members) // 2]
    page = brief(dossier, comparison, story.id, as_of=AsOf(then))
    days = {(source.published.start or "")[:10] for source in page.sources if source.published}
    assert story.first_day < max(days) <= then < story.last_day
    with pytest.raises(NotOnRecordError):
        brief(dossier, comparison, "s" + "0" * 20)


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "a *b* [c](javascript:d) `e`", "1. <b>\n# head"])
def test_words_of_a_page_are_never_markup(words: str) -> None:
    html = as_page([of(words)])
    assert "<script>" not in html
    assert "<b>" not in html
    line = next(line for line in as_markdown(of(words)).splitlines() if line.startswith("- Someone"))
    assert not re.search(r"(?<!\\)[*`<#]|(?<!\\)\]\(", line)


def test_words_are_quoted_once() -> None:
    for words in ("“We stand ready”", "“We stand ready", "We stand ready"):
        assert "“We stand ready” [1]" in as_markdown(of(words))
        assert ">“We stand ready”</span>" in as_html(of(words))
    within = of("Orlen said “we stand ready”")
    assert "“Orlen said ‘we stand ready’” [1]" in as_markdown(within)
    assert ">“Orlen said ‘we stand ready’”</span>" in as_html(within)


def test_days_are_read_as_people_write_them(dossier: Record) -> None:
    comparison = Comparison(dossier)
    for story in comparison.each("story"):
        page = brief(dossier, comparison, story.id)
        phrases = [part for section in page.sections for line in section.sentences for part in line.parts]
        assert not re.search(r"\d{4}-\d\d-\d\d", " ".join(part for part in phrases if isinstance(part, str)))
    assert "1. The Courier, 4 March 2024, page.html" in as_markdown(of("We stand ready"))


def test_sources_lead_where_they_are_told_to() -> None:
    html = as_html(of("We stand ready"), link=lambda source: f"/readings/{source.article}?a=1&b=2")
    assert 'href="/readings/a1?a=1&amp;b=2"' in html
    assert 'id="source-1"' in html
    twice = replace(of("We stand ready"), sections=of("We stand ready").sections * 2)
    assert as_html(twice).count('<li id="source-') == 1
