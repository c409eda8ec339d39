"""The comparison: everything that follows from a record, kept up to date as the record grows.

comparison = Comparison(record)
comparison.catch_up()
for line in comparison.findings("commitment", Wanted(status="open")):
    print(line.finding.by, line.finding.action.words)
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection

from according.comparison import COMPARER, developments, lag, ledger, past, store
from according.comparison.bonds import Bond, Thing
from according.comparison.groups import Group, Web, bonded, components, reached
from according.comparison.judged import Verdicts, as_judged
from according.comparison.kept import AT_ONCE, EVERYTHING, Kept, nothing_has, paged
from according.comparison.kinds import Kind
from according.comparison.ledger import Line, Wanted
from according.comparison.registry import KINDS
from according.comparison.reports import Report, texts_to_encode
from according.comparison.vectors import Encoder, released
from according.findings import Finding, FindingKind
from according.record import judgements, news, subscriptions
from according.record.record import Record

# Reports in memory at a time: a report with its vectors takes about 100 kB.
_HELD = 512
# Articles compared in one transaction.
_BATCH = 8


@dataclass(frozen=True, slots=True)
class AsOf:
    """What was known on a day: what was published by then, or, `by_here`, what this record had seen by then."""

    day: str
    by_here: bool = False

    def knows(self, report: Report) -> bool:
        """Whether a report was known then."""
        seen = report.reading.article.first_seen
        day = (seen.start or "")[:10] if self.by_here and seen else report.day
        return day <= self.day


class Then(Kept):
    """The lists of what follows from a record, as they were on a day."""

    def __init__(self, record: Record, comparison: Comparison, as_of: AsOf) -> None:
        super().__init__(record)
        self._comparison = comparison
        self._as_of = as_of

    def each(self, kind: FindingKind, wanted: Wanted = EVERYTHING) -> Iterator[Finding]:
        """Every finding of a kind that there was."""
        return self._comparison.each(kind, wanted, as_of=self._as_of)

    def number(self, kind: FindingKind, wanted: Wanted = EVERYTHING) -> int:
        """How many findings of a kind there were."""
        return sum(1 for _ in self.each(kind, wanted))


class Around(NamedTuple):
    """What is around the members of a group and may join them, and the reports at its ends."""

    web: Web
    reports: Mapping[str, Report]


class Comparison(Kept):
    """What follows from a record, kept up to date, and as it was on any day.

    Args:
        record: the record, which also keeps what was derived.
        encoder: gives sentences their vectors; the one that ships, unless a test brings another.
    """

    def __init__(self, record: Record, encoder: Encoder | None = None) -> None:
        super().__init__(record)
        self._encoder = encoder
        self._held: OrderedDict[str, Report] = OrderedDict()

    # Keeping up

    def catch_up(self, progress: Callable[[int, int], None] = lambda _done, _all: None) -> int:
        """Compare every article that has not been compared; give how many these were.

        Args:
            progress: called with how many are done and how many there are.

        Raises:
            RecordError: the record cannot be read or written.
        """
        with self._record.asking() as connection:
            waiting = lag.waiting(connection, COMPARER)
            outdated = lag.is_outdated(connection, COMPARER)
        if outdated:
            return self.rebuild(progress)
        done = 0
        for some in _batched(waiting, _BATCH):
            fresh = [self._prepared(article) for article in some]
            with self._record.changing(synced=False) as connection:
                # What was judged in the meantime is left for the next time.
                fresh = [report for report in fresh if self._is_judged_so(connection, report)]
                # All of them first: what is left of the findings is then known to have changed from the beginning.
                for report in fresh:
                    store.drop_report(connection, report.id)
                    self._held.pop(report.id, None)
                for report in fresh:
                    self._take_in(connection, report)
                self._tell(connection, [report.id for report in fresh], self._group(connection))
            done += len(some)
            progress(done, len(waiting))
        if not waiting:
            self._finish_grouping()
        return done

    def rebuild(self, progress: Callable[[int, int], None] = lambda _done, _all: None) -> int:
        """Throw away all that was derived and derive it again; give how many articles were compared."""
        with self._record.changing() as connection:
            store.forget_all(connection)
        self._held.clear()
        return self.catch_up(progress)

    def _prepared(self, article: str, until: str | None = None) -> Report:
        """A report as people judged it, by a day if one is given."""
        with self._record.asking() as connection:
            verdicts = Verdicts(judgements.bearing_on(connection, [article])[article], until)
        reading = as_judged(self._record.reading(article), verdicts)
        texts = texts_to_encode(reading, verdicts)
        vectors = (self._encoder or released()).encode(list(texts.values()))
        return Report(reading, dict(zip(texts, vectors, strict=True)), verdicts)

    @staticmethod
    def _is_judged_so(connection: Connection, report: Report) -> bool:
        (judged,) = judgements.bearing_on(connection, [report.id]).values()
        return Verdicts(judged).given == report.judged.given

    def _take_in(self, connection: Connection, report: Report) -> None:
        """Hold a report against its neighbours, and mark the groups that this changes."""
        store.keep_report(connection, report, COMPARER)
        store.keep_keys(connection, report, {family for kind in KINDS for family in kind.families})
        near: dict[str, set[str]] = {}
        for kind in KINDS:
            for family in kind.families:
                if family.name not in near:
                    near[family.name] = store.neighbours(connection, report, family)
            around = set().union(*(near[family.name] for family in kind.families))
            found = list(self._bonds(connection, kind, report, around))
            store.keep_bonds(connection, found)
            self._mark(connection, kind, report, found)

    def _bonds(self, connection: Connection, kind: Kind, report: Report, around: Collection[str]) -> Iterator[Bond]:
        yield from kind.bonds(report, report)
        for other in self._reports(connection, around).values():
            earlier, later = sorted((report, other), key=lambda one: one.order)
            yield from kind.bonds(earlier, later)

    @staticmethod
    def _mark(connection: Connection, kind: Kind, report: Report, found: Sequence[Bond]) -> None:
        members = {report.thing(number) for number in kind.members(report)}
        members = members.union(*(_members_of(kind, bond) for bond in found))
        store.keep_members(connection, kind.name, members, report.day)

    def _finish_grouping(self) -> None:
        """Group what a page that was forgotten, or a stopped run, left without a finding."""
        with self._record.asking() as connection:
            if not any(store.ungrouped(connection, kind.name) for kind in KINDS):
                return
        with self._record.changing(synced=False) as connection:
            self._tell(connection, [], self._group(connection))

    @staticmethod
    def _tell(connection: Connection, read: Sequence[str], built: Sequence[tuple[Group, Finding]]) -> None:
        """Note what is new, and write the letters that tell of it, with what they tell of or not at all."""
        at = subscriptions.instant()
        told = developments.note(connection, news.note_readings(connection, read, at), built, at)
        subscriptions.tell(connection, told, at)

    def _group(self, connection: Connection) -> list[tuple[Group, Finding]]:
        """Build the finding of every group that changed; give these."""
        made = []
        for kind in KINDS:
            left = set(store.ungrouped(connection, kind.name))
            while left:
                web = self._web(connection, kind)
                found = sorted(reached(left.pop(), web, kind.joined))
                left -= set(found)
                group = self._gathered(connection, kind, found)
                finding = kind.build(group)
                since = past.changed_from(connection, kind.name, found)
                around = self._around(connection, kind, group, web)
                store.keep_finding(connection, group, finding)
                if finding is None:
                    # Nothing would lead from an article to what was kept of it, when that is to be forgotten.
                    past.forget(connection, kind.name, found)
                else:
                    past.keep(connection, kind.name, found, since, list(_states(kind, group, finding, since, around)))
                    made.append((group, finding))
        return made

    @staticmethod
    def _web(connection: Connection, kind: Kind) -> Web:
        joins = (kind.joins,) if kind.joins else ()
        return Web(lambda things: store.bonds_of(connection, joins, things) if joins else ())

    def _around(self, connection: Connection, kind: Kind, group: Group, web: Web) -> Around:
        """What tells which members of a group belong together: where every bond joins, those between them."""
        if kind.joined is bonded:
            return Around(_within(kind, group), group.reports)
        return Around(web, self._reports(connection, web.articles() | group.reports.keys()))

    def _gathered(self, connection: Connection, kind: Kind, members: Sequence[Thing]) -> Group:
        here = set(members)
        bonds = [
            bond
            for bond in store.bonds_of(connection, kind.bond_kinds, members)
            if bond.kind != kind.joins or {bond.left, bond.right} <= here
        ]
        ends = {end.article for bond in bonds for end in (bond.left, bond.right)}
        reports = self._reports(connection, ends | {member.article for member in members})
        return _group(kind, members, bonds, reports)

    def _reports(self, connection: Connection, wanted: Collection[str]) -> dict[str, Report]:
        """Reports by their articles' ids; those used last are held."""
        missing = [article for article in wanted if article not in self._held]
        fetched = {report.id: report for report in store.reports(connection, missing)}
        found = {article: self._held.get(article) or fetched[article] for article in sorted(wanted)}
        for article, report in found.items():
            self._held[article] = report
            self._held.move_to_end(article)
        while len(self._held) > _HELD:
            self._held.popitem(last=False)
        return found

    # Asking

    def findings(
        self,
        kind: FindingKind,
        wanted: Wanted = EVERYTHING,
        *,
        as_of: AsOf | None = None,
        after: str | None = None,
        limit: int = 50,
    ) -> list[Line]:
        """Findings of a kind, those last told of first, as they are now or were on a day.

        By what the record had seen by a day they stand where they stand now, and there may be less than `limit`.

        Raises:
            QueryError: `after` is not a cursor.
        """
        with self._record.asking() as connection:
            found, onward = self._page(connection, kind, wanted, as_of, after, limit)
            while as_of and not as_of.by_here and onward and len(found) < limit:
                more, onward = self._page(connection, kind, wanted, as_of, onward, limit - len(found))
                found += more
            return found

    def each(self, kind: FindingKind, wanted: Wanted = EVERYTHING, *, as_of: AsOf | None = None) -> Iterator[Finding]:
        """Every finding of a kind as it is or was on a day, page by page."""
        return paged(lambda after: self._leaf(kind, wanted, as_of, after))

    def _leaf(
        self, kind: FindingKind, wanted: Wanted, as_of: AsOf | None, after: str | None
    ) -> tuple[list[Line], str | None]:
        with self._record.asking() as connection:
            return self._page(connection, kind, wanted, as_of, after, AT_ONCE)

    def _page(
        self,
        connection: Connection,
        kind: FindingKind,
        wanted: Wanted,
        as_of: AsOf | None,
        after: str | None,
        limit: int,
    ) -> tuple[list[Line], str | None]:
        """A page of a list, and the cursor after which the next one begins; None where there is none."""
        if as_of is None:
            found = shown = ledger.lines(connection, kind, wanted, after, limit)
        elif as_of.by_here:
            found = ledger.lines(connection, kind, wanted, after, limit)
            shown = [
                Line(one, line.cursor) for line in found for one in self._then(connection, kind, line.finding.id, as_of)
            ]
        else:
            found = past.lines(connection, kind, wanted, as_of.day, after, limit)
            shown = list(self._unjudged_lines(connection, kind, found, as_of))
        told = ledger.with_start(connection, [line.finding for line in shown])
        shown = [Line(one, line.cursor) for one, line in zip(told, shown, strict=True)]
        return shown, found[-1].cursor if len(found) == limit else None

    def _unjudged_lines(
        self, connection: Connection, kind: FindingKind, found: Sequence[Line], as_of: AsOf
    ) -> Iterator[Line]:
        """Lines as they were before people judged what they rest on, which is kept as they judged it."""
        judged = self._judged_near(connection, kind, as_of.day)
        today = past.today(connection, [line.finding.id for line in found]) if judged else {}
        rested = ledger.rested_on(connection, kind, set(today.values()))
        shown = {line.finding.id for line in found}
        for line in found:
            number = today.get(line.finding.id)
            if number is None or rested[number].isdisjoint(judged):
                yield line
                continue
            for one in self._then(connection, kind, number, as_of):
                # One of several that later came together has a line of its own.
                if one.id == line.finding.id or one.id not in shown:
                    shown.add(one.id)
                    yield Line(one, line.cursor)

    def finding(self, number: str, *, as_of: AsOf | None = None) -> Finding:
        """The finding that an id leads to, whether it is its id now or was before another member was known.

        Raises:
            NotOnRecordError: there is none, or there was none on that day.
        """
        found = super().finding(number)
        if as_of is None:
            return found
        with self._record.asking() as connection:
            parts = ledger.with_start(connection, list(self._known(connection, found.kind, {found.id}, as_of)))
        if not parts:
            raise nothing_has(number)
        return next((part for part in parts if part.id == number), parts[0])

    def findings_of(self, thing: str) -> list[Finding]:
        """Every finding that has a statement or a sentence of it, an event or an article as a member."""
        with self._record.asking() as connection:
            article = store.article_of(connection, thing)
            report = self._reports(connection, [article]).get(article) if article else None
            parts = [part.id for part in report.parts.values() if part.statement.id == thing] if report else []
            found = (store.finding(connection, *place) for place in store.findings_of(connection, {thing, *parts}))
            return ledger.with_start(connection, [one for one in found if one is not None])

    def resting_on(
        self, articles: Collection[str], kinds: Collection[FindingKind], *, as_of: AsOf | None = None
    ) -> list[Finding]:
        """Every finding of some kinds that shows words of one of the articles; those first told of first."""
        with self._record.asking() as connection:
            found = ledger.resting_on(connection, kinds, articles)
            if as_of is None:
                return ledger.with_start(connection, found)
            by_kind = {kind: {finding.id for finding in found if finding.kind == kind} for kind in kinds}
            then = (one for kind, some in by_kind.items() for one in self._known(connection, kind, some, as_of))
            return ledger.with_start(connection, sorted(then, key=lambda one: (one.first_day, one.kind, one.id)))

    def _known(
        self, connection: Connection, kind: FindingKind, numbers: Collection[str], as_of: AsOf
    ) -> Iterator[Finding]:
        """What there was on a day of findings of today: of each none, or one, or several that later came together."""
        judged = self._judged_near(connection, kind, as_of.day)
        rested = ledger.rested_on(connection, kind, numbers)
        for number in sorted(numbers):
            if as_of.by_here or not rested[number].isdisjoint(judged):
                yield from self._then(connection, kind, number, as_of)
            else:
                yield from past.of(connection, kind, number, as_of.day)

    def _judged_near(self, connection: Connection, kind: FindingKind, day: str) -> set[str]:
        """The articles that people judged after a day, and what these are held against."""
        families = _kind(kind).families
        judged = judgements.judged_since(connection, day)
        near = (
            store.neighbours(connection, report, family)
            for report in self._reports(connection, store.compared_of(connection, judged)).values()
            for family in families
        )
        return judgements.borne_on_since(connection, day).union(*near)

    def _then(self, connection: Connection, name: FindingKind, number: str, as_of: AsOf) -> list[Finding]:
        """What there was on a day of a finding of today, built anew."""
        kind = _kind(name)
        now = self._gathered(connection, kind, store.members_of(connection, name, number))
        whole = self._unjudged(connection, kind, now, as_of.day)
        around = Around(_within(kind, whole), whole.reports)
        if whole is now:
            web = self._web(connection, kind)
            components(now.members, web, kind.joined)
            around = self._around(connection, kind, now, web)
        known = {article for article, report in around.reports.items() if as_of.knows(report)}
        # What was judged later may have been of another finding.
        return [finding for finding, members in _built(kind, whole, known, around) if set(members) & set(now.members)]

    def _unjudged(self, connection: Connection, kind: Kind, group: Group, day: str) -> Group:
        """The group as it is without what people judged after a day: what they spoke of is held anew against the rest.

        A finding that there would be only without what they said is not found so.
        """
        later = {article for article, report in group.reports.items() if report.judged.since(day)}
        if waiting := judgements.judged_since(connection, day) - later:
            for report in group.reports.values():
                for family in kind.families:
                    later |= waiting & store.neighbours(connection, report, family)
        if not later:
            return group
        reports = dict(group.reports) | {article: self._prepared(article, day) for article in sorted(later)}
        bonds = [bond for bond in group.bonds if not {bond.left.article, bond.right.article} & later]
        for article in sorted(later):
            for other in sorted(reports):
                if other not in later or article <= other:
                    earlier, late = sorted((reports[article], reports[other]), key=lambda one: one.order)
                    bonds += kind.bonds(earlier, late)
        members = {member for member in group.members if member.article not in later}
        members |= {reports[article].thing(number) for article in later for number in kind.members(reports[article])}
        for bond in bonds:
            members |= _members_of(kind, bond)
        return _group(kind, members, bonds, reports)


