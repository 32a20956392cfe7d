"""Many people asked for at once: whom a clerk, a cadre or a boss means, and how they are called.

Nobody is interviewed about a crowd as if it were one person; what the rules ask of such people is told.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from bot.conversation import Conversation
from intents.understanding import Understanding

MANY = "many"
"""People of whom the words do not tell who they are."""
CROWDS = frozenset({"workers", "villagers", MANY})
_CHECK = "check_eligibility"
_SELF = "self"
_THEM = "them"
_TOGETHER = frozenset({*CROWDS, "parents"})
_THEY = re.compile("他们|她们")
_DENIED = re.compile(
    r"(?:不是|(?:老|总|还|又|别|没|不)说|(?:怎么|咋)(?:老|总|还)?说)(?:我们?|咱们?|俺们?)?[^，。？！；]{0,6}"
    r"(?:工人|员工|职工|单位|企业|村民|乡亲)[^，。？！；]*"
)
"""What the people are said not to be (不是单位的工人, 你老说单位的工人)."""
_OFFICE = re.compile(
    r"我(?:这)?(?:就)?(?:是|当|代表)[^，。？！]{0,10}?(?:支书|村主任|书记|村干部|村会计|妇联主任|驻村干部|网格员|人事|工会主席|"
    r"车间主任|理事长|厂长|校长|班主任|经理|老板|工作人员)(?!的|家|介绍|说|让)"
    r"|我(?:们|是|在)?[^，。？！]{0,8}?(?:人社所|保障所|街道|社区|居委会?|村委会?)(?:的)?(?:工作人员|干部)"
)
"""Who speaks for others by office; 村支书的儿子 does not."""
_OWN = re.compile(
    r"我(?:自己|本人|个人|能|可以|也|想学|想考)|给我|老板(?:不|没|欠|让|说)|经理(?:让|说)"
)


def as_crowd(understood: Understanding, conversation: Conversation) -> Understanding:
    """The message, said of the many whom it means, where that takes more than its own words."""
    if denies(understood, conversation):
        quoted = understood.facts.get("employment") == "employed"
        kept = {f: v for f, v in understood.facts.items() if not (quoted and f == "employment")}
        intent = understood.intent if understood.asks else _CHECK
        return replace(understood, about=conversation.about, facts=kept, intent=intent)
    if understood.about == _THEM and _THEY.search(understood.text):
        return replace(understood, about=_they(understood, conversation))
    if _speaks_for_others(understood, conversation):
        return replace(understood, about=MANY)
    return understood


def denies(understood: Understanding, conversation: Conversation) -> bool:
    """Whether somebody who asks for many says that we took them for others."""
    return conversation.about in CROWDS and _DENIED.search(understood.text) is not None


def _they(understood: Understanding, conversation: Conversation) -> str | None:
    """Whom 他们 means: the many spoken of last, else some of whom we only know that they are several."""
    known = [who for who in (*conversation.people, conversation.about) if who in _TOGETHER]
    told = understood.facts or understood.intent == _CHECK
    return known[-1] if known else (MANY if told else understood.about)


def _speaks_for_others(understood: Understanding, conversation: Conversation) -> bool:
    """Whether a cadre, a clerk or a boss asks, and says nothing of a single person."""
    named = understood.about not in (None, _SELF)
    asks_for_one = named or conversation.checking or understood.facts
    if asks_for_one or understood.intent != _CHECK or _OWN.search(understood.text):
        return False
    return _OFFICE.search(understood.text) is not None


def named(text: str, words: Mapping[str, str]) -> str:
    """How the sender calls the many: the last word for them that is not denied; empty where there is none."""
    found = _pattern(tuple(words)).findall(_DENIED.sub("", text))
    return words[found[-1]] if found else ""


@lru_cache(maxsize=4)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)) or "(?!)")
