"""Eligibility: judge what is known, ask what decides most, tell what came of it."""

from dataclasses import replace

from bot import asking, supposing, telling
from bot.assessing import assessment
from bot.conversation import Asking, Conversation
from bot.crowd import CROWDS, MANY
from bot.handlers.changes import changes
from bot.handlers.opening import opened
from bot.reply import Choice, Reply
from bot.turn import Handled, Turn
from knowledge.eligibility import Outcome, Verdict, judge_all
from knowledge.policy import Citation

MOST_LINES = 5


def check(turn: Turn) -> Handled:
    """Takes the interview one step further, or tells the outcome."""
    turn = _with_goal(turn)
    opening, turn = opened(turn)
    programmes = asking.shown(turn.library, turn.day, turn.conversation.goal)
    verdicts = judge_all(programmes, turn.conversation.facts)
    changed = changes(turn, verdicts)
    question = asking.next_question(turn.wording, programmes, turn.conversation.subject)
    turn = turn.with_conversation(checking=True)
    if question is None or turn.conversation.about in CROWDS:
        return _tell(turn, verdicts, [*opening, *changed])
    fresh = _newly_settled(turn, verdicts) or _counted_so_far(turn, verdicts)
    fresh = fresh or _noted(turn, changed, question.asked.id)
    conversation = _remember(turn.conversation, verdicts)
    turn = replace(turn, conversation=conversation)
    return ask(turn, question.asked, question.at_most, [*opening, *changed, *fresh])


def _noted(turn: Turn, changed: list[str], question: str) -> list[str]:
    """What was just told, where the same question has to be put again: it was heard all the same."""
    open_ = turn.conversation.asking
    facts = turn.conversation.facts
    told = [fact for fact in turn.learned if fact in facts]
    if changed or not told or open_ is None or open_.question != question:
        return []
    said = "、".join(turn.library.facts[fact].said(facts[fact]) for fact in told[:2])
    return [turn.say("noted", facts=said)]


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


def _remember(conversation: Conversation, verdicts: tuple[Verdict, ...]) -> Conversation:
    outcomes = {v.programme.id: v.outcome.value for v in verdicts}
    return conversation.with_subject(replace(conversation.subject, outcomes=outcomes))


def _tell(turn: Turn, verdicts: tuple[Verdict, ...], opening: list[str]) -> Handled:
    """The outcome, once nothing is left to ask."""
    matter = [v for v in verdicts if _matters(turn, v)] + _besides(turn, verdicts)
    if turn.conversation.about in CROWDS:
        matter = [v for v in matter if v.outcome is not Outcome.UNKNOWN or _asked_for(turn, v)]
    # What waits for a certificate comes last, so that what to do about it stands below it.
    matter = sorted(matter[:MOST_LINES], key=lambda verdict: supposing.waits(turn, verdict))
    lines = _in_words(turn, matter)
    head = turn.say("judged_on", of_whom=_of_whom(turn), day=telling.day_in_words(turn.day))
    words = [*opening]
    words += [head, *lines] if lines else [turn.say("nothing_open")]
    instead, more = _instead(turn, matter, opening)
    words += instead
    if any(_may_be_had(turn, v) for v in matter):
        words.append(turn.say("who_decides"))
    citations = tuple(dict.fromkeys([*(telling.citation(v) for v in matter or verdicts), *more]))
    sources = telling.sources_in_words(turn.library, turn.day, citations)
    words.append(turn.say("sources", sources=sources))
    reply = Reply(
        "\n".join(words),
        _taps(turn, matter),
        citations,
        more=full_list(turn),
        numbered=False,
        assessment=assessment(turn),
    )
    conversation = replace(
        _remember(turn.conversation, verdicts), asking=None, offered=(), more=reply.more
    )
    return reply, conversation


