"""The record as data, described: the OpenAPI document of all that is answered as data, and the same to be read."""

from __future__ import annotations

from functools import cache
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse, Response

from according.desk import render
from according.desk.problems import PROBLEM
from according.version import __version__

router = APIRouter()


@router.get("/openapi.json", include_in_schema=False)
def openapi(request: Request) -> Response:
    """The OpenAPI document of everything that is answered as data."""
    return JSONResponse(document(request.app))


@router.get("/api", include_in_schema=False)
def reference(request: Request) -> Response:
    """The same document, to be read."""
    told = document(request.app)
    parts = told["components"]["schemas"]
    return render.page("api.html", "/api", document=told, schemas=dict(sorted(parts.items())), written=_written)


@cache
def document(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document (3.1) of the routes that answer with data."""
    made = get_openapi(
        title="According",
        version=__version__,
        description="Who said what, through whom, on what condition and how surely: the record as data. Lists end in "
        ".json, .csv and .atom; they go on where the header Link (rel=next) leads. What is answered carries an "
        "ETag. What goes wrong is told as application/problem+json (RFC 9457).",
        routes=app.routes,
    )
    made["paths"] = {
        path: {"get": _with_problems(operations["get"])}
        for path, operations in made["paths"].items()
        if path.endswith((".json", ".csv", ".atom")) and "get" in operations
    }
    schemas = {**made["components"]["schemas"], "Problem": _PROBLEM}
    used = _named_in(made["paths"], schemas)
    made["components"]["schemas"] = {name: schemas[name] for name in sorted(used)}
    return made


def _with_problems(operation: dict[str, Any]) -> dict[str, Any]:
    """An operation with what it answers besides what was asked for."""
    operation["responses"].pop("422", None)
    operation["responses"] |= {
        "304": {"description": "The asker has it already (If-None-Match)."},
        "4XX": {"description": "It cannot be answered.", "content": {PROBLEM: {"schema": _TOLD}}},
    }
    return operation


def _named_in(part: Any, schemas: dict[str, Any]) -> set[str]:
    """The schemas that a part of the document leads to."""
    found: set[str] = set()
    waiting = [part]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            name = str(part.get("$ref", "")).rpartition("/")[2]
            if name and name not in found:
                found.add(name)
                waiting.append(schemas[name])
            waiting += part.values()
        elif isinstance(part, list):
            waiting += part
    return found


_TOLD = {"$ref": "#/components/schemas/Problem"}
_PROBLEM = {
    "type": "object",
    "description": "What went wrong, in a sentence (RFC 9457).",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
    },
}


def _written(schema: dict[str, Any]) -> str:
    """A schema in words: "string", "list of Statement", "one of a, b"."""
    match schema:
        case {"$ref": where}:
            return str(where).rpartition("/")[2]
        case {"anyOf": options} | {"oneOf": options}:
            return " or ".join(map(_written, options))
        case {"enum": values}:
            return "one of " + ", ".join(str(value) or "(empty)" for value in values)
        case {"const": value}:
            return str(value)
        case {"prefixItems": items}:
            return f"[{', '.join(map(_written, items))}]"
        case {"type": "array", "items": items}:
            return f"list of {_written(items)}"
        case {"type": kind}:
            return str(kind)
    return "any value"
