"""Readers' comments: who wrote what, when, with how many votes, in answer to whom.

Found by schema.org's marks (JSON-LD, microdata) and by the class words that comment systems share: WordPress lists and
wpDiscuz, Disqus and Facebook as copied into a page, Coral, Viafoura, forums. A form, a count or an empty box is no
comment: there must be words, and a name or a time beside them.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml.etree import XPath
from lxml.html import HtmlElement

from according.article.blocks import runs_in, squeeze
from according.article.clock import read_time
from according.article.linked import Linked, Thing
from according.article.relative import resolve_ago
from according.article.sources import Sources, words_of
from according.article.times import read_date
from according.model import Date

_CANDIDATES = XPath(
    "//*[contains(@class, 'omment') or contains(@itemtype, 'Comment') or @itemprop='comment' or @data-comment-id"
    " or contains(@class, 'post') or contains(@class, 'message')]"
)
# A class token that marks one whole comment.
_COMMENT = re.compile(
    r"(?:[a-z]{1,6}\d?[-_]{1,2}|single[-_]|user[-_]|reader[-_]|article[-_])?comment"
    r"(?:[-_]{1,2}(?:item|wrap|wrapper|container|entry|node|box|body|block|single|list[-_]?item|card|root|thread))?"
    r"|comments?[-_]{1,2}(?:list[-_]{1,2})?(?:item|comment|entry)|comment(?:item|entry|wrapper|container)|ucomment",
    re.IGNORECASE,
)
# A forum's or Disqus's post: by its token and the number it bears.
_POST, _POST_ID = re.compile(r"post|message", re.IGNORECASE), re.compile(r"(?:p|post[-_]?|js-post-)\d+")

_POST_TEXT = XPath(
    "descendant::*[contains(@class, 'post-message') or contains(@class, 'postbody')"
    " or contains(@class, 'message-body')]"
)
_TYPES = ("/Comment", "/UserComments")
_ANSWERS = re.compile(r"children|repl(?:y|ies)|answers|thread", re.IGNORECASE)

_TEXT_PROPERTIES = ("text", "commenttext", "articlebody")
_TEXT_WORDS = re.compile(
    r"(?:^| )(?:[\w-]*comment[-_]{1,2}(?:content|text|message|copy|html)|commenttext|post-message|postbody|message-body"
    r"|[\w]*__?content-text|_5mdd|content|text|message)(?= |$)",
    re.IGNORECASE,
)
_AUTHOR_PROPERTIES = ("author", "creator")
_AUTHOR_WORDS = re.compile(
    r"(?:^| )(?:fn|[\w-]*(?:comment[-_]{1,2})(?:author|user|username|name|nick)(?:[-_]name)?|comment-?author"
    r"|author|username"
    r"|user-?name|nick(?:name)?|[\w-]*[-_]nick|display-?name|poster|by)(?= |$)",
    re.IGNORECASE,
)
_NAME_IN_AUTHOR = XPath(
    "descendant-or-self::*[contains(concat(' ', @class, ' '), ' fn ') or @itemprop='name' or self::strong or self::b"
    " or self::cite or self::a][normalize-space()][1]"
)
_TIME_PROPERTIES = ("datepublished", "datecreated", "commenttime", "dateposted")
_TIME_WORDS = re.compile(
    r"(?:^| )(?:[\w-]*(?:date|time|timestamp|time-?ago|posted|published|livetimestamp|created|metadata))(?= |$)",
    re.IGNORECASE,
)
_VOTE_WORDS = re.compile(
    r"(?:^| )(?:[\w-]*(?:votes?|vote-?(?:count|result|score|total)|likes?|like-?count|rating|score|points"
    r"|upvotes?|thumbs?-?up))(?= |$)",
    re.IGNORECASE,
)
_VOTE_ROLES = XPath("descendant::*[@data-role = 'score' or @data-role = 'likes' or @data-role = 'votes']")
# Parts of a comment that are not its words.
_PARTS = re.compile(
    r"(?:^| )(?:[\w-]*(?:author|avatar|vcard|meta|metadata|reply|replies|respond|actions?|toolbar|rating|votes?"
    r"|voting|likes?|date|time"
    r"|timestamp|permalink|footer|header|edit|report|flag|share|controls|username|userinfo|form|tools|badge"
    r"|children|answers"
    r"|says|sendform))(?= |$)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[-+−]?\d[\d,.]*")
_WRITTEN = re.compile(
    r"(?:(?:about |over |almost )?(?:\d+|an?|one) \w+ ago(?: at [\d:]+ ?[ap]?m?)?|\w+ \d{1,2},? \d{4},?(?: at"
    r"| -)? ?(?:\d{1,2}:\d\d ?(?:[ap]\.?m\.?)?)?"
    r"|\d{1,2}\.? \w+ \d{4},?(?: at| -| um)? ?(?:\d{1,2}:\d\d ?(?:[ap]\.?m\.?)?)?"
    r"|\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d)?)?)",
    re.IGNORECASE,
)
_MOST = 2_000


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment: the element that holds it (for JSON-LD its script), and which of the page's comments it answers."""

    node: HtmlElement
    text: str
    author: str | None
    posted: str | None
    posted_at: Date | None
    votes: int | None
    answers: int | None


