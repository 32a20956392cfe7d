"""A fact as one rule found it, before it is weighed against the others."""

from typing import NamedTuple

from knowledge.facts import FactId, Value


class Found(NamedTuple):
    """One reading of one place of a message."""

    fact: FactId
    value: Value | None
    """``None`` where a value is only taken back."""
    start: int
    end: int
    weight: int = 0
    """A heavier reading of the same fact wins over a lighter one; of equals the later one."""