def _in_words(turn: Turn, matter: list[Verdict]) -> list[str]:
    """The verdicts; of many people, in place of an open one, what the rules ask of each."""
    lines = []
    many = turn.conversation.about in CROWDS
    for verdict in matter:
        open_to_many = many and verdict.outcome is Outcome.UNKNOWN
        told = supposing.for_many if open_to_many else _one_line
        lines += told(turn, verdict)
    lines += supposing.not_yet(turn, matter)
    if len(matter) == 1:
        lines += telling.grounds(turn, matter[0])
    if many and any(_may_be_had(turn, verdict) for verdict in matter):
        lines.append(turn.say("many_each"))
    return lines


def _one_line(turn: Turn, verdict: Verdict) -> list[str]:
    return [supposing.verdict_line(turn, verdict)]


def _of_whom(turn: Turn) -> str:
    """Of whom it is judged, where that is not the sender, nor people whom nobody named."""
    about = turn.conversation.about
    unnamed = about == MANY and not turn.conversation.subject.called
    return "" if about == "self" or unnamed else f"（{turn.who}）"


def _instead(
    turn: Turn, told: list[Verdict], opening: list[str]
) -> tuple[list[str], tuple[Citation, ...]]:
    """Of a programme asked for that is not in force: what holds in its place, or that it is not known."""
    past = [v.programme for v in told if not v.programme.in_force]
    if not past:
        return [], ()
    words, citations = telling.instead(turn, past[0])
    said_already = not citations and any("12333" in line for line in opening)
    return ([] if said_already else [words]), citations


def _may_be_had(turn: Turn, verdict: Verdict) -> bool:
    """Whether somebody has still to decide on it: now, or once there is a certificate."""
    supposed = supposing.with_certificate(turn, verdict) or verdict
    return verdict.programme.in_force and supposed.outcome is not Outcome.INELIGIBLE


def _taps(turn: Turn, verdicts: list[Verdict]) -> tuple[Choice, ...]:
    """What may be asked after an outcome; a class, for who wants to learn or has to learn first."""
    says = [turn.say(name) for name in ("tap_why", "tap_next", "tap_everything")]
    wanted = turn.conversation.facts.get("occupation")
    if wanted:
        says.append(turn.say("tap_class", occupation=wanted))
    elif any(supposing.with_certificate(turn, verdict) for verdict in verdicts):
        says.append(turn.wording.labels["find_course"])
    return tuple(Choice(text) for text in says)


def _matters(turn: Turn, verdict: Verdict) -> bool:
    """Whether a verdict is told at once: good news, open ones, and what pays or was asked for."""
    if verdict.outcome is not Outcome.INELIGIBLE:
        return True
    return _asked_for(turn, verdict)


def _asked_for(turn: Turn, verdict: Verdict) -> bool:
    programme = verdict.programme
    return programme.spec.pays == "money" or programme.id == turn.conversation.goal


def _besides(turn: Turn, verdicts: tuple[Verdict, ...]) -> list[Verdict]:
    """Good news beyond what was asked about: programmes in force that what is known already settles."""
    told = {verdict.programme.id for verdict in verdicts}
    others = [p for p in turn.library.programmes(turn.day) if p.in_force and p.id not in told]
    found = judge_all(others, turn.conversation.facts)
    return [verdict for verdict in found if verdict.outcome is Outcome.ELIGIBLE]


def full_list(turn: Turn) -> str:
    """Every programme of the day with its verdict, those in force first, the others by outcome."""
    verdicts = judge_all(turn.library.programmes(turn.day), turn.conversation.facts)
    lines = [turn.say("all_of_list")]
    lines += [supposing.verdict_line(turn, v) for v in verdicts if v.programme.in_force]
    past = [v for v in verdicts if not v.programme.in_force]
    if past:
        lines.append(turn.say("those_past"))
    for outcome in Outcome:
        titles = [v.programme.spec.title for v in past if v.outcome is outcome]
        if titles:
            # No mark: none of these can be had now.
            lines.append(f"{turn.say(f'short_{outcome.value}')}：{'、'.join(titles)}")
    return "\n".join(lines)