def comments(sources: Sources, seen: str, served: bool) -> list[Comment]:
    """Find the readers' comments of a page, in its order.

    Args:
        sources: the page; what holds the article itself is no comment.
        seen: the instant (ISO 8601) at which we had the page.
        served: whether it came from its server then, so that "2 days ago" is counted from that instant.
    """
    found = _marked(sources, seen, served) or _listed(sources, seen)
    known = {squeeze(comment.text) for comment in found}
    return found + [one for one in _linked_comments(sources, seen, len(found)) if squeeze(one.text) not in known]


def _marked(sources: Sources, seen: str, served: bool) -> list[Comment]:
    candidates = [element for element in _CANDIDATES(sources.tree) if _is_candidate(element, sources)][:_MOST]
    outermost = _one_each(candidates)
    nodes = {node: text for node in outermost if (text := _words(node, outermost))}
    found: list[Comment] = []
    numbers: dict[HtmlElement, int] = {}
    names: dict[str, int] = {}
    for node, text in nodes.items():
        author, (posted, moment) = _author(node, nodes), _posted(node, nodes)
        told = (author is not None) + (posted is not None or moment is not None)
        if told < (1 if _is_certain(node) else 2):
            continue
        answered = next((numbers[above] for above in node.iterancestors() if above in numbers), None)
        if answered is None:
            answered = _linked_to(node, nodes, names)
        numbers[node] = len(found)
        if name := node.get("id"):
            names[name] = len(found)
        posted_at = read_date(moment or posted or "", "page", seen)
        if posted_at is None and served and posted:
            posted_at = resolve_ago(posted, seen)
        found.append(Comment(node, text, author, posted, posted_at, _votes(node, nodes), answered))
    return found


def _linked_to(node: HtmlElement, nodes: Container[HtmlElement], names: Mapping[str, int]) -> int | None:
    """The earlier comment that one of a comment's own links leads to by its id, as "in reply to" does."""
    links = (_target(link) for link in _own(node, nodes, node.iterdescendants("a")))
    return next((names[target] for target in links if target in names), None)


def _target(link: HtmlElement) -> str:
    return str(link.get("href") or "").rpartition("#")[2]


def _listed(sources: Sources, seen: str) -> list[Comment]:
    """Comments in a list of definitions: each term names who wrote and when, what follows it are the words.

    The time has a clock: a chronology, whose terms are days, is none.
    """
    found: list[Comment] = []
    numbers: dict[str, int] = {}
    for term in sources.tree.iter("dt"):
        words, definition = words_of(term), term.getnext()
        written = _WRITTEN.search(words)
        name = next((words_of(element) for element in _NAME_IN_AUTHOR(term)), "")
        if written is None or ":" not in written.group() or term.getparent() in sources.trunk:
            continue
        if definition is None or definition.tag != "dd" or not name or name == words:
            continue
        text = "\n".join(run.text for run in runs_in(definition, ()) if run.text)
        answered = next((numbers[target] for link in term.iter("a") if (target := _target(link)) in numbers), None)
        if text:
            numbers |= {mark: len(found) for node in (term, definition) if (mark := node.get("id"))}
            posted = written.group().strip()
            posted_at = read_date(posted, "page", seen)
            found.append(Comment(definition, text, name, posted, posted_at, None, answered))
    return found


