"""Briefs: a page for an editor, every sentence leads to its words, nothing on a page is markup, and it fails closed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update
from typer.testing import CliRunner, Result

from according import cli
from according.addresses import outlets_told
from according.around import answers_to
from according.brief import Brief, Cited, Section, Sentence, brief
from according.brief_page import as_html, as_markdown, as_page, omissions
from according.brief_parts import Clause, Drafts, Line
from according.comparison.comparison import AsOf, Comparison
from according.errors import NotOnRecordError, SettingError
from according.findings import Commitment, Finding, FindingKind, Passage, Precedent, Quotation, Story
from according.model import Date, Span
from according.record.record import Record
from according.record.tables import articles

KINDS: tuple[FindingKind, ...] = ("story", "quotation", "claim", "commitment", "precedent", "answer", "earlier")


def passage(words: str, article: str = "a1") -> Passage:
    day = Date("2024-03-04", "2024-03-04", "day", "metadata")
    return Passage(article, "page.html", "The Courier", day, "s1", None, Span(3, 3 + len(words)), words)


def of(words: str, **addresses: str) -> Brief:
    sentence = Sentence(("Someone said: ", passage(words), "."))
    return Brief("q1", None, "A brief", (Section("Who says so", (sentence,)),), (), addresses)


def first(comparison: Comparison, kind: FindingKind, fits: Callable[[Finding], bool]) -> Finding:
    return next(one for one in comparison.each(kind) if fits(one))


def largest_story(comparison: Comparison) -> Story:
    stories = [one for one in comparison.each("story") if isinstance(one, Story)]
    return max(stories, key=lambda one: len(one.members))


def withdrawn(comparison: Comparison) -> Commitment:
    found = first(
        comparison, "commitment",
        lambda one: isinstance(one, Commitment) and one.status == "withdrawn" and len(one.conditions) > 1,
    )  # fmt: skip
    assert isinstance(found, Commitment)
    return found


def lines(page: Brief) -> list[Sentence]:
    return [line for section in page.sections for line in section.sentences]


def body(page: Brief) -> str:
    return as_markdown(page).partition("## Sources")[0].replace("\\", "")


def rewrite(record: Record, article: str, text: str) -> None:
    with record.changing() as connection:
        connection.execute(update(articles).where(articles.c.id == article).values(text=text))


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli.app, [*arguments, "--record", str(folder / "record.db")])


# Its sources


def test_every_sentence_of_every_brief_has_its_sources(dossier: Record) -> None:
    comparison = Comparison(dossier)
    for kind in KINDS:
        for one in comparison.each(kind):
            page = brief(dossier, comparison, one.id)
            assert lines(page), one.id
            assert all(line.passages for line in lines(page))
            assert not page.left_out
            shown = as_markdown(page)
            listed = re.findall(r"(?:^- .*?: |, )\[(\d+)\] \d+–\d+", shown.partition("## Sources")[2], re.M)
            assert sorted(map(int, listed)) == list(range(1, len(page.sources) + 1))


@pytest.mark.parametrize(
    ("counted", "kinds"),
    [(r"(\d+) articles? $", ("story",)), (r"\((\d+) (?:wording|statement|assertion)s? ", ("quotation", "commitment"))],
)
def test_what_is_counted_is_cited(dossier: Record, counted: str, kinds: tuple[FindingKind, ...]) -> None:
    comparison = Comparison(dossier)
    found = 0
    for kind in kinds:
        for one in comparison.each(kind):
            for line in lines(brief(dossier, comparison, one.id)):
                for phrase, cited in zip(line.parts, line.parts[1:], strict=False):
                    if isinstance(phrase, str) and (number := re.search(counted, phrase)):
                        found += 1
                        assert isinstance(cited, Cited)
                        assert len(cited.passages) == min(int(number[1]), 12)
    assert found


def test_a_verdict_has_its_sources_and_a_ladder_its_rungs(dossier: Record) -> None:
    comparison = Comparison(dossier)
    for one in comparison.each("precedent"):
        assert isinstance(one, Precedent)
        page = brief(dossier, comparison, one.id)
        cited = {source.span for source in page.sources}
        assert {at.span for at in one.evidence} <= cited
        assert {rung.passage.statement for rung in one.ladder} <= {source.statement for source in page.sources}
        ladder = [section for section in page.sections if section.heading.startswith("The ladder")]
        assert [len(section.sentences) for section in ladder] == ([len(one.ladder)] if one.ladder else [])


# What it says


def test_nobody_says_what_they_declined_denied_or_asked(dossier: Record) -> None:
    comparison = Comparison(dossier)
    page = body(brief(dossier, comparison, largest_story(comparison).id, whole=True))
    assert "Orvenian Interior Ministry: “declined to say where the battalions were quartered”" in page
    assert "“declared Brankov the winner of the February 25 vote with 58.4 percent”" in page
    assert "“urged Orvenia to keep its gendarmes at home”" in page
    assert not re.search(r": “(?:it|to say where|that his name|Orvenia to keep)", page)


def test_a_commitment_has_every_condition_every_answer_and_its_end(dossier: Record) -> None:
    comparison = Comparison(dossier)
    ended = withdrawn(comparison)
    page = brief(dossier, comparison, ended.id)
    shown = body(page)
    assert "is withdrawn since 5 April 2024, as this program proposes: “" in shown
    assert "Withdrawn since 5 April 2024, as this program proposes [" in shown
    spans = {(source.article, source.span) for source in page.sources}
    assert {(bound.passage.article, bound.passage.span) for bound in ended.conditions} <= spans
    answers = answers_to(comparison, ended)
    assert len(answers) > 2
    told = next(section for section in page.sections if section.heading == "Who answered")
    assert len(told.sentences) == len(answers)
    assert "through state broadcaster Orvenia One" in shown
    assert "condition lost in 2 of 7 wordings" in shown


def test_a_quotation_has_its_wordings_what_was_lost_and_through_whom(dossier: Record) -> None:
    comparison = Comparison(dossier)
    saying = first(
        comparison, "quotation",
        lambda one: isinstance(one, Quotation) and any("condition lost" in word.change for word in one.wordings)
        and len(one.wordings) > 5,
    )  # fmt: skip
    assert isinstance(saying, Quotation)
    page = brief(dossier, comparison, saying.id)
    assert {word.passage for word in saying.wordings} <= set(page.sources)
    shown = body(page)
    assert "through state broadcaster Orvenia One, state TV and the news agency Transline (7 wordings" in shown
    assert (
        "- Daily Flash on 5 March 2024, through state TV (truncated, condition lost): “They will cross the Meren,”"
        in shown
    )
    assert "in the same words in" in shown


# One page


def test_a_storys_brief_is_one_page_and_counts_the_rest(dossier: Record, tmp_path: Path) -> None:
    comparison = Comparison(dossier)
    for one in comparison.each("story"):
        page, whole = (brief(dossier, comparison, one.id, whole=whole) for whole in (False, True))
        assert len(body(page).split()) < 900
        assert not any(section.more for section in whole.sections)
        by_heading = {section.heading: len(section.sentences) for section in whole.sections}
        assert {section.heading: len(section.sentences) + section.more for section in page.sections} == by_heading
        reads = Counter("".join(str(part) for part in line.parts) for line in lines(whole))
        assert max(reads.values()) == 1
        # The command that it names gives the rest.
        command = re.search(r"`according (brief .* --all)`", as_markdown(page))
        assert bool(command) == any(section.more for section in page.sections)
        if command:
            assert run(tmp_path, *command[1].split()).stdout == as_markdown(whole)


def test_what_is_new_was_told_on_the_last_days_and_stands_nowhere_else(dossier: Record) -> None:
    comparison = Comparison(dossier)
    story = largest_story(comparison)
    days = sorted({(one.published.start or "")[:10] for one in story.members if one.published})
    seen = False
    for day in days:
        page = brief(dossier, comparison, story.id, as_of=AsOf(day), whole=True)
        new = next((section for section in page.sections if section.heading == "What is new"), None)
        since = (date.fromisoformat(day) - timedelta(days=1)).isoformat()
        for line in new.sentences if new else ():
            seen = True
            assert max((at.published.start or "")[:10] for at in line.passages if at.published) >= since
            told = next(part for part in line.parts if isinstance(part, Passage | Cited))
            others = [one for section in page.sections if section is not new for one in section.sentences]
            assert not any(one.parts == line.parts for one in others)
            if isinstance(told, Passage):
                assert (told.published.start or "")[:10] >= since if told.published else False
    assert seen


def test_no_line_quotes_a_word_that_says_nothing(dossier: Record) -> None:
    comparison = Comparison(dossier)
    for one in comparison.each("story"):
        for line in lines(brief(dossier, comparison, one.id, whole=True)):
            quoted = [part for part in line.parts if isinstance(part, Passage)]
            assert not quoted or len(quoted[0].words.split()) > 1 or line.parts[0].startswith("Told")  # type: ignore[union-attr]


def test_outlets_are_counted_by_one_rule(dossier: Record, tmp_path: Path) -> None:
    comparison = Comparison(dossier)
    story = largest_story(comparison)
    told = outlets_told(story.members)
    assert told == "7 outlets and 2 pages that name none"
    assert f"of {told}, " in body(brief(dossier, comparison, story.id))
    assert told in " ".join(run(tmp_path, "stories").stdout.split())


# It fails closed


def test_a_promise_says_that_its_later_status_cannot_be_shown(dossier: Record, tmp_path: Path) -> None:
    comparison = Comparison(dossier)
    ended = withdrawn(comparison)
    gone = ended.history[-1].evidence[0].article
    rewrite(dossier, gone, "abc" + dossier.article(gone).text)
    done = run(tmp_path, "brief", ended.id)
    assert done.exit_code == cli.SET_ASIDE
    promise = next(line for line in done.stdout.splitlines() if line.startswith("- Commitment by Gregor Talmas"))
    assert promise.endswith("Its later status cannot be shown, since the words for it no longer stand.")
    assert "ithdrawn" not in done.stdout
    for shown in (done.stdout, done.stderr):
        told = " ".join(shown.replace("\\", "").split())
        assert told.count("what became of the commitment by Gregor Talmas to Sardova on 5 April 2024") == 1


def test_a_promise_is_never_told_without_the_condition_that_it_had() -> None:
    bound = passage("the guns fall silent", "gone")
    promise = Line(
        "the commitment by Torn",
        (
            Clause(("Commitment by Torn: ", passage("we will come"))),
            Clause((", on the condition “if”: ", bound), ", on a condition that cannot be shown", "its condition"),
            Clause((" (3 statements ", Cited((bound,)), ")"), about="how many tell it"),
        ),
    )
    drafts = Drafts(lambda found: found.article != "gone")
    section = drafts.section("What is promised", [promise, replace(promise, clauses=promise.clauses[1:])], None)
    assert section is not None
    page = replace(of("x"), sections=(section,), left_out=drafts.left_out)
    assert "- Commitment by Torn: “we will come” [1], on a condition that cannot be shown\n" in as_markdown(page)
    assert [line.about for line in page.left_out] == ["its condition", "how many tell it"]


def test_a_line_whose_words_are_gone_is_left_out_and_named(dossier: Record) -> None:
    comparison = Comparison(dossier)
    story = largest_story(comparison)
    whole = brief(dossier, comparison, story.id)
    gone = whole.sources[0].article
    rewrite(dossier, gone, "x" * len(dossier.article(gone).text))
    page = brief(dossier, comparison, story.id)
    assert page.left_out
    assert not any(source.article == gone for source in page.sources)
    named = omissions(page)
    assert len(set(named)) == len(named)
    assert any("how many articles there are" in one for one in named)
    assert all(one in as_html(page).replace("&#x27;", "'") for one in named)


def test_a_file_that_cannot_be_written_is_one_sentence(dossier: Record, tmp_path: Path) -> None:
    story = largest_story(Comparison(dossier))
    done = run(tmp_path, "brief", story.id, "--out", str(tmp_path / "nowhere" / "brief.md"))
    # `main` makes of such an error the sentence and the exit code 3.
    assert isinstance(done.exception, SettingError)
    assert str(done.exception).startswith("The brief cannot be written to ")
    assert run(tmp_path, "brief", story.id, "--out", str(tmp_path / "brief.md")).exit_code == 0
    assert (tmp_path / "brief.md").read_text(encoding="utf-8").startswith("# President Talmas")


# Past days


def test_a_brief_of_a_day_gone_by_knows_nothing_later(dossier: Record) -> None:
    comparison = Comparison(dossier)
    story = largest_story(comparison)
    then = sorted((one.published.start or "")[:10] for one in story.members if one.published)[len(story.members) // 2]
    page = brief(dossier, comparison, story.id, as_of=AsOf(then))
    days = {(source.published.start or "")[:10] for source in page.sources if source.published}
    assert story.first_day < max(days) <= then < story.last_day
    with pytest.raises(NotOnRecordError):
        brief(dossier, comparison, "s" + "0" * 20)


def test_days_are_read_as_people_write_them(dossier: Record) -> None:
    comparison = Comparison(dossier)
    for story in comparison.each("story"):
        phrases = [part for line in lines(brief(dossier, comparison, story.id)) for part in line.parts]
        assert not re.search(r"\d{4}-\d\d-\d\d", " ".join(part for part in phrases if isinstance(part, str)))
    assert "- The Courier, 4 March 2024, page.html: [1] 3–17" in as_markdown(of("We stand ready"))


# As a page


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


def test_sources_lead_where_they_are_told_to() -> None:
    html = as_html(of("We stand ready"), link=lambda source: f"/readings/{source.article}?a=1&b=2")
    assert 'href="/readings/a1?a=1&amp;b=2"' in html
    assert 'id="source-1"' in html
    twice = replace(of("We stand ready"), sections=of("We stand ready").sections * 2)
    assert as_html(twice).count('id="source-') == 1


def test_several_citations_are_read_as_ranges() -> None:
    several = tuple(passage(words, f"a{n}") for n, words in enumerate(("one", "two", "three", "four", "five")))
    told = (Sentence((Cited(several[:4]),)), Sentence((Cited((several[4], several[0], several[1])),)))
    page = replace(of("x"), sections=(Section("Who says so", told),))
    assert "- [1–4]\n- [1–2, 5]" in as_markdown(page)
    assert '<a href="#source-1">1</a>–<a href="#source-4">4</a>' in as_html(page)


def test_a_source_links_to_its_page_where_the_address_is_one_of_the_web() -> None:
    page = of("We stand ready", a1="https://courier.example/a_(b)?c=1&d=<e>")
    assert "[The Courier, 4 March 2024](<https://courier.example/a_%28b%29?c=1&d=%3Ce%3E>)" in as_markdown(page)
    assert 'href="https://courier.example/a_(b)?c=1&amp;d=&lt;e&gt;"' in as_page([page])
    for address in ("javascript:alert(1)", "file:///etc/passwd", "https://", "data:text/html,x"):
        page = of("We stand ready", a1=address)
        assert address not in as_page([page])
        assert "](<" not in as_markdown(page)


def test_each_of_several_briefs_on_a_page_has_sources_of_its_own() -> None:
    html = as_page([of("We stand ready"), of("We stay at home")])
    ids = re.findall(r'id="([^"]+)"', html)
    assert len(set(ids)) == len(ids) == 2
    assert re.findall(r'href="#([^"]+)"', html) == ids
