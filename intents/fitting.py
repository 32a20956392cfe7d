"""What all our classifiers are fitted with: which features there are, how rare each is, and a linear machine."""

import math
import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from dataclasses import replace
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from intents.encoding import NEITHER, Marks, Numbers, Rows
from intents.model import UNKNOWN, Model

TOLERANCE = 0.05
RARE_IS_WEIGHTY: Mapping[bool, float] = {True: 2.0, False: 1.0}
"""Where examples of yes are few beside those of no."""
SAMPLE = 8
"""One counterexample in so many is looked at first; of the others only those that it does not settle."""
T = TypeVar("T")
_PROCESSES = 4
_GROUPS = 4
Fitted = tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]
"""The weights, a row for each machine, and the biases."""


def workers() -> ProcessPoolExecutor:
    """Processes that look at lessons and fit machines.

    Processes and no threads: liblinear's random numbers are one sequence for a whole process.
    """
    return ProcessPoolExecutor(parts())


def parts() -> int:
    """In how many parts the lessons are looked at. The models are the same whatever it is."""
    return min(os.cpu_count() or 1, _PROCESSES)


def split(lines: Sequence[T]) -> list[tuple[int, Sequence[T]]]:
    """The lines in as many parts, each with the place at which it begins."""
    return [(part.start, lines[part]) for part in _slices(len(lines), parts())]


def _slices(length: int, many: int) -> list[slice]:
    """So many parts of equal length, the last one shorter; fewer where there is not enough for all."""
    size = -(-length // many)
    return [slice(at, at + size) for at in range(0, length, size)]


def blank(
    labels: tuple[str, ...],
    rows: Rows,
    least: Callable[[str], int],
    weight: Callable[[str], float] = lambda feature: 1.0,
) -> Model:
    """A model before its weights are known; ``least``: in how many lines a feature must be to count."""
    spread = np.bincount(
        counts(*rows[1:], len(rows.names)).indices, minlength=len(rows.names)
    ).tolist()
    known = [
        (name, lines)
        for name, lines in zip(rows.names, spread, strict=True)
        if lines >= least(name)
    ]
    rarity = [weight(name) * (1 + math.log((1 + len(rows)) / (1 + lines))) for name, lines in known]
    return Model(
        labels,
        {"": UNKNOWN} | {name: i for i, (name, _) in enumerate(known, start=1)},
        np.array([0.0, *rarity], np.float32),
        np.zeros((0, 0), np.float16),
        np.zeros(0, np.float32),
        1.0,
    )


def matrix(empty: Model, rows: Rows) -> csr_matrix:
    """All messages at once, as ``Model.vector`` has them one by one."""
    known = _known(empty, rows)
    values = empty.scale[known.indices] * (1 + np.log(known.data))
    return _scaled(known, values, values**2)


def sums(empty: Model, rows: Rows) -> csr_matrix:
    """All messages at once, as ``Model.sums`` has them one by one."""
    known = _known(empty, rows)
    scale = empty.scale[known.indices].astype(np.float64)
    return _scaled(known, known.data * scale, known.data * scale**2)


def counts(numbers: Numbers, starts: npt.NDArray[np.int64], size: int) -> csr_matrix:
    """How often each of so many features stands in each row."""
    ones = np.ones(len(numbers), np.float64)
    # A copy, because the duplicates are summed where they stand.
    found = csr_matrix((ones, numbers.copy(), starts.copy()), (len(starts) - 1, size))
    found.sum_duplicates()
    return found


def _known(empty: Model, rows: Rows) -> csr_matrix:
    """How often each feature that counts stands in each row."""
    places = np.array([empty.vocabulary.get(name, UNKNOWN) for name in rows.names], np.int32)
    numbers = places[rows.numbers]
    kept = numbers != UNKNOWN
    ends = np.concatenate(([0], np.cumsum(kept)))
    return counts(numbers[kept], ends[rows.starts], len(empty.vocabulary))


def _scaled(like: csr_matrix, values: npt.NDArray[Any], squares: npt.NDArray[Any]) -> csr_matrix:
    """The values in the places of ``like``, each row divided by the root of its squares."""
    lengths = np.sqrt(np.bincount(_row_of_each(like), squares, like.shape[0]))
    lengths[lengths == 0] = 1
    return csr_matrix((values / lengths[_row_of_each(like)], like.indices, like.indptr), like.shape)


def _row_of_each(rows: csr_matrix) -> npt.NDArray[np.int64]:
    return np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))


def begun(pool: Executor, rows: csr_matrix, marks: Marks) -> list[Future[Fitted]]:
    """One machine for each label, being fitted in several processes."""
    return [pool.submit(machines, rows, marks[g]) for g in _slices(len(marks), _GROUPS)]


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
    first = _all(rows, marks, (marks == 1) | some, (cost, weights))
    margins = (rows @ first[0].T + first[1]).T
    return _all(rows, marks, (marks == 1) | (margins > -1), (cost, weights))


def _all(
    rows: csr_matrix,
    marks: Marks,
    shown: npt.NDArray[np.bool_],
    costs: tuple[float, Mapping[bool, float] | None],
) -> Fitted:
    """One machine for each label, fitted on the rows that it is shown."""
    cost, weights = costs
    fitted = []
    for line, shows in zip(marks, shown & (marks != NEITHER), strict=True):
        machine = LinearSVC(C=cost, tol=TOLERANCE, random_state=0, class_weight=weights)
        places = np.flatnonzero(shows)
        fitted.append(machine.fit(rows[places], line[places] == 1))
    return np.stack([one.coef_[0] for one in fitted]), np.array([o.intercept_[0] for o in fitted])


def taught(empty: Model, fitted: Fitted) -> Model:
    """The model with its weights."""
    weights, bias = fitted
    return replace(
        empty,
        weights=np.ascontiguousarray(weights.T).astype(np.float16),
        bias=bias.astype(np.float32),
    )
