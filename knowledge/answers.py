"""Answers to policy intents: reviewed text with its clauses; figures stand in it by parameter id."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from pydantic import Field, model_validator

from knowledge.loading import Strict
from knowledge.policy import Citation

_PLACEHOLDER = re.compile(r"\{([a-z0-9_]+)\}")
CLAIMED = "claimed"
"""The name by which a premise puts the number of the question into its sentence."""

POLICY_INTENTS: tuple[str, ...] = (
    *("plan_overview", "plan_targets", "plan_period", "who_can_train", "subsidy_overview"),
    *("subsidy_amount", "subsidy_limit", "subsidy_repeat", "certificate_types", "pension_age"),
    *("free_training", "living_allowance", "assessment_subsidy", "startup_loan", "how_to_apply"),
    *("materials", "where_to_apply", "progress", "new_hire", "transfer", "unemployed", "veteran"),
    *("poverty", "farmer", "migrant_degree", "labour_reserve", "student", "returnee_startup"),
    *("executive", "technician", "apprenticeship", "sme", "safety", "layoff_prevention"),
    *("project_based", "enterprise_support", "school_support", "private_provider"),
    *("training_base", "teacher_pool", "four_directories", "five_orders", "three_terminals"),
    *("funding", "supervision", "fraud_report", "organisation", "outreach"),
)
"""The intents of the contract that ask about policy: what a pack may answer."""


class AnswerSpec(Strict):
    """What a pack says to one intent."""

    clauses: tuple[str, ...] = Field(strict=False, min_length=1)
    text: str
    """The answer in the form in which it is true while the pack is in force; at most 120 characters."""
    past: str = ""
    """The same for a day after the pack ended; where empty, ``text`` is told as what held then."""
    more: str = ""
    """What 详细 tells beyond it."""
    timeless: bool = False
    """Whether the text is true on any day, so that nothing need be said first of the pack's end."""
    next: tuple[str, ...] = Field((), strict=False)
    """What the worker may want to ask next, in words that the assistant understands."""


class PremiseSpec(Strict):
    """Something that people get wrong, and the sentence that puts it right.

    With ``phrases`` it is known by its words, and ``wrong`` is told. Otherwise a number with ``unit`` is
    held against ``parameter``; without one, the pack has no such figure and every number is wrong.
    """

    intents: tuple[str, ...] = Field(strict=False)
    unit: str = ""
    """The unit behind the number in the question: 次, %, 元, 万."""
    cues: tuple[str, ...] = Field((), strict=False)
    """Words of which one must stand near the number; none: always."""
    parameter: str = ""
    right: str = ""
    wrong: str
    """With ``{claimed}`` for the number in the question."""
    phrases: tuple[str, ...] = Field((), strict=False)
    """Words of which one states the belief without a number."""

    @model_validator(mode="after")
    def _one_kind(self) -> "PremiseSpec":
        if bool(self.phrases) == bool(self.unit):
            raise ValueError("a premise has either a unit or phrases")
        if bool(self.parameter) != bool(self.right):
            raise ValueError("parameter and right stand together")
        return self


class Answer(NamedTuple):
    """An answer for one day, its figures filled in."""

    intent: str
    pack: str
    text: str
    more: str
    citations: tuple[Citation, ...]
    next: tuple[str, ...]
    in_force: bool
    """Whether it may be told as it stands: the pack is in force, or the text is timeless."""


def placeholders(text: str) -> tuple[str, ...]:
    """The parameter ids that stand in a text."""
    return tuple(dict.fromkeys(_PLACEHOLDER.findall(text)))


def filled(text: str, figures: Mapping[str, str]) -> str:
    """A text with its parameters written out."""
    return _PLACEHOLDER.sub(lambda match: figures[match.group(1)], text)
