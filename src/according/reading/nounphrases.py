"""What the words around a noun or name tell of whom it means: country, sector, office, number, and what it does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from according.reading.names import Names
from according.reading.roles import Roles, roles

if TYPE_CHECKING:
    from spacy.tokens import Token

Determined = Literal["definite", "indefinite", "bare", "possessed"]

_INDEFINITE = frozenset({"a", "an", "another", "some", "one", "several", "many", "few", "other", "any", "more", "most"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both", "all"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})
# Prepositions after which a capital is where something is, not a government that acts.
_LOCATIVE = frozenset(
    "in at near around outside inside across through throughout over into within beyond above off "
    "under along toward towards from of to via".split()
)
# Words whose "to" and "from" lead to somebody: "a warning to Moscow", "support from Moscow".
_DEALINGS = frozenset(
    "warning warn message call appeal support aid loan threat ultimatum letter answer response demand pressure order "
    "loyal close hostile signal concession weapon money instruction hint rebuke protest note offer promise talk "
    "say speak respond reply belong hand give lend accord accuse urge".split()
)
# What is done to a capital as a place.
_DONE_TO_PLACES = frozenset("leave reach visit enter tour hit shell rock quit bomb".split())
# Offices and bodies of a government unless a word before them tells otherwise: "club president", "news agency".
_OF_ANY_SECTOR = frozenset("president secretary commissioner governor agency service council commission".split())
# Words that tell a sector as heads only: a "general secretary" is no soldier.
_NO_MODIFIER = frozenset("executive general major private deputy marine people group media state".split())
# Of which a minister or secretary may be: "Secretary of State".
_STATE_OF = frozenset({"State", "Defence", "Defense", "Finance", "Justice", "Health", "Staff", "Police"})
_OWNING = frozenset({"of", "for", "from", "at", "with", "to"})
_WORDS_BEFORE = frozenset({"ADJ", "NOUN", "PROPN", "DET", "NUM"})
_TAGS_BEFORE = frozenset({"PRP$", "VBN", "VBG", "HYPH", "POS"})


class NounPhrases:
    """Reads the words around the nouns and names of one document."""

    def __init__(self, tokens: Sequence[Token], names: Names) -> None:
        self.tokens = tokens
        self.names = names
        self.lexicon: Roles = roles()

    def before(self, start: int, head: Token) -> list[Token]:
        """The words before a name or noun that belong to it: article, owner, nationality, title."""
        first = start
        while first > 0:
            token = self.tokens[first - 1]
            if token.pos_ not in _WORDS_BEFORE and token.tag_ not in _TAGS_BEFORE:
                break
            if token.tag_ != "POS" and not _belongs(token, head):
                break
            first -= 1
        return list(self.tokens[first:start])

    def determined(self, before: Sequence[Token]) -> Determined:
        """Whether the words before a noun point at someone known: "the", "their", against "a", "two" or nothing."""
        words = {token.lower_ for token in before}
        if any(token.tag_ in {"POS", "PRP$"} for token in before):
            return "possessed"
        if words & _DEFINITE:
            return "definite"
        if words & _INDEFINITE or any(token.pos_ == "NUM" for token in before):
            return "indefinite"
        return "bare"

    def countries(self, words: Sequence[Token], head: Token | None) -> tuple[str, ...]:
        """The countries that words before a head and "of", "for", "from", "in" after it give."""
        places = [token.i for token in words]
        if head is not None:
            for object_ in self.objects(head, frozenset({"of", "for", "from", "in"})):
                places += range(object_.left_edge.i, object_.i + 1)
        found = (self.names.hit_at[i].known.country for i in places if i in self.names.hit_at)
        return tuple(dict.fromkeys(code for code in found if code))

    def complement(self, head: Token) -> Token | None:
        """The last word of what a noun is "of" so closely that both make one noun: "chief of staff"."""
        last = self.tokens[head.i + 2] if head.i + 2 < len(self.tokens) else None
        if last is None or last.tag_ not in {"NN", "NNP"} or self.tokens[head.i + 1].lower_ != "of":
            return None
        alone = last.dep_ == "pobj" and last.left_edge.i == last.right_edge.i and last.i not in self.names.hit_at
        return last if alone and (last.tag_ == "NN" or last.text in _STATE_OF) else None

    def objects(self, head: Token, prepositions: frozenset[str] = _OWNING) -> Iterator[Token]:
        """What stands after a head and one of the prepositions."""
        for child in head.children:
            if child.dep_ == "prep" and child.i > head.i and child.lower_ in prepositions:
                yield from (object_ for object_ in child.children if object_.dep_ == "pobj")

    def sector(self, before: Sequence[str], head: str) -> str | None:
        """The sector that a noun and the words before it tell, the noun's own first unless others rule it."""
        if head.lower() == "general" and before and self.lexicon.is_role(before[-1]):
            # "attorney general": the first word says what sort.
            before, head = before[:-1], before[-1]
        nearest = [word for word in reversed(before) if word.lower() not in _NO_MODIFIER]
        others = [told for word in nearest if (told := self._modifier_sector(word))]
        own = self.lexicon.sector(head)
        for ruling in ("REB", "UAF", "CRM"):
            if ruling in others:
                return ruling
        if own == "MIL" and "COP" in others:
            return "COP"
        if own and not (own == "GOV" and others and head.lower() in _OF_ANY_SECTOR):
            return own
        if others:
            return others[0]
        voices = (self.lexicon.singular(word) in self.lexicon.government_voices for word in (head, *nearest))
        return "GOV" if any(voices) else None

    def _modifier_sector(self, word: str) -> str | None:
        return self.lexicon.sector(word) or self.lexicon.modifiers.get(word.lower())

    def role(self, words: Sequence[Token]) -> str | None:
        """The office that words give: "Prime Minister" before a name, "oil minister"."""
        offices = [n for n, token in enumerate(words) if self._is_office(token)]
        if not offices:
            return None
        kept: list[str] = []
        for token in reversed(words[: offices[-1] + 1]):
            if token.text == ".":
                # Cut off an abbreviation: "Lt" and "." of "Lt. Col."
                continue
            if token.is_punct:
                # "media-starved candidates": half a word is none.
                kept = kept[1:]
                break
            known = token.i in self.names.hit_at
            if known or token.dep_ == "poss" or token.tag_ in {"POS", "PRP$", "DT", "CD"}:
                break
            kept.insert(0, token.text)
        return " ".join(kept) or None

    def _is_office(self, token: Token) -> bool:
        return self.lexicon.is_role(token.text) or self.lexicon.is_abbreviated(token.text)

    def is_person_title(self, token: Token) -> bool:
        """Whether a word before a name says that it is a person's."""
        return self._is_office(token) or token.text in self.lexicon.courtesy

    def titles(self, before: Sequence[Token]) -> list[str]:
        """The words before a name that tell a sector, without those of a known body, which tells for itself."""
        told = (token for token in before if self.is_person_title(token) or self.lexicon.is_body(token.text))
        return [token.text for token in told if not self.of_a_body(token)]

    def of_a_body(self, token: Token) -> bool:
        """Whether a word is of a known organisation's name."""
        hit = self.names.hit_at.get(token.i)
        return hit is not None and hit.known.kind == "organisation"

    def is_subject(self, head: Token) -> bool:
        """Whether a sentence is about this noun: its subject, one of several, or the source of "according to"."""
        while head.dep_ in {"conj", "appos"}:
            head = head.head
        if head.dep_ in _SUBJECTS:
            return True
        over = {head.head.lower_, head.head.head.lower_}
        return head.dep_ == "pobj" and "according" in over

    def acts(self, token: Token) -> bool:
        """Whether a capital stands for its government: not where it is only where something is."""
        while token.dep_ == "conj":
            token = token.head
        over = token.head
        if token.dep_ in {"nsubj", "nsubjpass", "poss", "dative"}:
            return True
        if token.dep_ == "dobj":
            return over.lemma_ not in _DONE_TO_PLACES
        if token.dep_ == "pobj":
            dealt_with = over.lower_ in {"to", "from"} and _deals(over.head)
            return over.lower_ not in _LOCATIVE or dealt_with
        # "A warning to Sarn", where the parse takes an unfamiliar name for a verb.
        infinitive = token.dep_ in {"acl", "xcomp", "advcl"} and any(child.lower_ == "to" for child in token.children)
        return infinitive and _deals(over)


def _deals(word: Token) -> bool:
    """Whether a word, or what a verb has as its object, is a dealing with somebody: "gave an answer to Moscow"."""
    objects = (child.lemma_ for child in word.children if child.dep_ in {"attr", "dobj", "nsubjpass"})
    return word.lemma_ in _DEALINGS or any(lemma in _DEALINGS for lemma in objects)


def _belongs(token: Token, head: Token) -> bool:
    """Whether a word hangs on the head, over a few steps at most."""
    for _ in range(6):
        if token.head.i == head.i:
            return True
        if token.head.i == token.i:
            return False
        token = token.head
    return False
