"""Fitting what reads trades: two machines over hashed features of single characters."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from intents import trade_spans
from intents.fitting import RARE_IS_WEIGHTY, Begun, machines, settled, taught
from intents.model import Model
from intents.pieces import Piece
from intents.studied import Studied

COST = 0.3
KEPT, NEAR = 2, 4
"""Of the characters that are no name and not so near to a trade, one in so many is learned from."""


def fit_trades(lessons: Sequence[Studied], pool: Executor) -> Begun:
    """Two machines over hashed features: whether a character begins a trade, and whether it goes on with one.

    The machines are fitted in the pool; the model is there when it is called for.
    """
    numbers, wanted = [], []
    for turn, one in enumerate(lessons):
        view, named = one.looked.view, one.looked.named
        seen = trade_spans.marks(view, named, one.rules)
        parts = np.zeros((len(view.text), 2), bool)
        telling = np.arange(turn % KEPT, len(view.text) + turn % KEPT) % KEPT == 0
        telling |= seen.names > 0
        for place in _trades_of(one):
            parts[place.start, trade_spans.BEGINS] = True
            parts[place.start + 1 : place.end, trade_spans.GOES_ON] = True
            telling[max(0, place.start - NEAR) : place.end + NEAR] = True
        numbers.append(trade_spans.features(view.text, seen)[telling])
        wanted.append(parts[telling])
    rows = _binary(np.concatenate(numbers).astype(np.int64))
    marks = np.concatenate(wanted).T
    fitted = pool.submit(machines, rows, marks, COST, RARE_IS_WEIGHTY)
    return lambda: taught(_blank(), *fitted.result())


def _blank() -> Model:
    """The model before its weights are known: its features are numbers, so it has no words for them."""
    none = np.zeros(0, np.float32)
    return Model(("begins", "goes on"), {}, none, np.zeros((0, 0), np.float16), none, 1.0)


def _trades_of(one: Studied) -> Iterator[Piece]:
    """The trades of a lesson, where they are named in the words that they have there."""
    for shown, place in (*one.own, *one.others):
        if shown.fact == trade_spans.TRADE:
            name = str(shown.value)
            start = one.looked.view.text.find(name, place.start, place.end)
            yield place if start < 0 else Piece(start, start + len(name))


def _binary(numbers: npt.NDArray[np.int64]) -> csr_matrix:
    """Rows of ones: the reader adds the weights up as they are."""
    count, size = numbers.shape
    starts = np.arange(count + 1) * size
    ones = np.ones(numbers.size, np.float32)
    return settled(csr_matrix((ones, numbers.ravel(), starts), (count, trade_spans.BUCKETS)))
