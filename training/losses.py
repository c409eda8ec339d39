"""What the network is asked to get right, and how wrong answers are weighed."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from according.reading.features import Ints
from according.reading.windows import Frame, encoder_inputs, frame_around, frame_inputs, parts_in
from training.batches import MULTIPLE, Batch
from training.network import Attributor

# A word that is no anchor in gold but looks like one to the encoder is shown to the second step as a wrong one.
SUSPECT = 0.1
MOST_SUSPECTS = 0.5  # as a share of the gold frames


def tensors(arrays: dict[str, np.ndarray]) -> dict[str, Tensor]:
    return {name: torch.from_numpy(array) for name, array in arrays.items()}


def loss_of(network: Attributor, batch: Batch) -> Tensor:
    """The loss of one batch, per gold attribution: anchors, every word's role, frames, and which anchors are wrong."""
    words, anchor_logits = network.encoder(**tensors(encoder_inputs(batch.windows, MULTIPLE)))
    anchor_logits = anchor_logits.float()
    gold_anchors = torch.from_numpy(batch.anchors).float()
    weight = 1.0 / max(1, len(batch.frames))
    anchors = functional.binary_cross_entropy_with_logits(anchor_logits, gold_anchors, reduction="sum") * weight
    role_logits = network.encoder.role(words).float()
    word_roles = functional.cross_entropy(role_logits, torch.from_numpy(batch.word_roles))
    chances = torch.sigmoid(anchor_logits).detach()
    frames = [*batch.frames, *_suspects(batch, chances.numpy())]
    if not frames:
        return anchors + word_roles
    scores, valid = read_frames(network, words, chances, frames)
    right = torch.zeros(len(frames))
    right[: len(batch.frames)] = 1
    validity = functional.binary_cross_entropy_with_logits(valid, right, reduction="sum") * weight
    missed = _row_losses(scores[: len(batch.frames)], batch.roles, network.transitions.float())
    return anchors + word_roles + validity + 0.2 * missed.sum() * weight


def read_frames(network: Attributor, words: Tensor, chances: Tensor, frames: list[Frame]) -> tuple[Tensor, Tensor]:
    """The second step on some frames: role scores (frames, words, roles) and validity logits, as float32."""
    # Filled up with repetitions of the last: see MULTIPLE.
    filled = [*frames, *[frames[-1]] * (-len(frames) % 8)]
    inputs = tensors(frame_inputs(filled, MULTIPLE))
    rows = inputs.pop("rows")
    states = words.index_select(0, rows.reshape(-1)).reshape(*rows.shape, -1)
    scores, valid = network.frames(states, chances[rows], **inputs)
    return scores[: len(frames)].float(), valid[: len(frames)].float()


def _suspects(batch: Batch, chances: np.ndarray) -> list[Frame]:
    suspicious = np.where(batch.anchors == 1, 0.0, chances)
    most = int(MOST_SUSPECTS * len(batch.frames)) + 1
    chosen = [int(word) for word in np.argsort(-suspicious)[:most] if suspicious[word] > SUSPECT]
    return frames_at(batch, chosen)


def frames_at(batch: Batch, chosen: list[int] | Ints) -> list[Frame]:
    """The frames around words given by their rows in the batch."""
    places = list(parts_in(batch.windows))
    begins = np.array([at for at, _ in places])
    frames = []
    for row in chosen:
        at, part = places[int(np.searchsorted(begins, row, side="right")) - 1]
        frames.append(frame_around(int(row) - at + part.begin, part, at))
    return frames


def _row_losses(scores: Tensor, roles: tuple[Ints, ...], transitions: Tensor) -> Tensor:
    """The negative log likelihood of each frame's row of roles in a linear-chain CRF (Lafferty et al. 2001)."""
    frames, longest, _ = scores.shape
    if not frames:
        return scores.sum()[None] * 0
    gold = torch.zeros(frames, longest, dtype=torch.long)
    inside = torch.zeros(frames, longest, dtype=torch.bool)
    for row, ones in enumerate(roles):
        gold[row, : len(ones)] = torch.from_numpy(ones)
        inside[row, : len(ones)] = True
    emitted = scores.gather(2, gold[:, :, None])[:, :, 0] * inside
    moved = transitions[gold[:, :-1], gold[:, 1:]] * inside[:, 1:]
    ahead = scores[:, 0]
    for place in range(1, longest):
        reached = torch.logsumexp(ahead[:, :, None] + transitions, dim=1) + scores[:, place]
        ahead = torch.where(inside[:, place, None], reached, ahead)
    return torch.logsumexp(ahead, dim=1) - emitted.sum(1) - moved.sum(1)
