"""Where a text names, describes or points at somebody: by name, by description ("the ministry"), by pronoun.

Nothing is resolved here: a mention holds what its own words and their grammar tell.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from according.language import ParsedText, length_of
from according.model import Span
from according.reading.gazetteer import Gazetteer, Hit, Known
from according.reading.names import MODIFYING, Name, NameKind, Names
from according.reading.nounphrases import Determined, NounPhrases
from according.reading.roles import Gender, roles

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

MentionForm = Literal["name", "description", "pronoun"]

_LEADING = frozenset("head lead run chair direct command found represent edit own govern".split())
_AUTHORS = frozenset({"by"})
_CAMPS = frozenset({"opposition"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_PRONOUN_TAGS = frozenset({"PRP", "PRP$"})
# What may head words that name a source without a noun: "some", "two", "the wounded".
_NOMINAL_TAGS = frozenset({"DT", "CD", "JJ", "JJS"})
_MALE = frozenset({"he", "him", "his", "himself"})
_FEMALE = frozenset({"she", "her", "hers", "herself"})
_SEVERAL = frozenset("they them their theirs themselves we us our ours ourselves".split())
_PLURAL_NOUNS = frozenset({"people", "men", "women", "police", "troops", "forces"})


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
        metonym: whether a capital stands for its government.
        acronym: the short form in parentheses after a name.
        owner: the mention that possesses this, or for which it speaks ("spokesman for the alliance").
        same_as: the mention that this one describes, by apposition or "is".
        parts: where several are named together, the mention of each.
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


@dataclass(frozen=True, slots=True, eq=False)
class Mentions:
    """All mentions of a text, and the way to the mention that given words mean.

    `country_words` are the words of the text, lower case, that name a country or its people.
    """

    parsed: ParsedText
    readers: tuple[DocReader, ...]
    country_words: frozenset[str]

    @property
    def all(self) -> list[Mention]:
        """Every mention so far, in the order of the text."""
        return sorted((one for reader in self.readers for one in reader.mentions()), key=lambda one: one.span)

    def at(self, span: Span) -> Mention | None:
        """The mention at the head of the words at `span`."""
        reader = self._reader(span)
        return reader.mention_at(span) if reader is not None else None

    def describe(self, span: Span) -> Mention | None:
        """The same, and where none stands there but a noun or pronoun does, a mention made of it."""
        reader = self._reader(span)
        return reader.describe(span) if reader is not None else None

    def token(self, mention: Mention) -> Token:
        """The token at the head of a mention."""
        return self.readers[mention.doc].tokens[mention.head]

    def _reader(self, span: Span) -> DocReader | None:
        number = bisect_right(self.parsed.offsets, span.start) - 1
        return self.readers[number] if number >= 0 else None


def find_mentions(parsed: ParsedText, known: Gazetteer) -> Mentions:
    """Find every name, every description of people and bodies, and every personal pronoun of a text."""
    hits = list(known.find(parsed.text))
    readers: list[DocReader] = []
    sentence = 0
    for doc, offset in zip(parsed.docs, parsed.offsets, strict=True):
        end = offset + length_of(doc)
        here = [hit for hit in hits if offset <= hit.span.start < end]
        readers.append(DocReader(doc, len(readers), offset, here, sentence))
        sentence += readers[-1].sentences
    places = (hit.span.of(parsed.text).lower().split() for hit in hits if hit.known.country)
    return Mentions(parsed, tuple(readers), frozenset(word for words in places for word in words))


class DocReader:
    """Finds the mentions of one document."""

    def __init__(self, doc: Doc, number: int, offset: int, hits: Iterable[Hit], sentence: int) -> None:
        self.doc = doc
        self.text = doc.text
        self.number = number
        self.offset = offset
        self.lexicon = roles()
        self.tokens: list[Token] = list(doc)
        self.sentence_of, self.sentences = _sentences(self.tokens, sentence)
        self.quoted = _quoted(self.tokens)
        self.names = Names(doc, self.tokens, offset, hits)
        self.phrases = NounPhrases(self.tokens, self.names)
        self.by_head: dict[int, Mention] = {}
        self.together: dict[Span, Mention] = {}
        self._find()
        self._relate()

    def mentions(self) -> list[Mention]:
        """The mentions found so far, in no order."""
        return [*self.by_head.values(), *self.together.values()]

    def _find(self) -> None:
        for name in self.names:
            self._add(self._named(name))
        for token in self.tokens:
            if token.i in self.names.name_at:
                continue
            if token.tag_ == "PRP" and token.lower_ not in {"it", "you"}:
                self._add(self._pronoun(token))
            elif token.pos_ in _NOUNS and token.dep_ not in MODIFYING and self._speaks(token.text):
                self._add_described(token)

    def _add_described(self, token: Token) -> None:
        if not self._describes_a_name(token):
            self._add(self._description(token))

    def _describes_a_name(self, token: Token) -> bool:
        """Whether a noun only says of which camp a body is whose name follows: "the opposition Civic Front"."""
        name = self.names.name_at.get(token.i + 1)
        return token.lower_ in _CAMPS and name is not None and name.kind not in {"person", "country"}

    def _speaks(self, noun: str) -> bool:
        return self.lexicon.is_role(noun) or self.lexicon.is_body(noun)

    def _add(self, mention: Mention) -> Mention:
        return self.by_head.setdefault(mention.head, mention)

    # From words to their mention

    def mention_at(self, span: Span) -> Mention | None:
        """The mention whose head is the head of the words at `span`."""
        if span in self.together:
            return self.together[span]
        words = self.doc.char_span(span.start - self.offset, span.end - self.offset, alignment_mode="expand")
        if words is None or not len(words):
            return None
        root: Token = words.root
        found = self._antecedent(root) if root.tag_ in {"WP", "WDT"} else self.mention_of(root)
        if found is None and root.pos_ == "PROPN":
            # A title cut off as a sentence of its own: "Cmdr. | Sean Robertson".
            return self.mention_of(words[-1])
        if found is None and self._describes_a_name(root):
            return self.mention_of(self.tokens[root.i + 1])
        if found is None and not self._nominal(root):
            inside = [self.by_head[token.i] for token in words if token.i in self.by_head]
            return inside[-1] if inside else None
        return found

    def describe(self, span: Span) -> Mention | None:
        """The mention at `span`; where there is none, one made of the noun or pronoun at its head."""
        words = self.doc.char_span(span.start - self.offset, span.end - self.offset, alignment_mode="expand")
        if words is None or not len(words):
            return None
        found = self.mention_at(span)
        if found is not None:
            return self._together(span, found, list(words)) or found
        root: Token = words.root
        if root.tag_ in _PRONOUN_TAGS:
            return self._add(self._pronoun(root))
        if (people := self.names.people_at(root.i)) is not None:
            return self._add(self._named(people))
        return self._related(self._add(self._description(root))) if self._nominal(root) else None

    def _nominal(self, token: Token) -> bool:
        return token.pos_ in _NOUNS or token.tag_ in _PRONOUN_TAGS or token.tag_ in _NOMINAL_TAGS or token.tag_ == "NN"

    def mention_of(self, token: Token) -> Mention | None:
        """The mention that holds a token as its head, or as a word of its name."""
        if token.i in self.by_head:
            return self.by_head[token.i]
        name = self.names.name_at.get(token.i)
        if name is None:
            return None
        return next((self.by_head[i] for i in range(name.start, name.end) if i in self.by_head), None)

    def _antecedent(self, token: Token) -> Mention | None:
        """Whom "who" stands for: the noun that its clause describes."""
        verb = token.head
        while verb.dep_ not in {"relcl", "ROOT"}:
            verb = verb.head
        return self.mention_of(verb.head) if verb.dep_ == "relcl" else None

    def _together(self, span: Span, first: Mention, words: Sequence[Token]) -> Mention | None:
        """Several named in one breath, "Brun and Falk", as one mention."""
        places = {token.i for token in words}
        others = [child for child in self.tokens[first.head].children if child.dep_ == "conj" and child.i in places]
        parts = [part for part in map(self.mention_of, others) if part is not None]
        if not parts:
            return None
        mention = Mention(
            span, self.number, first.head, first.sentence, "description",
            self.text[span.start - self.offset : span.end - self.offset],
            kind="group", plural=True, subject=first.subject, quoted=first.quoted, parts=(first, *parts),
        )  # fmt: skip
        return self.together.setdefault(span, mention)

    # The three forms

    def _named(self, name: Name) -> Mention:
        head = self.doc[name.start : name.end].root
        before = self.phrases.before(name.start, head)
        titles = self.phrases.titles(before)
        kind = self._name_kind(name, before)
        own_words = self.tokens[name.start : name.end] if name.known is None else []
        metonym = name.known is not None and name.known.kind == "capital" and self.phrases.acts(head)
        return Mention(
            span=self._span(name.start, name.end),
            doc=self.number,
            head=head.i,
            sentence=self.sentence_of[head.i],
            form="name",
            name=self.doc[name.start : name.end].text.replace("\u00a0", " "),
            kind="organisation" if metonym else kind,
            known=name.known,
            modifiers=tuple(token.lower_ for token in before),
            determined=self.phrases.determined(before),
            plural=kind == "group",
            gender=self._name_gender(name, before) if kind == "person" else None,
            countries=self.phrases.countries([*before, *own_words], head if titles or kind != "person" else None),
            sector=self.phrases.sector(titles[:-1], titles[-1]) if titles else self._camp(name),
            role=self.phrases.role(before) if kind in {"person", None} else None,
            subject=self.phrases.is_subject(head),
            quoted=self.quoted[head.i],
            metonym=metonym,
            acronym=self._acronym(name.end),
        )

    def _name_kind(self, name: Name, before: Sequence[Token]) -> NameKind | None:
        """What kind of thing an unfamiliar name is, by the words before it and its own, else as the model has it."""
        if name.known is not None:
            return name.kind
        words = [token.text for token in self.tokens[name.start : name.end]]
        if any(self.phrases.is_person_title(token) for token in before):
            return "person"
        described = bool(before) and self.lexicon.is_body(before[-1].text)
        if described or words[-1] in self.lexicon.last_words or "of" in words or "for" in words:
            return "organisation"
        unlabelled = name.kind is None and not any(token.lower_ == "the" for token in before)
        if len(words) > 1 and (words[0] in self.lexicon.given_names or unlabelled):
            return "person"
        return name.kind

    def _camp(self, name: Name) -> str | None:
        """The sector of the camp that is named right before a body's name."""
        before = self.tokens[name.start - 1] if name.start else None
        return self.lexicon.sector(before.text) if before is not None and self._describes_a_name(before) else None

    def _name_gender(self, name: Name, before: Sequence[Token]) -> Gender | None:
        for token in before:
            gender = self.lexicon.courtesy.get(token.text) or self.lexicon.gendered.get(token.lower_)
            if gender:
                return gender
        given = self.tokens[name.start].text
        return self.lexicon.given_names.get(given) if name.end - name.start > 1 else None

    def _acronym(self, end: int) -> str | None:
        """The short form in parentheses right after a name: "(ISW)"."""
        after = [token.text for token in self.tokens[end : end + 3]]
        if len(after) == 3 and (after[0], after[2]) == ("(", ")") and after[1][:1].isupper():
            return after[1]
        return None

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
            gender="male" if word in _MALE else "female" if word in _FEMALE else None,
            plural=word in _SEVERAL,
            subject=self.phrases.is_subject(token),
            quoted=self.quoted[token.i],
        )

    def _description(self, head: Token) -> Mention:
        """What a noun with the words before it tells of whom it describes."""
        before = self.phrases.before(head.i, head) if head.pos_ in _NOUNS else []
        noun = self.lexicon.singular(head.text)
        apart = {"det", "poss", "case"}
        words = [token.text for token in before if token.dep_ not in apart and not self.phrases.of_a_body(token)]
        start = before[0].i if before else head.i
        last = self.phrases.complement(head) or head
        return Mention(
            span=self._span(start, last.i + 1),
            doc=self.number,
            head=head.i,
            sentence=self.sentence_of[head.i],
            form="description",
            name=self.doc[start : last.i + 1].text,
            noun=noun,
            modifiers=tuple(word.lower() for word in words),
            determined=self.phrases.determined(before),
            plural=head.tag_ in {"NNS", "NNPS"} or noun in _PLURAL_NOUNS,
            gender=self.lexicon.gendered.get(noun),
            countries=self.phrases.countries(before, head),
            sector=self.phrases.sector(words, head.text),
            role=self.phrases.role([*before, head]) if self.lexicon.is_role(head.text) else None,
            subject=self.phrases.is_subject(head),
            quoted=self.quoted[head.i],
        )

    # Relations between mentions

    def _relate(self) -> None:
        for mention in list(self.by_head.values()):
            self._related(mention)

    def _related(self, mention: Mention) -> Mention:
        token = self.tokens[mention.head]
        mention.owner = self._owner(token, mention) or self._led(mention, token)
        if mention.form == "description":
            mention.same_as = self._described(token) or self._beside(mention, token)
            if mention.same_as is not None:
                self._correct(mention, mention.same_as)
        return mention

    def _owner(self, token: Token, mention: Mention) -> Mention | None:
        """To whom one belongs: "its spokesman", "Tamesia's army", "spokesman for the alliance", "NATO official"."""
        for child in token.children:
            if child.dep_ == "poss" and child.tag_ == "PRP$":
                return self._add(self._pronoun(child))
        owners = [child for child in token.children if child.dep_ == "poss"]
        owners += self.phrases.objects(token)
        if self.lexicon.is_document(mention.noun):
            owners += self.phrases.objects(token, _AUTHORS)
        owners += [child for child in token.children if child.dep_ in MODIFYING]
        found = (self.mention_of(owner) for owner in owners)
        return next((one for one in found if one is not None and one is not mention), None)

    def _led(self, mention: Mention, token: Token) -> Mention | None:
        """What somebody "who heads the institute" leads; a name with "who" is a person's."""
        for clause in token.children:
            if clause.dep_ != "relcl":
                continue
            if any(child.lower_ == "who" for child in clause.children) and self._may_be_person(mention):
                mention.kind = "person"
            if clause.lemma_ in _LEADING:
                objects = (self.mention_of(child) for child in clause.children if child.dep_ == "dobj")
                return next((found for found in objects if found is not None), None)
        return None

    def _may_be_person(self, mention: Mention) -> bool:
        unfamiliar = mention.form == "name" and mention.known is None
        return unfamiliar and mention.name.split()[-1] not in self.lexicon.last_words

    def _described(self, token: Token) -> Mention | None:
        """The name with which a noun stands in apposition, or which it is said to be."""
        if token.dep_ == "appos" and (found := self.mention_of(token.head)) and found.form == "name":
            return found
        for child in token.children:
            # "Russia 1 TV channel": the noun only says what sort of body the name is.
            sorted_ = child.dep_ in MODIFYING and token.lower_ in self.lexicon.stands_for
            if child.dep_ != "appos" and not sorted_:
                continue
            found = self.mention_of(child)
            if found is not None and found.form == "name" and (_is_body(found) if sorted_ else found.kind != "place"):
                return found
        if token.dep_ == "attr" and token.head.lemma_ == "be":
            return self._subject_of(token.head)
        return None

    def _subject_of(self, verb: Token) -> Mention | None:
        for child in verb.children:
            if child.dep_ == "nsubj":
                found = self._antecedent(child) if child.tag_ in {"WP", "WDT"} else self.mention_of(child)
                if found is None or found.form == "name":
                    return found
                return self._described(child)
        return None

    def _beside(self, mention: Mention, token: Token) -> Mention | None:
        """The person from whose name commas set a description off, where the parse has it otherwise."""
        if mention.noun not in self.lexicon.people:
            return None
        end = token.right_edge.idx + len(token.right_edge.text)
        if self.text[end:].lstrip()[:1] not in {",", "."}:
            return None
        # An article or owner before the noun belongs to its span, so the comma is right before it.
        before = mention.span.start - self.offset
        for other in self.by_head.values():
            between = self.text[max(0, other.span.end - self.offset) : before]
            if other.form == "name" and other.kind == "person" and between.strip() == ",":
                return other
        return None

    def _correct(self, mention: Mention, other: Mention) -> None:
        """Correct an unfamiliar name's kind by what it is said to be: "A. Perrin, head of", "the charity Caritas"."""
        if other.known is not None or mention.plural:
            return
        if not self.lexicon.is_role(mention.noun):
            other.kind = "organisation" if self.lexicon.is_body(mention.noun) else other.kind
        elif self._may_be_person(other):
            other.kind = "person"
            other.gender = other.gender or mention.gender

    def _span(self, start: int, end: int) -> Span:
        last = self.tokens[end - 1]
        return Span(self.offset + self.tokens[start].idx, self.offset + last.idx + len(last.text))


def _is_body(mention: Mention) -> bool:
    return mention.kind == "organisation" and (mention.known is None or mention.known.kind == "organisation")


def _sentences(tokens: Sequence[Token], first: int) -> tuple[list[int], int]:
    """For each token the number of its sentence, counted on from `first`, and how many sentences there are."""
    numbers, number = [], first - 1
    for token in tokens:
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
