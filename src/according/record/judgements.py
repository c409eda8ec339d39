"""People's judgements: kept beside what the machine found, and anchored again when an article is read anew.

A judgement is never changed and never lost but with its page. Where its words stand now is kept apart from it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, replace
from typing import Any, NamedTuple, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Connection, RowMapping, Select, and_, insert, or_, select, tuple_, update

from according.errors import RecordError
from according.model import Actor, Event, Furniture, Judgement, Reading, Span, Statement
from according.record import following, queries
from according.record.answers import Anchoring, Judged, ThingKind
from according.record.portions import portions
from according.record.rows import Row, plain, spans_in
from according.record.tables import actors, anchorings, judgements
from according.record.words import name_key

T = TypeVar("T")


def judge(connection: Connection, judgement: Judgement) -> bool:
    """Keep a judgement; give whether it is new. Where it has a span but no words, those at the span are kept.

    Raises:
        RecordError: its article or its target is not in the record, or its words do not stand at its span.
    """
    known = select(judgements.c.id).where(judgements.c.id == judgement.id)
    if connection.scalar(known) is not None:
        return False
    reading = queries.reading(connection, judgement.article)
    thing = _things(reading).get(judgement.target)
    if thing is None:
        raise RecordError(
            f"Nothing in article {judgement.article} is {judgement.target}; judge a thing that was read in it."
        )
    kept = _with_words(judgement, reading.article.text)
    connection.execute(insert(judgements), plain(asdict(kept)) | {"kind": thing.kind})
    anchoring = Anchoring("held", reading.reader, kept.target, kept.span, "The reading that was judged.")
    connection.execute(insert(anchorings), _anchoring_row(kept.id, anchoring))
    for article in sorted({kept.article} | _naming(connection, kept)):
        following.drop_article(connection, article)
    return True


def bearing_on(connection: Connection, wanted: Collection[str]) -> dict[str, list[Judged]]:
    """The judgements that bear on articles: those on them, and the merges of an actor with a name that they have."""
    found: dict[str, list[Judged]] = {article: [] for article in wanted}
    for some in portions(sorted(wanted)):
        own = _all().where(judgements.c.article.in_(some))
        for row in connection.execute(own).mappings():
            found[row["article"]].append(_judged(row))
    for merge in merges(connection):
        for article in _naming(connection, merge.judgement, wanted) - {merge.judgement.article}:
            found[article].append(merge)
    return found


def merges(connection: Connection) -> list[Judged]:
    """Every judgement by which two actors are one."""
    return [_judged(row) for row in connection.execute(_all().where(_is_merge())).mappings()]


def judged_since(connection: Connection, day: str) -> set[str]:
    """The articles with a judgement of a later day."""
    return set(connection.scalars(select(judgements.c.article).where(judgements.c.at >= f"{day}U").distinct()))


def borne_on_since(connection: Connection, day: str) -> set[str]:
    """The articles on which a judgement of a later day bears."""
    found = judged_since(connection, day)
    for merge in merges(connection):
        if merge.judgement.at >= f"{day}U":
            found |= _naming(connection, merge.judgement)
    return found


def _is_merge() -> ColumnElement[bool]:
    return and_(judgements.c.kind == "actor", judgements.c.field == "same actor", judgements.c.verdict == "confirmed")


def _naming(connection: Connection, judgement: Judgement, within: Collection[str] | None = None) -> set[str]:
    """The articles with an actor of the name that a merge is about; a merge is of a name, wherever it comes again."""
    if (judgement.field, judgement.verdict) != ("same actor", "confirmed") or not isinstance(judgement.machine, dict):
        return set()
    named = select(actors.c.article).where(actors.c.name_key == name_key(str(judgement.machine.get("name", ""))))
    if within is None:
        return set(connection.scalars(named))
    found: set[str] = set()
    for some in portions(sorted(within)):
        found.update(connection.scalars(named.where(actors.c.article.in_(some))))
    return found


def judged(
    connection: Connection,
    article: str | None = None,
    target: str | None = None,
    field: str | None = None,
    after: str | None = None,
    limit: int | None = None,
) -> list[Judged]:
    """Judgements in the order in which they were given: all, or those on an article, on a thing, or on a part of one.

    A thing has the judgements that were given on it and those that were moved to it.

    Args:
        connection: to the record.
        article: the id of the article.
        target: the id of the thing.
        field: the part that is judged ("chain", "story" …).
        after: where the list goes on (see `cursor`).
        limit: how many at the most; None: all.

    Raises:
        QueryError: `after` is no cursor.
    """
    wanted = _on(article, target).limit(limit)
    if after is not None:
        wanted = wanted.where(tuple_(judgements.c.at, judgements.c.id) > tuple_(*queries.position(after, 2)))
    if field is not None:
        wanted = wanted.where(judgements.c.field == field)
    return [_judged(row) for row in connection.execute(wanted).mappings()]


def latest(connection: Connection, article: str | None, target: str | None, limit: int) -> list[Judged]:
    """Judgements on all, on an article or on a thing, the last given first."""
    wanted = _on(article, target).order_by(None).order_by(judgements.c.at.desc(), judgements.c.id.desc())
    return [_judged(row) for row in connection.execute(wanted.limit(limit)).mappings()]


def _on(article: str | None, target: str | None) -> Select[Any]:
    """Judgements on all, on an article or on a thing, in the order in which they were given."""
    wanted = _all()
    if article is not None:
        wanted = wanted.where(judgements.c.article == article)
    if target is not None:
        wanted = wanted.where(or_(judgements.c.target == target, anchorings.c.target == target))
    return wanted


def cursor(one: Judged) -> str:
    """Where the list of judgements goes on behind this one."""
    return f"{one.judgement.at}~{one.judgement.id}"


def anchor_again(connection: Connection, article: str, *, same_text: bool) -> None:
    """Find the place of each judgement on an article that was just read anew.

    A judgement holds where its target is still there with the same words; it moves where the words stand at one
    single place (or still at the same place of the same text); otherwise it is lost until a reading has them again.
    """
    found = judged(connection, article, None)
    if not found:
        return
    reading = queries.reading(connection, article)
    for each in found:
        row = _anchoring_row(each.judgement.id, _anchor(each, reading, same_text=same_text))
        connection.execute(update(anchorings).where(anchorings.c.judgement == each.judgement.id).values(row))


def _anchor(judged: Judged, reading: Reading, *, same_text: bool) -> Anchoring:
    target, words, things = judged.judgement.target, judged.judgement.words, _things(reading)
    own = things[target].spans if target in things else ()
    if words is None:
        if target in things:
            return Anchoring("held", reading.reader, target, None, "The same thing is found again.")
        return Anchoring("lost", reading.reader, None, None, "The thing is no longer found, and no words were judged.")
    places = _places(words, reading.article.text)
    last = judged.anchoring.span
    span = last if last in places and (same_text or target in things) else None
    span = span or _only([place for place in places if place in own]) or _only(places)
    if span is None:
        return Anchoring("lost", reading.reader, None, None, _why_lost(len(places)))
    if target in things:
        return Anchoring("held", reading.reader, target, span, "The same words are found in the same thing.")
    now = _only([name for name, thing in things.items() if thing.kind == judged.kind and span in thing.spans])
    reason = (
        "The words are found in another thing." if now else "The words stand, but nothing of the kind is found there."
    )
    return Anchoring("moved", reading.reader, now, span, reason)


def _why_lost(places: int) -> str:
    if places:
        return f"The words stand at {places} places, and none of them is the one that was judged."
    return "The words no longer stand in the text."


def _only(found: Sequence[T]) -> T | None:
    """The one that was found; two candidates and no reason are none."""
    return found[0] if len(found) == 1 else None


def _places(words: str, text: str) -> list[Span]:
    """Everywhere that words stand in a text; places may overlap."""
    return [Span(match.start(), match.start() + len(words)) for match in re.finditer(f"(?={re.escape(words)})", text)]


class _Thing(NamedTuple):
    kind: ThingKind
    spans: tuple[Span, ...]


def _things(reading: Reading) -> dict[str, _Thing]:
    """All that was found in an article and can be judged, by id, with the places it stands at."""
    article = reading.article
    things = {article.id: _Thing("article", ())}
    parts: dict[ThingKind, Iterable[Furniture | Actor | Statement | Event]] = {
        "furniture": article.furniture,
        "actor": reading.actors,
        "statement": reading.statements,
        "event": reading.events,
    }
    for kind, found in parts.items():
        things |= {part.id: _Thing(kind, tuple(spans_in(part))) for part in found}
    return things


def _with_words(judgement: Judgement, text: str) -> Judgement:
    span = judgement.span
    if span is None:
        if judgement.words is not None:
            raise RecordError("The judgement has words but no span; say where they stand.")
        return judgement
    words = span.of(text)
    if not words or judgement.words not in (None, words):
        raise RecordError(f"The judged words do not stand at {span.start} to {span.end} of {judgement.article}.")
    return replace(judgement, words=words)


def _anchoring_row(judgement: str, anchoring: Anchoring) -> Row:
    return {"judgement": judgement, **asdict(anchoring)}


def _judged(row: RowMapping) -> Judged:
    anchoring = {name.removeprefix("anchoring_"): value for name, value in row.items() if name.startswith("anchoring_")}
    return _JUDGED.validate_python({"judgement": dict(row), "kind": row["kind"], "anchoring": anchoring})


def _all() -> Select[Any]:
    return select(judgements, *_prefixed()).join(anchorings).order_by(judgements.c.at, judgements.c.id)


def _prefixed() -> list[ColumnElement[Any]]:
    return [column.label(f"anchoring_{column.name}") for column in anchorings.columns]


_JUDGED = TypeAdapter(Judged)
