"""What a page says of its article: title, byline, agency, publisher; each with the place where it says so.

A page says such things several times over, and not all are for readers. The tables give the places in the order in
which they are believed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlsplit

from lxml.etree import XPath
from lxml.html import HtmlElement

from according.article.blocks import squeeze
from according.article.linked import Linked, Thing, broken_value
from according.article.persons import AGENCIES, Credit, agency_of, credit, is_house
from according.article.sources import Sources, words_of
from according.model import Found

_META_AUTHORS = (
    "article:author", "author", "byl", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator",
    "article_author", "dcsext.author", "byline", "og:article:author", "cxenseparse:author", "author.name",
)  # fmt: skip
_META_PUBLISHERS = (
    "og:site_name",
    "publisher",
    "dc.publisher",
    "dcterms.publisher",
    "copyrightholder",
    "application-name",
)
# Names that the page's software puts there for itself.
_NO_PUBLISHERS = frozenset(
    ("blogger", "wordpress", "wordpress.com", "medium", "wix", "squarespace", "tumblr", "ghost", "")
)
_SERVICE = re.compile(r"(?i)\b(?:news service|wire|desk|bureau|syndication)$|^https?:|^www\.|^[\w-]+\.[a-z]{2,3}$")

# Where readers see the byline; the name is what the words of the class say, and not what it leads to or is written
# about.
_BYLINES = XPath(
    "//*[contains(@class, 'uthor') or contains(@class, 'yline') or @rel = 'author' or @itemprop = 'author'"
    " or @itemprop = 'creator' or contains(@class, 'meta-by') or contains(@class, 'meta__by')]"
)
_NO_BYLINE = re.compile(
    r"comment|related|recirc|sidebar|widget|bio|about[-_]?(?:the[-_]?)?author|statement|claim|quote|caption|credit|avatar|image|photo|desc"
    r"|follow|social|teaser|card|popular|trending|footer|nav|more-|recommend|carousel|latest|tweet|embed|review-author"
)
_NO_BYLINE_ELEMENTS = frozenset(("body", "html", "article", "main", "script", "meta", "link"))
_LONGEST_BYLINE = 220
_BYLINE_BEGINS = re.compile(
    r"(?:(?:written|posted|published|story|text|publicado|escrito|geschrieben)\s+)?(?:by|por|von|par|di|door|текст|автор)\b",
    re.IGNORECASE,
)
_DATELINE_AGENCY = re.compile(r"^[^()\n]{2,60}?\((?P<agency>[A-Z][\w .-]{1,25})\)\s*[-–—:]")
_ONLY_AGENCY = re.compile(r"^\((?P<agency>[A-Z][\w .-]{1,25})\)\s*[-–—:]")
# A dateline as agencies write it: the place in capitals, the day or none, the name in brackets, a dash.
_FULL_DATELINE = re.compile(
    r"^[^\Wa-z][^a-z()\n]{2,40}(?:, [A-Z][a-z]+\.? \d{1,2}|, \d{1,2} [A-Z][a-z]+\.?)? "
    r"\((?P<agency>[A-Z][\w .-]{1,25})\)\s*[-–—]"
)
_SHARED_CREDIT = re.compile(r"\(([^()/]{2,30})/([^()/]{2,30})\)")
_TITLE_PARTS = re.compile(r"\s+(?:[|–—·•»]|-)\s+|:\s+")
_TITLE_SUFFIX = re.compile(r"\s+(?:[|–—·•»:]|-)\s+")
_SEPARATORS = ("|", "–", "—", "·", "•", "»", ":", "-")


@dataclass(frozen=True, slots=True)
class Metadata:
    """Title, byline, agency and publisher, and where each was found."""

    title: str | None
    byline: tuple[str, ...]
    agency: tuple[str, ...]
    publisher: str | None
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class _Named:
    """A name that the page gives somewhere."""

    place: str
    words: str
    person: bool = False


def metadata(sources: Sources, beginning: Sequence[str], url: str | None, declared_publisher: str | None) -> Metadata:
    """Read what a page says of its article; `beginning` are its first paragraphs, which may name an agency."""
    found: list[Found] = []
    title = _title(sources, found)
    publishers = [
        one
        for one in _publishers(sources, url)
        if one.words != title and (one.place != "title" or one.words not in (title or ""))
    ]
    publisher = _publisher(publishers, url, declared_publisher, found)
    houses = frozenset(_plain(part) for one in publishers for part in re.split(r"\s[|–—-]\s", one.words)) - {""}
    credited = _credits(sources, houses)
    byline = _byline(credited, found)
    agency = _agency(credited, publishers, publisher, beginning, houses, found)
    return Metadata(title, byline, agency, publisher, tuple(found))


# --- title


def _title(sources: Sources, found: list[Found]) -> str | None:
    """The headline that readers see, where the page's own data name it too; else what the data say."""
    told = [one for one in _told_titles(sources) if one.words]
    for heading in _headings(sources.tree):
        words = words_of(heading)
        if words and (not told or any(_alike(words, one.words) for one in told)):
            found.append(Found("title", str(heading.tag), words))
            return words
    if not told:
        return None
    if told[0].place == "title" and (line := _headline_in(told[0].words, sources.lines)) is not None:
        found.append(Found("title", *line))
        return line[1]
    found.append(Found("title", told[0].place, told[0].words))
    return _without_house(told[0].words) if told[0].place == "title" else told[0].words


