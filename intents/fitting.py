"""What all our classifiers are fitted with: which features there are, how rare each is, and a linear machine."""

import gc
import math
import os
from collections.abc import Callable, Generator, Mapping, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from intents.counting import Counted, Least
from intents.encoding import NEITHER, Marks
from intents.model import UNKNOWN, Model

TOLERANCE, ROUGHLY = 0.05, 0.2
"""How near to its best a machine is fitted, and one that only finds the hard counterexamples."""
RARE_IS_WEIGHTY: Mapping[bool, float] = {True: 2.0, False: 1.0}
"""Where examples of yes are few beside those of no."""
SAMPLE = 8
"""One counterexample in so many is looked at first; of the others only those that it does not settle."""
T = TypeVar("T")
_PROCESSES = 4
_STEPS = np.iinfo(np.int16).max
_SHARES = 4
"""Parts for each process: none waits long for another one's last part."""
Fitted = tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]
"""The weights, a row for each machine, and the biases."""


def workers() -> ProcessPoolExecutor:
    """Processes that look at lessons and fit machines.

    Processes and no threads: liblinear's random numbers are one sequence for a whole process. Nothing there is ever
    garbage, and looking for it time and again among millions of objects would take a quarter of the time.
    """
    return ProcessPoolExecutor(_processes(), initializer=gc.disable)


def at_once(steps: Generator[None, None, T]) -> T:
    """What the steps lead to, where nothing else is to be done between them."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: T = end.value
            return result


def _processes() -> int:
    return min(os.cpu_count() or 1, _PROCESSES)


def parts() -> int:
    """In how many parts the lessons are looked at. The models are the same whatever it is."""
    return _processes() * _SHARES


def split(lines: Sequence[T]) -> list[tuple[int, Sequence[T]]]:
    """The lines in as many parts, each with the place at which it begins."""
    return [(part.start, lines[part]) for part in _slices(len(lines), parts())]


def _slices(length: int, many: int) -> list[slice]:
    """So many parts of equal length, the last one shorter; fewer where there is not enough for all."""
    size = -(-length // many)
    return [slice(at, at + size) for at in range(0, length, size)]


def blank(
    labels: tuple[str, ...],
    lines: Counted,
    least: Least,
    weight: Callable[[str], float] = lambda feature: 1.0,
) -> Model:
    """A model before its weights are known; ``least``: in how many lines a feature must be to count."""
    spread = np.bincount(lines.times.indices, minlength=len(lines.names)).tolist()
    known = [
        (name, many) for name, many in zip(lines.names, spread, strict=True) if many >= least(name)
    ]
    # What stands in many lines lies close together, where a processor finds it soonest.
    known.sort(key=lambda one: -one[1])
    total = 1 + lines.times.shape[0]
    rarity = [weight(name) * (1 + math.log(total / (1 + many))) for name, many in known]
    return Model(
        labels,
        {"": UNKNOWN} | {name: i for i, (name, _) in enumerate(known, start=1)},
        np.array([0.0, *rarity], np.float32),
        np.zeros((0, 0), np.int16),
        1.0,
        np.zeros(0, np.float32),
        1.0,
    )


def matrix(empty: Model, lines: Counted) -> csr_matrix:
    """All messages at once, as ``Model.vector`` has them one by one."""
    known = _known(empty, lines)
    values = empty.scale[known.indices] * (1 + np.log(known.data))
    return _scaled(known, values, values**2)


def sums(empty: Model, lines: Counted) -> csr_matrix:
    """All messages at once, as ``Model.sums`` has them one by one."""
    known = _known(empty, lines)
    scale = empty.scale[known.indices].astype(np.float64)
    return _scaled(known, known.data * scale, known.data * scale**2)


def _known(empty: Model, lines: Counted) -> csr_matrix:
    """How often each feature that counts stands in each row."""
    places = np.array([empty.vocabulary.get(name, UNKNOWN) for name in lines.names], np.int32)
    numbers = places[lines.times.indices]
    kept = numbers != UNKNOWN
    ends = np.concatenate(([0], np.cumsum(kept)))
    starts = ends[lines.times.indptr].astype(np.int32)
    shape = (lines.times.shape[0], len(empty.vocabulary))
    return csr_matrix((lines.times.data[kept], numbers[kept], starts), shape)


def _scaled(like: csr_matrix, values: npt.NDArray[Any], squares: npt.NDArray[Any]) -> csr_matrix:
    """The values in the places of ``like``, each row divided by the root of its squares."""
    lengths = np.sqrt(np.bincount(_row_of_each(like), squares, like.shape[0]))
    lengths[lengths == 0] = 1
    return csr_matrix((values / lengths[_row_of_each(like)], like.indices, like.indptr), like.shape)


def _row_of_each(rows: csr_matrix) -> npt.NDArray[np.int64]:
    return np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))


def begun(pool: Executor, rows: csr_matrix, marks: Marks) -> list[Future[Fitted]]:
    """One machine for each label, being fitted in several processes."""
    return [pool.submit(machines, rows, marks[g]) for g in _slices(len(marks), _processes())]


def ended(waiting: Sequence[Future[Fitted]]) -> Fitted:
    """What was begun, when it is there."""
    weights, biases = zip(*(one.result() for one in waiting), strict=True)
    return np.concatenate(weights), np.concatenate(biases)


def machines(
    rows: csr_matrix,
    marks: Marks,
    cost: float = 1.0,
    weights: Mapping[bool, float] | None = None,
) -> Fitted:
    """The weights and biases of one machine for each label, the same ones for the same rows.

    Each is fitted on its examples and some counterexamples, then on its examples and on those counterexamples that
    the first one does not keep at a margin of 1. Whatever lies beyond the margin has no part in a support vector
    machine, so the second is the one of all rows, for a quarter of the time.
    """
    some = np.arange(rows.shape[0]) % SAMPLE == 0
    machine = partial(LinearSVC, C=cost, random_state=0, class_weight=weights)
    first = _all(machine(tol=ROUGHLY), rows, marks, (marks == 1) | some)
    margins = (rows @ first[0].T + first[1]).T
    return _all(machine(tol=TOLERANCE), rows, marks, (marks == 1) | (margins > -1))


def _all(
    machine: LinearSVC, rows: csr_matrix, marks: Marks, shown: npt.NDArray[np.bool_]
) -> Fitted:
    """The machine fitted for each label, on the rows that the label is shown."""
    weights, biases = [], []
    for line, shows in zip(marks, shown & (marks != NEITHER), strict=True):
        places = np.flatnonzero(shows)
        machine.fit(rows[places], line[places] == 1)
        weights.append(machine.coef_[0])
        biases.append(machine.intercept_[0])
    return np.stack(weights), np.array(biases)


def taught(empty: Model, fitted: Fitted) -> Model:
    """The model with its weights."""
    weights, bias = fitted
    step = float(np.abs(weights).max()) / _STEPS or 1.0
    steps = np.round(np.ascontiguousarray(weights.T) / step).astype(np.int16)
    return replace(empty, weights=steps, step=step, bias=bias.astype(np.float32))
