"""What is supposed in a question is confirmed or put right, never let pass."""

from datetime import date
from functools import cache
from typing import NamedTuple

from knowledge.library import Library, load_library
from knowledge.premises import put_right

THEN, NOW = date(2020, 6, 15), date(2026, 11, 22)


class Number(NamedTuple):
    value: float
    unit: str
    near: str


@cache
def library() -> Library:
    return load_library()


def told(intent: str, on: date, text: str, *numbers: Number) -> tuple[str, ...]:
    return put_right(library(), on, intent, text, numbers)


def test_five_a_year_is_put_right_by_the_rule_of_the_day() -> None:
    five = Number(5, "次", "一年能领")
    (then,) = told("subsidy_limit", THEN, "听说一年能领五次", five)
    (now,) = told("subsidy_limit", NOW, "听说一年能领五次", five)
    assert "不是一年5次" in then
    assert "每年最多3次" in then
    assert "一共最多3次" in now


def test_three_a_year_is_confirmed_in_2020_and_corrected_today() -> None:
    three = Number(3, "次", "每年")
    assert "确实" in told("subsidy_limit", THEN, "每年3次吧", three)[0]
    assert "不按年算" in told("subsidy_limit", NOW, "每年3次吧", three)[0]


def test_shares_that_are_swapped_are_told_apart() -> None:
    numbers = Number(85, "%", "就业才给"), Number(60, "%", "就业才给先付")
    found = told("project_based", THEN, "85%就业才给60%", *numbers)
    assert any("就业率到85%就全额付" in sentence for sentence in found)
    assert any("先付的是60%" in sentence for sentence in found)


def test_a_rate_below_the_line_is_answered_with_silence_of_the_plan() -> None:
    (found,) = told("project_based", NOW, "就业率80%能拿全款吗", Number(80, "%", "就业率拿全款"))
    assert "85%" in found
    assert "没写" in found


def test_any_sum_of_the_plan_is_refused() -> None:
    (found,) = told("subsidy_amount", THEN, "听说省里补3000元", Number(3000, "元", "省里补"))
    assert "3000元" in found
    assert "没写" in found


def test_never_again_is_put_right() -> None:
    (found,) = told("subsidy_repeat", NOW, "领过就再也不能领了是吧")
    assert found.startswith("不是")


def test_a_second_subsidy_for_the_same_level_is_put_right() -> None:
    (found,) = told("subsidy_repeat", THEN, "听说同级能领两次")
    assert "只补1次" in found


def test_a_number_of_something_else_is_left_alone() -> None:
    assert told("subsidy_limit", THEN, "我5月领过", Number(5, "月", "我")) == ()
    assert told("plan_targets", THEN, "一年5次", Number(5, "次", "一年")) == ()
