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


def no_surer(first: str, last: str) -> str:
    """A time by its first and last day, told no more exactly than it is known: a year, a month of one, or a day.

    >>> no_surer("2018-01-01", "2018-12-31"), no_surer("2018-03-01", "2018-03-31"), no_surer("2018-03-04", "2018-03-04")
    ('2018', 'March 2018', '2018-03-04')
    """
    if (first[5:], last[5:]) == ("01-01", "12-31") and first[:4] == last[:4]:
        return first[:4]
    if first != last and first[:7] == last[:7] and first.endswith("-01"):
        return date.fromisoformat(first).strftime("%B %Y")
    return first
