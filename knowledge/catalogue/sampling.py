"""The sample catalogue: invented institutions and courses, so that every feature can be seen at work.

Everything in it is marked, in its name (【样例】) and by ``is_sample``. Its dates are days from the loading.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, update

from knowledge.catalogue.importing import (
    Names,
    Reader,
    check_rows,
    institutions_by_name,
    store_all,
)
from knowledge.catalogue.importing_batch import Batch
from knowledge.catalogue.importing_courses import CourseReader
from knowledge.catalogue.importing_institutions import InstitutionReader
from knowledge.catalogue.importing_items import ItemReader
from knowledge.catalogue.importing_layout import Row, read_rows, spellings
from knowledge.catalogue.importing_report import Report
from knowledge.catalogue.importing_spool import Spool
from knowledge.catalogue.models import (
    CourseRow,
    DirectoryKind,
    DirectoryRow,
    InstitutionRow,
    SessionRow,
)
from knowledge.catalogue.storing import Change, Store

FOLDER = Path(__file__).parent / "sample"
_DAYS = re.compile(r"[+-]\d+")
_STALE = 7
"""A sample loaded longer ago has its dates moved, so that there is always something to see."""
_FILES = (
    ("institutions", DirectoryKind.INSTITUTIONS),
    ("priority", DirectoryKind.PRIORITY),
    ("general", DirectoryKind.GENERAL),
    ("demand", DirectoryKind.DEMAND),
)


def load_sample(connection: Connection, names: Names, today: date) -> int:
    """Loads the sample into an empty catalogue, or moves an old sample's dates up to today.

    Says how many rows it wrote: none where the catalogue is anyone's own, or the sample is fresh.
    """
    if connection.execute(select(func.count()).select_from(InstitutionRow)).scalar_one():
        return _move(connection, today)
    written = sum(_load(connection, names, today, *file) for file in _FILES)
    connection.execute(update(DirectoryRow).values(published_on=today))
    return written


def _load(connection: Connection, names: Names, today: date, name: str, kind: DirectoryKind) -> int:
    batch = Batch(today, kind.official_name, names.places, kind, version="样例", is_sample=True)
    known = spellings()
    fields = known.institutions if kind is DirectoryKind.INSTITUTIONS else known.courses
    reader = _reader(connection, names, batch)
    rows = read_rows(FOLDER / f"{name}.csv", fields, frozenset({"name", "occupation"}))
    report = Report(check=False)
    with Spool() as spool:
        check_rows(_dated(rows, today), lambda _: reader, spool, report)
        if report.refusals:
            raise ValueError(f"sample/{name}.csv: {report.refusals[0]}")
        store_all(Store(connection, today), spool, report)
    return report.counted(Change.ADDED)


def _reader(connection: Connection, names: Names, batch: Batch) -> Reader:
    if batch.kind is DirectoryKind.INSTITUTIONS:
        return InstitutionReader(names.places, batch)
    if batch.kind is DirectoryKind.DEMAND:
        return ItemReader(names.places, names.occupations, batch)
    listed = institutions_by_name(connection)
    return CourseReader(names.places, names.occupations, listed, batch)


def _dated(rows: Iterator[Row], today: date) -> Iterator[Row]:
    """Rows in which +12 and -3 are days from today."""
    for row in rows:
        values = {
            field: (today + timedelta(days=int(str(value)))).isoformat()
            if field.endswith("_on") and _DAYS.fullmatch(str(value))
            else value
            for field, value in row.values.items()
        }
        yield row._replace(values=values)


def _move(connection: Connection, today: date) -> int:
    """Moves the dates of a sample that was loaded long ago."""
    sample = DirectoryRow.is_sample
    loaded = connection.execute(select(func.max(DirectoryRow.published_on)).where(sample))
    then = loaded.scalar_one()
    if then is None or (today - then).days <= _STALE:
        return 0
    days = (SessionRow.id, SessionRow.starts_on, SessionRow.ends_on, SessionRow.confirmed_on)
    statement = select(*days).join(CourseRow).where(CourseRow.is_sample)
    moved = [
        {"at": number, **{f"to_{i}": day and day + (today - then) for i, day in enumerate(found)}}
        for number, *found in connection.execute(statement)
    ]
    columns: dict[Any, Any] = {column: bindparam(f"to_{i}") for i, column in enumerate(days[1:])}
    connection.execute(
        update(SessionRow).where(SessionRow.id == bindparam("at")).values(columns), moved
    )
    connection.execute(update(DirectoryRow).where(sample).values(published_on=today))
    return len(moved)
