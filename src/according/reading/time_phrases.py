"""The phrases that name a time by themselves: "12 March", "last Thursday", "three weeks ago", "within 48 hours".

Each is a row of the table at the end: its words, and how they are read from the day of the report.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from according.model import Precision

Direction = Literal["past", "future"]
Parts = Mapping[str, str]

_MONTHS = "january february march april may june july august september october november december".split()
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_NUMBERS: Mapping[str, int] = {
    word: number
    for number, words in (
        *enumerate("a an one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve".split("|"), 1),
        (15, "fifteen"), (20, "twenty"), (24, "twenty-four"), (30, "thirty"), (36, "thirty-six"), (40, "forty"),
        (48, "forty-eight"), (50, "fifty"), (60, "sixty"), (72, "seventy-two"), (90, "ninety"), (100, "hundred"),
    )
    for word in words.split()
} | {"a couple of": 2, "a hundred": 100}  # fmt: skip

_MONTH = "(?:" + "|".join([*_MONTHS, *(rf"{name[:3]}\.?" for name in _MONTHS), r"sept\.?"]) + ")"
_DAY = "(?:" + "|".join(_DAYS) + ")"
_NUMBER = r"(?:\d{1,3}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + ")"
_YEAR = r"(?:1[5-9]\d\d|20\d\d)"
_SEASON = "(?:spring|summer|autumn|fall|winter)"
_ORDINAL = r"\d{1,2}(?:st|nd|rd|th)?"
# The weekday that may stand before a day of the month.
_NAMED = rf"(?:{_DAY},? (?:on )?)?"
_UNITS = r"(?:hour|day|week|month|year|decade)s?"


@dataclass(frozen=True, slots=True)
class Stretch:
    """An interval of days, both ends included; None is open."""

    start: date | None
    end: date | None
    precision: Precision


@dataclass(frozen=True, slots=True)
class Moment:
    """From where a phrase is understood: the day of the report, and which way a bare "Thursday" or "in June" looks."""

    day: date
    direction: Direction = "past"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A kind of phrase.

    Attributes:
        words: a pattern over lower-case text with plain blanks and hyphens.
        read: gives the stretch that the named parts of a match stand for; None where they make no date (30 February).
        anchored: whether it is understood only from the day of the report.
        bare: whether it is a date only behind a word of time ("in March"): by itself it may be something else.
    """

    words: re.Pattern[str]
    read: Callable[[Parts, Moment], Stretch | None]
    anchored: bool = True
    bare: bool = False


def _month_number(name: str) -> int:
    return next(number for number, month in enumerate(_MONTHS, 1) if month.startswith(name.rstrip(".")[:3]))


def _count(words: str) -> int:
    return int(words) if words.isdigit() else _NUMBERS[words]


