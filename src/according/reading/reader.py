"""From an article to its reading: the steps of this room, put in line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from according.language import LONGEST_TEXT, ParsedText, parse_many
from according.model import Article, Form, Party, Reading, Span, Statement, Words
from according.reading.nesting import Nested, nest
from according.reading.quotes import quoted_spans
from according.reading.telling import telling

# The version of the reader: whatever changes what is found changes it, and the record reads such articles anew.
READER = "0.1.0"


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
    statements = [_statement(article, parsed, nested, quotes) for nested in nest(article, parsed)]
    statements.sort(key=lambda statement: (statement.cue.spans, statement.content.spans))
    return Reading(READER, None, article, statements=tuple(statements))


def _statement(article: Article, parsed: ParsedText, nested: Nested, quotes: Sequence[Span]) -> Statement:
    found = nested.attribution
    told = telling(parsed, found)
    return Statement(
        id=nested.id,
        within=nested.outer.id if nested.outer else None,
        form=_form(found.content, quotes),
        act=None,
        stance="neutral",
        source=Party(found.source[0], None) if found.source else None,
        cue=Words(found.cue),
        content=Words(found.content),
        addressee=told.addressee,
        medium=told.medium,
        chain=nested.chain,
        earlier=told.earlier,
    )


def _form(content: Sequence[Span], quotes: Sequence[Span]) -> Form:
    """Direct where all words stand between quotation marks, indirect where none do, else mixed."""
    if all(any(quote.holds(span) for quote in quotes) for span in content):
        return "direct"
    return "mixed" if any(quote.meets(span) for span in content for quote in quotes) else "indirect"
