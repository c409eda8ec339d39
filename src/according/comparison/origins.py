"""Who had it first: the independent voices behind a set of reports, and what ties each report to its voice.

An origin is one voice on one occasion. Ten relays of one interview are one origin; the same speaker on another day is
another. Where it cannot be told to which voice a report goes back, it says so and counts for none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from according.comparison.judged import INFORMATION_GRADE, SOURCE_GRADE
from according.comparison.reports import Report
from according.comparison.sameness import same_actor
from according.comparison.speakers import one_for_the_other
from according.comparison.tellings import FRESH, Telling, is_press, tellings
from according.comparison.ties import Tie, heard, heard_alone, is_own_interview, one_wording, second_hand, tie_of
from according.findings import UNGRADED, Origins, Passage, Untied, Voice
from according.findings import Report as TiedReport
from according.model import Actor, Date, Statement, identify

# Words for whom something was said to that tell no occasion from another.
_EVERYWHERE = frozenset({"reporters", "journalists", "press", "television", "radio", "people", "state", "interview"})

# So far after a word of saying stands to whom it was said.
_BESIDE = 60


@dataclass(slots=True)
class _Occasion:
    """Tellings that go back to one voice on one occasion, and the days between which that must have been."""

    tellings: list[Telling] = field(default_factory=list)
    first: str = ""
    last: str = ""

    def admits(self, telling: Telling) -> bool:
        return (not telling.last or self.first <= telling.last) and (not self.last or telling.first <= self.last)

    def take(self, telling: Telling, *, narrow: bool = True) -> None:
        self.tellings.append(telling)
        if narrow:
            self.first = max(self.first, telling.first)
            self.last = min(self.last or telling.last, telling.last or self.last)


def origins(said: Iterable[tuple[Report, Statement]]) -> Origins:
    """Give the voices behind statements of the same thing, in the order in which they were first reported.

    Args:
        said: every statement that words it, with its report, in any order; each is looked at once.
    """
    told = tellings(said)
    ties = {id(one): tie_of(one, told) for one in told}
    free = [one for one in told if ties[id(one)].on is None or _speaks_otherwise(one, ties[id(one)])]
    found: list[_Occasion] = []
    untied: list[tuple[Telling, str]] = []
    for part in _speakers(free):
        occasions, lost = _occasions(part)
        found += occasions
        untied += lost
    _fold_vague(found, untied)
    _hang(told, ties, found, untied)
    found = [one for one in found if one.tellings] or _first_alone(told, untied)
    voices = sorted((_voice(one, ties) for one in found), key=lambda voice: _rank(told, voice))
    return Origins(tuple(voices), tuple(Untied(_quote(one), why) for one, why in untied))


def _speaks_otherwise(telling: Telling, tie: Tie) -> bool:
    """Whether a telling, which is no copy, names another speaker than the one that it seems to hang on."""
    on = tie.on
    if on is None or tie.kind == "identical wording" or telling.named is None or is_press(telling):
        return False
    named = on.named
    return named is not None and not is_press(on) and same_actor(telling.named, named) is None


def _speakers(free: Sequence[Telling]) -> list[list[Telling]]:
    """Divide tellings by whose words they are; an unnamed voice is its own unless it stands in the same report."""
    parts: list[list[Telling]] = []
    for telling in free:
        for part in parts:
            if any(_same_voice(telling, other) for other in part):
                part.append(telling)
                break
        else:
            parts.append([telling])
    return parts


def _same_voice(one: Telling, other: Telling) -> bool:
    if one.report.id == other.report.id and one.speaker is not None and other.speaker is not None:
        return one.speaker == other.speaker or _described(one.speaker, other.speaker)
    return one.named is not None and other.named is not None and same_actor(one.named, other.named) is not None


def _described(one: Actor, other: Actor) -> bool:
    """Whether of two voices in one report the one is but described ("a surgeon there") and may be the other."""
    for voice, person in ((one, other), (other, one)):
        described = voice.kind == "unnamed" or (voice.kind == "person" and voice.name[:1].islower())
        if described and person.kind == "person" and person.name[:1].isupper():
            return (voice.country, voice.sector) == (person.country, person.sector) and voice.sector is not None
    return False


def _occasions(part: Sequence[Telling]) -> tuple[list[_Occasion], list[tuple[Telling, str]]]:
    """The occasions on which one speaker said it: those with a day, then the news of a few days, then the rest."""
    found: dict[str, _Occasion] = {}
    untied: list[tuple[Telling, str]] = []
    for telling in part:
        if telling.day:
            found.setdefault(telling.first, _Occasion([], telling.first, telling.last)).take(telling)
    occasions = [found[day] for day in sorted(found)]
    dated = list(occasions)
    for telling in part:
        if not telling.day and telling.first:
            _place_fresh(telling, dated, occasions, untied)
    for telling in part:
        if not telling.day and not telling.first:
            _place_open(telling, occasions, untied)
    return occasions, untied


def _place_fresh(
    telling: Telling,
    dated: Sequence[_Occasion],
    occasions: list[_Occasion],
    untied: list[tuple[Telling, str]],
) -> None:
    fitting = [one for one in dated if one.admits(telling) and not _are_two_interviews(telling, one)]
    if len(fitting) > 1:
        untied.append((telling, f"It names no day, and {len(fitting)} occasions fit."))
        return
    open_ones = [one for one in occasions if one not in dated and not _are_two_interviews(telling, one)]
    fitting = fitting or [one for one in open_ones if one.admits(telling)]
    alike = [one for one in occasions if any(one_wording(telling, other) for other in one.tellings)]
    if fitting:
        fitting[0].take(telling)
    elif len(alike) == 1:
        alike[0].take(telling, narrow=False)
    else:
        occasions.append(_Occasion([telling], telling.first, telling.last))


def _are_two_interviews(telling: Telling, occasion: _Occasion) -> bool:
    """Whether a telling is of an interview with its own outlet, and an occasion is one with another."""
    others = {one.publisher for one in occasion.tellings if is_own_interview(one) or heard_alone(one)}
    return is_own_interview(telling) and bool(others) and telling.publisher not in others


def _place_open(telling: Telling, occasions: list[_Occasion], untied: list[tuple[Telling, str]]) -> None:
    fitting = [one for one in occasions if one.admits(telling)]
    for known in (
        [one for one in fitting if _names_occasion(telling, one)],
        [one for one in fitting if _recent(telling, one)],
        fitting,
    ):
        if len(known) == 1:
            known[0].take(telling, narrow=False)
            return
    if occasions:
        untied.append((telling, f"It names neither day nor place, and {len(fitting)} occasions fit."))
    else:
        occasions.append(_Occasion([telling], "", telling.last))


def _names_occasion(telling: Telling, occasion: _Occasion) -> bool:
    """Whether a telling without a day stands in the occasion's own report, or says where or to whom it was said."""
    if any(one.report.id == telling.report.id for one in occasion.tellings):
        return True
    there = {word for one in occasion.tellings for word in _where(one)}
    return bool(_where(telling) & there)


