"""The things of lists as items of feeds: what each is called in a line, its words, and where it stands on the desk."""

from __future__ import annotations

from according.desk.atom import Written
from according.desk.telling import Item, cited, on_a_line
from according.quoting import quoted
from according.record.answers import Happening, Judged, RefusalLine, Said
from according.record.known import Met


def of_statement(at: str, one: Said) -> Item:
    """A statement that came to be known at an instant."""
    line = one.article
    words = cited(one.content or one.cue, line.publisher or line.place, line.published)
    act = f" ({one.statement.act})" if one.statement.act else ""
    headline = f"{one.source or 'An unnamed voice'}{act}: {one.content or one.cue}"
    return Item(f"statement/{one.statement.id}", at, on_a_line(headline), (words,), f"/statements/{one.statement.id}")


def of_event(at: str, one: Happening) -> Item:
    """An event that came to be known at an instant."""
    line, place = one.article, f"{one.event.trigger.start}-{one.event.trigger.end}"
    parties = [", ".join(names) for names in (one.actors, one.recipients) if names]
    words = cited(one.words, line.publisher or line.place, line.published)
    headline = f"{one.event.type} ({one.event.status}): {' → '.join(parties) or one.words}"
    path = f"/articles/{line.article}?span={place}#s{place}"
    return Item(f"event/{one.event.id}", at, on_a_line(headline), (words,), path)


def of_name(what: str, path: str, one: Met) -> Item:
    """A name that was met, of what it is the name, and where that has its page."""
    line = one.article
    there = f"First met in {cited(line.title or 'Untitled', line.publisher or line.place, line.published)}"
    return Item(f"{what}/{one.key}", one.at, on_a_line(one.name), (there,), path)


def of_refusal(one: RefusalLine) -> Item:
    """A place that was set aside."""
    told = one.refusal
    return Item(
        f"refusal/{one.id}", told.seen, on_a_line(f"Set aside: {told.place}"), (told.reason,), f"/refusals#{one.id}"
    )


def of_judgement(one: Judged) -> Item:
    """A judgement, with who gave it."""
    told, thing = one.judgement, f"{one.kind}s" if one.kind in ("statement", "actor") else ""
    path = f"/{thing}/{told.target}#judgements" if thing else f"/articles/{told.article}"
    part = f"{one.kind}, {told.field}" if told.field else one.kind
    words = [line for line in (quoted(told.words) if told.words else "", told.note) if line]
    return Written(
        f"judgement/{told.id}", told.at, f"{told.verdict.capitalize()}: {part}", tuple(words), path, told.author
    )
