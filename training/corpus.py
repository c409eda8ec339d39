"""PolNeAR as the model learns it: each article's words by paragraph, and each annotator's frames over them."""

from __future__ import annotations

import pickle
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from according.language import parse_many
from according.model import Span
from according.reading.decoding import CONTENT, CUE, NONE, SOURCE
from according.reading.features import Ints, Lexicon, Words, words_of

ROLE_NUMBERS = {"cue": CUE, "source": SOURCE, "content": CONTENT}
HELD_OUT = 60

RoleSpans = dict[str, list[tuple[int, int]]]


@dataclass(frozen=True, slots=True, eq=False)
class GoldFrame:
    """One attribution on the words of its paragraph: the anchor of its cue, and every word's role in it."""

    paragraph: int
    anchor: int
    roles: Ints


@dataclass(frozen=True, slots=True, eq=False)
class MarkedArticle:
    """An article with its words, a Words each paragraph, and the frames of everyone who marked it."""

    name: str
    text: str
    offsets: tuple[int, ...]
    paragraphs: tuple[Words, ...]
    versions: tuple[tuple[GoldFrame, ...], ...]


def paragraphs_of(text: str) -> list[Span]:
    """Blocks between blank lines, or the lines where the text has no blank ones."""
    block = r"\S(?:[^\n]|\n(?![^\S\n]*\n))*" if re.search(r"\n[^\S\n]*\n", text) else r"\S[^\n]*"
    return [Span(match.start(), match.start() + len(match.group().rstrip())) for match in re.finditer(block, text)]


def read_corpus(folder: Path, lexicon: Lexicon, cache: Path | None = None) -> list[MarkedArticle]:
    """Parse the articles of one compartment (`folder` holds text/ and attributions/), or take them from the cache."""
    if cache and cache.exists():
        return pickle.loads(cache.read_bytes())
    articles = list(_marked_articles(folder, lexicon))
    if cache:
        cache.parent.mkdir(parents=True, exist_ok=True)
        cache.write_bytes(pickle.dumps(articles))
    return articles


def hold_out(articles: Sequence[MarkedArticle], seed: int) -> tuple[list[MarkedArticle], list[MarkedArticle]]:
    """Articles to learn from, and HELD_OUT others by which all choices are made."""
    shuffled = random.Random(seed).sample(list(articles), len(articles))
    return shuffled[HELD_OUT:], shuffled[:HELD_OUT]


def anchor_words(articles: Sequence[MarkedArticle], fewest: int = 2, least_share: float = 0.05) -> list[str]:
    """The words, in small letters, that anchor a cue at least so often, and in at least such a share of their uses."""
    anchors, uses = Counter[str](), Counter[str]()
    for article in articles:
        spelled = [list(_spelled(article, number)) for number in range(len(article.paragraphs))]
        uses.update(word for row in spelled for word in row)
        anchors.update(spelled[one.paragraph][one.anchor] for one in article.versions[0])
    return sorted(word for word, count in anchors.items() if count >= fewest and count >= least_share * uses[word])


def _spelled(article: MarkedArticle, paragraph: int) -> Iterator[str]:
    words, offset = article.paragraphs[paragraph], article.offsets[paragraph]
    for start, end in zip(words.starts.tolist(), words.ends.tolist(), strict=True):
        yield article.text[offset + start : offset + end].lower()


def _marked_articles(folder: Path, lexicon: Lexicon) -> Iterator[MarkedArticle]:
    paths = sorted((folder / "text").glob("*.txt"))
    texts = [path.read_bytes().decode() for path in paths]
    parsed = parse_many((text, paragraphs_of(text)) for text in texts)
    for path, one in zip(paths, parsed, strict=True):
        words = tuple(words_of(doc, lexicon) for doc in one.docs)
        marked = sorted((folder / "attributions").glob(f"{path.stem}_????.ann"))
        versions = tuple(tuple(_frames(attributions(file), words, one.offsets)) for file in marked)
        yield MarkedArticle(path.stem, one.text, one.offsets, words, versions)


def attributions(path: Path) -> Iterator[RoleSpans]:
    """The attributions of a standoff file: T lines name spans, E lines join them."""
    spans: dict[str, list[tuple[int, int]]] = {}
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").split("\n") if "\t" in line]
    for key, value, *_ in lines:
        if key.startswith("T"):
            offsets = value.partition(" ")[2]
            spans[key] = [(int(start), int(end)) for start, end in (pair.split() for pair in offsets.split(";"))]
    for key, value, *_ in lines:
        if key.startswith("E"):
            roles: RoleSpans = {role: [] for role in ROLE_NUMBERS}
            for argument in value.split():
                name, _, target = argument.partition(":")
                role = name.rstrip("0123456789").lower()
                if role in roles:
                    roles[role] += spans.get(target, [])
            yield roles


def _frames(marked: Iterator[RoleSpans], paragraphs: Sequence[Words], offsets: Sequence[int]) -> Iterator[GoldFrame]:
    for spans in marked:
        for number, (words, offset) in enumerate(zip(paragraphs, offsets, strict=True)):
            roles = np.full(len(words), NONE, dtype=np.int64)
            for name, role in ROLE_NUMBERS.items():
                for start, end in spans[name]:
                    roles[(words.starts + offset < end) & (words.ends + offset > start)] = role
            if (roles == CUE).any():
                yield GoldFrame(number, anchor_of(np.flatnonzero(roles == CUE), words), roles)
                break  # a cue that runs into the next paragraph is anchored in the first


def anchor_of(cue: Ints, words: Words) -> int:
    """The word by which a cue hangs in the parse: its head is outside the cue; the nearest to the root if several."""
    outer = [word for word in cue.tolist() if words.heads[word] not in cue or words.heads[word] == word]
    return min(outer or cue.tolist(), key=lambda word: _depth(word, words))


def _depth(word: int, words: Words) -> int:
    depth = 0
    while words.heads[word] != word and depth < len(words):
        word, depth = int(words.heads[word]), depth + 1
    return depth
