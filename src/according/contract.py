"""The reading as JSON: one object a line, as `according read --json` prints it, and its JSON Schema.

The types of `model.py` are the contract; this room only turns them into JSON and back.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter

from according.model import Reading

_READING = TypeAdapter(Reading)


def to_json(reading: Reading) -> str:
    """Write a reading as one line of JSON, every key present; a lone surrogate from a page becomes U+FFFD."""
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
