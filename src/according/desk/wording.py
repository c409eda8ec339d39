"""How the desk says things: its labels and marks in the words of the legend, and dates as a person writes them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from urllib.parse import urlsplit

from according.model import Basis, Date

# The table behind the legend: the class of a mark, its name, and what it stands for.
MARKS: tuple[tuple[str, str, str], ...] = (
    ("source", "source", "who is said to have said, written, thought, planned or wanted something"),
    ("cue", "cue", "the words that link the source to what is said"),
    ("content", "content", "what is said; words told inside another statement carry a second line"),
    ("condition", "condition", "what the content is bound to"),
    ("certainty", "certainty", "the words that say how surely"),
    ("hop", "relay or venue", "one through whom the words travelled to this page"),
    ("event", "event", "the word that names a politically relevant interaction, after PLOVER"),
)

ACTS: Mapping[str, str] = {
    "assert": "tells something as fact",
    "assess": "estimates, believes, expects, analyses",
    "commit": "promises or declares an intent or readiness of its own side to act",
    "threaten": "a commitment to act against someone",
    "request": "asks, urges, demands, orders",
    "accuse": "blames or charges someone, disapproves",
    "deny": "rejects a claim or a demand",
    "other": "asks a question, thanks, feels, jokes",
}

# ICD 203 (Analytic Standards, 2015), D.6.e.(2).(a), with its figures; "unsaid" is ours.
BANDS: Mapping[str, str] = {
    "remote": "almost no chance, 1 to 5 %",
    "very unlikely": "highly improbable, 5 to 20 %",
    "unlikely": "improbable, 20 to 45 %",
    "even": "roughly even chance, 45 to 55 %; also may, might, could",
    "likely": "probable, 55 to 80 %",
    "very likely": "highly probable, 80 to 95 %",
    "certain": "almost certain, 95 to 99 %, or without doubt",
    "unsaid": "a distance that puts no figure on it: allegedly, reportedly",
}

STANCES: Mapping[str, str] = {
    "neutral": "the writer takes no side",
    "distances": "the writer keeps a distance from it",
    "denies": "the writer says that it is false",
    "endorses": "the writer takes it as true",
}

FORMS: Mapping[str, str] = {
    "direct": "in the source’s own words, in quotation marks",
    "indirect": "in the writer’s words",
    "mixed": "in the writer’s words, with some of the source’s in quotation marks",
}

ROLES: Mapping[str, str] = {
    "originator": "whose words they are",
    "venue": "where they were said",
    "relay": "who passed them on",
}

EVIDENCE: Mapping[str, str] = {
    "text": "named in the text",
    "dateline": "named in the dateline",
    "credit": "named in a credit",
    "link": "known by a link",
}

STATUSES: Mapping[str, str] = {
    "happened": "told as having happened",
    "ongoing": "told as going on",
    "planned": "decided or announced for later",
    "conditional": "bound to a condition",
    "possible": "feared, likely or considered",
    "denied": "said not to have happened, or not to come",
}

FURNITURE: Mapping[str, str] = {
    "credit": "Credits",
    "caption": "Captions",
    "promo": "Advertisements and appeals",
    "biography": "About the author",
    "comment": "Readers’ comments there",
    "widget": "Widgets",
}

BASES: Mapping[Basis, str] = {
    "text": "the text says so",
    "metadata": "the page’s metadata say so",
    "page": "shown on the page",
    "none": "not said on the page",
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


def day_words(value: Date | None) -> str:
    """The day of a date, for lists: an instant without its clock."""
    if value is None or value.start is None:
        return "date not known"
    if value.precision != "instant":
        return date_words(value)
    day = value.start[: len("2020-08-27")]
    return date_words(Date(day, day, "day", value.basis))


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
