"""The time that a claimed precedent reaches back over: "since August 2030", "in nearly 25 years", "this month"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from according.comparison.days import shifted
from according.comparison.recollections import MONTHS, interval
from according.comparison.wording import content_words, number_of

_MONTH = "|".join(MONTHS)
_SINCE = re.compile(r"\bsince\s+(?P<what>[^,.;:!?\n—–]{3,80})", re.IGNORECASE)
_ENDS = re.compile(r"\s+(?:and|but|had|has|have|was|were|on\s+which|when|said|as\s+it)\b.*", re.IGNORECASE)
_YEAR = re.compile(rf"(?:({_MONTH})\s+(?:\d{{1,2}},?\s+)?)?\b((?:1[5-9]|20)\d\d)\b", re.IGNORECASE)
_BARE_MONTH = re.compile(rf"\b({_MONTH})\b", re.IGNORECASE)
_LAST = re.compile(r"\blast\s+(week|month|year)\b", re.IGNORECASE)
_UNITS = {
    "day": 1,
    "week": 7,
    "month": 30,
    "season": 365,
    "year": 365,
    "decade": 3652,
    "generation": 9131,
    "century": 36524,
}
_UNIT = r"(day|week|month|season|year|decade|generation|centur(?:y|ies))"
_LENGTH = re.compile(
    rf"\b(?:in|for|within)\s+(?:(?:nearly|almost|about|around|over|at\s+least|some|(?:more|less|fewer)\s+than|"
    rf"the(?:\s+past|\s+last)?)\s+)*(?P<number>a\s+quarter\s+of\s+a\s+|a\s+quarter[\s-]|half\s+a\s+|[\w-]+\s+)?{_UNIT}s?\b",
    re.IGNORECASE,
)
_ROUND = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "hundred": 100, "a": 1, "one": 1, "two": 2,
    "several": 3, "many": 5,
}  # fmt: skip
_OF_TIME = re.compile(r"\bthis\s+(week|month|year|season|summer|winter|spring|autumn)\b", re.IGNORECASE)
# "Nearly 25 years" ended within a tenth of them.
_ABOUT = 0.1


@dataclass(frozen=True, slots=True)
class Window:
    """How far back a claim reaches.

    Attributes:
        after: the day from which on the like would gainsay a first; "" where it reaches back over all time.
        mark: the first and last day of what it is measured from, where that is known.
        occasion: the stems of the words for what it is measured from: "since the fall of the fort".
    """

    after: str = ""
    mark: tuple[str, str] | None = None
    occasion: frozenset[str] = frozenset()

    @property
    def is_open(self) -> bool:
        """Whether it is not known from which day on it reaches, though it has a beginning."""
        return bool(self.occasion) and self.mark is None


def window(words: str, day: str) -> Window:
    """How far back a claim with these words, published on a day, reaches."""
    if not day:
        return Window()
    if since := _SINCE.search(words):
        return _since(_ENDS.sub("", since["what"]), day)
    if length := _LENGTH.search(words):
        return _within(length, day)
    if spell := _OF_TIME.search(words):
        today = date.fromisoformat(day)
        begun = {"week": today - timedelta(today.weekday()), "month": today.replace(day=1)}
        first = begun.get(spell[1].lower(), today.replace(month=1, day=1))
        return Window((first - timedelta(1)).isoformat())
    return Window()


def _since(what: str, day: str) -> Window:
    occasion = frozenset(word for word in content_words(what) if not word[0].isdigit())
    if year := _YEAR.search(what):
        mark = interval(year[1], year[2])
    elif month := _BARE_MONTH.search(what):
        # The last month of that name.
        this = int(day[:4])
        mark = interval(month[1], str(this))
        mark = mark if mark[0] < day and mark[1] < shifted(day, 31) else interval(month[1], str(this - 1))
    elif last := _LAST.search(what):
        length = _UNITS[last[1].lower()]
        mark = shifted(day, -2 * length), shifted(day, -length // 7)
    else:
        return Window(occasion=occasion)
    return Window(mark[1], mark, occasion)


def _within(length: re.Match[str], day: str) -> Window:
    unit = length[2].lower()
    days = _UNITS["century" if unit.startswith("centur") else unit]
    said = (length["number"] or "").strip(" -").lower()
    if "quarter" in said:
        number = 0.25
    elif "half" in said:
        number = 0.5
    else:
        known = number_of(said)
        # "In years" are two at the least.
        number = known if known is not None else float(_ROUND.get(said, 2))
    whole = int(number * days)
    apart = max(int(whole * _ABOUT), 1)
    return Window(shifted(day, -whole + apart), (shifted(day, -whole - apart), shifted(day, -whole + apart)))
