"""Plain text divided: what is the report, and what else was copied along with it.

A file without markup has only its words to go by, so a part is called furniture only where they leave no doubt: by the
tables below, by where it stands, and never so that no report is left. The parts are spans; the text stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from according.article.persons import NAME, credit
from according.model import FurnitureKind, Span

# A line of a wrapped paragraph reaches this share of the longest line; a longer line than this is a paragraph itself.
_WRAPPED_SHARE = 0.5
_WRAPPED_WIDTH = 100

_WIDGETS = re.compile(
    r"notify of|(?:newest|oldest|most voted|newest most voted|oldest newest most voted)|inline feedbacks?"
    r"|(?:view|load|show|see|read|hide) (?:all |more |previous )*(?:the )?(?:comments?|replies)(?: ?\(\d+\))?"
    r"|leave a (?:reply|comment)|(?:post|add|write) a comment|join the (?:discussion|conversation)"
    r"|(?:\d+ |no )?(?:comments?|replies|responses|thoughts)(?: on .{1,120})?|comments are closed\.?"
    r"|sort by(?:[: ].{0,30})?|log ?in|sign in|register|login to comment|subscribe|reply|report|like|share|tweet|print"
    r"|print(?:able|er[- ]friendly)? version|our (?:standards|principles|trust principles) ?: .{1,120}"
    r"|e-?mail|facebook|twitter|whatsapp|telegram|copy link|share this(?: article| story)?:?|back to top"
    r"|vote (?:up|down)"
    r"|follow us(?: on .{1,30})?|guest|label|connect with|(?:\d+|one) min(?:ute)?s? read|reading time:? .{1,20}"
    r"|(?:filed under|posted in|tags?|categor(?:y|ies)|topics?) ?:.{0,160}|this slideshow requires javascript\.?"
    r"|tempo (?:de|di) le(?:itura|ttura):? .{1,20}|temps de lecture ?:? .{1,20}|lesezeit:? .{1,20}",
    re.IGNORECASE,
)
# Of the widgets, those that only stand where readers comment: what follows them is no report any more.
_COMMENTS_BEGIN = re.compile(
    r"notify of|inline feedbacks?|(?:view|load|show|see|read) (?:all |more )*comments?(?: ?\(\d+\))?"
    r"|leave a (?:reply|comment)|(?:\d+ )?(?:comments|responses|thoughts on .{1,120})|(?:post|add) a comment"
    r"|join the (?:discussion|conversation)",
    re.IGNORECASE,
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?"
_AT = r"(?:,? (?:at )?\d{1,2}:\d\d(?: ?[ap]\.?m\.?)?)?"
_POSTED = re.compile(
    r"(?:about |over |almost )?(?:\d+|an?|one) (?:second|minute|min|hour|hr|day|week|month|year)s? ago|just now"
    r"|yesterday"
    rf"|(?:on )?{_MONTH} \d{{1,2}},? \d{{4}}{_AT}|(?:on )?\d{{1,2}} {_MONTH} \d{{4}}{_AT}"
    r"|\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d)?)?",
    re.IGNORECASE,
)
_VOTES = re.compile(r"[+-]?\d{1,5}|\d{1,5} (?:votes?|likes?|points?)|votes?: \d{1,5}", re.IGNORECASE)
_HOUSES_OF_PICTURES = r"(?:getty(?: images)?|afp|ap photo|ap|reuters|shutterstock|epa|epa-efe|tass)"
_CREDIT = re.compile(
    r"via (?-i:[A-Z]).{2,60}"
    r"|(?:photo(?:graph|s)?|image|picture|video|illustration|graphic|featured image)"
    r"(?: credits?| courtesy(?: of)?| by| via| source)? ?: ?.+|(?:photo|image|picture)s? (?:by|courtesy|via|credit) .+"
    rf"|.{{0,60}}(?:/|via ){_HOUSES_OF_PICTURES}\)?|\((?:ap|afp|reuters) photo/.{{1,60}}\)"
    r"|(?:©|\(c\)|copyright) .{0,80}|all rights reserved\.?|фото ?: .{1,80}|foto ?: .{1,80}",
    re.IGNORECASE,
)
# Who else worked on a report, as agencies put it at its end.
_WORKED = re.compile(
    r"\(?(?:(?:additional )?reporting|writing|editing|compiled) by .{3,200}"
    r"|\(?[-–—]*\s?(?:with )?additional reporting (?:by|from) .{3,120}"
    r"|.{3,120} contributed (?:reporting|to this (?:report|story|article))(?: from .{2,40})?\.?"
    r"|\(?sources?: .{2,60}|\S+@\S+\.\w+"
    r"|(?:https?://|www\.|(?:twitter|facebook|instagram)\.com/)\S+",
    re.IGNORECASE,
)
_CAPTION = re.compile(r"(?:file(?: photo)?|caption) ?[:–—-] .+", re.IGNORECASE)
_PROMO = re.compile(
    r".{0,120}\[(?-i:[A-Z][A-Z !]{3,30})\]|\[?advertisement\]?|sponsored(?: content)?|promoted|ad"
    r"|\[?(?:read (?:more|also|next)|also read|related(?: (?:post|story|article|coverage|content|link)s?)?|see also"
    r"|more (?:from|on|in|about)? ?[\w ]{1,40}|you may also like|recommended|must read|don['’]t miss|watch"
    r"|listen)\s?[:|»>].{0,160}"
    r"|you (?:may|might) also (?:like|be interested in)\W*|(?:read|see) the (?:rest|full (?:story|article)|whole story)"
    r" (?:here|at .{1,60})\.?",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"(?:sign up|subscribe|click here|tap here|donate|support our|become a (?:member|subscriber)"
    r"|download (?:our|the) app"
    r"|get (?:our|the) (?:\w+ ){0,3}newsletter)\b.{0,140}|.{0,160}\b(?:subscrib(?:e|ing) to"
    r"|sign(?:ing)? up (?:for|to)|get) "
    r"(?:our|the|\S+?['’]s) .{0,40}newsletters?\b.{0,60}|.{0,160}click here (?:for|to) .{0,60}"
    r"|follow (?:us|\S+ (?:\S+ ){0,4}?on (?:facebook|twitter|instagram|telegram|youtube|x)\b).{0,120}",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    rf"[Bb][Yy]:?\s+(?P<names>{NAME}(?:(?:,| and|, and) {NAME})*)"
    rf"(?P<rest>(?:\s*[,|–—-]\s*.{{2,60}}|\s+on\s+\w+day\b.{{0,40}})?)"
)
_DATELINE = re.compile(
    r"(?:(?:by .{2,60}? [-–|•·,] |(?:first )?(?:published|posted|updated|last updated|modified|date)(?: on"
    r"| at)?:? .{0,12}))"
    rf"(?:\d{{1,2}} {_MONTH}|{_MONTH} \d{{1,2}}|\d{{4}}-\d\d-\d\d|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}).{{0,50}}",
    re.IGNORECASE,
)
# A line that is nothing but when the page is of, as set under a headline.
_DATE_LINE = re.compile(
    rf"(?:\w+day,? )?(?:\d{{1,2}}\.? {_MONTH}\.?|{_MONTH}\.? \d{{1,2}}),? \d{{4}}\b[^.!?]{{0,40}}", re.IGNORECASE
)
_CALLING = (
    r"(?i:editor|reporter|writer|correspondent|columnist|contributor|journalist|author|fellow|analyst|professor"
    r"|lecturer|"
    r"commentator|blogger|host|anchor|producer|researcher|scholar|director|founder|president|attorney|lawyer"
    r"|consultant|"
    r"economist|historian|novelist|photographer|mayor|senator|ambassador|member|activist|publisher|chairman|intern)"
)
# What biographies begin with, after the name.
_DOES = r"\b(?:is|are|has been|covers|writes|reports|joined|works|serves|lives|hosts|leads|edits|contributes)\b"
_BIOGRAPHY = re.compile(
    rf"(?:About the author:? )?(?P<name>{NAME})(?:, [^,.]{{2,60}},)? (?:is|serves as|works as) (?:(?:now"
    rf"|currently|also) )?"
    rf"(?:an? |the |our )?(?:[\w’'-]+ ){{0,6}}{_CALLING}s?\b"
)
# How to reach the writer.
_CONTACT = re.compile(
    r"(?:follow (?:him|her|them|the (?:author|reporter|writer)s?)|contact|reach|e-?mail"
    r"|write to)\b (?:\w+ ){0,4}?(?:on|at|via)\b.{0,160}"
    r"|.{0,60}(?:can|may) be reached (?:at|on) .{0,160}",
    re.IGNORECASE,
)
_HOUSE = re.compile(
    r"\b(?:[Ee]ditor|[Rr]eporter|[Ww]riter|[Cc]orrespondent|[Cc]olumnist|[Jj]ournalist"
    r"|[Cc]ontributor)s?(?: and [a-z]+)? "
    r"(?:of|for|at|with) (?P<house>(?:the )?[A-Z][\w’'&-]*(?: (?:of |the |and |& )?[A-Z][\w’'&-]*){0,5})"
)


class Part(NamedTuple):
    """A part of a plain text that is furniture, and where it stands."""

    kind: FurnitureKind
    span: Span


class Remark(NamedTuple):
    """A reader's comment in plain text; `posted` is as shown."""

    span: Span
    author: str | None
    posted: str | None
    votes: int | None


