"""Which words of a document are names: known ones, and those that the grammar model finds beyond them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from according.model import Span
from according.reading.gazetteer import AMBIGUOUS, Hit, Known
from according.reading.roles import Roles, roles

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

NameKind = Literal["person", "organisation", "country", "place", "group"]

# How a noun or name stands to the noun that it modifies.
MODIFYING = frozenset({"compound", "nmod", "amod"})
_LABELS: dict[str, NameKind] = {
    "PERSON": "person", "ORG": "organisation", "NORP": "group", "GPE": "place", "LOC": "place", "FAC": "place",
}  # fmt: skip
_KINDS: dict[str, NameKind] = {
    "country": "country", "capital": "place", "government": "organisation", "organisation": "organisation",
    "person": "person", "place": "place", "group": "group", "demonym": "group",
}  # fmt: skip
_ARTICLES = frozenset({"the", "a", "an", "this", "that", "these", "those", "both", "all", "some", "another", "one"})
_JOINING = frozenset({"of", "for"})


class Name(NamedTuple):
    """A name's tokens, [start, end), what it is known as, and what kind of thing it seems to be."""

    start: int
    end: int
    known: Known | None
    kind: NameKind | None


class Names:
    """The names of one document, in order; `hit_at` has every known name by its tokens, outweighed or not."""

    def __init__(self, doc: Doc, tokens: Sequence[Token], offset: int, hits: Iterable[Hit]) -> None:
        self.doc = doc
        self.tokens = tokens
        self.lexicon: Roles = roles()
        self.hit_at: dict[int, Hit] = {}
        self.name_at: dict[int, Name] = {}
        places = [(place, hit) for hit in hits if (place := _tokens_of(doc, offset, hit.span)) is not None]
        for (start, end), hit in places:
            self.hit_at |= dict.fromkeys(range(start, end), hit)
        entities = [
            (*self._trimmed(ent.start, ent.end, ent.label_), ent.label_) for ent in doc.ents if ent.label_ in _LABELS
        ]
        for (start, end), hit in places:
            if not self._outweighed(start, end, hit, entities):
                self._take(Name(start, end, hit.known, _KINDS[hit.known.kind]))
        for start, end, label in entities:
            adjective = label == "NORP" and start < end and not self._people(end - 1)
            if start < end and not adjective and not self._common(start, end):
                self._take(Name(start, end, None, _LABELS[label]))
        for token in tokens:
            if self._overlooked(token):
                self._take(Name(*self._run(token.i), None, None))

    def __iter__(self) -> Iterator[Name]:
        return iter(dict.fromkeys(self.name_at.values()))

    def people_at(self, i: int) -> Name | None:
        """The people or country that a word before a noun stands for: "Veltrian" of "the Veltrian proposal"."""
        hit = self.hit_at.get(i)
        if hit is None or hit.known.kind not in {"demonym", "country"} or i in self.name_at:
            return None
        places = [place for place, other in self.hit_at.items() if other == hit]
        return Name(min(places), max(places) + 1, hit.known, _KINDS[hit.known.kind])

    def _take(self, name: Name) -> None:
        places = range(name.start, name.end)
        if not any(i in self.name_at for i in places):
            self.name_at |= dict.fromkeys(places, name)

    def _outweighed(self, start: int, end: int, hit: Hit, entities: Iterable[tuple[int, int, str]]) -> bool:
        """Whether a longer name holds this known one ("Bank of Canada"), or a person is called so ("Jordan")."""
        if hit.known.kind == "demonym" and not self._people(end - 1):
            return True
        for first, last, label in entities:
            if not (first <= start and end <= last) or label not in {"PERSON", "ORG"}:
                continue
            longer = last - first > end - start
            called = label == "PERSON" and hit.known.name in AMBIGUOUS
            if (longer and hit.known.kind in {"country", "demonym", "capital"}) or (
                (longer or called) and not hit.known.declared
            ):
                return True
        return False

    def _people(self, i: int) -> bool:
        """Whether a demonym is people ("Russians", "the Dutch") rather than what sort of thing something is."""
        token = self.tokens[i]
        return token.dep_ not in {*MODIFYING, "poss"} and token.text.endswith(("s", "men", "ish", "ch", "ese"))

    def _common(self, start: int, end: int) -> bool:
        """Whether what the grammar model took for a name is a title or a common noun: "Sen", "Police"."""
        word = self.doc[start:end].text
        if end - start == 1 and (self.lexicon.is_role(word) or self.lexicon.is_body(word)):
            return True
        return any(form in self.lexicon.abbreviated or form in self.lexicon.courtesy for form in (word, f"{word}."))

    def _overlooked(self, token: Token) -> bool:
        """Whether a proper noun is a name that the grammar model did not label."""
        if token.pos_ != "PROPN" or token.i in self.name_at or token.ent_type_ or token.dep_ in MODIFYING:
            return False
        return token.text[0].isupper() and not self.lexicon.is_role(token.text)

    # Where a name begins and ends

    def _trimmed(self, start: int, end: int, label: str) -> tuple[int, int]:
        """An entity's tokens without article, possessive mark, title and nationality before a person's name."""
        end = next((i for i in range(start + 1, end) if self.tokens[i].text in {"(", "["}), end)
        while start < end and not self._in_name(end - 1):
            end -= 1
        while start < end and (self.tokens[start].lower_ in _ARTICLES or not self._in_name(start)):
            start += 1
        start = self._after_owner(start, end)
        start, end = self._with_head(self._with_given_name(start, end), end), self._with_rest(start, end)
        titled = label == "PERSON" or any(self.is_title(i) for i in range(start, end - 1))
        while titled and start < end - 1 and self._before_person(start, end):
            start += 1
        return start, end

    def _in_name(self, i: int) -> bool:
        token = self.tokens[i]
        return not (token.tag_ == "POS" or token.is_space or (token.is_punct and token.text != "."))

    def _after_owner(self, start: int, end: int) -> int:
        """Where a name begins that was taken together with its country: "South Korea’s Joint Chiefs"."""
        for i in range(end - 2, start, -1):
            if self.tokens[i].tag_ == "POS" and self._of_country(i - 1):
                return i + 1
        return start

    def _before_person(self, i: int, end: int) -> bool:
        return self.is_title(i) or self._of_country(i) or self._title_ahead(i, end)

    def _of_country(self, i: int) -> bool:
        return i in self.hit_at and self.hit_at[i].known.kind in {"demonym", "country"}

    def is_title(self, i: int) -> bool:
        """Whether a word is a title, or an office before a name."""
        text = self.tokens[i].text
        if text in self.lexicon.courtesy or self.lexicon.is_abbreviated(text):
            return True
        named = i + 1 < len(self.tokens) and self.tokens[i + 1].pos_ == "PROPN"
        return named and self.lexicon.is_role(text)

    def _title_ahead(self, start: int, end: int) -> bool:
        """Whether a word is the first of a title of several: "Foreign" in "Foreign Minister Brun"."""
        return any(self.is_title(i) for i in range(start + 1, min(start + 3, end - 1)))

    def _with_given_name(self, start: int, end: int) -> int:
        """Where a name begins of which the grammar model took the surname only: "Meral" before "Yildiz"."""
        while 0 < start < end:
            token = self.tokens[start - 1]
            held = token.dep_ == "compound" and start <= token.head.i < end and self._capital(token.i)
            if not held or token.ent_type_ or self.is_title(token.i) or self._title_ahead(token.i, end):
                break
            start -= 1
        return start

    def _with_head(self, start: int, end: int) -> int:
        """Where an organisation's name begins of which the model took the end: "Centre for" before "Sea Law"."""
        i = start - 1
        if i > 0 and self.tokens[i].lower_ == "the":
            i -= 1
        joined = start < end and i > 0 and self.tokens[i].lower_ in _JOINING and self.tokens[i - 1].text[:1].isupper()
        if not joined or self.tokens[i - 1].text not in self.lexicon.last_words:
            return start
        return self._with_given_name(i - 1, i)

    def _with_rest(self, start: int, end: int) -> int:
        """Where an organisation's name ends whose "of" or "for" the grammar model cut: "Bank of Tamesia"."""
        if start >= end:
            return end
        joined = self.tokens[end - 1].lower_ in _JOINING
        joins = self.tokens[end - 1].text in self.lexicon.last_words and self._capital(end + 1)
        if not joined and not (joins and self.tokens[end].lower_ in _JOINING):
            return end
        end += not joined
        while self._capital(end):
            end += 1
        return end - (self.tokens[end - 1].lower_ in _JOINING)

    def _capital(self, i: int) -> bool:
        return i < len(self.tokens) and self.tokens[i].pos_ == "PROPN" and self.tokens[i].text[:1].isupper()

    def _run(self, i: int) -> tuple[int, int]:
        """The proper nouns that end at token `i`, without titles before them."""
        start = i
        while start > 0 and start - 1 not in self.name_at and self._runs_on(start - 1, i):
            start -= 1
        while start < i and (start in self.hit_at or self._before_person(start, i + 1)):
            start += 1
        return start, self._with_rest(start, i + 1)

    def _runs_on(self, i: int, last: int) -> bool:
        return self.tokens[i].pos_ == "PROPN" and self.tokens[i].head.i == last


def _tokens_of(doc: Doc, offset: int, span: Span) -> tuple[int, int] | None:
    words = doc.char_span(span.start - offset, span.end - offset, alignment_mode="expand")
    return None if words is None else (words.start, words.end)
