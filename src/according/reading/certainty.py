"""How surely a content is said, in the bands of ICD 203, with the words that say so and what they qualify.

The words and the per cent of each band are in `data/certainty.yaml`, with their source. A word counts only where it
qualifies the content itself: "certain obligations", "likely voters", "as soon as possible" and the month of May do not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, cast

import yaml

from according.language import ParsedText
from according.model import Band, Certainty, Span
from according.reading.attributions import Attribution
from according.reading.grammar import Sentence
from according.reading.lexicon import Added, Entry, brought, in_use
from according.reading.said import FIRST_PERSON, lemma, negated, path, said, subject_of, told_inside, words_at

if TYPE_CHECKING:
    from spacy.tokens import Token

MODALS = frozenset({"may", "might", "could"})
# What a denial makes of a band: "not likely" is unlikely. A denied certainty leaves everything open and says none.
DENIED: Mapping[Band, Band | None] = {
    "remote": "even", "very unlikely": "likely", "unlikely": "likely", "even": "remote", "likely": "unlikely",
    "very likely": "unlikely", "certain": None, "unsaid": "unsaid",
}  # fmt: skip
# What the senses do is told with "could" as done: "he could see the smoke".
_SENSES = frozenset("see hear feel smell taste remember understand afford recall recognise recognize imagine".split())
# Verbs that give a band by themselves where they are the cue of the statement: "the ministry expects".
_CUE_VERBS = frozenset("expect anticipate doubt".split())
_PREDICATES = frozenset({"acomp", "attr", "oprd", "ROOT", "ccomp", "conj", "xcomp", "advcl"})
_ATTRIBUTIVE = frozenset({"alleged", "supposed", "purported", "presumed", "apparent", "potential", "so-called"})
_PER_CENT = re.compile(
    r"\b(?P<low>\d{1,3}(?:\.\d+)?)(?: ?(?:-|–|to) ?(?P<high>\d{1,3}))? ?(?:%|per ?cent|pct)"
    r"(?: or (?:greater|better|more|higher|less))? (?:chance|probability|likelihood|possibility|odds)\b",
    re.IGNORECASE,
)
_ONE_IN = re.compile(
    r"\b(?P<part>one|two|three|\d+)[ -]in[ -](?P<whole>\w+) (?:chance|probability|odds)\b", re.IGNORECASE
)
_SMALL = {word: number for number, word in enumerate("zero one two three four five six seven eight nine ten".split())}


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of the bands: single words by their form, phrases by their first word, the longest first."""

    single: Mapping[str, Band]
    phrases: Mapping[str, Sequence[tuple[tuple[str, ...], Band]]]
    entries: Mapping[tuple[str, ...], Entry]


@dataclass(frozen=True, slots=True)
class _Cue:
    words: tuple[Token, ...]
    band: Band
    # The word that is qualified.
    over: Token


def certainty_of(parsed: ParsedText, found: Attribution) -> Certainty | None:
    """Read how surely the content of an attribution is said.

    Returns:
        The qualification nearest to the top of the content, or that of the cue itself ("allegedly", "expects"); None
        where the content is unqualified.
    """
    if (own := _of_cue(parsed, found)) and found.content:
        return own
    inside = [
        (len(path(cue.over, top)), part, cue)
        for part, top in said(parsed, found).heads()
        for cue in _cues(part)
        if not told_inside(cue.words[0], top)
    ]
    if not inside:
        return _figure(parsed, found)
    _, part, cue = min(inside, key=lambda one: one[0])
    return _certainty(part, cue)


def bands() -> Mapping[Band, tuple[int, int] | None]:
    """The range of per cent of every band of ICD 203, both ends included; None for "unsaid"."""
    return {band: _range(row) for band, row in _table().items()}


