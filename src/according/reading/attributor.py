"""The attribution model at work: its files, checked and loaded once, and the roles that it gives to words.

It reads in two steps. The encoder gives every word a state and the chance that it is an *anchor*, the word by which a
cue hangs in the parse. Around each likely anchor the second step then asks every word what it is to this cue alone,
so that two attributions in one sentence keep their sources apart. How it was made and what it was measured at:
`weights/MODEL_CARD.md`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from according.reading.decoding import CONTENT, CUE, ROLES, Ints, best_roles
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
from according.weights import checked, content, session

WEIGHTS = Path(__file__).parent / "weights"

# The second step looks at every word that is an anchor with at least this chance.
SUSPECT = 0.4
_CALLED = "attribution model"


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


@dataclass(frozen=True, slots=True, eq=False)
class _Likely:
    """A frame that the second step holds for an attribution, with its words' scores (words, roles)."""

    frame: Frame
    scores: Any
    score: float


class Attributor:
    """The released model, or another in a folder of the same form.

    Raises:
        ModelError: a file is missing, or is not the one whose hash `model.json` gives.
    """

    def __init__(self, folder: Path = WEIGHTS) -> None:
        described = json.loads(content(folder / "model.json", _CALLED))
        files = {name: checked(folder / name, sha256, _CALLED) for name, sha256 in described["sha256"].items()}
        self._encoder = session(files["encoder.onnx"])
        self._frames = session(files["frames.onnx"])
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

    def encode(self, window: Window) -> tuple[Any, Any]:
        """The first step: the window's words' states (words, width) and anchor chances (words,).

        One window at a time: without padding and its mask that is faster on one core than many together.
        """
        inputs = encoder_inputs([window])
        del inputs["present"]
        states, chances = self._encoder.run(None, inputs)
        return states, chances

    def _read(self, windows: Iterable[Window]) -> list[Found]:
        proposed = [likely for window in windows for likely in self._likely_in(window)]
        return list(_agreed(self._decoded(proposed))) if proposed else []

    def _likely_in(self, window: Window) -> Iterator[_Likely]:
        states, chances = self.encode(window)
        for frame in _suspected(window, chances):
            inputs = frame_inputs([frame])
            del inputs["inside"]
            scores, valid = self._frames.run(None, {"states": states, "chances": chances, **inputs})
            if valid[0] >= self._threshold:
                yield _Likely(frame, scores[0], float(valid[0]))

    def _decoded(self, proposed: Sequence[_Likely]) -> Iterator[Found]:
        sizes = np.array([len(likely.frame) for likely in proposed])
        inside = (np.arange(sizes.max()) < sizes[:, None]).astype(np.float32)
        scores = np.zeros((*inside.shape, len(ROLES)), dtype=np.float32)
        scores[inside > 0] = np.concatenate([likely.scores for likely in proposed])
        anchor = np.array([likely.frame.anchor - likely.frame.begin for likely in proposed])
        roles = best_roles(scores, inside, anchor, self._transitions)
        for likely, row, size in zip(proposed, roles, sizes, strict=True):
            yield Found(likely.frame.part.paragraph, likely.frame.begin, row[:size], likely.score)


@cache
def released() -> Attributor:
    """The model that ships with the package, loaded once a process."""
    return Attributor()


def _suspected(window: Window, chances: Any) -> Iterator[Frame]:
    for at, part in parts_in([window]):
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
