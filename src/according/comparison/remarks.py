"""What a text remarks on what it tells: that somebody keeps silent, or that the writer holds it wrong, open or right.

These are words of the writer's own, so that no statement stands for them: "Halden did not respond to a request for
comment.", "The claim is false.", "Records seen by this newspaper bear her out.", "…, a version contradicted by
satellite images", "An earlier version of this article …".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from according.comparison.bonds import Thing
from according.comparison.reports import Report, passage_id
from according.comparison.sentences import sentences
from according.findings import DisputeKind
from according.model import Actor, Span, Stance, Statement

# Words for what somebody said, by which a text points back at it.
TERMS = (
    r"(?:report|story|stories|claim|accusation|allegation|charge|rumou?r|account|assertion|suggestion|insinuation|"
    r"version|finding|criticism|statement|question|figure|number|toll|estimate|narrative|speculation|notion|"
    r"explanation|theor(?:y|ie)|tale|line|remark|complaint|comparison|portrayal|characteri[sz]ation)s?"
)
_IT = rf"(?:that|this|it|they|these|those|(?:the|this|that|these|those|such|his|her|their|its)\s+(?:\w+\s+)?{TERMS})"
_WHOLLY = (
    r"(?:(?:simply|just|plainly|absolutely|completely|totally|utterly|entirely|all|pure|clearly|factually|"
    r"flatly|demonstrably|wholly|quite|also)\s+)*"
)
# Words that say of something told, or of a paper or picture, that it is not so at all.
FLATLY = (
    r"(?:not\s+(?:right|true|so|correct|accurate|the\s+case|genuine|authentic|real)|wrong|false|falsehoods?|untrue|untruths?|"
    r"incorrect|inaccurate|erroneous|mistaken|nonsense|nonsensical|lies?|hoax|fabrications?|inventions?|fiction|fictitious|"
    r"smears?|slander\w*|libel\w*|calumny|defamat\w+|fabricated|forge[dr]\w*|baseless|groundless|unfounded|invented|concocted|"
    r"bogus|spurious|sham|made[\s-]+up|trumped[\s-]+up|cooked[\s-]+up|doctored|staged|manipulated|deepfakes?|counterfeit|"
    r"absurd\w*|ridiculous|ludicrous|laughable|preposterous|fanciful|far-fetched|outrageous|rubbish|garbage|hogwash|"
    r"propaganda|disinformation|fake[sd]?(?:\s+news)?|myths?|fantas\w+|fairy[\s-]+tales?|legends?|jokes?|provocations?|"
    r"pure\s+(?:speculation|imagination|guesswork)|figments?|conspiracy\s+theor\w+|witch[\s-]hunts?|hysteria|hysterical|scaremongering|"
    r"without\s+(?:any\s+|all\s+)?(?:foundation|basis|substance|merit|truth)|has\s+no\s+(?:foundation|basis|substance|merit)|"
    r"(?:plucked\s+|pulled\s+|taken\s+|grabbed\s+)?(?:out\s+of|from)\s+(?:the\s+)?(?:thin\s+)?air|far\s+from\s+the\s+truth|wide\s+of\s+the\s+mark|"
    r"bears?\s+no\s+relation\s+to)"
)
_FLAT = rf"(?:(?:an?\s+)?(?:\w+\s+)?{FLATLY})"
# Papers and pictures of which it may be disputed that they are what they are said to be.
WORKS = (
    r"(?:memo(?:randum)?|document|paper|dossier|file|letter|e-?mail|message|leak|footage|video|clip|film|recording|tape|"
    r"audio|transcript|photo(?:graph)?|picture|image|map|poll|survey|study|statistic|data|result|article|broadcast|leaflet|"
    r"invoice|list|certificate|signature|quote|quotation)s?"
)
_LESS = r"(?:exaggerated|overstated|inflated|overblown|misleading|one-sided|out\s+of\s+context|incomplete|half\s+of\b)"
# "That is wrong.", of what was said just before.
REBUTTAL = re.compile(
    rf"[“\"‘]?(?:{_IT}\s+(?:is|was|are|were|has\s+been|have\s+been)\s+{_WHOLLY}(?:(?P<flat>{_FLAT})|(?P<less>{_LESS}))(?!\s+(?:to|that|for|if)\b)"
    rf"|there\s+(?:is|was)\s+(?:absolutely\s+)?(?:no|not\s+a\s+(?:word|shred|grain)\s+of)\s+(?:\w+\s+)?truth\s+(?:in|to)\s+{_IT}\b(?!\s+(?:that|of|by))"
    rf"|{_FLAT}\s*[,.!]?[”\"](?=\s|$)"
    rf"|not\s+(?:a|one)\s+word\s+of\s+(?:it|this|that)\s+is\s+true"
    rf"|(?:that|this|it)\s+(?:never|did\s+not|didn[’']t)\s+happen|nothing\s+of\s+the\s+(?:kind|sort)\b"
    r"|nothing\s+could\s+be\s+further\s+from\s+the\s+truth"
    r"|(?:it|that|this|they|he|she)\s+(?:\w+\s+){1,2}nothing\s+of\s+the\s+(?:kind|sort)\b"
    # "It was not.", "They did not.": nothing but the no.
    r"|(?:it|that|this|they|he|she|there)\s+(?:is|was|are|were|do|does|did|has|have|had)(?:\s+not|n[’']t)\W*$)",
    re.IGNORECASE,
)
# "There is no evidence for this."
UNPROVEN = re.compile(
    r"[“\"‘]?(?:there\s+(?:is|was|has\s+been)\s+(?:so\s+far\s+)?(?:no|little|scant|not\s+a\s+shred\s+of)\s+"
    r"(?:\w+\s+)?(?:evidence|proof|indication|sign|basis)\b"
    r"|(?:the\s+)?evidence\s+(?:for|of|that)\b[^.;]{0,60}\b(?:is|was|remains)\s+(?:thin|weak|scant|slim)"
    rf"|(?:{_IT}|\w+(?:\s+\w+)?)\s+(?:could\s+not|couldn[’']t|cannot|can[’']t|has\s+not|have\s+not)\s+(?:immediately\s+)?"
    r"(?:be(?:en)?\s+)?(?:independently\s+)?(?:be(?:en)?\s+)?(?:verif|confirm|corroborat|substantiat|check)\w*"
    r"|(?:we|this\s+(?:newspaper|paper|site))\s+(?:(?:have|has)\s+not\s+been|(?:were|was|are|is)\s+not)\s+able\s+to\s+"
    r"(?:independently\s+)?(?:verif|confirm|corroborat|check)\w*"
    r"|(?:it\s+was\s+)?not\s+possible\s+to\s+(?:independently\s+)?(?:verify|confirm|check)"
    r"|[^.;“”\"]{0,60}\b(?:gave|provided|offered|presented|produced|cited)\s+no\s+(?:\w+\s+)?(?:evidence|proof|details)"
    r"|[^.;“”\"]{0,60}\b(?:did|has|have)\s+not\s+(?:provide|offer|present|give|produce|provided|offered|presented)"
    r"\s+(?:any\s+)?(?:evidence|proof))",
    re.IGNORECASE,
)
# That the outlet itself could not find out whether it is so, or nobody could.
NOT_VERIFIED = re.compile(
    r"(?:could\s+not|couldn[’']t|cannot|can[’']t|(?:was|were|is|are|has\s+been|have\s+been|had\s+been)\s+(?:unable|not\s+able)\s+to|(?:has|have)\s+not)"
    r"\s+(?:immediately\s+|yet\s+)*(?P<passive>be(?:en)?\s+)?(?:independently\s+)?(?P<also>be(?:en)?\s+)?"
    r"(?:verif|confirm|corroborat|substantiat|authenticat|check)\w*",
    re.IGNORECASE,
)
# "Despite repeated denials by the firm", "the ministry’s denials notwithstanding".
_DENIALS = re.compile(
    r"\b(?:despite|in\s+spite\s+of|notwithstanding|for\s+all|amid|after|in\s+the\s+face\s+of)\s+(?:[\w’'-]+\s+){0,5}?denials?\b"
    r"(?:\s+(?:by|from|of)\s+(?:[\w’'-]+\s*){1,5})?",
    re.IGNORECASE,
)
# "Put the number of dead at nine".
_PUTTING = re.compile(
    r"\b(?:put|puts|putting|estimate[sd]?|set|sets|gave|gives|placed?|counted|revised)\s+(?:[\w’'-]+\s+){0,3}?"
    r"(?:number|toll|figure|count|total|tally|size|turnout|crowd|damage|cost|losses)\b[^.;]{0,80}?\b(?:at|to|as)\s+(?:\w+\s+){0,3}?\w",
    re.IGNORECASE,
)
# What evidence speaks for or against: "them", "that version", "the minister's claim".
_OBJECT = (
    r"(?:him|her|them|it|(?:this|that)(?=\s*[.,;])"
    rf"|(?:(?:the|this|that|these|those|his|her|their|its|\w+[’']s)\s+)+(?:\w+\s+)?{TERMS})\b"
)
_BORNE_OUT = re.compile(
    rf"(?:{_IT}\s+(?:is|was)\s+(?:true|correct|right|accurate)\b|(?:he|she|they)\s+(?:is|are|was|were)\s+right\b"
    rf"|{_IT}\s+(?:is|are|was|were)\s+(?:\w+\s+)?(?:confirmed|supported|backed(?:\s+up)?|borne\s+out)\s+by\b"
    r"|indeed\b|[^.;“”\"]{0,60}\b(?:do|does|did|is|are|was|were|has|have|had)\s+indeed\b)",
    re.IGNORECASE,
)
_GAINSAID = re.compile(
    rf"(?:[^.;“”\"]{{0,40}}\b{TERMS}\s+(?:\w+\s+)?(?:is|are|was|were|has\s+been|have\s+been)\s+(?:\w+\s+)?"
    r"(?:contradicted|refuted|disproved|disproven|belied|debunked)\b"
    r"|(?:but\s+|yet\s+)?in\s+(?:actual\s+)?(?:fact|reality|truth)\b)",
    re.IGNORECASE,
)
_UNBACKED = re.compile(
    r"[^.;“”\"]{0,60}\b(?:has|have|had)\s+(?:never|not|yet\s+to)\s+(?:yet\s+)?be(?:en)?\s+"
    r"(?:proven|proved|substantiated|backed|supported|borne\s+out)\b",
    re.IGNORECASE,
)
# What papers, pictures and things told do to what somebody says.
_SPEAKING_FOR = re.compile(
    r"\b(?:backs?|bears?|bore|supports?|supported|corroborate[sd]?|confirms?|confirmed|proves?|proved|agrees?\s+with|"
    rf"match(?:es|ed)?|tall(?:y|ies)\s+with)\s+{_OBJECT}",
    re.IGNORECASE,
)
_GAINSAYING = (
    r"(?:contradict(?:s|ed)?|refute[sd]?|disprove[sdn]?|belie[sd]?|debunk(?:s|ed)?|disposes?\s+of|"
    r"gives?\s+the\s+lie\s+to)"
)
_SPEAKING_AGAINST = re.compile(rf"\b{_GAINSAYING}\s+{_OBJECT}", re.IGNORECASE)
_NOT_FITTING = re.compile(
    r"\b(?:undermine[sd]?|undercuts?|casts?\s+doubt\s+on"
    r"|(?:is|are|was|were)\s+(?:hard\s+to\s+(?:square|reconcile)|at\s+odds|out\s+of\s+step)\s+with"
    r"|(?:do|does|did)(?:\s+not|n[’']t)\s+(?:fit|agree|square|tally|match|bear|support|back|sit|confirm|explain)"
    rf"(?:\s+(?:up|well|easily))?(?:\s+with)?)\s+(?:{_OBJECT}|what\b)",
    re.IGNORECASE,
)
# What follows words of a source in its own sentence: ", a version contradicted by hospital records".
_APPOSED = re.compile(
    rf"[”\"’]?,\s+(?P<named>an?\s+(?:\w+\s+){{0,2}}?{TERMS}\b)(?P<what>[^.;“”\"]*)",
    re.IGNORECASE,
)
_APPOSED_FALSE = re.compile(
    rf"\b(?:contradicted|refuted|disproved|disproven|belied|debunked|{_GAINSAYING}|{_FLAT})\b", re.IGNORECASE
)
_APPOSED_OPEN = re.compile(
    r"\b(?:without\s+(?:\w+\s+)?(?:evidence|proof|foundation)|not?\s+(?:evidence|proof|independent)|"
    r"(?:could\s+not|cannot|not)\s+be(?:en)?\s+(?:independently\s+)?(?:verified|confirmed|checked)|un(?:proven|verified|confirmed|supported|substantiated))\b",
    re.IGNORECASE,
)
_APPOSED_BORNE_OUT = re.compile(r"\b(?:confirmed|supported|backed(?:\s+up)?|borne\s+out)\s+by\b", re.IGNORECASE)
# Papers and pictures that a writer holds against what is said; who made them is no party to it.
DOCUMENT = re.compile(
    r"\b(?:records?|documents?|files?|invoices?|receipts?|regist(?:er|ry)|logs?|logbooks?|minutes|ledgers?|tally\s+sheets?|"
    r"spreadsheets?|data|images?|photographs?|photos?|pictures?|footage|videos?|recordings?|transcripts?|e-?mails|"
    r"contracts?|certificates?|measurements?|readings|samples|gauges?|award|bulletin|manifests?|charts?|maps?|timetables?|accounts\s+book)\b",
    re.IGNORECASE,
)
_GAVE_NO = re.compile(r"\b(?:gave|provided|offered|presented|produced|cited)\s+no\b", re.IGNORECASE)
# Those, and what is told, as the subject of a sentence.
_NO_PERSON = re.compile(rf"^(?:this|that|these|those|they|it|all)\b|{DOCUMENT.pattern}|\bevidence\b|\b{TERMS}\b", re.I)
_SHOWING = re.compile(
    rf"{DOCUMENT.pattern}[^.;“”\"]{{0,80}}?\b(?:shows?|showed|confirms?|confirmed|suggests?|suggested|puts?|indicates?|indicated|"
    r"points?|pointed|names?|named|lists?|listed|records?|recorded|gives?|gave|leaves?\s+(?:no|little))\b"
    r"|\b(?:we|this\s+(?:newspaper|paper|magazine|site|reporter))\s+(?:have\s+|has\s+)?(?:count|counted|found|saw|measured|checked)\b",
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
    r"|\b(?:would|did|could|will|do|does)\s+not\s+(?:immediately\s+|further\s+)?(?:comment|confirm|discuss|speculate|be\s+drawn)\b"
    r"|\b(?:did|has|have|had)\s+not\s+(?:immediately\s+|yet\s+)?"
    r"(?:respond(?:ed)?|repl(?:y|ied)|answer(?:ed)?|react(?:ed)?|return(?:ed)?)\b"
    r"|\bno\s+(?:immediate\s+)?(?:comment|response|reaction|reply)\b|\bneither\s+confirm|\bnor\s+deny\b"
    r"|\b(?:has|had|have)\s+(?:not|yet\s+to|so\s+far\s+not)\s+(?:yet\s+|so\s+far\s+|publicly\s+)*"
    r"(?:comment|confirm|respond|react|repl|address)\w*"
    r"|\b(?:was|were|is|are)\s+(?:“|‘)?not\s+aware\s+of\b|\bhad\s+no\s+(?:\w+\s+)?(?:information|comment)\b"
    r"|\b(?:could|can)\s+not\s+(?:immediately\s+)?be\s+reached\b|\bunavailable\s+for\s+comment"
    r"|\bleft\b[^.;]{0,30}\bunanswered|\b(?:went|remained)\s+unanswered|\bsidestepped\b",
    re.IGNORECASE,
)
# Those that are silent by a plain act of silence, whatever the sentence is about: "did not return calls".
_ASKED = re.compile(r"\b(?:comment\w*|requests?|questions?|calls?|e-?mails?|reached|inquir\w+|confirm\w*)\b", re.I)


@dataclass(frozen=True, slots=True)
class Remark:
    """Words of the writer's own on what is said before them.

    Attributes:
        kind: somebody's silence, where the writer stands, evidence that may speak for or against, a correction; denials
            that are named, not told; a number that somebody gives.
        who: who keeps silent, denies, could not verify it, or gives the number, where that is a known actor.
        how: as what it disputes what it is on, where it does.
    """

    id: str
    span: Span
    kind: Literal["silence", "stance", "evidence", "correction", "denial", "number"]
    stance: Stance
    who: Actor | None = None
    how: DisputeKind | None = None

    def thing(self, report: Report) -> Thing:
        """The remark as an end of a bond."""
        return report.thing(self.id)


def remarks(report: Report) -> tuple[Remark, ...]:
    """The remarks of a report in the order of the text; looked for once for each report in memory."""
    return report.once(_all)


def _all(report: Report) -> tuple[Remark, ...]:
    return tuple(_remarks(report))


def apposed(report: Report, statement: Statement) -> Remark | None:
    """Where the writer stands by what follows in a statement's own sentence: ", a version contradicted by records"."""
    place = report.place_of(statement)
    # What stands in quotation marks is the speaker's; else the content as it was read may hold the apposition.
    start = place.start if statement.form == "indirect" else place.end
    found = _APPOSED.search(report.text[: report.sentence(place).end], start)
    if found is None or found.start() > place.end:
        return None
    span = Span(found.start("named"), found.end())
    number = passage_id(report.id, span)
    if _APPOSED_FALSE.search(found["what"]):
        return Remark(number, span, "stance", "denies")
    if _APPOSED_OPEN.search(found["what"]):
        return Remark(number, span, "stance", "distances")
    return Remark(number, span, "stance", "endorses") if _APPOSED_BORNE_OUT.search(found["what"]) else None


