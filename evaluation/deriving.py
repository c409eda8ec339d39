"""The findings of little reports, without a record."""

from __future__ import annotations

from collections.abc import Iterable

from according.comparison.bonds import Bond, Thing
from according.comparison.groups import Group, Web, components
from according.comparison.kinds import Kind
from according.comparison.reports import Report
from according.findings import Finding


def derived(kind: Kind, *reports: Report) -> list[Finding]:
    """The findings of a kind, in the order in which their first members were published."""
    known = {one.id: one for one in reports}
    ordered = sorted(reports, key=lambda one: one.order)
    bonds = [bond for n, one in enumerate(ordered) for other in ordered[n:] for bond in kind.bonds(one, other)]
    members = {one.thing(number) for one in reports for number in kind.members(one)}
    members |= {end for bond in bonds for end in _members(kind, bond)}
    found = []
    for part in components(members, web_of(bond for bond in bonds if bond.kind == kind.joins), kind.joined):
        touching = tuple(bond for bond in bonds if bond.left in part or bond.right in part)
        in_order = tuple(sorted(part, key=lambda thing: _place(known, thing)))
        found.append(kind.build(Group(kind.name, in_order, touching, known)))
    built = [one for one in found if one is not None]
    return sorted(built, key=lambda one: (one.first_day, one.id))


def web_of(bonds: Iterable[Bond]) -> Web:
    """Bonds as what belongs together is found by them."""
    known = list(bonds)
    return Web(lambda _things: known)


def _members(kind: Kind, bond: Bond) -> tuple[Thing, ...]:
    if bond.kind == kind.joins:
        return bond.left, bond.right
    return (bond.left if kind.draws_on[bond.kind] == "left" else bond.right,)


def _place(known: dict[str, Report], thing: Thing) -> tuple[tuple[str, str], int, str]:
    report = known[thing.article]
    statement = report.statements.get(thing.id)
    return report.order, report.place_of(statement).start if statement else 0, thing.id
