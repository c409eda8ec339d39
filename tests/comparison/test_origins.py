"""Origins: one voice on one occasion, whatever the number of reports, and what ties each report to it."""

from __future__ import annotations

import random

import pytest
from evaluation.measures.origins import members
from evaluation.truth import Item, Truth

from according.comparison.origins import origins
from according.comparison.reports import Report
from according.findings import Origins
from according.model import Statement
from tests.comparison.building import Said, Who, report

VELD = Who("Arno Veld", "person", "XZA", "GOV", "Foreign Minister")
TOLL = "the bridge toll will be dropped in June"
OFFICIALS = Who("Two officials", "unnamed", "XZA", "GOV")


def told(one: Report) -> list[tuple[Report, Statement]]:
    return [(one, statement) for statement in one.statements.values()]


def of(*reports: Report) -> Origins:
    return origins([pair for one in reports for pair in told(one)])


def minister(day: str, published: str, publisher: str, **more: str) -> Report:
    text = f"Foreign Minister Arno Veld said on {day} that {TOLL}."
    said = Said("Foreign Minister Arno Veld", "said", TOLL, VELD, on=more.get("on"))
    return report(text, [said], published=published, publisher=publisher)


def test_ten_relays_of_one_interview_are_one_origin() -> None:
    first = report(
        f"Foreign Minister Arno Veld told Radio Marl on Monday that {TOLL}.",
        [Said("Foreign Minister Arno Veld", "told", TOLL, VELD, on="2024-05-06")],
        publisher="Radio Marl",
    )
    relays = [
        report(
            f"Foreign Minister Arno Veld said that {TOLL}, Radio Marl reported. Paper {n} adds nothing.",
            [Said("Foreign Minister Arno Veld", "said", TOLL, VELD, via=[("relay", "Radio Marl", "text")])],
            published="2024-05-07",
            publisher=f"Paper {n}",
        )
        for n in range(10)
    ]
    found = of(first, *relays)
    assert found.count == 1
    assert len(found.voices[0].reports) == 11
    assert {one.tie for one in found.voices[0].reports[1:]} == {"named relay"}
    assert {one.via for one in found.voices[0].reports[1:]} == {first.id}
    assert "Radio Marl" in (found.voices[0].reports[1].tied_by or pytest.fail("no words")).words


def test_the_same_speaker_on_another_day_is_another_origin() -> None:
    found = of(
        minister("Monday", "2024-05-06", "The Courier", on="2024-05-06"),
        minister("Monday", "2024-05-07", "The Lamp", on="2024-05-06"),
        minister("Friday", "2024-05-10", "The Courier", on="2024-05-10"),
    )
    assert [(voice.speaker, voice.on and voice.on.start, len(voice.reports)) for voice in found.voices] == [
        ("Arno Veld", "2024-05-06", 2),
        ("Arno Veld", "2024-05-10", 1),
    ]
    assert found.voices[0].basis == "stated"


def test_news_without_a_day_is_of_the_occasion_that_its_days_allow_and_says_that_this_is_inferred() -> None:
    found = of(
        minister("Monday", "2024-05-06", "The Courier", on="2024-05-06"), minister("it", "2024-05-07", "The Lamp")
    )
    assert found.count == 1
    assert found.voices[0].basis == "inferred"
    assert "1 of 2 statements name the day, 2024-05-06" in found.voices[0].why


def recalled() -> Report:
    return report(
        "Drivers still pay. Arno Veld had said they would cross for nothing by summer.",
        [Said("Arno Veld", "had said", "they would cross for nothing by summer", VELD)],
        published="2024-06-20",
        publisher="The Lamp",
    )


def test_a_saying_recalled_without_a_day_is_of_the_only_occasion_on_record() -> None:
    found = of(minister("Monday", "2024-05-06", "The Courier", on="2024-05-06"), recalled())
    assert found.count == 1
    assert found.voices[0].basis == "inferred"
    assert found.voices[0].reports[1].tie == "named occasion"


def test_where_two_occasions_fit_and_nothing_tells_it_is_neither() -> None:
    late = recalled()
    found = of(
        minister("Monday", "2024-05-06", "The Courier", on="2024-05-06"),
        minister("Friday", "2024-05-10", "The Bell", on="2024-05-10"),
        late,
    )
    assert found.count == 2
    assert [one.passage.article for one in found.cannot_tell] == [late.id]
    assert "2 occasions fit" in found.cannot_tell[0].why


def test_unnamed_voices_are_one_only_where_the_relay_leads_to_the_same_paper() -> None:
    text = "Two officials in Marl told The Courier that {0}."
    own = report(text.format(TOLL), [Said("Two officials", "told", TOLL, OFFICIALS)])
    relay = report(
        f"Two officials said that {TOLL}, The Courier reported.",
        [Said("Two officials", "said", TOLL, OFFICIALS, via=[("relay", "The Courier", "text")])],
        publisher="The Lamp",
        published="2024-05-07",
    )
    loose = report(
        "It was raining. From June nobody pays at the bridge, two officials said.",
        [Said("two officials", "said", "From June nobody pays at the bridge", OFFICIALS)],
        publisher="The Bell",
        published="2024-05-08",
    )
    found = of(own, relay, loose)
    assert found.count == 1
    assert found.voices[0].speaker is None
    assert found.voices[0].called == "Two officials"
    assert [one.passage.article for one in found.voices[0].reports] == [own.id, relay.id]
    assert [one.passage.article for one in found.cannot_tell] == [loose.id]