def _remarks(report: Report) -> Iterator[Remark]:
    told = sorted(report.place_of(one) for one in report.reading.statements if _is_somebodys(report, one))
    starts = [place.start for place in told]
    reached = [0]
    for place in told:
        reached.append(max(reached[-1], place.end))
    for span in sentences(report.text):
        words = span.of(report.text)
        yield from _told_by_noun(report, span, words)
        if CORRECTED.search(words):
            yield Remark(passage_id(report.id, span), span, "correction", "denies", how="correction")
        # No statement ends after its start and begins before its end.
        elif reached[bisect_right(starts, span.end - 1)] <= span.start and (found := _remark(report, span, words)):
            yield found


def _told_by_noun(report: Report, span: Span, words: str) -> Iterator[Remark]:
    """What somebody said that is named and not told: his denials, the number that he gives."""
    if match := _DENIALS.search(words):
        place = Span(span.start + match.start(), span.start + match.end())
        if who := _silent_one(report, place, place.start):
            yield Remark(passage_id(report.id, place), place, "denial", "neutral", who, "denial")
    if match := _PUTTING.search(words):
        named = Span(span.start, span.start + match.start())
        if who := _silent_one(report, named, named.end):
            number = passage_id(report.id, Span(span.start + match.start(), span.start + match.end()))
            yield Remark(number, span, "number", "neutral", who, "correction")


