"""What the attribution model sees of a text: its words, their pieces, and what the parse says of each.

Training and the running reader both come through here, so that a model is always asked in the terms in which it
learned. A *word* is a spaCy token that is not white space; a *piece* is a WordPiece of it. All arrays are per word
unless they say otherwise; words are numbered from 0 within their paragraph.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, ENT_TYPE, HEAD, IDX, LENGTH, ORTH, SENT_START, TAG
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab
from tokenizers import Tokenizer

Ints = NDArray[np.int64]

# A word of thousands of characters (an address, a run of emoji) says no more after its first pieces.
MOST_PIECES = 8
MOST_CHARACTERS = 64
# Beyond this many different words the memory of pieces starts afresh: 65,536 words are about 20 MB.
MOST_REMEMBERED = 65_536

# Number 0 of each table stands for every label that it does not list.
TAGS = (
    "", "$", "''", ",", "-LRB-", "-RRB-", ".", ":", "ADD", "AFX", "CC", "CD", "DT", "EX", "FW", "HYPH", "IN", "JJ",
    "JJR", "JJS", "LS", "MD", "NFP", "NN", "NNP", "NNPS", "NNS", "PDT", "POS", "PRP", "PRP$", "RB", "RBR", "RBS",
    "RP", "SYM", "TO", "UH", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "WDT", "WP", "WP$", "WRB", "XX", "``",
)  # fmt: skip
DEPENDENCIES = (
    "", "ROOT", "acl", "acomp", "advcl", "advmod", "agent", "amod", "appos", "attr", "aux", "auxpass", "case", "cc",
    "ccomp", "compound", "conj", "csubj", "csubjpass", "dative", "dep", "det", "dobj", "expl", "intj", "mark", "meta",
    "neg", "nmod", "npadvmod", "nsubj", "nsubjpass", "nummod", "oprd", "parataxis", "pcomp", "pobj", "poss",
    "preconj", "predet", "prep", "prt", "punct", "quantmod", "relcl", "xcomp",
)  # fmt: skip
ENTITIES = (
    "", "CARDINAL", "DATE", "EVENT", "FAC", "GPE", "LANGUAGE", "LAW", "LOC", "MONEY", "NORP", "ORDINAL", "ORG",
    "PERCENT", "PERSON", "PRODUCT", "QUANTITY", "TIME", "WORK_OF_ART",
)  # fmt: skip
SHAPES = ("lower", "Title", "UPPER", "miXed", "digits", "marks", "other")
QUOTATION = ("outside", "inside", "inside an unclosed one", "opening mark", "closing mark")

OPENING = {"“": "”", "„": "”", "«": "»", "``": "''", "‘": "’", "‹": "›"}
CLOSING = frozenset({"”", "»", "''", "’", "›"})
STRAIGHT = frozenset({'"', "＂"})

DISTANCES = 24
# Steps from the cue's anchor up to where the two branches meet (0 … 3 or more), then: an earlier, a later sentence.
CLIMBS = 6
# Steps from there down to the word: 0 … 4 or more.
DESCENTS = 5
SENTENCES = 7


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of one paragraph, or of a part of one, as the model takes them.

    `starts` and `ends` are code points into the Doc's own text. `pieces` are the WordPieces of all words in a row,
    those of word i at `first[i]` to `first[i + 1]`. `heads` is the word each hangs from (itself at a root),
    `sentences` counts from 0.
    """

    starts: Ints
    ends: Ints
    pieces: Ints
    first: Ints
    shapes: Ints
    quotation: Ints
    tags: Ints
    dependencies: Ints
    entities: Ints
    heads: Ints
    sentences: Ints

    def __len__(self) -> int:
        return len(self.starts)


