"""Tables as cities publish them come in whole or not at all, and twice is the same as once."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl.reader.excel import load_workbook
from sqlalchemy import Engine, func, select, update

from knowledge.catalogue.errors import BadTable
from knowledge.catalogue.importing import Import, Names, import_courses
from knowledge.catalogue.models import (
    CourseRow,
    DirectoryItemRow,
    DirectoryKind,
    DirectoryRow,
    InstitutionRow,
    SessionRow,
)
from knowledge.catalogue.storing import Change
from tests.knowledge.catalogue.conftest import COURSES, INSTITUTIONS, TODAY, Importing, Rows

Table = type[CourseRow | SessionRow | InstitutionRow | DirectoryRow | DirectoryItemRow]


def rows_of(engine: Engine, model: Table) -> list[dict[str, object]]:
    with engine.connect() as connection:
        return [row._asdict() for row in connection.execute(select(model).order_by(model.id))]


def count(engine: Engine, model: Table) -> int:
    with engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(model)).scalar_one()


def test_a_published_table_becomes_courses_with_classes(stocked: Importing, engine: Engine) -> None:
    welding = rows_of(engine, CourseRow)[0]
    assert (welding["occupation"], welding["published_as"], welding["level"]) == (
        "焊工",
        "电焊",
        "junior",
    )
    assert (welding["city"], welding["county"], welding["price"], welding["subsidy"]) == (
        "临沂",
        "371323",
        0,
        1000,
    )
    evening = rows_of(engine, SessionRow)[0]
    assert (str(evening["starts_on"]), evening["evening"], evening["seats"]) == (
        "2026-11-09",
        True,
        40,
    )
    assert str(rows_of(engine, SessionRow)[2]["starts_on"]) == "2026-11-19"


def test_titles_say_directory_city_and_version(stocked: Importing, engine: Engine) -> None:
    found = {row["kind"]: row for row in rows_of(engine, DirectoryRow)}
    assert set(found) == {DirectoryKind.INSTITUTIONS, DirectoryKind.GENERAL}
    assert (found["general"]["city"], found["general"]["version"]) == ("临沂", "2026年")
    assert all(row["directory_id"] == found["general"]["id"] for row in rows_of(engine, CourseRow))


def test_a_lost_nought_of_a_telephone_is_put_back(stocked: Importing, engine: Engine) -> None:
    assert [row["phone"] for row in rows_of(engine, InstitutionRow)][:2] == [
        "05392251234",
        "13805390000",
    ]


def test_the_same_file_twice_changes_nothing(stocked: Importing, engine: Engine) -> None:
    before = rows_of(engine, CourseRow), rows_of(engine, SessionRow), rows_of(engine, DirectoryRow)
    report = stocked(COURSES)
    assert (report.written, report.counted(Change.SAME), report.counted(Change.ADDED)) == (
        False,
        3,
        0,
    )
    assert before == (
        rows_of(engine, CourseRow),
        rows_of(engine, SessionRow),
        rows_of(engine, DirectoryRow),
    )


def test_a_check_reports_and_stores_nothing(run: Importing, engine: Engine) -> None:
    report = run(INSTITUTIONS, institutions=True, check=True)
    assert (report.counted(Change.ADDED), report.written) == (3, False)
    assert count(engine, InstitutionRow) == count(engine, DirectoryRow) == 0
    assert "第 3–5 行" in report.lines()[0]


def test_a_changed_cell_changes_its_row_alone(stocked: Importing, engine: Engine) -> None:
    dearer = [*COURSES[:4], (*COURSES[4][:3], 450, *COURSES[4][4:])]
    report = stocked(dearer)
    assert (report.counted(Change.CHANGED), report.counted(Change.SAME)) == (1, 2)
    assert [row["price"] for row in rows_of(engine, CourseRow)] == [0, 0, 450]


def test_one_bad_row_keeps_the_whole_file_out(
    stocked: Importing, engine: Engine, tmp_path: Path
) -> None:
    more: Rows = [
        *COURSES[:2],
        ("启智学校", "电工", "五级", 0, 1000, "2026-12-01", "2026-12-30", "晚上", "", 30, 0, ""),
        ("启智学校", "钳工", "七级", 0, 1000, "12月1日", "", "晚上", "", 30, 40, ""),
        ("启志学校", "钳工", "五级", 0, 1000, "2026-12-01", "", "晚上", "", 30, 0, ""),
    ]  # fmt: skip
    report = stocked(more, annotated=tmp_path / "退回.xlsx")
    assert (report.written, report.refused_rows, count(engine, CourseRow)) == (False, 2, 3)
    found = {(r.row, r.column): r for r in report.refusals}
    assert set(found) == {(4, "等级"), (4, "开班时间"), (4, "已报人数"), (5, "培训机构")}
    assert "启智学校" in found[5, "培训机构"].mend
    sheet = load_workbook(tmp_path / "退回.xlsx").active  # type: ignore[no-untyped-call]
    assert sheet is not None
    back = list(sheet.iter_rows(values_only=True))
    assert [row[1] for row in back] == ["职业（工种）", "钳工", "钳工"]
    assert [row[back[0].index("原行号")] for row in back[1:]] == [4, 5]


def test_two_rows_that_contradict_each_other_are_refused(stocked: Importing) -> None:
    report = stocked([*COURSES, (*COURSES[2][:3], 500, *COURSES[2][4:])])
    assert report.refused_rows == 1
    assert "第 3 行" in report.refusals[0].reason


def test_a_row_that_stands_twice_is_one(run: Importing, engine: Engine) -> None:
    assert run(INSTITUTIONS, institutions=True).written
    assert run([*COURSES, COURSES[2]]).written
    assert count(engine, SessionRow) == 3


def test_several_levels_in_a_cell_are_several_courses(stocked: Importing, engine: Engine) -> None:
    row = ("启智学校", "数控车工", "五级-三级", 0, "1000/1500/2000", "待定", "", "", "", "", "", "")
    assert stocked([*COURSES[:2], row]).written
    added = [(r["level"], r["subsidy"]) for r in rows_of(engine, CourseRow)[3:]]
    assert added == [("junior", 1000), ("intermediate", 1500), ("senior", 2000)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_a_csv_is_read_in_every_encoding(
    run: Importing, write_csv: Callable[..., Path], encoding: str
) -> None:
    report = run(write_csv(INSTITUTIONS, encoding=encoding), institutions=True)
    assert (report.written, report.counted(Change.ADDED)) == (True, 3)


def test_merged_cells_headings_in_two_lines_and_footers_are_understood(
    stocked: Importing, write_xlsx: Callable[..., Path], engine: Engine
) -> None:
    table: Rows = [
        ("附件2",),
        ("临沂市 2026 年 重点产业职业技能培训指导目录", None, None, None, None, None),
        ("序号", "承训机构", "培训工种", "级别", "培训时间", None, "拟培训人数", "联系方式"),
        (None, None, None, None, "开始", "结束", None, None),
        (1, "众诚技校", "电工", "中级", "2026.12.1", "2026.12.20", "", ""),
        (2, None, "钳工", "中级", "2026.12.5", "2026.12.25", "", ""),
        (3, None, None, None, None, None, None, None),
        (),
        ("序号", "承训机构", "培训工种", "级别", "培训时间", None, "拟培训人数", "联系方式"),
        (4, "启智学校", "　电 工　", "４级", "2026．12．1", "2026．12．20", "", ""),
        ("合计", None, None, None, None, None, 3, None),
        ("注：以上课程均为政府补贴性培训。",),
    ]
    path = write_xlsx(table, merge=("A2:H2", "E3:F3", "B5:B6"))
    report = stocked(path)
    assert report.lines()[-1] == "已入库。", report.lines()
    assert (report.counted(Change.ADDED), report.merged_rows) == (3, 1)
    added = rows_of(engine, CourseRow)[3:]
    assert [row["occupation"] for row in added] == ["电工", "钳工", "电工"]
    assert added[0]["institution_id"] == added[1]["institution_id"] != added[2]["institution_id"]
    assert [str(row["ends_on"]) for row in rows_of(engine, SessionRow)[3:]] == [
        "2026-12-20",
        "2026-12-25",
        "2026-12-20",
    ]
    assert {"priority", "general", "institutions"} == {
        r["kind"] for r in rows_of(engine, DirectoryRow)
    }


def test_a_list_of_occupations_without_institutions_is_a_directory(
    run: Importing, engine: Engine
) -> None:
    table: Rows = [
        ("潍坊市劳动者培训需求目录（2026年第3期）",),
        ("序号", "职业/模块名称", "等级", "补贴标准（元/人）"),
        (1, "焊工", "五级/四级", "1000/1500"),
        (2, "收纳师", "——", ""),
    ]
    assert run(table).written
    items = [(r["occupation"], r["level"], r["subsidy"]) for r in rows_of(engine, DirectoryItemRow)]
    assert items[:2] == [("焊工", "junior", 1000), ("焊工", "intermediate", 1500)]
    assert rows_of(engine, DirectoryRow)[0]["version"] == "2026年第3期"


def test_an_unknown_occupation_is_taken_by_its_published_name_and_named(stocked: Importing) -> None:
    row = ("启智学校", "星际导航员", "五级", 0, "", "待定", "", "", "", "", "", "")
    report = stocked([*COURSES[:2], row])
    assert report.written
    assert any("星际导航员（第 3 行）" in note for note in report.notes)


def test_a_seat_given_meanwhile_is_not_taken_back(stocked: Importing, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(update(SessionRow).where(SessionRow.taken == 12).values(taken=20))
    moved = [*COURSES[:2], (*COURSES[2][:6], "2026-12-25", *COURSES[2][7:])]
    assert stocked(moved).counted(Change.CHANGED) == 1
    changed = next(r for r in rows_of(engine, SessionRow) if str(r["ends_on"]) == "2026-12-25")
    assert changed["taken"] == 20


def test_a_complete_list_ends_what_it_does_not_name_and_brings_it_back(
    stocked: Importing, engine: Engine
) -> None:
    fewer = stocked(COURSES[:4], complete=True)
    assert (fewer.stopped, fewer.written) == (1, True)
    assert [row["withdrawn_on"] for row in rows_of(engine, CourseRow)] == [None, None, TODAY]
    assert stocked(COURSES).counted(Change.CHANGED) == 1
    assert not any(row["withdrawn_on"] for row in rows_of(engine, CourseRow))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xd0\xcf\x11\xe0old",
        b"PK broken",
        b"<html><table>",
        "没有表头\n的文件".encode(),
        b"\x00\x01\x02\xff\xfe",
    ],
)
def test_what_is_no_table_is_refused_in_one_line(
    run: Importing, tmp_path: Path, content: bytes, engine: Engine
) -> None:
    path = tmp_path / "不是表.csv"
    path.write_bytes(content)
    with pytest.raises(BadTable) as refused:
        run(path)
    assert "\n" not in str(refused.value)
    assert refused.value.mend


def test_a_missing_file_is_refused(engine: Engine, names: Names) -> None:
    with pytest.raises(BadTable):
        import_courses(engine, names, Path("/没有这个文件.xlsx"), Import(TODAY))
