"""What stands on an HTML page besides the article's text, each part in its role.

A part is furniture by its markup (the tables in `roles`), by being a comment, or by its words (a headline that is
all link, a credit, a call to subscribe). A mark that covers a good part of what was chosen as the article's text is
a mark of the page's layout, and counts for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from according.article.blocks import HEADINGS, Block, Role, squeeze
from according.article.body import TAKEN, Chosen
from according.article.plain import is_biography_of, kind_of_line
from according.article.roles import role_of
from according.model import FurnitureKind

# A mark on more than this share of the chosen text marks the layout ("has-sidebar"), not a part.
_LAYOUT_SHARE = 0.4
_SHORT = 300
_CAPTION_LENGTH = 200
_QUOTED = re.compile(r"twitter-tweet|instagram-media|tiktok-embed|fb-post|telegram-post|mastodon|bluesky-embed")
# Words enough to say who somebody is; a box with fewer, and no sentence, holds a name only.
_BIOGRAPHY_LENGTH = 40
_LONGEST = 2_000
_SENTENCE_ENDS = (".", "!", "?", "…", "”", '"', ":")
_QUOTES = "“”„«»‘’\"'."
# Fewer characters may stand in another paragraph by chance.
_PULLED = 12
# A cell with more than this share of the text holds the article; the table then is the page's layout.
_MAIN_CELL = 0.6
# So many steps up from two containers of one text they have an ancestor in common.
_CLOSE = 3


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of furniture: its kind, the element that holds it, and its words."""

    kind: FurnitureKind
    node: HtmlElement
    text: str


@dataclass(frozen=True, slots=True)
class Sorted:
    """The runs of a page, sorted: which are the article's paragraphs, and the furniture."""

    body: tuple[Block, ...]
    furniture: tuple[Part, ...]


def sort_runs(
    chosen: Chosen,
    titles: Iterable[str],
    comments: Collection[HtmlElement],
    people: Sequence[str],
) -> Sorted:
    """Tell the article's paragraphs from the furniture around them.

    Args:
        chosen: the page's runs of text, and what of them was chosen as the article's.
        titles: the page's titles; a run with the same words is the headline.
        comments: the elements of the readers' comments, which are told of elsewhere.
        people: who wrote the article, whose biography may follow it.
    """
    runs = chosen.runs
    layout = _layout_marks(runs, chosen)
    roles = [_role(run, layout, comments) for run in runs]
    heads = {squeeze(title).lower() for title in titles if title}
    taken = [share >= TAKEN for share in chosen.covered]
    _take_between(runs, taken, roles)
    _take_alike(runs, taken, roles)
    first, last = _reach(taken, roles)
    for number in range(first, last):
        taken[number] = taken[number] or (roles[number] is None and _is_quoted(runs[number]))
    sorted_kinds: list[FurnitureKind | str | None] = []
    for number, run in enumerate(runs):
        role = roles[number]
        kind: FurnitureKind | str | None = role.kind if role else _kind_by_words(run, number, first, last, heads)
        if kind is None and taken[number] and number <= first + 3 and _is_byline(run.text, people):
            kind = "credit"
        sorted_kinds.append(kind)
    _mark_other_cells(runs, taken, sorted_kinds)
    _mark_above_title(runs, taken, sorted_kinds)
    _mark_pull_quotes(runs, taken, sorted_kinds)
    body = [number for number, kind in enumerate(sorted_kinds) if kind is None and taken[number]]
    body = _without_biographies(runs, body, sorted_kinds, people)
    body = _without_loose_headings(runs, body)
    if not body:
        body = [number for number, share in enumerate(chosen.covered) if share >= TAKEN]
    _name_biographies(runs, roles, sorted_kinds, set(body), people)
    return Sorted(tuple(runs[number] for number in body), tuple(_parts(runs, roles, sorted_kinds, set(body))))


