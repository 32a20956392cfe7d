"""Whether one counts as something (这算农民工不): a question about a word, and no statement of a fact."""

import re
from dataclasses import replace
from functools import lru_cache

from bot.wording import Meaning, Wording
from intents.understanding import Understanding
from knowledge.facts import FactId

_CHECK = "check_eligibility"


def doubted(understood: Understanding, wording: Wording) -> FactId | None:
    """The fact that the message asks the meaning of."""
    if not understood.asks or understood.command is not None:
        return None
    text = understood.text
    return next((f for f, pattern in _patterns(wording) if pattern.search(text)), None)


def as_doubt(understood: Understanding, wording: Wording) -> Understanding:
    """The message without the fact that it only asks about."""
    fact = doubted(understood, wording)
    if fact is None:
        return understood
    facts = {name: value for name, value in understood.facts.items() if name != fact}
    return replace(understood, facts=facts, intent=_CHECK, choice=None)


@lru_cache(maxsize=4)
def _patterns(wording: Wording) -> tuple[tuple[FactId, re.Pattern[str]], ...]:
    return tuple((fact, _asking_for(meaning)) for fact, meaning in wording.meanings.items())


def _asking_for(meaning: Meaning) -> re.Pattern[str]:
    words = "|".join(map(re.escape, meaning.words))
    return re.compile(
        rf"(?:算(?:不算|不算是|是|得上|不算个|个)?|是不是(?:算)?)(?:{words})"
        rf"|(?:啥|什么)(?:样的?)?(?:叫|是|算|才算)(?:{words})|(?:{words})是(?:啥|什么)"
    )
