"""When it would suit: what the message says of it, else what was said with the list that is shown."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from bot.handlers.drafts import step
from bot.pointing import times_in
from bot.turn import Turn
from knowledge.catalogue.searching import TIMES
from knowledge.facts import Value

_ONLY = re.compile(r"(?:只|光)(?:能|有|想|要|得|学|报)|必须|非得|换成|改成|换个")


class When(NamedTuple):
    """Times wished, times that do not suit, and whether nothing else than what is wished will do."""

    wanted: frozenset[str] = frozenset()
    unfit: frozenset[str] = frozenset()
    only: bool = False

    @property
    def strict(self) -> bool:
        """Whether some classes will not do."""
        return bool(self.unfit) or (self.only and bool(self.wanted))

    def kept(self) -> Mapping[str, Value]:
        """The times as a draft holds them."""
        named = {"wanted": "、".join(sorted(self.wanted)), "unfit": "、".join(sorted(self.unfit))}
        return {**{name: each for name, each in named.items() if each}, "only": self.only}


def when(turn: Turn) -> When:
    """The times of the message; where it names none, those that came with the list."""
    times = times_in(turn.understanding.text)
    named = frozenset(TIMES) & frozenset(turn.understanding.mentions.wishes)
    wanted = (named | times.wanted) - times.unfit
    draft = turn.conversation.draft if step(turn) else {}
    only = draft.get("only") is True
    if wanted or times.unfit:
        only = only or _ONLY.search(turn.understanding.text) is not None
        return When(wanted, times.unfit, only)
    return When(_times(draft, "wanted"), _times(draft, "unfit"), only)


def _times(draft: Mapping[str, Value], name: str) -> frozenset[str]:
    return frozenset(TIMES) & frozenset(str(draft.get(name, "")).split("、"))
