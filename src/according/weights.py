"""The files of the models that ship with the package: checked against their hashes, and loaded for one core."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import onnxruntime

from according.errors import ModelError


def content(path: Path, model: str) -> bytes:
    """The bytes of a file of the model that is called `model` in the sentence of an error.

    Raises:
        ModelError: the file cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelError(
            f"The {model}'s file {path} cannot be read ({error.strerror}); install According anew."
        ) from error


def checked(path: Path, sha256: str, model: str) -> bytes:
    """The bytes of the released file.

    Raises:
        ModelError: the file cannot be read, or its hash is another.
    """
    read = content(path, model)
    if hashlib.sha256(read).hexdigest() != sha256:
        raise ModelError(f"The {model}'s file {path} is not the released one; install According anew.")
    return read


def session(graph: bytes) -> Any:
    """An ONNX graph, ready to run."""
    options = onnxruntime.SessionOptions()
    # One thread a process: articles are read side by side in several processes.
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
