"""How findings look in a terminal: a table of each kind, and one finding with everything it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from according.brief_page import where
from according.findings import (
    Answer,
    Claim,
    Commitment,
    EarlierMention,
    Finding,
    Origins,
    Passage,
    Precedent,
    Quotation,
    Story,
    Voice,
)
from according.model import Date
from according.terminal import clean, out

# As much of a wording as a line of a table shows; all of it stands under `according show ID`.
_LONGEST = 140
_STYLES = {
    "broken": "red", "withdrawn": "yellow", "lapsed": "yellow", "met": "green", "contradicted": "red",
    "borne out": "green",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ledger:
    """A table of one kind of finding: its columns, and the cells of a row."""

    columns: tuple[str, ...]
    cells: Callable[[Finding], Iterator[tuple[str | Text, ...]]]


def print_ledger(ledger: Ledger, findings: Sequence[Finding]) -> None:
    """Print findings as a table; its last column is the id by which `according show` leads to the words."""
    table = Table(*ledger.columns, "id", box=SIMPLE_HEAD, pad_edge=False, show_edge=False, expand=False)
    for finding in findings:
        for cells in ledger.cells(finding):
            table.add_row(*(cell if isinstance(cell, Text) else Text(clean(cell)) for cell in cells), finding.id)
    out.print(table, soft_wrap=False)


def _stories(finding: Finding) -> Iterator[tuple[str | Text, ...]]:
    if isinstance(finding, Story):
        outlets = {member.publisher for member in finding.members if member.publisher}
        days = (
            finding.first_day if finding.first_day == finding.last_day else f"{finding.first_day} – {finding.last_day}"
        )
        yield days, finding.title or "", str(len(finding.members)), str(len(outlets)), ", ".join(finding.actors[:4])


def _quotations(finding: Finding) -> Iterator[tuple[str | Text, ...]]:
    if isinstance(finding, Quotation):
        reference = next(word for word in finding.wordings if word.passage.statement == finding.reference)
        changes = sorted({change for word in finding.wordings for change in word.change} - {"exact"})
        hardened = " hedge hardened" if finding.journey and finding.journey.alert else ""
        yield (
            _day(finding.said_on) or finding.first_day, finding.speaker or "?", _words(reference.passage),
            str(len(finding.wordings)), Text(", ".join(changes) + hardened, "yellow" if hardened else ""),
            str(finding.origins.count),
        )  # fmt: skip


def _claims(finding: Finding) -> Iterator[tuple[str | Text, ...]]:
    if isinstance(finding, Claim):
        disputed = "; ".join(f"{dispute.by or '?'} ({dispute.how})" for dispute in finding.disputes)
        stances = ", ".join(sorted({taken.stance for taken in finding.stances}))
        yield (
            finding.since, ", ".join(finding.asserted_by) or "?", _words(finding.words), disputed, stances,
            str(finding.origins.count),
        )  # fmt: skip


def _commitments(finding: Finding) -> Iterator[tuple[str | Text, ...]]:
    if isinstance(finding, Commitment):
        bound = "; ".join(f"{bond.marker} {_words(bond.passage)}" for bond in finding.conditions[:1])
        proposed = " (proposed)" if finding.history[-1].proposed else ""
        who = f"{finding.by or '?'} › {', '.join(finding.to)}" if finding.to else finding.by or "?"
        yield (
            Text(finding.status + proposed, _STYLES.get(finding.status, "")), finding.first_day, who,
            _words(finding.action), bound, _day(finding.due, last=True), str(finding.origins.count),
        )  # fmt: skip


def _precedents(finding: Finding) -> Iterator[tuple[str | Text, ...]]:
    if isinstance(finding, Precedent):
        verdict = Text(finding.verdict, _STYLES.get(finding.verdict, ""))
        yield (
            finding.first_day,
            finding.claims,
            _words(finding.passage),
            finding.by or "the writer",
            verdict,
            finding.why,
        )


def _answers(finding: Finding) -> Iterator[tuple[str | Text, ...]]:
    match finding:
        case Answer():
            did = finding.act or finding.type or ""
            yield finding.on, finding.by or "?", did, _words(finding.passage), "; ".join(map(_words, finding.to[:1]))
        case EarlierMention():
            meant = _words(finding.refers_to) if finding.refers_to else "nothing on record"
            yield finding.first_day, finding.by or "the writer", "earlier", _words(finding.passage), meant
        case _:
            pass


def _origins(finding: Finding) -> Iterator[tuple[str | Text, ...]]:
    origins: Origins | None = getattr(finding, "origins", None)
    for voice in origins.voices if origins else ():
        yield _called(voice), _day(voice.on), voice.venue or "", voice.basis, *_hanging(voice), _grade(voice)
    for report in origins.cannot_tell if origins else ():
        yield "cannot tell", "", "", "", "1", report.why, ""


def _called(voice: Voice) -> str:
    return voice.speaker or voice.called or "?"


def _hanging(voice: Voice) -> tuple[str, str]:
    ties = [report.tie for report in voice.reports]
    return str(len(ties)), ", ".join(f"{ties.count(tie)} {tie}" for tie in dict.fromkeys(ties))


def _grade(voice: Voice) -> str:
    return voice.source_grade + voice.information_grade


LEDGERS = {
    "stories": Ledger(("days", "headline", "articles", "outlets", "actors"), _stories),
    "quotations": Ledger(("said", "speaker", "words", "wordings", "changes", "origins"), _quotations),
    "origins": Ledger(("voice", "on", "venue", "basis", "reports", "ties", "grade"), _origins),
    "claims": Ledger(("since", "asserted by", "words", "disputed by", "writers", "origins"), _claims),
    "commitments": Ledger(("status", "since", "who › to whom", "words", "condition", "due", "origins"), _commitments),
    "precedents": Ledger(("day", "claims", "words", "by", "verdict", "why"), _precedents),
    "answers": Ledger(("day", "who", "act", "words", "to"), _answers),
}


def print_finding(finding: Finding) -> None:
    """Print one finding with all it rests on, each word with where it stands."""
    for line in _told(finding, ""):
        out.print(Text(line))


def _told(value: object, indent: str) -> Iterator[str]:
    """A finding's fields line by line, in the order and under the names that its JSON has."""
    if not is_dataclass(value):
        return
    for field in fields(value):
        part = getattr(value, field.name)
        name = f"{indent}{field.name.replace('_', ' ')}"
        match part:
            case None | () | "":
                pass
            case Passage():
                yield f"{name}: {_shown(part)}"
            case Date():
                yield f"{name}: {_day(part)}"
            case tuple():
                yield f"{name}:"
                for one in part:
                    yield from _item(one, f"{indent}  ")
            case _ if is_dataclass(part):
                yield f"{name}:"
                yield from _told(part, f"{indent}  ")
            case _:
                yield f"{name}: {clean(str(part))}"


def _item(one: object, indent: str) -> Iterator[str]:
    if isinstance(one, Passage):
        yield f"{indent}– {_shown(one)}"
    elif is_dataclass(one):
        first, *rest = _told(one, f"{indent}  ")
        yield f"{indent}– {first.strip()}"
        yield from rest
    else:
        yield f"{indent}– {clean(str(one))}"


def _shown(passage: Passage) -> str:
    leads_to = passage.statement or passage.event or passage.article
    return f"“{clean(' '.join(passage.words.split()))}” – {clean(where(passage))} ({leads_to})"


def _words(passage: Passage) -> str:
    words = " ".join(passage.words.split())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"


def _day(date: Date | None, *, last: bool = False) -> str:
    if date is None:
        return ""
    return (date.end if last and date.end else date.start or date.end or "")[:10]