def _recent(telling: Telling, occasion: _Occasion) -> bool:
    """Whether a report came out on the day of an occasion or soon after, as news of it does."""
    published, said = telling.report.day, occasion.first or occasion.last
    return bool(published and said) and date.fromisoformat(published) - date.fromisoformat(said) <= FRESH


def _where(telling: Telling) -> set[str]:
    """The words for where and to whom it was said, small ones aside."""
    text = telling.report.text
    statement = telling.statement
    named = [party.span.of(text) for party in statement.addressee if party.span]
    named += [telling.venue.name] if telling.venue else []
    named += [text[cue.end : statement.content.spans[0].start][:_BESIDE] for cue in statement.cue.spans]
    return {word for name in named for word in re.findall(r"\w{4,}", name.casefold())} - _EVERYWHERE


def _fold_vague(found: list[_Occasion], untied: list[tuple[Telling, str]]) -> None:
    """Give what a country or a government is said to have said to the person who spoke for it, or leave it open."""
    for vague in sorted(found, key=_rank_of):
        speakers = [one for one in found if _rank_of(one) > _rank_of(vague) and _speaks_for(one, vague)]
        same = [one for one in speakers if _together(one, vague)]
        if len(same) == 1:
            for telling in vague.tellings:
                same[0].take(telling, narrow=False)
        elif speakers and not _said_apart(vague, speakers):
            called = vague.tellings[0].called
            untied += [(telling, f"It says only that {called} says so.") for telling in vague.tellings]
        else:
            continue
        found.remove(vague)


def _said_apart(vague: _Occasion, speakers: Sequence[_Occasion]) -> bool:
    """Whether a ministry or a party said it on a day of its own, on which none of those who speak for it did."""
    day = _day_of(vague)
    return _rank_of(vague) > 0 and day is not None and all(_day_of(one) not in (None, day) for one in speakers)


