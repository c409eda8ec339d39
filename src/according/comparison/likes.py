"""What a claimed precedent counts, and which sentences of another report tell of the like.

The like is the same kind of deed (by the words and what they stand for), done by, to or in what the claim names. A
likeness of the whole sentences is not enough: two sentences on one leader are alike, whatever he did in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from according.comparison.concepts import things_of
from according.comparison.figures import Figure, compared, figures
from according.comparison.firsts import Claimed, called
from according.comparison.naming import (
    ROLES,
    doers_in,
    keys_about,
    keys_of,
    name_mentions,
    named_in,
    with_title,
    words_about,
)
from according.comparison.reactions import DONE
from according.comparison.reports import Report
from according.comparison.sentences import sentences
from according.comparison.windows import Window, window
from according.comparison.wording import content_words
from according.model import Event, EventType, Span

# Words that say that something is counted, and not what.
_GENERIC = things_of(
    """day evening morning afternoon evenings days nights week month year time occasion instance
    case step move measure act action deed decision event development thing kind sort such
    member minister president leader head official officer government cabinet country state nation people person man
    woman side night decade century history memory record level part point far ever date total major big great new last
    round rounds wave series spate string unprecedented precedent parallel unheard again once never before until now
    previous former recent holder office term whole number members ministers presidents leaders officials countries"""
)
# What deeds of a type are called in a word.
_TYPES = {"SANCTION": "sanction", "AID": "aid", "PROTEST": "protest", "THREATEN": "threat", "ASSAULT": "attack"}
# Where the noun that is counted ends: "the largest exchange | between", "the first president of Velmora | to travel".
_NOUN_ENDS = re.compile(
    r"[,.;:–—(]|\b(?:of|in|on|at|by|to|for|from|between|since|that|which|who|whom|with|against|ever|yet|so\s+far|before|"
    r"after|recorded|this|under|over|across|into|among|outside|inside|near|is|was|were|are|has|had|have|ha[sd])\b",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"\bsince\s+(?:[^,.;]{0,40}?\b\d{4}\b|.*)|\b(?:in|for|within)\s+(?:[\w-]+\s+){0,4}(?:years?|decades?|months?|weeks?|days?|history|memory|row)\b"
    r"|\bthis\s+(?:week|month|year)\b|\b(?:ha[sd]|have)\s+ever\b|\bever\s+recorded\b|\bbefore\b.*|\buntil\s+(?:now|then)\b|\bto\s+date\b",
    re.IGNORECASE | re.DOTALL,
)  # fmt: skip
_SINCE_OR_LENGTH = re.compile(
    r"\bsince\s+[^,.;]*|\b(?:in|for|within)\s+(?:[\w-]+\s+){0,4}(?:years?|decades?|months?|weeks?|row)\b", re.IGNORECASE
)
_NOT_DONE = re.compile(
    r"\b(?:will|would|could|can|may|might|should|shall|must|if|plan(?:s|ned)?\s+to|intend\w*|threaten\w*|vow\w*|"
    r"promis\w+|not|never|no|cannot|\w+n[’']t|wants?\s+to|seeks?\s+to|is\s+to|are\s+to|was\s+to|were\s+to|obliges?|calls?\s+for|called\s+for)\b",
    re.IGNORECASE,
)
_DEADLY = re.compile(r"\b(?:dead|blood|lethal|murderous)(?:li|i)?(?:est)?\b|\bmost\s+(?:deadly|lethal)", re.IGNORECASE)
# What is only wanted, feared or meant to be, as far as its clause goes.
_HYPOTHETIC = re.compile(
    rf"(?:{_NOT_DONE.pattern}|\b(?:threat|plan|call|proposal|offer|idea|prospect|fear|risk|possibility|talk|demand|deadline)s?"
    r"\s+(?:of|for|to|about|that)\b)[^,;:.]*",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<![.!?“”\"]\s)(?<!^)(?<!\n)\b[A-Z][\w’'-]{2,}")
_DAYS = frozenset(
    """january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday the its his her their”""".split()
)
_INFINITIVE = re.compile(r"\bto\s+[a-z]+")
# "Since it was founded in 1998 …" tells what has been so all along.
_LONG_SINCE = re.compile(r"Since\b")
# A sentence without an event tells what was done where it has a word of the past.
_PAST = re.compile(
    r"\b(?:\w+ed|was|were|had|has|have|did|left|won|lost|went|came|fell|rose|broke|took|sank|hit|cut|shut|struck|met|held|sent|"
    r"ran|began|made|became|led|gave|drew|flew|fought|stood|swept|shot|fled|paid|sold|bought|built|burnt)\b",
    re.IGNORECASE,
)
_NONE = re.compile(r"(?:no|neither)\s+", re.IGNORECASE)
# A deed of one's own, not one that two do together: with these it matters who did it.
_TOGETHER = frozenset({"exchange", "talk", "meet", "deal", "sign", "war", "truce", "drill"})
# A noun of the claim found in a sentence, this share of the rest must be there too; without a noun, this one.
_SHARED_BY_NOUN, _SHARED = 0.3, 0.4
_SHARED_NAMED = 0.35
_MOST_COUNTED = 3
# So alike (cosine, without the names) two deeds of one type need not share their words.
_ALIKE, _ALIKE_BY_WORD = 0.6, 0.45
# What a report recalls of an earlier year, of a deed of one type, need be so alike.
_ALIKE_OF_OLD = 0.4


@dataclass(frozen=True, slots=True)
class Sought:
    """What a claim counts.

    Attributes:
        nouns: the things of the noun that it counts ("the largest exchange"); none where it names none.
        things: all things of what it counts.
        actors: for each actor named in it, the keys of which one must be about in the other report.
        names: further names in it, as of rivers and ports, in small letters.
        doers: the keys of those who did it; none where that cannot be told, or where it is done together.
        types: of the events that it tells of.
        window: how far back it reaches.
        figures: what the claim's own case amounts to.
    """

    nouns: frozenset[str]
    things: frozenset[str]
    actors: tuple[frozenset[str], ...]
    names: frozenset[str]
    doers: frozenset[str]
    types: frozenset[EventType]
    window: Window
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence that tells what was done, and when: `dated` where the text itself says so.

    What is itself called a first is a claim, and a witness only of what is done again (`claims_first`).
    """

    span: Span
    number: str | None
    first: str
    last: str
    dated: bool
    things: frozenset[str]
    actors: frozenset[str]
    doers: frozenset[str]
    types: frozenset[EventType]
    figures: tuple[Figure, ...]
    words: frozenset[str]
    claims_first: bool


