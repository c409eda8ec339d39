"""Sentences as vectors: the sentence encoder that ships with the package, its files checked at load.

Two texts are as alike as the dot product of their vectors. How the encoder was made and how far it agrees with the
weights that it comes from: `weights/MODEL_CARD.md`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from according.weights import checked, content, session

Vectors = NDArray[np.float32]

WEIGHTS = Path(__file__).parent / "weights"
# Both models of the package come from one, and so does their vocabulary.
TOKENIZER = Path(__file__).parents[1] / "reading/weights/tokenizer.json"
WIDTH = 384
# A text says what it is about in its first hundred words; what comes after these pieces is not looked at.
MOST_PIECES = 128
# Vectors are kept in steps of this size: of 384 numbers of a unit vector hardly one is beyond 127 of them.
_STEP = 1 / 300
_CALLED = "sentence encoder"


class Encoder:
    """all-MiniLM-L6-v2 in eight bits (Reimers & Gurevych 2019, Sentence-BERT), or another in a folder of the same form.

    Raises:
        ModelError: a file is missing, or is not the one whose hash `model.json` gives.
    """

    def __init__(self, folder: Path = WEIGHTS) -> None:
        hashes = json.loads(content(folder / "model.json", _CALLED))["sha256"]
        self._session = session(checked(folder / "sentences.onnx", hashes["sentences.onnx"], _CALLED))
        self._tokenizer = tokenizer_for(checked(TOKENIZER, hashes["tokenizer.json"], _CALLED))

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors (texts, WIDTH), in the steps in which they are kept: kept or fresh, they compare alike.

        One text at a time: a text has the same vector to the bit whatever else is asked for beside it, and without
        padding that is no slower on one core.
        """
        vectors = np.zeros((len(texts), WIDTH), dtype=np.float32)
        for row, pieces in enumerate(self._tokenizer.encode_batch(list(texts))):
            vectors[row] = self._session.run(None, {"pieces": np.array([pieces.ids])})[0][0]
        return unpacked(packed(vectors))


def packed(vectors: Vectors) -> bytes:
    """Vectors as bytes, one for each number."""
    steps: NDArray[np.int8] = np.clip(np.rint(vectors / _STEP), -127, 127).astype(np.int8)
    return steps.tobytes()


def unpacked(kept: bytes) -> Vectors:
    """Vectors (n, WIDTH) from the bytes in which they are kept."""
    return np.frombuffer(kept, dtype=np.int8).reshape(-1, WIDTH).astype(np.float32) * np.float32(_STEP)


@cache
def released() -> Encoder:
    """The encoder that ships with the package, loaded once a process."""
    return Encoder()


def tokenizer_for(file: bytes) -> Tokenizer:
    """The tokenizer from the bytes of its file, cutting texts off at MOST_PIECES."""
    tokenizer = Tokenizer.from_str(file.decode("utf-8"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MOST_PIECES)
    return tokenizer
