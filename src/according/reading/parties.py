"""Who takes part in an event: the words where a frame looks for its parties, and the actors behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from according.model import Party, Span
from according.reading.actors import Cast
from according.reading.arguments import (
    MEASURES,
    actors_of,
    agents,
    children,
    clause_subjects,
    complements,
    inside,
    is_condition,
    measured,
    objects,
    subjects,
    under,
    with_conjuncts,
)
from according.reading.frames import people_words
from according.reading.grammar import Sentence, name_words
from according.reading.matching import UNDERGOING, Match
from according.reading.roles import roles
from according.reading.status import signs

if TYPE_CHECKING:
    from spacy.tokens import Token

# Deeds that are done to things as well, and what they are done with.
_DONE_TO = frozenset({"ASSAULT", "COERCE"})
_MEANS = frozenset(
    "gas cannon bullet grenade bomb rocket missile shell mortar shot fire weapon force mine device stone".split()
)
_ACTING_ENTITIES = frozenset({"PERSON", "ORG", "NORP", "GPE"})


class Parties:
    """Finds the parties of matches among the actors of one article."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast

    def actor(self, match: Match, sentence: Sentence) -> list[Party]:
        """Who acts, as far as the words name somebody."""
        found = self.among(actor_heads(match), sentence)
        if not found and match.frame.subject:
            # The frame knew its subject: "columns of armour deployed".
            return [Party(name_span(one, sentence), None) for one in actors_of(match.clause)[:1]]
        return found

    def speakers(self, match: Match, sentence: Sentence) -> list[Party]:
        """The subject of a verb of speech: somebody, though no word of it is known to be."""
        return [
            Party(name_span(one, sentence), self.cast.at(sentence.place(one)) or self._by_people(one, sentence))
            for head in actor_heads(match)[:1]
            for one in with_conjuncts(head)
            if _speaks(one)
        ]

    def recipient(self, match: Match, above: Match | None, sentence: Sentence, actor: Sequence[Party]) -> list[Party]:
        """To whom it is done: the first place of the frame, or of the promise above, at which another one is named."""
        taken = {party.actor for party in actor if party.actor} | {party.span for party in actor}
        for source in filter(None, (match, above)):
            for place in source.frame.recipient:
                heads = [one for one in heads_at(source, place) if one.i != match.token.i and not _is_given(one, match)]
                found = self.among(heads, sentence)
                found = [one for one in found if one.actor not in taken and one.span not in taken]
                if found:
                    return found
        return self._thing(match, sentence)

    def _thing(self, match: Match, sentence: Sentence) -> list[Party]:
        """What a deed is done to where nobody is named: "struck a fuel depot", "fired tear gas at a march"."""
        if match.frame.type not in _DONE_TO or match.frame.part != "verb" or match.frame.trigger:
            return []
        places = [place for place in match.frame.recipient if place in {"object", "at", "on"}]
        heads = [one for place in places for one in heads_at(match, place)]
        things = [one for one in heads if one.pos_ == "NOUN" and not one.ent_type_ and one not in match.words]
        return [Party(name_span(one, sentence), None) for one in things[:1] if one.lemma_ not in _MEANS]

    def among(self, heads: Iterable[Token], sentence: Sentence) -> list[Party]:
        """The parties at the first of some words that names or holds any."""
        found: dict[Span | None, Party] = {}
        for head in heads:
            row = with_conjuncts(head)
            # "American business and political leaders": the leaders are meant, whatever stands first.
            named = [party for one in row for party in self._named(one, sentence)]
            for party in named or [party for one in row for party in self._inside(one, sentence)]:
                found.setdefault(party.span, party)
            if found:
                return list(found.values())
        return []

    def _named(self, head: Token, sentence: Sentence) -> list[Party]:
        """Who a word names; where they are of two peoples ("Veltrian and Tamesian officials"), the second as well."""
        party = self._party(head, sentence)
        if party is None:
            return []
        more = (Party(sentence.place(one), self.cast.at(sentence.place(one))) for one in peoples(head))
        return [party, *(one for one in more if one.actor and one.actor != party.actor)]

    def _inside(self, head: Token, sentence: Sentence) -> list[Party]:
        """Whom the words around a word name: the Veltrians, of "the Veltrian proposal"."""
        for one in _around(head):
            if party := self._party(one, sentence):
                return [party, *filter(None, (self._party(other, sentence) for other in with_conjuncts(one)[1:]))]
        return []

    def _party(self, head: Token, sentence: Sentence) -> Party | None:
        """Who is named by a word and what belongs to it; None where nobody is."""
        if head.lower_ in {"it", "they"}:
            return self._speaker(head, sentence)
        if head.ent_type_ in {"DATE", "TIME"}:
            return None
        span = name_span(head, sentence)
        known = self.cast.at(sentence.place(head)) or self.cast.at(span)
        if not names_somebody(head) and (known is None or head.pos_ != "PROPN"):
            return None
        if known is None and head.pos_ in {"NOUN", "NUM"}:
            known = self._by_people(head, sentence)
        return Party(span, known)

    def _speaker(self, pronoun: Token, sentence: Sentence) -> Party | None:
        """Whom "it" means in what somebody says: "the ministry said it would send"."""
        span = sentence.place(pronoun)
        if known := self.cast.at(span):
            return Party(span, known)
        for verb in pronoun.ancestors:
            if verb.dep_ in {"ccomp", "xcomp", "advcl"} and verb.head.pos_ == "VERB":
                for subject in subjects(verb.head):
                    if subject != pronoun and (known := self.cast.at(sentence.place(subject))):
                        return Party(name_span(subject, sentence) if pronoun.lower_ == "it" else span, known)
        return None if pronoun.lower_ == "it" else Party(span, None)

    def _by_people(self, head: Token, sentence: Sentence) -> str | None:
        """The people to whom somebody belongs: the Veltrians, of "two Veltrian detainees"."""
        of = [one for word in ("of", "from", "in") for one in under(head, word)]
        for one in [*children(head, "amod", "compound", "nmod", "poss"), *measured(head), *of]:
            if one != head and (known := self.cast.at(sentence.place(one))):
                return known
        return None


