"""Answers to policy intents: reviewed text with its clauses; figures stand in it by parameter id."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from pydantic import Field

from knowledge.loading import Strict
from knowledge.policy import Citation

_PLACEHOLDER = re.compile(r"\{([a-z0-9_]+)\}")


class AnswerSpec(Strict):
    """What a pack says to one intent."""

    clauses: tuple[str, ...] = Field(strict=False, min_length=1)
    text: str
    """The answer in the form in which it is true while the pack is in force; at most 120 characters."""
    past: str = ""
    """The same for a day after the pack ended; where empty, ``text`` is told as what held then."""
    more: str = ""
    """What 详细 tells beyond it."""
    next: tuple[str, ...] = Field((), strict=False)
    """What the worker may want to ask next, in words that the assistant understands."""


class PremiseSpec(Strict):
    """A figure that people get wrong, and the sentence that puts it right."""

    intents: tuple[str, ...] = Field(strict=False)
    unit: str
    """The unit behind the number in the question: 次, %, 元."""
    cues: tuple[str, ...] = Field((), strict=False)
    """Words of which one must stand near the number; none: always."""
    parameter: str
    right: str
    wrong: str
    """With ``{claimed}`` for the number in the question."""


class Answer(NamedTuple):
    """An answer for one day, its figures filled in."""

    intent: str
    pack: str
    text: str
    more: str
    citations: tuple[Citation, ...]
    next: tuple[str, ...]
    in_force: bool


def placeholders(text: str) -> tuple[str, ...]:
    """The parameter ids that stand in a text."""
    return tuple(dict.fromkeys(_PLACEHOLDER.findall(text)))


def filled(text: str, figures: Mapping[str, str]) -> str:
    """A text with its parameters written out."""
    return _PLACEHOLDER.sub(lambda match: figures[match.group(1)], text)
