"""Claims: what is asserted and disputed, by whom, since when; and what nobody disputes is none."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from evaluation.deriving import web_of
from evaluation.shared import SHARED
from evaluation.truth import Truth

from according.comparison.claims import CLAIMS
from according.comparison.comparison import AsOf, Comparison
from according.comparison.groups import Group, components
from according.comparison.reports import Report
from according.findings import Claim
from according.intake import add
from according.model import Refusal
from according.page.archive import Archive
from according.page.fetch import Fetcher
from according.page.places import open_places
from according.record.record import Record
from according.workers import Readers
from tests.comparison.building import Said, Who, report

RESERVE = SHARED / "reserve-force"
MINE = Who("Gorm Mining", "organisation", "XZA", "BUS")
UNION = Who("Ketta Ruud", "person", "XZA", "LAB", "head of the miners' union")
LEAK = "the tailings dam at Oster leaks arsenic into the lake"


def claims(*reports: Report) -> list[Claim]:
    """The claims of little reports, without a record."""
    known = {one.id: one for one in reports}
    ordered = sorted(reports, key=lambda one: one.order)
    bonds = [
        bond for n, one in enumerate(ordered) for other in ordered[n:] for bond in CLAIMS.bonds(one, other)
    ]  # fmt: skip
    members = {one.thing(number) for one in reports for number in CLAIMS.members(one)}
    members |= {end for bond in bonds if bond.kind == "assertion" for end in (bond.left, bond.right)}
    members |= {bond.right for bond in bonds if bond.kind != "assertion"}
    found = []
    for part in components(members, web_of(bond for bond in bonds if bond.kind == "assertion")):
        touching = [bond for bond in bonds if bond.left in part or bond.right in part]
        in_order = sorted(part, key=lambda thing: (known[thing.article].order, thing))
        found.append(CLAIMS.build(Group("claim", tuple(in_order), tuple(touching), known)))
    return [one for one in found if isinstance(one, Claim)]


def accused(rest: str, *said: Said, published: str = "2024-05-06", publisher: str = "The Courier") -> Report:
    first = Said("Ketta Ruud", "said", LEAK, UNION, "accuse")
    return told(first, rest, *said, published=published, publisher=publisher)


def told(first: Said, rest: str, *said: Said, published: str = "2024-05-06", publisher: str = "The Courier") -> Report:
    text = f"Ketta Ruud, who heads the miners' union, said that {LEAK}. {rest}"
    return report(text, [first, *said], published=published, publisher=publisher)


def test_what_nobody_disputes_is_no_claim() -> None:
    assert claims(accused("Snow fell."), accused("Rain fell.", published="2024-05-07", publisher="The Lamp")) == []


def test_a_denial_that_points_back_disputes_what_stands_before_it() -> None:
    denial = Said("Gorm Mining", "denies", "the accusation", MINE, "deny")
    (claim,) = claims(accused("Gorm Mining denies the accusation.", denial))
    assert claim.asserted_by == ("Ketta Ruud",)
    assert claim.words.words == LEAK
    assert claim.since == "2024-05-06"
    assert [(one.by, one.how, one.passage.words) for one in claim.disputes] == [
        ("Gorm Mining", "denial", "Gorm Mining denies the accusation")
    ]


def test_a_contradiction_in_another_report_disputes_and_names_the_rival_words() -> None:
    quote = "“The tailings dam at Oster does not leak, and the lake is clean,”"
    answer = report(
        f"{quote} Gorm Mining wrote.",
        [Said("Gorm Mining", "wrote", quote, MINE)],
        published="2024-05-08",
        publisher="The Lamp",
    )
    (claim,) = claims(accused("Snow fell."), answer)
    assert [(one.by, one.how, one.on) for one in claim.disputes] == [("Gorm Mining", "denial", "2024-05-08")]
    assert claim.counter in answer.statements


def test_the_one_who_says_it_does_not_dispute_it() -> None:
    quote = "“The tailings dam at Oster does not leak arsenic into the lake,”"
    again = report(
        f"{quote} Ketta Ruud said.", [Said("Ketta Ruud", "said", quote, UNION)], published="2024-05-08"
    )  # fmt: skip
    assert claims(accused("Snow fell."), again) == []


STATED = Said("Ketta Ruud", "said", LEAK, UNION)
EXPERT = Who("Sanna Holm", "person", "XZA", "EDU", "professor")


def test_who_says_no_of_something_else_on_the_page_disputes_nothing() -> None:
    quote = "“The dam is old, but nobody counts the lake's fish any more,”"
    said = Said("Sanna Holm", "said", quote, EXPERT)
    assert claims(told(STATED, f"{quote} Sanna Holm said.", said)) == []


def test_what_was_answered_in_the_sentence_before_was_answered_by_somebody_else() -> None:
    words = "that the lake is thirty metres deep"
    said = Said("Sanna Holm", "wrote", words, EXPERT)
    assert claims(told(STATED, f"Miners answered with jeers. Sanna Holm wrote {words}.", said)) == []


def test_a_counterpart_is_no_retort() -> None:
    words = "that the dam at Oster holds the lake"
    said = Said("Sanna Holm", "wrote", words, EXPERT)
    assert claims(told(STATED, f"With her counterpart, Sanna Holm wrote {words}.", said)) == []


def test_a_contradiction_pages_further_down_is_of_something_else() -> None:
    quote = "“No lake of that kind leaks arsenic,”"
    said = Said("Sanna Holm", "said", quote, EXPERT)
    between = "\n\n".join(f"Paragraph {number} tells of the weather." for number in range(4))
    assert claims(accused(f"Snow fell.\n\n{between}\n\n{quote} Sanna Holm said.", said)) == []
    assert claims(accused(f"{quote} Sanna Holm said.", said))


def test_a_refusal_to_comment_is_kept_apart_from_a_denial() -> None:
    silent = Said("Gorm Mining", "declined", "to comment on the accusation", MINE, "deny")
    (claim,) = claims(accused("Gorm Mining declined to comment on the accusation.", silent))
    assert [one.how for one in claim.disputes] == ["no comment"]


def test_declining_something_else_disputes_nothing() -> None:
    silent = Said("Gorm Mining", "declined", "to say how many people it employs", MINE, "deny")
    assert claims(accused("Gorm Mining declined to say how many people it employs.", silent)) == []


def test_a_writer_who_says_that_it_is_wrong_makes_it_a_claim_and_his_words_are_shown() -> None:
    (claim,) = claims(accused("That is not true. The dam was emptied in 2011."))
    assert [(one.stance, one.passage.words) for one in claim.stances] == [("denies", "That is not true.")]
    assert [(one.by, one.how) for one in claim.disputes] == [("The Courier", "correction")]


def test_a_condition_is_no_contradiction() -> None:
    words = "if the tailings dam at Oster does not leak arsenic into the lake, the mine will open"
    other = report(
        f"Gorm Mining said that {words}.",
        [Said("Gorm Mining", "said", words, MINE, condition="the tailings dam at Oster does not leak")],
        publisher="The Lamp",
    )
    assert claims(accused("Snow fell."), other) == []


# The dossier, item by item

# c03: "a dry winter", "natural causes", "the only cause" share no word; c06: the writer's "brushes it all aside";
# c07: half of a sentence, shown by the whole one; c09: "It is not."; c13: distance by quotation marks alone; c16: told
# by what the other side's place names mean.
MISSED = {"c03", "c06", "c07", "c09", "c13", "c16"}


@pytest.fixture
def found(dossier: Record) -> list[Claim]:
    return [claim for claim in Comparison(dossier).each("claim") if isinstance(claim, Claim)]


def stands_for(truth: Truth, found: Iterable[Claim], number: str) -> Claim | None:
    """The claim that has half of an item's assertions at least."""
    item = next(one for one in truth.lists["claims"] if one["id"] == number)
    read = truth.read(item["statements"])
    shared = {claim.id: len(read & asserted(truth, claim)) for claim in found}
    best = max(found, key=lambda claim: shared[claim.id], default=None)
    return best if best and shared[best.id] * 2 >= len(read) and shared[best.id] else None


