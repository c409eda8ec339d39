"""Remarks: what people say to a page, to its words or to a statement in it; who voted on them, who complained.

A remark is pinned to words as the W3C Web Annotation Data Model has it: by the words with those around them
(TextQuoteSelector, 4.2.4) and by their place (TextPositionSelector, 4.2.5). The words are what counts: where they no
longer stand as they stood, the remark is an orphan, and stays one until a reading has them again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal, NamedTuple, get_args

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Connection, Select, delete, exists, func, insert, select, tuple_, update
from sqlalchemy.dialects import postgresql, sqlite

from according.errors import NotAllowedError, NotOnRecordError, QueryError, RemarkError
from according.model import Span, identify
from according.record import subscriptions
from according.record.rows import Row
from according.record.tables import articles, complaints, people, remarks, statements, votes
from according.record.words import storable

Order = Literal["newest", "oldest", "voted"]
ORDERS: tuple[Order, ...] = get_args(Order)

# How many characters before and behind the words are kept with them, as the model's examples and most tools do.
CONTEXT = 32
LONGEST_REMARK = 10_000
LONGEST_REASON = 1_000
# How an article's text parts its paragraphs.
_BREAK = "\n\n"


class Viewer(NamedTuple):
    """Who looks: the id of a person, if it is one, and whether hidden words are for their eyes."""

    person: str | None = None
    analyst: bool = False


NOBODY = Viewer()


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark as one viewer may see it.

    Attributes:
        id: stays the same whatever becomes of the remark.
        article: the article it is on, `title` its title.
        title: see `article`.
        answers: the remark it answers, if any; an answer has no words of its own.
        author: the id of the person who made it, `name` their name.
        name: see `author`.
        body: plain text; "" where it was removed, or is hidden from the viewer.
        made_at: when it was made; like all times here ISO 8601 in UTC.
        edited_at: when it was last edited, if it was.
        deleted_at: when its author removed it, if so.
        hidden_at: when an analyst hid it, if so.
        statement: the statement it is on, if any.
        span: where its words stand now; for an orphan, where they stood.
        words: the words it is pinned to; None: the whole page.
        prefix: up to 32 characters before the words, when it was made.
        suffix: likewise behind them.
        orphaned_at: since when the words no longer stand in the article as it is read.
        up: votes for it.
        down: votes against it.
        vote: the viewer's own vote: 1, -1, or 0 for none.
        complaints: how many complained of it; 0 for those who are no analysts.
    """

    id: str
    article: str
    title: str | None
    answers: str | None
    author: str
    name: str
    body: str
    made_at: str
    edited_at: str | None
    deleted_at: str | None
    hidden_at: str | None
    statement: str | None
    span: Span | None
    words: str | None
    prefix: str | None
    suffix: str | None
    orphaned_at: str | None
    up: int
    down: int
    vote: int
    complaints: int

    @property
    def cursor(self) -> str:
        """Where the list of the latest remarks goes on behind this one."""
        return f"{self.made_at}~{self.id}"

    @property
    def score(self) -> int:
        """Votes for it less votes against it."""
        return self.up - self.down

    @property
    def stands(self) -> bool:
        """Whether it is still to be read by everybody."""
        return self.deleted_at is None and self.hidden_at is None


@dataclass(frozen=True, slots=True)
class Complaint:
    """Why somebody holds that a remark should be hidden."""

    name: str
    reason: str
    at: str


@dataclass(frozen=True, slots=True)
class Threaded:
    """A remark with how many answers deep it stands, and the one it answers."""

    remark: Remark
    depth: int
    answered: Remark | None


Thread = tuple[Threaded, ...]


