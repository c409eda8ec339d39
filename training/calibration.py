"""The ranges of what goes into each matrix, measured on articles that the network has learned from.

A few channels of a transformer reach ten times as far as all others (Dettmers et al. 2022, LLM.int8()). Where they
would widen the range, they are kept apart and multiplied as they are; that takes two thirds of the error away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

import numpy as np
import torch
from torch import Tensor, nn

from training.batches import batch_of, marked_windows
from training.corpus import MarkedArticle
from training.losses import loss_of
from training.network import Attributor

BATCH = 8
OUTLYING = 8
# Channels are kept apart where the others need no more than this share of the range.
WORTH_IT = 0.7


@dataclass(frozen=True, slots=True)
class Range:
    """From where to where the states reach that go into a matrix, and the channels that are kept out of it."""

    low: float
    high: float
    outlying: tuple[int, ...] = ()


Ranges = dict[nn.Linear, Range]
Reach = tuple[Tensor, Tensor]  # the least and the greatest of each channel


def calibrate(network: Attributor, articles: Sequence[MarkedArticle]) -> Ranges:
    """The range of each matrix's input over some articles."""
    windows = [window for article in articles for window in marked_windows(article)]
    batches = (batch_of(windows[begin : begin + BATCH]) for begin in range(0, len(windows), BATCH))
    return ranges_over(network, (partial(loss_of, network, batch) for batch in batches))


def ranges_over(network: nn.Module, runs: Iterable[Callable[[], object]]) -> Ranges:
    """The range of what goes into each matrix of the network while it is run."""
    seen: dict[nn.Linear, Reach] = {}
    with _watching(network, seen), torch.no_grad():
        for run in runs:
            run()
    return {layer: _range(low.numpy(), high.numpy()) for layer, (low, high) in seen.items()}


@contextmanager
def _watching(network: nn.Module, seen: dict[nn.Linear, Reach]) -> Iterator[None]:
    def look(layer: nn.Module, inputs: tuple[Tensor, ...]) -> None:
        if isinstance(layer, nn.Linear):
            states = inputs[0].detach().float().reshape(-1, layer.in_features)
            low, high = states.amin(0), states.amax(0)
            before = seen.get(layer, (low, high))
            seen[layer] = torch.minimum(before[0], low), torch.maximum(before[1], high)

    hooks = [layer.register_forward_pre_hook(look) for layer in network.modules() if isinstance(layer, nn.Linear)]
    try:
        yield
    finally:
        for hook in hooks:
            hook.remove()


def _range(low: np.ndarray, high: np.ndarray) -> Range:
    outlying = np.argsort(-np.maximum(high, -low))[:OUTLYING]
    whole, rest = _ends(low, high), _ends(np.delete(low, outlying), np.delete(high, outlying))
    if rest[1] - rest[0] > WORTH_IT * (whole[1] - whole[0]):
        return Range(*whole)
    return Range(*rest, tuple(sorted(outlying.tolist())))


def _ends(low: np.ndarray, high: np.ndarray) -> tuple[float, float]:
    return min(0.0, float(low.min())), max(0.0, float(high.max()))
