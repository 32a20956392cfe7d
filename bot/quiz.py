"""The quiz of who does not know what to learn: which of a question's choices a message means."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from bot.wording import QuizQuestion
from knowledge.facts import Value

EITHER = -1
"""Any of the choices, or not known."""
QUESTIONS = ("hands", "strength", "away", "own")
"""What is asked, in this order."""
HEARD = "literacy"
"""What is never asked, but kept where it is told."""
_CLAUSE = re.compile(r"[，。！？；、：,.!?;\s]+")
_NOT_KNOWN = re.compile("什么叫|什么是|怎么算|哪样算|算什么")
"""A clause that asks back what a choice means chooses nothing."""
_NOT_BEFORE = re.compile(
    r"(?:不(?:太|大|怎么)?(?:想|愿意?|爱|喜欢|能|会|敢|擅长|是|要|可能|打算|让)?|别让我|[干做吃扛搬]不[了动消]|受不了|怕|甭)"
    r"(?:再|太|去|干|做|跟|到|往|让我)*$"
)
_NOT_AFTER = re.compile(
    r"^[我的也就可都了实在真太是]*(?:不(?![错孬赖累怕嫌愁挑少碍]|要紧|在话下|成问题|是问题)|[干做吃扛搬受顶]不|没法|免了|算了)"
)
_ANY = re.compile("[都也]|两样")


class _Said(NamedTuple):
    """A word of a choice that stands in a clause."""

    choice: int
    start: int
    end: int
    denied: bool


def left(answers: Mapping[str, Value]) -> list[str]:
    """The questions that are not answered, in the order of asking."""
    return [name for name in QUESTIONS if name not in answers]


def heard(question: QuizQuestion, text: str) -> int | None:
    """The choice that a message means by its words, ``EITHER``, or nothing."""
    clauses = [part for part in _CLAUSE.split(text) if part and not _NOT_KNOWN.search(part)]
    said = [one for clause in clauses for one in _said(question, clause)]
    denied = {one.choice for one in said if one.denied}
    meant = [one.choice for one in said if one.choice not in denied]
    if not meant:
        rest = [at for at in range(len(question.choices)) if at not in denied]
        return rest[-1] if denied and rest else None
    if len(set(meant)) == 1:
        return meant[0]
    if question.graded:
        return min(meant)
    return EITHER if _ANY.search(text) else meant[-1]


def _said(question: QuizQuestion, clause: str) -> list[_Said]:
    """The words of choices in a clause, in their order; one that lies within a longer one does not count."""
    found = [
        (match.start(), match.end(), at)
        for at, choice in enumerate(question.choices)
        for word in choice.words
        for match in re.finditer(re.escape(word), clause)
    ]
    found = [one for one in found if not any(_within(one, other) for other in found)]
    return [_Said(at, a, b, _denied(clause, a, b)) for a, b, at in sorted(found)]


def _within(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    longer = other[1] - other[0] > one[1] - one[0]
    return longer and other[0] <= one[0] and one[1] <= other[1]


def _denied(clause: str, start: int, end: int) -> bool:
    return bool(_NOT_BEFORE.search(clause[:start]) or _NOT_AFTER.match(clause[end:]))