def add(
    connection: Connection,
    author: str,
    article: str,
    body: str,
    *,
    statement: str | None = None,
    span: Span | None = None,
    at: str | None = None,
) -> str:
    """Keep a remark on a statement, on the words at a span, or (neither given) on the whole page; give its id.

    The same said again by the same person at the same place is the remark that is there, so that a form sent twice
    makes one.

    Raises:
        NotOnRecordError: there is no such article, or no such statement in it.
        RemarkError: it says nothing, or too much, or there are no words at the span.
    """
    text = connection.scalar(select(articles.c.text).where(articles.c.id == article))
    if text is None:
        raise NotOnRecordError(f"There is no article {article} in the record.")
    if statement is not None:
        span = _lead_of(connection, article, statement)
    pinned = {"statement": statement} | (_pinned(text, span) if span else {})
    return _insert(connection, {"article": article, "author": author, "body": _told(body), **pinned}, at)


def answer(connection: Connection, author: str, remark: str, body: str, *, at: str | None = None) -> str:
    """Keep an answer to a remark; give its id.

    Raises:
        NotOnRecordError: there is no such remark.
        RemarkError: it says nothing, or too much, or the remark was removed or hidden.
    """
    row = _standing(connection, remark, "be answered")
    return _insert(connection, {"article": row.article, "answers": remark, "author": author, "body": _told(body)}, at)


def edit(connection: Connection, author: str, remark: str, body: str, *, at: str | None = None) -> None:
    """Let the author of a remark say it otherwise; it is marked as edited.

    Raises:
        NotAllowedError: it is somebody else's.
        RemarkError: it says nothing, or too much, or was removed or hidden.
    """
    row = _standing(connection, remark, "be edited")
    _check_author(row.author, author)
    told = _told(body)
    if told != row.body:
        connection.execute(update(remarks).where(remarks.c.id == remark).values(body=told, edited_at=at or _now()))


def remove(connection: Connection, author: str, remark: str, *, at: str | None = None) -> None:
    """Let the author of a remark take its words back: they are gone, the place in the thread stays.

    Raises:
        NotAllowedError: it is somebody else's.
    """
    row = _row(connection, remark)
    _check_author(row.author, author)
    if row.deleted_at is None:
        gone = {"body": "", "deleted_at": at or _now()}
        connection.execute(update(remarks).where(remarks.c.id == remark).values(gone))
        for table in (votes, complaints):
            connection.execute(delete(table).where(table.c.remark == remark))


def vote(connection: Connection, person: str, remark: str, value: int, *, at: str | None = None) -> None:
    """Keep a person's vote on a remark in place of the one before: 1 for, -1 against, 0 none.

    Raises:
        RemarkError: it is their own, or was removed or hidden, or the value is none of the three.
    """
    if value not in (1, -1, 0):
        raise RemarkError(f"A vote is 1, -1 or 0 (none), not {value}.")
    if _standing(connection, remark, "be voted on").author == person:
        raise RemarkError("One does not vote on one’s own remark.")
    if value:
        _upsert(connection, votes, {"remark": remark, "person": person, "value": value, "at": at or _now()})
    else:
        connection.execute(delete(votes).where(votes.c.remark == remark, votes.c.person == person))


def complain(connection: Connection, person: str, remark: str, reason: str, *, at: str | None = None) -> None:
    """Tell the analysts that a remark should be hidden, and why; a later reason takes the place of the first.

    Raises:
        RemarkError: no reason is given or it is too long, or the remark was removed or hidden.
    """
    _standing(connection, remark, "be reported")
    told = _told(reason, LONGEST_REASON, "A report needs its reason")
    _upsert(connection, complaints, {"remark": remark, "person": person, "reason": told, "at": at or _now()})


def hide(connection: Connection, remark: str, *, hidden: bool, at: str | None = None) -> None:
    """Hide a remark from all but analysts, or show it again; whoever calls this has seen to it that an analyst asks."""
    _row(connection, remark)
    hidden_at = (at or _now()) if hidden else None
    connection.execute(update(remarks).where(remarks.c.id == remark).values(hidden_at=hidden_at))


