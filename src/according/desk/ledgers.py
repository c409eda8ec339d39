"""The ledgers: lists of what follows from the record, one of each kind, and their rows as flat tables."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from fastapi.responses import Response

from according import contract
from according.addresses import outlet, outlet_count
from according.comparison.comparison import Comparison
from according.comparison.ledger import Line, check_status
from according.desk.asking import Sought, Then
from according.export.sheets import harmless
from according.findings import STATUSES, Finding, FindingKind, Origin, Passage, origins_of

Value = str | int | None
# How many findings a list gives as data, each whole, where no other number is asked for: about 100 kB.
FINDINGS_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Ledger:
    """One list: its title, what it holds, the kinds of findings in it, and the columns of its table.

    `statuses` are the values by which it can be narrowed; `rows` gives the cells of a finding, below `columns`;
    `a_page` is how many findings a page of it has, where no other number is asked for.
    """

    name: str
    title: str
    told: str
    kinds: tuple[FindingKind, ...]
    columns: tuple[str, ...]
    rows: Callable[[Any], Iterable[tuple[Value, ...]]]
    statuses: tuple[str, ...] = ()
    by: str = "By"
    a_page: int = 50


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of a ledger, and the cursor after which it goes on (None: it ends here)."""

    findings: tuple[Finding, ...]
    onward: str | None


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of a list of findings, those last told of first; the list goes on at `after`."""

    findings: list[Finding]
    after: str | None


@dataclass(frozen=True, slots=True)
class ListedOrigins:
    """The origins of a page of findings, those last told of first; the list goes on at `after`."""

    origins: list[Origin]
    after: str | None


class Csv(Response):
    """CSV after RFC 4180 in UTF-8, its first line the columns' names."""

    media_type = "text/csv"


def leaf(comparison: Comparison, ledger: Ledger, sought: Sought, then: Then, a_page: int | None = None) -> Leaf:
    """A page of a ledger, those last told of first; of `a_page` findings (None: the ledger's number).

    Raises:
        QueryError: a day or the cursor is none, or nothing in the ledger has the status.
    """
    check_status(ledger.name, ledger.statuses, sought.status.strip())
    wanted, as_of = sought.wanted(), then.moment
    by_here = as_of is not None and as_of.by_here
    if by_here:
        # The status may have been another.
        wanted = replace(wanted, status=None)
    after, limit = sought.after or None, sought.limit or a_page or ledger.a_page
    found = [
        line
        for kind in ledger.kinds
        for line in comparison.findings(kind, wanted, as_of=None if by_here else as_of, after=after, limit=limit + 1)
    ]
    found.sort(key=_place, reverse=True)
    shown = found[:limit]
    onward = shown[-1].cursor if len(found) > limit else None
    if not by_here:
        return Leaf(tuple(line.finding for line in shown), onward)
    here = {line.cursor for line in shown}
    past = [
        line
        for kind in ledger.kinds
        for line in comparison.findings(kind, wanted, as_of=as_of, after=after, limit=limit)
        if line.cursor in here and sought.status.strip() in ("", _status(line.finding))
    ]
    past.sort(key=_place, reverse=True)
    return Leaf(tuple(line.finding for line in past), onward)


def _place(line: Line) -> tuple[str, str]:
    day, _, number = line.cursor.partition("~")
    return day, number


def _status(finding: Finding) -> str | None:
    return getattr(finding, "status", None) or getattr(finding, "verdict", None)


