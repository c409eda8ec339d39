"""The reading as JSON: one object a line, as `according read --json` prints it, and its JSON Schema.

The types of `model.py` are the contract; this room only turns them into JSON and back. The schema is published as
docs/reading.schema.json: `python -m according.contract` prints it, with `--check FILE` it is compared.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from according.model import Reading

_READING = TypeAdapter(Reading)


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


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a reading."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_READING.json_schema(mode="serialization")}


def published() -> str:
    """The schema as the text that is published."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


def _main(arguments: list[str]) -> int:
    match arguments:
        case []:
            sys.stdout.write(published())
            return 0
        case ["--check", file]:
            if Path(file).read_text(encoding="utf-8") == published():
                return 0
            sys.stderr.write(f"{file} is not the schema of the types; write it anew: python -m according.contract\n")
            return 1
        case _:
            sys.stderr.write("usage: python -m according.contract [--check FILE]\n")
            return 2


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
