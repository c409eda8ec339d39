"""The words by which a report tells what became of something pledged, and its sentences taken apart by them.

A clause counts as told only where it says what was done or not done, not what would, may or ought to be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from according.comparison.concepts import concept
from according.comparison.pledges import one_stem, verb_of
from according.comparison.reports import Report
from according.comparison.sentences import sentences
from according.comparison.wording import content_words
from according.findings import CommitmentStatus
from according.model import Span

_NOUN = (
    r"(?:invitations?|threats?|warnings?|ultimatum|offers?|promises?|pledges?|guarantees?|commitments?|vows?|"
    r"undertakings?|assurances?)"
)
# What is meant to be done and is not yet promised by these.
_PLAN = r"(?:ideas?|plans?|projects?|intentions?|schemes?|proposals?|notion|thoughts?|talk|measures?|steps?)"
_OWN = r"(?:his|her|its|their|the|a|an)"
_TAKING_BACK = (
    r"(?:withdr(?:ew|awn|aws?|awing)|(?:took|takes?|taken|taking) back|rescind(?:ed|s|ing)?|retract(?:ed|s|ing)?|"
    r"revok(?:ed|es|ing)|dropp(?:ed|ing)|lift(?:ed|s)|call(?:ed|s|ing) off|cancell?(?:ed|ing)|abandon(?:ed|s|ing)|"
    r"scrapp(?:ed|ing)|shelv(?:ed|ing)|suspend(?:ed|ing)|walk(?:ed|s|ing) back|ditch(?:ed|ing)|binned|waived|"
    r"disown(?:ed|ing)|repudiat(?:ed|ing)|renounc(?:ed|ing)|revers(?:ed|ing)|rul(?:ed|es|ing) out|buried|"
    r"(?:gave|gives?|given|giving) up(?: on)?|(?:put|puts|putting) (?:on ice|on hold|aside)|"
    r"(?:thought|think) better of|(?:drew|drawn|stepped|steps|stepping|retreat(?:ed|s|ing)) (?:back )?from|"
    r"back(?:ed|s|ing) (?:away|off|down|out)(?: from| of)?|backtrack(?:ed|s|ing) (?:\w+ \w+ )?on|"
    r"climb(?:ed|s|ing) down from|distanc(?:ed|es|ing) \w+ from|(?:did|made|makes) (?:a|an) (?:u-turn|"
    r"about-turn) (?:on|over))"
)
TAKEN_BACK = re.compile(
    rf"\b{_TAKING_BACK}\b[^.;]{{0,40}}\b(?P<after>{_NOUN}|{_PLAN})\b|"
    rf"\b(?:took|takes?|taken|taking|pulled)\b[^.;]{{0,40}}\b(?P<table>{_NOUN}|"
    rf"{_PLAN})\b[^.;]{{0,60}}\boff the table\b|"
    rf"\b(?P<before>{_NOUN})\b[^.;]{{0,60}}\b(?:(?:is|was|are|were|been) {_TAKING_BACK}|"
    r"no longer (?:stands?|stood|holds?|held|valid|open|on the table)|(?:is|was|are|were) off the table)\b",
    re.IGNORECASE,
)  # fmt: skip
# "Called off Monday's strike", "the closure was cancelled": the deed itself is dropped.
DROPPED = re.compile(
    r"\b(?:call(?:ed|s|ing) off|cancell?(?:ed|ing)|abandon(?:ed|s|ing)|scrapp(?:ed|ing)|shelv(?:ed|ing)|dropp(?:ed|"
    r"ing)|"
    r"ditch(?:ed|ing)|rul(?:ed|es|ing) out|(?:put|puts|putting) (?:on ice|on hold)|(?:decided|chose|"
    r"opted) (?:against|not to)|"
    r"refrain(?:ed|s|ing) from|(?:thought|think) better of|(?:gave|given) up(?: on)?|stopped short of|desisted from|"
    r"backed (?:away|out|off|down)(?: from| of)?)\b",
    re.IGNORECASE,
)
ONLY_PLANS = re.compile(_PLAN, re.IGNORECASE)
NO_LONGER = re.compile(r"\bno longer\b", re.IGNORECASE)
RUN_OUT = re.compile(
    rf"\b(?P<noun>{_NOUN}|deadline|term|hours|days|weeks)\b[^.;]{{0,90}}\b(?:ran out|run out|expired|lapsed|elapsed|"
    r"passed|ended|came and went|went by|slipped by|(?:is|was|were|are) up|go by|slip by|lapse|run out)\b",
    re.IGNORECASE,
)
# "Their threat has lapsed", "let the offer expire", "the pledge is a dead letter": nobody is bound by it any more.
LAPSED = re.compile(
    rf"\b(?:let|lets|allowed|allowing|letting)\b[^.;]{{0,30}}\b(?P<let>{_NOUN}|truce|"
    rf"ceasefire)\b[^.;]{{0,40}}\b(?:to )?"
    r"(?:lapse|expire|die|drop|run out|slide|peter out|go by)\b|"
    rf"\b(?P<noun>{_NOUN}|truce|ceasefire|cease-fire|armistice)\b[^.;]{{0,60}}\b(?:(?:has|have|"
    rf"had) (?:\w+ )?(?:lapsed|expired|run out|fallen "
    r"through|died|become (?:void|moot|pointless|meaningless)|gone with)|lapsed|expired|ran out|fell through|"
    r"fizzled out|"
    r"petered out|died with|(?:is|was|are|were) (?:now |thus |therefore )?(?:moot|void|null and void|dead|pointless|"
    r"a dead letter|"
    r"overtaken|obsolete|meaningless|without object|history))\b",
    re.IGNORECASE,
)
RAN_OUT = re.compile(r"\b(?:ran out|expired|lapsed)\b", re.IGNORECASE)
# "By one of the two" is not both of them.
BOTH = re.compile(r"\bboth\b", re.IGNORECASE)
ONLY_ONE = re.compile(r"\b(?:one|only|either|neither)\b", re.IGNORECASE)
CAME_AND_WENT = re.compile(r"\bcame and went\b|\bpassed without\b|\bended without\b", re.IGNORECASE)
THREATS = re.compile(r"threat|warning|ultimatum", re.IGNORECASE)
# What became of a pledge, told outright.
OUTRIGHT: tuple[tuple[CommitmentStatus, re.Pattern[str]], ...] = (
    (
        "met",
        re.compile(
            r"\b(?:(?:ma(?:de|kes)|making) good on|follow(?:ed|s|ing) (?:through|up) on|"
            rf"(?:kept|keeps|keeping) (?:to )?{_OWN} (?:word|promise|pledge)|liv(?:ed|es|ing) up to|"
            r"hono(?:u)?r(?:ed|s)|"
            r"deliver(?:ed|s) on|fulfil(?:led|s|ls)?|true to (?:his|her|its|their) (?:word|promise|pledge)|"
            rf"carr(?:ied|ies|ying) (?:out|through) {_OWN} (?:threat|promise|pledge|warning|ultimatum|announcement)|"
            r"stuck to (?:his|her|its|their)|redeem(?:ed|s|ing) (?:his|her|its|their)|act(?:ed|s|ing) on (?:his|her|"
            r"its|their) "
            r"(?:threat|promise|pledge|warning|offer)|(?:put|puts|putting) (?:his|her|its|their) (?:\w+ )?(?:threat|"
            r"promise|pledge|"
            r"words?) into (?:action|effect|practice)|(?:was|were|been|proved) as good as (?:his|her|its|their) word|"
            r"(?:turn(?:ed|s|ing)|translat(?:ed|es|ing)) (?:his|her|its|their) (?:threat|promise|pledge|words?) into|"
            r"(?:threat|promise|pledge) (?:was|has been|is) (?:kept|fulfilled|carried out|honou?red|redeemed|"
            r"made good)|"
            r"kept (?:his|her|its|their) (?:side|end|part) of the (?:bargain|deal)|"
            r"(?:inside|within|ahead of) (?:his|her|its|their) (?:own )?deadline|"
            r"(?:did|done) (?:just |exactly )?(?:what|as) (?:he|she|it|they) (?:had )?"
            r"(?:said|promised|threatened|announced))\b",
            re.IGNORECASE,
        ),
    ),
    (
        "broken",
        re.compile(
            rf"\b(?:reneg(?:ed|es|ing) on|(?:went|gone|goes|going) back on|(?:broke|broken|breaks|breaking|"
            rf"breach(?:ed|es|ing)|"
            rf"violat(?:ed|es|ing)|flout(?:ed|s|ing)) {_OWN} (?:\w+ ){{0,2}}(?:word|promise|pledge|vow|oath|truce|"
            rf"ceasefire|"
            r"cease-fire|armistice|deal|agreement|accord|undertaking|commitment|assurance|guarantee)s?|"
            r"(?:miss(?:ed|es|ing)) (?:his|her|its|their|the) (?:own )?(?:deadline|date|target)|in breach of (?:his|"
            r"her|its|their|the)|"
            r"(?:word|promise|pledge|truce|ceasefire) (?:was|has been|is|were|had been) (?:broken|breached|violated|"
            r"not kept)|"
            r"(?:empty|hollow|broken) (?:promises?|words?|pledges?)|"
            r"(?:did|has|have|had) not (?:keep|kept|hono(?:u)?r(?:ed)?|fulfil(?:led)?|live up to)|"
            r"failed to (?:keep|hono(?:u)?r|fulfil|deliver|live up to))\b",
            re.IGNORECASE,
        ),
    ),
    (
        "withdrawn",
        re.compile(
            r"\b(?:(?:will|would) no longer|no longer (?:plans|intends|wants|plan|intend|want) to|called off|"
            r"(?:has|have) dropped (?:his|her|its|their|the) plans?)\b",
            re.IGNORECASE,
        ),
    ),
)
# What somebody will not do, or what there will not be.
WILL_NOT = re.compile(
    r"\b(?:will|would|shall) (?:not|never|no longer)\b|\bwon['’]t\b|\bwouldn['’]t\b|"
    r"\bthere (?:will|would|shall) be no\b|\bno longer (?:plans|intends|plan|intend|planned|intended|wants?|wanted|"
    r"willing|ready|"
    r"prepared|bound|obliged|going|minded) to\b|\b(?:is|are|was|were|am) (?:not|no longer|un)\W?(?:willing|ready|"
    r"prepared|going) to\b|"
    r"\b(?:refus(?:es|ed)|declin(?:es|ed)) to\b",
    re.IGNORECASE,
)
# What something hung on is no more, and nobody is bound.
NO_MORE_REASON = re.compile(
    r"\bno longer (?:any |a )?(?:reason|need|occasion|cause|ground|grounds) (?:for|to)\b|"
    r"\bno (?:more |further )?(?:reason|need|occasion|cause|grounds) (?:for|to)\b"
    r"(?=[^.;]*\b(?:any longer|any more|now)\b)|"
    r"\b(?:reason|need|occasion|cause|grounds) (?:for|to)\b[^.;]{0,60}\b(?:has|have|is|are) "
    r"(?:gone|passed|vanished|disappeared|fallen away)\b",
    re.IGNORECASE,
)
# A deadline that somebody lets pass, or a deed that he fails to do by it.
LET_PASS = re.compile(
    r"\b(?:let|allowed) (?:the|a|its|his|her|this)\b[^.;]{0,60}\b(?:to )?(?:pass|expire|lapse)\b|\bfailed to\b", re.I
)
AFTER_DEADLINE = re.compile(r"\bafter (?:the|its|his|her|their|a) deadline\b[^.;]*\b(?:still|remains?|yet to)\b", re.I)
ONLY_FEARED = re.compile(
    r"\b(?:if|unless|whether|could|may|might|should|must|fear\w*|hop(?:e|es|ed)|expect\w*|doubt\w*|warn\w*|accus\w*|"
    r"den(?:y|ies|ied)|reject\w*|urg\w+|demand\w*|not|never|nor|yet to)\b|n['’]t\b|[?]",
    re.IGNORECASE,
)
# "The ships that it had promised" are the ships.
AS_PLEDGED = re.compile(
    r"\s(?:that|which|as)\s[^,.;]{0,50}?\b(?:had\s+)?(?:promised|pledged|threatened|announced|vowed|offered|set)\b"
    r"(?: for \w+(?: \d+)?)?",
    re.IGNORECASE,
)
HAS_COME = re.compile(
    r"\b(?:arriv(?:ed|es)|reached|landed|(?:was|were|been) (?:delivered|opened|signed|completed|finished)|"
    r"(?:is|are) (?:here|back|in place|open)|took effect|began|begun)\b",
    re.IGNORECASE,
)
# "Is still nowhere to be found", "has not appeared".
NOT_THERE = re.compile(
    r"\b(?:has|have|had|did|was|were) (?:still )?(?:not|never) (?:yet )?"
    r"(?:appear|com|been|arriv|materiali|begun|start|happen)\w*|"
    r"\bnowhere to be (?:seen|found)\b|\b(?:is|are|was|were) (?:still )?(?:missing|overdue|outstanding)\b|"
    r"\byet to (?:appear|arrive|come)\b|\bthere (?:is|was|were|are|has been|had been) (?:still )?(?:no|nothing)\b|"
    r"\bno (?:trace|sign|sight|word) of\b|\b(?:is|was|were|are) (?:still )?not (?:in|at|on|among|there|to be)\b",
    re.IGNORECASE,
)
# What an ultimatum asks for, told with its day.
DEMANDS = re.compile(r"\b(?:demanded|had asked|gave|had given|had set|set)\b", re.IGNORECASE)
# A report tells again what was pledged: "was going to", "had promised", "'s offer".
RETELLS = re.compile(
    r"\b(?:was|were) (?:going )?to\b|"
    r"\bhad (?:\w+ly )?(?:promised|pledged|threatened|announced|vowed|offered|set|said|told)\b|"
    rf"['’]s? (?:\w+ )?{_NOUN}\b|\b{_NOUN} (?:to|of|that)\b",
    re.IGNORECASE,
)
# What is not told as done: what would, may or is to be, what is asked for, doubted or denied.
NOT_DONE = re.compile(
    r"\b(?:if|unless|until|suppos(?:e|ed|ing)|imagine|will|shall|would|could|may|might|should|must|whether|ready|"
    r"likely|unlikely|to be|threat\w*|promis\w+|pledg\w+|"
    r"offer\w*|warn\w*|urg\w+|demand\w*|call\w* (?:on|for)|asks?|den(?:y|ies|ied)|reject\w*|plans?|planned|never|"
    r"want\w*|expect\w*|hop(?:e|es|ed)|before any|(?:about|set|due|preparing|planning|going) to)\b|[?]",
    re.IGNORECASE,
)
NEGATION = re.compile(r"\b(?:not|no|never|nothing|nobody|none|neither|without|fail(?:ed|s)?)\b|n['’]t\b", re.IGNORECASE)
FAILED = re.compile(
    r"\b(?:did|has|have|had) not (?:do|done) (?:so|it)\b|\bfailed to\b|\bnever did\b|"
    r"\b(?:broke|broken|breaking) (?:his|her|its|their|that) "
    r"(?:word|promise|pledge)\b",
    re.IGNORECASE,
)  # fmt: skip
# "Not one bag was opened", "nothing came", "it did not".
NOTHING_DONE = re.compile(
    r"^\W*(?:not (?:one|a single)\b|nothing (?:came|happened|was|has|had|of)\b|"
    r"(?:he|she|it|they|that) (?:(?:did|has|have|had) not|(?:did|has|have|had)n['’]t|never)\b)",
    re.IGNORECASE,
)
# "No gas came".
NONE_OF_IT = re.compile(r"^\W*(?:no|none of the)\b", re.IGNORECASE)
NONE_CAME = re.compile(r"^\W*(?:none|nothing)\b", re.IGNORECASE)
# Whoever keeps an office, and whoever leaves it.
IN_OFFICE = re.compile(
    r"\b(?:stay|remain|continue|serve)\b[^.;]{0,30}\b(?:job|post|office|power|minister|president)\b", re.I
)
LEFT_OFFICE = re.compile(
    r"\b(?:resigned|stepped down|quit|stood down|left office|handed in (?:his|her) resignation)\b", re.I
)
_OVER = re.compile(r"\bover\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:—–]\s|\s(?:and|but)\s(?=[a-z])|\s(?:after|when|while)\s")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a sentence that tells of something done, or not done; `plain` has no verb for a noun made of it."""

    content: frozenset[str]
    plain: frozenset[str]
    negated: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of a report: where it stands, what it says, which clauses tell of something done.

    `parts` is its clauses, `asides` what those say that tell of nothing done, `line` its paragraph's number, `ends`
    whether words of an end are in it.
    """

    span: Span
    words: str
    content: frozenset[str]
    parts: tuple[str, ...]
    done: tuple[Clause, ...]
    asides: tuple[frozenset[str], ...]
    line: int
    ends: bool


_ENDS = (
    LEFT_OFFICE,
    LAPSED,
    DROPPED,
    TAKEN_BACK,
    RUN_OUT,
    CAME_AND_WENT,
    WILL_NOT,
    NOTHING_DONE,
    NONE_OF_IT,
    *(words for _, words in OUTRIGHT),
)


def told_by(report: Report) -> list[Told]:
    """The sentences of a report, looked at once."""
    return report.once(_told)


def _told(report: Report) -> list[Told]:
    return list(_taken_apart(report))


def _taken_apart(report: Report) -> Iterator[Told]:
    line, reached = 0, 0
    for span in sentences(report.text):
        line += "\n" in report.text[reached : span.start]
        reached = span.end
        words = span.of(report.text)
        clauses = [part for part in _CLAUSE.split(AS_PLEDGED.sub(" ", words)) if part.strip()]
        yield Told(
            span,
            words,
            meaning(words),
            tuple(clauses),
            tuple(
                Clause(meaning(part), _named_plainly(part), bool(NEGATION.search(part)))
                for part in clauses
                if not NOT_DONE.search(part)
            ),
            tuple(meaning(part) for part in _CLAUSE.split(words) if NOT_DONE.search(part)),
            line,
            any(pattern.search(words) for pattern in _ENDS),
        )


def meaning(words: str) -> frozenset[str]:
    """What carries the meaning, one word for "over" and "ended", "Halvian" and "Halvia", "call-up" and "call"."""
    return frozenset(_thing(word) for word in _plain(words))


def _thing(word: str) -> str:
    return concept(word) if concept(word) != word else concept(verb_of(word))


def _named_plainly(words: str) -> frozenset[str]:
    """The words, and the things that verbs among them stand for."""
    plain = _plain(words)
    return plain | {concept(word) for word in plain if verb_of(word) == word}


def _plain(words: str) -> frozenset[str]:
    found = {one_stem(word) for word in content_words(words) | content_words(words.replace("-", " "))}
    return frozenset(found | {"end"} if _OVER.search(words) else found)
