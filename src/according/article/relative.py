"""Times told from now: "2 hours ago", "1 year ago".

They count from when the page was served,
in whole units rounded down: what was "1 year ago" lies between two years and one
year before. So they give an interval, and never a day of their own.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from according.model import Date

_AGO = re.compile(
    r"(?:about |over |almost )?(?P<count>\d{1,4}|an?|one) (?P<unit>second|sec|minute|min|hour|hr|day|week|month"
    r"|year)s? ago\b.*",
    re.IGNORECASE,
)
_LENGTHS = {
    "sec": timedelta(seconds=1),
    "min": timedelta(minutes=1),
    "hou": timedelta(hours=1),
    "hr": timedelta(hours=1),
    "day": timedelta(days=1),
    "wee": timedelta(weeks=1),
    "mon": timedelta(days=31),
    "yea": timedelta(days=366),
}


def resolve_ago(words: str, served: str) -> Date | None:
    """The interval of days that a time told from now means on a page served at an instant, None where it tells none.

    >>> resolve_ago("1 year ago", "2021-09-30T12:00:00+00:00").start
    '2019-09-29'
    """
    found = _AGO.fullmatch(words.strip())
    if found is None:
        return None
    count = int(found["count"]) if found["count"].isdigit() else 1
    length = _LENGTHS[found["unit"].lower()[:3]]
    now = datetime.fromisoformat(served)
    shortest = count * (length if length < timedelta(days=28) else length * 0.98)
    start, end = (now - (count + 1) * length).date(), (now - shortest).date()
    return Date(start.isoformat(), end.isoformat(), "about", "page")
