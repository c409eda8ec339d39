"""A reading taken apart into rows, and put together again from them."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Table

from according.model import Reading, Span
from according.record import tables
from according.record.words import is_storable, name_key, storable

Row = dict[str, Any]

_OPEN_END = "9999-12-31"


@cache
def _readings() -> TypeAdapter[Reading]:
    """What takes readings apart and puts them together; made when it is first needed, which takes a while."""
    return TypeAdapter(Reading)


def clean(reading: Reading) -> Reading:
    """The reading with every text as a database can hold it; itself, where it is so already."""
    whole = dump(reading)
    line = json.dumps(whole, ensure_ascii=False)
    # JSON writes NUL as an escape; what looks like one and is none costs time only.
    if "\\u0000" in line or not is_storable(line):
        return _readings().validate_python(plain(whole))
    return reading


def dump(reading: Reading) -> Row:
    """The reading as dictionaries, tuples and plain values."""
    whole: Row = _readings().dump_python(reading)
    return whole


def plain(value: Any) -> Any:
    """Lists and dictionaries as JSON has them, every text as a database can hold it."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(part) for part in value]
    return value


def digest(reading: Reading) -> str:
    """SHA-256 of what a reading says, whoever the reader is.

    Where and when the page was met is left out, since it may be met again elsewhere. Values that are a field's
    default are left out too, so that a field which the model gets later leaves the digests before it as they are.
    """
    told = _readings().dump_python(reading, exclude_defaults=True)
    del told["reader"]
    for name in ("place", "first_seen"):
        told["article"].pop(name, None)
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def article_row(whole: Row) -> Row:
    """The row of table `articles`."""
    article = whole["article"]
    row = {column.name: article[column.name] for column in tables.articles.columns if column.name in article}
    first_day, last_day = days(article["published"])
    publisher = article["publisher"]
    return row | {
        "publisher_key": None if publisher is None else name_key(publisher),
        "first_day": first_day,
        "last_day": last_day,
        "dated": instant(article["published"]),
    }


def rows_of(whole: Row, read_at: str, says: str) -> dict[Table, list[Row]]:
    """The rows of the tables that hang on the article; `says` is the reading's digest."""
    article = whole["article"]
    by_id = {actor["id"]: actor for actor in whole["actors"]}
    publisher = article["publisher"]
    reading = {"reader": whole["reader"], "unread": whole["unread"], "read_at": read_at, "digest": says}
    rows = {
        tables.furniture: [_furniture_row(row) for row in _numbered(article["furniture"])],
        tables.links: _numbered(article["links"]),
        tables.readings: [reading],
        tables.actors: [row | {"name_key": name_key(row["name"])} for row in _numbered(whole["actors"])],
        tables.relations: _numbered(whole["relations"]),
        tables.statements: [
            _statement_row(row, article["text"], by_id) | {"publisher_key": publisher and name_key(publisher)}
            for row in _numbered(whole["statements"])
        ],
        tables.hops: [
            hop | {"statement_n": n, "name_key": name_key(hop["name"])}
            for n, statement in enumerate(whole["statements"])
            for hop in _numbered(statement["chain"])
        ],
        tables.events: _numbered(whole["events"]),
    }
    for row in (row for part in rows.values() for row in part):
        row["article"] = article["id"]
    return rows


def assemble(article: Row, parts: Mapping[Table, Sequence[Row]]) -> Reading:
    """Put a reading together from its rows, each part in order."""
    statements = [{**row, "chain": []} for row in parts[tables.statements]]
    for hop in parts[tables.hops]:
        statements[hop["statement_n"]]["chain"].append(hop)
    (reading,) = parts[tables.readings]
    return _readings().validate_python(
        {
            "reader": reading["reader"],
            "unread": reading["unread"],
            "article": {**article, "furniture": parts[tables.furniture], "links": parts[tables.links]},
            "actors": parts[tables.actors],
            "relations": parts[tables.relations],
            "statements": statements,
            "events": parts[tables.events],
        }
    )


def spans_in(part: object) -> Iterator[Span]:
    """All places in the text that a part of a reading points at, however deep they lie in it."""
    if isinstance(part, Span):
        yield part
    elif isinstance(part, tuple):
        for inner in part:
            yield from spans_in(inner)
    elif is_dataclass(part):
        for each in fields(part):
            yield from spans_in(getattr(part, each.name))


def words_at(text: str, spans: Iterable[Sequence[int]]) -> str:
    """The words at some places of a text, in order, an ellipsis between them."""
    return " … ".join(text[start:end] for start, end in spans)


def days(date: Row | None) -> tuple[str | None, str | None]:
    """First and last day of a date's interval; None where it has no start that can be read as a day."""
    first = None if date is None else _day(date["start"])
    if date is None or first is None:
        return None, None
    return first, _OPEN_END if date["end"] is None else _day(date["end"]) or first


def instant(date: Row | None) -> str:
    """The start of a date in UTC, to the second, in a form that sorts as time does; "" where it is not known.

    A time whose zone is not known is taken as UTC: for the order of a list only, never for what is said of it.
    """
    try:
        moment = datetime.fromisoformat(date["start"] if date else "")
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        return ""
    return f"{moment:%Y-%m-%dT%H:%M:%S}Z".zfill(20)  # strftime writes the year 1 as "1"


def _furniture_row(row: Row) -> Row:
    return row | {"votes": None if row["votes"] is None else str(row["votes"])}


def _statement_row(row: Row, text: str, actors: Mapping[str, Row]) -> Row:
    source, certainty = row["source"] or {}, row["certainty"] or {}
    span, actor = source.get("span"), actors.get(source.get("actor") or "", {})
    name = actor.get("name") or (text[span[0] : span[1]] if span else None)
    return row | {
        "source_actor": source.get("actor"),
        "source_name": name,
        "source_key": name_key(name) if name else None,
        "source_kind": actor.get("kind"),
        "source_country": actor.get("country"),
        "band": certainty.get("band"),
    }


def _numbered(parts: Iterable[Row]) -> list[Row]:
    return [{**part, "n": n} for n, part in enumerate(parts)]


def _day(moment: str | None) -> str | None:
    match = re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])", moment or "")
    return match[0] if match else None
