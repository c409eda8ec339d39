"""What in a report pledges something: statements that bind their speaker, to what, and on which condition.

A commitment or a threat looks ahead and is of the speaker's own side. Where the reader found no such act, the form of
the words may still show it: "we will …", an ultimatum ("if it is not … by Friday, … will …"), a promise to whoever is
spoken to ("you will have it by …"). A plain prediction, a wish, a question, a deed of the past pledges nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from according.comparison.deadlines import named_days
from according.comparison.wording import content_words, number_of, stem, tokens
from according.model import Actor, Event, Span, Statement

if TYPE_CHECKING:
    from according.comparison.reports import Report

# Those whose plain word on what will be done binds somebody else than themselves.
_AGAINST = frozenset({"SANCTION", "COERCE", "ASSAULT"})
_POWERS = frozenset({"GOV", "MIL", "COP", "SPY", "LEG", "JUD", "OPP", "PTY", "REB", "UAF", "ELI"})

_AHEAD = re.compile(
    r"\b(?:will|shall|would|won['’]t|going to|(?:is|are|was|were|stands?|stood|be|am|remains?) (?:also |now )?"
    r"(?:ready|prepared|willing|determined|committed|bound|obliged|to (?!be\b|whom\b)\w+)|stand ready|readiness|"
    r"\w+['’]ll)\b",
    re.IGNORECASE,
)
_INFINITIVE = re.compile(r"(?:^|…)\W*(?:(?:not|never) )?to (?!whom\b|which\b|the\b|a\b)[a-z]+", re.IGNORECASE)
_READY = re.compile(r"\b(?:is|are|stands?|was|were) (?:now )?(?:prepared|ready|willing) to \w+", re.IGNORECASE)
_UNDER_WAY = re.compile(r"\b(?:is|are|am) (?:now )?\w{2,}ing\b")
_QUESTION = re.compile(
    r"^\W*(?:to \w+ )?(?:itself |himself |herself |themselves )?(?:what|who|whom|which|why|how|when|where|whether)\b",
    re.IGNORECASE,
)
# "How its words would play": what somebody asks himself.
_ASKED = re.compile(r"\b(?:how|why|what|whether)\b[^,.;:]*$", re.IGNORECASE)
_RELATIVE = re.compile(r"^(?:which|who|that) … ")
# A deed named, not told: "a general strike from Monday".
_NAMED_DEED = re.compile(r"^\W*(?:a|an|the|its|his|her|their|new|further|more)\b[^.]*\b\w{4,}", re.IGNORECASE)

# Cues that name a pledge outright: whoever is said to have made it, made it.
_PLEDGING = re.compile(
    r"\b(?:promis|pledg|vow|swor|swear|threat|offer|undert|guarante|commit|assur|announc|"
    r"ready|readiness|prepared|agreed)",
    re.IGNORECASE,
)
# What somebody wants, decides or is said to like is his wish or his choice; what he takes back he pledges no more.
_WISHING = re.compile(
    r"\b(?:want|wish|hop|decid|choos|chose|lik|prefer|learn|hear|welcom|reject|reaffirm|doubt|expect|fear|"
    r"withdr|rescind|revok|retract|lift|took back|take back|taken back|call(?:ed|s)? off|drop|cancel)\w*",
    re.IGNORECASE,
)
_REFUSING = re.compile(r"\b(?:den(?:y|ie)|refus|reject|declin|rul(?:e|es|ed|ing) out|dismiss)", re.IGNORECASE)
_LEADING = (
    re.compile(r"^\W*(should|were|had)\s+([^,;]+),\s", re.IGNORECASE),
    re.compile(r"\b(as soon as|once) ([^,;]+?)\W*$", re.IGNORECASE),
    re.compile(r"^\W*((?:on|from) the (?:day|moment|hour)|the (?:day|moment)|as soon as|once|if|"
    r"unless|until)\s+([^,;]+),\s", re.IGNORECASE),
    re.compile(r",\s(should|provided)\s(?:that )?([^,;]+?)\W*$", re.IGNORECASE),
    re.compile(r"\b(any)\s+([^,;“]+?)\s[“\"']?(?:would|will|shall)\b", re.IGNORECASE),
)  # fmt: skip
_DEADLINE = re.compile(
    r"\b(?:by|before|until|within|on|from|no later than) (?:the |tomorrow|tonight|noon|"
    r"midnight|end|easter|christmas|next|\d|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may \d|june|"
    r"july|august|september|october|"
    r"november|december|(?:two|three|four|five|six|seven|eight|nine|ten|twelve|24|48) )",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"\b(?:not|no|never|without|fails?|failed|refuses?)\b|n['’]t\b", re.IGNORECASE)
_OWN = re.compile(
    r"\b(?:[Ww]e|I)\b(?: \w+){0,2} (?:will|shall|would|are (?:ready|prepared|taking|going))|\b(?:[Ww]e|I)['’]ll\b"
)
_OWN_WILL = re.compile(r"\b(?:We|we|I)(?: (?:will|shall)|['’]ll) (?!not\b|never\b)(?:\w+ly )?(\w+)")
_TO_YOU = re.compile(r"^\W*you (?:will|shall) (?:have|get|receive|see|be)\b", re.IGNORECASE)
_GRANTS = re.compile(
    r"\b(?:will|would|shall) (?:\w+ly )?(?:be (?:paid|compensated|able to|allowed|"
    r"permitted|given|granted|released|freed|at home|home)"
    r"|have (?:its|their|his|her) (?:money|share|pay)|receive|get)\b",
    re.IGNORECASE,
)
_ANSWERED = re.compile(
    r"\b(?:will|would|shall|and) (?:\w+ )?be (?:\w+ly )?(?:answered|met with|met by|"
    r"punished|avenged)\b|\bhave consequences\b",
    re.IGNORECASE,
)
_NEVER_WAS = re.compile(r"\b(?:would|should) (?:rather |\w+ )?(?:have \w+ed\b|rather\b)", re.IGNORECASE)
# What anybody may promise in return: he says himself on what his deed hangs.
_BY_BARGAIN = re.compile(r"(?:on condition|provid|as soon|only if|in return|in exchange|unless)", re.IGNORECASE)
# "They will take them out again": of others, whom the speaker does not bind.
_OF_OTHERS = re.compile(r"\b(?:they|he|she|it|you)(?: (?:will|shall)|['’]ll)\b", re.IGNORECASE)
# "Pay by Sunday or the tap is closed": what is asked for, and what else is done.
_OR_ELSE = re.compile(
    r"^\W*(?!(?:i|we|you|he|she|it|they|the|a|an|this|that|there|either|whether)\b)(?P<asked>[a-z]+ [^.;?!]*?),? or "
    r"(?:else )?(?P<rest>[^.;?!]*\b(?:will|shall|is|are|['’]ll|face|lose)\b)",
    re.IGNORECASE,
)
# "Gave the mill until noon to stop pumping, or he would close it", "has 48 hours to leave or face a blockade".
_GIVEN = re.compile(
    r"\b(?P<asked>(?:until|till|a deadline|an ultimatum|[\w-]+ (?:hours|days|"
    r"weeks))\b[^.;?!]*?\bto [a-z]+ [^.;?!]*?),? "
    r"or (?:else )?(?P<rest>[^.;?!]+)",
    re.IGNORECASE,
)
# "Another shell on the port and the border will be shut".
_ONE_MORE = re.compile(
    r"^\W*(?P<asked>(?:another|one (?:more|single)|a single|any (?:more|further|other))\s[^,;.]+?),? (?:and|then)\s"
    r"(?=[^.;]*\b(?:will|shall|would|['’]ll)\b)",
    re.IGNORECASE,
)
_AGREED_TO = re.compile(
    r"\b(?:agree|consent|sign|reach|conclud|str[iu]ck|seal|declar|proclaim|undert|guarante|commit|bound|oblig)\w*", re.I
)
# "Could agree", "reluctant to commit", "would show a commitment".
_NOT_AGREED = re.compile(
    r"\b(?:could|might|may|would|should|must|reluctan\w+|unwilling|unable|hesita\w+|refus\w+|fail\w*|yet|not|never|to)\b"
    r"(?=.*\w)|n['’]t\b",
    re.IGNORECASE,
)
# What a thing will do by itself: "it will get 90 miles to the gallon".
_HAVING = frozenset(
    "be become cost get have hold last look need offer remain run seat stay take use weigh work".split()
)
_BINDING = re.compile(r"\b(?:undert\w+|guarante\w+|committed|bound)\b", re.IGNORECASE)
_TRUCE = re.compile(
    r"^\W*(?:[\w-]+ ){0,5}(?:truce|ceasefire|cease-fire|armistice|moratorium|pause|lull)\b", re.IGNORECASE
)
# What these words name is promised, whatever it is.
_SWORN = re.compile(r"\b(?:promis|pledg|vow|guarante|undert)\w*", re.IGNORECASE)
_OF_ITSELF = re.compile(
    r"^\W*(?:that )?(?:it|we|they) (?:now )?(?:will|would|shall|['’]ll|(?:is|are|was|were) going to|plans? to) "
    r"(?:not )?(?:\w+ly )?(?P<verb>[a-z]+)",
    re.IGNORECASE,
)
_CALLS_OUT = re.compile(
    r"^\W*(?:an?|the) (?:[\w-]+ ){0,3}(?:strike|walkout|stoppage|boycott|blockade)\b", re.IGNORECASE
)
_ENOUGH_NAMED = 3
# What somebody with power lets others do, once something has come.
_LETS = re.compile(r"\b(?:can|could|may) (?:\w+ly )?(?!not\b|be\b)\w+", re.IGNORECASE)
_ONCE = frozenset({"once", "as soon as"})
# "5,000 crowns to each family", "90 million in aid": what is pledged is named by its figure.
_GIFT = re.compile(r"^\W*(?:up to |another |some )?\W?\d[\d.,]*\b.*\b(?:to|for|in|from|within|by)\b", re.IGNORECASE)
_BY_OTHERS = re.compile(
    r"\b(?:will|would|shall) be (?:\w+ly )?\w+(?:ed|en) by (?:the|a|an|its|his|her|their) ", re.IGNORECASE
)
_NONE_OF_IT = re.compile(r"\bthere (?:will|would|shall) be no\b", re.IGNORECASE)
# Participles that do not end in "-ed" or "-en".
_PARTICIPLE = (
    r"(?:\w{2,}ed|\w+en|begun|bought|brought|built|caught|cut|done|drawn|dug|flown|found|gone|heard|held|hung|kept|"
    r"known|laid|led|left|lent|let|lit|made|met|paid|put|read|rebuilt|rung|run|sent|set|shot|shown|shut|sold|spent|"
    r"split|sworn|taught|told|torn|thrown|understood|withdrawn|won)"
)
_WILL_BE_DONE = re.compile(rf"\b(?:will|would|shall) be (?:\w+ly )?({_PARTICIPLE})\b")
# "No envoy would be recalled", "not one gate will be opened": what is not to be done, by whom is not said.
_WILL_NOT_BE_DONE = re.compile(
    rf"^\W*(?:no|none|not (?:a|one|any))\b[^.;:?!]*? (?:will|would|shall) (?:be (?:\w+ly )?{_PARTICIPLE}|"
    r"flow|pass|cross|leave|reach|enter|get|go|land|sail|dock|set foot)\b",
    re.IGNORECASE,
)
_ARE_TO_BE = re.compile(r"\b(?:is|are|was|were) to be \w+(?:ed|en)\b", re.IGNORECASE)
_WILL_DO = re.compile(r"\b(?:will|would|shall) (?:not )?(?:\w+ly )?([a-z]+)\b")
# What happens to things by itself, and what people feel or know: a future of these is a prediction.
_HAPPENING = frozenset(
    """be become remain stay seem appear look happen occur fall rise grow drop shrink recover collapse improve worsen
    deepen spread continue last end begin start cost suffer lose win know see feel think understand decide mean lead
    cause result take need want like find prove show depend exceed reach come arrive die""".split()
)
# What one will think or see is no deed of one's own.
_MINDED = frozenset("believe know see feel think understand want need hope expect remember regret wait miss".split())
# A pledge named in its own words, and said still to bind.
_STANDS = re.compile(
    r"\b(?:(?:his|her|its|their|our|my|the|that)\s+)(threat|warning|offer|promise|pledge|"
    r"ultimatum|commitment|guarantee)\b"
    r"[^.]*?\b(?:stands?|stood|still (?:holds?|held|valid)|remain(?:s|ed) (?:in force|open|"
    r"valid|on the table)|is (?:still )?on the table)\b",
    re.IGNORECASE,
)

# A subject is named in the first words.
_SUBJECT = 4
# So few words tell no deed by themselves.
_A_SENTENCE = 5
# What is to be done stands after these.
_DEED = re.compile(
    r"\b(?:will|would|shall|to|['’]ll)\s+(?:(?:be|not|have|at|in|on|\w+ly)\s+)*([a-z]+)|\b(?:is|are)\s+(over)\b",
    re.IGNORECASE,
)
# One stem for each form that its ending does not tell, and for a deed and its end.
_ONE_STEM = {
    stem(form): stem(verb)
    for forms in """end over finish finished;send sent;meet met;leave left;pay paid;withdraw withdrew withdrawn;
    give gave given;take took taken;bring brought;hold held;build built;begin began begun;break broke broken;
    sell sold;buy bought;keep kept;make made;lend lent;draw drew drawn;stand stood;sit sat;fly flew flown;
    go gone went;open reopen reopened;find found;drive drove driven;withhold withheld;dig dug;spend spent;run ran;
    hang hung;lay laid;strike struck;tear tore torn;throw threw thrown;freeze froze frozen;sink sank sunk;shoot shot;
    fight fought;come came;lead led;blow blew blown;speak spoke spoken;rise rose risen;fall fell fallen;free freeing;
    cling clung;hide hid hidden;ride rode ridden;get got;tell told;lose lost;win won;seek sought;steal stole stolen;
    shake shook shaken;swear swore sworn;quit quitted;wear wore;choose chose chosen;catch caught""".split(";")
    for verb, *others in [forms.split()]
    for form in others
}
# "Closure", "withdrawal", "deployment", "inspection": the endings by which a noun is made of a verb.
_OF_VERB = re.compile(r"(?<=\w{4})(?:ure?|al|ment|ation)$|(?<=\w{4}[ct])ion$")
# An object stands in so many words behind its verb.
_OBJECT = 5
# What is counted stands in so many words behind its number.
_COUNTED = 3
_AMOUNT = re.compile(r"(\d[\d.,]*\d|\d)\s+([a-z]+ [a-z]+)\b", re.IGNORECASE)
_EMPTY_DEEDS = frozenset({"the", "a", "be", "do", "have", "go", "get", "mrs", "mr"})

Act = Literal["commit", "threaten"]


@dataclass(frozen=True, slots=True)
class Pledge:
    """A statement that binds its speaker.

    Attributes:
        statement: its id.
        act: a threat where it is against somebody, else a commitment.
        action: its words without those of the condition, for comparison.
        marker, condition: what it hangs on, and where these words stand.
        recalls: it says that a pledge made before still stands, and tells that one's deed only by its name.
        told: the reader found the act in the text; otherwise the form of the words shows it.
        bound: the actor of the report whom it binds: the speaker, or whose readiness another one tells.
    """

    statement: str
    act: Act
    action: str
    marker: str | None
    condition: Span | None
    recalls: str | None
    told: bool
    bound: str | None


def pledged(report: Report) -> list[Pledge]:
    """The pledges of a report in the order of the text; of one inside another of the same speaker only that."""
    found = [pledge for one in report.reading.statements if (pledge := _pledge(report, one))]
    inner = {(report.statements[one.statement].within, one.bound) for one in found}
    return [one for one in found if (one.statement, one.bound) not in inner]


def _pledge(report: Report, statement: Statement) -> Pledge | None:
    act, bound = _act(report, statement), report.speaker(statement)
    if act is None and not report.judged.on(statement.id, "act") and (ready := _told_ready(report, statement)):
        act, bound = "commit", ready
    if act is None:
        return None
    marker, condition = _condition(report, statement)
    told = statement.act in ("commit", "threaten")
    stands = _STANDS.search(report.words(statement))
    return Pledge(
        statement=statement.id,
        act=act,
        action=action(report, statement),
        marker=marker,
        condition=condition,
        recalls=stands[1].lower() if stands else None,
        told=told,
        bound=bound.id if bound else None,
    )


def _told_ready(report: Report, statement: Statement) -> Actor | None:
    """Of whom another one tells that he is prepared to do something."""
    words = report.words(statement)
    match = _READY.search(words)
    if match is None or statement.act not in ("assert", "assess") or len(statement.content.spans) > 1:
        return None
    if _NEGATED.search(words[: match.end()]) or _QUESTION.match(words):
        return None
    start = statement.content.spans[0].start
    before = Span(start, start + match.start())
    return next(
        (one for one in report.reading.actors if _has_power(one) and any(map(before.holds, one.mentions))),
        None,
    )


def _act(report: Report, statement: Statement) -> Act | None:
    if report.judged.on(statement.id, "act"):
        # What a person says of an act needs no further sign.
        return statement.act if statement.act in ("commit", "threaten") else None
    words = _RELATIVE.sub("", report.words(statement))
    if _of_first_time(report, statement):
        return None
    if _QUESTION.match(words) or _is_bare(words) or _is_withdrawn(report, statement):
        return None
    stands = _STANDS.search(words)
    if stands:
        return "threaten" if stands[1].lower() in ("threat", "warning", "ultimatum") else "commit"
    if statement.act == "threaten" and (_is_deed(statement, words) or _hangs(report, statement)):
        return "threaten"
    speaker = report.speaker(statement)
    if statement.act == "commit":
        agreed = speaker is not None and _is_agreed(report, statement, words)
        found: Act | None = "commit" if agreed or _binds(report, statement, speaker, words) else None
    else:
        found = _shown(report, statement, speaker, words)
    return "threaten" if found == "commit" and _is_hostile(report, statement) else found


def _is_hostile(report: Report, statement: Statement) -> bool:
    """Whether a deed that hangs on what others do, or do not do, is against them."""
    marker, _ = _condition(report, statement)
    if marker == "unless":
        return _DEADLINE.search(report.words(statement)) is not None
    if marker not in ("if", "should"):
        return False
    there = report.place_of(statement)
    return any(event.type in _AGAINST and there.holds(event.trigger) for event in _conditional(report))


def _conditional(report: Report) -> Iterator[Event]:
    return (event for event in report.reading.events if event.status == "conditional")


def _hangs(report: Report, statement: Statement) -> bool:
    """Whether a threat of those who can carry it out names no more than what it hangs on and what is done."""
    speaker = report.speaker(statement)
    hangs = statement.condition is not None and statement.condition.kind in ("if", "unless", "should")
    return hangs and speaker is not None and _has_power(speaker)


def _is_bare(words: str) -> bool:
    """Whether a pledge is named without a deed: "the offer", "a cool welcome"."""
    return len(content_words(words)) < 2 and len(tokens(words)) < _A_SENTENCE


def _of_first_time(report: Report, statement: Statement) -> bool:
    """Whether it is only told that a pledge was the first of its kind, in words of the one who says so."""
    cues = [one for one in report.precedents.values() if one.kind == "first"]
    return any(one.span.holds(cue) and one.marker.start < cue.start for one in cues for cue in statement.cue.spans)


def _is_withdrawn(report: Report, statement: Statement) -> bool:
    outer = next((one for one in report.reading.statements if one.id == statement.within), None)
    return any(_WISHING.search(cue_of(report, one)) for one in (statement, outer) if one is not None)


def _is_deed(statement: Statement, words: str) -> bool:
    return bool(_looks_ahead(words) or (statement.due and _NAMED_DEED.match(words)))


def _binds(report: Report, statement: Statement, speaker: Actor | None, words: str) -> bool:
    """Whether what the reader took for a commitment looks ahead, and somebody is there whom it binds."""
    gives = _PLEDGING.search(cue_of(report, statement)) and _GIFT.match(words)
    outright = _PLEDGING.search(cue_of(report, statement)) is not None
    sworn = _SWORN.search(cue_of(report, statement)) and len(content_words(words)) >= _ENOUGH_NAMED
    # What a firm promises of its wares binds nobody.
    sworn = sworn and speaker is not None and _has_power(speaker)
    if speaker is None or not (_looks_ahead(words) or gives or sworn or (outright and statement.due)):
        return False
    if speaker.kind == "unnamed" and (statement.within or not _has_power(speaker)):
        return False
    if outright:
        return True
    marker, _ = _condition(report, statement)
    may = _has_power(speaker) or (marker is not None and _BY_BARGAIN.match(marker) is not None)
    return may and not _is_of_others(statement, words)


def _is_of_others(statement: Statement, words: str) -> bool:
    """Whether the future is of others only and on no condition, or something is to be done by others."""
    if _BY_OTHERS.search(words):
        return True
    if statement.form == "indirect" or statement.condition or _OWN.search(words):
        return False
    return _OF_OTHERS.search(words) is not None and len(_WILL_DO.findall(words)) <= 1


def _shown(report: Report, statement: Statement, speaker: Actor | None, words: str) -> Act | None:
    """The act that the form of the words shows, where the reader took them for something else."""
    if speaker is None or not _may_be(report, statement, words):
        return None
    if _is_agreed(report, statement, words):
        return "commit"
    return _is_threat(report, statement, speaker, words) or _of_power(report, statement, speaker)


def _is_threat(report: Report, statement: Statement, speaker: Actor, words: str) -> Act | None:
    """A demand with what else will be done, or a call to strike."""
    marker, _ = _condition(report, statement)
    or_else = marker in ("or", "and") and speaker.kind != "unnamed"
    calls = _CALLS_OUT.match(words) and re.search(r"\bcall", cue_of(report, statement))
    return "threaten" if or_else or calls else None


def _of_power(report: Report, statement: Statement, speaker: Actor) -> Act | None:
    """What those say will be done who can have it done, and what others say that they will do themselves."""
    marker, condition = _condition(report, statement)
    rest = action(report, statement)
    hangs = condition.of(report.text) if condition else ""
    if speaker.kind != "unnamed" and _is_ultimatum(marker, hangs, rest):
        return "threaten"
    if _NEVER_WAS.search(rest):
        return None
    if not _has_power(speaker):
        return "commit" if _binds_itself(speaker, rest) else None
    if condition is not None and marker is not None:
        if marker == "any" and _ANSWERED.search(rest):
            return "threaten"
        if (
            "day" in marker
            or "soon" in marker
            or (marker in _ONCE and (_LETS.search(rest) or _WILL_BE_DONE.search(rest)))
        ):
            return "commit"
    return "commit" if _of_own_side(report, speaker, statement, rest) else None


def _is_agreed(report: Report, statement: Statement, words: str) -> bool:
    """Whether a deal is told by which its parties are bound: "agreed to a truce", "undertook to clean the river"."""
    cue = cue_of(report, statement)
    if statement.form == "direct" or not _AGREED_TO.search(cue) or _NOT_AGREED.search(cue):
        return False
    return bool(_TRUCE.match(words) or _INFINITIVE.match(words) or _BINDING.search(cue))


def _binds_itself(speaker: Actor, rest: str) -> bool:
    """Whether a body without power over others tells what it will do itself: "Halden said that it would close …"."""
    if speaker.kind != "organisation" or speaker.sector == "JRN" or speaker.name[:1].islower():
        return False
    match = _OF_ITSELF.match(rest)
    return match is not None and match["verb"] not in _HAPPENING | _HAVING


def _may_be(report: Report, statement: Statement, words: str) -> bool:
    """Whether an act that the reader found leaves room for a pledge: a flat assertion, or what only looks otherwise."""
    marker, _ = _condition(report, statement)
    if marker in _ONCE and _LETS.search(words):
        return True
    if statement.certainty and statement.certainty.band not in ("certain", "very likely"):
        return False
    if statement.act == "request":
        return marker in ("should", "or")
    if statement.act in ("deny", "accuse", "other"):
        if (
            statement.act == "deny"
            and not _REFUSING.search(cue_of(report, statement))
            and _WILL_NOT_BE_DONE.match(words)
        ):
            return True
        own = _OWN_WILL.search(words) if statement.form != "indirect" else None
        return own is not None and own[1] not in _HAPPENING
    return statement.act in ("assert", "assess")


def _is_ultimatum(marker: str | None, hangs: str, rest: str) -> bool:
    """Something is to be done by a day, or else something will be: "if … not … by Friday, … will …"."""
    asked = marker == "unless" or (marker in ("if", "should") and _NEGATED.search(hangs))
    dated = _DEADLINE.search(hangs) or _DEADLINE.search(rest) or "in time" in hangs
    return bool(asked and dated and re.search(r"\b(?:will|would|shall|have to go)\b", rest))


def _of_own_side(report: Report, speaker: Actor, statement: Statement, rest: str) -> bool:
    """Whether what is to come is a deed of the speaker's own side."""
    if statement.form != "indirect" and _OWN.search(rest):
        will = _OWN_WILL.search(rest)
        return will is None or will[1] not in _MINDED
    dated = _is_dated(report, rest)
    done = _WILL_BE_DONE.search(rest)
    if (done and dated) or (_WILL_NOT_BE_DONE.match(rest) and not _BY_OTHERS.search(rest)):
        return True
    if _NONE_OF_IT.search(rest) and _PLEDGING.search(cue_of(report, statement)):
        return True
    if (_TO_YOU.match(rest) or _ARE_TO_BE.search(rest)) and dated:
        return True
    if _GRANTS.search(rest) and speaker.sector in ("GOV", "MIL", "COP", "SPY", "JUD"):
        return True
    will = _WILL_DO.search(rest)
    is_deed = will is not None and will[1] not in _HAPPENING and not _ASKED.search(rest[: will.start()])
    if will and is_deed and (dated or _own_subject(report, speaker, statement, rest[: will.start()])):
        return True
    return bool(_UNDER_WAY.search(rest)) and _own_subject(report, speaker, statement, rest)