def _layout_marks(runs: Sequence[Block], chosen: Chosen) -> set[HtmlElement]:
    weights: dict[HtmlElement, float] = {}
    whole = 0.0
    for run, share in zip(runs, chosen.covered, strict=True):
        if share:
            weight = share * len(run.text)
            whole += weight
            for role in run.roles:
                weights[role.node] = weights.get(role.node, 0.0) + weight
    return {node for node, weight in weights.items() if weight > _LAYOUT_SHARE * whole}


def _role(run: Block, layout: Container[HtmlElement], comments: Collection[HtmlElement]) -> Role | None:
    """The outermost mark that counts; readers' comments and what stands among them count before all."""
    if comments:
        for node in (run.node, *run.node.iterancestors()):
            if node in comments:
                return Role("comment", node)
    marks = [role for role in run.roles if role.node not in layout]
    if (biography := next((role for role in marks if role.kind == "biography"), None)) is not None:
        # The box about the author stands in a footer, a byline or a sidebar, and is one all the same.
        return biography
    if any(role.kind == "widget" for role in marks) and _is_quoted(run):
        # A message quoted from a network is part of the report, whatever box it stands in.
        return next((role for role in marks if role.kind != "widget"), None)
    return next(iter(marks), None) or _inner_role(run)


def _is_quoted(run: Block) -> bool:
    return any(_QUOTED.search(node.get("class") or "") for node in (run.node, *run.node.iterancestors("blockquote")))


def _inner_role(run: Block) -> Role | None:
    """The mark on an inline element that holds all of a short run's words."""
    children = list(islice(run.node.iterchildren("*"), 2))
    if len(run.text) > _SHORT or len(children) != 1 or children[0].tag not in ("span", "em", "i", "small", "cite"):
        return None
    inner = children[0]
    kind = role_of("", inner.get("class") or "", inner.get("id") or "")
    whole = kind in ("caption", "credit") and _holds_just(inner, run)
    return Role(kind, inner) if whole and kind is not None else None


def _take_between(runs: Sequence[Block], taken: list[bool], roles: Sequence[Role | None]) -> None:
    """Take what was left out between two paragraphs of one parent: a short line of dialogue, say."""
    last: dict[HtmlElement, int] = {}
    for number, run in enumerate(runs):
        parent = run.node.getparent()
        if not taken[number] or parent is None or run.tag != "p":
            continue
        for between in range(last.get(parent, number) + 1, number):
            missed = runs[between]
            if (
                missed.tag == "p"
                and missed.node.getparent() is parent
                and roles[between] is None
                and missed.linked < 0.5
            ):
                taken[between] = True
        last[parent] = number


def _take_alike(runs: Sequence[Block], taken: list[bool], roles: Sequence[Role | None]) -> None:
    """Take the paragraphs of containers marked like the one that holds most of the text, close beside it.

    Pages cut a long text into several containers of one class, with advertisements between them.
    """
    sizes: dict[HtmlElement, int] = {}
    for run, yes in zip(runs, taken, strict=True):
        parent = run.node.getparent()
        if yes and run.tag == "p" and parent is not None:
            sizes[parent] = sizes.get(parent, 0) + len(run.text)
    main = max(sizes, key=sizes.__getitem__, default=None)
    if main is None or not main.get("class"):
        return
    near = [node for node in list(main.iterancestors())[:_CLOSE] if node.tag not in ("body", "html")]
    for number, run in enumerate(runs):
        parent = run.node.getparent()
        if taken[number] or parent is None or run.tag != "p" or roles[number] is not None or run.linked >= 0.5:
            continue
        alike = parent.tag == main.tag and parent.get("class") == main.get("class") and parent is not main
        if alike and any(node in near for node in list(parent.iterancestors())[:_CLOSE]):
            taken[number] = True


def _reach(taken: Sequence[bool], roles: Sequence[Role | None]) -> tuple[int, int]:
    body = [number for number, (yes, role) in enumerate(zip(taken, roles, strict=True)) if yes and role is None]
    return (body[0], body[-1]) if body else (0, -1)


