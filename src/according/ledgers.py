"""How lists of findings look in a terminal: a table of each kind."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from according.addresses import outlets_told
from according.dates import day_words, days_words, readable
from according.findings import (
    Answer,
    Claim,
    Commitment,
    EarlierMention,
    Finding,
    Origin,
    Passage,
    Precedent,
    Quotation,
    Story,
)
from according.quoting import bare
from according.terminal import clean, out
from according.told_days import told_on

# As much of a wording as a narrow table shows; all of it stands under `according show ID`.
_LONGEST = 140
# From so many columns on a table has one for ids, a line for the words, and one for what there is to say of them.
_WIDE = 110
# Where there is neither a terminal nor COLUMNS: so that what is found by a line of text has its id there.
_NO_TERMINAL = 160
# The length of an id, which stays whole.
_ID = 21
_STYLES = {
    "broken": "red", "withdrawn": "yellow", "lapsed": "yellow", "met": "green", "contradicted": "red",
    "borne out": "green",
}  # fmt: skip


class What(NamedTuple):
    """What is found, and what there is to say of it."""

    words: str
    told: tuple[str, ...]


Cell = Text | What


@dataclass(frozen=True, slots=True)
class Ledger:
    """A table of one kind of finding: its columns after the day by which it is sorted, and their cells.

    The column "what" takes the room there is.
    """

    columns: tuple[str, ...]
    row: Callable[[Any], tuple[Cell, ...]]


def print_ledger(name: str, things: Sequence[Finding | Origin]) -> None:
    """Print a list as a table, with the ids by which `according show` leads to the words of each."""
    ledger, width = LEDGERS[name], _width()
    wide = width >= _WIDE
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, expand=True)
    table.add_column("last told ↓", no_wrap=wide)
    for column in ledger.columns:
        if column == "what":
            table.add_column(column, ratio=1, min_width=_ID, no_wrap=wide, overflow="ellipsis" if wide else "fold")
        else:
            table.add_column(column, no_wrap=True, justify="right" if column in _NUMBERS else "left")
    if wide:
        table.add_column("id", no_wrap=True, style="dim")
    for thing in things:
        told = told_on(thing, thing.last_day) if not isinstance(thing, Origin) else days_words(thing.of.last_day)
        cells = [_laid_out(cell, thing.id, wide=wide) for cell in ledger.row(thing)]
        table.add_row(told, *cells, *([thing.id] if wide else []))
    # A console prints no wider than it is, and one that is no terminal takes itself for narrow.
    Console(width=width, markup=False, highlight=False, emoji=False).print(table)
    starts = {one.record_from for one in things if isinstance(one, Precedent) and one.record_from}
    for start in sorted(starts):
        out.print(Text(f"Held against a record that has articles from {days_words(start)} on."))


def _width() -> int:
    """The width of the terminal on any of the three streams; what goes to a file or another program is wide."""
    seen = any(os.isatty(stream) for stream in range(3)) or "COLUMNS" in os.environ
    return Console().width if seen else _NO_TERMINAL


def _laid_out(cell: Cell, number: str, *, wide: bool) -> Text:
    """The words on a line and what there is to say of them on the next; where it is narrow, the id behind that."""
    if isinstance(cell, Text):
        return cell
    words = clean(cell.words)
    told = " · ".join(filter(None, map(clean, cell.told)))
    if wide:
        return Text("\n").join([Text(words, "bold"), Text(told)] if told else [Text(words, "bold")])
    shown = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"
    return Text.assemble((shown, "bold"), "\n", f"{told} · " if told else "", (number, "dim"))


def _stories(story: Story) -> tuple[Cell, ...]:
    told = (f"since {told_on(story, story.first_day)}", outlets_told(story.members), ", ".join(story.actors[:4]))
    return What(story.title or "A story without a headline", told), Text(str(len(story.members)))


def _quotations(quotation: Quotation) -> tuple[Cell, ...]:
    changes = sorted({change for word in quotation.wordings for change in word.change} - {"exact"})
    alert = ["a hedge hardened on the way"] if quotation.journey and quotation.journey.alert else []
    since = f"since {told_on(quotation, quotation.first_day)}"
    on = f"said {day_words(quotation.said_on)}" if quotation.said_on else since
    return (
        What(f"{quotation.speaker or '?'}: {_words(quotation.fullest.passage)}", (on, ", ".join(changes + alert))),
        Text(str(len(quotation.wordings))),
        Text(str(quotation.origins.count)),
    )


def _origins(origin: Origin) -> tuple[Cell, ...]:
    """A voice, on which occasion it spoke, and what hangs on it; then which finding it is behind."""
    venue = f", {origin.venue}" if origin.venue else ""
    ties = [report.tie for report in origin.reports]
    hanging = ", ".join(f"{ties.count(tie)} {tie}" for tie in dict.fromkeys(ties))
    lost = f"of {origin.of.cannot_tell} more it cannot be told" if origin.of.cannot_tell else ""
    told = (f"{day_words(origin.on)} ({origin.basis})", hanging, lost, f"{origin.of.kind} {origin.of.id}")
    return (
        What(f"{origin.name}{venue}: {_words(origin.reports[0].passage)}", told),
        Text(str(origin.articles)),
        Text(origin.source_grade + origin.information_grade),
    )


def _claims(claim: Claim) -> tuple[Cell, ...]:
    against = [f"{dispute.how} by {dispute.by or '?'} on {days_words(dispute.on)}" for dispute in claim.disputes]
    writers = [f"a writer {taken.stance}" for taken in claim.stances]
    words = f"{', '.join(claim.asserted_by) or '?'}: {_words(claim.words)}"
    told = (f"since {told_on(claim, claim.since)}", "; ".join(dict.fromkeys(against + writers)))
    return What(words, told), Text(str(claim.origins.count))


def _commitments(commitment: Commitment) -> tuple[Cell, ...]:
    who = f"{commitment.by or '?'} › {', '.join(commitment.to)}" if commitment.to else commitment.by or "?"
    bound = [f"{bond.marker} {_words(bond.passage)}" for bond in commitment.conditions[:1]]
    due = commitment.due and (commitment.due.end or commitment.due.start)
    proposed = " ?" if commitment.history[-1].proposed else ""
    told = (f"since {told_on(commitment, commitment.first_day)}", f"due {days_words(due[:10])}" if due else "", *bound)
    return (
        Text(commitment.status + proposed, _STYLES.get(commitment.status, "")),
        What(f"{who}: {_words(commitment.action)}", told),
        Text(str(commitment.origins.count)),
    )


def _precedents(precedent: Precedent) -> tuple[Cell, ...]:
    words = f"{precedent.claims}, says {precedent.by or 'the writer'}: {_words(precedent.passage)}"
    verdict = Text(precedent.verdict, _STYLES.get(precedent.verdict, ""))
    steps = (f"{rung.height:g} {rung.act or rung.type}: {_words(rung.passage)}" for rung in precedent.ladder)
    return verdict, What(words, (readable(precedent.why), *steps))


def _answers(found: Answer | EarlierMention) -> tuple[Cell, ...]:
    if isinstance(found, Answer):
        words = f"{found.by or '?'} ({found.act or found.type or ''}): {_words(found.passage)}"
        return (What(words, (f"to {'; '.join(map(_words, found.to[:1]))}",)),)
    meant = _words(found.refers_to) if found.refers_to else "nothing on record"
    return (What(f"{found.by or 'the writer'} (earlier): {_words(found.passage)}", (f"goes back to {meant}",)),)


_NUMBERS = ("articles", "wordings", "origins", "reports")
LEDGERS: Mapping[str, Ledger] = {
    "stories": Ledger(("what", "articles"), _stories),
    "quotations": Ledger(("what", "wordings", "origins"), _quotations),
    "origins": Ledger(("what", "reports", "grade"), _origins),
    "claims": Ledger(("what", "origins"), _claims),
    "commitments": Ledger(("status", "what", "origins"), _commitments),
    "precedents": Ledger(("verdict", "what"), _precedents),
    "answers": Ledger(("what",), _answers),
}


def _words(passage: Passage) -> str:
    return bare(passage.words)
