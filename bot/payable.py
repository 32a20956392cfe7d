"""Whether a course can be paid for: the rules of the training subsidy, for a person and a course."""

from collections.abc import Mapping
from datetime import date

from knowledge.catalogue.searching import Judge, Kind
from knowledge.eligibility import Outcome, Verdict, judge_all
from knowledge.facts import FactId, Facts, Value
from knowledge.library import Library
from knowledge.programmes import Programme, Through

_PAST = ("occupation", "certificate", "target_level", "trained_in_province")
"""What the course itself will settle."""
COUNTED = frozenset({"subsidies_this_year", "subsidies_total"})
"""How often a subsidy was drawn."""


def rules(library: Library, day: date) -> tuple[Programme, ...]:
    """The training subsidies in force on a day: money for a worker, counted a person."""
    return tuple(
        programme
        for programme in library.programmes(day)
        if programme.in_force
        and programme.spec.pays == "money"
        and programme.spec.through is Through.WORKER
        and COUNTED & set(programme.reads)
    )


def judge_by(library: Library, day: date, facts: Facts) -> Judge:
    """Judges kinds of courses for one person on one day."""
    programmes = rules(library, day)

    def judged(kind: Kind) -> Outcome:
        if kind.subsidised is False:
            return Outcome.INELIGIBLE
        best = _best(judge_all(programmes, with_course(facts, kind)))
        if best is Outcome.ELIGIBLE and kind.subsidised is None:
            return Outcome.UNKNOWN
        return best

    return judged


def with_course(facts: Facts, kind: Kind) -> Facts:
    """What would be known of a person who has finished a course with its certificate."""
    learned: dict[FactId, Value] = {"trained_in_province": True}
    if kind.certificate:
        learned["certificate"] = kind.certificate
    if kind.level:
        learned["target_level"] = kind.level
    return facts.forget(*_PAST).learn(learned)


def open_for(library: Library, day: date, facts: Facts) -> Verdict | None:
    """The rule that still leaves open whether any course can be paid for; ``None`` where none does."""
    known = facts.learn({"trained_in_province": True, "certificate": "skill_level"})
    verdicts = judge_all(rules(library, day), known)
    if any(verdict.outcome is Outcome.ELIGIBLE for verdict in verdicts):
        return None
    return next((v for v in verdicts if v.outcome is Outcome.UNKNOWN), None)


def refusal(library: Library, day: date, facts: Facts, kind: Kind) -> Verdict | None:
    """The rule by which what is known of a person rules out that a course is paid for."""
    verdicts = judge_all(rules(library, day), with_course(facts, kind))
    refused = [verdict for verdict in verdicts if verdict.outcome is Outcome.INELIGIBLE]
    return refused[0] if len(refused) == len(verdicts) and refused else None


def _best(verdicts: tuple[Verdict, ...]) -> Outcome:
    order: Mapping[Outcome, int] = {Outcome.ELIGIBLE: 0, Outcome.UNKNOWN: 1, Outcome.INELIGIBLE: 2}
    outcomes = [verdict.outcome for verdict in verdicts]
    return min(outcomes, key=lambda outcome: order[outcome], default=Outcome.UNKNOWN)