@dataclass(frozen=True, slots=True)
class Division:
    """A plain text in its parts, and what a byline or a biography in it says of its author and its publisher."""

    paragraphs: tuple[Span, ...]
    furniture: tuple[Part, ...]
    remarks: tuple[Remark, ...]
    byline: tuple[str, ...] = ()
    byline_span: Span | None = None
    agency: tuple[str, ...] = ()
    publisher: str | None = None
    publisher_span: Span | None = None
    dateline: Span | None = None


def divide(text: str) -> Division:
    """Divide a plain text into paragraphs, furniture and readers' comments."""
    parts = list(_paragraphs(text))
    end = _report_end(text, parts)
    kinds: list[FurnitureKind | None] = [
        kind_of_line(span.of(text), edge=number < 4 or number >= end - 4) for number, span in enumerate(parts[:end])
    ]
    report = [number for number, kind in enumerate(kinds) if kind is None]
    _find_biographies(text, parts, kinds, report)
    if None not in kinds:
        # Nothing would be left: whatever it looks like, it is what there is to read.
        kinds, end = [None] * len(parts), len(parts)
    furniture = [Part(kind, span) for kind, span in zip(kinds, parts, strict=False) if kind is not None]
    widgets, remarks = _comments(text, parts[end:])
    division = Division(
        paragraphs=tuple(span for kind, span in zip(kinds, parts, strict=False) if kind is None),
        furniture=tuple(sorted([*furniture, *(Part("widget", span) for span in widgets)], key=lambda part: part.span)),
        remarks=tuple(remarks),
    )
    return _credited(text, division)