def sought(report: Report, claimed: Claimed) -> Sought:
    """What a claim counts."""
    text = report.text
    about = _own_words(report, claimed.about)
    bare = called(text, claimed.marker)
    noun = _noun(report, claimed, bare)
    names = frozenset(_other_names(report, about))
    things = _things(report, about, bare) - _GENERIC - things_of(" ".join(names))
    if _DEADLY.search(bare.of(text)):
        things, noun = things | {"dead"}, noun | {"dead"}
    since = _SINCE_OR_LENGTH.search(text, about.start, about.end)
    # "The worst since the Alma sank": the Alma is no part of what is counted.
    counted = named_in(report, about, Span(*since.span()) if since else None)
    named = tuple(keys_of(actor) for actor in counted)
    around = frozenset(key for actor in named_in(report, _context(report, claimed)) for key in keys_of(actor))
    reach = window(text[claimed.marker.start : claimed.span.end], report.day)
    return Sought(
        nouns=noun - _GENERIC,
        things=things,
        actors=named or ((around,) if around else ()),
        names=names,
        doers=frozenset() if things & _TOGETHER else _doers_called(report, claimed, bare) or doers_in(report, about),
        types=frozenset(event.type for event in report.reading.events if about.meets(event.trigger)),
        window=reach,
        figures=_own_figures(report, claimed),
    )


def is_like(mine: Sought, told: Told, other: Report, similar: float, *, by_them: bool = True) -> bool:
    """Whether a sentence of another report tells of what a claim counts.

    Args:
        mine: what the claim counts.
        told: the sentence.
        other: the report in which it stands.
        similar: how alike the two are (cosine, without the names); 0 where that is not known.
        by_them: whether it must have been done by those who did what is claimed, where both say who did.
    """
    # What no event tells may be of any type.
    one_type = bool(mine.types & told.types) or (similar >= _ALIKE_BY_WORD and not (mine.types and told.types))
    of_old = told.number in other.recollections and similar >= _ALIKE_OF_OLD and one_type
    return (of_old or _is_same_deed(mine, told, similar)) and is_of_them(mine, told, other, by_them=by_them)


