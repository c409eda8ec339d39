"""How a thing was told: to whom, by which medium, and whether it had been said before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from according.language import ParsedText
from according.model import Date, Earlier, Party, Span
from according.reading.attributions import Attribution
from according.reading.chains import is_medium
from according.reading.dates import find_dates
from according.reading.grammar import Sentence, name_words, sentence_at

if TYPE_CHECKING:
    from spacy.tokens import Token

# The medium's name in the record, and the words that show it.
MEDIA = {
    "interview": "interview interviews interviewed",
    "tweet": "tweet tweets tweeted retweeted twitter",
    "social media post": "post posted facebook instagram telegram tiktok",
    "statement": "statement statements communiqué communique release",
    "press conference": "briefing conference presser",
    "letter": "letter letters",
    "leaked document": "leaked leak memo",
    "report": "report study survey poll review audit",
    "speech": "speech address remarks rally sermon",
    "testimony": "testimony testified hearing affidavit",
    "telephone call": "phone telephone call",
    "email": "email e-mail emails e-mails emailed",
    "article": "op-ed editorial essay column article blog",
    "book": "book memoir",
    "filing": "filing lawsuit complaint indictment",
}
_MEDIUM_OF = {word: medium for medium, words in MEDIA.items() for word in words.split()}

# Marks of a thing said before this report, beside the cue or in it.
EARLIER_WORDS = frozenset("previously earlier already before formerly repeatedly again long".split())
EARLIER_CUES = frozenset("reiterate repeat reaffirm restate".split())

# Verbs whose object is the one spoken to.
SPOKEN_TO = frozenset(
    "tell ask urge warn inform remind assure advise call demand beg implore order instruct invite thank threaten"
    " encourage press pressure exhort caution notify".split()
)


@dataclass(frozen=True, slots=True)
class Telling:
    """What the words around a statement say of its telling."""

    addressee: tuple[Party, ...]
    medium: str | None
    said_on: Date | None
    earlier: Earlier | None


def telling(parsed: ParsedText, found: Attribution, reported: date | None = None) -> Telling:
    """Read off the words around an attribution to whom, by which medium, when and whether before it was said.

    Args:
        parsed: the article's parsed text.
        found: the attribution.
        reported: the day of the report, from which "on Thursday" is understood.
    """
    place = (found.cue or found.source or found.content)[0].start
    sentence = sentence_at(parsed, place)
    around = sentence.outside(found.content)
    cues = sentence.inside(found.cue)
    return Telling(
        addressee=tuple(_addressees(cues, sentence, found)),
        medium=_medium(around, cues),
        said_on=_said_on(parsed.text, sentence, cues, found.content, reported),
        earlier=_earlier(around, cues, sentence),
    )


def _addressees(cues: Sequence[Token], sentence: Sentence, found: Attribution) -> Iterator[Party]:
    free = [token for token in sentence.tokens if not token.is_space]
    for cue in cues:
        for head in _spoken_to(cue):
            words = name_words(head, free)
            span = sentence.span(words)
            if not is_medium(words) and not any(span.meets(part) for part in found.source):
                yield Party(span, None)


def _spoken_to(cue: Token) -> Iterator[Token]:
    if cue.lemma_ in SPOKEN_TO:
        yield from (child for child in cue.children if child.dep_ in {"dobj", "dative"} and child.pos_ != "PUNCT")
        # "urges Russia to withdraw", "demanded Russia drop": the parse has the one addressed as the clause's subject.
        for clause in cue.children:
            if clause.dep_ in {"ccomp", "xcomp"} and clause.i > cue.i and not _has_that(clause):
                yield from (child for child in clause.children if child.dep_ == "nsubj")
    for preposition in cue.children:
        if preposition.dep_ in {"prep", "dative"} and preposition.lower_ == "to":
            yield from (child for child in preposition.children if child.dep_ == "pobj")


def _has_that(clause: Token) -> bool:
    return any(child.dep_ == "mark" for child in clause.children)


def _medium(around: Sequence[Token], cues: Sequence[Token]) -> str | None:
    """The medium named by the cue itself, else by "in a …", "at a …" around it."""
    for token in cues:
        if token.lower_ in _MEDIUM_OF:
            return _MEDIUM_OF[token.lower_]
    for token in around:
        named = token.dep_ == "pobj" and token.head.lower_ in {"in", "at", "on", "during", "by", "via", "to"}
        if named and token.lower_ in _MEDIUM_OF:
            return _MEDIUM_OF[token.lower_]
    return None


def _earlier(around: Sequence[Token], cues: Sequence[Token], sentence: Sentence) -> Earlier | None:
    for token in cues:
        if token.lemma_ in EARLIER_CUES:
            return Earlier(sentence.place(token))
    for token in around:
        if token.lower_ in EARLIER_WORDS and token.dep_ == "advmod" and (token in cues or token.head in cues):
            return Earlier(sentence.place(token))
    return None


def _said_on(
    text: str, sentence: Sentence, cues: Sequence[Token], contents: Sequence[Span], reported: date | None
) -> Date | None:
    """The time that belongs to the saying, outside of what is said; a time yet to come is none at which it was said."""
    for when in find_dates(text, sentence.span(sentence.tokens), reported, "past"):
        span = when.span
        if span is None or when.start is None or any(span.meets(content) for content in contents):
            continue
        past = reported is None or when.start <= reported.isoformat()
        words = [token for token in sentence.tokens if span.holds(sentence.place(token))]
        if past and words and _tells_of(words[0], cues):
            return when
    return None


def _tells_of(word: Token, cues: Sequence[Token]) -> bool:
    """Whether the first verb above a word is one of the saying: "on Thursday" may belong to another deed."""
    for above in word.ancestors:
        if above in cues:
            return True
        if above.pos_ in {"VERB", "AUX"}:
            return any(cue in list(above.children) for cue in cues)
    return False
