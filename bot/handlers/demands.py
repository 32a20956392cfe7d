"""提单: three questions (what, where, when; of an enterprise: how many), and no name."""

import re

from bot.demanding import CLASS_OF, Demand, submit
from bot.handlers.course import find_course, named_county
from bot.handlers.demand_reading import FILL, STEPS, TIMES, asked_for, heads, put_right
from bot.handlers.drafts import (
    ask,
    city_of,
    county_code,
    desk,
    official,
    place_name,
    say,
    step,
    tapped,
    wanted,
)
from bot.handlers.standing import pool_in_words, refused
from bot.numbers import order_number
from bot.orders import Party, StepRefused
from bot.reply import Reply
from bot.turn import Handled, Turn, preceded
from knowledge.facts import Value

CONFIRM = "demand_confirm"
_LOOKING = frozenset({"shown", "detail", "pick", "confirm"})
_TAKE_BACK = re.compile("不登|别登|先不|算了|不用|取消|再想|再说吧")
_HOW_MANY = re.compile(
    "(?:几|多少)个?人[^，。]{0,6}(?:开(?:班|课|成|得|$|[呀啊呢了，。？?])|能开|办班|成班)|(?:几|多少)个?人?[^，。]{0,2}成班"
)
_AGREED = re.compile("登记|提单|报上")


def submit_demand(turn: Turn) -> Handled:
    """A worker's demand, one question at a time; what is known is not asked.

    Where none is asked for, first what classes there are; where there is none, a demand is offered.
    """
    if step(turn) in {*STEPS, CONFIRM} and _same(turn):
        return _next(turn, _told(turn, dict(turn.conversation.draft)))
    if not asked_for(turn):
        return find_course(turn)
    known = _of_classes(turn) if not wanted(turn) else ""
    return _next(turn, _told(turn, {"party": Party.WORKER.value, "what": known}))


def _of_classes(turn: Turn) -> str:
    """The trade of the classes that are being looked at, if any."""
    if step(turn) not in _LOOKING:
        return ""
    known = turn.conversation.draft.get("what") or turn.conversation.facts.get("occupation", "")
    return official(turn, str(known))


def _same(turn: Turn) -> bool:
    """Whether a message that wants to register goes on with what was begun, and names nothing else."""
    what, begun = official(turn, wanted(turn)), turn.conversation.draft.get("what", "")
    return not what or not begun or what == begun


def how_many(turn: Turn) -> Handled | None:
    """How many make a class, where that is asked; what is under way goes on."""
    if not turn.understanding.asks or not _HOW_MANY.search(turn.understanding.text):
        return None
    needed = turn.say("class_needs", needed=CLASS_OF)
    draft = dict(turn.conversation.draft)
    if step(turn) in {*STEPS, CONFIRM}:
        return preceded(_next(turn, draft), needed)
    choices, numbered = turn.conversation.offered, step(turn) == "offer_demand"
    return Reply(needed, choices, numbered=numbered), turn.conversation


def enterprise_demand(turn: Turn) -> Handled:
    """An enterprise's demand."""
    return _next(turn, _told(turn, {"party": Party.ENTERPRISE.value}))


def offer_answered(turn: Turn) -> Handled | None:
    """The demand, where it was offered and is wanted."""
    at, intent = tapped(turn), turn.understanding.intent
    if at == 1 or intent == "deny":
        return say(turn, turn.say("not_enrolled"))
    if at == 0 or intent in ("affirm", "submit_demand"):
        known = {name: turn.conversation.draft.get(name, "") for name in ("what", "county")}
        return _next(turn, _told(turn, {"party": Party.WORKER.value, **known}))
    return None


def demand_answered(turn: Turn) -> Handled | None:
    """The next question, where the message answers the last; the order after the last one."""
    draft = dict(turn.conversation.draft)
    filled = FILL[step(turn)](turn)
    if not filled and not turn.understanding.asks:
        filled = put_right(turn, draft, for_staff=draft.get("party") == Party.ENTERPRISE)
    return _next(turn, _told(turn, {**draft, **filled})) if filled else None


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
    if "heads" not in draft and draft.get("party") == Party.ENTERPRISE:
        draft |= heads(turn)
    return draft


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
        return _confirm(turn, draft)
    if "when" not in draft:
        labels = tuple(turn.say(f"time_{name}") for name in TIMES)
        return ask(turn, turn.say("demand_when"), labels, **draft, step="demand_when")
    return _confirm(turn, draft)


def _confirm(turn: Turn, draft: dict[str, Value]) -> Handled:
    """The demand in one line, to be confirmed before anything is registered."""
    city = str(draft["city"])
    where = place_name(turn, city, county_code(turn, city, str(draft["county"])))
    parts = {"where": where, "what": draft["what"]}
    if draft["party"] == Party.ENTERPRISE:
        line = turn.say("demand_confirm_enterprise", heads=draft["heads"], **parts)
    else:
        line = turn.say("demand_confirm", when=turn.say(f"time_{draft['when']}"), **parts)
    labels = (turn.say("tap_submit"), turn.say("tap_not_submit"))
    return ask(turn, line, labels, **draft, step=CONFIRM)


def confirm_answered(turn: Turn) -> Handled | None:
    """The order once it is confirmed, nothing once it is not; or what is put right in it."""
    draft, said = dict(turn.conversation.draft), turn.understanding
    at = tapped(turn)
    if at == 1 or _TAKE_BACK.search(said.text):
        return say(turn, turn.say("not_submitted"))
    if said.asks and at is None:
        return None
    for_staff = draft["party"] == Party.ENTERPRISE
    changed = put_right(turn, draft, for_staff=for_staff) if at is None else {}
    if changed:
        return _next(turn, changed)
    if said.intent == "deny":
        return say(turn, turn.say("not_submitted"))
    agreed = said.intent == "affirm" or _AGREED.search(said.text)
    return _submitted(turn, draft) if at == 0 or agreed else None


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
