"""Stories: which reports tell of the same thing, why each belongs there, and which are copies of which."""

from __future__ import annotations

import random
import zlib
from dataclasses import replace
from itertools import combinations

import pytest
from evaluation.deriving import web_of
from evaluation.truth import Truth
from sqlalchemy import insert, select

from according.comparison.bonds import Bond, Thing
from according.comparison.comparison import AsOf, Comparison
from according.comparison.groups import components
from according.comparison.reports import Report, texts_to_encode
from according.comparison.stories import STRONG, WEAK, bonds, joined
from according.comparison.vectors import released
from according.findings import Story
from according.model import Date, Reading
from according.record.record import Record
from according.record.tables import findings_then
from tests.sample import reading_of

FERRY = (
    "The ferry Anna Brisk ran aground on the Korvel reef on Tuesday with 212 passengers on board, the coastguard of Lantria said. Lifeboats from Port Hesk took everyone off before dark.",
    "Captain Odo Brill told the coastguard that the ferry’s rudder had jammed. “We had steered for ten minutes and nothing answered,” Brill said.",
)
FERRY_ELSEWHERE = (
    "PORT HESK – Divers looked at the hull of the stranded ferry Anna Brisk on Wednesday, a day after she ran onto the Korvel reef. The coastguard of Lantria said the rudder was found turned hard to port.",
    "Odo Brill, the captain, had reported a jammed rudder. All 212 passengers are safe, the lifeboat station in Port Hesk said.",
)
TARIFF = (
    "Lantria will raise its tariff on imported barley from the first of May, Finance Minister Ruta Selm said on Wednesday. Farmers in the east had asked for it since the harvest.",
    "“Nobody will pay more for bread,” Selm told parliament. The millers’ guild said it doubted that.",
)


@pytest.fixture
def stories(dossier: Record, truth: Truth) -> dict[frozenset[str], Story]:
    """The stories found in the dossier, by their pages."""
    found = [story for story in Comparison(dossier).each("story") if isinstance(story, Story)]
    return {frozenset(truth.page_of[member.article] for member in story.members): story for story in found}


def report(*paragraphs: str, day: str | None = "2031-04-10", title: str | None = None) -> Report:
    """A report of these paragraphs."""
    reading = reading_of(*paragraphs)
    published = Date(day, day, "day", "metadata") if day else None
    return prepared(replace(reading, article=replace(reading.article, published=published, title=title)))


def prepared(reading: Reading) -> Report:
    texts = texts_to_encode(reading)
    return Report(reading, dict(zip(texts, released().encode(list(texts.values())), strict=True)))


# The dossier, item by item

# Told in one report of few words and an event of its own, whose only tie is to one other report.
MISSED = {"t03": {"p36"}}


def test_every_story_of_the_dossier_is_found_with_its_reports(
    stories: dict[frozenset[str], Story], truth: Truth
) -> None:
    wanted = {item["id"]: frozenset(item["pages"]) - MISSED.get(item["id"], set()) for item in truth.lists["stories"]}
    assert set(stories) == set(wanted.values())


def test_reports_that_stand_alone_are_in_no_story(stories: dict[frozenset[str], Story], truth: Truth) -> None:
    assert not set(truth.lists["alone"]) & frozenset().union(*stories)


def test_every_copy_is_marked_with_its_original_and_how_much_it_took(
    stories: dict[frozenset[str], Story], truth: Truth
) -> None:
    found = {
        (truth.page_of[member.copy_of], truth.page_of[member.article], member.extent)
        for story in stories.values()
        for member in story.members
        if member.copy_of
    }
    assert found == {(item["original"], item["copy"], item["extent"]) for item in truth.lists["copies"]}


def test_every_membership_names_another_report_and_what_both_share(stories: dict[frozenset[str], Story]) -> None:
    for story in stories.values():
        for member in story.members:
            others = [other.title for other in story.members if other is not member]
            assert any(f"“{title}”" in member.why for title in others)
            assert "both name" in member.why
            assert "published" in member.why


def test_members_stand_in_the_order_of_publication_and_the_first_gives_the_title(
    stories: dict[frozenset[str], Story],
) -> None:
    for story in stories.values():
        days = [(member.published.start or "")[:10] for member in story.members if member.published]
        assert days == sorted(days)
        assert (story.first_day, story.last_day) == (days[0], days[-1])
        assert story.title == story.members[0].title


def test_the_actors_of_a_story_are_those_whom_its_reports_name(stories: dict[frozenset[str], Story]) -> None:
    water = next(story for pages, story in stories.items() if "p17" in pages)
    assert "Hanna Dovic" in water.actors
    assert "Gregor Talmas" not in water.actors


def test_as_of_a_day_a_story_has_what_was_published_by_then(dossier: Record, truth: Truth) -> None:
    then = [story for story in Comparison(dossier).each("story", as_of=AsOf("2024-03-09")) if isinstance(story, Story)]
    assert then
    assert all(story.last_day <= "2024-03-09" for story in then)
    pages = {truth.page_of[member.article] for story in then for member in story.members}
    assert {"p01", "p02", "p04"} <= pages


def test_a_forgotten_page_leaves_its_story(dossier: Record, truth: Truth) -> None:
    article = truth.readings["p18"].article
    dossier.forget(article.place)
    comparison = Comparison(dossier)
    comparison.catch_up()
    left = [member for story in comparison.each("story") if isinstance(story, Story) for member in story.members]
    assert article.id not in {member.article for member in left}
    assert truth.readings["p17"].article.id in {member.article for member in left}


