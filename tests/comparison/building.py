"""Little reports for tests: a text, and who says what in it, given by the words themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from according.comparison.reports import Report, texts_to_encode
from according.comparison.vectors import released
from according.model import (
    Act,
    Actor,
    ActorKind,
    Article,
    Condition,
    Date,
    Hop,
    HopEvidence,
    HopRole,
    Party,
    Reading,
    Span,
    Stance,
    Statement,
    Words,
    identify,
)


@dataclass(frozen=True)
class Who:
    """An actor of a report."""

    name: str
    kind: ActorKind = "person"
    country: str | None = None
    sector: str | None = None
    role: str | None = None


@dataclass(frozen=True)
class Said:
    """A statement by its words: each stands in the text, and is looked for from where the one before it was found.

    `via` are the further hops of the chain: role, name and evidence; `on` is the day of saying, if the text names it.
    """

    source: str
    cue: str
    content: str
    who: Who | None = None
    act: Act = "assert"
    stance: Stance = "neutral"
    via: Sequence[tuple[HopRole, str, HopEvidence]] = ()
    on: str | None = None
    condition: str | None = None


def report(
    text: str,
    said: Sequence[Said] = (),
    *,
    published: str = "2024-05-06",
    publisher: str | None = "The Courier",
    agency: Sequence[str] = (),
    actors: Sequence[Who] = (),
) -> Report:
    """A report with its statements; `published` is a day or an instant with its offset."""
    number = identify("article", text, publisher or "")
    precision = "instant" if "T" in published else "day"
    article = Article(
        id=number, place=f"https://{number}.example/", url=f"https://{number}.example/", title=text[:40], byline=(),
        agency=tuple(agency), publisher=publisher, published=Date(published, published, precision, "metadata"),
        modified=None, first_seen=None, language="en", text=text, paragraphs=paragraphs(text),
    )  # fmt: skip
    everyone = {who.name: who for who in (*actors, *(one.who for one in said if one.who))}
    known = {name: _actor(number, who, text) for name, who in everyone.items()}
    statements = tuple(_statement(number, text, one, known) for one in said)
    reading = Reading(reader="test", unread=None, article=article, actors=tuple(known.values()), statements=statements)
    texts = texts_to_encode(reading)
    return Report(reading, dict(zip(texts, released().encode(list(texts.values())), strict=True)))


def _actor(article: str, who: Who, text: str) -> Actor:
    mentions = tuple(Span(*match.span()) for match in re.finditer(rf"\b{re.escape(who.name)}\b", text))
    number = identify("actor", article, who.name)
    return Actor(number, who.name, who.kind, who.country, who.sector, who.role, mentions)


def _statement(article: str, text: str, said: Said, known: dict[str, Actor]) -> Statement:
    content = _find(text, said.content)
    source = _find(text, said.source, near=content)
    actor = known[said.who.name].id if said.who else None
    hops = [Hop(said.source, source, actor, "originator", "text")] if said.source else []
    for role, name, evidence in said.via:
        hop = known.get(name)
        place = Span(text.find(name), text.find(name) + len(name)) if name in text else None
        hops.append(Hop(name, place, hop.id if hop else None, role, evidence))
    return Statement(
        id=identify("statement", article, str(content.start)),
        within=None,
        form="direct" if said.content[0] in '“"' else "indirect",
        act=said.act,
        stance=said.stance,
        source=Party(source, actor) if said.source else None,
        cue=Words((_find(text, said.cue, near=content),)),
        content=Words((content,)),
        chain=tuple(hops),
        condition=Condition("if", _find(text, said.condition)) if said.condition else None,
        said_on=Date(said.on, said.on, "day", "text") if said.on else None,
    )


def _find(text: str, words: str, near: Span | None = None) -> Span:
    """Where words stand, nearest to a place; they must stand there."""
    starts = [start for start in range(len(text)) if text.startswith(words, start)]
    start = min(starts, key=lambda start: abs(start - near.start)) if near else starts[0]
    return Span(start, start + len(words))


def paragraphs(text: str) -> tuple[Span, ...]:
    """The paragraphs of a text, which blank lines part."""
    spans, start = [], 0
    for part in text.split("\n\n"):
        spans.append(Span(start, start + len(part)))
        start += len(part) + 2
    return tuple(spans)