def _told_titles(sources: Sources) -> Iterator[_Named]:
    for thing in sources.linked.articles():
        for key in ("headline", "name"):
            if isinstance(words := thing.values.get(key), str) and thing.types[0] not in ("WebPage", "ItemPage"):
                yield _Named(f"{thing.place}.{key}", _clean(words))
    for number, text in sources.linked.broken:
        if (words := broken_value(text, "headline")) is not None:
            yield _Named(f"JSON-LD {number} headline", _clean(words))
    for name in ("og:title", "twitter:title", "dc.title", "headline"):
        yield from (_Named(f"meta {key}", _clean(content)) for key, content in sources.metas if key == name)
    yield from (_Named("title", words_of(title)) for title in sources.tree.iterfind(".//head/title"))


def _headings(tree: HtmlElement) -> list[HtmlElement]:
    """Level-one headings, then what schema.org calls the headline."""
    return [*tree.iter("h1"), *tree.iterfind(".//*[@itemprop='headline']"), *tree.iter("h2")][:40]


def _alike(words: str, told: str) -> bool:
    """Whether two titles have most of their words in common."""
    one, other = (set(re.findall(r"\w+", text.lower())) for text in (words, told))
    return len(one & other) >= 0.6 * max(len(one), 1) and len(one & other) >= 0.5 * min(len(other), 12)


def _headline_in(title: str, lines: Iterable[tuple[str, str]]) -> tuple[str, str] | None:
    """The longest line above the text that is the page's title without what is set before or behind a separator."""
    parts = [line for line in lines if len(line[1]) < len(title) and _is_part(line[1], title)]
    return max(parts, key=lambda line: len(line[1]), default=None)


def _is_part(line: str, title: str) -> bool:
    if title.endswith(line):
        return title.removesuffix(line).rstrip().endswith(_SEPARATORS)
    return title.startswith(line) and title.removeprefix(line).lstrip().startswith(_SEPARATORS)


def _without_house(title: str) -> str:
    """A page's title without the site's name after the last separator."""
    parts = _TITLE_SUFFIX.split(title)
    return title if len(parts) == 1 else max(parts[0], " ".join(parts[:-1]), key=len) if len(parts) > 2 else parts[0]


# --- publisher


