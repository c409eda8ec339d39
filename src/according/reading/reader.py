"""From an article to its reading: the steps of this room, put in line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from according.language import LONGEST_TEXT, ParsedText, parse_many
from according.model import Actor, Article, Date, Form, Hop, Party, Reading, Span, Statement, Words
from according.reading import READER
from according.reading.actors import Cast, DeclaredActor, find_actors
from according.reading.acts import act_of
from according.reading.attributions import Attribution
from according.reading.certainty import certainty_of
from according.reading.conditions import condition_of
from according.reading.dates import find_dates
from according.reading.events import find_events, find_tellings, party_words
from according.reading.factuality import factuality_at
from according.reading.frames import Frames
from according.reading.lexicon import NOTHING, Added, frames_with, using
from according.reading.nesting import Nested, nest
from according.reading.quotes import quoted_spans
from according.reading.relations import find_relations
from according.reading.sides import is_known, own_side
from according.reading.stances import stance_of
from according.reading.telling import telling

# Acts that bind or ask for something to be done, and so may have a time by which it is due.
_BINDING = frozenset({"commit", "threaten", "request"})


def read(
    articles: Iterable[Article], declared: Sequence[DeclaredActor] = (), added: Added | None = None
) -> Iterator[Reading]:
    """Read articles, one reading each, in their order; one that is not to be read says why in `unread`.

    Args:
        articles: what to read; all of them are parsed in one stream.
        declared: actors that the user knows beforehand.
        added: entries that the user adds to the lexicons that According brings.
    """
    batch = list(articles)
    reasons = [why_unread(article) for article in batch]
    readable = [(article.text, article.paragraphs) for article, why in zip(batch, reasons, strict=True) if why is None]
    parsed = parse_many(readable)
    for article, why in zip(batch, reasons, strict=True):
        if why:
            yield Reading(READER, why, article)
            continue
        with using(added or NOTHING) as lexicon:
            reading = read_parsed(article, next(parsed), declared, lexicon.part(frames_with))
        yield reading


def why_unread(article: Article) -> str | None:
    """The sentence that says why an article's text is not read; None where it is."""
    if not article.text.strip():
        return "The page has no text that could be read as an article."
    if len(article.text) > LONGEST_TEXT:
        return f"The text has {len(article.text):,} characters; texts of up to {LONGEST_TEXT:,} are read."
    if article.language and article.language != "en":
        return f"The text is in the language {article.language!r}; English is read."
    return None


def read_parsed(
    article: Article, parsed: ParsedText, declared: Sequence[DeclaredActor] = (), lexicon: Frames | None = None
) -> Reading:
    """Read an article whose text is parsed."""
    quotes = [quote for paragraph in parsed.paragraphs for quote in quoted_spans(parsed.text, paragraph)]
    reported = _day(article.published)
    nests = list(nest(article, parsed))
    statements = [_statement(parsed, nested, quotes, reported) for nested in nests]
    statements.sort(key=lambda statement: (statement.cue.spans, statement.content.spans))
    tellings = find_tellings(parsed, lexicon)
    named = sorted({*_named(statements), *party_words(tellings)})
    cast = find_actors(article, parsed, named, declared, _quoted(statements))
    found = {nested.id: nested.attribution for nested in nests}
    known = tuple(
        _for_its_side(parsed, _with_actors(statement, cast), found[statement.id], cast.actors, reported)
        for statement in statements
    )
    events = tuple(
        replace(event, factuality=factuality_at(parsed, event.trigger, known))
        for event in find_events(article, parsed, known, cast, reported, tellings)
    )
    relations = find_relations(article, parsed, cast)
    return Reading(READER, None, article, cast.actors, relations, known, events)


def _day(published: Date | None) -> date | None:
    """The day of the report, where it is known to the day."""
    if published is None or published.start is None or published.precision not in {"instant", "day"}:
        return None
    return date.fromisoformat(published.start[:10])


