"""Whether the cases of the packs prove the rules: each fact left out, each bound met from both sides."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from knowledge.cases import Case, CaseTable
from knowledge.eligibility import Outcome
from knowledge.errors import BadFile
from knowledge.facts import FactId, Value
from knowledge.library import Library
from knowledge.packs import Pack
from knowledge.programmes import Condition, Programme


class Person(NamedTuple):
    """One case as it is judged."""

    day: date
    facts: dict[FactId, Value]
    case: Case


def gaps(library: Library, pack: Pack) -> Iterator[BadFile]:
    """What in the rules of a pack no case would notice if it changed, and cases that prove nothing."""
    yield from _loose_cases(pack)
    for name in pack.programmes:
        tables = [t for p in library.packs.values() for t in p.cases.values()]
        people = [person for t in tables if t.programme == name for person in _people(t)]
        for problem, mend in _unproved(library, name, people):
            yield pack.documents["programmes"].fault((name,), problem, mend)


def _loose_cases(pack: Pack) -> Iterator[BadFile]:
    document = pack.documents.get("cases")
    for key, table in pack.cases.items():
        for title, case in table.cases.items():
            if document is None or case.expect is not Outcome.INELIGIBLE:
                continue
            if len(case.change) != 1:
                problem = f"a refusal must change one fact, this changes {len(case.change)}"
                yield document.fault((key, "cases", title), problem, "make it a case for each")
            if not case.because:
                problem = "a refusal must say because of what"
                yield document.fault((key, "cases", title), problem, "add because")


def _people(table: CaseTable) -> Iterator[Person]:
    for case in table.cases.values():
        facts = {**table.base, **case.change}
        for fact in case.forget:
            facts.pop(fact, None)
        yield Person(case.day or table.day, facts, case)


def _unproved(library: Library, name: str, people: list[Person]) -> Iterator[tuple[str, str]]:
    if not people:
        yield "no case proves this programme", "add a table to cases.yaml"
        return
    programmes = {
        day: next(p for p in library.programmes(day) if p.id == name)
        for day in {person.day for person in people}
    }
    any_day = next(iter(programmes.values()))
    left_out = {fact for person in people for fact in person.case.forget}
    for fact in any_day.reads:
        if fact not in left_out:
            yield f"no case leaves out {fact}", f"add a case with forget: {fact}"
        elif not any(fact in person.case.because for person in people):
            yield f"no case is settled because of {fact}", f"add a case with because: {fact}"
    for fact in sorted({c.fact for c in _bounds(any_day)}):
        if not _met(fact, programmes, people):
            mend = "add a case on the bound and one just past it"
            yield f"the bound on {fact} is not met from both sides", mend


def _bounds(programme: Programme) -> Iterator[Condition]:
    conditions = [*programme.requires, *(c for b in programme.alternatives for c in b)]
    return (c for c in conditions if c.test.kind in ("below", "at_least", "at_most"))


def _met(fact: FactId, programmes: dict[date, Programme], people: list[Person]) -> bool:
    """Whether some case stands on the last value that passes and another on the first that does not."""
    passed = failed = False
    for person in people:
        value = person.facts.get(fact)
        bounds = [c for c in _bounds(programmes[person.day]) if c.fact == fact]
        for condition in bounds if value is not None else ():
            steps = {int(value or 0) - 1, int(value or 0) + 1}
            holds = condition.test.holds(int(value or 0))
            if any(condition.test.holds(step) is not holds for step in steps):
                passed, failed = passed or holds, failed or not holds
    return passed and failed
