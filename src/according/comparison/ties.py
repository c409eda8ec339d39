"""What ties a report to a voice: a named relay, an agency's credit, copied words, an embargo, or a named occasion."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from rapidfuzz import fuzz

from according.comparison.copies import copy_of
from according.comparison.tellings import Telling, is_press, outlet_key
from according.findings import Passage
from according.findings import Tie as TieKind
from according.model import Hop, Span

_EMBARGO = re.compile(r"\bembargo(ed)?\b", re.IGNORECASE)
_MINUTE = timedelta(minutes=1)
# Quoted words of one speaker that are one saying, and how alike they must be, in 100.
_BEYOND_CHANCE, _ONE_WORDING = 8, 90
# How alike two tellings must be for their texts to be compared: whoever copies may cut.
_MAY_BE_COPIED = 70
# An outlet's name written as one word, if it is as long as this.
_ONE_WORD = 8
# Within how many characters of a text's beginning a dateline ends.
_DATELINE = 80
# The most that is shown of the words between a cue and the name of a relay or an occasion.
_SHOWN = 160
_WORD = re.compile(r"\w+")
# A signature is one of the last lines, since a correction may follow; the name ends at the first mark or "with".
_CLOSING, _SIGNATURE = 2, 12
_NAME_ENDS = re.compile(r"\s*[;,/|.–—]|\s+(?:with|and)\b")
_REPORTING_BY = re.compile(
    r"^(?:(?:with|and)\s+)?(?:(?:additional|further|more)\s+)?(?:reporting|material|information|contributions?)\s+(?:by|from)\s+"
    r"|^(?:source|agency)\s*:\s*",
    re.IGNORECASE,
)
# An agency in the dateline: "MARL (MNA) –", "MARL, May 3 (Marl News) --".
_IN_DATELINE = re.compile(r"^[^\n(]{0,60}\(([^()\n]{2,40})\)\s*(?:[–—]|--?)\s")
# "As quoted by the agency", "in comments carried by".
_PASSED_ON = r"\b(?:quoted|cited|reported|carried|published|broadcast|aired|relayed)\s+by\s+(?:the\s+)?"
# An outlet's name by its initials, if these are as many as this.
_LETTERS = 3
# An outlet as it calls itself, and how it tells that it was there or was told.
_OWN = re.compile(
    r"(?:this|our)\s+(?:news)?(?:paper|agency|site|website|channel|magazine|reporter|correspondent)\b", re.I
)
_HEARD = re.compile(
    r"\b(?:told|informed|(?:speaking|spoke|talking|talked|said)\s+to)\s+(?:\w+\s+)?"
    r"(?:reporters|journalists|the\s+press|us|me|this\s+\w+|our\s+\w+)\b"
    r"|\bby\s+(?:tele)?phone\b|\b(?:asked|reached)\s+by\s+(?:this|our|the)\s+(?:paper|newspaper|reporter|correspondent)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Tie:
    """Why a telling hangs where it hangs; `on` is the earlier telling that it has its words from, if on record."""

    kind: TieKind
    words: Passage | None
    on: Telling | None
    why: str


def tie_of(telling: Telling, others: Sequence[Telling]) -> Tie:
    """What ties a telling to its voice, among the tellings of the same thing, which are in the order of publication.

    A named relay counts before all else, then an agency in the dateline or by which the text is signed; within a minute
    nobody copies, so an embargo counts before copied words, and these before the occasion that the text names.
    """
    earlier = [other for other in others if other.report.order < telling.report.order]
    return (
        _relayed(telling, earlier)
        or _passed_on(telling, earlier)
        or _in_dateline(telling, earlier)
        or _signed_off(telling, earlier)
        or _embargoed(telling, others)
        or _copied(telling, earlier)
        or _on_occasion(telling, earlier)
        or Tie("direct", _told(telling), None, f"{telling.outlet} has it from the speaker, as far as its text says.")
    )


def _relayed(telling: Telling, earlier: Sequence[Telling]) -> Tie | None:
    relays = [*telling.hops("relay"), *(telling.hops("venue") if telling.named is None else ())]
    if is_press(telling):
        relays += telling.hops("originator")
    relays.sort(key=lambda hop: hop.evidence == "credit")
    for hop in relays:
        if on := _nearest(telling, [one for one in earlier if _is_of(telling, hop, one.publisher)]):
            return _relay(telling, hop, on)
    if telling.named is None and (tie := _named_beside(telling, earlier)):
        return tie
    return next((_relay(telling, hop, None) for hop in relays if _is_outlet(telling, hop)), None)


def one_wording(telling: Telling, other: Telling) -> bool:
    """Whether two tellings have so much of their words in common that nobody says them twice by chance."""
    fewer = min(len(_content(telling)), len(_content(other)))
    return fewer >= _BEYOND_CHANCE and fuzz.partial_ratio(_folded(telling), _folded(other)) >= _ONE_WORDING


def _nearest(telling: Telling, among: Sequence[Telling]) -> Telling | None:
    """Of tellings in the order of publication, the one whose words are nearest to a telling's; the first of equals."""
    return max(among, key=lambda one: fuzz.token_set_ratio(_folded(one), _folded(telling)), default=None)