def as_csv(ledger: Ledger, findings: Sequence[Finding]) -> str:
    """A ledger as CSV that a spreadsheet may open without harm; what a page wrote is never a formula in it."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(("id", *ledger.columns))
    for finding in findings:
        for row in ledger.rows(finding):
            writer.writerow([harmless(value) for value in (finding.id, *row)])
    return file.getvalue()


def as_json(ledger: Ledger, found: Leaf) -> str:
    """A page of a ledger as JSON; of origins each by itself."""
    after = f'"{found.onward}"' if found.onward else "null"
    if ledger.name == "origins":
        each = (one for finding in found.findings for one in origins_of(finding))
        return f'{{"origins":[{_lines(map(contract.origin_to_json, each))}],"after":{after}}}\n'
    return f'{{"findings":[{_lines(map(contract.finding_to_json, found.findings))}],"after":{after}}}\n'


def _lines(written: Iterable[str]) -> str:
    return ",\n".join(written)


def _words(passage: Passage | None) -> str:
    return " ".join(passage.words.split()) if passage else ""


def _at(passage: Passage) -> tuple[Value, ...]:
    return outlet(passage), passage.place, passage.span.start, passage.span.end


def _story(one: Any) -> Iterator[tuple[Value, ...]]:
    yield one.first_day, one.last_day, one.title, len(one.members), outlet_count(one.members), "; ".join(one.actors)


def _quotation(one: Any) -> Iterator[tuple[Value, ...]]:
    for wording in one.wordings:
        changes, band = ", ".join(wording.change), wording.band
        published = wording.passage.published.start if wording.passage.published else None
        yield (
            one.speaker, _words(wording.passage), changes, band, published, *_at(wording.passage), one.origins.count,
        )  # fmt: skip


def _origins(one: Any) -> Iterator[tuple[Value, ...]]:
    for origin in origins_of(one):
        on = (origin.on.start, origin.on.end, origin.on.precision) if origin.on else (None, None, None)
        for report in origin.reports:
            grade = origin.source_grade + origin.information_grade
            yield (
                one.kind, origin.id, origin.name, *on, origin.venue, origin.basis, report.tie, report.why,
                _words(report.passage), *_at(report.passage), grade,
            )  # fmt: skip


def _claim(one: Any) -> Iterator[tuple[Value, ...]]:
    disputed = "; ".join(f"{dispute.by or 'unnamed'} ({dispute.how})" for dispute in one.disputes)
    stances = "; ".join(sorted({taken.stance for taken in one.stances}))
    yield (
        one.since, "; ".join(one.asserted_by), _words(one.words), disputed, stances, "; ".join(one.relayed_by),
        *_at(one.words), one.origins.count,
    )  # fmt: skip


def _commitment(one: Any) -> Iterator[tuple[Value, ...]]:
    bound = "; ".join(f"{condition.marker} {_words(condition.passage)}" for condition in one.conditions)
    step = one.history[-1]
    yield (
        one.status, "proposed" if step.proposed else "confirmed", step.on, one.act, one.by, "; ".join(one.to),
        _words(one.action), bound, (one.due.end or one.due.start) if one.due else None, *_at(one.action),
        one.origins.count,
    )  # fmt: skip


def _precedent(one: Any) -> Iterator[tuple[Value, ...]]:
    yield (
        one.first_day, one.claims, one.by, _words(one.passage), one.question, one.verdict_then, one.verdict, one.why,
        one.record_from, *_at(one.passage),
    )  # fmt: skip


def _answer(one: Any) -> Iterator[tuple[Value, ...]]:
    if one.kind == "earlier":
        yield one.first_day, one.by, "earlier", _words(one.passage), _words(one.refers_to), one.why, *_at(one.passage)
    else:
        did = one.act or one.type
        yield one.on, one.by, did, _words(one.passage), "; ".join(map(_words, one.to)), one.why, *_at(one.passage)


_WHERE = ("outlet", "place", "start", "end")

LEDGERS: Mapping[str, Ledger] = {
    ledger.name: ledger
    for ledger in (
        Ledger(
            "stories", "Stories", "Articles that tell of the same thing, across outlets and days.", ("story",),
            ("first_day", "last_day", "title", "articles", "outlets", "actors"), _story, by="Actor",
        ),
        Ledger(
            "quotations", "Quotations", "Each saying in all its wordings, and what changed on the way.",
            ("quotation",),
            ("speaker", "words", "change", "band", "published", *_WHERE, "origins"), _quotation, by="Speaker",
        ),
        Ledger(
            "origins", "Origins",
            "The independent first voices behind what is quoted, claimed and promised. Ten relays are one origin.",
            ("quotation", "claim", "commitment"),
            (
                "of", "voice", "speaker", "on", "on_until", "on_precision", "venue", "basis", "tie", "why", "words",
                *_WHERE, "grade",
            ),
            _origins,
            by="Speaker", a_page=20,
        ),
        Ledger(
            "claims", "Claims",
            "Assertions that others dispute, or from which a writer takes distance. Who is right is not said here.",
            ("claim",),
            ("since", "asserted_by", "words", "disputed_by", "writers", "relayed_by", *_WHERE, "origins"), _claim,
            by="Asserted by",
        ),
        Ledger(
            "commitments", "Commitments", "What was promised or threatened, on which condition, and what became of it.",
            ("commitment",),
            (
                "status", "standing", "status_since", "act", "by", "to", "words", "conditions", "due", *_WHERE,
                "origins",
            ),
            _commitment, STATUSES["commitment"],
        ),
        Ledger(
            "precedents", "Precedents", "Each “first”, “strongest yet” and “again”, held against the record.",
            ("precedent",),
            ("day", "claims", "by", "words", "question", "verdict_then", "verdict", "why", "record_from", *_WHERE),
            _precedent,
            STATUSES["precedent"],
        ),
        Ledger(
            "answers", "Answers", "Who reacted to what, and what goes back to earlier words.", ("answer", "earlier"),
            ("day", "by", "act", "words", "to", "why", *_WHERE), _answer,
        ),
    )
}  # fmt: skip

# The ledger in which a kind of finding has its page.
PLACES: Mapping[FindingKind, str] = {
    "story": "stories", "quotation": "quotations", "claim": "claims", "commitment": "commitments",
    "precedent": "precedents", "answer": "answers", "earlier": "answers",
}  # fmt: skip
