"""Precedents: what claims to be the first, the strongest, again; and what the record makes of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from evaluation.deriving import derived
from evaluation.measures.precedents import measure
from evaluation.shared import SHARED
from evaluation.truth import Truth

from according.comparison.comparison import AsOf, Comparison
from according.comparison.firsts import claimed
from according.comparison.precedents import PRECEDENTS
from according.comparison.recollections import recalled
from according.comparison.reports import Report
from according.findings import Precedent, PrecedentKind
from according.intake import add
from according.page.archive import Archive
from according.page.fetch import Fetcher
from according.page.places import open_places
from according.record.record import Record
from according.workers import Readers
from tests.comparison.building import Said, Who, report

GORM = Who("Gorm", "country", "XZA", "GOV")
RESERVE = SHARED / "reserve-force" / "page.txt"


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("It is the first time that Gorm has sent ships.", "first", "is the first"),
        ("For the first time, Gorm sent ships.", "first", "For the first time"),
        ("This was its first strike since 1987.", "first", "was its first"),
        ("Gorm issued its sternest warning yet to the council.", "strongest", "its sternest warning yet"),
        ("It was the clearest sign so far that he will go.", "strongest", "the clearest sign so far"),
        ("The scale of the raid is unprecedented.", "unprecedented", "unprecedented"),
        ("For the third night in a row, shells fell.", "ordinal", "For the third night"),
        ("The council met, its second session this month.", "ordinal", "its second session this month"),
        ("The lake fell to its lowest level since 2003.", "since", "its lowest level since 2003"),
        ("Gorm has again threatened to close the strait.", "again", "has again"),
        ("It was not the first time that he spoke so.", "again", "the first time"),
    ],
)
def test_words_that_claim_a_precedent_are_found(text: str, kind: PrecedentKind, words: str) -> None:
    (found,) = claimed(text)
    assert found.kind == kind
    assert words in found.marker.of(text)
    assert found.span.holds(found.marker)


@pytest.mark.parametrize(
    "text",
    [
        "In the first days after the vote, the trams stood still.",
        "The first trams went out at five.",
        "She waited on the second floor of the ministry.",
        "They have yet to answer.",
        "The two have been partners since 1998.",
        "The strongest of the three boats was lost.",
        "He read it again and again.",
    ],
)
def test_an_order_or_a_mere_measure_claims_nothing(text: str) -> None:
    assert not list(claimed(text))


def test_a_clause_is_shown_and_not_the_whole_sentence() -> None:
    text = "Mr. Orm laughed – it was the first time in years; nobody joined in."
    (found,) = claimed(text)
    assert found.span.of(text) == "it was the first time in years"


def test_sentences_that_recall_an_earlier_year_are_witnesses() -> None:
    text = "In May 2016 Gorm sent ships. Gorm has been a member since 1998. In 2024 it will pay 2,016 crowns."
    assert [(one.span.of(text), one.first) for one in recalled(text, "2024-03-01")] == [
        ("In May 2016 Gorm sent ships.", "2016-05-01")
    ]


def first(published: str = "2024-05-06", publisher: str = "The Courier") -> Report:
    text = "Gorm has sent warships into the strait. It is the first time that Gorm has sent warships into the strait."
    return report(text, published=published, publisher=publisher, actors=[GORM])


def recollection(published: str = "2024-05-08", publisher: str = "The Lamp", year: str = "2011") -> Report:
    text = f"Nobody was surprised. In June {year}, Gorm sent warships into the strait for a week."
    return report(text, published=published, publisher=publisher, actors=[GORM])


def only(*reports: Report) -> Precedent:
    (found,) = derived(PRECEDENTS, *reports)
    assert isinstance(found, Precedent)
    return found


def test_a_first_of_which_nothing_is_on_record_is_neither_true_nor_false() -> None:
    assert only(first()).verdict == "nothing on record"


def test_a_first_is_contradicted_by_what_another_recalls_and_shows_it_dated() -> None:
    found = only(first(), recollection())
    assert found.verdict == "contradicted"
    assert found.verdict_then == "nothing on record"
    assert "2011" in found.evidence[0].words
    assert found.why.endswith("June 2011.")


def test_what_was_known_before_counts_against_it_at_once() -> None:
    assert only(first(), recollection(published="2024-05-01")).verdict_then == "contradicted"


def test_another_country_s_deed_is_no_precedent() -> None:
    other = report(
        "In June 2011, Tarn sent warships into the strait for a week.", published="2024-05-01", publisher="The Lamp",
        actors=[Who("Tarn", "country", "XZB", "GOV")],
    )  # fmt: skip
    assert only(first(), other).verdict == "nothing on record"


def test_a_first_since_a_year_is_borne_out_by_the_deed_of_that_year() -> None:
    text = "It is the first time since 2011 that Gorm has sent warships into the strait."
    since = report(text, published="2024-05-06", actors=[GORM])
    assert only(since, recollection()).verdict == "borne out"
    assert only(since, recollection(year="2003")).verdict == "nothing on record"


def test_the_strongest_is_held_against_a_ladder() -> None:
    leader = Who("Ada Orm", "person", "XZA", "GOV", "president")
    warned = "any ship that enters the strait will be sunk"
    threat = report(
        f"Ada Orm said that {warned}.", [Said("Ada Orm", "said", warned, leader, "threaten")], published="2024-05-01",
        publisher="The Lamp",
    )  # fmt: skip
    asked = "ships should keep away"
    text = f"Ada Orm asked that {asked}, her strongest warning yet."
    mild = report(text, [Said("Ada Orm", "asked", asked, leader, "request")], published="2024-05-06")
    found = only(threat, mild)
    assert found.verdict == "contradicted"
    assert [rung.height for rung in found.ladder] == sorted(rung.height for rung in found.ladder)
    assert found.ladder[-1].passage.words == warned


def test_the_dossier_s_precedents_are_found_item_by_item(dossier: Record, truth: Truth) -> None:
    figures, differences = measure(truth, Comparison(dossier))
    # The two that the truth does not list: "had not been used by anyone until then", "nobody has ever gone to war over".
    assert figures[0] == "found 17 of 17, extra 2"
    assert figures[1] == "kind right for 17 of 17"
    # Known to be judged otherwise than the truth has it, by their ids; a change either way is to be noticed.
    assert {line.partition(":")[0] for line in differences} == {"extra", "r16", "r17"}


def test_a_verdict_of_a_day_gone_by_knows_nothing_later(dossier: Record) -> None:
    compared = Comparison(dossier)
    later = [
        one for one in compared.each("precedent") if isinstance(one, Precedent) and one.verdict != one.verdict_then
    ]
    assert later
    for one in later:
        then = compared.finding(one.id, as_of=AsOf(one.first_day))
        assert isinstance(then, Precedent)
        assert all((e.published.start or "")[:10] <= one.first_day for e in then.evidence if e.published)


@pytest.mark.skipif(not RESERVE.exists(), reason="the shared model case is not beside this checkout")
def test_the_model_case_s_first_and_strongest_have_nothing_on_record(tmp_path: Path) -> None:
    case = json.loads((RESERVE.parent / "case.json").read_text("utf-8"))
    with Record.open(tmp_path / "record.db") as record, Readers(workers=1) as readers:
        for _ in add(open_places([str(RESERVE)], Fetcher()), readers, record, Archive(tmp_path / "archive")):
            pass
        compared = Comparison(record)
        compared.catch_up()
        found = [one for one in compared.each("precedent") if isinstance(one, Precedent)]
    wanted = {(one["kind"], one["verdict"]) for one in case["precedents"]}
    assert {(one.claims, one.verdict) for one in found} == wanted
    assert all(any(item["words"] in one.passage.words for item in case["precedents"]) for one in found)


def test_what_is_told_of_the_same_days_is_no_step_below_the_strongest() -> None:
    leader = Who("Ada Orm", "person", "XZA", "GOV", "president")
    warned = "any ship that enters the strait will be sunk"
    text = f"Ada Orm said that {warned}. It was the strongest warning yet by Ada Orm."
    said = [Said("Ada Orm", "said", warned, leader, "threaten")]
    told_before = report(text, said, published="2024-05-05", publisher="The Lamp")
    found = derived(PRECEDENTS, told_before, report(text, said, published="2024-05-06"))
    assert {one.verdict for one in found if isinstance(one, Precedent)} == {"nothing on record"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("It is the second time that Gorm has cut off the lake.", "ordinal"),
        ("A second round of talks ended on Sunday.", "ordinal"),
        ("Gorm again summoned the envoy.", "again"),
        ("She called the exchange the first ever.", "first"),
        ("No neighbour had ever taken its soldiers.", "unprecedented"),
        ("No shot had been fired on the lake in thirty years.", "since"),
        ("It was the crudest insult yet.", "strongest"),
    ],
)
def test_a_precedent_is_claimed_in_other_forms(text: str, kind: PrecedentKind) -> None:
    (found,) = claimed(text)
    assert found.kind == kind


def test_what_was_done_is_taken_from_the_sentence_before() -> None:
    text = "Gorm has offered force to its neighbour. It did so in May 2016, too."
    (found,) = recalled(text, "2024-03-01")
    assert found.span.of(text) == "It did so in May 2016, too."
    assert found.about.of(text) == text
