"""The voices behind a story or a finding, put together from all that rests on them, and what hangs on each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from according.addresses import outlet
from according.dates import short_day
from according.desk.pictures.tree import Node
from according.desk.wording import counted, passage_address
from according.findings import Origins, Passage, Report, Voice

# Only these ties name one through whom the words came, where that one's own report is not on record.
_NAMING = ("named relay", "agency credit")
# Words that tie a report to a relay are its name where they are not longer than this.
_NAME = 40


@dataclass(slots=True)
class Source:
    """A voice with its reports, one an article, in the order in which they were found."""

    voice: Voice
    reports: dict[str, Report] = field(default_factory=dict)

    @property
    def articles(self) -> int:
        """How many articles have words of this voice."""
        return len(self.reports)

    @property
    def name(self) -> str:
        """The name of the voice, or what it is called."""
        return self.voice.speaker or self.voice.called or "unnamed voice"

    def take(self, voice: Voice, articles: Collection[str] | None) -> None:
        """Take in what another finding knows of the same voice."""
        for report in voice.reports:
            article = report.passage.article
            if articles is not None and article not in articles:
                continue
            known = self.reports.get(article)
            if known is None or (known.via is None and report.via is not None):
                self.reports[article] = report

    def is_voice(self, voice: Voice) -> bool:
        """Whether a voice is this one: its speaker, on the same day, or in the same report and on no other day."""
        mine, its = _day(self.voice), _day(voice)
        if (voice.speaker or voice.called) != (self.voice.speaker or self.voice.called) or (
            mine and its != mine and its
        ):
            return False
        return bool(mine and mine == its) or any(one.passage.article in self.reports for one in voice.reports)

    def node(self, most: int, more: str) -> Node:
        """The voice as the root of a tree; where more than `most` reports hang together, they are counted by outlet."""
        note = short_day(self.voice.on) if _day(self.voice) else ""
        children = tuple(self._hanging(most, more))
        if self.voice.venue:
            children = (Node("venue", 1, self.voice.venue, children=children),)
        return Node("voice", 0, self.name, note, f"#{self.voice.id}", children=children)

    def _hanging(self, most: int, more: str) -> Iterator[Node]:
        under: defaultdict[str | None, list[Report]] = defaultdict(list)
        relays: defaultdict[str, list[Report]] = defaultdict(list)
        for article, report in self.reports.items():
            via = report.via if report.via in self.reports and not self._above(article, report.via) else None
            relay = " ".join(report.tied_by.words.split()) if report.tied_by and report.tie in _NAMING else ""
            if via is None and 0 < len(relay) <= _NAME:
                relays[relay].append(report)
            else:
                under[via].append(report)
        yield from _leaves(under[None], under, most, more)
        for name, reports in relays.items():
            yield Node("relay", 2, name, "", more, children=tuple(_leaves(reports, under, most, more)))

    def _above(self, article: str, via: str | None) -> bool:
        """Whether `via` itself hangs on the article: two that hang on each other would hang on nothing."""
        seen = {article}
        while via is not None and via in self.reports:
            if via in seen:
                return True
            seen.add(via)
            via = self.reports[via].via
        return False


def drawn_together(origins: Iterable[Origins], articles: Iterable[str] | None = None) -> list[Source]:
    """The voices of several findings, each once, those with the most reports first.

    Args:
        origins: what is known of the voices behind each finding.
        articles: the articles whose reports count; None: all.
    """
    wanted = None if articles is None else set(articles)
    found: list[Source] = []
    # Those that name their day first: what names none is then laid to the one in whose report it stands.
    voices = sorted((voice for one in origins for voice in one.voices), key=lambda voice: not _day(voice))
    by_name: defaultdict[str | None, list[Source]] = defaultdict(list)
    for voice in voices:
        alike = by_name[voice.speaker or voice.called]
        source = next((one for one in alike if one.is_voice(voice)), None)
        if source is None:
            source = Source(voice)
            alike.append(source)
            found.append(source)
        source.take(voice, wanted)
    kept = (source for source in found if source.reports)
    return sorted(kept, key=lambda source: (-source.articles, _first(source), source.name))


def _leaves(
    reports: Iterable[Report], under: Mapping[str | None, list[Report]], most: int, more: str
) -> Iterator[Node]:
    """Reports with what hangs on each; a crowd on which nothing hangs is counted by outlet."""
    ordered = sorted(reports, key=lambda one: _published(one.passage))
    bearing = [one for one in ordered if under.get(one.passage.article)]
    bare = [one for one in ordered if not under.get(one.passage.article)]
    for report in bearing:
        hanging = tuple(_leaves(under[report.passage.article], under, most, more))
        yield Node("relay", 2, *_shown(report.passage), children=hanging)
    if len(bare) <= most:
        yield from (Node("report", 3, *_shown(report.passage)) for report in bare)
    else:
        yield from by_outlet((report.passage for report in bare), "report", 3, most, more)


def by_outlet(passages: Iterable[Passage], noun: str, column: int, most: int, more: str) -> Iterator[Node]:
    """A crowd of passages as a node for each outlet, the largest first; those of further outlets as one."""
    outlets: defaultdict[str, list[Passage]] = defaultdict(list)
    for passage in passages:
        outlets[outlet(passage)].append(passage)
    ordered = sorted(outlets.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    for name, several in ordered[:most]:
        if len(several) == 1:
            yield Node("report", column, *_shown(several[0]))
        else:
            yield Node("report", column, name, counted(len(several), noun), more, len(several))
    if rest := ordered[most:]:
        number = sum(len(several) for _, several in rest)
        yield Node("more", column, counted(len(rest), "other outlet"), counted(number, noun), more, number)


def _shown(passage: Passage) -> tuple[str, str, str]:
    return outlet(passage), short_day(passage.published), passage_address(passage)


def _published(passage: Passage) -> str:
    return (passage.published.start or "") if passage.published else ""


def _first(source: Source) -> str:
    return min(_published(report.passage) for report in source.reports.values())


def _day(voice: Voice) -> str | None:
    """The day that a report names for the occasion; None where it is only inferred between days."""
    on = voice.on
    return on.start[:10] if on and on.start and on.precision in ("day", "instant") else None
