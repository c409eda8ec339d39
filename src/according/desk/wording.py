"""How the desk says things: dates as a person writes them, addresses, counts, and the names of furniture."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from urllib.parse import urlsplit

from according.findings import Member, Passage
from according.model import Date

FURNITURE: Mapping[str, str] = {
    "credit": "Credits",
    "caption": "Captions",
    "promo": "Advertisements and appeals",
    "biography": "About the author",
    "comment": "Readers’ comments there",
    "widget": "Widgets",
}


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
    """The day of a date, for lists: an instant without its clock."""
    if value is None or value.start is None:
        return "date not known"
    if value.precision != "instant":
        return date_words(value)
    day = value.start[: len("2020-08-27")]
    return date_words(Date(day, day, "day", value.basis))


def days_words(first: str, last: str | None = None) -> str:
    """Write a day, or the days from one to another, as ISO 8601 gives them: "4 to 23 March 2024"."""
    try:
        start, end = (date.fromisoformat(day) for day in (first, last or first))
    except ValueError:
        return "day not known"
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
    return f"{day.day} {day:%b}"


def web_address(address: str | None) -> str | None:
    """The address where it may stand in a link (http or https with a host), else None.

    Addresses come from pages: one that runs a script or opens a local file must never become a link.
    """
    try:
        parts = urlsplit(address or "")
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.netloc else None


def counted(number: int, noun: str) -> str:
    """Write a number with its noun: "1 statement", "1,200 statements"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def outlet(thing: Passage | Member) -> str:
    """The outlet of a passage or article: its publisher, or else the host or file that it was given as."""
    if thing.publisher:
        return thing.publisher
    try:
        host = urlsplit(thing.place).hostname
    except ValueError:
        host = None
    name = host or thing.place.replace("\\", "/").rstrip("/").rpartition("/")[2]
    return name.removeprefix("www.").removesuffix(".html").removesuffix(".txt")


def passage_address(passage: Passage) -> str:
    """Where the words of a passage stand on the desk, marked in their reading."""
    place = f"{passage.span.start}-{passage.span.end}"
    return f"/articles/{passage.article}?span={place}#s{place}"


def quoted(words: str) -> str:
    """Words in quotation marks, on one line; words that have their own keep them.

    >>> quoted("we will go"), quoted("“We will go,”")
    ('“we will go”', '“We will go,”')
    """
    line = " ".join(words.split())
    return line if line[:1] in '“"«„‘' else f"“{line}”"
