"""Quotations: one saying in all its wordings, and what changed in each."""

from __future__ import annotations

from dataclasses import replace

import pytest
from evaluation.deriving import web_of
from evaluation.measures.quotations import measure
from evaluation.truth import Truth

from according.comparison.comparison import AsOf, Comparison
from according.comparison.groups import Group, components
from according.comparison.quotations import bonds, build
from according.comparison.reports import Report
from according.findings import Quotation, Wording
from according.record.record import Record
from tests.comparison.building import Said, Who, report

# The dossier, item by item

# Two words on a matter ("a recount", "concern"), other words throughout, or a speaker who was read as somebody else.
MISSED = {"q05", "q23", "q24", "q25", "q26", "q34", "q35"}


@pytest.fixture
def quotations(dossier: Record) -> list[Quotation]:
    """The quotations found in the dossier."""
    return [one for one in Comparison(dossier).each("quotation") if isinstance(one, Quotation)]


def of(truth: Truth, quotations: list[Quotation], number: str, words: str) -> tuple[Quotation, Wording]:
    """The quotation that has a statement of the truth, and its wording there."""
    for quotation in quotations:
        for wording in quotation.wordings:
            if wording.passage.statement in truth.ours(number) and words in wording.passage.words:
                return quotation, wording
    pytest.fail(f"{number} is in no quotation")


def test_the_sayings_of_the_dossier_are_found_but_for_these(dossier: Record, truth: Truth) -> None:
    figures, lines = measure(truth, Comparison(dossier))
    assert {line.split()[1].rstrip(":") for line in lines if line.startswith("missed q")} == MISSED
    assert sum(line.startswith("extra") for line in lines) <= 1, figures


def test_a_lost_condition_is_flagged_and_a_kept_one_is_not(truth: Truth, quotations: list[Quotation]) -> None:
    cut, short = of(truth, quotations, "s013", "cross the Meren")
    assert short.change == ("truncated", "condition lost")
    assert [edit.change for edit in short.edits] == ["same", "left out"]
    whole, kept = of(truth, quotations, "s007", "cross the Meren")
    assert whole.id == cut.id
    assert kept.change == ("reworded", "translated")
    assert cut.reference in truth.ours("s002")


def test_a_hedge_that_is_lost_or_gained_is_flagged(truth: Truth, quotations: list[Quotation]) -> None:
    assert "hedge lost" in of(truth, quotations, "s068", "moved")[1].change
    assert "hedge gained" in of(truth, quotations, "s142", "barracks")[1].change


def test_the_alert_stands_where_may_became_will(truth: Truth, quotations: list[Quotation]) -> None:
    moved, _ = of(truth, quotations, "s041", "moved")
    assert moved.journey
    assert (moved.journey.change, moved.journey.alert in truth.ours("s068")) == ("hardened", True)
    kept, _ = of(truth, quotations, "s081", "barracks")
    assert kept.journey
    assert (kept.journey.change, kept.journey.alert) == ("softened", None)


def test_a_wording_names_the_statement_that_it_was_taken_from(truth: Truth, quotations: list[Quotation]) -> None:
    _, credited = of(truth, quotations, "s108", "the power will be off")
    assert credited.source in truth.ours("s097")
    assert "Transline" in credited.why


def test_as_of_a_day_only_its_wordings_are_there(dossier: Record, truth: Truth, quotations: list[Quotation]) -> None:
    whole, _ = of(truth, quotations, "s013", "cross the Meren")
    then = Comparison(dossier).finding(whole.id, as_of=AsOf("2024-03-04"))
    assert isinstance(then, Quotation)
    assert {truth.page_of[wording.passage.article] for wording in then.wordings} == {"p01", "p02"}
    assert len(whole.wordings) > len(then.wordings)


# Cases of our own

SELM = Who("Ruta Selm", country="XLA", sector="GOV", role="Finance Minister")
BRILL = Who("Odo Brill", country="XLA", sector="OPP", role="leader of the Barley League")
REFERENCE = "“We will close the three mills at Hesk if the millers do not sign by Sunday,”"


