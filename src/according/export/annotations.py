"""Remarks as annotations, in the JSON-LD of the W3C Web Annotation Data Model (Recommendation of 23 February 2017)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import groupby
from typing import Any, TextIO
from urllib.parse import urlsplit

from according.model import Article
from according.record import queries, remarks
from according.record.record import Record
from according.record.remarks import Remark

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MEDIA_TYPE = f'application/ld+json; profile="{CONTEXT}"'

Json = dict[str, Any]


def annotation(remark: Remark, article: Article, desk: str) -> Json:
    """A remark as an annotation of the page that its article stands on.

    Args:
        remark: one that everybody may read.
        article: the one it is on.
        desk: the address of the desk ("http://127.0.0.1:8765"), under which its remarks have theirs.
    """
    told: Json = {
        "@context": CONTEXT,
        "id": _address(desk, remark.id),
        "type": "Annotation",
        "motivation": "replying" if remark.answers else "commenting",
        "creator": {"type": "Person", "name": remark.name},
        "created": remark.made_at,
        "body": {"type": "TextualBody", "value": remark.body, "format": "text/plain"},
        "target": _address(desk, remark.answers) if remark.answers else _target(remark, article, desk),
    }
    return told | ({"modified": remark.edited_at} if remark.edited_at else {})


def collection(found: Iterable[Remark], article: Article, desk: str) -> Json:
    """All remarks on an article that everybody may read, as a collection of one page."""
    items = [annotation(remark, article, desk) for remark in found if remark.stands]
    ident = f"{desk}/readings/{article.id}/remarks.jsonld"
    for item in items:
        del item["@context"]  # the collection's holds for all that is in it
    page = {"id": f"{ident}#page", "type": "AnnotationPage", "partOf": ident, "startIndex": 0, "items": items}
    label = f"Remarks on {article.title or article.url or article.place}"
    told: Json = {"@context": CONTEXT, "id": ident, "type": "AnnotationCollection", "label": label, "total": len(items)}
    return told | ({"first": page} if items else {})


def write_lines(record: Record, desk: str, to: TextIO) -> None:
    """Write all remarks of a record that everybody may read, an annotation a line, by article and then by age."""
    with record.asking() as connection:
        for ident, found in groupby(remarks.everywhere(connection), key=lambda remark: remark.article):
            article = queries.reading(connection, ident).article
            to.writelines(json.dumps(annotation(one, article, desk), ensure_ascii=False) + "\n" for one in found)


def _address(desk: str, remark: str) -> str:
    return f"{desk}/remarks/{remark}"


def _target(remark: Remark, article: Article, desk: str) -> Json:
    """The page as it was when it was met, and the words in it.

    An orphan has no position: the one that it had counts in a text that is no longer the article's.
    """
    reading = f"{desk}/articles/{article.id}"
    target: Json = {"type": "SpecificResource", "source": _source(article) or reading, "scope": reading}
    seen = article.first_seen.start if article.first_seen else None
    if seen:
        target["state"] = {"type": "TimeState", "sourceDate": seen}
    if remark.words is None:
        return target
    quote = {"exact": remark.words, "prefix": remark.prefix, "suffix": remark.suffix}
    selectors: list[Json] = [{"type": "TextQuoteSelector", **quote}]
    if remark.span and not remark.orphaned_at:
        selectors.append({"type": "TextPositionSelector", "start": remark.span.start, "end": remark.span.end})
    return target | {"selector": selectors}


def _source(article: Article) -> str | None:
    """The page's own address, where it is one of the web."""
    try:
        parts = urlsplit(article.url or "")
    except ValueError:
        return None
    return article.url if parts.scheme in ("http", "https") and parts.netloc else None
