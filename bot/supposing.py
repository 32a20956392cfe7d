"""Not yet: what would be with a certificate in hand. The rules are asked again, nothing is promised."""

from collections.abc import Iterable

from bot import telling
from bot.crowd import CROWDS
from bot.turn import Turn
from knowledge.eligibility import Outcome, Verdict, judge
from knowledge.facts import FactId, Value
from knowledge.library import Library
from knowledge.programmes import Finding

_LEARNED: dict[FactId, Value] = {
    "certificate": "skill_level",
    "trained_in_province": True,
}
"""What is so of a person who comes straight from a course in Shandong with its certificate."""
_EXAMPLES = 3


def with_certificate(turn: Turn, verdict: Verdict) -> Verdict | None:
    """The verdict once the person has learned and got a certificate; ``None`` where that is not what lacks."""
    facts, programme = turn.conversation.facts, verdict.programme
    refused = verdict.outcome is Outcome.INELIGIBLE
    if not (programme.pays_now and refused and facts.get("certificate") == "none"):
        return None
    return judge(programme, facts.learn(_LEARNED))


def waits(turn: Turn, verdict: Verdict) -> bool:
    """Whether a no only waits for the certificate."""
    supposed = with_certificate(turn, verdict)
    return supposed is not None and supposed.outcome is not Outcome.INELIGIBLE


def trace(turn: Turn, verdict: Verdict) -> str:
    """A verdict condition by condition, told as not yet where it is that."""
    head = verdict_line(turn, verdict) if waits(turn, verdict) else ""
    return telling.trace(turn, verdict, head)


def verdict_line(turn: Turn, verdict: Verdict) -> str:
    """One line for one programme; a no that only waits for the certificate is told as not yet."""
    if not waits(turn, verdict):
        return telling.verdict_line(turn, verdict)
    reasons = [f for f in verdict.findings if f.fact == "certificate"]
    reason = telling.reason_in_words(turn, reasons)
    return turn.say("not_yet", title=verdict.programme.spec.title, reason=reason)


def not_yet(turn: Turn, verdicts: Iterable[Verdict]) -> list[str]:
    """Of the first programme that lacks a certificate alone so far: what to do, and what else must be so."""
    supposed = [found for v in verdicts if (found := with_certificate(turn, v))]
    return _told(turn, supposed[0]) if supposed else []


def _told(turn: Turn, supposed: Verdict) -> list[str]:
    if supposed.outcome is Outcome.INELIGIBLE:
        return [turn.say("suppose_no", reason=telling.why_not(turn, supposed))]
    first = [turn.say("step_certificate"), *_which_certificate(turn, supposed)]
    if supposed.outcome is Outcome.ELIGIBLE:
        return [*first, turn.say("suppose_yes"), turn.say("suppose_next")]
    return [*first, *_open_conditions(turn, supposed), turn.say("suppose_next")]


def _which_certificate(turn: Turn, supposed: Verdict) -> list[str]:
    """Which certificates count, where not every one does."""
    wanted = [f for f in supposed.findings if f.fact == "certificate"]
    listed = [f for f in wanted if f.expected.kind == "one_of"]
    words = [condition_in_words(turn.library, finding) for finding in listed]
    return [turn.say("suppose_which", certificates=each) for each in words]


def _open_conditions(turn: Turn, verdict: Verdict) -> list[str]:
    """What is not known yet and must be so: all of some, one of others; and what does not count as one."""
    musts, ones = open_findings(verdict)
    library = turn.library
    must = [condition_in_words(library, finding) for finding in musts]
    one = [condition_in_words(library, finding) for finding in ones]
    if len(one) == 1 and turn.conversation.about not in CROWDS:
        must, one = [*must, *one], []
    lines = [turn.say("suppose_must", conditions="、".join(must))] if must else []
    if turn.conversation.about in CROWDS:
        return [*lines, *_kinds_of_many(turn, verdict)]
    if one:
        lines.append(turn.say("suppose_one", conditions="、".join(one)))
        lines += _not_enough(turn, verdict)
    return lines


