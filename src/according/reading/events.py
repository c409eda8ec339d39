"""Events: who does what to whom, after PLOVER, with the words that tell of it and whether it happened.

The words of each sentence are held against the lexicon of frames (`frames.py`, `matching.py`), whose parties are read
off the parse (`arguments.py`, `parties.py`). What a source demands, charges or threatens is an event as well: a
statement whose cue no frame knows is one by its act. Status is `status.py`'s, PLOVER's own coding `plover.py`'s.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from according.language import ParsedText
from according.model import Act, Article, Date, Event, EventStatus, EventType, Party, Place, Span, Statement, identify
from according.reading.actors import Cast
from according.reading.arguments import children, is_passive, subjects, under
from according.reading.dates import find_dates
from according.reading.frames import Frames, frames
from according.reading.grammar import Sentence, sentence_at
from according.reading.matching import Match, find_matches, one_each
from according.reading.parties import Parties, name_span, names_somebody, peoples, possible_heads
from according.reading.places import Places, find_places
from according.reading.plover import Bound, plover_type
from according.reading.setting import Setting, setting_of
from according.reading.status import Finding, signs, status_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_CHARGES = frozenset({"claim", "allegation", "accusation", "charge", "complaint"})
_SAYING = frozenset("say tell add state announce report note write explain believe think argue".split())
_AHEAD: frozenset[EventStatus] = frozenset({"planned", "possible"})
# What is done by saying so.
_VERBAL: frozenset[EventType] = frozenset({"AGREE", "REQUEST", "ACCUSE", "THREATEN"})
_SPOKEN: frozenset[EventType] = _VERBAL | {"REJECT", "CONSULT", "SUPPORT", "CONCEDE"}
# Nouns of these tell of an event where nobody is named beside them: "after the protests".
_UNATTRIBUTED: frozenset[EventType] = frozenset(
    {"PROTEST", "ASSAULT", "SANCTION", "CONSULT", "COERCE", "AGREE", "REQUEST"}
)
# Everyday words of these count only where a political actor takes part.
_AMONG_STATES: frozenset[EventType] = frozenset({"SUPPORT", "CONCEDE", "AID"})
_ALWAYS = frozenset({"sexual", "torture", "targeted", "suicide-attack", "abduct"})
_TYPE_OF_ACT: dict[Act, EventType] = {"request": "REQUEST", "accuse": "ACCUSE", "threaten": "THREATEN"}


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """An event while it is read: a match, the promise or threat above it, and where it stands."""

    match: Match
    above: Match | None
    sentence: Sentence
    actor: tuple[Party, ...]
    recipient: tuple[Party, ...]
    status: EventStatus
    shown: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Telling:
    """A sentence with the matches that stand for an interaction each, and the promise or threat above each."""

    sentence: Sentence
    matches: Sequence[tuple[Match, Match | None]]


def find_tellings(parsed: ParsedText, lexicon: Frames | None = None) -> tuple[Telling, ...]:
    """Hold a text against the lexicon; this needs no actors, and tells which words name parties (`party_words`)."""
    known = lexicon or frames()
    rows = ((Sentence(tokens, offset), find_matches(tokens, known)) for offset, tokens in parsed.sentences())
    return tuple(Telling(sentence, one_each(matches)) for sentence, matches in rows if matches)


def party_words(tellings: Sequence[Telling]) -> tuple[Span, ...]:
    """The words that may name a party of an event, for the actors to be found behind them."""
    spans = {
        span
        for telling in tellings
        for match, above in telling.matches
        for one in (match, above)
        if one is not None
        for head in possible_heads(one)
        if (names_somebody(head) or head.pos_ == "PROPN") and (span := name_span(head, telling.sentence))
    }
    spans |= {
        telling.sentence.place(people)
        for telling in tellings
        for match, _ in telling.matches
        for head in possible_heads(match)
        for people in peoples(head)
    }
    return tuple(sorted(spans))


def find_events(
    article: Article,
    parsed: ParsedText,
    statements: Sequence[Statement],
    cast: Cast,
    reported: date | None,
    tellings: Sequence[Telling] | None = None,
) -> tuple[Event, ...]:
    """Find the events that a text tells of, in the order of their prominence.

    Args:
        article: the article; its id makes the events' ids.
        parsed: its text with grammar.
        statements: what is said in it; an event hangs on the innermost statement whose content holds its words.
        cast: the actors, for the parties; best found with `party_words` among the words to be resolved.
        reported: the day of the report, from which "on Thursday" is understood.
        tellings: what `find_tellings` gave for the text; looked for with the frames that According brings where None.

    Returns:
        Events: main clause before subordinate, then in the order of the text.
    """
    setting = setting_of(parsed.text, cast.actors)
    finder = _Finder(article, parsed, statements, cast, reported, find_places(article, parsed), setting)
    return finder.events(find_tellings(parsed) if tellings is None else tellings)


class _Finder:
    """Finds the events of one article."""

    def __init__(
        self,
        article: Article,
        parsed: ParsedText,
        statements: Sequence[Statement],
        cast: Cast,
        reported: date | None,
        places: Places,
        setting: Setting,
    ) -> None:
        self.article = article
        self.parsed = parsed
        self.statements = statements
        self.parties = Parties(cast)
        self.reported = reported
        self.places = places
        self.setting = setting

    def events(self, tellings: Sequence[Telling]) -> tuple[Event, ...]:
        by_place = {telling.sentence.tokens[0].idx + telling.sentence.offset: telling for telling in tellings}
        found: list[tuple[tuple[int, int], Event]] = []
        for telling in by_place.values():
            found.extend(self._told(telling))
        found = [(rank, event) for rank, event in found if not self._only_said(event)]
        acts = list(self._acts([event for _, event in found]))
        # What somebody is told to do is asked for there, and not done.
        found = [one for one in found if not any(act.trigger.meets(one[1].trigger) for _, act in acts)] + acts
        found.sort(key=lambda one: one[0])
        return tuple(event for _, event in found)

    def _only_said(self, event: Event) -> bool:
        """Whether a deed is what somebody is charged with or asked for: that it is said is the event then."""
        saying = next((one for one in self.statements if one.id == event.statement), None)
        if saying is None or saying.act not in {"request", "accuse"} or event.type in _SPOKEN:
            return False
        if saying.act == "request":
            return event.status not in {"happened", "denied"}
        return event.type != "ASSAULT"

    def _told(self, telling: Telling) -> list[tuple[tuple[int, int], Event]]:
        """The events of one sentence with their ranks."""
        sentence = telling.sentence
        drafts = [self._draft(match, above, sentence) for match, above in telling.matches]
        kept = _merged([draft for draft in drafts if self._counts(draft, alone=len(drafts) == 1)])
        if not kept:
            return []
        dates = list(find_dates(self.parsed.text, sentence.span(sentence.tokens), self.reported))
        return [(_rank(draft), self._event(draft, dates)) for draft in kept]

    # Parties

    def _draft(self, match: Match, above: Match | None, sentence: Sentence) -> Draft:
        status, shown = status_of(match.trigger, match.clause)
        if status == "denied" and any(word.lower_ == "no" for word in match.words):
            status = "happened"  # "has no plan to" says by its own no that somebody refuses
        actor = self.parties.actor(match, sentence) or (self.parties.actor(above, sentence) if above else [])
        if not actor and match.frame.actor == ("speaker",):
            statement = self._statement(_trigger(match, sentence))
            actor = [statement.source] if statement is not None and statement.source else []
        if not actor and match.frame.part != "noun" and match.frame.type in _SPOKEN:
            actor = self.parties.speakers(match, sentence)
        recipient = self.parties.recipient(match, above, sentence, actor)
        if above is not None and match.frame.part == "noun" and (bound := self.parties.actor(above, sentence)):
            # "Agreed to Veltria's mediation": who agrees acts, on those whose deed it is.
            if actor and bound[0].actor != actor[0].actor:
                recipient = actor
            actor = bound
        return Draft(match, above, sentence, tuple(actor), tuple(recipient), status, shown)

    # What counts

    def _counts(self, draft: Draft, *, alone: bool) -> bool:
        """Whether an event is one between political actors, as far as the words tell."""
        frame, setting = draft.match.frame, self.setting
        if frame.bearer and not alone:
            return False
        if frame.mode in _ALWAYS:
            return True
        parties = [party.actor for party in (*draft.actor, *draft.recipient)]
        acting = sum(party in setting.political for party in parties)
        unsaid = frame.type in _VERBAL and frame.part == "verb" and not draft.actor
        if unsaid and not acting and not is_passive(draft.match.clause):
            return False
        if frame.commits and frame.yields == "true" and not draft.recipient:
            # A promise to nobody of nothing that a frame knows is one between states only if a state makes it.
            return any(party.actor in setting.official for party in draft.actor)
        if not frame.weak:
            return acting > 0 or setting.public or setting.play < 0.5
        if acting:
            return not setting.other or acting > 1
        if frame.part == "noun" and not parties:
            return setting.public and _stands_out(draft.match)
        return setting.public and bool(parties) and frame.type not in _AMONG_STATES

    # Putting together

    def _event(self, draft: Draft, dates: Sequence[Date]) -> Event:
        match, above, sentence = draft.match, draft.above, draft.sentence
        frame = match.frame
        trigger = _trigger(match, sentence)
        statement = self._statement(trigger)
        status, when = self._status(draft, statement), _date(draft, dates)
        ahead = when and self.reported and (when.start or "")[:10] > self.reported.isoformat()
        if ahead and status in {"happened", "ongoing"}:
            status = "planned"  # "The strike starts on Monday."
        bound: Bound | None = None
        if above is not None:
            bound = "threatened" if above.frame.hostile else "promised"
        if any(one.word.lower_ == "unless" for one in draft.shown):
            # What will come unless another yields is a threat, whatever it is.
            bound = "threatened"
        return Event(
            id=identify("event", self.article.id, str(tuple(trigger)), frame.type),
            trigger=trigger,
            type=frame.type,
            plover_type=plover_type(frame.coded or frame.type, status, bound),
            mode=frame.mode,
            status=status,
            statement=statement.id if statement else None,
            actor=draft.actor,
            recipient=draft.recipient,
            date=when,
            place=self._place(draft),
        )

    def _statement(self, trigger: Span) -> Statement | None:
        """The innermost statement whose content holds the words."""
        holding = [one for one in self.statements if any(span.holds(trigger) for span in one.content.spans)]
        return min(holding, key=lambda one: sum(span.end - span.start for span in one.content.spans), default=None)

    def _acts(self, told: Sequence[Event]) -> Iterator[tuple[tuple[int, int], Event]]:
        """Demands, charges and threats that a statement makes by its act, where no frame told of one."""
        if self.setting.other:
            return
        for statement in self.statements:
            kind = _TYPE_OF_ACT.get(statement.act) if statement.act else None
            if kind is None or statement.source is None or not statement.cue.spans or not statement.content.spans:
                continue
            words = (*statement.cue.spans, *statement.content.spans)
            inside = [event for event in told if any(span.meets(event.trigger) for span in words)]
            if any(event.type == kind for event in inside) or (kind == "THREATEN" and inside):
                continue
            if event := self._act(statement, statement.source, kind, told):
                yield (1, event.trigger.start), event

    def _act(self, statement: Statement, source: Party, kind: EventType, told: Sequence[Event]) -> Event | None:
        cue = sentence_at(self.parsed, statement.cue.spans[0].start)
        words = [one for one in cue.tokens if any(span.meets(cue.place(one)) for span in statement.cue.spans)]
        trigger = next((one for one in words if one.lemma_ in _CHARGES), None) or next(
            (one for one in words if one.pos_ in {"VERB", "NOUN", "ADJ"}), None
        )
        first = statement.content.spans[0]
        content = sentence_at(self.parsed, first.start)
        inner = [one for one in content.tokens if first.holds(content.place(one)) and not one.is_punct]
        head = next((one for one in inner if one.head == one or one.head not in inner), None)
        if trigger is None or head is None:
            return None
        plain = trigger.lemma_ in _SAYING
        ourselves = any(one.lower_ in {"i", "we"} for one in subjects(head))
        duty = kind == "REQUEST" and plain and _lays_duty(head) and not ourselves
        if kind == "REQUEST" and not duty:
            return None
        # "Rehn said the ministry had lied": the charge is in the words, not in the saying of them.
        in_content = kind in {"ACCUSE", "REQUEST"} and plain
        in_content = in_content and _predicate(head).pos_ in {"VERB", "NOUN", "ADJ"}
        named, sentence = (_predicate(head), content) if in_content else (trigger, cue)
        addressed = self.parties.among(subjects(head), content)
        if kind == "ACCUSE" and not addressed:
            addressed = self.parties.among([one for one in inner if one.dep_ in {"nsubj", "nsubjpass"}], content)
        recipient = [one for one in addressed if one.actor is None or one.actor != source.actor]
        if not recipient and any(one.lower_ == "you" for one in subjects(head)):
            recipient = list(statement.addressee)
        span = sentence.place(named)
        if duty and (must := next((one for one in children(named, "aux") if one.i < named.i), None)):
            span = Span(sentence.place(must).start, span.end)
        if not duty and any(event.trigger.meets(span) for event in told):
            return None
        holding = self._statement(span)
        return Event(
            id=identify("event", self.article.id, str(tuple(span)), kind), trigger=span, type=kind,
            plover_type=kind, mode=None, status="happened", statement=holding.id if holding else None,
            actor=(source,), recipient=tuple(recipient), date=statement.said_on,
        )  # fmt: skip

    def _status(self, draft: Draft, statement: Statement | None) -> EventStatus:
        status = draft.status
        if draft.above is not None and status in {"happened", "ongoing", "possible"}:
            status = "planned"
        if status == "happened" and _lasts(draft.match):
            status = "ongoing"
        if statement is None:
            return status
        guess, words = statement.certainty, _trigger(draft.match, draft.sentence)
        if guess and guess.band not in {"certain", "unsaid"} and guess.scope.holds(words):
            status = "possible" if status in {"happened", "ongoing", "planned"} else status
        if (
            statement.condition
            and status in _AHEAD
            and draft.sentence.span(draft.sentence.tokens).holds(statement.condition.span)
        ):
            return "conditional"
        return status

    def _place(self, draft: Draft) -> Place | None:
        clause, token = draft.match.clause, draft.match.token
        for word in {clause: None, token: None, draft.match.trigger: None}:
            for preposition in (
                "in",
                "at",
                "near",
                "inside",
                "outside",
                "across",
                "on",
                "from",
                "into",
                "around",
                "to",
            ):
                for head in under(word, preposition):
                    if place := self.places.at(draft.sentence.place(head)):
                        return place
        return None


def _lasts(match: Match) -> bool:
    """Whether an event that is told of as a fact goes on: "refuses to meet", "is critical", "talks with the rebels"."""
    verb = match.clause
    present = verb.tag_ in {"VBZ", "VBP"}
    perfect = any(child.dep_ == "aux" and child.lower_ in {"has", "have", "'s", "'ve"} for child in verb.children)
    if match.frame.part == "state":
        # What the speaker calls somebody is done by saying it.
        return (present or perfect) and match.frame.actor != ("speaker",)
    if match.frame.part == "verb":
        return present and match.frame.type not in _VERBAL
    lasting = match.token.lemma_.lower() in signs().lasting
    if verb == match.token:
        return lasting
    return present or (perfect and (lasting or bool(under(verb, "since"))))


# What tells of a noun's event as of something known: "after protests", "in talks".
_AROUND = frozenset("after amid following during since before despite over in into at from".split())


def _stands_out(match: Match) -> bool:
    """Whether a noun tells of an event by itself: as subject or object, or as what something came after."""
    token = match.token
    if match.frame.part != "noun" or match.frame.type not in _UNATTRIBUTED or token.pos_ == "PROPN":
        return False
    if token.dep_ == "pobj" and any(child.lower_ in {"the", "these", "those"} for child in token.children):
        return True
    if token.dep_ == "pobj":
        behind = token.head.lower_ == "of" and token.head.head.lower_ in {"because", "wake", "midst"}
        return behind or token.head.lower_ in _AROUND
    return token.dep_ in {"nsubj", "nsubjpass", "dobj", "attr", "ROOT"}


def _lays_duty(head: Token) -> bool:
    """Whether a clause says what others should do."""
    return any(
        child.dep_ == "aux" and child.lower_ in {"should", "must", "ought", "shall"} for child in head.children
    ) or (head.lemma_ in {"need", "have"} and bool(children(head, "xcomp")))


def _predicate(head: Token) -> Token:
    """What a clause says of its subject: the verb, or what stands after "is"."""
    return next(iter(children(head, "attr", "acomp")), head) if head.lemma_ == "be" else head


def _merged(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with those that tell of one interaction in two words made one: "killed one and wounded two"."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=_rank):
        place = next((i for i, other in enumerate(kept) if _same_interaction(other, draft)), None)
        if place is None:
            kept.append(draft)
        else:
            one = kept[place]
            kept[place] = replace(one, actor=one.actor or draft.actor, recipient=one.recipient or draft.recipient)
    return kept


def _same_interaction(one: Draft, other: Draft) -> bool:
    """Whether two words of a sentence tell of the same: one type, and the second in the clause of the first."""
    first, second = one.match, other.match
    if first.frame.type != second.frame.type or one.status != other.status:
        return False
    actors = {party.span for party in one.actor}
    if other.actor and actors and actors.isdisjoint(party.span for party in other.actor):
        return False
    near = (
        first.clause == second.clause
        or first.clause in second.clause.ancestors
        or first.token in second.token.ancestors
    )
    return near and not (one.recipient and other.recipient and first.frame.type in _VERBAL)


def _trigger(match: Match, sentence: Sentence) -> Span:
    if match.trigger == match.token and len(match.words) > 1 and match.words[-1].i - match.words[0].i < 4:
        return sentence.span(match.words)
    return sentence.place(match.trigger)


def _rank(draft: Draft) -> tuple[int, int]:
    """How far from the main clause an event stands; saying verbs above it do not count."""
    match = draft.match
    depth = 2 * match.frame.background
    token = draft.above.token if draft.above else match.clause
    if match.frame.part == "noun" and token == match.token:
        depth += 1
    while token.head != token:
        label, head = token.dep_, token.head
        if label in {"advcl", "relcl", "acl", "pobj", "pcomp", "appos", "amod", "compound", "poss", "parataxis"}:
            depth += 2
        elif (label in {"ccomp", "xcomp"} and head.lemma_ not in _SAYING) or label == "conj":
            depth += 1
        token = head
    return depth, draft.sentence.place(match.token).start


def _date(draft: Draft, dates: Sequence[Date]) -> Date | None:
    """The time that hangs on the event's own clause."""
    for when in dates:
        words = [one for one in draft.sentence.tokens if when.span and when.span.holds(draft.sentence.place(one))]
        if words and _verb_above(words[0]) in {draft.match.clause, draft.match.token, draft.match.trigger}:
            return when
    return None


def _verb_above(token: Token) -> Token | None:
    return next((one for one in token.ancestors if one.pos_ in {"VERB", "AUX"}), None)
