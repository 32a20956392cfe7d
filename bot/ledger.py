"""The ledger of the five orders: what every step of it stands on."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from bot.numbers import order_number
from bot.orders import Refusal, State, Step, StepRefused, Why, after
from bot.roles import Role
from bot.storage import outbox
from bot.storage.orders import Order, find
from bot.wording import Wording
from bot.workdays import working_days_after
from knowledge.catalogue.offers import Offer

DAYS_TO_ACCEPT = 3
"""Working days that an institution has to accept an order. Ours to set; the plan names none."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """The orders at one moment, in one transaction."""

    connection: Connection
    wording: Wording
    now: datetime
    today: date

    def held(self, order_id: int, step: Step) -> Order:
        """An order that is about to be moved; raises ``StepRefused``."""
        order = find(self.connection, order_id)
        if order is None:
            raise StepRefused(Refusal(Why.NO_SUCH_ORDER, step))
        return order

    def owned(self, order_id: int, step: Step, person_key: str) -> Order:
        """An order that its owner is about to move."""
        order = self.held(order_id, step)
        if order.person_key != person_key:
            raise StepRefused(Refusal(Why.NOT_YOUR_ORDER, step, order.state))
        return order

    def after(self, step: Step, order: Order, role: Role) -> State:
        """The state that a step leads to; raises ``StepRefused``."""
        return after(step, order.state, role, order.party)

    def deadline(self) -> date:
        """The last day for an institution to accept what it is given today."""
        return working_days_after(self.today, DAYS_TO_ACCEPT)

    def tell(self, order: Order, cause: str, phrase: str, **parts: object) -> None:
        """Tells the owner of an order, later. The same cause is told once."""
        if order.person_key is not None:
            number = order_number(order.id)
            text = self.wording.phrase(phrase, number=number, what=order.occupation, **parts)
            outbox.post(self.connection, order.person_key, f"{order.id}:{cause}", text, self.now)


def class_in_words(offer: Offer) -> str:
    """A class as it is named in a message: 沂水某校，12月2日开班."""
    day = f"，{offer.starts_on.month}月{offer.starts_on.day}日开班" if offer.starts_on else ""
    return f"{offer.institution}{day}"
