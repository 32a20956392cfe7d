"""What all our classifiers are fitted with: which features there are, how rare each is, and a linear machine."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.preprocessing import normalize
from sklearn.svm import LinearSVC

from intents.model import UNKNOWN, Model

TOLERANCE = 0.05
NEITHER = -1
"""The mark of a line that is neither an example nor a counterexample."""
RARE_IS_WEIGHTY: Mapping[bool, float] = {True: 2.0, False: 1.0}
"""Where examples of yes are few beside those of no."""
Begun = Callable[[], Model]
"""A model that is being fitted; calling it waits for the end."""
Wanted = npt.NDArray[np.int64] | npt.NDArray[np.bool_]


def blank(
    labels: tuple[str, ...],
    lines: Sequence[Iterable[str]],
    least: Callable[[str], int],
    weight: Callable[[str], float] = lambda feature: 1.0,
) -> Model:
    """A model before its weights are known; ``least``: in how many lines a feature must be to count."""
    # Not sets: their order, and with it the model's, is another one in each process.
    spread = Counter(chain.from_iterable(map(dict.fromkeys, lines)))
    known = [feature for feature, lines in spread.items() if lines >= least(feature)]
    rarity = [weight(f) * (1 + math.log((1 + len(lines)) / (1 + spread[f]))) for f in known]
    return Model(
        labels,
        {"": UNKNOWN} | {feature: i for i, feature in enumerate(known, start=1)},
        np.array([0.0, *rarity], np.float32),
        np.zeros((0, 0), np.float16),
        np.zeros(0, np.float32),
        1.0,
    )


def matrix(empty: Model, counts: Sequence[Counter[str]]) -> csr_matrix:
    """All messages at once, as ``Model.vector`` has them one by one."""
    place = empty.vocabulary.get
    found = np.array([place(f, UNKNOWN) for count in counts for f in count], np.int64)
    often = np.array([n for count in counts for n in count.values()], np.float32)
    starts = np.cumsum([0, *map(len, counts)])
    values = empty.scale[found] * (1 + np.log(often))
    whole: csr_matrix = normalize(
        csr_matrix((values, found, starts), (len(counts), len(empty.scale)))
    )
    return whole


def sums(empty: Model, lines: Sequence[Sequence[str]]) -> csr_matrix:
    """All messages at once, as ``Model.sums`` has them one by one."""
    places = [[at for at in map(empty.vocabulary.get, line) if at] for line in lines]
    values = [empty.scale[found] for found in places]
    scaled = [value / math.sqrt(value @ value) for value in values if len(value)]
    starts = np.cumsum([0, *map(len, places)])
    whole = (np.concatenate(scaled), np.concatenate(places), starts)
    return settled(csr_matrix(whole, (len(lines), len(empty.scale))))


def settled(rows: csr_matrix) -> csr_matrix:
    """The rows as liblinear wants them, so that they are not made so for every machine."""
    wanted: csr_matrix = rows.astype(np.float64)
    wanted.sum_duplicates()
    return wanted


def machine(
    rows: csr_matrix, wanted: Wanted, cost: float = 1.0, weights: Mapping[bool, float] | None = None
) -> LinearSVC:
    """A linear machine for these rows, the same one for the same rows."""
    fitted = LinearSVC(
        C=cost, tol=TOLERANCE, random_state=0, class_weight=dict(weights) if weights else None
    )
    fitted.fit(rows, wanted)
    return fitted


def machines(
    rows: csr_matrix,
    marks: npt.NDArray[np.int8] | npt.NDArray[np.bool_],
    cost: float = 1.0,
    weights: Mapping[bool, float] | None = None,
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """The weights and biases of one machine for each line of marks: 1 for yes, ``NEITHER`` for no example."""
    fitted = []
    for line in marks:
        shows = line != NEITHER
        fitted.append(machine(rows[shows], line[shows] == 1, cost, weights))
    return np.stack([one.coef_[0] for one in fitted]), np.array([o.intercept_[0] for o in fitted])


def taught(empty: Model, weights: npt.NDArray[np.float64], bias: npt.NDArray[np.float64]) -> Model:
    """The model with its weights, given a row for each label as a machine has them."""
    return replace(
        empty,
        weights=np.ascontiguousarray(weights.T).astype(np.float16),
        bias=bias.astype(np.float32),
    )
