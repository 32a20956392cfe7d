"""The cases that a pack brings to prove itself: an eligible base, and one change a case."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from pydantic import Field, field_validator

from knowledge.eligibility import Outcome, judge
from knowledge.facts import FactId, Facts
from knowledge.loading import Strict
from knowledge.programmes import Programme


class Case(Strict):
    """One case: what is changed or forgotten, and what must come of it."""

    change: dict[FactId, bool | int | str] = {}
    forget: tuple[FactId, ...] = Field((), strict=False)
    day: date | None = None
    """Another day than the table's."""
    expect: Outcome = Field(strict=False)
    because: tuple[FactId, ...] = Field((), strict=False)
    """The facts by which the outcome is settled; where left out, not checked."""
    in_force: bool | None = None

    @field_validator("forget", "because", mode="before")
    @classmethod
    def _one_or_many(cls, value: object) -> object:
        return [value] if isinstance(value, str) else value


class CaseTable(Strict):
    """Cases for one programme (the key of the table): each changes the eligible base in one thing."""

    programme: str
    day: date
    base: dict[FactId, bool | int | str]
    cases: dict[str, Case]


class Failure(NamedTuple):
    """A case that did not hold, in words."""

    table: str
    case: str
    problem: str


def run(
    name: str, table: CaseTable, programmes: Mapping[date, Mapping[str, Programme]]
) -> Iterator[Failure]:
    """The failures of a table. ``programmes``: for each day asked, the programmes by id."""
    base = Case(expect=Outcome.ELIGIBLE)
    for title, case in {"base": base, **table.cases}.items():
        programme = programmes[case.day or table.day][table.programme]
        facts = Facts(table.base).learn(case.change).forget(*case.forget)
        verdict = judge(programme, facts)
        if verdict.outcome is not case.expect:
            yield Failure(name, title, f"expected {case.expect}, found {verdict.outcome}")
        elif case.because and set(case.because) != set(verdict.because):
            yield Failure(name, title, f"expected because of {case.because}, not {verdict.because}")
        elif case.in_force is not None and programme.in_force is not case.in_force:
            yield Failure(name, title, f"expected in_force {case.in_force}")


def days(table: CaseTable) -> frozenset[date]:
    """Every day that a table judges on."""
    return frozenset({table.day, *(case.day for case in table.cases.values() if case.day)})
