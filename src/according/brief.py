"""The brief: a page for a reader, on a story, commitment, claim, quotation, precedent or answer.

It consists of quoted words and fixed phrases with counts; every sentence has its sources. It fails closed: what no
longer stands at its span of the article is left out and named, and a line that lacks a part of what it told says so.
Of a story it shows what weighs most, and counts the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from according.around import around, words_of
from according.brief_lines import Lines, Texts
from according.brief_parts import Brief, Cited, Drafts, Line, Part, Section, Sentence, Weight
from according.comparison.comparison import AsOf, Comparison
from according.findings import (
    Answer,
    Claim,
    Commitment,
    EarlierMention,
    Finding,
    Passage,
    Precedent,
    Quotation,
    Story,
)
from according.model import Span
from according.record.record import Record

__all__ = ["Brief", "Cited", "Part", "Section", "Sentence", "brief"]

# So many lines a section of a story's brief has, and one of anything else.
_OF_A_STORY = {"What is new": 3, "How sure": 1, "What came before": 1}
_LINES = 2
_OF_ANOTHER = 12
# What was told on the last day and on the days before it, so many in all, is new.
_NEW_DAYS = 2

_Sections = Iterator[tuple[str, list[Line]]]


def brief(
    record: Record, comparison: Comparison, number: str, *, as_of: AsOf | None = None, whole: bool = False
) -> Brief:
    """Write the brief of a finding.

    Args:
        record: where the words must stand.
        comparison: what follows from that record.
        number: the id of the finding, present or past.
        as_of: as it was on a day.
        whole: every line, not those alone that weigh most.

    Raises:
        NotOnRecordError: the id leads to nothing, or there was nothing yet on that day.
    """
    finding = comparison.finding(number, as_of=as_of)
    texts = Texts(record)
    drafts = Drafts(texts.stands)
    near = around(comparison, finding, as_of)
    sections = _of_story(finding, near, texts) if isinstance(finding, Story) else _of_words(finding, near, texts)
    shown: list[Section] = []
    for heading, lines in sections:
        most = _OF_A_STORY.get(heading, _LINES) if isinstance(finding, Story) else _OF_ANOTHER
        if section := drafts.section(heading, lines, None if whole else most):
            shown.append(section)
    page = Brief(number, as_of.day if as_of else None, _title(finding), tuple(shown), drafts.left_out)
    return replace(page, addresses=_addresses(page, texts))


def _addresses(page: Brief, texts: Texts) -> dict[str, str]:
    read = {passage.article: texts.reading(passage.article) for passage in page.sources}
    return {number: one.article.url for number, one in read.items() if one and one.article.url}


def _title(finding: Finding) -> str:
    match finding:
        case Story():
            return finding.title or "A story without a headline"
        case Commitment():
            return f"A {'threat' if finding.act == 'threaten' else 'commitment'} by {finding.by or 'an unnamed voice'}"
        case Claim():
            return f"A claim by {', '.join(finding.asserted_by) or 'an unnamed voice'}"
        case Quotation():
            return f"Words of {finding.speaker or 'an unnamed voice'}"
        case Precedent():
            return f"A claimed precedent ({finding.claims}), held against the record"
        case Answer():
            return f"An answer by {finding.by or 'an unnamed voice'}"
        case EarlierMention():
            return f"An earlier word of {finding.by or 'the writer'}"


# A story


def _of_story(story: Story, near: Sequence[Finding], texts: Texts) -> _Sections:
    articles = {member.article for member in story.members}
    # A finding may rest on a story's article by its evidence alone: then it is told of elsewhere.
    near = [one for one in near if any(passage.article in articles for passage in _own_words(one))]
    lines = Lines(texts, near)
    bearing = {passage.statement for one in near if isinstance(one, Commitment | Claim) for passage in words_of(one)}
    news = _News(lines, near, bearing)
    yield "What is told", [lines.story(story, _known(story, near, texts), is_new=news.is_all)]
    new = list(news.lines())
    near = [one for one in near if one.id not in news.told]
    yield "What is new", new
    yield (
        "Who says so",
        _written(lines.said(one) for one in near if isinstance(one, Quotation) and not _is_in(one, bearing)),
    )
    yield "What is promised", _written(lines.promised(one, briefly=True) for one in near if isinstance(one, Commitment))
    yield "What is disputed", _written(lines.disputed(one, briefly=True) for one in near if isinstance(one, Claim))
    yield "How sure", [line for one in near if isinstance(one, Quotation | Claim) for line in lines.surety(one)]
    yield "Who answered", _answers(lines, near, bearing)
    yield "What came before", _before(lines, near)


def _known(story: Story, near: Iterable[Finding], texts: Texts) -> dict[str, Passage]:
    """Words of each article of a story: those of what follows from it, or those it begins with."""
    known: dict[str, Passage] = {}
    for one in near:
        for passage in _own_words(one):
            known.setdefault(passage.article, passage)
    for member in story.members:
        if member.article not in known and (reading := texts.reading(member.article)):
            span: Span = texts.beginning(member.article)
            known[member.article] = Passage(
                member.article, member.place, member.publisher, member.published, None, None, span,
                span.of(reading.article.text),
            )  # fmt: skip
    return known


def _own_words(one: Finding) -> tuple[Passage, ...]:
    return (one.passage,) if isinstance(one, Answer | Precedent | EarlierMention) else words_of(one)


class _News:
    """What came to be known on the last days.

    `told` are the findings of which all is said by that; where nothing is older (`is_all`), nothing is newer.
    """

    def __init__(self, lines: Lines, near: Sequence[Finding], bearing: set[str | None]) -> None:
        self._lines, self._near, self._bearing = lines, near, bearing
        last = max((one.last_day for one in near), default="")
        first = min((one.first_day for one in near), default="")
        self._since = _days_before(last, _NEW_DAYS - 1)
        self.is_all = first >= self._since
        self.told: set[str] = set()

    def lines(self) -> Iterator[Line]:
        for one in () if self.is_all else self._near:
            whole = self._whole(one) if self._is_new(one) else None
            if whole:
                self.told.add(one.id)
                yield whole
            elif not self._is_new(one):
                yield from self._moves(one)

    def _is_new(self, one: Finding) -> bool:
        return one.first_day >= self._since

    def _whole(self, one: Finding) -> Line | None:
        match one:
            case Quotation() if not _is_in(one, self._bearing):
                return self._lines.said(one)
            case Commitment():
                return self._lines.promised(one, briefly=True)
            case Claim():
                return self._lines.disputed(one, briefly=True)
            case Answer():
                return self._lines.answered(one, self._bears)
            case _:
                return None

    def _moves(self, one: Finding) -> Iterator[Line]:
        match one:
            case Commitment():
                yield from (self._lines.moved(one, step) for step in one.history[1:] if step.on >= self._since)
            case Claim():
                disputes = [dispute for dispute in one.disputes if dispute.on >= self._since]
                yield from (self._lines.dispute(one, dispute) for dispute in disputes[-1:])
            case _:
                pass

    def _bears(self, passage: Passage) -> bool:
        return passage.statement in self._bearing


def _days_before(day: str, days: int) -> str:
    try:
        return (date.fromisoformat(day) - timedelta(days=days)).isoformat()
    except ValueError:
        return day


def _is_in(one: Quotation, bearing: set[str | None]) -> bool:
    """Whether a saying is told as a commitment or claim, so that its words stand there."""
    return any(passage.statement in bearing for passage in words_of(one))


def _answers(lines: Lines, near: Sequence[Finding], bearing: set[str | None]) -> list[Line]:
    """The answers, without those that are told as disputes of a claim."""
    told = {dispute.passage.statement for one in near if isinstance(one, Claim) for dispute in one.disputes}
    # A report that repeats what was promised or claimed before is no answer of its own.
    told |= {
        passage.statement
        for one in near
        for passage in words_of(one)
        if (_day(passage) or one.first_day) > one.first_day
    }
    answers = (one for one in near if isinstance(one, Answer) and one.passage.statement not in told)
    return _written(lines.answered(one, lambda passage: passage.statement in bearing) for one in answers)


def _day(passage: Passage) -> str:
    return (passage.published.start or "")[:10] if passage.published else ""


def _before(lines: Lines, near: Sequence[Finding]) -> list[Line]:
    """Claimed precedents, those with the same evidence as one, and words that go back to earlier ones."""
    alike: dict[object, list[Precedent]] = {}
    for one in near:
        if isinstance(one, Precedent):
            alike.setdefault((one.claims, one.evidence) if one.evidence else one.id, []).append(one)
    claimed = [lines.precedent(first, again) for first, *again in alike.values()]
    mentions = [one for one in near if isinstance(one, EarlierMention)]
    mentions.sort(key=lambda one: one.refers_to is not None)
    # A sentence may go back to several earlier ones; it is quoted once, with one that is on record.
    by_words = {(one.passage.article, lines.sentence(one.passage).span): one for one in mentions}
    return claimed + _written(map(lines.earlier, by_words.values()))


# Anything else


def _of_words(finding: Finding, near: Sequence[Finding], texts: Texts) -> _Sections:
    lines = Lines(texts, [finding] if isinstance(finding, Quotation) else near)
    answers = [one for one in near if isinstance(one, Answer)]
    match finding:
        case Quotation():
            yield "Who says so", _written([lines.said(finding)])
            yield "In which words", _in_order(lines.wordings(words_of(finding)))
        case Commitment():
            yield "What is new", list(lines.steps(finding, finding.history[1:][-1:]))
            promised = _written([lines.promised(finding, briefly=False)])
            before = lines.steps(finding, finding.history[1:-1])
            yield "What is promised", _in_order([*promised, *lines.conditions(finding), *before])
            yield "In which words", _in_order(lines.wordings(finding.statements))
        case Claim():
            disputed = _written([lines.disputed(finding, briefly=False)])
            yield "What is disputed", _in_order([*disputed, *lines.disputes(finding)])
            yield "In which words", _in_order(lines.wordings(finding.assertions))
        case Precedent():
            yield "What came before", [lines.precedent(finding)]
            yield "The ladder, from the mildest", _in_order(lines.ladder(finding))
        case Answer():
            yield "Who answered", _written([lines.answered(finding, lambda _: True)])
        case EarlierMention():
            yield "What came before", _written([lines.earlier(finding)])
        case Story():
            pass
    if isinstance(finding, Quotation | Claim) and finding.journey:
        yield "How sure", _in_order(lines.stops(finding.journey))
    yield "Who answered", _in_order(_written(lines.answered(one, lambda _: True, to=False) for one in answers))


def _written(lines: Iterable[Line | None]) -> list[Line]:
    return [line for line in lines if line]


def _in_order(lines: Iterable[Line]) -> list[Line]:
    """Lines that stand as they are given."""
    return [replace(line, weight=Weight(-n)) for n, line in enumerate(lines)]
