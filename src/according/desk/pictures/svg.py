"""SVG as text: elements whose words and attributes are escaped, and the few shapes that every picture is made of.

A picture carries no style of its own: its classes have their colours from the desk's style sheet, in light and dark.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from itertools import accumulate
from typing import Literal

from markupsafe import Markup, escape

from according.desk.render import balanced

Shape = Literal["dot", "ring", "square", "diamond", "triangle"]
Value = str | int | float | None

# Half the size of a shape; with the air around it a mark can be hit with a finger (WCAG 2.2, 2.5.8: 24 px).
HALF = 6
_REACH = 12
# How wide the picture's characters are at 13 px, in the widest of the usual letters (DejaVu Sans).
_NARROW_ONES, _NARROW = frozenset("fijlrtI .,:;'’!|-()[]“”\""), 5.2
_BROAD_ONES, _BROAD = frozenset("mwMWQO@%—…"), 12.4
_LETTER, _FULL = 8.3, 13.0


def element(name: str, *inner: str, **attributes: Value) -> Markup:
    """An element; `inner` is escaped unless it is markup, and ends what it turns;
    an attribute that is None is left out.

    >>> str(element("text", "<b>", x=1.50, class_="name"))
    '<text x="1.5" class="name">&lt;b&gt;</text>'
    """
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_number(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    body = "".join(escape(balanced(part)) for part in inner)
    return Markup(f"<{name}{given}>{body}</{name}>" if body else f"<{name}{given}/>")  # noqa: S704  (escaped above)


def picture(width: float, height: float, told: str, parts: Iterable[Markup], kind: str) -> Markup:
    """A picture with the sentence that says what it shows; its links are reached by keyboard one after the other."""
    return element(
        "svg",
        *parts,
        class_=f"picture {kind}",
        viewBox=f"0 0 {_number(width)} {_number(height)}",
        width=width,
        height=height,
        role="group",
        aria_label=told,
    )


def shape(of: Shape, x: float, y: float, kind: str, half: float = HALF) -> Markup:
    """A mark about a point; shapes differ so that none is told by its colour alone."""
    match of:
        case "dot" | "ring":
            return element("circle", cx=x, cy=y, r=half, class_=f"{kind} {of}")
        case "square":
            corner = half - 0.5
            return element(
                "rect", x=x - corner, y=y - corner, width=2 * corner, height=2 * corner, class_=f"{kind} {of}"
            )
        case "diamond":
            points = [(x, y - half - 1), (x + half + 1, y), (x, y + half + 1), (x - half - 1, y)]
        case "triangle":
            points = [(x, y - half), (x + half + 1, y + half - 1), (x - half - 1, y + half - 1)]
    return element("polygon", points=" ".join(f"{_number(a)},{_number(b)}" for a, b in points), class_=f"{kind} {of}")


def label(x: float, y: float, words: str, room: float, kind: str = "", anchor: str | None = None) -> Markup:
    """Words in one line, cut where there is no room for them."""
    return element("text", cut(words, room), x=x, y=y, class_=kind or None, text_anchor=anchor)


def cut(words: str, room: float) -> str:
    """Words as far as they go into so many pixels."""
    line = " ".join(words.split())
    if width_of(line) <= room:
        return line
    ends = accumulate(map(_width, line), initial=_BROAD)
    most = sum(end <= room for end in ends) - 1
    return f"{line[: max(most, 2)].rstrip()}…"


def width_of(words: str) -> float:
    """About how many pixels words take."""
    return sum(map(_width, words))


def _width(character: str) -> float:
    if character in _NARROW_ONES:
        return _NARROW
    if character in _BROAD_ONES:
        return _BROAD
    if unicodedata.combining(character):
        return 0.0
    return _FULL if unicodedata.east_asian_width(character) in "WF" else _LETTER


def linked(href: str | None, told: str, *inner: Markup) -> Markup:
    """Marks that lead somewhere, with the words that say where; without an address they are only told.

    The title is a link's accessible name, too (SVG Accessibility API Mappings 1.0, 8.1).
    """
    title = element("title", told)
    return element("g", title, *inner) if href is None else element("a", title, *inner, href=href)


def reach(x: float, y: float) -> Markup:
    """The unseen square about a mark that can be hit in its place."""
    return element("rect", x=x - _REACH, y=y - _REACH, width=2 * _REACH, height=2 * _REACH, class_="reach")


def path(points: Iterable[tuple[float, float]], kind: str) -> Markup:
    """A line from point to point."""
    return element("polyline", points=" ".join(f"{_number(x)},{_number(y)}" for x, y in points), class_=kind)


def _number(value: Value) -> str:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)
