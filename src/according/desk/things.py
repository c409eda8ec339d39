"""One thing of the record as JSON: a reading, a statement, an event, an actor, an outlet, a brief."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

from according import contract
from according.brief import Section, Sentence
from according.brief import brief as written
from according.desk.actors import actor_across
from according.desk.asking import AtDay
from according.desk.findings import Compared, Whole
from according.desk.lists import cut, onward
from according.desk.narrowing import Leaf
from according.desk.pages import At
from according.errors import NotOnRecordError
from according.findings import Passage
from according.model import Actor, Reading
from according.record import actors as across
from according.record import lists, queries
from according.record.actors import Passed
from according.record.answers import ActorIn, Happening, Said
from according.record.words import name_key

VOICES_GIVEN = 1000

router = APIRouter()


@dataclass(frozen=True, slots=True)
class PassedOn:
    """What an outlet passes on: first voices, and those through whom it has them; counts of statements, no score."""

    name: str
    readings: int
    voices: list[Passed]
    through: list[Passed]


@dataclass(frozen=True, slots=True)
class ActorAcross:
    """An actor across articles: as people identified it, its entry in each article, and what it said, newest first."""

    actor: Actor
    entries: list[ActorIn]
    statements: list[Said]
    events: list[Happening]
    after: str | None


@dataclass(frozen=True, slots=True)
class BriefTold:
    """A brief, and the id of the finding that it was asked for by.

    A sentence consists of phrases, of passages that are quoted and of passages that are cited, in the order in which
    they are read; a section has so many `more` that weigh less. `sources` are the passages of all sentences, each
    once, in the order of first use. What is `left_out` is named by `about`, and its parts are the passages whose words
    no longer stand where they did.
    """

    finding: str
    title: str
    sections: tuple[Section, ...]
    sources: tuple[Passage, ...]
    left_out: tuple[Sentence, ...]


@router.get("/articles/{article}.json", response_model=Reading)
def reading(desk: At, article: str) -> Response:
    """A reading: the article with everything that was found in it, in the JSON of the contract."""
    return Response(contract.to_json(desk.record.reading(article)), media_type="application/json")


@router.get("/statements/{statement}.json")
def statement(desk: At, statement: str) -> Said:
    """A statement with its article and its words."""
    return desk.record.statement(statement)


@router.get("/events/{event}.json")
def event(desk: At, event: str) -> Happening:
    """An event with its article, its words and the names of its parties."""
    return desk.record.event(event)


@router.get("/actors/{actor}.json")
def actor(desk: At, actor: str) -> ActorIn:
    """An actor as one article has it."""
    return desk.record.actor(actor)


@router.get("/actors/{actor}/across.json")
def actor_in_all(request: Request, response: Response, desk: At, actor: str, leaf: Leaf) -> ActorAcross:
    """An actor across articles: who it is in each, what it said, newest first, and at first what it took part in."""
    whole = actor_across(desk, actor)
    with desk.record.asking() as connection:
        said = queries.said_by_actors(connection, whole.found, leaf.after or None, leaf.limit + 1)
        happened = [] if leaf.after else lists.taken_part(connection, whole.found, leaf.limit)
    shown, after = cut(said, leaf.limit)
    response.headers.update(onward(request, after))
    return ActorAcross(whole.actor, whole.found, shown, happened, after)


@router.get("/outlets/{name:path}.json")
def outlet(desk: At, name: str) -> PassedOn:
    """What an outlet passes on, and from whom; counts, never a score."""
    readings = sum(one.readings for one in desk.record.publishers() if name_key(one.value) == name_key(name))
    if not readings:
        raise NotOnRecordError(f"Nothing on record was published by {name}.")
    with desk.record.asking() as connection:
        voices, through = (
            across.passed_on(connection, name, roles, VOICES_GIVEN) for roles in (("originator",), ("relay", "venue"))
        )
    return PassedOn(name, readings, voices, through)


@router.get("/briefs/{number}.json")
def brief(desk: At, compared: Compared, number: str, then: AtDay, whole: Whole = False) -> BriefTold:
    """The brief of a finding: each sentence with its words and their spans, and what was left out."""
    page = written(desk.record, compared, number, as_of=then.moment, whole=whole)
    return BriefTold(number, page.title, page.sections, page.sources, page.left_out)
