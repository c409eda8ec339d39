"""PolNeAR's scorer, which lives beside the corpus, and our attributions in the form that it takes."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from according.reading.attributions import Attribution

Prediction = dict[str, list[list[int]]]
Figures = dict[str, dict[str, float]]


def scorer(path: Path) -> ModuleType:
    """The scorer as a module: `score(folder, predictions)` and the matching it rests on."""
    spec = importlib.util.spec_from_file_location("polnear_scorer", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"There is no scorer at {path}; give its place with --scorer.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def beside(corpus: Path) -> Path:
    """Where the scorer stands if the corpus, or one part of it, lies in the folder of shared data."""
    folder = corpus.resolve()
    root = next((parent for parent in folder.parents if (parent / "evaluate").is_dir()), folder)
    return root / "evaluate" / "polnear.py"


def predictions(found: Sequence[Attribution]) -> list[Prediction]:
    """Attributions as the scorer reads them."""
    return [
        {role: [list(span) for span in getattr(one, role)] for role in ("source", "cue", "content")} for one in found
    ]


def table(figures: Figures) -> str:
    """The scorer's figures as lines of text."""
    lines = [f"{'':18} {'P':>6} {'R':>6} {'F1':>6} {'gold':>7} {'guessed':>8}"]
    for name, row in figures.items():
        shares: list[Any] = [row[key] for key in ("precision", "recall", "f1")]
        lines.append(
            f"{name:18} {shares[0]:6.3f} {shares[1]:6.3f} {shares[2]:6.3f} {row['gold']:7.0f} {row['guessed']:8.0f}"
        )
    return "\n".join(lines)
