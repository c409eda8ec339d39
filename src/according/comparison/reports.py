"""A report: the reading of one article, prepared for being compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from according.comparison.bonds import Thing
from according.comparison.firsts import Claimed, called, claimed
from according.comparison.judged import NOT_JUDGED, Verdicts
from according.comparison.parts import Part, parts_of
from according.comparison.pledges import Pledge, pledged
from according.comparison.recollections import Recalled, recalled
from according.comparison.sentences import sentence_at
from according.findings import Passage
from according.model import Actor, Date, Event, Party, Reading, Span, Statement, identify
from according.record.rows import instant

Vector = NDArray[np.float32]
Made = TypeVar("Made")

_NOUNS = {
    "person": "the leader", "organisation": "the body", "country": "the country", "place": "the place",
    "group": "the group", "unnamed": "someone",
}  # fmt: skip


class Report:
    """A reading with the vectors of its parts, and what every kind of finding asks of it.

    Args:
        reading: the reading, as the record has it and people judged it.
        vectors: a unit vector for the article (by its id), each statement and each event.
        judged: what people said of it.
    """

    def __init__(self, reading: Reading, vectors: Mapping[str, Vector], judged: Verdicts = NOT_JUDGED) -> None:
        self.reading = reading
        self.vectors = vectors
        self.judged = judged
        self._made: dict[Callable[[Report], Any], Any] = {}

    def once(self, make: Callable[[Report], Made]) -> Made:
        """What a function makes of this report: made when it is asked for first, and gone with the report."""
        if make not in self._made:
            self._made[make] = make(self)
        made: Made = self._made[make]
        return made

    @property
    def id(self) -> str:
        """The article's id."""
        return self.reading.article.id

    @property
    def text(self) -> str:
        """The article's text, into which all spans point."""
        return self.reading.article.text

    @cached_property
    def published(self) -> Date | None:
        """When it was published; where the page does not say, or gives no day, when it was first seen."""
        article = self.reading.article
        return article.published if article.published and _is_day(article.published.start) else article.first_seen

    @cached_property
    def day(self) -> str:
        """The day of that, "" where neither is known."""
        return (self.published.start or "")[:10] if self.published else ""

    @cached_property
    def order(self) -> tuple[str, str]:
        """By which reports are put in order: the instant in UTC, then the id. What has no day comes last."""
        dated = instant({"start": self.published.start}) if self.published else ""
        return dated or "9999", self.id

    @cached_property
    def actors(self) -> dict[str, Actor]:
        """Its actors by their ids."""
        return {actor.id: actor for actor in self.reading.actors}

    @cached_property
    def statements(self) -> dict[str, Statement]:
        """Its statements by their ids, in the order of the text."""
        return {statement.id: statement for statement in self.reading.statements}

    @cached_property
    def events(self) -> dict[str, Event]:
        """Its events by their ids."""
        return {event.id: event for event in self.reading.events}

    @cached_property
    def precedents(self) -> dict[str, Claimed]:
        """The precedents that its text claims, by the ids of their passages."""
        return {passage_id(self.id, one.span): one for one in claimed(self.text)}

    @cached_property
    def recollections(self) -> dict[str, Recalled]:
        """The sentences that tell of a time well before it, by the ids of their passages."""
        return {passage_id(self.id, one.span): one for one in recalled(self.text, self.day)}

    @cached_property
    def parts(self) -> dict[str, Part]:
        """The sentences of what is said in it, by their ids."""
        return parts_of(self.id, self.text, self.reading.statements)

    @cached_property
    def pledges(self) -> dict[str, Pledge]:
        """Its pledges, by the ids of their statements."""
        return {one.statement: one for one in pledged(self)}

    def thing(self, number: str) -> Thing:
        """A thing of this report, for a bond."""
        return Thing(self.id, number)

    def actor(self, party: Party | None) -> Actor | None:
        """Who a party is, where that is known."""
        return self.actors.get(party.actor) if party and party.actor else None

    def speaker(self, statement: Statement) -> Actor | None:
        """Whose words a statement has: the originator of its chain, else its source.

        "I" and "we" inside what somebody says are he.
        """
        first = next((hop for hop in statement.chain if hop.role == "originator"), None)
        if first and first.actor in self.actors:
            return self.actors[first.actor]
        if found := self.actor(statement.source):
            return found
        around = self.statements.get(statement.within or "")
        span = statement.source.span if statement.source else None
        spoken = span is not None and span.of(self.text).casefold() in ("i", "we")
        return self.speaker(around) if around and spoken else None

    def source_name(self, statement: Statement) -> str | None:
        """The speaker's name, or the words that stand for the source."""
        if speaker := self.speaker(statement):
            return speaker.name
        return statement.source.span.of(self.text) if statement.source and statement.source.span else None

    def words(self, statement: Statement) -> str:
        """The content's words; where something interrupts them, its parts joined by an ellipsis."""
        return " … ".join(span.of(self.text) for span in statement.content.spans)

    def place_of(self, statement: Statement) -> Span:
        """The stretch of text from the content's first word to its last."""
        spans = statement.content.spans
        return Span(spans[0].start, spans[-1].end)

    def sentence(self, span: Span) -> Span:
        """The sentence in which `span` begins, as far as its end at least."""
        return sentence_at(self.text, span)

    def unnamed(self, span: Span) -> str:
        """The words at a span with a common noun for each name, and without "the first" or its like.

        So it counts what was done, and not by whom, nor that somebody made much of it.
        """
        left_out = [(called(self.text, one.marker), "") for one in self.precedents.values()]
        named = [
            (mention, _NOUNS[actor.kind])
            for actor in self.reading.actors
            for mention in actor.mentions
            if mention.of(self.text)[:1].isupper()
        ]
        words, reached = [], span.start
        for place, noun in sorted(left_out + named):
            if place.start >= reached and span.holds(place):
                words += [self.text[reached : place.start], noun]
                reached = place.end
        return "".join(words) + self.text[reached : span.end]

    def passage(self, span: Span, *, statement: str | None = None, event: str | None = None) -> Passage:
        """The words at a span, with all that leads to them."""
        article = self.reading.article
        return Passage(
            article.id, article.place, article.publisher, self.published, statement, event, span, span.of(self.text)
        )  # fmt: skip

    def quote(self, statement: Statement) -> Passage:
        """The passage of a statement's content."""
        return self.passage(self.place_of(statement), statement=statement.id)

    def told(self, event: Event) -> Passage:
        """The passage of an event: the sentence in which it is told."""
        return self.passage(self.sentence(event.trigger), event=event.id)

    def vector(self, number: str) -> Vector:
        """The vector of the article, a statement or an event, by its id."""
        return self.vectors[number]

    def deed(self, number: str) -> Vector:
        """The vector of an event's sentence without its names, or of a claimed precedent, or of a recollection."""
        return self.vectors[_deed(number) if number in self.events else number]

    def action(self, number: str) -> Vector:
        """The vector of what a pledge is to do, by its statement's id."""
        return self.vectors[_action(number)]

    def condition(self, number: str) -> Vector | None:
        """The vector of what a pledge hangs on; None where it hangs on nothing."""
        return self.vectors.get(_condition(number))


