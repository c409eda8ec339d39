"""Training: two one-thread processes that step together, and a checkpoint every ten minutes to resume from."""

from __future__ import annotations

import copy
import os
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.distributed as dist
import torch.multiprocessing as mp
from torch import Tensor

from training.batches import batch_of, epoch
from training.corpus import MarkedArticle
from training.losses import loss_of
from training.network import Attributor, from_minilm
from training.validation import figures, propose

PROCESSES = 2
CHECKPOINT_EVERY = 600.0  # seconds
WARM_UP = 0.05
EMA = 0.998
TOLD_OF = 20  # held-out articles an epoch is judged by


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a run is made with.

    `rate` is of the layers taken over, the new parts learn `new_parts` times as fast. A run ends after its epochs or
    its minutes, whichever comes first; the rate falls to nought with whichever is further on.
    """

    start: Path
    vocabulary: int
    out: Path
    seed: int = 1
    epochs: int = 6
    minutes: float = 80.0
    rate: float = 2e-4
    new_parts: float = 5.0
    decay: float = 0.01


def train(recipe: Recipe, learn: Sequence[MarkedArticle], held_out: Sequence[MarkedArticle]) -> Attributor:
    """Train the network; returns its averaged weights."""
    recipe.out.mkdir(parents=True, exist_ok=True)
    (recipe.out / "meeting").unlink(missing_ok=True)
    mp.spawn(_work, (recipe, list(learn), list(held_out)), nprocs=PROCESSES)
    return averaged(recipe)


def averaged(recipe: Recipe) -> Attributor:
    """The network with the averaged weights of the last checkpoint."""
    network = Attributor(recipe.vocabulary)
    network.load_state_dict(torch.load(recipe.out / "averaged.pt"))
    return network.eval()


def _work(rank: int, recipe: Recipe, learn: list[MarkedArticle], held_out: list[MarkedArticle]) -> None:
    torch.set_num_threads(1)
    os.environ.setdefault("GLOO_SOCKET_IFNAME", "lo")
    dist.init_process_group("gloo", init_method=f"file://{recipe.out / 'meeting'}", rank=rank, world_size=PROCESSES)
    schedule = [epoch(learn, random.Random(f"{recipe.seed} {number}")) for number in range(recipe.epochs)]
    run = Run(recipe, sum(len(batches) // PROCESSES for batches in schedule))
    run.resume()
    torch.manual_seed(recipe.seed * PROCESSES + rank)
    begun = saved = time.monotonic()
    done = 0
    for number, batches in enumerate(schedule):
        losses: list[float] = []
        for index in range(rank, len(batches) - len(batches) % PROCESSES, PROCESSES):
            done += 1
            if done <= run.step:
                continue
            if run.share >= 1:
                break
            losses.append(run.learn(batches[index]))
            if rank == 0 and done % 25 == 0:
                _tell(run, number, losses[-25:], time.monotonic() - begun)
            if rank == 0 and time.monotonic() - saved > CHECKPOINT_EVERY:
                run.save()
                saved = time.monotonic()
        if rank == 0 and losses:
            run.save()
            _validate(run, number, held_out)
        dist.barrier()
    dist.destroy_process_group()


def _tell(run: Run, number: int, losses: Sequence[float], seconds: float) -> None:
    print(f"epoch {number + 1} step {run.step}/{run.steps} loss {np.mean(losses):.3f} {seconds:.0f} s", flush=True)


def _validate(run: Run, number: int, held_out: Sequence[MarkedArticle]) -> None:
    network = run.averaged_network()
    held_out = held_out[:TOLD_OF]
    guesses = [propose(network, article) for article in held_out]
    for threshold in (0.4, 0.5, 0.6):
        print(f"epoch {number + 1} held out at {threshold}:", figures(held_out, guesses, threshold), flush=True)


class Run:
    """A run's state: masters in float32, a working copy in bfloat16, the optimiser, an average of the weights."""

    def __init__(self, recipe: Recipe, steps: int) -> None:
        self.recipe, self.steps, self.step = recipe, steps, 0
        self.share = 0.0  # of the run that is behind us
        self._since = time.monotonic()
        self.master = from_minilm(recipe.start, recipe.vocabulary, recipe.seed)
        self.working = copy.deepcopy(self.master).to(torch.bfloat16).train()
        self.masters = [one for one in self.master.parameters() if one.requires_grad]
        self.workings = [one for one in self.working.parameters() if one.requires_grad]
        self.averages = [one.detach().clone() for one in self.masters]
        self.optimiser = torch.optim.AdamW(self._groups(), betas=(0.9, 0.98), eps=1e-6)

    def _groups(self) -> list[dict[str, object]]:
        recipe = self.recipe
        groups: dict[tuple[bool, bool], list[Tensor]] = {}
        for name, one in self.master.named_parameters():
            if one.requires_grad:
                groups.setdefault((".layers." in name or name.startswith("encoder.norm"), one.ndim > 1), []).append(one)
        return [
            {
                "params": params,
                "rate": recipe.rate * (1 if taken_over else recipe.new_parts),
                "weight_decay": recipe.decay if matrix else 0.0,
            }
            for (taken_over, matrix), params in groups.items()
        ]

    def learn(self, marked: list) -> float:
        """One step, together with the other processes; returns this process's loss."""
        for one in self.workings:
            one.grad = None
        loss = loss_of(self.working, batch_of(marked))
        loss.backward()
        self._go_on(self._share_gradients())
        torch.nn.utils.clip_grad_norm_(self.masters, 1.0)
        self._set_rate()
        self.optimiser.step()
        self.step += 1
        with torch.no_grad():
            torch._foreach_copy_(self.workings, self.masters)
            torch._foreach_lerp_(self.averages, self.masters, 1 - min(EMA, self.step / (self.step + 10)))
        return loss.item()

    def _share_gradients(self) -> float:
        """Average the gradients over the processes, and the seconds since the last step, which it returns."""
        grads = [torch.zeros_like(one) if one.grad is None else one.grad for one in self.workings]
        now = time.monotonic()
        seconds, self._since = torch.tensor([now - self._since]), now
        flat = torch.cat([*(grad.float().flatten() for grad in grads), seconds])
        dist.all_reduce(flat)
        flat /= PROCESSES
        *parts, seconds = flat.split([*(one.numel() for one in self.masters), 1])
        for master, part in zip(self.masters, parts, strict=True):
            master.grad = part.view_as(master)
        return float(seconds)

    def _go_on(self, seconds: float) -> None:
        self.share += max(1 / self.steps, seconds / (60 * self.recipe.minutes))

    def _set_rate(self) -> None:
        share = min(1.0, self.share / WARM_UP, max(0.0, 1 - self.share) / (1 - WARM_UP))
        for group in self.optimiser.param_groups:
            group["lr"] = group["rate"] * share

    def averaged_network(self) -> Attributor:
        """A copy of the network with the averaged weights."""
        network = copy.deepcopy(self.master).eval()
        with torch.no_grad():
            for one, average in zip((p for p in network.parameters() if p.requires_grad), self.averages, strict=True):
                one.copy_(average)
        return network

    def save(self) -> None:
        """Write the checkpoint and, beside it, the averaged weights."""
        state = {
            "step": self.step,
            "share": self.share,
            "masters": self.masters,
            "averages": self.averages,
            "optimiser": self.optimiser.state_dict(),
        }
        torch.save(state, self.recipe.out / "checkpoint.tmp")
        (self.recipe.out / "checkpoint.tmp").replace(self.recipe.out / "checkpoint.pt")
        torch.save(self.averaged_network().state_dict(), self.recipe.out / "averaged.pt")

    def resume(self) -> None:
        """Go on from the checkpoint, where there is one."""
        path = self.recipe.out / "checkpoint.pt"
        if not path.exists():
            return
        state = torch.load(path)
        self.step, self.share = state["step"], state["share"]
        self.optimiser.load_state_dict(state["optimiser"])
        with torch.no_grad():
            torch._foreach_copy_(self.masters, state["masters"])
            torch._foreach_copy_(self.averages, state["averages"])
            torch._foreach_copy_(self.workings, self.masters)
