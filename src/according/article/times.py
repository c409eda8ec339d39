"""When a page was published and modified: gathered from all places that say so, and weighed against each other.

A time that cannot be is set aside: the year 1, the beginning of Unix time, one that lies after we had the page, a
modification before the publication. Where places agree on the clock but not on its zone, one that the visible page
bears out is taken; else the clock is kept and the zone left open. Never is the one time taken for the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from lxml.etree import XPath
from lxml.html import HtmlElement

from according.article.clock import Stamp, read_time
from according.article.linked import Linked, broken_value
from according.article.sources import Sources, words_of
from according.model import Basis, Date, Found

# Places in the order in which they are believed; equal ranks stand in the page's order.
_LINKED_DATA = {"published": ("datePublished",), "modified": ("dateModified",)}
_META: dict[str, tuple[str, ...]] = {
    "published": (
        "article:published_time", "og:article:published_time", "datepublished", "article:published",
        "article.published", "og:published_time", "published_time", "publishdate", "publish-date", "publish_date",
        "published", "published_at", "published-date", "pubdate", "pub_date", "publicationdate",
        "publication_date", "article_date_original", "dcterms.issued", "dc.date.issued", "dcterms.created",
        "dc.date.created", "dc.date", "dcterms.date", "parsely-pub-date", "sailthru.date",
        "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "displaydate", "originalpublicationdate",
        "dcsext.articlefirstpublished", "sn-post-date", "pdate", "date", "datecreated", "article:created",
    ),
    "modified": (
        "article:modified_time", "og:article:modified_time", "datemodified", "article:modified", "article.updated",
        "article:updated_time", "og:updated_time", "modified_time", "dcterms.modified", "dc.date.modified",
        "updated-date", "last-modified", "lastmod", "revised", "article_date_updated", "dateupdated", "datelastpubbed",
    ),
}  # fmt: skip
_MICRODATA = {"published": ("datepublished",), "modified": ("datemodified", "dateupdated")}
_UPDATED = re.compile(r"updat|modif|revis")
_PUBLISHED = re.compile(r"publish|posted|pubdate|pub-date|entry-date|post-date")
_TIMED = XPath("//*[self::time or self::abbr[contains(@class, 'publish')] or @itemprop]")
# Elements of these words tell the times of other things: of comments, of what is related, of what is new elsewhere.
_ELSEWHERE = re.compile(
    r"comment|related|recommend|sidebar|widget|trending|popular|latest|teaser|promo|nav|footer|recirc|more-|most-|feed"
    r"|listing|card|carousel|tweet|embed"
)
_VISIBLE = {
    "modified": re.compile(
        r"(?i)(?:last )?(?:updated?|modified|revised|aktualisiert|actualizado|mis à jour|обновлено)\b"
    ),
    "published": re.compile(
        r"(?i)(?:first )?(?:published|posted|created|veröffentlicht|publicado|publié|опубликовано)\b"
    ),
}
_LATER_CLOCKS = timedelta(hours=36)
_ZONE_SPAN = timedelta(hours=14)
_QUARTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Told:
    """A time that a place in the page tells."""

    stamp: Stamp
    place: str
    words: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Times:
    """The times of a page, and where each was found."""

    published: Date | None
    modified: Date | None
    found: tuple[Found, ...]


def times(sources: Sources, seen: str, declared: str | None) -> Times:
    """Find when the page was published and modified.

    Args:
        sources: the page's JSON-LD, meta tags, elements and visible lines.
        seen: the instant (ISO 8601) at which we had the page.
        declared: the time of publication that was given with the page, which overrides all others.
    """
    latest = _latest(seen)
    told = {field: list(_possible(_told(field, sources), latest)) for field in ("published", "modified")}
    visible = {field: list(_possible(_read_lines(field, sources.lines), latest)) for field in ("published", "modified")}
    published = _declared(declared) or _weigh(told["published"] or visible["published"], visible["published"])
    candidates = [
        one for one in told["modified"] or visible["modified"] if published is None or _not_before(one, published)
    ]
    later = [one for one in candidates if published is None or one.stamp.start != published.stamp.start]
    modified = _weigh(later or candidates, visible["modified"], like=published)
    found = [
        Found(field, one.place, one.words)
        for field, one in (("published", published), ("modified", modified))
        if one is not None
    ]
    return Times(_date(published), _date(modified), tuple(found))


def read_date(words: str, basis: Basis, seen: str) -> Date | None:
    """One written time as a date, None where it cannot be read or cannot be."""
    stamp = read_time(words)
    told = [] if stamp is None else list(_possible([Told(stamp, "", words, basis)], _latest(seen)))
    return _date(told[0]) if told else None


def _latest(seen: str) -> datetime:
    stamp = read_time(seen)
    return (stamp.instant if stamp else datetime.max.replace(tzinfo=UTC) - _LATER_CLOCKS) + _LATER_CLOCKS


def _possible(told: Iterable[Told], latest: datetime) -> Iterator[Told]:
    for one in told:
        if one.stamp.day.year >= 1700 and one.stamp.day != date(1970, 1, 1) and one.stamp.instant <= latest:
            yield one


def _told(field: str, sources: Sources) -> Iterator[Told]:
    linked = _from_linked(field, sources.linked)
    for words, place in (*linked, *_from_metas(field, sources.metas), *_from_elements(field, sources)):
        if (stamp := read_time(words)) is not None:
            yield Told(stamp, place, words, "metadata")


def _from_linked(field: str, linked: Linked) -> Iterator[tuple[str, str]]:
    for key in _LINKED_DATA[field]:
        for thing in linked.articles():
            if isinstance(words := thing.values.get(key), str):
                yield words, f"{thing.place}.{key}"
        for number, text in linked.broken:
            if (found := broken_value(text, key)) is not None:
                yield found, f"JSON-LD {number} {key}"


def _from_metas(field: str, metas: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for name in _META[field]:
        for key, content in metas:
            if key == name:
                yield content, f"meta {key}"


def _from_elements(field: str, sources: Sources) -> Iterator[tuple[str, str]]:
    marked, timed = [], []
    for element in _TIMED(sources.tree):
        properties = (element.get("itemprop") or "").lower().split()
        if set(properties) & set(_MICRODATA[field]):
            marked.append((element, f"{element.tag} itemprop {properties[0]}"))
        elif element.tag in ("time", "abbr") and not properties and _time_role(element) == field:
            timed.append((element, f"{element.tag} datetime" if element.get("datetime") else str(element.tag)))
    # Of unmarked times the first is the article's; those after it tell of others.
    for several, most in ((marked, 2), (timed, 1)):
        own = ((_time_words(element), place) for element, place in several if _is_here(element, sources))
        yield from islice(own, most)


def _is_here(element: HtmlElement, sources: Sources) -> bool:
    return sources.is_own(element) or not sources.is_aside(element, _ELSEWHERE)


def _time_words(element: HtmlElement) -> str:
    return str(element.get("datetime") or element.get("content") or element.get("title") or words_of(element))


def _time_role(element: HtmlElement) -> str:
    """Which time an element without a schema.org property tells, by its words and its parent's."""
    parent = element.getparent()
    words = " ".join((node.get("class") or "").lower() for node in (element, parent) if node is not None)
    shown = element.text_content()[:100].strip()
    later = (_UPDATED.search(words) and not _PUBLISHED.search(words)) or _VISIBLE["modified"].match(shown)
    return "modified" if later else "published"