def peoples(head: Token) -> list[Token]:
    """The several peoples to whom a noun belongs: of "Veltrian and Tamesian officials" both; none where it is one."""
    adjectives = [one for first in children(head, "amod") for one in with_conjuncts(first)]
    found = [one for one in adjectives if one.ent_type_ in {"NORP", "GPE"}]
    return found if len(found) > 1 else []


def names_somebody(head: Token) -> bool:
    """Whether a word can name somebody who acts."""
    if head.lower_ in {"it", "that", "this", "which", "what", "there", "you", "mass"}:
        return False
    if head.lower_ == "those":
        return bool(children(head, "relcl"))
    if head.pos_ == "PRON":
        return head.tag_ == "PRP"
    if head.ent_type_ in {"DATE", "TIME"}:
        return False
    if head.ent_type_ in _ACTING_ENTITIES:
        return True
    if head.pos_ not in {"NOUN", "PROPN", "NUM"}:
        return False
    lemma = head.lemma_.lower()
    return roles().is_role(lemma) or roles().is_body(lemma) or lemma in people_words() or _of_a_people(head)


def _of_a_people(head: Token) -> bool:
    """Whether a noun in the plural is of a people: "Veltrian elders"."""
    return head.tag_ == "NNS" and any(one.ent_type_ == "NORP" for one in children(head, "amod", "compound"))


def _speaks(head: Token) -> bool:
    """Whether what a verb of speech has for its subject may be somebody: no document and no thing pointed at."""
    if head.pos_ not in {"NOUN", "PROPN"}:
        return False
    return head.lemma_.lower() not in roles().documents and head.lemma_.lower() not in MEASURES


def _is_given(head: Token, match: Match) -> bool:
    """Whether a word is what is given, not to whom: the hospitals, of "sent two hospitals"."""
    return match.frame.type == "AID" and match.object == head and match.token.lemma_ in {"send", "give", "provide"}