def _kind(name: FindingKind) -> Kind:
    return next(kind for kind in KINDS if kind.name == name)


def _within(kind: Kind, group: Group) -> Web:
    """The bonds that join a group's members."""
    bonds = [bond for bond in group.bonds if bond.kind == kind.joins]
    return Web(lambda _things: bonds)


def _states(kind: Kind, group: Group, finding: Finding, since: str, around: Around) -> Iterator[past.State]:
    """What findings there were of a group, on each day from one on on which something became known of it."""
    days = sorted({since, *(report.day for report in around.reports.values() if report.day > since)})
    for day in days[:-1]:
        known = {article for article, report in around.reports.items() if report.day <= day}
        yield day, [(one, len(members)) for one, members in _built(kind, group, known, around)]
    yield days[-1], [(finding, len(group.members))]


def _built(kind: Kind, group: Group, known: Set[str], around: Around) -> Iterator[tuple[Finding, Sequence[Thing]]]:
    """The findings that there are of a group where only some articles are known, each with its members.

    What was published later may have parted them: then it is of the group that has its founding member.
    """
    reports = {article: report for article, report in around.reports.items() if article in known}
    members, web = {member for member in group.members if member.article in known}, around.web.among(known)
    drawn_on = [bond for bond in group.bonds if bond.kind != kind.joins and {*_articles(bond)} <= known]
    for part in components(members, web, kind.joined):
        here = set(part)
        inner = [bond for thing in part for bond in web.at(thing) if thing == bond.left and bond.right in here]
        bonds = sorted((*inner, *_touching(part, drawn_on)), key=lambda bond: (bond.kind, bond.left.id, bond.right.id))
        then = _group(kind, part, bonds, reports)
        if then.members[0] in members and (finding := kind.build(then)):
            yield finding, part


