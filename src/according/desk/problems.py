"""What went wrong, said in the form that was asked for: a page, or a problem document (RFC 9457)."""

from __future__ import annotations

import json
from http import HTTPStatus
from pathlib import PurePosixPath

from fastapi import Request
from fastapi.responses import Response

from according.desk import render

# What ends so is asked for by programs.
_FORMS = (".json", ".csv", ".atom")
PROBLEM = "application/problem+json"


def said(request: Request, status: int, title: str, sentence: str) -> Response:
    """Say in one sentence why something is not answered."""
    if not for_programs(request):
        return render.page("message.html", status=status, title=title, sentence=sentence)
    problem = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": sentence,
        "instance": request.url.path,
    }
    body = json.dumps(problem, ensure_ascii=False).encode("utf-8", "replace")
    return Response(body, status_code=status, media_type=PROBLEM)


def for_programs(request: Request) -> bool:
    """Whether a request asks for data, by the end of its address or by what it accepts."""
    accepted = request.headers.get("accept", "")
    return PurePosixPath(request.url.path).suffix in _FORMS or ("json" in accepted and "html" not in accepted)
