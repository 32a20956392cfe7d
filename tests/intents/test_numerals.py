"""Numbers, spans of time, and names by their sound."""

import pytest

from intents.durations import months
from intents.numerals import number, year
from intents.ordinary import is_slip
from intents.pinyin import SoundIndex, spelled


@pytest.mark.parametrize(
    ("said", "value"),
    [("四十五", 45), ("十", 10), ("一百二十", 120), ("两", 2), ("仨", 3), ("壹", 1), ("38", 38)],
)
def test_a_number_is_read(said: str, value: int) -> None:
    assert number(said) == value


@pytest.mark.parametrize("said", ["四十五六", "三四", "五六十", "", "几"])
def test_what_is_only_about_a_number_is_none(said: str) -> None:
    assert number(said) is None


@pytest.mark.parametrize(
    ("said", "value"),
    [("71", 1971), ("七一", 1971), ("一九六八", 1968), ("05", 2005), ("三十", None)],
)
def test_a_year_is_read_digit_by_digit(said: str, value: int | None) -> None:
    assert year(said) == value


@pytest.mark.parametrize(
    ("said", "value"),
    [("三年", 36), ("一年半", 18), ("一年零两个月", 14), ("半年", 6), ("二十六个月", 26)],
)
def test_a_span_is_told_in_months(said: str, value: int) -> None:
    assert months(said) == value


def test_confused_sounds_are_one() -> None:
    assert spelled("师") == spelled("思")
    assert spelled("蓝") == spelled("南")
    assert spelled("英") == spelled("因")
    assert spelled("福") == spelled("湖")


def test_a_name_is_heard_in_other_characters() -> None:
    heard = SoundIndex(["电焊"]).heard("想学电旱")
    assert [(one.start, one.end, one.name) for one in heard] == [(2, 4, "电焊")]


def test_an_ordinary_word_is_no_slip() -> None:
    assert is_slip("学电旱", 1, 3, "电焊")
    assert not is_slip("学点工作", 1, 3, "电工")
    assert not is_slip("干事业", 1, 3, "失业")
