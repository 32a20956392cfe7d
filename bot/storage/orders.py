"""Orders as they are kept: read, made, moved on. Every move leaves a step behind it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, insert, select, update

from bot.orders import OPEN, Party, State, Step
from bot.roles import Role
from bot.storage.order_tables import OrderRow, OrderStepRow


class Order(NamedTuple):
    """One order as it stands."""

    id: int
    party: Party
    person_key: str | None
    about: str
    state: State
    since: datetime
    made_at: datetime
    occupation: str
    level: str
    city: str
    county: str
    times: str
    heads: int
    session_id: int | None
    institution_id: int | None
    due_on: date | None
    scene: str


class Taken(NamedTuple):
    """One step that was taken, by whom."""

    step: Step
    role: Role
    note: str = ""


_COLUMNS = tuple(getattr(OrderRow, name) for name in Order._fields)
_ORDERS: Select[*tuple[Any, ...]] = select(*_COLUMNS)


def _order(row: Row[Any]) -> Order:
    values = row._asdict()
    return Order(**values | {"party": Party(values["party"]), "state": State(values["state"])})


def find(connection: Connection, order_id: int) -> Order | None:
    """One order, held until the transaction ends, so that nobody else moves it meanwhile."""
    wanted = _ORDERS.where(OrderRow.id == order_id).with_for_update()
    row = connection.execute(wanted).one_or_none()
    return _order(row) if row else None


def orders_where(connection: Connection, *where: Any, limit: int = 100) -> tuple[Order, ...]:
    """Orders, oldest first."""
    wanted = _ORDERS.where(*where).order_by(OrderRow.id).limit(limit)
    return tuple(_order(row) for row in connection.execute(wanted))


def orders_of(
    connection: Connection, person_key: str, *, only_open: bool = False
) -> tuple[Order, ...]:
    """A person's orders, oldest first."""
    where = [OrderRow.person_key == person_key]
    if only_open:
        where.append(OrderRow.state.in_(OPEN))
    return orders_where(connection, *where)


def make(connection: Connection, values: Mapping[str, Any], now: datetime, taken: Taken) -> Order:
    """A new order with its first step."""
    row = {"since": now, "made_at": now, **values}
    key = connection.execute(insert(OrderRow).values(row)).inserted_primary_key
    made = find(connection, int(key[0]))  # type: ignore[index]
    if made is None:
        raise LookupError("an order that was just made is not there")
    _note(connection, made, now, taken)
    return made


def move(connection: Connection, order: Order, now: datetime, taken: Taken, **values: Any) -> Order:
    """An order after a step; ``since`` changes with the state."""
    if values.get("state", order.state) != order.state or taken.step is Step.MOVE_ON:
        values["since"] = now
    connection.execute(update(OrderRow).where(OrderRow.id == order.id).values(values))
    moved = order._replace(
        **{name: value for name, value in values.items() if name in Order._fields}
    )
    _note(connection, moved, now, taken)
    return moved


def _note(connection: Connection, order: Order, now: datetime, taken: Taken) -> None:
    step = {
        "order_id": order.id,
        "at": now,
        "step": taken.step.value,
        "state": order.state.value,
        "role": taken.role.value,
        "institution_id": order.institution_id,
        "session_id": order.session_id,
        "note": taken.note[:200],
    }
    connection.execute(insert(OrderStepRow).values(step))


def steps_of(connection: Connection, order_id: int) -> tuple[Row[Any], ...]:
    """What was done to an order, in order."""
    wanted = select(OrderStepRow.__table__).where(OrderStepRow.order_id == order_id)
    return tuple(connection.execute(wanted.order_by(OrderStepRow.id)))


def institutions_tried(connection: Connection, order_id: int) -> frozenset[int]:
    """The institutions that an order has been put to."""
    wanted = select(OrderStepRow.institution_id).where(OrderStepRow.order_id == order_id)
    return frozenset(
        number for number in connection.execute(wanted).scalars() if number is not None
    )
