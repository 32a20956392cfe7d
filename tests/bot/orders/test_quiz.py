"""不知道学啥: answers in one's own words, side questions, and taking the quiz up again."""

from collections.abc import Callable

import pytest

from bot.quiz import EITHER, QUESTIONS, heard
from bot.response import Response
from bot.wording import Wording
from knowledge.catalogue.recommending import Question
from tests.bot.conftest import Talk

Workers = Callable[[str], Talk]


@pytest.mark.parametrize(
    ("name", "says", "means"),
    [
        ("hands", "以前在厂里踩缝纫机的，手上的活还行", "手上的活"),
        ("hands", "跟人聊天还中，卖东西也行", "跟人打交道的活"),
        ("hands", "我就会骑车，跟人聊天还中", "跟人打交道的活"),
        ("hands", "我手还算巧，会做针线", "手上的活"),
        ("hands", "我不会说话，别让我跟人打交道", "手上的活"),
        ("strength", "只能干轻活，腰不好", "只能干轻活"),
        ("strength", "不知道什么叫轻活，能搬个二三十斤吧", "一般的活"),
        ("strength", "年纪大了，干不动重活了", "只能干轻活"),
        ("strength", "太重的干不了", "一般的活"),
        ("strength", "重活轻活都行", "重活也行"),
        ("away", "不想出远门，孩子还小", "离不开家"),
        ("away", "不能出去，家里有老人", "离不开家"),
        ("away", "孩子大了，去外地也行", "能出去"),
        ("own", "厂子倒闭了，想自己干", "自己干"),
        ("own", "还是找个厂子稳当", "上班"),
        ("literacy", "初中没毕业", "上学不多"),
        ("literacy", "初中毕业", "初中"),
    ],
)
def test_own_words_mean_a_choice(wording: Wording, name: str, says: str, means: str) -> None:
    question = wording.quiz[name]
    at = heard(question, says)
    assert at is not None
    assert question.labels[at] == means


def test_both_of_two_is_either_and_other_words_are_nothing(wording: Wording) -> None:
    assert heard(wording.quiz["hands"], "手上的活跟人打交道都行") == EITHER
    for name in QUESTIONS:
        assert heard(wording.quiz[name], "一年能领几次补贴") is None


def test_every_label_means_itself_and_the_questions_are_those_of_the_recommending(
    wording: Wording,
) -> None:
    assert tuple(question.value for question in Question) == QUESTIONS
    for name in QUESTIONS:
        question = wording.quiz[name]
        assert [heard(question, label) for label in question.labels] == [
            *range(len(question.labels))
        ]


def open_question(response: Response, wording: Wording) -> str:
    """The question of the quiz that a reply puts."""
    labels = tuple(choice.label for choice in response.reply.choices)
    return next((name for name in QUESTIONS if wording.quiz[name].labels == labels), "")


@pytest.mark.parametrize(
    "says",
    [
        ["俺今年五十了，厂子上个月把俺裁了，咋办呀，能学点啥不",
         "以前在厂里踩缝纫机的，手上的活还行", "只能干轻活，腰不好", "离不开家", "找个厂子上班"],
        ["我在滨州跑外卖，想学点别的，不知道学啥",
         "我就会骑车，跟人聊天还中", "都行，随便", "出去打工也中", "自己干吧"],
        ["不知道学啥好，给推荐一个",
         "我手还算巧，会做针线", "不知道啥叫轻活，能搬个二三十斤吧", "不知道", "都行"],
    ],
)  # fmt: skip
def test_each_answer_in_own_words_leads_to_the_next_question(
    workers: Workers, wording: Wording, says: list[str]
) -> None:
    talk = workers("wang")
    for said, next_ in zip(says, (*QUESTIONS, ""), strict=True):
        answered = talk.say(said)
        assert open_question(answered, wording) == next_, said
    assert len(answered.reply.choices) == 3