def open_findings(verdict: Verdict) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """What is still unknown: conditions that must all hold, and those of which one is enough."""
    at = len(verdict.programme.requires)
    must, one = verdict.findings[:at], verdict.findings[at:]
    return tuple(f for f in must if f.holds is None), tuple(f for f in one if f.holds is None)


def for_many(turn: Turn, verdict: Verdict) -> list[str]:
    """What the rules ask of each of many people: nothing is judged of them as of one."""
    lines = [turn.say("many_open", title=verdict.programme.spec.title)]
    musts, _ = open_findings(verdict)
    must = [_asked_of_each(turn, finding) for finding in musts]
    if must:
        lines.append(turn.say("many_must", conditions="、".join(must)))
    return [*lines, *_kinds_of_many(turn, verdict)]


def _kinds_of_many(turn: Turn, verdict: Verdict) -> list[str]:
    """Of which people one must be; what is said to be so of some (几个贫困户) is not so of all."""
    facts = turn.conversation.facts
    branches = [c for branch in verdict.programme.alternatives for c in branch]
    some = [c.finding(facts) for c in branches if facts.get(c.fact) is True]
    everyone = judge(verdict.programme, facts.forget(*(f.fact for f in some)))
    _, ones = open_findings(everyone)
    lines = [turn.say("many_have", said=condition_in_words(turn.library, f)) for f in some[:1]]
    told = {finding.fact for finding in some}
    one = [condition_in_words(turn.library, f) for f in ones if f.fact not in told]
    if one:
        which = "、".join(one)
        others = turn.say("many_others", conditions=which)
        lines.append(others if some else turn.say("suppose_one", conditions=which))
        lines += _not_enough(turn, everyone)
    return lines


def _asked_of_each(turn: Turn, finding: Finding) -> str:
    any_certificate = finding.fact == "certificate" and finding.expected.kind == "not"
    if any_certificate:
        return turn.say("certificate_in_hand")
    return condition_in_words(turn.library, finding)


def missing_in_words(turn: Turn, verdict: Verdict) -> list[str]:
    """All that is still to be told: each fact, and of several that would do, which sort of person."""
    specs = turn.library.facts
    musts, ones = open_findings(verdict)
    missing = [specs[f.fact].asks_for for f in musts]
    if len(ones) == 1:
        return [*missing, specs[ones[0].fact].asks_for]
    if ones:
        common = turn.wording.questions["identity"].facts
        rank = {fact: at for at, fact in enumerate(common)}
        first = sorted(ones, key=lambda f: rank.get(f.fact, 0))[:_EXAMPLES]
        examples = "、".join(condition_in_words(turn.library, finding) for finding in first)
        missing.append(turn.say("missing_one", examples=examples))
    return missing


def _not_enough(turn: Turn, verdict: Verdict) -> list[str]:
    """That what the person is, as told, does not count by itself (on the land, at school); and what may."""
    facts = turn.conversation.facts
    conditions = [c for branch in verdict.programme.alternatives for c in branch]
    failing = [c.finding(facts) for c in conditions if c.finding(facts).holds is False]
    said = [f for f in failing if isinstance(f.value, str) and f.value != "none"]
    lines = []
    for finding in said[:1]:
        words = turn.library.facts[finding.fact].said(str(finding.value))
        more = f"suppose_more_{finding.value}"
        lines.append(turn.say("suppose_not", said=words))
        if finding.fact == "employment" and more in turn.wording.phrases:
            lines[-1] += turn.say(more)
    return lines


def condition_in_words(library: Library, finding: Finding) -> str:
    """What must be so, in a worker's words: 没有按月领养老金, 失业保险交了至少12个月."""
    spec, test = library.facts[finding.fact], finding.expected
    if test.kind == "equals" and not isinstance(test.operand, tuple):
        return spec.said(test.operand)
    if test.kind == "one_of" and isinstance(test.operand, tuple):
        return (spec.says or "{}").replace("{}", "或".join(spec.values[v] for v in test.operand))
    side = {"below": "不到", "at_least": "至少", "at_most": "最多"}.get(test.kind, "")
    return spec.says.replace("{}", f"{side}{test.operand}") if side else spec.asks_for
