"""From the trained network to the two ONNX files that the package ships, in eight bits.

The graphs are written out by hand, because the exporters leave the choice of quantisation to a later pass. Matrices
take their states in eight bits over ranges that were measured beforehand on articles of the training part, so that
what is found in a text does not hang on what else is in its batch, as it does where ranges are taken from the batch.
(`MatMulNBits`, which takes ranges from each row, was 1.7 times as slow.) Word embeddings are kept in eight bits with
a scale a row.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from training.calibration import Ranges
from training.network import HEADS, WIDTH, Attributor, Encoder, FrameReader, Layer

FILES = ("encoder.onnx", "frames.onnx", "tokenizer.json")
OPSETS = [helper.make_opsetid("", 21), helper.make_opsetid("com.microsoft", 1)]


class Graph:
    """An ONNX graph in the making; every method adds a node or a constant and returns the name of what it gives."""

    def __init__(self, ranges: Ranges) -> None:
        self._ranges = ranges
        self._nodes: list[onnx.NodeProto] = []
        self._constants: dict[str, onnx.TensorProto] = {}

    def node(self, operator: str, *inputs: str, domain: str = "", **attributes: object) -> str:
        name = f"{operator}_{len(self._nodes)}"
        self._nodes.append(helper.make_node(operator, list(inputs), [name], name=name, domain=domain, **attributes))
        return name

    def constant(self, values: np.ndarray) -> str:
        name = f"constant_{len(self._constants)}"
        self._constants[name] = numpy_helper.from_array(np.ascontiguousarray(values), name)
        return name

    def linear(self, states: str, layer: nn.Linear) -> str:
        """A matrix in eight bits, a scale a column, that takes states in eight bits over their measured range."""
        reach = self._ranges[layer]
        step = np.float32((reach.high - reach.low) / 255)
        weight = _numbers(layer.weight).T.copy()
        apart = self._outlying(states, weight, reach.outlying)
        scales = (np.abs(weight).max(axis=0) / 127 + 1e-12).astype(np.float32)
        matrix = self.constant(np.rint(weight / scales).astype(np.int8))
        scale, zero = self.constant(np.array(step)), self.constant(np.array(np.uint8(round(-reach.low / step))))
        quantised = self.node("QuantizeLinear", states, scale, zero)
        product = self.node(
            "MatMulIntegerToFloat", quantised, matrix, scale, self.constant(scales), zero, "",
            self.constant(_numbers(layer.bias)), domain="com.microsoft",
        )  # fmt: skip
        return self.node("Add", product, apart) if apart else product

    def _outlying(self, states: str, weight: np.ndarray, channels: tuple[int, ...]) -> str | None:
        """The product of the outlying channels, whose rows are taken out of the weight."""
        if not channels:
            return None
        rows = np.array(channels)
        chosen = self.node("Gather", states, self.constant(rows), axis=-1)
        product = self.node("MatMul", chosen, self.constant(weight[rows]))
        weight[rows] = 0
        return product

    def plain_linear(self, states: str, layer: nn.Linear) -> str:
        """A matrix too small to be worth quantising."""
        product = self.node("MatMul", states, self.constant(_numbers(layer.weight).T))
        return self.node("Add", product, self.constant(_numbers(layer.bias)))

    def norm(self, states: str, layer: nn.LayerNorm) -> str:
        weight, bias = self.constant(_numbers(layer.weight)), self.constant(_numbers(layer.bias))
        return self.node("LayerNormalization", states, weight, bias, axis=-1, epsilon=layer.eps)

    def embedding(self, numbers: str, layer: nn.Embedding) -> str:
        return self.node("Gather", self.constant(_numbers(layer.weight)), numbers)

    def places(self, pieces: str, layer: nn.Embedding) -> str:
        """The embeddings of the places from the first on, as many as there are pieces in a row."""
        length = self.node("Shape", pieces, start=1, end=2)
        zero, one = self.constant(np.array([0])), self.constant(np.array([1]))
        return self.node("Slice", self.constant(_numbers(layer.weight)), zero, length, zero, one)

    def small_embedding(self, numbers: str, layer: nn.Embedding) -> str:
        """An embedding kept in eight bits, a scale a row."""
        weight = _numbers(layer.weight)
        scales = np.abs(weight).max(axis=1, keepdims=True) / 127 + 1e-12
        table = self.node("Gather", self.constant(np.rint(weight / scales).astype(np.int8)), numbers)
        scale = self.node("Gather", self.constant(scales.astype(np.float32)), numbers)
        return self.node("Mul", self.node("Cast", table, to=TensorProto.FLOAT), scale)

    def total(self, *parts: str) -> str:
        states = parts[0]
        for part in parts[1:]:
            states = self.node("Add", states, part)
        return states

    def layer(self, states: str, layer: Layer) -> str:
        mixing = self.linear(states, layer.mixing)
        sizes = self.constant(np.array([WIDTH] * 3, dtype=np.int64))
        names = [f"{mixing}_{part}" for part in ("query", "key", "value")]
        self._nodes.append(helper.make_node("Split", [mixing, sizes], names, axis=-1))
        mixed = self.node("MultiHeadAttention", *names, domain="com.microsoft", num_heads=HEADS)
        states = self.norm(self.node("Add", states, self.linear(mixed, layer.mixed)), layer.mixed_norm)
        inner = self.node("Gelu", self.linear(states, layer.up))
        return self.norm(self.node("Add", states, self.linear(inner, layer.down)), layer.down_norm)

    def finish(
        self, name: str, inputs: list[onnx.ValueInfoProto], outputs: dict[str, tuple[str, list[str]]]
    ) -> onnx.ModelProto:
        """The model; `outputs` gives each output's node and the names of its axes."""
        for output, (node, _) in outputs.items():
            self._nodes.append(helper.make_node("Identity", [node], [output]))
        shown = [
            helper.make_tensor_value_info(output, TensorProto.FLOAT, axes) for output, (_, axes) in outputs.items()
        ]
        graph = helper.make_graph(self._nodes, name, inputs, shown, list(self._constants.values()))
        return helper.make_model(graph, opset_imports=OPSETS, ir_version=10)


