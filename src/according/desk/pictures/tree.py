"""A tree of who has it from whom: in columns on a wide page, indented on a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log2
from typing import Literal

from markupsafe import Markup

from according.desk.pictures.svg import HALF, Shape, cut, element, label, linked, path, picture, shape, width_of

NodeKind = Literal["voice", "venue", "relay", "report", "more"]
SHAPES: dict[NodeKind, Shape] = {
    "voice": "dot", "venue": "square", "relay": "diamond", "report": "ring", "more": "ring",
}  # fmt: skip

_ROW = 28
_WIDE, _NARROW = 980, 340
_INDENT = 22
# Where a line of words stands below the middle of its mark, and how far a second line is below the first.
_BASE, _LINE = 4.5, 13.5
# Where a name may go on to a second line.
_BREAK = re.compile(r"[\s/_.-]+(?=\w)")


@dataclass(frozen=True, slots=True)
class Node:
    """A voice, a venue, a relay or a report, with what hangs on it; `column` is where it stands on a wide page."""

    kind: NodeKind
    column: int
    name: str
    note: str = ""
    href: str | None = None
    count: int = 1
    children: tuple[Node, ...] = ()

    @property
    def depth(self) -> int:
        """How many nodes hang below each other on this one."""
        return max((1 + child.depth for child in self.children), default=0)

    @property
    def leaves(self) -> int:
        """How many lines it takes on a wide page."""
        return sum(child.leaves for child in self.children) or 1

    @property
    def columns(self) -> set[int]:
        """The columns in which it and what hangs on it stand."""
        return {self.column}.union(*(child.columns for child in self.children))

    def moved(self, place: Mapping[int, int]) -> Node:
        """The same in other columns."""
        children = tuple(child.moved(place) for child in self.children)
        return replace(self, column=place[self.column], children=children)

    @property
    def told(self) -> str:
        """The node in words: "relay Transline, 5 March, 4 hang on it"."""
        hanging = f", {len(self.children)} hang on it" if self.children else ""
        note = f", {self.note}" if self.note else ""
        return f"{self.kind} {self.name}{note}{hanging}"


@dataclass(frozen=True, slots=True)
class _Placed:
    """A node at its place."""

    node: Node
    x: float
    y: float
    parent: _Placed | None
    children: tuple[_Placed, ...] = ()

    @property
    def bottom(self) -> float:
        """The height of the lowest that hangs on it."""
        return self.children[-1].bottom if self.children else self.y

    @property
    def flat(self) -> Iterator[_Placed]:
        """The node and all that hangs on it."""
        yield self
        for child in self.children:
            yield from child.flat


def tree(roots: Sequence[Node], heads: Sequence[str], told: str, *, narrow: bool = False) -> Markup:
    """Draw trees one below the other.

    Args:
        roots: each first voice with what hangs on it.
        heads: the names of the columns; their number is that of the columns.
        told: what the picture shows, for those who do not see it.
        narrow: for a phone: a node a line, indented as it hangs.
    """
    width, room = (_NARROW, 0.0) if narrow else (_WIDE, _WIDE / len(heads))
    top = 16.0 if narrow else 44.0
    parts = [] if narrow else [label(room * n + 2, 16, head, room - 12, "head") for n, head in enumerate(heads)]
    for root in roots:
        placed = _indented(root, 0, top, None) if narrow else _in_columns(root, top, room, None)
        parts += _threads(placed, room or _WIDE)
        parts += (_drawn(one, _NARROW - one.x if narrow else _room(one, room)) for one in placed.flat)
        top = placed.bottom + _ROW + 8
    return picture(width, top - _ROW / 2, told, parts, "tree narrow" if narrow else "tree wide")


def _room(one: _Placed, room: float) -> float:
    """A leaf may write on to the edge; any other ends where the next column begins."""
    return room if one.children else max(_WIDE - one.x, room)


def _in_columns(node: Node, top: float, room: float, parent: _Placed | None) -> _Placed:
    """Place a node at the height of its first child, its children below each other."""
    x = node.column * room + 8
    if parent and x <= parent.x:
        x, top = parent.x + _INDENT, top + (_ROW if top == parent.y else 0)
    here = _Placed(node, x, top, parent)
    children: list[_Placed] = []
    for child in node.children:
        children.append(_in_columns(child, top, room, here))
        top = children[-1].bottom + _ROW
    return replace(here, children=tuple(children))


def _indented(node: Node, depth: int, top: float, parent: _Placed | None) -> _Placed:
    here = _Placed(node, 8.0 + _INDENT * depth, top, parent)
    children: list[_Placed] = []
    for child in node.children:
        top = (children[-1].bottom if children else top) + _ROW
        children.append(_indented(child, depth + 1, top, here))
    return replace(here, children=tuple(children))


def _threads(placed: _Placed, room: float) -> Iterator[Markup]:
    for one in placed.flat:
        if one.parent is None:
            continue
        x, y = one.parent.x, one.parent.y
        if one.y == y:
            yield path(((x + 24 + _length(one.parent.node, room), y), (one.x - 9, y)), "thread")
        else:
            # Down, and then along: threads of one parent run together, as a rope that divides.
            yield path(((x, y + 8), (x, one.y), (one.x - 9, one.y)), "thread")


def _drawn(one: _Placed, room: float) -> Markup:
    node = one.node
    *above, last = _lines(node, room)
    x, base = one.x + 16, one.y + (_BASE if not above else _BASE + _LINE / 2)
    begun = [element("tspan", f"{line} ", x=x, y=base - _LINE) for line in above]
    note = element("tspan", f" {node.note}" if last else node.note, class_="note") if node.note else Markup()
    ended = element("tspan", last, note, x=x, y=base)
    words = element("text", *begun, ended, x=x, y=base, class_=f"name {node.kind}")
    target = element("rect", x=one.x - 10, y=one.y - 13, width=room, height=26, class_="reach")
    mark = shape(SHAPES[node.kind], one.x, one.y, node.kind, _half(node.count))
    return linked(node.href, node.told, target, mark, words)


def _half(count: int) -> float:
    """Half the size of a mark: what stands for more is larger, within what a line has room for."""
    return HALF + min(log2(max(count, 1)), 5.0)


def _lines(node: Node, room: float) -> list[str]:
    """The name on a line with its note, or both on two where they are too long; what is cut stands in the title."""
    free = room - 22
    name, note = " ".join(node.name.split()), width_of(node.note)
    if width_of(name) + note <= free:
        return [name]
    if note <= free and width_of(name) <= free:
        return [name, ""]
    ends = [found.end() for found in _BREAK.finditer(name) if width_of(name[: found.end()]) <= free]
    # As much on the second line as on the first, if the note leaves room for that.
    end = min(ends, key=lambda end: abs(width_of(name[:end]) - width_of(name[end:]) - note), default=None)
    if end is None:
        return [cut(name, max(free - note, 70))]
    return [name[:end].strip(), cut(name[end:], max(free - note, 70))]


def _length(node: Node, room: float) -> float:
    """About how many pixels the words of a node take; a voice's are bold."""
    *above, last = _lines(node, room)
    widest = max([width_of(f"{last} {node.note}".strip()), *map(width_of, above)])
    return widest * (1.1 if node.kind == "voice" else 1.0)
