"""Where a name lies on the map, and what states are said to be to each other."""

from __future__ import annotations

from collections import Counter

import pytest
from tests.sample import article_of

from according.language import parse
from according.model import Article
from according.reading.actors import find_actors
from according.reading.places import choose, find_places
from according.reading.relations import find_relations
from according.reading.towns import towns_named


def places(text: str) -> dict[str, str | None]:
    """The country of each place that was resolved in a text, by its words."""
    article = article_of(text)
    found = find_places(article, parse(text, article.paragraphs))
    return {place.span.of(text): place.country for place in found}


def test_a_town_of_one_country_is_found_with_coordinates() -> None:
    [town] = [one for one in towns_named("trondheim") if one.country == "NOR"]
    assert choose(towns_named("trondheim"), None, Counter()) == town
    assert (round(town.latitude), round(town.longitude)) == (63, 10)


def test_a_name_of_several_towns_is_open_without_a_reason() -> None:
    several = towns_named("springfield")
    assert len(several) > 1
    assert choose(several, None, Counter()) is None


@pytest.mark.parametrize(("beside", "country"), [("USA-IL", "USA"), ("USA-MO", "USA")])
def test_a_state_right_behind_a_name_decides(beside: str, country: str) -> None:
    town = choose(towns_named("springfield"), beside, Counter())
    assert town is not None
    assert (town.country, f"USA-{town.admin}") == (country, beside)


def test_towns_are_known_by_other_spellings_and_in_either_case() -> None:
    assert {town.name for town in towns_named("LEMBERG")} == {"Lviv"}
    assert towns_named("Zhytomyr") == towns_named("Zhitomir") != []
    assert towns_named("no town of this name") == []


def test_a_country_named_elsewhere_decides() -> None:
    there = choose(towns_named("valencia"), None, Counter({"VEN": 2}))
    assert there is not None
    assert there.country == "VEN"


def test_the_far_larger_town_is_meant() -> None:
    town = choose(towns_named("london"), None, Counter())
    assert town is not None
    assert town.country == "GBR"


def test_a_country_is_its_own_place() -> None:
    assert places("Floods hit Norway and Peru.") == {"Norway": "NOR", "Peru": "PER"}


def relations(article: Article) -> list[tuple[str, str, str | None]]:
    parsed = parse(article.text, article.paragraphs)
    cast = find_actors(article, parsed)
    named = {actor.id: actor.name for actor in cast.actors}
    return [
        (one.kind, named[one.of], named[one.to] if one.to else None) for one in find_relations(article, parsed, cast)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway is Sweden's closest ally.", [("ally", "Norway", "Sweden")]),
        ("Chile, a rival of Peru, objected.", [("rival", "Chile", "Peru")]),
        (
            "With NATO members, Estonia, Denmark, and Greece, it has long borders.",
            [("member", "Estonia", "NATO"), ("member", "Denmark", "NATO"), ("member", "Greece", "NATO")],
        ),
        ("Norway and Sweden have proclaimed a union.", [("union", "Norway", "Sweden")]),
        ("Norway attacked Sweden.", []),
        ("He is a member of the club.", []),
    ],
)
def test_relations_are_read_and_kept_apart_from_events(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert relations(article_of(text)) == expected