def _relay(telling: Telling, hop: Hop, on: Telling | None) -> Tie:
    kind: TieKind = "agency credit" if _is_agency(telling, hop) else "named relay"
    where = "on record" if on else "whose report is not on record"
    words = _shown(telling, hop.span) if hop.span else _dateline(telling, hop.name)
    return Tie(kind, words, on, f"{telling.outlet} has it from {hop.name}, {where}.")


def _signed_off(telling: Telling, earlier: Sequence[Telling]) -> Tie | None:
    """The outlet of an earlier report with whose name a short last line begins: "Tarn Wire; further reporting by …"."""
    for line in telling.report.reading.article.paragraphs[-_CLOSING:]:
        words = line.of(telling.report.text)
        if len(words.split()) > _SIGNATURE or any(line.meets(span) for span in telling.statement.content.spans):
            continue
        signed = _NAME_ENDS.split(_REPORTING_BY.sub("", words))[0]
        for one in earlier:
            if _is_name_of(signed, one.publisher) and outlet_key(one.publisher) != outlet_key(telling.publisher):
                shown = telling.report.passage(line, statement=telling.statement.id)
                return Tie(
                    "agency credit", shown, one, f"The text is signed {one.publisher}, whose report is on record."
                )
    return None


def _is_name_of(words: str, outlet: str) -> bool:
    """Whether words are an outlet's name, or its initials."""
    return outlet_key(words) == outlet_key(outlet) or words.strip() == _initials(outlet)


def _in_dateline(telling: Telling, earlier: Sequence[Telling]) -> Tie | None:
    """The earlier report of an agency that stands in the dateline."""
    match = _IN_DATELINE.match(telling.report.text)
    if match is None:
        return None
    named = [one for one in earlier if _is_name_of(match[1], one.publisher) and one.publisher != telling.publisher]
    on = _nearest(telling, named)
    shown = telling.report.passage(Span(0, match.end(1) + 1), statement=telling.statement.id)
    return (
        Tie("agency credit", shown, on, f"The dateline names {on.publisher}, whose report is on record.")
        if on
        else None
    )


def _passed_on(telling: Telling, earlier: Sequence[Telling]) -> Tie | None:
    """The earlier report of an outlet that the sentence names as having passed it on: "as quoted by the agency"."""
    sentence = telling.sentence()
    words = sentence.of(telling.report.text)
    for one in earlier:
        called = "|".join(re.escape(name) for name in (one.publisher, _initials(one.publisher)) if name)
        if (
            called
            and one.publisher != telling.publisher
            and (match := re.search(f"{_PASSED_ON}(?:{called})(?!\\w)", words))
        ):
            span = Span(sentence.start + match.start(), sentence.start + match.end())
            why = f"{telling.outlet} has it from {one.publisher}, on record."
            return Tie("named relay", telling.report.passage(span, statement=telling.statement.id), one, why)
    return None


def _dateline(telling: Telling, name: str) -> Passage | None:
    """The head of the text as far as an agency's name, where it stands there: "TARN (Wire) –"."""
    head = telling.report.text[:_DATELINE]
    match = re.search(rf"(?<!\w){re.escape(name)}(?!\w)\)?(?:\s*[–—-])?", head)
    return telling.report.passage(Span(0, match.end()), statement=telling.statement.id) if match else None


def _named_beside(telling: Telling, earlier: Sequence[Telling]) -> Tie | None:
    """The outlet of an earlier report of it, where the paragraph names it before or beside it: "a report by …"."""
    for one in earlier:
        if one.publisher and not names(telling.publisher, one.publisher) and (span := _mention(telling, one)):
            why = f"{telling.outlet} names {one.publisher} as where it has it from."
            return Tie("named relay", _shown(telling, span), one, why)
    return None


def _copied(telling: Telling, earlier: Sequence[Telling]) -> Tie | None:
    """The earlier report of which this one is a copy; it has nearly the same words, or is not worth comparing."""
    for one in earlier:
        if one.report.id == telling.report.id or fuzz.ratio(_folded(one), _folded(telling)) < _MAY_BE_COPIED:
            continue
        copy = copy_of(one.report.text, telling.report.text)
        if copy and (copy.extent != "embedded" or telling.sentence().meets(copy.copy)):
            share = f"{round(copy.share * 100)} in 100 of its runs of five words stood before in {one.outlet}"
            return Tie("identical wording", None, one, f"The text is a copy: {share}.")
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
    if is_own_interview(telling):
        return None
    if venue:
        on = next((one for one in earlier if _is_of(telling, venue, one.publisher)), None)
        words = _shown(telling, venue.span) if venue.span else None
        return Tie("named occasion", words, on, f"{telling.outlet} names where it was said: {venue.name}.")
    if telling.day and telling.day.span and _days_late(telling) > 1:
        why = f"{telling.outlet} names the day, {telling.first}, but not through whom it has it."
        return Tie("named occasion", _shown(telling, telling.day.span), None, why)
    return None