def selm(words: str, day: int, publisher: str = "The Courier", who: Who | None = SELM, **more: object) -> Report:
    text = f"The minister spoke again. {words} Selm said on the way out of the house."
    said = replace(Said("Selm", "said", words, who), **more)  # type: ignore[arg-type]
    return report(text, [said], published=f"2031-04-{day:02}", publisher=publisher)


def quoted(*reports: Report) -> list[Quotation]:
    """The quotations among a few reports."""
    known = {one.id: one for one in reports}
    ordered = sorted(reports, key=lambda one: one.order)
    pairs = [(one, other) for number, one in enumerate(ordered) for other in ordered[number:]]
    found = [bond for one, other in pairs for bond in bonds(one, other)]
    things = {end for bond in found for end in (bond.left, bond.right)}
    groups = components(things, web_of(found))
    ordered_groups = [sorted(group, key=lambda thing: known[thing.article].order) for group in groups]
    built = [build(Group("quotation", tuple(group), tuple(found), known)) for group in ordered_groups]
    return [one for one in built if one]


def test_a_quotation_that_ends_before_its_condition_has_lost_it() -> None:
    [found] = quoted(
        selm(REFERENCE, 1, condition="the millers do not sign by Sunday"),
        selm("“We will close the three mills at Hesk,”", 2, "Evening Mail"),
    )
    assert [wording.change for wording in found.wordings] == [("exact",), ("truncated", "condition lost")]
    assert found.wordings[1].edits[1].was == "if the millers do not sign by Sunday"
    assert (found.speaker, found.first_day, found.last_day) == ("Ruta Selm", "2031-04-01", "2031-04-02")


def test_a_word_left_out_in_the_midst_is_another_wording_not_a_shorter_one() -> None:
    [found] = quoted(
        selm("“We have never really trusted the millers at Hesk,”", 1),
        selm("“We have never trusted the millers at Hesk,”", 2),
    )
    assert [wording.change for wording in found.wordings] == [("exact",), ("reworded",)]


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("“We will close the four mills at Hesk if the millers do not sign by Sunday,”", SELM),
        ("“We will not close the three mills at Hesk,”", SELM),
        ("“The mills at Hesk have been closed for years,”", SELM),
        ("“Close the three mills?”", BRILL),
    ],
)
def test_other_numbers_a_denial_another_matter_or_another_voice_are_another_saying(words: str, who: Who) -> None:
    assert not quoted(selm(REFERENCE, 1), selm(words, 2, who=who))


def test_so_many_words_are_one_quotation_whoever_is_named() -> None:
    [found] = quoted(selm(REFERENCE, 1), selm(REFERENCE, 2, "Evening Mail", who=BRILL))
    assert [wording.change for wording in found.wordings] == [("exact",), ("exact",)]


def test_each_sentence_of_a_speech_travels_by_itself() -> None:
    both = "“We will close the three mills at Hesk. Nobody will pay more for bread in this country,”"
    found = quoted(
        selm(both, 1),
        selm("“We will close the three mills at Hesk,”", 2, "Evening Mail"),
        selm("“Nobody will pay more for bread in this country,”", 3, "Hesk Herald"),
    )
    assert sorted(len(one.wordings) for one in found) == [2, 2]
    assert len({one.id for one in found}) == 2


def test_what_one_article_says_twice_is_no_quotation() -> None:
    words = "“Nobody will pay more for bread in this country,”"
    text = f"{words} Selm said at noon.\n\nIn the evening she was asked again. {words} Selm said."
    one = report(text, [Said("Selm", "said", words, SELM)], published="2031-04-01")
    assert not quoted(one)


def test_a_quotation_and_its_origins_give_one_answer_on_where_each_wording_is_from(
    quotations: list[Quotation],
) -> None:
    held = 0
    for one in quotations:
        reasons = {report.passage.statement: report.why for voice in one.origins.voices for report in voice.reports}
        reasons |= {untied.passage.statement: untied.why for untied in one.origins.cannot_tell}
        for wording in one.wordings:
            if wording.passage.statement in reasons and wording.passage.statement != one.reference:
                assert wording.why == reasons[wording.passage.statement], one.id
                held += "from the speaker" not in wording.why
    assert held > 10
