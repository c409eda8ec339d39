"""The desk as an application: its views, what guards them, and how it says that something went wrong."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware

from according.desk import (
    actors,
    adding,
    api,
    archived,
    citing,
    feeds,
    findings,
    judging,
    list_feeds,
    listing,
    pages,
    people,
    problems,
    remarks,
    subscriptions,
    things,
    today,
)
from according.desk.catching_up import CatchingUp
from according.desk.etags import EntityTags
from according.desk.guarding import BoundedBodies, FormCookies, Limits
from according.desk.headers import SafeHeaders
from according.desk.letters import Posting
from according.errors import (
    AccordingError,
    NotAllowedError,
    NotOnRecordError,
    QueryError,
    RecordError,
    SignInError,
    TooManyError,
)  # fmt: skip
from according.page.archive import Archive
from according.page.fetch import Fetcher
from according.record.record import Record
from according.settings import Post
from according.workers import Readers

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
# The first that fits is said: an id that is not on record is an error of the record too.
_REFUSALS: dict[type[AccordingError], tuple[int, str]] = {
    NotOnRecordError: (404, "Not on record"),
    NotAllowedError: (403, "Not allowed"),
    TooManyError: (429, "Too often"),
    QueryError: (400, "This cannot be shown"),
    RecordError: (503, "This cannot be shown"),
    AccordingError: (422, "This cannot be shown"),
}
_NOT_SERVED = {
    404: ("Not found", "There is no such page on this desk."),
    413: ("Too large", "This is more than the desk takes at once."),
}


def create_app(
    record: str | Path,
    archive: Path | None = None,
    hosts: Sequence[str] = (),
    *,
    open_reading: bool = False,
    post: Post | None = None,
    address: str | None = None,
    readers: Readers | None = None,
    fetcher: Fetcher | None = None,
) -> FastAPI:
    """Make the desk on a record.

    Args:
        record: path of the record's SQLite file, or an SQLAlchemy URL.
        archive: folder of the WARC files; None: pages are described, but not shown.
        hosts: names under which the desk answers, besides those of this machine itself. A request that names any
            other host is refused, so that no web site can reach the desk by letting its own name resolve to it (DNS
            rebinding).
        open_reading: whether everybody may read; else, once there are accounts, only people who have one.
        post: how mails are sent; None: none are.
        address: where the desk is reached, for the links in feeds; None: as it is asked for.
        readers: the processes that read what is added at the desk; None: one that knows no more than what ships.
        fetcher: fetches addresses that are added; None: one that reaches no private network.

    Raises:
        RecordError: the record cannot be opened.
    """
    opened = Record.open(record)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.catching_up.start()
        if app.state.adding:
            app.state.adding.start()
        if app.state.posting:
            app.state.posting.start()
        yield
        if app.state.adding:
            app.state.adding.stop()
        if app.state.posting:
            app.state.posting.stop()
        app.state.catching_up.stop()
        opened.close()

    app = FastAPI(
        title="According",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        dependencies=[Depends(people.enter)],
    )
    app.state.desk = pages.Desk(opened, Archive(archive) if archive else None)
    app.state.catching_up = CatchingUp(opened)
    parts = (readers or Readers(1), fetcher or Fetcher(), app.state.catching_up)
    app.state.adding = adding.Adding(opened, archive, *parts) if archive else None
    app.state.posting = Posting(opened, post) if post else None
    app.state.address = address
    app.state.open_reading = open_reading
    app.state.limits = Limits()
    app.state.form_secret = secrets.token_urlsafe(32)
    # Feeds and entries to cite come before the pages, for which NAME.atom would be an id.
    for room in (api, listing, things, adding, list_feeds, feeds, citing, today):
        app.include_router(room.router)
    for room in (pages, findings):
        app.include_router(room.router, dependencies=[Depends(today.note_opened)])
    for room in (judging, actors, archived, people, remarks, subscriptions):
        app.include_router(room.router)
    app.mount("/static", StaticFiles(packages=[("according.desk", "static")]), name="static")
    app.add_exception_handler(AccordingError, _refused)
    app.add_exception_handler(HTTPException, _not_served)
    app.add_exception_handler(RequestValidationError, _asked_wrongly)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=[*LOOPBACK, *hosts], www_redirect=False)
    app.add_middleware(EntityTags)
    app.add_middleware(SafeHeaders)
    app.add_middleware(FormCookies)
    app.add_middleware(BoundedBodies)
    return app


def _refused(request: Request, error: Exception) -> Response:
    """Say why something cannot be shown, in the sentence of the error."""
    if isinstance(error, SignInError):
        return people.ask_to_sign_in(request, error)
    status, title = next(answer for kind, answer in _REFUSALS.items() if isinstance(error, kind))
    answer = problems.said(request, status, title, str(error))
    if isinstance(error, TooManyError):
        answer.headers["Retry-After"] = str(error.seconds)
    return answer


def _not_served(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    title, sentence = _NOT_SERVED.get(status, ("Refused", "The desk does not answer this."))
    return problems.said(request, status, title, sentence)


def _asked_wrongly(request: Request, error: Exception) -> Response:
    asked = error.errors() if isinstance(error, RequestValidationError) else ()
    # A value comes back as it was sent only in what `said` escapes.
    faults = "; ".join(f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg'].lower()}" for one in asked)
    sentence = f"The address lacks or misstates something that this needs ({faults})."
    return problems.said(request, 400, "Not understood", sentence)
