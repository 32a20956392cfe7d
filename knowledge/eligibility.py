"""Judging: programmes held against what is known of a person. Pure, three-valued, monotone.

Kleene's strong logic: a conjunction with one false part is false, with one unknown and no false part
unknown; a disjunction the other way round. So learning a further fact never flips a settled outcome.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from knowledge.facts import FactId, Facts
from knowledge.programmes import Finding, Programme


class Outcome(StrEnum):
    """符合 · 不符合 · 还不能定."""

    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"
    UNKNOWN = "unknown"


class Verdict(NamedTuple):
    """What is known of one programme for one person on one day."""

    programme: Programme
    outcome: Outcome
    findings: tuple[Finding, ...]
    """The findings of every condition; of alternatives, those that decide."""
    needs: tuple[FactId, ...]
    """The facts still missing; empty once the outcome is settled."""

    @property
    def because(self) -> tuple[FactId, ...]:
        """The facts that settle the outcome: those that fail, or all that hold."""
        wanted = self.outcome is Outcome.ELIGIBLE
        if self.outcome is Outcome.UNKNOWN:
            return ()
        return tuple(dict.fromkeys(f.fact for f in self.findings if f.holds is wanted))


def all_of(findings: Iterable[Finding]) -> bool | None:
    """Kleene's conjunction."""
    result: bool | None = True
    for finding in findings:
        if finding.holds is False:
            return False
        if finding.holds is None:
            result = None
    return result


_MOST_REMEMBERED = 4096


def judge(programme: Programme, facts: Facts) -> Verdict:
    """The verdict on one programme; worked out once for the same values of the facts that it reads."""
    key = tuple([facts.get(fact) for fact in programme.reads])
    verdict: Verdict | None = programme.known.get(key)
    if verdict is None:
        if len(programme.known) >= _MOST_REMEMBERED:
            programme.known.clear()
        verdict = programme.known[key] = _judge(programme, facts)
    return verdict


def _judge(programme: Programme, facts: Facts) -> Verdict:
    findings = tuple([condition.finding(facts) for condition in programme.requires])
    holds = all_of(findings)
    if programme.alternatives:
        either, deciding = _any_of(programme, facts)
        findings += deciding
        holds = False if False in (holds, either) else (True if holds and either else None)
    if holds is None:
        missing = tuple(dict.fromkeys([f.fact for f in findings if f.holds is None]))
        return Verdict(programme, Outcome.UNKNOWN, findings, missing)
    outcome = Outcome.ELIGIBLE if holds else Outcome.INELIGIBLE
    return Verdict(programme, outcome, findings, ())


def _any_of(programme: Programme, facts: Facts) -> tuple[bool | None, tuple[Finding, ...]]:
    """Kleene's disjunction over the alternatives, with the findings that decide it."""
    undecided: list[Finding] = []
    refused: list[Finding] = []
    for branch in programme.alternatives:
        findings = tuple([condition.finding(facts) for condition in branch])
        holds = all_of(findings)
        if holds:
            return True, findings
        (refused if holds is False else undecided).extend(findings)
    if undecided:
        return None, tuple(f for f in undecided if f.holds is None)
    return False, tuple(f for f in refused if f.holds is False)


def judge_all(programmes: Iterable[Programme], facts: Facts) -> tuple[Verdict, ...]:
    """The verdict on each programme, in the order given."""
    return tuple([judge(programme, facts) for programme in programmes])
