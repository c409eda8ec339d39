"""What a text remarks on what it tells: that somebody keeps silent, or that the writer holds it wrong or unproven.

These are sentences of the writer's own, so that no statement stands for them: "Halden did not respond to a request for
comment.", "The claim is false.", "This could not be independently verified.", "An earlier version of this article …".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from weakref import WeakKeyDictionary

from according.comparison.bonds import Thing
from according.comparison.reports import Report, passage_id
from according.comparison.sentences import sentences
from according.model import Actor, Span, Stance

# Words for what somebody said, by which a text points back at it.
TERMS = (
    r"(?:report|story|stories|claim|accusation|allegation|charge|rumou?r|account|assertion|suggestion|insinuation|"
    r"version|finding|criticism|statement|question|figure|number|toll|estimate|narrative|speculation|notion|"
    r"portrayal|characteri[sz]ation)s?"
)
_IT = rf"(?:that|this|it|they|these|those|(?:the|this|that|these|those|such|his|her|their|its)\s+(?:\w+\s+)?{TERMS})"
_WHOLLY = (
    r"(?:(?:simply|just|plainly|absolutely|completely|totally|utterly|entirely|all|pure|clearly|factually|"
    r"flatly|demonstrably|wholly|quite|also)\s+)*"
)
_FLAT = (
    r"(?:not\s+(?:right|true|so|correct|accurate|the\s+case)|wrong|false|untrue|incorrect|inaccurate|nonsense|"
    r"(?:an?\s+)?(?:\w+\s+)?(?:lies?|hoax|fabrications?|inventions?|fiction|smear)|fabricated|baseless|groundless|"
    r"unfounded|invented|made\s+up|absurd|ridiculous|rubbish|propaganda|disinformation|fake(?:\s+news)?)"
)
_LESS = r"(?:exaggerated|overstated|inflated|overblown|misleading|one-sided|out\s+of\s+context|incomplete|half\s+of\b)"
# "That is wrong.", of what was said just before.
REBUTTAL = re.compile(
    rf"[“\"‘]?(?:{_IT}\s+(?:is|was|are|were|has\s+been|have\s+been)\s+{_WHOLLY}(?:{_FLAT}|{_LESS})(?!\s+(?:to|that|for|if)\b)"
    rf"|there\s+(?:is|was)\s+(?:absolutely\s+)?(?:no|not\s+a\s+(?:word|shred|grain)\s+of)\s+(?:\w+\s+)?truth\s+(?:in|to)\s+{_IT}\b(?!\s+(?:that|of|by))"
    rf"|not\s+(?:a|one)\s+word\s+of\s+(?:it|this|that)\s+is\s+true"
    rf"|(?:that|this|it)\s+(?:never|did\s+not|didn[’']t)\s+happen|nothing\s+of\s+the\s+(?:kind|sort)\b"
    r"|nothing\s+could\s+be\s+further\s+from\s+the\s+truth)",
    re.IGNORECASE,
)
# "There is no evidence for this."
UNPROVEN = re.compile(
    r"[“\"‘]?(?:there\s+(?:is|was|has\s+been)\s+(?:so\s+far\s+)?(?:no|little|scant|not\s+a\s+shred\s+of)\s+"
    r"(?:\w+\s+)?(?:evidence|proof|indication|sign|basis)\b"
    r"|(?:the\s+)?evidence\s+(?:for|of|that)\b[^.;]{0,60}\b(?:is|was|remains)\s+(?:thin|weak|scant|slim)"
    rf"|(?:{_IT}|\w+(?:\s+\w+)?)\s+(?:could\s+not|couldn[’']t|cannot|can[’']t|has\s+not|have\s+not)\s+(?:immediately\s+)?"
    r"(?:be(?:en)?\s+)?(?:independently\s+)?(?:be(?:en)?\s+)?(?:verif|confirm|corroborat|substantiat|check)\w*"
    r"|(?:it\s+was\s+)?not\s+possible\s+to\s+(?:independently\s+)?(?:verify|confirm|check)"
    r"|[^.;“”\"]{0,60}\b(?:gave|provided|offered|presented|produced|cited)\s+no\s+(?:\w+\s+)?(?:evidence|proof|details)"
    r"|[^.;“”\"]{0,60}\b(?:did|has|have)\s+not\s+(?:provide|offer|present|give|produce|provided|offered|presented)"
    r"\s+(?:any\s+)?(?:evidence|proof))",
    re.IGNORECASE,
)
_BORNE_OUT = re.compile(
    rf"(?:{_IT}\s+(?:is|was)\s+(?:true|correct|right|accurate|confirmed\s+by|borne\s+out)|(?:he|she|they)\s+(?:is|are|was|were)\s+right\b"
    r"|[^.;“”\"]{0,60}\b(?:bears?|bore)\s+(?:this|that|it|him|her|them)\s+out)",
    re.IGNORECASE,
)
# What an outlet says was wrong in its own words.
CORRECTED = re.compile(
    r"\b(?:earlier|previous|original)\s+version\s+of\s+(?:this|the|our)\s+(?:article|story|report|text|headline)"
    r"|\bthis\s+(?:article|story|report)\s+(?:originally|previously|initially|incorrectly|wrongly)\s+"
    r"(?:said|stated|gave|reported|named)|\b(?:we|this\s+newspaper)\s+(?:incorrectly|wrongly|mistakenly)\s+(?:said|stated|reported|wrote)",
    re.IGNORECASE,
)
# That somebody keeps silent.
SILENT = re.compile(
    r"\b(?:declin|refus)\w*\s+(?:to\s+(?:comment|discuss|confirm|elaborate|answer|say\s+(?:whether|if)|be\s+drawn)"
    r"|(?:any\s+|further\s+)?comment|requests?\s+for\s+(?:comment|an?\s+interview))"
    r"|\b(?:would|did|could|will|do|does)\s+not\s+(?:immediately\s+|further\s+)?(?:comment|confirm|discuss|be\s+drawn)\b"
    r"|\b(?:did|has|have|had)\s+not\s+(?:immediately\s+|yet\s+)?"
    r"(?:respond(?:ed)?|repl(?:y|ied)|answer(?:ed)?|react(?:ed)?|return(?:ed)?)\b"
    r"|\bno\s+(?:immediate\s+)?(?:comment|response|reaction|reply)\b|\bneither\s+confirm|\bnor\s+deny\b"
    r"|\b(?:has|had|have)\s+(?:not|yet\s+to|so\s+far\s+not)\s+(?:yet\s+|so\s+far\s+|publicly\s+)*"
    r"(?:comment|confirm|respond|react|repl|address)\w*"
    r"|\b(?:could|can)\s+not\s+(?:immediately\s+)?be\s+reached\b|\bunavailable\s+for\s+comment"
    r"|\bleft\b[^.;]{0,30}\bunanswered|\b(?:went|remained)\s+unanswered|\bsidestepped\b",
    re.IGNORECASE,
)
# Those that are silent by a plain act of silence, whatever the sentence is about: "did not return calls".
_ASKED = re.compile(r"\b(?:comment\w*|requests?|questions?|calls?|e-?mails?|reached|inquir\w+|confirm\w*)\b", re.I)


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence of the writer's own on what is said just before it.

    Attributes:
        kind: somebody's silence, or where the writer stands.
        who: who keeps silent, where that is a known actor.
    """

    id: str
    span: Span
    kind: Literal["silence", "stance", "correction"]
    stance: Stance
    who: Actor | None

    def thing(self, report: Report) -> Thing:
        """The remark as an end of a bond."""
        return report.thing(self.id)


