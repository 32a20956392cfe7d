"""Labelled messages, and the values by which what was understood is judged against them."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from intents.json_lines import parsed
from intents.understanding import Understanding
from knowledge.facts import FactId, Value


class Line(NamedTuple):
    """One labelled message. ``facts`` and ``about`` are ``None`` where nobody labelled them."""

    text: str
    intent: str
    also: frozenset[str]
    facts: Mapping[FactId, Value] | None
    about: str | None
    style: str
    pending: FactId | None = None
    """The fact that had been asked for, where the message answers a question."""


class Rate(NamedTuple):
    """So many right out of so many."""

    right: int
    of: int

    def __str__(self) -> str:
        share = f"{100 * self.right / self.of:.1f} %" if self.of else "–"
        return f"{share} ({self.right}/{self.of})"

    @property
    def share(self) -> float:
        """The share that is right; 1 where there was nothing to get wrong."""
        return self.right / self.of if self.of else 1.0


def read_lines(path: Path) -> tuple[Line, ...]:
    """The labelled messages of a file of JSON lines; raises ``BadLine``."""
    return tuple(_lines(path))


def _lines(path: Path) -> Iterator[Line]:
    for number, text in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if text.strip():
            yield parsed(path, number, text, _line, 'needs "text" and "intent"')


def _line(row: dict[str, Any]) -> Line:
    return Line(
        row["text"],
        row["intent"],
        frozenset(row.get("also", ())),
        row.get("facts"),
        row.get("about"),
        row.get("style", ""),
        row.get("pending"),
    )


class Judged(NamedTuple):
    """A line and what was understood."""

    line: Line
    found: Understanding

    @property
    def right(self) -> bool:
        """Whether the intent is the one wanted, or another that is accepted."""
        return self.found.intent == self.line.intent or self.found.intent in self.line.also

    @property
    def wanted(self) -> str:
        """The intent found where it is accepted, else the one wanted."""
        return self.found.intent if self.right else self.line.intent


class Score(NamedTuple):
    """How many of those found are right, and how many of those wanted are found."""

    precision: Rate
    recall: Rate

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision.of + self.recall.of
        return 2 * self.recall.right / both if both else 1.0