class Lexicon:
    """What is always the same about a word: its pieces and its case shape, by the spelling it has."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._unknown = tokenizer.encode("[UNK]", add_special_tokens=False).ids[0]
        self._known: dict[int, tuple[tuple[int, ...], int]] = {}

    def look_up(self, orth: int, vocab: Vocab) -> tuple[tuple[int, ...], int]:
        """The pieces (at least one, at most MOST_PIECES) and the case shape of the word with this spaCy hash."""
        known = self._known.get(orth)
        if known is None:
            if len(self._known) >= MOST_REMEMBERED:
                self._known.clear()
            word = vocab.strings[orth][:MOST_CHARACTERS]
            known = self._known[orth] = (self._pieces(word), case_shape(word))
        return known

    def _pieces(self, word: str) -> tuple[int, ...]:
        pieces = self._tokenizer.encode(word, add_special_tokens=False).ids[:MOST_PIECES]
        return tuple(pieces) or (self._unknown,)


def case_shape(word: str) -> int:
    """Which of SHAPES a word has."""
    letters = [character for character in word if character.isalpha()]
    if not letters:
        return _shape_without_letters(word)
    if word.islower():
        return SHAPES.index("lower")
    if len(letters) > 1 and word.isupper():
        return SHAPES.index("UPPER")
    if letters[0].isupper() and not any(letter.isupper() for letter in letters[1:]):
        return SHAPES.index("Title")
    return SHAPES.index("miXed") if any(letter.isupper() for letter in letters) else SHAPES.index("other")


def _shape_without_letters(word: str) -> int:
    if any(character.isdigit() for character in word):
        return SHAPES.index("digits")
    marks = all(unicodedata.category(character).startswith("P") for character in word)
    return SHAPES.index("marks") if marks else SHAPES.index("other")


def quotation_states(words: Sequence[str]) -> list[int]:
    """Which of QUOTATION each word of a paragraph stands in; a quotation that is never closed is told apart.

    An apostrophe closes only what a single opening mark began, and a quotation inside a quotation is part of the
    outer one.
    """
    outside, inside, unclosed, opening, closing = range(len(QUOTATION))
    states: list[int] = []
    awaited: str | None = None
    began = 0
    for index, word in enumerate(words):
        if awaited is None and (word in OPENING or word in STRAIGHT):
            awaited, began = OPENING.get(word, word), index
            states.append(opening)
        elif awaited is not None and word == awaited:
            awaited = None
            states.append(closing)
        else:
            states.append(outside if awaited is None else inside)
    if awaited is not None:
        states[began + 1 :] = [unclosed] * (len(states) - began - 1)
    return states


def words_of(passage: Doc | Span, lexicon: Lexicon) -> Words:
    """The words of a parsed paragraph, or of a part of one that then knows nothing of what is around it."""
    whole = passage[:] if isinstance(passage, Doc) else passage
    vocab = whole.doc.vocab
    attributes = whole.doc.to_array([ORTH, TAG, DEP, ENT_TYPE, HEAD, SENT_START, IDX, LENGTH])
    table: Ints = attributes[whole.start : whole.end].astype(np.int64)
    spelled = [lexicon.look_up(orth & (2**64 - 1), vocab) for orth in table[:, 0].tolist()]
    texts = [vocab.strings[orth & (2**64 - 1)] for orth in table[:, 0].tolist()]
    kept = np.array([bool(text) and not text.isspace() for text in texts], dtype=bool)
    renumbered = np.cumsum(kept) - 1
    heads = _heads_within(table[:, 4], kept, renumbered)
    table, spelled = table[kept], [entry for entry, keep in zip(spelled, kept, strict=True) if keep]
    return Words(
        starts=table[:, 6],
        ends=table[:, 6] + table[:, 7],
        pieces=np.array([piece for pieces, _ in spelled for piece in pieces], dtype=np.int64),
        first=np.concatenate([[0], np.cumsum([len(pieces) for pieces, _ in spelled])]).astype(np.int64),
        shapes=np.array([shape for _, shape in spelled], dtype=np.int64),
        quotation=np.array(
            quotation_states([text for text, keep in zip(texts, kept, strict=True) if keep]), dtype=np.int64
        ),
        tags=_numbered(table[:, 1], _table(TAGS, vocab)),
        dependencies=_numbered(table[:, 2], _table(DEPENDENCIES, vocab)),
        entities=_numbered(table[:, 3], _table(ENTITIES, vocab)),
        heads=heads,
        sentences=np.cumsum(_sentence_begins(table[:, 5])),
    )


def _sentence_begins(marks: Ints) -> Ints:
    begins: Ints = (marks == 1).astype(np.int64)
    begins[:1] = 0
    return begins


def _heads_within(offsets: Ints, kept: NDArray[np.bool_], renumbered: Ints) -> Ints:
    """Heads as numbers of kept words; a word whose head lies outside the passage, or is white space, is a root."""
    own = np.arange(len(offsets))
    heads = own + offsets
    outside = (heads < 0) | (heads >= len(own))
    heads[outside] = own[outside]
    heads = np.where(kept[heads], heads, own)
    inside: Ints = renumbered[heads[kept]]
    return inside


def _table(labels: Iterable[str], vocab: Vocab) -> dict[int, int]:
    strings = vocab.strings
    return {_signed(strings[label]): number for number, label in enumerate(labels) if label in strings}


def _signed(value: int) -> int:
    return value - 2**64 if value >= 2**63 else value


def _numbered(hashes: Ints, numbers: dict[int, int]) -> Ints:
    return np.array([numbers.get(value, 0) for value in hashes.tolist()], dtype=np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Relations:
    """How each word stands to one anchor: how far, on which branch of the parse, in which sentence."""

    distance: Ints
    climb: Ints
    branch: Ints
    descent: Ints
    sentence: Ints


def relations_to(anchor: int, words: Words, begin: int, end: int) -> Relations:
    """How the words [begin, end) stand to the anchor of a cue.

    From the anchor one climbs until a branch leads down to the word: `climb` is the number of steps up, `branch` the
    dependency label by which that branch hangs there (0 where the word itself stands on the way up), `descent` the
    steps down.
    """
    here = np.arange(begin, end)
    sentence = words.sentences[begin:end] - words.sentences[anchor]
    climb, branch, descent = _paths(anchor, words, here)
    elsewhere = sentence != 0
    return Relations(
        distance=distance_bucket(here - anchor),
        climb=np.where(elsewhere, np.where(sentence < 0, CLIMBS - 2, CLIMBS - 1), climb),
        branch=np.where(elsewhere, 0, branch),
        descent=np.where(elsewhere, 0, descent),
        sentence=np.clip(sentence, -(SENTENCES // 2), SENTENCES // 2) + SENTENCES // 2,
    )


def _paths(anchor: int, words: Words, here: Ints) -> tuple[Ints, Ints, Ints]:
    steps_up = np.full(len(words), -1, dtype=np.int64)
    at, step = anchor, 0
    while steps_up[at] < 0:
        steps_up[at] = step
        at, step = int(words.heads[at]), step + 1
    current, below, descent = here.copy(), here.copy(), np.zeros(len(here), dtype=np.int64)
    while True:
        moving = (steps_up[current] < 0) & (words.heads[current] != current)
        if not moving.any():
            break
        below[moving] = current[moving]
        current[moving] = words.heads[current[moving]]
        descent += moving
    branch = np.where(descent > 0, words.dependencies[below], 0)
    return np.clip(steps_up[current], 0, CLIMBS - 3), branch, np.minimum(descent, DESCENTS - 1)


def distance_bucket(offset: Ints) -> Ints:
    """A signed distance in words as one of DISTANCES buckets: each up to 4, then ever wider."""
    edges = np.array([1, 2, 3, 4, 5, 7, 10, 14, 20, 28, 40])
    size = np.searchsorted(edges, np.abs(offset), side="right")
    return np.where(offset < 0, len(edges) - size, np.where(offset > 0, len(edges) + size, len(edges)))
