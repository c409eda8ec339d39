"""The kinds of findings, and what the comparison must know of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from according.comparison.bonds import Bond
from according.comparison.groups import Group, Joined, bonded
from according.comparison.keys import Family
from according.comparison.reports import Report
from according.findings import Finding, FindingKind


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of finding.

    Attributes:
        name: the kind.
        families: the keys by which reports that may have to do with one another are found.
        bonds: what holds between two reports, the earlier first; a report is also held against itself. It must
            depend on these two alone.
        build: the finding of a group; None where the group is none (a saying with one wording, say).
        members: the things of a report that are members whether bonds join them or not.
        joins: the kind of bonds that join members to groups; None where each member stands alone.
        joined: which things one belongs together with by such bonds: by default all that they lead to. What one
            belongs together with belongs together with it, and only its own bonds and those of their other ends decide.
        draws_on: further kinds of bonds that the finding draws on, and which of their ends is a member.
    """

    name: FindingKind
    families: tuple[Family, ...]
    bonds: Callable[[Report, Report], Iterable[Bond]]
    build: Callable[[Group], Finding | None]
    members: Callable[[Report], Iterable[str]] = lambda _report: ()
    joins: str | None = None
    joined: Joined = bonded
    draws_on: Mapping[str, Literal["left", "right"]] = field(default_factory=dict)

    @property
    def bond_kinds(self) -> tuple[str, ...]:
        """Every kind of bond that the finding is built from."""
        return (*((self.joins,) if self.joins else ()), *self.draws_on)
