"""The tables of the catalogue."""

from datetime import date
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.database import Base


class DirectoryKind(StrEnum):
    """The four directories (目录) that the plan makes each city publish."""

    PRIORITY = "priority"
    GENERAL = "general"
    DEMAND = "demand"
    INSTITUTIONS = "institutions"

    @property
    def official_name(self) -> str:
        """The directory's official name."""
        return _TITLES[self]


_TITLES = {
    DirectoryKind.PRIORITY: "重点产业职业技能培训指导目录",
    DirectoryKind.GENERAL: "一般性职业技能培训目录",
    DirectoryKind.DEMAND: "劳动者培训需求目录",
    DirectoryKind.INSTITUTIONS: "职业技能培训机构目录",
}


class DirectoryRow(Base):
    """One version of a directory as a city published it."""

    __tablename__ = "directories"
    __table_args__ = (UniqueConstraint("kind", "city", "version", name="uq_directories"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    city: Mapped[str] = mapped_column(String(8))
    version: Mapped[str] = mapped_column(String(40))
    published_on: Mapped[date | None]
    source: Mapped[str] = mapped_column(String(300), default="")
    is_sample: Mapped[bool] = mapped_column(default=False)


class DirectoryItemRow(Base):
    """An occupation and level that a directory lists, without an institution."""

    __tablename__ = "directory_items"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(32), unique=True)
    digest: Mapped[str] = mapped_column(String(32))
    directory_id: Mapped[int] = mapped_column(ForeignKey("directories.id"), index=True)
    city: Mapped[str] = mapped_column(String(8))
    occupation: Mapped[str] = mapped_column(String(60))
    published_as: Mapped[str] = mapped_column(String(120))
    level: Mapped[str] = mapped_column(String(20), default="")
    certificate: Mapped[str] = mapped_column(String(30), default="")
    hours: Mapped[int | None]
    subsidy: Mapped[int | None]
    """The city's standard in yuan a person."""


class InstitutionRow(Base):
    """A training institution (培训机构、职业院校)."""

    __tablename__ = "institutions"
    __table_args__ = (Index("ix_institutions_place", "city", "county"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(32), unique=True)
    digest: Mapped[str] = mapped_column(String(32))
    directory_id: Mapped[int | None] = mapped_column(ForeignKey("directories.id"))
    """The directory that lists it; ``None`` where it is known but not listed."""
    city: Mapped[str] = mapped_column(String(8))
    county: Mapped[str] = mapped_column(String(6), default="")
    name: Mapped[str] = mapped_column(String(120))
    short_name: Mapped[str] = mapped_column(String(60), default="")
    contact: Mapped[str] = mapped_column(String(40), default="")
    phone: Mapped[str] = mapped_column(String(60), default="")
    address: Mapped[str] = mapped_column(String(200), default="")
    credit_code: Mapped[str] = mapped_column(String(18), default="")
    listed_on: Mapped[date | None]
    stopped_on: Mapped[date | None]
    stopped_why: Mapped[str] = mapped_column(String(120), default="")
    is_sample: Mapped[bool] = mapped_column(default=False)


class CourseRow(Base):
    """What an institution teaches: an occupation at a level, with its price and subsidy."""

    __tablename__ = "courses"
    __table_args__ = (Index("ix_courses_search", "occupation", "city", "county"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(32), unique=True)
    digest: Mapped[str] = mapped_column(String(32))
    institution_id: Mapped[int] = mapped_column(ForeignKey("institutions.id"), index=True)
    directory_id: Mapped[int | None] = mapped_column(ForeignKey("directories.id"))
    city: Mapped[str] = mapped_column(String(8))
    county: Mapped[str] = mapped_column(String(6), default="")
    occupation: Mapped[str] = mapped_column(String(60))
    """The official name; where we know none, the name as published."""
    published_as: Mapped[str] = mapped_column(String(120))
    title: Mapped[str] = mapped_column(String(120), default="")
    level: Mapped[str] = mapped_column(String(20), default="")
    certificate: Mapped[str] = mapped_column(String(30), default="")
    """One of the values of the fact ``certificate``; empty where the city does not say."""
    certificate_name: Mapped[str] = mapped_column(String(120), default="")
    hours: Mapped[int | None]
    price: Mapped[int | None]
    """What the worker pays, in yuan; ``None`` where the city does not say."""
    subsidised: Mapped[bool | None]
    subsidy: Mapped[int | None]
    """The city's standard in yuan a person, where one is published."""
    is_sample: Mapped[bool] = mapped_column(default=False)
    withdrawn_on: Mapped[date | None]


class SessionRow(Base):
    """One class of a course (班期): when, where, how many seats, and when that was last confirmed."""

    __tablename__ = "course_sessions"
    __table_args__ = (Index("ix_course_sessions_soon", "city", "starts_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(32), unique=True)
    digest: Mapped[str] = mapped_column(String(32))
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), index=True)
    name: Mapped[str] = mapped_column(String(120), default="")
    """The class's own name or filing number (班期名称、开班备案号)."""
    starts_on: Mapped[date | None] = mapped_column(index=True)
    ends_on: Mapped[date | None]
    city: Mapped[str] = mapped_column(String(8))
    county: Mapped[str] = mapped_column(String(6), default="")
    place: Mapped[str] = mapped_column(String(200), default="")
    phone: Mapped[str] = mapped_column(String(60), default="")
    daytime: Mapped[bool] = mapped_column(default=False)
    evening: Mapped[bool] = mapped_column(default=False)
    weekend: Mapped[bool] = mapped_column(default=False)
    online: Mapped[bool] = mapped_column(default=False)
    seats: Mapped[int | None]
    taken: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(String(12), default="")
    """``closed`` or ``cancelled`` where the institution says so; empty otherwise."""
    confirmed_on: Mapped[date | None]
