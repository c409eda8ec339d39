"""Days as reports give them (ISO 8601): moved, and counted between."""

from __future__ import annotations

from datetime import date, timedelta


def days_between(one: str, other: str) -> int:
    """How many days the other is after the one; 0 where either is no day."""
    try:
        return (date.fromisoformat(other) - date.fromisoformat(one)).days
    except ValueError:
        return 0


def shifted(day: str, by: int) -> str:
    """A day moved by so many days; what is no day stays as it is."""
    try:
        return (date.fromisoformat(day) + timedelta(by)).isoformat()
    except (ValueError, OverflowError):
        return day
