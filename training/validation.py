"""How well a network does on articles it has not learned from, by the measures of the task."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch

from according.reading.attributor import Attributor as Reader
from according.reading.decoding import CONTENT, CUE, NONE, SOURCE, best_roles
from according.reading.features import Ints
from according.reading.windows import encoder_inputs, frame_inputs
from training.batches import Batch, batch_of, marked_windows
from training.corpus import MarkedArticle
from training.losses import SUSPECT, frames_at, read_frames, tensors
from training.network import Attributor

Place = tuple[int, int]  # paragraph, word
Found = dict[int, frozenset[Place]]  # role: places


@dataclass(frozen=True, slots=True)
class Guess:
    """An attribution that the network proposes, with how sure it is (0 to 1) that it is one."""

    places: Found
    chance: float


def propose(network: Attributor, article: MarkedArticle) -> list[Guess]:
    """All attributions that the network could see in an article, however unsure."""
    marked = list(marked_windows(article))
    marked.sort(key=lambda one: one.window.pieces)
    guesses: list[Guess] = []
    with torch.no_grad():
        for begin in range(0, len(marked), 16):
            guesses += _propose_in(network, batch_of(marked[begin : begin + 16]))
    return guesses


def _propose_in(network: Attributor, batch: Batch) -> list[Guess]:
    words, logits = network.encoder(**tensors(encoder_inputs(batch.windows)))
    chances = torch.sigmoid(logits.float())
    frames = frames_at(batch, np.flatnonzero(chances.numpy() > SUSPECT))
    if not frames:
        return []
    scores, valid = read_frames(network, words, chances, frames)
    inputs = frame_inputs(frames)
    roles = best_roles(
        scores.numpy()[:, : inputs["inside"].shape[1]],
        inputs["inside"],
        inputs["anchor"],
        network.transitions.float().detach().numpy(),
    )
    return [
        Guess(places_of(frame.part.paragraph, frame.begin, row[: len(frame)]), float(chance))
        for frame, row, chance in zip(frames, roles, torch.sigmoid(valid), strict=True)
    ]


def propose_released(model: Reader, article: MarkedArticle) -> list[Guess]:
    """The same by the exported model, which proposes what its own threshold lets through."""
    found = model.read_together(article.paragraphs)
    return [Guess(places_of(one.passage, one.begin, one.roles), one.score) for one in found]


def places_of(paragraph: int, begin: int, roles: Ints) -> Found:
    return {
        role: frozenset((paragraph, begin + int(word)) for word in np.flatnonzero(roles == role))
        for role in (CUE, SOURCE, CONTENT)
    }


def figures(
    articles: Sequence[MarkedArticle], guesses: Sequence[Sequence[Guess]], threshold: float
) -> dict[str, float]:
    """F1 of attributions, loosely and exactly, in spaCy's words and greedily matched: near the scorer's, and fast."""
    right = exact = guessed = gold = 0
    for article, proposed in zip(articles, guesses, strict=True):
        chosen = choose(proposed, threshold)
        golds = [places_of(one.paragraph, 0, one.roles) for one in article.versions[0] if (one.roles != NONE).any()]
        guessed += len(chosen)
        gold += len(golds)
        exact += sum(one in golds for one in chosen)
        for one in chosen:
            match = next((other for other in golds if same(other, one)), None)
            if match is not None:
                golds.remove(match)
                right += 1
    return {
        "attribution": 2 * right / max(1, guessed + gold),
        "exact": 2 * exact / max(1, guessed + gold),
        "guessed": guessed,
        "gold": gold,
    }


def choose(proposed: Sequence[Guess], threshold: float) -> list[Found]:
    """The proposals sure enough, with a content, whose cue no surer one has taken."""
    taken: set[Place] = set()
    chosen = []
    for guess in sorted(proposed, key=lambda guess: -guess.chance):
        if guess.chance >= threshold and guess.places[CONTENT] and not taken & guess.places[CUE]:
            taken |= guess.places[CUE]
            chosen.append(guess.places)
    return chosen


def same(gold: Found, guess: Found) -> bool:
    near = all(jaccard(gold[role], guess[role]) >= 0.5 for role in (SOURCE, CONTENT))
    return near and bool(gold[CUE] & guess[CUE])


def jaccard(left: frozenset[Place], right: frozenset[Place]) -> float:
    union = left | right
    return len(left & right) / len(union) if union else 1.0