def test_a_forgotten_page_leaves_past_stories_that_are_of_another_story_today(dossier: Record, truth: Truth) -> None:
    article = truth.readings["p18"].article
    with dossier.changing() as connection:
        rows = connection.execute(select(findings_then).where(findings_then.c.kind == "story")).all()
        held = [row._asdict() for row in rows if article.id.encode() in zlib.decompress(row.body)]
        assert held
        # As if a later page had parted it from the story's founding member.
        connection.execute(insert(findings_then), [row | {"id": f"another {place}"} for place, row in enumerate(held)])
    dossier.forget(article.place)
    with dossier.asking() as connection:
        bodies = connection.scalars(select(findings_then.c.body)).all()
    assert not any(article.id.encode() in zlib.decompress(body) for body in bodies)


# Two reports


def test_two_reports_of_one_accident_are_bonded_and_the_bond_says_by_what() -> None:
    (bond,) = bonds(report(*FERRY), report(*FERRY_ELSEWHERE, day="2031-04-11"))
    assert bond.weight >= STRONG
    assert "Odo Brill" in bond.why
    assert "rudder" in bond.why
    assert "1 day apart" in bond.why


def test_reports_of_different_things_from_one_country_are_not() -> None:
    assert not list(bonds(report(*FERRY), report(*TARIFF)))


def test_a_report_has_no_bond_with_itself() -> None:
    ferry = report(*FERRY)
    assert not list(bonds(ferry, ferry))


@pytest.mark.parametrize(("day", "held_together"), [("2031-05-10", True), ("2031-05-11", False), (None, True)])
def test_only_reports_within_thirty_days_are_held_together_and_undated_ones(
    day: str | None, held_together: bool
) -> None:
    later = report(*FERRY_ELSEWHERE, day=day)
    assert bool(list(bonds(report(*FERRY), later))) == held_together


def test_a_text_that_was_not_read_is_bonded_with_its_copy_alone() -> None:
    german = (
        "Die Fähre Anna Brisk ist am Dienstag mit 212 Menschen an Bord auf das Korvel-Riff gelaufen, wie die Küstenwache von Lantria mitteilte. Rettungsboote aus Port Hesk brachten alle vor Einbruch der Dunkelheit an Land.",
    )
    unread = [
        replace(report(*text).reading, unread="The text is in the language 'de'.")
        for text in (german, (*german, "Mehr dazu um acht."))
    ]
    one, other = (prepared(reading) for reading in unread)
    (bond,) = bonds(one, other)
    assert bond.data["extent"] in ("whole", "abridged")
    assert not list(bonds(report(*FERRY), one))


# What belongs together


def _bond(one: str, other: str, weight: float) -> Bond:
    left, right = sorted((Thing(one, one), Thing(other, other)))
    return Bond("story", left, right, weight, "", {})


def _parts(*given: tuple[str, str, float]) -> list[str]:
    found = [_bond(*bond) for bond in given]
    things = {end for bond in found for end in (bond.left, bond.right)}
    return sorted("".join(thing.id for thing in part) for part in components(things, web_of(found), joined))


CORE = [("a", "b", STRONG), ("b", "c", STRONG), ("a", "c", STRONG)]
LIKELY = (STRONG + WEAK) / 2


def test_three_reports_that_belong_together_take_in_one_that_is_somewhat_like_each() -> None:
    assert _parts(*CORE, ("a", "x", LIKELY), ("b", "x", LIKELY), ("c", "x", LIKELY)) == ["abcx"]


def test_two_do_not_and_neither_do_three_that_have_nothing_to_do_with_one_another() -> None:
    assert _parts(*CORE, ("a", "x", LIKELY), ("b", "x", LIKELY)) == ["abc", "x"]
    assert _parts(("a", "x", LIKELY), ("b", "x", LIKELY), ("c", "x", LIKELY)) == ["a", "b", "c", "x"]


def test_an_affair_that_goes_on_in_other_words_is_one_story() -> None:
    """No two reports are much alike, but all are somewhat like all others."""
    assert _parts(*((one, other, LIKELY) for one, other in combinations("abcdef", 2))) == ["abcdef"]


def test_two_affairs_among_the_same_people_stay_two() -> None:
    affairs = [(one, other, LIKELY) for affair in ("abcdef", "uvwxyz") for one, other in combinations(affair, 2)]
    between = [("a", "u", WEAK), ("a", "v", WEAK), ("b", "u", WEAK), ("f", "z", LIKELY)]
    assert _parts(*affairs, *between) == ["abcdef", "uvwxyz"]


def test_three_or_four_reports_that_are_only_somewhat_alike_are_no_story() -> None:
    assert _parts(*((one, other, LIKELY) for one, other in combinations("abcd", 2))) == ["a", "b", "c", "d"]


def test_a_report_between_two_stories_joins_the_one_it_is_more_like_and_never_joins_them() -> None:
    other = [("d", "e", STRONG), ("e", "f", STRONG), ("d", "f", STRONG)]
    near = [(end, "x", LIKELY) for end in "abc"] + [(end, "x", LIKELY + 0.05) for end in "def"]
    assert _parts(*CORE, *other, *near) == ["abc", "defx"]


def test_belonging_together_is_mutual_whatever_the_bonds() -> None:
    draw = random.Random(7)
    for _ in range(50):
        names = "abcdefghij"
        found = [
            _bond(one, other, draw.choice((WEAK, LIKELY, LIKELY, STRONG)))
            for one, other in combinations(names, 2)
            if draw.random() < 0.5
        ]
        parts = components({Thing(name, name) for name in names}, web_of(found), joined)
        shuffled = components({Thing(name, name) for name in names}, web_of(draw.sample(found, len(found))), joined)
        assert parts == shuffled
        assert sorted(thing for part in parts for thing in part) == sorted(Thing(name, name) for name in names)
