"""The answer to a policy question, put together once for each situation in which it is asked."""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from bot import telling
from bot.reply import Choice, Reply
from bot.wording import Wording
from knowledge.answers import Answer
from knowledge.eligibility import Outcome, judge_all
from knowledge.facts import Facts
from knowledge.library import Library
from knowledge.policy import Standing

AMOUNT = "subsidy_amount"


class Situation(NamedTuple):
    """All that the answer to a policy question depends on."""

    library: Library
    wording: Wording
    intent: str
    day: date
    """The day that rules are judged on."""
    today: date
    """The day on which we speak, to tell whether the knowledge is due for review."""
    city: str | None
    facts: Facts
    goal: str
    asking: bool
    """Whether a question of ours is open."""
    ended_told: bool
    """Whether it was said before in this conversation that the plan ended."""
    first: tuple[str, ...]
    """What is said before the answer: a warning, a premise put right."""

    def say(self, phrase: str, /, **parts: object) -> str:
        """A phrase of the wording."""
        return self.wording.phrase(phrase, **parts)


@lru_cache(maxsize=1024)
def compose(now: Situation) -> Reply:
    """The answer in words: first what holds on the day, then what held before, then the city's own."""
    found = now.library.answers(now.intent, now.day, now.city)
    lines = [*now.first, *_told(now, found)]
    spoken = "\n".join(lines)
    told = [a for a in found if a.text in spoken]
    citations = tuple(dict.fromkeys(c for a in told for c in a.citations))
    if now.intent == AMOUNT:
        lines.append(_amount(now, found))
    if any(now.library.packs[a.pack].spec.review_by < now.today for a in told):
        lines.append(now.say("stale"))
    lines = [line for line in lines if line]
    if _leaves_open(lines):
        lines.append(now.say("ask_local"))
    sources = telling.sources_in_words(now.library, now.day, citations)
    lines.append(now.say("sources", sources=sources))
    more = _more(now, found, told)
    return Reply("\n".join(lines), _choices(found), citations, more=more, numbered=False)


def _leaves_open(lines: list[str]) -> bool:
    """Whether something is said to be unknown and nobody is named who knows."""
    text = "".join(lines)
    return any(word in text for word in ("没写", "没查到")) and "12333" not in text


def _told(now: Situation, found: tuple[Answer, ...]) -> list[str]:
    """What is told at once: what holds now, then what the plan said, then what the city fixed."""
    general = [a for a in found if not now.library.packs[a.pack].spec.place]
    local = [_local(now, a) for a in found if now.library.packs[a.pack].spec.place]
    if not general:
        return local
    plan = next((a for a in general if a.pack == _plan(now)), general[0])
    current = [a for a in general if a.in_force and a is not plan]
    current = [a for a in current if a is current[0] or _fits(now, a.pack)]
    if plan.in_force:
        return [plan.text, *(a.text for a in current if _fits(now, a.pack)), *local]
    lines = [_now(now, a.text) for a in current]
    spec = now.library.packs[plan.pack].spec
    if now.ended_told and spec.standing(now.day) is Standing.ENDED:
        return [*lines, now.say("ended_plan", short=spec.short, text=plan.text), *local]
    return [spec.caveat(now.day), *lines, plan.text, *local]


def _fits(now: Situation, pack: str) -> bool:
    """Whether a policy is what this person asks about, or offers what the person may have."""
    programmes = [p for p in now.library.programmes(now.day) if p.pack == pack]
    verdicts = judge_all(programmes, now.facts)
    named = any(p.id == now.goal for p in programmes)
    return named or any(v.outcome is Outcome.ELIGIBLE for v in verdicts)


def _now(now: Situation, text: str) -> str:
    """What holds now, said to be so once."""
    return text if "现在" in text[:12] else now.say("now", text=text)


def _plan(now: Situation) -> str:
    """The pack that answers every policy intent: the first in the order of telling."""
    return next(iter(now.library.packs))


def _local(now: Situation, found: Answer) -> str:
    """What a city fixed, its name said once."""
    spec = now.library.packs[found.pack].spec
    text = found.text + spec.caveat(now.day)
    return text if spec.place in found.text[:12] else now.say("local", place=spec.place, text=text)


def _amount(now: Situation, found: tuple[Answer, ...]) -> str:
    if now.city is None:
        return now.say("no_amount_aside") if now.asking else now.say("no_amount")
    local = any(now.library.packs[a.pack].spec.place == now.city for a in found)
    return "" if local else now.say("amount_unknown", city=now.city)


def _more(now: Situation, found: tuple[Answer, ...], told: list[Answer]) -> str:
    """What 详细 tells: the longer text of each answer, and answers not yet told."""
    parts = []
    for each in found:
        head = now.library.packs[each.pack].spec.short
        text = each.more if each in told else "\n".join(t for t in (each.text, each.more) if t)
        if text:
            parts.append(f"【{head}】{text}")
    return "\n".join(parts)


def _choices(found: tuple[Answer, ...]) -> tuple[Choice, ...]:
    # What no longer holds offers nothing where something that holds does.
    holding = [each for each in found if each.in_force and each.next] or found
    texts = dict.fromkeys(text for each in holding for text in each.next)
    return tuple(Choice(text) for text in list(texts)[:3])
