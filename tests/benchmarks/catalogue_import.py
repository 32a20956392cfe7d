"""Measures an import of many rows: seconds and the most memory that the process took.

Run it: ``.venv/bin/python tests/benchmarks/catalogue_import.py [ROWS] [csv|xlsx] [DATABASE_URL]``.
"""

import csv
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from openpyxl.workbook.workbook import Workbook

from knowledge.catalogue.importing import Import, Names, import_courses, import_institutions
from knowledge.database import Base, make_engine
from knowledge.library import load_library

TODAY = date(2026, 11, 23)
SCHOOLS = 500


def schools() -> Iterator[tuple[object, ...]]:
    """A directory of institutions."""
    yield ("临沂市职业技能培训机构目录",)
    yield ("序号", "机构名称", "县区", "联系电话", "地址")
    for n in range(SCHOOLS):
        yield (n, f"第{n}职业培训学校", "沂水县", 5392250000 + n, f"正阳路{n}号")


def courses(rows: int) -> Iterator[tuple[object, ...]]:
    """A list of courses with a class each."""
    yield ("临沂市2026年一般性职业技能培训目录",)
    yield ("序号", "培训机构", "职业（工种）", "等级", "课时", "收费标准", "补贴标准（元）", "开班备案号",
           "开班日期", "结课日期", "上课时段", "培训地点", "联系电话", "名额", "确认日期")  # fmt: skip
    trades = (
        "电焊工",
        "电工",
        "育婴员",
        "月嫂",
        "中式烹调师",
        "汽车维修工",
        "美容师",
        "养老护理员",
    )
    for n in range(rows):
        start = TODAY + timedelta(days=n % 90)
        yield (n, f"第{n % SCHOOLS}职业培训学校", trades[n // SCHOOLS % 8], "五级", 80, "免费", 1000,
               f"B{n:06d}", f"{start.year}年{start.month}月{start.day}日", start + timedelta(days=30), "晚上",
               f"沂水县第{n % 50}教学点", 13800000000 + n % 1000, 40, "2026.11.20")  # fmt: skip


def write(path: Path, lines: Iterator[tuple[object, ...]]) -> None:
    """Writes a table."""
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(lines)
        return
    book = Workbook(write_only=True)  # type: ignore[no-untyped-call]
    sheet = book.create_sheet()  # type: ignore[no-untyped-call]
    for line in lines:
        sheet.append(line)
    book.save(path)  # type: ignore[no-untyped-call]


def run(folder: Path, ending: str, url: str) -> None:
    """Imports what stands in a folder, twice."""
    library = load_library()
    names = Names.of(library.places, library.occupations)
    engine = make_engine(url or f"sqlite:///{folder}/b.db")
    Base.metadata.drop_all(engine)
    Base.metadata.create_all(engine)
    print(import_institutions(engine, names, folder / f"i.{ending}", Import(TODAY)).lines()[-1])
    for turn in ("first", "again"):
        start = time.perf_counter()
        report = import_courses(engine, names, folder / f"c.{ending}", Import(TODAY))
        took = time.perf_counter() - start
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            f"{turn}: {took:.1f} s, at most {most} MB; {report.lines()[0][:30]}; {report.lines()[-1]}"
        )


def main(rows: str = "100000", ending: str = "xlsx", url: str = "") -> None:
    """Writes the files, then imports them in a process of its own, so that only the import is measured."""
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder) / f"i.{ending}", schools())
        write(Path(folder) / f"c.{ending}", courses(int(rows)))
        code = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); import catalogue_import as b; "
        code += f"b.run(b.Path({folder!r}), {ending!r}, {url!r})"
        subprocess.run([sys.executable, "-c", code], check=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