def _paragraphs(text: str) -> Iterator[Span]:
    """The paragraphs: blocks between blank lines where their lines are wrapped, else lines."""
    for block in re.finditer(r"[^\S\n]*\S.*(?:\n[^\S\n]*\S.*)*", text):
        lines = [
            Span(block.start() + line.start(), block.start() + line.end())
            for line in re.finditer(r"[^\n]+", block.group())
        ]
        yield from (_trimmed(text, span) for span in ([Span(*block.span())] if _wrapped(text, lines) else lines))


def _wrapped(text: str, lines: Sequence[Span]) -> bool:
    widths = [len(line.of(text).strip()) for line in lines]
    longest = max(widths)
    return (
        len(lines) > 1
        and 40 <= longest <= _WRAPPED_WIDTH
        and all(width >= _WRAPPED_SHARE * longest for width in widths[:-1])
    )


def _trimmed(text: str, span: Span) -> Span:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))


def _report_end(text: str, parts: Sequence[Span]) -> int:
    """How many parts come before the readers' comments: all, where none begin or where no comment follows."""
    for number, span in enumerate(parts):
        if number and _COMMENTS_BEGIN.fullmatch(span.of(text)):
            rest = [later.of(text) for later in parts[number:]]
            told = any(_POSTED.fullmatch(words) for words in rest) or all(_WIDGETS.fullmatch(words) for words in rest)
            return number if told else len(parts)
    return len(parts)


def kind_of_line(words: str, edge: bool) -> FurnitureKind | None:
    """What a short line is by its own words, None for the report; `edge`: it stands where the report begins or ends."""
    if len(words) > 220:
        return None
    for kind, pattern, only_at_edge in _TABLE:
        if (edge or not only_at_edge) and pattern.fullmatch(words):
            return kind
    return None


