"""Policy questions: reviewed text with its clause, first what holds on the day, then what held before."""

from dataclasses import replace

from bot import telling
from bot.assessing import assessment
from bot.conversation import Asking
from bot.reply import Choice, Reply
from bot.turn import Handled, Turn
from intents.understanding import Warning
from knowledge.answers import Answer
from knowledge.eligibility import Outcome, Verdict, judge, judge_all
from knowledge.policy import Citation
from knowledge.premises import put_right

CITY_QUESTION = "city"
AMOUNT = "subsidy_amount"


def policy(turn: Turn) -> Handled:
    """The answer to a policy question, out of the packs."""
    reply, conversation = answer(turn, turn.understanding.intent)
    verdict = _of_the_named(turn)
    if verdict is None:
        return reply, conversation
    lines = (telling.verdict_line(turn, verdict), turn.say("who_decides"), reply.text)
    reply = replace(reply, text="\n".join(lines), assessment=assessment(turn))
    return reply, replace(conversation, checking=True, goal=verdict.programme.id)


def _of_the_named(turn: Turn) -> Verdict | None:
    """The verdict on the programme that is asked about, where the message tells something that settles it."""
    named = turn.understanding.mentions.programme
    programme = next((p for p in turn.library.programmes(turn.day) if p.id == named), None)
    if programme is None or not set(turn.learned) & set(programme.reads):
        return None
    verdict = judge(programme, turn.conversation.facts)
    return None if verdict.outcome is Outcome.UNKNOWN else verdict


def answer(turn: Turn, intent: str) -> Handled:
    """The answer to one policy intent on the turn's day, for the worker's city."""
    city = _city(turn)
    found = turn.library.answers(intent, turn.day, city)
    lines = [*_warned(turn, intent), *_premises(turn, intent)]
    lines += _told(turn, found)
    told = [a for a in found if a.text in "\n".join(lines)]
    citations = tuple(dict.fromkeys(c for a in told for c in a.citations))
    ask_city = intent == AMOUNT and city is None
    if intent == AMOUNT:
        lines.append(_amount(turn, city, found))
    if any(turn.library.packs[a.pack].spec.review_by < turn.now.date() for a in told):
        lines.append(turn.say("stale"))
    lines = [line for line in lines if line]
    if _leaves_open(lines):
        lines.append(turn.say("ask_local"))
    lines.append(turn.say("sources", sources=telling.sources_in_words(turn, citations)))
    reply = Reply(
        "\n".join(lines),
        _choices(found),
        citations,
        more=_more(turn, found, told),
        numbered=False,
    )
    conversation = replace(turn.conversation, topic=intent, more=reply.more)
    if ask_city and conversation.asking is None:
        conversation = replace(conversation, asking=Asking(CITY_QUESTION), offered=())
    return reply, conversation


def _leaves_open(lines: list[str]) -> bool:
    """Whether something is said to be unknown and nobody is named who knows."""
    text = "".join(lines)
    return any(word in text for word in ("没写", "没查到")) and "12333" not in text


def _city(turn: Turn) -> str | None:
    mentioned = turn.understanding.mentions.city
    known = turn.conversation.facts.get("city")
    return mentioned or (str(known) if known else None)


def _told(turn: Turn, found: tuple[Answer, ...]) -> list[str]:
    """What is told at once: what holds now, then what the plan said, then what the city fixed."""
    general = [a for a in found if not turn.library.packs[a.pack].spec.place]
    local = [a for a in found if turn.library.packs[a.pack].spec.place]
    if not general:
        return [_local(turn, a) for a in local]
    plan = next((a for a in general if a.pack == _plan(turn)), general[0])
    current = [a for a in general if a.in_force and a is not plan]
    current = [a for a in current if a is current[0] or _fits(turn, a.pack)]
    if plan.in_force:
        lines = [plan.text, *(a.text for a in current if _fits(turn, a.pack))]
    else:
        now = [_now(turn, a.text) for a in current]
        lines = [telling.window_in_words(turn, plan.pack), *now, plan.text]
    return lines + [_local(turn, a) for a in local]


def _fits(turn: Turn, pack: str) -> bool:
    """Whether a policy is what this person asks about, or offers what the person may have."""
    programmes = [p for p in turn.library.programmes(turn.day) if p.pack == pack]
    verdicts = judge_all(programmes, turn.conversation.facts)
    named = any(p.id == turn.conversation.goal for p in programmes)
    return named or any(v.outcome is Outcome.ELIGIBLE for v in verdicts)


def _now(turn: Turn, text: str) -> str:
    """What holds now, said to be so once."""
    return text if "现在" in text[:12] else turn.say("now", text=text)


def _plan(turn: Turn) -> str:
    """The pack that answers every policy intent: the first in the order of telling."""
    return next(iter(turn.library.packs))


def _local(turn: Turn, found: Answer) -> str:
    spec = turn.library.packs[found.pack].spec
    caveat = spec.caveat(turn.day)
    return turn.say("local", place=spec.place, text=found.text + (caveat and f"{caveat}"))


def _amount(turn: Turn, city: str | None, found: tuple[Answer, ...]) -> str:
    if city is None:
        if turn.conversation.asking is None:
            return turn.say("no_amount")
        return turn.say("no_amount_aside")
    local = any(turn.library.packs[a.pack].spec.place == city for a in found)
    return "" if local else turn.say("amount_unknown", city=city)


def _more(turn: Turn, found: tuple[Answer, ...], told: list[Answer]) -> str:
    """What 详细 tells: the longer text of each answer, and answers not yet told."""
    parts = []
    for each in found:
        head = turn.library.packs[each.pack].spec.short
        text = each.more if each in told else "\n".join(t for t in (each.text, each.more) if t)
        if text:
            parts.append(f"【{head}】{text}")
    return "\n".join(parts)


def _choices(found: tuple[Answer, ...]) -> tuple[Choice, ...]:
    texts = dict.fromkeys(text for each in found for text in each.next)
    return tuple(Choice(text) for text in list(texts)[:3])


def _warned(turn: Turn, intent: str) -> list[str]:
    scam = turn.understanding.warning is Warning.SCAM and intent != "fraud_report"
    return [turn.say("scam_first")] if scam else []


def _premises(turn: Turn, intent: str) -> list[str]:
    """What the question supposes, confirmed or put right."""
    said = turn.understanding
    return list(put_right(turn.library, turn.day, intent, said.text, said.claims))[:1]


def cited(turn: Turn, intent: str) -> tuple[Citation, ...]:
    """Where the answer to an intent rests."""
    found = turn.library.answers(intent, turn.day, _city(turn))
    return tuple(dict.fromkeys(c for each in found for c in each.citations))
