"""The tables of people and turns."""

from datetime import UTC, datetime

from sqlalchemy import DateTime, Dialect, Index, String
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from bot.storage.sealing import Sealed
from knowledge.database import Base


class Moment(TypeDecorator[datetime]):
    """A moment in UTC; SQLite, which keeps no zone, gives it back with one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The value as the column keeps it."""
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The value as the program uses it."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class PersonRow(Base):
    """A sender on a channel, and the state of the conversation with them."""

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    """A keyed hash of channel and sender."""
    channel: Mapped[str] = mapped_column(String(16))
    sender: Mapped[str] = mapped_column(Sealed)
    conversation: Mapped[str] = mapped_column(Sealed)
    updated_at: Mapped[datetime] = mapped_column(Moment)


class TurnRow(Base):
    """One message and what was answered to it."""

    __tablename__ = "turns"
    __table_args__ = (Index("ix_turns_message", "person_key", "message_key", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_key: Mapped[str] = mapped_column(String(40))
    message_key: Mapped[str] = mapped_column(String(160))
    at: Mapped[datetime] = mapped_column(Moment)
    kind: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(Sealed)
    """The message, personal numbers masked."""
    intent: Mapped[str] = mapped_column(String(40))
    outcome: Mapped[str] = mapped_column(String(16))
    response: Mapped[str] = mapped_column(Sealed)
    """The response as JSON, given again to a repeat of the message."""
    library: Mapped[str] = mapped_column(String(16))
    """The digest of the knowledge that it was answered from."""


class TokenRow(Base):
    """A token of the platform, shared by all processes."""

    __tablename__ = "tokens"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[str] = mapped_column(Sealed)
    expires_at: Mapped[datetime] = mapped_column(Moment)
