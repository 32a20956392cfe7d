"""Where trades may stand, seen character by character; learned from ``data/stated.jsonl``.

Each character is looked at with its neighbours, with the names of trades that stand in the list, and with what the
rules take for the trade; all characters of a message are weighed at once.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from intents.extraction_levels import LEVEL
from intents.found import Found, Stretch
from intents.model import Floats, Model
from intents.names import Named
from intents.ordinary import splits_word
from intents.pieces import Piece
from intents.view import View

TRADE = "occupation"
BUCKETS = 1 << 18
"""Features are numbered by a hash of so many values; two that fall together do little harm."""
BEGINS, GOES_ON = 0, 1
STARTS = -1.0
"""From this margin on a character may begin a trade; most of those that do not are left behind later."""
_AROUND = 4
_LONGEST = 10
_SHORTEST = 2
_WRAPPED = re.compile(
    "^(?:嗯|呃|啊|哦|那个|就是)?(?:学习?|考|做|当|干)?(?=..)|(?<=..)(?:证|[啊呀呢吧嘛哈的了])$"
)
_NAME_BEGINS, _NAME_GOES_ON, _NAME_ENDS, _PLACE, _LEVEL = 1, 2, 3, 4, 5
_PLACES = frozenset({"place", "elsewhere"})
_MULTIPLIER, _STEP, _SHIFT = (
    np.uint64(11400714819323198485),
    np.uint64(1442695040888963407),
    np.uint64(46),
)

Numbers = npt.NDArray[np.uint64]


class Marks(NamedTuple):
    """For each character: what it is in a known name, and what the rules take it for."""

    names: Numbers
    rules: Numbers


def marks(view: View, named: Sequence[Named], rules: Sequence[Found]) -> Marks:
    """The marks of a message."""
    names = np.zeros(len(view.text), np.uint64)
    ruled = np.zeros(len(view.text), np.uint64)
    for match in LEVEL.finditer(view.text):
        names[match.start() : match.end()] = _LEVEL
    for one in named:
        if one.name.kind in _PLACES:
            names[one.start : one.end] = _PLACE
        elif one.is_trade:
            names[one.start : one.end] = _NAME_GOES_ON
            names[one.start] = _NAME_BEGINS
            names[one.end - 1] = _NAME_ENDS
    for found in rules:
        if found.fact == TRADE:
            ruled[found.start : found.end] = _NAME_GOES_ON
            ruled[found.start] = _NAME_BEGINS
    return Marks(names, ruled)


def features(text: str, seen: Marks) -> Numbers:
    """The numbers of all features, a row for each character."""
    length = len(text)
    codes = np.zeros(length + 2 * _AROUND, np.uint64)
    codes[_AROUND : _AROUND + length] = np.frombuffer(text.encode("utf-32-le"), np.uint32)
    names, ruled = _padded(seen.names), _padded(seen.rules)
    pairs = codes[:-1] * np.uint64(1 << 21) + codes[1:]
    triples = pairs[:-1] * np.uint64(1 << 21) + codes[2:]
    columns = [_column(codes, k, length) for k in range(-4, 5)]
    columns += [_column(pairs, k, length) for k in range(-4, 4)]
    columns += [_column(triples, k, length) for k in range(-3, 2)]
    columns += [_column(names, k, length) for k in range(-2, 3)]
    around = names[:-2] * np.uint64(64) + names[1:-1] * np.uint64(8) + names[2:]
    columns.append(_column(around, -1, length))
    told = ruled[:-2] * np.uint64(64) + ruled[1:-1] * np.uint64(8) + ruled[2:]
    both = told + names[1:-1] * np.uint64(512)
    columns.append(_column(both, -1, length))
    stacked = np.concatenate(columns).reshape(len(columns), length)
    stacked *= _MULTIPLIER
    stacked ^= (np.arange(1, len(columns) + 1, dtype=np.uint64) * _STEP)[:, None]
    stacked *= _MULTIPLIER
    stacked >>= _SHIFT
    return stacked.T


def _padded(values: Numbers) -> Numbers:
    padded = np.zeros(len(values) + 2 * _AROUND, np.uint64)
    padded[_AROUND : _AROUND + len(values)] = values + np.uint64(1)
    return padded


def _column(values: Numbers, offset: int, length: int) -> Numbers:
    begin = _AROUND + offset
    return values[begin : begin + length]


class Seen(NamedTuple):
    """How far each character looks like one that begins a trade or goes on with one, and where one may stand."""

    margins: Floats
    spans: tuple[Piece, ...]

    def margin(self, span: Stretch) -> float:
        """How far the characters of a stretch look like a trade."""
        return float(self.margins[span.start : span.end].max(1).mean())


class TradeReader:
    """Finds where trades may stand with one model, whose features are numbers of ``features``."""

    __slots__ = ("_bias", "_weights")

    def __init__(self, model: Model) -> None:
        self._weights = model.weights.astype(np.float32)
        self._bias = model.bias

    def seen(self, view: View, named: Sequence[Named], rules: Sequence[Found]) -> Seen:
        """Every stretch that may name a trade, far more than are stated."""
        margins = self._margins(view, named, rules)
        starts = (margins[:, BEGINS] >= STARTS).nonzero()[0].tolist()
        spans = (whole(view.text, named, at, _end(margins, at)) for at in starts)
        return Seen(margins, tuple(spans))

    def _margins(self, view: View, named: Sequence[Named], rules: Sequence[Found]) -> Floats:
        if not view.text:
            return np.zeros((0, 2), np.float32)
        rows = features(view.text, marks(view, named, rules))
        margins: Floats = self._weights[rows].sum(1) + self._bias
        return margins


def _end(margins: Floats, start: int) -> int:
    end = start + 1
    last = min(len(margins), start + _LONGEST)
    while end < last and margins[end, GOES_ON] > 0 and margins[end, GOES_ON] > margins[end, BEGINS]:
        end += 1
    return end


def bare(said: str) -> str:
    """The trade without the verb before it and the paper behind it."""
    return _WRAPPED.sub("", said) if len(said) > _SHORTEST else said


def whole(text: str, named: Sequence[Named], start: int, end: int) -> Piece:
    """The stretch with the whole of the known names, and of the word, that it begins or ends in."""
    for one in named:
        if one.is_trade and one.start < end and start < one.end:
            start, end = min(start, one.start), max(end, one.end)
    return Piece(start, end + splits_word(text, end))
