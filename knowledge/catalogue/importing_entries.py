"""Rows of a table as entries of the catalogue, each with its key and the digest of what it says."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from knowledge.catalogue import importing_cells as cells
from knowledge.catalogue.errors import BadCell
from knowledge.catalogue.importing_layout import Row
from knowledge.text import folded

T = TypeVar("T")
Values = dict[str, Any]


class Fault(NamedTuple):
    """What is wrong with one cell."""

    column: str
    reason: str
    mend: str


class RowRefused(Exception):
    """A row that cannot be taken: every fault found in it."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__("；".join(fault.reason for fault in faults))


class Entry(NamedTuple):
    """One thing to be stored: a row may say several (a course at three levels)."""

    sheet: str
    row: int
    values: Values
    """With ``key`` and ``digest``, and with ``directory`` as the file names it."""
    session: Values | None = None


class Reading:
    """The cells of one row, read field by field; faults are gathered, not raised one by one."""

    def __init__(self, row: Row) -> None:
        self.row = row
        self.faults: list[Fault] = []

    def text(self, field: str) -> str:
        """A cell as text; empty where there is none."""
        return cells.text(self.row.values.get(field))

    def take(self, field: str, parse: Callable[[Any], T], missing: T) -> T:
        """A cell as a value; ``missing`` where there is none or it cannot be read."""
        if field not in self.row.values:
            return missing
        try:
            return parse(self.row.values[field])
        except BadCell as bad:
            self.refuse(field, bad.reason, bad.mend)
            return missing

    def refuse(self, field: str, reason: str, mend: str) -> None:
        """Gathers a fault."""
        self.faults.append(Fault(self.row.layout.heading(field) or "整行", reason, mend))

    def finish(self) -> None:
        """Raises ``RowRefused`` where a fault was found."""
        if self.faults:
            raise RowRefused(tuple(self.faults))


def hashed(*parts: object) -> str:
    """A key or digest of values."""
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.blake2b(joined.encode(), digest_size=16).hexdigest()


@lru_cache(maxsize=16384)
def compared(text: str) -> str:
    """A text folded, for keys."""
    return folded(text)


def digested(values: Mapping[str, Any], *leaving: str) -> str:
    """The digest of what values say."""
    return hashed(*(v for k, v in values.items() if k not in leaving))


def before_tomorrow(read: Reading, field: str, today: date) -> date | None:
    """A date that cannot lie in the future."""
    found = read.take(field, cells.day, None)
    if found and found > today:
        read.refuse(field, f"{found} 还没到", "填实际的日期")
    return found
