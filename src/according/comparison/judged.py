"""What people said of a reading put to use: a reading and the judgements on it give the reading as judged.

The last word of a person on a thing, or on a part of it, holds; the machine's stays in the record beside it. Words that
a person points at are kept with their place, and found again where the text around them changed; where they are gone,
the machine's word stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Literal, NotRequired

from pydantic import TypeAdapter, ValidationError

# pydantic takes the one of `typing` from Python 3.12 on only.
from typing_extensions import TypedDict

from according.findings import CommitmentStatus
from according.model import (
    Act,
    Actor,
    Band,
    Certainty,
    Condition,
    Event,
    EventStatus,
    EventType,
    Hop,
    HopEvidence,
    HopRole,
    Judgement,
    Party,
    Reading,
    Span,
    Statement,
    Words,
)  # fmt: skip
from according.record.answers import Judged
from according.record.words import name_key

# The parts of things that can be judged; None stands for the thing as a whole.
STATEMENT_FIELDS = ("source", "cue", "content", "chain", "act", "condition", "certainty")
EVENT_FIELDS = ("trigger", "type", "status", "actor", "recipient")
SAME_ACTOR = "same actor"
STORY = "story"
COMMITMENT_STATUS = "commitment status"
SOURCE_GRADE = "source grade"
INFORMATION_GRADE = "information grade"

# Admiralty grades (AJP-2.1): how reliable the source is, and how credible the information.
SOURCE_GRADES = ("A", "B", "C", "D", "E", "F")
INFORMATION_GRADES = ("1", "2", "3", "4", "5", "6")

Json = dict[str, Any]


class PlacedWords(TypedDict):
    """Words that a person points at, with the place where they stood then."""

    words: str
    span: NotRequired[tuple[int, int] | None]


class SomeoneNamed(TypedDict):
    """A party: the words for it, if any, and the actor that it is, by id and name, if that is known."""

    words: NotRequired[str | None]
    span: NotRequired[tuple[int, int] | None]
    actor: NotRequired[str | None]
    name: NotRequired[str | None]


class JudgedHop(SomeoneNamed):
    """A hop of a chain, likewise."""

    role: HopRole
    evidence: NotRequired[HopEvidence]
    url: NotRequired[str | None]


class JudgedCondition(PlacedWords):
    """A condition: its marker, and its words."""

    kind: str


class JudgedCertainty(PlacedWords):
    """A certainty: its band, and the words that say so."""

    band: Band


class Identity(TypedDict):
    """Who an actor is; `called` is the name that sets it apart from another of the same name."""

    id: str
    name: str
    kind: str
    country: str | None
    sector: str | None
    role: str | None
    called: NotRequired[str | None]


class Others(TypedDict):
    """The articles that an article does or does not tell the same as."""

    articles: list[str]


class JudgedStatus(TypedDict):
    """A commitment's status and since which day."""

    status: CommitmentStatus
    on: NotRequired[str | None]


# What a person's word must be, by the part that it is on, for it to count; kept it is in any case.
_FORMS: Mapping[str, TypeAdapter[Any]] = {
    "source": TypeAdapter(SomeoneNamed | None),
    "cue": TypeAdapter(list[PlacedWords]),
    "content": TypeAdapter(list[PlacedWords]),
    "chain": TypeAdapter(list[JudgedHop]),
    "act": TypeAdapter(Act | None),
    "condition": TypeAdapter(JudgedCondition | None),
    "certainty": TypeAdapter(JudgedCertainty | None),
    "trigger": TypeAdapter(PlacedWords),
    "type": TypeAdapter(EventType),
    "status": TypeAdapter(EventStatus),
    "actor": TypeAdapter(list[SomeoneNamed]),
    "recipient": TypeAdapter(list[SomeoneNamed]),
    SAME_ACTOR: TypeAdapter(Identity),
    STORY: TypeAdapter(Others),
    COMMITMENT_STATUS: TypeAdapter(JudgedStatus),
    SOURCE_GRADE: TypeAdapter(Literal["A", "B", "C", "D", "E", "F"]),
    INFORMATION_GRADE: TypeAdapter(Literal["1", "2", "3", "4", "5", "6"]),
}
# Here the other's identity, or the other articles, are needed even to reject.
_ALWAYS = frozenset({SAME_ACTOR, STORY})