def _day_of(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if 1 <= day <= calendar.monthrange(year, month)[1] else None


def _one_day(day: date | None) -> Stretch | None:
    return Stretch(day, day, "day") if day else None


def _whole_month(year: int, month: int) -> Stretch:
    return Stretch(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month")


def _whole_year(year: int) -> Stretch:
    return Stretch(date(year, 1, 1), date(year, 12, 31), "year")


def _months_on(day: date, months: int) -> tuple[int, int]:
    number = day.year * 12 + day.month - 1 + months
    return number // 12, number % 12 + 1


def _nearest(month: int, day: int, moment: Moment) -> date | None:
    """A day without a year: the one nearest to the report, since papers name the year of any other."""
    near = (_day_of(year, month, day) for year in range(moment.day.year - 1, moment.day.year + 2))
    return min((one for one in near if one), key=lambda one: abs(one - moment.day), default=None)


def _calendar_day(parts: Parts, moment: Moment) -> Stretch | None:
    month, day = _month_number(parts["month"]), int(re.sub(r"\D", "", parts["day"]))
    first = _day_of(int(parts["year"]), month, day) if parts.get("year") else _nearest(month, day, moment)
    if first is None or not parts.get("last"):
        return _one_day(first)
    last = _day_of(first.year, month, int(re.sub(r"\D", "", parts["last"])))
    return Stretch(first, last, "day") if last and last > first else None


def _numeric_day(parts: Parts, _moment: Moment) -> Stretch | None:
    return (
        _one_day(_day_of(int(parts["year"]), int(parts["month"]), int(parts["day"])))
        if int(parts["month"]) in range(1, 13)
        else None
    )


def _month_of_year(parts: Parts, _moment: Moment) -> Stretch:
    return _whole_month(int(parts["year"]), _month_number(parts["month"]))


def _bare_month(parts: Parts, moment: Moment) -> Stretch:
    """A month without a year: the last such month, or the next one where the sentence looks ahead."""
    month, day = _month_number(parts["month"]), moment.day
    ahead = parts.get("which") in {"next", "this coming"} or (moment.direction == "future" and not parts.get("which"))
    if ahead:
        return _whole_month(day.year + (month < day.month), month)
    return _whole_month(day.year - (month > day.month), month)


def _year(parts: Parts, _moment: Moment) -> Stretch:
    return _whole_year(int(parts["year"]))


def _decade(parts: Parts, _moment: Moment) -> Stretch:
    first = int(parts["year"])
    return Stretch(date(first, 1, 1), date(first + 9, 12, 31), "year")


def _weekday(parts: Parts, moment: Moment) -> Stretch:
    behind = (moment.day.weekday() - _DAYS.index(parts["weekday"])) % 7
    which = parts.get("which") or ""
    if which in {"next", "coming", "this coming"}:
        return _within_day(moment.day + timedelta(7 - behind))
    if which in {"last", "past"}:
        return _within_day(moment.day - timedelta(behind or 7))
    if which == "this":
        return _within_day(moment.day - timedelta(moment.day.weekday() - _DAYS.index(parts["weekday"])))
    if moment.direction == "future":
        return _within_day(moment.day + timedelta((7 - behind) % 7))
    return _within_day(moment.day - timedelta(behind))


# The first month of each season, as weather services in the north count them.
_SEASON_STARTS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}


def _season_of_year(parts: Parts, _moment: Moment) -> Stretch:
    return _whole_season(parts["season"], int(parts["year"]))


def _whole_season(season: str, year: int) -> Stretch:
    """A season by the year in which it begins: the winter of 2024 ends in February 2025."""
    first = date(year, _SEASON_STARTS[season], 1)
    return Stretch(first, _whole_month(*_months_on(first, 2)).end, "about")


def _bare_season(parts: Parts, moment: Moment) -> Stretch:
    """ "Last summer" is the last that is over, "next summer" the first to come, "this summer" that of the year."""
    year, which = moment.day.year, parts.get("which")
    every = [_whole_season(parts["season"], year + step) for step in (-2, -1, 0, 1)]
    if which in {"last", "past"}:
        return [one for one in every if one.end and one.end < moment.day][-1]
    if which in {"next", "coming"} or (which is None and moment.direction == "future"):
        return next(one for one in every if one.start and one.start > moment.day)
    if which is None:
        return [one for one in every if one.start and one.start <= moment.day][-1]
    return every[2]


def _quarter_of_year(parts: Parts, _moment: Moment) -> Stretch:
    quarter = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}.get(parts["quarter"])
    first = date(int(parts["year"]), 3 * (quarter or int(parts["quarter"])) - 2, 1)
    return Stretch(first, _whole_month(*_months_on(first, 2)).end, "month")


def _within_day(day: date) -> Stretch:
    return Stretch(day, day, "day")


_NAMED_DAYS = {
    "the day before yesterday": -2, "yesterday": -1, "last night": -1, "today": 0, "tonight": 0, "this morning": 0,
    "this afternoon": 0, "this evening": 0, "overnight": 0, "tomorrow": 1, "the day after tomorrow": 2,
}  # fmt: skip


def _named_day(parts: Parts, moment: Moment) -> Stretch:
    return _within_day(moment.day + timedelta(_NAMED_DAYS[parts["named"]]))


_STEPS = {"last": -1, "past": -1, "previous": -1, "this": 0, "the": 0, "current": 0, "next": 1, "coming": 1}


def _period(parts: Parts, moment: Moment) -> Stretch | None:
    """ "This week", "last month", "next year", "the end of the year"."""
    step = _STEPS[(parts.get("which") or "the").split()[-1]]
    stretch = _calendar_period(parts["period"], step, moment.day)
    if parts["period"] == "weekend" and not parts.get("which") and moment.direction == "past":
        # "Over the weekend", told on a Thursday, is the one before.
        over = stretch.start is not None and stretch.start <= moment.day
        return stretch if over else _calendar_period("weekend", -1, moment.day)
    return stretch