def is_own_interview(telling: Telling) -> bool:
    """Whether it was said to the outlet that tells it: "told this newspaper", "told the Mirror" in the Marl Mirror."""
    venue = telling.venue
    return venue is not None and (
        _is_of(telling, venue, telling.publisher)
        or _OWN.match(venue.name) is not None
        or outlet_key(telling.publisher).endswith(f" {outlet_key(venue.name)}")
    )


def second_hand(telling: Telling, first: Telling) -> Tie:
    """The tie of a report that names its speaker, but came days after another outlet had the same of him."""
    why = f"{telling.outlet} does not say through whom it has it; {first.outlet} had it before."
    return Tie("named occasion", _told(telling), None, why)


def instant_of(telling: Telling) -> datetime | None:
    """When the report was published, where that is known to the minute and with its offset."""
    published = telling.report.reading.article.published
    if published is None or published.precision != "instant" or not published.start:
        return None
    at = datetime.fromisoformat(published.start)
    return at if at.tzinfo else None


def names(words: str, outlet: str) -> bool:
    """Whether words name an outlet, written as one word or as several."""
    key, text = outlet_key(outlet), " ".join(words.split()).casefold()
    if not key:
        return False
    if re.search(rf"(?<!\w){re.escape(key)}(?!\w)", text) or _initials(outlet) in words.split():
        return True
    return len(key) >= _ONE_WORD and key in text.replace(" ", "")


def _initials(outlet: str) -> str | None:
    """The letters of a name of several words: "ANA" of the Ardonian News Agency."""
    letters = "".join(word[0] for word in outlet.split() if word[0].isupper() and word.casefold() != "the")
    return letters if len(letters) >= _LETTERS else None


def heard(telling: Telling) -> bool:
    """Whether a report tells that its outlet was told: "told reporters", "told this newspaper", "said by telephone"."""
    return bool(_HEARD.search(_around(telling))) or heard_alone(telling)


def heard_alone(telling: Telling) -> bool:
    """Whether a report names its own outlet as the one that was told: "told The Courier" in The Courier."""
    return names(_around(telling), telling.publisher)


def _around(telling: Telling) -> str:
    """The sentence of a telling without what is said."""
    content, sentence, text = telling.report.place_of(telling.statement), telling.sentence(), telling.report.text
    return f"{text[sentence.start : content.start]} {text[content.end : sentence.end]}"


def _is_of(telling: Telling, hop: Hop, outlet: str) -> bool:
    """Whether a hop is an outlet, by its words or by the actor whose name they are."""
    actor = telling.report.actors.get(hop.actor or "")
    return names(hop.name, outlet) or (actor is not None and names(actor.name, outlet))


def _days_late(telling: Telling) -> int:
    """How many days after the last on which it can have been said a report was published."""
    published, said = telling.report.day, telling.last
    return (date.fromisoformat(published) - date.fromisoformat(said)).days if published and said else 0


def _is_outlet(telling: Telling, hop: Hop) -> bool:
    actor = telling.report.actors.get(hop.actor or "")
    return hop.evidence == "credit" or (actor is not None and actor.kind == "organisation" and actor.sector == "JRN")


def _is_agency(telling: Telling, hop: Hop) -> bool:
    actor = telling.report.actors.get(hop.actor or "")
    known = actor is not None and "agency" in f"{actor.role} {actor.name}".casefold()
    credited = any(names(hop.name, agency) for agency in telling.report.reading.article.agency)
    return hop.evidence in ("credit", "dateline") or credited or known or "agency" in hop.name.casefold()


def _paragraph_to(telling: Telling) -> Span:
    """The paragraph of a statement as far as the sentence in which that ends."""
    sentence = telling.sentence()
    paragraphs = (span for span in telling.report.reading.article.paragraphs if span.meets(sentence))
    return Span(min([sentence.start, *(span.start for span in paragraphs)]), sentence.end)


def _mention(telling: Telling, one: Telling) -> Span | None:
    outlet, sentence = one.publisher, _paragraph_to(telling)
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


def _folded(telling: Telling) -> str:
    return " ".join(_content(telling))


def _content(telling: Telling) -> list[str]:
    return _WORD.findall(telling.report.words(telling.statement).casefold())
