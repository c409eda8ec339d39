"""Commitments: which words pledge something, which wordings are one pledge, and on what evidence its status moves."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path

import pytest
from evaluation.deriving import derived
from evaluation.measures.commitments import members, pairs
from evaluation.shared import SHARED
from evaluation.truth import Truth

from according.comparison.commitments import COMMITMENTS
from according.comparison.comparison import AsOf, Comparison
from according.comparison.deadlines import named_days
from according.comparison.reports import Report
from according.findings import Commitment
from according.intake import add
from according.model import Act
from according.page.archive import Archive
from according.page.fetch import Fetcher
from according.page.places import open_places
from according.record.record import Record
from according.workers import Readers
from tests.comparison.building import Said, Who, report

RESERVE = SHARED / "reserve-force"
MINISTER = Who("Odd Varga", "person", "XZA", "GOV", "Transport Minister")
GROWER = Who("Ines Tal", "person", "XZA", "AGR", "grower")


def commitments(*reports: Report) -> list[Commitment]:
    return [one for one in derived(COMMITMENTS, *reports) if isinstance(one, Commitment)]


def statuses(one: Commitment) -> list[str]:
    return [step.status for step in one.history]


def pledged(published: str = "2024-05-06", publisher: str = "The Courier") -> Report:
    text = "Odd Varga promised to reopen the ferry to Skarn by May 20. It has been in dock since January."
    said = Said("Odd Varga", "promised", "to reopen the ferry to Skarn by May 20", MINISTER, "commit")
    return report(text, [said], published=published, publisher=publisher)


def later(text: str, *said: Said, published: str = "2024-05-21") -> Report:
    return report(text, said, published=published, publisher="The Lamp", actors=[MINISTER])


def test_a_promise_is_open_with_its_term_and_the_one_who_is_bound() -> None:
    (one,) = commitments(pledged())
    assert (one.by, one.act, one.status, one.action.words) == (
        "Odd Varga",
        "commit",
        "open",
        "to reopen the ferry to Skarn by May 20",
    )
    assert one.due is not None
    assert (one.due.start, one.due.end) == ("2024-05-06", "2024-05-20")
    assert not one.history[0].proposed


@pytest.mark.parametrize(
    ("content", "who", "act"),
    [
        ("the winter would be long", MINISTER, "assess"),
        ("whether the ferry would sail", MINISTER, "commit"),
        ("the ferry was mended in April", MINISTER, "commit"),
        ("“I would cook for them,”", GROWER, "commit"),
        ("prices will rise by the end of the year", MINISTER, "assess"),
        ("the ferry of Skarn", MINISTER, "commit"),
    ],
)
def test_a_prediction_a_question_a_wish_and_a_deed_of_the_past_pledge_nothing(content: str, who: Who, act: Act) -> None:
    text = f"{who.name} said {content} at the harbour."
    assert commitments(report(text, [Said(who.name, "said", content, who, act)])) == []


@pytest.mark.parametrize(
    ("content", "who", "act"),
    [
        ("no ferry would be sold after all", MINISTER, "deny"),
        ("the crews would be shown the plans by Thursday", MINISTER, "assert"),
        ("the berries would be sold to the school as soon as it paid", GROWER, "commit"),
        ("it will close the locks on May 20", Who("Skarn", "place", "XZA", None, "town"), "commit"),
    ],
)
def test_a_refusal_in_the_passive_a_bargain_and_the_word_of_a_capital_bind(content: str, who: Who, act: Act) -> None:
    text = f"{who.name} said {content} in Skarn."
    said = Said(who.name, "said", content, who, act)
    assert [one.by for one in commitments(report(text, [said]))] == [who.name]


def test_an_offer_that_no_longer_stands_is_withdrawn() -> None:
    taken = "Odd Varga said on Friday that the offer of a ferry to Skarn no longer stands."
    words = "that the offer of a ferry to Skarn no longer stands"
    (one,) = commitments(pledged(), later(taken, Said("Odd Varga", "said", words, MINISTER), published="2024-05-11"))
    assert statuses(one) == ["open", "withdrawn"]


def test_hours_that_ran_out_on_the_last_day_are_a_broken_promise() -> None:
    words = "to reopen the ferry to Skarn within 48 hours"
    said = Said("Odd Varga", "promised", words, MINISTER, "commit")
    made = report(f"Odd Varga promised {words}.", [said], published="2024-05-06", publisher="The Courier")
    told = "Odd Varga’s 48 hours ran out on Wednesday evening."
    (one,) = commitments(made, later(told, published="2024-05-09"))
    assert statuses(one) == ["open", "broken"]


@pytest.mark.parametrize(
    ("content", "act"),
    [
        ("“If the ferry is not back by May 20, the harbour will be closed to tankers,”", "threaten"),
        ("“You will have the timetable by Friday,”", "commit"),
        ("“We will pay for every missed crossing,”", "commit"),
    ],
)
def test_the_form_of_the_words_shows_a_pledge_that_the_reader_took_for_an_assertion(content: str, act: str) -> None:
    (one,) = commitments(report(f"{content} Odd Varga said.", [Said("Odd Varga", "said", content, MINISTER, "assert")]))
    assert one.act == act


def test_a_pledge_told_again_on_another_day_is_the_same_one() -> None:
    text = "Odd Varga had promised to reopen the ferry to Skarn by May 20, and islanders wait."
    again = Said("Odd Varga", "had promised", "to reopen the ferry to Skarn by May 20", MINISTER, "commit")
    (one,) = commitments(pledged(), later(text, again, published="2024-05-12"))
    assert [passage.publisher for passage in one.statements] == ["The Courier", "The Lamp"]
    assert one.status == "open"


def test_pledges_on_different_conditions_are_two() -> None:
    deed = "the coast guard is prepared to close the strait"
    one = Said(
        "Odd Varga",
        "said",
        f"{deed} if tankers anchor off Skarn",
        MINISTER,
        "commit",
        condition="tankers anchor off Skarn",
    )
    two = Said("Odd Varga", "said", f"{deed} if the lighthouse keepers go on strike", MINISTER, "commit", condition="the lighthouse keepers go on strike")  # fmt: skip
    found = commitments(
        report(f"Odd Varga said {one.content}.", [one]),
        report(f"Odd Varga said {two.content}.", [two], published="2024-05-08"),
    )
    assert [len(each.statements) for each in found] == [1, 1]


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("The minister reopened the ferry to Skarn on Saturday.", "met"),
        ("Odd Varga has withdrawn his promise of a ferry for Skarn.", "withdrawn"),
        ("The ferry has a new coat of paint.", "open"),
        ("Would the minister reopen the ferry to Skarn?", "open"),
        ("The minister may reopen the ferry to Skarn.", "open"),
    ],
)
def test_only_what_is_told_as_done_moves_the_status(sentence: str, status: str) -> None:
    said = Said("Odd Varga", "said", sentence.rstrip("."), MINISTER)
    (one,) = commitments(pledged(), later(f"{sentence} Odd Varga said so.", said, published="2024-05-19"))
    assert one.status == status
    assert all(step.proposed and step.evidence for step in one.history[1:])


def test_a_day_that_passed_alone_breaks_nothing_but_words_that_say_so_do() -> None:
    again = Said("Odd Varga", "had promised", "to reopen the ferry to Skarn by May 20", MINISTER, "commit")
    told = "Odd Varga had promised to reopen the ferry to Skarn by May 20"
    (still,) = commitments(pledged(), later(f"{told}.", again, published="2024-05-22"))
    (broken,) = commitments(pledged(), later(f"{told} and did not do so.", again, published="2024-05-22"))
    assert statuses(still) == ["open"]
    assert statuses(broken) == ["open", "broken"]
    assert broken.history[1].on == "2024-05-20"


def test_a_condition_that_has_come_is_shown() -> None:
    content = "“If the court lifts the ban, we will sail the same day,”"
    said = Said("Odd Varga", "said", content, MINISTER, "commit", condition="the court lifts the ban")
    (one,) = commitments(
        report(f"{content} Odd Varga said.", [said]), later("The court lifted the ban on Tuesday.", published="2024-05-09")
    )  # fmt: skip
    assert statuses(one) == ["open", "condition met"]
    assert one.history[1].evidence[0].words == "The court lifted the ban on Tuesday."


@pytest.mark.parametrize(
    ("words", "day", "is_term"),
    [
        ("by May 20", "2024-05-20", True),
        ("on 20 May", "2024-05-20", False),
        ("until Friday", "2024-05-10", True),
        ("tomorrow", "2024-05-07", False),
        ("by the end of the month", "2024-05-31", True),
        ("by the fifteenth", "2024-05-15", True),
        ("on January 3", "2025-01-03", False),
        ("before Easter Sunday", "2025-04-19", True),
    ],
)
def test_days_are_counted_from_the_report(words: str, day: str, is_term: bool) -> None:
    (found,) = named_days(words, "2024-05-06")
    assert (found.day.isoformat(), found.is_term) == (day, is_term)


def test_no_day_is_named_where_the_reports_own_is_not_known() -> None:
    assert named_days("by Friday", "") == []


def test_the_wording_shown_is_the_fullest_of_the_first_report_that_has_the_condition() -> None:
    text = "Odd Varga said that he would send a ferry to Skarn. “I will send a ferry to Skarn only if the islanders ask me for it,” Odd Varga told them."  # fmt: skip
    told = Said("Odd Varga", "said", "that he would send a ferry to Skarn", MINISTER, "commit")
    words = "“I will send a ferry to Skarn only if the islanders ask me for it,”"
    own = Said("Odd Varga", "told", words, MINISTER, "commit", condition="the islanders ask me for it")
    (one,) = commitments(report(text, [told, own]))
    assert len(one.statements) == 2
    assert one.action.words == words


def test_to_whom_it_is_made_are_named_states_bodies_and_persons_of_another_side() -> None:
    content = "Zandia would send two ferries and a crane to Marland with the help of its harbours"
    said = Said("Odd Varga", "promised", content, MINISTER, "commit")
    others = [
        Who("Zandia", "country", "XZA"),
        Who("Marland", "country", "XZB"),
        Who("two ferries", "organisation", "XZB"),
        Who("Skarn", "place", "XZA"),
    ]
    (one,) = commitments(report(f"Odd Varga promised that {content}.", [said], actors=others))
    assert one.to == ("Marland",)


def test_the_order_of_reading_changes_nothing() -> None:
    again = Said("Odd Varga", "had promised", "to reopen the ferry to Skarn by May 20", MINISTER, "commit")
    told = later("Odd Varga had promised to reopen the ferry to Skarn by May 20 and did not do so.", again, published="2024-05-22")  # fmt: skip
    reports = (pledged(), pledged("2024-05-07", "The Lamp"), told)
    assert len({tuple(commitments(*order)) for order in permutations(reports)}) == 1


# ---- the dossier, item by item

# Wordings that are not found, by the ids of the truth: told by another speaker, or attributed to one by mistake.
WITHOUT = {"k01": {"s038", "s117"}, "k07": {"s150", "s159"}, "k13": {"s205"}}
BEYOND = {"k12": {"s170"}}
# Kept promises of which no sentence tells in the promise's words, or by whom the reader names somebody else.
STILL_OPEN = {"k02", "k13"}


@pytest.fixture
def found(dossier: Record) -> dict[str, Commitment]:
    return {one.id: one for one in Comparison(dossier).each("commitment") if isinstance(one, Commitment)}


def test_the_dossiers_commitments_with_their_wordings(truth: Truth, found: dict[str, Commitment]) -> None:
    matched = pairs(truth, found)
    without, beyond = {}, {}
    for item in truth.lists["commitments"]:
        read, ours = truth.read(item["statements"]), members(truth, found[matched[item["id"]]])
        without[item["id"]], beyond[item["id"]] = read - ours, ours - read
    assert {number: some for number, some in without.items() if some} == WITHOUT
    assert {number: some for number, some in beyond.items() if some} == BEYOND
    extra = [one.action.words for number, one in found.items() if number not in matched.values()]
    assert extra == ["that they would be at home before Easter Sunday"]


def test_what_the_dossiers_commitments_are(truth: Truth, found: dict[str, Commitment]) -> None:
    matched = pairs(truth, found)
    for item in truth.lists["commitments"]:
        one = found[matched[item["id"]]]
        markers = {bound.marker for bound in one.conditions}
        assert one.act == item["act"], item["id"]
        assert bool(markers & {*item["condition"]["kind"]} if item["condition"] else not markers), item["id"]
        if item["due"] and item["id"] != "k18":
            assert one.due is not None and one.due.end == item["due"]["end"], item["id"]  # noqa: PT018


def test_what_became_of_the_dossiers_commitments(truth: Truth, found: dict[str, Commitment]) -> None:
    matched = pairs(truth, found)
    wrong = {}
    for item in truth.lists["commitments"]:
        one = found[matched[item["id"]]]
        assert statuses(one)[0] == "open"
        assert all(step.proposed and step.evidence for step in one.history[1:])
        if one.status != item["status"]:
            wrong[item["id"]] = one.status
    assert wrong == dict.fromkeys(STILL_OPEN, "open")


def test_as_of_a_day_before_the_evidence_the_offer_is_open(dossier: Record, truth: Truth, found: dict[str, Commitment]) -> None:  # fmt: skip
    number = pairs(truth, found)["k01"]
    then = Comparison(dossier).finding(number, as_of=AsOf("2024-03-31"))
    assert isinstance(then, Commitment)
    assert (then.status, found[number].status) == ("open", "withdrawn")
    assert len(then.statements) == len(found[number].statements)


@pytest.mark.skipif(not RESERVE.is_dir(), reason="the shared case is not beside this checkout")
def test_the_model_cases_commitments(tmp_path: Path) -> None:
    case = json.loads((RESERVE / "case.json").read_text(encoding="utf-8"))["commitments"]
    said = {
        one["id"]: one["content"]
        for line in (RESERVE / "gold.jsonl").read_text(encoding="utf-8").splitlines()
        for one in json.loads(line)["statements"]
    }
    with Record.open(tmp_path / "record.db") as record, Readers() as readers:
        list(add(open_places([str(RESERVE / "page.txt")], Fetcher()), readers, record, Archive(tmp_path / "archive")))
        comparison = Comparison(record)
        comparison.catch_up()
        ours = [one for one in comparison.each("commitment") if isinstance(one, Commitment)]
    wanted = {frozenset(said[number] for number in item["statements"]) for item in case}
    assert {frozenset(plain(passage.words) for passage in one.statements) for one in ours} == {
        frozenset(map(plain, item)) for item in wanted
    }
    assert {(one.status, len(one.conditions) > 0) for one in ours} == {("open", True), ("open", False)}


def plain(words: str) -> str:
    return " ".join(words.split()).strip(".”")
