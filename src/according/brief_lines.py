"""The lines of a brief: each says one thing of a finding, in fixed phrases with counts and in quoted words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from according.addresses import outlet, outlets_told
from according.around import words_of
from according.brief_parts import Clause, Line, Part, Weight, cited, line
from according.comparison.sentences import sentence_at
from according.dates import day_words, days_words, readable
from according.errors import NotOnRecordError
from according.findings import (
    Answer,
    Claim,
    Commitment,
    Dispute,
    EarlierMention,
    Finding,
    Journey,
    Origins,
    Passage,
    Precedent,
    Quotation,
    Rung,
    Step,
    Stop,
    Story,
)
from according.model import Reading, Span
from according.record.record import Record
from according.told import Manner, as_told

# The bands of ICD 203 as a reader meets them in a sentence.
_BANDS = {None: "flatly", "even": "as an even chance", "unsaid": "with a distance, without a figure"}
_LOSSES = ("condition lost", "hedge lost")
# Verdicts in the order in which they matter to a reader.
_VERDICTS = ("nothing on record", "borne out", "contradicted")
_THROUGH = 4


class Texts:
    """The articles that a brief rests on, each asked for once."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._readings: dict[str, Reading | None] = {}

    def reading(self, article: str) -> Reading | None:
        """The reading of an article; None where the record no longer has it."""
        if article not in self._readings:
            self._readings[article] = self._read(article)
        return self._readings[article]

    def _read(self, article: str) -> Reading | None:
        try:
            return self._record.reading(article)
        except NotOnRecordError:
            return None

    def stands(self, passage: Passage) -> bool:
        """Whether the words of a passage stand at their span."""
        reading = self.reading(passage.article)
        return reading is not None and passage.span.of(reading.article.text) == passage.words

    def told(self, passage: Passage) -> Passage | None:
        """The passage as it may stand behind the name of who said it; None where its cue is too far from it."""
        reading = self.reading(passage.article)
        statement = next((one for one in reading.statements if one.id == passage.statement), None) if reading else None
        if reading is None or statement is None or not self.stands(passage):
            return passage
        return as_told(reading.article.text, Manner.of(statement), passage)

    def sentence(self, passage: Passage) -> Passage:
        """The sentence in which a passage stands."""
        reading = self.reading(passage.article)
        if reading is None or not self.stands(passage):
            return passage
        text = reading.article.text
        span = sentence_at(text, passage.span)
        return Passage(
            passage.article, passage.place, passage.publisher, passage.published, passage.statement, passage.event,
            span, span.of(text),
        )  # fmt: skip

    def beginning(self, article: str) -> Span:
        """Where the first paragraph of an article stands."""
        reading = self.reading(article)
        return reading.article.paragraphs[0] if reading and reading.article.paragraphs else Span(0, 0)

    def through(self, passages: Iterable[Passage]) -> tuple[str, ...]:
        """Those through whom words came, as the chains of their statements name them; each once."""
        names = [name for passage in passages for name in self._via(passage)]
        longest = sorted(dict.fromkeys(names), key=len, reverse=True)
        kept: list[str] = []
        for name in longest:
            if not any(name.casefold().removeprefix("the ") in other.casefold() for other in kept):
                kept.append(name)
        return tuple(sorted(kept, key=names.index))

    def _via(self, passage: Passage) -> Iterator[str]:
        reading = self.reading(passage.article)
        chain = next((one.chain for one in reading.statements if one.id == passage.statement), ()) if reading else ()
        actors = {actor.id: actor.name for actor in reading.actors} if reading else {}
        for hop in chain:
            if hop.role != "originator":
                named = actors.get(hop.actor or "", hop.name)
                # A pronoun or a surname is read as the name it stands for.
                yield named if len(hop.name.split()) == 1 else hop.name