def _is_dated(report: Report, words: str) -> bool:
    """Whether words set a day that is not past when they are reported."""
    named = named_days(words, report.day)
    past = bool(named) and all(one.day.isoformat() < report.day for one in named)
    return _DEADLINE.search(words) is not None and not past


def _own_subject(report: Report, speaker: Actor, statement: Statement, before: str) -> bool:
    """Whether the words before the verb name the speaker's own body or state, or say that something is theirs."""
    if re.search(r"\b(?:its|his|her|their|our|my) (?:own )?\w+", before):
        return True
    opening = " ".join(before.split()[:_SUBJECT])
    return any(
        mention.of(report.text)[:1].isupper() and mention.of(report.text) in opening
        for actor in report.reading.actors
        if actor.id == speaker.id
        or (actor.kind in ("country", "organisation") and actor.country and actor.country == speaker.country)
        for mention in actor.mentions
        if report.place_of(statement).holds(mention)
    )


def _has_power(speaker: Actor) -> bool:
    # A town that speaks stands for the government that sits in it.
    names_state = speaker.kind == "country" or (speaker.kind in ("group", "place") and bool(speaker.country))
    return speaker.sector in _POWERS or names_state


def _looks_ahead(words: str) -> bool:
    return bool(_INFINITIVE.match(words) or _AHEAD.search(words))


