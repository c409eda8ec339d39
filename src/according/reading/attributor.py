"""The attribution model at work: its files, checked and loaded once, and the roles that it gives to words.

It reads in two steps. The encoder gives every word a state and the chance that it is an *anchor*, the word by which a
cue hangs in the parse. Around each likely anchor the second step then asks every word what it is to this cue alone,
so that two attributions in one sentence keep their sources apart. How it was made and what it was measured at:
`weights/MODEL_CARD.md`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from according.errors import ModelError
from according.reading.decoding import CONTENT, CUE, Ints, best_roles
from according.reading.features import Lexicon, Words
from according.reading.windows import (
    Frame,
    Window,
    encoder_inputs,
    frame_around,
    frame_inputs,
    parts_in,
    parts_of,
    windows_of,
)

WEIGHTS = Path(__file__).parent / "weights"

# The second step looks at every word that is an anchor with at least this chance, as it did in training.
SUSPECT = 0.1
# Windows of 160 pieces: more together are no faster on one core and cost memory.
WINDOWS_A_BATCH = 8
# Frames of up to 145 words.
FRAMES_A_BATCH = 16


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """An attribution on the words of a passage: `passage` is its number, `roles` gives the words from `begin` on
    theirs.
    """

    passage: int
    begin: int
    roles: Ints
    score: float

    @property
    def cue(self) -> frozenset[int]:
        """The numbers of the cue's words."""
        return frozenset((np.flatnonzero(self.roles == CUE) + self.begin).tolist())


class Attributor:
    """The released model, or another in a folder of the same form.

    Raises:
        ModelError: a file is missing, or is not the one whose hash `model.json` gives.
    """

    def __init__(self, folder: Path = WEIGHTS) -> None:
        described = json.loads(_bytes(folder / "model.json"))
        files = {name: _checked(folder / name, sha256) for name, sha256 in described["sha256"].items()}
        self._encoder = _session(files["encoder.onnx"])
        self._frames = _session(files["frames.onnx"])
        self._transitions = np.array(described["transitions"], dtype=np.float32)
        self._threshold = float(described["threshold"])
        self.anchors: frozenset[str] = frozenset(described["anchors"])
        self.lexicon = Lexicon(Tokenizer.from_str(files["tokenizer.json"].decode("utf-8")))

    def read_together(self, passages: Sequence[Words]) -> list[Found]:
        """Find attributions in passages that follow each other, each seen among its neighbours."""
        parts = (part for number, words in enumerate(passages) for part in parts_of(number, words))
        return self._read(windows_of(parts))

    def read_apart(self, passages: Sequence[Words]) -> list[Found]:
        """Find attributions in passages of which each is seen by itself."""
        rows = (windows_of(parts_of(number, words)) for number, words in enumerate(passages))
        return self._read(window for row in rows for window in row)

    def encode(self, windows: Iterable[Window]) -> Iterator[tuple[list[Window], Any, Any]]:
        """The first step: batches of windows with their words' states (words, width) and anchor chances (words,)."""
        ordered = sorted(windows, key=lambda window: window.pieces)
        for begin in range(0, len(ordered), WINDOWS_A_BATCH):
            batch = ordered[begin : begin + WINDOWS_A_BATCH]
            states, chances = self._encoder.run(None, encoder_inputs(batch))
            yield batch, states, chances

    def _read(self, windows: Iterable[Window]) -> list[Found]:
        proposed = (found for batch in self.encode(windows) for found in self._read_batch(*batch))
        return list(_agreed(found for found in proposed if found.score >= self._threshold))

    def _read_batch(self, windows: Sequence[Window], states: Any, chances: Any) -> Iterator[Found]:
        frames = sorted(_suspected(windows, chances), key=len)
        for begin in range(0, len(frames), FRAMES_A_BATCH):
            yield from self._read_frames(frames[begin : begin + FRAMES_A_BATCH], states, chances)

    def _read_frames(self, frames: Sequence[Frame], states: Any, chances: Any) -> Iterator[Found]:
        inputs = frame_inputs(frames)
        anchor = inputs["anchor"]
        scores, valid = self._frames.run(None, {"states": states, "chances": chances, **inputs})
        roles = best_roles(scores, inputs["inside"], anchor, self._transitions)
        for frame, row, score in zip(frames, roles, valid, strict=True):
            yield Found(frame.part.paragraph, frame.begin, row[: len(frame)], float(score))


@cache
def released() -> Attributor:
    """The model that ships with the package, loaded once a process."""
    return Attributor()


def _suspected(windows: Sequence[Window], chances: Any) -> Iterator[Frame]:
    for at, part in parts_in(windows):
        for word in np.flatnonzero(chances[at : at + part.end - part.begin] > SUSPECT).tolist():
            yield frame_around(part.begin + word, part, at)


def _agreed(proposed: Iterable[Found]) -> Iterator[Found]:
    """Those that have a content and whose cue no surer one has taken."""
    taken: set[tuple[int, int]] = set()
    for found in sorted(proposed, key=lambda found: (-found.score, found.passage, found.begin)):
        cue = {(found.passage, word) for word in found.cue}
        if not taken & cue and (found.roles == CONTENT).any():
            taken |= cue
            yield found


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelError(
            f"The attribution model's file {path} cannot be read ({error.strerror}); install According anew."
        ) from error


def _checked(path: Path, sha256: str) -> bytes:
    content = _bytes(path)
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ModelError(f"The attribution model's file {path} is not the released one; install According anew.")
    return content


def _session(model: bytes) -> Any:
    options = onnxruntime.SessionOptions()
    # One thread a process: articles are read side by side in several processes.
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