def name_span(head: Token, sentence: Sentence) -> Span:
    """The words of a name, without others that "and" joins to it."""
    # A country's name has no more to it: "Norway on Peru" is a slip of the parse.
    apart = ("conj", "cc", "prep") if head.ent_type_ == "GPE" else ("conj", "cc")
    joined = {one.i for other in children(head, *apart) for one in other.subtree}
    return sentence.span(name_words(head, [one for one in sentence.tokens if one.i not in joined]))


def possible_heads(match: Match) -> Iterator[Token]:
    """Every word at a place where a frame looks for a party."""
    heads = [*actor_heads(match), *(one for place in match.frame.recipient for one in heads_at(match, place))]
    for head in heads:
        for one in with_conjuncts(head):
            yield one
            if not names_somebody(one):
                yield from (other for near in _around(one) for other in with_conjuncts(near))


def actor_heads(match: Match) -> list[Token]:
    """Words at the places where the actor may stand, likeliest first."""
    frame, token, clause = match.frame, match.token, match.clause
    if frame.bearer:
        return [token]
    if frame.actor == ("speaker",):
        return _speaker_above(clause)
    if frame.actor != ("subject",):
        return [one for place in frame.actor for one in under(clause, place) + under(token, place)]
    if frame.part != "noun":
        return actors_of(clause)
    own = [one for one in children(token, "poss", "amod", "compound", "nmod") if names_somebody(one)]
    behind = ("by", "from", "for") if match.frame.mode == "visit" else ("by", "from")
    own += [one for word in behind for one in under(token, word)]
    if clause != token and clause.lemma_ != "be" and clause.lemma_ not in UNDERGOING:
        own += actors_of(clause)
    own += _planner(token) or _behind_noun(token)
    if token.dep_ == "pobj" and token.head.lower_ == "as" and token.head.head.pos_ == "VERB":
        own += actors_of(token.head.head)
    own += under(token, "between")
    return own if "of" in frame.recipient else own + under(token, "of")


def _speaker_above(clause: Token) -> list[Token]:
    """Who says what a clause tells: the subject of the verb above it."""
    above = next((one for one in (clause, *clause.ancestors) if one.dep_ in {"ccomp", "parataxis"}), None)
    return subjects(above.head) if above is not None else []


def _around(head: Token) -> Iterator[Token]:
    """Words around a noun that may name who is behind it, the nearest first."""
    row = [head]
    for _ in range(3):
        row = [one for near in row for one in (*measured(near), *inside(near)) if one != near]
        yield from row


def _planner(noun: Token) -> list[Token]:
    """Who plans, weighs or threatens what a noun names: "ministers discuss sanctions"."""
    verb = noun.head
    planned = noun.dep_ == "dobj" and signs().verbs.get(verb.lemma_) in {"planned", "possible"}
    return actors_of(verb) if planned else []


def _behind_noun(noun: Token) -> list[Token]:
    """Who stands before the noun that a noun hangs on: the ministry, of "the ministry's signs of readiness"."""
    above = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ in {"of", "for"} else None
    if above is None or above.pos_ != "NOUN":
        return []
    return [one for one in children(above, "poss", "compound", "amod") if names_somebody(one)]


def heads_at(match: Match, place: str) -> list[Token]:
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
    if place == "unless":
        above = [token, *children(token, "xcomp", "ccomp")]
        clauses = [clause for one in above for clause in children(one, "advcl") if is_condition(clause)]
        return [one for clause in clauses for one in subjects(clause)]
    if place == "below":
        return [one for below in children(token, "xcomp", "ccomp") for one in objects(below)]
    if match.frame.part == "noun" and match.clause.lemma_ in UNDERGOING:
        return actors_of(match.clause)
    found = [one for word in {match.trigger, *match.words} for one in under(word, place)]
    if match.words[-1].lower_ == place:
        found = children(match.words[-1], "pobj") + found
    found += complements(match.trigger, place)
    # "imposed by Norway on Peru": the parse may hang the second on the first.
    found += [one for agent in agents(match.clause) for one in under(agent, place)]
    if match.clause != token or match.trigger != token:
        found += under(match.clause, place) + complements(match.clause, place)
    return found + complements(token, place) if match.frame.part == "verb" else found
