"""The words by which pages mark what is not the article's text: in class names, ids, roles and element names.

The tables are read against class and id words split at hyphens, underscores and capitals, so that "relatedStories",
"related-stories" and "c-related__stories" are one. They name structure, never a host.
"""

from __future__ import annotations

import re
from functools import lru_cache

from according.model import FurnitureKind

# In this order: the first kind with words in the class decides. Each entry is a pattern over whole words.
_WORDS: dict[FurnitureKind, tuple[str, ...]] = {
    "biography": (
        "bio", "bios", "biography", "about (?:the )?authors?",
        "authors? (?:bio|box|about|desc|description|profile|blurb|card)", "byline bio",
        "contributor (?:bio|info)", "post author", "author content", "about author content", "article authors",
        "meet the author", "writer bio", "staff bio",
    ),
    "caption": (
        "captions?", "(?<!drop )cap", "wp caption(?: text)?", "cutline", "legend", "figcaption",
        "(?:image|photo|picture|media|figure|gallery|video|slide) (?:caption|description|title|legend|info|text)",
    ),
    "credit": (
        "(?:image|photo|picture|media|video|figure)s? (?:credit|source|copyright|author|attribution)s?", "credits?",
        "photographer", "copyright", "bylines?", "dateline", "time ?stamp", "pub(?:lish(?:ed)?)? ?date", "post date",
        "date published", "(?:entry|post|article|story) meta", "article date", "author name", "art source",
        "article source", "story source",
    ),
    "promo": (
        "newsletters?", "subscribe", "subscription", "sign ?up", "paywall", "related(?: .*)?",
        "recommend(?:ed|ations?)?", "recirc(?:ulation)?", "read (?:more|also|next)",
        "more (?:stories|from|news|on)", "also (?:read|like)", "see also", "trending", "most (?:read|popular)",
        "popular", "promos?", "promotion", "advert(?:s|isement|ising|orial)?", "ads?", "sponsor(?:ed)?",
        "affiliate", "banners?", "taboola", "outbrain", "inline (?:link|related|story)", "teasers?", "cta",
        "call to action", "up ?next", "latest(?: .*)?", "donate", "donation", "membership", "editors? picks?",
        "in this (?:story|article)", "featured video",
    ),
    "widget": (
        "pull ?quotes?", "share", "sharing", "share ?(?:bar|tools|buttons?|this)", "social",
        "social (?:bar|share|links|icons)", "click to tweet", "swp ctt", "follow", "toolbar", "tools",
        "breadcrumbs?", "tags?", "tag list", "topics", "categories", "comments?(?: .*)?", "comment form",
        "respond", "reply title", "disqus(?: .*)?", "spot im", "viafoura", "livefyre", "cookies?", "consent",
        "gdpr", "nav", "navigation", "menu", "pagination", "pager", "ratings?", "poll", "print", "player",
        "jump ?to", "skip", "toc", "table of contents", "sidebar", "side ?box", "widget", "audio", "listen",
        "screen reader text", "visually hidden", "sr only", "highlights", "key ?points", "fb comments", "reading time",
    ),
}  # fmt: skip
# Boxes that open over the text: their words stand in the middle of a sentence and are not of it.
_POPUPS = re.compile(
    r"(?:^|[ _-])(?:roll-?over|tooltip|pop-?over|pop-?up|fly-?out|hover-?card|screen-reader|sr-only|visually-hidden"
    r"|visuallyhidden|a11y-hidden)(?=$|[ _-])",
    re.IGNORECASE,
)
_TABLE: tuple[tuple[FurnitureKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"(?:^| )(?:{'|'.join(words)})(?= |$)")) for kind, words in _WORDS.items()
)

_ELEMENTS: dict[str, FurnitureKind] = {
    "figcaption": "caption",
    "nav": "widget",
    "footer": "widget",
    "form": "widget",
    "menu": "widget",
    "dialog": "widget",
}

_CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SEPARATOR = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=8192)
def role_of_words(words: str) -> FurnitureKind | None:
    """The kind of furniture that one class name or id marks, None where it marks none.

    >>> role_of_words("c-newsletterSignup")
    'promo'
    >>> role_of_words("story-text") is None
    True
    """
    split = _SEPARATOR.sub(" ", _CAPITAL.sub(" ", words).lower()).strip()
    return next((kind for kind, pattern in _TABLE if pattern.search(split)), None)


@lru_cache(maxsize=8192)
def role_of(tag: str, classes: str, name: str) -> FurnitureKind | None:
    """The kind of furniture that an element marks by its tag, its classes or its id."""
    if (kind := _ELEMENTS.get(tag)) is not None:
        return kind
    for words in (*classes.split(), name):
        if words and (kind := role_of_words(words)) is not None:
            return kind
    return None


@lru_cache(maxsize=8192)
def is_popup(classes: str) -> bool:
    """Whether an inline element's classes say that it opens over the text."""
    return _POPUPS.search(classes) is not None
