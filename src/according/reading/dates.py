"""When: the times that a text names, as intervals as wide as the words leave them.

"Thursday" in a report of Friday, 28 August 2020 is 27 August; "in June" is a month and never a day; "by the end of the
month" runs from the report to the month's last day; "within 48 hours" lies ahead. What cannot be told is left out.

The phrases are a grammar of our own: dateparser, measured first, takes "within 48 hours" for the past, gives "in June"
a day, and finds nothing in "mid-August" or "early next week" (docs/decisions/060-dates.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from according.model import Date, Span
from according.reading.time_phrases import PHRASES, Direction, Moment, Stretch

# A sentence that speaks of what is to come: a bare weekday or month in it lies ahead.
_AHEAD = re.compile(
    r"\b(?:will|shall|won't|would|(?:is|are|was|were|be) (?:to|due|set|scheduled|expected|planned|slated)"
    r"|due|scheduled|plans? to|planned for|expects? to|intends? to|upcoming|deadline|must"
    r"|(?:has|have|needs?) to"
    # A timetable is told in the present: "the strike starts on Monday".
    r"|(?:starts|begins|opens|ends|closes|meets|expires|resumes|reopens|takes (?:effect|place))(?: again)? on)\b|'ll\b"
)
# A sentence of the past: "until Sunday" in it is a Sunday that is over.
_BEHIND = re.compile(r"\b(?:was|were|had|did|been|ended|lasted|stayed|remained|served)\b")
_DEADLINE = re.compile(
    r"(?<![\w-])(?:by|before|until|till|no later than|not later than) (?:on |the end of |midnight on )?$"
)

# Words before a phrase that cut a part out of it, or open it to one side. Each is tried right before the phrase.
_PART = re.compile(
    r"(?:(?P<edge>(?:the )?(?P<which>start|beginning|middle|end|first half|second half|turn) of )"
    r"|(?P<part>early|mid|middle|late|earlier|later)(?: in |-| ))$"
)
_SIDE = re.compile(
    r"(?<![\w-])(?P<side>ever since|since|as of|starting(?: on| in)?|beginning(?: on| in)?|effective(?: from)?"
    r"|no later than|not later than|by|before|until|till|up to|through|after|prior to|following) "
    r"(?:(?:midnight|noon|dawn|dusk|\d{1,2}(?::\d\d)? ?[ap]\.?m\.?) )?(?:on |in )?$"
)
# A bare month or year is a date only behind one of these.
_TIME_WORD = re.compile(
    r"(?<![\w-])(?:in|since|until|till|by|before|after|during|from|to|through|throughout|for|of|over|and|early|mid|late|later"
    r"|as of|end|last|next|this|between|around|circa|back in|starting|summer|winter|spring|autumn|fall)(?: |-)$|\($"
)
_RANGE = re.compile(r" (?:to|until|till|through|and|-) (?:on )?|-")
_RANGE_OPENS = re.compile(r"(?<![\w-])(?:from|between) (?:on )?$")


@dataclass(frozen=True, slots=True)
class _Found:
    """A stretch and where its words stand in the part of the text that is looked at."""

    start: int
    end: int
    stretch: Stretch
    cut: str | None


def find_dates(text: str, within: Span, reported: date | None, direction: Direction | None = None) -> Iterator[Date]:
    """Find the times named in a part of a text, in order.

    Args:
        text: the article's text.
        within: the part to look at; a sentence is best, since its tense tells which way a bare weekday looks.
        reported: the day of the report; None where it is not known: then only what needs no such day is found.
        direction: which way a bare weekday or month looks; None: as the tense of the part tells.

    Yields:
        Dates with their spans, on the basis of the text.
    """
    words = _even(within.of(text))
    moment = Moment(reported or date(1, 1, 1), direction or _direction(words))
    found = [_opened(one, words, moment) for one in _phrases(words, moment, anchored=reported is not None)]
    for one in _joined(found, words):
        span = Span(within.start + one.start, within.start + one.end)
        yield Date(_written(one.stretch.start), _written(one.stretch.end), one.stretch.precision, "text", span)


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _even(words: str) -> str:
    """The words in lower case with plain blanks, hyphens and apostrophes, at the same places."""
    lowered = "".join(low if len(low := mark.lower()) == 1 else mark for mark in words)
    return lowered.translate(str.maketrans("\u00a0\u202f\n\t‑–’", "    --'"))


def _direction(words: str) -> Direction:
    return "future" if _AHEAD.search(words) else "past"


def _phrases(words: str, moment: Moment, *, anchored: bool) -> list[_Found]:
    """The phrases in order, the longest of those that overlap, each with the part that is cut out of it."""
    found: list[tuple[int, int, str | None, Stretch | None]] = []
    for phrase in PHRASES:
        if phrase.anchored and not anchored:
            continue
        for match in phrase.words.finditer(words):
            start, cut = _cut(words, match.start())
            if not phrase.bare or cut or _TIME_WORD.search(words, 0, match.start()):
                parts = {name: part for name, part in match.groupdict().items() if part}
                found.append((start, match.end(), cut, phrase.read(parts, _seen_from(moment, words, start))))
    found.sort(key=lambda one: (one[0], -one[1]))
    longest = [one for place, one in enumerate(found) if not any(before[1] > one[0] for before in found[:place])]
    # A day that does not exist still hides the month in its words: "30 February 2020" is nothing.
    return [_Found(start, end, _part_of(read, cut, moment), cut) for start, end, cut, read in longest if read]


def _seen_from(moment: Moment, words: str, start: int) -> Moment:
    """A deadline lies ahead, unless the sentence tells of the past."""
    ahead = _DEADLINE.search(words, 0, start) and not _BEHIND.search(words)
    return replace(moment, direction="future") if ahead else moment


def _cut(words: str, start: int) -> tuple[int, str | None]:
    """Which part of a phrase's time the words before it cut out, and where these begin."""
    match = _PART.search(words, max(0, start - 30), start)
    return (match.start(), match["which"] or match["part"]) if match else (start, None)


