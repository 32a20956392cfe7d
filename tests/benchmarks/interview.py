"""How many questions an interview asks of many persons, and what it costs to judge one.

Run it: ``.venv/bin/python -m tests.benchmarks.interview [PERSONS]``. Each person answers every question
truly; the text layer is left out, so what is measured is the choice of questions.
"""

import random
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.asking import EVERYTHING, Asked, next_question, put, shown
from bot.conversation import Subject
from bot.wording import Wording, load_wording
from knowledge.eligibility import Outcome, judge_all
from knowledge.facts import Facts, Value
from knowledge.library import Library, load_library
from knowledge.programmes import Programme
from tests.benchmarks.people import opening, person

IN_THE_PLAN = date(2020, 6, 15)
FIRST_TARGET = 3
ALL_TARGET = 7
COST_TARGET = 50.0
"""Microseconds for all programmes of one person."""


@dataclass(frozen=True, slots=True)
class Interview:
    """What one interview took."""

    first: int
    """Questions until the first outcome was settled."""
    total: int
    """Questions until nothing was left to ask."""
    bounds: tuple[int, ...]
    """The upper bound of questions left, as it was told with each question that told one."""
    asked: tuple[str, ...]
    settled: bool
    """Whether every programme shown was settled at the end."""


def said_by(facts: Facts, asked: Asked) -> tuple[dict[str, Value], str]:
    """What this person answers, and the question that the answer leads to."""
    if asked.question.many:
        true = (
            i for i, o in enumerate(asked.options) if all(facts[f] == v for f, v in o.sets.items())
        )
        return dict(asked.sets(next(true, len(asked.options)))), ""
    fitting = [o for o in asked.options if all(facts[f] == v for f, v in o.sets.items())]
    if fitting:
        best = max(fitting, key=lambda option: len(option.sets))
        return dict(best.sets), best.then
    fact = asked.question.facts[0]
    return {fact: facts[fact]}, ""


def answers(
    wording: Wording, programmes: tuple[Programme, ...], facts: Facts, subject: Subject
) -> Iterator[tuple[Subject, str, int]]:
    """The person spoken of after each question, the question, and the bound told with it (or 0)."""
    follow_up = ""
    while True:
        step = next_question(wording, programmes, subject)
        if follow_up:
            asked = put(
                wording, follow_up, subject.facts, frozenset(wording.questions[follow_up].facts)
            )
            bound = 0
        elif step is None:
            return
        else:
            asked, bound = step.asked, step.at_most
        told, then = said_by(facts, asked)
        subject = replace(subject, facts=subject.facts.learn(told))
        yield subject, asked.id, bound
        fact = wording.questions[then].facts[0] if then else ""
        follow_up = then if fact and fact not in subject.facts else ""


def interview(
    wording: Wording, programmes: tuple[Programme, ...], facts: Facts, known: Facts = Facts()
) -> Interview:
    """An interview from what is known at its start to its end."""
    subject, first = Subject(known), 0
    steps = list(answers(wording, programmes, facts, subject))
    if not any_settled(programmes, known):
        after = (n for n, (s, _, _) in enumerate(steps, 1) if any_settled(programmes, s.facts))
        first = next(after, len(steps))
    end = steps[-1][0].facts if steps else known
    settled = all(v.outcome is not Outcome.UNKNOWN for v in judge_all(programmes, end))
    bounds = tuple(bound for _, _, bound in steps if bound)
    return Interview(first, len(steps), bounds, tuple(name for _, name, _ in steps), settled)


def any_settled(programmes: tuple[Programme, ...], facts: Facts) -> bool:
    """Whether something can already be said."""
    return any(v.outcome is not Outcome.UNKNOWN for v in judge_all(programmes, facts))


def interviews(
    wording: Wording,
    programmes: tuple[Programme, ...],
    people: Sequence[Facts],
    opened: bool = False,
) -> list[Interview]:
    """One interview with each person, who may have told something before the first question."""
    rng = random.Random(1)
    known = [opening(rng, facts) if opened else Facts() for facts in people]
    return [
        interview(wording, programmes, facts, told)
        for facts, told in zip(people, known, strict=True)
    ]


def cost(library: Library, people: Sequence[Facts], on: date) -> tuple[float, float]:
    """Microseconds to judge one person for all programmes: one never met, and one met before."""
    fresh = tuple(replace(programme, known={}) for programme in library.programmes(on))
    spent = []
    for _ in range(2):
        begun = time.process_time()
        for facts in people:
            judge_all(fresh, facts)
        spent.append((time.process_time() - begun) * 1e6 / len(people))
    return spent[0], spent[1]


def drawn(count: int, seed: int = 20190801) -> list[Facts]:
    """So many persons, the same ones each time."""
    rng = random.Random(seed)
    return [person(rng) for _ in range(count)]


def _line(name: str, counts: list[int], target: int | None) -> str:
    middle, most = statistics.median(counts), statistics.quantiles(counts, n=10)[-1]
    goal = f"（目标 ≤ {target}，{'达到' if middle <= target else '没达到'}）" if target else ""
    return f"  {name}：中位数 {middle:g} 问，九成不过 {most:g} 问，最多 {max(counts)} 问{goal}"


_WAYS = (
    ("常问的项目，开口没说情况", "", False),
    ("常问的项目，开口说了一句", "", True),
    ("全部项目，开口没说情况", EVERYTHING, False),
)


def main(arguments: Sequence[str] = ()) -> None:
    """Prints the figures."""
    people = drawn(int(arguments[0]) if arguments else 400)
    library, wording = load_library(), load_wording()
    print(f"问话：{len(people)} 个随机的人，每问如实回答")
    for on in (IN_THE_PLAN, date.today()):  # noqa: DTZ011
        for name, goal, opened in _WAYS:
            found = interviews(wording, shown(library, on, goal), people, opened)
            print(f"{on} {name}：{sum(i.settled for i in found)} 人都有定论")
            print(_line("第一个定论", [i.first for i in found], None if goal else FIRST_TARGET))
            print(_line("全部定论", [i.total for i in found], None if goal else ALL_TARGET))
    new, again = cost(library, drawn(4000, seed=7), IN_THE_PLAN)
    verdict = "达到" if new < COST_TARGET else "没达到"
    print(
        f"判断：每人全部 {len(library.programmes(IN_THE_PLAN))} 个项目 {new:.1f} 微秒（目标 < 50，{verdict}）；"
    )
    print(f"  同样情况再判 {again:.1f} 微秒")


if __name__ == "__main__":
    main(sys.argv[1:])
