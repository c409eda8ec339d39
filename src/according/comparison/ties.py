"""What ties a report to a voice: a named relay, an agency's credit, copied words, an embargo, or a named occasion."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from according.comparison.tellings import Telling, is_press, outlet_key
from according.findings import Passage
from according.findings import Tie as TieKind
from according.model import Hop, Span

_EMBARGO = re.compile(r"\bembargo(ed)?\b", re.IGNORECASE)
_MINUTE = timedelta(minutes=1)
# As many words of a sentence as two reports do not share by chance when they quote the same person.
_BEYOND_CHANCE = 12
# The most that is shown of the words between a cue and the name of a relay or an occasion.
_SHOWN = 160
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Tie:
    """Why a telling hangs where it hangs; `on` is the earlier telling that it has its words from, if on record."""

    kind: TieKind
    words: Passage | None
    on: Telling | None
    why: str


def tie_of(telling: Telling, others: Sequence[Telling]) -> Tie:
    """What ties a telling to its voice, among the tellings of the same thing, which are in the order of publication.

    A credit counts before a name in the text, since all of an agency's copy is the agency's; words copied without a
    credit come next, then the minute of an embargo, then the occasion that the text names.
    """
    earlier = [other for other in others if other.report.order < telling.report.order]
    return (
        _relayed(telling, earlier)
        or _copied(telling, earlier)
        or _embargoed(telling, others)
        or _on_occasion(telling, earlier)
        or Tie("direct", _told(telling), None, f"{_outlet(telling)} has it from the speaker, as far as its text says.")
    )


def _relayed(telling: Telling, earlier: Sequence[Telling]) -> Tie | None:
    relays = [*telling.hops("relay"), *(telling.hops("venue") if telling.named is None else ())]
    if is_press(telling):
        relays += telling.hops("originator")
    relays.sort(key=lambda hop: hop.evidence == "credit")
    for hop in relays:
        on = next((one for one in earlier if names(hop.name, one.publisher)), None)
        if on or hop.evidence == "credit" or _is_outlet(telling, hop):
            return _relay(telling, hop, on)
    return _named_beside(telling, earlier)


def _relay(telling: Telling, hop: Hop, on: Telling | None) -> Tie:
    kind: TieKind = "agency credit" if _is_agency(telling, hop) else "named relay"
    where = "on record" if on else "whose report is not on record"
    words = _shown(telling, hop.span) if hop.span else None
    return Tie(kind, words, on, f"{_outlet(telling)} has it from {hop.name}, {where}.")


def _named_beside(telling: Telling, earlier: Sequence[Telling]) -> Tie | None:
    """The outlet of an earlier report, where the sentence names it outside what is said: "a report by …"."""
    for one in earlier:
        if one.publisher and not names(telling.publisher or "", one.publisher) and (span := _mention(telling, one)):
            why = f"{_outlet(telling)} names {one.publisher} as where it has it from."
            return Tie("named relay", _shown(telling, span), one, why)
    return None


def _copied(telling: Telling, earlier: Sequence[Telling]) -> Tie | None:
    words = _sentence_words(telling)
    for one in earlier:
        if len(words) >= _BEYOND_CHANCE and words == _sentence_words(one) and one.report.id != telling.report.id:
            why = f"The whole sentence, {len(words)} words, stood before in {_outlet(one)}."
            return Tie("identical wording", None, one, why)
    return None


def _embargoed(telling: Telling, others: Sequence[Telling]) -> Tie | None:
    """Several outlets with the same words within one minute had them before under an embargo."""
    at = instant_of(telling)
    together = [
        one
        for one in others
        if at and (then := instant_of(one)) and abs(then - at) < _MINUTE and one.publisher != telling.publisher
    ]
    if not any(_content(one) == _content(telling) for one in together):
        return None
    notice = _EMBARGO.search(telling.report.text)
    words = telling.report.passage(telling.report.sentence(Span(*notice.span()))) if notice else None
    return Tie("embargo minute", words, None, f"{len(together) + 1} reports have the same words within one minute.")


def _on_occasion(telling: Telling, earlier: Sequence[Telling]) -> Tie | None:
    venue = telling.venue
    if venue and names(venue.name, telling.publisher):
        return None
    if venue:
        on = next((one for one in earlier if names(venue.name, one.publisher)), None)
        words = _shown(telling, venue.span) if venue.span else None
        return Tie("named occasion", words, on, f"{_outlet(telling)} names where it was said: {venue.name}.")
    told_late = telling.day and telling.day.span and telling.day.start and _days_late(telling) > 1
    if told_late and telling.day and telling.day.span:
        why = f"{_outlet(telling)} names the day, {(telling.day.start or '')[:10]}, but not through whom it has it."
        return Tie("named occasion", _shown(telling, telling.day.span), None, why)
    return None


def instant_of(telling: Telling) -> datetime | None:
    """When the report was published, where that is known to the minute and with its offset."""
    published = telling.report.reading.article.published
    if published is None or published.precision != "instant" or not published.start:
        return None
    at = datetime.fromisoformat(published.start)
    return at if at.tzinfo else None


def names(words: str, outlet: str | None) -> bool:
    """Whether words name an outlet."""
    key = outlet_key(outlet) if outlet else ""
    return bool(key) and bool(re.search(rf"(?<!\w){re.escape(key)}(?!\w)", " ".join(words.split()).casefold()))


def _days_late(telling: Telling) -> int:
    published, said = telling.report.day, telling.last
    if not published or not said:
        return 0
    return (datetime.fromisoformat(published) - datetime.fromisoformat(said)).days


def _is_outlet(telling: Telling, hop: Hop) -> bool:
    actor = telling.report.actors.get(hop.actor or "")
    return hop.evidence == "credit" or (actor is not None and actor.kind == "organisation" and actor.sector == "JRN")


def _is_agency(telling: Telling, hop: Hop) -> bool:
    actor = telling.report.actors.get(hop.actor or "")
    called = actor.role or "" if actor else ""
    credited = any(names(hop.name, agency) for agency in telling.report.reading.article.agency)
    return hop.evidence in ("credit", "dateline") or credited or "agency" in f"{hop.name} {called}".casefold()


def _told_to(telling: Telling, outlet: str) -> bool:
    return telling.named is not None and any(names(hop.name, outlet) for hop in telling.hops("venue"))


def _mention(telling: Telling, one: Telling) -> Span | None:
    outlet = one.publisher or ""
    if _told_to(telling, outlet):
        return None
    sentence = telling.sentence()
    pattern = r"(?<!\w)" + r"\s+".join(map(re.escape, outlet.split())) + r"(?!\w)"
    for match in re.finditer(pattern, telling.report.text[sentence.start : sentence.end], re.IGNORECASE):
        span = Span(sentence.start + match.start(), sentence.start + match.end())
        if not any(part.meets(span) for part in telling.statement.content.spans):
            return span
    return None


def _shown(telling: Telling, span: Span) -> Passage:
    """The words from the nearest cue to those that tie, where they stand close together."""
    statement = telling.statement
    near = [cue for cue in statement.cue.spans if abs(cue.start - span.start) < _SHOWN]
    joined = Span(min([span, *near]).start, max(one.end for one in [span, *near]))
    if any(part.meets(joined) for part in statement.content.spans):
        joined = span
    return telling.report.passage(joined, statement=statement.id)


def _told(telling: Telling) -> Passage | None:
    """Who said it, with the word of saying."""
    statement = telling.statement
    if statement.source and statement.source.span:
        return _shown(telling, statement.source.span)
    return _shown(telling, statement.cue.spans[0]) if statement.cue.spans else None


def _outlet(telling: Telling) -> str:
    return telling.publisher or telling.report.reading.article.place


def _sentence_words(telling: Telling) -> list[str]:
    return _WORD.findall(telling.sentence().of(telling.report.text).casefold())


def _content(telling: Telling) -> list[str]:
    return _WORD.findall(telling.report.words(telling.statement).casefold())
