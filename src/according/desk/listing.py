"""The forms of a list: as JSON and as CSV, the head of either with the address of the next page."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, get_type_hints

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from according.desk import lists, subscriptions
from according.desk.ledgers import Csv
from according.desk.telling import Item
from according.export.sheets import harmless
from according.record.answers import Happening, Hit, Said, Summary
from according.record.remarks import Remark

Value = str | int | None

router = APIRouter()


@dataclass(frozen=True, slots=True)
class List:
    """A list of the API: the function that answers it, and the columns and rows of its table."""

    name: str
    ask: Callable[..., Any]
    columns: str
    row: Callable[[Any], Iterable[Value]]


def _of_reading(one: Summary) -> Iterator[Value]:
    yield from (one.article, _day(one), one.title, one.publisher, "; ".join(one.byline), one.language)
    yield from (one.url, one.place, one.statements)


def _of_statement(one: Said) -> Iterator[Value]:
    yield from (one.statement.id, one.article.article, _day(one.article), one.article.publisher, one.source)
    yield from (one.cue, one.content, one.statement.form, one.statement.act, one.article.title)


def _of_event(one: Happening) -> Iterator[Value]:
    yield from (one.event.id, one.article.article, _day(one.article), one.article.publisher, one.event.type)
    yield from (one.event.status, "; ".join(one.actors), "; ".join(one.recipients), one.words, one.event.trigger.start)
    yield one.event.trigger.end


def _of_hit(one: Hit) -> Iterator[Value]:
    yield from (one.kind, one.article, one.statement, _day(one), one.title, one.publisher, one.source, one.act)
    yield "".join(part.text for part in one.snippet)


def _of_item(one: Item) -> Iterator[Value]:
    yield from (one.id, one.at, one.headline, "\n".join(one.words), one.path)


def _of_remark(one: Remark) -> Iterator[Value]:
    yield from (one.id, one.article, one.title, one.made_at, one.name, one.body, one.words)
    yield from (one.span.start, one.span.end) if one.span else (None, None)
    yield from (one.answers, one.up, one.down, one.edited_at, one.deleted_at, one.hidden_at, one.orphaned_at)


_STATEMENT = "id article published publisher source cue content form act title"
LISTS = (
    List(
        "readings", lists.readings, "article published title publisher byline language url place statements",
        _of_reading,
    ),
    List("statements", lists.statements, _STATEMENT, _of_statement),
    List(
        "events", lists.events, "id article published publisher type status actors recipients words start end",
        _of_event,
    ),
    List(
        "actors", lists.actors, "name kind country articles actor",
        lambda one: (one.name, one.kind, one.country, one.articles, one.actor),
    ),
    List(
        "sources", lists.sources, "name kind country statements articles publishers",
        lambda one: (one.name, one.kind, one.country, one.statements, one.articles, one.publishers),
    ),
    List("source", lists.said, _STATEMENT, _of_statement),
    List("search", lists.search, "kind article statement published title publisher source act words", _of_hit),
    List(
        "refusals", lists.refusals, "id place reason seen page",
        lambda one: (one.id, one.refusal.place, one.refusal.reason, one.refusal.seen, one.refusal.page),
    ),
    List("outlets", lists.outlets, "name readings", lambda one: (one.name, one.readings)),
    List("today", lists.today, "id at headline words path", _of_item),
    List(
        "remarks", lists.remarks_made,
        "id article title made_at name body words start end answers up down edited_at removed_at hidden_at orphaned_at",
        _of_remark,
    ),
    List(
        "judgements", lists.judgements, "id article target field verdict author at words note",
        lambda one: (*(getattr(one.judgement, name) for name in "id article target field verdict author at".split()),
                     one.judgement.words, one.judgement.note),
    ),
    List(
        "subscriptions", subscriptions.followed, "id what target named mail made_at confirmed_at path feed",
        lambda one: (one.id, one.what, one.target, one.named, one.mail, one.made_at, one.confirmed_at, one.path,
                     one.feed),
    ),
    List(
        "searches", subscriptions.saved_searches, "id name query made_at path feed",
        lambda one: (one.id, one.name, one.query, one.made_at, one.path, one.feed),
    ),
)  # fmt: skip


def _list_views(listed: List) -> None:
    """A list as JSON and as CSV; the head of either gives the address of the next page (RFC 8288)."""
    holder = get_type_hints(listed.ask)["return"]
    told, asked = listed.ask.__doc__ or "", Depends(listed.ask)

    def as_json(request: Request, response: Response, found: Any = asked) -> Any:
        response.headers.update(lists.onward(request, found.after))
        return found

    def in_csv(request: Request, found: Any = asked) -> Response:
        held = next(getattr(found, name) for name in type(found).__slots__ if name != "after")
        name = f'attachment; filename="{listed.name}.csv"'
        headers = {"Content-Disposition": name, **lists.onward(request, found.after)}
        return Response(_table(listed, held), media_type="text/csv; charset=utf-8", headers=headers)

    path = f"/{listed.name}"
    router.add_api_route(f"{path}.json", as_json, response_model=holder, name=f"{listed.name}.json", summary=told)
    router.add_api_route(
        f"{path}.csv", in_csv, response_class=Csv, name=f"{listed.name}.csv", summary=f"{told} As a table."
    )


def _table(listed: List, held: Iterable[Any]) -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(listed.columns.split())
    writer.writerows([harmless(value) for value in listed.row(one)] for one in held)
    return file.getvalue().encode("utf-8", "replace")


for _one in LISTS:
    _list_views(_one)


def _day(line: Summary | Hit) -> str | None:
    return line.published.start if line.published else None