def _part_of(stretch: Stretch, cut: str | None, moment: Moment) -> Stretch:
    if cut is None or stretch.start is None or stretch.end is None or stretch.start == stretch.end:
        return stretch
    if cut == "later":
        return Stretch(max(moment.day, stretch.start), stretch.end, "about")
    if cut == "earlier":
        return Stretch(stretch.start, min(moment.day, stretch.end), "about")
    first, last = _bounds(cut, stretch.start, stretch.end)
    return Stretch(first, last, "about")


def _bounds(cut: str, start: date, end: date) -> tuple[date, date]:
    """The first and last day of a part: of a year by months, of a month by tens of days, else by thirds or halves."""
    days = (end - start).days + 1
    if days in {365, 366}:
        months = {"first half": (1, 6), "second half": (7, 12), **_PARTS_OF_YEAR}[_which_part(cut)]
        return date(start.year, months[0], 1), date(start.year + months[1] // 12, months[1] % 12 + 1, 1) - timedelta(1)
    # Of a week, three days: "early next week" is hardly over by Tuesday.
    size = -(-days // 2) if "half" in cut else 10 if days in {28, 29, 30, 31} else 3 if days == 7 else round(days / 3)
    part = _which_part(cut)
    if part in {"early", "first half"}:
        return start, start + timedelta(size - 1)
    if part == "second half" or (part == "late" and days not in {28, 29, 30, 31}):
        return end - timedelta(size - 1), end
    if part == "late":
        return start + timedelta(2 * size), end
    middle = start + timedelta(size if size == 10 else (days - size) // 2)
    return middle, middle + timedelta(size - 1)


_PARTS_OF_YEAR = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}


def _which_part(cut: str) -> str:
    if "half" in cut:
        return cut
    return "early" if cut in {"early", "start", "beginning", "turn"} else "late" if cut in {"late", "end"} else "mid"


def _opened(found: _Found, words: str, moment: Moment) -> _Found:
    """A phrase with the word before it that opens its time to one side, or makes it a deadline."""
    match = _SIDE.search(words, max(0, found.start - 40), found.start)
    if not match:
        return found
    side, time = match["side"].split()[0], found.stretch
    exact = replace(time, precision="day") if found.cut == "end" else time
    match side:
        case "by" | "no" | "not":
            stretch = replace(exact, start=min(moment.day, time.end or moment.day))
        case "until" | "till" | "up" | "through":
            stretch = replace(exact, start=None)
        case "before" | "prior" if found.cut == "end":
            stretch = replace(exact, start=None)
        case "before" | "prior":
            stretch = replace(time, start=None, end=time.start and time.start - timedelta(1))
        case "after" | "following":
            stretch = replace(time, start=time.end, end=None)
        case "since" | "ever":
            stretch = replace(time, start=_begun(time.start, moment), end=None)
        case _:
            stretch = replace(time, end=None)
    return replace(found, start=match.start(), stretch=stretch)


def _year_before(day: date) -> date:
    return date(day.year - 1, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)


def _begun(start: date | None, moment: Moment) -> date | None:
    """Since when: what goes on since August did not begin in an August to come."""
    return _year_before(start) if start is not None and start > moment.day else start


def _joined(found: Sequence[_Found], words: str) -> Iterator[_Found]:
    """The phrases with "from A to B" and "between A and B" as one."""
    waiting: _Found | None = None
    for one in found:
        if waiting and _makes_range(waiting, one, words):
            opening = _RANGE_OPENS.search(words, 0, waiting.start)
            start = opening.start() if opening else waiting.start
            waiting = _Found(
                start, one.end, Stretch(waiting.stretch.start, one.stretch.end, one.stretch.precision), None
            )
            continue
        if waiting:
            yield waiting
        waiting = one
    if waiting:
        yield waiting


def _makes_range(first: _Found, second: _Found, words: str) -> bool:
    between = _RANGE.fullmatch(words, first.end, second.start)
    if not between or not first.stretch.start or not second.stretch.end or first.stretch.start > second.stretch.end:
        return False
    return "and" not in between[0] or bool(_RANGE_OPENS.search(words, 0, first.start))
