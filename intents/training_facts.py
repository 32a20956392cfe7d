"""Fitting what reads facts and persons, on ``data/stated.jsonl``, in a process of its own.

``python -m intents.training_facts FILE`` writes the models to the file.
"""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from intents.fitting import RARE_IS_WEIGHTY, blank, machines, split, sums, taught, workers
from intents.learned import AMOUNTS, CHOICE, OWNING, STATING, TAGS, TRADES, WHOM
from intents.lessons import Lesson, load_lessons
from intents.looking import Looker
from intents.model import Model, save_models
from intents.showing import Examples, shown_to_each, together
from intents.studied import studied
from intents.training_trades import Characters, fitted_trades, shown_trades
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
        looking = [pool.submit(looked_at, at, part) for at, part in split(lessons)]
        parts = [part.result() for part in looking]
        waiting = {
            name: pool.submit(_fitted, name, [part.words[name] for part in parts])
            for name in _COSTS
        }
        waiting[TRADES] = pool.submit(fitted_trades, [part.trades for part in parts])
        return {name: model.result() for name, model in waiting.items()}


def looked_at(first: int, lessons: Sequence[Lesson]) -> Part:
    """What some of the lessons show, of which the first has this number."""
    library = load_library()
    looker = Looker(library)
    seen = [(at, studied(lesson, looker)) for at, lesson in enumerate(lessons, start=first)]
    return Part(shown_to_each(seen, library.facts), shown_trades(seen))


def _fitted(name: str, parts: Sequence[Examples]) -> Model:
    """A model with one machine for each label, of which several may hold at once."""
    shown = together(parts)
    empty = blank(shown.labels, shown.rows, lambda _: LEAST)
    return taught(empty, machines(sums(empty, shown.rows), shown.marks, *_COSTS[name]))


def main(path: Path) -> None:
    """Fit on the project's lessons and write the models."""
    save_models(path, fit(load_lessons()))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