def _publishers(sources: Sources, url: str | None) -> Iterator[_Named]:
    for thing in sources.linked.articles():
        for place, name in _names(sources.linked, thing, ("publisher", "sourceOrganization")):
            yield _Named(place, name)
    for name in _META_PUBLISHERS:
        yield from (_Named(f"meta {key}", _clean(content)) for key, content in sources.metas if key == name)
    for thing in sources.linked.of_type("NewsMediaOrganization", "WebSite", "Organization"):
        if not thing.aside and isinstance(words := thing.values.get("name"), str):
            yield _Named(f"{thing.place}.name", _clean(words))
    for element in sources.tree.iterfind(".//*[@itemprop='publisher']"):
        for name in element.iterfind(".//*[@itemprop='name']"):
            yield _Named("itemprop publisher", _clean(name.get("content") or words_of(name)))
    for title in sources.tree.iterfind(".//head/title"):
        parts = _TITLE_PARTS.split(words_of(title))
        yield from (_Named("title", part) for part in (parts[-1], parts[0]) if len(parts) > 1 and _is_host(part, url))


def _is_host(name: str, url: str | None) -> bool:
    """Whether a name is that of the page's host: begins alike, or the host is made of the name's letters in order."""
    labels = (urlsplit(url or "").hostname or "").removeprefix("www.").split(".")[:-1]
    plain = re.sub(r"\W", "", name).lower()
    first = re.sub(r"\W", "", name.split(" ", maxsplit=1)[0]).lower()
    return any(
        len(label) > 2 and len(plain) > 2 and ((len(first) > 3 and label.startswith(first)) or _in_order(label, plain))
        for label in (re.sub(r"\W", "", label) for label in labels)
    )


def _in_order(letters: str, word: str) -> bool:
    rest = iter(word)
    return word[:1] in (letters[0], "t") and all(letter in rest for letter in letters)


def _publisher(told: Sequence[_Named], url: str | None, declared: str | None, found: list[Found]) -> str | None:
    """Whose page it is: an agency only where nobody else is named, and no address, service or software at all."""
    if declared:
        found.append(Found("publisher", "declared", declared))
        return declared
    able = [one for one in told if _plain(one.words) not in _NO_PUBLISHERS and len(one.words) <= 100]
    plain = [one for one in able if not _SERVICE.search(one.words)]
    choices = (
        [one for one in plain if _is_host(one.words, url) and one.place != "title"],
        [one for one in plain if agency_of(one.words) is None and one.place != "title" and len(one.words) > 4],
        [one for one in able if one.place != "title" and _is_host(one.words, url)],
        [one for one in plain if one.place == "title"],
        plain,
        able,
    )
    best = next((choice[0] for choice in choices if choice), None)
    if best is None:
        return None
    found.append(Found("publisher", best.place, best.words))
    return re.split(r"\s+[|–—]\s+", best.words, maxsplit=1)[0]


# --- byline and agency


def _credits(sources: Sources, houses: frozenset[str]) -> list[tuple[_Named, Credit]]:
    lines = (_Named(path, words) for path, words in sources.lines if _BYLINE_BEGINS.match(words))
    told = [*_linked_authors(sources.linked), *_meta_authors(sources), *_seen_authors(sources), *lines]
    return [(one, credit(one.words, houses, one.person)) for one in told]


def _linked_authors(linked: Linked) -> Iterator[_Named]:
    # A fact-check's author is its house, and the author of what it reviews is who made the claim.
    for thing in linked.articles():
        if "ClaimReview" not in thing.types and "VideoObject" not in thing.types:
            for place, name in _names(linked, thing, ("author", "creator")):
                yield _Named(place, name, person=_is_person(linked, thing))


def _is_person(linked: Linked, thing: Thing) -> bool:
    values = thing.values.get("author")
    first = linked.resolve(values[0] if isinstance(values, list) and values else values)
    return isinstance(first, dict) and str(first.get("@type", "")).lower() == "person"


def _meta_authors(sources: Sources) -> Iterator[_Named]:
    for name in _META_AUTHORS:
        yield from (_Named(f"meta {key}", _clean(content)) for key, content in sources.metas if key == name)


def _seen_authors(sources: Sources) -> Iterator[_Named]:
    for element in _BYLINES(sources.tree)[:60]:
        if element.tag in _NO_BYLINE_ELEMENTS:
            continue
        if sources.is_aside(element, _NO_BYLINE) and not sources.is_own(element):
            continue
        words = words_of(element)
        if 3 <= len(words) <= _LONGEST_BYLINE:
            mark = element.get("itemprop") or element.get("rel")
            yield _Named(f"{element.tag} {mark or element.get('class') or ''}", words, mark is not None)