def counts(judgement: Judgement) -> bool:
    """Whether a person's word has the form by which it can be used."""
    form = _FORMS.get(judgement.field or "")
    if form is None or (judgement.verdict != "corrected" and judgement.field not in _ALWAYS):
        return True
    words = (judgement.machine, judgement.person) if judgement.field == SAME_ACTOR else (judgement.person,)
    try:
        for word in words:
            form.validate_python(word)
    except ValidationError:
        return False
    return True


class Verdicts:
    """The judgements that bear on one article, and the one that holds of each matter.

    Args:
        judged: those on the article, and the merges of actors that it names, in any order.
        until: the last day whose judgements count (ISO 8601); None: all do.
    """

    def __init__(self, judged: Iterable[Judged] = (), until: str | None = None) -> None:
        given = (one for one in judged if counts(one.judgement) and (until is None or one.judgement.at[:10] <= until))
        self.given = tuple(sorted(given, key=lambda one: (one.judgement.at, one.judgement.id)))
        self._last: dict[tuple[str, str | None], Judgement] = {}
        for one in self.given:
            if one.anchoring.target is not None:
                self._last[one.anchoring.target, one.judgement.field] = one.judgement

    def __bool__(self) -> bool:
        return bool(self.given)

    def on(self, target: str, field: str | None = None) -> Judgement | None:
        """The last judgement on a thing, or on a part of it."""
        return self._last.get((target, field))

    def of(self, field: str) -> list[Judgement]:
        """Every judgement on this part of anything, in the order in which they were given."""
        return [one.judgement for one in self.given if one.judgement.field == field]

    def rejects(self, target: str) -> bool:
        """Whether a thing was rejected as a whole."""
        last = self.on(target)
        return last is not None and last.verdict == "rejected"

    def since(self, day: str) -> bool:
        """Whether any of them is of a later day."""
        return any(one.judgement.at[:10] > day for one in self.given)


NOT_JUDGED = Verdicts()


def as_judged(reading: Reading, verdicts: Verdicts) -> Reading:
    """The reading with the words of people in place of the machine's, and without what they rejected.

    A statement that was told inside a rejected one is then told in that one's place; an event told in it stays.
    """
    if not verdicts:
        return reading
    text = reading.article.text
    actors = tuple(identified(actor, verdicts) for actor in reading.actors)
    known = {actor.id: actor for actor in actors}
    within = {one.id: one.within for one in reading.statements}
    kept = _kept_around(within, verdicts)
    statements = (
        replace(_statement(one, text, known, verdicts), within=kept(one.within))
        for one in reading.statements
        if not verdicts.rejects(one.id)
    )
    events = (
        replace(_event(one, text, known, verdicts), statement=kept(one.statement))
        for one in reading.events
        if not verdicts.rejects(one.id)
    )
    return replace(reading, actors=actors, statements=tuple(statements), events=tuple(events))


def _kept_around(within: Mapping[str, str | None], verdicts: Verdicts) -> Callable[[str | None], str | None]:
    def kept(statement: str | None) -> str | None:
        seen = set[str]()
        while statement is not None and verdicts.rejects(statement) and statement not in seen:
            seen.add(statement)
            statement = within.get(statement)
        return statement if statement not in seen else None

    return kept


# Statements


def _statement(statement: Statement, text: str, actors: Mapping[str, Actor], verdicts: Verdicts) -> Statement:
    near = statement.content.spans[0] if statement.content.spans else None
    for field, change in _CHANGES.items():
        last = verdicts.on(statement.id, field)
        if last is None or last.verdict == "confirmed":
            continue
        word = last.person if last.verdict == "corrected" else None
        statement = change(statement, word, partial(_find, text, near=near), actors)
    return statement


Find = Callable[[Any], Span | None]


def _with_source(statement: Statement, word: Any, find: Find, actors: Mapping[str, Actor]) -> Statement:
    if word is None:
        chain = tuple(hop for hop in statement.chain if hop.role != "originator")
        return replace(statement, source=None, chain=chain)
    source = _party(word, find, actors)
    if source is None:
        return statement
    name = str(word.get("words") or word.get("name") or "")
    first = Hop(name, source.span, source.actor, "originator", "text")
    chain = tuple(first if hop.role == "originator" else hop for hop in statement.chain)
    return replace(statement, source=source, chain=chain)


def _with_cue(statement: Statement, word: Any, find: Find, _: Mapping[str, Actor]) -> Statement:
    spans = _spans(word, find)
    return replace(statement, cue=Words(spans)) if spans else statement


def _with_content(statement: Statement, word: Any, find: Find, _: Mapping[str, Actor]) -> Statement:
    spans = _spans(word, find)
    return replace(statement, content=Words(spans)) if spans else statement