def _is_candidate(element: HtmlElement, sources: Sources) -> bool:
    if (
        element.tag not in ("li", "div", "article", "section", "tr", "dd", "p", "blockquote")
        or element in sources.trunk
    ):
        return False
    if (element.get("itemtype") or "").rstrip("/").endswith(_TYPES):
        return True
    tokens = (element.get("class") or "").split()
    if any(_COMMENT.fullmatch(token) for token in tokens):
        return next(element.iterancestors("form"), None) is None
    named = any(_POST.fullmatch(token) for token in tokens) and _POST_ID.fullmatch(element.get("id") or "")
    return bool(named) and bool(_POST_TEXT(element))


def _is_certain(element: HtmlElement) -> bool:
    """Whether an element is marked as a comment by more than the bare word, which also marks opinion pieces."""
    named = (element.get("class") or "").split()
    marks = [token for token in named if token.lower() != "comment" and _COMMENT.fullmatch(token)]
    typed = (element.get("itemtype") or "").rstrip("/").endswith(_TYPES)
    return typed or bool(marks) or bool(re.search(r"\d", element.get("id") or ""))


def _one_each(candidates: Sequence[HtmlElement]) -> dict[HtmlElement, None]:
    """Of nested candidates that are one comment, the outermost: a list item, its article and its body."""
    every = set(candidates)
    kept: dict[HtmlElement, None] = {}
    for element in candidates:
        above = next((node for node in element.iterancestors() if node in kept), None)
        if above is None or not _same_comment(above, element, every):
            kept[element] = None
    return kept


def _same_comment(above: HtmlElement, element: HtmlElement, candidates: set[HtmlElement]) -> bool:
    """Whether an inner candidate is the outer comment itself: no list of answers between, no author outside it."""
    for node in element.iterancestors():
        if node is above:
            break
        if node.tag in ("ul", "ol") or _ANSWERS.search(node.get("class") or ""):
            return False
    if (element.get("itemprop") or "").lower() in _TEXT_PROPERTIES:
        return True
    return next(_own(above, candidates, _with_words(above, _AUTHOR_PROPERTIES, _AUTHOR_WORDS)), None) is None


def _own(node: HtmlElement, nodes: Container[HtmlElement], wanted: Iterator[HtmlElement]) -> Iterator[HtmlElement]:
    """Of some elements below a comment those that belong to itself, and not to a comment inside it."""
    for element in wanted:
        holder = next((above for above in (element, *element.iterancestors()) if above in nodes), None)
        if holder is node:
            yield element


def _with_words(node: HtmlElement, properties: Sequence[str], words: re.Pattern[str]) -> Iterator[HtmlElement]:
    """Elements below a node by their schema.org property, then by their class words."""
    below = [element for element in node.iterdescendants() if isinstance(element.tag, str)]
    yield from (element for element in below if (element.get("itemprop") or "").lower() in properties)
    yield from (element for element in below if words.search(element.get("class") or ""))


def _words(node: HtmlElement, nodes: Container[HtmlElement]) -> str:
    """The comment's own words: its text element's, or its own without name, time, votes and buttons."""
    content = next(_own(node, nodes, _with_words(node, _TEXT_PROPERTIES, _TEXT_WORDS)), node)
    inner = {element for element in content.iterdescendants() if element in nodes or _is_part(element)}
    return "\n".join(run.text for run in runs_in(content, inner) if run.text)


def _is_part(element: HtmlElement) -> bool:
    if not isinstance(element.tag, str):
        return False
    return element.tag in ("form", "footer", "header", "time", "cite") or bool(
        _PARTS.search(element.get("class") or "")
    )


def _author(node: HtmlElement, nodes: Container[HtmlElement]) -> str | None:
    for element in _own(node, nodes, _with_words(node, _AUTHOR_PROPERTIES, _AUTHOR_WORDS)):
        if element.tag in ("img", "meta") or re.search(r"avatar|img|image", element.get("class") or ""):
            continue
        named = _NAME_IN_AUTHOR(element)
        words = words_of(named[0]) if named else words_of(element)
        if words and len(words) <= 80:
            return words
    return None