def _statement(parsed: ParsedText, nested: Nested, quotes: Sequence[Span], reported: date | None) -> Statement:
    found = nested.attribution
    told = telling(parsed, found, reported)
    act = act_of(parsed, found)
    stance, shown = stance_of(parsed, found)
    return Statement(
        id=nested.id,
        within=nested.outer.id if nested.outer else None,
        form=_form(found.content, quotes),
        act=act,
        stance=stance,
        source=Party(found.source[0], None) if found.source else None,
        cue=Words(found.cue),
        content=Words(found.content),
        addressee=told.addressee,
        medium=told.medium,
        chain=nested.chain,
        condition=condition_of(parsed, found),
        certainty=certainty_of(parsed, found),
        said_on=told.said_on,
        due=_due(parsed.text, found, reported) if act in _BINDING else None,
        earlier=told.earlier,
        stance_span=shown,
    )


def _for_its_side(
    parsed: ParsedText, statement: Statement, found: Attribution, actors: Sequence[Actor], reported: date | None
) -> Statement:
    """The statement with the act that it is, seen for whom its source speaks: "Jorund will withdraw, its minister said"
    is a commitment.
    """
    source = statement.source
    speaker = next((actor for actor in actors if source and actor.id == source.actor), None)
    if speaker is None or source is None or source.span is None or statement.act not in {"assert", "assess"}:
        return statement
    # Officials without a name leak what is planned; it binds nobody.
    if not is_known(speaker):
        return statement
    act = act_of(parsed, found, own_side(speaker, source.span.of(parsed.text), actors))
    return replace(statement, act=act, due=_due(parsed.text, found, reported) if act in _BINDING else None)


def _due(text: str, found: Attribution, reported: date | None) -> Date | None:
    """By when what is promised, threatened or asked is to be done: the first time in the content that ends ahead."""
    if reported is None:
        return None
    times = (when for span in found.content for when in find_dates(text, span, reported, "future"))
    return next((when for when in times if when.end and when.end >= reported.isoformat()), None)


def _form(content: Sequence[Span], quotes: Sequence[Span]) -> Form:
    """Direct where all words stand between quotation marks, indirect where none do, else mixed."""
    if all(any(quote.holds(span) for quote in quotes) for span in content):
        return "direct"
    return "mixed" if any(quote.meets(span) for span in content for quote in quotes) else "indirect"


def _named(statements: Sequence[Statement]) -> list[Span]:
    """All words that name a party or a hop, for the actors to be found behind them."""
    parties = [party.span for one in statements for party in (one.source, *one.addressee) if party]
    hops = [hop.span for one in statements for hop in one.chain]
    return sorted({span for span in (*parties, *hops) if span})


def _quoted(statements: Sequence[Statement]) -> list[tuple[Span, Span | None]]:
    """Contents in the source's own words, with the words that name the source: who "I" and "we" are in them."""
    return [
        (content, statement.source.span if statement.source else None)
        for statement in statements
        if statement.form != "indirect"
        for content in statement.content.spans
    ]


def _with_actors(statement: Statement, cast: Cast) -> Statement:
    return replace(
        statement,
        source=statement.source and _known(statement.source, cast),
        addressee=tuple(_known(party, cast) for party in statement.addressee),
        chain=_chain(statement.chain, cast),
    )


def _chain(hops: Sequence[Hop], cast: Cast) -> tuple[Hop, ...]:
    """The hops with their actors; an agency that the text names, too, is not said again by the page's credit."""
    known = [replace(hop, actor=cast.at(hop.span) if hop.span else None) for hop in hops]
    names = {actor.id: actor.name for actor in cast.actors}
    called = [f" {names.get(hop.actor or '', hop.name)}".casefold() for hop in known if hop.evidence != "credit"]
    return tuple(
        hop
        for hop in known
        if hop.evidence != "credit" or not any(name.endswith(f" {hop.name.casefold()}") for name in called)
    )


def _known(party: Party, cast: Cast) -> Party:
    return replace(party, actor=cast.at(party.span)) if party.span else party