def test_the_same_words_within_one_minute_came_under_an_embargo() -> None:
    words = "“We counted the boats three times and forty are missing,”"
    reports = [
        report(
            f"{words} harbour master Ilse Quay said. {notice}",
            [Said("harbour master Ilse Quay", "said", words, Who("Ilse Quay", "person", "XZA", "GOV"))],
            published="2024-05-06T10:00:00+00:00",
            publisher=name,
        )
        for name, notice in (("The Courier", "The survey was embargoed until ten."), ("The Lamp", "It is spring."))
    ]
    found = of(*reports)
    assert found.count == 1
    assert {one.tie for one in found.voices[0].reports} == {"embargo minute"}
    shown = [one.tied_by.words for one in found.voices[0].reports if one.tied_by]
    assert shown == ["The survey was embargoed until ten."]


def test_agency_copy_hangs_on_the_agency_by_its_credit() -> None:
    wire = minister("Monday", "2024-05-06T08:00:00+00:00", "Marl Wire", on="2024-05-06")
    text = f"MARL (Marl Wire) – Foreign Minister Arno Veld said on Monday that {TOLL}. The sun shone."
    said = Said(
        "Foreign Minister Arno Veld", "said", TOLL, VELD, via=[("relay", "Marl Wire", "credit")], on="2024-05-06"
    )
    local = report(text, [said], published="2024-05-06T11:00:00+00:00", publisher="The Bell", agency=["Marl Wire"])
    first, second = of(local, wire).voices[0].reports
    assert (first.tie, second.tie, second.via) == ("direct", "agency credit", wire.id)
    assert second.tied_by is not None
    assert "Marl Wire" in second.tied_by.words


@pytest.mark.parametrize(
    ("text", "tie", "shown"),
    [
        ("MARL (MWA) – Arno Veld said that {0}. Rain fell all day.", "agency credit", "MARL (MWA)"),
        ("Arno Veld said that {0}. Rain fell.\n\nWith reporting by MWA", "agency credit", "With reporting by MWA"),
        (
            "Arno Veld said that {0}, as quoted by the Marl Wire Agency.",
            "named relay",
            "quoted by the Marl Wire Agency",
        ),
    ],
)
def test_an_agency_by_its_letters_or_that_passed_it_on_is_where_a_report_has_it_from(
    text: str, tie: str, shown: str
) -> None:
    wire = minister("Monday", "2024-05-06T08:00:00+00:00", "Marl Wire Agency", on="2024-05-06")
    told_again = report(
        text.format(TOLL), [Said("Arno Veld", "said", TOLL, VELD, on="2024-05-06")],
        published="2024-05-06T11:00:00+00:00", publisher="The Bell",
    )  # fmt: skip
    second = of(told_again, wire).voices[0].reports[1]
    assert (second.tie, second.via) == (tie, wire.id)
    assert shown in (second.tied_by.words if second.tied_by else "")


def test_interviews_with_two_papers_are_two_occasions() -> None:
    lamp = report(
        f"Arno Veld told The Lamp that {TOLL}.",
        [Said("Arno Veld", "told", TOLL, VELD, via=[("venue", "The Lamp", "text")])],
        published="2024-05-06", publisher="The Lamp",
    )  # fmt: skip
    mirror = report(
        "Arno Veld told the Mirror over coffee that nobody would pay from June.",
        [Said("Arno Veld", "told", "nobody would pay from June", VELD, via=[("venue", "the Mirror", "text")])],
        published="2024-05-07", publisher="Marl Mirror",
    )  # fmt: skip
    assert of(lamp, mirror).count == 2


def test_a_ministrys_own_statement_of_another_day_is_not_its_ministers_words() -> None:
    body = Who("Foreign Ministry", "organisation", "XZA", "GOV")
    statement = report(
        f"The Foreign Ministry said in a statement on Thursday that {TOLL}.",
        [Said("The Foreign Ministry", "said", TOLL, body, on="2024-05-09")], published="2024-05-09", publisher="The Bell",
    )  # fmt: skip
    said = minister("Monday", "2024-05-06", "The Courier", on="2024-05-06")
    found = of(statement, said)
    assert [voice.speaker for voice in found.voices] == ["Arno Veld", "Foreign Ministry"]
    assert not found.cannot_tell


def test_a_copy_is_no_voice_of_its_own_though_its_speaker_is_read_otherwise() -> None:
    said = "the count was rigged in four provinces"
    text = f"The Civic Front says {said}. The snow has closed the pass, and no bus went to Marl on Monday. " * 3
    front, opposition = Who("Civic Front", "organisation", "XZA", "OPP"), Who("opposition", "group", None, "OPP")
    wire = report(text, [Said("Civic Front", "says", said, front)], publisher="Marl Wire")
    copy = report(
        f"{text}It is spring.", [Said("Civic Front", "says", said, opposition)],
        publisher="The Lamp", published="2024-05-07",
    )  # fmt: skip
    found = of(wire, copy)
    assert found.count == 1
    assert [one.tie for one in found.voices[0].reports] == ["direct", "identical wording"]


