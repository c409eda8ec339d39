"""Events: who does what to whom, after PLOVER, with the words that tell of it and whether it happened.

The words of each sentence are held against the lexicon of frames (`frames.py`, `matching.py`), whose parties are read off
the parse (`arguments.py`). What a source demands, charges, threatens or refuses is an event as well: a statement whose
cue no frame knows is one by its act. Status is `status.py`'s, PLOVER's own coding `plover.py`'s.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from according.language import ParsedText
from according.model import Article, Date, Event, EventStatus, EventType, Party, Place, Span, Statement, identify
from according.reading.actors import Cast
from according.reading.arguments import (
    actors_of,
    agents,
    children,
    clause_subjects,
    inside,
    is_passive,
    measured,
    objects,
    subjects,
    under,
    with_conjuncts,
)
from according.reading.dates import find_dates
from according.reading.frames import Frames, frames
from according.reading.grammar import Sentence, name_words
from according.reading.matching import Match, find_matches, one_each
from according.reading.places import Places, find_places
from according.reading.plover import Bound, plover_type
from according.reading.roles import roles
from according.reading.setting import PRIVATE, Setting, setting_of
from according.reading.status import Finding, status_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_ACTING_ENTITIES = frozenset({"PERSON", "ORG", "NORP", "GPE"})
_SAYING = frozenset("say tell add state announce report note write claim explain believe think argue".split())
_AHEAD: frozenset[EventStatus] = frozenset({"planned", "possible"})


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


def find_events(
    article: Article,
    parsed: ParsedText,
    statements: Sequence[Statement],
    cast: Cast,
    reported: date | None,
    lexicon: Frames | None = None,
) -> tuple[Event, ...]:
    """Find the events that a text tells of, in the order of their prominence.

    Args:
        article: the article; its id makes the events' ids.
        parsed: its text with grammar.
        statements: what is said in it; an event hangs on the innermost statement whose content holds its words.
        cast: the actors, for the parties.
        reported: the day of the report, from which "on Thursday" is understood.
        lexicon: the frames to look for; those that According brings where None.

    Returns:
        Events: main clause before subordinate, then in the order of the text.
    """
    setting = setting_of(parsed.text, cast.actors)
    finder = _Finder(article, parsed, statements, cast, reported, find_places(article, parsed), setting)
    return finder.events(lexicon or frames())


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
        self.cast = cast
        self.reported = reported
        self.places = places
        self.setting = setting

    def events(self, lexicon: Frames) -> tuple[Event, ...]:
        found: list[tuple[tuple[int, int], Event]] = []
        for offset, tokens in self.parsed.sentences():
            matches = find_matches(tokens, lexicon)
            if not matches:
                continue
            sentence = Sentence(tokens, offset)
            drafts = [self._draft(match, above, sentence) for match, above in one_each(matches)]
            kept = [draft for draft in drafts if self._counts(draft)]
            dates = list(find_dates(self.parsed.text, sentence.span(tokens), self.reported)) if kept else []
            found.extend((_rank(draft), self._event(draft, dates)) for draft in kept)
        found.sort(key=lambda one: one[0])
        return tuple(event for _, event in found)

    # Parties

    def _draft(self, match: Match, above: Match | None, sentence: Sentence) -> Draft:
        status, shown = status_of(match.trigger, match.clause)
        actor = self._parties(self._actor_heads(match), sentence, inside_too=True)
        if not actor and above is not None:
            actor = self._parties(self._actor_heads(above), sentence, inside_too=True)
        recipient = self._recipient(match, above, sentence, actor)
        return Draft(match, above, sentence, actor, recipient, status, shown)

    def _actor_heads(self, match: Match) -> list[Token]:
        frame, token = match.frame, match.token
        if frame.bearer:
            return [token]
        if frame.actor != ("subject",):
            return [one for place in frame.actor for one in under(match.clause, place) + under(token, place)]
        if frame.part != "noun":
            return actors_of(match.clause)
        own = [one for one in children(token, "poss", "amod", "compound", "nmod") if self._names(one)]
        own += [one for word in ("by", "from", "between") for one in under(token, word)]
        if match.clause != token and match.clause.lemma_ != "be" and not own:
            own += actors_of(match.clause)
        if not own and "of" not in frame.recipient:
            own += under(token, "of")
        return own[:1]

    def _recipient(
        self, match: Match, above: Match | None, sentence: Sentence, actor: Sequence[Party]
    ) -> tuple[Party, ...]:
        taken = {party.actor for party in actor if party.actor} | {party.span for party in actor}
        for place in match.frame.recipient:
            for source in (match, above):
                if source is None or (source is above and place == "object"):
                    continue
                heads = [one for one in self._at(source, place) if one.i != match.token.i]
                found = self._parties(heads, sentence, inside_too=place in {"object", "clause"} or source is match)
                found = tuple(one for one in found if one.actor not in taken and one.span not in taken)
                if found:
                    return found
        return ()

    def _at(self, match: Match, place: str) -> list[Token]:
        """The heads of what stands at a place of a match."""
        token = match.token
        if place == "object":
            return [one for head in objects(token) for one in measured(head)] if match.frame.part == "verb" else []
        if place == "subject":
            return subjects(match.clause)
        if place == "clause":
            return clause_subjects(token)
        if place == "dative":
            return children(token, "dative")
        found = [one for word in {*match.words, match.trigger} for one in under(word, place)]
        if match.clause != token:
            found += under(match.clause, place)
        if match.frame.part == "verb":
            found += [one for head in objects(token) for one in under(head, place)]
            found += [one for below in children(token, "xcomp") for one in under(below, place)]
            if match.words[-1].lower_ == place:
                found += children(match.words[-1], "pobj")
        return found

    def _parties(self, heads: Iterable[Token], sentence: Sentence, *, inside_too: bool) -> tuple[Party, ...]:
        found: dict[Span | None, Party] = {}
        for head in heads:
            for one in with_conjuncts(head):
                for party in self._party_or_inside(one, sentence, inside_too=inside_too):
                    found.setdefault(party.span, party)
        return tuple(found.values())

    def _party_or_inside(self, head: Token, sentence: Sentence, *, inside_too: bool) -> Iterator[Party]:
        party = self._party(head, sentence)
        if party is not None:
            yield party
        elif inside_too:
            for one in [*measured(head), *inside(head)]:
                if one != head and (party := self._party(one, sentence)) is not None:
                    yield party
                    yield from filter(None, (self._party(other, sentence) for other in with_conjuncts(one)[1:]))
                    return

    def _party(self, head: Token, sentence: Sentence) -> Party | None:
        """Who is named by a word and what belongs to it; None where nobody is."""
        if head.pos_ not in {"NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET"} or head.lower_ in {"it", "that", "this", "which", "what", "there", "you"}:
            return None
        joined = {one.i for other in children(head, "conj", "cc") for one in other.subtree}
        span = sentence.span(name_words(head, [one for one in sentence.tokens if one.i not in joined]))
        known = self.cast.at(sentence.place(head)) or self.cast.at(span)
        if known is None and head.pos_ in {"NOUN", "NUM"}:
            known = self._by_people(head, sentence)
        if known is not None or self._names(head):
            return Party(span, known)
        return None

    def _by_people(self, head: Token, sentence: Sentence) -> str | None:
        """The people to whom somebody belongs: the Veltrians, of "two Veltrian detainees"."""
        if not (self._names(head) or head.lemma_.lower() in _people()):
            return None
        of = [one for word in ("of", "from", "in") for one in under(head, word)]
        for one in [*children(head, "amod", "compound", "nmod", "poss"), *measured(head), *of]:
            if one != head and (known := self.cast.at(sentence.place(one))):
                return known
        return None

    def _names(self, head: Token) -> bool:
        if head.pos_ == "PRON":
            return head.tag_ == "PRP"
        if head.pos_ == "ADJ":
            return head.ent_type_ in {"NORP", "GPE"}
        if head.ent_type_ in _ACTING_ENTITIES:
            return True
        lemma = head.lemma_.lower()
        return roles().is_role(lemma) or roles().is_body(lemma) or lemma in _people()

    # What counts

    def _counts(self, draft: Draft) -> bool:
        """Whether an event is one between political actors, as far as the words tell."""
        frame, setting = draft.match.frame, self.setting
        parties = [party.actor for party in (*draft.actor, *draft.recipient)]
        acting = sum(party in setting.political for party in parties)
        if not frame.weak:
            return acting > 0 or setting.public or setting.play < 0.5
        if acting:
            return setting.public or acting > 1 or any(party.actor in setting.political for party in draft.actor)
        return setting.public and bool(parties)

    # Putting together

    def _event(self, draft: Draft, dates: Sequence[Date]) -> Event:
        match, above, sentence = draft.match, draft.above, draft.sentence
        frame = match.frame
        trigger = _trigger(match, sentence)
        statement = self._statement(trigger)
        status = self._status(draft, statement)
        bound: Bound | None = None
        if above is not None:
            bound = "threatened" if above.frame.hostile else "promised"
        return Event(
            id=identify("event", self.article.id, str(tuple(trigger)), frame.type),
            trigger=trigger,
            type=frame.type,
            plover_type=plover_type(frame.type, status, bound),
            mode=frame.mode,
            status=status,
            statement=statement.id if statement else None,
            actor=draft.actor,
            recipient=draft.recipient,
            date=_date(draft, dates),
            place=self._place(draft),
        )

    def _statement(self, trigger: Span) -> Statement | None:
        """The innermost statement whose content holds the words."""
        holding = [one for one in self.statements if any(span.holds(trigger) for span in one.content.spans)]
        return min(holding, key=lambda one: sum(span.end - span.start for span in one.content.spans), default=None)

    def _status(self, draft: Draft, statement: Statement | None) -> EventStatus:
        status = draft.status
        if draft.above is not None and status in {"happened", "ongoing", "possible"}:
            status = "planned"
        if statement is None:
            return status
        if statement.condition and status in _AHEAD and draft.sentence.span(draft.sentence.tokens).holds(statement.condition.span):
            return "conditional"
        return status

    def _place(self, draft: Draft) -> Place | None:
        clause, token = draft.match.clause, draft.match.token
        for word in {clause: None, token: None, draft.match.trigger: None}:
            for preposition in ("in", "at", "near", "inside", "outside", "across", "on", "from", "into", "around", "to"):
                for head in under(word, preposition):
                    if place := self.places.at(draft.sentence.place(head)):
                        return place
        return None


def _people() -> frozenset[str]:
    from according.reading.frames import _classes

    return _classes()["people"]


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
        elif label in {"ccomp", "xcomp"} and head.lemma_ not in _SAYING:
            depth += 1
        elif label == "conj":
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
