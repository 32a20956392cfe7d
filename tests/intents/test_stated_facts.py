"""What a sentence states, and what it does not."""

from pathlib import Path
from typing import Any

import pytest

from knowledge.loading import parse
from tests.intents.conftest import Read

SENTENCES: list[dict[str, Any]] = parse(Path(__file__).parent / "stated.yaml").data


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda one: one["says"])
def test_a_sentence_states_exactly_these_facts(sentence: dict[str, Any], read: Read) -> None:
    reading = read(sentence["says"])
    assert dict(reading.facts) == sentence["reads"]
    if "about" in sentence:
        assert reading.about == sentence["about"]


@pytest.mark.parametrize(
    "question",
    [
        "领养老金的能学吗",
        "要是下岗了咋办",
        "一年能领3次吗",
        "退役军人有什么培训",
        "失业登记怎么办",
        "想领失业金去哪办",
        "农民工求学圆梦怎么报名",
        "没有证书能不能领",
        "假如我退休了还能领不",
        "快六十的人行不行",
        "四十五六岁行吗",
    ],
)
def test_a_question_a_supposition_or_a_wish_states_nothing(question: str, read: Read) -> None:
    assert read(question).facts == {}


def test_what_is_said_of_another_is_no_fact_of_the_person_asked_about(read: Read) -> None:
    reading = read("我爸退休了，我想学电工")
    assert reading.about == "self"
    assert reading.facts == {"occupation": "电工"}


def test_a_denial_right_after_anothers_fact_is_ones_own(read: Read) -> None:
    assert read("他领着退休金，我没有，我想学面点").facts["draws_pension"] is False


def test_a_later_word_corrects_an_earlier_one(read: Read) -> None:
    assert read("不对，去年领的，今年还没领").facts == {"subsidies_this_year": 0}
    assert read("今年领了一次，说错了，是两次").facts == {"subsidies_this_year": 2}


def test_a_value_called_wrong_without_a_new_one_is_taken_back(read: Read) -> None:
    assert read("年龄说错了").retracted == {"age"}


def test_a_place_name_shared_by_cities_is_no_city(read: Read) -> None:
    reading = read("我在市中区")
    assert "city" not in reading.facts
    assert set(reading.mentions.ambiguous_places) == {"济南", "枣庄"}


def test_months_are_counted_to_today(read: Read) -> None:
    assert read("证是上个月拿的").facts["months_since_certificate"] == 1
    assert read("今年3月拿的证").facts["months_since_certificate"] == 8


def test_never_drawn_is_three_facts_and_not_this_year_is_one(read: Read) -> None:
    never = {"subsidies_this_year": 0, "subsidies_total": 0, "same_level_subsidised": False}
    assert read("我从来没领过补贴").facts == never
    assert read("我今年没领过补贴").facts == {"subsidies_this_year": 0}


def test_a_slip_of_the_same_sound_is_mended(read: Read) -> None:
    assert read("我想学电旱").facts == {"occupation": "电焊"}
    assert read("即莫的，退伍君人").facts == {"city": "青岛", "veteran": True}
