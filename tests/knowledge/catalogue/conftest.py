"""What the tests of the catalogue share: the real names, tables as cities write them, a day."""

import csv
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from openpyxl.workbook.workbook import Workbook
from sqlalchemy import Engine

from knowledge.catalogue.importing import Import, Names, import_courses, import_institutions
from knowledge.catalogue.importing_report import Report
from knowledge.library import Library

TODAY = date(2026, 11, 2)
Rows = Sequence[Sequence[object]]
Importing = Callable[..., Report]

INSTITUTIONS: Rows = (
    ("临沂市职业技能培训机构目录",),
    ("序号", "机构名称", "简称", "县（市、区）", "联系人", "联系电话", "地址"),
    (1, "沂水县蒙山职业培训学校", "蒙山学校", "沂水县", "张*", 5392251234.0, "沂水县正阳路1号"),
    (2, "临沂市兰山区启智职业培训学校", "启智学校", "兰山区", "李*", 13805390000.0, "兰山区银雀山路2号"),
    (3, "费县众诚技工学校", "众诚技校", "费县", "王*", "0539-5221234", "费县自由路3号"),
)  # fmt: skip
COURSES: Rows = (
    ("临沂市2026年一般性职业技能培训目录",),
    ("培训机构", "职业（工种）", "等级", "收费标准（元）", "补贴标准（元/人）", "开班时间", "结课时间",
     "上课时段", "培训地点", "人数", "已报人数", "更新日期"),
    ("沂水县蒙山职业培训学校", "电焊", "初级工", 0, 1000, "2026.11.9", "2026.12.20",
     "晚上", "沂水县城", 40, 12, "2026-11-01"),
    ("启智学校", "电焊", "五级", "免费", 1000, "2026年11月16日", "2026年12月30日",
     "白天", "兰山区", 40, 3, "2026-11-01"),
    ("费县众诚技工学校", "育婴员", "五级", 300, 1000, 46345, 46370, "周末", "费县", 30, 30, "2026-11-01"),
)  # fmt: skip


@pytest.fixture(scope="session")
def names(library: Library) -> Names:
    return Names.of(library.places, library.occupations)


@pytest.fixture
def write_csv(tmp_path: Path) -> Callable[..., Path]:
    def write(rows: Rows, name: str = "表.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        with path.open("w", encoding=encoding, newline="") as file:
            csv.writer(file).writerows(rows)
        return path

    return write


@pytest.fixture
def write_xlsx(tmp_path: Path) -> Callable[..., Path]:
    def write(rows: Rows, name: str = "表.xlsx", merge: Sequence[str] = ()) -> Path:
        book = Workbook()  # type: ignore[no-untyped-call]
        sheet = book.active
        assert sheet is not None
        for row in rows:
            sheet.append(list(row))
        for cells in merge:
            sheet.merge_cells(cells)
        book.save(tmp_path / name)  # type: ignore[no-untyped-call]
        return tmp_path / name

    return write


@pytest.fixture
def run(engine: Engine, names: Names, write_xlsx: Callable[..., Path]) -> Importing:
    """Imports rows (as an XLSX) or a file; institutions with ``institutions=True``."""

    def importing(table: Rows | Path, *, institutions: bool = False, **order: object) -> Report:
        path = table if isinstance(table, Path) else write_xlsx(table)
        importer = import_institutions if institutions else import_courses
        told = Import(**{"today": TODAY, **order})  # type: ignore[arg-type]
        return importer(engine, names, path, told)

    return importing


@pytest.fixture
def stocked(run: Importing) -> Importing:
    """An import into a catalogue that has three institutions and three courses."""
    assert run(INSTITUTIONS, institutions=True).written
    assert run(COURSES).written
    return run
