"""Imports published tables: checked row by row, then taken as a whole or not at all.

A file is read and checked before the database is touched, so that no worker's turn waits for it; the
entries wait in a temporary file, so that a hundred thousand rows need little room.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple, Protocol

from sqlalchemy import Connection, Engine, select

from knowledge.catalogue.importing_batch import Batch
from knowledge.catalogue.importing_courses import CourseReader, Institutions, Listed
from knowledge.catalogue.importing_entries import Entry, RowRefused
from knowledge.catalogue.importing_institutions import InstitutionReader
from knowledge.catalogue.importing_items import ItemReader
from knowledge.catalogue.importing_layout import Row, read_rows, spellings
from knowledge.catalogue.importing_names import OccupationNames, PlaceNames
from knowledge.catalogue.importing_report import Report
from knowledge.catalogue.importing_spool import Spool
from knowledge.catalogue.models import DirectoryKind, InstitutionRow
from knowledge.catalogue.storing import MODELS, Change, Store, end_missing
from knowledge.occupations import Occupations
from knowledge.places import Places
from knowledge.text import folded


class Names(NamedTuple):
    """What names in a table are looked up in."""

    places: PlaceNames
    occupations: OccupationNames

    @classmethod
    def of(cls, places: Places, occupations: Occupations) -> "Names":
        """The names of a library."""
        return cls(PlaceNames(places), OccupationNames(occupations))


@dataclass(frozen=True, slots=True)
class Import:
    """What one import is told beside the file."""

    today: date
    check: bool = False
    """Only look: nothing is stored."""
    complete: bool = False
    """The file is all that its cities have: what it does not name is ended."""
    kind: DirectoryKind | None = None
    city: str = ""
    version: str = ""
    annotated: Path | None = None
    """Where refused rows are written, if there are any."""

    def batch(self, path: Path, names: Names) -> Batch:
        """What holds for every row of a file."""
        return Batch(self.today, path.stem, names.places, self.kind, self.city, self.version)


class Reader(Protocol):
    """Turns rows into entries of one table."""

    @property
    def table(self) -> str:
        """The table's name."""

    def read(self, row: Row) -> Iterator[Entry]:
        """The entries of a row; raises ``RowRefused``."""


def import_institutions(engine: Engine, names: Names, path: Path, order: Import) -> Report:
    """Imports an institution directory; raises ``BadTable``."""
    rows = read_rows(path, spellings().institutions, frozenset({"name"}))
    batch = replace(order, kind=order.kind or DirectoryKind.INSTITUTIONS).batch(path, names)
    reader = InstitutionReader(names.places, batch)
    return _run(engine, order, rows, lambda row: reader)


def import_courses(engine: Engine, names: Names, path: Path, order: Import) -> Report:
    """Imports courses with their classes; a sheet that names no institutions is a directory of occupations.

    Raises ``BadTable``.
    """
    batch = order.batch(path, names)
    with engine.connect().execution_options(sqlite_begin="DEFERRED") as connection:
        listed = institutions_by_name(connection)
    courses = CourseReader(names.places, names.occupations, listed, batch)
    items = ItemReader(names.places, names.occupations, batch)
    rows = read_rows(path, spellings().courses, frozenset({"occupation", "title"}))
    report = _run(
        engine, order, rows, lambda row: courses if "institution" in row.layout.columns else items
    )
    unmatched = {**items.unmatched, **courses.unmatched}
    if unmatched:
        named = "、".join(f"{name}（第 {row} 行）" for name, row in list(unmatched.items())[:10])
        report.notes.append(f"{len(unmatched)} 个职业名称不认识，按原名收下：{named}")
    return report


def _run(
    engine: Engine, order: Import, rows: Iterable[Row], reader_of: Callable[[Row], Reader]
) -> Report:
    report = Report(check=order.check)
    with Spool() as spool:
        check_rows(rows, reader_of, spool, report)
        with engine.connect() as connection, connection.begin() as transaction:
            store = Store(connection, order.today)
            store_all(store, spool, report)
            if order.complete:
                report.stopped = sum(
                    end_missing(connection, MODELS[table], city, seen, order.today)
                    for table, seen in spool.keys.items()
                    for city in spool.cities
                )
            changed = (
                report.stopped or report.counted(Change.ADDED) or report.counted(Change.CHANGED)
            )
            if order.check or report.refused_rows or not changed:
                transaction.rollback()
            else:
                report.written = True
    if order.annotated:
        report.annotate(order.annotated)
    return report


def check_rows(
    rows: Iterable[Row], reader_of: Callable[[Row], Reader], spool: Spool, report: Report
) -> None:
    """Reads rows into a spool; those that are refused into the report."""
    for row in rows:
        report.merged_rows += row.merged
        reader = reader_of(row)
        try:
            for entry in tuple(reader.read(row)):
                spool.put(reader.table, entry)
        except RowRefused as refused:
            report.refuse(row, refused)


def store_all(store: Store, spool: Spool, report: Report) -> None:
    """Stores every entry of a spool; what each row was goes into the report."""
    for table, entries in spool.batches():
        for entry, change in zip(entries, store.put(MODELS[table], entries), strict=True):
            report.take(change, entry.sheet, entry.row)


def institutions_by_name(connection: Connection) -> Institutions:
    """Every institution by its folded names."""
    found: dict[str, tuple[Listed, ...]] = {}
    columns = (
        InstitutionRow.id,
        InstitutionRow.city,
        InstitutionRow.county,
        InstitutionRow.is_sample,
    )
    statement = select(*columns, InstitutionRow.name, InstitutionRow.short_name)
    for row in connection.execute(statement):
        listed = Listed(row.id, row.city, row.county, row.is_sample)
        for name in {folded(row.name), folded(row.short_name)} - {""}:
            found[name] = (*found.get(name, ()), listed)
    return found