def encoder_graph(encoder: Encoder, ranges: Ranges) -> onnx.ModelProto:
    """The encoder, for windows without padding: `encoder_inputs` to `states` (words, width) and `chances` (words,)."""
    graph = Graph(ranges)
    names = ("pieces", "shapes", "quotation", "tags", "dependencies", "entities")
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["windows", "length"]) for name in names]
    inputs.append(helper.make_tensor_value_info("word_at", TensorProto.INT64, ["words"]))
    states = graph.total(
        graph.small_embedding("pieces", encoder.pieces),
        graph.places("pieces", encoder.places),
        *(graph.embedding(name, getattr(encoder, name)) for name in names[1:]),
    )
    states = graph.norm(states, encoder.norm)
    for layer in encoder.layers:
        states = graph.layer(states, layer)
    flat = graph.node("Reshape", states, graph.constant(np.array([-1, WIDTH])))
    words = graph.node("Gather", flat, "word_at")
    chances = graph.node("Sigmoid", graph.plain_linear(words, encoder.anchor))
    chances = graph.node("Squeeze", chances, graph.constant(np.array([1])))
    return graph.finish("encoder", inputs, {"states": (words, ["words", "width"]), "chances": (chances, ["words"])})


def frames_graph(frames: FrameReader, ranges: Ranges) -> onnx.ModelProto:
    """The second step, for frames without padding: the encoder's outputs and `frame_inputs` to `scores` and `valid`."""
    graph = Graph(ranges)
    names = ("distance", "climb", "branch", "descent", "sentence")
    axes = ["frames", "length"]
    inputs = [helper.make_tensor_value_info("states", TensorProto.FLOAT, ["words", "width"])]
    inputs.append(helper.make_tensor_value_info("chances", TensorProto.FLOAT, ["words"]))
    inputs += [helper.make_tensor_value_info(name, TensorProto.INT64, axes) for name in ("rows", *names)]
    inputs.append(helper.make_tensor_value_info("anchor", TensorProto.INT64, ["frames"]))
    last, one = graph.constant(np.array([-1])), graph.constant(np.array([1]))
    chances = graph.node("Unsqueeze", graph.node("Gather", "chances", "rows"), last)
    other = graph.node("Mul", chances, graph.constant(_numbers(frames.other_anchor)))
    related = (graph.embedding(name, getattr(frames, name)) for name in names)
    states = graph.norm(graph.total(graph.node("Gather", "states", "rows"), other, *related), frames.norm)
    for layer in frames.layers:
        states = graph.layer(states, layer)
    at_anchor = graph.node("GatherND", states, graph.node("Unsqueeze", "anchor", last), batch_dims=1)
    valid = graph.node("Squeeze", graph.node("Sigmoid", graph.plain_linear(at_anchor, frames.valid)), one)
    scores = graph.plain_linear(states, frames.role)
    return graph.finish("frames", inputs, {"scores": (scores, [*axes, "roles"]), "valid": (valid, ["frames"])})


def export(network: Attributor, ranges: Ranges, tokenizer: str, anchors: Sequence[str], folder: Path) -> None:
    """Write encoder.onnx, frames.onnx, tokenizer.json and model.json.

    The threshold is nought until `set_threshold` sets it. `anchors` are the words that ever were an anchor: a text
    without one of them has no attributions.
    """
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(encoder_graph(network.encoder, ranges), folder / "encoder.onnx")
    onnx.save(frames_graph(network.frames, ranges), folder / "frames.onnx")
    (folder / "tokenizer.json").write_text(tokenizer, encoding="utf-8")
    hashes = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES}
    transitions = _numbers(network.transitions).astype(float).round(6).tolist()
    _describe(folder, {"sha256": hashes, "threshold": 0.0, "transitions": transitions, "anchors": list(anchors)})


def set_threshold(threshold: float, folder: Path) -> None:
    """Set how sure the model must be of what it finds."""
    described = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    _describe(folder, {**described, "threshold": threshold})


def _describe(folder: Path, described: dict[str, object]) -> None:
    (folder / "model.json").write_text(json.dumps(described, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _numbers(values: nn.Parameter) -> np.ndarray:
    return values.detach().float().numpy()
