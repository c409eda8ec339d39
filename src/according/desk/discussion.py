"""Remarks put where they belong on the page of a reading: at words, at a statement, at the whole page, or apart."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends

from according.desk.marking import Mark
from according.errors import QueryError
from according.model import Reading, Span
from according.record.remarks import ORDERS, Complaint, Order, Remark, Thread, Threaded, threads

# What is shown of a place without being asked for all: more than that is a long way to what follows.
SHOWN_AT_ONCE = 20
# A place with more remarks than these is folded, so that the article stays in view.
SHOWN_OPEN = 2


@dataclass(frozen=True, slots=True)
class Asked:
    """How the remarks on a page are wanted: in which order, all of them or the first, and which one is led to."""

    order: str = ""
    all: str = ""
    remark: str = ""

    @property
    def ordered(self) -> Order:
        """The order of the threads; newest first where none was asked for.

        Raises:
            QueryError: there is no such order.
        """
        if not self.order:
            return "newest"
        for order in ORDERS:
            if order == self.order:
                return order
        raise QueryError(f"Remarks stand {', '.join(ORDERS)}; {self.order!r} is none of these orders.")


How = Annotated[Asked, Depends(Asked)]


@dataclass(frozen=True, slots=True)
class Place:
    """The remarks at one place.

    Attributes:
        name: "120-180" for words, a statement's id, "page" or "orphaned"; the place's id on the page is made of it.
        shown: the threads, one remark after the other, as far as they are shown.
        many: how many remarks there are, shown or not.
        span: the words, for a place of words.
        words: see `span`.
        unfolded: whether the remarks are in view at once.
    """

    name: str
    shown: tuple[Threaded, ...]
    many: int
    span: Span | None = None
    words: str | None = None
    unfolded: bool = True

    @property
    def address(self) -> str:
        """The id by which the page leads to the place."""
        return f"remarks-{self.name}"

    def leads_to(self, asked: Asked) -> bool:
        """Whether the remark that is asked for stands here."""
        return any(item.remark.id == asked.remark for item in self.shown)


@dataclass(frozen=True, slots=True)
class Discussion:
    """All remarks on one article, each at its place.

    Attributes:
        order: that of the threads at each place.
        at_words: the places of words, by the number of the paragraph that they begin in.
        at_statement: the places of statements, by the statements' ids.
        whole: remarks on the whole page.
        orphaned: remarks whose words no longer stand in the article.
        many: how many remarks there are.
        led_to: the remark that the address leads to.
        words_led_to: where the words of its thread stand, if it is on words.
        complaints: what was reported of the remarks, by their ids, for analysts.
    """

    order: Order
    at_words: Mapping[int, Sequence[Place]]
    at_statement: Mapping[str, Place]
    whole: Place | None
    orphaned: Place | None
    many: int
    led_to: str
    words_led_to: Span | None
    complaints: Mapping[str, Sequence[Complaint]] = field(default_factory=dict)

    @property
    def marks(self) -> Iterator[Mark]:
        """The words that were remarked on, as marks in the text."""
        for places in self.at_words.values():
            for place in places:
                if place.span:
                    yield Mark("remarked", place.span, of=place.address, number=str(place.many))


def discuss(
    found: Sequence[Remark],
    reading: Reading,
    asked: Asked,
    complaints: Mapping[str, Sequence[Complaint]] | None = None,
) -> Discussion:
    """Put the remarks on an article where they belong.

    Raises:
        QueryError: they are asked for in an order that there is none of.
    """
    order = asked.ordered
    at: defaultdict[str, list[Thread]] = defaultdict(list)
    known = {statement.id for statement in reading.statements}
    for thread in threads(found, order):
        at[_place_of(thread[0].remark, known)].append(thread)
    places = {name: _place(name, there, asked) for name, there in at.items()}
    led_to = next((place.span for place in places.values() if place.name != "orphaned" and place.leads_to(asked)), None)
    whole, orphaned = places.pop("page", None), places.pop("orphaned", None)
    at_words: defaultdict[int, list[Place]] = defaultdict(list)
    ends = [paragraph.end for paragraph in reading.article.paragraphs]
    for place in sorted(places.values(), key=lambda place: place.span or Span(0, 0)):
        if place.name not in known and place.span:
            at_words[min(bisect_right(ends, place.span.start), len(ends) - 1)].append(place)
    at_statement = {name: place for name, place in places.items() if name in known}
    return Discussion(
        order, at_words, at_statement, whole, orphaned, len(found), asked.remark, led_to, complaints or {}
    )


def _place_of(remark: Remark, statements: Collection[str]) -> str:
    if remark.orphaned_at:
        return "orphaned"
    if remark.statement in statements:
        return remark.statement or ""
    return f"{remark.span.start}-{remark.span.end}" if remark.span else "page"


def _place(name: str, there: Sequence[Thread], asked: Asked) -> Place:
    every = [item for thread in there for item in thread]
    led_to = any(item.remark.id == asked.remark for item in every)
    beyond = led_to and all(item.remark.id != asked.remark for item in every[:SHOWN_AT_ONCE])
    shown = every if asked.all or beyond else every[:SHOWN_AT_ONCE]
    first = there[0][0].remark
    folds = len(every) > SHOWN_OPEN and name not in ("page", "orphaned")
    unfolded = not folds or led_to or bool(asked.all)
    return Place(name, tuple(shown), len(every), first.span, first.words, unfolded)
