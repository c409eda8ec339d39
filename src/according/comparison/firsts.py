"""Words by which a text claims a precedent: "the first", "the strongest yet", "unprecedented", "again", "since"."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from typing import NamedTuple

from according.comparison.sentences import sentence_at, sentences
from according.findings import PrecedentKind
from according.model import Span

_ORDINAL = (
    r"(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\d{1,3}(?:st|nd|rd|th)|umpteenth)"
)
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
# What a superlative is measured from: a year, a month of a year, or an occasion ("since the war", "since it joined").
_SINCE = (
    rf"since\s+(?:(?:\d{{1,2}}\s+)?{_MONTH}\s+)?(?:\d{{1,2}},\s+)?"
    r"(?:(?:1[5-9]|20)\d\d\b|the\s|it\s|his\s|her\s|their\s)"
)
_YET = rf"(?:yet\b|so\s+far\b|to\s+date\b|ever\b|in\s+(?:years|decades|months|living\s+memory)\b|{_SINCE})"
# What ends like a superlative and is none.
_NO_SUPERLATIVE = (
    r"(?!\w*(?:inter|requ|for|prot|arr|gu|harv|cont|hon|mod|earn|inv|sugg|att|dig|dom|conqu|unr|inqu|r|t|w|ch|b|n|p|v)"
    r"est\b)"
)
_ANY_SUPERLATIVE = rf"(?:{_NO_SUPERLATIVE}\w{{3,}}est|worst|(?:most|least)\s+(?:\w+ly\s+)?\w+)"
_SUPERLATIVE = (
    r"(?:(?:strong|clear|sharp|tough|harsh|stern|stark|grave|bold|plain|blunt|firm|hard|fierce|larg|bigg|high|low|heavi|"
    r"wors|great|deadli|bloodi|wid|broad|long|small|few|clos|deep|fast|slow|bitter|loud)e?st|worst|"
    r"(?:most|least)\s+(?:\w+ly\s+)?\w+)"
)
# What can be strong or clear about a conduct, and so stands on a ladder; other superlatives only measure.
_SIGNS = (
    r"(?:signals?|signs?|warnings?|messages?|statements?|expressions?|threats?|pledges?|promises?|commitments?|offers?|"
    r"supports?|backing|criticisms?|condemnations?|rebukes?|language|words|steps?|measures?|moves?|responses?|reactions?|"
    r"indications?|hints?|calls?|appeals?|demands?|protests?|accusations?|denials?|admissions?|acknowledg\w+|"
    r"declarations?|gestures?|shows?|displays?|assurances?|endorsements?|attacks?|sanctions?)"
)
_GAP = r"(?:[\w’'-]+\s+){0,3}?"
_FAR = r"(?:[\w’'-]+\s+){0,6}?"
_IS = (
    r"(?:\bis|\bwas|\bare|\bwere|\bbe|\bbeen|’s|'s|\bmark(?:s|ed|ing)?|\brepresent(?:s|ed|ing)?|\bconstitut(?:es|ed|ing)|"
    r"\bbec(?:ame|omes?|oming)|\bas|\bcall(?:s|ed|ing)?(?:\s+\w+){0,3}?|\bremains?|\bmak(?:es|ing)\s+\w+|\bmade\s+\w+)"
)
_TIME = r"(?:\s+time\b(?:\s+that\b)?)?"
_ITS = r"(?:the|its|his|her|their)"
# "The first days after the vote", "first lady": an order or a name, no precedent.
_NO_FIRST = (
    r"(?!\s+(?:days?|weeks?|months?|years?|hours?|minutes?|half|floor|round|lady|minister|name|aid|place|class|page|part|"
    r"things?|steps?\s+towards?|and\b|of\s+(?:a|the)\s+(?:two|three|four|series)|person\s+to\s+call)\b)"
)

_WORDED: tuple[tuple[PrecedentKind, str], ...] = (
    ("first", r"\bfor\s+the\s+(?:very\s+)?first\s+time\b"),
    ("first", r"\bthe\s+(?:very\s+)?first\s+time\b(?:\s+that\b)?"),
    ("first", rf"{_IS}\s+(?:also\s|only\s|now\s)?\s*{_ITS}\s+(?:very\s+)?first(?:-ever)?\b{_NO_FIRST}{_TIME}"),
    ("first", rf"\b(?:the|its|his|her|their|a)\s+first\s+{_GAP}[\w’'-]+\s+{_SINCE}"),
    ("first", r"\b(?:the|its|his|her|their|a)\s+first\s+ever\b|\bfirst-ever\b"),
    ("strongest", rf"\b(?:the|its|his|her|their|\w+[’']s)\s+{_SUPERLATIVE}\s+{_GAP}{_SIGNS}\s+{_FAR}{_YET}"),
    ("strongest", rf"\b(?:the|its|his|her|their)\s+{_SUPERLATIVE}\s+{_SIGNS}\s+of\s+{_GAP}[\w’'-]+\s+{_YET}"),
    ("strongest", (rf"\b(?:the|its|his|her|their|\w+[’']s)\s+{_ANY_SUPERLATIVE}\s+[\w’'-]+\s+"
                r"(?:yet|so\s+far|to\s+date)\b")),
    ("unprecedented", r"\bunprecedented\b|\bwithout\s+(?:a\s+)?precedent\b|\bno\s+precedent\b|\bunheard[\s-]of\b"),
    ("unprecedented", r"\bnever\s+(?:before|been\s+(?:seen|done|tried|heard)|happened\s+before)\b"),
    ("ordinal", (rf"\bfor\s+(?:the|a)\s+{_ORDINAL}\s+(?:(?:straight|consecutive|successive)\s+)?"
                r"(?:time|day|night|evening|morning|week|weekend|month|year|summer|winter)\b(?!\s+of\b)")),
    ("unprecedented", r"\bno\s+(?!one\b)[^.;:!?\n]{0,60}?\b(?:ha[sd]|have)\s+ever\b"),
    ("since", (r"\bno\b[^.;:!?\n]{0,60}?\b(?:ha[sd]|have)\s+[^.;:!?\n]{0,60}?\b(?:in|for)\s+(?:\w+\s+){1,2}"
            r"(?:years|decades)\b")),
    ("ordinal", rf"\b(?:the|a)\s+{_ORDINAL}\s+(?:day|night|evening|week|month|year)\s+running\b"),
    ("ordinal", rf"\b(?:the|its|his|her|their|a)\s+{_ORDINAL}\s+(?:time\b(?!\s+(?:zone|limit))|(?:round|wave)\s+of\b)"),
    ("ordinal", (rf"\b(?:its|their|his|her|the)\s+{_ORDINAL}\s+{_GAP}(?:this\s+(?:week|month|year|season)|"
                rf"in\s+(?:a\s+row|as\s+many|less\s+than|(?:two|three|four|five)\s)|{_SINCE})")),
    ("since", rf"\b(?:the|its|his|her|their)\s+{_SUPERLATIVE}\s+{_FAR}[\w’'-]+\s+{_SINCE}"),
    ("since", rf"\bnot\s+(?:been\s+)?(?:seen|happened|heard|done)\s+{_SINCE}"),
    ("again", r"\b(?:ha(?:s|ve|d)\s+)(?:now\s+)?(?:once\s+|yet\s+)?again\b(?=\s+\w+ed\b)|\b(?:yet|once)\s+again\b"),
    ("again", r"(?<!again and )\bagain(?=\s+[a-z]+ed\b)"),
)  # fmt: skip
_FORMS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _WORDED)

_NOT = re.compile(r"(?:\bnot|n[’']t|\bhardly|\bfar\s+from)\s+(?:\w+\s+){0,2}?the\s+(?:very\s+)?first\b", re.IGNORECASE)


# "Nor was it the deadliest since 1987" claims nothing.
_NOR = re.compile(r"\bnor\s+(?:is|was|are|were)\b", re.IGNORECASE)


class Claimed(NamedTuple):
    """A claimed precedent: its kind, its words, the clause in which they stand, and where that says what is counted."""

    kind: PrecedentKind
    marker: Span
    span: Span
    about: Span


def claimed(text: str) -> Iterator[Claimed]:
    """The precedents that a text claims, in the order of the text; of two that overlap, the one that begins first."""
    found = sorted(
        (Span(*match.span()), n, kind) for n, (kind, pattern) in enumerate(_FORMS) for match in pattern.finditer(text)
    )
    reached = -1
    for marker, _, kind in found:
        if marker.start >= reached:
            clause = _clause(text, marker)
            if _NOR.search(text, clause.start, marker.end):
                continue
            # What is "not the first time" has been before.
            denied = kind == "first" and _NOT.search(text, clause.start, marker.end)
            yield Claimed("again" if denied else kind, marker, clause, _counted(text, marker, clause))
            reached = clause.end


# Less than so many words besides the marker do not say what is counted: "it was the first time".
_FEWEST = 2
_ADVERBIAL = re.compile(r"for\s|.*\bagain$|un|with|no|never", re.IGNORECASE | re.DOTALL)


def _counted(text: str, marker: Span, clause: Span) -> Span:
    """Where a clause says what is counted: behind "the first" as far as a comma; where it does not, or "again" stands
    for it all, the clause as far as a comma; and if that says little, the sentence before too.
    """
    comma = text.find(", ", marker.end, clause.end)
    end = comma if comma > 0 else clause.end
    behind, around = Span(marker.start, end), Span(clause.start, end)
    if not _ADVERBIAL.match(marker.of(text)) and _tells(text[marker.end : end]):
        return behind
    beside = text[clause.start : marker.start] + text[marker.end : end]
    return around if _tells(beside) else _with_sentence_before(text, around)


def _tells(words: str) -> bool:
    return len(re.findall(r"[^\W\d_]{4,}", words)) >= _FEWEST


def _with_sentence_before(text: str, span: Span) -> Span:
    line = text.rfind("\n", 0, span.start) + 1
    before = [one for one in sentences(text[line : span.start]) if line + one.end <= span.start]
    return Span(line + before[-1].start, span.end) if before else span


class Recalled(NamedTuple):
    """A sentence that tells of a time well before the report, the first and last day of that time, and where it says
    what was done then: "it did so in May 2016" says it in the sentence before.
    """

    span: Span
    first: str
    last: str
    about: Span


_MONTHS = "january february march april may june july august september october november december".split()
# "Since 1998" tells of what still is, not of what was done then; "1,998 seats" is no year.
_YEAR = re.compile(
    rf"(?<!since )(?<!\bto )\b(?:({_MONTH})\s+(?:\d{{1,2}},\s+)?)?(?<!,)((?:19|20)\d\d)\b"
    r"(?!\s*[-–/]\s*\d|\s*(?:seats|people|men|women))",
    re.IGNORECASE,
)
_AS_SAID = re.compile(
    r"\b(?:it|they|them|he|she|d(?:id|one)\s+so|the\s+(?:last|previous|first|only|other)\s+(?:one|ones|time|such)|that\s+(?:was|happened)|"
    r"(?:it|this)\s+(?:had\s+)?happened|such|the\s+same)\b",
    re.IGNORECASE,
)
# So many of them are kept of a text: a chronology would fill the record with what no claim asks for.
_MOST_RECALLED = 12


def recalled(text: str, day: str) -> Iterator[Recalled]:
    """The sentences of a text that name a year, or a month of a year, before that of `day`, and claim no precedent."""
    claims = [one.marker for one in claimed(text)]
    kept = 0
    for span in sentences(text):
        year = _YEAR.search(text, *span)
        if year is None or any(span.meets(claim) for claim in claims) or kept == _MOST_RECALLED:
            continue
        first, last = interval(year[1], year[2])
        if last < day:
            kept += 1
            about = _with_sentence_before(text, span) if _AS_SAID.search(text, *span) else span
            yield Recalled(span, first, last, about)


def interval(month: str | None, year: str) -> tuple[str, str]:
    """The first and the last day of a year, or of a month of it."""
    if month is None:
        return f"{year}-01-01", f"{year}-12-31"
    number = _MONTHS.index(month.lower()) + 1
    return f"{year}-{number:02}-01", f"{year}-{number:02}-{monthrange(int(year), number)[1]}"


# A clause ends with the sentence, or where another one is joined by a semicolon, a colon or a dash.
_BREAK = re.compile(r";|\s[–—]\s|:\s")


def _clause(text: str, marker: Span) -> Span:
    start, end = sentence_at(text, marker)
    for match in _BREAK.finditer(text, start, end):
        if match.end() <= marker.start:
            start = match.end()
        elif match.start() >= marker.end:
            end = match.start()
            break
    while start < marker.start and text[start] in " \u00a0\"'“‘«":
        start += 1
    return Span(start, end)