def is_of_them(mine: Sought, told: Told, other: Report, *, by_them: bool = True) -> bool:
    """Whether a sentence is about those and the places that a claim names, and, `by_them`, not of another’s deed."""
    around, words = other.once(keys_about), other.once(words_about)
    if not all(keys & around for keys in mine.actors) or not all(name in words for name in mine.names):
        return False
    if by_them and mine.doers and told.doers:
        return bool(mine.doers & told.doers)
    anyone = frozenset[str]().union(*mine.actors)
    # States are held against states, and names against names: "the authorities" may be those of the town that is named.
    rivals = any(
        {key for key in anyone if key.isupper() == states} and {key for key in told.actors if key.isupper() == states}
        for states in (True, False)
    )
    return bool(anyone & told.actors) or not rivals


def nearness(mine: Sought, told: Told, similar: float) -> float:
    """How much of what a claim counts a sentence tells of, by words and by the whole of it, from 0 to 1."""
    share = len(mine.things & told.things) / (len(mine.things) or 1)
    return round((share + min(max(similar, 0.0), 1.0)) / 2, 3)


def _is_same_deed(mine: Sought, told: Told, similar: float) -> bool:
    shared = mine.things & told.things
    # A bridge or a firm that both name counts for one thing more.
    named = sum(bool(keys & told.actors) for keys in mine.actors if not any(key.isupper() for key in keys))
    named += bool(mine.names and mine.names <= told.words)
    share = len(shared) / (len(mine.things) or 1)
    # Where nobody is named, one thing in common is little.
    least = min(2, len(mine.things)) if mine.actors or mine.names else 2
    same_type = bool(mine.types & told.types)
    if mine.nouns & told.things:
        # What a long clause goes on to tell is not all counted.
        enough = len(shared) >= _SHARED_BY_NOUN * min(len(mine.things), _MOST_COUNTED) and (
            len(shared) > 1 or bool(mine.actors or mine.names)
        )
        return enough or similar >= _ALIKE_BY_WORD
    if mine.nouns and similar < _ALIKE:
        return False
    if len(shared) + named >= least and share >= (_SHARED_NAMED if named else _SHARED):
        return True
    return same_type and (similar >= _ALIKE or (bool(shared) and similar >= _ALIKE_BY_WORD))


def tells_of_mark(mine: Sought, told: Told, other: Report) -> bool:
    """Whether a sentence tells of what a claim is measured from: by its words, or by its day, of the same matter."""
    mark = mine.window.mark
    on_day = mark is not None and mark[0] <= told.first and told.last <= mark[1]
    named = len(mine.window.occasion & content_words(told.span.of(other.text))) > 1
    if on_day:
        alike = bool(mine.things & told.things) or named or more_of(mine, told) is not None
        return alike and is_of_them(mine, told, other)
    return mark is None and named and is_of_them(mine, told, other)


def more_of(mine: Sought, told: Told) -> tuple[Figure, Figure] | None:
    """The figures of the claim's own case and of another one, where both count one thing."""
    return compared(mine.figures, told.figures)


def told_of(report: Report) -> tuple[Told, ...]:
    """The sentences of a report that tell what was done."""
    return report.once(_told_of)


def _told_of(report: Report) -> tuple[Told, ...]:
    return tuple(_told(report))


def _told(report: Report) -> Iterator[Told]:
    claims = [one for one in report.precedents.values() if one.kind in {"first", "unprecedented", "since", "strongest"}]
    recalled = {one.span: (number, one) for number, one in report.recollections.items()}
    for span in sentences(report.text):
        events = [event for event in report.reading.events if span.meets(event.trigger)]
        done = [event for event in events if event.status in DONE]
        number, memory = recalled.get(span, (None, None))
        if _LONG_SINCE.match(report.text, span.start) or not (memory or _is_done(report, span, events, done)):
            continue
        about = memory.about if memory else span
        first, last, dated = _days(report, done)
        if memory:
            first, last, dated = memory.first, memory.last, True
        yield Told(
            span, number or (done[0].id if done else None), first, last, dated,
            _things(report, about, real=True) - _GENERIC | {_TYPES[one.type] for one in done if one.type in _TYPES},
            frozenset(key for actor in named_in(report, about) for key in keys_of(actor)),
            doers_in(report, about),
            frozenset(event.type for event in report.reading.events if about.meets(event.trigger)),
            figures(span.of(report.text)),
            frozenset(re.findall(r"\w+", span.of(report.text).casefold())),
            any(span.meets(one.marker) for one in claims),
        )  # fmt: skip


def _is_done(report: Report, span: Span, events: Sequence[Event], done: Sequence[Event]) -> bool:
    words = span.of(report.text)
    if words.endswith("?") or len(words) < 20:
        return False
    return bool(done) if events else bool(_PAST.search(words)) and not _NOT_DONE.search(words)


