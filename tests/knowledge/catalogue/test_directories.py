"""The directories as published, an institution's standing, and the audit of equal subsidies."""

from datetime import date

import pytest
from sqlalchemy import Engine

from knowledge.catalogue.auditing import audit
from knowledge.catalogue.directories import Listing, nearby, published, standing
from knowledge.catalogue.models import DirectoryKind
from knowledge.catalogue.wishing import wish_for
from knowledge.library import Library
from tests.knowledge.catalogue.conftest import COURSES, INSTITUTIONS, TODAY, Importing, Rows


def test_each_directory_is_told_with_city_version_and_size(
    stocked: Importing, engine: Engine
) -> None:
    with engine.connect() as connection:
        found = {p.kind: p for p in published(connection, "临沂")}
        assert published(connection, "青岛") == ()
    assert (found[DirectoryKind.GENERAL].version, found[DirectoryKind.GENERAL].entries) == (
        "2026年",
        3,
    )
    assert found[DirectoryKind.INSTITUTIONS].source == "临沂市职业技能培训机构目录"


@pytest.mark.parametrize(
    "name",
    [
        "沂水县蒙山职业培训学校",
        "蒙山学校",
        "蒙山职业培训学校",
        "沂水蒙山培训",
        "蒙山职业技能培训学校",
    ],
)
def test_an_institution_is_found_by_full_short_or_similar_name(
    stocked: Importing, engine: Engine, name: str
) -> None:
    with engine.connect() as connection:
        best = standing(connection, name)[0]
    assert (best.name, best.listing) == ("沂水县蒙山职业培训学校", Listing.LISTED)


@pytest.mark.parametrize("name", ["北方大学堂", "职业培训学校", "学校", "济南新东方烹饪"])
def test_an_institution_that_is_not_there_is_not_guessed(
    stocked: Importing, engine: Engine, name: str
) -> None:
    with engine.connect() as connection:
        assert standing(connection, name) == ()


def test_an_institution_that_left_is_told_with_its_day(stocked: Importing, engine: Engine) -> None:
    table: Rows = [
        (*INSTITUTIONS[1], "退出日期", "备注"),
        (*INSTITUTIONS[4], "2026.10.8", "办学许可到期，退出目录"),
    ]
    assert stocked([INSTITUTIONS[0], *table], institutions=True).written
    with engine.connect() as connection:
        left = standing(connection, "众诚技校", "临沂")[0]
    assert (left.listing, left.since) == (Listing.STOPPED, date(2026, 10, 8))


def test_the_nearest_institutions_that_teach_it_are_named(
    stocked: Importing, engine: Engine, library: Library
) -> None:
    near = wish_for(library.places, library.occupations, [], "临沂", "费县")
    welding = wish_for(library.places, library.occupations, ["焊工"], "临沂", "费县")
    with engine.connect() as connection:
        assert nearby(connection, near, TODAY)[0].name == "费县众诚技工学校"
        assert {one.name[:2] for one in nearby(connection, welding, TODAY)} == {"沂水", "临沂"}


def test_equal_courses_with_unequal_subsidies_are_all_listed(
    stocked: Importing, engine: Engine
) -> None:
    with engine.connect() as connection:
        assert audit(connection) == ()
    dearer = [*COURSES[:2], ("众诚技校", "焊工", "初级", 0, 1200, "待定", "", "", "", "", "", "")]
    assert stocked(dearer).written
    with engine.connect() as connection:
        (violation,) = audit(connection, "临沂")
        assert audit(connection, "青岛") == ()
    assert (violation.occupation, violation.level) == ("焊工", "junior")
    assert [(rate.subsidy, len(rate.places)) for rate in violation.rates] == [(1000, 2), (1200, 1)]


def test_a_course_that_differs_from_the_published_standard_is_a_violation(
    stocked: Importing, engine: Engine
) -> None:
    table: Rows = [
        ("临沂市重点产业职业技能培训指导目录（2026年）",),
        ("职业名称", "等级", "补贴标准"),
        ("育婴员", "五级", 900),
        ("育婴员", "四级", 1500),
    ]
    assert stocked(table).written
    with engine.connect() as connection:
        assert [(v.occupation, v.level) for v in audit(connection)] == [("育婴员", "junior")]
