"""How a statement opposes something by its own words: it denies, labels, doubts, says no, or tells another course.

What it is against is another question, which `rebuttals.py` answers. The plainer a statement opposes, the less it takes
to believe that it opposes something at all: "the memo is a forgery" does so by itself, "our guns did not fire" only
where somebody said that they did.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from according.comparison.assertions import Assertion, assertions, points_back
from according.comparison.disputes import CALLING, ON_WHAT
from according.comparison.remarks import FLATLY, TERMS, WORKS, is_document
from according.comparison.reports import Report
from according.comparison.wording import content_words, negated, numbers
from according.findings import DisputeKind

# What a gesture goes by: words that are against what was said, whatever it was; a no; another course of events.
Manner = Literal[
    "denies",
    "labels",
    "points",
    "invents",
    "doubts",
    "contrary",
    "says no",
    "otherwise",
    "own number",
    "wins",
    "silent",
    "opposite",
    "no hand",
    "leaves open",
]


@dataclass(frozen=True, slots=True)
class Gesture:
    """A statement that opposes.

    Attributes:
        manner: by what it does.
        how: as what it counts.
        does: the same as the rest of a sentence about its speaker ("calls the memo a crude forgery").
        matter: the words that tell what it is against, "" where it only points back ("that never happened").
        noun: what it calls that ("memo", "figure"), where it does.
    """

    by: Assertion
    manner: Manner
    how: DisputeKind
    does: str
    matter: str
    noun: str | None = None


_QUOTE = r"[“”\"‘’']*"
# "He denied any involvement", "denied responsibility": the deed is what others were told he did.
_HAND_IN_IT = re.compile(
    r"^(?:of\s+)?(?:(?:any|all|having|had|playing|bearing|its|his|her|their|the|a|every|direct|personal|such)\s+)*(?:\w+\s+)?"
    r"(?:involvement|responsibility|role|part|hand|wrongdoing|knowledge|links?|connections?|ties?|complicity|blame|"
    r"misconduct|guilt|liability|participation|fault|negligence|culpability|intent(?:ions?)?|intentions?)\b",
    re.IGNORECASE,
)
_UNTRUE_THAT = re.compile(
    rf"^{_QUOTE}(?:(?:it|that)\s+(?:is|was|would\s+be)\s+)?(?:simply\s+|absolutely\s+|completely\s+)?"
    r"(?:untrue|not\s+true|false|wrong|incorrect|not\s+(?:the\s+case|correct|right)|a\s+lie|nonsense|absurd)\s+(?:that|to\s+(?:say|claim|suggest))\s+",
    re.IGNORECASE,
)
# "Accused the minister of inventing an invasion".
_INVENTING = re.compile(
    r"\b(?:of|for|with)\s+(?:\w+ly\s+)?(?P<what>invent|fabricat|concoct|mak(?:e|ing)\s+(?:it\s+|things\s+|this\s+)?up|dream(?:ing|t)?\s+up|"
    r"cook(?:ing)?\s+up|manufactur|exaggerat|inflat|overstat|lying|l(?:ie|ies)\b|distort|falsif|misrepresent|twist|fak(?:e|ing)|forg(?:e|ing)|"
    r"doctor(?:ing)?|stag(?:e|ing)|peddl|scaremonger|spread(?:ing)?\s+(?:\w+\s+)?(?:lies|rumou?rs|falsehoods|disinformation|fake\s+news|"
    r"propaganda|untruths|fairy\s+tales)|tell(?:ing)?\s+(?:\w+\s+)?(?:lies|untruths|fairy\s+tales|stories)|mislead|slander|smear|defam|"
    r"hysteria|warmongering|dramatis|hyping|playing\s+up)\w*",
    re.IGNORECASE,
)
_LESSENING = re.compile(r"^(?:exaggerat|inflat|overstat|distort|mislead|twist|dramatis|hyping|playing)", re.IGNORECASE)
_CONTRARY = re.compile(
    rf"(?:^|,\s+|\b(?:and|but)\s+){_QUOTE}(?:contrary\s+to|in\s+contrast\s+to|despite|notwithstanding|whatever)\s+"
    rf"(?P<what>what\b|(?:[\w’'“”-]+\s+){{0,4}}?(?:{TERMS}|media|press|coverage|propaganda|headlines)\b|(?:the\s+)?(?:\w+\s+)?(?:say|claim)s?\b)",
    re.IGNORECASE,
)
_DOUBTING = re.compile(
    r"\b(?:cast(?:s|ing)?\b.{0,12}\bdoubts?|doubt(?:s|ed|ing)?|question(?:s|ed|ing)|challeng(?:e[sd]?|ing)|"
    r"play(?:s|ed|ing)?\s+down|downplay\w*|rais(?:e[sd]?|ing)\s+(?:\w+\s+)?(?:doubt|question)s?|(?:is|was|were|are|remain\w*)\s+"
    r"(?:sceptical|skeptical|unconvinced|doubtful))\b",
    re.IGNORECASE,
)
# What is told as a no that needs no matter of its own.
_NO_SUCH = re.compile(
    rf"^{_QUOTE}(?:there\s+(?:is|was|were|are|has\s+been|had\s+been|have\s+been)\s+(?:never\s+)?no\s+such\b"
    r"|no\s+such\b|nothing\s+of\s+the\s+(?:sort|kind)"
    r"|(?:that|this|it|none\s+of\s+(?:it|this|that))\s+(?:simply\s+|just\s+)?(?:never|did\s+not|didn[’']t|does\s+not|doesn[’']t)\s+"
    r"(?:happen|occur|take\s+place|exist)\w*|(?:that|this|it)\s+never\s+was\b"
    r"|certainly\s+not\b|absolutely\s+not\b|not\s+(?:from|by|with|through|at)\s+(?:us|our|me|my)\b|not\s+(?:us|me|ours|mine|guilty)\b"
    r"|(?:it|that|this|those|they)\s+(?:is|was|are|were)(?:\s+not|n[’']t)\s+(?:us|me|our\w*|mine|his|hers|theirs|its)\b"
    r"|none\s+of\s+(?:it|this|that)\s+(?:is|was)\s+(?:true|so|correct)"
    r"|(?:there\s+is\s+)?not\s+a\s+(?:single\s+)?(?:word|shred|grain)\b)",
    re.IGNORECASE,
)
_NOTHING_TO_DO = re.compile(
    r"\b(?:ha[sd]|have)\s+(?:absolutely\s+)?(?:nothing\s+(?:whatsoever\s+|at\s+all\s+)?to\s+do\s+with"
    r"|no\s+(?:\w+\s+)?(?:part|hand|role|involvement|knowledge|connection|link|plans?|intention)s?\b)"
    r"|\b(?:played|took|plays|takes)\s+no\s+(?:part|role)\b|\bkn[eo]ws?\s+nothing\s+(?:of|about)\b"
    r"|\b(?:is|was|are|were)\s+not\s+(?:involved|responsible|behind|to\s+blame)\b|\bnot\s+involved\s+in\b",
    re.IGNORECASE,
)
NO_PROOF = re.compile(
    r"\b(?:(?:no|any|not\s+a|little|scant|without)\s+(?:\w+\s+)?(?:trace|sign|evidence|proof|indication|hint|record|grounds|basis|"
    r"confirmation)s?|nothing\s+(?:to\s+)?(?:suggest|indicat|show|support|prov|point)\w*)\s+(?:of|that|for|to)\b(?!\s+(?:an?\s+)?(?:link|connection|tie))",
    re.IGNORECASE,
)
# "From nine to seven".
_FROM_TO = re.compile(r"\bfrom\s+(?P<old>[\d.,]+|[a-z]+)\b[^.;]{0,20}?\s+to\s+(?P<new>[\d.,]+|[a-z]+)\b", re.IGNORECASE)
_A_TOTAL = re.compile(r"\b(?:toll|figures?|number|counts?|estimates?|total|tally)\b", re.IGNORECASE)
_REVISING = re.compile(
    r"\b(?:revis|correct|adjust|lower|cut|reduc|rais|amend|updat|downgrad|upgrad|retract|withdr[ae]w|walk\w*\s+back|scal\w+\s+back)\w*",
    re.IGNORECASE,
)
# How the one who is accused tells it: as harmless, or as somebody else's doing, or nobody's.
_HARMLESS = re.compile(
    r"\b(?:routine|exercises?|manoeuvres|maneuvers|drills?|scheduled|long-planned|"
    r"defensive|self-defen[cs]e|peaceful|humanitarian|training|maintenance|harmless|voluntar\w+|lawful\w*|legitimate\w*|"
    r"threat(?:en)?\s+(?:to\s+)?(?:nobody|no\s+one|no-one)|no\s+threat|accident\w*|mistake|mishap|by\s+error|inadvertent\w*|unintention\w*|"
    r"compl(?:y|ied|ies)\s+with|in\s+(?:line|accordance|keeping)\s+with|within\s+(?:the|its|their|our)\s+(?:law|rights|rules|limits)|"
    r"observed?\s+all|civilian\s+(?:ship|aircraft|vessel|research)|for\s+repairs)\b",
    re.IGNORECASE,
)
_MISHAP = re.compile(
    r"\b(?:str(?:uck|ikes?)|hit|hits|ramm(?:ed|s)|collided|ran\s+(?:aground|into|onto)|collapsed|caught\s+fire|exploded|burst|broke|"
    r"malfunctioned|failed|overheated|capsized|sank|fell|slipped|"
    r"caused\s+by|due\s+to|because\s+of|resulted\s+from|the\s+result\s+of|triggered\s+by|set\s+off\s+by|the\s+work\s+of|"
    r"(?:by|on)\s+(?:its|his|her|their)\s+own|themselves|himself|herself|itself|natural\s+causes|illness|storms?|lightning|floods?|"
    r"technical|faulty?|defect\w*|leak\w*|error|negligence|were\s+(?:already|killed\s+by)|was\s+(?:already|killed\s+by)|"
    r"came\s+from|fired\s+(?:first|from)|opened\s+fire|provoked|started\s+(?:it|by)|staged)\b",
    re.IGNORECASE,
)
_WON = re.compile(r"\b(?:won|win|wins|victory|victors?|winners?|triumph\w*)\b", re.IGNORECASE)
_OWN = re.compile(r"\b(?:we|us|ours?|i|mine)\b", re.IGNORECASE)
_WHAT = (
    rf"^(?:as\s+)?{_QUOTE}(?P<what>(?:it|that|this|they|these|those)\b"
    rf"|(?:[\w’'“”-]+\s+){{0,5}}?(?P<noun>{TERMS}|{WORKS})\b[^.;]*?)\s+"
)
_HOW = (
    rf"{_QUOTE}(?:\w+ly\s+|quite\s+|all\s+|an?\s+|the\s+|nothing\s+(?:but|more\s+than)\s+){{0,3}}"
    rf"(?:[\w-]+\s+)?{_QUOTE}{FLATLY}\b"
)
# "The figure is plucked out of thin air"; "called the memo a crude forgery".
_IS_FLAT = re.compile(
    rf"{_WHAT}(?:(?:is|was|are|were|has\s+been|had\s+been|have\s+been)\s+{_HOW}|bears?\s+no\s+relation)", re.IGNORECASE
)
_CALLED_FLAT = re.compile(rf"{_WHAT}(?:as\s+)?{_HOW}", re.IGNORECASE)
_CALLED_BACK = re.compile(rf"\b(?:{TERMS}|{WORKS})\b", re.IGNORECASE)
# "So that nobody could say …", "no longer": nothing is said not to have been.
_PURPOSE = re.compile(
    r"\b(?:so\s+that|lest|in\s+order\s+that)\b.*|\bno\s+longer\b|\bnot\s+yet\b|\bwithout\b|\bno\s+(?:cost|doubt|matter|later|more|fewer|less|wonder|small|charge|problem)\b|\b(?:would|should|must|may|might|need)\s+(?:not|never)\b",
    re.IGNORECASE,
)
_SAYING_SO = frozenset({"assert", "assess", "accuse", "commit", "deny", "threaten"})
_INSISTING = re.compile(r"\b(?:insist|maintain|swear|swore)\w*", re.IGNORECASE)
# Who grants it disputes nothing.
_CONCEDING = re.compile(r"\b(?:admit|acknowledg|conced|concession|recogni[sz]|agree)\w*", re.IGNORECASE)
_CONFIRMING = re.compile(r"\bconfirm\w*", re.IGNORECASE)
_OPEN = re.compile(
    rf"^{_QUOTE}(?:that\s+)?(?:it\s+(?:is|was|would\s+be)\s+)?(?:still\s+|far\s+|much\s+)?(?:too\s+(?:early|soon)|premature|unclear|unknown|"
    r"uncertain|not\s+(?:yet\s+)?(?:clear|certain|known|established|possible)|impossible)\b(?:\s+to\s+(?:say|judge|tell|know|conclude|speculate|determine|"
    r"establish))?\s*(?:whether|if|what|who|how|that|why|about|on)?\b",
    re.IGNORECASE,
)
_RULING_OUT = re.compile(r"\brul(?:e[sd]?|ing)\s+(?:(?:that|this|it)\s+)?out\b", re.IGNORECASE)
# "Said they had": the verb alone, of which the other said it with a no.
_VERB_ALONE = re.compile(
    rf"^{_QUOTE}(?:that\s+)?(?:it|that|they|he|she|we|i|there)\s+(?:is|was|are|were|do|does|did|has|have|had|would|could|will|can)(?P<no>\s+not|n[’']t)?\W*$",
    re.IGNORECASE,
)


def gestures(report: Report) -> tuple[Gesture, ...]:
    """The statements of a report that oppose something, each by what is plainest; looked for once for each report."""
    return report.once(_all)


def _all(report: Report) -> tuple[Gesture, ...]:
    return tuple(found for one in assertions(report).all if (found := _gesture(one)) is not None)


def _gesture(by: Assertion) -> Gesture | None:
    if by.statement.condition or by.statement.source is None or is_document(by.report, by.statement):
        return None
    if by.keeps_silent:
        matter = ON_WHAT.split(f"{by.cue} {by.words}", maxsplit=1)[-1]
        return Gesture(by, "silent", "no comment", "does not comment on it", matter, _noun(matter))
    if by.refuses or _CONCEDING.search(by.cue):
        return None
    return next(_gestures(by), None)


def _gestures(by: Assertion) -> Iterator[Gesture]:
    """Every way in which a statement opposes, the plainest first."""
    yield from _accusing(by)
    yield from _denying(by)
    yield from _judging(by)
    if by.statement.act in _SAYING_SO or _INSISTING.search(by.cue):
        yield from _pointing(by)
        yield from _telling(by)


def _accusing(by: Assertion) -> Iterator[Gesture]:
    """What is said of those who say so, or of one's own number: invented, contrary to reports, corrected."""
    words = by.words
    if by.statement.act == "accuse" and (found := _INVENTING.search(f"{by.cue} {words}")):
        how: DisputeKind = "qualification" if _LESSENING.match(found["what"]) else "denial"
        yield Gesture(by, "invents", how, "accuses whoever says so of inventing or bending it", words)
    if found := _CONTRARY.search(words):
        rest = f"{words[: found.start()]} {words[found.end() :]}"
        yield Gesture(by, "contrary", "denial", "tells it contrary to what is reported", rest)
    if _REVISING.search(by.cue) and (_FROM_TO.search(words) or (_A_TOTAL.search(words) and numbers(words))):
        yield Gesture(by, "own number", "correction", "corrects the number", words)