def _articles(bond: Bond) -> tuple[str, str]:
    return bond.left.article, bond.right.article


def _members_of(kind: Kind, bond: Bond) -> set[Thing]:
    """The ends of a bond that it makes members."""
    if bond.kind == kind.joins:
        return {bond.left, bond.right}
    return {bond.left if kind.draws_on[bond.kind] == "left" else bond.right}


def _touching(members: Sequence[Thing], bonds: Iterable[Bond]) -> list[Bond]:
    here = set(members)
    return [bond for bond in bonds if bond.left in here or bond.right in here]


def _group(kind: Kind, members: Iterable[Thing], bonds: Sequence[Bond], reports: dict[str, Report]) -> Group:
    """A group with its members in the order of publication, and within a report in that of the text."""
    ordered = sorted(
        members, key=lambda thing: (reports[thing.article].order, _position(reports[thing.article], thing))
    )
    ends = {end.article for bond in bonds for end in (bond.left, bond.right)} | {thing.article for thing in ordered}
    return Group(kind.name, tuple(ordered), tuple(bonds), {article: reports[article] for article in sorted(ends)})


def _position(report: Report, thing: Thing) -> tuple[int, str]:
    if thing.id in report.statements:
        return report.place_of(report.statements[thing.id]).start, thing.id
    if thing.id in report.events:
        return report.events[thing.id].trigger.start, thing.id
    return 0, thing.id


def _batched(values: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (values[first : first + size] for first in range(0, len(values), size))
