"""Readings and findings as JSON, one object a line, and their JSON Schemas.

The types of `model.py` and `findings.py` are the contract; this room only turns them into JSON and back. The schemas
are published as docs/reading.schema.json and docs/finding.schema.json: `python -m according.contract reading` prints
one, with `--check FILE` it is compared.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from according.findings import Finding
from according.model import Reading

_READING = TypeAdapter(Reading)
_FINDING: TypeAdapter[Finding] = TypeAdapter(Finding)
# Told by its kind which type it is: trying each type of finding takes fifteen times as long.
_KNOWN_FINDING: TypeAdapter[Finding] = TypeAdapter(Annotated[Finding, Field(discriminator="kind")])
_TYPES: dict[str, TypeAdapter[Any]] = {"reading": _READING, "finding": _FINDING}


def to_json(reading: Reading) -> str:
    """Write a reading as one line of JSON, every key present; a lone surrogate from a page becomes a question mark."""
    # pydantic's own JSON writer refuses lone surrogates, which hostile pages do hold.
    line = json.dumps(_READING.dump_python(reading, mode="python"), ensure_ascii=False, separators=(",", ":"))
    return line.encode("utf-8", "replace").decode("utf-8")


def from_json(line: str | bytes) -> Reading:
    """Read a reading back from its JSON.

    Raises:
        pydantic.ValidationError: the JSON is not a reading.
    """
    return _READING.validate_json(line)


def finding_to_json(finding: Finding) -> str:
    """Write a finding (a story, a commitment, …) as one line of JSON, every key present."""
    return _FINDING.dump_json(finding).decode("utf-8")


def finding_from_json(line: str | bytes) -> Finding:
    """Read a finding back from its JSON.

    Raises:
        pydantic.ValidationError: the JSON is not a finding.
    """
    return _KNOWN_FINDING.validate_json(line)


def schema(of: str = "reading") -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a "reading" or a "finding"."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_TYPES[of].json_schema(mode="serialization")}


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
            sys.stderr.write("usage: python -m according.contract reading|finding [--check FILE]\n")
            return 2


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
