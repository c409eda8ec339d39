"""What holds between two things of two reports (or of one), and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Thing(NamedTuple):
    """A thing of a reading: the article's id, and that of a statement, event or passage in it, or its own again."""

    article: str
    id: str


@dataclass(frozen=True, slots=True)
class Bond:
    """`left` bears on `right` in the way that `kind` names; of a joining kind, the two belong to one finding.

    Attributes:
        kind: "story", "saying", "turn", …; see `kinds.py`.
        weight: how strong it is, from 0 to 1.
        why: a sentence for the reader.
        data: what the finding's builder wants to know again, as JSON values.
    """

    kind: str
    left: Thing
    right: Thing
    weight: float
    why: str
    data: Mapping[str, Any] = field(default_factory=dict)

    def other(self, thing: Thing) -> Thing:
        """The end that is not `thing`."""
        return self.right if thing == self.left else self.left
