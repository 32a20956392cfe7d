"""同类工种、同一等级、同等补贴: the plan's rule, held against every course and directory of a city."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, func, select

from knowledge.catalogue.models import CourseRow, DirectoryItemRow, DirectoryRow, InstitutionRow


class Rate(NamedTuple):
    """One amount that is published, and where."""

    subsidy: int
    places: tuple[str, ...]
    """Institutions, or the directory that states it as the city's standard."""


class Violation(NamedTuple):
    """An occupation and level of a city for which more than one amount is published."""

    city: str
    occupation: str
    level: str
    certificate: str
    rates: tuple[Rate, ...]
    """The amounts, the most often published first."""


class _Group(NamedTuple):
    city: str
    occupation: str
    level: str
    certificate: str


def audit(connection: Connection, city: str | None = None) -> tuple[Violation, ...]:
    """Every violation, of one city or of all; nothing is left out and nothing averaged."""
    stated: dict[_Group, dict[int, list[str]]] = {}
    for statement in (_courses(), _items(_newest(connection))):
        for row in connection.execute(statement):
            if city in (None, row.city):
                # Courses without a level (专项、合格证) are alike where the certificate is.
                group = _Group(
                    row.city, row.occupation, row.level, "" if row.level else row.certificate
                )
                stated.setdefault(group, {}).setdefault(row.subsidy, []).append(row.place)
    return tuple(
        Violation(*group, _rates(stated[group]))
        for group in sorted(stated)
        if len(stated[group]) > 1
    )


def _rates(stated: dict[int, list[str]]) -> tuple[Rate, ...]:
    ordered = sorted(stated.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(Rate(subsidy, tuple(sorted(set(places)))) for subsidy, places in ordered)


def _courses() -> Select[*tuple[Any, ...]]:
    columns = (CourseRow.city, CourseRow.occupation, CourseRow.level, CourseRow.certificate)
    return (
        select(*columns, CourseRow.subsidy, InstitutionRow.name.label("place"))
        .join(InstitutionRow, InstitutionRow.id == CourseRow.institution_id)
        .where(CourseRow.subsidy.is_not(None), CourseRow.withdrawn_on.is_(None))
        .where(CourseRow.subsidised.is_not(False))
    )


def _items(directories: Iterable[int]) -> Select[*tuple[Any, ...]]:
    item = DirectoryItemRow
    return (
        select(item.city, item.occupation, item.level, item.certificate, item.subsidy)
        .add_columns((DirectoryRow.city + "目录 " + DirectoryRow.version).label("place"))
        .join(DirectoryRow, DirectoryRow.id == item.directory_id)
        .where(item.subsidy.is_not(None), item.directory_id.in_(directories))
    )


def _newest(connection: Connection) -> tuple[int, ...]:
    """The newest version of each directory: an old one binds nobody."""
    newest: dict[tuple[str, str], int] = {}
    statement = select(DirectoryRow).order_by(
        func.coalesce(DirectoryRow.published_on, date.min), DirectoryRow.id
    )
    for row in connection.execute(statement):
        newest[row.kind, row.city] = row.id
    return tuple(newest.values())
