"""提单 and 列单: what is wanted where, by how many, and telling them when a class opens."""

from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import and_, func, or_, select
from sqlalchemy.exc import IntegrityError

from bot.ledger import Ledger, class_in_words
from bot.numbers import order_number
from bot.orders import Party, Refusal, State, Step, StepRefused, Why, after
from bot.roles import Role
from bot.storage import orders, seats
from bot.storage.order_tables import OrderRow
from bot.storage.orders import Order, Taken
from knowledge.catalogue.models import CourseRow, SessionRow
from knowledge.catalogue.offers import State as ClassState
from knowledge.catalogue.offers import state_of

LEAST_SHOWN = 5
"""A count below this is not told: few people might be known by it."""
CLASS_OF = 30
"""So many make a class. Ours to set; the plan names no number."""
_DEMANDED = (State.DEMANDED, State.LISTED)


@dataclass(frozen=True, slots=True)
class Demand:
    """What is wanted: what, where, when; no name."""

    person_key: str
    about: str
    occupation: str
    city: str
    county: str = ""
    times: str = ""
    party: Party = Party.WORKER
    heads: int = 1
    level: str = ""
    scene: str = ""


class Pooled(NamedTuple):
    """How many workers want the same thing in one county."""

    occupation: str
    city: str
    county: str
    people: int | None
    """``None`` where there are some, but too few to be told."""


def submit(ledger: Ledger, demand: Demand) -> Order:
    """The order of a demand. Raises ``StepRefused`` where the same is demanded already."""
    role = Role.ENTERPRISE if demand.party is Party.ENTERPRISE else Role.WORKER
    state = after(Step.SUBMIT_DEMAND, None, role, demand.party)
    values = {name: getattr(demand, name) for name in Demand.__slots__} | {"state": state}
    try:
        with ledger.connection.begin_nested():
            taken = Taken(Step.SUBMIT_DEMAND, role)
            return orders.make(ledger.connection, values, ledger.now, taken)
    except IntegrityError as error:
        raise StepRefused(_already(ledger, demand)) from error


def _already(ledger: Ledger, demand: Demand) -> Refusal:
    found = orders.orders_where(
        ledger.connection,
        OrderRow.person_key == demand.person_key,
        OrderRow.about == demand.about,
        OrderRow.occupation == demand.occupation,
        OrderRow.city == demand.city,
        OrderRow.county == demand.county,
        OrderRow.state.in_(_DEMANDED),
    )
    about = {"occupation": demand.occupation}
    if found:
        about["number"] = order_number(found[0].id)
    return Refusal(Why.SAME_DEMAND, Step.SUBMIT_DEMAND, State.DEMANDED, about)


def pooled(ledger: Ledger, city: str = "") -> tuple[Pooled, ...]:
    """Open demands of workers by occupation and county, most wanted first; small counts are hidden."""
    number = func.count(OrderRow.person_key.distinct())
    where = [OrderRow.party == Party.WORKER, OrderRow.state.in_(_DEMANDED)]
    if city:
        where.append(OrderRow.city == city)
    columns = (OrderRow.occupation, OrderRow.city, OrderRow.county)
    wanted = select(*columns, number.label("people")).where(*where).group_by(*columns)
    found = [Pooled(*row[:3], _shown(row[3])) for row in ledger.connection.execute(wanted)]
    return tuple(sorted(found, key=lambda p: (-(p.people or 0), p.city, p.county, p.occupation)))


def _shown(count: int) -> int | None:
    return count if count >= LEAST_SHOWN else None


def pool_of(ledger: Ledger, order: Order) -> int | None:
    """How many workers of a county want what an order wants; ``None`` where they are too few to be told."""
    wanted = select(func.count(OrderRow.person_key.distinct())).where(
        OrderRow.party == Party.WORKER,
        OrderRow.state.in_(_DEMANDED),
        OrderRow.occupation == order.occupation,
        OrderRow.city == order.city,
        OrderRow.county == order.county,
    )
    return _shown(int(ledger.connection.execute(wanted).scalar_one()))


def list_demands(ledger: Ledger, city: str = "") -> int:
    """Lists every open demand (列单), of one city or of all; each person is told. How many were listed."""
    where = [OrderRow.state == State.DEMANDED]
    if city:
        where.append(OrderRow.city == city)
    listed = 0
    for seen in orders.orders_where(ledger.connection, *where, limit=10_000):
        order = ledger.held(seen.id, Step.LIST_COURSE)
        if order.state is State.DEMANDED:
            state = ledger.after(Step.LIST_COURSE, order, Role.OFFICER)
            taken = Taken(Step.LIST_COURSE, Role.OFFICER)
            orders.move(ledger.connection, order, ledger.now, taken, state=state)
            ledger.tell(order, "listed", "notice_listed")
            listed += 1
    return listed


def tell_of_openings(ledger: Ledger) -> int:
    """Tells those who demanded something that a class of it is open in their city; how many were told of one.

    Of each order the nearest class is told, and each class once.
    """
    fits = and_(
        CourseRow.occupation == OrderRow.occupation,
        or_(CourseRow.city == OrderRow.city, OrderRow.city == ""),
    )
    wanted = (
        select(OrderRow.id, SessionRow.id)
        .join(CourseRow, fits)
        .join(SessionRow, SessionRow.course_id == CourseRow.id)
        .where(
            OrderRow.state.in_(_DEMANDED),
            OrderRow.party == Party.WORKER,
            CourseRow.withdrawn_on.is_(None),
            SessionRow.starts_on > ledger.today,
            or_(OrderRow.times != "evening", SessionRow.evening),
            or_(OrderRow.times != "weekend", SessionRow.weekend),
            or_(OrderRow.times != "daytime", SessionRow.daytime),
        )
        .order_by(OrderRow.id, SessionRow.county != OrderRow.county, SessionRow.starts_on)
    )
    told: set[int] = set()
    for order_id, session_id in ledger.connection.execute(wanted).all():
        if order_id not in told and _tell_of(ledger, order_id, session_id):
            told.add(order_id)
    return len(told)


def _tell_of(ledger: Ledger, order_id: int, session_id: int) -> bool:
    offer = seats.offer_of(ledger.connection, session_id)
    if offer is None or state_of(offer, ledger.today) is not ClassState.OPEN:
        return False
    order = ledger.held(order_id, Step.ENROL)
    mark = ledger.wording.phrase("sample") if offer.is_sample else ""
    where = mark + class_in_words(offer)
    ledger.tell(order, f"opened:{session_id}", "notice_opened", where=where)
    return True
