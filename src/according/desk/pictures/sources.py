"""The voices behind a story or a finding, put together from all that rests on them, and what hangs on each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from according.addresses import outlet
from according.dates import short_day
from according.desk.pictures.tree import Node
from according.desk.wording import counted, passage_address
from according.findings import Origins, Passage, Report, Untied, Voice

# Only these ties name one through whom the words came, where that one's own report is not on record.
_NAMING = ("named relay", "agency credit")
# Words that tie a report to a relay are its name where they are not longer than this.
_NAME = 40


@dataclass(slots=True)
class Source:
    """A voice with its reports in the order in which they were found, one an article or one a statement.

    `notes` are to be written beside reports, by the ids of their statements.
    """

    voice: Voice
    reports: dict[str, Report] = field(default_factory=dict)
    notes: Mapping[str | None, str] = field(default_factory=dict)

    @property
    def articles(self) -> int:
        """How many articles have words of this voice."""
        return len({report.passage.article for report in self.reports.values()})

    @property
    def name(self) -> str:
        """The name of the voice, or what it is called."""
        return self.voice.name

    def take(self, voice: Voice, articles: Collection[str]) -> None:
        """Take in what another finding knows of the same voice."""
        for report in voice.reports:
            article = report.passage.article
            if article not in articles:
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
        under: defaultdict[str | None, list[str]] = defaultdict(list)
        relays: defaultdict[str, list[str]] = defaultdict(list)
        first = {report.passage.article: key for key, report in reversed(self.reports.items())}
        above = {key: first.get(report.via or "") for key, report in self.reports.items()}
        for key, report in self.reports.items():
            via = None if _in_circle(key, above) else above[key]
            relay = " ".join(report.tied_by.words.split()) if report.tied_by and report.tie in _NAMING else ""
            if via is None and 0 < len(relay) <= _NAME:
                relays[relay].append(key)
            else:
                under[via].append(key)
        yield from self._leaves(under[None], under, most, more)
        for name, keys in relays.items():
            yield Node("relay", 2, name, "", more, children=tuple(self._leaves(keys, under, most, more)))

    def _leaves(
        self, keys: Iterable[str], under: Mapping[str | None, list[str]], most: int, more: str
    ) -> Iterator[Node]:
        """Reports with what hangs on each; a crowd on which nothing hangs and without notes is counted by outlet."""
        ordered = sorted(keys, key=lambda key: _published(self.reports[key].passage))
        for key in ordered:
            if under.get(key):
                hanging = tuple(self._leaves(under[key], under, most, more))
                yield Node("relay", 2, *self._shown(key), children=hanging)
        bare = [key for key in ordered if not under.get(key)]
        noted = [key for key in bare if len(bare) <= most or self.reports[key].passage.statement in self.notes][:most]
        yield from (Node("report", 3, *self._shown(key)) for key in noted)
        crowd = (self.reports[key].passage for key in bare if key not in noted)
        yield from by_outlet(crowd, "report", 3, most, more)

    def _shown(self, key: str) -> tuple[str, str, str]:
        passage = self.reports[key].passage
        name, day, address = _shown(passage)
        return name, ", ".join(filter(None, (day, self.notes.get(passage.statement)))), address


def _in_circle(key: str, above: Mapping[str, str | None]) -> bool:
    """Whether what a report hangs on comes round to it, or to itself: such reports would hang on nothing."""
    seen, at = {key}, above[key]
    while at is not None and at not in seen:
        seen.add(at)
        at = above[at]
    return at is not None


def each_voice(origins: Origins, notes: Mapping[str | None, str]) -> list[Source]:
    """The voices behind one finding, those with the most reports first, with every statement by itself."""
    found = [
        Source(voice, {f"{one.passage.article} {one.passage.statement}": one for one in voice.reports}, notes)
        for voice in origins.voices
    ]
    return sorted(found, key=_rank)


def nobody_knows(untied: Iterable[Untied], most: int, more: str) -> Node | None:
    """The reports of which it cannot be told to whom they go back, hanging on nobody."""
    passages = [one.passage for one in untied]
    if not passages:
        return None
    return Node("more", 0, "cannot be told", children=tuple(by_outlet(passages, "report", 3, most, more)))


def drawn_together(origins: Iterable[Origins], articles: Iterable[str]) -> list[Source]:
    """The voices of several findings, each once, those with the most reports first.

    Args:
        origins: what is known of the voices behind each finding.
        articles: the articles whose reports count.
    """
    wanted = set(articles)
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
    return sorted(kept, key=_rank)


def _rank(source: Source) -> tuple[int, str, str]:
    return -source.articles, _first(source), source.name


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
