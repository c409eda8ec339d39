"""How telling a word is: a rare word that two texts share says more than a common one."""

from __future__ import annotations

import json
import math
from functools import cache

from according.comparison.vectors import TOKENIZER

# BERT's vocabulary (Devlin et al. 2019) lists its words by frequency in books and encyclopaedia, the most frequent one
# ("the") at this number.
_MOST_FREQUENT = 1996


def rarity(word: str) -> float:
    """How rare a word in small letters is, from 0 ("the") to 1 (not among the 28,526 most frequent pieces of English).

    It is the logarithm of the word's rank, as in Zipf's law, so that it depends on no record.
    """
    ranks, last = _ranks()
    rank = ranks.get(word)
    return 1.0 if rank is None else math.log(max(1, rank)) / last


@cache
def _ranks() -> tuple[dict[str, int], float]:
    vocabulary: dict[str, int] = json.loads(TOKENIZER.read_text(encoding="utf-8"))["model"]["vocab"]
    ranks = {piece: number - _MOST_FREQUENT + 1 for piece, number in vocabulary.items() if not piece.startswith("##")}
    return ranks, math.log(len(vocabulary) - _MOST_FREQUENT)
