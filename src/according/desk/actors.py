"""The desk's pages of an actor across articles and of an outlet: what is said, promised and passed on, and by whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response

from according.comparison.judged import NOT_JUDGED, SAME_ACTOR, Verdicts, identified
from according.comparison.sameness import same_actor
from according.desk import render
from according.desk.asking import Closeness
from according.desk.pages import READINGS_A_PAGE, At, Desk
from according.desk.pictures.findings import Look, Timeline, deeds
from according.desk.pictures.timeline import Mark
from according.errors import NotOnRecordError
from according.model import Actor, Party
from according.quoting import quoted
from according.record import actors as across
from according.record import judgements, lists, queries
from according.record.answers import ActorIn, Happening, Judged, Said
from according.record.filters import Filters

STATEMENTS_A_PAGE = 60
# So much is drawn on an actor's timeline; lists of it go on from page to page.
STATEMENTS_DRAWN = 120
EVENTS_DRAWN = 120
EVENTS_SHOWN = 30
NAMES_SHOWN = 40
_PROMISES = ("commit", "threaten")
# Types of events that are deeds: what is done by saying it stands among the statements.
_DEEDS = ("CONSULT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")
_BEGUN = ("happened", "ongoing")

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Entry:
    """An actor as one article has it, and why it is taken for the one whose page this is."""

    article: str
    actor: Actor
    why: str


@dataclass(frozen=True, slots=True)
class Across:
    """An actor across articles.

    Attributes:
        actor: as people identified it.
        entries: its entries in all articles, those of the newest first.
        others: entries of the same or a like name that are not taken for it.
        given: the judgements on who any of them is, the last first.
        verdicts: what people said of the articles, by the articles' ids.
    """

    actor: Actor
    entries: tuple[Entry, ...]
    others: tuple[Entry, ...]
    given: tuple[Judged, ...]
    verdicts: Mapping[str, Verdicts]

    @property
    def found(self) -> list[ActorIn]:
        """The entries as the record has them."""
        return [ActorIn(one.article, one.actor) for one in self.entries]

    @property
    def names(self) -> list[tuple[str, int]]:
        """The names by which articles call it, the most frequent first."""
        counted: dict[str, int] = {}
        for one in self.entries:
            counted[one.actor.name] = counted.get(one.actor.name, 0) + 1
        return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:NAMES_SHOWN]


def actor_across(desk: Desk, number: str) -> Across:
    """The actor of an id in all articles that have it.

    Raises:
        NotOnRecordError: there is no such actor.
    """
    one = desk.record.actor(number)
    with desk.record.asking() as connection:
        near = across.bearing_name(connection, one.actor)
        near = near if any(other.actor.id == number for other in near) else [one, *near]
        bearing = judgements.bearing_on(connection, {other.article for other in near})
    verdicts = {article: Verdicts(given) for article, given in bearing.items()}
    whole = identified(one.actor, verdicts[one.article])
    entries, others = [], []
    for other in near:
        now = identified(other.actor, verdicts[other.article])
        reason = same_actor(whole, now)
        if other.actor.id == number or reason:
            entries.append(Entry(other.article, other.actor, reason.sentence if reason else "This very entry."))
        elif now.kind == whole.kind:
            others.append(Entry(other.article, other.actor, "Not enough agrees, or a person set them apart."))
    ids = {entry.actor.id for entry in (*entries, *others)}
    given = {
        judged.judgement.id: judged
        for some in bearing.values()
        for judged in some
        if judged.judgement.field == SAME_ACTOR and judged.judgement.target in ids
    }
    last_first = sorted(given.values(), key=lambda judged: judged.judgement.at, reverse=True)
    return Across(whole, tuple(entries), tuple(others), tuple(last_first), verdicts)


@router.get("/actors/{actor}")
def actor(desk: At, request: Request, actor: str, zoom: Closeness, after: str = "") -> Response:
    """What an actor said, promised, was accused of and did, across articles, and by which names."""
    whole = actor_across(desk, actor)
    with desk.record.asking() as connection:
        said = queries.said_by_actors(connection, whole.found, after or None, STATEMENTS_DRAWN + 1)
        happened = lists.taken_part(connection, whole.found, EVENTS_DRAWN) if not after else []
    drawn = _Doings.of(whole, said[:STATEMENTS_DRAWN], happened)
    shown = _Doings.of(whole, said[:STATEMENTS_A_PAGE], happened)
    here = f"/actors/{actor}"
    onward = (
        f"{here}?{urlencode({'after': said[STATEMENTS_A_PAGE - 1].cursor})}" if len(said) > STATEMENTS_A_PAGE else None
    )
    look = zoom.look(lambda query: f"{here}?{urlencode({name: value for name, value in query.items() if value})}#days")
    return render.page(
        "actor.html", "/sources",
        request=request, person=request.state.person, number=actor, whole=whole,
        doings=shown, most=EVENTS_SHOWN, onward=onward,
        line=drawn.timeline(look) if not after else None,
        days=drawn.days if not after else [],
        more=len(said) > STATEMENTS_DRAWN,
    )  # fmt: skip


class Day(NamedTuple):
    """How much an actor said, promised or threatened, was accused of and did by what was published on a day."""

    day: str
    said: int
    promised: int
    accused: int
    done: int


@dataclass(frozen=True, slots=True)
class _Doings:
    """What an actor said, promised or threatened, was accused of and did; the newest first."""

    said: list[Said]
    promised: list[Said]
    accused: list[Happening]
    done: list[Happening]

    @classmethod
    def of(cls, whole: Across, said: Sequence[Said], happened: Sequence[Happening]) -> _Doings:
        """Statements with their acts as judged, and of the events those in which the actor has the part."""
        now = [judged for one in said if (judged := _as_judged(one, whole.verdicts))]
        these = {one.actor.id for one in whole.entries}
        accused = [one for one in happened if one.event.type == "ACCUSE" and _among(one.event.recipient, these)]
        done = [
            one
            for one in happened
            if one.event.type in _DEEDS and one.event.status in _BEGUN and _among(one.event.actor, these)
        ]
        promised = [one for one in now if one.statement.act in _PROMISES]
        return cls([one for one in now if one.statement.act not in _PROMISES], promised, accused, done)

    @property
    def days(self) -> list[Day]:
        """For each day that it was told on, the first first, how much there is of each."""
        kinds: tuple[Sequence[Said | Happening], ...] = (self.said, self.promised, self.accused, self.done)
        said, promised, accused, done = (Counter(map(_day, several)) for several in kinds)
        days = sorted({*said, *promised, *accused, *done})
        return [Day(day, said[day], promised[day], accused[day], done[day]) for day in days]

    def timeline(self, look: Look) -> Timeline | None:
        """The same as a picture."""
        return deeds(
            [_stated(one) for one in self.said],
            [_stated(one) for one in self.promised],
            [_happened(one) for one in self.accused],
            [_happened(one) for one in self.done],
            look,
        )


def _among(parties: Sequence[Party], actors: Container[str]) -> bool:
    return any(party.actor in actors for party in parties if party.actor)


def _stated(one: Said) -> Mark:
    return Mark(_day(one), f"{_outlet(one)}: {quoted(one.content or one.cue)}", f"/statements/{one.statement.id}")


def _happened(one: Happening) -> Mark:
    told = f"{_outlet(one)}: {one.event.type.lower()} {quoted(one.words)}"
    return Mark(_day(one), told, f"/articles/{one.article.article}#note-{one.event.id}")


def _outlet(one: Said | Happening) -> str:
    return one.article.publisher or "publisher not known"


def _as_judged(said: Said, verdicts: Mapping[str, Verdicts]) -> Said | None:
    """A statement with the act that a person gave it; None where one rejected it."""
    of = verdicts.get(said.article.article, NOT_JUDGED)
    if of.rejects(said.statement.id):
        return None
    act = of.on(said.statement.id, "act")
    if act is None or act.verdict != "corrected":
        return said
    word: Any = act.person
    return replace(said, statement=replace(said.statement, act=word))


def _day(one: Said | Happening) -> str:
    published = one.article.published or one.article.first_seen
    return (published.start or "")[:10] if published else ""


@router.get("/outlets/{name:path}")
def outlet(desk: At, request: Request, name: str, after: str = "") -> Response:
    """What an outlet passes on, and from whom; counts, never a score."""
    found = desk.record.readings(Filters(publisher=name), after=after or None, limit=READINGS_A_PAGE + 1)
    if not found:
        raise NotOnRecordError(f"Nothing on record was published by {name}.")
    with desk.record.asking() as connection:
        voices = across.passed_on(connection, name, ("originator",), NAMES_SHOWN)
        through = across.passed_on(connection, name, ("relay", "venue"), NAMES_SHOWN)
    shown = found[:READINGS_A_PAGE]
    onward = f"?{urlencode({'after': shown[-1].cursor})}" if len(found) > len(shown) else None
    values: dict[str, Any] = {"voices": voices, "through": through, "readings": shown, "onward": onward}
    return render.page("outlet.html", "/sources", request=request, person=request.state.person, name=name, **values)
