"""选单 and withdrawing: a seat in a class, a place on its waiting list, or the reason why not."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from bot.ledger import Ledger, class_in_words
from bot.numbers import order_number
from bot.orders import COUNTS, HOLDS_SEAT, Refusal, State, Step, StepRefused, Why
from bot.quota import Quota
from bot.roles import Role
from bot.storage import orders, seats
from bot.storage.order_tables import OrderRow
from bot.storage.orders import Order, Taken
from knowledge.catalogue.offers import Offer, state_of
from knowledge.catalogue.offers import State as ClassState

_CHOSEN = (State.WAITING, State.SELECTED, State.ACCEPTED)
_BARRED = {
    ClassState.CLOSED: Why.BEGUN,
    ClassState.CANCELLED: Why.NOT_OPEN,
    ClassState.UNDATED: Why.NOT_OPEN,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What a worker chooses, and what is known that may stand against it."""

    person_key: str
    about: str
    session_id: int
    quota: Quota | None
    paid_before: bool
    """Whether the worker has said that this occupation and level was paid for before."""
    scene: str = ""


def choose(ledger: Ledger, choice: Choice) -> Order:
    """The order for a class: ``selected`` with a seat, or ``waiting``. Raises ``StepRefused``."""
    offer = seats.held_offer(ledger.connection, choice.session_id)
    if offer is None:
        raise StepRefused(Refusal(Why.NOT_OPEN, Step.ENROL))
    refusal = objection(ledger, choice, offer)
    if refusal is not None:
        raise StepRefused(refusal)
    try:
        with ledger.connection.begin_nested():
            return _placed(ledger, choice, offer)
    except IntegrityError as error:
        raise StepRefused(_forbidden(str(error.orig))) from error


def objection(ledger: Ledger, choice: Choice, offer: Offer) -> Refusal | None:
    """Why a class may not be chosen, as far as can be seen beforehand."""
    barred = _BARRED.get(state_of(offer, ledger.today))
    if barred is None and offer.starts_on is not None and offer.starts_on <= ledger.today:
        barred = Why.BEGUN
    if barred is not None:
        return Refusal(barred, Step.ENROL)
    same = _same_level(ledger, choice, offer)
    if same is not None:
        about = {"number": order_number(same.id), "occupation": same.occupation}
        return Refusal(Why.SAME_LEVEL, Step.ENROL, same.state, about)
    if offer.subsidised is False:
        return None
    if choice.paid_before:
        return Refusal(Why.PAID_BEFORE, Step.ENROL, about={"occupation": offer.occupation})
    return _quota_refusal(ledger, choice)


def _same_level(ledger: Ledger, choice: Choice, offer: Offer) -> Order | None:
    found = orders.orders_where(
        ledger.connection,
        OrderRow.person_key == choice.person_key,
        OrderRow.about == choice.about,
        OrderRow.occupation == offer.occupation,
        OrderRow.level == offer.level,
        OrderRow.state.in_(COUNTS),
    )
    return found[0] if found else None


def _quota_refusal(ledger: Ledger, choice: Choice) -> Refusal | None:
    quota = choice.quota
    if quota is None:
        return None
    used, place = _used(ledger, choice, quota), _free_place(ledger, choice, quota)
    if used + place < quota.limit:
        return None
    about = {"limit": str(quota.limit), "used": str(used), "open": str(place), "rule": quota.short}
    return Refusal(Why.QUOTA, Step.ENROL, about=about)


def _mine(choice: Choice, quota: Quota) -> tuple[Any, ...]:
    return (
        OrderRow.person_key == choice.person_key,
        OrderRow.about == choice.about,
        OrderRow.quota_scope == quota.scope,
    )


def _used(ledger: Ledger, choice: Choice, quota: Quota) -> int:
    """Subsidies had: as told, or as recorded here, whichever is more."""
    settled = orders.orders_where(
        ledger.connection, *_mine(choice, quota), OrderRow.state == State.SETTLED
    )
    return max(quota.used or 0, len(settled))


def _free_place(ledger: Ledger, choice: Choice, quota: Quota) -> int:
    """The lowest place among the person's open orders that is not taken."""
    wanted = select(OrderRow.quota_place).where(*_mine(choice, quota), OrderRow.state.in_(_CHOSEN))
    taken = set(ledger.connection.execute(wanted).scalars())
    return next(place for place in range(len(taken) + 1) if place not in taken)


