"""Articles and readings made from a few words, for tests that begin behind the page."""

from __future__ import annotations

from according.model import Article, Reading, Span, Statement, identify
from according.reading.reader import read


def article_of(
    *paragraphs: str, publisher: str | None = None, agency: tuple[str, ...] = (), language: str = "en"
) -> Article:
    """An article of these paragraphs."""
    text = "\n\n".join(paragraphs)
    spans, start = [], 0
    for paragraph in paragraphs:
        spans.append(Span(start, start + len(paragraph)))
        start += len(paragraph) + 2
    return Article(
        id=identify("article", text, publisher or ""),
        place="sample.txt",
        url=None,
        title=None,
        byline=(),
        agency=agency,
        publisher=publisher,
        published=None,
        modified=None,
        first_seen=None,
        language=language,
        text=text,
        paragraphs=tuple(spans),
        page=identify("page", text),
    )


def reading_of(*paragraphs: str, **known: object) -> Reading:
    """The reading of an article of these paragraphs."""
    return next(read([article_of(*paragraphs, **known)]))  # type: ignore[arg-type]


def words(reading: Reading, statement: Statement) -> tuple[str | None, str, str]:
    """A statement's source, cue and content as they stand in the text; parts are joined by " … "."""
    text = reading.article.text
    source = statement.source.span.of(text) if statement.source and statement.source.span else None
    cue, content = (" … ".join(span.of(text) for span in part.spans) for part in (statement.cue, statement.content))
    return source, cue, content


def chain(statement: Statement) -> list[str]:
    """The names of a statement's chain."""
    return [hop.name for hop in statement.chain]
