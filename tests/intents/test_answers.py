"""Short answers are read in the light of the question that is open."""

import pytest

from tests.intents.conftest import Read


@pytest.mark.parametrize(
    ("fact", "said", "value"),
    [
        ("subsidies_this_year", "两次", 2),
        ("subsidies_this_year", "2", 2),
        ("subsidies_this_year", "没有", 0),
        ("subsidies_this_year", "一次，不对，两次", 2),
        ("subsidies_total", "一共三回", 3),
        ("veteran", "有", True),
        ("veteran", "不是", False),
        ("veteran", "是嘞，当过五年", True),
        ("draws_pension", "没领，交的钱不够年头", False),
        ("trained_in_province", "没错，是在烟台学的", True),
        ("target_level", "中级", "intermediate"),
        ("target_level", "二级吧，就技师", "technician"),
        ("employment", "在家种地", "farming"),
        ("employment", "自己干", "self_employed"),
        ("employer_size", "小型", "small"),
        ("employer_industry", "都不是", "other"),
        ("certificate", "什么也没", "none"),
        ("certificate", "技能等级的", "skill_level"),
        ("insured_months", "两年整", 24),
        ("months_since_certificate", "半年", 6),
        ("age", "五十三", 53),
        ("age", "71年的", 55),
        ("occupation", "钩机呗", "钩机"),
        ("city", "在滕州", "枣庄"),
        ("city", "黄岛，刚才说东营是顺嘴说错了", "青岛"),
        ("veteran", "没当过", False),
        ("wants_startup", "木有那个想法，老老实实挣个安稳钱就中", False),
        ("employer_distressed", "不困难，效益好着呢", False),
        ("registered_poor", "嗯呐", True),
        ("college_student", "是滴是滴，还没毕业呢", True),
        ("registered_unemployed", "没办过登记", False),
        ("insured_months", "二十七个月吧大概", 27),
        ("insured_months", "三年零俩月吧失业保险", 38),
        ("subsidies_total", "前前后后得有四回了", 4),
        ("subsidies_total", "这是头一回申请", 0),
        ("draws_pension", "我才二十五，领啥退休金", False),
        ("draws_pension", "早着呢", False),
        ("draws_pension", "我还没四十，哪来的退休金", False),
        ("certificate", "没有技能证", "none"),
        ("certificate", "等级证，下个月才考", "none"),
        ("certificate", "有过一个特种证，过期了", "none"),
        ("certificate", "没有没有没有证", "none"),
        ("age", "69的，属鸡", 57),
        ("draws_pension", "领养老金？没有，我才五十", False),
    ],
)
def test_an_answer_gives_the_fact_asked_about(
    fact: str, said: str, value: object, read: Read
) -> None:
    assert read(said, fact).facts[fact] == value


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        ("subsidies_this_year", "不知道，得翻翻短信"),
        ("age", "快六十了"),
        ("target_level", "搞不清楚哪个级"),
        ("registered_poor", "你问这干啥，查户口呢"),
        ("occupation", "还没想好"),
        ("certificate", "不是技能证，是驾驶证"),
        ("subsidies_total", "不对，我想问另外那个证"),
        ("draws_pension", "从来没说没领过，那个证领过一回"),
    ],
)
def test_doubt_and_counter_questions_answer_nothing(fact: str, said: str, read: Read) -> None:
    assert fact not in read(said, fact).facts


@pytest.mark.parametrize("said", ["2", "二", "②", "第二个", "选2", "在家务农"])
def test_an_option_is_picked_by_number_or_by_its_text(said: str, read: Read) -> None:
    reading = read(said, "employment", ("在企业上班", "在家务农", "在上学"))
    assert reading.choice == 1
    assert reading.facts == {"employment": "farming"}


def test_a_number_typed_for_a_count_is_the_count_not_the_option(read: Read) -> None:
    reading = read("2", "subsidies_this_year", ("0次", "1次", "2次", "3次"))
    assert reading.facts == {"subsidies_this_year": 2}


def test_a_question_inside_an_answer_is_heard(read: Read) -> None:
    reading = read("五十了，这个要钱不？", "age")
    assert reading.facts == {"age": 50}
    assert reading.asks


def test_a_bare_no_tells_only_of_what_was_asked(read: Read) -> None:
    assert read("没领过", "subsidies_this_year").facts == {"subsidies_this_year": 0}
    assert read("从来没领过", "subsidies_this_year").facts["subsidies_total"] == 0


@pytest.mark.parametrize("said", ["大概是吧", "不是很清楚", "不好说", "没想好"])
def test_a_doubt_is_no_answer(said: str, read: Read) -> None:
    assert read(said, "wants_startup").facts == {}


@pytest.mark.parametrize("fact", ["certificate", "veteran", "subsidies_this_year"])
def test_who_takes_leave_answers_nothing(fact: str, read: Read) -> None:
    assert read("木有了，谢谢恁", fact).facts == {}
    assert fact in read("木有，谢谢恁", fact).facts