def _posted(node: HtmlElement, nodes: Container[HtmlElement]) -> tuple[str | None, str | None]:
    """The time as shown, and as the markup has it for machines."""
    timed = list(_own(node, nodes, (element for element in node.iter("time", "abbr"))))
    for element in (*timed, *_own(node, nodes, _with_words(node, _TIME_PROPERTIES, _TIME_WORDS))):
        shown = words_of(element)
        moment = next(
            (value for key in ("datetime", "content", "title", "data-utime") if (value := element.get(key))), None
        )
        if (moment and read_time(moment)) or (shown and (read_time(shown) or _WRITTEN.fullmatch(shown))):
            return shown or None, moment if moment and read_time(moment) else None
    head = " ".join(words_of(element) for element in _own(node, nodes, _with_words(node, (), _PARTS)))
    written = _WRITTEN.search(head[:400])
    return (written.group().strip(), None) if written else (None, None)


def _votes(node: HtmlElement, nodes: Container[HtmlElement]) -> int | None:
    """The votes shown; where those for and those against are told apart, their difference."""
    below = {(element.get("itemprop") or "").lower(): element for element in _own(node, nodes, node.iterdescendants())}
    if (ups := below.get("upvotecount")) is not None:
        downs = below.get("downvotecount")
        return (_figure(ups) or 0) - ((_figure(downs) or 0) if downs is not None else 0)
    marked = (*_with_words(node, (), _VOTE_WORDS), *_VOTE_ROLES(node))
    figures = (_figure(element) for element in _own(node, nodes, iter(marked)))
    return next((figure for figure in figures if figure is not None), None)


def _figure(element: HtmlElement) -> int | None:
    found = _NUMBER.search(element.get("content") or words_of(element) or " ".join(element.text_content().split()))
    digits = re.sub(r"[,.]", "", found.group()).replace("−", "-") if found else ""
    return int(digits) if digits.lstrip("+-").isdigit() and len(digits) < 10 else None


# --- JSON-LD


def _linked_comments(sources: Sources, seen: str, first: int) -> Iterator[Comment]:
    linked = sources.linked
    numbers: dict[str, int] = {}
    for thing in linked.of_type("Comment", "UserComments"):
        text = thing.values.get("text") or thing.values.get("commentText") or thing.values.get("articleBody")
        if not isinstance(text, str) or not text.strip():
            continue
        above = re.sub(r"\.(?:comment|comments|replies)(?:\[\d+\])?$", "", thing.place)
        parent = thing.values.get("parentItem")
        answered = numbers.get(above) if not isinstance(parent, dict) else numbers.get(str(parent.get("@id")))
        numbers[thing.place] = first + len(set(numbers.values()))
        if isinstance(name := thing.values.get("@id"), str):
            numbers[name] = numbers[thing.place]
        posted = next(
            (str(thing.values[key]) for key in ("datePublished", "dateCreated") if thing.values.get(key)), None
        )
        yield Comment(
            node=linked.scripts[int(thing.place.split()[1]) - 1],
            text=text.strip(),
            author=_linked_author(linked, thing),
            posted=_shown(sources.tree, posted) if posted else None,
            posted_at=read_date(posted, "metadata", seen) if posted else None,
            votes=_linked_votes(thing),
            answers=answered,
        )


def _shown(tree: HtmlElement, moment: str) -> str:
    """A time as the page shows it, where an element bears it for machines; else as the data have it."""
    timed = (words_of(element) for element in tree.iter("time") if element.get("datetime") == moment)
    return next((words for words in timed if words), moment)


def _linked_author(linked: Linked, thing: Thing) -> str | None:
    value = thing.values.get("author") or thing.values.get("creator")
    value = linked.resolve(value[0] if isinstance(value, list) and value else value)
    name = value.get("name") if isinstance(value, dict) else value
    return name.strip() or None if isinstance(name, str) else None


def _linked_votes(thing: Thing) -> int | None:
    ups, downs = thing.values.get("upvoteCount"), thing.values.get("downvoteCount")
    if not str(ups).lstrip("-").isdigit():
        return None
    return int(str(ups)) - (int(str(downs)) if str(downs).isdigit() else 0)
