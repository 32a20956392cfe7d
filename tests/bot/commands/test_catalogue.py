"""The catalogue's commands: a clerk checks a file, imports it, exports it, and audits the subsidies."""

import csv
from argparse import Namespace
from pathlib import Path

import pytest

from bot.commands import catalogue
from bot.errors import BadRequest
from bot.settings import Settings, read_settings

INSTITUTIONS = [
    ["机构名称", "县区"],
    ["沂水县蒙山职业培训学校", "沂水县"],
    ["费县众诚技工学校", "费县"],
]
COURSES = [
    ["机构名称", "工种", "等级", "补贴标准"],
    ["沂水县蒙山职业培训学校", "电焊", "五级", "1000"],
    ["费县众诚技工学校", "焊工", "初级工", "1200"],
]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return read_settings({"DATABASE_URL": f"sqlite:///{tmp_path}/catalogue.db"})


def written(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", encoding="gbk", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def test_a_clerk_checks_imports_exports_and_audits(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    schools = Namespace(file=str(written(tmp_path / "临沂机构.csv", INSTITUTIONS)), check=True)
    assert catalogue.institutions(schools, settings) == 0
    assert "没有入库" in capsys.readouterr().out
    schools.check = False
    assert catalogue.institutions(schools, settings) == 0
    courses = Namespace(file=str(written(tmp_path / "临沂课程.csv", COURSES)))
    assert catalogue.courses(courses, settings) == 0
    assert "已入库" in capsys.readouterr().out
    assert catalogue.check_subsidies(Namespace(city="临沂"), settings) == 1
    assert "1200 元：费县众诚技工学校" in capsys.readouterr().out
    assert catalogue.export(Namespace(file=str(tmp_path / "导出.csv")), settings) == 0
    assert "蒙山" in (tmp_path / "导出.csv").read_text("utf-8-sig")


def test_refused_rows_come_back_in_a_file_beside_it(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        catalogue.courses(
            Namespace(file=str(written(tmp_path / "临沂课程.csv", COURSES))), settings
        )
        == 1
    )
    assert "第 2 行“机构名称”" in capsys.readouterr().out
    assert (tmp_path / "临沂课程-退回.xlsx").exists()


def test_a_directory_that_is_none_of_the_four_is_refused(
    settings: Settings, tmp_path: Path
) -> None:
    wrong = Namespace(file=str(tmp_path / "x.csv"), kind="第五目录")
    with pytest.raises(BadRequest, match="第五目录"):
        catalogue.courses(wrong, settings)