def _judging(by: Assertion) -> Iterator[Gesture]:
    """What is said of something told: that it is false, doubtful, open, ruled out."""
    words = by.words
    if found := _IS_FLAT.match(words) or (CALLING.search(by.cue) and _CALLED_FLAT.match(words)):
        noun = found["noun"].casefold() if found["noun"] else None
        yield Gesture(by, "labels", "denial", f"calls it {_last(found)}", found["what"], noun)
    if _DOUBTING.search(by.cue) and not by.denies:
        yield Gesture(by, "doubts", "qualification", "doubts it", words, _noun(words))
    if found := _OPEN.match(words):
        yield Gesture(by, "leaves open", "qualification", "leaves it open", words[found.end() :])
    if _RULING_OUT.search(f"{by.cue} {words}"):
        back = points_back(words.removesuffix(" out"))
        yield Gesture(by, "points" if back else "denies", "denial", "rules it out", "" if back else words)


def _pointing(by: Assertion) -> Iterator[Gesture]:
    """A bare no to what was said before."""
    words = by.words
    if found := _NO_SUCH.match(words):
        yield Gesture(by, "points", "denial", f"says “{found[0].strip(' “”')}”", words[found.end() :])
    if _VERB_ALONE.match(words):
        yield Gesture(by, "points", "denial", f"answers with nothing but “{words.strip(' “”')}”", "")
    if _NOTHING_TO_DO.search(words):
        yield Gesture(by, "denies", "denial", "denies a hand in it", words)


