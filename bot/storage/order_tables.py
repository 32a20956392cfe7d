"""The tables of orders. What must never happen is forbidden here, whatever the program believes."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.orders import COUNTS, State
from bot.storage.tables import Moment
from knowledge.database import Base


def _among(states: frozenset[State]) -> str:
    return ", ".join(f"'{state.value}'" for state in sorted(states))


ONE_OF_A_LEVEL = text(f"state IN ({_among(COUNTS)}) AND party = 'worker'")
"""A person has one order of an occupation and level that is open or paid."""
ONE_DEMAND = text("state IN ('demanded', 'listed') AND party = 'worker'")
"""A person demands an occupation in a county once, so that neighbours are counted and not their orders."""
ONE_PLACE_IN_QUOTA = text(
    "state IN ('waiting', 'selected', 'accepted') AND quota_place IS NOT NULL"
)
"""Two orders made at once do not both take the last subsidy."""


class OrderRow(Base):
    """One order, from the demand to the settlement."""

    __tablename__ = "orders"
    __table_args__ = (
        CheckConstraint(
            "quota_limit IS NULL OR quota_used + quota_place < quota_limit", name="ck_orders_quota"
        ),
        Index(
            "uq_orders_level", "person_key", "about", "occupation", "level",
            unique=True, sqlite_where=ONE_OF_A_LEVEL, postgresql_where=ONE_OF_A_LEVEL,
        ),
        Index(
            "uq_orders_demand", "person_key", "about", "occupation", "city", "county",
            unique=True, sqlite_where=ONE_DEMAND, postgresql_where=ONE_DEMAND,
        ),
        Index(
            "uq_orders_quota", "person_key", "about", "quota_scope", "quota_place",
            unique=True, sqlite_where=ONE_PLACE_IN_QUOTA, postgresql_where=ONE_PLACE_IN_QUOTA,
        ),
        Index("ix_orders_session", "session_id", "state"),
        Index("ix_orders_due", "state", "due_on"),
        Index("ix_orders_pool", "occupation", "city", "county"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    party: Mapped[str] = mapped_column(String(12))
    person_key: Mapped[str | None] = mapped_column(String(40))
    """Who made it; ``None`` once the person is forgotten."""
    about: Mapped[str] = mapped_column(String(24), default="self")
    """For whom: the sender, or a relative who was spoken of."""
    state: Mapped[str] = mapped_column(String(12))
    since: Mapped[datetime] = mapped_column(Moment)
    """When it came to this state."""
    made_at: Mapped[datetime] = mapped_column(Moment)
    occupation: Mapped[str] = mapped_column(String(60))
    level: Mapped[str] = mapped_column(String(20), default="")
    city: Mapped[str] = mapped_column(String(8), default="")
    county: Mapped[str] = mapped_column(String(6), default="")
    times: Mapped[str] = mapped_column(String(16), default="")
    """When it would suit: one of the wishes for a time, or empty for any."""
    heads: Mapped[int] = mapped_column(default=1)
    """How many people an enterprise wants trained."""
    session_id: Mapped[int | None] = mapped_column(ForeignKey("course_sessions.id"))
    institution_id: Mapped[int | None] = mapped_column(ForeignKey("institutions.id"), index=True)
    """Whose turn it is to accept, or who has."""
    due_on: Mapped[date | None]
    """The last day for the institution to accept."""
    quota_scope: Mapped[str] = mapped_column(String(8), default="")
    """The year that the quota counts in, or ``ever``."""
    quota_limit: Mapped[int | None]
    quota_used: Mapped[int] = mapped_column(default=0)
    """Subsidies had before, as told or recorded here."""
    quota_place: Mapped[int | None]
    """Which of the person's open orders this is, from nought."""
    scene: Mapped[str] = mapped_column(String(16), default="")
    """The visit that led here."""


class OrderStepRow(Base):
    """One step of one order. Only ever added."""

    __tablename__ = "order_steps"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    step: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(12))
    """The state that it led to."""
    role: Mapped[str] = mapped_column(String(12))
    institution_id: Mapped[int | None]
    session_id: Mapped[int | None]
    note: Mapped[str] = mapped_column(String(200), default="")
