"""Features of all lines numbered at once, without spelling out the countless ones that are too rare to matter."""

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from intents.encoding import Lines, Names, Numbers, Texts, numbering
from intents.features import BETWEEN, PAIR, Kinds

Least = Callable[[str], int]
"""In how many lines a feature must be to count, by its name or its mark."""
Keys = npt.NDArray[np.int64]
_NONE = -1


class Counted(NamedTuple):
    """How often each feature stands in each line."""

    names: tuple[str, ...]
    """Every feature once: all those that stand in enough lines, and few others."""
    times: csr_matrix
    """A row for each line, a column for each name."""


class _Some(NamedTuple):
    """Some of the features of the lines."""

    names: list[str]
    numbers: Numbers
    rows: Numbers


def counted(lines: Lines, least: Least) -> Counted:
    """How often each feature stands in each line.

    A longer kind must need at least as many lines as a shorter one of the same text, and no feature may come from
    two sources, such as a run and a name: what is rare is left out of each by itself.
    """
    some = [_named(lines.names, least), _pairs(lines.paired, lines.many, least(PAIR))]
    for kinds, texts in lines.runs.items():
        some += _runs(texts, kinds, least)
    for mark, texts in lines.starts.items():
        some += _starts(texts, mark, least)
    number = numbering()
    places = [np.array([number[name] for name in one.names], np.int32) for one in some]
    numbers = np.concatenate([p[one.numbers] for p, one in zip(places, some, strict=True)])
    rows = np.concatenate([one.rows for one in some])
    times = csr_matrix((np.ones(len(numbers)), (rows, numbers)), (lines.many, len(number)))
    times.sum_duplicates()
    return Counted(tuple(number), times)


def _named(names: Names, least: Least) -> _Some:
    """The features that stand as they are, but for those that are too rare."""
    often = np.bincount(names.numbers, minlength=len(names.distinct)).tolist()
    known = enumerate(zip(names.distinct, often, strict=True))
    kept = [number for number, (name, times) in known if times >= least(name)]
    place = np.full(len(names.distinct), _NONE, np.int32)
    place[kept] = np.arange(len(kept))
    numbers = place[names.numbers]
    stands = numbers != _NONE
    return _Some([names.distinct[i] for i in kept], numbers[stands], names.rows[stands])


def _runs(texts: Texts, kinds: Kinds, least: Least) -> Iterator[_Some]:
    """Every run of the lengths wanted, but for those of which a part is too rare already."""
    chars, own = _distinct_chars(texts.text)
    left = np.repeat(np.cumsum(texts.lengths), texts.lengths) - np.arange(len(own))
    rows = np.repeat(texts.rows, texts.lengths)
    grown, size = _Grown([""], np.zeros(len(own), np.int32)), 0
    for mark, wanted in kinds:
        while size < wanted:
            size += 1
            grown = _longer(grown, chars, np.roll(own, 1 - size), left >= size, least(mark))
        yield _marked(mark, grown, rows)


def _starts(texts: Texts, mark: str, least: Least) -> Iterator[_Some]:
    """Every beginning of the texts, but for those of which the beginning is too rare already."""
    chars, own = _distinct_chars(texts.text)
    grown = _Grown([""], np.zeros(len(texts.lengths), np.int32))
    at = np.cumsum(texts.lengths) - texts.lengths
    for size in range(1, int(texts.lengths.max(initial=0)) + 1):
        ends = own[np.minimum(at + size - 1, len(own) - 1)]
        grown = _longer(grown, chars, ends, texts.lengths >= size, least(mark))
        yield _marked(mark, grown, texts.rows)


class _Grown(NamedTuple):
    """Runs of one length, as far as they are frequent."""

    names: list[str]
    numbers: Numbers
    """For each place its run by its place among the names, or ``_NONE``."""


def _longer(
    grown: _Grown, chars: list[str], ends: Numbers, fits: npt.NDArray[np.bool_], least: int
) -> _Grown:
    """The runs with one character more, which ``ends`` has for each place; it ``fits`` in some places only."""
    keys = grown.numbers.astype(np.int64) * len(chars) + ends
    keys[(grown.numbers == _NONE) | ~fits] = _NONE
    kept, numbers = _frequent(keys, least)
    size = len(chars)
    return _Grown([grown.names[k // size] + chars[k % size] for k in kept.tolist()], numbers)


def _marked(mark: str, grown: _Grown, rows: Numbers) -> _Some:
    stands = grown.numbers != _NONE
    return _Some([mark + name for name in grown.names], grown.numbers[stands], rows[stands])


def _distinct_chars(text: str) -> tuple[list[str], Numbers]:
    """The characters that stand in a text, and the text with each by its place among them."""
    codes = np.frombuffer(text.encode("utf-32-le"), np.uint32)
    stands = np.zeros(int(codes.max(initial=0)) + 1, np.bool_)
    stands[codes] = True
    place = (np.cumsum(stands) - 1).astype(np.int32)
    return [chr(code) for code in np.flatnonzero(stands).tolist()], place[codes]


def _frequent(keys: Keys, least: int) -> tuple[Keys, Numbers]:
    """The keys that stand often enough, and for each of all keys its place among them."""
    found, often = np.unique(keys, return_counts=True)
    kept = found[(often >= least) & (found != _NONE)]
    if not len(kept):
        return kept, np.full(len(keys), _NONE, np.int32)
    places = np.minimum(np.searchsorted(kept, keys), len(kept) - 1)
    return kept, np.where(kept[places] == keys, places, _NONE).astype(np.int32)


def _pairs(words: Names, lines: int, least: int) -> _Some:
    """Every two words of a line, but for those that are too rare."""
    many = np.bincount(words.rows, minlength=lines)
    most = int(many.max(initial=0))
    place = np.arange(len(words.rows)) - np.repeat(np.cumsum(many) - many, many)
    table = np.full((lines, most), _NONE, np.int64)
    table[words.rows, place] = words.numbers
    size = len(words.distinct)
    keys, rows = [np.zeros(0, np.int64)], [np.zeros(0, np.int32)]
    for one, other in combinations(range(most), 2):
        both = np.flatnonzero(table[:, other] != _NONE)
        keys.append(table[both, one] * size + table[both, other])
        rows.append(both.astype(np.int32))
    kept, numbers = _frequent(np.concatenate(keys), least)
    stands = numbers != _NONE
    known = words.distinct
    names = [f"{PAIR}{known[k // size]}{BETWEEN}{known[k % size]}" for k in kept.tolist()]
    return _Some(names, numbers[stands], np.concatenate(rows)[stands])