def get(connection: Connection, remark: str, viewer: Viewer = NOBODY) -> Remark:
    """A remark by its id.

    Raises:
        NotOnRecordError: there is no such remark.
    """
    found = _seen(connection, viewer, _wanted(viewer).where(remarks.c.id == remark))
    if not found:
        raise NotOnRecordError(f"There is no remark {remark} in the record.")
    return found[0]


def on_article(connection: Connection, article: str, viewer: Viewer = NOBODY) -> list[Remark]:
    """All remarks on an article and their answers, oldest first."""
    wanted = _wanted(viewer).where(remarks.c.article == article)
    return _seen(connection, viewer, wanted.order_by(remarks.c.made_at, remarks.c.id))


def everywhere(connection: Connection) -> Iterator[Remark]:
    """The remarks on all articles that everybody may read, article by article, oldest first."""
    commented = select(remarks.c.article).distinct().order_by(remarks.c.article)
    for article in connection.scalars(commented).all():
        yield from (remark for remark in on_article(connection, article) if remark.stands)


def latest(
    connection: Connection,
    viewer: Viewer = NOBODY,
    *,
    article: str | None = None,
    reported: bool = False,
    after: str | None = None,
    limit: int = 50,
) -> list[Remark]:
    """Remarks of all articles, or of one, newest first; `reported`: those complained of that nobody has hidden yet.

    Raises:
        QueryError: `after` is not the cursor of a remark.
    """
    wanted = _wanted(viewer).order_by(remarks.c.made_at.desc(), remarks.c.id.desc()).limit(limit)
    if reported:
        complained = exists().where(complaints.c.remark == remarks.c.id)
        wanted = wanted.where(complained, remarks.c.hidden_at.is_(None))
    if article is not None:
        wanted = wanted.where(remarks.c.article == article)
    if after is not None:
        made_at, tilde, ident = storable(after).partition("~")
        if not tilde:
            raise QueryError("The place to go on from cannot be read; begin the list anew.")
        wanted = wanted.where(tuple_(remarks.c.made_at, remarks.c.id) < tuple_(made_at, ident))
    return _seen(connection, viewer, wanted)


def complaints_of(connection: Connection, articles_: Iterable[str]) -> dict[str, list[Complaint]]:
    """The complaints of the remarks on some articles, oldest first, by the remarks' ids."""
    told = (
        select(complaints.c.remark, people.c.name, complaints.c.reason, complaints.c.at)
        .join(people, people.c.id == complaints.c.person)
        .join(remarks, remarks.c.id == complaints.c.remark)
        .where(remarks.c.article.in_(list(articles_)))
        .order_by(complaints.c.at)
    )
    found: defaultdict[str, list[Complaint]] = defaultdict(list)
    for remark, *complaint in connection.execute(told):
        found[remark].append(Complaint(*complaint))
    return found


def threads(found: Iterable[Remark], order: Order = "newest") -> list[Thread]:
    """Put remarks into threads: each remark on something with all its answers below it.

    `order` is that of the threads. Answers stand in the order in which they were given, as one reads a conversation,
    but with "voted" by their votes as well.
    """
    answers: defaultdict[str | None, list[Remark]] = defaultdict(list)
    for remark in found:
        answers[remark.answers].append(remark)
    within: Order = "voted" if order == "voted" else "oldest"
    return [tuple(_thread(root, answers, within)) for root in in_order(answers[None], order)]


def in_order(found: Iterable[Remark], order: Order) -> list[Remark]:
    """Remarks newest, oldest or most voted first; of those with equally many votes the oldest first."""
    ordered = sorted(found, key=lambda remark: (remark.made_at, remark.id), reverse=order == "newest")
    return sorted(ordered, key=lambda remark: -remark.score) if order == "voted" else ordered


def _thread(root: Remark, answers: dict[str | None, list[Remark]], order: Order) -> Iterator[Threaded]:
    # A stack instead of recursion: a thread may be a thousand answers deep.
    waiting: list[Threaded] = [Threaded(root, 0, None)]
    while waiting:
        at = waiting.pop()
        yield at
        below = in_order(answers.get(at.remark.id, ()), order)
        waiting.extend(Threaded(answer, at.depth + 1, at.remark) for answer in reversed(below))


