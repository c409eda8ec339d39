"""Sentences are encoded once: the same reports are compared again and again, and a text has one vector."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pytest

from according.comparison.vectors import Vectors, released


@pytest.fixture(scope="session", autouse=True)
def remembered() -> Iterator[None]:
    """The released encoder remembers what it has encoded; one that is to be tested itself is made anew."""
    known: dict[str, Vectors] = {}
    encode = released().encode

    def remembering(texts: Sequence[str]) -> Vectors:
        fresh = [text for text in dict.fromkeys(texts) if text not in known]
        known.update(zip(fresh, encode(fresh), strict=True))
        return np.stack([known[text] for text in texts]) if texts else encode(texts)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(released(), "encode", remembering)
        yield