def _byline(credited: Sequence[tuple[_Named, Credit]], found: list[Found]) -> tuple[str, ...]:
    """The people of the first place that names any; of a later place that names them all and more, what it names."""
    named = [(one, told.people) for one, told in credited if told.people]
    if not named:
        return ()
    first = _together(named, named[0][0].place)
    best = named[0][0]
    for one, people in named[1:]:
        if len(people) > len(first) and {_plain(name) for name in first} <= {_plain(name) for name in people}:
            best, first = one, people
    found.append(Found("byline", best.place, best.words))
    return first


def _together(named: Sequence[tuple[_Named, tuple[str, ...]]], place: str) -> tuple[str, ...]:
    """The people of one place, which may name each under a number of its own ("$.author[0]", "$.author[1]")."""
    stem = re.sub(r"\[\d+\](?:\.name)?$|\.name$", "", place)
    people = [
        name for one, names in named if re.sub(r"\[\d+\](?:\.name)?$|\.name$", "", one.place) == stem for name in names
    ]
    return tuple({_plain(name): name for name in reversed(people)}[key] for key in dict.fromkeys(map(_plain, people)))


def _agency(
    credited: Sequence[tuple[_Named, Credit]],
    publishers: Sequence[_Named],
    publisher: str | None,
    beginning: Sequence[str],
    houses: frozenset[str],
    found: list[Found],
) -> tuple[str, ...]:
    """The agencies that are credited: in a byline, as the publisher beside the house, or in the text's dateline.

    A name that we do not know is an agency's where it shares a credit with the house, or stands in a full dateline
    and the page names it as author too.
    """
    authors = {_plain(one.words) for one, _ in credited}
    told = [(one.place, one.words, name) for one, told_by in credited for name in told_by.agencies]
    told += [
        (one.place, one.words, name) for one in publishers if (name := agency_of(one.words)) and one.words != publisher
    ]
    for paragraph in beginning:
        match = _DATELINE_AGENCY.match(paragraph) or _ONLY_AGENCY.match(paragraph)
        if match and (name := AGENCIES.get(match["agency"].strip().lower())):
            told.append(("text", match.group(), name))
        elif (full := _FULL_DATELINE.match(paragraph)) and _plain(full["agency"]) in authors:
            told += [("text", full.group(), full["agency"].strip())] if not is_house(full["agency"], houses) else []
    told += [(one.place, one.words, name) for one, _ in credited if (name := _shared_credit(one.words, houses))]
    agencies: dict[str, None] = {}
    for place, words, name in told:
        if name not in agencies:
            found.append(Found("agency", place, words))
        agencies[name] = None
    return tuple(agencies)


def _shared_credit(words: str, houses: frozenset[str]) -> str | None:
    """The other name of a credit that the house shares: "(House/Agency)"."""
    match = _SHARED_CREDIT.search(words)
    names = [] if match is None else [name.strip() for name in match.groups()]
    others = [name for name in names if not is_house(name, houses)]
    return (agency_of(others[0]) or others[0]) if len(names) - len(others) == 1 else None


# --- words


def _names(linked: Linked, thing: Thing, keys: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The names under a thing's keys, which may be strings, things, or lists of either."""
    for key in keys:
        value = thing.values.get(key)
        many = isinstance(value, list)
        for index, item in enumerate(value if isinstance(value, list) else [value]):
            resolved = linked.resolve(item)
            name = resolved.get("name") if isinstance(resolved, dict) else resolved
            for words in name if isinstance(name, list) else [name]:
                if isinstance(words, str) and words.strip():
                    yield f"{thing.place}.{key}{f'[{index}]' if many else ''}", _clean(words)


def _clean(words: str) -> str:
    return " ".join(unescape(unescape(words)).split())


def _plain(words: str) -> str:
    return squeeze(words).lower()