_FOUND: WeakKeyDictionary[Report, tuple[Remark, ...]] = WeakKeyDictionary()


def remarks(report: Report) -> tuple[Remark, ...]:
    """The remarks of a report in the order of the text; looked for once for each report in memory."""
    if report not in _FOUND:
        _FOUND[report] = tuple(_remarks(report))
    return _FOUND[report]


def _remarks(report: Report) -> Iterator[Remark]:
    told = sorted(report.place_of(one) for one in report.reading.statements)
    starts = [place.start for place in told]
    reached = [0]
    for place in told:
        reached.append(max(reached[-1], place.end))
    for span in sentences(report.text):
        words = span.of(report.text)
        if CORRECTED.search(words):
            yield Remark(passage_id(report.id, span), span, "correction", "denies", None)
        # No statement ends after its start and begins before its end.
        elif reached[bisect_right(starts, span.end - 1)] <= span.start and (found := _remark(report, span, words)):
            yield found


def _remark(report: Report, span: Span, words: str) -> Remark | None:
    number = passage_id(report.id, span)
    if (match := SILENT.search(words)) and _ASKED.search(words):
        who = _silent_one(report, span, span.start + match.start())
        return Remark(number, span, "silence", "neutral", who) if who else None
    if REBUTTAL.match(words):
        return Remark(number, span, "stance", "denies", None)
    if UNPROVEN.match(words):
        return Remark(number, span, "stance", "distances", None)
    return Remark(number, span, "stance", "endorses", None) if _BORNE_OUT.match(words) else None


def _silent_one(report: Report, span: Span, at: int) -> Actor | None:
    """The last actor named before the words of silence, else the first after them ("no comment from …")."""
    named = sorted(
        (mention.start, actor.id)
        for actor in report.reading.actors
        for mention in actor.mentions
        if span.holds(mention)
    )
    before = [number for start, number in named if start < at]
    after = [number for start, number in named if start >= at]
    return report.actors[(before[-1:] or after[:1])[0]] if named else None
