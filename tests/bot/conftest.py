"""An assistant on a real database, and a person who talks to it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest
from sqlalchemy import Engine

from bot.assistant import Assistant
from bot.message import Channel, Kind, Message
from bot.response import Response
from bot.storage.sealing import Seal
from bot.storage.turns import Turns
from bot.wording import Wording
from intents.understander import Understander
from knowledge.library import Library

MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@dataclass
class MovableClock:
    """A clock that a test sets."""

    moment: datetime = MORNING

    def now(self) -> datetime:
        return self.moment

    def today(self, now: datetime) -> date:
        return (now + timedelta(hours=8)).date()


@dataclass
class Talk:
    """One person's conversation with the assistant."""

    assistant: Assistant
    clock: MovableClock
    sender: str = "wang"
    numbers: "count[int]" = field(default_factory=count)

    def say(
        self, text: str, on: date | None = None, kind: Kind = Kind.TEXT, **more: str
    ) -> Response:
        """Says something and hears the answer."""
        key = more.get("id") or f"m{next(self.numbers)}"
        scene = more.get("scene", "")
        message = Message(key, Channel.PAGE, self.sender, text, self.clock.now(), kind, scene, on)
        return self.assistant.respond(message)

    def wait(self, **span: float) -> None:
        """Lets time pass."""
        self.clock.moment += timedelta(**span)


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
def assistant(
    library: Library,
    understander: Understander,
    wording: Wording,
    engine: Engine,
    clock: MovableClock,
) -> Assistant:
    return Assistant(library, understander, wording, Turns(engine, Seal(None)), clock)


@pytest.fixture
def talk(assistant: Assistant, clock: MovableClock) -> Talk:
    return Talk(assistant, clock)


@pytest.fixture
def talk_as(assistant: Assistant, clock: MovableClock) -> Callable[[str], Talk]:
    return lambda sender: Talk(assistant, clock, sender)