def band_of(chance: float) -> Band:
    """The band in which a probability, in per cent, lies; a bound between two belongs to the more even one.

    >>> band_of(70), band_of(20)
    ('likely', 'unlikely')
    """
    ranges = [(band, limits) for band, limits in bands().items() if limits]
    inside = [(abs((low + high) / 2 - 50), band) for band, (low, high) in ranges if low <= chance <= high]
    return min(inside)[1] if inside else "remote" if chance < 50 else "certain"


@cache
def _table() -> Mapping[Band, Mapping[str, object]]:
    text = files("according.reading").joinpath("data", "certainty.yaml").read_text("utf-8")
    table: Mapping[Band, Mapping[str, object]] = yaml.safe_load(text)
    return table


def _range(row: Mapping[str, object]) -> tuple[int, int] | None:
    low, high = cast("list[int]", row.get("percent") or [None, None])
    return None if low is None else (low, high)


def _lexicon() -> _Words:
    return in_use().part(_words)


def _words(added: Added) -> _Words:
    rows: dict[str, str] = {
        band: ", ".join(str(row[key]) for key in ("first_row", "second_row", "words") if row.get(key))
        for band, row in _table().items()
    }
    # What a user adds comes last, and so holds where According has the same words for another band.
    entries = {
        tuple(re.findall(r"[\w/]+|-", entry.words)): entry
        for entry in (*brought("certainty.yaml", rows), *added.of("certainty"))
    }
    phrases: dict[str, list[tuple[tuple[str, ...], Band]]] = {}
    for words, entry in entries.items():
        if len(words) > 1:
            phrases.setdefault(words[0], []).append((words, cast("Band", entry.stands_for)))
    single = {words[0]: cast("Band", entry.stands_for) for words, entry in entries.items() if len(words) == 1}
    longest_first = {first: sorted(row, key=lambda one: -len(one[0])) for first, row in phrases.items()}
    return _Words(single, longest_first, entries)


def entry_of(words: Sequence[Token]) -> Entry | None:
    """The entry of the lexicon that some words are, by their forms or, where it is one word, by its lemma."""
    entries = _lexicon().entries
    forms = tuple(word.lower_ for word in words)
    return entries.get(forms) or (entries.get((lemma(words[0]),)) if len(words) == 1 else None)


def _of_cue(parsed: ParsedText, found: Attribution) -> Certainty | None:
    """The certainty that the cue itself gives to the whole content."""
    for part in words_at(parsed, found.cue):
        for token in part.tokens:
            band = _lexicon().single.get(token.lower_) or _lexicon().single.get(lemma(token))
            # "Allegedly" is a cue by itself; in "reportedly said" it is the saying that is not sure.
            alone = band == "unsaid" and token.pos_ == "ADV" and len(part.tokens) == 1
            if band and (alone or (token.pos_ == "VERB" and lemma(token) in _CUE_VERBS)):
                known = _doubted(token) if lemma(token) == "doubt" else DENIED[band] if negated(token) else band
                return Certainty(part.place(token), known, found.content[0]) if known else None
    return None


def _doubted(verb: Token) -> Band:
    return "certain" if negated(verb) else "unlikely"


def _cues(part: Sentence) -> Iterator[_Cue]:
    lexicon, tokens = _lexicon(), part.tokens
    words = [token.lower_ for token in tokens]
    place = 0
    while place < len(tokens):
        size, cue = 1, None
        for phrase, band in lexicon.phrases.get(words[place], ()):
            if tuple(words[place : place + len(phrase)]) == phrase:
                size, cue = len(phrase), _phrase(tokens[place : place + len(phrase)], band)
                break
        else:
            band_of_word = lexicon.single.get(words[place])
            band_of_word = band_of_word or (
                lexicon.single.get(lemma(tokens[place])) if tokens[place].pos_ == "VERB" else None
            )
            cue = _single(tokens[place], band_of_word) if band_of_word else None
        if cue:
            yield cue
        place += size


def _phrase(words: Sequence[Token], band: Band) -> _Cue | None:
    last = words[-1]
    if last.lower_ == "likely" and not _qualifies(last):
        return None
    over = _over(last)
    if words[-1].lower_ == "to" and last.head.pos_ == "VERB":
        over = last.head
    denied = DENIED[band] if _denied(words[0], last) else band
    return _Cue(tuple(words), denied, over) if denied else None