def _read_lines(field: str, lines: Sequence[tuple[str, str]]) -> Iterator[Told]:
    for place, words in lines:
        for part in _labelled(words):
            other = "modified" if field == "published" else "published"
            fits = _VISIBLE[field].search(part) or (field == "published" and not _VISIBLE[other].search(part))
            if fits and (stamp := read_time(part)) is not None:
                yield Told(stamp, place, part, "page")


def _labelled(words: str) -> list[str]:
    """A line of several times, cut before each word that says which time follows."""
    return [
        part
        for part in re.split(r"(?i)(?=\b(?:last )?(?:updated?|modified|published|posted)\b)", words)
        if part.strip()
    ]


def _declared(words: str | None) -> Told | None:
    stamp = read_time(words) if words else None
    return Told(stamp, "declared", words or "", "metadata") if stamp else None


def _not_before(one: Told, published: Told) -> bool:
    """Whether a modification may follow the publication; a day is compared as a day."""
    if one.stamp.zoned and published.stamp.zoned:
        return one.stamp.instant >= published.stamp.instant
    return one.stamp.day >= published.stamp.day and (
        not (one.stamp.clocked and published.stamp.clocked) or one.stamp.instant >= published.stamp.instant - _ZONE_SPAN
    )


def _weigh(told: Sequence[Told], visible: Sequence[Told], like: Told | None = None) -> Told | None:
    """The time to believe: the first place's, made as exact as an agreeing place has it, its zone borne out.

    It is borne out by a visible time, or by coming from the same kind of place as `like`, whose zone was.
    """
    if not told:
        return None
    first = max([told[0], *(one for one in told[1:] if _same(told[0], one))], key=_exactness)
    rivals = [one for one in told if one.stamp.zoned and first.stamp.zoned and _differ_by_zone(one.stamp, first.stamp)]
    if not rivals:
        return first
    for one in (first, *rivals):
        if any(_same_moment(one.stamp, shown.stamp) for shown in visible):
            return one
        if like is not None and like.stamp.zoned and like.place.split()[0] == one.place.split()[0]:
            return one
    return _open_zone(first, rivals)


