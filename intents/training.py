"""Fitting the classifier, in a process of its own: scikit-learn never enters the server.

``python -m intents.training FILE`` fits on the project's examples and writes the model to the file.
"""

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar
from scipy.special import logsumexp

from intents.encoding import Rows, encoded, joined
from intents.examples import OUT_OF_SCOPE, Example, load_examples, unambiguous
from intents.features import WEIGHTS, features
from intents.fitting import begun, blank, ended, matrix, split, taught, workers
from intents.lessons import as_examples, load_lessons
from intents.model import INTENT, Model, packed, save_models
from intents.normalising import normalised
from intents.segmenting import Segmenter, domain_words
from knowledge.library import load_library

LEAST: Mapping[str, int] = MappingProxyType({"d": 3, "t": 5, "r": 3, "p": 7, "w": 2})
"""In how many examples a feature of a kind must be to count, where one is not enough: longer ones."""
LEAN = 0.1
"""Chosen on the development sets: one message in a hundred more is found to be out of scope, one in 400 lost."""
HELD_OUT, TRIED = 5, 3
"""One example in so many is kept from a first fit on so many of them, to learn how sure the model may be."""


class Trained(NamedTuple):
    """What the examples teach."""

    model: Model
    known: dict[str, str]
    """Normalised text to intent, of the examples that mean only one."""


def fit(lines: Sequence[Example], words: Iterable[str] = ()) -> Trained:
    """A model of the examples, the same one for the same examples; ``words`` are those of the domain."""
    known = tuple(words)
    labels = tuple(sorted({line.intent for line in lines}))
    wanted = np.array([[line.intent == label for line in lines] for label in labels], np.int8)
    with workers() as pool:
        looking = [pool.submit(_looked_at, part, known) for _, part in split(lines)]
        parts = [part.result() for part in looking]
        seen = joined([rows for _, rows in parts])
        empty = blank(labels, seen, lambda f: LEAST.get(f[0], 1), lambda f: WEIGHTS[f[0]])
        rows = matrix(empty, seen)
        held, some = (np.flatnonzero(which) for which in _held_and_tried(len(lines)))
        whole = begun(pool, rows, wanted)
        trial = begun(pool, rows[some], wanted[:, some])
        model = taught(empty, ended(whole))
        weights, bias = ended(trial)
    margins = rows[held] @ weights.T + bias
    texts = chain.from_iterable(plain for plain, _ in parts)
    return Trained(
        replace(model, sharpness=_sharpness(margins, wanted[:, held].argmax(0))),
        unambiguous(texts, lines),
    )


def _held_and_tried(count: int) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    turn = np.arange(count) % HELD_OUT
    return turn == HELD_OUT - 1, turn < TRIED


def leaning(model: Model) -> Model:
    """The model a little readier to take a message for none of ours: it is told of ours far more often."""
    bias = model.bias.copy()
    bias[model.labels.index(OUT_OF_SCOPE)] += LEAN
    return replace(model, bias=bias)


def _looked_at(lines: Sequence[Example], words: Sequence[str]) -> tuple[list[str], Rows]:
    """Some of the examples, normalised, and their features."""
    segmenter = Segmenter(words)
    plain = [normalised(line.text) for line in lines]
    return plain, encoded(features(text, segmenter.cut(text)) for text in plain)


def _sharpness(margins: npt.NDArray[np.float64], wanted: npt.NDArray[np.int64]) -> float:
    """The factor under which the held-out lines are likeliest."""
    found = minimize_scalar(
        lambda factor: -_likelihood(margins * factor, wanted), bounds=(1, 12), method="bounded"
    )
    return round(float(found.x), 1)


def _likelihood(scores: npt.NDArray[np.float64], wanted: npt.NDArray[np.int64]) -> float:
    right = scores[np.arange(len(wanted)), wanted]
    return float(np.mean(right - logsumexp(scores, axis=1)))


def main(path: Path) -> None:
    """Fit on the project's examples and write the model, with the examples for near matches."""
    lines = (*load_examples().lines, *as_examples(load_lessons()))
    trained, known = fit(lines, domain_words(load_library()))
    model = leaning(trained)
    place = {label: i for i, label in enumerate(model.labels)}
    meant = np.array([place[intent] for intent in known.values()], np.int16)
    save_models(path, {INTENT: model}, {"texts": packed(known), "meant": meant})


if __name__ == "__main__":
    main(Path(sys.argv[1]))
