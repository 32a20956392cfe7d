"""A fact as one rule found it, before it is weighed against the others."""

from collections.abc import Iterable
from typing import NamedTuple, Protocol

from knowledge.facts import FactId, Value

LIGHT = -3
"""The weight of what was only learned to be read, and what no rule reads."""

NEVER = -9
"""The weight of words that the cues list as no statement of a fact: what was learned is not heard there."""


class Found(NamedTuple):
    """One reading of one place of a message."""

    fact: FactId
    value: Value | None
    """``None`` where a value is only taken back."""
    start: int
    end: int
    weight: int = 0
    """A heavier reading of the same fact wins over a lighter one; of equals the later one."""


class Stretch(Protocol):
    """A part of a message."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends, this character excluded."""


def overlap(one: Stretch, other: Stretch) -> bool:
    """Whether two parts of a message share a character."""
    return one.start < other.end and other.start < one.end


def shared(one: Stretch, other: Stretch) -> int:
    """How many characters two parts of a message share; below 0 how far they lie apart."""
    return min(one.end, other.end) - max(one.start, other.start)


def last_truth(found: Iterable[Found], begin: int, end: int) -> Found | None:
    """The last yes or no that was read in a part of a message."""
    read = [f for f in found if begin <= f.start and f.end <= end and isinstance(f.value, bool)]
    return max(read, key=lambda one: one.start, default=None)
