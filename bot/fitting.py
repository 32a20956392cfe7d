"""A reply within the platform's limit: cut at the end of a sentence, the rest kept for 详细."""

from typing import NamedTuple

from bot.reply import Choice, Reply

LIMIT = 1800
"""Bytes of UTF-8 that a passive reply may have; the platform's own limit is not documented."""
_LINK = 75
"""Bytes of a tappable choice beside its two texts."""
_ENDS = ("\n", "。", "！", "？", "；", "，", "、")


class Fitted(NamedTuple):
    """The text that fits, and what is left for 详细."""

    text: str
    rest: str


def fit(reply: Reply, tail: str) -> Fitted:
    """Splits a reply's text so that it, its choices and the tail stay within the limit."""
    budget = LIMIT - sum(_cost(choice) for choice in reply.choices)
    if len(reply.text.encode()) <= budget:
        return Fitted(reply.text, "")
    budget -= len(tail.encode()) + 1
    head = reply.text.encode()[: max(budget, 0)].decode(errors="ignore")
    cut = next((at for at in (head.rfind(end) + 1 for end in _ENDS) if at > len(head) // 2), 0)
    cut = cut or len(head)
    return Fitted(f"{head[:cut].rstrip()}\n{tail}", reply.text[cut:].strip())


def _cost(choice: Choice) -> int:
    return _LINK + len(choice.label.encode()) + len(choice.text.encode())
