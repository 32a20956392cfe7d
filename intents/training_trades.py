"""Fitting what reads trades: two machines over hashed features of single characters."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from intents import trade_spans
from intents.encoding import Marks, Numbers
from intents.fitting import RARE_IS_WEIGHTY, machines, taught
from intents.model import Model
from intents.pieces import Piece
from intents.studied import Studied, named_at

COST = 0.3
KEPT, NEAR = 2, 4
"""Of the characters that are no name and not so near to a trade, one in so many is learned from."""


class Characters(NamedTuple):
    """Characters that are learned from: the numbers of their features, and their marks."""

    numbers: Numbers
    """A row for each character."""
    marks: Marks
    """Two rows: whether the character begins a trade, and whether it goes on with one."""


def shown_trades(lessons: Sequence[tuple[int, Studied]]) -> Characters:
    """What lessons show of trades; each stands beside its number."""
    shown = [_shown(at, one) for at, one in lessons]
    return Characters(
        np.concatenate([one.numbers for one in shown]),
        np.concatenate([one.marks for one in shown], axis=1),
    )


def _shown(turn: int, one: Studied) -> Characters:
    view = one.looked.view
    seen = trade_spans.marks(view, one.looked.named, one.rules)
    parts = np.zeros((2, len(view.text)), np.int8)
    telling = np.arange(turn % KEPT, len(view.text) + turn % KEPT) % KEPT == 0
    telling |= seen.names > 0
    for place in _trades_of(one):
        parts[trade_spans.BEGINS, place.start] = 1
        parts[trade_spans.GOES_ON, place.start + 1 : place.end] = 1
        telling[max(0, place.start - NEAR) : place.end + NEAR] = True
    numbers = trade_spans.features(view.text, seen)[telling]
    return Characters(numbers.astype(np.int32), parts[:, telling])


def fitted_trades(parts: Sequence[Characters]) -> Model:
    """Two machines: whether a character begins a trade, and whether it goes on with one."""
    numbers = np.concatenate([part.numbers for part in parts])
    marks = np.concatenate([part.marks for part in parts], axis=1)
    return taught(_blank(), machines(_ones(numbers), marks, COST, RARE_IS_WEIGHTY))


def _blank() -> Model:
    """The model before its weights are known: its features are numbers, so it has no words for them."""
    none = np.zeros(0, np.float32)
    return Model(("begins", "goes on"), {}, none, np.zeros((0, 0), np.float16), none, 1.0)


def _trades_of(one: Studied) -> Iterator[Piece]:
    """The trades of a lesson, where they are named in the words that they have there."""
    for shown, place in (*one.own, *one.others):
        if shown.fact == trade_spans.TRADE:
            yield named_at(one.looked.view.text, str(shown.value), place)


def _ones(numbers: npt.NDArray[np.int32]) -> csr_matrix:
    """Rows of ones: the reader adds the weights up as they are."""
    count, size = numbers.shape
    starts = np.arange(count + 1) * size
    rows = csr_matrix(
        (np.ones(numbers.size), numbers.ravel(), starts), (count, trade_spans.BUCKETS)
    )
    rows.sum_duplicates()
    return rows
