"""The sample catalogue: invented institutions and courses, so that every feature can be seen at work.

Everything in it is marked, in its name (【样例】) and by ``is_sample``. Its dates are days from the day of loading.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import Connection, bindparam, func, select, update

from knowledge.catalogue.importing import (
    Import,
    Names,
    Reader,
    check_rows,
    institutions_by_name,
    store_all,
)
from knowledge.catalogue.importing_batch import Batch
from knowledge.catalogue.importing_courses import CourseReader
from knowledge.catalogue.importing_institutions import InstitutionReader
from knowledge.catalogue.importing_layout import Row, read_rows, spellings
from knowledge.catalogue.importing_report import Report
from knowledge.catalogue.importing_spool import Spool
from knowledge.catalogue.models import DirectoryKind, DirectoryRow, InstitutionRow, SessionRow
from knowledge.catalogue.storing import Store

FOLDER = Path(__file__).parent / "sample"
_DAYS = re.compile(r"[+-]\d+")
_STALE = 7
"""A sample loaded longer ago has its dates moved, so that there is always something to see."""


def load_sample(connection: Connection, names: Names, today: date) -> int:
    """Loads the sample into an empty catalogue, or moves an old sample's dates up to today.

    Says how many rows it wrote: none where the catalogue is anyone's own, or the sample fresh.
    """
    if connection.execute(select(func.count()).select_from(InstitutionRow)).scalar_one():
        return _move(connection, today)
    kind = DirectoryKind.INSTITUTIONS
    institutions = InstitutionReader(names.places, _batch(names, today, kind))
    written = _load(connection, today, "institutions", lambda: institutions)
    batch = _batch(names, today, DirectoryKind.GENERAL)
    listed = institutions_by_name(connection)
    courses = CourseReader(names.places, names.occupations, listed, batch)
    return written + _load(connection, today, "courses", lambda: courses)


def _batch(names: Names, today: date, kind: DirectoryKind) -> Batch:
    return Batch(today, "【样例】目录", names.places, kind, version="样例", is_sample=True)


def _load(connection: Connection, today: date, name: str, reader: Callable[[], Reader]) -> int:
    fields = getattr(spellings(), name)
    rows = read_rows(FOLDER / f"{name}.csv", fields, frozenset({"name", "occupation"}))
    report = Report(check=False)
    with Spool() as spool:
        check_rows(_dated(rows, today), lambda _: reader(), spool, report)
        if report.refusals:
            raise ValueError(f"sample/{name}.csv: {report.refusals[0]}")
        store_all(Store(connection, today), spool, report)
    connection.execute(
        update(DirectoryRow).where(DirectoryRow.is_sample).values(published_on=today)
    )
    return sum(len(rows) for sheets in report.rows.values() for rows in sheets.values())


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
    loaded = connection.execute(
        select(func.max(DirectoryRow.published_on)).where(DirectoryRow.is_sample)
    ).scalar_one()
    if loaded is None or (today - loaded).days <= _STALE:
        return 0
    later = today - loaded
    sample = select(InstitutionRow.id).where(InstitutionRow.is_sample).scalar_subquery()
    return _moved(connection, later, sample, today)
