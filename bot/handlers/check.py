"""Eligibility: judge what is known, ask what decides most, tell what came of it."""

from dataclasses import replace

from bot import asking, telling
from bot.assessing import assessment
from bot.conversation import Asking, Conversation
from bot.reply import Choice, Reply
from bot.turn import Handled, Turn
from knowledge.eligibility import Outcome, Verdict, judge_all
from knowledge.premises import put_right

MOST_LINES = 5
CHECK = "check_eligibility"


def check(turn: Turn) -> Handled:
    """Takes the interview one step further, or tells the outcome."""
    turn = _with_goal(turn)
    opening = _opening(turn)
    programmes = asking.shown(turn.library, turn.day, turn.conversation.goal)
    verdicts = judge_all(programmes, turn.conversation.facts)
    changes = _changes(turn, verdicts)
    question = asking.next_question(turn.wording, programmes, turn.conversation.subject)
    turn = turn.with_conversation(checking=True)
    if question is None:
        return _tell(turn, verdicts, [*opening, *changes])
    fresh = _newly_settled(turn, verdicts) or _counted_so_far(turn, verdicts)
    fresh = fresh or _noted(turn, changes, question.asked.id)
    conversation = _remember(turn.conversation, verdicts)
    turn = replace(turn, conversation=conversation)
    return ask(turn, question.asked, question.at_most, [*opening, *changes, *fresh])


def _noted(turn: Turn, changes: list[str], question: str) -> list[str]:
    """What was just told, where the same question has to be put again: it was heard all the same."""
    open_ = turn.conversation.asking
    facts = turn.conversation.facts
    told = [fact for fact in turn.learned if fact in facts]
    if changes or not told or open_ is None or open_.question != question:
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


def _opening(turn: Turn) -> list[str]:
    """What is told first: a premise put right, that the plan ended, where the goal stands in time."""
    said, conversation = turn.understanding, turn.conversation
    # How often one has drawn is a fact of one's own, and no claim about the rule.
    own = any(fact.startswith("subsidies_") for fact in said.facts)
    supposed = put_right(turn.library, turn.day, CHECK, said.text, () if own else said.claims)[:1]
    return [*supposed, *_window(turn, conversation)]


def _window(turn: Turn, conversation: Conversation) -> list[str]:
    if conversation.checking and not turn.understanding.mentions.programme:
        return []
    by_id = {p.id: p for p in turn.library.programmes(turn.day)}
    goal = by_id.get(conversation.goal)
    named = by_id.get(turn.understanding.mentions.programme or "", goal)
    pack = named.pack if named else next(iter(turn.library.packs))
    caveat = turn.library.packs[pack].spec.caveat(turn.day)
    in_force = [p for p in by_id.values() if p.in_force]
    if not in_force:
        return [part for part in (caveat, turn.say("nothing_in_force")) if part]
    if not caveat:
        return []
    current = turn.library.packs[(goal or in_force[0]).pack].spec.short
    return [caveat] if goal and goal is named else [caveat, turn.say("judged_now", short=current)]


def _changes(turn: Turn, verdicts: tuple[Verdict, ...]) -> list[str]:
    """What a correction changed: the facts, and every outcome told before that is another now."""
    facts = turn.conversation.facts
    corrected = [f for f in turn.learned if f in turn.before and f in facts]
    if not corrected:
        return []
    specs = turn.library.facts
    lines = [turn.say("changed", facts="、".join(specs[f].said(facts[f]) for f in corrected))]
    told = turn.conversation.subject.outcomes
    for verdict in verdicts:
        before = told.get(verdict.programme.id)
        if before and before != verdict.outcome.value:
            lines.append(
                turn.say(
                    "change_line",
                    title=verdict.programme.spec.title,
                    before=turn.say(f"short_{before}"),
                    after=turn.say(f"short_{verdict.outcome.value}"),
                )
            )
    return lines


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
    return [telling.verdict_line(turn, verdict) for verdict in fresh[:3]]


def _remember(conversation: Conversation, verdicts: tuple[Verdict, ...]) -> Conversation:
    outcomes = {v.programme.id: v.outcome.value for v in verdicts}
    return conversation.with_subject(replace(conversation.subject, outcomes=outcomes))


def _tell(turn: Turn, verdicts: tuple[Verdict, ...], opening: list[str]) -> Handled:
    """The outcome, once nothing is left to ask."""
    matter = [v for v in verdicts if _matters(turn, v)] + _besides(turn, verdicts)
    lines = [telling.verdict_line(turn, verdict) for verdict in matter]
    if len(matter) == 1:
        lines += telling.grounds(turn, matter[0])
    of_whom = "" if turn.conversation.about == "self" else f"（{turn.who}）"
    head = turn.say("judged_on", of_whom=of_whom, day=telling.day_in_words(turn.day))
    words = [*opening]
    words += [head, *lines[:MOST_LINES]] if lines else [turn.say("nothing_open")]
    if any(v.outcome is not Outcome.INELIGIBLE for v in matter):
        words.append(turn.say("who_decides"))
    citations = tuple(dict.fromkeys(telling.citation(v) for v in matter or verdicts))
    sources = telling.sources_in_words(turn.library, turn.day, citations)
    words.append(turn.say("sources", sources=sources))
    reply = Reply(
        "\n".join(words),
        _taps(turn),
        citations,
        more=full_list(turn),
        numbered=False,
        assessment=assessment(turn),
    )
    conversation = replace(
        _remember(turn.conversation, verdicts), asking=None, offered=(), more=reply.more
    )
    return reply, conversation


def _taps(turn: Turn) -> tuple[Choice, ...]:
    """What may be asked after an outcome; a class, where it is known what the person wants to learn."""
    says = [turn.say(name) for name in ("tap_why", "tap_next", "tap_everything")]
    wanted = turn.conversation.facts.get("occupation")
    if wanted:
        says.append(turn.say("tap_class", occupation=wanted))
    return tuple(Choice(text) for text in says)


def _matters(turn: Turn, verdict: Verdict) -> bool:
    """Whether a verdict is told at once: good news, open ones, and what pays or was asked for."""
    if verdict.outcome is not Outcome.INELIGIBLE:
        return True
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
    lines += [telling.verdict_line(turn, v) for v in verdicts if v.programme.in_force]
    past = [v for v in verdicts if not v.programme.in_force]
    if past:
        lines.append(turn.say("those_past"))
    for outcome in Outcome:
        titles = [v.programme.spec.title for v in past if v.outcome is outcome]
        if titles:
            words = turn.say(f"short_{outcome.value}")
            lines.append(f"{telling.MARKS[outcome]} {words}：{'、'.join(titles)}")
    return "\n".join(lines)
