"""Saved searches: a name for words and facets that somebody looks for again and again."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, fields
from urllib.parse import parse_qsl, urlencode

from sqlalchemy import ColumnElement, Connection, delete, insert, select

from according.errors import NotOnRecordError, QueryError
from according.record import search
from according.record.answers import Hit
from according.record.filters import Filters
from according.record.tables import people, searches
from according.record.words import storable

LONGEST_NAME = 100
LONGEST_QUERY = 2_000
MOST_OF_A_PERSON = 100
_FACETS = tuple(field.name for field in fields(Filters))


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved search: whose it is, its name, and what it asks, written as in an address ("q=ferries&act=commit")."""

    id: str
    person: str
    name: str
    query: str
    made_at: str

    @property
    def words(self) -> str:
        """The words that are looked for."""
        return dict(parse_qsl(self.query)).get("q", "")

    @property
    def filters(self) -> Filters:
        """The facets that narrow it.

        Raises:
            QueryError: a facet has a value that there no longer is.
        """
        return Filters(**{name: value for name, value in parse_qsl(self.query) if name in _FACETS})  # type: ignore[arg-type]


def keep(connection: Connection, person: str, name: str, asked: dict[str, str], at: str) -> Saved:
    """Save a search under a name; one of that name that the person has is replaced, and keeps its id.

    Args:
        connection: in a transaction.
        person: the id of the person whose it is.
        name: what it is called.
        asked: words ("q") and facets, by the names of `Filters`; others are left out.
        at: this instant.

    Raises:
        QueryError: it has no name, or looks for nothing, or a facet has a value that there is not.
    """
    name = " ".join(storable(name).split())[:LONGEST_NAME]
    given = {key: storable(value.strip()) for key, value in asked.items() if key in ("q", *_FACETS) and value.strip()}
    query = urlencode(given)
    if not name:
        raise QueryError("A saved search needs a name; give it one.")
    if not given or len(query) > LONGEST_QUERY:
        raise QueryError("There is nothing to look for, or far too much; give some words or a facet.")
    mine = of_person(connection, person)
    known = next((one for one in mine if one.name == name), None)
    saved = Saved(known.id if known else secrets.token_hex(10), person, name, query, at)
    saved.filters  # noqa: B018  (a wrong facet is refused here, not whenever the search is run)
    if known is None and len(mine) >= MOST_OF_A_PERSON:
        raise QueryError(f"You have {MOST_OF_A_PERSON} saved searches; remove one first.")
    connection.execute(delete(searches).where(searches.c.id == saved.id))
    row = {name: getattr(saved, name) for name in ("id", "person", "name", "query", "made_at")}
    connection.execute(insert(searches), row)
    return saved


def remove(connection: Connection, person: str, number: str) -> bool:
    """Remove a person's saved search; give whether it was there."""
    mine = (searches.c.id == number) & (searches.c.person == person)
    return connection.execute(delete(searches).where(mine)).rowcount > 0


def of_person(connection: Connection, person: str) -> list[Saved]:
    """A person's saved searches by their names."""
    wanted = select(searches).where(searches.c.person == person).order_by(searches.c.name, searches.c.id)
    return [Saved(**row) for row in connection.execute(wanted).mappings()]


def saved(connection: Connection, number: str) -> Saved:
    """A saved search by its id, which only its owner and whom they give it to know.

    Raises:
        NotOnRecordError: there is none, or its owner has left.
    """
    wanted = select(searches).join(people).where(searches.c.id == number, people.c.left_at.is_(None))
    row = connection.execute(wanted).mappings().one_or_none()
    if row is None:
        raise NotOnRecordError(f"There is no saved search {number}.")
    return Saved(**row)


def found(connection: Connection, wanted: Saved, among: ColumnElement[bool], limit: int) -> list[Hit]:
    """What a saved search finds among some articles."""
    return search.search(connection, wanted.words, wanted.filters, limit, 0, among)