def _day_of(occasion: _Occasion) -> str | None:
    """The one day that its reports name."""
    days = {telling.first for telling in occasion.tellings if telling.day}
    return days.pop() if len(days) == 1 else None


def _rank_of(occasion: _Occasion) -> int:
    """How near a name is to the one who spoke: a country or its government 0, a ministry or party 1, a person 2."""
    return max((_nearness(one.named) for one in occasion.tellings if one.named), default=1)


def _nearness(actor: Actor) -> int:
    if actor.kind in ("country", "place") or actor.name.casefold().endswith("government"):
        return 0
    return 2 if actor.kind == "person" and actor.name[:1].isupper() else 1


def _speaks_for(occasion: _Occasion, vague: _Occasion) -> bool:
    one, whole = occasion.tellings[0].named, vague.tellings[0].named
    return one is not None and whole is not None and one_for_the_other(one, whole) is not None


def _together(one: _Occasion, vague: _Occasion) -> bool:
    """Whether both stand in one report, or both name the same day."""
    reports = {telling.report.id for telling in one.tellings}
    beside = all(telling.report.id in reports for telling in vague.tellings)
    days = [telling.first for telling in (*one.tellings, *vague.tellings) if telling.day]
    return beside or (all(telling.day for telling in vague.tellings) and len(set(days)) == 1 and len(days) > 1)


def _hang(
    told: Sequence[Telling],
    ties: Mapping[int, Tie],
    found: list[_Occasion],
    untied: list[tuple[Telling, str]],
) -> None:
    """Put each telling that hangs on an earlier one into that one's voice, and the further unnamed voices aside."""
    placed = {id(one): occasion for occasion in found for one in occasion.tellings}
    lost = {id(one) for one, _ in untied}
    for telling in told:
        on = ties[id(telling)].on
        if id(telling) in placed or id(telling) in lost or on is None:
            continue
        if occasion := placed.get(id(on)):
            occasion.take(telling, narrow=False)
            placed[id(telling)] = occasion
        else:
            lost.add(id(telling))
            untied.append((telling, "It hangs on a report of which it cannot be told to which voice it goes back."))
    _set_aside_unnamed(found, untied)


def _set_aside_unnamed(found: list[_Occasion], untied: list[tuple[Telling, str]]) -> None:
    """Nobody can tell whether an unnamed voice is one of those already counted, unless it is of another country."""
    counted: list[_Occasion] = []
    for occasion in sorted(found, key=lambda one: one.tellings[0].report.order):
        first = occasion.tellings[0]
        if first.named is None and any(_may_be_one(first, other.tellings[0]) for other in counted):
            why = "The voice is not named, and nothing tells whether it is one of the others."
            untied += [(telling, why) for telling in occasion.tellings]
            found.remove(occasion)
        elif is_press(first) and counted:
            untied += [(one, f"It says only that {one.called} says so.") for one in occasion.tellings]
            found.remove(occasion)
        else:
            counted.append(occasion)


def _may_be_one(one: Telling, other: Telling) -> bool:
    here, there = one.speaker, other.speaker
    if here is None or there is None or here.country is None or there.country is None:
        return True
    return here.country == there.country


def _first_alone(told: Sequence[Telling], untied: list[tuple[Telling, str]]) -> list[_Occasion]:
    """Somebody said it, even where nothing tells the reports apart: the first stands for itself."""
    if not told:
        return []
    untied[:] = [(one, why) for one, why in untied if one is not told[0]]
    return [_Occasion([told[0]], told[0].first, told[0].last)]


def _voice(occasion: _Occasion, ties: Mapping[int, Tie]) -> Voice:
    ordered = sorted(occasion.tellings, key=lambda one: (one.report.order, one.report.place_of(one.statement)))
    first, speaker = ordered[0], _speaker(ordered)
    own = _is_own_count(first)
    reports = tuple(_report(one, _own(one) if own and one is first else _tie(one, ordered, ties)) for one in ordered)
    venues = [hop.name for one in ordered if (hop := one.venue)]
    stated = len(ordered) == 1 or all(one.day for one in ordered)
    return Voice(
        id=identify("voice", first.statement.id),
        speaker=first.outlet if own else speaker.name if speaker else None,
        called=None if own or speaker else first.called,
        on=_on(occasion, ordered),
        venue=max(venues, key=len) if venues else None,
        basis="stated" if stated else "inferred",
        why=f"{_own(first).why if own else _sameness(ordered, ties)} {_first(ordered)}",
        reports=reports,
        source_grade=_grade(ordered, SOURCE_GRADE, UNGRADED[0]),
        information_grade=_grade(ordered, INFORMATION_GRADE, UNGRADED[1]),
    )


