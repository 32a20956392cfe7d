"""Programmes as data: conditions on facts, three-valued, with bounds that are dated parameters."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal, NamedTuple

from pydantic import Field, model_validator

from knowledge.facts import FactId, Facts, Value
from knowledge.loading import Strict

TestKind = Literal["equals", "not", "one_of", "below", "at_least", "at_most"]
Bound = int | str
"""A number, or the id of a dated parameter."""


class Through(StrEnum):
    """Who arranges a programme: the worker signs up, or the enterprise or school does it for its people."""

    WORKER = "worker"
    ENTERPRISE = "enterprise"
    SCHOOL = "school"


class Tier(StrEnum):
    """The plan's three tiers (clause 二(一)): 应培尽培, 愿培则培, 需培就培."""

    COVER_ALL = "cover_all"
    ON_WISH = "on_wish"
    ON_NEED = "on_need"


class Expected(Strict):
    """What a fact is held against: exactly one of these is set.

    In a file a bare value means ``equals`` and a list means ``one_of``.
    """

    equals: bool | int | str | None = None
    not_: bool | int | str | None = Field(None, alias="not")
    one_of: tuple[str, ...] | None = Field(None, strict=False)
    below: Bound | None = None
    at_least: Bound | None = None
    at_most: Bound | None = None

    @model_validator(mode="before")
    @classmethod
    def _short_forms(cls, data: Any) -> Any:
        if isinstance(data, list):
            return {"one_of": data}
        return data if isinstance(data, dict) else {"equals": data}

    @model_validator(mode="after")
    def _exactly_one(self) -> "Expected":
        if len(self.model_fields_set) != 1:
            raise ValueError("a condition has exactly one comparison")
        return self

    @property
    def kind(self) -> "TestKind":
        """The comparison that is set."""
        name = next(iter(self.model_fields_set))
        return "not" if name == "not_" else name  # type: ignore[return-value]

    @property
    def operand(self) -> Any:
        """What the comparison compares with."""
        return getattr(self, next(iter(self.model_fields_set)))


class Group(Strict):
    """Alternatives: one of them must hold. Each is a set of conditions that must hold together."""

    any: tuple[dict[FactId, Expected], ...] = Field(strict=False)


class ProgrammeSpec(Strict):
    """A programme as it stands in a pack's ``programmes.yaml``."""

    title: str
    clause: str
    through: Through = Field(strict=False)
    says: str
    """What the programme is, in one sentence in plain words."""
    tier: Tier | None = Field(None, strict=False)
    aliases: tuple[str, ...] = Field((), strict=False)
    requires: dict[FactId, Expected]
    one_of: Group | None = None
    topic: str = ""
    """The policy intent under which the packs say what holds of it now, where it is no longer in force."""
    successor: str = ""
    """The programme that took its place; asked instead where this one is no longer in force."""
    apply: str = ""
    """Where and how a worker (or the enterprise or school) takes it up."""
    interview: Literal["always", "named"] = "named"
    """Whether its questions are asked of everybody, or only of those who ask for it."""
    pays: Literal["money", "course"] = "course"
    """Whether the worker gets money to claim, or a training."""


class Finding(NamedTuple):
    """One condition held against what is known: true, false or not yet known."""

    fact: FactId
    expected: "Test"
    value: Value | None
    holds: bool | None


@dataclass(frozen=True, slots=True)
class Test:
    """One comparison with its bound already looked up for the day asked about."""

    kind: TestKind
    operand: Value | tuple[str, ...]

    def holds(self, value: Value) -> bool:
        """Whether a known value passes."""
        return _COMPARE[self.kind](value, self.operand)


_COMPARE: Mapping[str, Callable[[Value, object], bool]] = {
    "equals": lambda value, operand: value == operand,
    "not": lambda value, operand: value != operand,
    "one_of": lambda value, operand: isinstance(operand, tuple) and value in operand,
    "below": lambda value, operand: int(value) < int(str(operand)),
    "at_least": lambda value, operand: int(value) >= int(str(operand)),
    "at_most": lambda value, operand: int(value) <= int(str(operand)),
}


class Condition:
    """A fact and the test that it must pass; findings are remembered for each value."""

    __slots__ = ("_found", "_unknown", "fact", "test")

    def __init__(self, fact: FactId, test: Test) -> None:
        self.fact = fact
        self.test = test
        self._unknown = Finding(fact, test, None, None)
        self._found: dict[tuple[type, Value], Finding] = {}

    def __repr__(self) -> str:
        return f"Condition({self.fact} {self.test.kind} {self.test.operand})"

    def finding(self, facts: Facts) -> Finding:
        """The condition held against the facts; ``holds`` is ``None`` where the fact is unknown."""
        value = facts.get(self.fact)
        if value is None:
            return self._unknown
        key = (type(value), value)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = Finding(self.fact, self.test, value, self.test.holds(value))
        return found


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme with its conditions resolved for one day."""

    id: str
    pack: str
    spec: ProgrammeSpec
    requires: tuple[Condition, ...]
    alternatives: tuple[tuple[Condition, ...], ...]
    in_force: bool
    reads: tuple[FactId, ...]
    """Every fact that the programme reads, in the order of its conditions."""
    known: dict[tuple[Value | None, ...], Any] = field(
        default_factory=dict, compare=False, repr=False
    )
    """Verdicts already worked out, by the values of the facts read."""

    @property
    def pays_now(self) -> bool:
        """Whether there is money in it for a worker to claim, on this day."""
        return self.in_force and self.spec.pays == "money"


def reads(
    requires: tuple[Condition, ...], alternatives: tuple[tuple[Condition, ...], ...]
) -> tuple[FactId, ...]:
    """Every fact that conditions read, each once, in their order."""
    read = [c.fact for c in requires] + [c.fact for branch in alternatives for c in branch]
    return tuple(dict.fromkeys(read))
