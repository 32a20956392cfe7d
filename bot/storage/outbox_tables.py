"""The table of messages that go out later."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.sealing import Sealed
from bot.storage.tables import Moment
from knowledge.database import Base


class OutboxRow(Base):
    """A message to one person, written in the same transaction as its cause."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_due", "state", "not_before"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_key: Mapped[str] = mapped_column(String(40), index=True)
    cause: Mapped[str] = mapped_column(String(80), unique=True)
    """What it is about; a cause is told once."""
    text: Mapped[str] = mapped_column(Sealed)
    state: Mapped[str] = mapped_column(String(12))
    made_at: Mapped[datetime] = mapped_column(Moment)
    not_before: Mapped[datetime] = mapped_column(Moment)
    tries: Mapped[int] = mapped_column(default=0)
    tried_at: Mapped[datetime | None] = mapped_column(Moment)
    done_at: Mapped[datetime | None] = mapped_column(Moment)
    code: Mapped[int | None]
    """The platform's last error code."""
