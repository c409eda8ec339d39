"""Whether two actors of two reports are one voice, or one speaks for the other."""

from __future__ import annotations

import pytest

from according.comparison.speakers import one_for_the_other
from according.model import Actor, ActorKind


def actor(name: str, kind: ActorKind, country: str | None, sector: str | None, role: str | None = None) -> Actor:
    return Actor(f"a-{name}", name, kind, country, sector, role, ())


LORNIA = actor("Lornia", "country", "XLO", None)
FOREIGN_MINISTRY = actor("Lornian Foreign Ministry", "organisation", "XLO", "GOV")
FOREIGN_MINISTER = actor("Ada Brisk", "person", "XLO", "GOV", "Foreign Minister")
SPOKESWOMAN = actor("Mara Holt", "person", "XLO", "GOV", "spokeswoman of the Foreign Ministry")
PRESIDENT = actor("Tom Ferrel", "person", "XLO", "GOV", "President")
CHIEF = actor("Ivo Senn", "person", "XTA", "GOV", "trade chief of the River League")
LEAGUE = actor("River League", "organisation", "IGO", "GOV")


@pytest.mark.parametrize(
    ("speaker", "principal"),
    [
        (FOREIGN_MINISTRY, LORNIA),
        (FOREIGN_MINISTER, LORNIA),
        (FOREIGN_MINISTER, FOREIGN_MINISTRY),
        (SPOKESWOMAN, FOREIGN_MINISTRY),
        (SPOKESWOMAN, FOREIGN_MINISTER),
        (CHIEF, LEAGUE),
        (
            actor("spokesman for the Foreign Ministry", "unnamed", "XLO", "GOV", "spokesman for the Foreign Ministry"),
            FOREIGN_MINISTRY,
        ),
        (actor("Kremlin", "organisation", "RUS", "GOV"), actor("Putin", "person", "RUS", "GOV", "President")),
        (actor("Peskov", "person", "RUS", "GOV", "Kremlin spokesman"), actor("Kremlin", "organisation", "RUS", "GOV")),
        (actor("Ana Roth", "person", "XLO", "GOV", "presidential spokeswoman"), PRESIDENT),
        (actor("Jo Lind", "person", "XLO", "OPP", "leader of the Green Row"), actor("Green Row", "group", None, "OPP")),
    ],
)
def test_one_speaks_for_the_other_whichever_comes_first(speaker: Actor, principal: Actor) -> None:
    for reason in (one_for_the_other(speaker, principal), one_for_the_other(principal, speaker)):
        assert reason
        assert speaker.name in reason.sentence
        assert principal.name in reason.sentence


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (PRESIDENT, FOREIGN_MINISTER),
        (actor("official", "unnamed", "XLO", "GOV", "official"), LORNIA),
        (PRESIDENT, actor("Toria", "country", "XTO", None)),
        (actor("Lil Vance", "person", "XLO", "GOV", "former Foreign Minister"), FOREIGN_MINISTRY),
        (actor("Bo Carr", "person", "XLO", "OPP", "leader of the Green Row"), LORNIA),
        (actor("Uma Dell", "person", "XTO", "GOV", "Foreign Minister"), FOREIGN_MINISTRY),
        (actor("Water Ministry", "organisation", "XLO", "GOV"), FOREIGN_MINISTER),
    ],
)
def test_neither_speaks_for_the_other(one: Actor, other: Actor) -> None:
    assert one_for_the_other(one, other) is None