def _placed(ledger: Ledger, choice: Choice, offer: Offer) -> Order:
    """The order with its seat, or on the waiting list. An open demand for the same becomes this order."""
    queued = seats.waiting(ledger.connection, choice.session_id) > 0
    seated = not queued and seats.take_seat(ledger.connection, offer)
    values = _values(ledger, choice, offer)
    state = State.SELECTED if seated else State.WAITING
    values |= {"state": state, "due_on": ledger.deadline() if seated else None}
    taken = Taken(Step.ENROL if seated else Step.WAIT, Role.WORKER)
    demand = _demand_for(ledger, choice, offer)
    if demand is None:
        return orders.make(ledger.connection, values, ledger.now, taken)
    del values["person_key"], values["about"], values["party"]
    return orders.move(ledger.connection, demand, ledger.now, taken, **values)


def _values(ledger: Ledger, choice: Choice, offer: Offer) -> dict[str, Any]:
    quota = choice.quota if offer.subsidised is not False else None
    return {
        "party": "worker",
        "person_key": choice.person_key,
        "about": choice.about,
        "occupation": offer.occupation,
        "level": offer.level,
        "city": offer.city,
        "county": offer.county,
        "session_id": offer.session_id,
        "institution_id": offer.institution_id,
        "scene": choice.scene,
        "quota_scope": quota.scope if quota else "",
        "quota_limit": quota.limit if quota else None,
        "quota_used": _used(ledger, choice, quota) if quota else 0,
        "quota_place": _free_place(ledger, choice, quota) if quota else None,
    }


def _demand_for(ledger: Ledger, choice: Choice, offer: Offer) -> Order | None:
    found = orders.orders_where(
        ledger.connection,
        OrderRow.person_key == choice.person_key,
        OrderRow.about == choice.about,
        OrderRow.occupation == offer.occupation,
        OrderRow.party == "worker",
        OrderRow.state.in_((State.DEMANDED, State.LISTED)),
    )
    return found[0] if found else None


def _forbidden(message: str) -> Refusal:
    """The refusal behind a constraint of the database."""
    quota = "quota" in message
    return Refusal(Why.QUOTA if quota else Why.SAME_LEVEL, Step.ENROL)


def withdraw(ledger: Ledger, order_id: int, person_key: str) -> Order:
    """The order withdrawn, its seat given to the first who waits; refused once the class has begun."""
    order = ledger.owned(order_id, Step.WITHDRAW, person_key)
    role = Role.ENTERPRISE if order.party == "enterprise" else Role.WORKER
    state = ledger.after(Step.WITHDRAW, order, role)
    offer = seats.offer_of(ledger.connection, order.session_id) if order.session_id else None
    begun = offer is not None and offer.starts_on is not None and offer.starts_on <= ledger.today
    if begun and order.state in HOLDS_SEAT:
        raise StepRefused(Refusal(Why.BEGUN, Step.WITHDRAW, order.state))
    taken = Taken(Step.WITHDRAW, role)
    moved = orders.move(ledger.connection, order, ledger.now, taken, state=state, due_on=None)
    if order.session_id and order.state in HOLDS_SEAT:
        seats.release_seat(ledger.connection, order.session_id)
        promote(ledger, order.session_id)
    return moved


def promote(ledger: Ledger, session_id: int) -> int:
    """Gives free seats to those who wait, first come first; how many got one."""
    offer = seats.held_offer(ledger.connection, session_id)
    if offer is None or offer.starts_on is None or offer.starts_on <= ledger.today or offer.closed:
        return 0
    waits = (OrderRow.session_id == session_id, OrderRow.state == State.WAITING)
    promoted = 0
    for seen in orders.orders_where(ledger.connection, *waits):
        order = ledger.held(seen.id, Step.PROMOTE)
        if order.state is not State.WAITING:
            continue
        held = seats.held_offer(ledger.connection, session_id)
        if held is None or not seats.take_seat(ledger.connection, held):
            break
        taken = Taken(Step.PROMOTE, Role.CLOCK)
        state = ledger.after(Step.PROMOTE, order, Role.CLOCK)
        due = ledger.deadline()
        orders.move(ledger.connection, order, ledger.now, taken, state=state, due_on=due)
        where = class_in_words(offer)
        ledger.tell(order, f"seat:{session_id}", "notice_seat", where=where)
        promoted += 1
    return promoted
