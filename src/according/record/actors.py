"""An actor across articles, and what an outlet passes on: what the desk's pages of both are made of."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from pydantic import TypeAdapter
from sqlalchemy import Connection, func, select

from according.model import Actor
from according.record import judgements
from according.record.answers import ActorIn
from according.record.tables import actors, articles, hops
from according.record.words import name_key

# So many articles of one actor are looked at, the newest first.
MOST = 400
_ACTOR = TypeAdapter(Actor)


class Passed(NamedTuple):
    """A name through which words came to an outlet: in which role, and in how many statements."""

    name: str
    role: str
    statements: int


def bearing_name(connection: Connection, actor: Actor) -> list[ActorIn]:
    """The actors of all articles that have an actor's name, a person's surname, or a name that people merged with it.

    Who of them is the actor is for the comparison to say.
    """
    key = name_key(actor.name)
    keys = {key, key.rsplit(" ", 1)[-1]} if actor.kind == "person" else {key}
    rows = (
        select(actors)
        .join(articles, articles.c.id == actors.c.article)
        .where(actors.c.name_key.in_(keys | _merged(connection, keys)))
        .order_by(articles.c.dated.desc(), articles.c.id.desc(), actors.c.n)
        .limit(MOST)
    )
    return [
        ActorIn(row["article"], _ACTOR.validate_python(dict(row))) for row in connection.execute(rows).mappings()
    ]  # fmt: skip


def _merged(connection: Connection, keys: Collection[str]) -> set[str]:
    """The further names under which people know the same actors."""
    pairs = []
    for one in judgements.merges(connection):
        ends: tuple[Any, Any] = (one.judgement.machine, one.judgement.person)
        if all(isinstance(end, dict) and "name" in end for end in ends):
            pairs.append({name_key(str(end["name"])) for end in ends})
    found = set(keys)
    while more := {key for pair in pairs if pair & found for key in pair} - found:
        found |= more
    return found - set(keys)


def passed_on(connection: Connection, publisher: str, roles: Sequence[str], limit: int) -> list[Passed]:
    """The names in some roles of the chains of an outlet's articles, those in most statements first."""
    many = func.count()
    # "She" is counted as the one she is, where the reading tells.
    name, key = (func.coalesce(actors.c[part], hops.c[part]) for part in ("name", "name_key"))
    wanted = (
        select(func.max(name), hops.c.role, many)
        .join(articles, articles.c.id == hops.c.article)
        .outerjoin(actors, (actors.c.article == hops.c.article) & (actors.c.id == hops.c.actor))
        .where(articles.c.publisher_key == name_key(publisher), hops.c.role.in_(roles))
        .group_by(key, hops.c.role)
        .order_by(many.desc(), key)
        .limit(limit)
    )
    return [Passed(*row) for row in connection.execute(wanted)]
