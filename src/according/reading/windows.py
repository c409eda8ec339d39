"""How words are laid out for the attribution model: windows for its encoder, frames around the anchors of cues.

A *window* is a row of whole paragraphs that fit together; a paragraph too long for one is cut, at a sentence's start
where there is one. A *frame* is what stands around one anchor (the word by which a cue hangs in the parse), within
its paragraph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from according.reading.features import Ints, Words, relations_to

# Pieces a window, special ones included. Longer ones were not seen in training and are read worse.
MOST_PIECES_A_WINDOW = 160
# Paragraphs are laid together up to so many pieces. On held-out articles that was a little better than filling the
# windows: attribution .737 against .728.
PIECES_TOGETHER = 96
# Of 100 attributions in PolNeAR, 98 end within this many words from their cue.
REACH = 72

BEGIN, SEPARATOR, PADDING = 101, 102, 0  # [CLS], [SEP], [PAD] of BERT's vocabulary

Arrays = dict[str, NDArray[Any]]


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """The words [begin, end) of a paragraph; `paragraph` is the number that the caller knows it by."""

    paragraph: int
    words: Words
    begin: int
    end: int

    @property
    def pieces(self) -> int:
        """How many pieces it takes."""
        return int(self.words.first[self.end] - self.words.first[self.begin])


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """Parts that are encoded together: [CLS] part [SEP] part [SEP] …"""

    parts: tuple[Part, ...]

    @property
    def pieces(self) -> int:
        """How many pieces it takes."""
        return 1 + sum(part.pieces + 1 for part in self.parts)


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """The words [begin, end) of a part around an anchor; `at` is the row of the part's first word in its batch."""

    part: Part
    anchor: int
    begin: int
    end: int
    at: int

    def __len__(self) -> int:
        return self.end - self.begin


def parts_of(paragraph: int, words: Words) -> Iterator[Part]:
    """The paragraph whole where a window holds it, else in pieces that each fill one."""
    room = MOST_PIECES_A_WINDOW - 2
    begin = 0
    while begin < len(words):
        end = int(np.searchsorted(words.first, words.first[begin] + room, side="right")) - 1
        end = min(max(end, begin + 1), len(words))
        if end < len(words):
            starts = np.flatnonzero(np.diff(words.sentences[begin : end + 1])) + begin + 1
            end = int(starts[-1]) if len(starts) else end
        yield Part(paragraph, words, begin, end)
        begin = end


def windows_of(
    parts: Iterable[Part], room: int = PIECES_TOGETHER, first_room: int = PIECES_TOGETHER
) -> Iterator[Window]:
    """Lay parts that follow each other into windows of so many pieces, or of one part that is longer.

    The first may be given other room, which shifts all others.
    """
    row: list[Part] = []
    taken, left = 1, first_room
    for part in parts:
        if row and taken + part.pieces + 1 > left:
            yield Window(tuple(row))
            row, taken, left = [], 1, room
        row.append(part)
        taken += part.pieces + 1
    if row:
        yield Window(tuple(row))


def encoder_inputs(windows: Sequence[Window], multiple: int = 1) -> Arrays:
    """What the encoder takes of a batch of windows, padded to the longest or to the next `multiple` of pieces.

    `pieces`, `shapes`, `quotation`, `tags`, `dependencies`, `entities`: int64 (windows, longest); `present`: float32,
    1 where a piece stands and 0 in the padding; `word_at`: int64 (words,), where each word's first piece stands in
    the flattened batch.
    """
    longest = _rounded(max(window.pieces for window in windows), multiple)
    names = ("shapes", "quotation", "tags", "dependencies", "entities")
    arrays = {name: np.zeros((len(windows), longest), dtype=np.int64) for name in ("pieces", *names)}
    present = np.zeros((len(windows), longest), dtype=np.float32)
    word_at: list[Ints] = []
    for row, window in enumerate(windows):
        present[row, : window.pieces] = 1
        arrays["pieces"][row, 0] = BEGIN
        place = 1
        for part in window.parts:
            words, inside = part.words, slice(part.begin, part.end)
            first = words.first[part.begin : part.end + 1]
            stop = place + part.pieces
            arrays["pieces"][row, place:stop] = words.pieces[first[0] : first[-1]]
            arrays["pieces"][row, stop] = SEPARATOR
            sizes = np.diff(first)
            for name in names:
                arrays[name][row, place:stop] = np.repeat(getattr(words, name)[inside], sizes)
            word_at.append(row * longest + place + first[:-1] - first[0])
            place = stop + 1
    return {**arrays, "present": present, "word_at": np.concatenate(word_at)}


def parts_in(windows: Iterable[Window]) -> Iterator[tuple[int, Part]]:
    """All parts of a batch in the order of its words, each with the row of its first word."""
    at = 0
    for window in windows:
        for part in window.parts:
            yield at, part
            at += part.end - part.begin


def frame_around(anchor: int, part: Part, at: int) -> Frame:
    """The frame of one anchor, given by its number in the paragraph."""
    return Frame(part, anchor, max(part.begin, anchor - REACH), min(part.end, anchor + REACH + 1), at)


def frame_inputs(frames: Sequence[Frame], multiple: int = 1) -> Arrays:
    """What the second step takes of a batch of frames, padded to the longest or to the next `multiple` of words.

    `rows`: int64 (frames, longest), each word's row in the encoder's output; `distance`, `climb`, `branch`, `descent`,
    `sentence`: likewise; `inside`: float32, 1 where a word stands; `anchor`: int64 (frames,), its place in the frame.
    """
    longest = _rounded(max(len(frame) for frame in frames), multiple)
    names = ("distance", "climb", "branch", "descent", "sentence")
    arrays = {name: np.zeros((len(frames), longest), dtype=np.int64) for name in ("rows", *names)}
    inside = np.zeros((len(frames), longest), dtype=np.float32)
    for row, frame in enumerate(frames):
        size = len(frame)
        relations = relations_to(frame.anchor, frame.part.words, frame.begin, frame.end)
        arrays["rows"][row, :size] = np.arange(size) + frame.at + frame.begin - frame.part.begin
        for name in names:
            arrays[name][row, :size] = getattr(relations, name)
        inside[row, :size] = 1
    anchor = np.array([frame.anchor - frame.begin for frame in frames], dtype=np.int64)
    return {**arrays, "inside": inside, "anchor": anchor}


def _rounded(length: int, multiple: int) -> int:
    return -(-length // multiple) * multiple
