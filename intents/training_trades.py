"""Fitting what reads trades: two machines over hashed features of single characters."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from intents import trade_spans
from intents.encoding import Marks, Numbers
from intents.fitting import RARE_IS_WEIGHTY, counts, machines, taught
from intents.model import Model
from intents.studied import Studied, trades

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
    return _joined([_shown(at, one) for at, one in lessons])


def _shown(turn: int, one: Studied) -> Characters:
    view = one.looked.view
    seen = trade_spans.marks(view, one.looked.named, one.rules)
    parts = np.zeros((2, len(view.text)), np.int8)
    telling = np.arange(turn % KEPT, len(view.text) + turn % KEPT) % KEPT == 0
    telling |= seen.names > 0
    for place in trades(one, (*one.own, *one.others)):
        parts[trade_spans.BEGINS, place.start] = 1
        parts[trade_spans.GOES_ON, place.start + 1 : place.end] = 1
        telling[max(0, place.start - NEAR) : place.end + NEAR] = True
    numbers = trade_spans.features(view.text, seen)[telling]
    return Characters(numbers.astype(np.int32), parts[:, telling])


def fitted_trades(parts: Sequence[Characters]) -> Model:
    """Two machines: whether a character begins a trade, and whether it goes on with one."""
    numbers, marks = _joined(parts)
    count, size = numbers.shape
    # The reader adds the weights up as they are: so many ones in each row.
    rows = counts(numbers.ravel(), np.arange(count + 1) * size, trade_spans.BUCKETS)
    return taught(_blank(), machines(rows, marks, COST, RARE_IS_WEIGHTY))


def _blank() -> Model:
    """The model before its weights are known: its features are numbers, so it has no words for them."""
    none = np.zeros(0, np.float32)
    return Model(("begins", "goes on"), {}, none, np.zeros((0, 0), np.float16), none, 1.0)


def _joined(parts: Sequence[Characters]) -> Characters:
    """The characters of one part after those of the other."""
    return Characters(
        np.concatenate([part.numbers for part in parts]),
        np.concatenate([part.marks for part in parts], axis=1),
    )
