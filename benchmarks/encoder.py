"""Time the sentence encoder on the sentences and paragraphs of the dossier: `python -m benchmarks.encoder`."""

from __future__ import annotations

import json
import re
import time
from importlib.resources import files

from according.comparison.vectors import Encoder


def main() -> None:
    bodies = json.loads((files("according") / "dossier/bodies.json").read_text(encoding="utf-8"))
    paragraphs = [paragraph for page in bodies.values() for paragraph in page["body"].split("\n\n")]
    sentences = [sentence for paragraph in paragraphs for sentence in re.split(r"(?<=[.!?”]) ", paragraph)]
    encoder = Encoder()
    for name, texts in (("sentences", sentences), ("paragraphs", paragraphs)):
        start = time.process_time()
        encoder.encode(texts)
        spent = time.process_time() - start
        print(f"{len(texts)} {name}: {1000 * spent / len(texts):.1f} ms each on one core")


if __name__ == "__main__":
    main()
