"""The four directories as published, and whether an institution stands in one."""

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from rapidfuzz import fuzz
from sqlalchemy import Connection, func, or_, select

from knowledge.catalogue.models import (
    CourseRow,
    DirectoryItemRow,
    DirectoryKind,
    DirectoryRow,
    InstitutionRow,
)
from knowledge.catalogue.ranking import tie
from knowledge.catalogue.wishing import FAR, Wish
from knowledge.text import folded

_NEAR = 78
"""A name is taken for another from this likeness on (RapidFuzz ratio of the names' cores)."""
_NEXT = 1
"""Counties within so many borders are near, whatever city they are in."""
_EVERYWHERE = re.compile(
    r"【样例】|[()\s]|山东省?|职业(技能|技术)?|技能|培训|学校|学院|中心|有限责任|有限|公司|技工|民办|教育|咨询"
)


class Published(NamedTuple):
    """One directory as it is told: of which city, which version, from when, from where."""

    id: int
    kind: DirectoryKind
    city: str
    version: str
    published_on: date | None
    source: str
    is_sample: bool
    entries: int


class Listing(StrEnum):
    """How an institution stands to its city's directory."""

    LISTED = "listed"
    NOT_LISTED = "not_listed"
    STOPPED = "stopped"


class Standing(NamedTuple):
    """What is known of one institution's standing; no adjectives."""

    id: int
    name: str
    city: str
    county: str
    listing: Listing
    since: date | None
    """The day it was listed or stopped, where one is known."""
    why: str
    phone: str
    address: str
    is_sample: bool
    likeness: float
    """100 where the name was given exactly."""


def published(connection: Connection, city: str | None = None) -> tuple[Published, ...]:
    """Every directory, newest first, of one city or of all."""
    statement = select(DirectoryRow).order_by(
        DirectoryRow.published_on.desc(), DirectoryRow.id.desc()
    )
    if city:
        statement = statement.where(DirectoryRow.city == city)
    rows = connection.execute(statement).all()
    counts: dict[int, int] = {}
    for model in (InstitutionRow, CourseRow, DirectoryItemRow):
        column = model.directory_id
        counted = select(column, func.count()).where(column.is_not(None)).group_by(column)
        for number, many in connection.execute(counted):
            counts[int(number or 0)] = counts.get(int(number or 0), 0) + many
    return tuple(
        Published(
            row.id, DirectoryKind(row.kind), row.city, row.version, row.published_on, row.source,
            row.is_sample, counts.get(row.id, 0),
        )
        for row in rows
    )  # fmt: skip


def standing(connection: Connection, name: str, city: str | None = None) -> tuple[Standing, ...]:
    """The institutions that a name may mean, likeliest first; none where none is like it."""
    statement = select(InstitutionRow)
    if city:
        statement = statement.where(InstitutionRow.city == city)
    found = []
    for row in connection.execute(statement):
        likeness = likeness_of(name, (row.name, row.short_name))
        if likeness >= _NEAR:
            found.append(_standing(row, likeness))
    found.sort(key=lambda one: (-one.likeness, one.name))
    return tuple(one for one in found if one.likeness == 100)[:3] or tuple(found[:3])


def nearby(connection: Connection, wish: Wish, today: date, limit: int = 3) -> tuple[Standing, ...]:
    """The institutions in a directory nearest to a worker, that teach what is wished where anything is."""
    statement = select(InstitutionRow).where(
        InstitutionRow.stopped_on.is_(None), InstitutionRow.directory_id.is_not(None)
    )
    if wish.city:
        near = [code for code, borders in wish.borders.items() if borders <= _NEXT]
        here = or_(InstitutionRow.city == wish.city, InstitutionRow.county.in_(near))
        statement = statement.where(here)
    if wish.occupations:
        taught = select(CourseRow.institution_id).where(
            CourseRow.occupation.in_(wish.occupations), CourseRow.withdrawn_on.is_(None)
        )
        statement = statement.where(InstitutionRow.id.in_(taught))
    rows = sorted(
        connection.execute(statement),
        key=lambda row: (wish.borders.get(row.county, FAR), tie(row.id, today)),
    )
    return tuple(_standing(row, 100) for row in rows[:limit])


def _standing(row: Any, likeness: float) -> Standing:
    return Standing(
        row.id, row.name, row.city, row.county, *_listing(row), row.phone, row.address,
        row.is_sample, likeness,
    )  # fmt: skip


def _listing(row: Any) -> tuple[Listing, date | None, str]:
    if row.stopped_on:
        return Listing.STOPPED, row.stopped_on, row.stopped_why
    if row.directory_id is None:
        return Listing.NOT_LISTED, None, ""
    return Listing.LISTED, row.listed_on, ""


def likeness_of(name: str, names: Iterable[str]) -> float:
    """How like a name is to the nearest of several, out of 100; what all schools are called counts little."""
    plain = folded(name)
    core = _EVERYWHERE.sub("", plain)
    best = 0.0
    for other in filter(None, map(folded, names)):
        if plain in (other, other.replace("【样例】", "")):
            return 100.0
        other_core = _EVERYWHERE.sub("", other)
        if len(core) > 1 and core == other_core:
            best = max(best, 95.0)
        elif len(core) > 1 and other_core:
            best = max(best, fuzz.ratio(core, other_core))
    return best