class Lines:
    """The lines that can be written of findings.

    Args:
        texts: the articles that they rest on.
        near: what is told of besides; a commitment or claim of it is named by whom it is, and what was lost in the
            wordings of a saying is told of the commitment or claim that has the same words.
    """

    def __init__(self, texts: Texts, near: Sequence[Finding] = ()) -> None:
        self._texts = texts
        sayings = [one for one in near if isinstance(one, Quotation)]
        self._sayings = {word.passage.statement: saying for saying in sayings for word in saying.wordings}
        self._names: dict[str | None, str] = {}
        for one in near:
            if isinstance(one, Claim | Commitment):
                named = _commitment(one) if isinstance(one, Commitment) else _claim(one)
                self._names |= {passage.statement: named for passage in words_of(one)}
        self._quoted: set[Passage] = set()

    # A story

    def story(self, story: Story, known: Mapping[str, Passage], *, is_new: bool) -> Line:
        """How many articles of how many outlets, when, and how many copies; `known` are words of them, by article."""
        copies = sum(member.copy_of is not None for member in story.members)
        among = f", {_count(copies, 'copy', 'copies')} among them" if copies else ""
        articles = [known[member.article] for member in story.members if member.article in known]
        count = _count(len(story.members), "article")
        new = " All of it is new." if is_new else ""
        told = f" of {outlets_told(story.members)}, {days_words(story.first_day, story.last_day)}{among}.{new}"
        return line("how many articles there are, and of how many outlets", f"{count} ", *cited(articles), told)

    # Sayings

    def said(self, one: Quotation) -> Line | None:
        """Who said it when and in which words, through whom, and what was lost on the way."""
        reference = next((word for word in one.wordings if word.passage.statement == one.reference), one.wordings[0])
        when = f" on {day_words(one.said_on)}" if one.said_on and one.said_on.start else ""
        who = f"{_who(one.speaker or _called(one.origins))}{when}: "
        words = self._told(reference.passage)
        if words is None:
            return None
        about = f"words of {one.speaker or 'an unnamed voice'}{when}"
        wordings = words_of(one)
        clauses = (Clause((who, words)), self._counted(about, wordings, "wording", one.origins), *self._lost(one), _END)
        alarm = int(
            bool(one.journey and one.journey.alert) or any(set(word.change) & {*_LOSSES} for word in one.wordings)
        )
        return Line(about, clauses, Weight(alarm, one.origins.count, len(wordings), one.last_day))

    def wordings(self, passages: Sequence[Passage]) -> Iterator[Line]:
        """Each wording once: which outlets have it, through whom, and what changed in it."""
        alike: defaultdict[str, list[Passage]] = defaultdict(list)
        for passage in passages:
            alike[" ".join(passage.words.split()).strip(",. ")].append(passage)
        for several in alike.values():
            first, *others = several
            words = first if self._told(first) == first else self._texts.sentence(first)
            via = self._texts.through(several)
            through = f", through {_names(via)}" if via else ""
            changes = self._changes(first)
            mark = f" ({', '.join(changes)})" if changes else ""
            about = f"the wording of {outlet(first)} on {day_words(first.published)}"
            same: tuple[Part, ...] = (
                ("; in the same words in ", _outlets(others), " ", *cited(others)) if others else ()
            )
            yield line(about, f"{outlet(first)} on {day_words(first.published)}{through}{mark}: ", words, *same, ".")

    def _changes(self, passage: Passage) -> list[str]:
        saying = self._sayings.get(passage.statement)
        wordings = saying.wordings if saying else ()
        changed = (change for word in wordings if word.passage.statement == passage.statement for change in word.change)
        return [change for change in dict.fromkeys(changed) if change != "exact"]

    def _lost(self, one: Quotation) -> Iterator[Clause]:
        for loss in _LOSSES:
            losing = [word.passage for word in one.wordings if loss in word.change]
            if losing:
                told = f"; {loss} in {len(losing)} of {_count(len(one.wordings), 'wording')} "
                yield Clause((told, *cited(losing)), about=f"in which wordings there is a {loss}")

    def _lost_in(self, passages: Iterable[Passage]) -> Iterator[Clause]:
        for one in dict.fromkeys(self._sayings[at.statement] for at in passages if at.statement in self._sayings):
            yield from self._lost(one)

    # Commitments

    def promised(self, one: Commitment, *, briefly: bool) -> Line | None:
        """Who commits to what, to whom, on which condition, through whom, and what became of it."""
        name = _commitment(one)
        words = self._told(one.action)
        if words is None:
            return None
        due = f", due by {days_words(one.due.end[:10])}" if one.due and one.due.end else ""
        clauses = [Clause((f"{_capital(name.removeprefix('the '))}: ", words))]
        clauses += self._bound(one, words, briefly=briefly)
        clauses.append(Clause((due,)))
        clauses.append(self._counted(name, one.statements, "statement", one.origins))
        clauses += self._lost_in(one.statements)
        clauses.append(self._became(one, briefly=briefly))
        moved = int(one.status != "open")
        return Line(name, tuple(clauses), Weight(moved, one.origins.count, len(one.statements), one.last_day))

    @staticmethod
    def _bound(one: Commitment, words: Passage, *, briefly: bool) -> Iterator[Clause]:
        if not one.conditions:
            return
        about = f"the condition of {_commitment(one)}"
        first, *others = one.conditions
        is_told = first.passage.article == words.article and words.span.holds(first.passage.span)
        shown: tuple[Part, ...] = (" ", *cited([first.passage])) if is_told else (": ", first.passage)
        yield Clause((f", on the condition “{first.marker}”", *shown), ", on a condition that cannot be shown", about)
        if others and briefly:
            told = f" and {_count(len(others), 'further wording')} of it "
            yield Clause((told, *cited(at.passage for at in others)), about=f"further wordings of {about}")

    def conditions(self, one: Commitment) -> Iterator[Line]:
        """The conditions of a commitment as other reports word them."""
        for bound in one.conditions[1:]:
            where = f"{outlet(bound.passage)} on {day_words(bound.passage.published)}"
            yield line(
                f"the condition as {where} has it", f"{where} has the condition “{bound.marker}”: ", bound.passage, "."
            )

    def _became(self, one: Commitment, *, briefly: bool) -> Clause:
        step = one.history[-1]
        if len(one.history) == 1:
            return Clause((". Open: nothing on record ends it.",))
        shown = (": ", *self._evidence(step)) if briefly else (" ", *cited(step.evidence))
        return Clause(
            (f". {_capital(step.status)} {_since(step)}", *shown, "."),
            ". Its later status cannot be shown, since the words for it no longer stand.",
            _change(one, step),
        )

    def steps(self, one: Commitment, steps: Iterable[Step]) -> Iterator[Line]:
        """Steps in what became of a commitment, each with its evidence and why."""
        for step in steps:
            named = f"{_capital(_commitment(one))} is {step.status} {_since(step)}: "
            told = named, *self._evidence(step), f". {readable(step.why)}"
            yield line(_change(one, step), *told)

    def moved(self, one: Commitment, step: Step) -> Line:
        """That a commitment came to another status."""
        told = f"{_capital(_commitment(one))} ", *cited([one.action]), f" is {step.status} {_since(step)} "
        return line(
            _change(one, step), *told, *cited(step.evidence), ".", weight=Weight(2, one.origins.count, 0, step.on)
        )

    def _evidence(self, step: Step) -> Iterator[Part]:
        yield step.evidence[0] if step.evidence else "without words that show it"
        if step.evidence[1:]:
            yield ", and "
            yield from cited(step.evidence[1:])

    # Claims

    def disputed(self, one: Claim, *, briefly: bool) -> Line | None:
        """Who asserts what since when, through whom, and (briefly) who is against it."""
        words = self._told(one.words)
        if words is None:
            return None
        about = f"a claim by {_names(one.asserted_by)} of {days_words(one.since)}"
        clauses = [Clause((f"{_capital(_names(one.asserted_by))} since {days_words(one.since)}: ", words))]
        clauses.append(self._counted(about, one.assertions, "assertion", one.origins))
        clauses += self._lost_in(one.assertions)
        if briefly:
            clauses += self._disputes(one)
        clauses.append(_END)
        return Line(about, tuple(clauses), Weight(1, one.origins.count, len(one.disputes), one.last_day))

    def _disputes(self, one: Claim) -> Iterator[Clause]:
        voices = {(dispute.by, dispute.how): dispute for dispute in one.disputes}
        last = list(voices.values())[-1:]
        for dispute in last:
            about = f"who is against {_claim(one)}"
            instead = ". That it is disputed cannot be shown, since the words for it no longer stand"
            yield Clause((". ", *self._dispute(dispute)), instead, about)
        others = [dispute.passage for dispute in one.disputes if dispute not in last]
        if others:
            by = _names(tuple(dict.fromkeys(dispute.by or "an unnamed voice" for dispute in one.disputes)))
            told = f"; disputed {_count(len(one.disputes), 'time')} in all, by {by} "
            yield Clause((told, *cited(others)), about=f"how often {_claim(one)} is disputed")
        for taken in one.stances:
            if taken.passage.words not in {dispute.passage.words for dispute in one.disputes}:
                yield Clause(
                    (f". The writer {taken.stance}: ", taken.passage), about=f"what a writer thinks of {_claim(one)}"
                )

    def disputes(self, one: Claim) -> Iterator[Line]:
        """Each dispute of a claim, and what writers think of it."""
        for dispute in one.disputes:
            yield line(f"a {dispute.how} on {days_words(dispute.on)}", *self._dispute(dispute), ".")
        shown = {dispute.passage.words for dispute in one.disputes}
        for taken in one.stances:
            if taken.passage.words not in shown:
                yield line("what a writer thinks of it", f"The writer {taken.stance}: ", taken.passage, ".")

    def dispute(self, one: Claim, dispute: Dispute) -> Line:
        """A new dispute of a claim that was there before."""
        self._quoted.add(dispute.passage)
        against = (", against what ", _names(one.asserted_by), " said ", *cited([one.words]), ".")
        about = f"who is against {_claim(one)}"
        return line(
            about, *self._dispute(dispute, anew=True), *against, weight=Weight(1, one.origins.count, 0, dispute.on)
        )

    def _dispute(self, dispute: Dispute, *, anew: bool = False) -> tuple[Part, ...]:
        told = f"{_capital(dispute.how)} by {dispute.by or 'an unnamed voice'} on {days_words(dispute.on)}"
        if dispute.passage in self._quoted and not anew:
            return f"{told} ", *cited([dispute.passage])
        return f"{told}: ", self._told(dispute.passage) or dispute.passage

    # Sureness

    def surety(self, one: Quotation | Claim) -> Iterator[Line]:
        """Where a saying or claim that travelled lost or gained a hedge."""
        journey = one.journey
        if journey is None or journey.change == "held":
            return
        turn = _turn(journey)
        first = journey.stops[0]
        shown: tuple[Part, ...] = (" (", first.cue, ")") if first.cue else ()
        what = "hardened" if journey.change == "hardened" else "softened"
        where = f"; {what} on {day_words(turn.passage.published)} by {outlet(turn.passage)}, told {_band(turn.band)}: "
        bands = [stop.band for stop in journey.stops]
        in_all = ", ".join(f"{bands.count(band)} {_band(band)}" for band in dict.fromkeys(bands))
        yield Line(
            f"how surely it is told that {_short(first.passage)}",
            (
                Clause((f"Told first {_band(first.band)}", *shown, ": ", first.passage, where, turn.passage)),
                Clause((f"; in all {in_all} ", *cited(at.passage for at in journey.stops))),
                _END,
            ),
            Weight(int(journey.alert is not None), len(bands), 0, one.last_day),
        )

    def stops(self, journey: Journey) -> Iterator[Line]:
        """Each stop of a journey."""
        for stop in journey.stops:
            alert = " Here the hedge was hardened." if stop.passage.statement == journey.alert else ""
            shown: tuple[Part, ...] = (" (", stop.cue, ")") if stop.cue else ()
            where = f"{outlet(stop.passage)} on {day_words(stop.passage.published)}"
            told = f"Told {_band(stop.band)}", *shown, f" by {where}: ", stop.passage, f".{alert}"
            yield line(f"how surely {where} tells it", *told)

    # Answers

    def answered(self, one: Answer, bearing: Callable[[Passage], bool], *, to: bool = True) -> Line | None:
        """Who answered when, in which words, and to which; those to words that bear on the brief weigh more."""
        words, meant = self._told(one.passage), [self._told(passage) or passage for passage in one.to]
        if words is None or not _makes_sense(words) or (to and not _makes_sense(meant[0])):
            return None
        more: tuple[Part, ...] = (" and ", *cited(meant[1:])) if meant[1:] else ()
        target: tuple[Part, ...] = (", in answer to ", meant[0], *more) if to else ()
        if to and (named := self._names.get(meant[0].statement)):
            target = f", in answer to {named} ", *cited(meant)
        acted = int(one.act in {"threaten", "commit", "deny", "accuse", "request"})
        bears = sum(map(bearing, one.to))
        weight = Weight(min(bears, 1), bears, acted, one.on)
        about = f"the answer of {one.by or 'an unnamed voice'} on {days_words(one.on)}"
        return line(about, f"{_who(one.by)} on {days_words(one.on)}: ", words, *target, ".", weight=weight)

    # What came before

    def precedent(self, one: Precedent, again: Sequence[Precedent] = ()) -> Line:
        """A claimed precedent, held against the record; `again` are others that claim the same."""
        by = one.by or "the writer"
        also: tuple[Part, ...] = (", and again ", *cited(other.passage for other in again)) if again else ()
        about = f"a precedent claimed by {by} on {days_words(one.first_day)}"
        clauses = (
            Clause((f"A precedent claimed by {by} ({one.claims}): ", one.passage, *also)),
            Clause(
                self._held(one),
                ". What the record has of it cannot be shown, since the words for it no longer stand.",
                f"how {about} is held against the record",
            ),
        )
        return Line(about, clauses, Weight(_VERDICTS.index(one.verdict), day=one.last_day))

    def _held(self, one: Precedent) -> tuple[Part, ...]:
        start = f" The record has articles from {days_words(one.record_from)} on." if one.record_from else ""
        verdict = f". {_capital(one.verdict)}. {readable(one.why)}{start}"
        if one.evidence:
            more: tuple[Part, ...] = (" and ", *cited(one.evidence[1:])) if one.evidence[1:] else ()
            return f"{verdict} ", one.evidence[0], *more, "."
        above = [rung for rung in one.ladder if rung.passage.statement != one.passage.statement]
        if above:
            highest = max(above, key=lambda rung: rung.height)
            ladder = "; all of it ", *cited(rung.passage for rung in one.ladder)
            return (
                f"{verdict} Highest on it, as {_rung(highest)}: ",
                self._told(highest.passage) or highest.passage,
                *ladder,
                ".",
            )
        return (verdict,)

    def ladder(self, one: Precedent) -> Iterator[Line]:
        """Each rung of a ladder, from the mildest."""
        for rung in one.ladder:
            about = f"a rung of the ladder of {day_words(rung.passage.published)}"
            where = f"{_capital(_rung(rung))}, {outlet(rung.passage)} on {day_words(rung.passage.published)}: "
            yield line(about, where, self._told(rung.passage) or rung.passage, ".")

    def sentence(self, passage: Passage) -> Passage:
        """The sentence in which a passage stands."""
        return self._texts.sentence(passage)

    def earlier(self, one: EarlierMention) -> Line | None:
        """Words that go back to earlier ones, and what they go back to."""
        sentence = self.sentence(one.passage)
        who = f"{_who(one.by or 'the writer')} on {days_words(one.first_day)}: "
        about = f"an earlier word of {one.by or 'the writer'}"
        if one.refers_to is None:
            return line(about, who, sentence, f" {readable(one.why)}", weight=Weight(-2, day=one.last_day))
        meant = self._told(one.refers_to)
        if meant is None or not _makes_sense(meant):
            return None
        return line(
            about, who, sentence, " goes back to ", meant, f". {readable(one.why)}", weight=Weight(-1, day=one.last_day)
        )

    # Phrases

    def _told(self, passage: Passage) -> Passage | None:
        return self._texts.told(passage)

    def _counted(self, about: str, passages: Sequence[Passage], noun: str, origins: Origins) -> Clause:
        """Through whom words came, and in how many places of how many origins they stand."""
        via = self._texts.through(passages)
        through = f", through {_names(via[:_THROUGH])}" if via else ""
        through += f" and {len(via) - _THROUGH} more" if len(via) > _THROUGH else ""
        open_ones = len(origins.cannot_tell)
        unclear = f", {_count(open_ones, 'report')} whose origin cannot be told" if open_ones else ""
        told = f"{through} ({_count(len(passages), noun)} from {_count(origins.count, 'origin')}{unclear} "
        return Clause(
            (told, *cited(passages), ")"),
            " (how many tell it cannot be shown)",
            f"how many tell {about}, and through whom",
        )