def _kind_by_words(run: Block, number: int, first: int, last: int, heads: set[str]) -> FurnitureKind | str | None:
    """What a run without a mark is by its words: "title", a kind of furniture, or None for the article's."""
    if not first - 12 <= number <= last + 5:
        return None
    if squeeze(run.text).lower() in heads:
        return "title"
    if len(run.text) <= _CAPTION_LENGTH and _is_beside_picture(run):
        return "caption"
    if run.linked >= 0.9 and len(run.text) > 12 and run.tag != "td" and not _is_sentence(run.text):
        return "promo"
    return kind_of_line(run.text, edge=number <= first + 2 or number >= last - 2)


def _is_byline(words: str, people: Sequence[str]) -> bool:
    """Whether a short line at the text's beginning opens with who wrote it, and is no sentence."""
    return len(words) <= _CAPTION_LENGTH and words.startswith(tuple(people)) and not words.endswith(_SENTENCE_ENDS)


def _mark_other_cells(runs: Sequence[Block], taken: Sequence[bool], kinds: list[FurnitureKind | str | None]) -> None:
    """Set aside what stands in other cells of a table that lays the page out: one whose one cell holds the text."""
    sizes: dict[HtmlElement, int] = {}
    whole = 0
    for run, yes, kind in zip(runs, taken, kinds, strict=True):
        if yes and kind is None:
            whole += len(run.text)
            for cell in _cells(run.node):
                sizes[cell] = sizes.get(cell, 0) + len(run.text)
    main = [cell for cell, size in sizes.items() if size > _MAIN_CELL * whole]
    for number, run in enumerate(runs) if main else ():
        if taken[number] and kinds[number] is None and not set(main) <= set(_cells(run.node)):
            kinds[number] = "widget"


def _cells(node: HtmlElement) -> list[HtmlElement]:
    return [above for above in (node, *node.iterancestors()) if above.tag in ("td", "th")]


def _mark_above_title(runs: Sequence[Block], taken: Sequence[bool], kinds: list[FurnitureKind | str | None]) -> None:
    """Set aside the short lines above the headline: the name of the section, say."""
    headline = next((number for number, kind in enumerate(kinds) if kind == "title"), 0)
    above = [number for number in range(headline) if taken[number] and kinds[number] is None]
    below = [number for number in range(headline, len(runs)) if taken[number] and kinds[number] is None]
    if len(above) < len(below) and all(_is_label(runs[number].text) for number in above):
        for number in above:
            kinds[number] = "widget"


def _is_label(text: str) -> bool:
    return len(text) <= _SHORT and not _is_sentence(text)


def _mark_pull_quotes(runs: Sequence[Block], taken: Sequence[bool], kinds: list[FurnitureKind | str | None]) -> None:
    """Set aside the quotations in boxes of their own whose words the text has already."""
    body = [number for number, kind in enumerate(kinds) if taken[number] and kind is None]
    lengths = range(_PULLED, _SHORT + 1)
    boxed = [number for number in body if len(runs[number].text) in lengths and _is_boxed(runs[number].node)]
    if not boxed:
        return
    texts = {number: squeeze(runs[number].text).strip(_QUOTES) for number in body}
    for number in boxed:
        if any(texts[number] in text for other, text in texts.items() if other not in boxed):
            kinds[number] = "widget"


def _is_boxed(node: HtmlElement) -> bool:
    return any(above.tag in ("blockquote", "aside", "q") for above in (node, *islice(node.iterancestors(), 2)))


def _is_beside_picture(run: Block) -> bool:
    """Whether a short run shares its box with a picture and nothing else, as captions do that no class marks."""
    node = run.node
    if node.tag in ("td", "th") and (table := next(node.iterancestors("table"), None)) is not None:
        return _text_up_to(table, _CAPTION_LENGTH) is not None and next(table.iter("img", "picture"), None) is not None
    if node.tag in ("p", "li", "blockquote") and not any(
        _holds_just(child, run) for child in islice(node.iterchildren("em", "i", "small", "span", "cite"), 2)
    ):
        return False
    before = node.getprevious()
    box = node.getparent() if before is not None and _is_picture(before) else node
    if box is None or box.tag in ("body", "article", "main") or _text_up_to(box, _CAPTION_LENGTH) is None:
        return False
    return box is not node or next(node.iter("img", "picture"), None) is not None


