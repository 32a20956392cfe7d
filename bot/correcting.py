"""A count said anew or found out later: 不对，是三次; 问到了，是一次."""

import re
from dataclasses import replace

from bot.conversation import Conversation
from bot.payable import COUNTED
from intents.numerals import NUM, number
from intents.understanding import Understanding
from knowledge.facts import FactId

_TAKEN_BACK = "(?:不对|不是|哦不|错了|[说记弄搞]错了?)了?"
_FOUND_OUT = "[^，。]{0,6}(?:问|查|想|打听|翻|看)(?:到|了|过|清楚|起来|一下)+了?"
_ANEW = re.compile(
    rf"(?:(?P<taken_back>{_TAKEN_BACK})|{_FOUND_OUT}|那|就)?[，。]?(?:我|应该|其实|实际|就)*(?:是|领了|领过)?(?P<n>{NUM})[次回]了?(?:吧|的|啊|呢)?$"
)


def as_count(understood: Understanding, conversation: Conversation) -> Understanding:
    """The message with the count that it tells, unless it answers the open question.

    It is of the count that the person did not know before, or of the one that it takes back.
    """
    said = _ANEW.match(understood.text)
    if said is None or understood.facts.keys() - COUNTED:
        return understood
    if conversation.asking and (understood.facts or not said["taken_back"]):
        return understood  # it answers the open question
    fact = _meant(conversation, taken_back=bool(said["taken_back"]))
    value = number(said["n"])
    if fact is None or value is None:
        return understood
    return replace(understood, intent="check_eligibility", facts={fact: value}, asks=False)


def _meant(conversation: Conversation, *, taken_back: bool) -> FactId | None:
    """The only count that was not known, or the only one told."""
    subject = conversation.subject
    unknown = [fact for fact in COUNTED if fact in subject.unsure]
    told = [fact for fact in COUNTED if fact in subject.facts] if taken_back else []
    candidates = told or unknown
    return candidates[0] if len(candidates) == 1 else None
