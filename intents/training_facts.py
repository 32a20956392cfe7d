"""Fitting what reads facts and persons, on ``data/stated.jsonl``."""

from collections.abc import Generator, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from functools import cache
from pathlib import Path
from typing import NamedTuple

from intents.counting import counted
from intents.fitting import RARE_IS_WEIGHTY, at_once, blank, machines, split, sums, taught, workers
from intents.learned import AMOUNTS, CHOICE, OWNING, STATING, TAGS, TRADES, WHOM
from intents.lessons import Lesson
from intents.looking import Looker
from intents.model import Model, save_models
from intents.showing import Examples, shown_to_each, together
from intents.studied import studied
from intents.training_trades import Characters, fitted_trades, shown_trades
from knowledge.facts import FactId, FactSpec
from knowledge.library import load_library

LEAST = 6
"""In how many lines a feature must be to count."""
_COSTS: Mapping[str, tuple[float, Mapping[bool, float] | None]] = {
    TAGS: (1.0, RARE_IS_WEIGHTY),
    AMOUNTS: (1.0, RARE_IS_WEIGHTY),
    STATING: (1.0, RARE_IS_WEIGHTY),
    WHOM: (1.0, None),
    CHOICE: (0.3, None),
    OWNING: (0.5, {True: 1.0, False: 4.0}),
}


class Part(NamedTuple):
    """What some of the lessons show."""

    words: Mapping[str, Examples]
    """By the name of the model that learns from it."""
    trades: Characters


def fit(lessons: Sequence[Lesson]) -> dict[str, Model]:
    """The models, the same ones for the same lessons."""
    with workers() as pool:
        return at_once(_fitting(pool, lessons))


def _fitting(pool: Executor, lessons: Sequence[Lesson]) -> Generator[None, None, dict[str, Model]]:
    looked_at(0, lessons[:1])  # builds all tables, which the processes then need not build each
    yield
    looking = [pool.submit(looked_at, at, part) for at, part in split(lessons)]
    yield
    parts = [part.result() for part in looking]
    # What takes longest comes first.
    waiting = {TRADES: pool.submit(fitted_trades, [part.trades for part in parts])}
    for name in _COSTS:
        seen = [part.words[name] for part in parts]
        waiting[name] = pool.submit(_fitted, name, seen)
    yield
    return {name: model.result() for name, model in waiting.items()}


def looked_at(first: int, lessons: Sequence[Lesson]) -> Part:
    """What some of the lessons show, of which the first has this number."""
    looker, specs = _looker()
    seen = [(at, studied(lesson, looker)) for at, lesson in enumerate(lessons, start=first)]
    return Part(shown_to_each(seen, specs), shown_trades(seen))


@cache
def _looker() -> tuple[Looker, Mapping[FactId, FactSpec]]:
    library = load_library()
    return Looker(library), library.facts


def _fitted(name: str, parts: Sequence[Examples]) -> Model:
    """A model with one machine for each label, of which several may hold at once."""
    shown = together(parts)
    rows = counted(shown.lines, _least)
    empty = blank(shown.labels, rows, _least)
    return taught(empty, machines(sums(empty, rows), shown.marks, *_COSTS[name]))


def _least(_: str) -> int:
    return LEAST


def training(pool: Executor, lessons: Sequence[Lesson], path: Path) -> Iterator[None]:
    """Fit on the lessons and write the models."""
    models = yield from _fitting(pool, lessons)
    save_models(path, models)