def _is_picture(element: HtmlElement) -> bool:
    return _text_up_to(element, 0) == "" and next(element.iter("img", "picture"), None) is not None


def _holds_just(element: HtmlElement, run: Block) -> bool:
    return _text_up_to(element, len(run.text)) == squeeze(run.text)


def _text_up_to(element: HtmlElement, most: int) -> str | None:
    """An element's squeezed text, None where it is longer than `most`; a large element is not read through."""
    text = ""
    for words in element.itertext("*"):
        text += squeeze(words)
        if len(text) > most:
            return None
    return text


def _is_sentence(text: str) -> bool:
    return text.rstrip('”"’)').endswith((".", "!", "…")) and len(text) > 80


def _without_biographies(
    runs: Sequence[Block], body: list[int], kinds: list[FurnitureKind | str | None], people: Sequence[str]
) -> list[int]:
    """The article without the biography of its author that is set as its last paragraph, or last but few."""
    kept = list(body)
    for number in reversed(body[1:][-4:]):
        before = " ".join(runs[earlier].text for earlier in body if earlier < number)
        if is_biography_of(runs[number].text, people, before):
            kinds[number] = "biography"
            kept.remove(number)
    return kept


def _name_biographies(
    runs: Sequence[Block],
    roles: list[Role | None],
    kinds: list[FurnitureKind | str | None],
    body: Container[int],
    people: Sequence[str],
) -> None:
    """Settle which parts are biographies: those that speak of who wrote the article, whatever box they stand in."""
    speaks: dict[HtmlElement, bool] = {}
    for number, run in enumerate(runs):
        role = roles[number]
        if number in body or (role is not None and role.kind == "comment"):
            continue
        if (
            people
            and kinds[number] != "biography"
            and len(run.text) > _BIOGRAPHY_LENGTH
            and is_biography_of(run.text, people, run.text)
        ):
            kinds[number], roles[number] = "biography", Role("biography", run.node)
        elif role is not None and role.kind == "biography":
            if role.node not in speaks:
                speaks[role.node] = _speaks_of(role.node, people)
            kinds[number] = "biography" if speaks[role.node] else "widget"


def _speaks_of(box: HtmlElement, people: Sequence[str]) -> bool:
    """Whether a box marked as a biography is about a writer: it says so in its mark, or names one."""
    mark = f"{box.get('class') or ''} {box.get('id') or ''}".lower()
    if re.search(r"author|writer|contributor|byline|staff", mark) or not people:
        return True
    words = "".join(box.itertext("*"))
    return any(part in words for name in people for part in name.split() if len(part) > 2)


def _without_loose_headings(runs: Sequence[Block], body: list[int]) -> list[int]:
    """The article without headings at its end, under which nothing of it stands."""
    while len(body) > 1 and runs[body[-1]].tag in HEADINGS:
        body.pop()
    return body


def _parts(
    runs: Sequence[Block],
    roles: Sequence[Role | None],
    kinds: Sequence[FurnitureKind | str | None],
    body: Container[int],
) -> list[Part]:
    """The runs of one mark as one part, in the page's order; biographies anywhere, others near the text."""
    numbers = [number for number in range(len(runs)) if number in body]
    first, last = numbers[0] - 12, numbers[-1] + 25
    texts: dict[HtmlElement, tuple[FurnitureKind, list[str]]] = {}
    for number, run in enumerate(runs):
        role, kind = roles[number], kinds[number]
        if number in body or kind in (None, "title", "comment"):
            continue
        if kind == "biography" or first <= number <= last:
            node = role.node if role is not None else run.node
            texts.setdefault(node, (kind, []))[1].append(run.text)  # type: ignore[arg-type]
    parts = [Part(kind, node, "\n".join(lines)[:_LONGEST]) for node, (kind, lines) in texts.items()]
    return [part for part in parts if part.kind != "biography" or _says_enough(part.text)]


def _says_enough(text: str) -> bool:
    return len(squeeze(text)) >= _BIOGRAPHY_LENGTH or text.endswith(".")