def _calendar_period(period: str, step: int, day: date) -> Stretch:
    monday = day - timedelta(day.weekday()) + timedelta(7 * step)
    year, month = _months_on(day, step)
    quarter_year, quarter_month = _months_on(date(day.year, (day.month - 1) // 3 * 3 + 1, 1), 3 * step)
    quarter_end = _months_on(date(quarter_year, quarter_month, 1), 2)
    decade = (day.year // 10 + step) * 10
    stretches = {
        "week": lambda: Stretch(monday, monday + timedelta(6), "day"),
        "weekend": lambda: Stretch(monday + timedelta(5), monday + timedelta(6), "day"),
        "month": lambda: _whole_month(year, month),
        "quarter": lambda: Stretch(date(quarter_year, quarter_month, 1), _whole_month(*quarter_end).end, "month"),
        "year": lambda: _whole_year(day.year + step),
        "decade": lambda: Stretch(date(decade, 1, 1), date(decade + 9, 12, 31), "year"),
    }
    return stretches[period]()


def _from_report(parts: Parts, moment: Moment) -> Stretch:
    """A point so far from the report: "three weeks ago", "in ten days", "26 years ago"; the unit is the precision."""
    number = _count(parts["number"]) * (-1 if parts.get("ago") else 1)
    unit = parts["unit"].removesuffix("s")
    if unit == "year":
        return _whole_year(moment.day.year + number)
    if unit == "decade":
        about = moment.day.year + 10 * number
        return Stretch(date(about - 2, 1, 1), date(about + 2, 12, 31), "about")
    if unit == "month":
        return _whole_month(*_months_on(moment.day, number))
    day = _shifted(moment.day, number, unit)
    if unit == "hour":
        # Six hours ago may be yesterday; nothing tells at which hour the report was written.
        return Stretch(min(day, moment.day), max(day, moment.day), "day")
    return Stretch(day - timedelta(3), day + timedelta(3), "about") if unit == "week" else _within_day(day)


def _shifted(day: date, number: int, unit: str) -> date:
    """The day so many hours, days, weeks, months or years on; a part of a day counts as a whole one."""
    if unit in {"month", "year", "decade"}:
        year, month = _months_on(day, number * {"month": 1, "year": 12, "decade": 120}[unit])
        return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
    days = -(-abs(number) // 24) if unit == "hour" else abs(number) * {"day": 1, "week": 7}[unit]
    return day + timedelta(days if number >= 0 else -days)


def _term(parts: Parts, moment: Moment) -> Stretch:
    """A stretch that begins or ends with the report: "within 48 hours", "over the past two weeks"."""
    number, unit = _count(parts.get("number") or "one"), parts["unit"].removesuffix("s")
    precise: Precision = "day" if unit in {"hour", "day", "week"} or parts.get("term") == "within" else "about"
    if parts.get("which") in {"past", "last", "previous"}:
        return Stretch(_shifted(moment.day, -number, unit), moment.day, precise)
    return Stretch(moment.day, _shifted(moment.day, number, unit), precise)


# How far "recent days" or "the coming weeks" reach, at most.
_SOME: Mapping[str, tuple[int, str]] = {
    "day": (7, "day"),
    "week": (1, "month"),
    "month": (3, "month"),
    "year": (5, "year"),
}


def _some(parts: Parts, moment: Moment) -> Stretch:
    """ "In recent days", "in the coming weeks": some days or weeks from the report on."""
    number, unit = _SOME[parts["unit"].removesuffix("s")]
    if parts["which"] in {"coming", "next"}:
        return Stretch(moment.day, _shifted(moment.day, number, unit), "about")
    return Stretch(_shifted(moment.day, -number, unit), moment.day, "about")


def _phrase(
    words: str, read: Callable[[Parts, Moment], Stretch | None], *, anchored: bool = True, bare: bool = False
) -> Phrase:
    # A hyphen before a phrase makes it part of another word, but for "mid-August" and its like.
    return Phrase(re.compile(rf"(?<!\w)(?:(?<!-)|(?<=mid-)|(?<=early-)|(?<=late-)){words}(?!\w)"), read, anchored, bare)


PHRASES = (
    _phrase(rf"(?P<year>{_YEAR})-(?P<month>\d\d)-(?P<day>\d\d)", _numeric_day, anchored=False),
    _phrase(
        rf"{_NAMED}(?:the )?(?P<day>{_ORDINAL}) (?:of )?(?P<month>{_MONTH}),? (?P<year>{_YEAR})",
        _calendar_day,
        anchored=False,
    ),
    _phrase(rf"{_NAMED}(?P<month>{_MONTH}) (?P<day>{_ORDINAL}),? (?P<year>{_YEAR})", _calendar_day, anchored=False),
    _phrase(rf"{_NAMED}(?:the )?(?P<day>{_ORDINAL}) (?:of )?(?P<month>{_MONTH})", _calendar_day),
    _phrase(
        rf"{_NAMED}(?P<month>{_MONTH}) (?P<day>{_ORDINAL})(?:-(?P<last>{_ORDINAL}))?(?!:|,? \d{{4}})", _calendar_day
    ),
    _phrase(rf"(?P<month>{_MONTH}),? (?:of )?(?P<year>{_YEAR})", _month_of_year, anchored=False),
    _phrase(rf"(?P<season>{_SEASON})(?: of)? (?P<year>{_YEAR})", _season_of_year, anchored=False),
    _phrase(
        rf"(?:(?P<which>last|past|this|next|coming)|in(?: the)?) (?P<season>{_SEASON})(?!(?: of)? \d)", _bare_season
    ),
    _phrase(
        rf"(?:the )?(?P<quarter>first|second|third|fourth|last|final) quarter of (?P<year>{_YEAR})",
        _quarter_of_year,
        anchored=False,
    ),
    _phrase(rf"q(?P<quarter>[1-4]),?(?: of)? (?P<year>{_YEAR})", _quarter_of_year, anchored=False),
    _phrase(r"(?:(?:in|over|for|during) )?(?:the )?(?P<which>recent) (?P<unit>days|weeks|months|years)", _some),
    _phrase(
        r"(?:(?:in|over|for|during) )?the (?P<which>past|last|next|coming) (?P<unit>days|weeks|months|years)", _some
    ),
    _phrase(r"(?:(?:in|over|for|during) )?the (?P<which>past|coming) (?P<unit>week|month|year|decade)", _term),
    _phrase(rf"(?P<term>within|in under|in less than) (?:the next )?(?P<number>{_NUMBER}) (?P<unit>{_UNITS})", _term),
    _phrase(
        rf"(?:(?:in|over|for|during|throughout) )?the (?P<which>past|last|previous|next|coming) (?P<number>{_NUMBER})"
        rf" (?P<unit>{_UNITS})",
        _term,
    ),
    _phrase(
        rf"(?:about |some |nearly |almost |over |more than )?(?P<number>{_NUMBER}) (?P<unit>{_UNITS}) (?P<ago>ago)",
        _from_report,
    ),
    _phrase(rf"in (?P<number>{_NUMBER}) (?P<unit>{_UNITS})(?: time| from now)?", _from_report),
    _phrase(rf"(?P<number>{_NUMBER}) (?P<unit>{_UNITS}) from now", _from_report),
    _phrase(rf"(?P<named>{'|'.join(sorted(_NAMED_DAYS, key=len, reverse=True))})", _named_day),
    _phrase(
        r"(?P<which>this past|this coming|last|past|previous|this|current|next|coming)"
        r" (?P<period>week|weekend|month|quarter|year|decade)",
        _period,
    ),
    _phrase(
        r"the (?P<which>coming|current|past )?(?P<period>week|weekend|month|quarter|year|decade)", _period, bare=True
    ),
    _phrase(
        rf"(?:(?P<which>this coming|last|past|next|this|coming) )?(?P<weekday>{_DAY})"
        r"(?: (?:morning|afternoon|evening|night))?",
        _weekday,
    ),
    _phrase(rf"(?P<which>last|next|this coming|this) (?P<month>{_MONTH})", _bare_month),
    _phrase(rf"(?P<month>{_MONTH})", _bare_month, bare=True),
    _phrase(r"the (?P<year>(?:1[5-9]|20)\d0)s", _decade, anchored=False),
    _phrase(rf"(?P<year>{_YEAR})", _year, anchored=False, bare=True),
)
