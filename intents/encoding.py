"""Features of many lines, not yet spelled out: what processes that look at lessons hand to the one that fits."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, count
from typing import Generic, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from intents.features import Features, Kinds

Numbers = npt.NDArray[np.int32]
Marks = npt.NDArray[np.int8]
"""A row for each label, with a mark for each line: 1 for yes, 0 for no, ``NEITHER`` for no example."""
K = TypeVar("K")
NEITHER = -1
"""The mark of a line that is neither an example nor a counterexample of a label."""


class Names(NamedTuple):
    """Features or words of lines as they stand, repeated where they are repeated."""

    distinct: tuple[str, ...]
    """Each once, in the order in which they come."""
    numbers: Numbers
    """All of them, each by its place among the distinct ones."""
    rows: Numbers
    """The line of each."""


class Texts(NamedTuple):
    """Texts of lines of which certain parts are features."""

    text: str
    """One after the other."""
    lengths: Numbers
    rows: Numbers
    """The line of each."""


class Lines(NamedTuple):
    """The features of lines."""

    many: int
    names: Names
    paired: Names
    runs: Mapping[Kinds, Texts]
    starts: Mapping[str, Texts]


def numbering() -> defaultdict[str, int]:
    """Gives every name a number when it first comes.

    Not a set: its order, and with it the model's, is another one in each process.
    """
    return defaultdict(count().__next__)


class _Gathering:
    """Names as they come, line by line."""

    def __init__(self) -> None:
        self._number = numbering()
        self._numbers: list[int] = []
        self._ends: list[int] = []

    def add(self, names: Iterable[str]) -> None:
        """Takes in the names of the next line."""
        self._numbers += map(self._number.__getitem__, names)
        self._ends.append(len(self._numbers))

    def names(self) -> Names:
        """All that came."""
        ends = np.array([0, *self._ends], np.int64)
        many = ends[1:] - ends[:-1]
        rows = np.repeat(np.arange(len(many), dtype=np.int32), many)
        return Names(tuple(self._number), np.array(self._numbers, np.int32), rows)


class _GatheringTexts(Generic[K]):
    """Texts of several kinds as they come, line by line."""

    def __init__(self) -> None:
        self._texts: defaultdict[K, tuple[list[str], list[int]]] = defaultdict(lambda: ([], []))

    def add(self, row: int, texts: Iterable[tuple[K, str]]) -> None:
        """Takes in the texts of a line."""
        for kind, text in texts:
            said, rows = self._texts[kind]
            said.append(text)
            rows.append(row)

    def texts(self) -> dict[K, Texts]:
        """All that came, by kind."""
        return {
            kind: Texts(
                "".join(said), np.array([*map(len, said)], np.int32), np.array(rows, np.int32)
            )
            for kind, (said, rows) in self._texts.items()
        }


def gathered(lines: Iterable[Features]) -> Lines:
    """The features of the lines."""
    names, paired = _Gathering(), _Gathering()
    runs, starts = _GatheringTexts[Kinds](), _GatheringTexts[str]()
    row = -1
    for row, line in enumerate(lines):
        names.add(line.names)
        paired.add(line.paired)
        runs.add(row, line.runs)
        starts.add(row, line.starts)
    return Lines(row + 1, names.names(), paired.names(), runs.texts(), starts.texts())


def joined(parts: Sequence[Lines]) -> Lines:
    """The lines of one part after those of the other: the same as if they had been gathered at once."""
    first = [0, *accumulate(part.many for part in parts)]
    return Lines(
        first[-1],
        _joined_names([part.names for part in parts], first),
        _joined_names([part.paired for part in parts], first),
        _joined_texts([part.runs for part in parts], first),
        _joined_texts([part.starts for part in parts], first),
    )


def _joined_names(parts: Sequence[Names], first: Sequence[int]) -> Names:
    number = numbering()
    places = [np.array([number[name] for name in part.distinct], np.int32) for part in parts]
    numbers = [place[part.numbers] for place, part in zip(places, parts, strict=True)]
    rows = [part.rows + at for part, at in zip(parts, first, strict=False)]
    return Names(tuple(number), np.concatenate(numbers), np.concatenate(rows, dtype=np.int32))


def _joined_texts(parts: Sequence[Mapping[K, Texts]], first: Sequence[int]) -> dict[K, Texts]:
    found: defaultdict[K, list[tuple[Texts, int]]] = defaultdict(list)
    for part, at in zip(parts, first, strict=False):
        for kind, texts in part.items():
            found[kind].append((texts, at))
    return {
        kind: Texts(
            "".join(texts.text for texts, _ in placed),
            np.concatenate([texts.lengths for texts, _ in placed]),
            np.concatenate([texts.rows + at for texts, at in placed], dtype=np.int32),
        )
        for kind, placed in found.items()
    }
