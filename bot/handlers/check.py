"""Eligibility: judge what is known, ask what decides most."""

from dataclasses import replace

from bot import asking, supposing, telling
from bot.assessing import assessment
from bot.conversation import Asking
from bot.crowd import CROWDS
from bot.handlers.changes import changes
from bot.handlers.opening import opened
from bot.handlers.outcome import remember, tell
from bot.reply import Choice, Reply
from bot.turn import Handled, Turn
from knowledge.eligibility import Outcome, Verdict, judge_all

_MOST_NOTED = 3


def check(turn: Turn) -> Handled:
    """Takes the interview one step further, or tells the outcome."""
    turn = _with_goal(turn)
    opening, turn = opened(turn)
    programmes = asking.shown(turn.library, turn.day, turn.conversation.goal)
    verdicts = judge_all(programmes, turn.conversation.facts)
    changed = changes(turn, verdicts)
    question = asking.next_question(turn.wording, programmes, turn.conversation.subject)
    began = not turn.conversation.checking
    turn = turn.with_conversation(checking=True)
    if question is None or turn.conversation.about in CROWDS:
        return tell(turn, verdicts, [*opening, *changed])
    fresh = _newly_settled(turn, verdicts) or _counted_so_far(turn, verdicts)
    fresh = fresh or (_taken_up(turn) if began else _noted(turn, changed, question.asked.id))
    conversation = remember(turn.conversation, verdicts)
    turn = replace(turn, conversation=conversation)
    return ask(turn, question.asked, question.at_most, [*opening, *changed, *fresh])


def _taken_up(turn: Turn) -> list[str]:
    """What a first message told, taken up before anything is asked: help by name, or that it was heard."""
    facts, phrases = turn.conversation.facts, turn.wording.phrases
    told = [fact for fact in turn.learned if fact in facts]
    names = [f"taken_up_{fact if facts[fact] is True else facts[fact]}" for fact in told]
    known = [turn.say(name) for name in names if name in phrases]
    said = telling.facts_in_words(turn, told[:_MOST_NOTED])
    return known[:1] or ([turn.say("noted", facts=said)] if said else [])


def _noted(turn: Turn, changed: list[str], question: str) -> list[str]:
    """What was just told, where the same question has to be put again: it was heard all the same."""
    open_ = turn.conversation.asking
    facts = turn.conversation.facts
    told = [fact for fact in turn.learned if fact in facts]
    if changed or not told or open_ is None or open_.question != question:
        return []
    return [turn.say("noted", facts=telling.facts_in_words(turn, told[:2]))]


def _counted_so_far(turn: Turn, verdicts: tuple[Verdict, ...]) -> list[str]:
    """Where the message told a count and asks: that count held against its limit."""
    if not turn.understanding.asks:
        return []
    findings = [f for v in verdicts for f in v.findings if f.fact in turn.learned]
    counted = [f for f in findings if f.expected.kind == "below"]
    return [telling.finding_in_words(turn, finding) for finding in counted[:1]]


def ask(turn: Turn, asked: asking.Asked, at_most: int, before: list[str]) -> Handled:
    """Puts a question, after what there is to say first."""
    words = [*before, asked.question.asks.format(who=turn.who)]
    if asked.question.hint:
        words.append(asked.question.hint)
    bound = turn.say("last_question") if at_most == 1 else turn.say("at_most", count=at_most)
    labels = (*asked.labels, turn.say("ask_choice_none"))
    choices = tuple(Choice(label) for label in labels)
    conversation = replace(
        turn.conversation, asking=Asking(asked.id, _misses(turn, asked)), offered=choices
    )
    reply = Reply(
        "\n".join(words) + f"\n（{bound}）" if at_most else "\n".join(words),
        choices,
        tuple(dict.fromkeys(telling.citation(v) for v in _relevant(turn, asked))),
        numbered=not counted(turn, asked),
        assessment=assessment(turn),
    )
    return reply, conversation


def counted(turn: Turn, asked: asking.Asked) -> bool:
    """Whether the answer is a number: then 2 means two, not the second choice, and none is numbered."""
    return asked.question.single and turn.library.facts[asked.question.facts[0]].type == "int"


def _misses(turn: Turn, asked: asking.Asked) -> int:
    before = turn.conversation.asking
    return before.misses if before and before.question == asked.id else 0


def _relevant(turn: Turn, asked: asking.Asked) -> list[Verdict]:
    programmes = asking.shown(turn.library, turn.day, turn.conversation.goal)
    verdicts = judge_all(programmes, turn.conversation.facts)
    return [v for v in verdicts if any(fact in v.needs for fact in asked.question.facts)][:3]


def _with_goal(turn: Turn) -> Turn:
    """The turn with the programme that the worker named as the goal, or its successor."""
    named = turn.understanding.mentions.programme
    if not named:
        return turn
    by_id = {p.id: p for p in turn.library.programmes(turn.day)}
    programme = by_id.get(named)
    if programme and not programme.in_force and programme.spec.successor:
        programme = by_id[programme.spec.successor]
    return turn.with_conversation(goal=programme.id if programme else "")


def _newly_settled(turn: Turn, verdicts: tuple[Verdict, ...]) -> list[str]:
    """Lines for what this message settled in the worker's favour, or settled of what pays."""
    told = turn.conversation.subject.outcomes
    fresh = [
        verdict
        for verdict in verdicts
        if verdict.outcome is not Outcome.UNKNOWN
        and told.get(verdict.programme.id) != verdict.outcome.value
        and (verdict.outcome is Outcome.ELIGIBLE or verdict.programme.spec.pays == "money")
    ]
    return [supposing.verdict_line(turn, verdict) for verdict in fresh[:3]]
