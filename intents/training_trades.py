"""Fitting what reads trades: two machines over hashed features of single characters."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix

from intents import trade_spans
from intents.encoding import Marks, Numbers
from intents.fitting import RARE_IS_WEIGHTY, machines, taught
from intents.model import Model
from intents.studied import Studied, trades

COST = 0.3
KEPT, NEAR = 2, 4
"""Of the characters that are no name and not so near to a trade, one in so many is learned from."""
_AT_ONCE = 1024
"""Lessons whose characters are looked at together."""


class Characters(NamedTuple):
    """Characters that are learned from: the numbers of their features, and their marks."""

    numbers: Numbers
    """A row for each character."""
    marks: Marks
    """Two rows: whether the character begins a trade, and whether it goes on with one."""


def shown_trades(lessons: Sequence[tuple[int, Studied]]) -> Characters:
    """What lessons show of trades; each stands beside its number."""
    return _joined([_shown(lessons[at : at + _AT_ONCE]) for at in range(0, len(lessons), _AT_ONCE)])


def _shown(lessons: Sequence[tuple[int, Studied]]) -> Characters:
    """What a few lessons show, laid one after the other: arrays of one lesson each cost more than they hold."""
    seen = trade_spans.together(
        [trade_spans.marks(one.looked.view, one.looked.named, one.rules) for _, one in lessons]
    )
    parts = np.zeros((2, len(seen.names)), np.int8)
    telling = seen.names > trade_spans.PLAIN
    begin = 0
    for turn, one in lessons:
        end = begin + len(one.looked.view.text)
        telling[begin + -turn % KEPT : end : KEPT] = True
        for place in trades(one, (*one.own, *one.others)):
            first, last = begin + place.start, begin + place.end
            parts[trade_spans.BEGINS, first] = 1
            parts[trade_spans.GOES_ON, first + 1 : last] = 1
            telling[max(begin, first - NEAR) : min(end, last + NEAR)] = True
        begin = end + len(trade_spans.GAP)
    text = "".join(one.looked.view.text + trade_spans.GAP for _, one in lessons)
    numbers = trade_spans.features(text, seen).T[telling]
    return Characters(numbers.astype(np.int32), parts[:, telling])


def fitted_trades(parts: Sequence[Characters]) -> Model:
    """Two machines: whether a character begins a trade, and whether it goes on with one."""
    numbers, marks = _joined(parts)
    count, size = numbers.shape
    place = _by_frequency(numbers)
    # The reader adds the weights up as they are: so many ones in each row.
    seen = (np.ones(numbers.size), place[numbers].ravel(), np.arange(count + 1) * size)
    rows = csr_matrix(seen, (count, trade_spans.BUCKETS))
    rows.sum_duplicates()
    weights, biases = machines(rows, marks, COST, RARE_IS_WEIGHTY)
    return taught(_blank(), (weights[:, place], biases))


def _by_frequency(numbers: Numbers) -> Numbers:
    """For each feature its place among all, the most frequent first: there a processor finds them soonest."""
    often = np.bincount(numbers.ravel(), minlength=trade_spans.BUCKETS)
    place = np.empty(trade_spans.BUCKETS, np.int32)
    place[np.argsort(-often, kind="stable")] = np.arange(trade_spans.BUCKETS)
    return place


def _blank() -> Model:
    """The model before its weights are known: its features are numbers, so it has no words for them."""
    none = np.zeros(0, np.float32)
    return Model(("begins", "goes on"), {}, none, np.zeros((0, 0), np.int16), 1.0, none, 1.0)


def _joined(parts: Sequence[Characters]) -> Characters:
    """The characters of one part after those of the other."""
    return Characters(
        np.concatenate([part.numbers for part in parts]),
        np.concatenate([part.marks for part in parts], axis=1),
    )
