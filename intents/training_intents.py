"""Fitting the classifier that tells intents apart."""

import math
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from functools import cache
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar
from scipy.special import logsumexp

from intents.counting import Least, counted
from intents.encoding import Lines, gathered, joined
from intents.examples import OUT_OF_SCOPE, Example, load_examples, unambiguous
from intents.features import WEIGHTS, features
from intents.fitting import at_once, begun, blank, ended, matrix, split, taught, workers
from intents.lessons import Lesson, as_examples
from intents.model import INTENT, Model, packed, save_models
from intents.normalising import normalised
from intents.segmenting import Segmenter, domain_words
from knowledge.library import load_library

LEAST: Mapping[str, float] = MappingProxyType({"d": 1.0, "t": 1.75, "r": 1.0, "p": 2.4, "w": 0.7})
"""In how many of 10,000 examples a feature of a kind must be to count, where one example is not enough."""
LEAN = 0.2
"""Chosen on the development sets: one message in a hundred more is found to be out of scope, one in 400 lost."""
HELD_OUT, TRIED = 5, 2
"""One example in so many is kept from a first fit on so many of them, to learn how sure the model may be."""


class Trained(NamedTuple):
    """What the examples teach."""

    model: Model
    known: dict[str, str]
    """Normalised text to intent, of the examples that mean only one."""


def fit(lines: Sequence[Example], words: Iterable[str] = ()) -> Trained:
    """A model of the examples, the same one for the same examples; ``words`` are those of the domain."""
    with workers() as pool:
        return at_once(_fitting(pool, lines, words))


def _fitting(
    pool: Executor, lines: Sequence[Example], words: Iterable[str]
) -> Generator[None, None, Trained]:
    known = tuple(sorted(words))
    _looked_at(lines[:1], known)  # builds all tables, which the processes then need not build each
    yield
    looking = [pool.submit(_looked_at, part, known) for _, part in split(lines)]
    yield
    parts = [part.result() for part in looking]
    labels = tuple(sorted({line.intent for line in lines}))
    wanted = np.array([[line.intent == label for line in lines] for label in labels], np.int8)
    least = _least(len(lines))
    seen = counted(joined([rows for _, rows in parts]), least)
    empty = blank(labels, seen, least, lambda f: WEIGHTS[f[0]])
    rows = matrix(empty, seen)
    held, some = (np.flatnonzero(which) for which in _held_and_tried(len(lines)))
    whole = begun(pool, rows, wanted)
    trial = begun(pool, rows[some], wanted[:, some])
    yield
    model = taught(empty, ended(whole))
    weights, bias = ended(trial)
    margins = rows[held] @ weights.T + bias
    texts = chain.from_iterable(plain for plain, _ in parts)
    return Trained(
        replace(model, sharpness=_sharpness(margins, wanted[:, held].argmax(0))),
        unambiguous(texts, lines),
    )


def _least(many: int) -> Least:
    """In how many of so many examples a feature must be, by its mark."""
    needed = {mark: math.ceil(share * many / 10_000) for mark, share in LEAST.items()}
    return lambda feature: needed.get(feature[0], 1)


def _held_and_tried(count: int) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    turn = np.arange(count) % HELD_OUT
    return turn == HELD_OUT - 1, turn < TRIED


def leaning(model: Model) -> Model:
    """The model a little readier to take a message for none of ours: it is told of ours far more often."""
    bias = model.bias.copy()
    bias[model.labels.index(OUT_OF_SCOPE)] += LEAN
    return replace(model, bias=bias)


def _looked_at(lines: Sequence[Example], words: tuple[str, ...]) -> tuple[list[str], Lines]:
    """Some of the examples, normalised, and their features."""
    segmenter = _segmenter(words)
    plain = [normalised(line.text) for line in lines]
    return plain, gathered(features(text, segmenter.cut(text)) for text in plain)


@cache
def _segmenter(words: tuple[str, ...]) -> Segmenter:
    return Segmenter(words)


def _sharpness(margins: npt.NDArray[np.float64], wanted: npt.NDArray[np.int64]) -> float:
    """The factor under which the held-out lines are likeliest."""
    found = minimize_scalar(
        lambda factor: -_likelihood(margins * factor, wanted), bounds=(1, 12), method="bounded"
    )
    return round(float(found.x), 1)


def _likelihood(scores: npt.NDArray[np.float64], wanted: npt.NDArray[np.int64]) -> float:
    right = scores[np.arange(len(wanted)), wanted]
    return float(np.mean(right - logsumexp(scores, axis=1)))


def training(pool: Executor, lessons: Sequence[Lesson], path: Path) -> Iterator[None]:
    """Fit on the project's examples, the lessons among them, and write the model with the examples."""
    lines = (*load_examples().lines, *as_examples(lessons))
    trained, known = yield from _fitting(pool, lines, domain_words(load_library()))
    model = leaning(trained)
    place = {label: i for i, label in enumerate(model.labels)}
    meant = np.array([place[intent] for intent in known.values()], np.int16)
    save_models(path, {INTENT: model}, {"texts": packed(known), "meant": meant})
