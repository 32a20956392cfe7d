"""A reply before it is rendered for a channel."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from knowledge.policy import Citation


@dataclass(frozen=True, slots=True)
class Choice:
    """Something the worker may tap: a label, and the words that the tap sends."""

    label: str
    says: str = ""

    @property
    def text(self) -> str:
        """What a tap sends."""
        return self.says or self.label


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said to the worker. ``silent`` is for events that are not answered."""

    text: str
    choices: tuple[Choice, ...] = ()
    citations: tuple[Citation, ...] = ()
    more: str = ""
    """What 详细 tells beyond the text."""
    numbered: bool = True
    """Whether the choices are shown as numbered options, or only as taps below the text."""
    assessment: Mapping[str, Any] | None = None
    """The verdicts as ``assess`` prints them, when eligibility was judged."""
    courses: tuple[Mapping[str, Any], ...] = ()
    silent: bool = False
