"""Judged paragraphs in the form of annotated ones, to train on and to measure with.

The form is that of evaluation/gold.jsonl: an object a paragraph, with its statements (source, cue, content, chain, act,
condition, certainty) and events, each text copied from the paragraph to the letter. One key more, `judged`, tells which
of them a person judged and who: a paragraph in which the machine's word still stands unjudged is no gold.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TextIO

from according.comparison.judged import EVENT_FIELDS, STATEMENT_FIELDS, Verdicts, as_judged
from according.model import Event, Reading, Span, Statement
from according.record import judgements
from according.record.record import Record

Json = dict[str, Any]
_PARTS = {None, *STATEMENT_FIELDS, *EVENT_FIELDS}


def write_gold(record: Record, stream: TextIO, *, whole: bool = False) -> None:
    """Write every judged paragraph, a line each; `whole`: only those of which everything was judged."""
    for article in dict.fromkeys(one.judgement.article for one in record.judgements()):
        with record.asking() as connection:
            verdicts = Verdicts(judgements.bearing_on(connection, [article])[article])
        for paragraph in gold(record.reading(article), verdicts):
            if paragraph["judged"]["whole"] or not whole:
                line = json.dumps(paragraph, ensure_ascii=False)
                stream.write(line.encode("utf-8", "replace").decode("utf-8") + "\n")


def gold(reading: Reading, verdicts: Verdicts) -> Iterator[Json]:
    """The paragraphs of a reading in which somebody judged a statement or event, as people left them."""
    after = as_judged(reading, verdicts)
    authors = _authors(verdicts)
    before = ""
    for n, paragraph in enumerate(reading.article.paragraphs, 1):
        words = paragraph.of(reading.article.text)
        found = [one.id for one in reading.statements if _begins_in(one, paragraph)]
        found += [one.id for one in reading.events if _begins_in(one, paragraph)]
        if any(one in authors for one in found):
            yield _paragraph(after, paragraph, n, before) | {
                "judged": {
                    "by": sorted({author for one in found for author in authors.get(one, ())}),
                    "things": sum(one in authors for one in found),
                    "whole": all(one in authors for one in found),
                }
            }
        before = words


def _authors(verdicts: Verdicts) -> dict[str, set[str]]:
    """Who judged what a thing is or says, by the thing's id."""
    found: dict[str, set[str]] = {}
    for one in verdicts.given:
        if one.judgement.field in _PARTS and one.anchoring.target:
            found.setdefault(one.anchoring.target, set()).add(one.judgement.author)
    return found


def _paragraph(reading: Reading, paragraph: Span, n: int, before: str) -> Json:
    article = reading.article
    published = (article.published.start or "")[:10] if article.published else ""
    return {
        "id": f"{article.id}-{n}",
        "from": article.url or article.place,
        "published": published or None,
        "context": before,
        "paragraph": paragraph.of(article.text),
        "statements": [_statement(one, reading, paragraph) for one in reading.statements if _begins_in(one, paragraph)],
        "events": [_event(one, reading, paragraph) for one in reading.events if _begins_in(one, paragraph)],
    }


def _statement(statement: Statement, reading: Reading, paragraph: Span) -> Json:
    text = reading.article.text
    pieces = [_cut(span, paragraph).of(text) for span in statement.content.spans if span.meets(paragraph)]
    source = statement.source.span if statement.source else None
    condition, certainty = statement.condition, statement.certainty
    hops = (hop.span.of(text) for hop in statement.chain if hop.span and paragraph.holds(hop.span))
    return {
        "source": _words(source, text, paragraph),
        "cue": next((span.of(text) for span in statement.cue.spans if paragraph.holds(span)), None),
        "content": pieces[0] if len(pieces) == 1 else pieces,
        "chain": list(hops),
        "act": statement.act,
        "condition": {"kind": condition.kind, "text": condition.span.of(text)}
        if condition and paragraph.holds(condition.span)
        else None,
        "certainty": {"cue": certainty.cue.of(text), "band": certainty.band}
        if certainty and paragraph.holds(certainty.cue)
        else None,
    }


def _event(event: Event, reading: Reading, paragraph: Span) -> Json:
    text = reading.article.text
    actors = (_words(party.span, text, paragraph) for party in event.actor)
    recipients = (_words(party.span, text, paragraph) for party in event.recipient)
    return {
        "trigger": event.trigger.of(text),
        "type": event.type,
        "status": event.status,
        "actor": next(filter(None, actors), None),
        "recipient": next(filter(None, recipients), None),
    }


def _begins_in(thing: Statement | Event, paragraph: Span) -> bool:
    if isinstance(thing, Event):
        return paragraph.holds(thing.trigger)
    first = next(iter(thing.content.spans or thing.cue.spans), None)
    return first is not None and paragraph.start <= first.start < paragraph.end


def _words(span: Span | None, text: str, paragraph: Span) -> str | None:
    return span.of(text) if span and paragraph.holds(span) else None


def _cut(span: Span, paragraph: Span) -> Span:
    return Span(max(span.start, paragraph.start), min(span.end, paragraph.end))