def _with_chain(statement: Statement, word: Any, find: Find, actors: Mapping[str, Actor]) -> Statement:
    if word is None:
        # A chain that is rejected without a better one: the source alone.
        return replace(statement, chain=tuple(hop for hop in statement.chain if hop.role == "originator"))
    hops = [
        Hop(
            str(hop.get("words") or hop.get("name") or ""),
            find(hop),
            _known(hop, actors),
            hop["role"],
            hop.get("evidence", "text"),
            hop.get("url"),
        )
        for hop in word
    ]
    return replace(statement, chain=tuple(hops))


def _with_act(statement: Statement, word: Any, _: Find, __: Mapping[str, Actor]) -> Statement:
    return replace(statement, act=word)


def _with_condition(statement: Statement, word: Any, find: Find, _: Mapping[str, Actor]) -> Statement:
    if word is None:
        return replace(statement, condition=None)
    span = find(word)
    return replace(statement, condition=Condition(word["kind"], span)) if span else statement


def _with_certainty(statement: Statement, word: Any, find: Find, _: Mapping[str, Actor]) -> Statement:
    if word is None:
        return replace(statement, certainty=None)
    cue, spans = find(word), statement.content.spans
    if cue is None:
        return statement
    same = statement.certainty is not None and statement.certainty.cue == cue
    scope = statement.certainty.scope if statement.certainty and same else (spans[0] if spans else cue)
    return replace(statement, certainty=Certainty(cue, word["band"], scope))


# Content before chain and certainty, which lean on it; source before chain, which has the last word on who is first.
_CHANGES: Mapping[str, Callable[[Statement, Any, Find, Mapping[str, Actor]], Statement]] = {
    "content": _with_content,
    "cue": _with_cue,
    "source": _with_source,
    "chain": _with_chain,
    "act": _with_act,
    "condition": _with_condition,
    "certainty": _with_certainty,
}


# Events


def _event(event: Event, text: str, actors: Mapping[str, Actor], verdicts: Verdicts) -> Event:
    find = partial(_find, text, near=event.trigger)
    for field in EVENT_FIELDS:
        last = verdicts.on(event.id, field)
        if last is not None and last.verdict != "confirmed":
            word = last.person if last.verdict == "corrected" else None
            event = _changed(event, field, word, find, actors)
    return event


def _changed(event: Event, field: str, word: Any, find: Find, actors: Mapping[str, Actor]) -> Event:
    if field == "trigger":
        return replace(event, trigger=(find(word) if word else None) or event.trigger)
    if field == "status":
        return replace(event, status=word) if word else event
    if field == "type":
        return replace(event, type=word, plover_type=None, mode=None) if word else event
    given = word or []
    parties = tuple(party for one in given if (party := _party(one, find, actors)))
    if given and not parties:
        return event
    return replace(event, actor=parties) if field == "actor" else replace(event, recipient=parties)


# Actors


def identity(actor: Actor, article: str) -> Json:
    """Who an actor is, as a judgement keeps it: enough to know the name again in articles that are yet to come."""
    return {
        "id": actor.id, "article": article, "name": actor.name, "kind": actor.kind, "country": actor.country,
        "sector": actor.sector, "role": actor.role,
    }  # fmt: skip


def is_called(actor: Actor, who: Json) -> bool:
    """Whether an actor is the one that was judged, or bears its name: a person's whole name, never a surname alone."""
    if actor.id == who["id"]:
        return True
    if actor.kind != who["kind"] or actor.kind == "unnamed" or _differ(actor.country, who["country"]):
        return False
    key = name_key(actor.name)
    return key == name_key(who["name"]) and (actor.kind != "person" or " " in key)


def identified(actor: Actor, verdicts: Verdicts) -> Actor:
    """The actor as people identified it: one that was split off has the name that it was given then."""
    split = verdicts.on(actor.id, SAME_ACTOR)
    if split and split.verdict == "rejected":
        return replace(actor, name=_told_apart(split))
    seen, merges = {actor.id}, [one for one in verdicts.of(SAME_ACTOR) if one.verdict == "confirmed"]
    while merge := next((one for one in reversed(merges) if _merges(one, actor, seen)), None):
        who: Any = merge.person
        seen.add(who["id"])
        merges.remove(merge)
        actor = replace(
            actor,
            name=who["name"],
            kind=who["kind"],
            country=who["country"] or actor.country,
            sector=who["sector"] or actor.sector,
            role=actor.role or who["role"],
        )
    return actor


