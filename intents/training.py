"""Training, in a process of its own, so that scikit-learn and the lessons never stay in the server.

``python -m intents.training intents=FILE facts=FILE`` trains what tells intents apart, what reads facts, or both,
and writes the models to the files.
"""

import gc
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from pathlib import Path
from types import MappingProxyType

from intents import training_facts, training_intents
from intents.fitting import workers
from intents.lessons import Lesson, load_lessons

Training = Callable[[Executor, Sequence[Lesson], Path], Iterator[None]]
"""Learns from the lessons and writes the models to the file; yields whenever it has given the processes work."""
TRAININGS: Mapping[str, Training] = MappingProxyType(
    {"facts": training_facts.training, "intents": training_intents.training}
)


def train(wanted: Mapping[str, Path]) -> None:
    """Train what is wanted, by name: all at once, so that no process waits while there is work for another."""
    lessons = load_lessons()
    with workers() as pool:
        running = [TRAININGS[name](pool, lessons, path) for name, path in wanted.items()]
        while running:
            running = [one for one in running if _goes_on(one)]


def _goes_on(training: Iterator[None]) -> bool:
    return next(training, _END) is not _END


_END = object()


def main(arguments: Sequence[str]) -> None:
    """Train what the arguments name."""
    gc.disable()  # see workers()
    train({name: Path(path) for name, _, path in (one.partition("=") for one in arguments)})


if __name__ == "__main__":
    main(sys.argv[1:])