def is_biography_of(words: str, people: Sequence[str], report: str) -> bool:
    """Whether a paragraph says who one of the writers is: somebody whom the byline names, or nobody in the report."""
    if any(re.match(rf"{re.escape(name)}\b[^.]{{0,60}}?{_DOES}", words) for name in people):
        return True
    found = _BIOGRAPHY.match(words)
    return found is not None and found["name"].split()[-1] not in report


# What a line is, by the first pattern that it is wholly; some count only where the report begins or ends.
_TABLE: tuple[tuple[FurnitureKind, re.Pattern[str], bool], ...] = (
    ("promo", _PROMO, False),
    ("credit", _CREDIT, False),
    ("caption", _CAPTION, False),
    ("widget", _WIDGETS, False),
    ("credit", _BYLINE, True),
    ("credit", _DATELINE, True),
    ("credit", _DATE_LINE, True),
    ("credit", _WORKED, True),
    ("credit", _CONTACT, True),
    ("promo", _CALL, True),
)


def _find_biographies(
    text: str, parts: Sequence[Span], kinds: list[FurnitureKind | None], report: Sequence[int]
) -> None:
    """Mark the biographies at the report's end: who they tell of is named nowhere in the report before them."""
    for number in reversed(report[1:]):
        words = parts[number].of(text)
        before = " ".join(parts[earlier].of(text) for earlier in report if earlier < number)
        if not is_biography_of(words, (), before):
            return
        kinds[number] = "biography"


def _comments(text: str, parts: Sequence[Span]) -> tuple[list[Span], list[Remark]]:
    """The widgets and the comments of what follows the report; a comment begins with the time of its posting."""
    widgets: list[Span] = []
    remarks: list[Remark] = []
    waiting: list[Span] = []  # short lines that may be the name of who posts next
    for number, span in enumerate(parts):
        words = span.of(text)
        if _POSTED.fullmatch(words):
            author = waiting[-1].of(text) if waiting else None
            remarks.append(Remark(Span(span.end, span.end), author, words, None))
            waiting = []
        elif _WIDGETS.fullmatch(words):
            widgets.append(span)
        elif remarks and _VOTES.fullmatch(words):
            remarks[-1] = remarks[-1]._replace(votes=int(re.sub(r"[^\d-]", "", words) or 0))
        elif _is_name(words, [later.of(text) for later in parts[number + 1 : number + 3]]):
            waiting.append(span)
        elif remarks:
            start = remarks[-1].span.start if remarks[-1].span.start < remarks[-1].span.end else span.start
            remarks[-1] = remarks[-1]._replace(span=Span(start, span.end))
    return widgets, [remark for remark in remarks if remark.span.start < remark.span.end]


def _is_name(words: str, following: Sequence[str]) -> bool:
    """Whether a short line stands right above a time, or above the same line again: who posts."""
    close = bool(following) and (bool(_POSTED.fullmatch(following[0])) or following[0] == words)
    return close and len(words) <= 60 and not words.endswith((".", "!", "?"))


def _credited(text: str, division: Division) -> Division:
    """What a byline, or else a biography, says of who wrote the report, and for whom."""
    spans = [part.span for part in division.furniture if part.kind == "credit"]
    bylines = [span for span in spans if _BYLINE.fullmatch(span.of(text))]
    dates = [span for span in spans if _DATELINE.fullmatch(span.of(text))]
    division = replace(division, dateline=dates[0] if dates else None)
    if bylines:
        named = credit(bylines[0].of(text))
        division = replace(division, byline=named.people, agency=named.agencies, byline_span=bylines[0])
    for part in division.furniture:
        if part.kind == "biography" and (found := _BIOGRAPHY.match(part.span.of(text))):
            division = _told_by_biography(text, division, part.span, found["name"])
    return division


def _told_by_biography(text: str, division: Division, span: Span, name: str) -> Division:
    if not division.byline:
        division = replace(division, byline=(name,), byline_span=span)
    house = _HOUSE.search(span.of(text))
    if division.publisher is None and house is not None:
        division = replace(division, publisher=house["house"], publisher_span=span)
    return division