def _telling(by: Assertion) -> Iterator[Gesture]:
    """How the matter is told: with a no, as harmless, as another's doing, or the other way round."""
    words = by.words
    if _says_no(by) and len(content_words(words)) > 1:
        yield Gesture(by, "says no", "denial", "says no to it", words)
    elif _CONFIRMING.search(by.cue):
        return
    elif _HARMLESS.search(words):
        yield Gesture(by, "otherwise", "correction", "tells of it as harmless", words)
    elif _MISHAP.search(words):
        yield Gesture(by, "otherwise", "correction", "gives another course of events", words)
    elif _WON.search(words) and _OWN.search(words):
        yield Gesture(by, "wins", "denial", "claims the victory for its own side", words)
    elif by.tells:
        yield Gesture(by, "opposite", "correction", "tells the opposite", words)


def _denying(by: Assertion) -> Iterator[Gesture]:
    """A denial: of a deed told with it, of what was said ("the accusations"), or of any hand in it."""
    untrue = _UNTRUE_THAT.match(by.words)
    if untrue:
        yield Gesture(by, "denies", "denial", "says that it is not so", by.words[untrue.end() :])
    elif by.denies and (hand := _HAND_IN_IT.match(by.words)):
        yield Gesture(by, "no hand", "denial", f"denies {hand[0].strip()}", by.words[hand.end() :])
    elif by.denies and points_back(by.words):
        yield Gesture(by, "points", "denial", f"denies {by.words}", "", _noun(by.words))
    elif by.denies:
        yield Gesture(by, "denies", "denial", "denies it", by.words)


def _noun(words: str) -> str | None:
    """What words call something that was said or shown: "the authenticity of the emails" are emails."""
    found = _CALLED_BACK.search(words)
    return found[0].casefold() if found else None


def _says_no(by: Assertion) -> bool:
    """Whether it says itself that something is not so, and does not only tell that another says so."""
    inner = (one for one in assertions(by.report).all if one.statement.within == by.statement.id)
    return any(map(negated, map(_without_purpose, by.parts))) and not any(negated(one.words) for one in inner)


def _without_purpose(part: str) -> str:
    """A part without what is to be kept from happening: "so that nobody could say …"."""
    return _PURPOSE.sub(" ", part)


def _last(found: re.Match[str]) -> str:
    """The label of a match, with the word before it: "a crude forgery"."""
    after = found.string[found.end("what") : found.end()]
    return after.strip(" “”\"‘’',") or found[0]