def test_what_is_told_beside_is_learned_and_continues_the_quiz(
    workers: Workers, wording: Wording
) -> None:
    talk = workers("wang")
    talk.say("不知道学啥，给推荐推荐")
    told = talk.say("我五十二了，在临沂")
    assert told.facts["age"] == 52
    assert open_question(told, wording) == "hands"
    assert open_question(talk.say("初中毕业"), wording) == "hands"
    told = talk.say("我是退役军人，手上的活还行")
    assert told.facts["veteran"] is True
    assert open_question(told, wording) == "strength"


def test_an_answer_given_ahead_is_not_asked_again(workers: Workers, wording: Wording) -> None:
    talk = workers("wang")
    talk.say("不知道学啥，给推荐推荐")
    assert open_question(talk.say("家里没人管，得接送孩子"), wording) == "hands"
    assert open_question(talk.say("以前在厂里上班"), wording) == "hands"
    talk.say("手上的活")
    assert open_question(talk.say("一般的活"), wording) == "own", "away was told, own was not"


def test_a_side_question_is_answered_and_the_quiz_offered_again(
    workers: Workers, wording: Wording
) -> None:
    talk = workers("wang")
    talk.say("不知道学啥，给推荐推荐")
    talk.say("1")
    aside = talk.say("一年能领几次")
    assert aside.reply.citations
    assert open_question(aside, wording) == "strength"
    assert open_question(talk.say("2"), wording) == "away"


def test_it_goes_on_where_it_was_and_begins_anew_only_on_demand(
    workers: Workers, wording: Wording
) -> None:
    talk = workers("wang")
    talk.say("不知道学啥，给推荐推荐")
    talk.say("手上的活")
    talk.say("我想学电焊")
    assert open_question(talk.say("那我到底学个啥好"), wording) == "strength"
    assert open_question(talk.say("我刚说了手上的活，你咋又问"), wording) == "strength"
    assert open_question(talk.say("返回"), wording) == "hands"
    talk.say("手上的活")
    assert open_question(talk.say("重新来，帮我推荐个能学的"), wording) == "hands"


def test_an_answer_finds_its_question_though_the_interview_began(
    workers: Workers, wording: Wording
) -> None:
    talk = workers("wang")
    talk.say("不知道学啥，给推荐推荐")
    assert open_question(talk.say("我能领补贴吗"), wording) == ""
    assert open_question(talk.say("跟人打交道的"), wording) == "strength"


def test_what_is_not_understood_is_asked_again_and_at_last_passed_over(
    workers: Workers, wording: Wording
) -> None:
    talk = workers("wang")
    talk.say("不知道学啥，给推荐推荐")
    asked = [open_question(talk.say("我们家的猫丢了"), wording) for _ in range(3)]
    assert asked == ["hands", "hands", "strength"]


@pytest.mark.parametrize("says", ["自己干吧，当老板", "想自己开个小店", "自己干"])
def test_a_wish_is_no_fact(workers: Workers, says: str) -> None:
    talk = workers("wang")
    for said in ("不知道学啥，给推荐推荐", "1", "1", "1"):
        talk.say(said)
    assert not {"employment", "enterprise_head"} & talk.say(says).facts.keys()


def test_words_of_despair_come_before_the_quiz(workers: Workers, wording: Wording) -> None:
    talk = workers("wang")
    talk.say("不知道学啥，给推荐推荐")
    reply = talk.say("我不想活了")
    assert "12356" in reply.reply.text
    assert open_question(reply, wording) == ""


def test_four_questions_lead_to_occupations_and_these_to_courses(workers: Workers) -> None:
    talk = workers("wang")
    asked = talk.say("不知道学啥，给推荐推荐").reply
    for answer in ("1", "2", "不知道", "1"):
        assert asked.choices
        asked = talk.say(answer).reply
    assert len(asked.choices) == 3
    assert asked.choices[0].label in talk.say("1").reply.text
