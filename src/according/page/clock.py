"""The time at which a page was had."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> str:
    """This instant, ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