def _single(token: Token, band: Band) -> _Cue | None:
    word = token.lower_
    if word in MODALS:
        return _modal(token, band)
    if token.pos_ == "VERB" or lemma(token) in {"expect", "anticipate", "seem", "appear", "doubt"}:
        return _verb(token, band)
    if not _qualifies(token):
        return None
    denied = DENIED[band] if _denied(token, token) else band
    return _Cue((token,), denied, _over(token)) if denied else None


def _modal(token: Token, band: Band) -> _Cue | None:
    verb = token.head
    if token.tag_ != "MD" or token.dep_ not in {"aux", "ROOT", "ccomp", "conj"}:
        return None
    if token.lower_ == "could" and (_is_ability(verb) or _in_an_aim(verb)):
        return None
    return _Cue((token,), band, verb)


def _is_ability(verb: Token) -> bool:
    subject = subject_of(verb)
    personal = (
        subject is not None and (subject.pos_ == "PRON" or subject.ent_type_ == "PERSON") and subject.lower_ != "it"
    )
    return negated(verb) or (personal and lemma(verb) in _SENSES)


def _in_an_aim(verb: Token) -> bool:
    """Whether a verb stands in a clause of purpose, comparison or question: "so that they could", "how he could"."""
    opens = {child.lower_ for child in verb.children if child.dep_ in {"mark", "advmod"} and child.i < verb.i}
    return (
        bool(opens & {"so", "that", "how", "where", "if", "as", "than", "because"})
        and verb.dep_ in {"advcl", "ccomp", "relcl"}
        and ("that" not in opens or verb.dep_ == "advcl")
    )


def _verb(token: Token, band: Band) -> _Cue | None:
    """ "Is expected to", "we expect", "seems to", "I doubt that"."""
    word = lemma(token)
    clause = next((child for child in token.children if child.dep_ in {"xcomp", "ccomp"}), None)
    if clause is None:
        return None
    passive = any(child.dep_ == "auxpass" for child in token.children) or (token.tag_ == "VBN" and token.dep_ != "ROOT")
    subject = subject_of(token)
    first = subject is not None and subject.lower_ in FIRST_PERSON
    if word in {"expect", "anticipate"} and not (passive or first):
        return None
    if word == "doubt":
        return _Cue((token,), _doubted(token), clause) if first else None
    if word not in {"expect", "anticipate", "seem", "appear", "bind", "guarantee"}:
        return None
    denied = DENIED[band] if negated(token) else band
    return _Cue((token,), denied, clause) if denied else None


def _qualifies(token: Token) -> bool:
    """Whether a word of likelihood qualifies what is told here, and is not one of its other senses."""
    test = _SENSE.get(token.lower_)
    return test(token) if test else token.lower_ not in _ATTRIBUTIVE or _stands_before(token)


def _stands_before(token: Token) -> bool:
    return token.dep_ in {"amod", "compound"}


def _word_before(token: Token) -> str:
    return token.doc[token.i - 1].lower_ if token.i else ""


def _word_after(token: Token) -> str:
    return token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""


def _is_possible(token: Token) -> bool:
    """Not "as soon as possible", nor "possible to reach"."""
    return _word_before(token) not in {"as", "if", "best", "worst", "every", "where", "whenever"} and not _to_do(token)


def _is_certain(token: Token) -> bool:
    """ "It is certain that", not "certain obligations"."""
    return token.dep_ in _PREDICATES and _word_before(token) != "a"


def _is_sure(token: Token) -> bool:
    """ "I am sure", not "make sure", "how sure", "sure to vote"."""
    return (
        token.dep_ in {"acomp", "ROOT", "ccomp", "conj"}
        and lemma(token.head) != "make"
        and _word_after(token) != "to"
        and not any(child.lower_ in {"how", "so"} for child in token.children)
    )


