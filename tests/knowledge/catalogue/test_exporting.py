"""What is exported can be imported again, and no cell of it can act as a formula."""

import csv
from pathlib import Path

import pytest
from openpyxl.reader.excel import load_workbook
from sqlalchemy import Engine

from knowledge.catalogue.exporting import export_courses
from knowledge.catalogue.importing import Names
from knowledge.catalogue.sampling import load_sample
from knowledge.catalogue.storing import Change
from knowledge.library import Library
from tests.knowledge.catalogue.conftest import COURSES, TODAY, Importing


@pytest.fixture
def counties(library: Library) -> dict[str, str]:
    return {county.code: county.name for city in library.places.cities for county in city.counties}


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_an_export_imported_again_changes_nothing(
    stocked: Importing, engine: Engine, tmp_path: Path, counties: dict[str, str], ending: str
) -> None:
    path = tmp_path / f"导出.{ending}"
    with engine.connect() as connection:
        assert export_courses(connection, counties, path) == 3
    report = stocked(path)
    assert (report.counted(Change.SAME), report.refused_rows) == (3, 0), report.lines()


def test_the_sample_survives_the_round_trip(
    run: Importing, engine: Engine, names: Names, tmp_path: Path, counties: dict[str, str]
) -> None:
    path = tmp_path / "样例.csv"
    with engine.begin() as connection:
        load_sample(connection, names, TODAY)
        written = export_courses(connection, counties, path)
    report = run(path)
    assert (report.counted(Change.SAME), report.refused_rows) == (written, 0), report.lines()


@pytest.mark.parametrize("evil", ["=HYPERLINK(1)", "+1+1", "-2+3", "@SUM(1)", "\t=1"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_no_cell_acts_as_a_formula(
    stocked: Importing, engine: Engine, tmp_path: Path, evil: str, ending: str
) -> None:
    row = (
        "启智学校",
        f"'{evil}" if evil[0] == "=" else evil,
        "五级",
        0,
        "",
        "待定",
        "",
        "",
        evil,
        "",
        "",
        "",
    )
    assert stocked([*COURSES[:2], row]).written
    path = tmp_path / f"导出.{ending}"
    with engine.connect() as connection:
        export_courses(connection, {}, path)
    cells = [str(cell) for line in _lines(path) for cell in line if cell not in (None, "")]
    assert not [cell for cell in cells if cell[0] in "=+-@\t\r"]
    assert any(evil.strip() in cell for cell in cells)


def _lines(path: Path) -> list[list[object]]:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [list(line) for line in csv.reader(file)]
    sheet = load_workbook(path).active  # type: ignore[no-untyped-call]
    assert sheet is not None
    return [list(line) for line in sheet.iter_rows(values_only=True)]
