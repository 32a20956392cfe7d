"""Policy questions: reviewed text with its clause, first what holds on the day, then what held before."""

from dataclasses import replace

from bot import supposing, telling
from bot.assessing import assessment
from bot.conversation import Asking
from bot.handlers.answering import AMOUNT, Situation, compose
from bot.turn import Handled, Turn
from intents.understanding import Warning
from knowledge.eligibility import Outcome, Verdict, judge
from knowledge.policy import Citation
from knowledge.premises import put_right

CITY_QUESTION = "city"


def policy(turn: Turn) -> Handled:
    """The answer to a policy question, out of the packs."""
    reply, conversation = answer(turn, turn.understanding.intent)
    verdict = _of_the_named(turn)
    if verdict is None:
        return reply, conversation
    decided = [turn.say("who_decides")] if verdict.programme.in_force else []
    lines = (supposing.verdict_line(turn, verdict), *decided, reply.text)
    reply = replace(reply, text="\n".join(lines), assessment=assessment(turn))
    return reply, replace(conversation, checking=True, goal=verdict.programme.id)


def _of_the_named(turn: Turn) -> Verdict | None:
    """The verdict on the programme that is asked about, where the message tells something that settles it."""
    named = turn.understanding.mentions.programme
    if named is None or not turn.learned:
        return None
    programme = next((p for p in turn.library.programmes(turn.day) if p.id == named), None)
    if programme is None or not set(turn.learned) & set(programme.reads):
        return None
    verdict = judge(programme, turn.conversation.facts)
    return None if verdict.outcome is Outcome.UNKNOWN else verdict


def answer(turn: Turn, intent: str) -> Handled:
    """The answer to one policy intent on the turn's day, for the worker's city."""
    conversation, city = turn.conversation, _city(turn)
    reply = compose(
        Situation(
            library=turn.library,
            wording=turn.wording,
            intent=intent,
            day=turn.day,
            today=turn.now.date(),
            city=city,
            facts=conversation.facts,
            goal=conversation.goal,
            asking=conversation.asking is not None,
            ended_told=conversation.ended_told,
            first=(*_warned(turn, intent), *_premises(turn, intent)),
        )
    )
    ended = conversation.ended_told or telling.plan_ended(turn) in reply.text
    after = replace(conversation, topic=intent, more=reply.more, ended_told=ended)
    if intent == AMOUNT and city is None and conversation.asking is None:
        after = replace(after, asking=Asking(CITY_QUESTION), offered=())
    return reply, after


def _city(turn: Turn) -> str | None:
    mentioned = turn.understanding.mentions.city
    known = turn.conversation.facts.get("city")
    return mentioned or (str(known) if known else None)


def _warned(turn: Turn, intent: str) -> tuple[str, ...]:
    scam = turn.understanding.warning is Warning.SCAM and intent != "fraud_report"
    return (turn.say("scam_first"),) if scam else ()


def _premises(turn: Turn, intent: str) -> tuple[str, ...]:
    """What the question supposes, confirmed or put right."""
    said = turn.understanding
    return put_right(turn.library, turn.day, intent, said.text, said.claims)[:1]


def cited(turn: Turn, intent: str) -> tuple[Citation, ...]:
    """Where the answer to an intent rests."""
    found = turn.library.answers(intent, turn.day, _city(turn))
    return tuple(dict.fromkeys(c for each in found for c in each.citations))