_END = Clause((".",))


def _commitment(one: Commitment) -> str:
    to = f" to {_names(one.to)}" if one.to else ""
    return f"the {'threat' if one.act == 'threaten' else 'commitment'} by {one.by or 'an unnamed voice'}{to}"


def _claim(one: Claim) -> str:
    return f"the claim by {_names(one.asserted_by)} of {days_words(one.since)}"


def _change(one: Commitment, step: Step) -> str:
    return f"what became of {_commitment(one)} on {days_words(step.on)}"


def _since(step: Step) -> str:
    return f"since {days_words(step.on)}, as {'this program proposes' if step.proposed else 'a person confirmed'}"


def _turn(journey: Journey) -> Stop:
    return next((stop for stop in journey.stops if stop.passage.statement == journey.alert), journey.stops[-1])


def _band(band: str | None) -> str:
    return _BANDS.get(band, f"as {band}")


def _rung(rung: Rung) -> str:
    return rung.act or (rung.type or "an event").capitalize()


def _called(origins: Origins) -> str | None:
    return next((voice.called for voice in origins.voices if voice.called), None)


def _who(name: str | None) -> str:
    return _capital(name or "an unnamed voice")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _outlets(passages: Iterable[Passage]) -> str:
    return _names(tuple(dict.fromkeys(map(outlet, passages))))


def _short(passage: Passage) -> str:
    return " ".join(passage.words.split()[:8]) + "…"


def _makes_sense(passage: Passage) -> bool:
    return len(passage.words.split()) > 1


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _names(names: Sequence[str]) -> str:
    if not names:
        return "an unnamed voice"
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
