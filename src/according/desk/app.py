"""The desk as an application: its views, what guards them, and how it says that something went wrong."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware

from according.desk import archived, findings, pages, render
from according.desk.catching_up import CatchingUp
from according.desk.headers import SafeHeaders
from according.errors import AccordingError, NotOnRecordError, QueryError, RecordError
from according.page.archive import Archive
from according.record.record import Record

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_NOT_SERVED = {404: ("Not found", "There is no such page on this desk.")}


def create_app(record: str | Path, archive: Path | None = None, hosts: Sequence[str] = ()) -> FastAPI:
    """Make the desk on a record.

    Args:
        record: path of the record's SQLite file, or an SQLAlchemy URL.
        archive: folder of the WARC files; None: pages are described, but not shown.
        hosts: names under which the desk answers, besides those of this machine itself. A request that names any
            other host is refused, so that no web site can reach the desk by letting its own name resolve to it (DNS
            rebinding).

    Raises:
        RecordError: the record cannot be opened.
    """
    opened = Record.open(record)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.catching_up.start()
        yield
        app.state.catching_up.stop()
        opened.close()

    app = FastAPI(title="According", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.desk = pages.Desk(opened, Archive(archive) if archive else None)
    app.state.catching_up = CatchingUp(opened)
    app.include_router(pages.router)
    app.include_router(findings.router)
    app.include_router(archived.router)
    app.mount("/static", StaticFiles(packages=[("according.desk", "static")]), name="static")
    app.add_exception_handler(AccordingError, _refused)
    app.add_exception_handler(HTTPException, _not_served)
    app.add_exception_handler(RequestValidationError, _asked_wrongly)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=[*LOOPBACK, *hosts], www_redirect=False)
    app.add_middleware(SafeHeaders)
    return app


def _refused(_: Request, error: Exception) -> Response:
    """Say why something cannot be shown, in the sentence of the error."""
    if isinstance(error, NotOnRecordError):
        return render.page("message.html", status=404, title="Not on record", sentence=str(error))
    status = 400 if isinstance(error, QueryError) else 503 if isinstance(error, RecordError) else 422
    return render.page("message.html", status=status, title="This cannot be shown", sentence=str(error))


def _not_served(_: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    title, sentence = _NOT_SERVED.get(status, ("Refused", "The desk does not answer this."))
    return render.page("message.html", status=status, title=title, sentence=sentence)


def _asked_wrongly(_: Request, __: Exception) -> Response:
    sentence = "The address lacks something that this page needs."
    return render.page("message.html", status=400, title="Not understood", sentence=sentence)
