"""The outbox as it is kept: what is to be told, to whom, and what became of it."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import Connection, Update, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.storage.outbox_tables import OutboxRow


class State(StrEnum):
    """What became of a message."""

    READY = "ready"
    """To be sent."""
    SENDING = "sending"
    """A process has taken it up; its outcome is not recorded yet."""
    SENT = "sent"
    KEPT = "kept"
    """The window is closed or sending is of no use: to be told at the person's next message."""
    UNSURE = "unsure"
    """Sent perhaps. Never sent again; told once more, as such, at the person's next message."""
    TOLD = "told"
    """Told in answer to a message."""
    DROPPED = "dropped"
    """The person cannot be reached: no follower any more, or forgotten."""


UNTOLD = (State.READY.value, State.KEPT.value, State.UNSURE.value)
"""What a person is to be told at their next message."""


class Letter(NamedTuple):
    """One message that was taken up."""

    id: int
    person_key: str
    text: str
    tries: int


class Due(NamedTuple):
    """One message to be told now."""

    text: str
    unsure: bool
    """Whether it was perhaps told before."""


def post(connection: Connection, person_key: str, cause: str, text: str, now: datetime) -> bool:
    """Puts a message into the outbox; whether it is new. A cause is told once."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    row = {
        "person_key": person_key,
        "cause": cause,
        "text": text,
        "state": State.READY.value,
        "made_at": now,
        "not_before": now,
        "tries": 0,
    }
    statement = (
        dialect.insert(OutboxRow).values(row).on_conflict_do_nothing(index_elements=["cause"])
    )
    return connection.execute(statement).rowcount == 1


def take_up(connection: Connection, now: datetime) -> Letter | None:
    """The oldest message that is to be sent now, marked as being sent; another process gets another one."""
    wanted = (
        select(OutboxRow.id)
        .where(OutboxRow.state == State.READY, OutboxRow.not_before <= now)
        .order_by(OutboxRow.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    found = connection.execute(wanted).scalar_one_or_none()
    if found is None:
        return None
    taken = {"state": State.SENDING.value, "tries": OutboxRow.tries + 1, "tried_at": now}
    statement = update(OutboxRow).where(OutboxRow.id == found).values(taken)
    columns = (OutboxRow.id, OutboxRow.person_key, OutboxRow.text, OutboxRow.tries)
    return Letter(*connection.execute(statement.returning(*columns)).one())


def close(
    connection: Connection, letter: Letter, state: State, now: datetime, code: int | None = None
) -> None:
    """Records what became of a message that was taken up."""
    values = {"state": state.value, "done_at": now, "code": code}
    connection.execute(_taken(letter).values(values))


def put_off(
    connection: Connection, letter: Letter, until: datetime, code: int | None = None
) -> None:
    """Puts a message that surely was not sent back, for later."""
    values = {"state": State.READY.value, "not_before": until, "code": code}
    connection.execute(_taken(letter).values(values))


def _taken(letter: Letter) -> Update:
    return update(OutboxRow).where(OutboxRow.id == letter.id, OutboxRow.state == State.SENDING)


def give_up_abandoned(connection: Connection, now: datetime, patience: timedelta) -> int:
    """Messages that a process took up and never came back from: perhaps sent, so never sent again."""
    lost = (OutboxRow.state == State.SENDING, OutboxRow.tried_at < now - patience)
    values = {"state": State.UNSURE.value, "done_at": now}
    return connection.execute(update(OutboxRow).where(*lost).values(values)).rowcount


def tell_due(connection: Connection, person_key: str, now: datetime) -> tuple[Due, ...]:
    """What a person is to be told now, in answer to a message; told with this transaction, not before."""
    mine = (OutboxRow.person_key == person_key, OutboxRow.state.in_(UNTOLD))
    wanted = select(OutboxRow.id, OutboxRow.text, OutboxRow.state).where(*mine)
    rows = connection.execute(wanted.order_by(OutboxRow.id).with_for_update()).all()
    if rows:
        told = {"state": State.TOLD.value, "done_at": now}
        ids = [row.id for row in rows]
        connection.execute(update(OutboxRow).where(OutboxRow.id.in_(ids)).values(told))
    return tuple(Due(row.text, row.state == State.UNSURE) for row in rows)


def sent_since(connection: Connection, person_key: str, since: datetime) -> int:
    """How many messages were sent to a person, surely or perhaps, since a moment."""
    counted = (State.SENT, State.UNSURE, State.SENDING, State.TOLD)
    wanted = select(func.count()).where(
        OutboxRow.person_key == person_key,
        OutboxRow.tried_at >= since,
        OutboxRow.state.in_(counted),
    )
    return int(connection.execute(wanted).scalar_one())


def count_by_state(connection: Connection) -> dict[str, int]:
    """How many messages are in each state."""
    counted = select(OutboxRow.state, func.count()).group_by(OutboxRow.state)
    return {state: int(number) for state, number in connection.execute(counted)}