def anchor_again(connection: Connection, article: str, *, same_text: bool) -> None:
    """Find the words of each remark on an article that was just read anew.

    A remark follows its words where they stand, with what stood around them, at one single place. Otherwise it is an
    orphan: it keeps the words that it was about, and never goes to others that look like them.
    """
    pinned = remarks.c.words.is_not(None) | remarks.c.statement.is_not(None)
    rows = connection.execute(select(remarks).where(remarks.c.article == article, pinned)).all()
    if not rows:
        return
    text: str = connection.scalar(select(articles.c.text).where(articles.c.id == article)) or ""
    leads = _leads(connection, article)
    for row in rows:
        held = same_text and row.orphaned_at is None
        span = Span(*row.span) if held and row.span else place_of(text, row.words, row.prefix, row.suffix)
        lost = span is None if row.words is not None else row.statement not in leads
        anchored = {
            "span": span or row.span,
            "orphaned_at": (row.orphaned_at or _now()) if lost else None,
            "statement": _statement_now(row.statement, span, leads),
        }
        connection.execute(update(remarks).where(remarks.c.id == row.id).values(anchored))


def place_of(text: str, words: str | None, prefix: str | None, suffix: str | None) -> Span | None:
    """The one place of a text where words stand between the same words as before; two places are none.

    Only what stood in the same paragraph has to stand there again: the paragraphs beside may come and go with what a
    reader takes for the article.
    """
    if not words:
        return None
    before, after = _before(prefix or ""), _after(suffix or "")
    padded, sought = f"{_BREAK}{text}{_BREAK}", before + words + after
    at = padded.find(sought)
    if at < 0 or padded.find(sought, at + 1) >= 0:
        return None
    start = at + len(before) - len(_BREAK)
    return Span(start, start + len(words))


def _before(prefix: str) -> str:
    """What of a prefix stood in the paragraph of the words, with the break before it where that was so near."""
    whole = prefix if len(prefix) == CONTEXT else _BREAK + prefix  # a shorter one began with the text
    return whole[max(whole.rfind(_BREAK), 0) :]


def _after(suffix: str) -> str:
    whole = suffix if len(suffix) == CONTEXT else suffix + _BREAK
    end = whole.find(_BREAK)
    return whole if end < 0 else whole[: end + len(_BREAK)]


def _statement_now(statement: str | None, span: Span | None, leads: dict[str, Span | None]) -> str | None:
    """The statement that a remark is on: the same, or the one that now has its words; else the one that it was."""
    if statement is None or statement in leads or span is None:
        return statement
    found = [one for one, lead in leads.items() if lead == span]
    return found[0] if len(found) == 1 else statement


def _leads(connection: Connection, article: str) -> dict[str, Span | None]:
    """The statements of an article with the words that stand for each."""
    told = select(statements.c.id, statements.c.content, statements.c.cue, statements.c.source)
    return {row.id: _lead(row) for row in connection.execute(told.where(statements.c.article == article))}


def _lead(row: Any) -> Span | None:
    """The words that stand for a statement: where its content begins, or else its cue or its source."""
    source = (row.source or {}).get("span")
    spans = [*row.content["spans"], *row.cue["spans"], *([source] if source else [])]
    return Span(*spans[0]) if spans else None


def _lead_of(connection: Connection, article: str, statement: str) -> Span | None:
    leads = _leads(connection, article)
    if statement not in leads:
        raise NotOnRecordError(f"There is no statement {statement} in article {article}.")
    return leads[statement]


def _pinned(text: str, span: Span) -> Row:
    """The selectors of the words at a span, without the white space at its ends."""
    words = span.of(text) if 0 <= span.start < span.end <= len(text) else ""
    if not words.strip():
        raise RemarkError(f"There are no words at {span.start} to {span.end} of the article; select them again.")
    start = span.start + len(words) - len(words.lstrip())
    words = words.strip()
    end = start + len(words)
    context = {"prefix": text[max(start - CONTEXT, 0) : start], "suffix": text[end : end + CONTEXT]}
    return {"span": [start, end], "words": words, **context}


