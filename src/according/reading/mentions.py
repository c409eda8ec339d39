"""Where a text names, describes or points at somebody: names, descriptions ("the ministry") and pronouns, as they stand.

Nothing is resolved here: a mention holds what its own words and their grammar tell.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from according.language import ParsedText
from according.model import Span
from according.reading.gazetteer import AMBIGUOUS, Gazetteer, Hit, Known
from according.reading.roles import Gender, Roles, roles

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

MentionForm = Literal["name", "description", "pronoun"]
NameKind = Literal["person", "organisation", "country", "place", "group"]
Determined = Literal["definite", "indefinite", "bare", "possessed"]

_LABELS: dict[str, NameKind] = {
    "PERSON": "person", "ORG": "organisation", "NORP": "group", "GPE": "place", "LOC": "place", "FAC": "place",
}  # fmt: skip
_KNOWN_KINDS: dict[str, NameKind] = {
    "country": "country", "capital": "place", "government": "organisation", "organisation": "organisation",
    "person": "person", "place": "place", "group": "group",
}  # fmt: skip
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
    "say speak respond reply appeal belong hand give lend offer accord accuse urge"
    .split()
)
_LEADING = frozenset({"head", "lead", "run", "chair", "direct", "command", "found", "represent", "edit", "own", "govern"})
_BEFORE_HEAD = frozenset({"compound", "nmod", "amod"})
_NOUNS = frozenset({"NOUN", "PROPN"})
# Offices and bodies of a government unless a word before them tells otherwise: "club president", "news agency".
_OF_ANY_SECTOR = frozenset({"president", "secretary", "commissioner", "governor", "agency", "service", "council", "commission"})
# Words that tell a sector as heads only: a "general secretary" is no soldier.
_NO_MODIFIER = frozenset({"executive", "general", "major", "private", "deputy", "marine", "people", "group", "media", "state"})


@dataclass(slots=True, eq=False)
class Mention:
    """One place where somebody is named, described or pointed at.

    Attributes:
        span: the words, without what follows the head: "the Belarus opposition", "Putin".
        doc, head: which document of the parsed text, and which token of it is the head.
        sentence: number of the sentence in the whole text.
        name: for names, the words without article and title; else the whole words.
        noun: for descriptions, the head noun's kept form; for pronouns the word in lower case.
        modifiers: words before the head, lower case.
        countries: codes that the words themselves give: "Russian", "Russia's", "of Russia".
        owner: the mention that possesses this, or for which it speaks ("spokesman for the alliance").
        same_as: the mention that this one describes, by apposition or "is".
    """

    span: Span
    doc: int
    head: int
    sentence: int
    form: MentionForm
    name: str
    noun: str = ""
    kind: NameKind | None = None
    known: Known | None = None
    modifiers: tuple[str, ...] = ()
    determined: Determined = "bare"
    plural: bool = False
    gender: Gender | None = None
    countries: tuple[str, ...] = ()
    sector: str | None = None
    role: str | None = None
    subject: bool = False
    quoted: bool = False
    metonym: bool = False
    acronym: str | None = None
    owner: Mention | None = None
    same_as: Mention | None = None
    parts: tuple[Mention, ...] = ()


@dataclass(slots=True, eq=False)
class Mentions:
    """All mentions of a text, in order, and the way to the mention that given words mean."""

    parsed: ParsedText
    readers: tuple[_DocReader, ...]
    country_words: frozenset[str] = frozenset()

    @property
    def all(self) -> list[Mention]:
        """Every mention so far, in the order of the text."""
        return sorted((one for reader in self.readers for one in reader.by_head.values()), key=lambda one: one.span)

    def at(self, span: Span, *, describe: bool = True) -> Mention | None:
        """The mention at the head of the words at `span`; where none stands and `describe` is set, one is made."""
        number = bisect_right(self.parsed.offsets, span.start) - 1
        if number < 0:
            return None
        return self.readers[number].mention_at(span, describe=describe)


def find_mentions(parsed: ParsedText, known: Gazetteer) -> Mentions:
    """Find every name, every description of people and bodies, and every personal pronoun of a text."""
    hits = list(known.find(parsed.text))
    readers = []
    sentence = 0
    for number, (doc, offset) in enumerate(zip(parsed.docs, parsed.offsets, strict=True)):
        end = offset + len(doc.text)
        reader = _DocReader(doc, number, offset, [hit for hit in hits if offset <= hit.span.start < end], sentence)
        readers.append(reader)
        sentence += reader.sentences
    places = frozenset(word for hit in hits if hit.known.country for word in hit.span.of(parsed.text).lower().split())
    return Mentions(parsed, tuple(readers), places)


class _DocReader:
    """Finds the mentions of one document."""

    def __init__(self, doc: Doc, number: int, offset: int, hits: Iterable[Hit], sentence: int) -> None:
        self.doc = doc
        self.number = number
        self.offset = offset
        self.lexicon: Roles = roles()
        self.tokens: list[Token] = list(doc)
        self.sentence_of, self.sentences = _sentences(doc, sentence)
        self.quoted = _quoted(self.tokens)
        self.hit_at: dict[int, Hit] = {}
        self.names: list[tuple[int, int, Known | None, NameKind | None]] = []
        self.by_head: dict[int, Mention] = {}
        self._take_names(hits)
        self._find()
        self._relate()

    # Names

    def _take_names(self, hits: Iterable[Hit]) -> None:
        """Settle which words are names: known ones, and what the grammar model found beyond them."""
        places = [(place, hit) for hit in hits if (place := self._tokens_of(hit.span)) is not None]
        entities = [(*self._trimmed(ent.start, ent.end, ent.label_, places), ent.label_) for ent in self.doc.ents if ent.label_ in _LABELS]
        taken = [False] * len(self.tokens)
        for (start, end), hit in places:
            for i in range(start, end):
                self.hit_at[i] = hit
            if not self._outweighed(start, end, hit, entities):
                self.names.append((start, end, hit.known, _KNOWN_KINDS.get(hit.known.kind)))
                taken[start:end] = [True] * (end - start)
        for start, end, label in entities:
            if start == end or (label == "NORP" and not self._noun_like(end - 1)) or self._only_title(start, end):
                continue
            if not any(taken[start:end]):
                self.names.append((start, end, None, _LABELS[label]))
                taken[start:end] = [True] * (end - start)
        for token in self.tokens:
            if token.pos_ == "PROPN" and token.text[0].isupper() and not taken[token.i] and not token.ent_type_ and token.dep_ not in _BEFORE_HEAD:
                start, end = self._run(token.i, taken)
                if start < end and not self.lexicon.is_role(token.text):
                    self.names.append((start, end, None, None))
                    taken[start:end] = [True] * (end - start)
        self.names.sort(key=lambda name: name[0])

    def _outweighed(self, start: int, end: int, hit: Hit, entities: Sequence[tuple[int, int, str]]) -> bool:
        """Whether a longer name holds this known one ("Bank of Canada"), or a person is called so ("Jordan")."""
        if hit.known.kind == "demonym" and self.tokens[end - 1].pos_ == "ADJ" and not self._noun_like(end - 1):
            return True
        for first, last, label in entities:
            if first <= start and end <= last:
                longer = last - first > end - start and label in {"PERSON", "ORG"}
                called = label == "PERSON" and hit.known.name in AMBIGUOUS
                if (longer or called) and not hit.known.declared:
                    return True
                if longer and hit.known.kind in {"country", "demonym", "capital"}:
                    return True
        return hit.known.kind == "demonym" and not self._noun_like(end - 1)

    def _noun_like(self, i: int) -> bool:
        """Whether a demonym is people ("Russians", "the Russians") rather than what sort of thing something is."""
        token = self.tokens[i]
        return token.dep_ not in {"amod", "compound", "nmod", "poss"} and token.text.endswith(("s", "men", "ish", "ch", "ese"))

    def _trimmed(self, start: int, end: int, label: str, places: Sequence[tuple[tuple[int, int], Hit]]) -> tuple[int, int]:
        """An entity's tokens without article, possessive mark, title and nationality before a person's name."""
        end = next((i for i in range(start + 1, end) if self.tokens[i].text in {"(", "["}), end)
        while start < end and not self._name_like(end - 1):
            end -= 1
        while start < end and (self.tokens[start].lower_ in _DEFINITE | _INDEFINITE or not self._name_like(start)):
            start += 1
        start = max((i + 1 for i in range(start, end - 1) if self.tokens[i].tag_ == "POS" and self._demonym(i - 1, places)), default=start)
        start, end = self._with_given_name(start, end), self._extended(start, end)
        titled = label == "PERSON" or any(self._title(i) for i in range(start, end - 1))
        while titled and start < end - 1 and (self._title(start) or self._demonym(start, places) or self._title_ahead(start, end)):
            start += 1
        return start, end

    def _with_given_name(self, start: int, end: int) -> int:
        """Where a name begins of which the grammar model took the surname only: "Meral" before "Yildiz"."""
        while start > 0 and start < end:
            token = self.tokens[start - 1]
            held = token.pos_ == "PROPN" and token.dep_ == "compound" and start <= token.head.i < end
            if not held or token.ent_type_ or not token.text[:1].isupper() or self._title(token.i) or self._title_ahead(token.i, end):
                break
            start -= 1
        return start

    def _extended(self, start: int, end: int) -> int:
        """Where an organisation's name ends whose "of" or "for" the grammar model cut: "Bank of Tamesia"."""
        if start >= end:
            return end
        if self.tokens[end - 1].lower_ not in {"of", "for"}:
            if self.tokens[end - 1].text not in self.lexicon.last_words or end >= len(self.tokens):
                return end
            if self.tokens[end].lower_ not in {"of", "for"} or not self._capital(end + 1):
                return end
            end += 1
        while self._capital(end):
            end += 1
        return end if self.tokens[end - 1].lower_ not in {"of", "for"} else end - 1

    def _capital(self, i: int) -> bool:
        return i < len(self.tokens) and self.tokens[i].pos_ == "PROPN" and self.tokens[i].text[:1].isupper()

    def _only_title(self, start: int, end: int) -> bool:
        """Whether what the grammar model took for a name is a title or a common noun: "Sen", "Police"."""
        word = self.doc[start:end].text
        if end - start == 1 and (self.lexicon.is_role(word) or self.lexicon.is_body(word)):
            return True
        return any(form in self.lexicon.abbreviated or form in self.lexicon.courtesy for form in (word, f"{word}."))

    def _name_like(self, i: int) -> bool:
        token = self.tokens[i]
        return not (token.tag_ == "POS" or token.is_space or (token.is_punct and token.text != "."))

    def _title(self, i: int) -> bool:
        text = self.tokens[i].text
        return (
            text in self.lexicon.courtesy
            or text in self.lexicon.abbreviated
            or (self.lexicon.is_role(text) and i + 1 < len(self.tokens) and self.tokens[i + 1].pos_ == "PROPN")
        )

    def _title_ahead(self, start: int, end: int) -> bool:
        """Whether a word is the first of a title of several: "Foreign" in "Foreign Minister Brun"."""
        return any(self._title(i) for i in range(start + 1, min(start + 3, end - 1)))

    def _demonym(self, i: int, places: Sequence[tuple[tuple[int, int], Hit]]) -> bool:
        return any(start <= i < end and hit.known.kind in {"demonym", "country"} for (start, end), hit in places)

    def _run(self, i: int, taken: Sequence[bool]) -> tuple[int, int]:
        """The proper nouns that end at token `i`, without titles before them."""
        start = i
        while start > 0 and self.tokens[start - 1].pos_ == "PROPN" and not taken[start - 1] and self.tokens[start - 1].head.i == i:
            start -= 1
        while start < i and (self._title(start) or start in self.hit_at or self._title_ahead(start, i + 1)):
            start += 1
        return start, i + 1

    # Mentions

    def _find(self) -> None:
        for start, end, known, kind in self.names:
            self._add_name(start, end, known, kind)
        for token in self.tokens:
            if token.i in self.by_head:
                continue
            if token.tag_ == "PRP" and token.lower_ not in {"it", "you"}:
                self._add(self._pronoun(token))
            elif token.pos_ in _NOUNS and token.dep_ not in _BEFORE_HEAD and self._speaks(token):
                self._add(self._description(token))

    def _speaks(self, token: Token) -> bool:
        if self._named(token.i):
            return False
        text = token.text
        return self.lexicon.is_role(text) or self.lexicon.is_body(text)

    def _named(self, i: int) -> bool:
        return any(start <= i < end for start, end, _, _ in self.names)

    def _add(self, mention: Mention) -> Mention:
        return self.by_head.setdefault(mention.head, mention)

    def mention_at(self, span: Span, *, describe: bool) -> Mention | None:
        """The mention whose head is the head of the words at `span`."""
        words = self.doc.char_span(span.start - self.offset, span.end - self.offset, alignment_mode="expand")
        if words is None or not len(words):
            return None
        root: Token = words.root
        # A title's parse may make the name its modifier: the name in the words counts for both.
        heads = [root, *(child for child in root.children if child.dep_ in {"appos", "conj"} and child.i in range(words.start, words.end))]
        conjuncts = [head for head in heads[1:] if head.dep_ == "conj"]
        found = self._mention_of(root)
        if found is not None and conjuncts:
            parts = [self._mention_of(head) for head in conjuncts]
            if all(parts):
                return self._together(span, found, [part for part in parts if part is not None])
        if found is not None or (root.pos_ not in _NOUNS and root.tag_ not in {"PRP", "PRP$", "WP", "WDT", "DT", "CD", "JJ", "JJS", "NN"}):
            return found or self._last_inside(words.start, words.end)
        if root.tag_ in {"WP", "WDT"}:
            return self._antecedent(root)
        if root.pos_ == "PROPN" and (last := self._mention_of(words[-1])):
            return last
        if not describe:
            return None
        if root.tag_ in {"PRP", "PRP$"}:
            return self._add(self._pronoun(root))
        return self._add(self._description(root))

    def _mention_of(self, token: Token) -> Mention | None:
        if token.i in self.by_head:
            return self.by_head[token.i]
        for start, end, _, _ in self.names:
            if start <= token.i < end:
                return next((self.by_head[i] for i in range(start, end) if i in self.by_head), None)
        return None

    def _last_inside(self, start: int, end: int) -> Mention | None:
        inside = [self.by_head[i] for i in range(start, end) if i in self.by_head]
        return inside[-1] if inside else None

    def _antecedent(self, token: Token) -> Mention | None:
        """Whom "who" stands for: the noun that its clause describes."""
        verb = token.head
        while verb.dep_ not in {"relcl", "ROOT"}:
            verb = verb.head
        return self._mention_of(verb.head) if verb.dep_ == "relcl" else None

    def _together(self, span: Span, first: Mention, rest: Sequence[Mention]) -> Mention:
        parts = (first, *rest)
        # The negative key keeps the heads of the single mentions free.
        return self.by_head.setdefault(
            -1 - first.head,
            Mention(
                span, self.number, first.head, first.sentence, "description", span.of(self.doc.text) if not self.offset else
                self.doc.text[span.start - self.offset : span.end - self.offset],
                noun="", plural=True, kind="group", subject=first.subject, quoted=first.quoted, parts=parts,
            ),
        )  # fmt: skip

    def _add_name(self, start: int, end: int, known: Known | None, kind: NameKind | None) -> None:
        head = self.doc[start:end].root
        before = self._before(start, head)
        titles = [token for token in before if self._title_word(token) and not self._of_a_body(token)]
        name = self.doc[start:end].text.replace("\u00a0", " ")
        kind = self._name_kind(start, end, known, kind, before)
        metonym = known is not None and known.kind == "capital" and self._acts(head)
        if known is not None and known.kind == "demonym":
            kind = "group"
        mention = Mention(
            span=self._span(start, end),
            doc=self.number,
            head=head.i,
            sentence=self.sentence_of[head.i],
            form="name",
            name=name,
            kind="organisation" if metonym else kind,
            known=known,
            modifiers=tuple(token.lower_ for token in before),
            determined=self._determined(before),
            plural=kind == "group",
            gender=self._name_gender(start, end, before) if kind == "person" else None,
            countries=self._countries([*before, *self._inside(start, end, known)], head if titles or kind != "person" else None),
            sector=self._sector([token.text for token in titles[:-1]], titles[-1].text) if titles else None,
            role=self._role(before) if kind in {"person", None} else None,
            subject=self._is_subject(head),
            quoted=self.quoted[head.i],
            metonym=metonym,
            acronym=self._acronym(end),
        )
        self._add(mention)

    def _inside(self, start: int, end: int, known: Known | None) -> list[Token]:
        """The words of an unfamiliar name, which may tell a country: "Swiss Foreign Ministry"."""
        return self.tokens[start:end] if known is None else []

    def _before(self, start: int, head: Token) -> list[Token]:
        """The words before a name that belong to it: article, owner, nationality, title."""
        first = start
        while first > 0:
            token = self.tokens[first - 1]
            if token.tag_ == "POS" or token.pos_ in {"ADJ", "NOUN", "PROPN", "DET", "NUM"} or token.tag_ in {"PRP$", "VBN", "VBG", "HYPH"}:
                if not (token.tag_ == "POS" or self._belongs(token, head)):
                    break
                first -= 1
            else:
                break
        return self.tokens[first:start]

    def _belongs(self, token: Token, head: Token) -> bool:
        """Whether a word hangs, over any number of steps, on the head."""
        for _ in range(6):
            if token.head.i == head.i:
                return True
            if token.head.i == token.i:
                return False
            token = token.head
        return False

    def _name_kind(
        self, start: int, end: int, known: Known | None, kind: NameKind | None, before: Sequence[Token]
    ) -> NameKind | None:
        if known is not None:
            return kind
        last = self.tokens[end - 1].text
        if any(self._person_title(token) for token in before):
            return "person"
        if before and self.lexicon.is_body(before[-1].text):
            return "organisation"
        if last in self.lexicon.last_words or any(word.text in {"of", "for"} for word in self.tokens[start:end]):
            return "organisation"
        if end - start > 1 and self.tokens[start].text in self.lexicon.given_names:
            return "person"
        if kind is None and end - start > 1 and not any(token.lower_ == "the" for token in before):
            return "person"
        return kind

    def _person_title(self, token: Token) -> bool:
        return token.text in self.lexicon.courtesy or token.text in self.lexicon.abbreviated or self.lexicon.is_role(token.text)

    def _of_a_body(self, token: Token) -> bool:
        """Whether a word is of a known organisation's name, which tells for itself what it is."""
        return token.i in self.hit_at and self.hit_at[token.i].known.kind == "organisation"

    def _title_word(self, token: Token) -> bool:
        return self._person_title(token) or self.lexicon.is_body(token.text)

    def _name_gender(self, start: int, end: int, before: Sequence[Token]) -> Gender | None:
        for token in before:
            gender = self.lexicon.courtesy.get(token.text) or self.lexicon.gendered.get(token.lower_)
            if gender:
                return gender
        return self.lexicon.given_names.get(self.tokens[start].text) if end - start > 1 else None

    def _acronym(self, end: int) -> str | None:
        """The short form in parentheses right after a name: "(ISW)"."""
        after = self.tokens[end : end + 3]
        if len(after) == 3 and after[0].text == "(" and after[2].text == ")" and after[1].text[:1].isupper():
            return after[1].text
        return None

    def _acts(self, token: Token) -> bool:
        """Whether a capital stands for its government: not where it is only where something is."""
        while token.dep_ == "conj":
            token = token.head
        head = token.head
        if token.dep_ in {"nsubj", "nsubjpass", "poss", "dative"}:
            return True
        if token.dep_ in {"dobj", "iobj"}:
            return head.lemma_ not in {"leave", "reach", "visit", "enter", "tour", "hit", "shell", "rock", "quit", "bomb"}
        if token.dep_ == "pobj":
            if head.lower_ not in _LOCATIVE:
                return True
            return head.lower_ in {"to", "from"} and head.head.lemma_ in _DEALINGS
        return token.dep_ in {"compound", "nmod"} and False

    def _pronoun(self, token: Token) -> Mention:
        word = token.lower_
        return Mention(
            span=self._span(token.i, token.i + 1),
            doc=self.number,
            head=token.i,
            sentence=self.sentence_of[token.i],
            form="pronoun",
            name=token.text,
            noun=word,
            gender="male" if word in {"he", "him", "his", "himself"} else "female" if word in {"she", "her", "hers", "herself"} else None,
            plural=word in {"they", "them", "their", "themselves", "we", "us", "our", "ourselves"},
            subject=self._is_subject(token),
            quoted=self.quoted[token.i],
        )

    def _description(self, head: Token) -> Mention:
        """What a noun with the words before it tells of whom it describes."""
        before = self._before(head.i, head) if head.pos_ in _NOUNS else []
        start = before[0].i if before else head.i
        noun = self.lexicon.singular(head.text)
        modifiers = [token for token in before if token.dep_ != "det" and token.tag_ not in {"POS", "PRP$"}]
        words = [token.text for token in modifiers if token.dep_ != "poss" and not self._of_a_body(token)]
        return Mention(
            span=self._span(start, head.i + 1),
            doc=self.number,
            head=head.i,
            sentence=self.sentence_of[head.i],
            form="description",
            name=self.doc[start : head.i + 1].text,
            noun=noun,
            modifiers=tuple(word.lower() for word in words),
            determined=self._determined(before),
            plural=head.tag_ in {"NNS", "NNPS"} or noun in {"people", "men", "women", "police", "troops", "forces"},
            gender=self.lexicon.gendered.get(noun),
            countries=self._countries(before, head),
            sector=self._sector(words, head.text),
            role=self._role([*before, head]) if self.lexicon.is_role(head.text) else None,
            subject=self._is_subject(head),
            quoted=self.quoted[head.i],
        )

    def _determined(self, before: Sequence[Token]) -> Determined:
        words = {token.lower_ for token in before}
        if any(token.tag_ in {"POS", "PRP$"} for token in before):
            return "possessed"
        if words & _DEFINITE:
            return "definite"
        if words & _INDEFINITE or any(token.pos_ == "NUM" for token in before):
            return "indefinite"
        return "bare"

    def _countries(self, before: Sequence[Token], head: Token | None) -> tuple[str, ...]:
        """The countries that words before a head and "of", "for", "from", "in" after it give."""
        places = [token.i for token in before]
        for child in head.children if head is not None else ():
            if child.dep_ == "prep" and child.lower_ in {"of", "for", "from", "in"} and child.i > head.i:  # type: ignore[union-attr]
                for object_ in child.children:
                    if object_.dep_ == "pobj":
                        places += [token.i for token in self.tokens[object_.left_edge.i : object_.i + 1]]
        found = [self.hit_at[i].known.country for i in places if i in self.hit_at]
        return tuple(dict.fromkeys(code for code in found if code))

    def _sector(self, before: Sequence[str], head: str | None) -> str | None:
        """The sector that a noun and the words before it tell, the head's own word first unless others rule it."""
        if head and head.lower() == "general" and before and self.lexicon.is_role(before[-1]):
            # "attorney general": the first word says what sort.
            before, head = before[:-1], before[-1]
        rank = [word for word in reversed(before) if word.lower() not in _NO_MODIFIER]
        others = [told for word in rank if (told := self.lexicon.sector(word) or self.lexicon.modifiers.get(word.lower()))]
        own = self.lexicon.sector(head) if head else None
        for ruling in ("REB", "UAF", "CRM"):
            if ruling in others:
                return ruling
        if own == "MIL" and "COP" in others:
            return "COP"
        if own and not (own == "GOV" and head and head.lower() in _OF_ANY_SECTOR and others):
            return own
        if others:
            return others[0]
        voices = [word for word in (head or "", *rank) if self.lexicon.singular(word) in self.lexicon.government_voices]
        return own or ("GOV" if voices else None)

    def _role(self, words: Sequence[Token]) -> str | None:
        """The office that words before a name give: "Prime Minister", "oil minister"."""
        last = max((n for n, token in enumerate(words) if self.lexicon.is_role(token.text) or token.text in self.lexicon.abbreviated), default=None)
        if last is None:
            return None
        kept: list[str] = []
        for token in reversed(words[: last + 1]):
            if token.is_punct:
                # "media-starved candidates": half a word is none.
                kept = kept[1:]
            if token.i in self.hit_at or token.tag_ in {"POS", "PRP$", "DT", "CD"} or token.dep_ == "poss" or token.is_punct:
                break
            kept.insert(0, token.text)
        return " ".join(kept) or None

    def _is_subject(self, head: Token) -> bool:
        """Whether a sentence is about this noun: its subject, one of several, or the source of "according to"."""
        while head.dep_ in {"conj", "appos"}:
            head = head.head
        accorded = head.dep_ == "pobj" and head.head.lower_ == "to" and head.head.head.lower_ == "according"
        return head.dep_ in _SUBJECTS or accorded or (head.dep_ == "pobj" and head.head.lower_ == "according")

    # Relations between mentions

    def _relate(self) -> None:
        for mention in list(self.by_head.values()):
            token = self.tokens[mention.head]
            mention.owner = self._owner(token, mention)
            other = self._described(token)
            if other is not None and other is not mention and mention.form == "description":
                mention.same_as = other
                self._correct(mention, other)
        for mention in list(self.by_head.values()):
            self._read_clause(mention)
            if mention.form == "description" and mention.same_as is None:
                mention.same_as = self._beside(mention)

    def _correct(self, mention: Mention, other: Mention) -> None:
        """Correct the kind of an unfamiliar name by what it is said to be: "Anouk Perrin, head of …", "the charity Caritas"."""
        if other.known is not None or mention.plural:
            return
        if not self.lexicon.is_role(mention.noun):
            other.kind = "organisation" if self.lexicon.is_body(mention.noun) else other.kind
        elif other.name.split()[-1] not in self.lexicon.last_words:
            other.kind = "person"
            other.gender = other.gender or mention.gender

    def _owner(self, token: Token, mention: Mention) -> Mention | None:
        for child in token.children:
            if child.dep_ == "poss" and child.tag_ == "PRP$":
                return self._add(self._pronoun(child))
            if child.dep_ == "poss" and (found := self._mention_of(child)):
                return found
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ in {"of", "for", "from", "at", "with", "to"} and child.i > token.i:
                for object_ in child.children:
                    if object_.dep_ == "pobj" and (found := self._mention_of(object_)) and found is not mention:
                        return found
        for child in token.children:
            if child.dep_ in {"compound", "nmod"} and (found := self._mention_of(child)) and found is not mention:
                return found
        return None

    def _described(self, token: Token) -> Mention | None:
        """The mention with which a noun stands in apposition, or which it is said to be."""
        if token.dep_ == "appos" and (found := self._mention_of(token.head)) and found.form == "name":
            return found
        for child in token.children:
            if child.dep_ == "appos" and (found := self._mention_of(child)) and found.form == "name" and found.kind != "place":
                return found
            # "Russia 1 TV channel": the noun only says what sort of body the name is.
            if child.dep_ in _BEFORE_HEAD and token.lower_ in self.lexicon.stands_for and (found := self._mention_of(child)):
                return found if found.form == "name" and self._is_body_name(found) else None
        if token.dep_ == "attr" and token.head.lemma_ == "be":
            return self._subject_of(token.head)
        return None

    def _is_body_name(self, mention: Mention) -> bool:
        return mention.kind == "organisation" and (mention.known is None or mention.known.kind == "organisation")

    def _subject_of(self, verb: Token) -> Mention | None:
        for child in verb.children:
            if child.dep_ == "nsubj":
                found = self._antecedent(child) if child.tag_ in {"WP", "WDT"} else self._mention_of(child)
                if found is not None and found.form == "description":
                    return self._described(child)
                return found if found is not None and found.form == "name" else None
        return None

    def _beside(self, mention: Mention) -> Mention | None:
        """The name to which a description is set off by commas, where the parse has it otherwise."""
        token = self.tokens[mention.head]
        start = mention.span.start - self.offset
        before = [other for other in self.by_head.values() if other.form == "name" and other.kind == "person"]
        for other in before:
            between = self.doc.text[other.span.end - self.offset : start]
            after = self.doc.text[token.right_edge.idx + len(token.right_edge.text) :].lstrip()[:1]
            if between in {", ", ","} and mention.noun in self.lexicon.people and after in {",", "."}:
                return other
        return None

    def _read_clause(self, mention: Mention) -> None:
        """Take from "who heads the institute" whom a person speaks for."""
        token = self.tokens[mention.head]
        for clause in token.children:
            if clause.dep_ != "relcl":
                continue
            if mention.form == "name" and mention.known is None and any(child.lower_ == "who" for child in clause.children):
                mention.kind = mention.kind if mention.name.split()[-1] in self.lexicon.last_words else "person"
            if clause.lemma_ not in _LEADING:
                continue
            for child in clause.children:
                if child.dep_ == "dobj" and (found := self._mention_of(child)) and mention.owner is None:
                    mention.owner = found

    # Places

    def _tokens_of(self, span: Span) -> tuple[int, int] | None:
        words = self.doc.char_span(span.start - self.offset, span.end - self.offset, alignment_mode="expand")
        return None if words is None else (words.start, words.end)

    def _span(self, start: int, end: int) -> Span:
        last = self.tokens[end - 1]
        return Span(self.offset + self.tokens[start].idx, self.offset + last.idx + len(last.text))


def _sentences(doc: Doc, first: int) -> tuple[list[int], int]:
    """For each token the number of its sentence, counted on from `first`, and how many sentences there are."""
    numbers, number = [], first - 1
    for token in doc:
        number += bool(token.is_sent_start) or token.i == 0
        numbers.append(number)
    return numbers, number - first + 1


def _quoted(tokens: Sequence[Token]) -> list[bool]:
    """For each token whether it stands inside quotation marks."""
    inside, marks = False, []
    for token in tokens:
        text = token.text
        if text in {"“", "``"}:
            inside = True
        elif text in {"”", "''"}:
            inside = False
        elif text == '"':
            inside = not inside
        marks.append(inside)
    return marks


def bare(name: str) -> str:
    """A name or description without the article or "his" before it."""
    first, _, rest = name.partition(" ")
    return rest if rest and first.lower() in {"the", "a", "an", "his", "her", "its", "their", "our", "my"} else name


def iterate_parts(mention: Mention) -> Iterator[Mention]:
    """The mention itself and, for several named together, each of them."""
    yield mention
    yield from mention.parts
