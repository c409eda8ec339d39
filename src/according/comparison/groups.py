"""Members that bonds join, and the id that a group of them has."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from according.comparison.bonds import Bond, Thing
from according.comparison.reports import Report
from according.model import identify

Made = TypeVar("Made")


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


class Web:
    """The bonds of one kind around things, fetched as they are asked for and then kept.

    Args:
        fetch: gives every bond that has one of some things at an end.
    """

    def __init__(self, fetch: Callable[[Collection[Thing]], Iterable[Bond]]) -> None:
        self._fetch = fetch
        self._at: dict[Thing, tuple[Bond, ...]] = {}
        self._made: dict[tuple[Callable[[Thing, Web], Any], Thing], Any] = {}

    def once(self, make: Callable[[Thing, Web], Made], thing: Thing) -> Made:
        """What a function makes of a thing and what is around it, made when it is asked for first."""
        if (make, thing) not in self._made:
            self._made[make, thing] = make(thing, self)
        made: Made = self._made[make, thing]
        return made

    def at(self, thing: Thing) -> tuple[Bond, ...]:
        """The bonds of a thing."""
        self.look_at({thing})
        return self._at[thing]

    def look_at(self, things: Collection[Thing]) -> None:
        """Fetch the bonds of several things together, which is quicker than one by one."""
        missing = set(things) - self._at.keys()
        if not missing:
            return
        found: dict[Thing, list[Bond]] = {thing: [] for thing in missing}
        for bond in self._fetch(missing):
            for end in {bond.left, bond.right} & missing:
                found[end].append(bond)
        self._at.update((thing, tuple(bonds)) for thing, bonds in found.items())

    def articles(self) -> set[str]:
        """The articles of everything that was looked at, and of what has a bond with it."""
        ends = (end for bonds in self._at.values() for bond in bonds for end in (bond.left, bond.right))
        return {thing.article for thing in (*self._at, *ends)}

    def among(self, known: Container[str]) -> Web:
        """The same where only some articles are known."""

        def fetch(things: Collection[Thing]) -> Iterable[Bond]:
            self.look_at(things)
            found = {(bond.left, bond.right): bond for thing in things for bond in self.at(thing)}
            return [bond for bond in found.values() if bond.left.article in known and bond.right.article in known]

        return Web(fetch)


Joined = Callable[[Thing, Web], set[Thing]]


def bonded(thing: Thing, web: Web) -> set[Thing]:
    """The things that a thing belongs together with, where every bond joins."""
    return {bond.other(thing) for bond in web.at(thing)}


def reached(start: Thing, web: Web, joined: Joined) -> set[Thing]:
    """Everything that belongs together with a thing, one way or another, and the thing."""
    found = edge = {start}
    while edge:
        web.look_at(edge)
        edge = set[Thing]().union(*(joined(thing, web) for thing in edge)) - found
        found = found | edge
    return found


def components(members: Collection[Thing], web: Web, joined: Joined = bonded) -> list[list[Thing]]:
    """Divide members into those that belong together by their bonds; the lists, and each, in the order of the ids.

    Where a web reaches further than to the members, so do the lists.
    """
    web.look_at(members)
    parts, seen = [], set[Thing]()
    for member in sorted(set(members)):
        if member not in seen:
            part = reached(member, web, joined)
            seen |= part
            parts.append(sorted(part))
    return parts
