"""Dates as a person writes them. Sentences that people read have these; data keep ISO 8601."""

from __future__ import annotations

import re
from datetime import date, datetime

from according.model import Date

# Days and instants as ISO 8601 gives them, and what stands in quotation marks, which is left as it was written.
_ISO = re.compile(
    r"“[^”]*”|(?<![\w./-])(?P<moment>\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?)(?![\w/-])"
)


def date_words(value: Date | None) -> str:
    """Write a date as far as it is known: "27 August 2020", "August 2020", "2 to 5 March 2024", "not known"."""
    if value is None or (value.start is None and value.end is None):
        return "not known"
    start, end = (_moment_words(moment, value.precision) for moment in (value.start, value.end))
    about = "about " if value.precision == "about" else ""
    if not end:
        # An instant is one moment, whether or not its end repeats it; of anything longer an end not given is open.
        return start if value.precision == "instant" else f"from {about}{start} on"
    if not start:
        return f"until {about}{end}"
    if value.precision in ("day", "about") and (days := _days(value.start, value.end)):
        return about + _from_to(*days)
    return f"{about}{start}" if start == end else f"{about}{start} to {end}"


def _moment_words(moment: str | None, precision: str) -> str:
    if moment and len(moment) > len("2020-08-27"):
        return instant_words(moment)
    try:
        day = date.fromisoformat(moment or "")
    except ValueError:
        return moment or ""
    return {"year": f"{day:%Y}", "month": f"{day:%B %Y}"}.get(precision, f"{day.day} {day:%B %Y}")


def instant_words(moment: str) -> str:
    """Write an instant with its zone: "27 August 2020, 18:30 (UTC+02:00)"; what is no instant stays as it is."""
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return moment
    return f"{at.day} {at:%B %Y}, {at:%H:%M} ({at.tzname() or 'zone not known'})"


def moment_words(moment: str) -> str:
    """Write an instant of this desk in short, to the minute: "6 Mar 2024, 07:00 UTC"."""
    at = datetime.fromisoformat(moment)
    return f"{at.day} {at:%b %Y, %H:%M} UTC"


def day_words(value: Date | None) -> str:
    """The day of a date, for lists: an instant without its clock, and "seen" before the day a page was first seen."""
    if value is None or not (value.start or value.end):
        return "date not known"
    if value.precision != "instant" or not value.start:
        return date_words(value)
    day = value.start[: len("2020-08-27")]
    return seen_words(date_words(Date(day, day, "day", value.basis)), seen=is_when_seen(value))


def is_when_seen(value: Date) -> bool:
    """Whether it is when a page was first seen, which stands in for its date where the page gives none."""
    return value.basis == "none" and value.precision == "instant"


def seen_words(words: str, *, seen: bool) -> str:
    """A day in words, marked where it is one on which a page was seen and not one that the page gives."""
    return f"seen {words}" if seen else words


def days_words(first: str, last: str | None = None) -> str:
    """Write a day, or the days from one to another, as ISO 8601 gives them: "4 to 23 March 2024"."""
    days = _days(first, last or first)
    return _from_to(*days) if days else "day not known"


def _days(first: str | None, last: str | None) -> tuple[date, date] | None:
    try:
        return date.fromisoformat(first or ""), date.fromisoformat(last or "")
    except ValueError:
        return None


def _from_to(start: date, end: date) -> str:
    if start == end:
        return f"{start.day} {start:%B %Y}"
    begin = f"{start.day}" if (start.year, start.month) == (end.year, end.month) else f"{start.day} {start:%B}"
    begin += f" {start:%Y}" if start.year != end.year else ""
    return f"{begin} to {end.day} {end:%B %Y}"


def short_day(value: Date | None) -> str:
    """The day of a date where there is little room: "4 Mar"; nothing where it is not known."""
    try:
        day = date.fromisoformat((value.start or "")[: len("2020-08-27")] if value else "")
    except ValueError:
        return ""
    return seen_words(f"{day.day} {day:%b}", seen=value is not None and is_when_seen(value))


def readable(sentence: str) -> str:
    """A sentence of this program with its days in words; what it quotes stays as it was written.

    >>> readable("Daily Flash names the day, 2024-03-05, but not through whom it has it.")
    'Daily Flash names the day, 5 March 2024, but not through whom it has it.'
    """
    return _ISO.sub(_in_words, sentence)


def _in_words(found: re.Match[str]) -> str:
    moment = found["moment"]
    return _moment_words(moment, "day") if moment else found[0]
