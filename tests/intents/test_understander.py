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
