"""The engine and the packs against the naive second implementation, over everything a rule reads."""

from datetime import date
from functools import partial

import pytest

from knowledge.eligibility import judge
from knowledge.facts import Facts, Value
from knowledge.library import Library
from knowledge.programmes import Programme
from tests.eligibility.grid import DAYS, grid, values
from tests.eligibility.naive import PROGRAMMES, Judged, judge_naively

LARGE = "national_training_subsidy"
"""Reads ten facts: its whole grid (750,000 persons) is walked on one day, a part of it on the others."""


def programme(library: Library, name: str, on: date) -> Programme:
    return next(p for p in library.programmes(on) if p.id == name)


def judged(rule: Programme, person: dict[str, Value]) -> Judged:
    verdict = judge(rule, Facts(person))
    return Judged(verdict.outcome.value, frozenset(verdict.needs), rule.in_force)


def differences(library: Library, name: str, on: date, step: int = 1) -> list[str]:
    rule = programme(library, name, on)
    naive = partial(judge_naively, name, on=on)
    choices = {fact: values(fact, library.facts[fact]) for fact in rule.reads}
    found = []
    for number, person in enumerate(grid(choices)):
        if number % step == 0 and judged(rule, person) != naive(person=person):
            found.append(f"{person}: engine {judged(rule, person)}, naive {naive(person=person)}")
    return found


def test_both_know_the_same_programmes(library: Library) -> None:
    assert {p.id for p in library.programmes(DAYS[0])} == set(PROGRAMMES)
    assert len(PROGRAMMES) == 19


@pytest.mark.parametrize("on", DAYS, ids=str)
@pytest.mark.parametrize("name", [name for name in PROGRAMMES if name != LARGE])
def test_every_person_is_judged_as_the_text_reads(library: Library, name: str, on: date) -> None:
    assert not differences(library, name, on)[:5]


def test_every_person_is_judged_as_the_national_rule_reads(library: Library) -> None:
    assert not differences(library, LARGE, DAYS[-1])[:5]


@pytest.mark.parametrize("on", DAYS[:-1], ids=str)
def test_the_national_rule_reads_the_same_on_every_day(library: Library, on: date) -> None:
    # A step that shares no factor with the grid's sizes meets every value of every fact.
    assert not differences(library, LARGE, on, step=1009)[:5]


@pytest.mark.parametrize("name", PROGRAMMES)
def test_the_naive_reading_needs_nothing_that_the_engine_does_not_read(
    library: Library, name: str
) -> None:
    for on in DAYS:
        assert judge_naively(name, {}, on).needs == set(programme(library, name, on).reads)
