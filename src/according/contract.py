"""Readings, findings and origins as JSON, one object a line, and their JSON Schemas.

The types of `model.py` and `findings.py` are the contract; this room only turns them into JSON and back. The schemas
are published as docs/reading.schema.json, docs/finding.schema.json and docs/origin.schema.json: `python -m
according.contract reading` prints one, with `--check FILE` it is compared.
"""

from __future__ import annotations

import json
import sys
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from according.findings import Finding, Origin
from according.model import Reading

_TYPES: dict[str, Any] = {"reading": Reading, "finding": Finding, "origin": Origin}


@cache
def _adapter(of: str) -> TypeAdapter[Any]:
    """What turns one type into JSON; made when it is first needed, since each takes some 20 ms to make."""
    return TypeAdapter(_TYPES[of])


@cache
def _known_finding() -> TypeAdapter[Finding]:
    """Told by its kind which type it is: trying each type of finding takes fifteen times as long."""
    return TypeAdapter(Annotated[Finding, Field(discriminator="kind")])


def to_json(reading: Reading) -> str:
    """Write a reading as one line of JSON, every key present; a lone surrogate from a page becomes a question mark."""
    # pydantic's own JSON writer refuses lone surrogates, which hostile pages do hold.
    told = _adapter("reading").dump_python(reading, mode="python")
    line = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return line.encode("utf-8", "replace").decode("utf-8")


def from_json(line: str | bytes) -> Reading:
    """Read a reading back from its JSON.

    Raises:
        pydantic.ValidationError: the JSON is not a reading.
    """
    read: Reading = _adapter("reading").validate_json(line)
    return read


def finding_to_json(finding: Finding) -> str:
    """Write a finding (a story, a commitment, …) as one line of JSON, every key present."""
    return _adapter("finding").dump_json(finding).decode("utf-8")


def origin_to_json(origin: Origin) -> str:
    """Write an origin as one line of JSON, every key present."""
    return _adapter("origin").dump_json(origin).decode("utf-8")


def finding_from_json(line: str | bytes) -> Finding:
    """Read a finding back from its JSON.

    Raises:
        pydantic.ValidationError: the JSON is not a finding.
    """
    return _known_finding().validate_json(line)


def schema(of: str = "reading") -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a "reading", a "finding" or an "origin"."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_adapter(of).json_schema(mode="serialization")}


def published(of: str = "reading") -> str:
    """The schema as the text that is published."""
    return json.dumps(schema(of), indent=1, ensure_ascii=False) + "\n"


def _main(arguments: list[str]) -> int:
    match arguments:
        case [of] if of in _TYPES:
            sys.stdout.write(published(of))
            return 0
        case [of, "--check", file] if of in _TYPES:
            if Path(file).read_text(encoding="utf-8") == published(of):
                return 0
            sys.stderr.write(
                f"{file} is not the schema of the types; write it anew: python -m according.contract {of}\n"
            )
            return 1
        case _:
            sys.stderr.write("usage: python -m according.contract reading|finding|origin [--check FILE]\n")
            return 2


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
