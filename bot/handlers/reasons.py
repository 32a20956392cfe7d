"""After a verdict: why it is so, and what to do next. Only lawful steps, never a fact one could lie about."""

from collections.abc import Mapping
from dataclasses import replace

from bot import asking, supposing, telling
from bot.assessing import assessment
from bot.handlers.outcome import full_list
from bot.handlers.policy import cited
from bot.reply import Choice, Reply
from bot.turn import Handled, Turn
from knowledge.eligibility import Outcome, Verdict, judge_all

MOST_TRACES = 2
_STEPS: Mapping[tuple[str, object], str] = {
    ("registered_unemployed", False): "step_register",
    ("same_level_subsidised", True): "step_level",
    ("trained_in_province", False): "step_trained",
}
"""The lawful changes that may turn a no into a yes: the fact, the value that stands in the way, the step."""


def why(turn: Turn) -> Handled:
    """The trace of the verdicts told, or the source of the answer told."""
    if not turn.conversation.checking:
        return _why_answer(turn)
    verdicts = _of_interest(turn)
    text = "\n".join(supposing.trace(turn, verdict) for verdict in verdicts[:MOST_TRACES])
    rest = "\n".join(supposing.trace(turn, verdict) for verdict in verdicts[MOST_TRACES:])
    reply = Reply(
        turn.say("why_head") + "\n" + text,
        (Choice(turn.say("tap_next")),),
        tuple(dict.fromkeys(telling.citation(v) for v in verdicts)),
        more=rest or full_list(turn),
        numbered=False,
        assessment=assessment(turn),
    )
    return reply, replace(turn.conversation, more=reply.more)


def _why_answer(turn: Turn) -> Handled:
    """The sources of the last policy answer, with what each clause says; or that there is nothing yet."""
    topic = turn.conversation.topic
    citations = cited(turn, topic) if topic else ()
    if not citations:
        return Reply(turn.say("why_nothing"), numbered=False), turn.conversation
    sources = telling.sources_in_words(turn.library, turn.day, citations)
    lines = [turn.say("why_answer", sources=sources)]
    for pack, clause in citations[:2]:
        found = turn.library.packs[pack]
        lines.append(f"{found.spec.short} {clause}：{found.clauses[clause].says}")
    lines += [_source(turn, pack) for pack in dict.fromkeys(pack for pack, _ in citations)]
    return Reply("\n".join(lines), (), citations, numbered=False), turn.conversation


def _source(turn: Turn, pack: str) -> str:
    spec = turn.library.packs[pack].spec
    day = telling.day_in_words(spec.source.seen)
    return f"《{spec.title}》" + (spec.source.number or "") + turn.say("seen", day=day)


def _of_interest(turn: Turn) -> list[Verdict]:
    """What pays and what is asked for first, then what is settled in favour, then what is open."""
    programmes = asking.shown(turn.library, turn.day, turn.conversation.goal)
    verdicts = judge_all(programmes, turn.conversation.facts)
    order = {Outcome.ELIGIBLE: 0, Outcome.UNKNOWN: 1, Outcome.INELIGIBLE: 2}
    goal = turn.conversation.goal

    def rank(verdict: Verdict) -> tuple[bool, bool, int]:
        programme = verdict.programme
        return (programme.id != goal, programme.spec.pays != "money", order[verdict.outcome])

    return sorted(verdicts, key=rank)


def next_steps(turn: Turn) -> Handled:
    """What to do now: to apply, to ask the employer, or the step that would make it a yes."""
    if not turn.conversation.checking:
        return Reply(turn.say("next_nothing"), numbered=False), turn.conversation
    verdicts = _of_interest(turn)
    lines = _ways(turn, verdicts) or _near_misses(turn, verdicts) or _ended(turn, verdicts)
    lines = lines or _missing(turn, verdicts)
    reply = Reply(
        "\n".join(lines) or turn.say("nothing_open"),
        (),
        tuple(dict.fromkeys(telling.citation(v) for v in verdicts[:3])),
        numbered=False,
        assessment=assessment(turn),
    )
    return reply, turn.conversation


def _ways(turn: Turn, verdicts: list[Verdict]) -> list[str]:
    open_to = [v for v in verdicts if v.outcome is Outcome.ELIGIBLE and v.programme.in_force]
    lines = []
    for verdict in open_to[:2]:
        spec = verdict.programme.spec
        kind = spec.pays if spec.through == "worker" else spec.through.value
        lines.append(f"{spec.title}。" + (spec.apply or turn.say(f"next_{kind}")))
    return [*lines, *telling.same_level(turn, open_to)]


def _near_misses(turn: Turn, verdicts: list[Verdict]) -> list[str]:
    steps = supposing.not_yet(turn, verdicts)
    if steps:
        return steps
    for verdict in verdicts:
        if _refuses_money(verdict):
            failing = [f for f in verdict.findings if f.holds is False]
            known = [_STEPS.get((f.fact, f.value)) for f in failing]
            if failing and (all(known) or verdict.programme.alternatives):
                steps += [turn.say(step) for step in known if step]
    steps = list(dict.fromkeys(steps))[:2]
    return [turn.say("near_miss", steps="".join(steps))] if steps else []


def _refuses_money(verdict: Verdict) -> bool:
    """Whether it is a no to money that could be had, were it a yes."""
    return verdict.programme.pays_now and verdict.outcome is Outcome.INELIGIBLE


def _ended(turn: Turn, verdicts: list[Verdict]) -> list[str]:
    """Of a programme that is not in force: what holds in its place, or whom to ask."""
    past = [v.programme for v in verdicts if not v.programme.in_force]
    return [telling.instead(turn, past[0])[0]] if past else []


def _missing(turn: Turn, verdicts: list[Verdict]) -> list[str]:
    needs = [fact for v in verdicts for fact in v.needs]
    if not needs:
        return []
    question = next(
        q for q in turn.wording.questions.values() if needs[0] in q.facts and not q.follow_up
    )
    return [turn.say("next_unknown", tells=question.tells)]
