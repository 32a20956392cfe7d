"""How an order stands, in words: its state, since when, who acts next; and why a step is refused."""

from bot.clock import BEIJING
from bot.demanding import CLASS_OF, pool_of
from bot.handlers.drafts import day_in_words, desk
from bot.numbers import order_number
from bot.orders import Party, Refusal, State, Step, Why
from bot.storage import orders, seats
from bot.storage.order_tables import OrderRow
from bot.storage.orders import Order
from bot.turn import Turn

_PHRASES = {
    (Why.BEGUN, Step.ENROL): "refused_begun_enrol",
    (Why.QUOTA, Step.ENROL): "refused_quota",
}


def order_in_words(turn: Turn, order: Order) -> str:
    """One order: number, what, state, since when, who acts next, what if it is late."""
    level = f"（{turn.say(f'level_{order.level}')}）" if order.level else ""
    since = day_in_words(order.since.astimezone(BEIJING).date())
    text = turn.say(
        "order_line",
        number=order_number(order.id),
        what=f"{_mark(turn, order)}{order.occupation}{level}",
        state=turn.say(f"state_{order.state.value}", before=_before(turn, order)),
        since=since,
        acts=_acts(turn, order),
    )
    steps = orders.steps_of(desk(turn).connection, order.id)
    hops = sum(step.step == Step.MOVE_ON for step in steps)
    return "\n  ".join([text, turn.say("hop", count=hops)]) if hops else text


def _mark(turn: Turn, order: Order) -> str:
    offer = seats.offer_of(desk(turn).connection, order.session_id) if order.session_id else None
    return turn.say("sample") if offer and offer.is_sample else ""


def _before(turn: Turn, order: Order) -> int:
    """How many wait before an order."""
    queue = (
        OrderRow.session_id == order.session_id,
        OrderRow.state == State.WAITING,
        OrderRow.since < order.since,
    )
    return len(orders.orders_where(desk(turn).connection, *queue))


def _acts(turn: Turn, order: Order) -> str:
    name = f"acts_{order.state.value}"
    if order.party is Party.ENTERPRISE and order.state in (State.LISTED, State.ACCEPTED):
        return turn.say(f"{name}_enterprise")
    offer = seats.offer_of(desk(turn).connection, order.session_id) if order.session_id else None
    return turn.say(
        name,
        pool=pool_in_words(turn, order),
        institution=offer.institution if offer else "",
        due=day_in_words(order.due_on) if order.due_on else "",
        phone=(offer.telephone if offer else "") or "12333",
    )


def pool_in_words(turn: Turn, order: Order) -> str:
    """How many neighbours want the same, and how many make a class."""
    count = pool_of(desk(turn).ledger, order)
    if count is None:
        return turn.say("pool_few", needed=CLASS_OF)
    if count >= CLASS_OF:
        return turn.say("pool_enough", count=count)
    return turn.say("pool_some", count=f"{count}/{CLASS_OF}", needed=CLASS_OF)


def refused(turn: Turn, refusal: Refusal) -> str:
    """Why a step is not taken, and what can be done instead."""
    name = _PHRASES.get((refusal.why, refusal.step), f"refused_{refusal.why.value}")
    if name == "refused_quota" and not refusal.about:
        name = "refused_quota_short"
    state = turn.say(f"state_{refusal.state.value}", before="几") if refusal.state else ""
    about = {"number": "", "state": state, **refusal.about}
    return turn.say(name, **about)
