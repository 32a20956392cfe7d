"""The tables of roles, invitations, visits and scans."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.tables import Moment
from knowledge.database import Base

BOUND = text("ended_at IS NULL")


class InvitationRow(Base):
    """A one-time invitation to a role; only a hash of its code is kept."""

    __tablename__ = "invitations"

    id: Mapped[int] = mapped_column(primary_key=True)
    code_hash: Mapped[str] = mapped_column(String(40), unique=True)
    role: Mapped[str] = mapped_column(String(12))
    institution_id: Mapped[int | None] = mapped_column(ForeignKey("institutions.id"))
    name: Mapped[str] = mapped_column(String(120))
    """The institution, enterprise, office or team."""
    city: Mapped[str] = mapped_column(String(8))
    county: Mapped[str] = mapped_column(String(6))
    phone: Mapped[str] = mapped_column(String(40))
    made_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


class BindingRow(Base):
    """A person bound to a role by an invitation."""

    __tablename__ = "bindings"
    __table_args__ = (
        Index(
            "uq_bindings_person", "person_key", unique=True,
            sqlite_where=BOUND, postgresql_where=BOUND,
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    person_key: Mapped[str] = mapped_column(String(40))
    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitations.id"), unique=True)
    bound_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class VisitRow(Base):
    """One event of the outreach (三进三送), with the code that its posters carry."""

    __tablename__ = "visits"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(16), unique=True)
    team: Mapped[str] = mapped_column(String(120), index=True)
    venue: Mapped[str] = mapped_column(String(12))
    offering: Mapped[str] = mapped_column(String(12))
    place: Mapped[str] = mapped_column(String(60))
    """The village, school or enterprise."""
    city: Mapped[str] = mapped_column(String(8))
    county: Mapped[str] = mapped_column(String(6))
    day: Mapped[date]
    office: Mapped[str] = mapped_column(String(120))
    """The office that answers for the visit."""
    phone: Mapped[str] = mapped_column(String(40))
    made_at: Mapped[datetime] = mapped_column(Moment)
    expires_on: Mapped[date]
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)
    link: Mapped[str] = mapped_column(String(300), default="")
    """What the platform's own code encodes; empty where the chat page's is used."""


class ScanRow(Base):
    """One scan of a code."""

    __tablename__ = "scans"
    __table_args__ = (Index("ix_scans_person", "person_key", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visits.id"), index=True)
    person_key: Mapped[str | None] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(Moment)
    is_new: Mapped[bool]
    """Whether the scan made a new follower."""