def _is_own_count(telling: Telling) -> bool:
    """Whether a writer counts what a state or a body did ("It is the first time that Orvenia has promised …").

    Nobody is told to have said so there: the sentence is the paper's own.
    """
    if not telling.looks_back or telling.day or telling.venue or telling.named is None or _nearness(telling.named) > 1:
        return False
    claims, cues = telling.report.precedents.values(), telling.statement.cue.spans
    return any(one.about.holds(cue) and one.marker.end <= cue.start for one in claims for cue in cues)


def _own(telling: Telling) -> Tie:
    """The tie of what an outlet says in its own words."""
    return Tie("direct", None, None, f"{telling.outlet} says so of {telling.called} in its own words.")


def _grade(ordered: Sequence[Telling], of: str, ungraded: str) -> str:
    """The last grade that a person gave one of the voice's statements."""
    given = [last for one in ordered if (last := one.report.judged.on(one.statement.id, of))]
    last = max(given, key=lambda one: (one.at, one.id), default=None)
    return str(last.person) if last and last.verdict == "corrected" else ungraded


def _speaker(ordered: Sequence[Telling]) -> Actor | None:
    """The nearest name for the voice; a paper's only where nobody else is there."""
    voices = [one for one in ordered if not is_press(one)] or ordered
    return max((one.named for one in voices if one.named), key=_nearness, default=None)


def _tie(telling: Telling, ordered: Sequence[Telling], ties: Mapping[int, Tie]) -> Tie:
    first, tie = ordered[0], ties[id(telling)]
    late = telling.report.order > first.report.order and telling.publisher != first.publisher and not heard(telling)
    return second_hand(telling, first) if tie.kind == "direct" and late else tie


def _report(telling: Telling, tie: Tie) -> TiedReport:
    via = tie.on.report.id if tie.on else None
    return TiedReport(_quote(telling), tie.kind, tie.words, via, tie.why)


def _on(occasion: _Occasion, ordered: Sequence[Telling]) -> Date | None:
    """The day that a report names; else between which days it was, as far as the reports' own days tell."""
    named = next((one.day for one in ordered if one.day), None)
    if named:
        return replace(named, span=None)
    if not occasion.last:
        return None
    return Date(occasion.first or None, occasion.last, "about", "none")


def _sameness(ordered: Sequence[Telling], ties: Mapping[int, Tie]) -> str:
    days = sorted({one.first for one in ordered if one.day})
    if len(ordered) == 1:
        return "One report has it."
    if all(one.day for one in ordered):
        return f"Every report names the same speaker and day, {days[0]}."
    hanging = sum(ties[id(one)].on is not None for one in ordered)
    by_day = (
        f"; {sum(bool(one.day) for one in ordered)} of {len(ordered)} statements name the day, {days[0]}"
        if days
        else ""
    )
    by_tie = f"; {hanging} hang on an earlier report" if hanging else ""
    return f"The speaker and the wording agree and the days allow it{by_day}{by_tie}."


def _first(ordered: Sequence[Telling]) -> str:
    """Who had it first on record, and on what that order rests."""
    report = ordered[0].report
    outlet, published = ordered[0].outlet, report.published
    if published is None or not published.start:
        return "No report says when it was published."
    quality = "when it was first seen here" if published is not report.reading.article.published else "as its page says"
    sentence = f"First on record: {outlet}, {published.start}, {quality}"
    rivals = {one.report.id: one.report for one in ordered if one.report.day == report.day} if len(ordered) > 1 else {}
    by_days = [one for one in rivals.values() if one.published and one.published.precision != "instant"]
    if len(rivals) > 1 and by_days:
        return f"{sentence}; of that day's {len(rivals)} reports the order rests on days only."
    return f"{sentence}."


def _quote(telling: Telling) -> Passage:
    return telling.report.quote(telling.statement)


def _rank(told: Sequence[Telling], voice: Voice) -> int:
    return next(n for n, one in enumerate(told) if one.statement.id == voice.reports[0].passage.statement)