def _days(report: Report, events: Sequence[Event]) -> tuple[str, str, bool]:
    """The days of what is told: those that the text gives, else the day of the report."""
    for event in events:
        if event.date and event.date.start and event.date.basis == "text" and event.date.start[:10] <= report.day:
            last = (event.date.end or event.date.start)[:10]
            return event.date.start[:10], min(last, report.day), True
    return report.day, report.day, False


def _things(report: Report, about: Span, bare: Span | None = None, *, real: bool = False) -> frozenset[str]:
    """The things of what is told, without names and their titles, and without words of time; `real`: of what is so."""
    text = report.text
    words = list(text[about.start : about.end])
    left_out = [with_title(text, one) for one in report.once(name_mentions)]
    for span in [*left_out, bare] if bare else left_out:
        if about.meets(span):
            start, end = max(span.start, about.start) - about.start, min(span.end, about.end) - about.start
            words[start:end] = " " * (end - start)
    plain = (_HYPOTHETIC if real else _SINCE).sub(" ", _NAME.sub(" ", "".join(words)))
    return frozenset(thing for thing in things_of(plain) if len(thing) > 2)


def _noun(report: Report, claimed: Claimed, bare: Span) -> frozenset[str]:
    """The things of the noun that is counted."""
    text = report.text
    if not re.search(
        r"^$|(?:first|second|third|\w+th|est|worst|(?:most|least)\s\w+|precedented)\W*$", bare.of(text), re.I
    ):
        return frozenset()
    start = bare.end
    if bare.start == bare.end:
        # "No missile had been fired": the noun is what there was none of.
        none = _NONE.match(text, bare.start)
        if none is None:
            return frozenset()
        start = none.end()
    end = _NOUN_ENDS.search(text, start, claimed.span.end)
    behind = Span(start, end.start() if end else claimed.span.end)
    found = _things(report, behind, bare)
    if end and end[0].lower() == "of" and found <= _GENERIC and not found & ROLES:
        # "A second round of talks": it is talks that are counted.
        after = _NOUN_ENDS.search(text, end.end(), claimed.span.end)
        found = _things(report, Span(start, after.start() if after else claimed.span.end), bare)
    if found & ROLES:
        # "The first president to travel": the deed is what counts, and it comes after.
        return frozenset()
    return found if found - _GENERIC else frozenset()


def _own_words(report: Report, about: Span) -> Span:
    """What is said of a stretch, without who says so."""
    inside = [
        report.place_of(one)
        for one in report.reading.statements
        if report.place_of(one).meets(about) and not any(about.start < part.start for part in one.content.spans[:1])
    ]
    held = [Span(max(about.start, span.start), min(about.end, span.end)) for span in inside]
    return max(held, key=lambda span: span.end - span.start, default=about)


def _context(report: Report, claimed: Claimed) -> Span:
    start = report.text.rfind("\n", 0, claimed.span.start) + 1
    return _own_words(report, Span(start, claimed.span.end))


def _other_names(report: Report, about: Span) -> Iterator[str]:
    """Names in what is counted that are of no actor: of rivers, ports and bridges."""
    known = [with_title(report.text, one) for actor in report.reading.actors for one in actor.mentions]
    text = about.of(report.text)
    since = _SINCE.search(text)
    for found in _NAME.finditer(text):
        place = Span(about.start + found.start(), about.start + found.end())
        word = re.sub(r"[’']s?$", "", found[0]).casefold()
        if (
            word not in _DAYS
            and not any(place.meets(one) for one in known)
            and not (since and since.start() < found.start())
        ):
            yield from re.findall(r"\w{3,}", word)


def _doers_called(report: Report, claimed: Claimed, bare: Span) -> frozenset[str]:
    """Of whom it is said what they are the first to do: "the first president of Velmora to travel"."""
    infinitive = _INFINITIVE.search(report.text, bare.end, claimed.span.end)
    if infinitive is None:
        return frozenset()
    between = Span(bare.end, infinitive.start())
    return frozenset(key for actor in named_in(report, between) for key in keys_of(actor))


def _own_figures(report: Report, claimed: Claimed) -> tuple[Figure, ...]:
    """The figures of the claim's own case: of its sentence, else of the one before."""
    spans = (claimed.span, report.sentence(claimed.span), _context(report, claimed))
    plain = (_SINCE_OR_LENGTH.sub(" ", span.of(report.text)) for span in spans)
    return next((found for words in plain if (found := figures(words))), ())
