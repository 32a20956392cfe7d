"""提单: three questions (what, where, when; of an enterprise: how many), and no name."""

import re

from bot.demanding import Demand, submit
from bot.handlers.course import named_county
from bot.handlers.drafts import (
    ask,
    city_of,
    county_code,
    desk,
    official,
    own_words,
    picked,
    place_name,
    say,
    step,
    wanted,
)
from bot.handlers.standing import pool_in_words, refused
from bot.numbers import order_number
from bot.orders import Party, StepRefused
from bot.turn import Handled, Turn
from intents.settling import REPLIES
from knowledge.facts import Value

_TIMES = ("daytime", "evening", "weekend", "any")
_HEADS = re.compile(r"(\d{1,4})")
_MOST_HEADS = 5000
_NO_TRADE = re.compile("[不没]|清楚|知道|都行|都可以|随便|什么都|记得")


def submit_demand(turn: Turn) -> Handled:
    """A worker's demand, one question at a time; what is known is not asked."""
    return _next(turn, _told(turn, {"party": Party.WORKER.value}))


def enterprise_demand(turn: Turn) -> Handled:
    """An enterprise's demand."""
    return _next(turn, _told(turn, {"party": Party.ENTERPRISE.value}))


def offer_answered(turn: Turn) -> Handled | None:
    """The demand, where it was offered and is wanted."""
    at, intent = picked(turn), turn.understanding.intent
    if at == 1 or intent == "deny":
        return say(turn, turn.say("not_enrolled"))
    if at == 0 or intent in ("affirm", "submit_demand"):
        known = {name: turn.conversation.draft.get(name, "") for name in ("what", "county")}
        return _next(turn, _told(turn, {"party": Party.WORKER.value, **known}))
    return None


def demand_answered(turn: Turn) -> Handled | None:
    """The next question, where the message answers the last; the order after the last one."""
    draft = dict(turn.conversation.draft)
    filled = _FILL[step(turn)](turn)
    if not filled:
        return None
    return _next(turn, _told(turn, {**draft, **filled}))


def _told(turn: Turn, draft: dict[str, Value]) -> dict[str, Value]:
    """The draft with what the message tells anyway."""
    draft = {name: value for name, value in draft.items() if value != ""}
    what = official(turn, wanted(turn))
    if what:
        draft.setdefault("what", what)
    county, city = named_county(turn), city_of(turn)
    if county and city:
        draft.setdefault("city", city)
        draft.setdefault("county", county)
    heads = _HEADS.search(turn.understanding.text)
    if heads and "heads" not in draft and draft.get("party") == Party.ENTERPRISE:
        draft |= _heads(turn)
    return draft


def _fill_what(turn: Turn) -> dict[str, Value]:
    what = official(turn, wanted(turn)) or _named_by_oneself(turn)
    return {"what": what} if what and not turn.understanding.asks else {}


def _named_by_oneself(turn: Turn) -> str:
    """A trade in no list; a no, a doubt and anything goes (不是很清楚, 啥都行) name none."""
    names_none = turn.understanding.intent in REPLIES or _NO_TRADE.search(turn.understanding.text)
    return "" if names_none else own_words(turn)


def _fill_where(turn: Turn) -> dict[str, Value]:
    mentions, offered = turn.understanding.mentions, turn.conversation.offered
    at = picked(turn)
    if at is not None and at < len(offered):
        return {"city": offered[at].text, "county": turn.conversation.draft.get("named", "")}
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
        said = [name for name in _TIMES if name in turn.understanding.mentions.wishes]
        return {"when": said[0]} if said else _any_time(turn)
    return {"when": _TIMES[at]} if at < len(_TIMES) else {}


def _any_time(turn: Turn) -> dict[str, Value]:
    free = turn.understanding.intent in ("unsure", "affirm") or "都" in turn.message.text
    return {"when": "any"} if free else {}


def _heads(turn: Turn) -> dict[str, Value]:
    found = _HEADS.search(turn.understanding.text)
    count = int(found[1]) if found else 0
    return {"heads": count} if 0 < count <= _MOST_HEADS else {}


_FILL = {
    "demand_what": _fill_what,
    "demand_where": _fill_where,
    "demand_when": _fill_when,
    "demand_heads": _heads,
}
STEPS = frozenset(_FILL)


def _next(turn: Turn, draft: dict[str, Value]) -> Handled:
    """The next question, or the order."""
    draft.pop("step", None)
    if "what" not in draft:
        return ask(turn, turn.say("demand_what"), (), **draft, step="demand_what")
    if "city" not in draft or "county" not in draft:
        return _ask_where(turn, draft)
    if draft["party"] == Party.ENTERPRISE:
        if "heads" not in draft:
            return ask(turn, turn.say("demand_heads"), (), **draft, step="demand_heads")
        return _submitted(turn, draft)
    if "when" not in draft:
        labels = tuple(turn.say(f"time_{name}") for name in _TIMES)
        return ask(turn, turn.say("demand_when"), labels, **draft, step="demand_when")
    return _submitted(turn, draft)


def _ask_where(turn: Turn, draft: dict[str, Value]) -> Handled:
    candidates = str(draft.pop("candidates", ""))
    if not candidates:
        return ask(turn, turn.say("demand_where"), (), **draft, step="demand_where")
    question = turn.say("demand_where_which", name=draft.get("named", ""))
    return ask(turn, question, tuple(candidates.split("、")), **draft, step="demand_where")


def _submitted(turn: Turn, draft: dict[str, Value]) -> Handled:
    here, city = desk(turn), str(draft["city"])
    when = str(draft.get("when", "any"))
    demand = Demand(
        here.key,
        turn.conversation.about,
        str(draft["what"])[:60],
        city,
        county_code(turn, city, str(draft["county"])),
        "" if when == "any" else when,
        Party(str(draft["party"])),
        int(draft.get("heads", 1)),
        scene=turn.conversation.scene,
    )
    try:
        order = submit(here.ledger, demand)
    except StepRefused as error:
        return say(turn, refused(turn, error.refusal))
    number = order_number(order.id)
    where = place_name(turn, order.city, order.county)
    if order.party is Party.ENTERPRISE:
        parts = {"what": order.occupation, "heads": order.heads}
        done = turn.say("demanded_enterprise", number=number, where=where, **parts)
    else:
        pool = pool_in_words(turn, order)
        done = turn.say("demanded", number=number, where=where, what=order.occupation, pool=pool)
    later = turn.say("demand_next")
    return say(turn, f"{done}\n{later}", turn.wording.labels["my_orders"])
