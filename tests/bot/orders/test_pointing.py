"""Which of the classes shown is meant, and what a demand needs before it is registered."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine

from bot.pointing import by_place, times_in
from tests.bot.conftest import Talk
from tests.bot.orders.test_in_the_chat import all_orders

Workers = Callable[[str], Talk]


@pytest.mark.parametrize(
    ("says", "at"),
    [
        ("第二个吧，晚上我得看孩子", 1),
        ("要第2个", 1),
        ("就要3个吧", 2),
        ("头一个就行", 0),
        ("最后那个", 2),
        ("第二个不行，第三个吧", 2),
        ("不要第二个", None),
        ("我有两个孩子", None),
        ("第一个孩子上学了", None),
        ("第一个还是第二个", None),
        ("第九个", None),
    ],
)
def test_one_is_named_by_its_place(says: str, at: int | None) -> None:
    assert by_place(says, 3) == at


@pytest.mark.parametrize(
    ("says", "wanted", "unfit"),
    [
        ("那个晚上的不对，我晚上没空，要白天的", {"daytime"}, {"evening"}),
        ("晚上，白天要直播", {"evening"}, {"daytime"}),
        ("周末吧，晚上我得看孩子", {"weekend"}, {"evening"}),
        ("晚上有空", {"evening"}, set()),
        ("我想学电焊", set(), set()),
    ],
)
def test_times_are_wanted_or_do_not_suit(says: str, wanted: set[str], unfit: set[str]) -> None:
    times = times_in(says)
    assert (set(times.wanted), set(times.unfit)) == (wanted, unfit)


@pytest.mark.parametrize("says", ["第二个吧，晚上我得看孩子", "要第2个"])
@pytest.mark.parametrize("trade", ["我想学店商，在林沂，有没有班", "我想学叉车"])
def test_the_second_class_is_shown(workers: Workers, trade: str, says: str) -> None:
    talk = workers("wang")
    second = talk.say(trade).reply.courses[1]
    told = talk.say(says).reply.text
    assert str(second["institution"]).removeprefix("【样例】") in told
    assert "费用" in told


def test_only_the_class_that_suits_is_put_to_be_confirmed(workers: Workers, engine: Engine) -> None:
    talk = workers("wang")
    shown = talk.say("我想学店商，在林沂，有没有班").reply.courses
    told = talk.say("我要报名那个晚上的不对 我晚上没空 要白天的").reply
    assert [str(c["institution"]).removeprefix("【样例】") in told.text for c in shown] == [
        False,
        True,
        False,
    ]
    assert not all_orders(engine)
    talk.say("确认报名")
    assert len(all_orders(engine)) == 1


def test_another_class_may_be_named_before_the_yes(workers: Workers, engine: Engine) -> None:
    talk = workers("wang")
    shown = talk.say("想学电焊，在沂水").reply.courses
    talk.say("头一个吧")
    third = str(shown[2]["institution"]).removeprefix("【样例】")
    assert third in talk.say("还是第三个吧").reply.text
    assert third in talk.say("报名").reply.text
    talk.say("还是第二个吧")
    assert not all_orders(engine)
    talk.say("好的")
    (order,) = all_orders(engine)
    assert order.session_id == shown[1]["session_id"]


def test_a_repair_remark_registers_nothing(workers: Workers, engine: Engine) -> None:
    talk = workers("wang")
    for says in (
        "我是做直播带货的，自己干，想考个互联网营销师",
        "我想学的是互联网营销师，你记错了",
        "临沂兰山",
        "晚上，白天要直播",
    ):
        told = talk.say(says).reply.text
        assert not any(word in told for word in ("给您登记", "登记吧", "登记好"))
    assert not all_orders(engine)


def test_what_is_wrong_in_a_demand_is_put_right_before_the_yes(
    workers: Workers, engine: Engine
) -> None:
    talk = workers("wang")
    for says in ("没有想学的课，登记一下，想学扎染", "沂水", "周末吧，晚上我得看孩子"):
        told = talk.say(says).reply.text
    assert "周末" in told
    assert "晚上" in talk.say("不对，是晚上").reply.text
    assert not all_orders(engine)
    talk.say("对")
    (order,) = all_orders(engine)
    assert (order.occupation, order.times) == ("扎染", "evening")


@pytest.mark.parametrize("says", ["先不登记", "2", "算了，不登了", "不是"])
def test_without_a_yes_no_demand_is_registered(workers: Workers, engine: Engine, says: str) -> None:
    talk = workers("wang")
    for said in ("没有想学的课，登记一下，想学扎染", "沂水", "4", says):
        talk.say(said)
    assert not all_orders(engine)


def test_the_classes_that_suit_are_kept_and_none_is_said_to_be_none(workers: Workers) -> None:
    talk = workers("wang")
    shown = talk.say("我想学店商，在林沂，有没有班").reply.courses
    names = [str(course["institution"]).removeprefix("【样例】") for course in shown]
    told = talk.say("晚上没空").reply.text
    assert [name in told for name in names] == [False, True, True]
    assert names[2] in talk.say("第二个吧").reply.text
    talk.say("我想学店商，在林沂，有没有班")
    assert "登记一下" in [choice.label for choice in talk.say("要网上学的").reply.choices]


def test_a_demand_goes_on_after_a_question_of_ones_own(workers: Workers, engine: Engine) -> None:
    talk = workers("wang")
    for says in ("没有想学的课，登记一下，想学扎染", "沂水", "4", "登记了能领钱吗"):
        talk.say(says)
    assert "扎染" in talk.say("登记吧").reply.text
    talk.say("登记吧")
    assert len(all_orders(engine)) == 1


def test_a_time_is_no_trade_and_the_class_looked_at_names_one(workers: Workers) -> None:
    talk = workers("wang")
    talk.say("我想学叉车，在临沂")
    talk.say("第三个")
    assert "县" in talk.say("登记一下").reply.text, "what to learn is known"
    assert "县" in talk.say("白天").reply.text, "when is told before it is asked"
    told = talk.say("沂水，晚上要直播").reply.text
    assert "叉车" in told
    assert "白天" in told
    other = workers("li")
    other.say("没有想学的课，登记一下")
    assert "县" not in other.say("白天").reply.text


@pytest.mark.parametrize("says", ["我想学的你没记对", "我就是想学点东西"])
def test_a_wish_alone_starts_no_demand(workers: Workers, says: str) -> None:
    talk = workers("wang")
    assert "登记" not in talk.say(says).reply.text
