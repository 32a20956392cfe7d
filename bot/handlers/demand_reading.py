"""What a message tells of a demand: what to learn, where, when, how many; what in it is to be put right."""

import re
from collections.abc import Callable, Mapping

from bot.handlers.drafts import official, own_words, picked, wanted
from bot.pointing import times_in
from bot.turn import Turn
from intents.settling import REPLIES
from knowledge.facts import Value

TIMES = ("daytime", "evening", "weekend", "any")
_ASKED_FOR = re.compile(
    "登记|提(?:个|一个)?单|需求|上报|报上去|反映|列进去|记(?:上|下|一下)|提一个|意向|意愿"
    "|[开办加添增设](?:个|一个|一期|一个新)?[^，。]{0,8}[班课期校]|开班|开一个|开一期|给开|给办|来开|[能给]开[吗不]"
    "|添上|[加开增]一(?:个|门|期)|增设|组织|组个|安排|增加|新增|能加|没[^，。上]{0,12}[班课]|没(?:找到|处学|搜到|查到|人来?教)|[搜查找]不[到着]|都不教"
    "|没有(?:想学|我想|我要|能加|适合)|目录[^，。]{0,6}(?:没有|缺)|[，。](?:暂时)?没有(?=$|[，。])"
    "|登一下|[替题]单|提(?:交|上|要求|申请|开)|申请|许愿|都没有|没找着|没我要学|没(?:有|人)?[^，。]{0,2}教|来教|想请|请为"
)
_HEADS = re.compile(r"(\d{1,4})")
_MOST_HEADS = 5000
_OTHER = re.compile("[学换改]|不是")
"""How a trade is named that is to be learned; 白天要直播 only tells what one does."""
_NO_TRADE = re.compile("[不没]|清楚|知道|都行|都可以|随便|什么都|记得")


def asked_for(turn: Turn) -> bool:
    """Whether the message itself wants something registered or a class opened; a trade alone does not."""
    return _ASKED_FOR.search(turn.understanding.text) is not None


def _fill_what(turn: Turn) -> dict[str, Value]:
    what = official(turn, wanted(turn)) or _named_by_oneself(turn)
    return {"what": what} if what and not turn.understanding.asks else {}


def _named_by_oneself(turn: Turn) -> str:
    """A trade in no list; a no, a doubt, a time and anything goes (不是很清楚, 啥都行) name none."""
    text = turn.understanding.text
    names_none = turn.understanding.intent in REPLIES or _NO_TRADE.search(text)
    return "" if names_none or any(times_in(text)) else own_words(turn)


def _fill_where(turn: Turn) -> dict[str, Value]:
    offered, at = turn.conversation.offered, picked(turn)
    if at is not None and at < len(offered):
        return {"city": offered[at].text, "county": turn.conversation.draft.get("named", "")}
    return _named_place(turn)


def _named_place(turn: Turn) -> dict[str, Value]:
    mentions = turn.understanding.mentions
    if mentions.ambiguous_places:
        return {
            "named": mentions.county or own_words(turn),
            "candidates": "、".join(mentions.ambiguous_places),
        }
    if mentions.city:
        return {"city": mentions.city, "county": mentions.county or "-"}
    return {}


def _fill_when(turn: Turn) -> dict[str, Value]:
    at = picked(turn)
    if at is None:
        return times(turn) or _any_time(turn)
    return {"when": TIMES[at]} if at < len(TIMES) else {}


def times(turn: Turn) -> dict[str, Value]:
    """When it would suit, by the message's own words; what does not suit is left out."""
    wanted_times = times_in(turn.understanding.text).wanted
    said = [name for name in TIMES if name in wanted_times]
    return {"when": said[0] if len(said) == 1 else "any"} if said else {}


def _any_time(turn: Turn) -> dict[str, Value]:
    free = turn.understanding.intent in ("unsure", "affirm") or "都" in turn.message.text
    return {"when": "any"} if free else {}


def heads(turn: Turn) -> dict[str, Value]:
    """How many are to be taught, where a number is said."""
    found = _HEADS.search(turn.understanding.text)
    count = int(found[1]) if found else 0
    return {"heads": count} if 0 < count <= _MOST_HEADS else {}


FILL: Mapping[str, Callable[[Turn], dict[str, Value]]] = {
    "demand_what": _fill_what,
    "demand_where": _fill_where,
    "demand_when": _fill_when,
    "demand_heads": heads,
}
"""What each question reads out of a message."""
STEPS = frozenset(FILL)


def put_right(turn: Turn, draft: Mapping[str, Value], *, for_staff: bool) -> dict[str, Value]:
    """The draft with what the message tells otherwise; nothing where it tells nothing else."""
    told = {**_named_place(turn), **({} if for_staff else times(turn))}
    if told.get("city") == draft.get("city") and told.get("county") == "-":
        del told["city"], told["county"]
    if for_staff:
        told |= heads(turn)
    what = turn.understanding.mentions.occupation
    told |= {"what": what} if what and _OTHER.search(turn.understanding.text) else {}
    changed = {name: value for name, value in told.items() if draft.get(name) != value}
    if not changed:
        return {}
    gone = ("city", "county") if "candidates" in changed else ()
    return {name: value for name, value in draft.items() if name not in gone} | changed
