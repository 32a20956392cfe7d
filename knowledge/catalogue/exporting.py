"""The catalogue as a table, in the columns that the import reads; no cell of it can act as a formula."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from openpyxl.workbook.workbook import Workbook
from sqlalchemy import Connection

from knowledge.catalogue.importing_layout import spellings
from knowledge.catalogue.models import CourseRow, InstitutionRow, SessionRow
from knowledge.catalogue.offers import OFFERS, Offer, offer

LEVEL_NAMES = {
    "junior": "五级（初级工）",
    "intermediate": "四级（中级工）",
    "senior": "三级（高级工）",
    "technician": "二级（技师）",
    "senior_technician": "一级（高级技师）",
}
_FIELDS = (
    "city", "county", "institution", "occupation", "title", "level", "certificate", "hours", "price",
    "subsidised", "subsidy", "name", "starts_on", "ends_on", "schedule", "place", "phone", "seats",
    "taken", "state", "confirmed_on",
)  # fmt: skip
_STATES = {"closed": "停止报名", "cancelled": "取消"}
_TIMES = (("daytime", "白天"), ("evening", "晚上"), ("weekend", "周末"), ("online", "线上"))
Cell = str | int | None


def harmless(text: str) -> str:
    """A text that a spreadsheet shows instead of running it; the import takes the mark off again."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def course_table(connection: Connection, counties: Mapping[str, str]) -> Iterator[Sequence[Cell]]:
    """The headings, then a line for each class of each course. ``counties``: names by code."""
    known = spellings().courses
    yield (*(known[field][0] for field in _FIELDS), "说明")
    statement = OFFERS.where(CourseRow.withdrawn_on.is_(None)).order_by(
        CourseRow.city, InstitutionRow.name, CourseRow.id, SessionRow.starts_on, SessionRow.id
    )
    rows = connection.execute(statement.execution_options(yield_per=1000))
    for row in rows:
        cells = _line(offer(row), counties)
        yield tuple(harmless(cell) if isinstance(cell, str) else cell for cell in cells)


def export_courses(connection: Connection, counties: Mapping[str, str], path: Path) -> int:
    """Writes the courses as XLSX or (any other ending) CSV; says how many lines."""
    table = course_table(connection, counties)
    if path.suffix.lower() == ".xlsx":
        return _workbook(table, path)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        return sum(writer.writerow(line) is not None for line in table) - 1


def _workbook(table: Iterator[Sequence[Cell]], path: Path) -> int:
    book = Workbook(write_only=True)  # type: ignore[no-untyped-call]
    sheet = book.create_sheet("课程")  # type: ignore[no-untyped-call]
    written = -1
    for line in table:
        sheet.append(list(line))
        written += 1
    book.save(path)  # type: ignore[no-untyped-call]
    return written


def _line(course: Offer, counties: Mapping[str, str]) -> Iterator[Cell]:
    said = course._asdict()
    said |= {
        "county": counties.get(course.county, ""),
        "occupation": course.published_as,
        "level": LEVEL_NAMES.get(course.level, ""),
        "certificate": course.certificate_name,
        "subsidised": {True: "是", False: "否", None: ""}[course.subsidised],
        "starts_on": str(course.starts_on or ""),
        "ends_on": str(course.ends_on or ""),
        "confirmed_on": str(course.confirmed_on or ""),
        "schedule": "、".join(name for field, name in _TIMES if said[field]),
        "state": _STATES.get(course.closed, ""),
    }
    yield from (said[field] for field in _FIELDS)
    yield "样例，不是真的课程" if course.is_sample else ""
