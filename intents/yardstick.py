"""The public yardstick: ``python -m intents.yardstick FOLDER``, a folder with MASSIVE's two parts.

The same classifier and matcher as in the assistant, fitted on the training part alone, beside plain
baselines fitted on the same part.
"""

import json
import sys
from pathlib import Path

import numpy as np

from intents.baselines import accuracies
from intents.examples import Example
from intents.matching import Matcher
from intents.segmenting import Segmenter
from intents.training_intents import fit

OURS = "ours"


def measure(folder: Path) -> dict[str, float]:
    """Accuracy on the test part by method."""
    train, test = (_lines(folder / f"{part}.jsonl") for part in ("train", "test"))
    segmenter = Segmenter()
    matcher = Matcher(*fit(train), segmenter)
    right = [matcher.match(line.text).intent == line.intent for line in test]
    wanted = [(line.text, frozenset({line.intent})) for line in test]
    return {**accuracies(train, wanted, segmenter), OURS: float(np.mean(right))}


def _lines(path: Path) -> tuple[Example, ...]:
    rows = map(json.loads, path.read_text("utf-8").splitlines())
    return tuple(Example(row["text"], row["intent"]) for row in rows)


def main(arguments: list[str]) -> int:
    """Print the table; a wrong use ends with one plain line and code 2."""
    if len(arguments) != 1 or not (Path(arguments[0]) / "test.jsonl").is_file():
        sys.stderr.write(
            "usage: python -m intents.yardstick FOLDER (with train.jsonl, test.jsonl)\n"
        )
        return 2
    for name, accuracy in measure(Path(arguments[0])).items():
        sys.stdout.write(f"{name:36}{100 * accuracy:6.2f} %\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
