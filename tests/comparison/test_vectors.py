"""Sentences as vectors: alike texts are near, a text has one vector, and only the released files are loaded."""

import shutil

import numpy as np
import pytest

from according.comparison.vectors import WEIGHTS, Encoder
from according.errors import ModelError

PLEDGE = "The army will cross the river only if the capital is attacked."
SAME = "Troops cross only in the event of an attack on the capital, the general vowed."
OTHER = "The shipyard's profit rose by a third as ferries went electric."


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


def test_texts_that_say_the_same_are_nearer_than_texts_that_do_not(encoder: Encoder) -> None:
    pledge, same, other = encoder.encode([PLEDGE, SAME, OTHER])
    assert pledge @ same > 0.6
    assert pledge @ other < 0.2


def test_a_text_has_one_vector_whatever_stands_beside_it(encoder: Encoder) -> None:
    alone = encoder.encode([PLEDGE])[0]
    among = encoder.encode([OTHER, PLEDGE, SAME * 40])[1]
    assert np.array_equal(alone, among)


def test_vectors_have_length_one_even_of_no_words_and_of_far_too_many(encoder: Encoder) -> None:
    vectors = encoder.encode(["", "word " * 10_000, "\u200f مرحبا 🙂 é"])
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=4e-3)


def test_no_texts_give_no_vectors(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, 384)


def test_a_file_that_is_not_the_released_one_is_refused(tmp_path) -> None:
    folder = shutil.copytree(WEIGHTS, tmp_path / "weights")
    with (folder / "sentences.onnx").open("ab") as file:
        file.write(b"\0")
    with pytest.raises(ModelError, match="not the released one"):
        Encoder(folder)


def test_a_missing_file_is_named(tmp_path) -> None:
    with pytest.raises(ModelError, match=r"model\.json"):
        Encoder(tmp_path)
