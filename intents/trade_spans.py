"""Where trades may stand, seen character by character; learned from ``data/stated.jsonl``.

Each character is looked at with its neighbours, with the names of trades that stand in the list, and with what the
rules take for the trade; all characters of a message are weighed at once.
"""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

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
GAP = "\0" * _AROUND
"""What lies between two messages that are looked at together, so that neither sees the other."""
_LONGEST = 10
_SHORTEST = 2
_WRAPPED = re.compile(
    "^(?:嗯|呃|啊|哦|那个|就是)?(?:学习?|考|做|当|干|已?具备)?(?=..)|(?<=..)(?:证|[啊呀呢吧嘛哈的了])$"
)
_OUTSIDE, PLAIN, _NAME_BEGINS, _NAME_GOES_ON, _NAME_ENDS, _PLACE, _LEVEL = range(7)
_PLACES = frozenset({"place", "elsewhere"})
_MULTIPLIER, _STEP, _SHIFT = (
    np.uint64(11400714819323198485),
    np.uint64(1442695040888963407),
    np.uint64(46),
)

_CHAR = np.uint64(1 << 21)
_ONE, _TWO, _THREE, _NAME, _NAMES, _RULED = range(6)
"""Series of numbers along a message: characters, runs of two and of three, marks of names, three of those around a
character, and the same of the rules."""
_SERIES = 6
_SEEN = np.array(
    [
        *((_ONE, k) for k in range(-4, 5)),
        *((_TWO, k) for k in range(-4, 4)),
        *((_THREE, k) for k in range(-3, 2)),
        *((_NAME, k) for k in range(-2, 3)),
        (_NAMES, -1),
        (_RULED, -1),
    ]
)
"""What is seen of a character: a series, and how far before or behind."""
_KINDS = (np.arange(1, len(_SEEN) + 1, dtype=np.uint64) * _STEP)[:, None]

Numbers = npt.NDArray[np.uint64]


class Marks(NamedTuple):
    """For each character: what it is in a known name, and what the rules take it for."""

    names: Numbers
    rules: Numbers


def together(seen: Sequence[Marks]) -> Marks:
    """The marks of several messages, of which each is followed by a gap."""
    gap = np.zeros(_AROUND, np.uint64)
    names = [part for one in seen for part in (one.names, gap)]
    rules = [part for one in seen for part in (one.rules, gap)]
    return Marks(np.concatenate(names), np.concatenate(rules))


def marks(view: View, named: Sequence[Named], rules: Sequence[Found]) -> Marks:
    """The marks of a message."""
    names = np.full(len(view.text), PLAIN, np.uint64)
    ruled = names.copy()
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
    """The numbers of all features, a row for each kind of feature and a column for each character."""
    codes = _padded(np.frombuffer(text.encode("utf-32-le"), np.uint32))
    names, ruled = _padded(seen.names), _padded(seen.rules)
    size = len(codes)
    table = np.zeros((_SERIES, size), np.uint64)
    table[_ONE] = codes
    np.add(codes[:-1] * _CHAR, codes[1:], out=table[_TWO, :-1])
    np.add(table[_TWO, :-2] * _CHAR, codes[2:], out=table[_THREE, :-2])
    table[_NAME] = names
    around = names[:-2] * np.uint64(64) + names[1:-1] * np.uint64(8) + names[2:]
    told = ruled[:-2] * np.uint64(64) + ruled[1:-1] * np.uint64(8) + ruled[2:]
    table[_NAMES, :-2] = around
    table[_RULED, :-2] = told + names[1:-1] * np.uint64(512)
    places = _SEEN[:, :1] * size + _SEEN[:, 1:] + np.arange(_AROUND, size - _AROUND)
    numbers: Numbers = table.ravel().take(places)
    numbers *= _MULTIPLIER
    numbers ^= _KINDS
    numbers *= _MULTIPLIER
    numbers >>= _SHIFT
    return numbers


def _padded(values: npt.NDArray[Any]) -> Numbers:
    padded = np.full(len(values) + 2 * _AROUND, _OUTSIDE, np.uint64)
    padded[_AROUND : _AROUND + len(values)] = values
    return padded


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
        self._weights = model.weights.astype(np.float32) * np.float32(model.step)
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
        numbers = features(view.text, marks(view, named, rules)).astype(np.int64)
        margins: Floats = np.add.reduce(self._weights.take(numbers, 0)) + self._bias
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
