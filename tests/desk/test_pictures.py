"""The pictures of findings: what they show is what there is, at five reports and at two hundred, and it is only text."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from lxml import etree

from according.desk.pictures import findings as pictures
from according.desk.pictures.journey import Halt, journey
from according.desk.pictures.sources import drawn_together, each_voice
from according.desk.pictures.svg import cut, element
from according.desk.pictures.timeline import Lane, Mark, Unit, Window, timeline
from according.findings import Origins, Passage, Report, Untied, Voice
from according.model import Date, Span

HOSTILE = '</title><script>alert(1)</script>" onload="x" \u202e & <'

DRAWN = set("svg text tspan title rect circle polygon polyline a g line".split())


def passage(number: int, outlet: str | None, day: str = "2024-03-04") -> Passage:
    place = f"https://www.paper{number}.example/{number}.html"
    return Passage(
        f"a{number}", place, outlet, Date(day, day, "day", "metadata"), f"s{number}", None, Span(0, 4), "yes."
    )


def voice(reports: int, outlets: int, *, speaker: str = "Ada Reil", day: str | None = "2024-03-01") -> Voice:
    """A voice of which all reports but the first hang on the first."""
    hanging = tuple(
        Report(passage(n, f"Outlet {n % outlets}"), "named relay" if n else "direct", None, "a0" if n else None, "why")
        for n in range(reports)
    )
    on = Date(day, day, "day", "text") if day else None
    return Voice("v1", speaker, None, on, "state TV", "inferred", "why", hanging)


def drawn(*voices: Voice) -> tuple[etree._Element, etree._Element]:
    articles = [report.passage.article for one in voices for report in one.reports]
    picture = pictures.source_map(drawn_together([Origins(voices, ())], articles))
    assert picture
    return etree.fromstring(str(picture.wide)), etree.fromstring(str(picture.narrow))


def names(tree: etree._Element, kind: str) -> list[str]:
    return [
        " ".join("".join(text.itertext()).split()) for text in tree.iter("text") if text.get("class") == f"name {kind}"
    ]


def test_ten_relays_hang_on_one_voice() -> None:
    for tree in drawn(voice(11, 11)):
        assert len(names(tree, "voice")) == 1
        assert names(tree, "venue") == ["state TV"]
        assert [name.split(" 4 Mar")[0] for name in names(tree, "relay")] == ["Outlet 0"]
        assert len(names(tree, "report")) == 10


@pytest.mark.parametrize(("reports", "outlets"), [(5, 5), (200, 40), (200, 3), (1000, 900)])
def test_however_many_reports_there_are_each_is_counted_and_the_map_stays_small(reports: int, outlets: int) -> None:
    for tree in drawn(voice(reports, outlets)):
        told = names(tree, "report") + names(tree, "more")
        counted = [
            int(re.search(r"([\d,]+) reports?$", name)[1].replace(",", "")) if re.search(r"reports?$", name) else 1
            for name in told
        ]  # type: ignore[index]
        assert sum(counted) == reports - 1
        assert len(told) <= 13


def test_the_same_voice_in_two_findings_is_drawn_once() -> None:
    undated = Voice("v2", "Ada Reil", None, None, None, "inferred", "why", voice(3, 3).reports)
    tree, _ = drawn(undated, voice(4, 4))
    assert len(names(tree, "voice")) == 1
    other_day = voice(4, 4, day="2024-03-02")
    tree, _ = drawn(voice(4, 4), other_day)
    assert len(names(tree, "voice")) == 2


def test_two_reports_that_hang_on_each_other_are_drawn_all_the_same() -> None:
    reports = tuple(Report(passage(n, f"Outlet {n}"), "identical wording", None, f"a{1 - n}", "why") for n in (0, 1))
    tree, _ = drawn(Voice("v1", "Ada Reil", None, None, None, "inferred", "why", reports))
    assert len(names(tree, "report")) + len(names(tree, "relay")) == 2


def test_an_empty_column_is_left_out() -> None:
    plain = Voice("v1", "Ada Reil", None, None, None, "stated", "why", voice(2, 2).reports[:1])
    tree, _ = drawn(plain)
    assert [head.text for head in tree.iter("text") if head.get("class") == "head"] == ["First voices", "Reported by"]


def test_words_of_a_page_are_only_text_in_a_picture() -> None:
    hostile = Voice(
        "v1", HOSTILE, None, None, HOSTILE, "stated", "why", (Report(passage(0, HOSTILE), "direct", None, None, ""),)
    )
    for tree in drawn(hostile):
        assert {part.tag for part in tree.iter()} <= DRAWN
        assert not [name for part in tree.iter() for name in part.attrib if name.startswith("on")]
        assert all(text.count("\u202e") == text.count("\u202c") for part in tree.iter() for text in [part.text or ""])
    assert "<script" not in str(element("text", HOSTILE, aria_label=HOSTILE))


def test_marks_that_would_touch_are_one_with_their_number() -> None:
    marks = tuple(Mark(f"2024-03-{day:02}", f"article {day}", f"/articles/{day}") for day in (1, 1, 1, 30))
    tree = etree.fromstring(str(timeline([Lane("HPR", "report", "dot", marks, "#articles")], "told")))
    links = list(tree.iter("a"))
    assert [link.get("href") for link in links] == ["#articles", "/articles/30"]
    assert [text.text for text in links[0].iter("text")] == ["3"]
    assert "article 1" in links[0].findtext("title")


def test_a_timeline_of_one_day_or_of_years_has_labels_that_do_not_run_into_each_other() -> None:
    for days in (("2024-03-01", "2024-03-01"), ("2024-02-27", "2024-03-03"), ("1999-01-01", "2024-03-01")):
        for narrow in (False, True):
            marks = tuple(Mark(day, "x", None) for day in days)
            tree = etree.fromstring(str(timeline([Lane("HPR", "report", "dot", marks)], "told", narrow=narrow)))
            places = sorted(float(text.get("x")) for text in tree.iter("text") if text.get("class") == "when")
            assert places
            assert all(later - earlier >= 55 for earlier, later in pairwise(places))


def looked_at(unit: Unit | None, at: str, *days: str) -> tuple[list[str], pictures.Timeline]:
    """What the marks of a timeline tell, looked at by a unit (None: as a whole) from a day on ("": from the first)."""
    marks = tuple(Mark(day, f"on {day}", f"/articles/{number}") for number, day in enumerate(days))
    look = pictures.Look(unit, date.fromisoformat(at) if at else None, lambda unit, day: f"?{unit}={day}")
    line = pictures.looked_at([Lane("HPR", "report", "dot", marks, "#articles")], "told", look)
    assert line
    seen = etree.fromstring(str(line.drawn.narrow)).iter("a") if line.drawn else ()
    return [link.findtext("title") for link in seen], line


def test_by_the_day_each_day_has_a_mark_of_its_own_with_its_number() -> None:
    days = ("2024-03-01", "2024-03-02", "2024-03-02", "2024-03-03", "2025-03-01")
    told, line = looked_at("day", "", *days)
    assert told == ["HPR: on 2024-03-01", "HPR: 2: on 2024-03-02; on 2024-03-02", "HPR: on 2024-03-03"]
    assert line.days == "1 to 14 March 2024"
    whole, _ = looked_at(None, "", *days)
    assert len(whole) == 2


def test_by_the_week_a_week_begins_on_its_monday() -> None:
    told, line = looked_at("week", "2024-03-06", "2024-03-04", "2024-03-10", "2024-03-11")
    assert [mark.split(": ")[1] for mark in told] == ["2", "on 2024-03-11"]
    assert line.days.startswith("4 March to 26 May")


def test_one_goes_on_over_days_on_which_nothing_was_told_and_past_no_mark() -> None:
    days = ("2024-01-05", "2024-03-01", "2024-03-02", "2024-03-20", "2024-09-01")
    _, line = looked_at("day", "2024-03-01", *days)
    assert (line.earlier, line.later) == (
        pictures.Step("Earlier (1)", "?day=2024-01-05"),
        pictures.Step("Later (2)", "?day=2024-03-20"),
    )
    seen: list[str] = []
    at = ""
    while True:
        told, line = looked_at("day", at, *days)
        seen += told
        if line.later is None:
            break
        at = line.later.href.partition("=")[2]
    assert {mark.removeprefix("HPR: on ") for mark in seen} == set(days)
    assert line.earlier
    assert Window.at("day", date(2024, 8, 19)).last == date(2024, 9, 1)


def test_days_without_a_mark_are_an_empty_look_that_leads_on() -> None:
    told, line = looked_at("day", "2024-05-01", "2024-01-05", "2024-09-01")
    assert told == []
    assert line.drawn is None
    assert line.earlier
    assert line.later


def test_what_has_no_day_is_in_no_timeline() -> None:
    assert timeline([Lane("HPR", "report", "dot", (Mark("", "x", None), Mark("<b>", "y", None)))], "told") is None


def test_each_statement_of_a_finding_is_drawn_and_what_was_lost_stands_beside_it() -> None:
    relays = [Report(passage(n, f"Outlet {n}"), "named relay", None, "a0" if n else None, "why") for n in range(3)]
    again = Report(replace(passage(2, "Outlet 2"), statement="s9"), "named occasion", None, None, "why")
    one = Voice("v1", "Ada Reil", None, None, None, "inferred", "why", (*relays, again))
    lost = Untied(passage(7, "Outlet 7"), "It says only that the same paper says so.")
    sources = each_voice(Origins((one,), (lost,)), {"s1": "⚠ condition lost"})
    picture = pictures.source_map(sources, [lost])
    assert picture
    assert one.articles == 3
    for drawn_as in (picture.wide, picture.narrow):
        tree = etree.fromstring(str(drawn_as))
        reports = names(tree, "report")
        assert [name.split(" 4 Mar")[0] for name in names(tree, "relay")] == ["Outlet 0"]
        assert sorted(name[:8] for name in reports) == ["Outlet 1", "Outlet 2", "Outlet 2", "Outlet 7"]
        assert [name for name in reports if "condition lost" in name] == ["Outlet 1 4 Mar, ⚠ condition lost"]
        assert names(tree, "more") == ["cannot be told"]


def test_a_long_name_goes_on_to_a_second_line_before_it_is_cut() -> None:
    long = "The Evening Mail of Lisk and the Lower Meren Valley"
    report = Report(passage(0, long), "direct", None, None, "why")
    tree, _ = drawn(Voice("v1", "Ada Reil", None, None, "state TV", "inferred", "why", (report,)))
    lines = next(text for text in tree.iter("text") if text.get("class") == "name report")
    assert "".join(lines.itertext()) == f"{long} 4 Mar"
    assert len({line.get("y") for line in lines.findall("tspan")}) == 2


def test_the_surer_a_stop_is_the_higher_it_stands() -> None:
    halts = [
        Halt("even", "a", "A", "/a", False),
        Halt("likely", "b", "B", "/b", False),
        Halt(None, "c", "C", "/c", True),
    ]
    tree = etree.fromstring(str(journey(halts, "told")))
    heights = [float(link.find("rect").get("y")) for link in tree.iter("a")]
    assert heights == sorted(heights, reverse=True)
    assert len(set(heights)) == 3


def test_words_are_cut_to_their_room() -> None:
    assert cut("a  b\nc", 200) == "a b c"
    assert cut("x" * 100, 77) == "x" * 7 + "…"
    assert cut("it lies still", 77) == "it lies still"
    assert len(cut("中" * 100, 77)) < 7
