"""Fitting the classifier, in a process of its own: scikit-learn never enters the server.

``python -m intents.training FILE`` fits on the project's examples and writes the model to the file.
"""

import math
import sys
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from scipy.special import logsumexp
from sklearn.preprocessing import normalize
from sklearn.svm import LinearSVC

from intents.examples import Example, load_examples, unambiguous
from intents.features import WEIGHTS, features
from intents.model import UNKNOWN, Model, packed
from intents.normalising import normalised
from intents.segmenting import Segmenter, domain_words
from knowledge.library import load_library

COST = 1.0
TOLERANCE = 0.05
SEEN_TWICE = frozenset("dtp")
"""Kinds of features that count only where two examples have them: longer ones."""
HELD_OUT = 5
"""One example in so many is kept from a first fit, to learn how sure the model may be."""


def fit(lines: Sequence[Example], segmenter: Segmenter) -> Model:
    """A model of the examples: the same one for the same examples."""
    counts = [Counter(_features(line.text, segmenter)) for line in lines]
    labels = tuple(sorted({line.intent for line in lines}))
    place = {label: i for i, label in enumerate(labels)}
    wanted = np.array([place[line.intent] for line in lines])
    blank = _blank(labels, counts)
    matrix = _matrix(blank, counts)
    held = np.arange(len(lines)) % HELD_OUT == 0
    # A process, not a thread: liblinear's random numbers are one sequence for a whole process.
    with ProcessPoolExecutor(1) as pool:
        trial = pool.submit(_machine, matrix[~held], wanted[~held])
        machine = _machine(matrix, wanted)
        margins = trial.result().decision_function(matrix[held])
    return replace(
        blank,
        weights=np.ascontiguousarray(machine.coef_.T).astype(np.float16),
        bias=machine.intercept_.astype(np.float32),
        sharpness=_sharpness(margins, wanted[held]),
    )


def _features(text: str, segmenter: Segmenter) -> list[str]:
    plain = normalised(text)
    return list(features(plain, segmenter.cut(plain)))


def _blank(labels: tuple[str, ...], counts: Sequence[Counter[str]]) -> Model:
    """The model before its weights are known: which features there are, and how rare each is."""
    spread = Counter(chain.from_iterable(counts))
    known = [f for f, n in spread.items() if n > 1 or f[0] not in SEEN_TWICE]
    rarity = [WEIGHTS[f[0]] * (1 + math.log((1 + len(counts)) / (1 + spread[f]))) for f in known]
    first = {"": UNKNOWN}
    return Model(
        labels,
        first | {feature: i for i, feature in enumerate(known, start=1)},
        np.array([0.0, *rarity], np.float32),
        np.zeros((0, 0), np.float16),
        np.zeros(0, np.float32),
        1.0,
    )


def _matrix(blank: Model, counts: Sequence[Counter[str]]) -> csr_matrix:
    """All messages at once, as ``Model.vector`` has them one by one."""
    place = blank.vocabulary.get
    found = np.array([place(f, UNKNOWN) for count in counts for f in count], np.int64)
    often = np.array([n for count in counts for n in count.values()], np.float32)
    starts = np.cumsum([0, *map(len, counts)])
    values = blank.scale[found] * (1 + np.log(often))
    matrix: csr_matrix = normalize(
        csr_matrix((values, found, starts), (len(counts), len(blank.scale)))
    )
    return matrix


def _machine(matrix: csr_matrix, wanted: npt.NDArray[np.int64]) -> LinearSVC:
    machine = LinearSVC(C=COST, tol=TOLERANCE, random_state=0)
    machine.fit(matrix, wanted)
    return machine


def _sharpness(margins: npt.NDArray[np.float64], wanted: npt.NDArray[np.int64]) -> float:
    """The factor under which the held-out lines are likeliest."""
    candidates = np.arange(1.0, 12.0, 0.1)
    return float(max(candidates, key=lambda factor: _likelihood(margins * factor, wanted)))


def _likelihood(scores: npt.NDArray[np.float64], wanted: npt.NDArray[np.int64]) -> float:
    right = scores[np.arange(len(wanted)), wanted]
    return float(np.mean(right - logsumexp(scores, axis=1)))


def main(path: Path) -> None:
    """Fit on the project's examples and write the model, with the examples for near matches."""
    lines = load_examples().lines
    model = fit(lines, Segmenter(domain_words(load_library())))
    known = unambiguous(lines)
    place = {label: i for i, label in enumerate(model.labels)}
    meant = np.array([place[intent] for intent in known.values()], np.int16)
    model.save(path, {"texts": packed(known), "meant": meant})


if __name__ == "__main__":
    main(Path(sys.argv[1]))
