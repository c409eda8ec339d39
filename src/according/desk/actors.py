"""The desk's pages of an actor across articles and of an outlet: what is said, promised and passed on, and by whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response

from according.comparison.judged import NOT_JUDGED, SAME_ACTOR, Verdicts, identified
from according.comparison.sameness import same_actor
from according.desk import render
from according.desk.pages import READINGS_A_PAGE, At, Desk
from according.errors import NotOnRecordError
from according.model import Actor
from according.record import actors as across
from according.record import judgements, lists, queries
from according.record.answers import ActorIn, Judged, Said
from according.record.filters import Filters

STATEMENTS_A_PAGE = 60
ACCUSATIONS_SHOWN = 30
NAMES_SHOWN = 40
_PROMISES = ("commit", "threaten")

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
def actor(desk: At, request: Request, actor: str, after: str = "") -> Response:
    """What an actor said, promised and was accused of, across articles, and by which names."""
    whole = actor_across(desk, actor)
    with desk.record.asking() as connection:
        said = queries.said_by_actors(connection, whole.found, after or None, STATEMENTS_A_PAGE + 1)
        accused = lists.accusations(connection, whole.found, ACCUSATIONS_SHOWN) if not after else []
    shown = [now for one in said[:STATEMENTS_A_PAGE] if (now := _as_judged(one, whole.verdicts))]
    onward = (
        f"/actors/{actor}?{urlencode({'after': said[STATEMENTS_A_PAGE - 1].cursor})}"
        if len(said) > STATEMENTS_A_PAGE
        else None
    )
    return render.page(
        "actor.html", "/sources",
        request=request, person=request.state.person, number=actor, whole=whole,
        said=[one for one in shown if one.statement.act not in _PROMISES],
        promised=[one for one in shown if one.statement.act in _PROMISES],
        accused=accused, onward=onward,
        line=_timeline(shown, accused),
    )  # fmt: skip


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


def _timeline(said: list[Any], accused: list[Any]) -> list[tuple[str, int, int, int]]:
    """For each day of publication, the first first: how much was said, promised, and laid to the actor's charge."""
    days: dict[str, list[int]] = {}
    for one in said:
        days.setdefault(_day(one), [0, 0, 0])[one.statement.act in _PROMISES] += 1
    for one in accused:
        days.setdefault(_day(one), [0, 0, 0])[2] += 1
    return [(day, *days[day]) for day in sorted(days)]  # type: ignore[misc]


def _day(one: Any) -> str:
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