def _is_somebodys(report: Report, statement: Statement) -> bool:
    """Whether somebody says so: neither papers, nor one of whom it is told what he did not say ("gave no details")."""
    cue = " ".join(span.of(report.text) for span in statement.cue.spans)
    return not is_document(report, statement) and not _GAVE_NO.search(cue)


def is_document(report: Report, statement: Statement) -> bool:
    """Whether papers or pictures say so, not somebody: "hospital records show"."""
    source = statement.source
    if source is None or source.span is None or not DOCUMENT.search(source.span.of(report.text)):
        return False
    actor = report.actor(source)
    return actor is None or actor.kind == "unnamed"


def _remark(report: Report, span: Span, words: str) -> Remark | None:
    number = passage_id(report.id, span)
    if (match := SILENT.search(words)) and _ASKED.search(words):
        who = _silent_one(report, span, span.start + match.start())
        return Remark(number, span, "silence", "neutral", who, "no comment") if who else None
    if (rebutted := REBUTTAL.match(words)) and rebutted["less"]:
        return Remark(number, span, "stance", "distances", how="qualification")
    if rebutted and rebutted["flat"]:
        return Remark(number, span, "stance", "denies", how="correction")
    if rebutted or _GAINSAID.match(words) or _speaks(_SPEAKING_AGAINST, words):
        return Remark(number, span, "stance", "denies")
    if (unable := NOT_VERIFIED.search(words)) and (outlet := _unable(report, span, unable)) is not False:
        return Remark(number, span, "stance", "distances", outlet, "qualification")
    if UNPROVEN.match(words) or _UNBACKED.match(words) or _speaks(_NOT_FITTING, words):
        return Remark(number, span, "stance", "distances")
    if _BORNE_OUT.match(words) or _speaks(_SPEAKING_FOR, words):
        return Remark(number, span, "stance", "endorses")
    return Remark(number, span, "evidence", "neutral") if _SHOWING.search(words) else None


def _unable(report: Report, span: Span, found: re.Match[str]) -> Actor | Literal[False] | None:
    """Which outlet could not verify it; None: this one, or nobody could; False where it is no outlet that could not."""
    before = Span(span.start, span.start + found.start())
    if (
        found["passive"]
        or found["also"]
        or re.search(r"\b(?:we|this\s+\w+)\s*$", before.of(report.text), re.IGNORECASE)
    ):
        return None
    who = _silent_one(report, before, before.end)
    return who if who is not None and who.sector == "JRN" else False


def _speaks(pattern: re.Pattern[str], words: str) -> bool:
    """Whether what papers, pictures or tales do to what was said is told, not what people do."""
    found = pattern.search(words)
    return found is not None and bool(_NO_PERSON.search(words[: found.start()]))


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