def _told(body: str, longest: int = LONGEST_REMARK, lacking: str = "A remark needs words") -> str:
    told = storable(body).replace("\r\n", "\n").replace("\r", "\n").strip()
    if not told:
        raise RemarkError(f"{lacking}; write some and send it again.")
    if len(told) > longest:
        raise RemarkError(f"This has {len(told):,} characters, and at most {longest:,} are taken; shorten it.")
    return told


def _insert(connection: Connection, row: Row, at: str | None) -> str:
    same = [remarks.c[name] == row.get(name) for name in ("article", "author", "body", "statement", "answers", "words")]
    standing = remarks.c.deleted_at.is_(None)
    alike = connection.execute(select(remarks.c.id, remarks.c.span).where(standing, *same))
    for known in alike:
        if known.span == row.get("span"):
            return str(known.id)
    made_at = at or _now()
    place = "" if row.get("span") is None else f"{row['span'][0]}-{row['span'][1]}"
    told = (row["article"], row["author"], row.get("answers") or row.get("statement") or place, row["body"])
    new = row | {"id": identify("remark", *told, datetime.now(UTC).isoformat()), "made_at": made_at}
    connection.execute(insert(remarks), new)
    subscriptions.tell_of_remark(connection, str(new["id"]), subscriptions.instant())
    return str(new["id"])


def _row(connection: Connection, remark: str) -> Any:
    row = connection.execute(select(remarks).where(remarks.c.id == remark)).one_or_none()
    if row is None:
        raise NotOnRecordError(f"There is no remark {remark} in the record.")
    return row


def _standing(connection: Connection, remark: str, doing: str) -> Any:
    row = _row(connection, remark)
    if row.deleted_at is not None or row.hidden_at is not None:
        state = "removed by its author" if row.deleted_at else "hidden"
        raise RemarkError(f"This remark was {state} and can no longer {doing}.")
    return row


def _check_author(author: str, person: str) -> None:
    if author != person:
        raise NotAllowedError("This remark is somebody else’s; only its author can change it.")


def _wanted(viewer: Viewer) -> Select[Any]:
    counted = {"up": _count(votes.c.value == 1), "down": _count(votes.c.value == -1)}
    own = func.coalesce(func.sum(votes.c.value), 0)
    mine = select(own).where(votes.c.remark == remarks.c.id, votes.c.person == viewer.person).scalar_subquery()
    complained = select(func.count()).select_from(complaints).where(complaints.c.remark == remarks.c.id)
    columns = [*remarks.c, people.c.name, articles.c.title, *(count.label(name) for name, count in counted.items())]
    wanted = select(*columns, mine.label("vote"), complained.scalar_subquery().label("complaints"))
    return wanted.join(people, people.c.id == remarks.c.author).join(articles, articles.c.id == remarks.c.article)


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return select(func.count()).select_from(votes).where(votes.c.remark == remarks.c.id, condition).scalar_subquery()


def _seen(connection: Connection, viewer: Viewer, wanted: Select[Any]) -> list[Remark]:
    found = [_REMARK.validate_python(dict(row)) for row in connection.execute(wanted).mappings()]
    return found if viewer.analyst else [_without_secrets(remark) for remark in found]


def _without_secrets(remark: Remark) -> Remark:
    return replace(remark, body="" if remark.hidden_at else remark.body, complaints=0)


def _upsert(connection: Connection, table: Any, row: Row) -> None:
    """Put a row in the place of the one with its key."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    put = dialect.insert(table).values(row)
    connection.execute(put.on_conflict_do_update(index_elements=list(table.primary_key.columns), set_=row))


def _now() -> str:
    """This instant, ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


_REMARK = TypeAdapter(Remark)
