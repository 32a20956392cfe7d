"""Cells are read as cities write them, and refused with a mend where they cannot be."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.catalogue import importing_cells as cells
from knowledge.catalogue.errors import BadCell

THIRD = date(2026, 11, 3)


@pytest.mark.parametrize(
    "written",
    ["2026.11.3", "2026-11-03", "2026/11/3", "2026年11月3日", "２０２６年１１月３日", "20261103", 46329,
     46329.0, datetime(2026, 11, 3, 8, tzinfo=UTC), THIRD, "2026-11-03 08:30", "2026. 11. 3"],
)  # fmt: skip
def test_a_date_may_be_written_in_every_usual_way(written: object) -> None:
    assert cells.day(written) == THIRD


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_date_is_found_again_in_each_spelling(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    chinese = f"{day.year}年{day.month}月{day.day}日"
    for written in (day.isoformat(), chinese, f"{day.year}.{day.month}.{day.day}", serial):
        assert cells.day(written) == day


@pytest.mark.parametrize(
    ("written", "last"),
    [("2026.11.3-11.20", date(2026, 11, 20)), ("2026年11月3日至12月1日", date(2026, 12, 1)),
     ("2026年11月3日-20日", date(2026, 11, 20)), ("2026.11.3—2027.1.5", date(2027, 1, 5)),
     ("2026/11/3～2026/11/9", date(2026, 11, 9))],
)  # fmt: skip
def test_a_range_of_dates_has_a_first_and_a_last_day(written: str, last: date) -> None:
    assert cells.period(written) == (THIRD, last)


@pytest.mark.parametrize("written", ["待定", "2026年11月", "11月中旬", "——", "常年招生，随时开班"])
def test_a_date_may_be_left_open(written: str) -> None:
    assert cells.day(written) is None


@pytest.mark.parametrize("written", ["11月3日", "2026.2.30", "11.3", "2026.11.3-10.1", "开学", 12])
def test_what_is_no_date_is_refused(written: object) -> None:
    with pytest.raises(BadCell) as refused:
        cells.day(written)
    assert refused.value.mend


@pytest.mark.parametrize(
    ("written", "found"),
    [("五级", ["junior"]), ("初级", ["junior"]), ("初级工", ["junior"]), ("五级/初级工", ["junior"]),
     ("5级", ["junior"]), ("五级（初级工）", ["junior"]), ("职业技能等级五级", ["junior"]),
     ("Ⅳ级", ["intermediate"]),
     ("高级工", ["senior"]), ("三级", ["senior"]), ("技师", ["technician"]), ("二级/技师", ["technician"]),
     ("高级技师", ["senior_technician"]), ("初、中级", ["junior", "intermediate"]),
     ("五级-三级", ["junior", "intermediate", "senior"]), ("五至四级", ["junior", "intermediate"]),
     ("初级工、中级工、高级工", ["junior", "intermediate", "senior"]), ("专项职业能力", []),
     ("——", []), ("", [])],
)  # fmt: skip
def test_a_level_may_be_named_in_every_usual_way(written: str, found: list[str]) -> None:
    assert list(cells.levels(cells.text(written))) == found


@pytest.mark.parametrize("written", ["六级", "入门", "四级半", "甲级"])
def test_what_is_no_level_is_refused(written: str) -> None:
    with pytest.raises(BadCell):
        cells.levels(written)


@pytest.mark.parametrize(
    ("written", "found"),
    [("1200", 1200), ("1,200元", 1200), ("￥1200", 1200), ("１２００元/人", 1200), (1200.0, 1200), ("免费", 0),
     ("0", 0),
     ("0.12万", 1200), ("——", None), ("", None), ("1200元/人·期", 1200)],
)  # fmt: skip
def test_an_amount_is_whole_yuan(written: object, found: int | None) -> None:
    assert cells.amount(written) == found


@pytest.mark.parametrize("written", ["800-1000元", "-5", "九百", "9999999", "=1+1"])
def test_what_is_no_amount_is_refused(written: str) -> None:
    with pytest.raises(BadCell):
        cells.amount(written)


def test_amounts_for_several_levels_may_share_a_cell() -> None:
    assert cells.amounts("1000/1500/2000元/人") == (1000, 1500, 2000)


@pytest.mark.parametrize(
    ("written", "found"),
    [(13805390000.0, "13805390000"), (5392251234.0, "05392251234"), (53188888888, "053188888888"),
     (6312345678.0, "06312345678"), ("０５３９－２２５１２３４", "0539-2251234"), ("12333", "12333"),
     ("138****0000", "138****0000")],
)  # fmt: skip
def test_a_telephone_that_was_a_number_is_mended(written: object, found: str) -> None:
    assert cells.phone(written) == found


@pytest.mark.parametrize("written", ["找老张", 123, 99999999999999.0])
def test_what_is_no_telephone_is_refused(written: object) -> None:
    with pytest.raises(BadCell):
        cells.phone(written)


@pytest.mark.parametrize(
    ("written", "found"), [("30-50人", 50), (" 50 人/班", 50), ("约40人", 40), ("不限", None)]
)
def test_a_number_of_people_may_be_a_range(written: str, found: int | None) -> None:
    assert cells.count(written) == found


@pytest.mark.parametrize(
    ("written", "kind"),
    [("职业技能等级证书", "skill_level"), ("特种作业操作证", "special_operation"),
     ("专项职业能力证书", "special_ability"),
     ("培训合格证", "training_completion"), ("职业资格证书", "vocational_qualification"),
     ("特种设备作业人员证", ""), ("无", "none")],
)  # fmt: skip
def test_a_certificate_is_one_of_the_five_kinds_or_unknown(written: str, kind: str) -> None:
    assert cells.certificate(written) == kind
