"""Reading one written time: ISO 8601, RFC 822, JavaScript's, and as newspapers print it.

What is not written is not added: no zone where none stands, no clock where only a day stands, and no day where day and
month cannot be told apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

# Month names as news pages print them; a name is known by its first letters, as far as they tell months apart.
_MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier enero ene janeiro gennaio gen januari января янв",
            "feb february februar février fevrier févr febrero fevereiro fev febbraio februari февраля фев",
            "mar march märz mrz mars marzo março marco maart maret марта мар",
            "apr april avril avr abril abr aprile апреля апр",
            "may mai mayo maio maggio mag mei мая май",
            "jun june juni juin junio junho giugno giu июня июн",
            "jul july juli juillet juil julio julho luglio lug июля июл",
            "aug august août aout agosto ago augustus agustus августа авг",
            "sep sept september septembre septiembre setembro set settembre сентября сен",
            "oct october oktober okt octobre octubre outubro out ottobre ott октября окт",
            "nov november novembre noviembre novembro ноября ноя",
            "dec december dezember dez décembre decembre déc diciembre dic dezembro dicembre desember декабря дек",
        ),
        start=1,
    )
    for name in names.split()
}

# Zone names with one meaning in the news; those with several (IST, AST, BST is British in print) stay unread.
_OFFSETS: dict[str, float] = {
    "z": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 1, "west": 1, "cet": 1, "cest": 2, "eet": 2, "eest": 3, "msk": 3,
    "trt": 3, "gst": 4, "pkt": 5, "hkt": 8, "sgt": 8, "jst": 9, "kst": 9, "aest": 10, "aedt": 11, "nzst": 12,
    "nzdt": 13, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "akst": -9,
    "akdt": -8, "hst": -10,
}  # fmt: skip
# Names that stand for standard or daylight time, whichever holds on the day.
_ZONES = {"et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver", "pt": "America/Los_Angeles"}

_NAMES = "|".join(sorted((re.escape(name) for name in _MONTHS), key=len, reverse=True))
_ISO = re.compile(
    r"(?P<year>\d{4})[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})"
    r"(?:[T ]+(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?\s*(?P<zone>Z|UTC|GMT"
    r"|[A-Z]{2,4}|[+-]\d\d:?(?:\d\d)?)?)?",
    re.IGNORECASE,
)
_MONTH_ONLY = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)")
_COMPACT = re.compile(
    r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?:T?(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)(?P<zone>Z)?)?"
)
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_NAMED = re.compile(
    rf"(?<!\w)(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.|er|º)?(?: de| of|-)?[ \xa0]*(?P<month>{_NAMES})\.?(?: de|-"
    rf"|,)?[ \xa0]*(?P<year>\d{{4}})"
    rf"|(?P<month2>{_NAMES})\.?[ \xa0]+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?[ \xa0]+(?P<year2>\d{{4}}))(?!\d\d)",
    re.IGNORECASE,
)
_NUMERIC = re.compile(r"(?<![\d.])(?P<first>\d{1,2})[./-](?P<second>\d{1,2})[./-](?P<year>\d{4})(?!\d)")
_CLOCK = re.compile(
    r"(?<![\d:.+-])(?P<hour>\d{1,2})(?P<mark>[:.h])(?P<minute>\d\d)(?::(?P<second>\d\d))?\s*(?P<half>[ap]\.?\s?m\b\.?)?"
    r"\s*(?P<zone>(?:GMT|UTC)?[+-]\d\d:?\d\d|[A-Z]{1,4}\b)?",
    re.IGNORECASE,
)
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Stamp:
    """A written time as far as it goes: a month, a day, or an instant with or without its zone."""

    start: date | datetime
    end: date | datetime

    @property
    def clocked(self) -> bool:
        """Whether a clock time stands there, not only a day."""
        return isinstance(self.start, datetime)

    @property
    def zoned(self) -> bool:
        """Whether the zone is known."""
        return isinstance(self.start, datetime) and self.start.tzinfo is not None

    @property
    def day(self) -> date:
        """The (first) day as written, in the time's own zone."""
        return self.start.date() if isinstance(self.start, datetime) else self.start

    @property
    def instant(self) -> datetime:
        """The (first) moment on the line of time; UTC stands in where no zone is known, for comparing only."""
        start = self.start if isinstance(self.start, datetime) else datetime(*self.start.timetuple()[:3])  # noqa: DTZ001
        return start if start.tzinfo else start.replace(tzinfo=UTC)


