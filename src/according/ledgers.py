"""How findings look in a terminal: a table of each kind, and one finding with everything it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from according.brief_page import where
from according.dates import days_words, readable
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
from according.quoting import bare, quoted
from according.terminal import clean, out

# As much of a wording as a line of a table shows; all of it stands under `according show ID`.
_LONGEST = 140
_STYLES = {
    "broken": "red", "withdrawn": "yellow", "lapsed": "yellow", "met": "green", "contradicted": "red",
    "borne out": "green",
}  # fmt: skip
# Fields that are sentences, whose days are read; the others are as the JSON has them.
_SENTENCES = ("why", "question")

Row = tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """A table of one kind of finding: its columns, of which "what" takes the room there is, and the rows of each."""

    columns: tuple[str, ...]
    rows: Callable[[Finding], Iterator[Row]]


def print_ledger(ledger: Ledger, findings: Sequence[Finding]) -> None:
    """Print findings as a table; each ends in the id by which `according show` leads to its words."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, expand=True)
    for column in ledger.columns:
        wide = column == "what"
        table.add_column(column, ratio=1 if wide else None, no_wrap=not wide, justify="left" if wide else "right")
    for finding in findings:
        for row in ledger.rows(finding):
            table.add_row(*row)
    out.print(table, soft_wrap=False)
    starts = {finding.record_from for finding in findings if isinstance(finding, Precedent) and finding.record_from}
    for start in starts:
        out.print(Text(f"Held against a record that has articles from {days_words(start)} on."))


def _stories(finding: Finding) -> Iterator[Row]:
    if isinstance(finding, Story):
        outlets = {member.publisher for member in finding.members if member.publisher}
        told = f"{len(outlets)} outlets, to {finding.last_day}: {', '.join(finding.actors[:4])}"
        yield Text(finding.first_day), _what(finding, finding.title or "", told), Text(str(len(finding.members)))


def _quotations(finding: Finding) -> Iterator[Row]:
    if isinstance(finding, Quotation):
        reference = next(word for word in finding.wordings if word.passage.statement == finding.reference)
        changes = sorted({change for word in finding.wordings for change in word.change} - {"exact"})
        alert = ["a hedge hardened on the way"] if finding.journey and finding.journey.alert else []
        yield (
            Text(_day(finding.said_on) or finding.first_day),
            _what(finding, f"{finding.speaker or '?'}: {_words(reference.passage)}", ", ".join(changes + alert)),
            Text(str(len(finding.wordings))),
            Text(str(finding.origins.count)),
        )


def _claims(finding: Finding) -> Iterator[Row]:
    if isinstance(finding, Claim):
        against = [f"{dispute.how} by {dispute.by or '?'} on {days_words(dispute.on)}" for dispute in finding.disputes]
        writers = [f"a writer {taken.stance}" for taken in finding.stances]
        words = f"{', '.join(finding.asserted_by) or '?'}: {_words(finding.words)}"
        what = _what(finding, words, "; ".join(dict.fromkeys(against + writers)))
        yield Text(finding.since), what, Text(str(finding.origins.count))


def _commitments(finding: Finding) -> Iterator[Row]:
    if isinstance(finding, Commitment):
        who = f"{finding.by or '?'} › {', '.join(finding.to)}" if finding.to else finding.by or "?"
        bound = [f"{bond.marker} {_words(bond.passage)}" for bond in finding.conditions[:1]]
        due = [f"due {_day(finding.due, last=True)}"] if finding.due else []
        proposed = " ?" if finding.history[-1].proposed else ""
        yield (
            Text(finding.first_day),
            Text(finding.status + proposed, _STYLES.get(finding.status, "")),
            _what(finding, f"{who}: {_words(finding.action)}", "; ".join(bound + due)),
            Text(str(finding.origins.count)),
        )


def _precedents(finding: Finding) -> Iterator[Row]:
    if isinstance(finding, Precedent):
        words = f"{finding.claims}, says {finding.by or 'the writer'}: {_words(finding.passage)}"
        verdict = Text(finding.verdict, _STYLES.get(finding.verdict, ""))
        steps = [f"{rung.height:g} {rung.act or rung.type}: {_words(rung.passage)}" for rung in finding.ladder]
        yield Text(finding.first_day), verdict, _what(finding, words, readable(finding.why), *steps)


def _answers(finding: Finding) -> Iterator[Row]:
    match finding:
        case Answer():
            words = f"{finding.by or '?'} ({finding.act or finding.type or ''}): {_words(finding.passage)}"
            yield Text(finding.on), _what(finding, words, f"to {'; '.join(map(_words, finding.to[:1]))}")
        case EarlierMention():
            meant = _words(finding.refers_to) if finding.refers_to else "nothing on record"
            words = f"{finding.by or 'the writer'} (earlier): {_words(finding.passage)}"
            yield Text(finding.first_day), _what(finding, words, f"goes back to {meant}")
        case _:
            pass


def _origins(finding: Finding) -> Iterator[Row]:
    origins: Origins | None = getattr(finding, "origins", None)
    for voice in origins.voices if origins else ():
        named = f"{voice.speaker or voice.called or '?'}{f', {voice.venue}' if voice.venue else ''}"
        count, ties = _hanging(voice)
        what = _what(finding, f"{named} ({voice.basis}): {_words(voice.reports[0].passage)}", ties)
        yield Text(_day(voice.on)), what, Text(count), Text(voice.source_grade + voice.information_grade)
    for report in origins.cannot_tell if origins else ():
        yield (
            Text(""),
            _what(finding, f"cannot tell: {_words(report.passage)}", readable(report.why)),
            Text("1"),
            Text(""),
        )


def _hanging(voice: Voice) -> tuple[str, str]:
    ties = [report.tie for report in voice.reports]
    return str(len(ties)), ", ".join(f"{ties.count(tie)} {tie}" for tie in dict.fromkeys(ties))


def _what(finding: Finding, words: str, *told: str) -> Text:
    """What is found, what there is to say of it, and its id, on lines of their own."""
    lines = [clean(words), *(clean(one) for one in told if one), finding.id]
    return Text("\n").join([Text(lines[0], "bold"), *(Text(line) for line in lines[1:-1]), Text(lines[-1], "dim")])


LEDGERS = {
    "stories": Ledger(("since", "what", "articles"), _stories),
    "quotations": Ledger(("said", "what", "wordings", "origins"), _quotations),
    "origins": Ledger(("on", "what", "reports", "grade"), _origins),
    "claims": Ledger(("since", "what", "origins"), _claims),
    "commitments": Ledger(("since", "status", "what", "origins"), _commitments),
    "precedents": Ledger(("day", "verdict", "what"), _precedents),
    "answers": Ledger(("day", "what"), _answers),
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
                yield f"{name}: {clean(readable(part) if field.name in _SENTENCES else str(part))}"


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
    return f"{clean(quoted(passage.words))} – {clean(where(passage))} ({leads_to})"


def _words(passage: Passage) -> str:
    words = bare(passage.words)
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"


def _day(date: Date | None, *, last: bool = False) -> str:
    if date is None:
        return ""
    return (date.end if last and date.end else date.start or date.end or "")[:10]
