"""The brief: a page for a reader, on a story, commitment, claim, quotation, precedent or answer.

It consists of quoted words and fixed phrases with counts; every sentence has its sources. It fails closed: a sentence
whose words no longer stand at their span of the article is left out, and named at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from according.comparison.comparison import AsOf, Comparison
from according.dates import day_words, days_words, readable
from according.errors import NotOnRecordError
from according.findings import (
    Answer,
    Claim,
    Commitment,
    EarlierMention,
    Finding,
    FindingKind,
    Origins,
    Passage,
    Precedent,
    Quotation,
    Story,
)
from according.record.record import Record

Part = str | Passage
# The bands of ICD 203 as a reader meets them in a sentence.
_BANDS = {None: "flatly", "even": "as an even chance", "unsaid": "with a distance, without a figure"}


@dataclass(frozen=True, slots=True)
class Sentence:
    """Fixed phrases and quoted passages, in the order in which they are read."""

    parts: tuple[Part, ...]

    @property
    def passages(self) -> tuple[Passage, ...]:
        """What the sentence rests on."""
        return tuple(part for part in self.parts if isinstance(part, Passage))


@dataclass(frozen=True, slots=True)
class Section:
    """Sentences under a heading."""

    heading: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief: its title, its sections, and the sentences that were left out since their words could not be found."""

    title: str
    sections: tuple[Section, ...]
    left_out: tuple[Sentence, ...]

    @property
    def sources(self) -> tuple[Passage, ...]:
        """Every passage once, in the order of first use; its place here is its number."""
        shown = (passage for section in self.sections for line in section.sentences for passage in line.passages)
        return tuple(dict.fromkeys(shown))


def brief(record: Record, comparison: Comparison, number: str, *, as_of: AsOf | None = None) -> Brief:
    """Write the brief of a finding.

    Args:
        record: where the words must stand.
        comparison: what follows from that record.
        number: the id of the finding, present or past.
        as_of: as it was on a day.

    Raises:
        NotOnRecordError: the id leads to nothing, or there was nothing yet on that day.
    """
    finding = comparison.finding(number, as_of=as_of)
    stands = _Standing(record)
    sections: list[Section] = []
    left_out: list[Sentence] = []
    for heading, sentences in _sections(comparison, finding, as_of):
        kept: list[Sentence] = []
        for sentence in _once(sentences):
            (kept if all(map(stands, sentence.passages)) else left_out).append(sentence)
        if kept:
            sections.append(Section(heading, tuple(kept)))
    return Brief(_title(finding), tuple(sections), tuple(left_out))


def _once(sentences: Iterable[Sentence]) -> list[Sentence]:
    """Sentences that read alike once: what stands in an article and in its copy is told from the first."""
    read: dict[tuple[str, ...], Sentence] = {}
    for sentence in sentences:
        worded = tuple(part if isinstance(part, str) else part.words for part in sentence.parts)
        read.setdefault(worded, sentence)
    return list(read.values())


