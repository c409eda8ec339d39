"""News as people are told it, on Today, in feeds and in mails: a headline, the words it rests on, and where to look.

An item is put together from the finding as it is now; what was forgotten, or no longer follows from the record, gives
none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from according.addresses import outlet
from according.comparison import store
from according.comparison.developments import Development, developments
from according.dates import date_words
from according.desk.ledgers import PLACES
from according.findings import Finding, Passage
from according.model import Date
from according.quoting import quoted
from according.record import news, queries
from according.record.filters import Filters
from according.record.news import READING, News
from according.record.tables import articles

_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Item:
    """One item of news.

    Attributes:
        id: stays the same for this item.
        at: when it came to be known here (ISO 8601, UTC).
        headline: what it is, in one line.
        words: quoted words, each with its outlet and day, a line each.
        path: where it stands on the desk.
    """

    id: str
    at: str
    headline: str
    words: tuple[str, ...]
    path: str


def items(connection: Connection, rows: Iterable[News]) -> list[Item]:
    """The items of developments, in their order, without those that are gone."""
    rows = list(rows)
    read = _readings(connection, [row for row in rows if row.kind == READING])
    found = _findings(connection, rows)
    told = (read.get(row.id) if row.kind == READING else _item(row, found.get((row.kind, row.finding))) for row in rows)
    return [one for one in told if one is not None]


def path_of(finding: Finding) -> str:
    """Where a finding has its page."""
    return f"/{PLACES[finding.kind]}/{finding.id}"


def _findings(connection: Connection, rows: Iterable[News]) -> dict[tuple[str, str], Finding]:
    """The findings of developments as they are now, by kind and the id that they had then."""
    wanted: dict[str, set[str]] = {}
    for row in rows:
        if row.kind != READING:
            wanted.setdefault(row.kind, set()).add(row.finding)
    found: dict[tuple[str, str], Finding] = {}
    for kind, aliases in wanted.items():
        present = news.present(connection, kind, aliases)
        whole = {number: store.finding(connection, kind, number) for number in set(present.values())}
        found.update({(kind, alias): one for alias, number in present.items() if (one := whole[number]) is not None})
    return found


def _readings(connection: Connection, rows: list[News]) -> dict[str, Item]:
    among = articles.c.id.in_([row.article for row in rows])
    by_article = {row.article: row for row in rows}
    told = {}
    for line in queries.summaries(connection, Filters(), among, None, len(rows)) if rows else ():
        row = by_article[line.article]
        where = _where(line.publisher or line.place, line.published)
        told[row.id] = Item(
            row.id, row.at, f"Read: {on_a_line(line.title or 'Untitled')}", (where,), f"/articles/{line.article}"
        )
    return told


def _item(row: News, finding: Finding | None) -> Item | None:
    if finding is None:
        return None
    one = next((one for one in developments(finding) if (one.what, one.thing) == (row.what, row.thing)), None)
    if one is None:
        return None
    words = dict.fromkeys(cited_passage(passage) for passage in (own_words(finding), one.passage) if passage)
    return Item(row.id, row.at, f"{head_of(finding)}: {on_a_line(one.phrase)}", tuple(words), path_of(finding))


def latest_development(finding: Finding, rows: Iterable[News]) -> Development | None:
    """The development of a finding that one of some rows tells of; the last one told."""
    noted = {(row.what, row.thing) for row in rows}
    return next((one for one in reversed(list(developments(finding))) if (one.what, one.thing) in noted), None)


def head_of(finding: Finding) -> str:
    """What a finding is called in a line."""
    return on_a_line(_HEADS[finding.kind](finding))


_HEADS: dict[str, Callable[..., str]] = {
    "story": lambda one: f"Story “{one.title or 'without a headline'}”",
    "quotation": lambda one: f"Words of {one.speaker or 'an unnamed voice'}",
    "claim": lambda one: f"Claim of {', '.join(one.asserted_by) or 'an unnamed voice'}",
    "commitment": lambda one: (
        f"{'Threat' if one.act == 'threaten' else 'Commitment'} of {one.by or 'an unnamed voice'}"
    ),
    "precedent": lambda one: f"Precedent ({one.claims}) by {one.by or 'the writer'}",
    "answer": lambda one: f"Answer of {one.by or 'an unnamed voice'}",
    "earlier": lambda one: f"Earlier words of {one.by or 'the writer'}",
}


def own_words(finding: Finding) -> Passage | None:
    """The words that stand for a finding."""
    match finding.kind:
        case "commitment":
            return finding.action
        case "claim":
            return finding.words
        case "quotation":
            wordings = [one.passage for one in finding.wordings]
            return next((one for one in wordings if one.statement == finding.reference), wordings[0])
        case "story":
            return None
        case _:
            return finding.passage


def cited_passage(passage: Passage) -> str:
    """The words of a passage in quotation marks, with the outlet and the day."""
    return cited(passage.words, outlet(passage), passage.published)


def cited(words: str, publisher: str, published: Date | None) -> str:
    """Words of a page in quotation marks, with the outlet and the day."""
    return f"{quoted(on_a_line(words))} ({_where(publisher, published)})"


def _where(publisher: str, published: Date | None) -> str:
    return f"{on_a_line(publisher)}, {date_words(published)}" if published else on_a_line(publisher)


def on_a_line(words: str) -> str:
    """Words on one line, without what is no character, cut where there are far too many."""
    line = " ".join("".join(one if one.isprintable() or one.isspace() else "\ufffd" for one in words).split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rsplit(' ', 1)[0]} …"
