"""Verdicts in words: what, why, on which clause, as of which day. Never more certain than the rules are."""

from collections.abc import Iterable, Sequence
from datetime import date

from bot.turn import Turn
from knowledge.eligibility import Outcome, Verdict
from knowledge.facts import FactId
from knowledge.library import Library
from knowledge.policy import Citation, PackSpec, Standing
from knowledge.programmes import Finding, Programme, Through

MARKS = {Outcome.ELIGIBLE: "✔", Outcome.INELIGIBLE: "✘", Outcome.UNKNOWN: "？"}
_HOLDS = {True: "✔", False: "✘", None: "？"}
MOST_GROUNDS = 4
_MOST_REASONS = 2
REPEAT, LEVEL = "subsidy_repeat", "same_level_subsidised"
_BOUNDS = ("below", "at_least", "at_most")


def day_in_words(day: date) -> str:
    """2020年6月15日."""
    return f"{day.year}年{day.month}月{day.day}日"


def needs_in_words(turn: Turn, needs: Sequence[FactId]) -> str:
    """The missing facts in a worker's words, at most two of them."""
    names = [turn.library.facts[fact].asks_for for fact in needs[:2]]
    more = f"等{len(needs)}样" if len(needs) > 2 else ""
    return "、".join(names) + more


def plan_ended(turn: Turn) -> str:
    """The sentence by which the plan, the first of the packs, is said to have ended."""
    return next(iter(turn.library.packs.values())).spec.ended


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
    """One line for one programme: the verdict and, for a no, the reason."""
    words = _verdict(turn, verdict)
    if verdict.outcome is not Outcome.INELIGIBLE:
        return words
    return words + "，" + turn.say("because", reason=why_not(turn, verdict))


def why_not(turn: Turn, verdict: Verdict) -> str:
    """Why it is a no: what fails, or that the person is none of those who may have it."""
    at = len(verdict.programme.requires)
    failing = [f for f in verdict.findings if f.holds is False]
    if all(f.holds for f in verdict.findings[:at]) and len(failing) > _MOST_REASONS:
        # What somebody is says more than all that they are not.
        named = [f for f in failing if isinstance(f.value, str)] or failing
        return turn.say("none_of_these_people", said=reason_in_words(turn, named[:1]))
    return reason_in_words(turn, failing)


def _verdict(turn: Turn, verdict: Verdict) -> str:
    """A programme and its verdict; a mark only where it may still be had."""
    words = f"{_headed(turn, verdict.programme)}：{outcome_in_words(turn, verdict)}"
    return f"{MARKS[verdict.outcome]} {words}" if verdict.programme.in_force else words


def _headed(turn: Turn, programme: Programme) -> str:
    """A programme by its title and, where it is not in force, how it stands in time."""
    spec = turn.library.packs[programme.pack].spec
    title, standing = programme.spec.title, spec.standing(turn.day)
    if standing is Standing.IN_FORCE:
        return title
    until = day_in_words(spec.last_day) if standing is Standing.ENDED else ""
    return title + turn.say(f"time_{standing.value}", until=until)


def instead(turn: Turn, programme: Programme) -> tuple[str, tuple[Citation, ...]]:
    """What is known to hold in place of a programme that is not in force, and where that stands."""
    topic = programme.spec.topic
    found = turn.library.answers(topic, turn.day) if topic else ()
    for answer in found:
        if answer.in_force and answer.pack != programme.pack:
            return turn.say("now", text=answer.text), answer.citations
    return turn.say("instead_unknown"), ()


def grounds(turn: Turn, verdict: Verdict) -> list[str]:
    """The facts told that carry a yes to money, in the worker's own words; nothing for anything else."""
    if verdict.outcome is not Outcome.ELIGIBLE or not verdict.programme.pays_now:
        return []
    said = [finding_in_words(turn, f)[2:] for f in verdict.findings if f.holds]
    return [turn.say("grounds", facts="；".join(dict.fromkeys(said[:MOST_GROUNDS])))]


def facts_in_words(turn: Turn, facts: Iterable[FactId]) -> str:
    """What is known of the person, fact by fact: 在企业上班、工种是电工."""
    specs, known = turn.library.facts, turn.conversation.facts
    return "、".join(specs[fact].said(known[fact]) for fact in facts)


def same_level(turn: Turn, verdicts: Iterable[Verdict]) -> list[str]:
    """Of money that may be had where the same level was paid before: what the rule says of that, if anything."""
    asked = turn.conversation.topic == REPEAT and turn.conversation.facts.get(LEVEL) is not False
    if not (asked or turn.conversation.facts.get(LEVEL) is True):
        return []
    silent = {
        v.programme.pack
        for v in verdicts
        if v.programme.spec.pays == "money" and LEVEL not in v.programme.reads
    }
    found = turn.library.answers(REPEAT, turn.day)
    return [turn.say("same_level", text=a.text) for a in found if a.pack in silent and a.in_force]


def reason_in_words(turn: Turn, findings: Iterable[Finding]) -> str:
    """Why not, in at most two reasons."""
    said = [finding_in_words(turn, finding)[2:] for finding in findings]
    return "、".join(dict.fromkeys(said[:_MOST_REASONS]))


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


def trace(turn: Turn, verdict: Verdict, head: str = "") -> str:
    """A verdict condition by condition, under its own line or another, with its clause."""
    lines = [head or _verdict(turn, verdict)]
    findings = verdict.findings
    if verdict.outcome is Outcome.INELIGIBLE:
        # What is still unknown no longer matters once something stands in the way.
        findings = tuple(f for f in findings if f.holds is not None)
    lines += [finding_in_words(turn, finding) for finding in findings]
    sources = sources_in_words(turn.library, turn.day, [citation(verdict)])
    lines.append(turn.say("sources", sources=sources))
    return "\n".join(lines)