def cue_of(report: Report, statement: Statement) -> str:
    """The words by which a statement is attributed."""
    return " ".join(span.of(report.text) for span in statement.cue.spans)


def _condition(report: Report, statement: Statement) -> tuple[str | None, Span | None]:
    """The marker and place of what a statement hangs on: as the reader has it, else as the words begin."""
    if statement.condition:
        return statement.condition.kind, statement.condition.span
    for span in statement.content.spans:
        words = span.of(report.text)
        for pattern in _LEADING:
            if match := pattern.search(words):
                start, end = match.span(2)
                return match[1].lower(), Span(span.start + start, span.start + end)
        if (more := _ONE_MORE.match(words)) is not None:
            return "and", Span(span.start + more.start("asked"), span.start + more.end("asked"))
        if (given := _GIVEN.search(words)) is not None:
            return "or", Span(span.start + given.start("asked"), span.start + given.end("asked"))
        orders = _OR_ELSE.match(words) if statement.form != "indirect" else None
        if orders and (_DEADLINE.search(orders["asked"]) or _DEADLINE.search(orders["rest"])):
            start, end = orders.span("asked")
            return "or", Span(span.start + start, span.start + end)
    return None, None


def action(report: Report, statement: Statement) -> str:
    """The content's words without those of its condition and its marker."""
    marker, condition = _condition(report, statement)
    kept = []
    for span in statement.content.spans:
        if condition is None or not span.meets(condition):
            kept.append(span.of(report.text))
            continue
        before = report.text[span.start : max(span.start, condition.start)]
        if marker in ("or", "and"):
            # Whom it is asked of stands before, and what is done else behind.
            kept.append(re.sub(r"^\W*(?:or|and|then)\b(?: else\b)?", "", report.text[condition.end : span.end]))
            continue
        if marker:
            before = re.sub(rf"\b(?:but )?{re.escape(marker)}\W*$", "", before, flags=re.IGNORECASE)
        kept += [before, report.text[min(condition.end, span.end) : span.end]]
    return " ".join(part.strip(" ,;") for part in kept if tokens(part))