def _merges(merge: Judgement, actor: Actor, seen: set[str]) -> bool:
    machine: Any = merge.machine
    person: Any = merge.person
    return person["id"] not in seen and is_called(actor, machine)


def _told_apart(split: Judgement) -> str:
    word: Any = split.person
    return str(word.get("called") or f"{word['name']} (another)")


# Words and their places


def placed(span: Span, text: str) -> Json:
    """Words as a judgement keeps them: where they stand, and which they are."""
    return {"span": list(span), "words": span.of(text)}


def word_of(thing: Statement | Event, field: str, reading: Reading) -> Any:
    """What a reading says of a part of a statement or event, in the form in which a person's word on it is kept."""
    text = reading.article.text
    actors = {actor.id: actor for actor in reading.actors}
    part: Any = getattr(thing, field)
    match part:
        case Party():
            return _party_word(part, text, actors)
        case Span():
            return placed(part, text)
        case Words(spans):
            return [placed(span, text) for span in spans]
        case Condition(kind, span):
            return {"kind": kind, **placed(span, text)}
        case Certainty(cue, band, _):
            return {"band": band, **placed(cue, text)}
        case tuple():
            return [_hop_word(one, text) if isinstance(one, Hop) else _party_word(one, text, actors) for one in part]
        case _:
            return part


def _party_word(party: Party, text: str, actors: Mapping[str, Actor]) -> Json:
    actor = actors.get(party.actor or "")
    named = {"actor": party.actor, "name": actor.name if actor else None}
    return (placed(party.span, text) if party.span else {}) | named


def _hop_word(hop: Hop, text: str) -> Json:
    given = {"name": hop.name, "actor": hop.actor, "role": hop.role, "evidence": hop.evidence, "url": hop.url}
    # A hop may be called otherwise than the words that name it.
    return given | (placed(hop.span, text) if hop.span and hop.span.of(text) == hop.name else {})


def in_words(word: object) -> str:
    """A word on something, the machine's or a person's, as a line."""
    if isinstance(word, Mapping):
        return _entry_in_words(word)
    if isinstance(word, list) and word:
        hops = any(isinstance(one, Mapping) and "role" in one for one in word)
        return (" › " if hops else " … ").join(map(in_words, word))
    return str(word) if word not in (None, "", []) else "none"


def _entry_in_words(word: Mapping[str, Any]) -> str:
    words = str(word.get("called") or word.get("words") or word.get("name") or "none")
    if "articles" in word:
        return f"{len(word['articles'])} article{'s' * (len(word['articles']) != 1)}"
    if "status" in word:
        return f"{word['status']} since {word['on']}" if word.get("on") else str(word["status"])
    # What a condition is led by, or a certainty's band; an actor has a kind too, and no words.
    mark = word.get("band") or (word.get("kind") if "words" in word else None)
    return f"[{mark}] {words}" if mark else words


def _party(word: Any, find: Find, actors: Mapping[str, Actor]) -> Party | None:
    span, actor = find(word), _known(word, actors)
    return Party(span, actor) if span or actor else None


def _known(word: Json, actors: Mapping[str, Actor]) -> str | None:
    """The actor that is meant: by its id, or, where the article was read anew, by its name."""
    if word.get("actor") in actors:
        return str(word["actor"])
    name = word.get("name")
    return next((actor.id for actor in actors.values() if name and actor.name == name), None)


def _spans(word: Any, find: Find) -> tuple[Span, ...]:
    spans = [find(one) for one in word or ()]
    return tuple(sorted(span for span in spans if span)) if all(spans) else ()


def _find(text: str, word: Any, *, near: Span | None) -> Span | None:
    """Where words stand that were kept with their place: there, or else at the one place that is nearest."""
    words = word.get("words") if isinstance(word, dict) else None
    if not words:
        return None
    given = word.get("span")
    if given and Span(*given).of(text) == words:
        return Span(*given)
    starts = [match.start() for match in re.finditer(f"(?={re.escape(words)})", text)]
    if near is None or not starts:
        return Span(starts[0], starts[0] + len(words)) if len(starts) == 1 else None
    start = min(starts, key=lambda one: abs(one - near.start))
    return Span(start, start + len(words))


def find_words(text: str, words: str, near: Span | None) -> Span | None:
    """The place of words in a text, the one nearest to `near` of several; None where they do not stand there."""
    return _find(text, {"words": words}, near=near)


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other
