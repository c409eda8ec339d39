"""Where the writer stands to what he passes on, with the words that show it; the words are in `data/stances.yaml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, cast

import yaml

from according.language import ParsedText
from according.model import Span, Stance
from according.reading.attributions import Attribution
from according.reading.grammar import Sentence, sentence_at
from according.reading.lexicon import Added, Entry, brought, in_use
from according.reading.said import FIRST_PERSON, Said, lemma, said, subject_of

if TYPE_CHECKING:
    from spacy.tokens import Token

# Of several words, the one that says most.
_STRONGEST_FIRST: tuple[Stance, ...] = ("denies", "endorses", "distances")
# "Claimed responsibility", "claimed asylum": nothing is said to be so.
_CLAIMED_AS_ONES_OWN = frozenset("responsibility credit victory asylum damages refuge".split())


@dataclass(frozen=True, slots=True)
class Shown:
    """A stance, the words that show it, and the entry of the lexicon that they are (None: quotation marks)."""

    stance: Stance
    span: Span
    entry: Entry | None


@dataclass(frozen=True, slots=True, eq=False)
class _Words:
    """Words beside a cue by their first word, the longest entry first; cues, by lemma."""

    beside: Mapping[str, Sequence[Entry]]
    cues: Mapping[str, Entry]


def stance_of(parsed: ParsedText, found: Attribution) -> tuple[Stance, Span | None]:
    """Tell where the writer stands to a statement, and the words that show it.

    Returns:
        "denies" ("falsely claims"), "endorses" ("rightly notes"), "distances" ("claims", "so-called", "cynically", a
        source or cue between quotation marks), with the words; else "neutral" and None.
    """
    shown = shown_stance(parsed, found)
    return (shown.stance, shown.span) if shown else ("neutral", None)


def shown_stance(parsed: ParsedText, found: Attribution) -> Shown | None:
    """The stance of the writer with its words and their entry; None where he is neutral."""
    there = said(parsed, found)
    if not there.cue:
        return None
    sentence = sentence_at(parsed, found.cue[0].start)
    lexicon = in_use().part(_lexicon)
    beside = list(_beside(there, sentence, lexicon))
    for stance in _STRONGEST_FIRST:
        if first := next((one for one in beside if one.stance == stance), None):
            return first
    return next(_by_cue(there, sentence, lexicon), None) or _in_scare_quotes(parsed, found)


def _lexicon(added: Added) -> _Words:
    table = yaml.load(files("according.reading").joinpath("data", "stances.yaml").read_text("utf-8"), yaml.CSafeLoader)
    beside: dict[str, list[Entry]] = {}
    for entry in (*added.of("stances"), *brought("stances.yaml, beside", table["beside"])):
        beside.setdefault(entry.words.split()[0], []).append(entry)
    cues = {one.words: one for one in (*brought("stances.yaml, cues", table["cues"]), *added.of("stance cues"))}
    return _Words({first: sorted(row, key=lambda one: -len(one.words.split())) for first, row in beside.items()}, cues)


def _by_cue(there: Said, sentence: Sentence, lexicon: _Words) -> Iterator[Shown]:
    own = subject_of(there.cue[-1])
    if own is not None and own.lower_ in FIRST_PERSON:
        return  # "I claim" is not the writer's distance.
    if there.content and there.content[0].tokens[0].lower_ in _CLAIMED_AS_ONES_OWN:
        return
    for token in there.cue:
        entry = lexicon.cues.get(lemma(token)) or lexicon.cues.get(token.lower_)
        if entry and token.pos_ in {"VERB", "NOUN", "ADV"}:
            yield Shown(cast("Stance", entry.stands_for), sentence.place(token), entry)


def _beside(there: Said, sentence: Sentence, lexicon: _Words) -> Iterator[Shown]:
    """What the words in and around a cue show of how it is meant."""
    for words, shown in _groups(there):
        text = [word.lower_ for word in words]
        for place, word in enumerate(text):
            for entry in lexicon.beside.get(word, ()):
                reach = _reach(entry.words.split(), text[place:])
                # A team may be called the Wild.
                if reach and not (reach == 1 and _is_name(words[place])):
                    span = sentence.span(shown or words[place : place + reach])
                    yield Shown(cast("Stance", entry.stands_for), span, entry)
                    break
        yield from _hyphened(words, sentence, lexicon)


def _is_name(word: Token) -> bool:
    return word.text[:1].isupper() and not word.is_sent_start


def _reach(entry: Sequence[str], words: Sequence[str]) -> int:
    """Over how many words an entry reaches from here, others between its own ("without any evidence"); else 0."""
    at = 0
    for word in entry:
        if word not in words[at:]:
            return 0
        at = words.index(word, at) + 1
    return at


def _hyphened(words: Sequence[Token], sentence: Sentence, lexicon: _Words) -> Iterator[Shown]:
    """ "So-called", "self-proclaimed": words that the grammar model takes apart."""
    for token in words:
        whole = list(token.doc[max(token.i - 2, 0) : token.i + 1])
        if len(whole) == 3 and whole[1].text == "-":
            for entry in lexicon.beside.get("".join(word.lower_ for word in whole), ()):
                yield Shown(cast("Stance", entry.stands_for), sentence.span(whole), entry)


def _groups(there: Said) -> Iterator[tuple[list[Token], list[Token] | None]]:
    """Words that may tell how a cue is meant, group by group, each with what to show (None: the word itself).

    Words in a phrase or clause beside the cue ("Cynically turning the tables, …") are shown with all of it; of a clause
    only those that stand at its top count.
    """
    core = [*there.cue, *there.source]
    # A phrase on the cue is no content, though it may have been taken for a part of it: "said, without evidence, that".
    told = [part.tokens for part in there.content]
    told = [words for words in told if len(told) == 1 or words[0].dep_ != "prep" or words[0].head not in there.cue]
    taken = {token.i for words in told for token in words} | {token.i for token in core}
    yield core, None
    for child in (child for token in core for child in token.children if child.i not in taken):
        if child.dep_ in {"amod", "npadvmod"}:
            yield [child], None
        if child.dep_ in {"prep", "advcl", "advmod"}:
            clause = [word for word in child.subtree if word.i not in taken]
            top = [word for word in clause if child in {word, word.head} or _beneath(word, child)]
            yield top, clause


def _beneath(word: Token, top: Token) -> bool:
    """Whether a word tells of the phrase that it stands in: "in a baseless charge", "without offering proof"."""
    return word.dep_ in {"amod", "dobj"} and bool(word.head.head == top)


def _in_scare_quotes(parsed: ParsedText, found: Attribution) -> Shown | None:
    """Whether one or two words of the source or cue stand between quotation marks: the “referendum” showed."""
    for span in (*found.source, *found.cue):
        words = span.of(parsed.text)
        opened = next((place for place, mark in enumerate(words) if mark in '“"‘'), None)
        if opened is None:
            continue
        closed = next((place for place in range(opened + 1, len(words)) if words[place] in '”"’'), None)
        # What begins with a capital letter is a title.
        title = words[opened + 1 : opened + 2].isupper()
        if closed is not None and not title and closed - opened > 2 and words[opened:closed].count(" ") <= 1:
            return Shown("distances", Span(span.start + opened, span.start + closed + 1), None)
    return None
