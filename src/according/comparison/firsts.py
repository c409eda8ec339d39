"""Words by which a text claims a precedent: "the first", "the strongest yet", "unprecedented", "again", "since"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from according.comparison.sentences import sentence_at, sentences
from according.findings import PrecedentKind
from according.model import Span

ORDINAL = (
    r"(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|"
    r"\d{1,3}(?:st|nd|rd|th)|umpteenth|nth)"
)
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_NUMBER = (
    r"(?:\d{1,4}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty)"
)
_OFTEN = r"(?:years|decades|months|weeks|days|centuries|seasons|generations)"
_ONCE = r"(?:year|decade|month|week|century|generation|season)"
# A length of time up to the claim: "in nearly 25 years", "in decades", "for more than a generation".
_WITHIN = (
    rf"(?:in|for)\s+(?:(?:nearly|almost|about|around|over|at\s+least|some|(?:more|less)\s+than|the(?:\s+past|\s+last)?)\s+)*"
    rf"(?:{_NUMBER}(?:[\s-]and[\s-]a[\s-]half)?\s+{_OFTEN}|(?:many\s+|several\s+)?{_OFTEN}|"
    rf"(?:a|half\s+a|a\s+quarter\s+of\s+a|a\s+quarter)\s*-?\s*{_ONCE})"
)
_MEMORY = r"in\s+(?:living\s+|recent\s+|anyone[’']s\s+)?memory|that\s+[\w\s]{1,30}?\bcan\s+remember"
_HISTORY = r"in\s+(?:[\w’'-]+\s+){0,4}(?:history|existence)\b|of\s+all\s+time|on\s+record"
_RECORDED = r"(?:(?:ever|yet|so\s+far)\s+)?(?:recorded|registered|measured|documented|logged|known)\b"
_SINCE = r"since\s+[“‘]?\w[\w’'-]*"
# "Of the war", "of the year": as far as a superlative reaches.
_OF_SPELL = (
    r"of\s+(?:the|this)\s+(?:[\w’'-]+\s+){0,2}?(?:war|conflict|crisis|insurgency|campaign|fighting|year|decade|century|"
    r"uprising|siege|occupation|pandemic|outbreak|invasion|offensive|strike|dispute|standoff|era)\b"
)
# What says that a "first" or a superlative is held against all that was before.
_YET = (
    rf"(?:\b(?:yet|so\s+far|to\s+date|ever|until\s+now|hitherto)\b|\b(?:{_WITHIN}|{_MEMORY}|{_HISTORY}|{_RECORDED}|{_SINCE}|"
    rf"{_OF_SPELL}))"
)
# What ends like a superlative and is none; and "one of the largest" claims no precedence.
_NO_SUPERLATIVE = (
    r"(?<!one\sof\sthe\s)(?<!some\sof\sthe\s)(?<!among\sthe\s)(?!best\b[^.;\n]*\bof\s+the\s+year)"
    r"(?!(?:dis)?(?:inter|requ|for|prot|arr|gu|harv|cont|hon|mod|earn|inv|sugg|att|dig|conqu|unr|inqu|r|t|w|ch|n|p|v|lat|"
    r"det|bequ|manif|qu|temp|ing|inf|cong|div|z|j|cr|wr|br|buchar|budap|ever|northw|southw|midw|pri|l|mol)est\b)"
)
_SUPERLATIVE = rf"(?:{_NO_SUPERLATIVE}\w{{3,}}est|best|worst|(?:most|least|best|worst)[\s-]+(?:\w+ly\s+)?\w+)"
_WHOSE = r"(?:the|its|his|her|their|our|my|your|(?:[\w-]+\s){0,4}?[\w-]+(?:[’']s|s[’']))"
_GAP = r"(?:[\w’'-]+\s+){0,3}?"
_FAR = r"(?:(?!since\b|that\b|which\b|who\b)[\w’'“”‘,-]+\s+){0,10}?"
_TIME = r"(?:\s+time\b(?:\s+that\b)?)?"
_IS = (
    r"(?:\bis|\bwas|\bare|\bwere|\bbe|\bbeen|’s|'s|\bmark(?:s|ed|ing)?|\brepresent(?:s|ed|ing)?|\bconstitut(?:es|ed|ing)|"
    r"\bbec(?:ame|omes?|oming)|\bas|\bcall(?:s|ed|ing)?(?:\s+\w+){0,3}?|\bremains?|\bmak(?:es|ing)\s+\w+|\bmade\s+\w+)"
)
# "The first days after the vote", "first lady": an order or a name, no precedent.
_NO_FIRST = (
    r"(?!\s+(?:days?|weeks?|months?|years?|hours?|minutes?|half|floor|round|lady|(?-i:Minister)|name|aid|place|class|page|part|"
    r"things?|steps?\s+towards?|and\b|of\s+(?:a|the)\s+(?:two|three|four|series)|person\s+to\s+call|hand|responders?|"
    r"quarter|leg|reading|instance|glance|sight|draft|few|generation|language|deputy|secretary|vice|pick|stride|two|three|four|five|six|seven|eight|nine|ten|dozen|hundred|\d+)\b)"
)
# What is called the second of an order or a list is no second time.
_NO_ORDINAL = (
    r"(?!\s+(?:week|month|year|floor|half|quarter|round\s+of\s+(?:voting|the\s+election)|lady|world|reading|class|place|name|thoughts?|"
    r"hand|generation|language|largest|biggest|day\s+of|party|parties|countr\w+|world|person|century|leg|of\b|in\s+command|"
    r"most\b|\w+est\b|paragraph|chapter|article|amendment|degree|page|part|avenue|street|division|wheel|opinion)\b)"
)
_IN_ROW = r"(?:(?:straight|consecutive|successive)\s+)"
_SPELL = r"(?:time|day|night|evening|morning|afternoon|week|weekend|month|year|summer|winter|spring|autumn|season)"
_BY_NOW = (
    rf"(?:\b(?:this\s+(?:week|month|year|season|summer|winter|spring|autumn|decade|century)|in\s+a\s+row|"
    rf"in\s+as\s+many|in\s+(?:less|more)\s+than|running|{_WITHIN}|within\s+\w+|such\b|of\s+its\s+kind|{_SINCE}))"
)
_TIMES_BEFORE = r"(?:twice|(?:two|three|four|five|six|seven|several|many|\d+)\s+times|more\s+than\s+once|repeatedly)"

_WORDED: tuple[tuple[PrecedentKind, str], ...] = (
    # The first
    ("first", r"\bfor\s+the\s+(?:very\s+)?first\s+time\b"),
    ("first", rf"\b{_WHOSE}\s+(?:very\s+)?first\s+(?:time|occasion|instance)\b(?:\s+that\b)?"),
    ("first", rf"{_IS}\s+(?:also\s|only\s|now\s)?\s*{_WHOSE}\s+(?:very\s+)?first(?:-ever)?\b{_NO_FIRST}{_TIME}"),
    ("first", rf"\b(?:{_WHOSE}|a|an)\s+(?:very\s+|historic\s+)?first\b{_NO_FIRST}\s+{_FAR}{_YET}"),
    ("first", (
        rf"(?<=,\s)(?:[\w’'-]+\s+)?(?:the|its|his|her|their)\s+(?:very\s+)?first\b{_NO_FIRST}\s+{_GAP}"
        rf"(?:[\w’'-]+\s+of\s+{_GAP})?[\w’'-]+(?<!came)(?<!went)(?<!able)\s+(?:to|of\s+its\s+kind)\b"
    )),
    ("first", (
        r"\bthe\s+(?:very\s+)?first\s+(?:such|[\w’'-]+\s+of\s+(?:its|this|that)\s+(?:kind|sort|scale"
        r"|size))\b"
    )),
    ("first", r"\b(?:a|an)\s+(?:\w+\s+)?first\b(?=\s+(?:for|in|since)\b|\s*[,.;:–—”]|\s+that\b)"),
    ("first", r"\bfirst-ever\b|\bfirst\s+ever\b|\bmaiden\s+(?:visit|voyage|flight|speech|trip|test|launch)\b"),
    # The strongest, the largest; "record"
    ("strongest", rf"\b{_WHOSE}\s+(?:single\s+|by\s+far\s+the\s+)?{_SUPERLATIVE}\s+{_FAR}{_YET}"),
    ("strongest", r"\b(?:all[\s-]time|record)\s+(?:high|low)s?\b"),
    ("strongest", (
        r"\b(?:a|the|its|his|her|their)\s+record\s+(?:number|toll|sum|total|level|amount|fine|turnout"
        r"|[\d]\S*)\b"
    )),
    ("strongest", (
        r"\brecord-(?:breaking|high|low|setting)\b|\b(?:broke|breaks|breaking|beat|set|sets|setting)\s+"
        r"(?:a|the|all)"
        r"\s+(?:\w+\s+)?records?\b"
    )),
    ("strongest", r"\bmore\s+(?:\w+\s+){1,4}than\s+(?:at\s+any\s+(?:time|point)|in\s+any)\b"),
    # Never before
    ("unprecedented", (
        r"\bunprecedented\b|\bwithout\s+(?:\w+\s+)?(?:precedent|parallel|equal)\b|\bno\s+(?:precedent"
        r"|parallel)\b"
        r"|\bunheard[\s-]of\b|\bunparalleled\b|\bunexampled\b|\bunequalled\b|\bhitherto\s+un\w+"
    )),
    ("unprecedented", r"\b(?:like|as)\s+never\s+before\b|\bnever\s+(?:before|happened\s+before|yet)\b"),
    ("unprecedented", (
        r"\b(?:ha[sd]|have)\s+(?:[\w’'-]+\s+){0,2}?never\s+[^.;:!?\n]{1,80}?(?:\bbefore(?!\s+\w)"
        rf"|\bpreviously|\b{_HISTORY})"
    )),
    ("unprecedented", (
        r"\b(?:ha[sd]|have)\s+never\s+(?:before|previously|until|yet)\b|\bnever\s+been\s+(?:seen|done"
        r"|tried|heard)\b"
    )),
    ("unprecedented", (
        r"\bnever\s+in\s+(?:[\w’'-]+\s+){1,4}?(?:history|years|existence)\b|(?<=[.!?“”\n]\s)Never\s+"
        r"(?:ha[sd]|have)\b"
    )),
    ("unprecedented", (
        r"\b(?:ha[sd]|have)(?:\s+not|n[’']t)\s+[^.;:!?\n]{1,80}?\b(?:until\s+(?:now|then|this|last|\w+day)"
        r"|before(?!\s+[a-z]))\b"
    )),
    ("unprecedented", r"\b(?:until|till|up\s+to)\s+(?:now|then)\b,?\s+(?:(?:no|none|nobody|every|all|neither|not)\b)"),
    ("unprecedented", r"\b(?:no|neither)\s+(?!one\b)[^.;:!?\n]{0,60}?\b(?:ha[sd]|have)\s+ever\b"),
    ("unprecedented", (
        r"\b(?:nobody|no[\s-]one|none|nothing(?:\s+like\s+\w+)?)\s+(?:[^.;:!?\n]{0,40}?\s)?(?:ha[sd]"
        r"|have)\s+ever\b"
    )),
    # For the third time
    ("ordinal", rf"\bfor\s+(?:the|a)\s+{ORDINAL}\s+{_IN_ROW}?{_SPELL}\b(?!\s+of\b)"),
    ("ordinal", (
        rf"\b(?:the|a)\s+{ORDINAL}\s+{_IN_ROW}?{_SPELL}\s+(?:running|in\s+a\s+row)\b|\b{ORDINAL}[\s-]+"
        r"(?:straight|consecutive|successive)\b"
    )),
    ("ordinal", (
        rf"\b(?:{_WHOSE}|a)\s+{ORDINAL}\s+(?:{_SPELL}\s+(?=that\b|in\b|since\b)|time\b(?!\s+(?:zone|limit))"
        r"|(?:round|wave)\s+of\b)"
    )),
    ("ordinal", rf"\b{_WHOSE}\s+{ORDINAL}\b{_NO_ORDINAL}\s+{_FAR}{_BY_NOW}"),
    ("ordinal", rf"{_IS}\s+(?:also\s+|now\s+|already\s+)?(?:\w+\s+)?{_WHOSE}\s+{ORDINAL}\b{_NO_ORDINAL}\s+[\w’'-]+"),
    ("ordinal", (
        rf"(?<=,\s)(?:already\s+)?(?:its|his|her|their|the)\s+{ORDINAL}\b{_NO_ORDINAL}\s+[\w’'-]+"
        r"(?=\s*[,.;]|\s+(?:in|of|on|by|at|for)\b)"
    )),
    ("again", rf"\b(?:ha[sd]|have)\s+{_TIMES_BEFORE}\s+before\b|\b{_TIMES_BEFORE}\s+before\b"),
    # Since
    ("since", (
        r"\bno\b[^.;:!?\n]{0,60}?\b(?:ha[sd]|have)\s+[^.;:!?\n]{0,60}?\b(?:in|for)\s+(?:\w+\s+){1,2}"
        r"(?:years|decades)\b"
    )),
    ("since", (
        r"\b(?:no|nothing|none|neither)\b[^.;:!?\n]{0,60}?\b(?:ha[sd]"
        rf"|have)\s+[^.;:!?\n]{{0,60}}?\b{_SINCE}"
    )),
    ("since", (
        r"\b(?:not|n[’']t)\s+(?:been\s+)?(?:\w+ed|seen|happened|heard|done|known|felt|met|held|spoken)\s+"
        rf"(?:[\w’'-]+\s+){{0,6}}?{_SINCE}"
    )),
    ("since", rf"\bnot\s+{_SINCE}"),
    # Again
    ("again", (
        r"\b(?:ha(?:s|ve|d)\s+)(?:now\s+)?(?:once\s+|yet\s+)?again\b(?=\s+\w+)|\b(?:yet|once)\s+(?:again"
        r"|more)\b(?!\s+than)"
    )),
    ("again", r"(?<!again and )(?<!never )\bagain(?=\s+[a-z]+ed\b)"),
    ("again", (
        r"\bnot\s+for\s+the\s+first\s+time\b|\bhave\s+been\s+here\s+before\b|\bthe\s+latest\s+in\s+a\s+"
        r"(?:\w+\s+)?"
        r"(?:series|string|spate|wave|row|succession)\s+of\b"
    )),
)  # fmt: skip
_FORMS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _WORDED)

_NOT = re.compile(
    r"(?:\bnot|n[’']t|\bhardly|\bfar\s+from|\bscarcely|\bby\s+no\s+means)\s+(?:\w+\s+){0,2}?(?:the|its|his|her|their)\s+"
    r"(?:very\s+)?first\b",
    re.IGNORECASE,
)
# "Nor was it the deadliest since 1987" claims nothing; nor does what is only asked or denied.
_NOR = re.compile(
    r"\bnor\s+(?:is|was|are|were)\b|\b(?:if|whether|unless|denie[sd]|denying|disput\w+)\b(?:[^\w,]+\w+){0,5}[^\w,]*$",
    re.IGNORECASE,
)
_SINCE_AT = re.compile(_SINCE, re.IGNORECASE)
# What can be strong or clear about a conduct, and so stands on a ladder; other superlatives only measure.
SIGNS = re.compile(
    r"\b(?:signals?|signs?|warnings?|messages?|statements?|expressions?|threats?|pledges?|promises?|commitments?|offers?|"
    r"supports?|backing|criticisms?|condemnations?|rebukes?|language|words|steps?|measures?|moves?|responses?|reactions?|"
    r"indications?|hints?|calls?|appeals?|demands?|protests?|accusations?|denials?|admissions?|acknowledg\w+|"
    r"declarations?|gestures?|shows?|displays?|assurances?|endorsements?|sanctions?|blackmail|insults?|"
    r"provocations?|ultimatums?|reprimands?|overtures?)\b",
    re.IGNORECASE,
)


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
            if _NOR.search(text, clause.start, marker.start) or marker.end > clause.end:
                continue
            yield Claimed(_kind(kind, text, marker, clause), marker, clause, _counted(text, marker, clause))
            reached = clause.end


def _kind(kind: PrecedentKind, text: str, marker: Span, clause: Span) -> PrecedentKind:
    # What is "not the first time" has been before.
    if kind == "first" and _NOT.search(text, clause.start, marker.end):
        return "again"
    # "Its lowest level since 2003" is measured from then; "its clearest signal since 2003" is held against a ladder.
    measured = kind == "strongest" and _SINCE_AT.search(text, *marker) and not SIGNS.search(text, *marker)
    return "since" if measured else kind


_CALLED = re.compile(rf".*?\b(?:first|{ORDINAL}|{_SUPERLATIVE})\b", re.IGNORECASE | re.DOTALL)


def called(text: str, marker: Span) -> Span:
    """The words of a marker that say nothing of what is counted: "the deadliest" of "the deadliest raid in years"."""
    if match := _CALLED.match(text, *marker):
        return Span(marker.start, match.end())
    # "No missile had been fired since" says it; "has again" does not.
    return Span(marker.start, marker.start) if marker.of(text).count(" ") > 1 else marker


# Less than so many words besides the marker do not say what is counted: "it was the first time".
_FEWEST = 2
_ADVERBIAL = re.compile(
    r"for\s|.*\bagain\b|(?:yet|once)\s|un|with|no|never|ha[sd]|have|until|hitherto|like|as\s|a\s+\w*\s*first$|twice",
    re.IGNORECASE | re.DOTALL,
)
# "It was unheard of for a mission to name provinces".
_RARE_FOR = re.compile(
    r"\S*(?:unprecedented|unheard|unparalleled)\S*(?:[\s-]of)?\s+for\s+(?P<what>\S.*?\bto\b)", re.IGNORECASE
)
# "The first between the two", "the first to do so", "the first such": what is counted stands before.
_ELLIPTIC = re.compile(
    r".*\b(?:first|second|third|\w+th)(?:\s+(?:time|occasion)\b(?:\s+that\b)?)?\s*(?:,|\.|$|between\b|since\b|in\b|for\b|to\b|"
    r"of\b|from\b|such\b|ever\b|there\b)|.*\b(?:do(?:ne)?\s+so|such|of\s+(?:its|this|that)\s+kind)\b",
    re.IGNORECASE | re.DOTALL,
)


def _counted(text: str, marker: Span, clause: Span) -> Span:
    """Where a clause says what is counted: behind "the first" as far as a comma; where it does not, or "again" stands
    for it all, the clause as far as a comma; and if that says little, the sentence before too.
    """
    if rare := _RARE_FOR.match(text, marker.start, clause.end):
        return Span(rare.start("what"), clause.end)
    comma = text.find(", ", marker.end, clause.end)
    end = comma if comma > 0 and _tells(text[clause.start : comma]) else clause.end
    if _NONE.match(text, marker.start):
        return Span(marker.start, end)
    if _AND_AGAIN.search(text, clause.start, marker.end):
        return Span(marker.start, end)
    behind, around = Span(marker.start, end), Span(clause.start, end)
    if not _ADVERBIAL.match(marker.of(text)) and not _ELLIPTIC.match(behind.of(text)) and _tells(behind.of(text)):
        return behind
    beside = text[clause.start : marker.start] + text[marker.end : end]
    said_before = _PRONOUN.match(text, clause.start)
    return with_sentence_before(text, around) if said_before or not _tells(beside) else around


_PRONOUN = re.compile(
    r"(?:it|this|that|these|those|such)\s+(?:is|was|are|were|ha[sd]|have|would|will|mark\w*|ma[dk]e\w*|be[cg]\w+|also|too|"
    r"[\w-]+\s+(?:is|was))\b|(?:it|he|she|they)\b(?!\s+(?:of|from)\b)",
    re.IGNORECASE,
)
_NONE = re.compile(r"(?:no|nobody|none|nothing|neither)\s", re.IGNORECASE)
_AND_AGAIN = re.compile(r"\band\s+again$", re.IGNORECASE)


def _tells(words: str) -> bool:
    plain = re.sub(r"\b(?:first|time|ever|since|that|with|ha[sd]|have|been|were|they|this)\b", "", words.casefold())
    return len(re.findall(r"[^\W\d_]{4,}", plain)) >= _FEWEST


def with_sentence_before(text: str, span: Span) -> Span:
    """A span and the sentence before it in its paragraph."""
    line = text.rfind("\n", 0, span.start) + 1
    before = [one for one in sentences(text[line : span.start]) if line + one.end <= span.start]
    return Span(line + before[-1].start, span.end) if before else span


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
