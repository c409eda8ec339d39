"""The network: an encoder that finds the anchors of cues, and a second step that reads the frame around each.

The encoder is the first four layers of all-MiniLM-L6-v2 with embeddings added for what spaCy says of each word; the
second step starts from the other two and runs once a cue, on words instead of pieces, so that every word can be asked
what it is to this cue.
"""

from __future__ import annotations

import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from according.reading.decoding import ROLES
from according.reading.features import (
    CLIMBS,
    DEPENDENCIES,
    DESCENTS,
    DISTANCES,
    ENTITIES,
    QUOTATION,
    SENTENCES,
    SHAPES,
    TAGS,
)
from according.reading.windows import MOST_PIECES_A_WINDOW

WIDTH, HEADS, INNER = 384, 12, 1536
SHARED_LAYERS, FRAME_LAYERS = 4, 2
DROPOUT = 0.1


class Layer(nn.Module):
    """One transformer layer of BERT's kind (Devlin et al. 2019), normalised after each addition."""

    def __init__(self) -> None:
        super().__init__()
        self.mixing = nn.Linear(WIDTH, 3 * WIDTH)
        self.mixed = nn.Linear(WIDTH, WIDTH)
        self.mixed_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.down_norm = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, states: Tensor, hidden_from: Tensor) -> Tensor:
        """States (rows, length, WIDTH); `hidden_from` (rows, 1, 1, length) is added to each place's attention."""
        rows, length, _ = states.shape
        query, key, value = self.mixing(states).view(rows, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        # Written out: on a CPU the fused attention's backward pass takes three times as long.
        weights = torch.softmax((query / math.sqrt(WIDTH // HEADS)) @ key.transpose(-1, -2) + hidden_from, dim=-1)
        mixed = self.mixed((weights @ value).transpose(1, 2).reshape(rows, length, WIDTH))
        states = self.mixed_norm(states + functional.dropout(mixed, DROPOUT, self.training))
        down = self.down(functional.gelu(self.up(states)))
        return self.down_norm(states + functional.dropout(down, DROPOUT, self.training))


class Encoder(nn.Module):
    """Pieces and what the parse says of them to a state for every word, and the chance that it anchors a cue."""

    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        self.pieces = nn.Embedding(vocabulary, WIDTH)
        self.places = nn.Embedding(MOST_PIECES_A_WINDOW, WIDTH)
        self.shapes = nn.Embedding(len(SHAPES), WIDTH)
        self.quotation = nn.Embedding(len(QUOTATION), WIDTH)
        self.tags = nn.Embedding(len(TAGS), WIDTH)
        self.dependencies = nn.Embedding(len(DEPENDENCIES), WIDTH)
        self.entities = nn.Embedding(len(ENTITIES), WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(SHARED_LAYERS))
        self.anchor = nn.Linear(WIDTH, 1)
        self.role = nn.Linear(WIDTH, len(ROLES))  # in training alone: what the word is to any cue

    def forward(  # the inputs of the ONNX graph, by name
        self,
        pieces: Tensor,
        shapes: Tensor,
        quotation: Tensor,
        tags: Tensor,
        dependencies: Tensor,
        entities: Tensor,
        present: Tensor,
        word_at: Tensor,
    ) -> tuple[Tensor, Tensor]:
        """Word states (words, WIDTH) and anchor logits (words,); the inputs are those of `encoder_inputs`."""
        states = self.pieces(pieces) + self.places.weight[: pieces.shape[1]]
        states = states + self.shapes(shapes) + self.quotation(quotation) + self.entities(entities)
        states = self.norm(states + self.tags(tags) + self.dependencies(dependencies))
        states = functional.dropout(states, DROPOUT, self.training)
        hidden_from = ((1.0 - present) * -10000.0)[:, None, None, :].to(states.dtype)
        for layer in self.layers:
            states = layer(states, hidden_from)
        words = states.reshape(-1, WIDTH).index_select(0, word_at)
        return words, self.anchor(words)[:, 0]


class FrameReader(nn.Module):
    """The words around an anchor, each with how it stands to it, to their roles, and whether the anchor is right."""

    def __init__(self) -> None:
        super().__init__()
        self.distance = nn.Embedding(DISTANCES, WIDTH)
        self.climb = nn.Embedding(CLIMBS, WIDTH)
        self.branch = nn.Embedding(len(DEPENDENCIES), WIDTH)
        self.descent = nn.Embedding(DESCENTS, WIDTH)
        self.sentence = nn.Embedding(SENTENCES, WIDTH)
        self.other_anchor = nn.Parameter(torch.zeros(WIDTH))
        self.norm = nn.LayerNorm(WIDTH)
        self.layers = nn.ModuleList(Layer() for _ in range(FRAME_LAYERS))
        self.role = nn.Linear(WIDTH, len(ROLES))
        self.valid = nn.Linear(WIDTH, 1)

    def forward(  # noqa: PLR0913, PLR0917  # the inputs of the ONNX graph, by name
        self,
        states: Tensor,
        chances: Tensor,
        distance: Tensor,
        climb: Tensor,
        branch: Tensor,
        descent: Tensor,
        sentence: Tensor,
        inside: Tensor,
        anchor: Tensor,
    ) -> tuple[Tensor, Tensor]:
        """Role scores (frames, words, roles) and validity logits (frames,).

        `states` (frames, words, WIDTH) are the encoder's, `chances` (frames, words) its anchor probabilities; the
        others are those of `frame_inputs`.
        """
        states = states + chances[:, :, None].to(states.dtype) * self.other_anchor
        states = states + self.distance(distance) + self.climb(climb) + self.branch(branch)
        states = self.norm(states + self.descent(descent) + self.sentence(sentence))
        hidden_from = ((1.0 - inside) * -10000.0)[:, None, None, :].to(states.dtype)
        for layer in self.layers:
            states = layer(states, hidden_from)
        at_anchor = states[torch.arange(len(anchor)), anchor]
        return self.role(states), self.valid(at_anchor)[:, 0]


class Attributor(nn.Module):
    """Encoder and frame reader, with the scores for one role following another."""

    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        self.encoder = Encoder(vocabulary)
        self.frames = FrameReader()
        self.transitions = nn.Parameter(torch.zeros(len(ROLES), len(ROLES)))


def from_minilm(folder: Path, vocabulary: int, seed: int) -> Attributor:
    """The network with all-MiniLM-L6-v2's weights; the embeddings of words and positions stay as they are."""
    torch.manual_seed(seed)
    network = Attributor(vocabulary)
    for module in network.modules():
        if isinstance(module, nn.Embedding | nn.Linear):
            nn.init.normal_(module.weight, std=0.02)
        if isinstance(module, nn.Linear):
            nn.init.zeros_(module.bias)
    given = load_file(folder / "model.safetensors")
    encoder = network.encoder
    with torch.no_grad():
        encoder.pieces.weight.copy_(given["embeddings.word_embeddings.weight"])
        places = given["embeddings.position_embeddings.weight"][:MOST_PIECES_A_WINDOW]
        encoder.places.weight.copy_(places + given["embeddings.token_type_embeddings.weight"][0])
        encoder.norm.weight.copy_(given["embeddings.LayerNorm.weight"])
        encoder.norm.bias.copy_(given["embeddings.LayerNorm.bias"])
        for number, layer in enumerate([*encoder.layers, *network.frames.layers]):
            fill(layer, {name.removeprefix(f"encoder.layer.{number}."): value for name, value in given.items()})
    encoder.pieces.weight.requires_grad_(False)
    encoder.places.weight.requires_grad_(False)
    return network


def fill(layer: Layer, given: dict[str, Tensor]) -> None:
    """Give a layer the weights of one of BERT's; `given` has them by their names within the layer."""
    for end in ("weight", "bias"):
        mixing = [given[f"attention.self.{name}.{end}"] for name in ("query", "key", "value")]
        getattr(layer.mixing, end).copy_(torch.cat(mixing))
        getattr(layer.mixed, end).copy_(given[f"attention.output.dense.{end}"])
        getattr(layer.mixed_norm, end).copy_(given[f"attention.output.LayerNorm.{end}"])
        getattr(layer.up, end).copy_(given[f"intermediate.dense.{end}"])
        getattr(layer.down, end).copy_(given[f"output.dense.{end}"])
        getattr(layer.down_norm, end).copy_(given[f"output.LayerNorm.{end}"])