def _deed(event: str) -> str:
    return f"{event} without names"


def _action(statement: str) -> str:
    return f"{statement} action"


def _condition(statement: str) -> str:
    return f"{statement} condition"


def texts_to_encode(reading: Reading, judged: Verdicts = NOT_JUDGED) -> dict[str, str]:
    """What is encoded of a reading, by the id under which its vector is kept."""
    report = Report(reading, {}, judged)
    article = reading.article
    lead = " ".join(span.of(article.text) for span in article.paragraphs[:3])
    return {
        article.id: f"{article.title or ''}\n{lead}".strip(),
        **{number: part.words(report.text) for number, part in report.parts.items()},
        **{number: report.words(statement) for number, statement in report.statements.items()},
        **{number: report.sentence(event.trigger).of(report.text) for number, event in report.events.items()},
        **{_deed(number): report.unnamed(report.sentence(one.trigger)) for number, one in report.events.items()},
        **{number: report.unnamed(one.about) for number, one in report.precedents.items()},
        **{number: report.unnamed(one.about) for number, one in report.recollections.items()},
        **{_action(number): one.action for number, one in report.pledges.items()},
        **{
            _condition(number): one.condition.of(report.text) for number, one in report.pledges.items() if one.condition
        },
    }


def passage_id(article: str, span: Span) -> str:
    """The id of words of an article that are neither statement nor event."""
    return identify("words", article, f"{span.start}-{span.end}")


def _is_day(moment: str | None) -> bool:
    try:
        date.fromisoformat((moment or "")[:10])
    except ValueError:
        return False
    return True