def asserted(truth: Truth, claim: Claim) -> set[str]:
    return {number for one in claim.assertions for number in truth.theirs(one.statement or "")}


def test_the_dossiers_claims_are_found_but_these(truth: Truth, found: list[Claim]) -> None:
    missed = {item["id"] for item in truth.lists["claims"] if not stands_for(truth, found, item["id"])}
    assert missed == MISSED


def test_no_claim_is_found_that_the_dossier_does_not_have(truth: Truth, found: list[Claim]) -> None:
    known = {item["id"]: set(item["statements"]) for item in truth.lists["claims"]}
    extra = [
        claim.words.words
        for claim in found
        if not any(statements & asserted(truth, claim) for statements in known.values())
    ]
    assert extra == []


def test_a_report_that_may_became_will_is_one_claim_of_one_origin(truth: Truth, found: list[Claim]) -> None:
    claim = stands_for(truth, found, "c05")
    assert claim is not None
    assert claim.origins.count == 1
    assert claim.origins.voices[0].speaker is None
    assert {(one.by, one.how) for one in claim.disputes} == {
        ("Lidia Vane", "no comment"),
        ("Lidia Vane", "denial"),
        ("Orvenian Foreign Ministry", "denial"),
    }
    item = next(one for one in truth.lists["claims"] if one["id"] == "c05")
    assert set(claim.relayed_by) >= set(item["relayed_by"])
    assert claim.journey is not None
    assert claim.journey.change == "hardened"
    assert truth.theirs(claim.journey.alert or "") == {"s068"}


def test_on_an_earlier_day_less_was_disputed(truth: Truth, dossier: Record, found: list[Claim]) -> None:
    claim = stands_for(truth, found, "c05")
    assert claim is not None
    then = Comparison(dossier).finding(claim.id, as_of=AsOf("2024-03-07"))
    assert isinstance(then, Claim)
    assert [one.how for one in then.disputes] == ["no comment"]
    assert len(then.assertions) == 1


def test_every_dispute_is_shown_by_words_of_its_page(truth: Truth, found: list[Claim]) -> None:
    for claim in found:
        for one in claim.disputes:
            text = truth.readings[truth.page_of[one.passage.article]].article.text
            assert one.passage.span.of(text) == one.passage.words
            assert one.why


@pytest.mark.skipif(not RESERVE.exists(), reason="the shared data is not beside the checkout")
def test_the_claims_of_the_model_case_but_the_one_that_its_page_does_not_dispute(tmp_path: Path) -> None:
    with Record.open(tmp_path / "record.db") as record, Readers() as readers:
        pages = open_places([str(RESERVE / "page.txt")], Fetcher())
        outcomes = list(add(pages, readers, record, Archive(tmp_path / "archive")))
        assert not any(isinstance(one, Refusal) for one in outcomes)
        comparison = Comparison(record)
        comparison.catch_up()
        found = [claim for claim in comparison.each("claim") if isinstance(claim, Claim)]
    assert {(claim.asserted_by, tuple(one.stance for one in claim.stances)) for claim in found} == {
        (("Alexander Lukashenko",), ("distances",)),
        (("Kremlin",), ("denies",)),
    }
    assert len(found) == 3
    assert all(claim.disputes == () for claim in found)
