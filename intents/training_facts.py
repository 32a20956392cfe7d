"""Fitting what reads facts and persons, on ``data/stated.jsonl``, in a process of its own.

``python -m intents.training_facts FILE`` writes the three models to the file.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from intents import amounts, owning, pieces, stating, trade_spans, whom
from intents.extraction import general, readings
from intents.fitting import blank, machine, settled, sums
from intents.found import Found
from intents.learned import AMOUNTS, OWNING, STATING, TAGS, TRADES, WHOM
from intents.lessons import Lesson, Shown, load_lessons
from intents.looking import Looked, Looker
from intents.model import Model, save_models
from intents.pieces import Piece
from knowledge.facts import FactId, FactSpec, Value
from knowledge.library import load_library

WRITTEN = date(2026, 11, 26)
"""The day on which the lessons were written."""
_RARE_IS_WEIGHTY = {True: 2.0, False: 1.0}
_OTHERS_ARE_FEW = {True: 1.0, False: 4.0}
_OWN_COST = 0.5
_MANY_VALUES = ("city", "target_level")
_COUNTS: Mapping[FactId, tuple[int, ...]] = {
    "subsidies_this_year": (0, 1, 2, 3),
    "subsidies_total": (0, 1, 2, 3),
    "insured_months": (0,),
}
"""Counts that are said in words of their own (从来没领过)."""
_NEITHER = -1
"""A piece that holds a small part of the words: neither an example nor a counterexample."""


class Studied(NamedTuple):
    """A lesson looked at: its view, what the rules read, and where its facts stand."""

    lesson: Lesson
    looked: Looked
    rules: tuple[Found, ...]
    own: tuple[tuple[Shown, Piece], ...]
    others: tuple[tuple[Shown, Piece], ...]


def fit(
    lessons: Sequence[Lesson], looker: Looker, specs: Mapping[FactId, FactSpec]
) -> dict[str, Model]:
    """The models, the same ones for the same lessons."""
    studied = [_studied(lesson, looker, specs) for lesson in lessons]
    return {
        TAGS: _tags(studied, specs),
        AMOUNTS: _amounts(studied),
        STATING: _stating(studied),
        TRADES: _trades(studied),
        WHOM: _whom(studied),
        OWNING: _owning(studied),
    }


def _studied(lesson: Lesson, looker: Looker, specs: Mapping[FactId, FactSpec]) -> Studied:
    looked = looker.look(lesson.text, WRITTEN)
    rules = tuple(readings(looked.view, looked.named))
    own = tuple(_placed(lesson.facts, looked.view.text, looker))
    return Studied(
        lesson, looked, rules, own, tuple(_placed(lesson.passing, looked.view.text, looker))
    )


def _placed(shown: Sequence[Shown], text: str, looker: Looker) -> Iterator[tuple[Shown, Piece]]:
    """Each fact with the place of its words; a few words are mended away and teach nothing."""
    for one in shown:
        words = looker.cleaned(one.words)
        start = text.find(words)
        if start >= 0:
            yield one, Piece(start, start + len(words))


def _tags(studied: Sequence[Studied], specs: Mapping[FactId, FactSpec]) -> Model:
    """One machine for each value of a fact that has only a few."""
    lines: list[list[str]] = []
    wanted: list[dict[str, int]] = []
    for one in studied:
        few = [found for found in one.rules if _is_one_of_few(found.fact, found.value, specs)]
        around = pieces.Around(few, whom.kind(one.lesson.about), one.lesson.pending)
        for piece in pieces.pieces(one.looked.view):
            seen = pieces.features(one.looked.view, piece, around)
            lines.append(list(seen))
            wanted.append(_stated_in(piece, (*one.own, *one.others), specs))
    return _machines(tuple(sorted(set().union(*wanted))), lines, wanted)


def _machines(
    labels: tuple[str, ...], lines: Sequence[Sequence[str]], wanted: Sequence[Mapping[str, int]]
) -> Model:
    """A model with one machine for each label, of which several may hold at once."""
    empty = blank(labels, lines, lambda _: 2)
    rows = sums(empty, lines)
    weights, bias = [], []
    for label in labels:
        marks = np.array([each.get(label, 0) for each in wanted])
        taught = marks != _NEITHER
        fitted = machine(rows[taught], marks[taught] == 1, weights=_RARE_IS_WEIGHTY)
        weights.append(fitted.coef_[0])
        bias.append(fitted.intercept_[0])
    return replace(
        empty,
        weights=np.ascontiguousarray(np.stack(weights, 1)).astype(np.float16),
        bias=np.array(bias, np.float32),
    )


def _amounts(studied: Sequence[Studied]) -> Model:
    lines, wanted = [], []
    for one in studied:
        for amount in amounts.amounts(one.looked.view):
            lines.append(list(amounts.features(one.looked.view, amount, one.rules)))
            wanted.append(
                {
                    shown.fact: 1
                    for shown, place in (*one.own, *one.others)
                    if place.start < amount.end and amount.start < place.end
                }
            )
    return _machines((amounts.AGE, *amounts.LENGTHS), lines, wanted)


def _stated_in(
    piece: Piece, shown: Sequence[tuple[Shown, Piece]], specs: Mapping[FactId, FactSpec]
) -> dict[str, int]:
    marks: dict[str, int] = {}
    for one, place in shown:
        if _is_one_of_few(one.fact, one.value, specs) and min(piece.end, place.end) > max(
            piece.start, place.start
        ):
            whole = pieces.covers(piece, place)
            marks[pieces.label(Found(one.fact, one.value, 0, 0))] = 1 if whole else _NEITHER
    return marks


def _is_one_of_few(fact: FactId, value: Value | None, specs: Mapping[FactId, FactSpec]) -> bool:
    """Whether a value is one of a few: yes and no, a kind, a small count."""
    spec = specs[fact]
    if spec.type == "int":
        return value in _COUNTS.get(fact, ())
    return spec.type == "bool" or (spec.type == "enum" and fact not in _MANY_VALUES)


def _stating(studied: Sequence[Studied]) -> Model:
    lines, wanted = [], []
    for one in studied:
        if not one.lesson.pending:
            rules, view = one.rules, one.looked.view
            lines.append(list(stating.features(view, rules, general(view, rules))))
            wanted.append(not one.lesson.facts)
    return _one_machine(lines, wanted, 1.0, _RARE_IS_WEIGHTY)


def _trades(studied: Sequence[Studied]) -> Model:
    """Two machines over hashed features: whether a character begins a trade, and whether it goes on with one."""
    numbers, wanted = [], []
    for one in studied:
        view, named = one.looked.view, one.looked.named
        seen = trade_spans.marks(view, named, one.rules)
        parts = np.zeros((len(view.text), 2), bool)
        for _, place in _trades_of(one):
            parts[place.start, trade_spans.BEGINS] = True
            parts[place.start + 1 : place.end, trade_spans.GOES_ON] = True
        numbers.append(trade_spans.features(view.text, seen))
        wanted.append(parts)
    stacked, marked = np.concatenate(numbers).astype(np.int64), np.concatenate(wanted)
    rows = _binary(stacked)
    fitted = [machine(rows, marked[:, part], weights=_RARE_IS_WEIGHTY) for part in (0, 1)]
    return Model(
        ("begins", "goes on"),
        {},
        np.zeros(0, np.float32),
        np.stack([one.coef_[0] for one in fitted], 1).astype(np.float16),
        np.array([one.intercept_[0] for one in fitted], np.float32),
        1.0,
    )


def _trades_of(one: Studied) -> Iterator[tuple[Shown, Piece]]:
    """The trades of a lesson, where they are named in the words that they have there."""
    for shown, place in (*one.own, *one.others):
        if shown.fact == trade_spans.TRADE:
            start = one.looked.view.text.find(str(shown.value), place.start, place.end)
            if start >= 0:
                yield shown, Piece(start, start + len(str(shown.value)))
            else:
                yield shown, place


def _binary(numbers: npt.NDArray[np.int64]) -> csr_matrix:
    """Rows of ones: the reader adds the weights up as they are."""
    count, size = numbers.shape
    starts = np.arange(count + 1) * size
    ones = np.ones(numbers.size, np.float32)
    return settled(csr_matrix((ones, numbers.ravel(), starts), (count, trade_spans.BUCKETS)))


def _whom(studied: Sequence[Studied]) -> Model:
    lines, wanted = [], []
    for one in studied:
        meant, ruled = whom.kind(one.lesson.about), whom.kind(one.looked.who)
        for candidate in whom.candidates(one.looked.view):
            lines.append(list(whom.features(one.looked.view, candidate, ruled)))
            wanted.append(candidate == meant)
    return _one_machine(lines, wanted, 1.0, None)


def _owning(studied: Sequence[Studied]) -> Model:
    lines, wanted = [], []
    for one in studied:
        about = whom.kind(one.lesson.about)
        for is_own, shown in ((True, one.own), (False, one.others)):
            for fact, place in shown:
                seen = owning.features(one.looked.view, fact.fact, place, about)
                lines.append(list(seen))
                wanted.append(is_own)
    return _one_machine(lines, wanted, _OWN_COST, _OTHERS_ARE_FEW)


def _one_machine(
    lines: Sequence[Sequence[str]],
    wanted: Sequence[bool],
    cost: float,
    weights: Mapping[bool, float] | None,
) -> Model:
    """A model with one margin: how far an example lies on the side of yes."""
    empty = blank(("yes",), lines, lambda _: 3)
    fitted = machine(sums(empty, lines), np.array(wanted), cost, weights)
    return replace(
        empty,
        weights=np.ascontiguousarray(fitted.coef_.T).astype(np.float16),
        bias=fitted.intercept_.astype(np.float32),
    )


def main(path: Path) -> None:
    """Fit on the project's lessons and write the models."""
    library = load_library()
    save_models(path, fit(load_lessons(), Looker(library), library.facts))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
