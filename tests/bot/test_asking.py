"""The choice of questions: only what can still change something, and a bound that is true and only falls."""

import random
import statistics
from datetime import date
from itertools import pairwise

import pytest

from bot.asking import EVERYTHING, needed, next_question, shown
from bot.conversation import Subject
from bot.wording import Wording
from knowledge.eligibility import Outcome, judge_all
from knowledge.facts import Facts
from knowledge.library import Library
from knowledge.programmes import Programme
from tests.benchmarks.interview import (
    ALL_TARGET,
    FIRST_TARGET,
    IN_THE_PLAN,
    answers,
    drawn,
    interviews,
)
from tests.eligibility.grid import values
from tests.eligibility.naive import PROGRAMMES

TODAY = date(2026, 11, 23)
DAYS = (date(2018, 6, 1), IN_THE_PLAN, date(2025, 6, 1), TODAY)
GOALS = ("", EVERYTHING, *PROGRAMMES)


@pytest.fixture(scope="module")
def people(library: Library) -> list[Facts]:
    """Ordinary persons, impossible ones, and one to whom everything applies."""
    rng = random.Random(5)
    specs = library.facts
    odd = [Facts({f: rng.choice(values(f, s)) for f, s in specs.items()}) for _ in range(60)]
    everything = {f: True if s.type == "bool" else values(f, s)[0] for f, s in specs.items()}
    return [*drawn(60), *odd, Facts(everything)]


@pytest.fixture(params=GOALS, ids=lambda goal: goal or "usual")
def goal(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=DAYS, ids=str)
def programmes(
    library: Library, goal: str, request: pytest.FixtureRequest
) -> tuple[Programme, ...]:
    return shown(library, request.param, goal)


def test_the_bound_is_true_and_falls_with_every_question(
    wording: Wording, programmes: tuple[Programme, ...], people: list[Facts]
) -> None:
    for facts in people:
        steps = list(answers(wording, programmes, facts, Subject()))
        told = [(bound, len(steps) - at) for at, (_, _, bound) in enumerate(steps) if bound]
        assert all(bound >= left for bound, left in told), (facts, told)
        assert all(a > b for (a, _), (b, _) in pairwise(told)), (facts, told)


def test_an_interview_ends_with_everything_settled(
    wording: Wording, programmes: tuple[Programme, ...], people: list[Facts]
) -> None:
    for facts in people:
        steps = list(answers(wording, programmes, facts, Subject()))
        known = steps[-1][0].facts if steps else Facts()
        assert all(v.outcome is not Outcome.UNKNOWN for v in judge_all(programmes, known)), facts


def test_every_question_can_still_change_something_shown(
    wording: Wording, programmes: tuple[Programme, ...], people: list[Facts]
) -> None:
    for facts in people:
        before = Subject()
        for subject, name, bound in answers(wording, programmes, facts, before):
            asked = set(wording.questions[name].facts)
            if bound:
                assert asked & needed(judge_all(programmes, before.facts), before), (name, facts)
            assert asked - before.facts.keys(), (name, facts)
            before = subject


def test_what_the_worker_cannot_say_is_not_asked_again(
    wording: Wording, programmes: tuple[Programme, ...]
) -> None:
    unsure = Subject()
    asked: list[str] = []
    while (step := next_question(wording, programmes, unsure)) and len(asked) < 40:
        asked.append(step.asked.id)
        facts = {fact for option in step.asked.options for fact in option.sets}
        facts = facts if step.asked.question.many else set(step.asked.question.facts)
        unsure = Subject(unsure=unsure.unsure | facts)
    once = [name for name in asked if not wording.questions[name].many]
    assert len(once) == len(set(once))
    assert len(asked) < 40


def test_a_question_that_is_passed_over_is_not_asked_again(
    wording: Wording, programmes: tuple[Programme, ...]
) -> None:
    skipped: list[str] = []
    while step := next_question(wording, programmes, Subject(skipped=frozenset(skipped))):
        assert step.asked.id not in skipped
        skipped.append(step.asked.id)


@pytest.mark.parametrize(
    "opened", [False, True], ids=["nothing said before", "a sentence said before"]
)
@pytest.mark.parametrize("on", [IN_THE_PLAN, TODAY], ids=str)
def test_most_interviews_are_short(
    library: Library, wording: Wording, on: date, opened: bool
) -> None:
    found = interviews(wording, shown(library, on, ""), drawn(300), opened)
    assert statistics.median(i.total for i in found) <= ALL_TARGET
    # Today one programme is in force and a yes takes four facts; who has told nothing is asked all four.
    unavoidable = on == TODAY and not opened
    assert statistics.median(i.first for i in found) <= FIRST_TARGET + unavoidable
