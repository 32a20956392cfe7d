"""Verdicts in words: what, why, on which clause, as of which day. Never more certain than the rules are."""

from collections.abc import Iterable, Sequence
from datetime import date

from bot.turn import Turn
from knowledge.eligibility import Outcome, Verdict
from knowledge.facts import FactId
from knowledge.library import Library
from knowledge.policy import Citation, PackSpec
from knowledge.programmes import Finding, Through

MARKS = {Outcome.ELIGIBLE: "✔", Outcome.INELIGIBLE: "✘", Outcome.UNKNOWN: "？"}
_HOLDS = {True: "✔", False: "✘", None: "？"}
MOST_GROUNDS = 4
_BOUNDS = ("below", "at_least", "at_most")


def day_in_words(day: date) -> str:
    """2020年6月15日."""
    return f"{day.year}年{day.month}月{day.day}日"


def needs_in_words(turn: Turn, needs: Sequence[FactId]) -> str:
    """The missing facts in a worker's words, at most two of them."""
    names = [turn.library.facts[fact].asks_for for fact in needs[:2]]
    more = f"等{len(needs)}样" if len(needs) > 2 else ""
    return "、".join(names) + more


def outcome_in_words(turn: Turn, verdict: Verdict) -> str:
    """The verdict itself, in one of the calibrated phrases."""
    if verdict.outcome is Outcome.UNKNOWN:
        name = "unknown" if verdict.programme.in_force else "past_unknown"
        return turn.say(name, needs=needs_in_words(turn, verdict.needs))
    if not verdict.programme.in_force:
        return turn.say(f"past_{verdict.outcome.value}")
    if verdict.outcome is Outcome.INELIGIBLE:
        return turn.say("ineligible")
    spec = verdict.programme.spec
    kind = spec.pays if spec.through is Through.WORKER else spec.through.value
    return turn.say(f"line_eligible_{kind}")


def finding_in_words(turn: Turn, finding: Finding) -> str:
    """One condition with the worker's own words as reason."""
    spec = turn.library.facts[finding.fact]
    if finding.value is None:
        return f"{_HOLDS[None]} 还不知道：{spec.asks_for}"
    said = spec.said(finding.value)
    if finding.expected.kind in _BOUNDS:
        side = "holds" if finding.holds else "fails"
        bound = finding.expected.operand
        said = turn.say(f"bound_{finding.expected.kind}_{side}", said=said, bound=bound)
    return f"{_HOLDS[finding.holds]} {said}"


def verdict_line(turn: Turn, verdict: Verdict) -> str:
    """One line for one programme."""
    title = verdict.programme.spec.title
    words = f"{MARKS[verdict.outcome]} {title}：{outcome_in_words(turn, verdict)}"
    if verdict.outcome is Outcome.INELIGIBLE:
        reasons = [f for f in verdict.findings if f.holds is False]
        words += "，" + turn.say("because", reason=reason_in_words(turn, reasons))
    return words


def grounds(turn: Turn, verdict: Verdict) -> list[str]:
    """The facts told that carry a yes to money, in the worker's own words; nothing for anything else."""
    if verdict.outcome is not Outcome.ELIGIBLE or verdict.programme.spec.pays != "money":
        return []
    said = [finding_in_words(turn, f)[2:] for f in verdict.findings if f.holds]
    return [turn.say("grounds", facts="；".join(dict.fromkeys(said[:MOST_GROUNDS])))]


def reason_in_words(turn: Turn, findings: Iterable[Finding]) -> str:
    """Why not, in at most two reasons."""
    said = [finding_in_words(turn, finding)[2:] for finding in findings]
    return "、".join(dict.fromkeys(said[:2]))


def citation(verdict: Verdict) -> Citation:
    """Where a verdict rests."""
    return Citation(verdict.programme.pack, verdict.programme.spec.clause)


def sources_in_words(library: Library, day: date, citations: Iterable[Citation]) -> str:
    """The policies and clauses, each policy once: 2019–2021年行动方案 二(四)、三(二)."""
    clauses: dict[str, list[str]] = {}
    for pack, clause in citations:
        clauses.setdefault(pack, [])
        if clause not in clauses[pack]:
            clauses[pack].append(clause)
    names = {pack: _named(library.packs[pack].spec, day) for pack in clauses}
    return "；".join(f"{names[pack]} {'、'.join(found)}" for pack, found in clauses.items())


def _named(spec: PackSpec, day: date) -> str:
    """A policy by its everyday name and, where it has one, its document number."""
    number = spec.source_on(day).number
    return spec.short if not number or number in spec.short else f"{spec.short}（{number}）"


def trace(turn: Turn, verdict: Verdict) -> str:
    """A verdict condition by condition, with its clause and the window of the policy."""
    lines = [verdict_line(turn, verdict).split("，")[0]]
    findings = verdict.findings
    if verdict.outcome is Outcome.INELIGIBLE:
        # What is still unknown no longer matters once something stands in the way.
        findings = tuple(f for f in findings if f.holds is not None)
    lines += [finding_in_words(turn, finding) for finding in findings]
    sources = sources_in_words(turn.library, turn.day, [citation(verdict)])
    lines.append(turn.say("sources", sources=sources))
    return "\n".join(lines)