def deeds(action: str) -> Iterator[str]:
    """The stems of the verbs that say what is to be done."""
    for match in _DEED.finditer(action):
        found = match[1] or match[2]
        word = found.casefold()
        # "To Halvian ships" is no deed.
        if word not in _EMPTY_DEEDS and not found[0].isupper():
            yield one_stem(stem(word))


def objects(action: str) -> Iterator[str]:
    """The words behind the verbs that say what is to be done, which begin with what it is done to."""
    for match in _DEED.finditer(action):
        yield " ".join(action[match.end() :].split()[:_OBJECT])


def amounts(words: str) -> dict[str, float]:
    """How much of each thing that is counted: {"million cubic": 90} of "90 million cubic metres"."""
    found = {}
    for match in _AMOUNT.finditer(words):
        number = number_of(match[1])
        if number is not None:
            found[match[2].casefold()] = number
    return found


def counted(words: str) -> dict[str, float]:
    """How many of each thing there are said to be, by the stems behind a figure: "nine Ardonian miners"."""
    found: dict[str, float] = {}
    parts = [word.folded for word in tokens(words)]
    for place, part in enumerate(parts):
        number = number_of(part)
        if number is not None:
            found.update({one_stem(stem(word)): number for word in parts[place + 1 : place + 1 + _COUNTED]})
    return found


def one_stem(word: str) -> str:
    """The stem that stands for another one too: "sent" is "send", "over" is "end", "Halvian" is "Halvia"."""
    return _ONE_STEM.get(word, word[:-1] if word.endswith("ian") else word)


def verb_of(word: str) -> str:
    """The stem of the verb that a noun, by its stem, is made of: "closur" is of "clos"."""
    return _OF_VERB.sub("", word)
