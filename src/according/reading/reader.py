"""From an article to its reading: the steps of this room, put in line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from according.language import LONGEST_TEXT, ParsedText, parse_many
from according.model import Article, Form, Hop, Party, Reading, Span, Statement, Words, identify
from according.reading.attributions import Attribution, find_attributions, find_within
from according.reading.quotes import quoted_spans

# The version of the reader: whatever changes what is found changes it, and the record reads such articles anew.
READER = "0.1.0"

# Contents are read again inside contents this many times: three relays deep is the most that news prose has.
DEEPEST = 3


def read(articles: Iterable[Article]) -> Iterator[Reading]:
    """Read articles, one reading each, in their order; one that is not to be read says why in `unread`."""
    batch = list(articles)
    reasons = [why_unread(article) for article in batch]
    readable = [(article.text, article.paragraphs) for article, why in zip(batch, reasons, strict=True) if why is None]
    parsed = parse_many(readable)
    for article, why in zip(batch, reasons, strict=True):
        yield Reading(READER, why, article) if why else read_parsed(article, next(parsed))


def why_unread(article: Article) -> str | None:
    """The sentence that says why an article's text is not read; None where it is."""
    if not article.text.strip():
        return "The page has no text that could be read as an article."
    if len(article.text) > LONGEST_TEXT:
        return f"The text has {len(article.text):,} characters; texts of up to {LONGEST_TEXT:,} are read."
    if article.language and article.language != "en":
        return f"The text is in the language {article.language!r}; English is read."
    return None


def read_parsed(article: Article, parsed: ParsedText) -> Reading:
    """Read an article whose text is parsed."""
    quotes = [quote for paragraph in parsed.paragraphs for quote in quoted_spans(parsed.text, paragraph)]
    statements: list[Statement] = []
    outer: Sequence[Statement | None] = [None]
    found: Sequence[Sequence[Attribution]] = [find_attributions(parsed)]
    for _ in range(DEEPEST):
        layer = [
            _statement(article, attribution, within, quotes)
            for within, attributions in zip(outer, found, strict=True)
            for attribution in attributions
            if within is None or not _same_words(within, attribution)
        ]
        statements += layer
        contents = [(statement, span) for statement in layer for span in statement.content.spans]
        outer = [statement for statement, _ in contents]
        found = find_within(parsed, [span for _, span in contents])
    statements.sort(key=lambda statement: (statement.cue.spans, statement.content.spans))
    return Reading(READER, None, article, statements=tuple(statements))


def _same_words(statement: Statement, attribution: Attribution) -> bool:
    """Whether an attribution found inside a content only repeats the statement whose content it is."""
    return attribution.content == statement.content.spans


def _statement(article: Article, found: Attribution, within: Statement | None, quotes: Sequence[Span]) -> Statement:
    source = Party(found.source[0], None) if found.source else None
    relays = within.chain if within else ()
    return Statement(
        id=identify("statement", article.id, str(found.source), str(found.cue), str(found.content)),
        within=within.id if within else None,
        form=_form(found.content, quotes),
        act=None,
        stance="neutral",
        source=source,
        cue=Words(found.cue),
        content=Words(found.content),
        chain=(*_originator(article, found), *(_as_relay(hop) for hop in relays)),
    )


def _originator(article: Article, found: Attribution) -> Iterator[Hop]:
    for span in found.source[:1]:
        yield Hop(span.of(article.text), span, None, "originator", "text")


def _as_relay(hop: Hop) -> Hop:
    return replace(hop, role="relay") if hop.role == "originator" else hop


def _form(content: Sequence[Span], quotes: Sequence[Span]) -> Form:
    """Direct where all words stand between quotation marks, indirect where none do, else mixed."""
    if all(any(quote.holds(span) for quote in quotes) for span in content):
        return "direct"
    return "mixed" if any(quote.meets(span) for span in content for quote in quotes) else "indirect"
