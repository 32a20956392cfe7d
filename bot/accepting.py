"""接单: an institution accepts in time or the order goes on to the next; every hop is told to the worker."""

from sqlalchemy import select

from bot.choosing import promote
from bot.ledger import Ledger, class_in_words
from bot.numbers import order_number
from bot.orders import Party, Refusal, State, Step, StepRefused, Why
from bot.roles import Role
from bot.storage import orders, outbox, seats
from bot.storage.order_tables import OrderRow
from bot.storage.orders import Order, Taken
from bot.storage.roles import officers_of
from knowledge.catalogue.models import CourseRow, SessionRow
from knowledge.catalogue.offers import State as ClassState
from knowledge.catalogue.offers import state_of


def to_accept(ledger: Ledger, institution_id: int, city: str) -> tuple[Order, ...]:
    """What an institution may accept now: choices put to it, then enterprises' demands for what it teaches."""
    mine = orders.orders_where(
        ledger.connection,
        OrderRow.institution_id == institution_id,
        OrderRow.state == State.SELECTED,
    )
    teaches = select(CourseRow.occupation).where(CourseRow.institution_id == institution_id)
    listed = orders.orders_where(
        ledger.connection,
        OrderRow.party == Party.ENTERPRISE,
        OrderRow.state == State.LISTED,
        OrderRow.city == city,
        OrderRow.occupation.in_(teaches),
    )
    return (*mine, *listed)


def accept(ledger: Ledger, order_id: int, institution_id: int) -> Order:
    """The order accepted by an institution. Raises ``StepRefused``."""
    order = _for_institution(ledger, order_id, institution_id, Step.ACCEPT)
    state = ledger.after(Step.ACCEPT, order, Role.INSTITUTION)
    if order.due_on is not None and order.due_on < ledger.today:
        raise StepRefused(Refusal(Why.TOO_LATE, Step.ACCEPT, order.state))
    values = {"state": state, "institution_id": institution_id, "due_on": None}
    taken = Taken(Step.ACCEPT, Role.INSTITUTION)
    moved = orders.move(ledger.connection, order, ledger.now, taken, **values)
    offer = seats.offer_of(ledger.connection, order.session_id) if order.session_id else None
    if offer is None:
        ledger.tell(moved, "accepted", "notice_accepted_enterprise")
    else:
        where = class_in_words(offer)
        cause = f"accepted:{institution_id}"
        ledger.tell(moved, cause, "notice_accepted", where=where, phone=offer.telephone or "12333")
    return moved


def decline(ledger: Ledger, order_id: int, institution_id: int) -> Order:
    """The order after an institution's no: with the next one, or refused."""
    order = _for_institution(ledger, order_id, institution_id, Step.MOVE_ON)
    return _pass_on(ledger, order, Role.INSTITUTION)


def _for_institution(ledger: Ledger, order_id: int, institution_id: int, step: Step) -> Order:
    order = ledger.held(order_id, step)
    if order.institution_id not in (None, institution_id):
        raise StepRefused(Refusal(Why.NOT_YOUR_ORDER, step, order.state))
    if order.institution_id is None and order.party is not Party.ENTERPRISE:
        raise StepRefused(Refusal(Why.NOT_YOUR_ORDER, step, order.state))
    return order


def _pass_on(ledger: Ledger, order: Order, role: Role) -> Order:
    """Moves a choice to the next institution that has a seat; where there is none, the order ends."""
    ledger.after(Step.MOVE_ON, order, role)
    seats.one_at_a_time(ledger.connection)
    if order.session_id is None:
        raise StepRefused(Refusal(Why.WRONG_STATE, Step.MOVE_ON, order.state))
    offer = seats.offer_of(ledger.connection, order.session_id)
    if offer is None:
        raise StepRefused(Refusal(Why.NOT_OPEN, Step.MOVE_ON, order.state))
    tried = orders.institutions_tried(ledger.connection, order.id)
    moved = _next_class(ledger, order, tried, role)
    if moved is None:
        step = Step.LAPSE if role is Role.CLOCK else Step.REFUSE
        state = ledger.after(step, order, role)
        taken = Taken(step, role)
        moved = orders.move(ledger.connection, order, ledger.now, taken, state=state, due_on=None)
        ledger.tell(moved, "ended", "notice_nobody")
    seats.release_seat(ledger.connection, order.session_id)
    promote(ledger, order.session_id)
    _tell_officers(ledger, order, offer.institution)
    return moved


def _next_class(ledger: Ledger, order: Order, tried: frozenset[int], role: Role) -> Order | None:
    offer = seats.offer_of(ledger.connection, order.session_id or 0)
    if offer is None:
        return None
    for other in seats.other_classes(ledger.connection, offer, tried, ledger.today):
        held = seats.held_offer(ledger.connection, other.session_id or 0)
        fits = held is not None and state_of(held, ledger.today) is ClassState.OPEN
        if held is None or not fits or not seats.take_seat(ledger.connection, held):
            continue
        values = {
            "session_id": held.session_id,
            "institution_id": held.institution_id,
            "county": held.county,
            "due_on": ledger.deadline(),
        }
        taken = Taken(Step.MOVE_ON, role, offer.institution)
        moved = orders.move(ledger.connection, order, ledger.now, taken, **values)
        parts = {"before": offer.institution, "where": class_in_words(held)}
        ledger.tell(moved, f"moved:{held.session_id}", "notice_moved", **parts)
        return moved
    return None


def _tell_officers(ledger: Ledger, order: Order, institution: str) -> None:
    for person_key in officers_of(ledger.connection, order.city):
        number = order_number(order.id)
        text = ledger.wording.phrase("notice_officer", number=number, institution=institution)
        cause = f"{order.id}:silent:{order.institution_id}:{person_key}"
        outbox.post(ledger.connection, person_key, cause[:80], text, ledger.now)


def keep_time(ledger: Ledger) -> int:
    """Moves on what was not accepted in time, and ends the waiting for classes that have begun; how many."""
    late = (OrderRow.state == State.SELECTED, OrderRow.due_on < ledger.today)
    moved = 0
    for seen in orders.orders_where(ledger.connection, *late):
        order = ledger.held(seen.id, Step.LAPSE)
        if order.state is State.SELECTED and order.due_on and order.due_on < ledger.today:
            _pass_on(ledger, order, Role.CLOCK)
            moved += 1
    return moved + _end_waiting(ledger) + _fill_seats(ledger)


def _fill_seats(ledger: Ledger) -> int:
    """Gives seats that came free otherwise to those who wait: an owner was forgotten, a class grew."""
    wanted = select(OrderRow.session_id).distinct().where(OrderRow.state == State.WAITING)
    sessions = ledger.connection.execute(wanted).scalars().all()
    return sum(promote(ledger, session) for session in sessions if session is not None)


def _end_waiting(ledger: Ledger) -> int:
    begun = select(SessionRow.id).where(SessionRow.starts_on <= ledger.today)
    waits = (OrderRow.state == State.WAITING, OrderRow.session_id.in_(begun))
    ended = orders.orders_where(ledger.connection, *waits)
    for seen in ended:
        order = ledger.held(seen.id, Step.LAPSE)
        if order.state is not State.WAITING:
            continue
        state = ledger.after(Step.LAPSE, order, Role.CLOCK)
        taken = Taken(Step.LAPSE, Role.CLOCK)
        orders.move(ledger.connection, order, ledger.now, taken, state=state)
        ledger.tell(order, "no_seat", "notice_no_seat")
    return len(ended)
