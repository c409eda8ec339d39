"""Members that bonds join, and the id that a group of them has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from according.comparison.bonds import Bond, Thing
from according.comparison.reports import Report
from according.model import identify


@dataclass(frozen=True, slots=True)
class Group:
    """Members of one kind that belong together, and all that bears on them.

    Attributes:
        kind: of which finding.
        members: in the order of publication, within a report in that of the text.
        bonds: every bond of the kinds that the finding draws on with a member at one end.
        reports: the reports at both ends of these bonds and of the members, by the article's id.
    """

    kind: str
    members: tuple[Thing, ...]
    bonds: tuple[Bond, ...]
    reports: Mapping[str, Report]

    @property
    def id(self) -> str:
        """The finding's id: of its kind and founding member, which is the one published first."""
        return identify(self.kind, self.members[0].id)

    def report(self, thing: Thing) -> Report:
        """The report that a thing stands in."""
        return self.reports[thing.article]

    def bearing(self, kind: str) -> Iterator[Bond]:
        """The bonds of one kind."""
        return (bond for bond in self.bonds if bond.kind == kind)

    @property
    def days(self) -> tuple[str, str]:
        """The first and the last day on which a member was published."""
        days = sorted(self.report(member).day for member in self.members)
        return days[0], days[-1]


def components(members: Iterable[Thing], bonds: Sequence[Bond]) -> list[list[Thing]]:
    """Divide members into those that bonds join, one way or another; lists and members in the order of the ids."""
    joined: dict[Thing, set[Thing]] = {member: set() for member in members}
    for bond in bonds:
        if bond.left in joined and bond.right in joined:
            joined[bond.left].add(bond.right)
            joined[bond.right].add(bond.left)
    parts, seen = [], set[Thing]()
    for member in sorted(joined):
        if member not in seen:
            part = _reached(member, joined)
            seen |= part
            parts.append(sorted(part))
    return parts


def _reached(start: Thing, joined: Mapping[Thing, set[Thing]]) -> set[Thing]:
    reached, edge = {start}, [start]
    while edge:
        new = joined[edge.pop()] - reached
        reached |= new
        edge.extend(new)
    return reached
