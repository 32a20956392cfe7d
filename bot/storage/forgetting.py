"""What is forgotten with a person beside the turns: orders lose their owner, messages and bindings end."""

from datetime import datetime

from sqlalchemy import Connection, delete, update

from bot.orders import HOLDS_SEAT, Party, State, Step
from bot.roles import Role
from bot.storage import orders, seats
from bot.storage.order_tables import OrderRow
from bot.storage.orders import Taken
from bot.storage.outbox_tables import OutboxRow
from bot.storage.outreach_tables import ScanRow
from bot.storage.roles import unbind


def forget_orders(connection: Connection, person_key: str, now: datetime) -> None:
    """Withdraws what is open, gives the seats back, and leaves of the rest only what is counted."""
    for order in orders.orders_of(connection, person_key, only_open=True):
        role = Role.ENTERPRISE if order.party is Party.ENTERPRISE else Role.WORKER
        taken = Taken(Step.WITHDRAW, role)
        orders.move(connection, order, now, taken, state=State.WITHDRAWN, due_on=None)
        if order.session_id and order.state in HOLDS_SEAT:
            seats.release_seat(connection, order.session_id)
    for table in (OrderRow, ScanRow):
        nobody = update(table).where(table.person_key == person_key).values(person_key=None)
        connection.execute(nobody)
    connection.execute(delete(OutboxRow).where(OutboxRow.person_key == person_key))
    unbind(connection, person_key, now)
