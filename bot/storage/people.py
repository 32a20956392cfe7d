"""How a person is found in what was stored of them, without a name."""

from sqlalchemy import Connection, Row, select

from bot.message import Message
from bot.storage.sealing import seal_of
from bot.storage.tables import PersonRow


def person_key(connection: Connection, message: Message) -> str:
    """The keyed hash of a message's sender, the same in every table."""
    return seal_of(connection.dialect).fingerprint(message.channel.value, message.sender)


def address(connection: Connection, key: str) -> Row[str, str] | None:
    """Channel and sender of a person; ``None`` where the person was forgotten."""
    wanted = select(PersonRow.channel, PersonRow.sender).where(PersonRow.key == key)
    return connection.execute(wanted).one_or_none()
