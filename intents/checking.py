"""Faults in what officials write of workers' words: cues, dialect, examples and lessons."""

from collections.abc import Callable, Iterator

from intents.cues import cue_file
from intents.dialect import dialect
from intents.errors import BadLine
from intents.examples import load_examples
from intents.lessons import load_lessons
from knowledge.errors import BadFile, BadKnowledge

_READERS: tuple[Callable[[], object], ...] = (cue_file, dialect, load_examples, load_lessons)


def faults() -> tuple[BadFile | BadLine, ...]:
    """Every fault of the files under ``data``; of a file of lessons the first."""
    return tuple(_faults())


def _faults() -> Iterator[BadFile | BadLine]:
    for read in _READERS:
        try:
            read()
        except BadKnowledge as bad:
            yield from bad.faults
        except BadLine as bad:
            yield bad


def must_be_sound() -> None:
    """Raise ``BadKnowledge`` or ``BadLine`` if there is a fault."""
    for read in _READERS:
        read()
