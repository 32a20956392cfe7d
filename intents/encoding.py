"""Features of many lines as numbers: what processes that look at lessons hand to the one that fits."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import count
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int32]
Marks = npt.NDArray[np.int8]
"""A row for each label, with a mark for each line: 1 for yes, 0 for no, ``NEITHER`` for no example."""
NEITHER = -1
"""The mark of a line that is neither an example nor a counterexample of a label."""


class Rows(NamedTuple):
    """The features of lines, a row for each line, repeated where they are repeated."""

    names: tuple[str, ...]
    """Every feature once, in the order in which they come."""
    numbers: Numbers
    """The features of all rows, one row after the other, each by its place among the names."""
    starts: npt.NDArray[np.int64]
    """Where each row begins, and where the last one ends."""

    def __len__(self) -> int:
        return len(self.starts) - 1


def encoded(lines: Iterable[Iterable[str]]) -> Rows:
    """The features of the lines."""
    number = _numbering()
    numbers: list[int] = []
    starts = [0]
    for line in lines:
        numbers += map(number.__getitem__, line)
        starts.append(len(numbers))
    return Rows(tuple(number), np.array(numbers, np.int32), np.array(starts, np.int64))


def _numbering() -> defaultdict[str, int]:
    """Gives every name a number when it first comes.

    Not a set: its order, and with it the model's, is another one in each process.
    """
    return defaultdict(count().__next__)


def joined(parts: Sequence[Rows]) -> Rows:
    """The rows of one part after those of the other: the same as if they had been encoded at once."""
    number = _numbering()
    places = [np.array([number[name] for name in part.names], np.int32) for part in parts]
    numbers = [place[part.numbers] for place, part in zip(places, parts, strict=True)]
    lengths = np.concatenate([np.diff(part.starts) for part in parts])
    return Rows(tuple(number), np.concatenate(numbers), np.concatenate(([0], np.cumsum(lengths))))
