"""From marked articles to what one step of training takes: batches of windows with the gold of their words."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from according.reading.decoding import NONE
from according.reading.features import Ints
from according.reading.windows import (
    MOST_PIECES_A_WINDOW,
    Frame,
    Part,
    Window,
    frame_around,
    parts_in,
    parts_of,
    windows_of,
)
from training.corpus import GoldFrame, MarkedArticle

# Pieces a batch and process, padding included.
PIECES = 1600
# Lengths are rounded up to it: a matrix product of a size that was not seen before costs a third more.
MULTIPLE = 16
AT_MOST = 16


@dataclass(frozen=True, slots=True, eq=False)
class MarkedWindow:
    """A window of one article, with the frames that its annotator marked in each part."""

    window: Window
    gold: tuple[tuple[GoldFrame, ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Windows with their gold: every word's role in any attribution, which words are anchors, and the gold frames.

    `roles` holds the roles of each frame's words, as long as the frame.
    """

    windows: tuple[Window, ...]
    word_roles: Ints
    anchors: Ints
    frames: tuple[Frame, ...]
    roles: tuple[Ints, ...]


def epoch(articles: Sequence[MarkedArticle], chance: random.Random) -> list[list[MarkedWindow]]:
    """All articles laid out anew, each in one annotator's version, in batches of like length and in random order."""
    windows = [window for article in articles for window in marked_windows(article, chance)]
    windows.sort(key=lambda one: one.window.pieces + chance.uniform(-16, 16), reverse=True)
    batches: list[list[MarkedWindow]] = []
    while windows:
        longest = -(-max(one.window.pieces for one in windows[:AT_MOST]) // MULTIPLE) * MULTIPLE
        size = PIECES // longest
        batches.append(windows[:size])
        del windows[:size]
    chance.shuffle(batches)
    return batches


def marked_windows(article: MarkedArticle, chance: random.Random | None = None) -> Iterator[MarkedWindow]:
    """An article's windows: shifted at random and by any annotator's version, or plainly and by the first's."""
    version = chance.choice(article.versions) if chance else article.versions[0]
    parts = [part for number, words in enumerate(article.paragraphs) for part in parts_of(number, words)]
    shift = (MOST_PIECES_A_WINDOW, chance.randint(40, MOST_PIECES_A_WINDOW)) if chance else ()
    for window in windows_of(parts, *shift):
        yield MarkedWindow(window, tuple(_frames_of(part, version) for part in window.parts))


def _frames_of(part: Part, version: Sequence[GoldFrame]) -> tuple[GoldFrame, ...]:
    return tuple(one for one in version if one.paragraph == part.paragraph and part.begin <= one.anchor < part.end)


def batch_of(marked: Sequence[MarkedWindow]) -> Batch:
    """Lay out the gold of some windows as the network's outputs lie."""
    windows = tuple(one.window for one in marked)
    gold = [frames for one in marked for frames in one.gold]
    places = list(parts_in(windows))
    size = sum(part.end - part.begin for _, part in places)
    word_roles, anchors = np.full(size, NONE), np.zeros(size, dtype=np.int64)
    frames: list[Frame] = []
    roles: list[Ints] = []
    for (at, part), ones in zip(places, gold, strict=True):
        for one in ones:
            here = one.roles[part.begin : part.end]
            stretch = word_roles[at : at + len(here)]
            stretch[here != NONE] = here[here != NONE]
            anchors[at + one.anchor - part.begin] = 1
            frame = frame_around(one.anchor, part, at)
            frames.append(frame)
            roles.append(one.roles[frame.begin : frame.end])
    return Batch(windows, word_roles, anchors, tuple(frames), tuple(roles))
