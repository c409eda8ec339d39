"""What a page says of itself in JSON-LD: its things, each with the place where it stands."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml.html import HtmlElement

# schema.org's kinds of article, the more telling first; a web page's own times count where no article is described.
ARTICLES = (
    "ReportageNewsArticle", "AnalysisNewsArticle", "BackgroundNewsArticle", "OpinionNewsArticle", "ReviewNewsArticle",
    "AskPublicNewsArticle", "NewsArticle", "LiveBlogPosting", "BlogPosting", "SocialMediaPosting",
    "DiscussionForumPosting", "Report", "ScholarlyArticle", "TechArticle", "SatiricalArticle",
    "AdvertiserContentArticle", "Article", "MedicalWebPage", "Review", "ClaimReview", "CreativeWork", "WebPage",
    "ItemPage", "VideoObject",
)  # fmt: skip
# Under these keys stand other things than the page's own article: what it reviews, cites, or leads to.
_ASIDE = frozenset(
    "itemReviewed claimReviewed comment comments mentions isPartOf hasPart citation about video image associatedMedia "
    "publisher author creator editor potentialAction breadcrumb itemListElement relatedLink review suggestedAnswer "
    "acceptedAnswer subjectOf isBasedOn sharedContent liveBlogUpdate appearance firstAppearance".split()
)
_DEEPEST = 40
_MOST = 5_000
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/)\s*;?\s*$"
)


@dataclass(frozen=True, slots=True)
class Thing:
    """A JSON-LD object: where it stands ("JSON-LD 1 $.author"), its types, and its properties."""

    place: str
    types: tuple[str, ...]
    values: Mapping[str, object]
    aside: bool

    @property
    def rank(self) -> int:
        """How much it is the page's article: smaller is more, `len(ARTICLES)` is not at all."""
        return min((ARTICLES.index(kind) for kind in self.types if kind in ARTICLES), default=len(ARTICLES))


@dataclass(frozen=True, slots=True)
class Linked:
    """All things of a page's JSON-LD, and the scripts that are no JSON, with their numbers."""

    things: tuple[Thing, ...]
    broken: tuple[tuple[int, str], ...]
    scripts: tuple[HtmlElement, ...]

    def articles(self) -> list[Thing]:
        """The things that describe the page's article, the most telling first."""
        found = [thing for thing in self.things if thing.rank < len(ARTICLES) and not thing.aside]
        return sorted(found, key=lambda thing: thing.rank)

    def of_type(self, *types: str) -> list[Thing]:
        """The things of these types, in the page's order."""
        return [thing for thing in self.things if set(types) & set(thing.types)]

    def resolve(self, value: object) -> object:
        """The thing that a bare {"@id": …} stands for, where the page has it; else the value itself."""
        if isinstance(value, dict) and "@id" in value and "name" not in value:
            for thing in self.things:
                if thing.values.get("@id") == value["@id"] and "name" in thing.values:
                    return dict(thing.values)
        return value


def linked_data(tree: HtmlElement) -> Linked:
    """Read the page's JSON-LD; a script that is no JSON, or nested past reason, is kept apart as text."""
    things: list[Thing] = []
    broken: list[tuple[int, str]] = []
    scripts = [script for script in tree.iter("script") if "ld+json" in (script.get("type") or "").lower()]
    for number, script in enumerate(scripts, start=1):
        text = _WRAPPING.sub("", script.text or "")
        try:
            value = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            broken.append((number, text))
            continue
        things.extend(_things(value, f"JSON-LD {number} $"))
        if len(things) > _MOST:
            break
    return Linked(tuple(things[:_MOST]), tuple(broken), tuple(scripts))


def _things(value: object, place: str, aside: bool = False, depth: int = 0) -> Iterator[Thing]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _things(item, f"{place}[{index}]", aside, depth + 1)
    elif isinstance(value, dict):
        types = tuple(kind.rsplit("/", 1)[-1] for kind in _texts(value.get("@type")))
        yield Thing(place, types, value, aside)
        for key, inner in value.items():
            if isinstance(inner, (dict, list)):
                yield from _things(inner, f"{place}.{key}", aside or key in _ASIDE, depth + 1)


def _texts(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [item for item in values if isinstance(item, str)]


def broken_value(text: str, key: str) -> str | None:
    """The string that a key seems to have in a script that is no JSON, broken by a stray mark elsewhere."""
    found = re.search(rf'"{re.escape(key)}"\s*:\s*"([^"\\\n]{{1,300}})"', text)
    return found.group(1) if found else None
