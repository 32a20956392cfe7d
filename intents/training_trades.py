"""Fitting what reads trades: two machines over hashed features of single characters."""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from intents import trade_spans
from intents.fitting import RARE_IS_WEIGHTY, machine, settled
from intents.model import Model
from intents.pieces import Piece
from intents.studied import Studied

COST = 0.3


def fit_trades(lessons: Sequence[Studied]) -> Model:
    """Two machines over hashed features: whether a character begins a trade, and whether it goes on with one."""
    numbers, wanted = [], []
    for one in lessons:
        view, named = one.looked.view, one.looked.named
        seen = trade_spans.marks(view, named, one.rules)
        parts = np.zeros((len(view.text), 2), bool)
        for place in _trades_of(one):
            parts[place.start, trade_spans.BEGINS] = True
            parts[place.start + 1 : place.end, trade_spans.GOES_ON] = True
        numbers.append(trade_spans.features(view.text, seen))
        wanted.append(parts)
    stacked, marked = np.concatenate(numbers).astype(np.int64), np.concatenate(wanted)
    rows = _binary(stacked)
    fitted = [machine(rows, marked[:, part], COST, RARE_IS_WEIGHTY) for part in (0, 1)]
    return Model(
        ("begins", "goes on"),
        {},
        np.zeros(0, np.float32),
        np.stack([one.coef_[0] for one in fitted], 1).astype(np.float16),
        np.array([one.intercept_[0] for one in fitted], np.float32),
        1.0,
    )


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
