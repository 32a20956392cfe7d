"""Fitting the classifier, in a process of its own: scikit-learn never enters the server.

``python -m intents.training FILE`` fits on the project's examples and writes the model to the file.
"""

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
from scipy.special import logsumexp

from intents.examples import OUT_OF_SCOPE, Example, load_examples, unambiguous
from intents.features import WEIGHTS, features
from intents.fitting import blank, machine, matrix, taught
from intents.lessons import as_examples, load_lessons
from intents.model import INTENT, Model, packed, save_models
from intents.normalising import normalised
from intents.segmenting import Segmenter, domain_words
from knowledge.library import load_library

LEAST: Mapping[str, int] = MappingProxyType({"d": 2, "t": 3, "r": 2, "p": 4})
"""In how many examples a feature of a kind must be to count, where one is not enough: longer ones."""
LEAN = 0.1
"""Chosen on the development sets: one message in a hundred more is found to be out of scope, one in 400 lost."""
HELD_OUT, TRIED = 5, 3
"""One example in so many is kept from a first fit on so many of them, to learn how sure the model may be."""


def fit(lines: Sequence[Example], segmenter: Segmenter) -> Model:
    """A model of the examples: the same one for the same examples."""
    counts = [Counter(_features(line.text, segmenter)) for line in lines]
    labels = tuple(sorted({line.intent for line in lines}))
    place = {label: i for i, label in enumerate(labels)}
    wanted = np.array([place[line.intent] for line in lines])
    empty = blank(labels, counts, lambda f: LEAST.get(f[0], 1), lambda f: WEIGHTS[f[0]])
    rows = matrix(empty, counts)
    held = np.arange(len(lines)) % HELD_OUT == HELD_OUT - 1
    # A process, not a thread: liblinear's random numbers are one sequence for a whole process.
    with ProcessPoolExecutor(1) as pool:
        some = np.arange(len(lines)) % HELD_OUT < TRIED
        trial = pool.submit(machine, rows[some], wanted[some])
        fitted = machine(rows, wanted)
        margins = trial.result().decision_function(rows[held])
    model = taught(empty, fitted.coef_, fitted.intercept_)
    return replace(model, sharpness=_sharpness(margins, wanted[held]))


def leaning(model: Model) -> Model:
    """The model a little readier to take a message for none of ours: it is told of ours far more often."""
    bias = model.bias.copy()
    bias[model.labels.index(OUT_OF_SCOPE)] += LEAN
    return replace(model, bias=bias)


def _features(text: str, segmenter: Segmenter) -> list[str]:
    plain = normalised(text)
    return list(features(plain, segmenter.cut(plain)))


def _sharpness(margins: npt.NDArray[np.float64], wanted: npt.NDArray[np.int64]) -> float:
    """The factor under which the held-out lines are likeliest."""
    candidates = np.arange(1.0, 12.0, 0.1)
    return float(max(candidates, key=lambda factor: _likelihood(margins * factor, wanted)))


def _likelihood(scores: npt.NDArray[np.float64], wanted: npt.NDArray[np.int64]) -> float:
    right = scores[np.arange(len(wanted)), wanted]
    return float(np.mean(right - logsumexp(scores, axis=1)))


def main(path: Path) -> None:
    """Fit on the project's examples and write the model, with the examples for near matches."""
    lines = (*load_examples().lines, *as_examples(load_lessons()))
    model = leaning(fit(lines, Segmenter(domain_words(load_library()))))
    known = unambiguous(lines)
    place = {label: i for i, label in enumerate(model.labels)}
    meant = np.array([place[intent] for intent in known.values()], np.int16)
    save_models(path, {INTENT: model}, {"texts": packed(known), "meant": meant})


if __name__ == "__main__":
    main(Path(sys.argv[1]))