def _is_likely(token: Token) -> bool:
    """Not "more likely than others", "likely voters"."""
    return _word_before(token) not in {"more", "less", "how", "as", "equally"} and not _word_after(token).startswith(
        "voter"
    )


def _is_name_of_chance(token: Token) -> bool:
    """ "There is a possibility", "a potential conflict"."""
    return _stands_before(token) or (
        lemma(token.head) == "be" and any(child.dep_ == "expl" for child in token.head.children)
    )


def _to_do(token: Token) -> bool:
    """ "Possible to leave": what one is able to do."""
    siblings = [*token.children, *token.head.children] if token.dep_ in _PREDICATES else list(token.children)
    return any(
        child.dep_ in {"xcomp", "advcl"} and child.i > token.i and any(mark.lower_ == "to" for mark in child.children)
        for child in siblings
    )


_SENSE: Mapping[str, Callable[[Token], bool]] = {
    "possible": _is_possible,
    "impossible": _is_possible,
    "certain": _is_certain,
    "sure": _is_sure,
    "likely": _is_likely,
    "bound": lambda token: _word_after(token) == "to",
    "possibility": _is_name_of_chance,
    "potential": _is_name_of_chance,
    **dict.fromkeys(("doubt", "likelihood", "probability", "remote"), lambda _: False),
    **dict.fromkeys(("expected", "anticipated", "guaranteed"), lambda token: _stands_before(token) or _to_do(token)),
    **dict.fromkeys(("dubious", "doubtful", "implausible", "plausible"), lambda token: token.dep_ in _PREDICATES),
}


def _denied(first: Token, last: Token) -> bool:
    """Whether a word of likelihood is denied itself: "not likely", "isn't very likely"."""
    before = [token.lower_ for token in first.doc[max(first.i - 2, 0) : first.i]]
    if before and before[-1] in {"not", "n't", "n’t", "hardly", "never"}:
        return True
    if len(before) == 2 and before[0] in {"not", "n't", "n’t"} and before[1] in {"very", "so", "that", "too", "a"}:
        return True
    verb = last.head
    return last.dep_ in {"acomp", "attr"} and any(child.dep_ == "neg" and child.i < first.i for child in verb.children)


def _over(token: Token) -> Token:
    """What a word of likelihood qualifies: the verb or noun above it."""
    while token.head != token and token.dep_ in {
        "advmod",
        "pobj",
        "prep",
        "det",
        "npadvmod",
        "amod",
        "acomp",
        "attr",
        "aux",
    }:
        token = token.head
        if token.pos_ in {"VERB", "AUX", "NOUN", "PROPN"} and token.dep_ not in {"pobj", "aux"}:
            break
    return token


def _certainty(part: Sentence, cue: _Cue) -> Certainty:
    branch = {token.i for token in cue.over.subtree}
    scope = [token for token in part.tokens if token.i in branch] or list(cue.words)
    while len(scope) > 1 and scope[-1].is_punct:
        scope.pop()
    return Certainty(part.span(cue.words), cue.band, part.span(scope))


def _figure(parsed: ParsedText, found: Attribution) -> Certainty | None:
    """A chance given as a figure: "a 70 per cent chance", "one in five odds"."""
    for span in found.content:
        words = span.of(parsed.text)
        for match in (*_PER_CENT.finditer(words), *_ONE_IN.finditer(words)):
            chance = _chance(match.groupdict())
            if chance is not None and chance <= 100:
                cue = Span(span.start + match.start(), span.start + match.end())
                return Certainty(cue, band_of(chance), span)
    return None


def _chance(parts: Mapping[str, str | None]) -> float | None:
    if low := parts.get("low"):
        return (float(low) + float(parts.get("high") or low)) / 2
    part, whole = _number(parts.get("part")), _number(parts.get("whole"))
    return 100 * part / whole if part is not None and whole else None


def _number(word: str | None) -> int | None:
    return None if word is None else int(word) if word.isdigit() else _SMALL.get(word.lower())