def _exactness(one: Told) -> int:
    return one.stamp.clocked + one.stamp.zoned


def _same(first: Told, other: Told) -> bool:
    """Whether another place tells the same time, only to the day, or without its zone."""
    if first.stamp.zoned or _exactness(other) <= _exactness(first):
        return False
    if not first.stamp.clocked:
        return abs((other.stamp.day - first.stamp.day).days) <= 1 and first.stamp.start == first.stamp.end
    apart = abs(other.stamp.instant - first.stamp.instant)
    return apart <= _ZONE_SPAN and _whole_quarters(apart)


def _differ_by_zone(one: Stamp, other: Stamp) -> bool:
    apart = abs(one.instant - other.instant)
    return timedelta(0) < apart <= _ZONE_SPAN and apart % timedelta(hours=1) == timedelta(0)


def _whole_quarters(apart: timedelta) -> bool:
    return min(apart % _QUARTER, _QUARTER - apart % _QUARTER) < timedelta(minutes=1)


def _same_moment(one: Stamp, shown: Stamp) -> bool:
    return shown.zoned and abs(one.instant - shown.instant) < timedelta(minutes=1)


def _open_zone(first: Told, rivals: Sequence[Told]) -> Told:
    """A time whose zone is disputed: its clock where that is agreed on, else its day or days."""
    clocks = [one.stamp.start.replace(tzinfo=None) for one in (first, *rivals) if isinstance(one.stamp.start, datetime)]
    agreed = next((clock for clock in clocks if clocks.count(clock) > 1), None)
    if agreed is not None:
        return Told(Stamp(agreed, agreed), first.place, first.words, first.basis)
    days = sorted(clock.date() for clock in clocks)
    return Told(Stamp(days[0], days[-1]), first.place, first.words, first.basis)


def _date(one: Told | None) -> Date | None:
    if one is None:
        return None
    start, end = one.stamp.start, one.stamp.end
    if isinstance(start, datetime):
        words = start.isoformat(timespec="seconds")
        return Date(words, words, "instant", one.basis)
    month = start.day == 1 and (end + timedelta(days=1)).day == 1 and end != start
    return Date(start.isoformat(), end.isoformat(), "month" if month else "day", one.basis)
