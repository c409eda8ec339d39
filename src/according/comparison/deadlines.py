"""The days that a pledge's words name, counted from the day of its report: "by March 15", "on Monday"."""

from __future__ import annotations

import math
import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from according.comparison.wording import content_words, number_of

_MONTHS = "january february march april may june july august september october november december".split()
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTH = "|".join(_MONTHS) + r"|(?:jan|feb|aug|sept?|oct|nov|dec)\b\.?"
_ORDINAL = (
    r"\d{1,2}(?:st|nd|rd|th)|first|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    r"thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth"
)
_DAY = re.compile(
    rf"\b(?:(?P<ending>the end of (?:the |this )?(?P<period>week|month|year|{_MONTH}))"
    rf"|(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}})\b|(?P<day2>\d{{1,2}})\s+(?P<month2>{_MONTH})\b"
    r"|(?P<easter>easter)(?: sunday)?\b"
    rf"|the (?P<ordinal>{_ORDINAL})\b|(?P<tomorrow>tomorrow)|(?P<weekday>{'|'.join(_WEEKDAYS)})\b)",
    re.IGNORECASE,
)
# "By Friday" gives a term, "on Friday" a day; further back than this a preposition belongs to something else.
_TERM = re.compile(
    r".*\b(by|before|until|till|within|no later than|not later than)\b[^.;]{0,22}$", re.IGNORECASE | re.DOTALL
)
_LASTING = re.compile(r"\bwithin (?:the next )?((?:[\w-]+ )?(?:hour|day|week|month)s?)\b", re.IGNORECASE)
_DAYS_OF = {"hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.0}
# "Within ten days", from now; not "within ten days of the vote".
_WITHIN = re.compile(
    r"\bwithin (?:the next )?(?P<number>[\w-]+) (?P<unit>hour|day|week|month)s?\b(?! (?:of|after|from)\b)",
    re.IGNORECASE,
)
_NEXT_YEAR_AFTER = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class Named:
    """A day that words name, and whether it is the end of a term."""

    day: date
    is_term: bool


def named_days(words: str, day: str) -> list[Named]:
    """The days that words name, from the day (ISO 8601) of their report on; none where that is not known."""
    try:
        today = date.fromisoformat(day)
    except ValueError:
        return []
    return list(_named(words, today))


def lasting(words: str) -> frozenset[str]:
    """The words of a time within which something is to be done: {"48", "hour"} of "within 48 hours"."""
    match = _LASTING.search(words)
    return content_words(match[1]) if match else frozenset()


def _named(words: str, today: date) -> Iterator[Named]:
    for match in _WITHIN.finditer(words):
        days = _DAYS_OF[match["unit"].lower()] * (number_of(match["number"].lower()) or 1)
        yield Named(today + timedelta(math.ceil(days)), True)
    for match in _DAY.finditer(words):
        found = _day(match, today)
        if found is not None:
            term = _TERM.search(words[: match.start()])
            before = term is not None and term[1].lower() == "before"
            yield Named(found - timedelta(before), bool(match["ending"] or term))


def _day(match: re.Match[str], today: date) -> date | None:
    if match["ending"]:
        return _end_of(match["period"].lower(), today)
    if month := match["month"] or match["month2"]:
        return _near(_month(month), int(match["day"] or match["day2"]), today)
    if match["easter"]:
        return _easter(today.year if today <= _easter(today.year) else today.year + 1)
    if match["tomorrow"]:
        return today + timedelta(1)
    if match["weekday"]:
        ahead = (_WEEKDAYS.index(match["weekday"].lower()) - today.weekday()) % 7
        return today + timedelta(ahead or 7)
    number = number_of(match["ordinal"].lower()) or 1
    first = today if number >= today.day else today.replace(day=1) + timedelta(32)
    return _made(first.year, first.month, int(number))


def _easter(year: int) -> date:
    """Easter Sunday of a year: the Gregorian computus (Meeus, Astronomical Algorithms, chapter 8)."""
    century, rest = divmod(year, 100)
    leap, odd = divmod(century, 4)
    epact = (19 * (year % 19) + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    quarters, left = divmod(rest, 4)
    weekday = (32 + 2 * odd + 2 * quarters - epact - left) % 7
    shift = (year % 19 + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def _end_of(period: str, today: date) -> date | None:
    if period == "week":
        return today + timedelta(6 - today.weekday())
    if period == "year":
        return date(today.year, 12, 31)
    month = today.month if period == "month" else _month(period)
    year = today.year + (month < today.month)
    return date(year, month, monthrange(year, month)[1])


def _month(name: str) -> int:
    return next(number for number, month in enumerate(_MONTHS, start=1) if month.startswith(name.lower().strip(".")))


def _near(month: int, day: int, today: date) -> date | None:
    """The day of a month in this year, or in the next where it would long have passed."""
    here = _made(today.year, month, day)
    return _made(today.year + 1, month, day) if here and today - here > _NEXT_YEAR_AFTER else here


def _made(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None