def read_time(words: str) -> Stamp | None:
    """Read a written time, None where there is none in the words or it cannot be told.

    >>> read_time("Thu, 27 Aug 2020 14:05:00 +0200").start.isoformat()
    '2020-08-27T14:05:00+02:00'
    >>> read_time("03/04/2020") is None
    True
    """
    words = words.strip()[:_LONGEST]
    for pattern in (_ISO, _COMPACT):
        if (found := pattern.fullmatch(words)) is not None:
            return _stamp(found.groupdict())
    if (found := _MONTH_ONLY.fullmatch(words)) is not None:
        return _month(int(found["year"]), int(found["month"]))
    if _EPOCH.fullmatch(words):
        seconds = int(words[:10])
        return _exact(datetime.fromtimestamp(seconds, UTC)) if seconds else None
    return _printed(words)


def _printed(words: str) -> Stamp | None:
    """A date somewhere in the words, with the clock that stands beside it."""
    found = _ISO.search(words)
    if found is not None and found["hour"]:
        return _stamp(found.groupdict())
    parts = _printed_day(words)
    if parts is None:
        return None
    day, span = parts
    rest = f"{words[: span[0]]} \n {words[span[1] :]}"
    clock = _best_clock(rest)
    if clock is None:
        return _stamp(day)
    return _stamp({**day, **clock.groupdict()})


def _printed_day(words: str) -> tuple[dict[str, str | None], tuple[int, int]] | None:
    if (found := _NAMED.search(words)) is not None:
        name = (found["month"] or found["month2"]).lower()
        day = {
            "year": found["year"] or found["year2"],
            "month": str(_MONTHS[name]),
            "day": found["day"] or found["day2"],
        }
        return day, found.span()
    if (found := _ISO.search(words)) is not None:
        return {key: found[key] for key in ("year", "month", "day")}, found.span()
    if (found := _NUMERIC.search(words)) is None:
        return None
    first, second = int(found["first"]), int(found["second"])
    if (first <= 12) == (second <= 12) and first != second:
        return None
    day_number, month = (second, first) if second > 12 else (first, second)
    return {"year": found["year"], "month": str(month), "day": str(day_number)}, found.span()


def _best_clock(rest: str) -> re.Match[str] | None:
    clocks = [
        found
        for found in _CLOCK.finditer(rest)
        if found["mark"] == ":" or found["half"] or (found["mark"].lower() == "h" and found["minute"])
    ]
    return clocks[0] if clocks else None


def _stamp(parts: dict[str, str | None]) -> Stamp | None:
    try:
        day = date(int(parts["year"] or 0), int(parts["month"] or 0), int(parts["day"] or 0))
        if not parts.get("hour"):
            return Stamp(day, day)
        hour = _hour(int(parts["hour"] or 0), parts.get("half"))
        clock = datetime(day.year, day.month, day.day, hour, int(parts["minute"] or 0), int(parts.get("second") or 0))  # noqa: DTZ001
    except ValueError:
        return None
    return _exact(clock.replace(tzinfo=_zone(parts.get("zone"), clock)))


def _hour(hour: int, half: str | None) -> int:
    if not half or hour > 12:
        return hour
    return hour % 12 + (12 if half.lower().startswith("p") else 0)


def _zone(name: str | None, clock: datetime) -> tzinfo | None:
    if not name:
        return None
    name = name.lower()
    if (offset := re.fullmatch(r"(?:gmt|utc)?([+-])(\d\d):?(\d\d)?", name)) is not None:
        # RFC 5322: "-0000" says that the zone is not known.
        delta = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        unknown = name == "-0000" or delta > timedelta(hours=14)
        return None if unknown else timezone(-delta if offset[1] == "-" else delta)
    if name in _ZONES:
        return _zone_by_day(_ZONES[name], clock)
    return timezone(timedelta(hours=_OFFSETS[name])) if name in _OFFSETS else None


def _zone_by_day(name: str, clock: datetime) -> tzinfo | None:
    try:
        offset = clock.replace(tzinfo=ZoneInfo(name)).utcoffset()
    except ZoneInfoNotFoundError:
        return None  # a system without the tz database: the zone stays unknown
    return None if offset is None else timezone(offset)


def _exact(clock: datetime) -> Stamp:
    return Stamp(clock, clock)


def _month(year: int, month: int) -> Stamp | None:
    try:
        first = date(year, month, 1)
        after = date(year + month // 12, month % 12 + 1, 1)
    except ValueError:
        return None
    return Stamp(first, after - timedelta(days=1))
