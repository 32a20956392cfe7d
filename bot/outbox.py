"""Messages that go out later: when we may write to a person, and what is told in answer instead."""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from bot.storage.outbox import Due, sent_since, tell_due
from bot.storage.people import person_key
from bot.storage.tables import TurnRow
from bot.turn import Turn
from bot.wording import Wording


class Window(NamedTuple):
    """After what a person does, how long and how often we may write."""

    kinds: tuple[str, ...]
    lasts: timedelta
    messages: int


WINDOWS = (
    Window(
        ("text", "voice", "image", "video", "location", "link", "file", "other"),
        timedelta(hours=48),
        5,
    ),
    Window(("tap", "scan", "follow"), timedelta(minutes=1), 3),
)
"""The platform's rule for customer messages. What is said in answer to a message is not counted."""
_MARGIN = timedelta(seconds=5)
"""The platform's clock is not ours."""


def allowed(connection: Connection, person_key: str, now: datetime) -> bool:
    """Whether a message may be written to a person now. The one being asked about counts as being sent."""
    return any(_open(connection, person_key, window, now) for window in WINDOWS)


def _open(connection: Connection, person_key: str, window: Window, now: datetime) -> bool:
    wanted = select(func.max(TurnRow.at)).where(
        TurnRow.person_key == person_key, TurnRow.kind.in_(window.kinds)
    )
    opened = connection.execute(wanted).scalar_one_or_none()
    if opened is None or now >= opened + window.lasts - _MARGIN:
        return False
    return sent_since(connection, person_key, opened) <= window.messages


def due_first(turn: Turn) -> tuple[str, ...]:
    """What is to be told before the answer of a turn."""
    if turn.connection is None or not turn.waiting:
        return ()
    key = person_key(turn.connection, turn.message)
    return due(turn.connection, key, turn.wording, turn.now)


def due(
    connection: Connection, person_key: str, wording: Wording, now: datetime
) -> tuple[str, ...]:
    """What a person is to be told before anything else, in answer to their message."""
    return tuple(_line(found, wording) for found in tell_due(connection, person_key, now))


def _line(found: Due, wording: Wording) -> str:
    return wording.phrase("told_again", text=found.text) if found.unsure else found.text