def test_copy_signed_with_an_agencys_name_hangs_on_its_report() -> None:
    wire = minister("Monday", "2024-05-06", "Tarn Wire", on="2024-05-06")
    words = f"Foreign Minister Arno Veld said on Monday that {TOLL}. The ferrymen shrugged and mended their nets.\n\n"
    said = [Said("Arno Veld", "said", TOLL, VELD, on="2024-05-06")]
    signed = f"{words}Tarn Wire; further reporting by the Lamp.\n\nCorrection: The bridge has four piers."
    copy = report(signed, said, published="2024-05-07", publisher="The Lamp")
    (first, second) = of(wire, copy).voices[0].reports
    assert (first.tie, second.tie, second.via) == ("direct", "agency credit", wire.id)
    own = report(
        f"{words}Tarn is wired to the grid; power is cheap.", said, published="2024-05-07", publisher="The Lamp"
    )
    assert of(wire, own).voices[0].reports[1].tie != "agency credit"


def test_who_had_it_first_says_where_the_order_rests_on_days_only() -> None:
    by_minute = of(
        minister("Monday", "2024-05-06T08:00:00+00:00", "The Courier", on="2024-05-06"),
        minister("Monday", "2024-05-06T07:00:00+00:00", "The Lamp", on="2024-05-06"),
    )
    by_day = of(
        minister("Monday", "2024-05-06", "The Courier", on="2024-05-06"),
        minister("Monday", "2024-05-06T07:00:00+00:00", "The Lamp", on="2024-05-06"),
    )
    assert "First on record: The Lamp, 2024-05-06T07:00:00+00:00" in by_minute.voices[0].why
    assert "days only" not in by_minute.voices[0].why
    assert "days only" in by_day.voices[0].why


HALVARD = Who("Halvard", "country", "XZB")
COUNTED = "to send its ferries across the Renn"


def test_what_a_paper_counts_in_a_sentence_of_its_own_is_the_papers() -> None:
    text = f"It is the first time that Halvard has promised {COUNTED}. Nobody in Renn saw one on Monday."
    count = of(report(text, [Said("Halvard", "has promised", COUNTED, HALVARD, act="commit")], publisher="Daily Flash"))
    assert [(voice.speaker, voice.called) for voice in count.voices] == [("Daily Flash", None)]
    assert count.voices[0].why.startswith("Daily Flash says so of Halvard in its own words.")
    text = f"Halvard has promised {COUNTED}. It is the first time in years."
    told_of = of(report(text, [Said("Halvard", "has promised", COUNTED, HALVARD, act="commit")], publisher="The Lamp"))
    assert [voice.speaker for voice in told_of.voices] == ["Halvard"]


def test_nobody_grades_a_source_but_people() -> None:
    voice = of(minister("Monday", "2024-05-06", "The Courier", on="2024-05-06")).voices[0]
    assert voice.source_grade + voice.information_grade == "F6"


@pytest.fixture(scope="module")
def reports(truth: Truth) -> dict[str, Report]:
    return {page: Report(reading, {}) for page, reading in truth.readings.items()}


def of_item(truth: Truth, reports: dict[str, Report], item: Item) -> list[tuple[Report, Statement]]:
    wanted = ((reports[truth.statement[number]["page"]], number) for number in members(truth, item))
    return [(one, one.statements[ours]) for one, number in wanted for ours in sorted(truth.ours(number))]


# A judge who recalls the observers' report is counted as a voice of her own (g05); the speaker of a radio address is
# read as the minister named before (g13).
MISCOUNTED = {"g05", "g13"}


def test_the_dossiers_voices_are_counted_item_by_item(truth: Truth, reports: dict[str, Report]) -> None:
    wrong = {
        item["id"]
        for item in truth.lists["origins"]
        if origins(of_item(truth, reports, item)).count != item["count"]
    }  # fmt: skip
    assert wrong == MISCOUNTED


def test_no_two_voices_of_the_dossier_are_taken_for_one(truth: Truth, reports: dict[str, Report]) -> None:
    for item in truth.lists["origins"]:
        wanted = {one["statement"]: voice["id"] for voice in item["voices"] for one in voice["reports"]}
        for voice in origins(of_item(truth, reports, item)).voices:
            theirs = {number for one in voice.reports for number in truth.theirs(one.passage.statement or "")}
            assert len({wanted[number] for number in theirs if number in wanted}) <= 1, item["id"]


def test_the_order_in_which_reports_come_does_not_matter(truth: Truth, reports: dict[str, Report]) -> None:
    for item in truth.lists["origins"]:
        pairs = of_item(truth, reports, item)
        shuffled = random.Random(7).sample(pairs, len(pairs))
        assert origins(shuffled) == origins(pairs), item["id"]
