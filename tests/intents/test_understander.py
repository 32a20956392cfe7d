"""What a message means decides which of the facts that were read in it hold."""

from datetime import date

import pytest

from intents.understander import Understander
from intents.understanding import Pending

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    "question",
    [
        "大型企业自己建大师工作室，省里给多少支持",
        "矿山企业全员安全技能培训，钱由谁出",
    ],
)
def test_a_question_about_the_matter_tells_of_nobody(
    understander: Understander, question: str
) -> None:
    assert understander.understand(question, None, TODAY).facts == {}


def test_the_same_words_of_a_case_tell_of_somebody(understander: Understander) -> None:
    told = understander.understand("我刚被厂里录用，还在岗前培训，我能领补贴吗", None, TODAY)
    assert told.facts["new_hire"] is True


@pytest.mark.parametrize("beyond", ["英语四级有补贴吗", "科目二挂三回了，能给换个教练不"])
def test_what_is_not_ours_wants_no_trade(understander: Understander, beyond: str) -> None:
    found = understander.understand(beyond, None, TODAY)
    assert found.intent == "out_of_scope"
    assert "occupation" not in found.facts


@pytest.mark.parametrize(
    ("fact", "said", "intent"),
    [
        ("veteran", "没当过", "deny"),
        ("registered_poor", "嗯呐", "affirm"),
        ("registered_unemployed", "没登记", "deny"),
        ("subsidies_total", "三回", "check_eligibility"),
    ],
)
def test_a_bare_answer_is_a_yes_or_a_no(
    understander: Understander, fact: str, said: str, intent: str
) -> None:
    assert understander.understand(said, Pending(fact), TODAY).intent == intent


@pytest.mark.parametrize(
    ("told", "intent"),
    [
        ("钱转给他五百了，后来才知道是骗子骗人的", "fraud_report"),
        ("你们不会是骗子吧", "identity"),
        ("欠薪的事我已经找劳动监察了，那我想学点啥好", "recommend_course"),
        ("厂里欠我三个月工资，找谁要", "out_of_scope"),
    ],
)
def test_a_word_of_another_theme_hides_no_question_of_ours(
    understander: Understander, told: str, intent: str
) -> None:
    assert understander.understand(told, None, TODAY).intent == intent


def test_whoever_compares_themselves_with_a_neighbour_asks_for_themselves(
    understander: Understander,
) -> None:
    asked = understander.understand("为啥俺不行，隔壁老李也没证，人家就领了", None, TODAY)
    assert (asked.intent, asked.about in (None, "self"), asked.facts) == ("why", True, {})


def test_what_is_set_aside_is_not_asked_about(understander: Understander) -> None:
    asked = understander.understand("先别管岗前培训，她的等级证能领补贴不", None, TODAY)
    assert "new_hire" not in asked.facts
    assert asked.intent != "new_hire"


def test_a_place_of_the_family_turns_from_nobody(understander: Understander) -> None:
    asked = understander.understand("有这个班吗，俺家是单县的", None, TODAY)
    assert (asked.about, asked.facts["city"]) == (None, "菏泽")


def test_meals_are_no_trade(understander: Understander) -> None:
    """管饭 sounds like 管焊, a welder of pipes."""
    asked = understander.understand("是我自己想学，管饭不", None, TODAY)
    assert asked.mentions.occupation is None
    assert "occupation" not in asked.facts
