"""What becomes of a pledge: sentences of later reports that say it was kept, broken, taken back or has run out.

Two things are asked of a sentence: what ties it to the pledge (`cases.py`), and what its form says: a word for what
became of it, a deed told as done or not done, a refusal. The plainer the form, the less of a tie will do. That nothing
is told proves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Literal

from according.comparison.bonds import Bond
from according.comparison.cases import ENOUGH, NEARLY_HALF, Case, Turn
from according.comparison.days import shifted
from according.comparison.deadlines import named_days
from according.comparison.deeds import named_kinds
from according.comparison.doing import come_in, done_in
from according.comparison.outcomes import (
    AFTER_DEADLINE,
    AS_PLEDGED,
    BOTH,
    CAME_AND_WENT,
    DEMANDS,
    FAILED,
    HAS_COME,
    IN_OFFICE,
    LEFT_OFFICE,
    LET_PASS,
    NEGATION,
    NONE_CAME,
    NONE_OF_IT,
    NOT_DONE,
    NOT_THERE,
    NOTHING_DONE,
    ONLY_FEARED,
    ONLY_ONE,
    OUTRIGHT,
    RAN_OUT,
    RUN_OUT,
    THREATS,
    WILL_NOT,
    Clause,
    Told,
    meaning,
)
from according.comparison.pledges import amounts, one_stem
from according.comparison.releases import lapsed, no_more_reason, taken_back, truce_broken
from according.comparison.reports import Report, passage_id
from according.comparison.wording import content_words, negated, stem
from according.findings import CommitmentStatus
from according.model import Span

# In the order in which one follows another on the same day.
STATUSES: tuple[CommitmentStatus, ...] = ("open", "condition met", "met", "broken", "withdrawn", "lapsed")

# A verb in a condition: "stayed on", "orders a", "is lifted".
_VERB = re.compile(
    r"\b(?:(?:is|are|was|were|be|been|has|have|had|not) (?:\w+ly )?([a-z]+(?:ed|en|t))|([a-z]{3,}ed)|"
    r"([a-z]{3,}s)(?= (?:a|an|the|it|its|his|her|their|on|off|in|up|over|to|for|at|from|back|as|so|[\dA-Z]|so)\b))",
)
_AT_LEAST_DONE = re.compile(r"\b(?:was|were) (?:allowed|permitted|able)\b", re.IGNORECASE)
# By these a speaker speaks of others.
_OF_OTHERS = re.compile(r"\b(?:they|he|she|it|you|who)\s+$", re.IGNORECASE)
# What is allowed has come when it is done.
_LEAVE_TO = frozenset({"allow", "permit", "enabl"})
_GRANTED = re.compile(r"\b(?:able to|allowed|permitted)\b", re.IGNORECASE)

_MANY = 3
_PLENTY = 4
_MOST = 0.75
_HALF = 0.5
_SHORT = 12
# "The Halvian deadline", "Mr. Field's ultimatum": whose it is stands in the words before.
_OWNER = 2


_NOT_BY_ITS_DAY = "Its day has passed, and it was not done."


def turned(earlier: Report, later: Report, retold: Mapping[str, Collection[str]]) -> Iterator[Bond]:
    """What a later report tells of what became of an earlier one's pledges.

    Args:
        earlier: the report that has the pledges.
        later: one of a later day; anything else gives nothing.
        retold: by the earlier report's pledges, the statements of the later one that tell them again.
    """
    if not earlier.day or later.day <= earlier.day or not earlier.pledges:
        return
    for pledge in earlier.pledges.values():
        if pledge.recalls:
            continue
        case = Case(earlier, pledge, later, retold.get(pledge.statement, ()))
        found = [(one, turn) for place, one in enumerate(case.told) for turn in _turns(case, place, one)]
        things = dict.fromkeys(_thing(later, sentence.span) for sentence, _ in found)
        for number in things:
            turns = [_data(one, turn) for one, turn in found if _thing(later, one.span) == number]
            why = found[0][1].why
            yield Bond("turn", later.thing(number), earlier.thing(pledge.statement), 1.0, why, {"turns": turns})


def _data(sentence: Told, turn: Turn) -> dict[str, object]:
    return {**turn._asdict(), "span": list(sentence.span)}


def _turns(case: Case, place: int, sentence: Told) -> Iterator[Turn]:
    """What a sentence tells of what became of the pledge."""
    after = case.is_after(place)
    if not (sentence.ends or after or case.touches(sentence)):
        return
    if (ended := _ended(case, place, sentence, after)) is not None:
        yield ended
    for test in (_condition, _kept):
        if (ended is None or (ended.status == "met" and test == _condition)) and (found := test(case, place, sentence)):
            yield found


def _ended(case: Case, place: int, sentence: Told, after: bool) -> Turn | None:
    tests = (
        taken_back, no_more_reason, _refused, _outright, _run_out, lapsed, truce_broken, _not_done,
        _contrary, _not_there, _falls_short, _left_undone,
    )  # fmt: skip
    return next((found for test in tests if (found := test(case, place, sentence, after)) is not None), None)


def _refused(case: Case, _place: int, sentence: Told, after: bool) -> Turn | None:
    """The one who is bound, or his government, says that it will not be done."""
    match = WILL_NOT.search(sentence.words)
    if match is None or case.refuses or not case.says_so(sentence.span):
        return None
    if re.search(r"\b(?:if|unless|until|whether|den(?:y|ied|ies))\b", sentence.words, re.IGNORECASE):
        return None
    shared = case.telling(sentence)
    same = len(shared) >= min(_MANY, max(ENOUGH, _HALF * len(case.matter)))
    same = same or bool(case.deeds & shared and case.objects & shared)
    same = same or bool(shared and case.kinds & named_kinds(sentence.words[match.start() :]))
    if not same and not (after and shared):
        return None
    if case.term and case.term.isoformat() < case.later.day:
        return Turn("broken", case.term.isoformat(), "Its day has passed, and it is said that it will not be done.")
    return Turn("withdrawn", case.when(sentence), "The one who is bound says that it will not be done.")


def _outright(case: Case, place: int, sentence: Told, after: bool) -> Turn | None:
    """What is told in so many words of a pledge whose deed the sentence names, of the one who is bound."""
    for status, words in OUTRIGHT:
        match = words.search(sentence.words)
        if match and not ONLY_FEARED.search(sentence.words[: match.start()]):
            if not _is_meant(case, place, sentence, match, after):
                return None
            of: Literal["threaten"] | None = "threaten" if THREATS.search(match[0]) else None
            return Turn(status, case.when(sentence), f"It is told that way: {match[0].lower()}.", of)
    if any(_sums_up(case, before, sentence) for before in case.before(place)):
        return Turn("met", case.when(sentence), "It is told among what was done as said.")
    return _missed(case, sentence)


def _is_meant(case: Case, place: int, sentence: Told, match: re.Match[str], after: bool) -> bool:
    """Whether a word for what became of a pledge is said of this one."""
    if case.is_bound(sentence.span):
        there = Span(sentence.span.start + match.start(), sentence.span.start + match.end())
        if _OF_OTHERS.search(sentence.words[: match.start()]) and any(map(case.is_he, case.speakers(there))):
            return False
        behind = frozenset[str]().union(*(case.telling(case.told[one]) for one in case.behind(place)))
        if after or len(case.telling(sentence)) >= ENOUGH:
            return True
        return bool(case.telling(sentence) | behind) and case.is_doer(sentence)
    # "Carrying out a threat", on the day that was set.
    on_its_day = case.day is not None and case.day.isoformat() == case.day_of(sentence)
    return on_its_day and case.is_country_of(sentence.span)


def _sums_up(case: Case, before: int, sentence: Told) -> bool:
    """Whether a sentence before says that people did as they said, and this one tells what the one bound did."""
    summed = OUTRIGHT[0][1].search(case.told[before].words)
    done = any(not clause.negated and case.telling(sentence) & clause.content for clause in sentence.done)
    return summed is not None and done and case.is_bound(sentence.span) and not _named_in(case, before)


def _named_in(case: Case, place: int) -> bool:
    return any(actor.name[:1].isupper() for actor in case.named(case.told[place].span))


def _missed(case: Case, sentence: Told) -> Turn | None:
    """A day that the one who is bound let pass, or after which things still are as they were."""
    missed = LET_PASS.search(sentence.words) or AFTER_DEADLINE.search(sentence.words)
    if not missed or not case.has_passed(case.term) or ONLY_FEARED.search(sentence.words[: missed.start()]):
        return None
    if len(sentence.content & case.words) < ENOUGH or not case.is_bound(sentence.span):
        return None
    return Turn("broken", str(case.term), _NOT_BY_ITS_DAY)


def _run_out(case: Case, place: int, sentence: Told, after: bool) -> Turn | None:
    match, went = RUN_OUT.search(sentence.words), CAME_AND_WENT.search(sentence.words)
    if case.hangs and RAN_OUT.search(sentence.words) and str(case.term) in case.days_of(sentence):
        return _ran_out(case, sentence)
    if match and match["noun"].lower().startswith("offer"):
        return _ran_out(case, sentence)
    passed = (match and _is_its_deadline(case, sentence, match)) or (went and _is_its_hour(case, sentence))
    if passed or _is_demand_unmet(case, place, sentence):
        return Turn("condition met", str(case.asked), "The day that it set has passed.")
    if match and match["noun"].lower() == "ultimatum":
        return _ran_out(case, sentence)
    if went and after and case.has_passed(case.term) and str(case.term) in case.days_of(sentence):
        return Turn("broken", str(case.term), _NOT_BY_ITS_DAY)
    if not match or not case.lasts or not case.lasts <= content_words(sentence.words):
        return None
    ends = RAN_OUT.search(sentence.words) is not None and str(case.term) in case.days_of(sentence)
    missing = any(_is_missing(case, case.told[one]) for one in case.behind(place))
    if case.is_bound(sentence.span) and (ends or missing):
        on = max((day for day in case.days_of(sentence) if day <= case.later.day), default=case.when(sentence))
        return Turn("broken", on, "Its time has run out, and it was not done.")
    return None


def _is_its_deadline(case: Case, sentence: Told, match: re.Match[str]) -> bool:
    """Whether the day that has passed is the one that an ultimatum set."""
    if not case.has_passed(case.asked) or not (case.pledge.act == "threaten" or case.is_ultimatum()):
        return False
    # A term is known by its last day, or by the day on which it was set, that of the report or the one before.
    days = {str(case.asked), case.made, shifted(case.made, -1)}
    if days & case.days_of(sentence) and sentence.content & (case.wanted | case.matter):
        return True
    owner = meaning(" ".join(sentence.words[: match.start()].split()[-_OWNER:]))
    return case.retold or (match["noun"].lower() in ("deadline", "ultimatum") and bool(case.own & owner))


def _is_its_hour(case: Case, sentence: Told) -> bool:
    """ "Noon came and went with the gates still shut": of the day that an ultimatum set, with what it asked for."""
    return case.is_ultimatum() and case.has_passed_by(case.asked) and len(sentence.content & case.wanted) >= ENOUGH


def _is_demand_unmet(case: Case, place: int, sentence: Told) -> bool:
    """ "It had demanded an apology by Monday. None came." """
    if not case.has_passed(case.asked) or not DEMANDS.search(sentence.words):
        return False
    nothing = any(NONE_CAME.search(case.told[one].words) for one in case.behind(place)[:1])
    return nothing and str(case.asked) in case.days_of(sentence) and case.is_bound(sentence.span)


def _ran_out(case: Case, sentence: Told) -> Turn | None:
    if len(sentence.content & case.words) < _MANY or case.pledge.act != "commit":
        return None
    ends = [one.day for one in named_days(sentence.words, shifted(case.later.day, -7))]
    return Turn("lapsed", ends[0].isoformat() if ends else case.when(sentence), "Its term has run out.")


def _is_missing(case: Case, sentence: Told) -> bool:
    """Whether a sentence says flatly that there is none of what was pledged."""
    nothing = NOTHING_DONE.search(sentence.words) or NONE_OF_IT.search(sentence.words)
    return nothing is not None and bool(case.telling(sentence))


def _not_done(case: Case, _place: int, sentence: Told, after: bool) -> Turn | None:
    if not case.has_passed(case.term) or case.refuses or not (case.retold or after):
        return None
    retelling = len(sentence.content & case.words) >= ENOUGH
    brief = len(sentence.words.split()) <= _SHORT
    short = brief and not NOT_DONE.search(sentence.words) and NEGATION.search(sentence.words) is not None
    none = NOTHING_DONE.search(sentence.words) is not None or _is_missing(case, sentence)
    nothing = after and none and not case.is_anothers(sentence.span)
    if (retelling and FAILED.search(sentence.words)) or (short and (nothing or case.deeds & sentence.content)):
        return Turn("broken", str(case.term), _NOT_BY_ITS_DAY)
    return None


def _contrary(case: Case, _place: int, sentence: Told, _after: bool) -> Turn | None:
    """The one who is bound did what he said he would not do, or left an office that he said he would keep."""
    told = [clause for clause in sentence.done if not clause.negated]
    undone = case.refuses and any(_tells_deed(case, sentence, clause) for clause in told)
    left = IN_OFFICE.search(case.pledge.action) and told and LEFT_OFFICE.search(sentence.words)
    if (undone or left) and case.is_doer(sentence) and not NOT_DONE.search(sentence.words):
        return Turn("broken", case.when(sentence), "The contrary of what was to be done is told as done.")
    return None


def _not_there(case: Case, _place: int, sentence: Told, _after: bool) -> Turn | None:
    """ "The list that she had promised for Friday has not appeared." """
    plain = AS_PLEDGED.sub(" ", sentence.words)
    if plain == sentence.words or not NOT_THERE.search(plain) or not case.has_passed(case.term):
        return None
    if len(meaning(plain) & case.words) < ENOUGH or not case.is_bound(sentence.span):
        return None
    return Turn("broken", str(case.term), _NOT_BY_ITS_DAY)


def _falls_short(case: Case, _place: int, sentence: Told, _after: bool) -> Turn | None:
    """Less of the same is told, when the day has passed: 31 million cubic metres of 90 million."""
    if not case.has_passed(case.term) or NOT_DONE.search(sentence.words) or not case.amounts:
        return None
    if len(sentence.content & case.words) < _MANY:
        return None
    told = amounts(sentence.words)
    short = any(0 < told.get(unit, 0) < amount for unit, amount in case.amounts.items())
    return Turn("broken", str(case.term), "Its day has passed, and less of it is told.") if short else None


def _left_undone(case: Case, place: int, sentence: Told, _after: bool) -> Turn | None:
    """Things are as they were when the day has passed, or it is said that they will stay so."""
    if case.refuses:
        return None
    moods = {one.mood for one in done_in(case, place)}
    if "undone" in moods and case.has_passed(case.term) and case.pledge.act == "threaten":
        return Turn("lapsed", str(case.term), "Its day has passed, and what was threatened was not done.")
    if "undone" in moods and case.has_passed(case.term):
        return Turn("broken", str(case.term), _NOT_BY_ITS_DAY)
    if "will undo" not in moods or not (case.says_so(sentence.span) or _is_own_plan(case, sentence)):
        return None
    if case.has_passed(case.term):
        return Turn("broken", str(case.term), "Its day has passed, and it is said that it will not be done.")
    return Turn("withdrawn", case.when(sentence), "The one who is bound says that it will not be done.")


def _is_own_plan(case: Case, sentence: Told) -> bool:
    """Whether a report tells as its own what the one who is bound, or his state, will do."""
    return case.is_side(sentence) and not any(True for _ in case.speakers(sentence.span))


def _condition(case: Case, place: int, sentence: Told) -> Turn | None:
    return _condition_in_words(case, sentence) or _condition_in_deed(case, place, sentence)


def _condition_in_deed(case: Case, place: int, sentence: Told) -> Turn | None:
    """What was asked for is told as done, or as not done when its day has come."""
    if not case.awaited:
        return None
    moods = set(come_in(case, place))
    if case.pledge.marker in ("or", "unless") or negated(case.hangs):
        due = case.asked or case.term
        if "undone" in moods and (due is None or case.has_passed_by(due)):
            return Turn("condition met", case.when(sentence), "What was asked for is told as not done.")
        return None
    if "done" in moods:
        return Turn("condition met", case.when(sentence), "What it hangs on is told as having come.")
    return None


def _condition_in_words(case: Case, sentence: Told) -> Turn | None:
    if len(case.wanted) < ENOUGH or NEGATION.search(case.hangs):
        return None
    if BOTH.search(case.hangs) and ONLY_ONE.search(sentence.words):
        return None
    verbs, is_order = _verbs(case.hangs), case.pledge.marker in ("or", "unless")
    for clause in sentence.done:
        shared = case.wanted & clause.content
        most = max(ENOUGH, _MOST * len(case.wanted))
        if is_order and clause.negated and len(shared) >= max(_MANY, _HALF * len(case.wanted)):
            return Turn("condition met", case.when(sentence), "What was asked for is told as not done.")
        if not is_order and not clause.negated and len(shared) >= most and (not verbs or verbs & shared):
            return Turn("condition met", case.when(sentence), "What it hangs on is told as having come.")
    return None


def _kept(case: Case, place: int, sentence: Told) -> Turn | None:
    if case.refuses or (case.day and case.when(sentence) < case.day.isoformat()):
        return None
    late = case.term and not case.day and case.when(sentence) > case.term.isoformat()
    if late and not case.retold:
        return None
    if _is_done(case, place, sentence):
        return Turn("met", case.when(sentence), "What was to be done is told as done.")
    for clause in sentence.done:
        if clause.negated:
            continue
        if _tells_deed(case, sentence, clause) or _has_come(case, sentence):
            return Turn("met", case.when(sentence), "What was to be done is told as done.")
        if _on_the_day(case, sentence, clause):
            return Turn("met", case.when(sentence), "It is told of the day that was set.")
    return None


def _is_done(case: Case, place: int, sentence: Told) -> bool:
    """Whether the deed is told as done in other words; how things are shows it only where the one bound is named."""
    if _differ(_figures(case.words), _figures(sentence.content)) or case.is_anothers_deed(sentence):
        return False
    near = [case.told[one] for one in (place, *case.before(place), *case.behind(place))]
    there = any(case.is_side(one) for one in near)
    return any(one.mood == "done" and there for one in done_in(case, place))


def _tells_deed(case: Case, sentence: Told, clause: Clause) -> bool:
    here, shared = clause.content & case.words, sentence.content & case.words
    if case.is_before(sentence) or _differ(_figures(case.words), _figures(sentence.content)):
        return False
    if case.is_anothers_deed(sentence):
        return False
    only_named = case.deeds & clause.content and not case.deeds & clause.plain
    if len(here) >= max(_PLENTY, _MOST * len(case.words)) and not only_named:
        return True
    if _GRANTED.search(case.pledge.action) and _AT_LEAST_DONE.search(sentence.words) and len(shared) >= ENOUGH:
        return True
    if case.deeds & clause.plain and _is_most(case, here, shared):
        return True
    if case.retold and case.has_passed_by(case.asked or case.term):
        return len(here) >= max(ENOUGH, _HALF * len(case.words))
    # "She said that they would go, and they go."
    beside = any(case.deeds & part for part in sentence.asides)
    return bool(case.deeds & clause.plain) and (case.retold or beside) and len(shared) >= ENOUGH


def _is_most(case: Case, here: frozenset[str], shared: frozenset[str]) -> bool:
    """Whether a clause that has the deed, in a sentence that shares so much, has enough of what goes with it."""
    whole = here == case.words and (case.retold or len(case.words - case.own) >= ENOUGH)
    return whole or (len(here) >= _MANY and len(shared) >= NEARLY_HALF * len(case.words))


def _has_come(case: Case, sentence: Told) -> bool:
    """ "The ships that it had promised have arrived." """
    plain = AS_PLEDGED.sub(" ", sentence.words)
    if plain == sentence.words or not HAS_COME.search(plain) or NEGATION.search(plain):
        return False
    shared = meaning(plain) & case.words
    return len(shared) >= max(ENOUGH, _HALF * len(case.words)) and case.is_bound(sentence.span)


def _on_the_day(case: Case, sentence: Told, clause: Clause) -> bool:
    return str(case.term) in case.days_of(sentence) and len(clause.content & case.words) >= _MANY


def _verbs(words: str) -> frozenset[str]:
    found = (stem(next(filter(None, match.groups())).casefold()) for match in _VERB.finditer(words))
    return frozenset(one_stem(verb) for verb in found) - _LEAVE_TO


def _figures(words: frozenset[str]) -> frozenset[str]:
    """The figures among words, but for those so small that they count anything."""
    return frozenset(word for word in words if word[0].isdigit() and len(word.split(".")[0]) > 1)


def _differ(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sets of figures have none in common, and neither is empty."""
    return bool(one) and bool(other) and one.isdisjoint(other)


def _thing(report: Report, span: Span) -> str:
    """The statement or event told in a sentence, else the sentence itself."""
    for event in report.reading.events:
        if span.holds(event.trigger):
            return event.id
    for statement in report.reading.statements:
        if span.holds(statement.content.spans[0]):
            return statement.id
    return passage_id(report.id, span)
