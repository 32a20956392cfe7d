"""Attending a class and getting a subsidy for it are two things: at one's own cost the school decides."""

import re

from bot.reply import Choice, Reply
from bot.turn import Handled, Turn
from knowledge.eligibility import Outcome, Verdict

_OWN_COST = re.compile(
    r"(?<![要得用])自己(?:掏|花|交|出|拿)(?:钱|学费)|自费|自掏腰包|(?:不|没)(?:领|要|拿|图|给|有)(?:这个|那个|这|那)?(?:补贴|补助)[^。？]{0,8}(?:上|学|去|参加)"
)
_ADMITS = re.compile(
    r"收不收|要不要(?:我|俺)|让不让|还收|收(?:我|俺)|(?:能|可以)(?:来|去)?(?:上课|听课|上学)"
)
_WISHES = re.compile(
    r"(?:行|成|中)(?:不|吗|嘛|么)|能(?:不能)?(?:上|学|去|报名)|可以(?:上|学|去|报名|吗|不|么)|让不让|收不收|收(?:我|俺)"
)
_ABOUT_MONEY = re.compile("报销|返还|退(?:钱|费)|还能领|能补|给补")


def own_cost(turn: Turn) -> Handled | None:
    """The answer where somebody asks whether they may learn at their own cost; else ``None``."""
    text = turn.understanding.text
    paying = _OWN_COST.search(text)
    if paying is None or turn.understanding.facts or _ABOUT_MONEY.search(text):
        return None
    if not _WISHES.search(text[paying.start() :]):
        return None
    taps = (Choice(_class(turn)),)
    return Reply(turn.say("own_cost"), taps, numbered=False), turn.conversation


def apart(turn: Turn, verdicts: list[Verdict]) -> list[str]:
    """Where the subsidy is refused to one who wants to learn: that the class is another thing."""
    refused = [
        v for v in verdicts if v.outcome is Outcome.INELIGIBLE and v.programme.spec.pays == "money"
    ]
    wants = turn.conversation.facts.get("occupation") or _ADMITS.search(turn.understanding.text)
    past = any(not v.programme.in_force for v in refused)
    return [turn.say("class_apart")] if refused and wants and not past else []


def _class(turn: Turn) -> str:
    wanted = turn.conversation.facts.get("occupation")
    if wanted:
        return turn.say("tap_class", occupation=wanted)
    return turn.wording.labels["find_course"]
