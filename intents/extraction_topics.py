"""A coarser reading of a few facts: the topic is named and its clause says that it is so, or that it is not."""

import re
from collections.abc import Iterator
from functools import cache

from intents.cues import Topic, cue_file
from intents.found import Found
from intents.view import View
from knowledge.facts import FactId

_FALLBACK = -1


@cache
def _topics() -> tuple[tuple[FactId, re.Pattern[str], Topic], ...]:
    return tuple(
        (fact, re.compile("|".join(topic.word)), topic) for fact, topic in cue_file().topics.items()
    )


def topics(view: View) -> Iterator[Found]:
    """Facts whose topic is named; lighter than any cue phrase."""
    for fact, word, topic in _topics():
        for match in word.finditer(view.text):
            begin, end = view.clause(match.start())
            clause = view.text[begin:end]
            if _holds(topic.block, clause) or not view.states(match.start(), match.end()):
                continue
            denied = _holds(topic.deny, clause)
            if denied or _holds(topic.affirm, clause.replace(match.group(), "")):
                yield Found(fact, not denied, match.start(), match.end(), _FALLBACK)


def _holds(words: list[str], clause: str) -> bool:
    return any(word in clause for word in words)
