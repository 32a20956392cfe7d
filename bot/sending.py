"""The process that sends what stands in the outbox: within the platform's limits, never twice, never lost."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import NamedTuple, Protocol

from sqlalchemy import Engine

from bot.clock import TellsTime
from bot.outbox import allowed
from bot.storage import outbox
from bot.storage.outbox import Letter, State
from bot.storage.people import address

log = logging.getLogger(__name__)
PATIENCE = timedelta(minutes=2)
"""A message taken up longer ago than this was abandoned by its process."""
_REST = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
"""How long to wait after each try that surely sent nothing."""


class Outcome(Enum):
    """What came of one sending."""

    SENT = auto()
    BUSY = auto()
    """Surely not sent; worth trying again."""
    REST = auto()
    """Surely not sent; of no use before a certain moment."""
    CLOSED = auto()
    """Surely not sent: the window is closed, or the account may not send. Told at the next message."""
    GONE = auto()
    """The person cannot be written to."""
    UNSURE = auto()
    """Perhaps sent. Never tried again."""


class Delivery(NamedTuple):
    """What came of one sending, until when to rest, and the platform's code."""

    outcome: Outcome
    until: datetime | None = None
    code: int | None = None


class Post(Protocol):
    """What sends a message to a person of a channel."""

    channel: str

    def deliver(self, sender: str, text: str) -> Delivery:
        """Sends one message, once. Does not raise for what the network or the platform does."""
        ...


class _Task(NamedTuple):
    """One message with the address it goes to."""

    letter: Letter
    sender: str


@dataclass(frozen=True, slots=True)
class Sender:
    """Sends what is due, one message at a time; any number of processes may do so at once."""

    engine: Engine
    post: Post
    clock: TellsTime

    def send_due(self) -> int:
        """Sends until nothing is due; how many messages were taken up."""
        self._give_up_abandoned()
        count = 0
        while self.send_one():
            count += 1
        return count

    def send_one(self) -> bool:
        """Takes up one message and sends it, or sees that it is not to be sent; whether there was one."""
        found, task = self._take_up()
        if task is not None:
            delivery = self.post.deliver(task.sender, task.letter.text)
            self._record(task.letter, delivery)
        return found

    def _give_up_abandoned(self) -> None:
        now = self.clock.now()
        with self.engine.begin() as connection:
            lost = outbox.give_up_abandoned(connection, now, PATIENCE)
        if lost:
            log.warning("%d messages were taken up and never accounted for", lost)

    def _take_up(self) -> tuple[bool, _Task | None]:
        """One message, marked as being sent before it is: a process that dies then has perhaps sent it."""
        now = self.clock.now()
        with self.engine.begin() as connection:
            letter = outbox.take_up(connection, now)
            if letter is None:
                return False, None
            person = address(connection, letter.person_key)
            if person is None:
                outbox.close(connection, letter, State.DROPPED, now)
                return True, None
            channel, sender = person
            reachable = channel == self.post.channel
            if not reachable or not allowed(connection, letter.person_key, now):
                outbox.close(connection, letter, State.KEPT, now)
                return True, None
            return True, _Task(letter, sender)

    def _record(self, letter: Letter, delivery: Delivery) -> None:
        now = self.clock.now()
        if delivery.outcome is not Outcome.SENT:
            log.info("message %d: %s %s", letter.id, delivery.outcome.name, delivery.code)
        with self.engine.begin() as connection:
            if delivery.outcome in (Outcome.BUSY, Outcome.REST):
                until = delivery.until or now + _rest(letter.tries)
                outbox.put_off(connection, letter, until, delivery.code)
            else:
                outbox.close(connection, letter, _STATES[delivery.outcome], now, delivery.code)


_STATES = {
    Outcome.SENT: State.SENT,
    Outcome.CLOSED: State.KEPT,
    Outcome.GONE: State.DROPPED,
    Outcome.UNSURE: State.UNSURE,
}


def _rest(tries: int) -> timedelta:
    return _REST[min(tries, len(_REST)) - 1]


def work(
    sender: Sender, tidy: Callable[[], object], stop: threading.Event, every: float = 1.0
) -> None:
    """Sends and keeps time until told to stop. A failure is logged, and tried again at the next round."""
    while not stop.is_set():
        for task in (tidy, sender.send_due):
            try:
                task()
            except Exception:
                log.exception("the outbox worker failed at %s", task)
        stop.wait(every)
