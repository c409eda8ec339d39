"""From the second step's scores to the roles of words: the best row of roles that an attribution can have.

Viterbi's algorithm under a grammar: one cue in one piece that holds its anchor, at most one source in one piece, any
number of pieces of content.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

ROLES = ("none", "cue", "source", "content")
NONE, CUE, SOURCE, CONTENT = range(len(ROLES))

# A state is a role together with whether the source has been passed; SOURCE itself begins the second half.
_ROLE = np.array([NONE, CUE, CONTENT, SOURCE, NONE, CUE, CONTENT])
_PASSED = np.array([False, False, False, True, True, True, True])
_IMPOSSIBLE = np.float32(-1e9)


def _grammar() -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which state may follow which (from, to): up to the anchor, and after it."""
    old, new = _PASSED[:, None], _PASSED[None, :]
    from_source, to_source = (_ROLE == SOURCE)[:, None], (_ROLE == SOURCE)[None, :]
    allowed = np.where(to_source, ~old | from_source, old == new)
    from_cue, to_cue = (_ROLE == CUE)[:, None], (_ROLE == CUE)[None, :]
    return allowed & ~(from_cue & ~to_cue), allowed & ~(~from_cue & to_cue)


_UNTIL_ANCHOR, _AFTER_ANCHOR = _grammar()


def best_roles(scores: Floats, inside: Floats, anchor: Ints, transitions: Floats) -> Ints:
    """The best role of each word.

    Args:
        scores: (frames, words, roles), a higher one is likelier.
        inside: (frames, words), 1 where a frame has a word, 0 in its padding.
        anchor: (frames,), the place of the cue's anchor.
        transitions: (roles, roles), added where the second role follows the first.

    Returns:
        (frames, words), numbers of ROLES; NONE in the padding.
    """
    frames, longest, _ = scores.shape
    emitted = scores[:, :, _ROLE].copy()
    rows = np.arange(frames)
    emitted[rows, anchor] = np.where(_ROLE == CUE, emitted[rows, anchor], _IMPOSSIBLE)
    moves = transitions[_ROLE[:, None], _ROLE[None, :]]
    until = np.where(_UNTIL_ANCHOR, moves, _IMPOSSIBLE)
    after = np.where(_AFTER_ANCHOR, moves, _IMPOSSIBLE)
    best = np.where(~_PASSED | (_ROLE == SOURCE), emitted[:, 0], _IMPOSSIBLE)
    came_from = np.zeros((frames, longest, len(_ROLE)), dtype=np.int64)
    came_from[:, 0] = np.arange(len(_ROLE))
    for place in range(1, longest):
        step = best[:, :, None] + np.where((place <= anchor)[:, None, None], until, after)
        origin = step.argmax(axis=1)
        reached = np.take_along_axis(step, origin[:, None], axis=1)[:, 0] + emitted[:, place]
        present = inside[:, place, None] > 0
        best = np.where(present, reached, best)
        came_from[:, place] = np.where(present, origin, np.arange(len(_ROLE)))
    states = np.zeros((frames, longest), dtype=np.int64)
    state = best.argmax(axis=1)
    for place in range(longest - 1, -1, -1):
        states[:, place] = state
        state = came_from[rows, place, state]
    return np.where(inside > 0, _ROLE[states], NONE)
