"""Fitting what reads facts and persons, on ``data/stated.jsonl``, in a process of its own.

``python -m intents.training_facts FILE`` writes the models to the file.
"""

import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from pathlib import Path

import numpy as np

from intents import amounts, owning, pieces, stating, whom
from intents.fitting import NEITHER, RARE_IS_WEIGHTY, Begun, blank, machines, sums, taught
from intents.found import Found, overlap
from intents.learned import AMOUNTS, OWNING, STATING, TAGS, TRADES, WHOM
from intents.lessons import Lesson, Shown, load_lessons
from intents.looking import Looker
from intents.model import Model, save_models
from intents.pieces import Piece
from intents.rules import general
from intents.studied import Studied, studied
from intents.training_trades import fit_trades
from knowledge.facts import FactId, FactSpec, Value
from knowledge.library import load_library

_OTHERS_ARE_FEW = {True: 1.0, False: 4.0}
_OWN_COST = 0.5
_MANY_VALUES = ("city", "target_level")
_COUNTS: Mapping[FactId, tuple[int, ...]] = {
    "subsidies_this_year": (0, 1, 2, 3),
    "subsidies_total": (0, 1, 2, 3),
    "insured_months": (0,),
}
"""Counts that are said in words of their own (从来没领过)."""
LEAST = 4
"""In how many lines a feature must be to count."""
_EASY = 3
"""Of the lessons in which nobody but the sender can be meant, one in so many is learned from."""


def fit(
    lessons: Sequence[Lesson], looker: Looker, specs: Mapping[FactId, FactSpec]
) -> dict[str, Model]:
    """The models, the same ones for the same lessons."""
    seen = [studied(lesson, looker) for lesson in lessons]
    # One process fits while this one looks at the lessons for the next model. One, and no threads:
    # liblinear's random numbers are one sequence for a whole process.
    with ProcessPoolExecutor(1) as pool:
        begun = {
            TRADES: fit_trades(seen, pool),
            TAGS: _tags(seen, specs, pool),
            WHOM: _whom(seen, pool),
            AMOUNTS: _amounts(seen, pool),
            STATING: _stating(seen, pool),
            OWNING: _owning(seen, pool),
        }
        return {name: model() for name, model in begun.items()}


def _tags(lessons: Sequence[Studied], specs: Mapping[FactId, FactSpec], pool: Executor) -> Begun:
    """One machine for each value of a fact that has only a few."""
    lines: list[list[str]] = []
    wanted: list[dict[str, int]] = []
    for one in lessons:
        few = [found for found in one.rules if _is_one_of_few(found.fact, found.value, specs)]
        around = pieces.Around(few, whom.kind(one.lesson.about), one.lesson.pending)
        for piece in pieces.pieces(one.looked.view):
            seen = pieces.features(one.looked.view, piece, around)
            lines.append(list(seen))
            wanted.append(_stated_in(piece, (*one.own, *one.others), specs))
    return _machines(tuple(sorted(set().union(*wanted))), lines, wanted, pool)


def _machines(
    labels: tuple[str, ...],
    lines: Sequence[Sequence[str]],
    wanted: Sequence[Mapping[str, int]],
    pool: Executor,
) -> Begun:
    """A model with one machine for each label, of which several may hold at once."""
    empty = blank(labels, lines, lambda _: LEAST)
    marks = np.array([[each.get(label, 0) for each in wanted] for label in labels], np.int8)
    fitted = pool.submit(machines, sums(empty, lines), marks, weights=RARE_IS_WEIGHTY)
    return lambda: taught(empty, *fitted.result())


def _amounts(lessons: Sequence[Studied], pool: Executor) -> Begun:
    lines, wanted = [], []
    for one in lessons:
        for amount in amounts.amounts(one.looked.view):
            lines.append(list(amounts.features(one.looked.view, amount, one.rules)))
            wanted.append(
                {
                    shown.fact: 1
                    for shown, place in (*one.own, *one.others)
                    if overlap(place, amount)
                }
            )
    return _machines((amounts.AGE, *amounts.LENGTHS), lines, wanted, pool)


def _stated_in(
    piece: Piece, shown: Sequence[tuple[Shown, Piece]], specs: Mapping[FactId, FactSpec]
) -> dict[str, int]:
    marks: dict[str, int] = {}
    for one, place in shown:
        if _is_one_of_few(one.fact, one.value, specs) and overlap(piece, place):
            whole = pieces.covers(piece, place)
            marks[pieces.label(Found(one.fact, one.value, 0, 0))] = 1 if whole else NEITHER
    return marks


def _is_one_of_few(fact: FactId, value: Value | None, specs: Mapping[FactId, FactSpec]) -> bool:
    """Whether a value is one of a few: yes and no, a kind, a small count."""
    spec = specs[fact]
    if spec.type == "int":
        return value in _COUNTS.get(fact, ())
    return spec.type == "bool" or (spec.type == "enum" and fact not in _MANY_VALUES)


def _stating(lessons: Sequence[Studied], pool: Executor) -> Begun:
    lines, wanted = [], []
    for one in lessons:
        if not one.lesson.pending:
            rules, view = one.rules, one.looked.view
            lines.append(list(stating.features(view, rules, general(view, rules))))
            wanted.append(not one.lesson.facts)
    return _one_machine(lines, wanted, (1.0, RARE_IS_WEIGHTY), pool)


def _whom(lessons: Sequence[Studied], pool: Executor) -> Begun:
    lines, wanted = [], []
    easy = 0
    for one in lessons:
        view, rule = one.looked.view, one.looked.who
        if whom.is_plain(view, rule):
            easy += 1
            if easy % _EASY:
                continue
        meant = whom.kind(one.lesson.about)
        for candidate in whom.candidates(view):
            lines.append(list(whom.features(view, candidate, whom.kind(rule))))
            wanted.append(candidate == meant)
    return _one_machine(lines, wanted, (1.0, None), pool)


def _owning(lessons: Sequence[Studied], pool: Executor) -> Begun:
    lines, wanted = [], []
    for one in lessons:
        about = whom.kind(one.lesson.about)
        for is_own, shown in ((True, one.own), (False, one.others)):
            for fact, place in shown:
                seen = owning.features(one.looked.view, fact.fact, place, about)
                lines.append(list(seen))
                wanted.append(is_own)
    return _one_machine(lines, wanted, (_OWN_COST, _OTHERS_ARE_FEW), pool)


def _one_machine(
    lines: Sequence[Sequence[str]],
    wanted: Sequence[bool],
    costs: tuple[float, Mapping[bool, float] | None],
    pool: Executor,
) -> Begun:
    """A model with one margin: how far an example lies on the side of yes."""
    empty = blank(("yes",), lines, lambda _: LEAST)
    fitted = pool.submit(machines, sums(empty, lines), np.array([wanted]), *costs)
    return lambda: taught(empty, *fitted.result())


def main(path: Path) -> None:
    """Fit on the project's lessons and write the models."""
    library = load_library()
    save_models(path, fit(load_lessons(), Looker(library), library.facts))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