class _Standing:
    """Whether the words of a passage stand at their span; each article is asked for once."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._texts: dict[str, str | None] = {}

    def __call__(self, passage: Passage) -> bool:
        if passage.article not in self._texts:
            self._texts[passage.article] = self._text(passage.article)
        text = self._texts[passage.article]
        return text is not None and passage.span.of(text) == passage.words

    def _text(self, article: str) -> str | None:
        try:
            return self._record.article(article).text
        except NotOnRecordError:
            return None


def _title(finding: Finding) -> str:
    match finding:
        case Story():
            return finding.title or "A story without a headline"
        case Commitment():
            return f"A {'threat' if finding.act == 'threaten' else 'commitment'} by {finding.by or 'an unnamed voice'}"
        case Claim():
            return f"A claim by {_names(finding.asserted_by)}"
        case Quotation():
            return f"Words of {finding.speaker or 'an unnamed voice'}"
        case Precedent():
            return f"A “{finding.claims}” held against the record"
        case Answer():
            return f"An answer by {finding.by or 'an unnamed voice'}"
        case EarlierMention():
            return f"An earlier word of {finding.by or 'the writer'}"


def _sections(
    comparison: Comparison, finding: Finding, as_of: AsOf | None
) -> Iterator[tuple[str, list[Sentence]]]:  # fmt: skip
    around = _around(comparison, finding, as_of)
    if isinstance(finding, Story):
        yield "What is told", [_told(finding)]
    yield "What is new", list(_news(around))
    yield "Who says so", [_said(one) for one in around if isinstance(one, Quotation)]
    yield "What is promised", [line for one in around if isinstance(one, Commitment) for line in _promised(one)]
    yield "What is disputed", [line for one in around if isinstance(one, Claim) for line in _disputed(one)]
    yield "How sure", [line for one in around if isinstance(one, Quotation | Claim) for line in _surety(one)]
    yield "Who answered", [_answered(one) for one in around if isinstance(one, Answer)]
    yield "What came before", [line for one in around for line in _before(one)]


def _around(comparison: Comparison, finding: Finding, as_of: AsOf | None) -> list[Finding]:
    """The finding itself, or for a story all that follows from its articles; in the order of first publication."""
    if not isinstance(finding, Story):
        return [finding]
    kinds: tuple[FindingKind, ...] = ("commitment", "claim", "quotation", "precedent", "answer", "earlier")
    return comparison.resting_on([member.article for member in finding.members], kinds, as_of=as_of)


def _told(story: Story) -> Sentence:
    outlets = {member.publisher for member in story.members if member.publisher}
    copies = sum(member.copy_of is not None for member in story.members)
    counted = f"{_count(len(story.members), 'article')} of {_count(len(outlets), 'outlet')}"
    days = days_words(story.first_day, story.last_day)
    return Sentence((f"{counted}, {days}, {_count(copies, 'copy', 'copies')} among them.",))


def _news(around: Sequence[Finding]) -> Iterator[Sentence]:
    """What was published on the last day, each a line: new sayings, moves of commitments, new disputes."""
    last = max((one.last_day for one in around), default="")
    for one in around:
        match one:
            case Quotation() if one.first_day == last:
                yield _said(one)
            case Commitment() if one.first_day == last:
                yield from _promised(one)
            case Commitment() if one.history[-1].on == last:
                yield from list(_promised(one))[-1:]
            case Claim() if one.last_day == last:
                yield from _disputed(one)
            case Answer() if one.on == last:
                yield _answered(one)
            case _:
                pass


def _said(one: Quotation) -> Sentence:
    reference = next((word for word in one.wordings if word.passage.statement == one.reference), one.wordings[0])
    via = [hop.name for hop in reference.chain if hop.role != "originator"]
    through = f", through {_names(via)}" if via else ""
    when = f" on {day_words(one.said_on)}" if one.said_on and one.said_on.start else ""
    count = len(one.wordings)
    told = f" ({_count(count, 'wording')} from {_origins(one.origins)})"
    return Sentence((f"{one.speaker or 'An unnamed voice'} said{when}{through}: ", reference.passage, f"{told}."))


def _promised(one: Commitment) -> Iterator[Sentence]:
    who = one.by or "An unnamed voice"
    to = f" to {_names(one.to)}" if one.to else ""
    verb = "threatens" if one.act == "threaten" else "commits"
    bound: list[Part] = []
    for condition in one.conditions[:1]:
        bound += [f", on the condition “{condition.marker}”: ", condition.passage]
    due = f", by {days_words(one.due.end[:10])}" if one.due and one.due.end else ""
    yield Sentence((f"{who} {verb}{to}: ", one.action, *bound, f"{due} ({_origins(one.origins)})."))
    for step in one.history[1:]:
        mark = ", as this program proposes" if step.proposed else ""
        yield Sentence(
            (
                f"Since {days_words(step.on)} it is {step.status}{mark}: ",
                *_joined(step.evidence),
                f" {readable(step.why)}",
            )
        )


def _disputed(one: Claim) -> Iterator[Sentence]:
    yield Sentence(
        (f"{_names(one.asserted_by)} since {days_words(one.since)}: ", one.words, f" ({_origins(one.origins)}).")
    )
    for dispute in one.disputes:
        yield Sentence(
            (f"{dispute.by or 'An unnamed voice'} on {days_words(dispute.on)}, {dispute.how}: ", dispute.passage, ".")
        )
    for taken in one.stances:
        yield Sentence((f"The writer {taken.stance}: ", taken.passage, "."))


def _surety(one: Quotation | Claim) -> Iterator[Sentence]:
    if one.journey is None:
        return
    for stop in one.journey.stops:
        told = _BANDS.get(stop.band, f"as {stop.band}")
        alert = " Here the hedge was hardened." if stop.passage.statement == one.journey.alert else ""
        shown: list[Part] = [" (", stop.cue, ")"] if stop.cue else []
        yield Sentence((f"Told {told}", *shown, ": ", stop.passage, f".{alert}"))


def _answered(one: Answer) -> Sentence:
    return Sentence(
        (
            f"{one.by or 'An unnamed voice'} on {days_words(one.on)}: ",
            one.passage,
            ", in answer to ",
            *_joined(one.to),
            ".",
        )
    )


def _before(one: Finding) -> Iterator[Sentence]:
    match one:
        case Precedent():
            start = f" The record has articles from {days_words(one.record_from)} on." if one.record_from else ""
            held = f" – {one.verdict}. {readable(one.why)}{start} "
            yield Sentence(
                (
                    f"{one.by or 'The writer'} claims a precedent ({one.claims}): ",
                    one.passage,
                    held,
                    *_joined(one.evidence),
                )
            )
        case EarlierMention(refers_to=None):
            yield Sentence(("An earlier word is meant by ", one.passage, f". {readable(one.why)}"))
        case EarlierMention(refers_to=Passage() as meant):
            yield Sentence((one.passage, " goes back to ", meant, f". {readable(one.why)}"))
        case _:
            pass


def _joined(passages: Iterable[Passage]) -> Iterator[Part]:
    for n, passage in enumerate(passages):
        if n:
            yield "; "
        yield passage


def _origins(origins: Origins) -> str:
    unclear = f", {_count(len(origins.cannot_tell), 'report')} that cannot be told" if origins.cannot_tell else ""
    return f"{_count(origins.count, 'origin')}{unclear}"


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _names(names: Sequence[str]) -> str:
    return ", ".join(names) if names else "an unnamed voice"
