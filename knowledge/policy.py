"""A policy as a pack: its clauses in our words, its dated parameters, and when it is in force."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from pydantic import Field

from knowledge.loading import Strict


class Standing(StrEnum):
    """Where a day lies in the life of a policy."""

    IN_FORCE = "in_force"
    NOT_YET = "not_yet"
    GAP = "gap"
    """Between two versions: which one held is not known."""
    ENDED = "ended"


class Confidence(StrEnum):
    """How sure a source is: A official text read directly, B press or re-post, C+ one page only."""

    A = "A"
    B = "B"
    C_PLUS = "C+"


class Source(Strict):
    """Where a statement comes from."""

    title: str
    number: str = ""
    """The document number (文号), where one is known."""
    url: str = ""
    confidence: Confidence = Field(strict=False)
    seen: date
    """The day on which we last held the statement against the source."""


class Window(Strict):
    """Days on which something is in force; an end of ``None`` means that no end is known."""

    since: date
    until: date | None
    source: Source | None = None

    def covers(self, on: date) -> bool:
        """Whether a day lies in the window; both ends belong to it."""
        return self.since <= on and (self.until is None or on <= self.until)


class Clause(Strict):
    """One clause of a policy, said in our own plain words."""

    title: str
    says: str


class Dated(Window):
    """One value of a parameter and the days for which it holds."""

    value: int | float | str
    clause: str


class ParameterSpec(Strict):
    """A figure of a policy in all its dated values, oldest first."""

    means: str
    unit: str = ""
    values: tuple[Dated, ...] = Field(strict=False)


class Parameter(NamedTuple):
    """A figure as it stands on one day."""

    id: str
    value: int | float | str
    unit: str
    since: date
    until: date | None
    clause: str
    source: Source


class Citation(NamedTuple):
    """Where a sentence rests: a pack and a clause of it."""

    pack: str
    clause: str


class PackSpec(Strict):
    """A pack's ``pack.yaml``."""

    id: str
    title: str
    short: str
    """What the policy is called in a conversation."""
    issuer: str
    place: str = ""
    """The city for which the pack speaks; empty where it is the whole province."""
    in_force: tuple[Window, ...] = Field(strict=False)
    source: Source
    review_by: date
    """The day by which a person must look at the pack again."""
    complete: bool = False
    """Whether the pack must answer every policy intent of the contract."""
    order: int = 100
    """The order of telling among packs that answer the same question, lowest first."""
    ended: str = ""
    """The sentence told first where the policy is no longer in force."""
    not_yet: str = ""
    """The sentence told first where the policy was not yet in force."""
    gap: str = ""
    """The sentence told where no version is known for the day, though others are."""

    def on(self, day: date) -> bool:
        """Whether the policy is in force on a day."""
        return any(window.covers(day) for window in self.in_force)

    def begun(self, day: date) -> bool:
        """Whether the first window of the policy has begun by a day."""
        return min(window.since for window in self.in_force) <= day

    def source_on(self, day: date) -> Source:
        """Where the version of a day stands; on a day without one, where the pack stands."""
        found = next((w.source for w in self.in_force if w.covers(day) and w.source), None)
        return found or self.source

    @property
    def last_day(self) -> date:
        """The last day on which the policy is known to be in force."""
        return max(window.until or date.max for window in self.in_force)

    def standing(self, day: date) -> Standing:
        """Where a day lies: in force, before, between two versions or after the last."""
        if self.on(day):
            return Standing.IN_FORCE
        if not self.begun(day):
            return Standing.NOT_YET
        return Standing.ENDED if day > self.last_day else Standing.GAP

    def caveat(self, day: date) -> str:
        """What must be said first about a day on which the policy is not in force; else nothing."""
        said = {
            Standing.NOT_YET: self.not_yet,
            Standing.GAP: self.gap,
            Standing.ENDED: self.ended,
        }
        return said.get(self.standing(day), "")


def at(values: tuple[Dated, ...], on: date) -> Dated:
    """The value for a day: the one whose window covers it, else the nearest one before, else the first."""
    for value in values:
        if value.covers(on):
            return value
    before = [value for value in values if value.since <= on]
    return before[-1] if before else values[0]
