"""What is true of judging, whoever is judged and on whatever day."""

from dataclasses import replace
from datetime import date
from functools import lru_cache
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.eligibility import Outcome, judge
from knowledge.facts import Facts, Value
from knowledge.library import Library, load_library
from knowledge.programmes import Programme
from tests.eligibility.grid import DAYS, TWO_SIDES, completions, values
from tests.eligibility.naive import PROGRAMMES, judge_naively

PERSONS = settings(max_examples=150, deadline=None)
FEW = settings(max_examples=40, deadline=None)


@lru_cache(maxsize=1)
def known() -> Library:
    return load_library()


days = st.sampled_from(DAYS)
names = st.sampled_from(PROGRAMMES)


@st.composite
def persons(draw: st.DrawFn) -> Facts:
    """What one person may have said: any of the facts, with any legal value."""
    specs = known().facts
    said = draw(st.lists(st.sampled_from(sorted(specs)), unique=True))
    return Facts({fact: draw(st.sampled_from(values(fact, specs[fact]))) for fact in said})


def programme(name: str, on: date) -> Programme:
    return next(p for p in known().programmes(on) if p.id == name)


def choices(rule: Programme) -> dict[str, tuple[Value, ...]]:
    return {fact: TWO_SIDES.get(fact) or values(fact, known().facts[fact]) for fact in rule.reads}


@PERSONS
@given(persons(), names, days)
def test_whatever_else_is_known_the_naive_reading_agrees(facts: Facts, name: str, on: date) -> None:
    verdict = judge(programme(name, on), facts)
    naive = judge_naively(name, dict(facts), on)
    assert (verdict.outcome.value, frozenset(verdict.needs)) == naive[:2]


@PERSONS
@given(persons(), persons(), days)
def test_learning_a_fact_never_flips_a_settled_outcome(facts: Facts, more: Facts, on: date) -> None:
    learned = Facts({**more, **facts})
    for rule in known().programmes(on):
        before, after = judge(rule, facts), judge(rule, learned)
        if before.outcome is not Outcome.UNKNOWN:
            assert after.outcome is before.outcome, rule.id
        assert set(after.needs) <= set(before.needs), rule.id


@PERSONS
@given(persons(), days, st.randoms())
def test_the_order_in_which_facts_are_told_is_irrelevant(
    facts: Facts, on: date, random: Random
) -> None:
    told = list(facts.items())
    random.shuffle(told)
    one_by_one = Facts()
    for fact, value in told:
        one_by_one = one_by_one.learn({fact: value})
    for rule in known().programmes(on):
        assert judge(rule, one_by_one) == judge(rule, facts)


@PERSONS
@given(persons(), days)
def test_a_settled_outcome_needs_nothing_and_an_open_one_something(facts: Facts, on: date) -> None:
    for rule in known().programmes(on):
        verdict = judge(rule, facts)
        assert bool(verdict.needs) is (verdict.outcome is Outcome.UNKNOWN)
        assert not set(verdict.needs) & facts.keys()


@FEW
@given(persons(), names, days)
def test_needs_are_exactly_the_facts_that_can_still_change_the_outcome(
    facts: Facts, name: str, on: date
) -> None:
    rule = programme(name, on)
    unknown = facts.unknown(rule.reads)
    assert set(judge(rule, facts).needs) == {
        fact for fact in unknown if can_decide(rule, facts, fact, unknown)
    }


def can_decide(rule: Programme, facts: Facts, fact: str, unknown: tuple[str, ...]) -> bool:
    """Whether, in some way the others may turn out, this one fact makes the difference."""
    possible = choices(rule)
    others = [other for other in unknown if other != fact]
    for rest in completions(facts, others, possible):
        outcomes = {judge(rule, rest.learn({fact: value})).outcome for value in possible[fact]}
        if len(outcomes) > 1:
            return True
    return False


@PERSONS
@given(st.lists(persons(), min_size=2, max_size=6), names, days)
def test_judging_is_pure_whoever_was_judged_before(
    people: list[Facts], name: str, on: date
) -> None:
    rule = programme(name, on)
    said = [dict(facts) for facts in people]
    first = [judge(rule, facts) for facts in people]
    again = [judge(rule, facts) for facts in reversed(people)]
    fresh = [judge(replace(rule, known={}), facts) for facts in people]
    assert first == list(reversed(again)) == fresh
    assert said == [dict(facts) for facts in people]


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_nothing_known_settles_nothing(on: date) -> None:
    for rule in known().programmes(on):
        assert judge(rule, Facts()).outcome is Outcome.UNKNOWN
        assert set(judge(rule, Facts()).needs) == set(rule.reads)
